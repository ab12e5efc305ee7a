"""Pairs cost as little as any pairing could: held to every permutation of small tables."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tally.pairing import cheapest_pairs

ALONE = 50


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], int, int]:
    """Costs of at most five by five, with how many stand on each side."""
    left, right = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    row = st.lists(st.integers(0, 9), min_size=right, max_size=right)
    return draw(st.lists(row, min_size=left, max_size=left)), left, right


def cheapest(costs: list[list[int]], left: int, right: int) -> int:
    """The least that any pairing costs, by trying them all."""
    size = max(left, right)
    return min(
        sum(costs[i][j] if i < left and j < right else ALONE for i, j in enumerate(order))
        for order in permutations(range(size))
    )


@given(tables())
def test_no_pairing_costs_less(table: tuple[list[list[int]], int, int]) -> None:
    costs, left, right = table
    pairs = cheapest_pairs(costs, left, right, alone=ALONE)
    paid = sum(ALONE if i is None or j is None else costs[i][j] for i, j in pairs)
    assert paid == cheapest(costs, left, right)


@given(tables())
def test_everything_is_in_one_pair(table: tuple[list[list[int]], int, int]) -> None:
    costs, left, right = table
    pairs = cheapest_pairs(costs, left, right, alone=ALONE)
    assert [i for i, _ in pairs if i is not None] == list(range(left))
    assert sorted(j for _, j in pairs if j is not None) == list(range(right))
    assert (None, None) not in pairs
    assert len(pairs) == max(left, right)


def test_a_dear_pair_is_taken_where_the_whole_is_cheaper() -> None:
    assert cheapest_pairs([[0, 1], [1, 9]], 2, 2, alone=ALONE) == [(0, 1), (1, 0)]


def test_pairs_that_cost_alike_are_in_order() -> None:
    assert cheapest_pairs([[0, 0], [0, 0]], 2, 2, alone=ALONE) == [(0, 0), (1, 1)]
    assert cheapest_pairs([[1, 1, 0], [1, 1, 0], [0, 0, 0]], 3, 3, alone=ALONE) == [(0, 2), (1, 0), (2, 1)]
