"""Papers entered one after another (nhập phiếu), folded together: a long log is read without a state for each paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tally.desk.paper_acts import BallotCorrected, BallotEntered, DifferenceRuled
from tally.desk.state import BundleEntry, DeskContest, Pile, State, Typed
from tally.desk.written import Written


class Entering:
    """Papers that were entered since a state was made: most of a log, and each changes little."""

    def __init__(self) -> None:
        """Nothing was entered yet."""
        self._clear()

    def _clear(self) -> None:
        self._last: Written | None = None
        self._last_at = ""
        self._ballots: dict[tuple[str, bool, int, int], dict[int, Typed]] = {}
        self._typed_at: dict[tuple[str, bool, int, int], str] = {}
        self._changed: dict[str, int] = {}
        self._typed_by: Counter[str] = Counter()
        self._seen_at: dict[str, str] = {}

    def takes(self, state: State, act: BallotEntered, line: Written) -> bool:
        """Take one more; False for a paper of a finished entry, where more than the entry changes."""
        key = (act.contest, act.rehearsal, act.bundle, act.entry)
        if key not in self._ballots:
            entry = state.contests[act.contest].pile(rehearsal=act.rehearsal).bundles[act.bundle].entries[act.entry - 1]
            if entry.finished:
                return False
            self._ballots[key] = dict(entry.ballots)
        self._ballots[key][act.ballot] = typed_as(act, line)
        self._typed_at[key] = line.at
        if not act.rehearsal:
            self._changed[act.contest] = line.sequence
        self._typed_by[line.by] += 1
        self._seen_at[line.by] = line.at
        self._last, self._last_at = line, max(self._last_at, line.at)
        return True

    def into(self, state: State) -> State:
        """The state with all that was taken, of which nothing is left here."""
        if self._last is None:
            return state
        contests = dict(state.contests)
        for name in {key[0] for key in self._ballots}:
            contests[name] = self._contest(contests[name])
        people = dict(state.people)
        for name in people.keys() & self._seen_at.keys():
            typed = people[name].typed + self._typed_by[name]
            people[name] = replace(people[name], typed=typed, last_at=self._seen_at[name])
        made = replace(
            state,
            sequence=self._last.sequence,
            head=self._last.digest,
            last_at=max(state.last_at, self._last_at),
            contests=contests,
            people=people,
        )
        self._clear()
        return made

    def _contest(self, contest: DeskContest) -> DeskContest:
        piles = {rehearsal: dict(contest.pile(rehearsal=rehearsal).bundles) for rehearsal in (False, True)}
        for key, ballots in self._ballots.items():
            name, rehearsal, number, place = key
            if name == contest.id:
                bundle = piles[rehearsal][number]
                entry = replace(bundle.entries[place - 1], ballots=ballots, last_at=self._typed_at[key])
                piles[rehearsal][number] = replace(bundle, entries=in_place(bundle.entries, entry))
        return replace(
            contest,
            real=Pile(bundles=piles[False]),
            rehearsal=Pile(bundles=piles[True]),
            changed_at=self._changed.get(contest.id, contest.changed_at),
        )


def typed_as(act: BallotEntered | BallotCorrected | DifferenceRuled, line: Written) -> Typed:
    """A paper as a line of the log says it."""
    return Typed(
        typed=act.typed,
        marks=act.marks,
        ground=act.ground,
        doubtful=act.doubtful,
        note=act.note,
        by=line.by,
        digest=line.digest,
    )


def in_place(entries: tuple[BundleEntry, ...], entry: BundleEntry) -> tuple[BundleEntry, ...]:
    """The entries of a bundle with one of them anew."""
    return (*entries[: entry.number - 1], entry, *entries[entry.number :])
