"""Papers entered one after another (nhập phiếu), folded together: a long log is read without a state for each paper."""

from __future__ import annotations

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
        self._entries: dict[tuple[str, bool, int, int], tuple[dict[int, Typed], str]] = {}
        self._changed: dict[str, int] = {}
        self._people: dict[str, tuple[int, str]] = {}

    def takes(self, state: State, act: BallotEntered, line: Written) -> bool:
        """Take one more; False for a paper of a finished entry, where more than the entry changes."""
        key = (act.contest, act.rehearsal, act.bundle, act.entry)
        known = self._entries.get(key)
        if known is None:
            entry = state.contests[act.contest].pile(rehearsal=act.rehearsal).bundles[act.bundle].entries[act.entry - 1]
            if entry.finished:
                return False
            known = (dict(entry.ballots), "")
        known[0][act.ballot] = typed_as(act, line)
        self._entries[key] = (known[0], line.at)
        if not act.rehearsal:
            self._changed[act.contest] = line.sequence
        count, _ = self._people.get(line.by, (0, ""))
        self._people[line.by] = (count + 1, line.at)
        self._last, self._last_at = line, max(self._last_at, line.at)
        return True

    def into(self, state: State) -> State:
        """The state with all that was taken, of which nothing is left here."""
        if self._last is None:
            return state
        contests = dict(state.contests)
        for name in {key[0] for key in self._entries}:
            contests[name] = self._contest(contests[name])
        people = dict(state.people)
        for name, (count, at) in self._people.items():
            if name in people:
                people[name] = replace(people[name], typed=people[name].typed + count, last_at=at)
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
        for (name, rehearsal, number, place), (ballots, at) in self._entries.items():
            if name == contest.id:
                bundle = piles[rehearsal][number]
                entry = replace(bundle.entries[place - 1], ballots=ballots, last_at=at)
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
