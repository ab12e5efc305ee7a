"""The ledger of rounds (tổng hợp các lần bầu): after all votes of a contest, who is elected and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.model import Vote
from tally.chain import Chain, Seated, alternate_cut, chains
from tally.outcome import Ending, NextVote
from tally.result import ContestResult
from tally.rounds import CongressResult, Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All rounds of one first contest as one result.

    ``elected`` and ``alternates`` in the order of the rounds, in each by votes. ``alternates_tied`` are those of
    whom a further re-vote would have to decide. ``pending`` are the votes a provision names that were not held.
    ``open``: people still have to decide or to vote.
    """

    chain: Chain
    elected: tuple[Seated, ...]
    alternates: tuple[Seated, ...]
    alternates_tied: tuple[Seated, ...]
    pending: tuple[Pending, ...]
    open: bool

    @property
    def first(self) -> ContestResult:
        """The first vote."""
        return self.chain.first

    @property
    def seats_open(self) -> int:
        """Seats nobody was elected to in any round."""
        return self.first.contest.seats - len(self.elected)

    @property
    def ends(self) -> Ending | None:
        """Why no further vote follows although seats are open, where a provision says so."""
        return next((result.outcome.ends for result in self.chain.rounds if result.outcome.ends), None)


def ledgers(result: CongressResult) -> tuple[Ledger, ...]:
    """The ledger of every first contest that elects, in the order of the file."""
    open_ids = {each.contest.id for each in result.open_contests}
    return tuple(_ledger(chain, open_ids) for chain in chains(result.contests) if chain.first.contest.vote.elects)


def _ledger(chain: Chain, open_ids: set[str]) -> Ledger:
    late = tuple(_late_alternates(chain))
    pending = (*_pending(chain), *(each.pending for each in late if each.pending))
    decided = any(each.owner.decision is not None for each in late)
    return Ledger(
        chain=chain,
        elected=chain.elected,
        alternates=(*_own_alternates(chain), *(person for each in late for person in each.inside)),
        alternates_tied=tuple(person for each in late for person in each.tied),
        pending=pending,
        open=any(each.contest.id in open_ids for each in chain.rounds)
        or (any(each.tied for each in late) and not decided),
    )


def _own_alternates(chain: Chain) -> Iterator[Seated]:
    """Those that a vote itself made alternates, its own re-votes at their cut included."""
    for result in chain.rounds:
        for number in result.outcome.alternates:
            yield Seated(result=result, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Late:
    """Alternates that follow only once a later round has filled the seats of ``owner``."""

    owner: ContestResult
    inside: tuple[Seated, ...]
    tied: tuple[Seated, ...]
    pending: Pending | None


def _late_alternates(chain: Chain) -> Iterator[_Late]:
    for owner in chain.rounds:
        # A vote whose own seats were full has placed its alternates itself.
        cut = alternate_cut(owner, chain) if owner.outcome.seats_open else None
        if cut is None:
            continue
        answered = any(other.for_alternates and other.contest.after == owner.contest.id for other in chain.rounds)
        tied = () if answered else cut.tied
        vote = NextVote(vote=Vote.REVOTE, seats=owner.contest.alternates - len(cut.inside), names=tied, needed=None)
        yield _Late(
            owner=owner,
            inside=tuple(Seated(result=owner, number=number) for number in cut.inside),
            tied=tuple(Seated(result=owner, number=number) for number in tied),
            pending=Pending(after=owner, vote=vote) if tied and owner.decision is None else None,
        )


def _pending(chain: Chain) -> Iterator[Pending]:
    """The votes the outcomes name that no counted round answers; a void box first needs its annulment."""
    answered = {result.contest.after for result in chain.rounds}
    for result in chain.rounds:
        following = result.outcome.next
        if following is None or result.contest.id in answered:
            continue
        if following.vote is not Vote.AGAIN or result.decision is not None:
            yield Pending(after=result, vote=following)
