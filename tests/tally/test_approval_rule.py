"""Where the rules coincide, those elected are who wins by approval voting, with all ties, as abcvoting finds them.

They coincide in a re-vote, which needs no majority, and in a first vote where at least as many pass the threshold as
there are seats. abcvoting knows no invalid ballot and no threshold: it gets the valid ballots only.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from abcvoting import abcrules
from abcvoting.preferences import Profile
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.count import count
from tally.model import RawMark
from tally.outcome import Outcome, decide, decide_revote
from tally.validity import verdict
from tests.tally.strategies import Pile, piles

CHOSEN = {RawMark.KEPT.value, RawMark.AGREE.value}


def approved(pile: Pile) -> list[set[int]]:
    """The names each valid ballot votes for, counted from 0."""
    valid = (ballot for ballot in pile.ballots if verdict(ballot, pile.paper, pile.all_disagree) is None)
    return [{place for place, mark in enumerate(ballot.reading) if mark in CHOSEN} for ballot in valid]


def committees(names: int, seats: int, ballots: Iterable[set[int]]) -> set[frozenset[int]]:
    """Every winning committee, by ballot numbers."""
    profile = Profile(names)
    profile.add_voters([ballot for ballot in ballots if ballot])
    found = abcrules.compute_av(profile, seats, algorithm="standard", resolute=False)
    return {frozenset(place + 1 for place in committee) for committee in found}


def fillings(outcome: Outcome) -> set[frozenset[int]]:
    """Every way in which people could fill the seats an outcome leaves open among the tied."""
    ways = combinations(outcome.tied, outcome.seats_open) if outcome.tied else [()]
    return {frozenset((*outcome.elected, *way)) for way in ways}


@given(piles(max_names=6))
def test_a_re_vote_is_approval_voting_with_all_ties(pile: Pile) -> None:
    names, seats = pile.paper.names, min(pile.paper.seats, pile.paper.names)
    ballots = approved(pile)
    if not any(ballots):
        return  # abcvoting knows no election in which nobody votes for anybody
    votes = count(pile.ballots, pile.paper, pile.all_disagree).votes
    assert fillings(decide_revote(votes, seats=seats)) == committees(names, seats, ballots)


@given(piles(form=Form.STRIKE_OUT, max_names=6), st.integers(1, 6))
def test_a_first_vote_is_approval_voting_where_enough_pass(pile: Pile, needed: int) -> None:
    names, seats = pile.paper.names, pile.paper.seats
    votes = count(pile.ballots, pile.paper, pile.all_disagree).votes
    outcome = decide(votes, seats=seats, needed=needed)
    passed = sum(each >= needed for each in votes)
    winners = committees(names, seats, approved(pile)) if any(votes) else set()
    # With fewer above the threshold than seats the regulation leaves seats open and approval voting fills them.
    assert (fillings(outcome) == winners) == (passed >= seats)
