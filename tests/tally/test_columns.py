"""The column count: its arithmetic of bit planes, its verdicts ballot by ballot, and large piles against the reference.

``test_count`` holds both counts to the plain reading; here are the parts, and piles of the size of real congresses.
"""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import AllDisagree
from rules.model import Form
from tally.columns import Columns, _bit_planes, _more_than, count_columns, turn, verdicts
from tally.count import count
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.validity import BallotForm, verdict
from tests.tally.builders import pile
from tests.tally.strategies import LETTERS, RULED_REASONS, Pile, piles


def test_the_first_ballot_is_the_highest_bit() -> None:
    columns = turn(pile("ks", "kk", "ss"), 2)
    assert columns.ballots == 3
    assert columns.favour == (0b110, 0b010)
    assert columns.against == (0b001, 0b101)


def test_a_mark_in_both_boxes_is_a_bit_on_either_side_and_one_in_neither_is_none() -> None:
    columns = turn(pile("adbn"), 4)
    assert columns.favour == (1, 0, 1, 0)
    assert columns.against == (0, 1, 1, 0)


def test_ruled_ballots_have_a_column_for_each_ground() -> None:
    ballots = (*pile("ks", "sk"), Ballot(3, "uu", InvalidReason.SIGNED), Ballot(4, "ks", InvalidReason.MARKED))
    assert turn(ballots, 2).ruled == {InvalidReason.SIGNED: 0b0010, InvalidReason.MARKED: 0b0001}


def test_the_columns_hold_the_committees_reading_of_a_mark() -> None:
    ballot = Ballot(1, "us", mark_rulings=(MarkRuling(1, RawMark.KEPT),))
    assert turn([ballot], 2).favour == (1, 0)


def test_ballots_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        turn(pile("ks", "ksk"), 2)


@pytest.mark.parametrize("ballots", [0, 1, 3])
def test_bit_planes_add_every_ballot_of_its_own(ballots: int) -> None:
    """Every way up to four columns of that many ballots can be filled."""
    for columns in product(range(2**ballots), repeat=4):
        planes = _bit_planes(columns)
        for bit in range(ballots):
            added = sum((plane >> bit & 1) << place for place, plane in enumerate(planes))
            assert added == sum(column >> bit & 1 for column in columns)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.integers(0, 130))
def test_more_than_is_strict_for_every_ballot(sums: list[int], limit: int) -> None:
    planes = [sum((number >> place & 1) << bit for bit, number in enumerate(sums)) for place in range(7)]
    more = _more_than(planes, limit, (1 << len(sums)) - 1)
    assert [bool(more >> bit & 1) for bit in range(len(sums))] == [number > limit for number in sums]


def test_of_no_ballots_every_column_is_empty() -> None:
    assert turn((), 3) == Columns(ballots=0, favour=(0, 0, 0), against=(0, 0, 0), ruled={})


@pytest.mark.parametrize(
    ("choice", "found"), [(AllDisagree.VALID, None), (AllDisagree.INVALID, InvalidReason.VOTES_FOR_NOBODY)]
)
def test_a_ballot_that_disagrees_with_everybody_is_judged_as_the_congress_chose(
    choice: AllDisagree, found: InvalidReason | None
) -> None:
    paper = BallotForm(form=Form.AGREE_DISAGREE, names=2, seats=2)
    assert verdicts(turn(pile("dd", "ad"), 2), paper, choice) == [found, None]


@given(pile_of=piles())
def test_the_verdict_of_every_ballot_is_that_of_the_ballot_read_alone(pile_of: Pile) -> None:
    alone = [verdict(ballot, pile_of.paper, pile_of.all_disagree) for ballot in pile_of.ballots]
    assert verdicts(turn(pile_of.ballots, pile_of.paper.names), pile_of.paper, pile_of.all_disagree) == alone


def clustered_pile(paper: BallotForm, ballots: int, seed: int) -> tuple[Ballot, ...]:
    """A large pile from a seed: strikes cluster on few names, a paper in twenty is blank or ruled invalid."""
    chance = Random(seed)  # noqa: S311  # invented ballots, no secret
    first, others = LETTERS[paper.form][0], LETTERS[paper.form][1:]
    liked = [chance.random() for _ in range(paper.names)]
    made = []
    for number in range(1, ballots + 1):
        marks = "".join(first if chance.random() < like else chance.choice(others) for like in liked)
        dice = chance.randrange(40)
        if dice == 0:
            marks = chance.choice(LETTERS[paper.form]) * paper.names
        made.append(Ballot(number, marks, chance.choice(RULED_REASONS) if dice == 1 else None))
    return tuple(made)


def assert_counts_agree(paper: BallotForm, ballots: tuple[Ballot, ...]) -> None:
    """Both counts, both choices; and the pile does hold valid and invalid ballots."""
    for choice in AllDisagree:
        reference = count(ballots, paper, choice)
        assert count_columns(turn(ballots, paper.names), paper, choice) == reference
        assert reference.valid > 0
        assert reference.invalid > 0


@given(seed=st.integers(0, 2**32), seats=st.integers(25, 69))
def test_the_counts_agree_on_two_hundred_ballots_of_seventy_names_with_surplus(seed: int, seats: int) -> None:
    paper = BallotForm(form=Form.STRIKE_OUT, names=70, seats=seats)
    # Whole ballots nobody struck and nobody kept, whatever the dice say.
    ballots = (*clustered_pile(paper, 197, seed), *pile("k" * 70, "s" * 70, "k" + "s" * 69))
    assert_counts_agree(paper, ballots)


@given(seed=st.integers(0, 2**32))
def test_the_counts_agree_on_two_hundred_ballots_of_seventy_names_without_surplus(seed: int) -> None:
    paper = BallotForm(form=Form.AGREE_DISAGREE, names=70, seats=70)
    ballots = (*clustered_pile(paper, 199, seed), Ballot(200, "a" * 70, InvalidReason.SIGNED))
    assert_counts_agree(paper, ballots)


@pytest.mark.parametrize("form", Form)
def test_the_counts_agree_on_five_thousand_ballots(form: Form) -> None:
    paper = BallotForm(form=form, names=44, seats=39 if form is Form.STRIKE_OUT else 44)
    assert_counts_agree(paper, clustered_pile(paper, 5_000, seed=2020))
