"""Who is elected: every small vector of votes against the plain reading, properties, and cases a jurist can read.

Exhaustive: every vector of up to three names with 0 to 8 votes each, of four names with 0 to 6 and of five with 0 to
3, under every base for which the votes are possible, every number of seats up to one more than the names, and up to
two alternates. That holds every pile of ``test_count``, whose four ballots give 0 to 4 votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form, Vote
from tally.account import needed
from tally.count import count
from tally.model import Ballot
from tally.outcome import NextVote, Outcome, Standing, State, decide, decide_revote, ranks, void
from tally.validity import verdict
from tests.tally import plain
from tests.tally.builders import MORE_THAN_HALF
from tests.tally.strategies import Pile, piles

ELECTED, TIED = Standing.ELECTED, Standing.TIED_AT_CUT
NO_SEAT, NO_MAJORITY = Standing.MAJORITY_NO_SEAT, Standing.NO_MAJORITY


def half_of(base: int) -> int:
    """The votes needed under the provision's threshold."""
    return needed(MORE_THAN_HALF, base)


def revote(seats: int, *names: int) -> NextVote:
    """The re-vote among the tied: no majority is needed."""
    return NextVote(vote=Vote.REVOTE, seats=seats, names=names, needed=None)


def who(standings: Sequence[str], *said: str) -> tuple[int, ...]:
    """The ballot numbers of everybody who stands so, in ballot order."""
    return tuple(number for number, standing in enumerate(standings, start=1) if standing in said)


def assert_is_the_plain_reading(votes: Sequence[int], *, seats: int, base: int, alternates: int = 0) -> None:
    """Every part of the outcome follows from the standing of each person asked alone."""
    outcome = decide(votes, seats=seats, needed=half_of(base), alternates=alternates)
    plainly = [
        plain.standing(number, votes, seats=seats, base=base, alternates=alternates)
        for number in range(1, len(votes) + 1)
    ]
    elected = who(plainly, "elected")
    at_cut, at_alternate_cut = who(plainly, "tied_at_cut"), who(plainly, "tied_at_alternate_cut")
    became_alternates = who(plainly, "alternate")
    assert list(outcome.standings) == plainly
    assert outcome.elected == plain.by_votes(elected, votes)
    assert outcome.alternates == plain.by_votes(became_alternates, votes)
    assert outcome.tied == at_cut + at_alternate_cut
    assert outcome.seats_open == seats - len(elected)
    following: NextVote | None = None
    if at_cut:
        state, following = State.TIED, revote(seats - len(elected), *at_cut)
    elif at_alternate_cut:
        state, following = State.TIED, revote(alternates - len(became_alternates), *at_alternate_cut)
    elif len(elected) < seats:
        state, rest = State.SHORT, who(plainly, "no_majority")
        if rest:
            following = NextVote(vote=Vote.FURTHER, seats=seats - len(elected), names=rest, needed=base // 2 + 1)
    else:
        state = State.FILLED
    assert outcome.state is state
    assert outcome.next == following


@pytest.mark.parametrize(("names", "most"), [(1, 8), (2, 8), (3, 8), (4, 6), (5, 3)])
def test_every_small_vector_of_votes_is_decided_as_the_provision_reads(names: int, most: int) -> None:
    for votes in product(range(most + 1), repeat=names):
        for base, seats in product(range(max(1, *votes), most + 2), range(1, names + 2)):
            for alternates in range(3 if names > seats else 1):
                assert_is_the_plain_reading(votes, seats=seats, base=base, alternates=alternates)


@pytest.mark.parametrize(("names", "most"), [(1, 3), (2, 6), (3, 5), (4, 4)])
def test_every_small_re_vote_is_decided_as_the_provision_reads(names: int, most: int) -> None:
    for votes in product(range(most + 1), repeat=names):
        for seats in range(1, names + 1):
            outcome = decide_revote(votes, seats=seats)
            numbers = range(1, names + 1)
            plainly = [plain.standing_in_revote(number, votes, seats=seats) for number in numbers]
            elected, tied = who(plainly, "elected"), who(plainly, "tied_at_cut")
            assert list(outcome.standings) == plainly
            assert outcome.elected == plain.by_votes(elected, votes)
            assert outcome.tied == tied
            assert outcome.seats_open == seats - len(elected)
            assert outcome.state is (State.TIED if tied else State.FILLED)
            assert outcome.next == (revote(seats - len(elected), *tied) if tied else None)


@st.composite
def votes_cast(draw: st.DrawFn) -> tuple[tuple[int, ...], int, int]:
    """Votes of up to 30 names with many ties, the base, and the seats."""
    base = draw(st.integers(1, 60))
    votes = draw(st.lists(st.integers(0, base) | st.integers(base // 2, base // 2 + 2), min_size=1, max_size=30))
    return tuple(min(each, base) for each in votes), base, draw(st.integers(1, len(votes) + 1))


@given(votes_cast(), st.integers(0, 4))
def test_larger_vectors_are_decided_as_the_provision_reads(
    cast: tuple[tuple[int, ...], int, int], alternates: int
) -> None:
    votes, base, seats = cast
    assert_is_the_plain_reading(votes, seats=seats, base=base, alternates=alternates)


@given(votes_cast(), st.data())
def test_one_more_vote_for_a_person_never_unseats_that_person(
    cast: tuple[tuple[int, ...], int, int], data: st.DataObject
) -> None:
    votes, base, seats = cast
    outcome = decide(votes, seats=seats, needed=half_of(base))
    if not outcome.elected:
        return
    person = data.draw(st.sampled_from(outcome.elected))
    more = tuple(each + (number == person) for number, each in enumerate(votes, start=1))
    assert person in decide(more, seats=seats, needed=half_of(base)).elected


@given(pile_of=piles(form=Form.STRIKE_OUT, max_names=5), extra_base=st.integers(0, 5), data=st.data())
def test_one_more_paper_or_one_strike_less_for_a_person_never_unseats_that_person(
    pile_of: Pile, extra_base: int, data: st.DataObject
) -> None:
    paper = pile_of.paper
    votes_needed = half_of(len(pile_of.ballots) + 1 + extra_base)

    def elected(ballots: Sequence[Ballot]) -> tuple[int, ...]:
        return decide(count(ballots, paper).votes, seats=paper.seats, needed=votes_needed).elected

    for person in elected(pile_of.ballots):
        for_that_person = "".join("k" if number == person else "s" for number in range(1, paper.names + 1))
        assert person in elected((*pile_of.ballots, Ballot(0, for_that_person)))
        place = data.draw(st.integers(0, len(pile_of.ballots) - 1))
        chosen = pile_of.ballots[place]
        kept = Ballot(chosen.number, chosen.marks[: person - 1] + "k" + chosen.marks[person:], chosen.ruling)
        if verdict(kept, paper, None) is None:  # one strike less can make a paper vote for too many
            assert person in elected((*pile_of.ballots[:place], kept, *pile_of.ballots[place + 1 :]))


_WORSE_TO_BETTER = (NO_MAJORITY, NO_SEAT, TIED, ELECTED)


@pytest.mark.parametrize("names", [1, 2, 3, 4])
def test_one_more_vote_never_lowers_anybodys_own_standing(names: int) -> None:
    """Stronger, and exhaustive: not only the elected, everybody, tied and short alike; and in the re-vote too."""
    rank_of = {standing: rank for rank, standing in enumerate(_WORSE_TO_BETTER)}
    for votes in product(range(6), repeat=names):
        for place, seats, base in product(range(names), range(1, names + 1), range(max(1, *votes), 7)):
            more = tuple(each + (at == place) for at, each in enumerate(votes))
            before = decide(votes, seats=seats, needed=half_of(base)).standings[place]
            after = decide(more, seats=seats, needed=half_of(base)).standings[place]
            assert rank_of[after] >= rank_of[before]
            if decide_revote(votes, seats=seats).standings[place] is ELECTED:
                assert decide_revote(more, seats=seats).standings[place] is ELECTED


@given(votes_cast(), st.integers(0, 3))
def test_doubling_all_ballots_and_the_base_changes_nobodys_standing(
    cast: tuple[tuple[int, ...], int, int], alternates: int
) -> None:
    """It holds for every base, odd or even, because the provision compares 2 × votes with the base.

    The number needed does not double: of 10 it is 6 and of 20 it is 11; of 11 it is 6 and of 22 it is 12.
    """
    votes, base, seats = cast
    once = decide(votes, seats=seats, needed=half_of(base), alternates=alternates)
    doubled = tuple(2 * each for each in votes)
    twice = decide(doubled, seats=seats, needed=half_of(2 * base), alternates=alternates)
    assert twice.standings == once.standings
    assert (twice.state, twice.elected, twice.tied) == (once.state, once.elected, once.tied)
    assert (twice.alternates, twice.seats_open) == (once.alternates, once.seats_open)


@given(votes_cast(), st.integers(0, 3), st.data())
def test_relabelling_candidates_relabels_the_outcome(
    cast: tuple[tuple[int, ...], int, int], alternates: int, data: st.DataObject
) -> None:
    votes, base, seats = cast
    order = data.draw(st.permutations(range(len(votes))))
    before = decide(votes, seats=seats, needed=half_of(base), alternates=alternates)
    after = decide([votes[place] for place in order], seats=seats, needed=half_of(base), alternates=alternates)
    assert after.standings == tuple(before.standings[place] for place in order)
    assert {order[number - 1] + 1 for number in after.elected} == set(before.elected)
    assert {order[number - 1] + 1 for number in after.tied} == set(before.tied)
    assert {order[number - 1] + 1 for number in after.alternates} == set(before.alternates)
    assert (after.state, after.seats_open) == (before.state, before.seats_open)


@given(votes_cast())
def test_nobody_is_elected_over_somebody_with_more_votes_and_the_seats_are_never_exceeded(
    cast: tuple[tuple[int, ...], int, int],
) -> None:
    votes, base, seats = cast
    outcome = decide(votes, seats=seats, needed=half_of(base))
    assert len(outcome.elected) + outcome.seats_open == seats
    assert all(2 * votes[number - 1] > base for number in outcome.elected + outcome.tied)
    fewest = min((votes[number - 1] for number in outcome.elected), default=base + 1)
    others = [each for number, each in enumerate(votes, start=1) if number not in outcome.elected]
    assert all(each <= base // 2 or each < fewest for each in others)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_a_rank_is_one_more_than_how_many_have_more_votes(votes: list[int]) -> None:
    ranked = ranks(votes)
    for mine, rank in zip(votes, ranked, strict=True):
        assert rank == 1 + len([other for other in votes if other > mine])


def test_equal_votes_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks((7, 9, 7, 3)) == (2, 1, 2, 4)


# --- Cases. Ten members, six votes are needed, unless a case says otherwise. ---


def ten_members(*votes: int, seats: int, alternates: int = 0) -> Outcome:
    """The outcome among ten members."""
    return decide(votes, seats=seats, needed=6, alternates=alternates)


def test_exactly_half_is_not_more_than_half() -> None:
    outcome = ten_members(6, 5, seats=2)
    assert outcome.standings == (ELECTED, NO_MAJORITY)
    assert outcome.state is State.SHORT


def test_the_higher_votes_win_where_more_people_pass_than_there_are_seats() -> None:
    outcome = ten_members(7, 10, 8, 9, seats=3)
    assert outcome.elected == (2, 4, 3)
    assert outcome.standings == (NO_SEAT, ELECTED, ELECTED, ELECTED)
    assert (outcome.state, outcome.next, outcome.seats_open) == (State.FILLED, None, 0)


def test_equal_votes_among_the_elected_stand_in_ballot_order() -> None:
    assert ten_members(8, 9, 8, 9, seats=4).elected == (2, 4, 1, 3)


def test_a_tie_across_the_cut_elects_those_above_and_names_the_re_vote() -> None:
    outcome = ten_members(9, 7, 7, 8, 7, seats=3)
    assert outcome.state is State.TIED
    assert outcome.elected == (1, 4)
    assert outcome.tied == (2, 3, 5)
    assert outcome.seats_open == 1
    assert outcome.next == revote(1, 2, 3, 5)


def test_a_tie_that_fills_the_seats_exactly_is_no_tie_at_the_cut() -> None:
    outcome = ten_members(9, 7, 7, 6, seats=3)
    assert outcome.state is State.FILLED
    assert outcome.elected == (1, 2, 3)
    assert outcome.standings[3] is NO_SEAT


def test_a_tie_that_touches_the_cut_from_below_is_no_tie_at_the_cut() -> None:
    outcome = ten_members(9, 8, 6, 6, seats=2)
    assert outcome.state is State.FILLED
    assert outcome.standings == (ELECTED, ELECTED, NO_SEAT, NO_SEAT)


def test_a_tie_of_everybody_elects_nobody() -> None:
    outcome = ten_members(7, 7, 7, seats=2)
    assert outcome.elected == ()
    assert outcome.tied == (1, 2, 3)
    assert outcome.next == revote(2, 1, 2, 3)
    assert outcome.seats_open == 2


def test_a_tie_of_people_without_a_majority_is_a_shortfall() -> None:
    outcome = ten_members(8, 5, 5, seats=2)
    assert outcome.state is State.SHORT
    assert outcome.tied == ()
    assert outcome.next == NextVote(vote=Vote.FURTHER, seats=1, names=(2, 3), needed=6)


def test_a_shortfall_names_everybody_not_elected_for_the_further_vote() -> None:
    outcome = ten_members(8, 5, 7, 2, seats=3)
    assert outcome.elected == (1, 3)
    assert outcome.seats_open == 1
    assert outcome.next == NextVote(vote=Vote.FURTHER, seats=1, names=(2, 4), needed=6)


def test_nobody_with_a_majority_leaves_every_seat_open() -> None:
    outcome = ten_members(5, 4, 0, seats=2)
    assert outcome.state is State.SHORT
    assert outcome.elected == ()
    assert outcome.seats_open == 2
    assert outcome.standings == (NO_MAJORITY,) * 3


def test_everybody_elected_with_seats_left_has_nobody_to_vote_on_further() -> None:
    outcome = ten_members(9, 8, seats=3)
    assert (outcome.state, outcome.seats_open, outcome.next) == (State.SHORT, 1, None)


def test_one_name_of_a_secretary_is_elected_by_more_than_half_alone() -> None:
    assert ten_members(6, seats=1).elected == (1,)
    assert ten_members(5, seats=1).state is State.SHORT


def test_in_a_re_vote_the_higher_wins_below_half_and_even_with_no_votes_beyond_one() -> None:
    outcome = decide_revote((1, 0), seats=1)
    assert outcome.elected == (1,)
    assert outcome.standings == (ELECTED, Standing.NOT_ELECTED)
    assert outcome.state is State.FILLED


def test_a_re_vote_tied_again_stays_tied() -> None:
    outcome = decide_revote((4, 5, 4), seats=2)
    assert outcome.state is State.TIED
    assert outcome.elected == (2,)
    assert outcome.tied == (1, 3)
    assert outcome.next == revote(1, 1, 3)


def test_a_re_vote_with_too_few_names_is_short() -> None:
    assert decide_revote((4,), seats=2).state is State.SHORT


def test_alternates_are_the_next_above_half_from_high_to_low() -> None:
    # law/RULES.md row 2.12, recalled
    outcome = ten_members(10, 7, 9, 8, 5, seats=2, alternates=1)
    assert outcome.elected == (1, 3)
    assert outcome.alternates == (4,)
    assert outcome.standings == (ELECTED, NO_SEAT, ELECTED, Standing.ALTERNATE, NO_MAJORITY)
    assert outcome.state is State.FILLED


def test_a_tie_at_the_alternates_cut_leaves_the_elected_elected() -> None:
    outcome = ten_members(10, 7, 9, 7, 8, seats=2, alternates=2)
    assert outcome.elected == (1, 3)
    assert outcome.alternates == (5,)
    assert outcome.tied == (2, 4)
    assert outcome.standings[1] is outcome.standings[3] is Standing.TIED_AT_ALTERNATE_CUT
    assert (outcome.state, outcome.seats_open) == (State.TIED, 0)
    assert outcome.next == revote(1, 2, 4)


def test_there_are_no_alternates_before_the_seats_are_full() -> None:
    short = ten_members(10, 5, 5, seats=2, alternates=1)
    tied = ten_members(10, 7, 7, 6, seats=2, alternates=1)
    assert short.alternates == tied.alternates == ()
    assert Standing.ALTERNATE not in short.standings + tied.standings


def test_fewer_alternates_than_allotted_is_no_shortfall_of_the_contest() -> None:
    outcome = ten_members(10, 7, 5, seats=1, alternates=3)
    assert outcome.state is State.FILLED
    assert outcome.alternates == (2,)


def test_a_void_box_elects_nobody_and_is_voted_on_again_where_a_provision_says_so() -> None:
    outcome = void(3, seats=2, needed=68, vote_again=True)
    assert (outcome.state, outcome.elected, outcome.tied, outcome.standings) == (State.VOID, (), (), ())
    assert outcome.seats_open == 2
    assert outcome.next == NextVote(vote=Vote.AGAIN, seats=2, names=(1, 2, 3), needed=68)
    assert void(3, seats=2, needed=68, vote_again=False).next is None
