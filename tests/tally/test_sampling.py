"""The draw anyone can repeat, and its exact risk: held to shells, to every possible draw, to every changed pile."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.count import count
from tally.model import Ballot
from tally.outcome import Outcome, Standing, decide, decide_revote
from tally.sampling import Judged, draw, enough, judge, papers_to_change, read_seed, risk, ticket
from tally.validity import BallotForm
from tests.tally.strategies import marks_on, papers

SEED = "41625364152231465431"
NUMBERS = st.sets(st.integers(1, 500), max_size=60)
COUNTS = st.integers(1, 70)


def test_a_ticket_is_what_a_shell_makes_of_the_line() -> None:
    assert ticket(SEED, "bch", 12) == hashlib.sha256(b"41625364152231465431,bch,12").hexdigest()


def test_the_draw_of_a_seed_never_changes() -> None:
    assert draw(range(1, 249), seed=SEED, contest="bch", count=5) == tuple(
        sorted(range(1, 249), key=lambda ballot: hashlib.sha256(f"{SEED},bch,{ballot}".encode()).digest())[:5]
    )


@given(NUMBERS, COUNTS)
def test_drawing_more_adds_and_takes_nothing_away(numbers: set[int], number: int) -> None:
    drawn = draw(numbers, seed=SEED, contest="bch", count=number)
    assert draw(numbers, seed=SEED, contest="bch", count=number + 1)[: len(drawn)] == drawn
    assert len(set(drawn)) == len(drawn) == min(number, len(numbers))
    assert set(drawn) <= numbers


@given(NUMBERS, st.integers(501, 600), COUNTS)
def test_one_ballot_more_in_the_pile_moves_at_most_one_other(numbers: set[int], added: int, number: int) -> None:
    before = draw(numbers, seed=SEED, contest="bch", count=number)
    after = draw(numbers | {added}, seed=SEED, contest="bch", count=number)
    assert len(set(before) - set(after)) <= 1


def test_another_contest_has_another_draw() -> None:
    assert draw(range(1, 99), seed=SEED, contest="a", count=9) != draw(range(1, 99), seed=SEED, contest="b", count=9)


@pytest.mark.parametrize("text", ["", "6" * 19, "6" * 19 + "x", "sáu" * 20, "-" * 20])
def test_what_is_no_seed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="20 digits"):
        read_seed(text)


def test_a_seed_is_read_as_it_was_written_down() -> None:
    assert read_seed("41625 36415 22314\n65431 ") == SEED


@given(st.integers(1, 8), st.data())
def test_the_risk_is_the_share_of_all_draws_that_show_no_more(ballots: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, ballots))
    drawn = data.draw(st.integers(0, ballots))
    found = data.draw(st.integers(0, drawn))
    draws = list(combinations(range(ballots), drawn))
    showing = sum(sum(ballot < wrong for ballot in each) <= found for each in draws)
    assert risk(ballots=ballots, wrong=wrong, drawn=drawn, found=found) == Fraction(showing, len(draws))


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([Fraction(1, 20), Fraction(1, 10), Fraction(1, 100)]))
def test_enough_is_the_fewest_that_are_enough(ballots: int, wrong: int, limit: Fraction) -> None:
    fewest = enough(ballots=ballots, wrong=wrong, limit=limit)
    assert risk(ballots=ballots, wrong=wrong, drawn=fewest, found=0) <= limit
    if fewest:
        assert risk(ballots=ballots, wrong=wrong, drawn=fewest - 1, found=0) > limit


def test_more_wrong_than_there_are_cannot_be() -> None:
    assert risk(ballots=5, wrong=6, drawn=0, found=0) == 0


def outcome_of(
    piles: Sequence[str], paper: BallotForm, needed: int | None, alternates: int
) -> tuple[list[int], Outcome]:
    """Votes and outcome of the marks of a pile; who would not be valid does not count."""
    tally = count([Ballot(number, marks) for number, marks in enumerate(piles, 1)], paper, None)
    if needed is None:
        return list(tally.votes), decide_revote(tally.votes, seats=paper.seats)
    return list(tally.votes), decide(tally.votes, seats=paper.seats, needed=needed, alternates=alternates)


def side(standing: Standing) -> str:
    """On which side of the cuts somebody stands."""
    outside = {Standing.MAJORITY_NO_SEAT, Standing.NO_MAJORITY, Standing.NOT_ELECTED}
    return "outside" if standing in outside else standing.value


@given(st.data())
def test_fewer_wrong_papers_than_named_never_change_a_standing(data: st.DataObject) -> None:
    paper = data.draw(papers(form=Form.STRIKE_OUT, max_names=5))
    marks = marks_on(paper)
    pile = data.draw(st.lists(marks, min_size=1, max_size=8))
    needed = data.draw(st.none() | st.integers(1, 6))
    alternates = 0 if needed is None else data.draw(st.integers(0, 2))
    votes, outcome = outcome_of(pile, paper, needed, alternates)
    named = papers_to_change(votes, outcome, needed=needed, alternates=alternates)

    other = list(pile)
    for at in data.draw(st.sets(st.integers(0, len(pile) - 1), max_size=4)):
        other[at] = data.draw(marks)
    wrong = sum(mine != theirs for mine, theirs in zip(pile, other, strict=True))
    _, changed = outcome_of(other, paper, needed, alternates)
    for number, least in enumerate(named):
        if side(outcome.standings[number]) != side(changed.standings[number]):
            assert least is not None
            assert least <= wrong


def test_a_narrow_margin_needs_few_papers_and_a_wide_one_many() -> None:
    votes = [90, 50, 46, 10]
    outcome = decide(votes, seats=2, needed=40)
    assert papers_to_change(votes, outcome, needed=40) == (22, 2, 2, 30)


def test_where_the_base_follows_the_papers_one_paper_weighs_double() -> None:
    votes = [90, 50, 46, 10]
    outcome = decide(votes, seats=2, needed=40)
    assert papers_to_change(votes, outcome, needed=40, threshold_moves=True) == (22, 2, 2, 20)


def test_a_risk_exactly_at_the_limit_is_within_it() -> None:
    assert risk(ballots=20, wrong=1, drawn=19, found=0) == Fraction(1, 20)
    assert enough(ballots=20, wrong=1, limit=Fraction(1, 20)) == 19


def test_where_a_seat_is_open_passing_the_threshold_is_enough() -> None:
    # The one elected is pushed out only when both others draw level: 80 votes apart, 40 papers.
    votes = [90, 38, 10]
    outcome = decide(votes, seats=2, needed=40)
    assert papers_to_change(votes, outcome, needed=40) == (40, 2, 30)


def test_where_an_alternates_place_is_open_passing_the_threshold_is_enough() -> None:
    votes = [90, 38, 10]
    outcome = decide(votes, seats=1, needed=40, alternates=1)
    assert papers_to_change(votes, outcome, needed=40, alternates=1) == (26, 2, 30)
    filled = decide([90, 60, 10], seats=1, needed=40, alternates=1)
    assert papers_to_change([90, 60, 10], filled, needed=40, alternates=1) == (15, 15, 30)


def test_an_odd_margin_takes_the_larger_half_of_it() -> None:
    votes = [50, 47, 39]
    outcome = decide(votes, seats=1, needed=40)
    assert papers_to_change(votes, outcome, needed=40) == (2, 2, 6)
    assert papers_to_change(votes, outcome, needed=40, threshold_moves=True)[2] == 6


def test_one_paper_can_break_a_tie() -> None:
    votes = [90, 50, 50, 10]
    outcome = decide(votes, seats=2, needed=40)
    assert papers_to_change(votes, outcome, needed=40)[1:3] == (1, 1)


def test_nobody_can_lose_a_revote_with_seats_for_all() -> None:
    assert papers_to_change([3, 2], decide_revote([3, 2], seats=2), needed=None) == (None, None)


def test_everybody_is_judged_by_his_own_margin() -> None:
    judged = judge((2, 30, None), ballots=100, drawn=10, found=0, limit=Fraction(1, 20))
    assert [person.confirmed for person in judged] == [False, True, True]
    assert judged[0] == Judged(
        number=1,
        papers=2,
        risk=Fraction(89 * 90, 99 * 100),
        confirmed=False,
        enough=78,
    )
    assert judged[2].risk == 0
    assert judged[2].enough == 0


def test_a_paper_found_wrong_raises_the_risk() -> None:
    (clean,) = judge((5,), ballots=100, drawn=50, found=0, limit=Fraction(1, 20))
    (dirty,) = judge((5,), ballots=100, drawn=50, found=1, limit=Fraction(1, 20))
    assert clean.confirmed
    assert not dirty.confirmed
    assert dirty.risk > clean.risk


def test_looking_at_every_paper_leaves_no_doubt() -> None:
    assert risk(ballots=10, wrong=3, drawn=10, found=2) == 0
    assert risk(ballots=10, wrong=3, drawn=10, found=3) == 1


def test_how_many_have_to_be_looked_at_is_known_to_the_paper() -> None:
    """One wrong paper among so many is found, 19 times in 20, only by looking at 95 of 100."""
    limit = Fraction(1, 20)
    assert [enough(ballots=100, wrong=wrong, limit=limit) for wrong in (1, 2, 5, 10, 50, 100)] == [95, 78, 45, 25, 5, 1]
    assert enough(ballots=100, wrong=101, limit=limit) == 0


def test_somebody_without_a_majority_and_somebody_with_one_are_both_outside() -> None:
    """Between the two no paper decides anything; each is measured against the seated."""
    votes = [90, 60, 45, 30]
    outcome = decide(votes, seats=1, needed=40)
    assert outcome.standings[2:] == (Standing.MAJORITY_NO_SEAT, Standing.NO_MAJORITY)
    assert papers_to_change(votes, outcome, needed=40) == (15, 15, 23, 30)


def test_an_alternate_falls_to_the_next_and_rises_to_the_seated() -> None:
    votes = [90, 60, 50, 30]
    outcome = decide(votes, seats=1, needed=40, alternates=1)
    assert outcome.standings[1] is Standing.ALTERNATE
    assert papers_to_change(votes, outcome, needed=40, alternates=1) == (15, 5, 5, 15)


def test_where_places_are_open_somebody_just_below_the_threshold_needs_one_paper() -> None:
    votes = [90, 39, 10]
    outcome = decide(votes, seats=2, needed=40)
    assert papers_to_change(votes, outcome, needed=40) == (40, 1, 30)
    assert papers_to_change(votes, outcome, needed=40, threshold_moves=True)[1:] == (1, 15)


def test_where_the_only_elected_is_just_over_the_threshold_one_paper_takes_the_seat() -> None:
    votes = [40, 10]
    outcome = decide(votes, seats=1, needed=40)
    assert papers_to_change(votes, outcome, needed=40) == (1, 30)
    assert papers_to_change(votes, outcome, needed=40, threshold_moves=True) == (1, 15)


def test_outside_with_a_majority_the_nearest_who_are_tied_are_the_rivals() -> None:
    votes = [90, 50, 50, 45]
    outcome = decide(votes, seats=2, needed=40)
    assert outcome.standings[3] is Standing.MAJORITY_NO_SEAT
    assert papers_to_change(votes, outcome, needed=40) == (20, 1, 1, 3)


def test_in_a_revote_only_the_votes_of_others_count() -> None:
    votes = [50, 30, 30, 10]
    outcome = decide_revote(votes, seats=2)
    assert papers_to_change(votes, outcome, needed=None) == (10, 1, 1, 10)


def test_an_alternate_above_the_tied_is_measured_against_them() -> None:
    votes = [90, 60, 50, 50, 30]
    outcome = decide(votes, seats=1, needed=40, alternates=2)
    assert outcome.standings[1:4] == (
        Standing.ALTERNATE,
        Standing.TIED_AT_ALTERNATE_CUT,
        Standing.TIED_AT_ALTERNATE_CUT,
    )
    assert papers_to_change(votes, outcome, needed=40, alternates=2) == (15, 5, 1, 1, 10)


def test_where_age_decided_between_equal_votes_one_paper_turns_it() -> None:
    votes = [50, 50]
    elder = decide([51, 50], seats=1, needed=40)  # who is elected where the elder wins
    assert elder.standings == (Standing.ELECTED, Standing.MAJORITY_NO_SEAT)
    assert papers_to_change(votes, elder, needed=40) == (1, 1)


def test_a_risk_exactly_at_the_limit_confirms() -> None:
    (judged,) = judge((1,), ballots=20, drawn=19, found=0, limit=Fraction(1, 20))
    assert (judged.risk, judged.confirmed) == (Fraction(1, 20), True)
