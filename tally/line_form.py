"""The form that the lines of a wide ballot file share, and its template (numpy): whole lines compared and packed.

A line ``[17,]1,0,…,1[,]`` is compared with its template, the same line of noughts: what differs must be the lowest bit
of the places where the marks stand, and is then the mark. Every byte of every line is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tally.chunk import Numbers
from tally.words import Bytes, Words, lane, words_of

LINES = 1 << 13
"""Lines compared at a time, fewer of long ones: they and their template fit the processor's own memory."""

_STEP = 1 << 19
_TOGETHER = 64
"""Lines whose differences are looked at as one: of every ballot the same bytes must be free of them."""

LONGEST_NUMBER = 16
"""Digits that are read as two words of eight; a longer number is the careful reader's."""

_EIGHT = 8
_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """What every line has in common: its separator, its end, and which columns stand around the marks."""

    names: int
    separator: bytes
    end: bytes
    numbered: bool
    ruled: bool

    @property
    def tail(self) -> bytes:
        """What follows the last mark: of a ballot without ruling the column ``invalid`` is empty."""
        return self.separator + self.end if self.ruled else self.end

    @property
    def width(self) -> int:
        """Bytes from the first mark to the end of the line."""
        return 2 * self.names - 1 + len(self.tail)


@dataclass(frozen=True, slots=True)
class Packed:
    """Lines read as bytes: the numbers of the ballots (empty where they have none) and the bits of their marks."""

    numbers: Numbers
    marks: Words


class Template:
    """Compares whole lines with the line of noughts, and packs what differs. It has buffers: one for each thread."""

    def __init__(self, form: LineForm) -> None:
        """Make the line of noughts as often as lines are compared at a time."""
        self._form = form
        self._kind = lane(form.names)
        self._words = words_of(form.names)
        row = 2 * 8 * self._kind.itemsize * self._words  # bytes: a mark and its separator for every bit of the words
        self.lines = min(LINES, -(-_STEP // (row * _TOGETHER)) * _TOGETHER)
        nought = (b"0" + form.separator) * (form.names - 1) + b"0" + form.tail[:1]
        self._noughts = np.zeros((self.lines, row), np.uint8)
        self._noughts[:, : len(nought)] = np.frombuffer(nought, np.uint8)
        self._allowed = np.zeros(row, np.uint8)
        self._allowed[: 2 * form.names : 2] = 1
        self._copy = np.zeros((self.lines, row), np.uint8)
        self._difference = np.empty((self.lines, row), np.uint8)

    def fitting(self, lines: Bytes) -> NDArray[np.bool_]:
        """Which of these lines of one width are of the form."""
        front = lines.shape[1] - self._form.width
        if not self._can_stand(front):
            return np.zeros(len(lines), np.bool_)
        marks = lines[:, front : front + 2 * self._form.names]
        expected = self._noughts[0, : marks.shape[1]]
        fits: NDArray[np.bool_] = (((marks ^ expected) & ~self._allowed[: marks.shape[1]]) == 0).all(axis=1)
        fits &= self._same_around(lines, front)
        if front:
            digits = lines[:, : front - 1] ^ np.uint8(ord("0"))
            fits &= (digits < _TEN).all(axis=1) & digits.any(axis=1)
        return fits

    def read(self, lines: Bytes) -> Packed | None:
        """All of these lines of one width; None if only one of them is not of the form."""
        front = lines.shape[1] - self._form.width
        if not self._can_stand(front):
            return None
        numbers = np.zeros(len(lines) if front else 0, np.uint64)
        marks = np.empty((self._words, len(lines)), self._kind)
        for at in range(0, len(lines), self.lines):
            step = lines[at : at + self.lines]
            packed = self._marks(step, front)
            if packed is None or not self._same_around(step, front).all():
                return None
            marks[:, at : at + self.lines] = packed
            if front:
                found = _numbers(step, front - 1)
                if found is None:
                    return None
                numbers[at : at + self.lines] = found
        return Packed(numbers, marks)

    def _can_stand(self, front: int) -> bool:
        """Whether so many bytes can stand before the marks: none, or a number and a separator."""
        if not self._form.numbered:
            return front == 0
        return 1 < front <= LONGEST_NUMBER + 1

    def _marks(self, lines: Bytes, front: int) -> Words | None:
        """The bits of up to ``self.lines`` lines, marks from ``front`` on; None if a byte differs from the template."""
        count = len(lines)
        _copied(lines, front, 2 * self._form.names, self._copy)
        words = count * self._copy.shape[1] // _EIGHT
        difference = self._difference.reshape(-1).view(np.uint64)[:words]
        np.bitwise_xor(
            self._copy.reshape(-1).view(np.uint64)[:words],
            self._noughts.reshape(-1).view(np.uint64)[:words],
            out=difference,
        )
        if not self._differs_in_marks_alone(difference.reshape(count, -1)):
            return None
        bits = difference.view(np.uint16).astype(np.uint8)  # the lower byte is the mark, the upper the separator
        packed: Words = np.packbits(bits, bitorder="little").view(self._kind).reshape(count, self._words).T
        return packed

    def _differs_in_marks_alone(self, difference: NDArray[np.uint64]) -> bool:
        whole = len(difference) // _TOGETHER * _TOGETHER
        many = np.bitwise_or.reduce(difference[:whole].reshape(-1, _TOGETHER * difference.shape[1]), axis=0)
        rest = np.bitwise_or.reduce(difference[whole:], axis=0)
        seen = np.concatenate((many, rest)).view(np.uint8).reshape(-1, len(self._allowed))
        return not (seen & ~self._allowed).any()

    def _same_around(self, lines: Bytes, front: int) -> NDArray[np.bool_]:
        """Whether the separator before the marks and the bytes behind the one after the last are those of the form."""
        same = np.ones(len(lines), np.bool_)
        if front:
            same &= lines[:, front - 1] == ord(self._form.separator)
        for back, byte in enumerate(reversed(self._form.tail[1:]), start=1):
            same &= lines[:, -back] == byte
        return same


def _copied(lines: Bytes, first: int, size: int, into: Bytes, at: int = 0) -> None:
    """Copy so many bytes of each line, from ``first`` on, into the rows of a table, from ``at`` on."""
    # One item a line: numpy then copies it at once instead of byte by byte.
    item = np.dtype(f"V{size}")
    source: NDArray[np.void] = np.ndarray((len(lines),), item, lines, first, lines.strides[:1])
    np.ndarray((len(lines),), item, into, at, into.strides[:1])[:] = source


def _numbers(lines: Bytes, digits: int) -> Numbers | None:
    """Read the numbers of up to sixteen digits that these lines begin with; None if one is no number or nought.

    Eight digits are one word: the nibbles are checked all at once and joined pair by pair, hundred by hundred.
    """
    size = LONGEST_NUMBER if digits > _EIGHT else _EIGHT
    text = np.full((len(lines), size), ord("0"), np.uint8)
    _copied(lines, 0, digits, text, size - digits)
    words = text.view("<u8") ^ np.uint64(0x3030303030303030)
    high_bits = np.uint64(0xF0F0F0F0F0F0F0F0)
    if ((words | (words + np.uint64(0x0606060606060606))) & high_bits).any():
        return None
    halves = []
    for half in words.T:
        pairs = (half * np.uint64(2561) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
        hundreds = (pairs * np.uint64(6553601) >> np.uint64(16)) & np.uint64(0x0000FFFF0000FFFF)
        halves.append(hundreds * np.uint64(42949672960001) >> np.uint64(32))
    numbers = halves[0] if len(halves) == 1 else halves[0] * np.uint64(10**8) + halves[1]
    return numbers if numbers.all() else None
