"""The column count of strike-out ballots compiled to machine code (numba, extra ``fast``): the same adders, one pass.

What ``packed`` does plane by plane in memory happens here in the processor's registers: sixteen ballots a lane of the
vector unit are judged by their number of bits, invalid ones replaced by their ground, and added by carry-save adders.
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
from tally.words import WORD, Pile, turn

ROW = 256
"""Ballots beside each other in one step: many rows of vector registers, so that the carries are led up seldom."""

GROUP = 16
"""Rows of one step, which leave four planes and one carry of weight sixteen."""

GROUNDS = 2
"""Bits of a lane beside its names: an invalid ballot is counted there by its ground, like a vote for a name."""

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
    """A route of counting for strike-out ballots of up to 62 names; ``serves`` says whether a paper is one."""

    def __init__(self, paper: BallotForm, all_disagree: AllDisagree | None) -> None:
        """Count papers of this form; the choice concerns agree/disagree ballots only."""
        if not serves(paper):
            raise ValueError(f"compiled for strike-out ballots of up to {WORD - GROUNDS} names: {paper}")
        self._paper = paper
        self._kind = np.dtype(np.uint32 if paper.names <= WORD // 2 - GROUNDS else np.uint64)
        self._planes = np.zeros((LEVELS + 1) * ROW, self._kind)
        self._rest = RowCounter(paper, all_disagree)
        self._ballots = 0

    def add(self, pile: Pile) -> None:
        """Count these ballots too; the last few of a pile, and piles with rulings, as ``packed`` does."""
        whole = 0 if pile.ruled is not None else len(pile) // (GROUP * ROW) * (GROUP * ROW)
        if whole:
            lanes = np.ascontiguousarray(pile.favour[0, :whole], self._kind).reshape(-1, GROUP, ROW)
            _add(lanes, self._kind.type(self._paper.seats), self._planes)
            self._ballots += whole
        if whole < len(pile):
            ruled = None if pile.ruled is None else pile.ruled[whole:]
            self._rest.add(Pile(names=pile.names, favour=pile.favour[:, whole:], ruled=ruled))

    def tally(self) -> Tally:
        """The numbers of everything added so far."""
        rest = self._rest.tally()
        sums = self._sums()
        over, none = sums[-1], sums[-2]
        reasons = Counter(rest.invalid_reasons)
        reasons.update({InvalidReason.OVERVOTE: over, InvalidReason.VOTES_FOR_NOBODY: none})
        valid = rest.valid + self._ballots - over - none
        votes = [one + other for one, other in zip(rest.votes, sums, strict=False)]
        return tally_of(valid, reasons, votes, [valid - each for each in votes])

    def _sums(self) -> list[int]:
        """How often each bit of a lane was set."""
        bits = 8 * self._kind.itemsize
        sums = [0] * bits
        planes = self._planes[: LEVELS * ROW].reshape(LEVELS, ROW)
        for level in np.flatnonzero(planes.any(axis=1)).tolist():
            counts = np.bitwise_count(turn(planes[level : level + 1], bits)).sum(axis=1, dtype=np.int64)
            for bit, number in enumerate(counts.tolist()):
                sums[bit] += number << level
        return sums


def serves(paper: BallotForm) -> bool:
    """Whether this paper can be counted here."""
    return paper.form is Form.STRIKE_OUT and paper.names <= WORD - GROUNDS


@_inline
def _full_adder(one: Any, two: Any, three: Any) -> Any:  # noqa: ANN401 - words of either width
    """Sum and carry of three words, every bit position for itself."""
    kind = type(one)
    either = kind(one ^ two)
    return kind(either ^ three), kind(kind(one & two) | kind(either & three))


@_inline
def _judged(ballot: Any, seats: Any, over: Any, none: Any) -> Any:  # noqa: ANN401 - words of either width
    """The ballot if it is valid; else the bit of its ground, alone."""
    kept = _bits_set(ballot)
    judged = over if kept > seats else ballot
    return judged if kept else none


@_inline
def _pair(one: Any, first: Any, second: Any, seats: Any, over: Any, none: Any) -> Any:  # noqa: ANN401, PLR0913, PLR0917 - words of either width
    """Add two ballots to the plane of weight one: the plane, and a carry of two."""
    return _full_adder(one, _judged(first, seats, over, none), _judged(second, seats, over, none))


@_compile
def _add(lanes: Any, seats: Any, planes: Any) -> None:  # noqa: ANN401 - words of either width
    """Add lanes, ``(steps, GROUP, ROW)`` of them, to the planes.

    All planes are one array: of several, the compiler would have to make sure that they do not overlap, and gives up.
    """
    kind = type(seats)
    over = kind(kind(1) << kind(8 * planes.itemsize - 1))
    none = kind(over >> kind(1))
    for step in range(len(lanes)):
        for column in range(ROW):
            one, two = planes[column], planes[ROW + column]
            four, eight = planes[2 * ROW + column], planes[3 * ROW + column]
            one, pair_1 = _pair(one, lanes[step, 0, column], lanes[step, 1, column], seats, over, none)
            one, pair_2 = _pair(one, lanes[step, 2, column], lanes[step, 3, column], seats, over, none)
            two, four_1 = _full_adder(two, pair_1, pair_2)
            one, pair_1 = _pair(one, lanes[step, 4, column], lanes[step, 5, column], seats, over, none)
            one, pair_2 = _pair(one, lanes[step, 6, column], lanes[step, 7, column], seats, over, none)
            two, four_2 = _full_adder(two, pair_1, pair_2)
            four, eight_1 = _full_adder(four, four_1, four_2)
            one, pair_1 = _pair(one, lanes[step, 8, column], lanes[step, 9, column], seats, over, none)
            one, pair_2 = _pair(one, lanes[step, 10, column], lanes[step, 11, column], seats, over, none)
            two, four_1 = _full_adder(two, pair_1, pair_2)
            one, pair_1 = _pair(one, lanes[step, 12, column], lanes[step, 13, column], seats, over, none)
            one, pair_2 = _pair(one, lanes[step, 14, column], lanes[step, 15, column], seats, over, none)
            two, four_2 = _full_adder(two, pair_1, pair_2)
            four, eight_2 = _full_adder(four, four_1, four_2)
            eight, carry = _full_adder(eight, eight_1, eight_2)
            planes[column], planes[ROW + column] = one, two
            planes[2 * ROW + column], planes[3 * ROW + column] = four, eight
            planes[LEVELS * ROW + column] = carry
        level, left = 4, kind(1)
        while left:  # the carries go up as far as there are any
            left = kind(0)
            for column in range(ROW):
                plane, carry = planes[level * ROW + column], planes[LEVELS * ROW + column]
                planes[level * ROW + column] = plane ^ carry
                planes[LEVELS * ROW + column] = plane & carry
                left = kind(left | kind(plane & carry))
            level += 1
