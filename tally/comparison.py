"""Two or three counts of the same pile (so các lần kiểm): which ballots differ, and what each difference does.

With numbers on the papers a ballot is compared with itself. Without them a pile is a multiset of papers, and the
smallest set of differences is named: papers that only one count has, paired so that the pairs differ in the fewest
marks. Of three counts the majority is known wherever two agree, and who stands alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from tally.model import Ballot, InvalidReason
from tally.pairing import cheapest_pairs

MOST_PAIRED = 200
"""Papers on one side that are still paired; beyond, the counts are of different piles and pairs mean nothing."""

MOST_JUDGED = 100
"""Differences whose effect on the outcome is worked out one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a count of a pile ends: the votes in ballot order, the state, and who is elected; None: no result."""

    votes: tuple[int, ...] | None
    state: str
    elected: tuple[int, ...]

    def same_outcome(self, other: Ending) -> bool:
        """Whether the same people are elected and the contest stands alike, whatever the votes."""
        return self.state == other.state and set(self.elected) == set(other.elected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """How papers count: ``ending`` of a pile, None where it cannot be counted (a mark nobody ruled on).

    ``verdict`` of one ballot: the reason it is invalid, None if it is valid or nobody can tell yet.
    """

    ending: Callable[[tuple[Ballot, ...]], Ending | None]
    verdict: Callable[[Ballot], InvalidReason | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """One count of a contest: its name for people, and the ballots as it has them."""

    name: str
    stamped: bool
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What it does to the first count to have this paper as another count has it.

    ``votes`` is the change for each name in ballot order; ``changes_outcome`` None where nobody can tell.
    """

    votes: tuple[int, ...] | None
    changes_outcome: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One paper that the counts do not have alike, as each has it (None: not at all).

    ``number`` is None for papers without; ``verdicts`` are why each is invalid, None if valid. ``alone`` is the place
    of the one count of three that stands alone, None if all three differ and among two counts. ``effects`` are those
    of the second and third count.
    """

    number: int | None
    papers: tuple[Ballot | None, ...]
    verdicts: tuple[InvalidReason | None, ...]
    alone: int | None
    effects: tuple[Effect, ...]

    @property
    def names(self) -> tuple[int, ...]:
        """The names that are not marked alike, by ballot number."""
        readings = [paper.reading for paper in self.papers if paper is not None]
        return tuple(at for at, marks in enumerate(zip(*readings, strict=True), start=1) if len(set(marks)) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing the counts of one contest found. ``majority`` is how the pile ends as most counts have it.

    It is None among two counts, where some paper has no majority (``undecided`` are those), and where the papers that
    two have each time are together no pile that any count could be of.
    """

    piles: tuple[Pile, ...]
    by_number: bool
    differences: tuple[Difference, ...]
    endings: tuple[Ending | None, ...]
    majority: Ending | None
    undecided: int

    @property
    def alone(self) -> tuple[int, ...]:
        """How often each count stands alone."""
        return tuple(
            sum(difference.alone == place for difference in self.differences) for place in range(len(self.piles))
        )


def compare(piles: Sequence[Pile], judge: Judge) -> Comparison:
    """Compare two or three counts of one contest; by number if every count has numbers that are on the papers."""
    by_number = all(pile.stamped for pile in piles)
    rows = _by_number(piles) if by_number else _without_numbers(piles)
    differing = [row for row in rows if len(set(row.papers)) > 1]
    held = Counter(piles[0].ballots)
    before = judge.ending(piles[0].ballots)
    differences = tuple(
        Difference(
            number=row.number,
            papers=row.papers,
            verdicts=tuple(None if paper is None else judge.verdict(paper) for paper in row.papers),
            alone=_alone(row.papers),
            effects=tuple(
                _effect(row.papers[0], other, held, judge, before if at < MOST_JUDGED else None)
                for other in row.papers[1:]
            ),
        )
        for at, row in enumerate(differing)
    )
    kept = _majority_pile(rows)
    sizes = [len(pile.ballots) for pile in piles]
    is_pile = len(piles) > _TWO and min(sizes) <= len(kept) <= max(sizes)
    undecided = sum(_majority(row.papers) is _UNDECIDED for row in differing) if len(piles) > _TWO else 0
    return Comparison(
        piles=tuple(piles),
        by_number=by_number,
        differences=differences,
        endings=(before, *(judge.ending(pile.ballots) for pile in piles[1:])),
        majority=judge.ending(kept) if is_pile and not undecided else None,
        undecided=undecided,
    )


_TWO = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """One paper as each count has it."""

    number: int | None
    papers: tuple[Ballot | None, ...]


class _Undecided:
    """No majority among three."""


_UNDECIDED = _Undecided()


def _by_number(piles: Sequence[Pile]) -> list[_Row]:
    numbered = [{ballot.number: ballot for ballot in pile.ballots} for pile in piles]
    numbers = sorted({number for pile in numbered for number in pile})
    return [_Row(number, tuple(pile.get(number) for pile in numbered)) for number in numbers]


def _without_numbers(piles: Sequence[Pile]) -> list[_Row]:
    """Papers that all counts have stand in rows of their own; of the rest each row holds the nearest ones."""
    counters = [Counter(replace(ballot, number=0) for ballot in pile.ballots) for pile in piles]
    common = reduce(and_, counters)
    rows: list[tuple[Ballot | None, ...]] = [(ballot,) * len(piles) for ballot in _sorted(common.elements())]
    rests = [counter - common for counter in counters]
    if len(rests) > _TWO:
        rows += _two_against_one(rests)
    return [_Row(None, papers) for papers in (*rows, *_aligned([_sorted(rest.elements()) for rest in rests]))]


def _two_against_one(rests: list[Counter[Ballot]]) -> Iterator[tuple[Ballot | None, ...]]:
    """Rows in which two of three counts agree, each with the nearest paper only the third has; taken from the rests."""
    places = range(len(rests))
    agreed = [reduce(and_, (rests[place] for place in places if place != third)) for third in places]
    for place in places:
        for third in places:
            if place != third:
                rests[place] = rests[place] - agreed[third]
    for third in places:
        pairs = [(ballot,) for ballot in _sorted(agreed[third].elements())]
        for pair, lonely in _nearest(pairs, _sorted(rests[third].elements())):
            if pair is None:
                continue
            if lonely is not None:
                rests[third] = rests[third] - Counter([lonely])
            row = (pair[0],) * len(rests)
            yield (*row[:third], lonely, *row[third + 1 :])


def _aligned(rests: Sequence[list[Ballot]]) -> Iterator[tuple[Ballot | None, ...]]:
    """Put the papers of every count beside those they differ from least; a third count beside the pairs of two."""
    rows: list[tuple[Ballot | None, ...]] = [(ballot,) for ballot in rests[0]]
    for place, rest in enumerate(rests[1:], start=1):
        rows = [((None,) * place if row is None else row) + (ballot,) for row, ballot in _nearest(rows, rest)]
    return iter(rows)


def _nearest(
    rows: Sequence[tuple[Ballot | None, ...]], ballots: Sequence[Ballot]
) -> list[tuple[tuple[Ballot | None, ...] | None, Ballot | None]]:
    """Pair rows with ballots so that the fewest marks differ; what has no partner stands beside None."""
    if max(len(rows), len(ballots)) <= MOST_PAIRED:
        costs = [[_distance(row, ballot) for ballot in ballots] for row in rows]
        pairs = cheapest_pairs(costs, len(rows), len(ballots), alone=_ALONE)
    else:
        pairs = [(at, None) for at in range(len(rows))] + [(None, at) for at in range(len(ballots))]
    return [(None if row is None else rows[row], None if ballot is None else ballots[ballot]) for row, ballot in pairs]


_ALONE = 1_000_000
"""A paper without a partner costs more than any difference in marks: as few as possible are left alone."""


def _distance(row: tuple[Ballot | None, ...], ballot: Ballot) -> int:
    """Marks that differ from the papers already in the row; another ruling on the whole paper counts as one."""
    return sum(
        sum(mine != other for mine, other in zip(paper.reading, ballot.reading, strict=True))
        + (paper.ruling != ballot.ruling)
        for paper in row
        if paper is not None
    )


def _alone(papers: Sequence[Ballot | None]) -> int | None:
    if len(papers) == _TWO:
        return None
    times = Counter(papers)
    lonely = [place for place, paper in enumerate(papers) if times[paper] == 1]
    return lonely[0] if len(lonely) == 1 else None


def _majority(papers: Sequence[Ballot | None]) -> Ballot | _Undecided | None:
    """What most counts have; None is that most have no such paper."""
    paper, times = Counter(papers).most_common(1)[0]
    return paper if times > len(papers) // 2 else _UNDECIDED


def _majority_pile(rows: Iterable[_Row]) -> tuple[Ballot, ...]:
    found = (_majority(row.papers) for row in rows)
    return tuple(paper for paper in found if isinstance(paper, Ballot))


def _effect(
    mine: Ballot | None,
    other: Ballot | None,
    kept: Counter[Ballot],
    judge: Judge,
    before: Ending | None,
) -> Effect:
    if mine == other:
        return Effect(votes=(), changes_outcome=False)
    if before is None:
        return Effect(votes=None, changes_outcome=None)
    swapped = kept.copy()
    if mine is not None:
        # Papers without numbers were compared as number 0: any like it in the pile stands for it.
        like = mine if mine in swapped else next(each for each in swapped if replace(each, number=0) == mine)
        swapped[like] -= 1
    if other is not None:
        swapped[other] += 1
    after = judge.ending(tuple(swapped.elements()))
    if after is None or after.votes is None or before.votes is None:
        return Effect(votes=None, changes_outcome=None if after is None else not before.same_outcome(after))
    change = tuple(new - old for old, new in zip(before.votes, after.votes, strict=True))
    return Effect(votes=change, changes_outcome=not before.same_outcome(after))


def _sorted(ballots: Iterable[Ballot]) -> list[Ballot]:
    return sorted(ballots, key=lambda each: (each.marks, each.ruling or "", repr(each.mark_rulings)))
