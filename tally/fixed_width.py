"""Wide ballot files whose lines all have one form, read as a table of bytes (numpy) instead of cell by cell.

A line ``[17,]1,0,…,1[,]`` is compared with its template, the same line of noughts: what differs must be the lowest bit
of the places where the marks stand, and is then the mark. Every byte of every line is compared. A line that is not
of the form (a ruling, a mark nobody could read) goes to the careful reader; a file with too many of them, or with one
that the careful reader has a fault for, is left to that reader as a whole, so that faults are told as always.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rules.errors import FaultList
from rules.model import Cells
from rules.names import fold
from rules.table_file import Row
from tally.ballot_rows import BallotReader, Header, Layout, ballots_in
from tally.chunk import CHUNK, Chunk, Numbers, with_ballots
from tally.model import Ballot
from tally.words import Bytes, Pile, Words, lane, pack, words_of

LINES = 1 << 13
"""Lines compared at a time: they and their template fit the processor's own memory."""

_LONGEST_NUMBER = 16
_TEN = 10
_NEWLINE = ord("\n")


class DeviatesError(Exception):
    """The file is not of one form, or has a fault: the careful reader has to read it."""


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
class _Lines:
    """Lines read as bytes: the numbers of the ballots (empty where they have none) and the bits of their marks.

    ``width`` is the bytes of each line, 0 if they differ.
    """

    numbers: Numbers
    marks: Words
    width: int = 0
    odd: Mapping[int, Ballot] = field(default_factory=dict)


def form_of(header: Header, reader: BallotReader, separator: str, end: bytes) -> LineForm | None:
    """The form of the lines under a header, None if there is none: marks must stand side by side in ballot order."""
    first = header.marks[0] if header.marks else 0
    around = (None if first == 0 else 0, first + reader.names if header.invalid is not None else None)
    side_by_side = header.marks == tuple(range(first, first + reader.names)) and first <= 1
    if header.layout is not Layout.WIDE or not side_by_side or (header.ballot, header.invalid) != around:
        return None
    return LineForm(
        names=reader.names,
        separator=separator.encode("ascii"),
        end=end,
        numbered=header.ballot is not None,
        ruled=header.invalid is not None,
    )


class FixedWidthReader:
    """Reads a file of one form, chunk by chunk; ``start`` is the first byte behind the header line."""

    def __init__(self, path: Path, start: int, form: LineForm, header: Header, reader: BallotReader) -> None:
        """Note what to read; nothing is read yet."""
        self._path = path
        self._start = start
        self._form = form
        self._header = header
        self._reader = reader
        self._template = _Template(form)
        self._kept = reader.source.cells is Cells.KEPT

    def chunks(self) -> Iterator[Chunk]:
        """The ballots in file order; ``DeviatesError`` as soon as the file turns out not to be of the form."""
        place = 1
        waiting: list[tuple[_Lines, Mapping[int, Ballot]]] = []
        for block in self._blocks():
            lines = self._read(block, place)
            waiting.append((lines, self._sample(block, lines, place)))
            place += lines.marks.shape[1]
            if sum(each.marks.shape[1] for each, _ in waiting) >= CHUNK:
                yield self._chunk(waiting, place)
                waiting.clear()
        if waiting:
            yield self._chunk(waiting, place)

    def _blocks(self) -> Iterator[memoryview]:
        """Whole lines, about ``LINES`` of them at a time; in one buffer, so a block is gone when the next one comes."""
        with self._path.open("rb") as file:
            file.seek(self._start)
            first = file.readline(self._form.width + _LONGEST_NUMBER + 2)
            file.seek(self._start)
            size = max(len(first), 1) * LINES
            buffer = bytearray(size + len(self._form.end))
            kept = 0
            while True:
                got = file.readinto(memoryview(buffer)[kept:size])
                filled = kept + got
                if not got:
                    break
                end = buffer.rfind(b"\n", 0, filled) + 1
                if not end:
                    raise DeviatesError
                yield memoryview(buffer)[:end]
                buffer[: filled - end] = buffer[end:filled]
                kept = filled - end
            if kept:  # the last line may lack its end
                buffer[kept : kept + len(self._form.end)] = self._form.end
                yield memoryview(buffer)[: kept + len(self._form.end)]

    def _read(self, block: memoryview, place: int) -> _Lines:
        table = np.frombuffer(block, np.uint8)
        width = int(np.argmax(table == _NEWLINE)) + 1 if len(table) < LINES else bytes(block[:LINES]).find(b"\n") + 1
        if width and len(table) % width == 0:
            lines = self._template.read(table.reshape(-1, width))
            if lines is not None:
                return lines
        return self._line_by_line(table, place)

    def _line_by_line(self, table: Bytes, place: int) -> _Lines:
        """Lines of several widths: those of the form together, the others by the careful reader."""
        ends = np.flatnonzero(table == _NEWLINE) + 1
        starts = np.concatenate((ends[:1] * 0, ends[:-1]))
        widths = ends - starts
        kind = lane(self._form.names)
        numbers = np.zeros(len(ends) if self._form.numbered else 0, np.uint64)
        marks = np.zeros((words_of(self._form.names), len(ends)), kind)
        left = np.ones(len(ends), np.bool_)
        for width in np.unique(widths):
            which = np.flatnonzero(widths == width)
            same = table[starts[which][:, None] + np.arange(width)]
            fits = self._template.fitting(same)
            lines = self._template.read(same[fits])
            if lines is not None:
                which = which[fits]
                left[which] = False
                marks[:, which] = lines.marks
                if self._form.numbered:
                    numbers[which] = lines.numbers
        others = np.flatnonzero(left)
        if 4 * len(others) > len(ends) + 4:
            raise DeviatesError
        ballots = {
            line: self._careful(table[starts[line] : ends[line]].tobytes(), place + line) for line in others.tolist()
        }
        if self._form.numbered:
            for line, ballot in ballots.items():
                if ballot.number.bit_length() > 64:  # noqa: PLR2004 - does not fit a word
                    raise DeviatesError
                numbers[line] = ballot.number
        return _Lines(numbers, marks, odd=ballots)

    def _careful(self, line: bytes, place: int) -> Ballot:
        """One line as the careful reader reads it."""
        if b'"' in line:  # a quoted cell may go on in the next line
            raise DeviatesError
        try:
            text = line.decode("utf-8")
            cells = next(csv.reader([text], delimiter=self._form.separator.decode("ascii"), strict=True))
        except (UnicodeDecodeError, csv.Error, StopIteration):
            raise DeviatesError from None
        row = Row(number=place + 1, cells=tuple(map(fold, cells)))
        columns = self._form.names + self._form.numbered + self._form.ruled
        if len(row.cells) != columns or not all(map(str.isprintable, row.cells)):
            raise DeviatesError
        faults = FaultList(self._reader.source.file)
        reader = BallotReader(self._reader.contest, self._reader.source, self._reader.reasons, faults)
        found = list(ballots_in(reader, self._header, [row], place))
        if len(found) != 1 or faults.faults:
            raise DeviatesError
        return found[0][1]

    def _sample(self, block: memoryview, lines: _Lines, place: int) -> Mapping[int, Ballot]:
        """One ballot of a block by the careful reader, another place in each."""
        at = place % lines.marks.shape[1]
        if at in lines.odd:
            return {at: lines.odd[at]}
        if lines.width:
            return {at: self._careful(bytes(block[lines.width * at : lines.width * (at + 1)]), place + at)}
        ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _NEWLINE) + 1
        return {at: self._careful(bytes(block[ends[at - 1] if at else 0 : ends[at]]), place + at)}

    def _chunk(self, parts: list[tuple[_Lines, Mapping[int, Ballot]]], after: int) -> Chunk:
        marks = np.concatenate([lines.marks for lines, _ in parts], axis=1)
        if not self._kept:
            marks ^= _full(self._form.names)[:, None]
        size = marks.shape[1]
        places = np.arange(after - size, after)
        numbers = np.concatenate([lines.numbers for lines, _ in parts]) if self._form.numbered else places
        by_hand: dict[int, Ballot] = {}
        sample: dict[int, Ballot] = {}
        before = 0
        for lines, chosen in parts:
            by_hand |= {before + at: ballot for at, ballot in lines.odd.items()}
            sample |= {before + at: ballot for at, ballot in chosen.items()}
            before += lines.marks.shape[1]
        chunk = Chunk(
            pile=Pile(names=self._form.names, favour=marks),
            numbers=numbers.astype(np.uint64, copy=False),
            rows=places + 1,
            sample=sample,
        )
        return with_ballots(chunk, self._reader.contest.form, by_hand)


class _Template:
    """Compares whole lines with the line of noughts, and packs what differs."""

    def __init__(self, form: LineForm) -> None:
        self._form = form
        kind = lane(form.names)
        self._kind = kind
        self._words = words_of(form.names)
        row = 2 * 8 * kind.itemsize * self._words  # bytes: a mark and its separator for every bit of the words
        nought = (b"0" + form.separator) * (form.names - 1) + b"0" + form.tail[:1]
        self._noughts = np.zeros((LINES, row), np.uint8)
        self._noughts[:, : len(nought)] = np.frombuffer(nought, np.uint8)
        self._allowed = np.zeros(row, np.uint8)
        self._allowed[: 2 * form.names : 2] = 1
        self._lines = np.zeros((LINES, row), np.uint8)
        self._difference = np.empty((LINES, row), np.uint8)

    def fitting(self, lines: Bytes) -> NDArray[np.bool_]:
        """Which of these lines of one width are of the form."""
        front = lines.shape[1] - self._form.width
        fits = np.zeros(len(lines), np.bool_)
        if front == 0 if not self._form.numbered else 2 <= front <= _LONGEST_NUMBER + 1:  # noqa: PLR2004 - a digit and a separator
            marks = lines[:, front : front + 2 * self._form.names]
            expected = self._noughts[0, : marks.shape[1]]
            fits = (((marks ^ expected) & ~self._allowed[: marks.shape[1]]) == 0).all(axis=1)
            fits &= self._same_tail(lines)
            if front:
                digits = lines[:, : front - 1] ^ np.uint8(ord("0"))
                fits &= (
                    (digits < _TEN).all(axis=1)
                    & digits.any(axis=1)
                    & (lines[:, front - 1] == ord(self._form.separator))
                )
        return fits

    def read(self, lines: Bytes) -> _Lines | None:
        """All of these lines of one width; None if only one of them is not of the form."""
        front = lines.shape[1] - self._form.width
        if front < 0 or (front == 0) == self._form.numbered or front == 1 or front > _LONGEST_NUMBER + 1:
            return None
        parts = [self._marks(lines[at : at + LINES], front) for at in range(0, len(lines), LINES)]
        if any(part is None for part in parts) or not self._same_tail(lines).all():
            return None
        numbers = np.zeros(0, np.uint64)
        if front:
            if not (lines[:, front - 1] == ord(self._form.separator)).all():
                return None
            found = _numbers(lines[:, : front - 1])
            if found is None:
                return None
            numbers = found
        marks = [part for part in parts if part is not None]
        empty = np.zeros((self._words, 0), self._kind)
        return _Lines(numbers, np.concatenate([empty, *marks], axis=1), lines.shape[1])

    def _marks(self, lines: Bytes, front: int) -> Words | None:
        """The bits of up to ``LINES`` lines, None if a byte is not as the template has it; marks begin at ``front``."""
        count, size = len(lines), 2 * self._form.names
        # One item a line: numpy then copies it at once instead of byte by byte.
        item = np.dtype(f"V{size}")
        source: NDArray[np.void] = np.ndarray((count,), item, lines, front, lines.strides[:1])
        np.ndarray((count,), item, self._lines, 0, self._lines.strides[:1])[:] = source
        words = count * self._lines.shape[1] // 8
        difference = self._difference.reshape(-1).view(np.uint64)[:words]
        np.bitwise_xor(
            self._lines.reshape(-1).view(np.uint64)[:words],
            self._noughts.reshape(-1).view(np.uint64)[:words],
            out=difference,
        )
        together = 64 if count % 64 == 0 else 1
        seen = np.bitwise_or.reduce(difference.reshape(count // together, -1), axis=0).view(np.uint8)
        if (seen.reshape(together, -1) & ~self._allowed).any():
            return None
        bits = difference.view(np.uint16).astype(np.uint8)  # the lower byte is the mark, the upper the separator
        packed = np.packbits(bits, bitorder="little").view(self._kind)
        return np.ascontiguousarray(packed.reshape(count, self._words).T)

    def _same_tail(self, lines: Bytes) -> NDArray[np.bool_]:
        """Whether the bytes behind the one after the last mark are those of the form."""
        same = np.ones(len(lines), np.bool_)
        for back, byte in enumerate(reversed(self._form.tail[1:]), start=1):
            same &= lines[:, -back] == byte
        return same


def _numbers(digits: Bytes) -> Numbers | None:
    """Read numbers of one width, up to sixteen digits; None if one is no number or nought.

    Eight digits are one word: the nibbles are checked all at once and joined pair by pair, hundred by hundred.
    """
    size = _LONGEST_NUMBER if digits.shape[1] > _LONGEST_NUMBER // 2 else _LONGEST_NUMBER // 2
    text = np.full((len(digits), size), ord("0"), np.uint8)
    text[:, size - digits.shape[1] :] = digits
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


def _full(names: int) -> Words:
    """The words of a ballot with every name marked."""
    full: Words = pack(np.ones((1, names), np.bool_))[:, 0]
    return full
