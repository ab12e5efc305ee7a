"""An old workbook (.xls) before anything else opens it: its one stream taken out, its records weighed, written anew."""

from __future__ import annotations

import struct
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from rules.compound_file import CompoundFile, write_compound
from rules.errors import InputError
from rules.workbook_refusal import damaged, locked, not_a_workbook, too_far, too_many_parts, too_much_text
from rules.workbook_sheet import (
    OLD_LIMIT,
    SHEETS_LIMIT,
    TEXT_LIMIT,
    Flaw,
    FlawedCell,
    SheetMarks,
    Weighed,
    fits,
)

RECORDS_LIMIT = 1_000_000
"""Records of one .xls: about one a cell."""

_CONTINUED_LIMIT = 4_000
"""Pieces of one record: a full piece has 8,224 bytes, so this is all of ``OLD_LIMIT`` twice over."""

_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _CONTINUE, _LOCKED, _SHEET, _TEXTS = 0x0809, 0x000A, 0x003C, 0x002F, 0x0085, 0x00FC
_CODE_PAGE, _DATES_1904, _FORMAT, _STYLE = 0x0042, 0x0022, 0x041E, 0x00E0
_NUMBER, _LABEL, _TRUTH, _ANSWER, _SHORT_NUMBER = 0x0203, 0x0204, 0x0205, 0x0207, 0x027E
_SHARED, _SHORT_NUMBERS, _MERGED, _FORMULA, _RICH_TEXT = 0x00FD, 0x00BD, 0x00E5, 0x0006, 0x00D6
_WORKBOOK_RECORDS = frozenset({_BOF, _EOF, _CONTINUE, _SHEET, _TEXTS, _CODE_PAGE, _DATES_1904, _FORMAT, _STYLE})
_SHORTEST = {
    _NUMBER: 14,
    _LABEL: 8,
    _RICH_TEXT: 8,
    _TRUTH: 8,
    _ANSWER: 3,
    _SHORT_NUMBER: 10,
    _SHARED: 10,
    _SHORT_NUMBERS: 12,
    _MERGED: 2,
    _FORMULA: 22,
}
_SHORTEST_SHEET = 8
_ERROR_ANSWER = 2
_NOTHING = 0xFFFF  # a type of record that no reader knows and every reader passes over
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of the stream: where its head is, its type, and where its content lies."""

    at: int
    type: int
    start: int
    end: int


def weigh_xls(content: bytes, file: str) -> Weighed:
    """Look at every record and hand on those alone that hold sheets, texts, dates and cells.

    Raises ``InputError`` for what no slate can be. The reader below us makes room by what records declare and walks
    through formulas for as long as they like; what it does not need to know is struck out where it stands.
    """
    compound = CompoundFile(content, file)
    names = compound.names
    if "EncryptedPackage" in names:
        raise locked(file)
    name = next((name for name in _STREAMS if name in names), None)
    if name is None:
        raise not_a_workbook(file, content)
    stream = compound.stream(name, OLD_LIMIT)
    scan = _Scan(bytearray(stream), file)
    marks = scan.scan()
    return Weighed(content=write_compound(name, bytes(scan.stream)), sheets=marks)


class _Scan:
    """The walk through one stream; ``stream`` is changed in place, no record is moved."""

    def __init__(self, stream: bytearray, file: str) -> None:
        self.stream = stream
        self._file = file
        self._records = list(self._walk())
        self._lengths: Sequence[int] = ()
        self._shown = 0

    def scan(self) -> tuple[SheetMarks, ...]:
        """Weigh the workbook's own records, then each sheet's."""
        by_place = {record.at: at for at, record in enumerate(self._records)}
        places: dict[int, str] = {}
        at = 0
        while at < len(self._records):
            record = self._records[at]
            if record.type == _LOCKED:
                raise locked(self._file)
            if record.type == _SHEET:
                self._note_sheet(record, places)
            elif record.type == _TEXTS:
                self._lengths = self._text_lengths(at)
            elif record.type not in _WORKBOOK_RECORDS:
                self._strike(record)
            at += 1
            if record.type == _EOF:
                break
        if len(places) > SHEETS_LIMIT:
            raise too_many_parts(self._file, len(places), SHEETS_LIMIT)
        marks = []
        for place, name in places.items():
            start = by_place.get(place, -1)
            if start < at or self._records[start].type != _BOF:
                raise self._damaged(f"«{name}» @ {place}")
            marks.append(self._sheet(start, name, places))
        return tuple(marks)

    def _damaged(self, why: str) -> InputError:
        return damaged(self._file, why)

    def _walk(self) -> Iterator[_Record]:
        filled = len(self.stream.rstrip(b"\0"))  # the last sector of a file is filled up with zeros
        at = count = continued = 0
        while at < filled and at + 4 <= len(self.stream):
            kind, length = struct.unpack_from("<HH", self.stream, at)
            end = at + 4 + length
            count += 1
            continued = continued + 1 if kind == _CONTINUE else 0
            if end > len(self.stream) or count > RECORDS_LIMIT or continued > _CONTINUED_LIMIT:
                raise self._damaged(f"0x{kind:04X} @ {at}")
            yield _Record(at, kind, at + 4, end)
            at = end
        del self.stream[at:]

    def _strike(self, record: _Record) -> None:
        struct.pack_into("<H", self.stream, record.at, _NOTHING)

    def _note_sheet(self, record: _Record, places: dict[int, str]) -> None:
        if record.end - record.start < _SHORTEST_SHEET:
            raise self._damaged("BOUNDSHEET")
        place, _, length, wide = struct.unpack_from("<IHBB", self.stream, record.start)
        name = self.stream[record.start + 8 : record.start + 8 + length * (2 if wide else 1)]
        if place in places:  # a sheet read twice
            raise self._damaged(f"BOUNDSHEET @ {place}")
        # Only for messages: the reader below us knows every code page.
        places[place] = name.decode("utf-16-le" if wide else "latin-1", "replace")

    def _text_lengths(self, at: int) -> Sequence[int]:
        first = self._records[at]
        pieces = [self.stream[first.start : first.end]]
        for record in self._records[at + 1 :]:
            if record.type != _CONTINUE:
                break
            pieces.append(self.stream[record.start : record.end])
        try:
            return _Texts(pieces).lengths()
        except (IndexError, struct.error) as error:
            raise self._damaged("SST") from error

    def _sheet(self, start: int, name: str, places: Container[int]) -> SheetMarks:
        marks = SheetMarks()
        last_row = last_column = 0
        for record in self._told(start, name, places):
            if record.end - record.start < _SHORTEST[record.type]:
                raise self._damaged(f"0x{record.type:04X} @ {record.at}")
            if record.type == _ANSWER:
                self._check_text(record, record.start)
            elif record.type == _MERGED:
                self._check_merges(record)
            else:
                row, column = struct.unpack_from("<HH", self.stream, record.start)
                last_row, last_column = max(last_row, row), max(last_column, self._last_column(record, column))
                if not fits(last_row, last_column):
                    raise too_far(self._file, last_row, last_column, sheet=name)
                if flaw := self._look(record, row, column):
                    marks.flawed.append(flaw)
        return marks

    def _told(self, start: int, name: str, places: Container[int]) -> Iterator[_Record]:
        """The records of a sheet that say something of its cells; every other one is struck out."""
        depth = 0  # a chart drawn on the sheet is a sheet inside of it
        for record in self._records[start + 1 :]:
            if record.type == _EOF and not depth:
                return
            if record.at in places:
                raise self._damaged(f"«{name}» @ {record.at}")
            if record.type == _BOF or depth:
                depth += {_BOF: 1, _EOF: -1}.get(record.type, 0)
                self._strike(record)
            elif record.type not in _SHORTEST:
                self._strike(record)
            else:
                if record.type == _RICH_TEXT:  # the same as a label, with fonts behind it
                    struct.pack_into("<H", self.stream, record.at, _LABEL)
                yield record

    def _check_merges(self, record: _Record) -> None:
        (count,) = struct.unpack_from("<H", self.stream, record.start)
        if record.start + 2 + 8 * count > record.end:
            raise self._damaged("MERGEDCELLS")

    def _last_column(self, record: _Record, column: int) -> int:
        if record.type != _SHORT_NUMBERS:
            return column
        (last,) = struct.unpack_from("<H", self.stream, record.end - 2)
        if last < column or record.end - record.start != 6 + 6 * (last - column + 1):
            raise self._damaged(f"MULRK @ {record.at}")
        return int(last)

    def _look(self, record: _Record, row: int, column: int) -> FlawedCell | None:
        start = record.start
        error: int | None = None
        if record.type in {_LABEL, _RICH_TEXT}:
            self._check_text(record, start + 6)
        elif record.type == _SHARED:
            (index,) = struct.unpack_from("<I", self.stream, start + 6)
            self._count(self._lengths[index] if index < len(self._lengths) else 0)
        elif record.type == _TRUTH and self.stream[start + 7]:
            error = self.stream[start + 6]
        elif record.type == _FORMULA:
            # The formula itself is of no use here: its length becomes nothing, its answer stays.
            struct.pack_into("<H", self.stream, start + 20, 0)
            if self.stream[start + 12 : start + 14] == b"\xff\xff" and self.stream[start + 6] == _ERROR_ANSWER:
                error = self.stream[start + 8]
        if error is None:
            return None
        return FlawedCell(row=row, column=column, flaw=Flaw.ERROR, seen=_ERRORS.get(error, "#ERR!"))

    def _check_text(self, record: _Record, start: int) -> None:
        """A text in its own record has no more characters than the record has bytes, or room is made for them all."""
        (length,) = struct.unpack_from("<H", self.stream, start)
        if start + 2 + length > record.end:
            raise self._damaged(f"0x{record.type:04X} @ {record.at}")
        self._count(length)

    def _count(self, length: int) -> None:
        self._shown += length
        if self._shown > TEXT_LIMIT:
            raise too_much_text(self._file)


class _Texts:
    """The texts that cells share (SST): each may be broken off at the end of a piece and go on in the next."""

    def __init__(self, pieces: Sequence[bytearray]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 8

    def lengths(self) -> tuple[int, ...]:
        """How many characters each has; ``IndexError`` where they end before the number declared is reached."""
        (declared,) = struct.unpack_from("<I", self._pieces[0], 4)
        if declared * 3 > sum(map(len, self._pieces)):
            raise IndexError(declared)
        return tuple(self._length() for _ in range(declared))

    def _length(self) -> int:
        if self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 0x8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 0x4 else 0
        self._skip_characters(length, wide=flags & 0x1)
        self._skip(runs * 4 + extra)
        return int(length)

    def _take(self, count: int) -> bytearray:
        taken = self._pieces[self._piece][self._at : self._at + count]
        self._at += count
        return taken

    def _skip_characters(self, count: int, *, wide: int) -> None:
        while count:
            here = (len(self._pieces[self._piece]) - self._at) // (2 if wide else 1)
            if here >= count:
                self._at += count * (2 if wide else 1)
                return
            count -= here
            self._piece, self._at = self._piece + 1, 1
            wide = self._pieces[self._piece][0] & 0x1  # each piece says anew how wide its characters are

    def _skip(self, count: int) -> None:
        while count > (here := len(self._pieces[self._piece]) - self._at):
            count -= here
            self._piece, self._at = self._piece + 1, 0
            if not self._pieces[self._piece]:
                raise IndexError(self._piece)
        self._at += count
