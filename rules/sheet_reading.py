"""How a sheet of a workbook was understood: which rows are headings, what each column means, what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """A column by its letters and its heading; ``field`` None is a note, ``value`` is what a mark in it means."""

    letters: str
    heading: str
    field: str | None
    reading: StrEnum
    value: StrEnum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that was not read as a person, and what stands in it."""

    row: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """Rows are numbered as in the workbook. ``numbers_row`` holds column numbers; ``slips`` are the columns they miss.

    ``left_out`` are the rows below the headings that are nobody: heads of groups, totals, signatures.
    """

    sheet: str
    first_heading_row: int
    last_heading_row: int
    numbers_row: int | None
    slips: tuple[str, ...]
    columns: tuple[ColumnReading, ...]
    left_out: tuple[LeftOut, ...]
