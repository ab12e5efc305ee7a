"""The provisions a result rests on (căn cứ), step by step in the order a reader follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.citation import Citation
from rules.model import Contest, Vote
from rules.regulation import Provision, Rules
from tally.account import Account
from tally.outcome import Outcome, State
from tally.terms import family


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a result and the provision behind it.

    Steps are ``base``, ``turnout``, ``needed``, ``order``, ``tie``, ``short``, ``extra_election``, ``last_round``,
    ``alternates``, ``from_among``, ``committee_from``, ``over_issued`` and ``validity``.
    """

    step: str
    provision: Provision

    @property
    def citation(self) -> Citation:
        """How the result cites it."""
        return self.provision.citation


def steps_of(
    contest: Contest,
    rules: Rules,
    account: Account,
    outcome: Outcome,
    invalid: Iterable[str],
) -> Iterator[Step]:
    """Every provision of a contest's count; ``invalid`` are the grounds that occurred."""
    asks = family(contest)
    for step in _names(contest, outcome):
        yield from cite(step, rules.one(f"{asks}.{step}", contest))
        if step == "base" and contest.vote.elects:
            yield from _cite_reasons(step, rules.for_contest("count.excluded", contest), account.excluded)
    if account.over_issued:  # of more than came out of the box at the public count no provision was seen
        yield from cite("over_issued", rules.one("count.over_issued", contest))
    if outcome.state is not State.VOID:
        yield from cite("validity", rules.one("ballot.valid", contest))
        yield from _cite_reasons("validity", rules.for_contest("ballot.invalid", contest), invalid)


def cite(step: str, provision: Provision | None) -> Iterator[Step]:
    """The step, if a provision rules it."""
    if provision is not None:
        yield Step(step=step, provision=provision)


def _names(contest: Contest, outcome: Outcome) -> tuple[str, ...]:
    revote = contest.held_as is Vote.REVOTE  # which needs no majority
    if outcome.state is State.VOID or not contest.vote.elects:
        return ("base", "tie") if revote else ("base", "needed")  # nobody is placed
    if outcome.state is State.NOT_RECOGNISED:
        return ("base", "turnout")
    if revote:
        return ("base", "order", "tie")
    steps = ("base", "turnout", "needed", "order", "tie", "short", "extra_election")
    return (*steps, "alternates") if contest.alternates else steps


def _cite_reasons(step: str, provisions: Iterable[Provision], used: Iterable[str]) -> Iterator[Step]:
    """Of provisions that list reasons, those with a reason that was used."""
    reasons = set(used)
    return (Step(step=step, provision=provision) for provision in provisions if reasons & set(provision.reasons))
