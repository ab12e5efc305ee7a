"""Papers on which people rule: entries that differ, doubtful papers, bundles voided."""

from __future__ import annotations

from typing import Any

import pytest

from tally.desk import requests as ask
from tally.desk.comparing import differences, shown
from tally.desk.missing import gaps, missing
from tests.tally.desk.bench import (
    CHAIR,
    FIRST,
    FOURTH,
    OTHER_CHAIR,
    SECOND,
    THIRD,
    Bench,
)
from tests.tally.desk.refusals import told
from tests.tally.desk.requests_of import OF_BUNDLE, REAL, doubtful


def test_differences_are_known_only_when_every_entry_is_finished() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    assert bench.bundle().differing == ()
    assert bench.refused(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="4"), CHAIR) == ["bundles.not_complete"]
    bench.enter(SECOND, {1: "34", 2: "-"})
    assert bench.bundle().differing == (1,)
    (difference,) = differences(bench.bundle())
    assert (difference.ballot, difference.names, difference.alone) == (1, (3,), None)


def test_nobody_rules_on_what_he_entered() -> None:
    bench = Bench.counting()
    bench.enter(CHAIR, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "34", 2: "-"})
    ruling = ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="34")
    assert bench.refused(ruling, CHAIR) == ["bundles.own_entry"]
    assert bench.refused(ruling, SECOND) == ["desk.not_your_role"]
    bench.do(ruling, OTHER_CHAIR)
    assert bench.bundle().differing == ()
    assert shown(bench.bundle())[1].marks == "kkss"


def test_a_ruling_on_a_difference_is_changed_only_by_whoever_read_it_and_says_why() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "34", 2: "-"})
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="34"), CHAIR)
    late = ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="4")
    assert bench.refused(late, OTHER_CHAIR) == ["rulings.changed_meanwhile"]
    now = bench.bundle().resolved[1].digest
    silent = ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="4", before=now)
    assert bench.refused(silent, OTHER_CHAIR) == ["rulings.no_reason"]
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="4", before=now, note="xem lại phiếu"), OTHER_CHAIR)
    assert shown(bench.bundle())[1].marks == "kkks"


def test_a_paper_on_which_all_agree_may_be_corrected_with_a_reason() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    silent = ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="3")
    assert bench.refused(silent, CHAIR) == ["rulings.no_reason"]
    absent = ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="", present=False, note="a")
    assert bench.refused(absent, CHAIR) == ["rulings.paper_is_there"]
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="3", note="hai người cùng nhầm"), CHAIR)
    assert shown(bench.bundle())[1].marks == "kksk"


def test_a_paper_that_every_entry_has_is_never_ruled_away() -> None:
    """Neither where the entries read it differently nor after it was corrected: a bundle with a stray is voided."""
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "3"})
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="3", note="hai người cùng nhầm"), CHAIR)
    for ballot, before in ((1, bench.bundle().resolved[1].digest), (2, "")):
        gone = ask.RuleDifference(**OF_BUNDLE, ballot=ballot, typed="", present=False, note="a", before=before)
        assert told(bench, gone, CHAIR) == [
            (
                "rulings.paper_is_there",
                f"mọi lần nhập đều có lá phiếu số {ballot}",
                "nếu tập có phiếu không thuộc tập thì hủy tập và lập lại",
            )
        ]


def test_a_number_that_only_one_entry_has_is_a_difference_and_may_be_no_paper() -> None:
    bench = Bench.counting()
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="phiếu bìa sai", last=2, papers=1), CHAIR)
    bench.enter(FIRST, {1: "4"}, 3)
    bench.enter(SECOND, {2: "4"}, 3)
    third: dict[str, Any] = {**REAL, "bundle": 3}
    assert bench.bundle(3).differing == (1, 2)
    bench.do(ask.RuleDifference(**third, ballot=2, typed="", present=False), CHAIR)
    bench.do(ask.RuleDifference(**third, ballot=1, typed="4"), CHAIR)
    assert list(shown(bench.bundle(3))) == [1]
    assert bench.bundle(3).settled
    assert bench.refused(ask.RuleDifference(**third, ballot=9, typed="4"), CHAIR) == ["rulings.unknown_paper"]


def test_three_entries_must_all_agree_and_the_one_alone_is_named() -> None:
    bench = Bench.counting(entries=3)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    assert bench.bundle().differing == ()
    bench.enter(THIRD, {1: "3", 2: "-"})
    (difference,) = differences(bench.bundle())
    assert difference.alone == 3
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE), FOURTH) == ["bundles.taken"]


@pytest.mark.parametrize(("typed", "flagged"), [("4!0", 1), ("4!3", 1), ("3?", 1), ("?", 1), ("4", 0)])
def test_what_only_people_can_see_waits_for_the_committee(typed: str, flagged: int) -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: typed, 2: "-"})
    bench.enter(SECOND, {1: typed, 2: "-"})
    assert len(bench.bundle().asking) == flagged


def test_one_flag_is_enough_and_no_difference() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4!0", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    assert (bench.bundle().differing, bench.bundle().asking) == ((), (1,))


@pytest.mark.parametrize(
    ("ruling", "names"),
    [
        (doubtful(), ["rulings.one_or_marks"]),
        (doubtful((0, "signed"), (3, "kept")), ["rulings.one_or_marks"]),
        (doubtful((3, "kept"), (3, "struck")), ["rulings.one_or_marks"]),
        (doubtful((0, "overvote")), ["rulings.unknown"]),
        (doubtful((3, "agree")), ["rulings.unknown"]),
        (doubtful((9, "kept")), ["rulings.unknown_name"]),
        (doubtful((4, "kept")), ["rulings.left_unclear"]),
        (doubtful((0, "valid")), ["rulings.left_unclear"]),
        (doubtful((3, "kept"), reason=" "), ["rulings.no_reason"]),
        (doubtful((3, "kept"), vote=(8, 7)), ["rulings.bad_vote"]),
        (doubtful((3, "kept"), vote=(0, 0)), ["rulings.bad_vote"]),
        (
            doubtful((9, "x"), reason="", vote=(8, 7)),
            ["rulings.unknown", "rulings.unknown_name", "rulings.no_reason", "rulings.bad_vote"],
        ),
    ],
)
def test_a_ruling_that_cannot_stand_is_refused_with_every_reason(ruling: ask.RuleDoubtful, names: list[str]) -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "3?", 2: "-"})
    bench.enter(SECOND, {1: "3?", 2: "-"})
    assert bench.refused(ruling, CHAIR) == names


def test_a_doubtful_paper_is_ruled_once_and_anew_only_after_it_was_taken_back() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "3?", 2: "-"})
    bench.enter(SECOND, {1: "3?", 2: "-"})
    bench.do(doubtful((3, "struck")), CHAIR)
    assert bench.bundle().asking == ()
    assert bench.refused(doubtful((3, "kept")), CHAIR) == ["rulings.twice"]
    assert bench.refused(ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason=""), CHAIR) == ["rulings.no_reason"]
    bench.do(ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason="xem lại"), CHAIR)
    assert bench.bundle().asking == (1,)
    assert bench.refused(ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason="a"), CHAIR) == ["rulings.none"]
    bench.do(doubtful((0, "signed")), CHAIR)
    assert bench.bundle().settled


def test_a_doubtful_paper_whose_entries_differ_is_reconciled_first() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "3?", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    assert bench.refused(doubtful((3, "kept")), CHAIR) == ["rulings.unknown_paper"]


def test_a_bundle_is_voided_and_redone_in_one_act() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "34", 2: "-"})
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=1, typed="4"), CHAIR)
    assert bench.refused(ask.VoidBundle(**OF_BUNDLE, reason=" "), CHAIR) == ["bundles.no_reason"]
    (act,) = bench.do(ask.VoidBundle(**OF_BUNDLE, reason="lẫn phiếu"), CHAIR)
    assert act.type == "bundle_voided"
    assert not bench.bundle().counts
    assert bench.bundle().again == 3
    assert (bench.bundle(3).first, bench.bundle(3).last, bench.bundle(3).typed) == (1, 2, 0)
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE), THIRD) == ["bundles.void"]
    assert bench.contest.real.papers == 4
    bench.enter(FIRST, {1: "4", 2: "-"}, 3)  # a new bundle, which he has not entered


def test_a_bundle_voided_for_good_leaves_a_gap_that_is_told() -> None:
    bench = Bench.counting(papers=6)
    bench.do(ask.VoidBundle(**{**OF_BUNDLE, "bundle": 2}, reason="vào nhầm hòm", again=False), CHAIR)
    assert gaps(bench.contest) == (3, 4)
    assert "missing.papers" in {each.name for each in missing(bench.contest)}
