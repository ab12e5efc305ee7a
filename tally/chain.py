"""Votes that follow one another (các lần bầu nối nhau): a first vote and the rounds that come of it, as one chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tally.outcome import Placed, place_best
from tally.result import ContestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """One person on a list of some round, by ballot number there."""

    result: ContestResult
    number: int

    @property
    def name(self) -> str:
        """The name as it stood on that ballot."""
        return self.result.contest.slate.candidates[self.number - 1].name

    @property
    def votes(self) -> int:
        """The votes in that round."""
        return self.result.tally.votes[self.number - 1] if self.result.tally else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A first vote and everything after it; every round stands after the one it answers."""

    rounds: tuple[ContestResult, ...]

    @property
    def first(self) -> ContestResult:
        """The first vote."""
        return self.rounds[0]

    @property
    def elected(self) -> tuple[Seated, ...]:
        """Everybody elected over all rounds: in the order of the rounds, in each by votes."""
        return tuple(
            Seated(result=result, number=number) for result in self.rounds for number in result.outcome.elected
        )

    def number_in(self, ancestor: ContestResult, person: Seated) -> int | None:
        """What somebody was called in an earlier round; None for a name that a later round added to the list."""
        by_id = {result.contest.id: result for result in self.rounds}
        at, number = person.result, person.number
        while at.contest.id != ancestor.contest.id:
            before = at.contest.slate.candidates[number - 1].number_before
            parent = by_id.get(at.contest.after or "")
            if before is None or parent is None:
                return None
            at, number = parent, before
        return number

    def origin(self, person: Seated) -> Seated:
        """Somebody as on the first list of these that he stood on."""
        by_id = {result.contest.id: result for result in self.rounds}
        at, number = person.result, person.number
        while (parent := by_id.get(at.contest.after or "")) is not None:
            before = at.contest.slate.candidates[number - 1].number_before
            if before is None:
                break
            at, number = parent, before
        return Seated(result=at, number=number)


def chains(results: Sequence[ContestResult]) -> tuple[Chain, ...]:
    """The chains of a congress, in the order of their first votes."""
    return tuple(Chain(rounds=tuple(_following(result, results))) for result in results if result.contest.after is None)


def counted_before(result: ContestResult, results: Sequence[ContestResult]) -> int:
    """How many votes of a chain gave a result up to this one, itself included; annulled ones are not counted."""
    by_id = {other.contest.id: other for other in results}
    votes, at = 0, result
    seen: set[str] = set()
    while at.contest.id not in seen:
        seen.add(at.contest.id)
        votes += at.tally is not None
        at = by_id.get(at.contest.after or "", at)
    return votes


def alternate_cut(owner: ContestResult, chain: Chain) -> Placed | None:
    """Who become alternates (đại biểu dự khuyết) of a vote once its seats are full; None before that.

    Our reading of the delegates' article (law: RULES 2.12, recalled): when the official seats are full, by a re-vote
    too, the others above half of the vote itself follow by their votes in it, in ballot order of that vote.
    """
    if owner.tally is None or owner.needed is None or not owner.contest.alternates:
        return None
    places = (chain.number_in(owner, person) for person in chain.elected)
    elected = {number for number in places if number is not None}
    if len(elected) < owner.contest.seats:
        return None
    votes = owner.tally.votes
    left = [number for number, each in enumerate(votes, 1) if each >= owner.needed and number not in elected]
    return place_best(votes, left, owner.contest.alternates)


def _following(result: ContestResult, results: Sequence[ContestResult]) -> Iterator[ContestResult]:
    yield result
    for other in results:
        if other.contest.after == result.contest.id and other is not result:
            yield from _following(other, results)
