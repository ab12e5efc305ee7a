"""What the desk refuses, and why: blind double entry, one's own work, other people's bundles, phases, roles."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from rules.messages import Translator
from tally.desk import requests as ask
from tally.desk.comparing import differences, shown
from tally.desk.deciding import DECIDERS, decide
from tally.desk.missing import gaps, missing, off_deck
from tally.desk.permissions import ALLOWED, SEES, Sight
from tally.desk.refusal import RefusedError
from tally.desk.requests import Request
from tally.desk.roles import PHASES, Phase, Role
from tally.desk.state import State
from tests.tally.desk.bench import (
    CHAIR,
    FIRST,
    FOURTH,
    OBSERVER,
    OTHER_CHAIR,
    ROLES,
    SECOND,
    TECHNICIAN,
    THIRD,
    Bench,
    declared,
)

REAL: dict[str, Any] = {"contest": "bch", "rehearsal": False}
OF_BUNDLE: dict[str, Any] = {**REAL, "bundle": 1}
OF_ENTRY: dict[str, Any] = {**OF_BUNDLE, "entry": 1}
SAMPLES: dict[type[Request], dict[str, Any]] = {
    ask.OpenDesk: {"congress": "", "body": "", "sha256": "", "machine": ""},
    ask.TakeOver: {"machine": "", "head": "", "reason": "a"},
    ask.HandOver: {"reason": "a"},
    ask.Join: {"person": "An", "role": "clerk"},
    ask.Leave: {},
    ask.RemovePerson: {"person": THIRD, "reason": "a"},
    ask.MakeCode: {"role": "technician"},
    ask.RevokeCode: {"role": "technician"},
    ask.Declare: {"contests": ()},
    ask.PlanEntry: {"contest": "bch", "entries": 2, "bundle_size": 50},
    ask.Advance: {"contest": "bch", "to": "x"},
    ask.GoBack: {"contest": "bch", "to": "x", "reason": "a"},
    ask.MakeDeck: {"contest": "bch"},
    ask.EnterAccount: {"contest": "bch", "summoned": 1, "present": 1, "issued": 1, "returned": 1},
    ask.MakeBundles: {**REAL, "papers": 1, "first": 900},
    ask.AddBundle: {**REAL, "first": 900, "last": 900},
    ask.VoidBundle: {**OF_BUNDLE, "reason": "a"},
    ask.TakeBundle: OF_BUNDLE,
    ask.ReleaseBundle: OF_ENTRY,
    ask.EnterBallot: {**OF_ENTRY, "ballot": 1, "typed": "4"},
    ask.CorrectBallot: {**OF_ENTRY, "ballot": 1, "before": "", "typed": "4"},
    ask.UndoBallot: {**OF_ENTRY, "ballot": 1, "before": ""},
    ask.FinishBundle: {**OF_ENTRY, "papers": 2},
    ask.MergeBundle: {
        **REAL,
        **dict.fromkeys(("slate", "machine", "sha256", "head"), ""),
        **dict.fromkeys(("people", "ballots", "by", "typed", "notes", "marks", "grounds", "doubtful"), ()),
        "first": 1,
        "last": 2,
        "papers": 2,
    },
    ask.RuleDifference: {**OF_BUNDLE, "ballot": 1, "typed": "4"},
    ask.RuleDoubtful: {**OF_BUNDLE, "ballot": 1, "rulings": (), "reason": "a", "in_favour": 1, "of": 1},
    ask.WithdrawRulings: {**OF_BUNDLE, "ballot": 1, "reason": "a"},
    ask.RecordDecision: {"contest": "bch", "about": "tied", "decision": "x", "decided_by": "a", "text": "b"},
    ask.NoteFiles: {"contest": "bch", "ballots": 1, "files": {}},
    ask.ReleaseVotes: {"contest": "bch"},
    ask.SignMinutes: {"contest": "bch", "count_head": ""},
    ask.NoteSeal: {"file": "", "sha256": "", "count_head": "", "seal_head": ""},
}
"""One of each request, for asking as everybody."""


def names_of(state: State, request: Request, person: str) -> set[str]:
    """The names of the refusals, none if it would be done."""
    try:
        decide(state, request, person)
    except RefusedError as error:
        return {refusal.name for refusal in error.refusals}
    return set()


def test_every_request_has_a_decider_and_a_line_in_the_table_of_who_may() -> None:
    assert set(get_args(Request)) == set(DECIDERS) == set(ALLOWED) == set(SAMPLES)


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_who_may_is_what_the_table_says_and_nothing_else(kind: type[Any]) -> None:
    bench = Bench.counting()
    request = kind(**SAMPLES[kind])
    for person, role in ROLES.items():
        by_role = {"desk.not_your_role"} & names_of(bench.state, request, person)
        assert bool(by_role) == (role not in ALLOWED[kind].roles), (person, role)
    assert "desk.unknown_person" in names_of(bench.state, request, "Người Lạ")
    assert ("desk.nobody" in names_of(bench.state, request, "")) == (not ALLOWED[kind].desk_itself)


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_nothing_is_done_on_a_desk_that_was_handed_over(kind: type[Any]) -> None:
    bench = Bench.counting()
    bench.do(ask.HandOver(reason="máy hỏng"), CHAIR)
    names = names_of(bench.state, kind(**SAMPLES[kind]), CHAIR)
    assert names == ({"desk.not_your_role"} if kind is ask.TakeOver else {"desk.handed_over"})


def test_a_technician_has_no_power_over_papers_and_sees_none() -> None:
    powers = {kind for kind, allowed in ALLOWED.items() if Role.TECHNICIAN in allowed.roles}
    assert powers == {
        ask.Leave,
        ask.MakeCode,
        ask.RevokeCode,
        ask.Declare,
        ask.PlanEntry,
        ask.MakeDeck,
        ask.MakeBundles,
        ask.AddBundle,
    }
    assert SEES[Role.TECHNICIAN] == {Sight.PROGRESS}
    bench = Bench.open()
    for role in set(Role) - {Role.TECHNICIAN}:
        assert bench.refused(ask.MakeCode(role=role.value), TECHNICIAN) == ["codes.not_for_technician"]


def test_nobody_enters_a_bundle_twice() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "-"})
    again = ask.TakeBundle(**OF_BUNDLE)
    assert bench.refused(again, FIRST) == ["bundles.entered_before"]
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=2), FIRST) == ["bundles.entered_before"]
    bench.take(FIRST, 2)
    assert bench.refused(again, FIRST) == ["bundles.entered_before"]
    assert bench.take(SECOND) == 2


def test_two_people_cannot_have_the_same_entry_and_nobody_two_bundles() -> None:
    bench = Bench.counting()
    bench.take(FIRST)
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE, entry=1), SECOND) == ["bundles.taken"]
    bench.take(SECOND)
    assert bench.refused(ask.TakeBundle(**OF_BUNDLE), THIRD) == ["bundles.taken"]
    assert bench.refused(ask.TakeBundle(**{**OF_BUNDLE, "bundle": 2}), FIRST) == ["bundles.another_in_hand"]
    assert bench.do(ask.TakeBundle(**OF_BUNDLE), FIRST) == ()  # he has it already


def test_another_may_go_on_with_a_bundle_given_back_but_both_have_entered_it() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4"}, finish=False)
    assert bench.refused(ask.ReleaseBundle(**OF_ENTRY), SECOND) == ["bundles.not_yours"]
    bench.do(ask.ReleaseBundle(**OF_ENTRY), CHAIR)
    assert bench.take(SECOND) == 1
    bench.do(bench.typing(1, 2, "-"), SECOND)
    bench.do(ask.FinishBundle(**OF_ENTRY, papers=2), SECOND)
    assert bench.bundle().entries[0].people == (FIRST, SECOND)
    for person in (FIRST, SECOND):
        assert bench.refused(ask.TakeBundle(**OF_BUNDLE), person) == ["bundles.entered_before"]
    assert bench.take(THIRD) == 2


def test_whoever_gave_a_bundle_back_goes_on_where_he_was() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4"}, finish=False)
    bench.do(ask.ReleaseBundle(**OF_ENTRY), FIRST)
    assert bench.take(FIRST) == 1
    assert list(bench.bundle().entries[0].ballots) == [1]


def test_a_ballot_is_of_its_bundle_and_entered_once() -> None:
    bench = Bench.counting()
    entry = bench.take(FIRST)
    assert bench.refused(bench.typing(entry, 3, "4"), FIRST) == ["ballots.other_bundle"]
    bench.do(bench.typing(entry, 1, "4"), FIRST)
    assert bench.refused(bench.typing(entry, 1, "4"), FIRST) == ["ballots.already_typed"]
    assert bench.refused(bench.typing(entry, 2, "5"), FIRST) == ["keys.unknown"]
    assert bench.refused(bench.typing(entry, 2, ""), FIRST) == ["keys.nothing"]
    assert bench.refused(bench.typing(2, 2, "4"), FIRST) == ["bundles.not_yours"]
    assert bench.refused(bench.typing(3, 2, "4"), FIRST) == ["bundles.unknown_entry"]
    assert bench.refused(bench.typing(entry, 2, "4", bundle=9), FIRST) == ["bundles.unknown"]
    assert bench.refused(bench.typing(entry, 2, "4"), SECOND) == ["bundles.not_yours"]


def test_a_paper_more_than_the_slip_says_is_refused() -> None:
    bench = Bench.counting()
    bench.do(ask.AddBundle(**REAL, first=11, last=20, papers=1), CHAIR)
    entry = bench.take(FIRST, 3)
    bench.do(bench.typing(entry, 15, "4", 3), FIRST)
    assert bench.refused(bench.typing(entry, 16, "4", 3), FIRST) == ["ballots.more_than_slip"]


def test_an_edit_carries_what_was_read_and_a_lost_update_shows_what_is_there() -> None:
    bench = Bench.counting()
    entry = bench.enter(FIRST, {1: "4", 2: "-"}, finish=False)
    read = bench.bundle().entries[0].ballots[1].digest
    bench.do(ask.CorrectBallot(**OF_ENTRY, ballot=1, before=read, typed="34"), FIRST)
    late = ask.CorrectBallot(**OF_ENTRY, ballot=1, before=read, typed="3")
    with pytest.raises(RefusedError) as refused:
        decide(bench.state, late, FIRST)
    (refusal,) = refused.value.refusals
    assert refusal.name == "ballots.changed_meanwhile"
    assert refusal.now == bench.bundle().entries[0].ballots[1]
    now = bench.bundle().entries[0].ballots[1].digest
    bench.do(ask.UndoBallot(**OF_ENTRY, ballot=1, before=now), FIRST)
    assert list(bench.bundle().entries[entry - 1].ballots) == [2]
    assert bench.refused(ask.UndoBallot(**OF_ENTRY, ballot=1, before=now), FIRST) == ["ballots.not_typed"]
    assert [line.act.type for line in bench.lines[-4:]] == [
        "ballot_entered",
        "ballot_entered",
        "ballot_corrected",
        "ballot_undone",
    ]
    assert bench.state.people[FIRST].typed == 1


def test_as_the_last_one_means_the_paper_typed_before_by_the_same_hand() -> None:
    bench = Bench.counting()
    entry = bench.take(FIRST)
    assert bench.refused(bench.typing(entry, 1, "="), FIRST) == ["keys.nothing_before"]
    bench.do(bench.typing(entry, 1, "34"), FIRST)
    bench.do(bench.typing(entry, 2, "="), FIRST)
    assert bench.bundle().entries[0].ballots[2].marks == "kkss"
    other = bench.take(SECOND)
    assert bench.refused(bench.typing(other, 1, "="), SECOND) == ["keys.nothing_before"]


def test_a_bundle_is_finished_when_hand_slip_and_entry_agree() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {2: "4"}, finish=False)
    assert bench.refused(ask.FinishBundle(**OF_ENTRY, papers=1), FIRST) == ["bundles.slip_differs"]
    assert bench.refused(ask.FinishBundle(**OF_ENTRY, papers=2), FIRST) == ["bundles.not_all_typed"]
    bench.do(bench.typing(1, 1, "4"), FIRST)
    bench.do(ask.FinishBundle(**OF_ENTRY, papers=2), FIRST)
    assert bench.refused(bench.typing(1, 1, "4"), FIRST) == ["bundles.finished"]


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


def doubtful(
    *rulings: tuple[int, str], reason: str = "dấu gạch rõ", vote: tuple[int, int] = (5, 7)
) -> ask.RuleDoubtful:
    return ask.RuleDoubtful(
        **OF_BUNDLE,
        ballot=1,
        rulings=tuple(ask.OneRuling(name=name, ruling=ruling) for name, ruling in rulings),
        reason=reason,
        in_favour=vote[0],
        of=vote[1],
    )


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


def test_numbers_never_stand_in_two_bundles() -> None:
    bench = Bench.counting()
    assert bench.refused(ask.AddBundle(**REAL, first=4, last=9), CHAIR) == ["bundles.overlap"]
    assert bench.refused(ask.MakeBundles(**REAL, papers=3, first=2), CHAIR) == ["bundles.overlap"]
    moved = ask.VoidBundle(**OF_BUNDLE, reason="a", first=1, last=3)
    assert bench.refused(moved, CHAIR) == ["bundles.overlap"]
    for first, last, papers in ((5, 4, None), (0, 3, None), (5, 6, 3), (5, 6, 0)):
        assert bench.refused(ask.AddBundle(**REAL, first=first, last=last, papers=papers), CHAIR) == [
            "bundles.bad_range"
        ]
    assert bench.refused(ask.MakeBundles(**REAL, papers=0, first=9), CHAIR) == ["bundles.bad_papers"]


def test_the_account_is_refused_with_everything_that_cannot_be() -> None:
    bench = Bench.open()
    request = ask.EnterAccount(contest="bch", summoned=10, present=11, issued=12, returned=9, not_returned=1, spoilt=-1)
    assert bench.refused(request, CHAIR) == [
        "account.negative",
        "account.present_over_summoned",
        "account.issued_over_present",
        "account.papers_do_not_add_up",
    ]
    away = ask.EnterAccount(
        contest="bch", summoned=10, present=9, issued=9, returned=9, excluded={"absent_with_reason": 2}
    )
    assert bench.refused(away, CHAIR) == ["account.excluded_over_absent"]


def test_more_papers_than_were_issued_are_no_fault_of_the_account() -> None:
    """A stuffed box must come to the outcome that annuls it, not be refused at the desk."""
    bench = Bench.open()
    bench.do(ask.EnterAccount(contest="bch", summoned=134, present=134, issued=134, returned=148), CHAIR)


def test_each_phase_says_all_that_is_missing_before_the_next() -> None:
    bench = Bench.open()
    bench.do(ask.PlanEntry(contest="bch", entries=2, bundle_size=2), CHAIR)
    bench.do(ask.Advance(contest="bch", to="rehearse"), CHAIR)
    on = ask.Advance(contest="bch", to="zero")
    assert bench.refused(on, CHAIR) == ["missing.deck"]
    bench.do(ask.Advance(contest="bch", to="zero", reason="hết giờ"), CHAIR)
    assert bench.contest.zero
    bench.do(ask.Advance(contest="bch", to="count"), CHAIR)
    on = ask.Advance(contest="bch", to="reconcile")
    assert bench.refused(on, CHAIR) == ["missing.account", "missing.bundles"]
    bench.do(ask.EnterAccount(contest="bch", summoned=4, present=4, issued=4, returned=4), CHAIR)
    bench.do(ask.MakeBundles(**REAL, papers=2), CHAIR)
    assert bench.refused(on, CHAIR) == ["missing.entry", "missing.papers"]
    bench.do(ask.MakeBundles(**REAL, papers=2, first=3), CHAIR)
    bench.enter(FIRST, {1: "4!0", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "3"})
    bench.enter(FIRST, {3: "-", 4: "*"}, 2)
    bench.enter(SECOND, {3: "-", 4: "*"}, 2)
    bench.do(on, CHAIR)
    on = ask.Advance(contest="bch", to="decide")
    assert bench.refused(on, CHAIR) == ["missing.difference"]
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=2, typed="3"), CHAIR)
    bench.do(on, CHAIR)
    on = ask.Advance(contest="bch", to="sign")
    assert bench.refused(on, CHAIR) == ["missing.doubtful", "missing.files"]
    bench.do(doubtful((0, "valid")), CHAIR)
    bench.do(ask.NoteFiles(contest="bch", ballots=4, files={}, upto=bench.state.sequence), "")
    bench.do(on, CHAIR)
    assert [each.name for each in missing(bench.contest)] == ["missing.minutes"]
    assert bench.refused(ask.Advance(contest="bch", to="sealed"), CHAIR) == ["contest.seal_instead"]
    seal = ask.NoteSeal(file="record.zip", sha256="0" * 64, count_head="1" * 64, seal_head="2" * 64)
    assert bench.refused(seal, CHAIR) == ["missing.minutes"]
    assert bench.refused(ask.SignMinutes(contest="bch", count_head="mã"), CHAIR) == ["sign.bad_code"]
    bench.do(ask.SignMinutes(contest="bch", count_head="1" * 32), CHAIR)
    bench.do(seal, CHAIR)
    assert bench.contest.phase is Phase.SEALED
    assert bench.refused(ask.GoBack(contest="bch", to="sign", reason="a"), CHAIR) == ["desk.sealed"]


def test_a_change_after_the_result_asks_for_the_result_anew() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.advance(Phase.DECIDE)
    before = bench.state.sequence
    bench.do(ask.NoteFiles(contest="bch", ballots=2, files={}, upto=before), "")
    bench.do(doubtful((0, "signed")), CHAIR)
    assert [each.name for each in missing(bench.contest)] == ["missing.files"]
    late = ask.NoteFiles(contest="bch", ballots=2, files={}, upto=before)
    assert bench.refused(late, "") == ["files.changed_meanwhile"]


def test_going_back_needs_a_reason_and_never_leads_before_the_first_paper() -> None:
    bench = Bench.counting()
    back = ask.GoBack(contest="bch", to="zero", reason="a")
    assert bench.refused(back, CHAIR) == ["contest.papers_there"]
    assert bench.refused(ask.GoBack(contest="bch", to="decide", reason="a"), CHAIR) == ["contest.other_phase"]
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.enter(FIRST, {3: "4", 4: "-"}, 2)
    bench.enter(SECOND, {3: "4", 4: "-"}, 2)
    bench.advance(Phase.RECONCILE)
    assert bench.refused(ask.GoBack(contest="bch", to="count", reason=" "), CHAIR) == ["contest.no_reason"]
    bench.do(ask.GoBack(contest="bch", to="count", reason="thấy thêm một tập"), CHAIR)
    assert bench.contest.phase is Phase.COUNT


def test_the_rehearsal_never_meets_the_count() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.MakeBundles(**REAL, papers=4), CHAIR) == ["desk.rehearsal_mixed"]
    bench.do(ask.MakeDeck(contest="bch"), TECHNICIAN)
    papers = deck_keys(bench)
    bench.enter(FIRST, papers, rehearsal=True)
    entry = bench.take(SECOND, rehearsal=True)
    bench.advance(Phase.COUNT)
    assert bench.contest.real.empty
    assert bench.contest.rehearsal.bundles[1].typed == len(papers)
    for request in (
        bench.typing(entry, 1, "4", rehearsal=True),
        ask.TakeBundle(contest="bch", rehearsal=True, bundle=1),
    ):
        assert bench.refused(request, SECOND) == ["desk.rehearsal_mixed"]
    assert bench.refused(ask.MakeDeck(contest="bch"), CHAIR) == ["desk.wrong_phase"]


def deck_keys(bench: Bench) -> dict[int, str]:
    """The deck as a clerk types it."""
    from tally.desk.deciding_ballots import pad_of

    grounds = {ground: f"!{place}" for place, ground in enumerate(bench.contest.declared.grounds, start=1)} | {"": ""}
    made = zip(bench.contest.deck, bench.contest.deck_grounds, strict=True)
    pad = pad_of(bench.contest)
    return {number: pad.shortest(marks) + grounds[ground] for number, (marks, ground) in enumerate(made, start=1)}


@pytest.mark.parametrize("form", ["strike_out", "agree_disagree"])
@pytest.mark.parametrize("names", [1, 2, 4, 15, 63])
def test_a_rehearsal_ends_when_the_deck_reads_as_it_was_made(form: str, names: int) -> None:
    from rules.model import Form

    bench = Bench.open(declared(form=Form(form), names=names, seats=max(names - 2, 1)))
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), CHAIR)
    papers = deck_keys(bench)
    wrong = {**papers, 1: "?"}
    bench.enter(FIRST, wrong, rehearsal=True)
    bench.enter(SECOND, wrong, rehearsal=True)
    rehearsed: dict[str, Any] = {"contest": "bch", "rehearsal": True, "bundle": 1}
    assert off_deck(bench.contest) == (1,)
    asking = bench.bundle(rehearsal=True).asking
    for ballot in asking:
        ruling = ask.OneRuling(name=0, ruling="not_issued")
        bench.do(
            ask.RuleDoubtful(**rehearsed, ballot=ballot, rulings=(ruling,), reason="tập dượt", in_favour=1, of=1), CHAIR
        )
    assert bench.refused(ask.Advance(contest="bch", to="zero"), CHAIR) == ["missing.deck_differs"]
    bench.do(ask.RuleDifference(**rehearsed, ballot=1, typed=papers[1], note="nhập nhầm"), CHAIR)
    bench.do(ask.Advance(contest="bch", to="zero"), CHAIR)
    assert bench.contest.zero


def test_people_have_names_that_show_as_they_are_each_once() -> None:
    bench = Bench.open()
    for name in ("", "  ", "a" * 61, "An\u202ehnA", "An\x00", "An\n\x1b[2J", "\u200bAn"):
        assert bench.refused(ask.Join(person=name, role="clerk"), "") == ["people.bad_name"]
    for name in (FIRST, FIRST.upper(), f" {FIRST.replace(' ', '  ')} "):
        assert bench.refused(ask.Join(person=name, role="chair"), "") == ["people.name_taken"]
    (act,) = bench.do(ask.Join(person="  <script>  x ", role="clerk"), "")
    assert act == type(act)(person="<script> x", role="clerk")  # type: ignore[call-arg]


def test_somebody_sent_away_may_do_nothing_and_comes_back_as_the_same_person() -> None:
    bench = Bench.counting()
    entry = bench.enter(FIRST, {1: "4"}, finish=False)
    assert bench.refused(ask.RemovePerson(person=CHAIR, reason="a"), CHAIR) == ["people.oneself"]
    bench.do(ask.RemovePerson(person=FIRST, reason="đổi máy"), CHAIR)
    assert bench.bundle().entries[0].holder == ""
    assert bench.refused(bench.typing(entry, 2, "4"), FIRST) == ["desk.unknown_person"]
    assert bench.refused(ask.RemovePerson(person=FIRST, reason="a"), CHAIR) == ["people.unknown"]
    bench.do(ask.Join(person=FIRST.lower(), role="clerk"), "")
    assert bench.state.people[FIRST].typed == 1
    assert bench.take(FIRST) == entry


def test_a_slate_that_changed_is_declared_anew_only_before_the_rehearsal() -> None:
    bench = Bench.open()
    other = declared(names=5)
    bench.do(ask.Declare(contests=(other,)), TECHNICIAN)
    assert bench.contest.names == 5
    assert bench.do(ask.Declare(contests=(other,)), TECHNICIAN) == ()
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.Declare(contests=(declared(),)), CHAIR) == ["contest.changed"]


def test_the_plan_is_two_or_three_entries_made_before_the_rehearsal() -> None:
    bench = Bench.open()
    for entries, size in ((1, 50), (4, 50), (2, 0), (2, 201)):
        plan = ask.PlanEntry(contest="bch", entries=entries, bundle_size=size)
        assert bench.refused(plan, CHAIR) == ["contest.bad_plan"]
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.PlanEntry(contest="bch", entries=2, bundle_size=50), CHAIR) == ["desk.wrong_phase"]
    assert bench.refused(ask.PlanEntry(contest="x", entries=2, bundle_size=50), CHAIR) == ["desk.unknown_contest"]


def test_a_decision_of_the_congress_has_words_and_is_one_that_the_format_knows() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    decision = ask.RecordDecision(contest="bch", about="tied", decision="annulled", decided_by=" ", text="")
    assert bench.refused(decision, CHAIR) == ["desk.wrong_phase"]
    bench.advance(Phase.DECIDE)
    assert bench.refused(decision, CHAIR) == ["decision.unknown", "decision.no_words"]
    bench.do(
        ask.RecordDecision(
            contest="bch", about="short", decision="no_further_vote", decided_by="Đại hội", text="Không bầu tiếp"
        ),
        CHAIR,
    )
    assert len(bench.state.decisions) == 1


def test_the_hall_sees_votes_only_once_they_are_released_and_not_after_a_step_back() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.advance(Phase.DECIDE)
    assert bench.refused(ask.ReleaseVotes(contest="bch"), CHAIR) == ["desk.wrong_phase"]
    bench.do(ask.NoteFiles(contest="bch", ballots=2, files={}, upto=bench.state.sequence), "")
    bench.advance(Phase.SIGN)
    assert bench.refused(ask.ReleaseVotes(contest="bch"), OBSERVER) == ["desk.not_your_role"]
    bench.do(ask.ReleaseVotes(contest="bch"), CHAIR)
    assert bench.do(ask.ReleaseVotes(contest="bch"), CHAIR) == ()
    assert bench.contest.released
    bench.do(ask.GoBack(contest="bch", to="decide", reason="nhầm"), CHAIR)
    assert not bench.contest.released


def test_every_refusal_has_words_in_both_languages() -> None:
    """What is refused in these few ways, in the words people read: no place left unfilled, no language missing."""
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4"}, finish=False)
    said: set[str] = set()
    everybody = (*ROLES, "", "Người Lạ")
    for (kind, fields), person in itertools.product(SAMPLES.items(), everybody):
        try:
            decide(bench.state, kind(**fields), person)
        except RefusedError as error:
            for refusal in error.refusals:
                for lang in ("vi", "en"):
                    translator = Translator(lang)
                    text = f"{translator.text(refusal.message)} {translator.text(refusal.remedy)}"
                    assert "{" not in text
                    said.add(text)
    assert len(said) > 40


def test_phases_are_in_the_order_of_the_evening() -> None:
    assert [phase.value for phase in PHASES] == [
        "prepare",
        "rehearse",
        "zero",
        "count",
        "reconcile",
        "decide",
        "sign",
        "sealed",
    ]
