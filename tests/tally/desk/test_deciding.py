"""What the desk refuses, and why: blind double entry, one's own work, other people's bundles, phases, roles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from rules.phrase import phrase
from tally.desk import requests as ask
from tally.desk.deciding import DECIDERS, decide
from tally.desk.permissions import ALLOWED, SEES, Sight
from tally.desk.refusal import Refusal, RefusedError
from tally.desk.requests import Request
from tally.desk.roles import Role
from tally.desk.state import State
from tests.tally.desk.bench import (
    CHAIR,
    FIRST,
    ROLES,
    SECOND,
    TECHNICIAN,
    THIRD,
    Bench,
    refusal_of,
)
from tests.tally.desk.requests_of import OF_BUNDLE, OF_ENTRY, REAL, SAMPLES


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


def test_whoever_comes_after_the_desk_was_handed_over_is_sent_to_the_other_laptop() -> None:
    bench = Bench.counting()
    bench.do(ask.HandOver(reason="máy hỏng"), CHAIR)
    assert bench.why_not(ask.TakeBundle(**OF_BUNDLE), FIRST) == Refusal(
        name="desk.handed_over",
        message=phrase("bàn kiểm phiếu này đã bàn giao cho máy khác; ở đây không ghi gì thêm"),
        remedy=phrase("làm tiếp ở máy đã tiếp quản"),
    )


def test_a_sealed_desk_is_closed_and_its_record_is_read_with_verify() -> None:
    bench = Bench.counting()
    sealed = replace(bench.state, sealed="sha256:" + "7" * 64)
    for request in (ask.TakeBundle(**OF_BUNDLE), ask.Leave()):
        assert refusal_of(decide, sealed, request, FIRST) == Refusal(
            name="desk.sealed",
            message=phrase("hồ sơ đã niêm phong; bàn kiểm phiếu đã đóng"),
            remedy=phrase("xem hồ sơ bằng kiemphieu verify"),
        )
