"""The list of ballots adds up to the result, page by page, in the file that people print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from rules.choice import AllDisagree, Choices
from rules.labels import label_of
from rules.messages import Translator
from rules.model import Form
from rules.report_text import Writer
from tally.count_record import CountRecord, count_head
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.papers.content import Issue, Minutes, minutes_of
from tally.papers.issue_file import rulings_of
from tally.papers.pile_list import NAMES, ROWS, PileList, pile_list
from tally.papers.pile_list_pdf import to_list
from tally.record import BallotRuled
from tally.result import CountsDifferError, count_contest
from tally.rounds import CongressResult
from tally.validity import BallotForm
from tests.conftest import Golden
from tests.tally.builders import congress, contest, rules
from tests.tally.records import SAMPLES, sealable
from tests.tally.strategies import Pile, piles

VI, EN = Writer(Translator("vi")), Writer(Translator("en"))
ISSUE = Issue(version=1, code="0" * 64)


def minutes_for(pile: Pile, rulings: Sequence[BallotRuled] = ()) -> Minutes:
    """The minutes of a pile that was counted."""
    asked = contest(pile.paper.names, pile.paper.seats, pile.paper.form, ballots=len(pile.ballots))
    counted = count_contest(asked, pile.ballots, rules(), Choices(all_disagree=pile.all_disagree))
    held = congress((asked,), Choices(all_disagree=pile.all_disagree))
    return minutes_of(CongressResult(congress=held, rules=rules(), contests=(counted,)), counted, ISSUE, rulings)


@cache
def counted(sample: str) -> CountRecord:
    return count_head(SAMPLES / sample)


def list_of(record: CountRecord, name: str) -> PileList:
    result = record.counted.result
    each = next(each for each in result.contests if each.contest.id == name)
    box = record.counted.boxes[name]
    return pile_list(minutes_of(result, each, ISSUE, rulings_of(record, name)), box.ballots, stamped=box.stamped)


# --- the pages add up ---


@given(piles(max_names=100, max_ballots=80).filter(lambda pile: bool(pile.ballots)))
@settings(max_examples=60)
def test_totals_of_a_page_are_its_ballots_and_those_of_the_last_the_results(pile: Pile) -> None:
    minutes = minutes_for(pile)
    tally = minutes.result.tally
    found = pile_list(minutes, pile.ballots, stamped=True)
    parts = -(-pile.paper.names // NAMES)
    assert tally is not None
    assert (found.pages[-1].together.votes, found.pages[-1].together.valid) == (tally.votes, tally.valid)
    wanted = RawMark.KEPT if pile.paper.form is Form.STRIKE_OUT else RawMark.AGREE
    before = [0] * pile.paper.names
    for at in range(0, len(found.pages), parts):
        sheets = found.pages[at : at + parts]
        covered = [name for sheet in sheets for name in range(sheet.first, sheet.last + 1)]
        assert covered == list(range(1, pile.paper.names + 1))
        assert len({sheet.ballots for sheet in sheets}) == 1
        here = [0] * pile.paper.names
        for ballot in sheets[0].ballots:
            for name in range(pile.paper.names):
                here[name] += ballot.reason is None and ballot.marks[name] == wanted
        assert list(sheets[0].own.votes) == here
        assert list(sheets[0].carried.votes) == before
        before = [one + more for one, more in zip(before, here, strict=True)]
        assert list(sheets[0].together.votes) == before
    listed = [ballot.number for page in found.pages[::parts] for ballot in page.ballots]
    assert listed == [ballot.number for ballot in pile.ballots]
    assert all(len(page.ballots) <= ROWS and page.last - page.first < NAMES for page in found.pages)


def test_a_list_that_adds_up_to_another_result_is_never_made() -> None:
    pile = Pile(
        paper=_paper(4, 3), ballots=tuple(Ballot(at, "kkks") for at in range(1, 11)), all_disagree=AllDisagree.VALID
    )
    minutes = minutes_for(pile)
    with pytest.raises(CountsDifferError):
        pile_list(minutes, (*pile.ballots[:-1], Ballot(10, "kksk")), stamped=True)


def _paper(names: int, seats: int) -> BallotForm:
    return BallotForm(form=Form.STRIKE_OUT, names=names, seats=seats)


# --- the file that is printed ---


def pages_of(found: PileList, writer: Writer = VI) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(to_list(found, writer))).pages]


def numbers_after(words: str, page: str) -> list[int]:
    """The numbers of the row of totals that begins with these words."""
    row = page.split(words, 1)[1].split("hợp lệ", 1)[0]
    return [int(number) for number in row.split()]


@pytest.mark.parametrize("sample", sealable())
def test_the_printed_pages_add_up_to_the_result(sample: str) -> None:
    record = counted(sample)
    for each in record.counted.result.contests:
        found = list_of(record, each.contest.id)
        texts = pages_of(found)
        assert len(found.pages) <= len(texts)
        totals = [0] * len(each.contest.slate)
        for page, text in zip(found.pages, texts, strict=False):
            printed = [
                int(number) for number in re.findall(r"^(\d+)(?:\s|$)", text.split("Phiếu số", 1)[1], re.MULTILINE)
            ]
            assert [number for number in printed if number in {ballot.number for ballot in page.ballots}] != []
            if each.tally is None:
                assert "Cộng dồn" not in text
                continue
            here = numbers_after("Trang này", text)
            carried = numbers_after("Trang trước", text)
            together = numbers_after("Cộng dồn", text)
            for name in range(page.first, page.last + 1):
                at = name - page.first
                assert carried[at] == totals[name - 1]
                totals[name - 1] += here[at]
                assert together[at] == totals[name - 1]
            assert f"hợp lệ {page.together.valid} / {page.together.ballots} phiếu" in text
        if each.tally is not None:
            assert totals == list(each.tally.votes)


def test_a_struck_code_stands_in_the_column_of_the_name_that_was_struck() -> None:
    found = list_of(counted("huyen-2020"), "bch")
    page = PdfReader(BytesIO(to_list(found, VI))).pages[0]
    spots: list[tuple[str, float, float]] = []

    def note(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, _size: object) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        spots.extend((word, x, y) for word in text.split())

    page.extract_text(visitor_text=note)
    columns = {
        int(word): x for word, x, y in spots if re.fullmatch(r"\d\d", word) and abs(y - _row_of_codes(spots)) < 1
    }
    rows = {y: int(word) for word, x, y in spots if word.isdecimal() and x < min(columns.values()) - 40}
    last = next(y for y, number in rows.items() if number == found.pages[0].ballots[-1].number)
    crosses: dict[int, set[int]] = {}
    for word, x, y in spots:
        if re.fullmatch(r"\d\d", word) and last - 5 < y < _row_of_codes(spots) - 5 and x > min(columns.values()) - 5:
            name = min(columns, key=lambda code: abs(columns[code] - x))
            assert int(word) == name
            crosses.setdefault(rows[min(rows, key=lambda row: abs(row - y))], set()).add(name)
    for ballot in found.pages[0].ballots:
        struck = {name for name, mark in enumerate(ballot.marks, start=1) if mark == RawMark.STRUCK}
        assert crosses.get(ballot.number, set()) == struck


def _row_of_codes(spots: Sequence[tuple[str, float, float]]) -> float:
    """Where the codes stand: the code 44 stands nowhere else on that page but there."""
    return max(y for word, _, y in spots if word == "44")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_list_says(lang: str, golden: Golden) -> None:
    texts = pages_of(list_of(counted("xin-y-kien"), "xin-y-kien"), VI if lang == "vi" else EN)
    golden(f"list-xin-y-kien.{lang}.txt", "\n\f".join(texts) + "\n")


def test_rulings_and_grounds_are_told() -> None:
    marks = Ballot(7, "kkuk", None, (MarkRuling(3, RawMark.STRUCK),))
    ballots = (*(Ballot(at, "kkks") for at in range(1, 7)), marks, Ballot(8, "kkkk", InvalidReason.SIGNED))
    pile = Pile(paper=_paper(4, 3), ballots=ballots, all_disagree=AllDisagree.VALID)
    told = BallotRuled(contest="bch", ballot=7, name=3, ruling="struck", reason="nét gạch rõ", in_favour=4, of=5)
    found = pile_list(minutes_for(pile, (told,)), ballots, stamped=False)
    text = " ".join(" ".join(pages_of(found)).split())
    assert "3*" in text
    assert "(nét gạch rõ, 4/5)" in text
    assert VI.text(label_of(InvalidReason.SIGNED)) in text
    assert "thứ tự trong chồng phiếu" in text


def test_names_of_any_length_stand_upright_in_their_own_columns() -> None:
    pile = Pile(paper=_paper(90, 80), ballots=(Ballot(1, "k" * 80 + "s" * 10),), all_disagree=AllDisagree.VALID)
    minutes = minutes_for(pile)
    people = tuple(
        replace(person, name="Công Tằng Tôn Nữ Hoàng Thị Phương Nguyễn Khánh Huyền Trang Đài " * 2)
        for person in minutes.contest.slate.candidates
    )
    slate = replace(minutes.contest.slate, candidates=people)
    result = replace(minutes.result, contest=replace(minutes.contest, slate=slate))
    texts = pages_of(pile_list(replace(minutes, result=result), pile.ballots, stamped=True))
    squeezed = re.sub(r"\s", "", "".join(texts))
    assert squeezed.count("CôngTằngTônNữ") == 180
