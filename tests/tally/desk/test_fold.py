"""What the desk knows after each kind of line, and nothing else of it changed: the whole state is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from tally.desk.acts import (
    AccountEntered,
    Act,
    BundlesMade,
    ClockSetBack,
    CodeMade,
    CodeRevoked,
    CongressDecided,
    CongressDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PersonJoined,
    PersonRemoved,
    PhaseEntered,
    RehearsalDeckMade,
    VotesReleased,
    ZeroReported,
)
from tally.desk.fold import apply
from tally.desk.roles import Phase, Role
from tally.desk.state import Bundle, BundleEntry, DeskContest, Person, Pile, State
from tally.desk.written import Written, write
from tests.tally.desk.bench import CHAIR, FIRST, declared

NOON, LATER = "2020-03-15T12:00:00+07:00", "2020-03-15T12:30:00+07:00"
START = State(
    sequence=6,
    head="ab" * 32,
    last_at=NOON,
    congress="Đại hội",
    body="Chi bộ 1",
    machine="máy 1",
    codes=frozenset({Role.CHAIR, Role.CLERK}),
    people={CHAIR: Person(name=CHAIR, role=Role.CHAIR, typed=3, last_at=NOON)},
)


def line(state: State, act: Act, by: str = "", at: str = LATER) -> Written:
    """The next line of a log."""
    return write(act, sequence=state.sequence + 1, previous=state.head, at=at, by=by)


def expect(state: State, act: Act, **changes: object) -> None:
    """After this act of the desk itself the state has its line, these changes, and is else as it was."""
    written = line(state, act)
    changed: dict[str, Any] = {"sequence": written.sequence, "head": written.digest, "last_at": LATER, **changes}
    assert apply(state, written) == replace(state, **changed)


def with_contest(**fields: object) -> State:
    """The desk with a contest that has these fields."""
    contest: dict[str, Any] = {"declared": declared(), **fields}
    return replace(START, contests={"bch": DeskContest(**contest)})


def expect_contest(state: State, act: Act, **changes: object) -> None:
    """After this act the contest has these changes and is else as it was, as is the desk."""
    changed: dict[str, Any] = changes
    expect(state, act, contests={**state.contests, "bch": replace(state.contests["bch"], **changed)})


# the desk


def test_a_desk_is_of_its_congress_and_its_laptop() -> None:
    opened = DeskOpened(congress="Hội nghị", body="Chi bộ 2", sha256="1" * 64, machine="máy 2")
    expect(START, opened, congress="Hội nghị", body="Chi bộ 2", machine="máy 2")
    named = CongressDeclared(congress="Hội nghị", body="Chi bộ 2", sha256="1" * 64)
    expect(START, named, congress="Hội nghị", body="Chi bộ 2")


def test_a_desk_given_away_goes_on_at_the_other_laptop_with_new_codes() -> None:
    expect(START, DeskHandedOver(machine="máy 1", reason="hỏng pin"), handed_over=True)
    given = replace(START, handed_over=True)
    taken = DeskTakenOver(machine="máy 2", head=START.head, reason="hỏng pin")
    expect(given, taken, machine="máy 2", handed_over=False, codes=frozenset())


def test_a_sealed_desk_has_every_contest_sealed() -> None:
    contests = {name: DeskContest(declared=declared(name), phase=Phase.SIGN) for name in ("bch", "bi-thu")}
    sealed = DeskSealed(file="record.zip", sha256="0" * 64, count_head="1" * 64, seal_head="2" * 64)
    expect(
        replace(START, contests=contests),
        sealed,
        sealed="2" * 64,
        record="record.zip",
        contests={name: replace(each, phase=Phase.SEALED) for name, each in contests.items()},
    )


def test_codes_are_of_roles() -> None:
    expect(START, CodeMade(role="observer"), codes=frozenset({Role.CHAIR, Role.CLERK, Role.OBSERVER}))
    expect(START, CodeMade(role="clerk"))
    expect(START, CodeRevoked(role="clerk", sessions=False), codes=frozenset({Role.CHAIR}))
    expect(START, CodeRevoked(role="observer", sessions=True))


def test_a_clock_set_back_changes_no_time_that_was_shown() -> None:
    early = "2020-03-15T05:00:00+07:00"
    expect(START, ClockSetBack(before=NOON, now=early))
    for state, act in ((START, CodeMade(role="clerk")), (with_contest(), VotesReleased(contest="bch"))):
        assert apply(state, line(state, act, at=early)).last_at == NOON


def test_what_is_no_act_of_the_desk_is_no_state() -> None:
    stranger = replace(line(START, CodeMade(role="clerk")), act=cast("Act", "mưa"))
    with pytest.raises(TypeError, match=r"^not an act of the desk: 'mưa'$"):
        apply(START, stranger)


# people


def test_whoever_joins_is_there_with_his_role_since_then() -> None:
    joined = PersonJoined(person=FIRST, role="clerk")
    expect(START, joined, people={**START.people, FIRST: Person(name=FIRST, role=Role.CLERK, last_at=LATER)})


def test_whoever_comes_back_has_typed_what_he_typed() -> None:
    gone = replace(START.people[CHAIR], removed=True)
    expect(
        replace(START, people={CHAIR: gone}),
        PersonJoined(person=CHAIR, role="observer"),
        people={CHAIR: Person(name=CHAIR, role=Role.OBSERVER, typed=3, last_at=LATER)},
    )


def test_whoever_is_sent_away_stays_known() -> None:
    gone = replace(START.people[CHAIR], removed=True)
    expect(START, PersonRemoved(person=CHAIR, reason="đổi ca"), people={CHAIR: gone})


def test_whoever_does_something_was_there_then() -> None:
    for state, act in ((START, CodeMade(role="clerk")), (with_contest(), VotesReleased(contest="bch"))):
        after = apply(state, line(state, act, CHAIR))
        assert after.people == {CHAIR: replace(START.people[CHAIR], last_at=LATER)}
        assert apply(state, line(state, act, "Người Lạ")).people == START.people


# a contest


def test_a_contest_is_declared_as_it_stands_in_the_folder_and_keeps_its_plan() -> None:
    expect(START, declared(), contests={"bch": DeskContest(declared=declared())})
    planned = with_contest(entries=3, bundle_size=20)
    expect_contest(planned, declared(names=5), declared=declared(names=5))
    other = declared("bi-thu")
    expect(planned, other, contests={**planned.contests, "bi-thu": DeskContest(declared=other)})


def test_decisions_of_the_congress_stand_in_their_order_and_change_the_contest() -> None:
    first, second = (
        CongressDecided(contest="bch", about="tied", decision="no_further_revote", decided_by="Đại hội", text=text)
        for text in ("Không bầu lại", "Không bầu lại nữa")
    )
    state = replace(with_contest(), decisions=(first,))
    expect_changed = {"bch": replace(state.contests["bch"], changed_at=7)}
    expect(state, second, contests=expect_changed, decisions=(first, second))


def test_the_plan_of_a_contest() -> None:
    expect_contest(with_contest(), EntryPlanned(contest="bch", entries=3, bundle_size=20), entries=3, bundle_size=20)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in {Phase.SIGN, Phase.SEALED}])
def test_a_step_back_from_the_signing_takes_the_votes_and_the_signature_back(phase: Phase) -> None:
    state = with_contest(phase=Phase.SIGN, released=True, signed="0a1b")
    entered = PhaseEntered(contest="bch", phase=phase.value, reason="nhầm")
    expect_contest(state, entered, phase=phase, released=False, signed="")


def test_the_signing_begins_with_what_is_released_and_signed() -> None:
    entered = PhaseEntered(contest="bch", phase="sign", reason="")
    expect_contest(with_contest(phase=Phase.DECIDE), entered, phase=Phase.SIGN)
    expect_contest(with_contest(released=True, signed="0a1b"), entered, phase=Phase.SIGN)


def test_a_new_test_deck_empties_the_rehearsal() -> None:
    made = RehearsalDeckMade(contest="bch", marks=("kkkk", "ssss"), grounds=("", "not_issued"))
    state = with_contest(rehearsal=Pile(bundles={1: Bundle(number=1, first=1, last=2, papers=2, entries=())}))
    expect_contest(state, made, deck=("kkkk", "ssss"), deck_grounds=("", "not_issued"), rehearsal=Pile())


def test_reports_accounts_files_votes_and_minutes_of_a_contest() -> None:
    zero = ZeroReported(contest="bch", bundles=0, ballots=0, head=START.head)
    expect_contest(with_contest(), zero, zero=zero)
    account = AccountEntered(
        contest="bch", summoned=9, excluded={}, present=9, issued=9, returned=9, spoilt=-1, not_returned=0
    )
    expect_contest(with_contest(), account, account=account, changed_at=7)
    files = {"ballots-bch.csv": "1" * 64}
    expect_contest(with_contest(), FilesWritten(contest="bch", ballots=9, files=files), files=files, written_at=7)
    expect_contest(with_contest(), VotesReleased(contest="bch"), released=True)
    expect_contest(with_contest(), MinutesSigned(contest="bch", count_head="0a1b"), signed="0a1b")


# bundles


def made(*, rehearsal: bool) -> BundlesMade:
    return BundlesMade(
        contest="bch", rehearsal=rehearsal, numbers=(1, 2), firsts=(1, 51), lasts=(50, 60), papers=(50, 9)
    )


def test_bundles_are_made_with_as_many_entries_as_were_planned() -> None:
    """Those of the rehearsal change no result."""
    entries = tuple(BundleEntry(number=place) for place in (1, 2, 3))
    pile = Pile(
        bundles={
            1: Bundle(number=1, first=1, last=50, papers=50, entries=entries),
            2: Bundle(number=2, first=51, last=60, papers=9, entries=entries),
        }
    )
    expect_contest(with_contest(entries=3), made(rehearsal=False), real=pile, changed_at=7)
    expect_contest(with_contest(entries=3), made(rehearsal=True), rehearsal=pile)


def test_bundles_are_made_beside_those_there_are() -> None:
    before = Bundle(number=9, first=90, last=90, papers=1, entries=())
    state = with_contest(real=Pile(bundles={9: before}))
    written = line(state, made(rehearsal=False))
    assert list(apply(state, written).contests["bch"].real.bundles) == [9, 1, 2]


def test_a_line_whose_lists_do_not_match_is_no_bundles() -> None:
    unequal = replace(made(rehearsal=False), papers=(50,))
    with pytest.raises(ValueError, match="shorter"):
        apply(with_contest(), line(with_contest(), unequal))
