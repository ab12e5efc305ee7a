"""Making, voiding, taking, giving back and finishing bundles: the act that is written, or the words of the refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.phrase import phrase
from tally.desk import requests as ask
from tally.desk.acts import BundleFinished, BundleReleased, BundlesMade, BundleTaken, BundleVoided
from tally.desk.deciding_bundles import MOST_NUMBER, MOST_PAPERS
from tally.desk.refusal import Refusal
from tally.desk.roles import Phase
from tests.tally.desk.bench import CHAIR, FIRST, OTHER_CHAIR, SECOND, TECHNICIAN, THIRD, Bench
from tests.tally.desk.requests_of import OF_BUNDLE, OF_ENTRY, REAL

SECOND_BUNDLE: dict[str, Any] = {**REAL, "bundle": 2}


def empty_box(size: int = 50) -> Bench:
    """A desk at the count with no bundle yet."""
    bench = Bench.open()
    bench.do(ask.PlanEntry(contest="bch", entries=2, bundle_size=size), CHAIR)
    bench.advance(Phase.COUNT)
    return bench


def test_papers_are_parted_into_bundles_of_the_planned_size_and_the_rest() -> None:
    bench = empty_box(size=3)
    assert bench.do(ask.MakeBundles(**REAL, papers=7), CHAIR) == (
        BundlesMade(**REAL, numbers=(1, 2, 3), firsts=(1, 4, 7), lasts=(3, 6, 7), papers=(3, 3, 1)),
    )
    assert bench.do(ask.MakeBundles(**REAL, papers=6, first=101), CHAIR) == (
        BundlesMade(**REAL, numbers=(4, 5), firsts=(101, 104), lasts=(103, 106), papers=(3, 3)),
    )


@pytest.mark.parametrize(("papers", "first"), [(1, 1), (MOST_PAPERS, 1), (1, MOST_NUMBER), (2, MOST_NUMBER - 1)])
def test_bundles_are_made_up_to_a_million_papers_and_a_stamp_of_ten_digits(papers: int, first: int) -> None:
    assert (MOST_PAPERS, MOST_NUMBER) == (1_000_000, 1_000_000_000)
    (made,) = empty_box(size=200).do(ask.MakeBundles(**REAL, papers=papers, first=first), CHAIR)
    assert isinstance(made, BundlesMade)
    assert (made.firsts[0], made.lasts[-1], sum(made.papers)) == (first, first + papers - 1, papers)


@pytest.mark.parametrize(
    ("papers", "first"), [(0, 1), (-1, 1), (MOST_PAPERS + 1, 1), (1, 0), (1, MOST_NUMBER + 1), (2, MOST_NUMBER)]
)
def test_no_papers_too_many_or_a_stamp_beyond_all_numbers_make_no_bundles(papers: int, first: int) -> None:
    assert empty_box().why_not(ask.MakeBundles(**REAL, papers=papers, first=first), CHAIR) == Refusal(
        name="bundles.bad_papers",
        message=phrase("không chia tập được cho {papers} phiếu từ số {first}", papers=papers, first=first),
        remedy=phrase("ghi số phiếu đã đóng số, từ 1 trở lên, và số đầu tiên"),
    )


@pytest.mark.parametrize(("first", "papers"), [(2, 1), (1, 1), (2, 5), (1, 9)])
def test_a_number_belongs_to_one_bundle_only(first: int, papers: int) -> None:
    overlap = Refusal(
        name="bundles.overlap",
        message=phrase(
            "số {first} đến {last} trùng với tập {bundle} (số {its_first} đến {its_last})",
            first=first,
            last=first + papers - 1,
            bundle=1,
            its_first=1,
            its_last=2,
        ),
        remedy=phrase("mỗi số chỉ thuộc một tập: xem lại số đóng trên phiếu"),
    )
    bench = Bench.counting(papers=4, size=2)
    assert bench.why_not(ask.MakeBundles(**REAL, papers=papers, first=first), CHAIR) == overlap
    assert bench.why_not(ask.AddBundle(**REAL, first=first, last=first + papers - 1), CHAIR) == overlap


def test_numbers_just_beside_other_bundles_are_free() -> None:
    bench = empty_box()
    bench.do(ask.AddBundle(**REAL, first=5, last=8), CHAIR)
    bench.do(ask.AddBundle(**REAL, first=4, last=4), CHAIR)
    bench.do(ask.AddBundle(**REAL, first=9, last=9), CHAIR)
    assert bench.refused(ask.AddBundle(**REAL, first=1, last=4), CHAIR) == ["bundles.overlap"]
    assert bench.refused(ask.AddBundle(**REAL, first=9, last=12), CHAIR) == ["bundles.overlap"]


def test_the_numbers_of_a_voided_bundle_are_free_again() -> None:
    bench = Bench.counting()
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="lẫn phiếu", again=False), CHAIR)
    assert bench.do(ask.AddBundle(**REAL, first=1, last=2), CHAIR) == (
        BundlesMade(**REAL, numbers=(3,), firsts=(1,), lasts=(2,), papers=(2,)),
    )


def test_one_more_bundle_has_as_many_papers_as_numbers_unless_its_slip_says_fewer() -> None:
    bench = Bench.counting()
    assert bench.do(ask.AddBundle(**REAL, first=11, last=20), CHAIR) == (
        BundlesMade(**REAL, numbers=(3,), firsts=(11,), lasts=(20,), papers=(10,)),
    )
    assert bench.do(ask.AddBundle(**REAL, first=21, last=30, papers=4), TECHNICIAN) == (
        BundlesMade(**REAL, numbers=(4,), firsts=(21,), lasts=(30,), papers=(4,)),
    )


@pytest.mark.parametrize(
    ("first", "last", "papers"),
    [
        (7, 7, None),
        (7, 7, 1),
        (11, 20, 1),
        (11, 20, 10),
        (MOST_NUMBER, MOST_NUMBER, 1),
        (11, MOST_PAPERS + 10, MOST_PAPERS),
    ],
)
def test_a_bundle_may_be_of_one_paper_and_of_a_million(first: int, last: int, papers: int | None) -> None:
    bench = Bench.counting()
    bench.do(ask.AddBundle(**REAL, first=first, last=last, papers=papers), CHAIR)
    assert (bench.bundle(3).first, bench.bundle(3).last) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "papers"),
    [
        (0, 5, 1),
        (7, 6, 1),
        (MOST_NUMBER, MOST_NUMBER + 1, 1),
        (11, 20, 0),
        (11, 20, 11),
        (11, MOST_PAPERS + 11, 1),
    ],
)
def test_a_bundle_that_cannot_be_is_told_with_its_numbers(first: int, last: int, papers: int) -> None:
    bench = Bench.counting()
    impossible = Refusal(
        name="bundles.bad_range",
        message=phrase(
            "tập {papers} phiếu từ số {first} đến {last} không lập được", papers=papers, first=first, last=last
        ),
        remedy=phrase("số đầu không lớn hơn số cuối; phiếu bìa không ghi nhiều phiếu hơn số lá có thể có"),
    )
    assert bench.why_not(ask.AddBundle(**REAL, first=first, last=last, papers=papers), CHAIR) == impossible
    void = ask.VoidBundle(**SECOND_BUNDLE, reason="phiếu bìa sai", first=first, last=last, papers=papers)
    assert bench.why_not(void, CHAIR) == impossible


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_bundle_is_voided_only_with_a_reason(reason: str) -> None:
    assert Bench.counting().why_not(ask.VoidBundle(**OF_BUNDLE, reason=reason), CHAIR) == Refusal(
        name="bundles.no_reason", message=phrase("hủy tập mà không ghi lý do"), remedy=phrase("ghi lý do hủy tập")
    )


@pytest.mark.parametrize(
    ("anew", "made"),
    [
        ({}, {"first": 11, "last": 20, "papers": 7}),
        ({"papers": 6}, {"first": 11, "last": 20, "papers": 6}),
        ({"first": 11, "last": 20}, {"first": 11, "last": 20, "papers": 7}),
        ({"last": 18}, {"first": 11, "last": 18, "papers": 8}),
        ({"first": 13}, {"first": 13, "last": 20, "papers": 8}),
        ({"first": 10, "last": 21}, {"first": 10, "last": 21, "papers": 12}),
        ({"first": 31, "last": 40, "papers": 9}, {"first": 31, "last": 40, "papers": 9}),
    ],
)
def test_the_bundle_in_place_of_a_voided_one_is_the_old_one_but_for_what_is_said_anew(
    anew: dict[str, Any], made: dict[str, Any]
) -> None:
    """The slip's number of papers holds as long as the stamps do."""
    bench = Bench.counting()
    bench.do(ask.AddBundle(**REAL, first=11, last=20, papers=7), CHAIR)
    assert bench.do(ask.VoidBundle(**REAL, bundle=3, reason=" phiếu bìa sai ", **anew), CHAIR) == (
        BundleVoided(**REAL, bundle=3, reason="phiếu bìa sai", again=4, **made),
    )


def test_the_bundle_in_place_of_a_voided_one_may_not_reach_into_another() -> None:
    bench = Bench.counting()
    void = ask.VoidBundle(**OF_BUNDLE, reason="phiếu bìa sai", last=3)
    assert bench.refused(void, CHAIR) == ["bundles.overlap"]


def test_a_bundle_voided_for_good_has_none_in_its_place_whatever_numbers_are_said() -> None:
    bench = Bench.counting()
    void = ask.VoidBundle(**OF_BUNDLE, reason="vào nhầm hòm", again=False, first=3, last=1, papers=9)
    assert bench.do(void, CHAIR) == (
        BundleVoided(**OF_BUNDLE, reason="vào nhầm hòm", again=0, first=0, last=0, papers=0),
    )


def test_whoever_takes_a_bundle_has_its_first_free_entry_or_the_one_he_names() -> None:
    bench = Bench.counting(entries=3)
    assert bench.do(ask.TakeBundle(**OF_BUNDLE, entry=2), FIRST) == (BundleTaken(**OF_BUNDLE, entry=2),)
    assert bench.do(ask.TakeBundle(**OF_BUNDLE), SECOND) == (BundleTaken(**OF_BUNDLE, entry=1),)
    assert bench.do(ask.TakeBundle(**OF_BUNDLE), THIRD) == (BundleTaken(**OF_BUNDLE, entry=3),)
    for entry in (None, 2):
        assert bench.do(ask.TakeBundle(**OF_BUNDLE, entry=entry), FIRST) == ()  # he has it
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=1), FIRST) == ["bundles.entered_before"]


def test_a_finished_entry_is_passed_over_and_not_taken() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=1), SECOND) == ["bundles.taken"]
    assert bench.do(ask.TakeBundle(**OF_BUNDLE), SECOND) == (BundleTaken(**OF_BUNDLE, entry=2),)


def test_a_bundle_whose_entries_all_have_somebody_is_left_to_them() -> None:
    bench = Bench.counting()
    taken = Refusal(
        name="bundles.taken",
        message=phrase("tập {bundle} đã có người nhận hoặc đã nhập xong", bundle=2),
        remedy=phrase("chọn tập khác"),
    )
    bench.take(FIRST, 2)
    assert bench.why_not(ask.TakeBundle(**SECOND_BUNDLE, entry=1), THIRD) == taken
    bench.enter(SECOND, {3: "4", 4: "-"}, 2)
    assert bench.why_not(ask.TakeBundle(**SECOND_BUNDLE), THIRD) == taken
    assert bench.refused(ask.TakeBundle(**SECOND_BUNDLE, entry=3), THIRD) == ["bundles.unknown_entry"]


def test_whoever_has_a_bundle_in_hand_takes_no_other_until_it_is_back() -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    assert bench.why_not(ask.TakeBundle(**OF_BUNDLE), FIRST) == Refusal(
        name="bundles.another_in_hand",
        message=phrase("«{person}» đang giữ tập {bundle}", person=FIRST, bundle=2),
        remedy=phrase("nhập xong hoặc trả lại tập đó rồi mới nhận tập khác"),
    )
    bench.do(ask.ReleaseBundle(**SECOND_BUNDLE, entry=1), FIRST)
    assert bench.take(FIRST, 1) == 1


def test_a_voided_bundle_in_hand_keeps_nobody_from_another() -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    bench.do(ask.VoidBundle(**SECOND_BUNDLE, reason="lẫn phiếu", again=False), CHAIR)
    assert bench.take(FIRST, 1) == 1


def test_whoever_entered_a_bundle_does_not_enter_it_again() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {3: "4", 4: "-"}, 2)
    assert bench.why_not(ask.TakeBundle(**SECOND_BUNDLE), FIRST) == Refusal(
        name="bundles.entered_before",
        message=phrase("«{person}» đã nhập tập {bundle}", person=FIRST, bundle=2),
        remedy=phrase("mỗi lần nhập phải do một người khác; chọn tập khác"),
    )


def test_whoever_gave_a_bundle_back_goes_on_in_his_own_entry_only_and_only_while_nobody_else_has_it() -> None:
    bench = Bench.counting(entries=3)
    bench.take(SECOND)
    bench.take(FIRST)
    bench.do(ask.ReleaseBundle(**OF_BUNDLE, entry=2), FIRST)
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=3), FIRST) == ["bundles.entered_before"]
    for entry in (None, 2):
        assert bench.do(ask.TakeBundle(**OF_BUNDLE, entry=entry), FIRST) == (BundleTaken(**OF_BUNDLE, entry=2),)
        bench.do(ask.ReleaseBundle(**OF_BUNDLE, entry=2), FIRST)
    bench.do(ask.TakeBundle(**OF_BUNDLE, entry=2), THIRD)
    for entry in (None, 2):
        assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=entry), FIRST) == ["bundles.entered_before"]


@pytest.mark.parametrize("by", [FIRST, OTHER_CHAIR])
def test_a_bundle_goes_back_by_whoever_holds_it_or_a_chair_and_the_holder_is_named(by: str) -> None:
    bench = Bench.counting()
    bench.take(FIRST)
    assert bench.do(ask.ReleaseBundle(**OF_ENTRY), by) == (BundleReleased(**OF_ENTRY, person=FIRST),)


@pytest.mark.parametrize(("entry", "by"), [(1, SECOND), (2, FIRST), (2, CHAIR)])
def test_nobody_gives_back_what_another_clerk_or_nobody_holds(entry: int, by: str) -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    assert bench.why_not(ask.ReleaseBundle(**SECOND_BUNDLE, entry=entry), by) == Refusal(
        name="bundles.not_yours",
        message=phrase("tập {bundle} không ở trong tay «{person}»", bundle=2, person=by),
        remedy=phrase("chỉ người đang giữ tập, hoặc trưởng ban, trả tập lại"),
    )


def test_an_entry_is_finished_with_the_number_of_papers_on_its_slip() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"}, finish=False)
    assert bench.do(ask.FinishBundle(**OF_ENTRY, papers=2), FIRST) == (BundleFinished(**OF_ENTRY, papers=2),)


@pytest.mark.parametrize("counted", [1, 3])
def test_an_entry_is_not_finished_where_hand_and_slip_differ(counted: int) -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"}, finish=False)
    assert bench.why_not(ask.FinishBundle(**OF_ENTRY, papers=counted), FIRST) == Refusal(
        name="bundles.slip_differs",
        message=phrase("đếm tay {counted} phiếu, phiếu bìa ghi {papers} phiếu", counted=counted, papers=2),
        remedy=phrase("đếm lại tập; nếu phiếu bìa sai thì trưởng ban hủy tập và lập lại với số đúng"),
    )


def test_an_entry_that_lacks_papers_names_at_most_twenty_of_their_numbers() -> None:
    bench = Bench.counting(papers=33, size=25)
    bench.enter(FIRST, {2: "4", 4: "-"}, finish=False)
    bench.enter(SECOND, {27: "4", 33: "4"}, 2, finish=False)

    def lacking(typed: int, papers: int, *numbers: int) -> Refusal:
        return Refusal(
            name="bundles.not_all_typed",
            message=phrase(
                "mới nhập {typed} trong {papers} phiếu; chưa nhập số {numbers}",
                typed=typed,
                papers=papers,
                numbers=numbers,
            ),
            remedy=phrase("nhập các lá còn thiếu, hoặc trả tập lại"),
        )

    twenty = (1, 3, *range(5, 23))
    assert bench.why_not(ask.FinishBundle(**OF_ENTRY, papers=25), FIRST) == lacking(2, 25, *twenty)
    finish = ask.FinishBundle(**SECOND_BUNDLE, entry=1, papers=8)
    assert bench.why_not(finish, SECOND) == lacking(2, 8, 26, 28, 29, 30, 31, 32)


OfBundles = ask.MakeBundles | ask.AddBundle | ask.VoidBundle | ask.TakeBundle | ask.ReleaseBundle | ask.FinishBundle
BUNDLE_REQUESTS: tuple[OfBundles, ...] = (
    ask.MakeBundles(**REAL, papers=1, first=900),
    ask.AddBundle(**REAL, first=900, last=900),
    ask.VoidBundle(**OF_BUNDLE, reason="a"),
    ask.TakeBundle(**OF_BUNDLE),
    ask.ReleaseBundle(**OF_ENTRY),
    ask.FinishBundle(**OF_ENTRY, papers=2),
)


@pytest.mark.parametrize("request_", BUNDLE_REQUESTS, ids=lambda each: type(each).__name__)
def test_bundles_of_the_count_are_not_handled_from_a_page_of_the_rehearsal(request_: OfBundles) -> None:
    bench = Bench.counting()
    bench.take(CHAIR)
    assert bench.refused(replace(request_, rehearsal=True), CHAIR) == ["desk.rehearsal_mixed"]


def test_bundles_of_the_rehearsal_are_made_taken_given_back_finished_and_voided_among_themselves() -> None:
    bench = Bench.open()
    bench.do(ask.PlanEntry(contest="bch", entries=2, bundle_size=2), CHAIR)
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), TECHNICIAN)
    rehearsed: dict[str, Any] = {"contest": "bch", "rehearsal": True}
    before = len(bench.contest.rehearsal.bundles)
    assert bench.do(ask.MakeBundles(**rehearsed, papers=2, first=901), CHAIR) == (
        BundlesMade(**rehearsed, numbers=(before + 1,), firsts=(901,), lasts=(902,), papers=(2,)),
    )
    place = {**rehearsed, "bundle": before + 1}
    assert bench.refused(ask.AddBundle(**rehearsed, first=902, last=903), CHAIR) == ["bundles.overlap"]
    assert bench.do(ask.TakeBundle(**place), FIRST) == (BundleTaken(**place, entry=1),)
    assert bench.refused(ask.TakeBundle(**{**place, "bundle": 1}), FIRST) == ["bundles.another_in_hand"]
    assert bench.do(ask.ReleaseBundle(**place, entry=1), FIRST) == (BundleReleased(**place, entry=1, person=FIRST),)
    bench.enter(FIRST, {901: "4", 902: "-"}, before + 1, rehearsal=True, finish=False)
    assert bench.do(ask.FinishBundle(**place, entry=1, papers=2), FIRST) == (
        BundleFinished(**place, entry=1, papers=2),
    )
    assert bench.do(ask.VoidBundle(**place, reason="a"), CHAIR) == (
        BundleVoided(**place, reason="a", again=before + 2, first=901, last=902, papers=2),
    )
    assert bench.do(ask.AddBundle(**rehearsed, first=903, last=903), CHAIR) == (
        BundlesMade(**rehearsed, numbers=(before + 3,), firsts=(903,), lasts=(903,), papers=(1,)),
    )
