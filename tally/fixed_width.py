"""Wide ballot files whose lines all have one form, read as a table of bytes (numpy) instead of cell by cell.

Parts of the file are compared with the form's template (``line_form``) in a thread of their own while the part before
is counted. A line that is not of the form (a ruling, a mark nobody could read) goes to the careful reader; a file with
too many of them, or with one that the careful reader has a fault for, is left to that reader as a whole, so that faults
are told as always.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rules.errors import FaultList
from rules.model import Cells
from rules.names import fold
from rules.table_file import Row
from rules.text_file import LINE_LIMIT
from tally.ahead import ahead
from tally.ballot_rows import BallotReader, Header, Layout, ballots_in
from tally.chunk import CHUNK, Chunk, Numbers, with_ballots
from tally.line_form import LineForm, Packed, Template
from tally.model import Ballot
from tally.words import WORD, Bytes, Pile, Places, Words, lane, pack, words_of

PART = 1 << 22
"""Bytes of a part at most, but for its last line."""

_NEWLINE = ord("\n")
_LARGEST = (1 << WORD) - 1
"""The highest number of a ballot that fits a word."""


class DeviatesError(Exception):
    """The file is not of one form, or has a fault: the careful reader has to read it."""


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


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of a part: numbers (none where they have none) and bits; ``odd`` are those that are not of the form.

    ``sample`` are some of the others, as they stand in the file.
    """

    numbers: Numbers
    marks: Words
    odd: Mapping[int, bytes]
    sample: Mapping[int, bytes]

    def __len__(self) -> int:
        return int(self.marks.shape[1])


class FixedWidthReader:
    """Reads a file of one form, chunk by chunk; ``start`` is the first byte behind the header line."""

    def __init__(self, path: Path, start: int, form: LineForm, header: Header, reader: BallotReader) -> None:
        """Note what to read; nothing is read yet."""
        self._path = path
        self._start = start
        self._form = form
        self._header = header
        self._reader = reader
        self._kept = reader.source.cells is Cells.KEPT

    def chunks(self) -> Iterator[Chunk]:
        """The ballots in file order; ``DeviatesError`` as soon as the file turns out not to be of the form."""
        reading = _Reading(self._path, self._form)
        counted = 0
        with closing(ahead(map(reading.lines_at, self._parts()))) as parts:
            for lines in parts:
                yield self._chunk(lines, counted + 1)
                counted += len(lines)

    def _parts(self) -> Iterator[range]:
        """Where the parts of the file lie: whole lines, ``CHUNK`` ballots or ``PART`` bytes of them."""
        end = self._path.stat().st_size
        part = min(PART, self._form.width * CHUNK)
        with self._path.open("rb") as file:
            start = self._start
            while start < end:
                file.seek(min(start + part, end) - 1)
                last = file.readline(LINE_LIMIT)
                behind = min(start + part, end) - 1 + len(last)
                if not last.endswith(b"\n") and behind < end:
                    raise DeviatesError
                yield range(start, behind)
                start = behind

    def _chunk(self, lines: _Lines, first: int) -> Chunk:
        marks = lines.marks
        if not self._kept:
            marks ^= _full(self._form.names)[:, None]
        places = np.arange(first, first + len(lines))
        numbers = lines.numbers if self._form.numbered else places.astype(np.uint64)
        by_hand = {at: self._careful(line, first + at) for at, line in lines.odd.items()}
        for at, ballot in by_hand.items():
            if ballot.number > _LARGEST:
                raise DeviatesError
            numbers[at] = ballot.number
        sample = {at: self._careful(line, first + at) for at, line in lines.sample.items()}
        chunk = Chunk(pile=Pile(names=self._form.names, favour=marks), numbers=numbers, rows=places + 1, sample=sample)
        return with_ballots(chunk, self._reader.contest.form, by_hand)

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


class _Reading:
    """Reads one part after the other into the same buffer, which with the template is all the memory it takes."""

    def __init__(self, path: Path, form: LineForm) -> None:
        self._path = path
        self._form = form
        self._template = Template(form)
        self._buffer = bytearray()

    def lines_at(self, place: range) -> _Lines:
        """The lines at this place of the file. They are whole; the last one of the file may lack its end."""
        size = len(place)
        if len(self._buffer) < size + len(self._form.end):
            self._buffer = bytearray(size + len(self._form.end))
        with self._path.open("rb", buffering=0) as file:
            file.seek(place.start)
            got = 0
            while got < size and (more := file.readinto(memoryview(self._buffer)[got:size])):
                got += more
        if not self._buffer.endswith(b"\n", 0, got):
            self._buffer[got : got + len(self._form.end)] = self._form.end
            got += len(self._form.end)
        return self._lines(np.frombuffer(self._buffer, np.uint8, got), place.start)

    def _lines(self, table: Bytes, start: int) -> _Lines:
        width = self._buffer.find(b"\n") + 1
        packed = self._template.read(table.reshape(-1, width)) if len(table) % width == 0 else None
        ends = np.arange(width, len(table) + 1, width) if packed else np.flatnonzero(table == _NEWLINE) + 1
        starts = np.concatenate((ends[:1] * 0, ends[:-1]))

        def line(at: int) -> bytes:
            return table[starts[at] : ends[at]].tobytes()

        if packed:
            left = ends[:0]
        else:
            packed, left = self._of_several_widths(table, starts, ends)
        if 4 * len(left) > len(ends) + 4:
            raise DeviatesError
        odd = {at: line(at) for at in left.tolist()}
        step = self._template.lines
        # One of every so many lines, another one from part to part.
        sampled = (min(at + start % step, len(ends) - 1) for at in range(0, len(ends), step))
        return _Lines(packed.numbers, packed.marks, odd, {at: line(at) for at in sampled})

    def _of_several_widths(self, table: Bytes, starts: Places, ends: Places) -> tuple[Packed, Places]:
        """Lines of several widths: those of the form, and which are not."""
        marks = np.zeros((words_of(self._form.names), len(ends)), lane(self._form.names))
        numbers = np.zeros(len(ends) if self._form.numbered else 0, np.uint64)
        left = np.ones(len(ends), np.bool_)
        for at in range(0, len(ends), self._template.lines):  # places in the file take eight times as much as its bytes
            widths = (ends - starts)[at : at + self._template.lines]
            for width in np.unique(widths):
                which = at + np.flatnonzero(widths == width)
                same = _lines_at(table, starts[which], int(width))
                packed = self._template.read(same)
                if packed is None:
                    fits = self._template.fitting(same)
                    which = which[fits]
                    packed = self._template.read(same[fits])
                if packed is not None:
                    left[which] = False
                    marks[:, which] = packed.marks
                    if self._form.numbered:
                        numbers[which] = packed.numbers
        return Packed(numbers, marks), np.flatnonzero(left)


def _lines_at(table: Bytes, starts: Places, width: int) -> Bytes:
    """Lines of one width; where they follow each other nothing is copied."""
    first, behind = int(starts[0]), int(starts[-1]) + width
    if behind - first == width * len(starts):
        return table[first:behind].reshape(-1, width)
    gathered: Bytes = table[starts[:, None] + np.arange(width)]
    return gathered


def _full(names: int) -> Words:
    """The words of a ballot with every name marked."""
    full: Words = pack(np.ones((1, names), np.bool_))[:, 0]
    return full
