"""A sheet of a workbook before anyone asks what it means, and how much of a workbook the program will read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

FILE_LIMIT = 64 * 2**20
"""Bytes of a workbook: one with a photograph of each of 90 people has about 50 MB, a slate alone less than one."""

XML_LIMIT = 32 * 2**20
"""Bytes of a workbook's tables once unpacked, all together: a slate of 300 names in 36 columns has 1 MB."""

OLD_LIMIT = 16 * 2**20
"""Bytes of the tables of an .xls: a sheet of it ends at line 65,536, and a slate of 300 names has 0.2 MB."""

MARKUP_LIMIT = 2_000_000
"""Signs ``<`` in a workbook's tables, all together: four a filled cell, and each costs the same time however short."""

AREA_LIMIT = 1_000_000
"""Lines times columns of one sheet, counted from A1: the reader below us makes room for all of them, filled or not."""

COLUMNS_LIMIT = 500
"""Columns of one sheet: the widest slate seen has 36, and every one is asked for its heading in several ways."""

TEXT_LIMIT = 64 * 2**20
"""Characters of one workbook's cells: a text stored once may be shown by every cell, and each gets its own copy."""

SHEETS_LIMIT = 200
"""Sheets of one workbook."""


class Flaw(StrEnum):
    """Why a cell that is not empty has no value."""

    ERROR = "error"  # #REF!, #DIV/0! …
    NO_VALUE = "no_value"  # a formula that no program has worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawedCell:
    """A cell without a usable value; row and column from 0, as everywhere but in messages."""

    row: int
    column: int
    flaw: Flaw
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A range of cells merged into one, its ends included; what it says stands in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is part of it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(slots=True, kw_only=True)
class SheetMarks:
    """What weighing a sheet shows beside the values; ``merges`` is None where the reader below us knows them."""

    flawed: list[FlawedCell] = field(default_factory=list)
    merges: list[Merge] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A workbook that is safe to read: only the parts that were looked at, written anew, and what was seen in them.

    ``sheets`` has one entry for each sheet of the workbook, in its order.
    """

    content: bytes
    sheets: tuple[SheetMarks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its cells from A1 on as text, NFC and folded, every row as wide as the widest."""

    name: str
    hidden: bool
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    flawed: tuple[FlawedCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """Every sheet of a file that can hold a table, in its order; ``sha256`` is of the file's bytes, in hex."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]


def fits(last_row: int, last_column: int) -> bool:
    """Whether a sheet whose filled cells reach so far is one that is read."""
    return last_column < COLUMNS_LIMIT and (last_row + 1) * (last_column + 1) <= AREA_LIMIT


def column_letters(column: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    letters = ""
    at = column + 1
    while at:
        at, letter = divmod(at - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name a cell as Excel does: ``AB12``."""
    return f"{column_letters(column)}{row + 1}"
