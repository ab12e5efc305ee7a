"""The list of ballots as pages (PDF), set by ``layouts/pile-list.typ``."""

from __future__ import annotations

from collections.abc import Iterator

from rules.json_form import Json
from rules.labels import label_of
from rules.model import Form
from rules.phrase import Phrase, phrase
from rules.report_text import Writer
from tally.codes import width_of
from tally.papers.content import Ruled
from tally.papers.form import subject
from tally.papers.minutes import foot
from tally.papers.pile_list import Listed, PileList, PilePage, Totals, cell
from tally.papers.typesetting import to_pdf
from tally.result_words import polarity


def to_list(pile: PileList, writer: Writer) -> bytes:
    """Set the pages; the same ballots give the same bytes."""
    return to_pdf("pile-list", _written(pile, writer), tagged=False)


def _written(pile: PileList, writer: Writer) -> Json:
    minutes = pile.minutes
    title = phrase("Danh sách phiếu đã nhập")
    what, congress = subject(minutes)
    return {
        "lang": writer.lang,
        "title": writer.text(title),
        "subject": f"{writer.sentence(what)} · {writer.text(congress)}",
        "polarity": writer.text(polarity(minutes.contest)),
        "legend": writer.text(_legend(minutes.contest.form)),
        "stamped": "" if pile.stamped else writer.text(_unstamped()),
        "headings": {
            "number": writer.text(phrase("Phiếu số")),
            "voted": writer.text(phrase("Số tên bầu")),
            "validity": writer.text(phrase("Không hợp lệ vì")),
        },
        "names": [person.name for person in minutes.contest.slate.candidates],
        "codes": _codes(len(minutes.contest.slate)),
        "pages": [_page(page, pile, writer) for page in pile.pages],
        "rulings_title": writer.text(phrase("Kết luận của ban kiểm phiếu (dấu * trong bảng)")),
        "rulings": [writer.text(_ruling(each)) for each in minutes.rulings],
        "signs": [writer.text(phrase("Người cộng lại")), writer.text(phrase("Trưởng ban kiểm phiếu"))],
        "foot": writer.text(foot(minutes)),
    }


def _codes(names: int) -> list[str]:
    width = width_of(names)
    return [f"{number:0{width}d}" for number in range(1, names + 1)]


def _page(page: PilePage, pile: PileList, writer: Writer) -> Json:
    return {
        "first": page.first,
        "last": page.last,
        "rows": [_row(ballot, page, writer) for ballot in page.ballots],
        "totals": list(_totals(page, writer)) if pile.has_result else [],
    }


def _row(ballot: Listed, page: PilePage, writer: Writer) -> Json:
    """Only cells that hold something: most names on most ballots are not struck."""
    codes = _codes(len(ballot.marks))
    cells = []
    for name in range(page.first, page.last + 1):
        found = cell(ballot, name, codes[name - 1])
        if found is not None:
            cells.append([name - page.first, found.text, found.struck])
    return {
        "number": str(ballot.number),
        "voted": str(ballot.voted),
        "cells": cells,
        "reason": "" if ballot.reason is None else writer.text(label_of(ballot.reason)),
    }


def _totals(page: PilePage, writer: Writer) -> Iterator[Json]:
    rows: tuple[tuple[Phrase, Totals], ...] = (
        (phrase("Trang này"), page.own),
        (phrase("Trang trước"), page.carried),
        (phrase("Cộng dồn"), page.together),
    )
    for said, totals in rows:
        valid = phrase("hợp lệ {valid} / {ballots} phiếu", valid=totals.valid, ballots=totals.ballots)
        yield {
            "said": writer.text(said),
            "valid": writer.text(valid),
            "votes": [str(votes) for votes in totals.votes[page.first - 1 : page.last]],
        }


def _legend(form: Form) -> Phrase:
    if form is Form.STRIKE_OUT:
        return phrase(
            "Số bị gạch ngang: tên bị gạch · ô trống: tên để lại · ? không rõ · * theo kết luận của ban kiểm phiếu. "
            "Phiếu không hợp lệ có lý do ở cột cuối, không cộng vào số phiếu."
        )
    return phrase(
        "+ đồng ý · – không đồng ý · 2 đánh dấu cả hai ô · 0 không ô nào · ? không rõ · * theo kết luận của ban kiểm "
        "phiếu. Phiếu không hợp lệ có lý do ở cột cuối, không cộng vào số phiếu."
    )


def _unstamped() -> Phrase:
    return phrase("Phiếu không đóng số: số ở đây là thứ tự trong chồng phiếu lúc nhập.")


def _ruling(each: Ruled) -> Phrase:
    about = phrase("phiếu {ballot}, {name}", ballot=each.ballot, name=each.name)
    ballot = phrase("phiếu {ballot}", ballot=each.ballot)
    said = phrase("{about}: {ruling}", about=about if each.name else ballot, ruling=each.ruling)
    if not each.of:
        return said
    return phrase(
        "{said} ({reason}, {in_favour}/{of})", said=said, reason=each.reason, in_favour=each.in_favour, of=each.of
    )
