"""Ballots as words of bits (numpy): names side by side in a word, 64 names a word; packed, turned, unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tally.model import COMPUTED_REASONS, InvalidReason, Tally

Words = NDArray[np.unsignedinteger[Any]]
Bytes = NDArray[np.uint8]
Places = NDArray[np.intp]

WORD = 64
"""Names of one word: 65 names are two words."""

RULED = tuple(sorted(set(InvalidReason) - COMPUTED_REASONS))
"""Grounds of the committee; in a pile, 0 is no ruling and 1 + place here is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Some ballots, packed: ``favour[w, i]`` holds names 64 w + 1 to 64 w + 64 of ballot i, the lowest bit first.

    Up to 64 names stand in one lane of 8, 16, 32 or 64 bits (``lane``). ``against`` is None on a strike-out ballot,
    where what was not kept was struck. A mark in both boxes is a bit in either. ``ruled`` is None where nobody ruled.
    ``columns`` are the same ballots a word a name, where the file has them so: 64 ballots a word, none beyond the last.
    """

    names: int
    favour: Words
    against: Words | None = None
    ruled: Bytes | None = None
    columns: Words | None = None

    def __len__(self) -> int:
        """How many ballots."""
        return int(self.favour.shape[1])


class Counting(Protocol):
    """A route of counting: takes piles one after the other and gives the tally of all."""

    def add(self, pile: Pile) -> None:
        """Count these ballots too."""

    def tally(self) -> Tally:
        """The numbers of everything added so far."""


def lane(names: int) -> np.dtype[Any]:
    """The narrowest unsigned integer that holds a ballot: of 30 names 32 bits, so that two ballots share a word."""
    return np.dtype(next((f"<u{bits // 8}" for bits in (8, 16, 32) if names <= bits), "<u8"))


def words_of(names: int) -> int:
    """How many words a ballot takes."""
    return -(-names // WORD)


def pack(table: NDArray[np.bool_] | Bytes) -> Words:
    """Pack a table of one row a ballot, one column a name (0 or not 0)."""
    ballots, names = table.shape
    kind = lane(names)
    packed = np.zeros((ballots, words_of(names) * kind.itemsize), np.uint8)
    packed[:, : -(-names // 8)] = np.packbits(table, axis=1, bitorder="little")
    return np.ascontiguousarray(packed.view(kind).T)


def unpack(ballots: Words, names: int) -> Bytes:
    """The table again: one row a ballot, a byte 0 or 1 a name."""
    return spread(ballots)[:, :names]


def spread(ballots: Words) -> Bytes:
    """A byte 0 or 1 for every bit, used or not: one row a ballot."""
    words, size = ballots.shape
    bits = np.unpackbits(np.ascontiguousarray(ballots.T).view(np.uint8), bitorder="little")
    return bits.reshape(size, words * 8 * ballots.itemsize)


def turn(ballots: Words, names: int) -> Words:
    """Turn ballots on their side: row i is name i + 1, a bit a ballot.

    Lanes of L bits are taken as blocks of L ballots that lie a stride apart; swapping halves, quarters, … across the
    diagonal turns all blocks at once. A count does not mind which bit is which ballot; ``column_of`` has the same.
    """
    bits = 8 * ballots.itemsize
    words, size = len(ballots), max(1, -(-ballots.shape[1] // bits))
    turned = np.empty((words, bits * size), ballots.dtype)
    turned[:, : ballots.shape[1]] = ballots
    turned[:, ballots.shape[1] :] = 0
    half, mask = bits // 2, (1 << bits // 2) - 1
    while half:
        pairs = turned.reshape(words, bits // (2 * half), 2, half, size)
        low, high = pairs[:, :, 0], pairs[:, :, 1]
        swapped = low >> ballots.dtype.type(half)
        swapped ^= high
        swapped &= ballots.dtype.type(mask)
        high ^= swapped
        swapped <<= ballots.dtype.type(half)
        low ^= swapped
        half //= 2
        mask ^= mask << half
    return turned.reshape(words * bits, size)[:names]


def column_of(which: NDArray[np.bool_], like: Words) -> Words:
    """One column of ballots, laid out as ``turn`` lays out those it made of as many."""
    bits, size = 8 * like.itemsize, like.shape[1]
    spread = np.zeros(bits * size, like.dtype)
    spread[: len(which)] = which
    places = np.arange(bits, dtype=like.dtype)[:, None]
    column: Words = np.bitwise_or.reduce(spread.reshape(bits, size) << places, axis=0)
    return column


def ballots_of(columns: Words, ballots: int) -> Words:
    """Turn columns of 64 ballots a word back into ballots, in the columns' order; as many as asked for."""
    names = len(columns)
    kind = lane(names)
    lanes = np.ascontiguousarray(columns).view(kind)
    bits, words = 8 * kind.itemsize, words_of(names)
    turned = np.empty((words, lanes.shape[1], bits), kind)
    for word in range(words):
        block = np.zeros((bits, lanes.shape[1]), kind)
        these = lanes[word * bits : (word + 1) * bits]
        block[: len(these)] = these
        turned[word] = turn(block.reshape(1, -1), bits).T
    return turned.reshape(words, -1)[:, :ballots]


def ones(words: Words) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))
