"""The column count of strike-out ballots compiled to machine code (numba, extra ``fast``): the same adders, one pass.

What ``packed`` does plane by plane in memory happens here in the processor's registers: sixteen ballots a lane of the
vector unit are judged by their number of bits, the invalid ones blanked, and added by carry-save adders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numba.core.types import Integer
from numba.extending import intrinsic

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import InvalidReason, Tally
from tally.packed import RowCounter, tally_of
from tally.validity import BallotForm
from tally.words import WORD, Pile, Words, turn

ROW = 32
"""Ballots beside each other in one step: 32 lanes are one or two rows of vector registers."""

GROUP = 16
"""Rows of one step, which leave four planes and one carry of weight sixteen."""

LEVELS = 60
"""Planes: as many as any number of steps can fill. One more row of words holds the carry on its way up."""

_compile: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(cache=True)
_inline: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(inline="always")
"""Compiled once a machine, into ``__pycache__`` where that may be written."""


@intrinsic
def _intrinsic_bits_set(_context: Any, word: Integer) -> Any:  # noqa: ANN401 - numba's own
    """The processor's instruction for the number of bits set, as wide as the word."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401 - numba's own
        return builder.ctpop(arguments[0])

    return word(word), generate


_bits_set: Any = _intrinsic_bits_set


class CompiledCounter:
    """A route of counting for strike-out ballots of up to 64 names; ``serves`` says whether a paper is one."""

    def __init__(self, paper: BallotForm, all_disagree: AllDisagree | None) -> None:
        """Count papers of this form; the choice concerns agree/disagree ballots only."""
        if not serves(paper):
            raise ValueError(f"compiled for strike-out ballots of up to {WORD} names: {paper}")
        self._paper = paper
        self._kind = np.dtype(np.uint32 if paper.names <= WORD // 2 else np.uint64)
        self._planes = np.zeros((LEVELS + 1) * ROW, self._kind)
        self._rest = RowCounter(paper, all_disagree)
        self._over = self._nobody = self._ballots = 0

    def add(self, pile: Pile) -> None:
        """Count these ballots too; the last few of a pile, and piles with rulings, as ``packed`` does."""
        whole = 0 if pile.ruled is not None else len(pile) // (GROUP * ROW) * (GROUP * ROW)
        if whole:
            lanes = np.ascontiguousarray(pile.favour[0, :whole], self._kind).reshape(-1, GROUP, ROW)
            over, none = _add(lanes, self._kind.type(self._paper.seats), self._planes)
            self._over += int(over)
            self._nobody += int(none)
            self._ballots += whole
        if whole < len(pile):
            ruled = None if pile.ruled is None else pile.ruled[whole:]
            self._rest.add(Pile(names=pile.names, favour=pile.favour[:, whole:], ruled=ruled))

    def tally(self) -> Tally:
        """The numbers of everything added so far."""
        rest = self._rest.tally()
        reasons = Counter(rest.invalid_reasons)
        reasons.update({InvalidReason.OVERVOTE: self._over, InvalidReason.VOTES_FOR_NOBODY: self._nobody})
        valid = rest.valid + self._ballots - self._over - self._nobody
        votes = list(rest.votes)
        planes = self._planes[: LEVELS * ROW].reshape(LEVELS, ROW)
        for level in np.flatnonzero(planes.any(axis=1)).tolist():
            for name, number in enumerate(_column_sums(planes[level])[: self._paper.names]):
                votes[name] += number << level
        return tally_of(valid, reasons, votes, [valid - each for each in votes])


def serves(paper: BallotForm) -> bool:
    """Whether this paper can be counted here."""
    return paper.form is Form.STRIKE_OUT and paper.names <= WORD


def _column_sums(plane: Words) -> list[int]:
    turned = turn(plane[None], 8 * plane.itemsize)
    sums: list[int] = np.bitwise_count(turned).sum(axis=1, dtype=np.int64).tolist()
    return sums


@_inline
def _full_adder(one: Any, two: Any, three: Any) -> Any:  # noqa: ANN401 - words of either width
    """Sum and carry of three words, every bit position for itself."""
    kind = type(one)
    either = kind(one ^ two)
    return kind(either ^ three), kind(kind(one & two) | kind(either & three))


@_inline
def _judged(ballot: Any, seats: Any) -> Any:  # noqa: ANN401 - words of either width
    """The ballot if it is valid, else a blank; whether it keeps too many names, and whether it keeps none."""
    kind = type(ballot)
    kept = _bits_set(ballot)
    over, none = kept > seats, kept == kind(0)
    return kind(0) if over else ballot, kind(over), kind(none)


@_inline
def _pair(one: Any, first: Any, second: Any, seats: Any) -> Any:  # noqa: ANN401 - words of either width
    """Add two ballots to the plane of weight one: the plane, a carry of two, and how many are invalid, by ground."""
    kind = type(one)
    first, over, none = _judged(first, seats)
    second, over_too, none_too = _judged(second, seats)
    one, carry = _full_adder(one, first, second)
    return one, carry, kind(over + over_too), kind(none + none_too)


@_compile
def _add(lanes: Any, seats: Any, planes: Any) -> Any:  # noqa: ANN401 - words of either width
    """Add lanes, ``(steps, GROUP, ROW)`` of them, to the planes; how many keep too many names, and how many none.

    All planes are one array: of several, the compiler would have to make sure that they do not overlap, and gives up.
    """
    kind = type(seats)
    over = none = 0
    for step in range(len(lanes)):
        over_here, none_here = kind(0), kind(0)
        for column in range(ROW):
            one, two = planes[column], planes[ROW + column]
            four, eight = planes[2 * ROW + column], planes[3 * ROW + column]
            one, pair_1, over_1, none_1 = _pair(one, lanes[step, 0, column], lanes[step, 1, column], seats)
            one, pair_2, over_2, none_2 = _pair(one, lanes[step, 2, column], lanes[step, 3, column], seats)
            two, four_1 = _full_adder(two, pair_1, pair_2)
            one, pair_1, over_3, none_3 = _pair(one, lanes[step, 4, column], lanes[step, 5, column], seats)
            one, pair_2, over_4, none_4 = _pair(one, lanes[step, 6, column], lanes[step, 7, column], seats)
            two, four_2 = _full_adder(two, pair_1, pair_2)
            four, eight_1 = _full_adder(four, four_1, four_2)
            one, pair_1, over_5, none_5 = _pair(one, lanes[step, 8, column], lanes[step, 9, column], seats)
            one, pair_2, over_6, none_6 = _pair(one, lanes[step, 10, column], lanes[step, 11, column], seats)
            two, four_1 = _full_adder(two, pair_1, pair_2)
            one, pair_1, over_7, none_7 = _pair(one, lanes[step, 12, column], lanes[step, 13, column], seats)
            one, pair_2, over_8, none_8 = _pair(one, lanes[step, 14, column], lanes[step, 15, column], seats)
            two, four_2 = _full_adder(two, pair_1, pair_2)
            four, eight_2 = _full_adder(four, four_1, four_2)
            eight, carry = _full_adder(eight, eight_1, eight_2)
            planes[column], planes[ROW + column] = one, two
            planes[2 * ROW + column], planes[3 * ROW + column] = four, eight
            planes[LEVELS * ROW + column] = carry
            over_here = kind(over_here + kind(over_1 + over_2 + over_3 + over_4 + over_5 + over_6 + over_7 + over_8))
            none_here = kind(none_here + kind(none_1 + none_2 + none_3 + none_4 + none_5 + none_6 + none_7 + none_8))
        over += over_here
        none += none_here
        level, left = 4, kind(1)
        while left:  # the carries go up as far as there are any
            left = kind(0)
            for column in range(ROW):
                plane, carry = planes[level * ROW + column], planes[LEVELS * ROW + column]
                planes[level * ROW + column] = plane ^ carry
                planes[LEVELS * ROW + column] = plane & carry
                left = kind(left | kind(plane & carry))
            level += 1
    return over, none
