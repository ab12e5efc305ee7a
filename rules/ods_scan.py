"""What the one part of an .ods declares: how far its sheets reach, how much they say, which cells are flawed."""

from __future__ import annotations

import re

from rules.errors import InputError
from rules.workbook_refusal import damaged, too_far
from rules.workbook_sheet import Flaw, FlawedCell, Merge, SheetMarks, fits
from rules.workbook_xml import BEGINNING, Attributes, Handlers, Texts, parse_xml

_NUMBER = re.compile(r"[0-9]{1,10}")
_ERROR = re.compile(r"#(NULL|DIV/0|VALUE|REF|NAME|NUM|N/A|GETTING_DATA)[!?]?|Err:[0-9]+")
_SPACES_LIMIT = 1_000
_GRID = 2**20  # lines of the largest sheet any program makes; columns are fewer


class OdsScan:
    """``content.xml`` of an ``.ods``: all sheets in one part, equal neighbours written once and repeated."""

    def __init__(self, texts: Texts) -> None:
        """Start outside of any sheet."""
        self._texts = texts
        self._sheets: dict[str, SheetMarks] = {}
        self._sheet: str | None = None
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._last_row = self._last_column = 0
        self._row_filled = -1
        self._row_text = 0
        self._cell: Attributes | None = None
        self._length = 0
        self._start_of_text = ""

    def scan(self, content: bytes) -> tuple[SheetMarks, ...]:
        """Go through every cell; raises ``InputError`` where a sheet reaches too far or says too much."""
        parse_xml(content, Handlers(start=self._start, end=self._end, text=self._text), self._texts.file)
        return tuple(self._sheets.values())

    def _damaged(self, why: str) -> InputError:
        return damaged(self._texts.file, why, sheet=self._sheet)

    # The names are compared with their prefix because the reader below us does so, and every program writes these.
    def _start(self, name: str, attributes: Attributes) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            if self._cell is not None or self._sheet is None:
                raise self._damaged(name)
            self._columns = self._count(attributes, "table:number-columns-repeated")
            self._cell, self._length, self._start_of_text = attributes, 0, ""
            self._span(attributes)
        elif name == "text:s" and self._cell is not None:
            spaces = self._count(attributes, "text:c")
            if spaces > _SPACES_LIMIT:
                raise self._damaged(f"text:c={spaces}")
            self._length += spaces
        elif name == "table:table-row":
            if self._cell is not None:
                raise self._damaged(name)
            self._rows = self._count(attributes, "table:number-rows-repeated")
            self._column, self._row_filled, self._row_text = 0, -1, 0
        elif name == "table:table":
            if self._sheet is not None:
                raise self._damaged(f"{name} × 2")
            self._open_sheet(attributes.get("table:name", ""))

    def _open_sheet(self, name: str) -> None:
        if name in self._sheets:
            raise self._damaged(f"«{name}» ×2")
        self._sheet = name
        self._sheets[name] = SheetMarks(merges=[])
        self._row = self._last_row = self._last_column = 0

    def _end(self, name: str) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"} and self._cell is not None:
            self._finish_cell(self._cell)
            self._cell = None
            self._column += self._columns
        elif name == "table:table-row":
            if self._row_filled >= 0:
                self._last_row = max(self._last_row, self._row + self._rows - 1)
                self._last_column = max(self._last_column, self._row_filled)
                if not fits(self._last_row, self._last_column):
                    raise too_far(self._texts.file, self._last_row, self._last_column, sheet=self._sheet)
                self._texts.add(self._row_text * self._rows, self._sheet or "")
            self._row += self._rows
        elif name == "table:table":
            self._sheet = None

    def _text(self, text: str) -> None:
        if self._cell is not None:
            self._length += len(text)
            self._start_of_text = self._start_of_text or text[:BEGINNING]

    def _finish_cell(self, cell: Attributes) -> None:
        formula = "table:formula" in cell
        if not (formula or self._length or "office:value-type" in cell or "office:string-value" in cell):
            return
        last = self._column + self._columns - 1
        if not fits(0, last):
            raise too_far(self._texts.file, self._row, last, sheet=self._sheet)
        self._row_filled = last
        self._row_text += max(self._length, len(cell.get("office:string-value", ""))) * self._columns
        if not formula:
            return
        error = cell.get("calcext:value-type") == "error" or _ERROR.fullmatch(self._start_of_text)
        if error or "office:value-type" not in cell:
            flaw, seen = (Flaw.ERROR, self._start_of_text) if error else (Flaw.NO_VALUE, "")
            marks = self._sheets[self._sheet or ""]
            marks.flawed.append(FlawedCell(row=self._row, column=self._column, flaw=flaw, seen=seen))

    def _span(self, attributes: Attributes) -> None:
        columns = self._count(attributes, "table:number-columns-spanned")
        rows = self._count(attributes, "table:number-rows-spanned")
        merges = self._sheets[self._sheet or ""].merges
        if merges is not None and (columns > 1 or rows > 1):
            merges.append(
                Merge(
                    first_row=self._row,
                    first_column=self._column,
                    last_row=self._row + rows - 1,
                    last_column=self._column + columns - 1,
                ),
            )

    def _count(self, attributes: Attributes, name: str) -> int:
        count = attributes.get(name, "1")
        if not _NUMBER.fullmatch(count) or not 1 <= int(count) <= _GRID:
            raise self._damaged(f"{name}={count}")
        return int(count)
