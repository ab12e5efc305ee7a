"""One sheet of a report's workbook: looks, cells that are never formulas, rows as high as what they hold, A4 across."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rules.percent import Percent
from rules.verdict import Verdict

FILLS: Final = {
    Verdict.KEPT: "#E2F0D9",
    Verdict.BROKEN: "#F4B6B6",
    Verdict.ASKS: "#FFE699",
    Verdict.MISSED: "#FFF2CC",
    Verdict.NOTED: "#F2F2F2",
}
"""A colour a verdict; every coloured cell also has a sign or a comment, so that print without colour is read."""

_A4: Final = 9
_UPRIGHT: Final = 115  # letters that still stand beside each other on an upright page
_LONGEST_TEXT: Final = 32_767  # letters a cell of Excel can hold
_LINE: Final = 16  # points of a line of 12-point letters
_LETTERS: Final = 1.2  # of our letters to one of the width that columns are measured in, with room to spare
_LONGEST_COMMENT: Final = 2_000  # what a person still reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell: a text, a whole number, a share, or nothing; and how it looks."""

    value: str | int | Percent | None
    look: Format
    comment: str = ""


class Looks:
    """The formats of the whole workbook, one for each look."""

    def __init__(self, book: Workbook) -> None:
        """Make them all: a format belongs to its workbook."""
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        boxed = base | {"border": 1, "text_wrap": True}
        heading = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E2F3"}
        self.plain = book.add_format(base)
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.bold = book.add_format(base | {"bold": True})
        self.head = book.add_format(boxed | heading)
        self.cell = book.add_format(boxed)
        self.middle = book.add_format(boxed | {"align": "center"})
        self.part = book.add_format(boxed | {"bold": True})
        self.count = book.add_format(boxed | {"num_format": "0", "align": "right"})
        self.percent = book.add_format(boxed | {"num_format": "0.00%", "align": "right"})
        self.filled = {verdict: book.add_format(boxed | {"bg_color": fill}) for verdict, fill in FILLS.items()}


class Page:
    """A sheet that is written row by row and prints on A4, as wide as the page."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        """Set the page; ``widths`` are of the columns, in letters. A narrow table stands upright."""
        self._sheet = sheet
        self._widths = tuple(widths)
        self.row = 0
        sheet.set_paper(_A4)
        if sum(widths) > _UPRIGHT:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def line(self, text: str, look: Format) -> None:
        """A line across the sheet, outside any table; it is broken where the sheet ends."""
        height = _lines(text, sum(self._widths))
        if height > 1:
            self._sheet.merge_range(self.row, 0, self.row, len(self._widths) - 1, "", look)
        self._sheet.write_string(self.row, 0, _shortened(text), look)
        self._sheet.set_row(self.row, (height + 0.3) * _LINE)
        self.row += 1

    def table_row(self, cells: Iterable[Cell]) -> None:
        """A row of a table, as high as its highest cell."""
        height = 1
        for column, cell in enumerate(cells):
            self._write(column, cell)
            if isinstance(cell.value, str):
                height = max(height, _lines(cell.value, self._widths[column]))
        self._sheet.set_row(self.row, (height + 0.3) * _LINE)
        self.row += 1

    def heading_over(self, column: int, text: str, look: Format) -> None:
        """A heading over two columns, in the row that is written next."""
        self._sheet.merge_range(self.row, column, self.row, column + 1, "", look)
        self._sheet.write_string(self.row, column, _shortened(text), look)

    def keep_headings(self, first: int, *, columns: int) -> None:
        """Rows from ``first`` to the last written stand on every printed page, and stay while the sheet is scrolled."""
        self._sheet.repeat_rows(first, self.row - 1)
        self._sheet.freeze_panes(self.row, columns)

    def filter_below(self, heading: int) -> None:
        """Let people filter the table whose heading is in that row."""
        self._sheet.autofilter(heading, 0, max(self.row - 1, heading), len(self._widths) - 1)

    def _write(self, column: int, cell: Cell) -> None:
        match cell.value:
            case None:
                self._sheet.write_blank(self.row, column, None, cell.look)
            case str() as text:
                self._sheet.write_string(self.row, column, _shortened(text), cell.look)
            case Percent() as share:
                self._sheet.write_number(self.row, column, share.hundredths / 10_000, cell.look)
            case int() as number:
                self._sheet.write_number(self.row, column, number, cell.look)
        if cell.comment:
            text = cell.comment[:_LONGEST_COMMENT]
            size = {"x_scale": 3, "y_scale": 1 + len(text) / 250}
            self._sheet.write_comment(self.row, column, text, {"author": "kiemphieu", **size})


def _lines(text: str, width: int) -> int:
    """How many lines a text needs; words are broken off whole, so a narrow column needs more."""
    return sum(max(1, math.ceil(_needed(line, width) / (width * _LETTERS))) for line in text.split("\n"))


def _needed(line: str, width: int) -> int:
    """Letters with what is lost at the ends of lines: about a third of a word each."""
    longest = max(map(len, line.split()), default=0)
    return len(line) + (len(line) // max(width, 1)) * min(longest, width) // 3


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
