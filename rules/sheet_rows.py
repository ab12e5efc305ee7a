"""Which rows below the headings of a sheet are people, and where the table ends: totals, notes, signatures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rules.errors import FaultList, Place
from rules.heading_rows import HeadingColumn, HeadingRows
from rules.headings import Column
from rules.partial_date import parse
from rules.phrase import phrase
from rules.sheet_reading import LeftOut
from rules.table_file import Row, is_totals_row
from rules.text_file import control_character, shortened
from rules.workbook_sheet import Flaw, FlawedCell, Merge, Sheet, column_letters

_WHOLE = re.compile(r"[0-9]{1,6}")
_GROUP_NUMBER = re.compile(r"([IVXLC]+|[A-Z])[.)]?")
_WIDE = 3
_CLOSING = re.compile(
    r"(người lập|lập biểu|t/m|tm\.|k/t|kt\.|ghi chú|nơi nhận|xác nhận|thủ trưởng|\(?ký)\b.*"
    r"|.*\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PeopleRows:
    """The rows of a table to be read as people, in order, and those that are nobody."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, row: Row) -> None:
        """Note a row that is nobody."""
        self.left_out.append(LeftOut(row=row.number, text=shortened(" · ".join(cell for cell in row.cells if cell))))


def people_rows(sheet: Sheet, headings: HeadingRows, columns: Sequence[Column]) -> PeopleRows:
    """Tell people from everything else below the headings.

    Who has a name and a number, or a name and a birth, is a person. After the last one the table ends at the first
    row that is blank, adds up or closes; before the last one only heads of groups and repeated headings are left out,
    anything else is read as a person, so that what is wrong with it is told and not passed over.
    """
    found = PeopleRows()
    table = _Table(sheet, headings, columns)
    rows = list(table.rows())
    last = max((at for at, row in enumerate(rows) if table.is_person(row)), default=-1)
    ended = False
    for at, row in enumerate(rows):
        if row.blank:
            ended = ended or at > last
            beside = Row(number=row.number, cells=sheet.rows[row.number - 1])
            if not beside.blank:  # something in a column without heading
                found.leave_out(beside)
        elif at <= last:
            if table.is_group(row) or table.is_heading(row):
                found.leave_out(row)
            else:
                found.rows.append(row)
        elif ended or not table.may_be_person(row, alone=last < 0):
            ended = True
            found.leave_out(row)
        else:
            found.rows.append(row)
    return found


def check_cells(
    sheet: Sheet,
    headings: HeadingRows,
    columns: Sequence[Column],
    people: PeopleRows,
    faults: FaultList,
) -> None:
    """Note what stands in the rows of people and cannot be read: flawed cells, cells merged over several people."""
    kept = headings.named
    numbers = {row.number - 1 for row in people.rows}
    read = numbers | set(range(headings.first, headings.last + 1))
    column_of = {at: column for column, group in zip(columns, kept, strict=True) for at in group.at}
    for flawed in sheet.flawed:
        column = column_of.get(flawed.column)
        if column is None or flawed.row not in read:
            continue
        note_flawed(flawed, Place(row=flawed.row + 1, column=column.where), faults)
    in_order = sorted(numbers)
    for merge in sheet.merges:
        _check_merge(merge, in_order, column_of, faults)
    for group in headings.columns:
        if not group.heading.child:
            _check_no_heading(sheet, group, in_order, faults)
    for row in people.rows:
        _check_characters(row, columns, faults)


def note_flawed(flawed: FlawedCell, place: Place, faults: FaultList) -> None:
    """Note a cell that is not empty and has no value: an error, or a formula that no program has worked out."""
    if flawed.flaw is Flaw.ERROR:
        faults.add(
            "workbook.error_cell",
            phrase("ô công thức bị lỗi {seen}", seen=shortened(flawed.seen)),
            phrase("sửa công thức, hoặc gõ thẳng giá trị vào ô"),
            place=place,
            seen=shortened(flawed.seen),
        )
    else:
        faults.add(
            "workbook.formula_without_value",
            phrase("ô có công thức nhưng tệp không ghi kết quả của nó"),
            phrase("mở tệp bằng Excel, chờ tính xong rồi lưu lại; hoặc gõ thẳng giá trị vào ô"),
            place=place,
            seen="",
        )


def _check_no_heading(sheet: Sheet, group: HeadingColumn, rows: Sequence[int], faults: FaultList) -> None:
    for row in rows:
        for at in group.at:
            if text := sheet.rows[row][at]:
                letters = column_letters(at)
                faults.add(
                    "table.blank_heading",
                    phrase("cột {column} không có tiêu đề mà dòng {row} có nội dung", column=letters, row=row + 1),
                    phrase("đặt tiêu đề cho cột này hoặc xóa nội dung của cột"),
                    place=Place(row=row + 1, column=letters),
                    seen=shortened(text),
                )
                return


def _check_merge(merge: Merge, people: Sequence[int], column_of: dict[int, Column], faults: FaultList) -> None:
    column = column_of.get(merge.first_column)
    if column is None or column.field is None or merge.first_row == merge.last_row:
        return
    first = bisect_left(people, merge.first_row)
    after = bisect_right(people, merge.last_row)
    if first < len(people) and people[first] == merge.first_row and after - first > 1:
        faults.add(
            "workbook.merged_people",
            phrase(
                "ô này gộp từ dòng {first} đến dòng {last}: không rõ giá trị là của một người hay của tất cả",
                first=merge.first_row + 1,
                last=people[after - 1] + 1,
            ),
            phrase("bỏ gộp ô rồi ghi giá trị vào dòng của từng người"),
            place=Place(row=merge.first_row + 1, column=column.where),
        )


def _check_characters(row: Row, columns: Sequence[Column], faults: FaultList) -> None:
    for column in columns:
        if char := control_character(row.cells[column.index]):
            faults.add(
                "table.control_character",
                phrase("dòng {row} có ký tự {char} không hiển thị được", row=row.number, char=char),
                phrase("gõ lại nội dung ô này; chữ gốc có thể đã bị mất khi chuyển mã"),
                place=Place(row=row.number, column=column.where),
                seen=shortened(row.cells[column.index]),
            )


class _Table:
    """The rows below the headings, and what their columns say of whether they are people."""

    def __init__(self, sheet: Sheet, headings: HeadingRows, columns: Sequence[Column]) -> None:
        self._sheet = sheet
        self._end = headings.end
        self._kept = headings.named
        self._names = [column.index for column in columns if column.field == "name"]
        self._numbers = [column.index for column in columns if column.field == "number"]
        self._births = [column.index for column in columns if column.field == "born"]
        self._known = [column.index for column in columns if column.field not in {None, "name", "number"}]
        first = headings.first
        self._headings = {self._row(at).cells for at in range(first, headings.end)}
        self._wide = {
            merge.first_row
            for merge in sheet.merges
            if merge.first_row == merge.last_row and merge.last_column - merge.first_column + 1 >= _WIDE
        }

    def rows(self) -> Iterator[Row]:
        """Every row below the headings, in the order of the columns kept."""
        return map(self._row, range(self._end, len(self._sheet.rows)))

    def _row(self, at: int) -> Row:
        cells = self._sheet.rows[at]
        return Row(
            number=at + 1,
            cells=tuple(
                cells[group.at[0]] if len(group.at) == 1 else " ".join(cells[one] for one in group.at if cells[one])
                for group in self._kept
            ),
        )

    def is_person(self, row: Row) -> bool:
        """Whether it has a name, and a number or a birth beside it."""
        if not self._has_name(row):
            return False
        return any(_WHOLE.fullmatch(row.cells[at]) for at in self._numbers) or any(
            _is_date(row.cells[at]) for at in self._births
        )

    def may_be_person(self, row: Row, *, alone: bool) -> bool:
        """Whether a row right below the last person is one more of whom little is said.

        Where nobody has a number or a birth (``alone``), a name is all there is.
        """
        if not self._has_name(row) or any(map(_CLOSING.fullmatch, row.cells)):
            return False
        return alone or any(row.cells[at] for at in self._known)

    def is_group(self, row: Row) -> bool:
        """Whether it is the head of a group ("I. Tái cử"): nothing but a text over the table or a group's number."""
        filled = [at for at, cell in enumerate(row.cells) if cell]
        if not filled or is_totals_row(row):
            return False
        first = filled[0]
        if len(filled) == 1 and first in self._names:  # else it is a person of whom nothing more is said
            return row.number - 1 in self._wide
        if len(filled) == 1:
            return first in {0, *self._numbers} and not _WHOLE.fullmatch(row.cells[first])
        numbered = first in {0, *self._numbers} - set(self._names) and set(filled) - {first} <= set(self._names)
        return numbered and _GROUP_NUMBER.fullmatch(row.cells[first]) is not None

    def is_heading(self, row: Row) -> bool:
        """Whether the headings stand here once more, as on a second printed page."""
        return row.cells in self._headings

    def _has_name(self, row: Row) -> bool:
        name = " ".join(row.cells[at] for at in self._names)
        return any(char.isalpha() for char in name) and not is_totals_row(
            row, columns=[*self._numbers, *self._names, 0]
        )


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
