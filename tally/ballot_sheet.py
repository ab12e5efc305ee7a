"""A sheet of a workbook (.xlsx, .xls, .ods) as a table of ballots (bảng phiếu): the layouts of CSV, header in row 1.

The workbook is weighed before it is read, as a slate's is: a hostile one is refused. What spreadsheets do to codes is
told: ``05-09`` turned into a date, ``05`` turned into 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.phrase import phrase
from rules.sheet_rows import note_flawed
from rules.table_file import TITLE_ROWS, Row, Table, check_header_is_first, table_of
from rules.text_file import shortened
from rules.workbook_file import read_workbook
from rules.workbook_sheet import Merge, Sheet, Workbook, cell_name
from tally.ballot_rows import HEADINGS, BallotReader


def read_ballot_sheet(path: Path, reader: BallotReader) -> Table | None:
    """Read the sheet with the ballots; None if it has faults, which are then in the reader's list, their sheet named.

    Of several sheets that are not empty, hidden ones stand back; then those whose first row has a heading of ballots
    are asked, then the one named like the contest: where several contests share the workbook, only that one is. Cells
    merged, in error or never worked out are faults.
    """
    faults = reader.faults
    try:
        workbook = read_workbook(path, shown=faults.file)
        sheet = _chosen(workbook, reader)
    except InputError as error:
        faults.extend(error)
        return None
    faults.sheet = shortened(sheet.name)
    own = FaultList(faults.file, sheet=faults.sheet)
    rows = _rows(sheet)
    try:
        check_header_is_first(rows, HEADINGS, own)
    except InputError as error:
        faults.extend(error)
        return None
    for flawed in sheet.flawed:
        note_flawed(flawed, Place(row=flawed.row + 1, column=_heading(sheet, flawed.column)), own)
    for merge in sheet.merges:
        _check_merge(sheet, merge, own)
    try:
        table = table_of(rows, own, sha256=workbook.sha256)
    except InputError as error:
        faults.extend(error)
        return None
    return table


def _chosen(workbook: Workbook, reader: BallotReader) -> Sheet:
    contest = reader.contest.id
    filled = [sheet for sheet in workbook.sheets if any(map(any, sheet.rows))] or list(workbook.sheets)
    likely = [sheet for sheet in filled if not sheet.hidden] or filled
    if len(likely) > 1:
        likely = [sheet for sheet in likely if _says_layout(sheet)] or likely
    named = [sheet for sheet in likely if sheet.name.casefold() == contest.casefold()]
    if len(likely) > 1 or reader.shared:
        likely = named or likely
    if len(likely) > 1 or (reader.shared and not named):
        _refuse_several(workbook.file, likely, reader)
    return likely[0]


def _says_layout(sheet: Sheet) -> bool:
    """Whether it has headings of ballots, be it below a title: then that is told of it."""
    if any(cell.casefold() in HEADINGS for row in sheet.rows[:TITLE_ROWS] for cell in row):
        return True
    return bool(sheet.rows) and {"1", "2"} <= set(sheet.rows[0])


def _refuse_several(file: str, likely: Sequence[Sheet], reader: BallotReader) -> None:
    faults, contest = FaultList(file), reader.contest.id
    names = tuple(shortened(sheet.name) for sheet in likely)
    faults.add(
        "workbook.several_ballot_sheets",
        phrase(
            "có {count} trang tính có nội dung: {sheets}; không rõ phiếu ở trang nào", count=len(names), sheets=names
        ),
        phrase(
            "sổ tính này có phiếu của nhiều nội dung: đặt tên trang của nội dung này là «{contest}»", contest=contest
        )
        if reader.shared
        else phrase("đặt tên trang tính ghi phiếu là «{contest}», hoặc ẩn (Hide) các trang tính khác", contest=contest),
    )
    faults.raise_if_any()


def _rows(sheet: Sheet) -> list[Row]:
    return [Row(number=at, cells=cells) for at, cells in enumerate(sheet.rows, start=1)]


def _heading(sheet: Sheet, column: int) -> str:
    """How a column is called: its heading, else the letters of its first cell."""
    header = sheet.rows[0] if sheet.rows else ()
    heading = header[column] if column < len(header) else ""
    return shortened(heading) or cell_name(0, column)[:-1]


def _check_merge(sheet: Sheet, merge: Merge, faults: FaultList) -> None:
    faults.add(
        "workbook.merged_ballots",
        phrase(
            "các ô {first} đến {last} gộp làm một: không rõ giá trị là của lá phiếu nào",
            first=cell_name(merge.first_row, merge.first_column),
            last=cell_name(merge.last_row, merge.last_column),
        ),
        phrase("bỏ gộp ô rồi ghi giá trị vào dòng của từng lá phiếu"),
        place=Place(row=merge.first_row + 1, column=_heading(sheet, merge.first_column)),
    )
