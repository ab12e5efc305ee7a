"""A bundle that was typed on a laptop without network: taken in whole, or refused in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.model import Form
from rules.phrase import phrase
from tally.desk.acts import BundleMerged
from tally.desk.deciding_bundles import merge
from tally.desk.refusal import Refusal
from tally.desk.requests import MergeBundle, VoidBundle
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, THIRD, Bench, declared, refusal_of
from tests.tally.desk.requests_of import REAL

STICK = MergeBundle(
    **REAL,
    slate=declared().sha256,
    first=3,
    last=4,
    papers=2,
    people=(SECOND, THIRD),
    machine="máy 2",
    sha256="sha256:" + "5" * 64,
    head="sha256:" + "6" * 64,
    ballots=(4, 3),
    by=(SECOND, THIRD),
    typed=("4!0", "-!4"),
    notes=("mờ", ""),
    marks=("kkks", "kkkk"),
    grounds=("", "signed"),
    doubtful=(True, False),
)
"""An entry of the second bundle, its two papers typed by two people one after the other."""


def merged(bench: Bench, stick: MergeBundle) -> Refusal:
    """Why the file is not taken in."""
    return bench.why_not(stick, CHAIR)


@pytest.mark.parametrize("entry", [1, 2])
def test_a_file_is_taken_in_as_the_first_entry_that_nobody_began(entry: int) -> None:
    bench = Bench.counting()
    if entry > 1:
        bench.take(FIRST, 2)
    assert bench.do(STICK, CHAIR) == (
        BundleMerged(
            **REAL,
            bundle=2,
            entry=entry,
            people=(SECOND, THIRD),
            machine="máy 2",
            sha256="sha256:" + "5" * 64,
            head="sha256:" + "6" * 64,
            ballots=(4, 3),
            by=(SECOND, THIRD),
            typed=("4!0", "-!4"),
            marks=("kkks", "kkkk"),
            grounds=("", "signed"),
            doubtful=(True, False),
            notes=("mờ", ""),
        ),
    )


def test_a_file_typed_on_another_slate_is_not_mixed_with_this_one() -> None:
    other = replace(STICK, slate="sha256:" + "2" * 64)
    assert merged(Bench.counting(), other) == Refusal(
        name="stick.other_slate",
        message=phrase("tệp được nhập trên một danh sách bầu khác"),
        remedy=phrase("nhập lại tập đó trên đúng danh sách; không ghép phiếu của hai danh sách"),
    )


@pytest.mark.parametrize("other", [{"first": 2}, {"last": 5}, {"papers": 1}])
def test_a_file_is_of_a_bundle_with_the_same_numbers_and_the_same_slip(other: dict[str, Any]) -> None:
    wanted = {"first": 3, "last": 4, "papers": 2} | other
    assert merged(Bench.counting(), replace(STICK, **other)) == Refusal(
        name="stick.unknown_bundle",
        message=phrase("bàn này không có tập nào gồm {papers} phiếu từ số {first} đến {last}", **wanted),
        remedy=phrase("tạo đúng tập đó trước (hoặc xem lại phiếu bìa), rồi ghép lại"),
    )


def test_a_file_of_a_voided_bundle_goes_into_the_one_in_its_place() -> None:
    bench = Bench.counting()
    bench.do(VoidBundle(**REAL, bundle=2, reason="lẫn phiếu", again=False), CHAIR)
    assert merged(bench, STICK).name == "stick.unknown_bundle"
    bench = Bench.counting()
    bench.do(VoidBundle(**REAL, bundle=2, reason="lẫn phiếu"), CHAIR)
    (act,) = bench.do(STICK, CHAIR)
    assert isinstance(act, BundleMerged)
    assert (act.bundle, act.entry) == (3, 1)


@pytest.mark.parametrize("here", [SECOND, THIRD])
def test_nobody_enters_a_bundle_here_and_on_the_other_laptop_however_his_name_is_spelled(here: str) -> None:
    bench = Bench.counting()
    bench.take(here, 2)
    names = {SECOND: SECOND.upper(), THIRD: THIRD.upper()}
    shouted = replace(STICK, people=tuple(names.values()), by=tuple(names.values()))
    assert merged(bench, shouted) == Refusal(
        name="stick.person_again",
        message=phrase("«{person}» đã nhập tập {bundle} một lần rồi", person=names[here], bundle=2),
        remedy=phrase("lần nhập khác phải do người khác nhập; có thể tệp này đã được ghép"),
    )


def test_of_two_people_who_entered_it_the_first_is_named() -> None:
    bench = Bench.counting()
    bench.do(STICK, CHAIR)
    assert merged(bench, STICK).message.values["person"] == SECOND


def test_a_bundle_whose_entries_were_all_begun_takes_no_file() -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    bench.take(CHAIR, 2)
    assert merged(bench, STICK) == Refusal(
        name="stick.no_entry_free",
        message=phrase("tập {bundle} không còn lần nhập nào trống", bundle=2),
        remedy=phrase("nếu muốn dùng tệp này thì hủy tập và lập lại"),
    )


NOT_WHOLE = Refusal(
    name="stick.not_whole",
    message=phrase("các lá phiếu trong tệp không khớp với tập: thiếu, thừa, trùng số hoặc dấu không đúng mẫu phiếu"),
    remedy=phrase("xuất lại tệp từ máy đã nhập, sau khi nhập xong tập"),
)


@pytest.mark.parametrize(
    "papers",
    [
        {"ballots": (4,)},
        {"ballots": (3, 3)},
        {"ballots": (3, 4, 4)},
        {"ballots": (2, 3)},
        {"ballots": (4, 5)},
        {"marks": ("kkk", "kkkk")},
        {"marks": ("kkkk", "kkkks")},
        {"marks": ("kkkk", "kkka")},
        {"grounds": ("", "overvote")},
        {"people": (), "by": ()},
        {"by": (SECOND, FIRST)},
    ],
)
def test_papers_that_are_not_those_of_the_bundle_are_not_taken_in(papers: dict[str, Any]) -> None:
    assert merged(Bench.counting(), replace(STICK, **papers)) == NOT_WHOLE


@pytest.mark.parametrize(
    "papers",
    [
        {"by": (THIRD, THIRD)},
        {"marks": ("ksuk", "uuuu")},
        {"grounds": ("", "")},
        {"grounds": ("signed", "written_on")},
    ],
)
def test_papers_of_one_hand_and_unclear_marks_and_grounds_of_the_contest_are_taken_in(papers: dict[str, Any]) -> None:
    bench = Bench.counting()
    bench.do(replace(STICK, **papers), CHAIR)
    assert bench.bundle(2).entries[0].finished


@pytest.mark.parametrize("marks", ["adbn", "uadn"])
def test_on_a_form_of_two_boxes_other_letters_are_whole(marks: str) -> None:
    bench = Bench.counting(what=declared(form=Form.AGREE_DISAGREE))
    bench.do(replace(STICK, marks=(marks, "aaaa")), CHAIR)
    assert bench.bundle(2).entries[0].ballots[4].marks == marks
    assert merged(Bench.counting(what=declared(form=Form.AGREE_DISAGREE)), STICK) == NOT_WHOLE


def test_a_file_of_the_rehearsal_is_not_taken_into_the_count() -> None:
    bench = Bench.counting()
    stick = replace(STICK, rehearsal=True)
    assert refusal_of(merge, bench.state, stick, CHAIR).name == "desk.rehearsal_mixed"
