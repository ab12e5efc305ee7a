"""Ballots (phiếu bầu) ready to be printed, and beside them the sidecar: where every name and box stands.

All ballots of a contest are alike, their code included: nothing on a ballot tells one from another, so none can be
brought back to the person it was given to. The number is stamped on the paper after the box was opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules.errors import Fault, InputError
from rules.json_form import Json, congress_form
from rules.model import Congress, Contest
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from rules.slate_digest import digest, slate_canonical
from tally.papers.ballot_plan import Design, Heights, NameTooLongError, Plan, arrange, designs_for, overleaf
from tally.papers.ballot_words import BallotWords, ballot_words
from tally.papers.letters import unprintable
from tally.papers.qr import qr_svg
from tally.papers.typesetting import positions, repeated, to_pdf

LAYOUT_FORMAT: Final = "kiemphieu-ballot-layout/1"

_LAYOUT: Final = "ballot"
_GROUP: Final = 4
_CODE_DIGITS: Final = 16
_ROUNDED: Final = 3  # a thousandth of a millimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """The pages to print, the sidecar, and how they lie: ``sheets`` of paper for ``copies`` ballots of ``pages``."""

    pdf: bytes
    layout: Json
    words: BallotWords
    design: Design
    pages: int
    copies: int

    @property
    def sheets(self) -> int:
        """Sheets of paper, both sides of a sheet used where a ballot goes on overleaf."""
        sides = -(-self.copies // self.design.per_sheet) * self.pages
        return sides if self.pages == 1 else -(-self.pages // 2) * self.copies


def make_ballots(
    congress: Congress, contest: Contest, rules: Rules, *, copies: int | None = None, per_sheet: int | None = None
) -> Ballots:
    """Make the ballots of a contest: ``copies`` of them (one sheet if not said), ``per_sheet`` 1, 2 or 4.

    Raises ``InputError`` for names that cannot be printed as they stand, or do not fit in what was asked for.
    """
    _check_letters(contest)
    words = ballot_words(congress, contest, rules)
    texts = _texts(words, contest)
    plan = _plan(contest, texts, per_sheet)
    copies = copies or plan.design.per_sheet
    content = _content(contest, texts, plan)
    spots = positions(_LAYOUT, content | {"copies": 1, "spots": True}, "spot")
    return Ballots(
        pdf=_printed(content, copies, plan),
        layout=_layout(congress, contest, plan, spots),
        words=words,
        design=plan.design,
        pages=len(plan.pages),
        copies=copies,
    )


def _printed(content: Json, copies: int, plan: Plan) -> bytes:
    """All sheets of so many ballots: full ones are alike, so one is set, and one more where the last is not full."""

    def sheet(ballots: int) -> bytes:
        return to_pdf(_LAYOUT, content | {"copies": ballots}, tagged=False)

    full, rest = divmod(copies, plan.design.per_sheet)
    if full + bool(rest) == len(plan.pages) == 1:
        return sheet(copies)
    return repeated(sheet(plan.design.per_sheet), full, sheet(rest) if rest else b"")


def code_text(contest: Contest, design: Design, page: int) -> str:
    """What a ballot's code says: contest, round, the list's digest (16 digits), the design, and the page of the ballot.

    ``KP1:BCH:1:0F3A…:2X1:1``: in capitals, which a QR code holds in half the room. Every ballot of a contest has the
    same: the code finds the sidecar and catches a ballot of another list, it never tells ballots apart.
    """
    short = slate_code(contest)[:_CODE_DIGITS]
    return f"KP1:{contest.id}:{contest.round}:{short}:{design.key}:{page}".upper()


def slate_code(contest: Contest) -> str:
    """The digits of the list's digest."""
    return digest(slate_canonical(contest.slate)).partition(":")[2]


def grouped_code(contest: Contest) -> str:
    """The first digits of the list's digest, as ballots show them and people compare them."""
    code = slate_code(contest)[:_CODE_DIGITS]
    return " ".join(code[at : at + _GROUP] for at in range(0, _CODE_DIGITS, _GROUP))


def _texts(words: BallotWords, contest: Contest) -> Json:
    """The words as the layout takes them."""
    return {
        "upper": words.upper,
        "body": words.body,
        "stamp": words.stamp,
        "motto": list(words.motto),
        "dated": words.dated,
        "title": words.title,
        "subject": words.subject,
        "about": words.about,
        "round": words.round,
        "seats": words.seats,
        "how": f"Cách ghi phiếu: {'; '.join(words.how)}." if words.how else None,
        "columns": list(words.columns),
        "number": "Số (đóng sau khi mở hòm phiếu)",
        "digest": f"Mã danh sách: {grouped_code(contest)}",
    }


def _plan(contest: Contest, texts: Json, per_sheet: int | None) -> Plan:
    designs = designs_for(contest.form, per_sheet)
    names = [person.name for person in contest.slate.candidates]
    asked = {
        "what": "measure",
        "words": texts,
        "designs": [_design_form(design, contest) for design in designs],
        "names": names,
    }
    found = {each["key"]: each for each in positions(_LAYOUT, asked, "size")}
    heights = {
        key: Heights(first=each["first"], later=each["later"], names=tuple(each["names"]))
        for key, each in found.items()
    }
    plan = arrange(designs, heights)
    if plan is not None:
        return plan
    if per_sheet not in {None, 1}:
        raise InputError((_does_not_fit(contest, per_sheet or 1),))
    try:
        return overleaf(designs, heights)
    except NameTooLongError as error:
        raise InputError((_too_long(contest, error.place),)) from error


def _content(contest: Contest, texts: Json, plan: Plan) -> Json:
    count = len(plan.pages)
    return {
        "what": "print",
        "words": texts,
        "design": _design_form(plan.design, contest),
        "pages": [
            {
                "columns": [
                    [
                        {
                            "number": contest.slate.candidates[row.place].number,
                            "name": contest.slate.candidates[row.place].name,
                            "height": row.height,
                        }
                        for row in column
                    ]
                    for column in page
                ],
                "code": qr_svg(code_text(contest, plan.design, number)),
                "turn": _turn(number, count),
            }
            for number, page in enumerate(plan.pages, start=1)
        ],
    }


def _turn(page: int, pages: int) -> str | None:
    """Which page this is, where there are several."""
    if pages == 1:
        return None
    return f"Trang {page}/{pages}. Danh sách còn tiếp ở trang sau." if page < pages else f"Trang {page}/{pages}."


def _design_form(design: Design, contest: Contest) -> Json:
    return {
        "key": design.key,
        "width": design.width,
        "height": design.height,
        "across": design.across,
        "down": design.down,
        "sheet": list(design.sheet),
        "side": design.side,
        "top": design.top,
        "points": design.points,
        "compact": design.compact,
        "column": design.column,
        "cells": list(design.cells(contest.form)),
    }


def _layout(congress: Congress, contest: Contest, plan: Plan, spots: Iterable[Mapping[str, Any]]) -> Json:
    """The sidecar: millimetres from the ballot's own corner at the top left, as the layout itself says."""
    design = plan.design
    by_page: dict[int, list[Mapping[str, Any]]] = {}
    for spot in spots:
        by_page.setdefault(spot["page"], []).append(spot)
    return {
        "format": LAYOUT_FORMAT,
        "congress": congress_form(congress),
        "contest": contest.id,
        "after": contest.after,
        "vote": contest.vote.value,
        "round": contest.round,
        "office": contest.office.value,
        "form": contest.form.value,
        "seats": contest.seats,
        "slate": {"digest": digest(slate_canonical(contest.slate)), "candidates": len(contest.slate)},
        "design": design.key,
        "ballot": {"width": design.width, "height": design.height},
        "sheet": {
            "width": design.sheet[0],
            "height": design.sheet[1],
            "ballots": [
                {"x": at % design.across * design.width, "y": at // design.across * design.height}
                for at in range(design.per_sheet)
            ],
        },
        "pages": [_page_form(contest, design, page, by_page[page]) for page in sorted(by_page)],
    }


def _page_form(contest: Contest, design: Design, page: int, spots: Sequence[Mapping[str, Any]]) -> Json:
    def of(kind: str) -> list[Json]:
        return [_rectangle(spot) for spot in spots if spot["kind"] == kind]

    boxes: dict[int, Json] = {}
    for spot in spots:
        if spot["kind"] in {"agree", "disagree"}:
            boxes.setdefault(spot["number"], {})[spot["kind"]] = _rectangle(spot)
    stamp = of("stamp")
    return {
        "page": page,
        "code": {"text": code_text(contest, design, page), **of("code")[0]},
        "corners": of("corner"),
        "stamp": stamp[0] if stamp else None,
        "number": of("number")[0],
        "names": [
            {
                "number": spot["number"],
                "name": contest.slate.candidates[spot["number"] - 1].name,
                "area": _rectangle(spot),
                "boxes": boxes.get(spot["number"], {}),
            }
            for spot in spots
            if spot["kind"] == "name"
        ],
    }


def _rectangle(spot: Mapping[str, Any]) -> Json:
    return {side: round(spot[side], _ROUNDED) for side in ("x", "y", "width", "height")}


def _check_letters(contest: Contest) -> None:
    faults = tuple(
        _fault(
            contest,
            "ballots.unprintable",
            place,
            phrase("tên có ký tự phông chữ trên phiếu không in được: {characters}", characters=_shown(missing)),
            phrase("viết tên bằng chữ cái La-tinh, như sẽ in trên phiếu"),
        )
        for place, person in enumerate(contest.slate.candidates)
        if (missing := unprintable(person.name))
    )
    if faults:
        raise InputError(faults)


def _shown(characters: Sequence[str]) -> tuple[str, ...]:
    from rules.text_file import code_point

    return tuple(code_point(char) for char in characters)


def _too_long(contest: Contest, place: int) -> Fault:
    return _fault(
        contest,
        "ballots.name_too_long",
        place,
        phrase("tên dài đến mức không trang giấy nào chứa hết"),
        phrase("xem lại ô họ và tên: có thể nhiều ô đã bị gộp làm một"),
    )


def _does_not_fit(contest: Contest, per_sheet: int) -> Fault:
    names = len(contest.slate)
    message = phrase("danh sách {names} người không vừa khi in {count} phiếu một tờ A4", names=names, count=per_sheet)
    remedy = phrase("bỏ --per-sheet để chương trình chọn, hoặc ghi số nhỏ hơn")
    return Fault(
        name="ballots.does_not_fit", file=contest.slate.file, seen=str(per_sheet), message=message, remedy=remedy
    )


def _fault(contest: Contest, name: str, place: int, message: Phrase, remedy: Phrase) -> Fault:
    from rules.errors import Place
    from rules.text_file import shortened

    person = contest.slate.candidates[place]
    return Fault(
        name=name,
        file=contest.slate.file,
        place=Place(row=person.row, column="name"),
        seen=shortened(person.name),
        message=message,
        remedy=remedy,
    )
