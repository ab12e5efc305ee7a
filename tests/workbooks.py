"""Writes small workbooks for tests: .xlsx with XlsxWriter, .ods and .xls by hand: no maintained package does."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from rules.compound_file import write_compound
from rules.workbook_sheet import Merge

Cell = str | int | float | date | None

ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/"/></manifest:manifest>'
)
_DAY_ZERO = date(1899, 12, 30)
_WORKBOOK, _WORKSHEET = 0x0005, 0x0010


@dataclass
class Grid:
    """A sheet to be written: rows of cells from A1 on, merged ranges, and whether people see it."""

    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False

    def add(self, cells: Iterable[Cell], *, left: int = 0) -> None:
        """Add a row, its first cells left empty."""
        self.rows.append([None] * left + list(cells))

    def merge(self, row: int, column: int, *, down: int = 0, right: int = 0) -> None:
        """Merge a cell with those below and to the right."""
        if down or right:
            merge = Merge(first_row=row, first_column=column, last_row=row + down, last_column=column + right)
            self.merges.append(merge)


def grid(*rows: Sequence[Cell], merges: Iterable[tuple[int, int, int, int]] = (), hidden: bool = False) -> Grid:
    """A grid in one line; merges are first row, first column, last row, last column."""
    ranges = [
        Merge(first_row=first_row, first_column=first, last_row=last_row, last_column=last)
        for first_row, first, last_row, last in merges
    ]
    return Grid([list(row) for row in rows], ranges, hidden=hidden)


def xlsx(sheets: Mapping[str, Grid]) -> bytes:
    """An .xlsx file, the same bytes every time."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    workbook.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 - the library wants no zone
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, sheet in sheets.items():
        page = workbook.add_worksheet(name)
        if sheet.hidden:
            page.hide()
        for merge in sheet.merges:
            page.merge_range(merge.first_row, merge.first_column, merge.last_row, merge.last_column, "")
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                match cell:
                    case str():
                        page.write_string(row, column, cell)
                    case date():
                        page.write_datetime(row, column, datetime.combine(cell, time()), day)
                    case int() | float():
                        page.write_number(row, column, cell)
    workbook.close()
    return content.getvalue()


def ods(sheets: Mapping[str, Grid]) -> bytes:
    """An .ods file, with the empty rows and columns behind the table that LibreOffice writes."""
    tables = "".join(_ods_table(name, sheet) for name, sheet in sheets.items())
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    return ods_of(f"<office:automatic-styles>{hidden}</office:automatic-styles>", tables)


def ods_of(styles: str, tables: str) -> bytes:
    """An .ods file of this XML."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    xml = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES}>{styles}{body}'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": f"{xml}</office:document-content>",
        },
    )


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a zip, to change one and zip them again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xls(sheets: Mapping[str, Grid]) -> bytes:
    """An .xls file."""
    return xls_of({name: _xls_cells(sheet) for name, sheet in sheets.items()}, hidden=_hidden(sheets))


def xls_of(
    sheets: Mapping[str, Sequence[bytes]],
    *,
    workbook: Sequence[bytes] = (),
    hidden: frozenset[str] = frozenset(),
) -> bytes:
    """An .xls file of these records."""
    return write_compound("Workbook", stream_of(sheets, workbook=workbook, hidden=hidden))


def stream_of(
    sheets: Mapping[str, Sequence[bytes]],
    *,
    workbook: Sequence[bytes] = (),
    hidden: frozenset[str] = frozenset(),
) -> bytes:
    """The one stream of an .xls: the workbook's own records, then each sheet's."""
    head = b"".join((_bof(_WORKBOOK), record(0x0042, "H", 1200), _style(0), _style(14), *workbook))
    names = [_short_text(name) for name in sheets]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    listed, bodies = b"", b""
    for (title, records), name in zip(sheets.items(), names, strict=True):
        body = b"".join((_bof(_WORKSHEET), *records, record(0x000A)))
        listed += record(0x0085, "IH", at + len(bodies), int(title in hidden), more=name)
        bodies += body
    return head + listed + record(0x000A) + bodies


def record(kind: int, form: str = "", *values: float, more: bytes = b"") -> bytes:
    """One record of an .xls."""
    content = struct.pack(f"<{form}", *values) + more
    return struct.pack("<HH", kind, len(content)) + content


def text(value: str) -> bytes:
    """A text as a cell's record of an .xls holds it."""
    spelled = value.encode("utf-16-le")
    return struct.pack("<HB", len(spelled) // 2, 1) + spelled


def _hidden(sheets: Mapping[str, Grid]) -> frozenset[str]:
    return frozenset(name for name, sheet in sheets.items() if sheet.hidden)


def _bof(kind: int) -> bytes:
    return record(0x0809, "HHHHII", 0x0600, kind, 0, 0, 0, 0)


def _style(number_format: int) -> bytes:
    return record(0x00E0, "HH", 0, number_format, more=bytes(16))


def _short_text(value: str) -> bytes:
    spelled = value.encode("utf-16-le")
    return struct.pack("<BB", len(spelled) // 2, 1) + spelled


def _xls_cells(sheet: Grid) -> list[bytes]:
    records = []
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            match cell:
                case str() if cell:
                    records.append(record(0x0204, "HHH", row, column, 0, more=text(cell)))
                case date():
                    records.append(record(0x0203, "HHHd", row, column, 1, (cell - _DAY_ZERO).days))
                case int() | float():
                    records.append(record(0x0203, "HHHd", row, column, 0, cell))
    ranges = [(merge.first_row, merge.last_row, merge.first_column, merge.last_column) for merge in sheet.merges]
    more = b"".join(struct.pack("<HHHH", *each) for each in ranges)
    return [*records, record(0x00E5, "H", len(ranges), more=more)]


def _ods_table(name: str, sheet: Grid) -> str:
    style = ' table:style-name="h"' if sheet.hidden else ""
    spans = {(merge.first_row, merge.first_column): merge for merge in sheet.merges}
    covered = {
        (row, column)
        for merge in sheet.merges
        for row in range(merge.first_row, merge.last_row + 1)
        for column in range(merge.first_column, merge.last_column + 1)
    } - set(spans)
    rows = []
    for at, cells in enumerate(sheet.rows):
        written = "".join(
            _ods_cell(cell, spans.get((at, column)), covered=(at, column) in covered)
            for column, cell in enumerate(cells)
        )
        rows.append(
            f'<table:table-row>{written}<table:table-cell table:number-columns-repeated="{16384 - len(cells)}"/>'
            "</table:table-row>",
        )
    rest = 1048576 - len(rows)
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows.append(f'<table:table-row table:number-rows-repeated="{rest}">{empty}</table:table-row>')
    return f"<table:table table:name={quoteattr(name)}{style}>{''.join(rows)}</table:table>"


def _ods_cell(cell: Cell, merge: Merge | None, *, covered: bool) -> str:
    element = "table:covered-table-cell" if covered else "table:table-cell"
    span = ""
    if merge is not None:
        across, down = merge.last_column - merge.first_column + 1, merge.last_row - merge.first_row + 1
        span = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    match cell:
        case None | "":
            return f"<{element}{span}/>"
        case str():
            paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            return f'<{element}{span} office:value-type="string">{paragraphs}</{element}>'
        case date():
            value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
            return f"<{element}{span} {value}><text:p>{cell:%d/%m/%y}</text:p></{element}>"
        case _:
            return (
                f'<{element}{span} office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></{element}>'
            )
