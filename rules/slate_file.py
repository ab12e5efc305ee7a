"""A slate file (danh sách bầu cử): the rows of a table as candidates in the order of the ballot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.column_map import ColumnMap
from rules.errors import FaultList, Place
from rules.headings import Column, Heading, Reading, name_columns
from rules.model import Slate
from rules.phrase import phrase
from rules.sheet_reading import SheetReading
from rules.slate_row import Person, read_person
from rules.table_file import WORKBOOK_ENDINGS, Row, Table, is_totals_row, read_csv
from rules.text_file import shortened

SLATE_ENDINGS = WORKBOOK_ENDINGS | {".csv"}
"""Endings of slate files."""


def read_slate(
    path: Path,
    *,
    shown: str,
    draft: bool = False,
    contest: str | None = None,
    by_hand: ColumnMap | None = None,
) -> Slate:
    """Read a slate, a CSV table or a workbook; raises ``InputError`` with every fault found.

    In a contest's slate the numbers are 1 to n once each, every name is there, and the candidates come in the order
    of the ballot. A ``draft`` keeps the order of the file: a number may be missing or wrong and a name empty, which
    the checks LS01 and LS04 then judge. An empty cell is not known, never no; only ``for_standing`` is a mark.
    ``contest`` is the id of the contest, which chooses among a workbook's sheets; ``by_hand`` are columns the user
    named.
    """
    source = _read_table(path, shown, contest, by_hand or ColumnMap())
    table, columns, faults = source.table, source.columns, source.faults
    _require_columns(columns, table.header, faults, draft=draft)
    faults.raise_if_any()  # with a column that is not known for sure, every row would be a fault
    people = [read_person(row, columns, faults, draft=draft) for row in _rows_of_people(table, columns, faults)]
    if not draft:
        _check_numbers(people, columns, faults)
        people.sort(key=lambda person: person.numbers.get("number", 0))
    _put_first(source.cells, faults)
    if not table.rows:
        faults.add(
            "slate.no_names",
            phrase("danh sách không có tên ai"),
            phrase("ghi mỗi ứng cử viên một dòng, dưới dòng tiêu đề"),
            place=Place(row=table.header.number),
        )
    faults.raise_if_any()
    return Slate(
        file=shown,
        sha256=table.sha256,
        candidates=tuple(person.candidate() for person in people),
        columns=_fields(columns),
        notes=tuple(column.heading for column in columns if not column.field),
        reading=source.reading,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A table whose columns are named. ``faults`` are those of the headings; ``cells`` those of unreadable cells."""

    table: Table
    columns: tuple[Column, ...]
    faults: FaultList
    cells: FaultList
    reading: SheetReading | None


def _read_table(path: Path, shown: str, contest: str | None, by_hand: ColumnMap) -> _Source:
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        # Its libraries cost more time than reading a short list; a CSV needs none of them.
        from rules.workbook_slate import read_workbook_slate

        found = read_workbook_slate(path, shown=shown, contest=contest, by_hand=by_hand)
        return _Source(
            table=found.table,
            columns=found.columns,
            faults=found.faults,
            cells=found.cells,
            reading=found.reading,
        )
    table = read_csv(path, shown=shown)
    faults = FaultList(shown)
    headings = [Heading(child=heading) for heading in table.header.cells]
    by_hand.note(headings)
    columns = name_columns(headings, faults, row=table.header.number, by_hand=by_hand.meanings)
    return _Source(table=table, columns=columns, faults=faults, cells=FaultList(shown), reading=None)


def _put_first(cells: FaultList, faults: FaultList) -> None:
    """A cell that holds nothing readable is told once, not once more for what its column needs."""
    told = {(fault.place.row, fault.place.column) for fault in cells.faults}
    others = [fault for fault in faults.faults if (fault.place.row, fault.place.column) not in told]
    faults.faults = [*cells.faults, *others]


def _fields(columns: Sequence[Column]) -> frozenset[str]:
    """The fields the file says something of; a birth under "Nam" or "Nữ" says the sex too."""
    held = {column.field for column in columns if column.field}
    return frozenset(held | {"sex" for column in columns if column.reading is Reading.DATED_MARK})


def _require_columns(columns: Sequence[Column], header: Row, faults: FaultList, *, draft: bool) -> None:
    held = {column.field for column in columns}
    seen = tuple(column.heading for column in columns)
    if "name" not in held:
        faults.add(
            "slate.name_column_missing",
            phrase("không có cột họ và tên; các tiêu đề đọc được: {headings}", headings=seen),
            phrase("đặt tiêu đề «Họ và tên» (hoặc name) cho cột ghi tên; dòng tiêu đề phải là dòng 1"),
            place=Place(row=header.number),
            seen=shortened(", ".join(seen)),
        )
    if "number" not in held and not draft:
        faults.add(
            "slate.number_column_missing",
            phrase("không có cột số thứ tự; các tiêu đề đọc được: {headings}", headings=seen),
            phrase("thêm cột «STT» (hoặc number) ghi số thứ tự trên phiếu bầu, từ 1 trở đi"),
            place=Place(row=header.number),
            seen=shortened(", ".join(seen)),
        )


def _rows_of_people(table: Table, columns: Sequence[Column], faults: FaultList) -> Iterator[Row]:
    """The rows but those that add up; a total read as a person would stand on the ballot."""
    places = [column.index for column in columns if column.field in {"number", "name"} or column.index == 0]
    for row in table.rows:
        if not is_totals_row(row, columns=places):
            yield row
            continue
        seen = shortened(" ".join(row.cells[place] for place in places if row.cells[place]))
        faults.add(
            "slate.totals_row",
            phrase("dòng {row} là dòng cộng («{seen}»), không phải một ứng cử viên", row=row.number, seen=seen),
            phrase("xóa dòng cộng khỏi danh sách; chương trình tự cộng"),
            place=Place(row=row.number),
            seen=seen,
        )


def _check_numbers(people: Sequence[Person], columns: Sequence[Column], faults: FaultList) -> None:
    """Numbers are 1 to n once each; with n rows, what is missing shows at a row that has a wrong number."""
    column = next(column.where for column in columns if column.field == "number")
    used: dict[int, int] = {}
    wrong: list[tuple[Person, int]] = []
    for person in people:
        number = person.numbers.get("number")
        if number is None:
            continue  # already a fault of its row
        first = used.setdefault(number, person.row)
        if first != person.row or not 1 <= number <= len(people):
            wrong.append((person, number))
    unused = tuple(number for number in range(1, len(people) + 1) if number not in used)
    for person, number in wrong:
        first, count = used[number], len(people)
        message = (
            phrase("số thứ tự {number} đã có ở dòng {first}", number=number, first=first)
            if first != person.row
            else phrase("số thứ tự {number} nằm ngoài 1 đến {count}", number=number, count=count)
        )
        faults.add(
            "slate.number_twice" if first != person.row else "slate.number_out_of_range",
            message,
            phrase("đánh số từ 1 đến {count}, mỗi người một số; số chưa dùng: {unused}", count=count, unused=unused),
            place=Place(row=person.row, column=column),
            seen=number,
        )
