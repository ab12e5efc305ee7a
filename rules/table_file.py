"""A CSV table as people's programs write it: rows that know their line, cells in one Unicode form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from rules.errors import FaultList, Place
from rules.names import fold
from rules.phrase import phrase
from rules.text_file import TextFile, control_character, read_text, shortened

SEPARATORS = "\t;,"
"""Tab, semicolon (a Vietnamese Excel writes it), comma; where the header leaves it open, the first one wins."""

COLUMNS_LIMIT = 2000
"""Columns of a table: a ballot of 400 names has 402, the widest slate seen 36."""

WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
"""Endings of the files that are read as workbooks instead; which kind one really is, its content says."""

TITLE_ROWS = 20
"""Rows among which a header is looked for that is not the first."""

_TOTALS = re.compile(
    r"(tổng|cộng|tổng số|tổng cộng|cộng tổng|total|totals|grand total|sum)\s*[:.=]*\s*(\d.*)?"
    r"|(tổng số|tổng cộng|grand total)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. ``number`` is the line of the file it starts on (the header is 1); cells are NFC, spaces folded."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose rows all have the header's width; ``sha256`` is of the file's bytes, in hex."""

    file: str
    sha256: str
    header: Row
    rows: tuple[Row, ...]


def read_csv(path: Path, *, shown: str, headings: Collection[str] = ()) -> Table:
    """Read a CSV file; ``shown`` is its name in messages. Raises ``InputError`` with every fault found.

    Separators are told from the header line. Blank rows may stand at the end only, and columns without heading
    only if nothing stands in them. ``headings`` are some of which the header has one, to tell where it is if not first.
    """
    return parse_csv(read_text(path, shown=shown), headings=headings)


def parse_csv(
    source: TextFile, *, separator: str | None = None, rows_before: int = 0, headings: Collection[str] = ()
) -> Table:
    """Read the text of a CSV file as ``read_csv`` does.

    A file too large to be read at once comes in parts, each with the header line before it: ``separator`` is then the
    one told from the first part, and ``rows_before`` how many rows stand between the header and this part's first.
    """
    faults = FaultList(source.file)
    records = list(_records(source.text, faults, separator or separator_of(source.text), rows_before))
    check_header_is_first(records, headings, faults)
    return table_of(records, faults, sha256=source.sha256)


def table_of(records: Sequence[Row], faults: FaultList, *, sha256: str) -> Table:
    """Make a table of rows, the first its header; raises ``InputError`` with ``faults`` and everything found here."""
    records = list(records)
    while records and records[-1].blank:
        records.pop()
    if not records:
        message = phrase("bảng này trống: không có dòng nào có nội dung")
        faults.add("table.empty", message, phrase("kiểm tra lại tệp đã lưu; có thể đã chọn nhầm tệp"))
        faults.raise_if_any()
    if records[0].blank:
        faults.add(
            "table.header_missing",
            phrase("dòng 1 phải là dòng tiêu đề các cột, ở đây dòng 1 trống"),
            phrase("xóa các dòng trống ở đầu tệp, để dòng tiêu đề lên dòng 1"),
            place=Place(row=1),
        )
        faults.raise_if_any()
    header, rows = records[0], records[1:]
    _check_columns(header, faults)
    _check_widths(header, rows, faults)
    kept = _kept_columns(header, rows, faults)
    _check_duplicates(header, faults)
    _check_characters(header, records, faults)
    faults.raise_if_any()
    return Table(
        file=faults.file,
        sha256=sha256,
        header=_narrowed(header, kept),
        rows=tuple(_narrowed(row, kept) for row in rows),
    )


def check_header_is_first(records: Sequence[Row], headings: Collection[str], faults: FaultList) -> None:
    """Raise ``InputError`` where a title or notes stand above the header, which has one of ``headings``."""

    def is_header(row: Row) -> bool:
        return any(cell.casefold() in headings for cell in row.cells)

    found = next(filter(is_header, records[:TITLE_ROWS]), None)
    if found is None or all(row.blank for row in takewhile(lambda row: row is not found, records)):
        return
    faults.faults.clear()  # what stands above it has no columns: nothing said of it would be true
    faults.add(
        "table.header_below",
        phrase("dòng tiêu đề các cột là dòng {row}, phải là dòng 1", row=found.number),
        phrase("xóa các dòng ở trên dòng tiêu đề"),
        place=Place(row=found.number),
        seen=_joined(found),
    )
    faults.raise_if_any()


def is_totals_row(row: Row, *, columns: Iterable[int] | None = None) -> bool:
    """Whether a cell says "Tổng số", "Cộng", "Total" …; ``columns`` bounds it to those that hold a name or number."""
    places = range(len(row.cells)) if columns is None else columns
    return any(_TOTALS.fullmatch(row.cells[place]) for place in places)


class _Lines:
    """The lines of a text with their ends, and whether the last one was taken."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.ended = True


def _records(text: str, faults: FaultList, separator: str, rows_before: int) -> Iterator[Row]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1 + (rows_before if reader.line_num else 0)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                faults.add(
                    "table.cell_too_long",
                    phrase("một ô ở dòng {row} dài quá mức", row=number),
                    phrase("kiểm tra dấu ngoặc kép mở mà không đóng ở dòng này"),
                    place=Place(row=number),
                )
                return
            if lines.ended or reader.line_num + rows_before > number:
                faults.add(
                    "table.unclosed_quote",
                    phrase("dấu ngoặc kép mở ở dòng {row} không được đóng", row=number),
                    phrase("đóng dấu ngoặc kép, hoặc viết hai dấu liền nhau nếu đó là một phần của nội dung"),
                    place=Place(row=number),
                    seen='"',
                )
                return
            faults.add(
                "table.stray_quote",
                phrase("dòng {row} có chữ đứng sau dấu ngoặc kép đóng", row=number),
                phrase("viết hai dấu ngoặc kép liền nhau nếu đó là một phần của nội dung"),
                place=Place(row=number),
                seen='"',
            )
            continue
        yield Row(number=number, cells=tuple(map(fold, cells)))


def separator_of(text: str) -> str:
    """The mark that divides the header into most cells; of several, one that divides the next row alike wins.

    A heading may hold commas ("Cao đẳng, Trung cấp") in a file divided by semicolons, and the other way round.
    """

    def fit(mark: str) -> tuple[bool, int]:
        try:
            first = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 2))
        except csv.Error:
            return False, 0
        width = len(first[0]) if first else 0
        return width > 1 and len(first[-1]) == width, width

    best = max(SEPARATORS, key=fit)
    return best if fit(best)[1] > 1 else ","


def _check_columns(header: Row, faults: FaultList) -> None:
    """Stop at a header that no people's program writes, before each of its headings is told as a fault."""
    if len(header.cells) > COLUMNS_LIMIT:
        faults.add(
            "table.too_many_columns",
            phrase("dòng tiêu đề có {columns} cột, quá {limit}", columns=len(header.cells), limit=COLUMNS_LIMIT),
            phrase("kiểm tra có chọn nhầm tệp không"),
            place=Place(row=header.number),
            seen=len(header.cells),
        )
        faults.raise_if_any()


def _check_widths(header: Row, rows: list[Row], faults: FaultList) -> None:
    width = len(header.cells)
    gap = 0  # the first blank row of a gap; told once, when something follows
    for row in rows:
        place = Place(row=row.number)
        if row.blank:
            gap = gap or row.number
            continue
        if gap:
            _refuse_gap(gap, row.number, faults)
            gap = 0
        if len(row.cells) > width:
            message = phrase("dòng {row} có {cells} ô, dòng tiêu đề chỉ có {width}", **_sides(row, width))
            remedy = phrase("bỏ ô thừa; ô có chứa dấu phân cách phải đặt trong ngoặc kép")
            faults.add("table.row_too_long", message, remedy, place=place, seen=_joined(row))
        elif len(row.cells) < width:
            message = phrase("dòng {row} chỉ có {cells} ô, dòng tiêu đề có {width}", **_sides(row, width))
            remedy = phrase("thêm ô còn thiếu; ô không có nội dung vẫn phải có dấu phân cách")
            faults.add("table.row_too_short", message, remedy, place=place, seen=_joined(row))


def _refuse_gap(blank: int, following: int, faults: FaultList) -> None:
    faults.add(
        "table.blank_row",
        phrase("dòng {row} trống, nhưng dòng {next} lại có nội dung", row=blank, next=following),
        phrase("xóa dòng trống; dòng trống chỉ được ở cuối tệp"),
        place=Place(row=blank),
        seen="",
    )


def _sides(row: Row, width: int) -> dict[str, int]:
    return {"row": row.number, "cells": len(row.cells), "width": width}


def _joined(row: Row) -> str:
    return shortened(" | ".join(row.cells))


def _kept_columns(header: Row, rows: list[Row], faults: FaultList) -> list[int]:
    kept = []
    for at, heading in enumerate(header.cells):
        if heading:
            kept.append(at)
            continue
        if filled := next((row for row in rows if len(row.cells) > at and row.cells[at]), None):
            faults.add(
                "table.blank_heading",
                phrase("cột thứ {column} không có tiêu đề mà dòng {row} có nội dung", column=at + 1, row=filled.number),
                phrase("đặt tiêu đề cho cột này hoặc xóa nội dung của cột"),
                place=Place(row=filled.number),
                seen=shortened(filled.cells[at]),
            )
    return kept


def _check_duplicates(header: Row, faults: FaultList) -> None:
    first: dict[str, int] = {}
    for at, heading in enumerate(header.cells, start=1):
        earlier = first.setdefault(heading.casefold(), at)
        if heading and earlier != at:
            faults.add(
                "table.duplicate_heading",
                phrase(
                    "tiêu đề «{heading}» có hai lần: cột thứ {first} và cột thứ {second}",
                    heading=shortened(heading),
                    first=earlier,
                    second=at,
                ),
                phrase("đổi tên hoặc xóa một cột; cột con thì ghi cả tiêu đề chung, ví dụ «Trình độ LLCT: Trung cấp»"),
                place=Place(row=header.number, column=shortened(heading)),
                seen=shortened(heading),
            )


def _check_characters(header: Row, records: list[Row], faults: FaultList) -> None:
    for row in records:
        if control_character("".join(row.cells)) is None:  # nearly always, and quick to know of the whole row
            continue
        for at, cell in enumerate(row.cells):
            if char := control_character(cell):
                faults.add(
                    "table.control_character",
                    phrase("dòng {row} có ký tự {char} không hiển thị được", row=row.number, char=char),
                    phrase("gõ lại nội dung ô này; chữ gốc có thể đã bị mất khi chuyển mã"),
                    place=Place(row=row.number, column=shortened(header.cells[at]) if at < len(header.cells) else None),
                    seen=shortened(cell),
                )


def _narrowed(row: Row, kept: list[int]) -> Row:
    if len(kept) == len(row.cells):
        return row
    return Row(number=row.number, cells=tuple(row.cells[at] for at in kept))
