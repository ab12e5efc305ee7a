"""Papers entered one after another: folded together they give what each alone would have given, in far fewer states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import pytest

from tally.desk.acts import Act, BallotCorrected, BallotEntered, BundleFinished, BundlesMade, DifferenceRuled
from tally.desk.entering import Entering, in_place, typed_as
from tally.desk.fold import apply, fold
from tally.desk.state import BundleEntry, Pile, State, Typed
from tally.desk.written import Written, write
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, Bench, declared

CONTESTS = ("bch", "bi-thu")


def following(state: State, *said: tuple[str, Act], minutes: Sequence[int] = range(30, 60)) -> list[Written]:
    """Lines that come after a state, each by somebody, at these minutes of the hour."""
    lines: list[Written] = []
    for (by, act), minute in zip(said, minutes, strict=False):
        line = write(
            act,
            sequence=state.sequence + len(lines) + 1,
            previous=lines[-1].digest if lines else state.head,
            at=f"2020-03-15T14:{minute:02d}:00+00:00",
            by=by,
        )
        lines.append(line)
    return lines


def entered(
    ballot: int, *, contest: str = "bch", rehearsal: bool = False, bundle: int = 1, entry: int = 1
) -> BallotEntered:
    """A paper on which the last of four names is struck, with a note and a flag."""
    return BallotEntered(
        contest=contest,
        rehearsal=rehearsal,
        bundle=bundle,
        entry=entry,
        ballot=ballot,
        typed="4!0",
        marks="kkks",
        ground="",
        doubtful=True,
        note=f"lá {ballot}",
    )


@pytest.fixture
def state() -> State:
    """Two contests at the desk, in each two bundles of two papers, and as many of the rehearsal."""
    made = [
        BundlesMade(contest=contest, rehearsal=rehearsal, numbers=(1, 2), firsts=(1, 3), lasts=(2, 4), papers=(2, 2))
        for contest in CONTESTS
        for rehearsal in (False, True)
    ]
    opened = Bench.open(*(declared(contest) for contest in CONTESTS)).state
    return fold(opened, following(opened, *((CHAIR, act) for act in made), minutes=range(1, 5)))


EVENING = (
    (FIRST, entered(1)),
    (SECOND, entered(2, entry=2)),
    (SECOND, entered(1, entry=2)),
    (FIRST, entered(2)),
    (SECOND, entered(3, bundle=2)),
    (FIRST, entered(1, rehearsal=True, entry=2)),
    (SECOND, entered(2, contest="bi-thu")),
    (FIRST, entered(4, contest="bi-thu", rehearsal=True, bundle=2, entry=2)),
    ("", entered(1, contest="bi-thu")),
    ("Người Lạ", entered(1, contest="bi-thu", entry=2)),
)
"""Papers of both contests, of the count and of the rehearsal, by two clerks and by two whom the desk does not know."""


def test_papers_taken_together_give_the_state_that_one_after_another_gives(state: State) -> None:
    lines = following(state, *EVENING)
    entering = Entering()
    assert all(entering.takes(state, act, line) for (_, act), line in zip(EVENING, lines, strict=True))
    assert entering.into(state) == reduce(apply, lines, state)


def test_papers_of_an_entry_stay_in_the_order_in_which_they_were_typed(state: State) -> None:
    lines = following(state, *EVENING)
    first, second = fold(state, lines).contests["bch"].real.bundles[1].entries
    assert (list(first.ballots), list(second.ballots)) == ([1, 2], [2, 1])


def test_one_paper_changes_its_entry_its_contest_and_whoever_typed_it_and_nothing_else(state: State) -> None:
    (line,) = following(state, (FIRST, entered(3, contest="bi-thu", bundle=2, entry=2)))
    contest = state.contests["bi-thu"]
    bundle = contest.real.bundles[2]
    paper = Typed(typed="4!0", marks="kkks", ground="", doubtful=True, note="lá 3", by=FIRST, digest=line.digest)
    filled = replace(bundle.entries[1], ballots={3: paper}, last_at=line.at)
    changed = replace(bundle, entries=(bundle.entries[0], filled))
    assert fold(state, [line]) == replace(
        state,
        sequence=line.sequence,
        head=line.digest,
        last_at=line.at,
        contests={
            **state.contests,
            "bi-thu": replace(
                contest, real=Pile(bundles={**contest.real.bundles, 2: changed}), changed_at=line.sequence
            ),
        },
        people={**state.people, FIRST: replace(state.people[FIRST], typed=1, last_at=line.at)},
    )


def test_papers_of_the_rehearsal_do_not_make_the_files_of_the_count_old(state: State) -> None:
    before = state.contests["bch"]
    after = fold(state, following(state, (FIRST, entered(1, rehearsal=True)))).contests["bch"]
    assert (after.changed_at, after.real) == (before.changed_at, before.real)
    assert after.rehearsal.bundles[1].typed == 1


def test_what_was_typed_before_stays_and_is_counted_on(state: State) -> None:
    begun = fold(state, following(state, *EVENING[:3]))
    lines = following(begun, *EVENING[3:], minutes=range(45, 60))
    entering = Entering()
    assert all(entering.takes(begun, act, line) for (_, act), line in zip(EVENING[3:], lines, strict=True))
    after = entering.into(begun)
    assert after == reduce(apply, lines, begun)
    assert list(after.contests["bch"].real.bundles[1].entries[0].ballots) == [1, 2]
    assert [after.people[person].typed for person in (FIRST, SECOND)] == [4, 4]
    assert begun.contests["bch"].real.bundles[1].typed == 3


def test_a_clock_set_back_does_not_make_the_last_line_earlier_but_each_paper_has_the_time_of_its_line(
    state: State,
) -> None:
    lines = following(state, *EVENING[:3], minutes=(50, 40, 30))
    after = fold(state, lines)
    assert after == reduce(apply, lines, state)
    assert after.last_at == lines[0].at
    assert after.contests["bch"].real.bundles[1].entries[1].last_at == after.people[SECOND].last_at == lines[2].at
    (late,) = following(after, EVENING[3], minutes=(20,))
    assert fold(after, [late]).last_at == lines[0].at


def test_nothing_taken_changes_nothing_and_nothing_is_put_in_twice(state: State) -> None:
    entering = Entering()
    assert entering.into(state) is state
    (line,) = following(state, EVENING[0])
    assert entering.takes(state, EVENING[0][1], line)
    after = entering.into(state)
    assert entering.into(after) is after


def test_a_paper_of_a_finished_entry_is_not_taken(state: State) -> None:
    """No desk writes such a line; a log that has one is still read as it stands."""
    done = BundleFinished(contest="bch", rehearsal=False, bundle=1, entry=2, papers=2)
    finished = fold(state, following(state, *EVENING[:3], (SECOND, done)))
    (line,) = following(finished, (SECOND, entered(2, entry=2)), minutes=(50,))
    entering = Entering()
    assert not entering.takes(finished, entered(2, entry=2), line)
    assert entering.into(finished) is finished
    assert fold(finished, [line]) == apply(finished, line)


def test_other_acts_between_papers_come_in_their_place(state: State) -> None:
    done = BundleFinished(contest="bch", rehearsal=False, bundle=1, entry=2, papers=2)
    lines = following(state, *EVENING[:3], (SECOND, done), *EVENING[3:], (SECOND, entered(2, entry=2)))
    assert fold(state, lines) == reduce(apply, lines, state)


SAID = {"contest": "bch", "typed": "-!4", "marks": "kkkk", "ground": "signed", "note": "góc phiếu"}


@pytest.mark.parametrize(
    "act",
    [
        BallotEntered(**SAID, rehearsal=False, bundle=1, ballot=1, doubtful=False, entry=1),
        BallotCorrected(**SAID, rehearsal=False, bundle=1, ballot=1, doubtful=False, entry=1, before=""),
        DifferenceRuled(**SAID, rehearsal=False, bundle=1, ballot=1, doubtful=False, present=True),
    ],
    ids=lambda act: act.type,
)
def test_a_paper_reads_as_the_line_that_says_it(
    state: State, act: BallotEntered | BallotCorrected | DifferenceRuled
) -> None:
    (line,) = following(state, (SECOND, act))
    assert typed_as(act, line) == Typed(
        typed="-!4", marks="kkkk", ground="signed", doubtful=False, note="góc phiếu", by=SECOND, digest=line.digest
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_stands_anew_in_its_own_place(number: int) -> None:
    entries = tuple(BundleEntry(number=each) for each in (1, 2, 3))
    anew = BundleEntry(number=number, holder=FIRST)
    placed = in_place(entries, anew)
    assert [each.number for each in placed] == [1, 2, 3]
    assert [each.number for each in placed if each.holder] == [number]
