"""A deck (tập bản ghi lá phiếu): records of papers with several contests, each vote for up to N, and how it is counted.

No regulation is known of a deck: nobody is elected by counting it. Both counters count every contest; what NIST
SP 1500-100 reports (votes, overvotes, undervotes) follows from our tally.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rules.choice import Choices
from rules.errors import FaultList, UndecidedError
from rules.model import Form
from rules.phrase import phrase
from tally.model import Ballot, InvalidReason, Tally
from tally.result import count_twice
from tally.streamed import TOLD
from tally.validity import BallotForm, unclear

_AT_ONCE = 2000
"""Ballots of one contest counted at a time."""

_OFTEN = 1000
"""After so many records whoever listens is told how far it has come."""

Report = Callable[[int, int], None]
"""Told how many papers were read, and how many bytes of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One thing to vote for. ``id`` is the file's own; a write-in stands for every name written by hand."""

    id: str
    name: str
    write_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckContest:
    """A contest of a deck; a ballot may vote for up to ``votes_allowed`` of its selections."""

    id: str
    name: str
    votes_allowed: int
    selections: tuple[Selection, ...]

    @property
    def paper(self) -> BallotForm:
        """What the counters need to know of it: a selection voted for is a name kept."""
        return BallotForm(form=Form.STRIKE_OUT, names=len(self.selections), seats=self.votes_allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its place from 1, the number on its paper if it has one, and its marks by the contest's id.

    Marks are one letter a selection: kept where it is voted for, struck where not, unclear where people must say.
    ``times`` is how many papers are marked just so.
    """

    place: int
    number: int | None = None
    marks: Mapping[str, str] = field(hash=False)
    times: int = 1


class Deck(Protocol):
    """A file of records. ``kind`` names its format, ``sha256`` is of its bytes, in hex."""

    @property
    def file(self) -> str:
        """Its name in messages."""

    @property
    def kind(self) -> str:
        """``nist-cvr``, ``dominion``, ``preflib`` or ``pabulib``."""

    @property
    def contests(self) -> Sequence[DeckContest]:
        """Its contests, in its order."""

    @property
    def position(self) -> int:
        """How many bytes of it ``records`` has read."""

    def records(self) -> Iterator[Record]:
        """Its records, in its order; raises ``InputError`` with its faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestCount:
    """What was counted of one contest; ``tally`` has an entry a selection.

    ``overvotes`` and ``undervotes`` are NIST's, in votes, not papers: votes allowed × records = votes + overvotes +
    undervotes. An overvoted paper loses all its votes in the contest.
    """

    contest: DeckContest
    tally: Tally

    @property
    def overvoted(self) -> int:
        """Papers that vote for more than are allowed."""
        return self.tally.invalid_reasons.get(InvalidReason.OVERVOTE, 0)

    @property
    def blank(self) -> int:
        """Papers that vote for nobody."""
        return self.tally.invalid_reasons.get(InvalidReason.VOTES_FOR_NOBODY, 0)

    @property
    def overvotes(self) -> int:
        """Votes lost because a paper votes for too many."""
        return self.overvoted * self.contest.votes_allowed

    @property
    def undervotes(self) -> int:
        """Votes that papers could have cast and did not."""
        return self.contest.votes_allowed * self.tally.counted - sum(self.tally.votes) - self.overvotes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckCount:
    """A deck counted: how many records, and every contest in the deck's order."""

    file: str
    kind: str
    records: int
    contests: tuple[ContestCount, ...]


def count_deck(deck: Deck, report: Report | None = None) -> DeckCount:
    """Count every contest of a deck by ballot and by column, holding no more of it than the numbers of its papers.

    ``report`` is told now and then how many papers and how many bytes were read.
    Raises ``InputError`` with the faults of the file, ``UndecidedError`` where a mark is unclear.
    """
    counters = {contest.id: _Counter(contest) for contest in deck.contests}
    doubtful = FaultList(deck.file)
    records = 0
    for record in deck.records():
        records += record.times
        if report is not None and record.place % _OFTEN == 0:
            report(records, deck.position)
        for contest, marks in record.marks.items():
            ballot = Ballot(record.place, marks)
            if unclear((ballot,)):
                _note_unclear(record, contest, doubtful)
            else:
                counters[contest].add(ballot, record.times)
    if doubtful.faults:
        raise UndecidedError(tuple(doubtful.faults))
    return DeckCount(
        file=deck.file,
        kind=deck.kind,
        records=records,
        contests=tuple(counter.count() for counter in counters.values()),
    )


class _Counter:
    """Counts one contest, some ballots at a time."""

    def __init__(self, contest: DeckContest) -> None:
        self._contest = contest
        self._waiting: list[Ballot] = []
        self._tally = self._counted([])

    def add(self, ballot: Ballot, times: int) -> None:
        if times != 1:
            self._tally = _together(self._tally, _often(self._counted([ballot]), times))
            return
        self._waiting.append(ballot)
        if len(self._waiting) >= _AT_ONCE:
            self._take()

    def count(self) -> ContestCount:
        self._take()
        return ContestCount(contest=self._contest, tally=self._tally)

    def _take(self) -> None:
        self._tally = _together(self._tally, self._counted(self._waiting))
        self._waiting.clear()

    def _counted(self, ballots: Sequence[Ballot]) -> Tally:
        return count_twice(ballots, self._contest.paper, Choices())


def _together(one: Tally, other: Tally) -> Tally:
    reasons = Counter(one.invalid_reasons)
    reasons.update(other.invalid_reasons)  # «+» would drop what is zero

    def added(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(mine + theirs for mine, theirs in zip(first, second, strict=True))

    return Tally(
        valid=one.valid + other.valid,
        invalid_reasons=dict(reasons),
        votes=added(one.votes, other.votes),
        against=added(one.against, other.against),
        not_counted=added(one.not_counted, other.not_counted),
    )


def _often(tally: Tally, times: int) -> Tally:
    """The tally of a pile so many times as large."""
    return Tally(
        valid=tally.valid * times,
        invalid_reasons={reason: number * times for reason, number in tally.invalid_reasons.items() if times},
        votes=tuple(number * times for number in tally.votes),
        against=tuple(number * times for number in tally.against),
        not_counted=tuple(number * times for number in tally.not_counted),
    )


def _note_unclear(record: Record, contest: str, faults: FaultList) -> None:
    if len(faults.faults) >= TOLD:
        return
    faults.add(
        "deck.unclear",
        phrase("bản ghi thứ {place}, nội dung «{contest}» có dấu không rõ", place=record.place, contest=contest),
        phrase("kết luận về dấu đó ở nơi đã tạo ra tệp (bản «modified»), rồi xuất lại"),
        seen=record.number if record.number is not None else record.place,
    )
