"""The sheet of a workbook that is the slate, its columns named, and its people told from everything around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rules.column_map import ColumnMap
from rules.errors import FaultList, Place
from rules.heading_rows import HeadingRows, find_headings, first_headings
from rules.headings import Column, Heading, key_of, name_columns
from rules.phrase import phrase
from rules.sheet_reading import ColumnReading, SheetReading
from rules.sheet_rows import PeopleRows, check_cells, people_rows
from rules.table_file import Row, Table
from rules.text_file import shortened
from rules.workbook_file import read_workbook
from rules.workbook_sheet import Sheet, Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSlate:
    """A table as ``read_csv`` gives it, its columns, and how the sheet was understood.

    ``faults`` are those of the headings; ``cells`` those of cells among the people that hold nothing readable.
    """

    table: Table
    columns: tuple[Column, ...]
    reading: SheetReading
    faults: FaultList
    cells: FaultList


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A sheet that has a column of names."""

    sheet: Sheet
    headings: HeadingRows
    columns: tuple[Column, ...]
    people: PeopleRows
    faults: FaultList


def read_workbook_slate(path: Path, *, shown: str, contest: str | None, by_hand: ColumnMap) -> WorkbookSlate:
    """Read the sheet that holds the slate; raises ``InputError`` where no sheet does, or several could.

    Of several sheets with a column of names and people under it, hidden ones stand back behind those to be seen; then
    the one named like the ``contest`` is taken.
    """
    workbook = read_workbook(path, shown=shown)
    found = _chosen(workbook, contest, by_hand)
    cells = FaultList(workbook.file, sheet=found.faults.sheet)
    check_cells(found.sheet, found.headings, found.columns, found.people, cells)
    return WorkbookSlate(
        table=Table(
            file=workbook.file,
            sha256=workbook.sha256,
            header=Row(number=found.headings.last + 1, cells=tuple(column.heading for column in found.columns)),
            rows=tuple(found.people.rows),
        ),
        columns=found.columns,
        reading=_reading(found),
        faults=found.faults,
        cells=cells,
    )


def _chosen(workbook: Workbook, contest: str | None, by_hand: ColumnMap) -> _Found:
    found = [reading for sheet in workbook.sheets if (reading := _read(workbook, sheet, by_hand)) is not None]
    if not found:
        _refuse_nameless(workbook, by_hand)
    likely = [reading for reading in found if reading.people.rows] or found
    likely = [reading for reading in likely if not reading.sheet.hidden] or likely
    if len(likely) > 1 and contest is not None:
        likely = [reading for reading in likely if key_of(reading.sheet.name) == key_of(contest)] or likely
    if len(likely) > 1:
        _refuse_several(workbook, likely, contest)
    return likely[0]


def _read(workbook: Workbook, sheet: Sheet, by_hand: ColumnMap) -> _Found | None:
    headings = find_headings(sheet, by_hand.meanings)
    if headings is None:
        return None
    faults = FaultList(workbook.file, sheet=shortened(sheet.name))
    named = [group.heading for group in headings.named]
    by_hand.note(named)
    columns = _told_apart(name_columns(named, faults, row=headings.last + 1, by_hand=by_hand.meanings))
    people = people_rows(sheet, headings, columns)
    return _Found(sheet=sheet, headings=headings, columns=columns, people=people, faults=faults)


def _told_apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Notes are kept by their heading: of those with the same one ("Ghi chú" twice) each gets its letters too."""
    often = Counter(column.heading for column in columns)
    return tuple(
        column if column.field or often[column.heading] == 1 else replace(column, heading=column.where, letters="")
        for column in columns
    )


def _reading(found: _Found) -> SheetReading:
    headings = found.headings
    return SheetReading(
        sheet=shortened(found.sheet.name),
        first_heading_row=headings.first + 1,
        last_heading_row=headings.last + 1,
        numbers_row=None if headings.numbers is None else headings.numbers + 1,
        slips=headings.slips,
        columns=tuple(
            ColumnReading(
                letters=group.heading.letters,
                heading=group.heading.shown,
                field=column.field,
                reading=column.reading,
                value=column.value,
            )
            for column, group in zip(found.columns, headings.named, strict=True)
        ),
        left_out=tuple(found.people.left_out),
    )


def _refuse_nameless(workbook: Workbook, by_hand: ColumnMap) -> None:
    faults = FaultList(workbook.file)
    for sheet in workbook.sheets:
        seen = first_headings(sheet)
        by_hand.note([Heading(child=heading) for heading in seen])
        if not seen:
            continue
        faults.add(
            "slate.name_column_missing",
            phrase("không có cột họ và tên; các tiêu đề đọc được: {headings}", headings=tuple(map(shortened, seen))),
            phrase(
                'đặt tiêu đề «Họ và tên» cho cột ghi tên; khi kiểm tra một tệp có thể thêm --map "{heading}=name"',
                heading=shortened(seen[min(1, len(seen) - 1)]),
            ),
            place=Place(sheet=shortened(sheet.name)),
            seen=shortened(", ".join(seen)),
        )
    if not faults.faults:
        faults.add(
            "slate.no_names",
            phrase("danh sách không có tên ai"),
            phrase("ghi mỗi ứng cử viên một dòng, dưới dòng tiêu đề"),
        )
    faults.raise_if_any()


def _refuse_several(workbook: Workbook, likely: Sequence[_Found], contest: str | None) -> None:
    faults = FaultList(workbook.file)
    names = tuple(shortened(reading.sheet.name) for reading in likely)
    faults.add(
        "workbook.several_sheets",
        phrase("có {count} trang tính đều là danh sách người: {sheets}", count=len(names), sheets=names),
        phrase("đặt tên trang tính của danh sách này là «{contest}», hoặc ẩn các trang tính khác", contest=contest)
        if contest is not None
        else phrase("ẩn (Hide) các trang tính khác rồi lưu lại, hoặc chép trang tính này sang một tệp riêng"),
    )
    faults.raise_if_any()
