"""Why somebody stands as he does (vì sao): what other numbers of votes, and other bases, would have meant.

Only one person's votes are changed at a time, all others' are held fixed; every answer comes from deciding again with
the contest's own provisions, never from a printed percentage. The other bases are there to be compared: the result is
the regulation's own and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rules.names import fold
from rules.parameter import Base
from tally.codes import parse_whole
from tally.outcome import Outcome, Standing
from tally.result import ContestResult
from tally.rounds import as_alternates


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """The numbers of votes, both ends included, with which one person would stand so."""

    fewest: int
    most: int
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How many votes more, or fewer, would change a standing, and into which."""

    votes: int
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseView:
    """What the same ballots give under one base; ``own``: it is the regulation's, and this is the result."""

    base: Base
    number: int
    needed: int
    outcome: Outcome
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One person in one contest: the standing, everything around it, and the margins on both sides.

    ``above`` are those with more votes, ``level`` those with as many, the person among them. ``ladder`` runs from no
    vote to as many as the base has people; empty in a void contest.
    """

    result: ContestResult
    number: int
    votes: int
    standing: Standing
    above: int
    level: int
    ladder: tuple[Rung, ...]
    gain: Margin | None
    loss: Margin | None

    @property
    def name(self) -> str:
        """As it stands on the ballot."""
        return self.result.contest.slate.candidates[self.number - 1].name


def numbers_of(result: ContestResult, asked: str) -> tuple[int, ...]:
    """Whom a name or a ballot number means in a contest; several where people have the same name, none where nobody."""
    people = result.contest.slate.candidates
    number = parse_whole(asked)
    if number is not None:
        return (number,) if 1 <= number <= len(people) else ()
    wanted = fold(asked).casefold()
    return tuple(number for number, person in enumerate(people, start=1) if fold(person.name).casefold() == wanted)


def explain(result: ContestResult, number: int) -> Explanation | None:
    """Explain one person's standing; None in a void contest, where nobody stands anyhow."""
    if result.tally is None:
        return None
    votes = result.tally.votes
    mine = votes[number - 1]
    ladder = _ladder(result, votes, number)
    at = next(place for place, rung in enumerate(ladder) if rung.fewest <= mine <= rung.most)
    up = ladder[at + 1] if at + 1 < len(ladder) else None
    down = ladder[at - 1] if at else None
    return Explanation(
        result=result,
        number=number,
        votes=mine,
        standing=result.outcome.standings[number - 1],
        above=sum(each > mine for each in votes),
        level=sum(each == mine for each in votes),
        ladder=ladder,
        gain=Margin(votes=up.fewest - mine, standing=up.standing) if up else None,
        loss=Margin(votes=mine - down.most, standing=down.standing) if down else None,
    )


def decide_again(result: ContestResult, votes: Sequence[int]) -> Outcome:
    """The outcome other votes would have had under the contest's own provisions and base."""
    outcome = result.terms.decide(votes, result.needed, result.account)
    return as_alternates(outcome) if result.for_alternates else outcome


def bases(result: ContestResult) -> tuple[BaseView, ...]:
    """The same ballots under each base side by side, where a base can matter.

    It does not in a re-vote, which needs no majority, for a void box, and where too few voters voted: there nobody is
    elected whatever shares are of.
    """
    if result.tally is None or result.terms.threshold is None or not result.terms.recognised(result.account):
        return ()
    views: list[BaseView] = []
    for base in _compared(result):
        number = result.account.taken_of(base)
        needed = result.terms.needed(number)
        if number is not None and needed is not None:
            outcome = result.terms.place(result.tally.votes, needed)
            own = base is result.terms.base
            views.append(BaseView(base=base, number=number, needed=needed, outcome=outcome, own=own))
    return tuple(views)


def _compared(result: ContestResult) -> Iterable[Base]:
    """Every base there is; without anybody excluded, "summoned" and "summoned less excluded" are one."""
    own = result.terms.base
    twins = {Base.SUMMONED, Base.SUMMONED_LESS_EXCLUDED}
    if any(result.account.excluded.values()):
        return tuple(Base)
    kept = own if own in twins else Base.SUMMONED
    return tuple(base for base in Base if base not in twins or base is kept)


def _ladder(result: ContestResult, votes: Sequence[int], number: int) -> tuple[Rung, ...]:
    """Every number of votes the person could have had; the standing changes only beside a number that others have."""
    most = max(result.account.base, *votes)
    turns = {0, result.needed or 0}
    for place, each in enumerate(votes, start=1):
        if place != number:
            turns |= {each, each + 1}
    starts = sorted(turn for turn in turns if turn <= most)
    rungs: list[Rung] = []
    others = list(votes)
    for start, after in pairwise((*starts, most + 1)):
        others[number - 1] = start
        standing = decide_again(result, others).standings[number - 1]
        if rungs and rungs[-1].standing is standing:
            rungs[-1] = Rung(fewest=rungs[-1].fewest, most=after - 1, standing=standing)
        else:
            rungs.append(Rung(fewest=start, most=after - 1, standing=standing))
    return tuple(rungs)
