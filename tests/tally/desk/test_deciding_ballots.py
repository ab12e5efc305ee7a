"""Saving, correcting and taking back one paper: the act that is written, or the words in which it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.phrase import phrase
from tally.desk import requests as ask
from tally.desk.acts import BallotCorrected, BallotEntered, BallotUndone
from tally.desk.deciding_ballots import MOST_NOTE, check_note
from tally.desk.refusal import Refusal
from tally.desk.roles import Phase
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, TECHNICIAN, Bench, refusal_of
from tests.tally.desk.requests_of import OF_BUNDLE, OF_ENTRY, REAL


@pytest.fixture
def bench() -> Bench:
    """A clerk has the second bundle in his hands, papers 3 and 4, as its second entry; paper 4 is typed."""
    bench = Bench.counting()
    bench.take(SECOND, 2)
    bench.take(FIRST, 2)
    bench.do(bench.typing(2, 4, "34!3", 2), FIRST)
    return bench


PLACE: dict[str, Any] = {**REAL, "bundle": 2, "entry": 2}


def read(bench: Bench, ballot: int) -> str:
    """The digest that a page of this paper carries."""
    return bench.bundle(2).entries[1].ballots[ballot].digest


def test_a_paper_is_saved_as_it_was_typed_with_what_the_keys_mean(bench: Bench) -> None:
    assert bench.do(ask.EnterBallot(**PLACE, ballot=3, typed="2-4!0", note="mực mờ"), FIRST) == (
        BallotEntered(**PLACE, ballot=3, typed="2-4!0", marks="ksss", ground="", doubtful=True, note="mực mờ"),
    )


def test_a_ground_that_people_see_is_saved_by_its_name(bench: Bench) -> None:
    assert bench.do(bench.typing(2, 3, "-!4", 2), FIRST) == (
        BallotEntered(**PLACE, ballot=3, typed="-!4", marks="kkkk", ground="signed", doubtful=False, note=""),
    )


def test_as_the_last_one_takes_marks_ground_and_flag_of_the_paper_typed_last(bench: Bench) -> None:
    assert bench.do(bench.typing(2, 3, "=", 2), FIRST) == (
        BallotEntered(**PLACE, ballot=3, typed="=", marks="kkss", ground="marked", doubtful=False, note=""),
    )
    flagged = Bench.counting()
    flagged.enter(FIRST, {1: "4!0"}, finish=False)
    assert flagged.do(flagged.typing(1, 2, "="), FIRST) == (
        BallotEntered(**OF_ENTRY, ballot=2, typed="=", marks="kkks", ground="", doubtful=True, note=""),
    )


def test_as_the_last_one_is_the_last_typed_and_not_the_highest_number() -> None:
    bench = Bench.counting(papers=3, size=3)
    bench.enter(FIRST, {3: "4", 1: "2"}, finish=False)
    bench.do(bench.typing(1, 2, "="), FIRST)
    assert bench.bundle().entries[0].ballots[2].marks == "kskk"


@pytest.mark.parametrize("ballot", [2, 5])
def test_a_number_just_outside_the_bundle_is_told_with_those_inside(ballot: int) -> None:
    bench = Bench.counting(papers=6)
    bench.take(FIRST, 2)
    assert bench.why_not(bench.typing(1, ballot, "4", 2), FIRST) == Refusal(
        name="ballots.other_bundle",
        message=phrase(
            "phiếu số {ballot} không thuộc tập {bundle} (số {first} đến {last})",
            ballot=ballot,
            bundle=2,
            first=3,
            last=4,
        ),
        remedy=phrase("xem lại số đóng trên lá phiếu; nếu lá phiếu nằm nhầm tập thì trả về đúng tập"),
    )


def test_a_number_that_was_typed_already_is_told_and_what_was_typed_is_shown(bench: Bench) -> None:
    assert bench.why_not(bench.typing(2, 4, "-", 2), FIRST) == Refusal(
        name="ballots.already_typed",
        message=phrase("phiếu số {ballot} đã nhập rồi trong lần nhập này", ballot=4),
        remedy=phrase("xem lại số đóng trên lá phiếu; nếu muốn sửa thì mở lá đó ra sửa"),
        now=bench.bundle(2).entries[1].ballots[4],
    )


def test_one_paper_more_than_the_slip_says_is_counted_anew_by_hand() -> None:
    bench = Bench.counting()
    bench.do(ask.AddBundle(**REAL, first=11, last=20, papers=2), CHAIR)
    bench.enter(FIRST, {11: "4", 20: "-"}, 3, finish=False)
    assert bench.why_not(bench.typing(1, 12, "4", 3), FIRST) == Refusal(
        name="ballots.more_than_slip",
        message=phrase("phiếu bìa ghi {papers} phiếu và đã nhập đủ", papers=2),
        remedy=phrase("đếm lại tập; nếu phiếu bìa sai thì trưởng ban hủy tập và lập lại với số đúng"),
    )


def test_keys_that_mean_nothing_are_refused_in_the_words_of_the_keys(bench: Bench) -> None:
    assert bench.why_not(bench.typing(2, 3, "5", 2), FIRST) == Refusal(
        name="keys.unknown",
        message=phrase("«{code}» không có trong danh sách: chỉ có số 1 đến {names}", code="5", names=4),
        remedy=phrase("xem lại lá phiếu và gõ lại mã"),
    )


def test_a_note_has_at_most_five_hundred_characters(bench: Bench) -> None:
    assert MOST_NOTE == 500
    check_note("x" * 500)
    told = Refusal(
        name="ballots.long_note",
        message=phrase("ghi chú dài {length} ký tự", length=501),
        remedy=phrase("ghi ngắn, không quá {most} ký tự", most=500),
    )
    assert refusal_of(check_note, "x" * 501) == told
    long = "x" * 501
    assert bench.why_not(ask.EnterBallot(**PLACE, ballot=3, typed="4", note=long), FIRST) == told
    corrected = ask.CorrectBallot(**PLACE, ballot=4, before=read(bench, 4), typed="4", note=long)
    assert bench.why_not(corrected, FIRST) == told


def test_a_correction_names_the_line_that_it_replaces(bench: Bench) -> None:
    before = read(bench, 4)
    assert bench.do(ask.CorrectBallot(**PLACE, ballot=4, before=before, typed="?!0", note="nhầm"), FIRST) == (
        BallotCorrected(
            **PLACE, ballot=4, before=before, typed="?!0", marks="uuuu", ground="", doubtful=True, note="nhầm"
        ),
    )


def test_as_the_last_one_in_a_correction_is_the_paper_typed_before_that_one() -> None:
    bench = Bench.counting(papers=4, size=4)
    bench.enter(FIRST, {4: "2", 1: "3", 2: "1"}, finish=False)
    for ballot, marks in ((1, "kskk"), (2, "kskk")):  # paper 1 has become as paper 4
        now = bench.bundle().entries[0].ballots[ballot].digest
        bench.do(ask.CorrectBallot(**OF_ENTRY, ballot=ballot, before=now, typed="="), FIRST)
        assert bench.bundle().entries[0].ballots[ballot].marks == marks
    first = bench.bundle().entries[0].ballots[4].digest
    assert bench.refused(ask.CorrectBallot(**OF_ENTRY, ballot=4, before=first, typed="="), FIRST) == [
        "keys.nothing_before"
    ]


def test_a_paper_taken_back_names_the_line_that_said_it(bench: Bench) -> None:
    before = read(bench, 4)
    assert bench.do(ask.UndoBallot(**PLACE, ballot=4, before=before), FIRST) == (
        BallotUndone(**PLACE, ballot=4, before=before),
    )


@pytest.mark.parametrize(
    "edit", [ask.CorrectBallot(**PLACE, ballot=3, before="", typed="4"), ask.UndoBallot(**PLACE, ballot=3, before="")]
)
def test_a_paper_that_is_not_typed_is_neither_corrected_nor_taken_back(
    bench: Bench, edit: ask.CorrectBallot | ask.UndoBallot
) -> None:
    assert bench.why_not(edit, FIRST) == Refusal(
        name="ballots.not_typed",
        message=phrase("phiếu số {ballot} chưa nhập (hoặc đã bỏ) trong lần nhập này", ballot=3),
        remedy=phrase("tải lại trang rồi làm tiếp"),
    )


@pytest.mark.parametrize(
    "edit", [ask.CorrectBallot(**PLACE, ballot=4, before="x", typed="4"), ask.UndoBallot(**PLACE, ballot=4, before="x")]
)
def test_an_edit_that_comes_too_late_is_told_what_stands_there_now(
    bench: Bench, edit: ask.CorrectBallot | ask.UndoBallot
) -> None:
    assert bench.why_not(edit, FIRST) == Refusal(
        name="ballots.changed_meanwhile",
        message=phrase("phiếu số {ballot} đã được sửa sau khi trang này mở: nay là «{typed}»", ballot=4, typed="34!3"),
        remedy=phrase("xem giá trị hiện nay rồi sửa lại nếu cần"),
        now=bench.bundle(2).entries[1].ballots[4],
    )


EDITS = (
    ask.EnterBallot(**OF_ENTRY, ballot=1, typed="4"),
    ask.CorrectBallot(**OF_ENTRY, ballot=1, before="", typed="4"),
    ask.UndoBallot(**OF_ENTRY, ballot=1, before=""),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
def test_papers_are_typed_only_by_whoever_holds_their_bundle_and_on_the_page_of_the_day(
    edit: ask.EnterBallot | ask.CorrectBallot | ask.UndoBallot,
) -> None:
    bench = Bench.counting()
    bench.take(FIRST)
    assert bench.refused(edit, SECOND) == ["bundles.not_yours"]
    assert bench.refused(replace(edit, bundle=9), FIRST) == ["bundles.unknown"]
    assert bench.refused(replace(edit, entry=3), FIRST) == ["bundles.unknown_entry"]
    assert bench.refused(replace(edit, rehearsal=True), FIRST) == ["desk.rehearsal_mixed"]


def test_papers_of_the_rehearsal_are_typed_corrected_and_taken_back_in_the_rehearsal() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), TECHNICIAN)
    place = {**OF_BUNDLE, "rehearsal": True, "entry": bench.take(FIRST, rehearsal=True)}
    assert bench.do(ask.EnterBallot(**place, ballot=1, typed="4"), FIRST) == (
        BallotEntered(**place, ballot=1, typed="4", marks="kkks", ground="", doubtful=False, note=""),
    )
    before = bench.bundle(rehearsal=True).entries[0].ballots[1].digest
    assert bench.do(ask.CorrectBallot(**place, ballot=1, before=before, typed="-"), FIRST) == (
        BallotCorrected(**place, ballot=1, before=before, typed="-", marks="kkkk", ground="", doubtful=False, note=""),
    )
    before = bench.bundle(rehearsal=True).entries[0].ballots[1].digest
    assert bench.do(ask.UndoBallot(**place, ballot=1, before=before), FIRST) == (
        BallotUndone(**place, ballot=1, before=before),
    )
    assert bench.contest.real.empty
