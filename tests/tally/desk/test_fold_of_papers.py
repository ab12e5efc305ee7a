"""Bundles, papers and conclusions as the lines of the log leave them, and a whole log folded at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tally.desk import requests as ask
from tally.desk.acts import (
    Act,
    BallotCorrected,
    BallotEntered,
    BallotUndone,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundleTaken,
    BundleVoided,
    DifferenceRuled,
    DoubtfulRuled,
    RulingsWithdrawn,
)
from tally.desk.fold import apply, fold
from tally.desk.roles import Phase, Role
from tally.desk.state import Bundle, BundleEntry, DeskContest, Person, Pile, Resolution, Ruling, State, Typed
from tally.desk.written import Written, write
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, THIRD, Bench, declared
from tests.tally.desk.requests_of import OF_BUNDLE, OF_ENTRY, doubtful

AT = "2020-03-15T12:30:00+07:00"
BEGUN = "2020-03-15T12:00:00+07:00"


def paper(marks: str, *, ground: str = "", flagged: bool = False, by: str = FIRST, digest: str = "") -> Typed:
    return Typed(typed="?", marks=marks, ground=ground, doubtful=flagged, note="", by=by, digest=digest)


def entry(number: int, ballots: dict[int, Typed] | None = None, **fields: object) -> BundleEntry:
    values: dict[str, Any] = {"number": number, "ballots": ballots or {}, **fields}
    return BundleEntry(**values)


def bundle(*entries: BundleEntry, **fields: object) -> Bundle:
    values: dict[str, Any] = {"number": 1, "first": 1, "last": 2, "papers": 2, "entries": entries, **fields}
    return Bundle(**values)


def desk(one: Bundle, *, rehearsal: bool = False) -> State:
    """A desk with one bundle, among the real papers or those of the rehearsal, and another that nothing happens to."""
    other = replace(bundle(entry(1), entry(2)), number=2, first=3, last=4)
    pile = Pile(bundles={1: one, 2: other})
    real, rehearsed = (Pile(), pile) if rehearsal else (pile, Pile())
    contest = DeskContest(declared=declared(), real=real, rehearsal=rehearsed)
    people = {name: Person(name=name, role=Role.CLERK, typed=5) for name in (FIRST, SECOND)}
    return State(sequence=6, head="ab" * 32, people=people, contests={"bch": contest})


def line(state: State, act: Act, by: str = FIRST) -> Written:
    """The next line of the log."""
    return write(act, sequence=state.sequence + 1, previous=state.head, at=AT, by=by)


def after(one: Bundle, act: Act, by: str = FIRST) -> Bundle:
    """The bundle after this act; the other one and everything else of the contest is as it was but its last change."""
    before = desk(one)
    state = apply(before, line(before, act, by))
    contest, was = state.contests["bch"], before.contests["bch"]
    changed = contest.real.bundles[1]
    assert contest == replace(was, real=Pile(bundles={**was.real.bundles, 1: changed}), changed_at=7)
    assert (state.sequence, state.last_at) == (7, AT)
    return changed


def digest(one: Bundle, act: Act, by: str = FIRST) -> str:
    """The digest of the line that says so."""
    return line(desk(one), act, by).digest


def entered(ballot: int = 1, marks: str = "kkks", place: int = 1) -> BallotEntered:
    return BallotEntered(
        **{**OF_ENTRY, "entry": place}, ballot=ballot, typed="4", marks=marks, ground="", doubtful=False, note="bút chì"
    )


# bundles in hands


def test_whoever_takes_a_bundle_has_it_from_then_on() -> None:
    taken = BundleTaken(**OF_ENTRY)
    free = bundle(entry(1), entry(2))
    assert after(free, taken) == bundle(entry(1, people=(FIRST,), holder=FIRST, began_at=AT), entry(2))
    again = bundle(entry(1, people=(FIRST,), began_at=BEGUN), entry(2))
    assert after(again, taken) == bundle(entry(1, people=(FIRST,), holder=FIRST, began_at=BEGUN), entry(2))
    assert after(again, taken, SECOND) == bundle(
        entry(1, people=(FIRST, SECOND), holder=SECOND, began_at=BEGUN), entry(2)
    )


def test_a_bundle_given_back_keeps_what_is_typed() -> None:
    ballots = {1: paper("kkks")}
    held = bundle(entry(1, ballots, people=(FIRST,), holder=FIRST, began_at=BEGUN), entry(2))
    assert after(held, BundleReleased(**OF_ENTRY, person=FIRST), CHAIR) == bundle(
        entry(1, ballots, people=(FIRST,), began_at=BEGUN), entry(2)
    )


def test_an_entry_that_is_finished_is_in_nobodys_hands() -> None:
    held = bundle(entry(1, holder=FIRST, people=(FIRST,)), entry(2))
    assert after(held, BundleFinished(**OF_ENTRY, papers=2)) == bundle(
        entry(1, people=(FIRST,), finished=True, last_at=AT), entry(2)
    )


def test_with_its_last_entry_a_bundle_knows_its_differences_and_doubts() -> None:
    first = entry(1, {1: paper("kkks"), 2: paper("kkku"), 3: paper("ssss")}, finished=True)
    papers = {1: paper("kkss"), 2: paper("kkku"), 3: paper("ssss", flagged=True)}
    second = entry(2, papers, holder=SECOND)
    finished = BundleFinished(**{**OF_ENTRY, "entry": 2}, papers=3)
    assert after(bundle(first, second), finished, SECOND) == bundle(
        first,
        replace(second, holder="", finished=True, last_at=AT),
        differences=1,
        differing=(1,),
        asking=(2, 3),
    )


def test_a_voided_bundle_stays_beside_the_one_that_takes_its_place() -> None:
    one = bundle(entry(1, {1: paper("kkks")}), entry(2))
    gone = BundleVoided(**OF_BUNDLE, reason="lẫn phiếu", again=0, first=0, last=0, papers=0)
    assert after(one, gone, CHAIR) == replace(one, void="lẫn phiếu")
    anew = replace(gone, again=3, first=1, last=9, papers=8)
    state = desk(one)
    bundles = apply(state, line(state, anew, CHAIR)).contests["bch"].real.bundles
    assert bundles == {
        **state.contests["bch"].real.bundles,
        1: replace(one, void="lẫn phiếu", again=3),
        3: Bundle(number=3, first=1, last=9, papers=8, entries=(entry(1), entry(2))),
    }


# papers


def test_a_paper_is_what_was_typed_by_whom_and_in_which_line() -> None:
    begun = bundle(entry(1, {1: paper("kkks")}), entry(2))
    act = BallotEntered(**OF_ENTRY, ballot=2, typed="3?!1", marks="kkuk", ground="not_issued", doubtful=True, note="mờ")
    saved = Typed(
        typed="3?!1", marks="kkuk", ground="not_issued", doubtful=True, note="mờ", by=FIRST, digest=digest(begun, act)
    )
    assert after(begun, act) == bundle(entry(1, {1: paper("kkks"), 2: saved}, last_at=AT), entry(2))


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    begun = bundle(entry(1, {1: paper("kkks"), 2: paper("kkkk")}), entry(2))
    act = BallotCorrected(
        **OF_ENTRY, ballot=1, before="0" * 64, typed="3", marks="kksk", ground="", doubtful=False, note="nhìn lại"
    )
    changed = after(begun, act)
    assert list(changed.entries[0].ballots.items()) == [
        (
            1,
            Typed(
                typed="3",
                marks="kksk",
                ground="",
                doubtful=False,
                note="nhìn lại",
                by=FIRST,
                digest=digest(begun, act),
            ),
        ),
        (2, paper("kkkk")),
    ]
    assert changed.entries[0].last_at == AT


def test_a_paper_taken_back_is_not_there() -> None:
    begun = bundle(entry(1, {1: paper("kkks"), 2: paper("kkkk")}), entry(2))
    undone = BallotUndone(**OF_ENTRY, ballot=1, before="0" * 64)
    assert after(begun, undone) == bundle(entry(1, {2: paper("kkkk")}, last_at=AT), entry(2))


def test_whoever_types_a_paper_has_one_more_and_one_less_who_takes_it_back() -> None:
    state = desk(bundle(entry(1, {1: paper("kkks")}), entry(2)))
    acts: list[tuple[Act, int]] = [
        (entered(2), 6),
        (BallotUndone(**OF_ENTRY, ballot=1, before=""), 4),
        (BundleReleased(**OF_ENTRY, person=FIRST), 5),
    ]
    for act, typed in acts:
        people = apply(state, line(state, act)).people
        assert people == {**state.people, FIRST: replace(state.people[FIRST], typed=typed, last_at=AT)}


def merged(**changes: object) -> BundleMerged:
    """The first entry of the bundle, typed by two people on a laptop without network."""
    fields: dict[str, Any] = {
        "people": (SECOND, THIRD),
        "machine": "máy 2",
        "sha256": "1" * 64,
        "head": "2" * 64,
        "ballots": (1, 2),
        "by": (SECOND, THIRD),
        "typed": ("4", "-!1"),
        "marks": ("kkks", "kkkk"),
        "grounds": ("", "not_issued"),
        "doubtful": (True, False),
        "notes": ("mờ", ""),
        **changes,
    }
    return BundleMerged(**OF_ENTRY, **fields)


def test_an_entry_from_a_stick_is_finished_with_the_papers_as_they_were_typed_there() -> None:
    free = bundle(entry(1), entry(2))
    there = digest(free, merged(), CHAIR)
    first = Typed(typed="4", marks="kkks", ground="", doubtful=True, note="mờ", by=SECOND, digest=there)
    second = Typed(typed="-!1", marks="kkkk", ground="not_issued", doubtful=False, note="", by=THIRD, digest=there)
    assert after(free, merged(), CHAIR) == bundle(
        entry(1, {1: first, 2: second}, people=(SECOND, THIRD), finished=True, began_at=AT, last_at=AT), entry(2)
    )


@pytest.mark.parametrize("what", ["ballots", "by", "typed", "marks", "grounds", "doubtful", "notes"])
def test_an_entry_from_a_stick_has_everything_of_each_paper(what: str) -> None:
    state = desk(bundle(entry(1), entry(2)))
    with pytest.raises(ValueError, match=r"shorter|longer"):
        apply(state, line(state, merged(**{what: getattr(merged(), what)[:1]})))


# conclusions


def both(first: str, second: str, **fields: object) -> Bundle:
    """A bundle finished twice, its first paper read one way and the other; its second waits for the committee."""
    unclear = paper("kkku")
    entries = (
        entry(1, {1: paper(first), 2: unclear}, finished=True),
        entry(2, {1: paper(second), 2: unclear}, finished=True),
    )
    return bundle(*entries, **fields)


def ruled(**changes: object) -> DifferenceRuled:
    fields: dict[str, Any] = {
        "ballot": 1,
        "present": True,
        "typed": "4!1",
        "marks": "kkks",
        "ground": "not_issued",
        "doubtful": True,
        "note": "mờ",
        **changes,
    }
    return DifferenceRuled(**OF_BUNDLE, **fields)


RULING = Ruling(name=4, ruling="kept", reason="rõ", in_favour=5, of=7, by=CHAIR)


def test_what_a_paper_shows_stands_for_its_entries_and_ends_what_was_concluded_on_it() -> None:
    differ = both("kkks", "kkss", rulings={1: (RULING,), 2: (RULING,)})
    there = digest(differ, ruled(), CHAIR)
    seen = Typed(typed="4!1", marks="kkks", ground="not_issued", doubtful=True, note="mờ", by=CHAIR, digest=there)
    assert after(differ, ruled(), CHAIR) == replace(
        differ,
        resolved={1: Resolution(paper=seen, by=CHAIR, digest=there)},
        rulings={2: (RULING,)},
        differences=1,
        differing=(),
        asking=(1,),
    )


def test_a_number_that_no_paper_bears_is_settled_by_saying_so() -> None:
    differ = both("kkks", "kkss", rulings={2: (RULING,)})
    act = ruled(present=False)
    nothing = Resolution(paper=None, by=CHAIR, digest=digest(differ, act, CHAIR))
    assert after(differ, act, CHAIR) == replace(differ, resolved={1: nothing}, differences=1)


def test_conclusions_on_one_paper_stand_in_their_order_until_they_are_withdrawn() -> None:
    other = replace(RULING, name=3)
    asked = both("kkks", "kkks", rulings={1: (RULING,), 2: (other,)}, asking=(2,))
    act = DoubtfulRuled(**OF_BUNDLE, ballot=2, name=4, ruling="kept", reason="rõ", in_favour=5, of=7)
    done = after(asked, act, CHAIR)
    assert done == replace(asked, rulings={1: (RULING,), 2: (other, RULING)}, asking=())
    back = RulingsWithdrawn(**OF_BUNDLE, ballot=2, reason="xem lại")
    assert after(done, back, CHAIR) == replace(asked, rulings={1: (RULING,)}, asking=(2,))


# the rehearsal, and a whole log


def test_what_is_typed_in_the_rehearsal_changes_no_result() -> None:
    state = desk(bundle(entry(1), entry(2)), rehearsal=True)
    act = replace(entered(), rehearsal=True)
    contest = apply(state, line(state, act)).contests["bch"]
    assert list(contest.rehearsal.bundles[1].entries[0].ballots) == [1]
    assert (contest.real, contest.changed_at) == (Pile(), 0)


def evening() -> Bench:
    """An evening with a rehearsal, a correction, somebody sent away, a bundle voided, a conclusion, and the seal."""
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), CHAIR)
    bench.enter(FIRST, {1: "-", 2: "4"}, rehearsal=True, finish=False)
    bench.advance(Phase.COUNT)
    bench.do(ask.EnterAccount(contest="bch", summoned=4, present=4, issued=4, returned=4), CHAIR)
    bench.do(ask.MakeBundles(contest="bch", rehearsal=False, papers=4), CHAIR)
    bench.enter(FIRST, {1: "4", 2: "-", 3: "3?"}, finish=False)
    read = bench.bundle().entries[0].ballots[2].digest
    bench.do(ask.CorrectBallot(**OF_ENTRY, ballot=2, before=read, typed="34"), FIRST)
    bench.do(ask.RemovePerson(person=FIRST, reason="đổi ca"), CHAIR)
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="lẫn phiếu"), CHAIR)
    for person in (SECOND, THIRD):
        bench.enter(person, {1: "4", 2: "34", 3: "3?", 4: "-"}, 2)
    bench.do(replace(doubtful((3, "kept")), bundle=2, ballot=3), CHAIR)
    bench.advance(Phase.DECIDE)
    bench.do(ask.NoteFiles(contest="bch", ballots=4, files={}, upto=99), "")
    bench.advance(Phase.SIGN)
    bench.do(ask.SignMinutes(contest="bch", count_head="1" * 32), CHAIR)
    bench.do(ask.NoteSeal(file="record.zip", sha256="0" * 64, count_head="1" * 64, seal_head="2" * 64), CHAIR)
    return bench


def test_a_log_folded_at_once_or_in_two_parts_is_what_it_was_line_by_line() -> None:
    bench, state = evening(), State()
    for at, each in enumerate(bench.lines):
        assert fold(State(), bench.lines[:at]) == state
        assert fold(state, bench.lines[at:]) == bench.state
        state = apply(state, each)
    assert fold(state, []) == state == bench.state
