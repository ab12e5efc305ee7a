"""A workbook (.xlsx, .xls, .ods) as sheets of text, read with calamine after it was found fit to be read."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from rules.compound_file import COMPOUND_START
from rules.names import fold
from rules.old_workbook import weigh_xls
from rules.text_file import read_bytes
from rules.workbook_refusal import damaged, no_sheets, not_a_workbook, too_large
from rules.workbook_sheet import FILE_LIMIT, Merge, Sheet, SheetMarks, Weighed, Workbook
from rules.workbook_zip import ZIP_START, weigh_zip

CellValue = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds an empty text."""

_WHOLE = 2**53  # beyond it a spreadsheet's numbers are no longer exact


def read_workbook(path: Path, *, shown: str) -> Workbook:
    """Read a workbook; ``shown`` is its name in messages. Raises ``InputError`` for whatever is none.

    Hidden rows and columns are read like others. Time and memory are bounded by ``workbook_sheet``'s limits, whatever
    the file declares of itself.
    """
    content = read_bytes(path, shown=shown, limit=FILE_LIMIT)
    if len(content) > FILE_LIMIT:
        raise too_large(shown, FILE_LIMIT)
    if content.startswith(ZIP_START):
        weighed = weigh_zip(content, shown)
    elif content.startswith(COMPOUND_START):
        weighed = weigh_xls(content, shown)
    else:
        raise not_a_workbook(shown, content)
    return Workbook(file=shown, sha256=hashlib.sha256(content).hexdigest(), sheets=_sheets(weighed, shown))


def text_of(value: CellValue) -> str:
    """Write a cell's value as people would type it: 20/03/1975, 1975, 0.5, x; a cell that is no day keeps its time."""
    match value:
        case str():
            return fold(value)
        case bool():
            return "true" if value else "false"
        case datetime() if value.time() != time():
            return f"{_day(value)} {value:%H:%M:%S}"
        case date():
            return _day(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
        case _:  # a time of day, a length of time, a whole number
            return str(value)


def _day(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _sheets(weighed: Weighed, file: str) -> tuple[Sheet, ...]:
    try:
        workbook = load_workbook(io.BytesIO(weighed.content))
        about = workbook.sheets_metadata
        if len(about) != len(weighed.sheets):
            raise ValueError(f"{len(about)} ≠ {len(weighed.sheets)}")  # noqa: TRY301 - told with the reader's own errors
        sheets = tuple(
            _sheet(workbook, at, marks)
            for at, marks in enumerate(weighed.sheets)
            if about[at].typ is SheetTypeEnum.WorkSheet
        )
    except Exception as error:
        raise damaged(file, str(error)) from error
    except BaseException as error:
        # What the reader below us did not foresee ends it with an exception that is no ``Exception``.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(file, str(error)) from error
    if not sheets:
        raise no_sheets(file)
    return sheets


def _sheet(workbook: CalamineWorkbook, at: int, marks: SheetMarks) -> Sheet:
    sheet = workbook.get_sheet_by_index(at)
    return Sheet(
        name=sheet.name,
        hidden=workbook.sheets_metadata[at].visible is not SheetVisibleEnum.Visible,
        rows=tuple(
            tuple("" if value == "" else text_of(value) for value in row)
            for row in sheet.to_python(skip_empty_area=False)
        ),
        merges=tuple(_merges(sheet) if marks.merges is None else marks.merges),
        flawed=tuple(marks.flawed),
    )


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [
        Merge(first_row=first[0], first_column=first[1], last_row=last[0], last_column=last[1])
        for first, last in sheet.merged_cell_ranges or ()
    ]
