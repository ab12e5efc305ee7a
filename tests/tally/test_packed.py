"""The counts on words of bits: both routes and the compiled one against the reference, on every border of a word."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import AllDisagree
from rules.model import Form
from tally.blocks import BlockCounter
from tally.chunk import pile_of, taken
from tally.columns import count_columns
from tally.columns import turn as turn_integers
from tally.compiled import CompiledCounter, serves
from tally.count import count
from tally.model import Ballot, Tally
from tally.packed import CarrySaveCounter, RowCounter
from tally.validity import BallotForm
from tally.words import RULED, Counting, Pile, Words, ballots_of, lane, pack, turn, unpack, words_of
from tests.tally.big_piles import paper_of
from tests.tally.builders import pile
from tests.tally.strategies import LETTERS, piles
from tests.tally.strategies import Pile as DrawnPile

BORDERS = (1, 2, 7, 8, 9, 15, 16, 17, 30, 31, 32, 33, 62, 63, 64, 65, 127, 128, 129, 130)
"""Names on either side of every width of a lane, and of a second and a third word."""

Route = Callable[[BallotForm, AllDisagree | None], Counting]


def routes(paper: BallotForm) -> tuple[Route, ...]:
    """Every route that can count such papers."""
    return (RowCounter, BlockCounter, CompiledCounter) if serves(paper) else (RowCounter, BlockCounter)


def counted(route: Route, paper: BallotForm, choice: AllDisagree, *parts: Pile) -> Tally:
    """What a route makes of piles."""
    counter = route(paper, choice)
    for part in parts:
        counter.add(part)
    return counter.tally()


def random_ballots(paper: BallotForm, ballots: int, seed: int) -> tuple[Ballot, ...]:
    """Papers of all kinds: blank, full, marked at random, ruled invalid with unreadable marks."""
    chance = Random(seed)  # noqa: S311  # invented ballots, no secret
    letters = LETTERS[paper.form]
    made = []
    for number in range(1, ballots + 1):
        kind = chance.randrange(12)
        if kind < len(letters):
            marks = letters[kind] * paper.names
        else:
            marks = "".join(chance.choice(letters) for _ in range(paper.names))
        ruling = chance.choice(RULED) if kind == 11 else None
        made.append(Ballot(number, "u" * paper.names if ruling and chance.random() < 0.5 else marks, ruling))
    return tuple(made)


def assert_all_agree(paper: BallotForm, ballots: tuple[Ballot, ...]) -> None:
    packed = pile_of(ballots, paper.form, paper.names)
    for choice in AllDisagree:
        reference = count(ballots, paper, choice)
        assert count_columns(turn_integers(ballots, paper.names), paper, choice) == reference
        for route in routes(paper):
            assert counted(route, paper, choice, packed) == reference, route


@given(pile_of_ballots=piles(max_names=12))
def test_every_route_counts_what_the_reference_counts(pile_of_ballots: DrawnPile) -> None:
    assert_all_agree(pile_of_ballots.paper, pile_of_ballots.ballots)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("names", BORDERS)
def test_every_route_counts_lists_of_any_length(form: Form, names: int) -> None:
    if form is Form.STRIKE_OUT and names == 1:
        names = 2  # with surplus there are two names at least
    for ballots in (0, 1, 63, 64, 65, 200):
        paper = paper_of(form, names)
        assert_all_agree(paper, random_ballots(paper, ballots, seed=names * 1000 + ballots))


@given(st.integers(0, 2**32), st.sampled_from(Form), st.integers(2, 130), st.lists(st.integers(0, 70), max_size=4))
def test_it_does_not_matter_in_which_parts_a_pile_comes(seed: int, form: Form, names: int, cuts: list[int]) -> None:
    paper = paper_of(form, names)
    ballots = random_ballots(paper, 70, seed)
    whole = pile_of(ballots, form, names)
    edges = [0, *sorted(cuts), 70]
    parts = [taken(whole, slice(start, end)) for start, end in pairwise(edges)]
    reference = count(ballots, paper, AllDisagree.INVALID)
    for route in routes(paper):
        assert counted(route, paper, AllDisagree.INVALID, *parts) == reference


@pytest.mark.parametrize("names", [8, 30, 64, 65])
def test_large_piles_agree_however_they_are_cut(names: int) -> None:
    """More ballots than a row of planes holds, so that carries go up several levels."""
    chance = np.random.default_rng(names)
    table = chance.random((150_000, names)) < chance.random(names)
    table[::50], table[1::50] = True, False
    ruled = (chance.integers(0, 40, len(table)) // 39 * chance.integers(1, len(RULED) + 1, len(table))).astype(np.uint8)
    whole = Pile(names=names, favour=pack(table), ruled=ruled)
    paper = paper_of(Form.STRIKE_OUT, names)
    kept = table.sum(axis=1)
    good = table[(kept > 0) & (kept <= paper.seats) & (ruled == 0)]
    expected = tuple(good.sum(axis=0).tolist())
    for route in routes(paper):
        for size in (150_000, 70_001, 4096):
            parts = [taken(whole, slice(start, start + size)) for start in range(0, len(whole), size)]
            found = counted(route, paper, AllDisagree.VALID, *parts)
            assert (found.valid, found.votes) == (len(good), expected)
            assert found == counted(RowCounter, paper, AllDisagree.VALID, whole)


def test_without_the_choice_a_ballot_for_nobody_is_taken_as_valid_and_nobody_is_told_so_here() -> None:
    paper = BallotForm(form=Form.AGREE_DISAGREE, names=2, seats=2)
    packed = pile_of(pile("dd", "ad"), paper.form, 2)
    for route in routes(paper):
        counter = route(paper, None)
        counter.add(packed)
        assert counter.tally().valid == 2


@given(st.lists(st.integers(0, 2**32 - 1), max_size=60), st.integers(1, 30))
def test_a_carry_save_counter_adds_bit_by_bit(numbers: list[int], cut: int) -> None:
    counter = CarrySaveCounter(np.dtype(np.uint32))
    words = np.array(numbers, np.uint32)
    for start in range(0, len(words), cut):
        buffer = words[start : start + cut].copy()
        counter.add(buffer)
        buffer[:] = 2**32 - 1  # the counter must not read what it was given a second time
    assert counter.totals() == [sum(number >> bit & 1 for number in numbers) for bit in range(32)]


@given(st.integers(1, 130), st.integers(0, 140), st.randoms(use_true_random=False))
def test_what_is_packed_can_be_unpacked_and_turned_and_turned_back(names: int, ballots: int, chance: Random) -> None:
    table = np.array([[chance.random() < 0.5 for _ in range(names)] for _ in range(ballots)], np.bool_)
    table = table.reshape(ballots, names)
    packed = pack(table)
    assert packed.shape == (words_of(names), ballots)
    assert packed.dtype == lane(names)
    assert (unpack(packed, names) == table).all()
    assert [int(np.bitwise_count(column).sum()) for column in turn(packed, names)] == table.sum(axis=0).tolist()
    columns = columns_of(table)
    assert (ballots_of(columns, ballots) == packed).all()
    paper = paper_of(Form.STRIKE_OUT, max(names, 2))
    if names > 1:
        counter = BlockCounter(paper, None)
        counter.add_columns(Pile(names=names, favour=packed, columns=columns))
        assert counter.tally() == counted(RowCounter, paper, AllDisagree.VALID, Pile(names=names, favour=packed))


def columns_of(table: np.typing.NDArray[np.bool_]) -> Words:
    """A word a name and 64 ballots, in the order of the table."""
    ballots, names = table.shape
    words = np.zeros((names, max(1, -(-ballots // 64)) * 8), np.uint8)
    words[:, : -(-ballots // 8)] = np.packbits(table.T, axis=1, bitorder="little")
    columns: Words = words.view(np.uint64)
    return columns


def test_the_compiled_count_refuses_papers_it_was_not_made_for() -> None:
    with pytest.raises(ValueError, match="strike-out"):
        CompiledCounter(paper_of(Form.AGREE_DISAGREE, 3), None)
    with pytest.raises(ValueError, match="62 names"):
        CompiledCounter(paper_of(Form.STRIKE_OUT, 65), None)
