"""A sheet of the numbers people got step by step (số phiếu giới thiệu): names down, steps across."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.column_map import ColumnMap
from rules.errors import FaultList, Place
from rules.headings import Column, Heading, name_columns
from rules.model import Slate
from rules.names import spelling_key, without_marks
from rules.partial_date import PartialDate, parse
from rules.phrase import phrase
from rules.table_file import WORKBOOK_ENDINGS, Row, Table, read_csv
from rules.text_file import shortened

_STEP = re.compile(r"(?:step|buoc)\s*([1-9])")
_VOTES = re.compile(r"votes|so phieu(?: gioi thieu| dong y)?")
_WHOLE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """One row: who it is, and the cells under each column of numbers, by the column's place."""

    row: int
    name: str
    born: PartialDate | None
    cells: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSheet:
    """The rows of a sheet. ``steps`` is the column of each step; ``votes`` the one column of a sheet of one step."""

    file: str
    header: Row
    people: tuple[SheetPerson, ...]
    steps: Mapping[int, int]
    votes: int | None

    def column_of(self, step: int) -> int | None:
        """Where the numbers of a step stand."""
        return self.steps.get(step, self.votes)


def read_step_sheet(path: Path, *, shown: str) -> StepSheet:
    """Read a sheet, CSV or a workbook; raises ``InputError`` with every fault. Columns it does not need are left alone.

    A heading may stand under a common one ("Số phiếu giới thiệu": "Bước 1"), and a name in two columns.
    """
    faults = FaultList(shown)
    table, columns = _read_table(path, shown, faults)
    names = [without_marks(column.heading).rpartition(": ")[2] for column in columns]
    steps = {int(found[1]): at for at, name in enumerate(names) if (found := _STEP.fullmatch(name))}
    votes = next((at for at, name in enumerate(names) if _VOTES.fullmatch(name)), None)
    who = _Who(
        names=tuple(column.index for column in columns if column.field == "name"),
        born=next((column.index for column in columns if column.field == "born"), None),
    )
    if not who.names:
        faults.add(
            "step.no_name_column",
            phrase("bảng này không có cột họ và tên"),
            phrase("đặt tiêu đề một cột là «Họ và tên» hoặc name"),
            place=Place(row=table.header.number),
        )
        faults.raise_if_any()
    counted = (*steps.values(), *(() if votes is None else (votes,)))
    people = tuple(_person(row, who, counted, table, faults) for row in table.rows)
    faults.raise_if_any()
    return StepSheet(file=shown, header=table.header, people=people, steps=steps, votes=votes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """The columns that say who a row is about."""

    names: tuple[int, ...]
    born: int | None


def _read_table(path: Path, shown: str, faults: FaultList) -> tuple[Table, Sequence[Column]]:
    """The table and its columns. What is unclear of a heading nobody asks for is not a fault here."""
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        # Its libraries cost more time than reading a short list; a CSV needs none of them.
        from rules.workbook_slate import read_workbook_slate

        found = read_workbook_slate(path, shown=shown, contest=None, by_hand=ColumnMap())
        faults.faults.extend(found.cells.faults)
        return found.table, found.columns
    table = read_csv(path, shown=shown)
    headings = [Heading(child=heading) for heading in table.header.cells]
    return table, name_columns(headings, FaultList(shown), row=table.header.number)


def people_by_place(sheet: StepSheet, slate: Slate, faults: FaultList) -> Mapping[int, SheetPerson]:
    """The row of everybody on a slate; people who are not on it were not chosen and are left out.

    People are the same when name, however spelled, and birth agree, as far as both are known. A row that can be of
    two people, or two rows of one, are faults.
    """
    by_name: dict[object, list[SheetPerson]] = {}
    for person in sheet.people:
        by_name.setdefault(spelling_key(person.name), []).append(person)
    found: dict[int, SheetPerson] = {}
    for place, candidate in enumerate(slate.candidates, start=1):
        rows = [
            person
            for person in by_name.get(spelling_key(candidate.name), ())
            if person.born is None or candidate.born is None or person.born.may_be(candidate.born)
        ]
        if len(rows) > 1 or (rows and rows[0] in found.values()):
            faults.add(
                "step.person_unclear",
                phrase("chưa biết số phiếu này của ai: có hai người tên là {name}", name=candidate.name),
                phrase("mỗi người một dòng; người trùng tên thì thêm cột ngày sinh"),
                place=Place(row=rows[-1].row),
                seen=candidate.name,
            )
        elif rows:
            found[place] = rows[0]
    return found


def votes_by_place(
    sheet: StepSheet,
    step: int,
    people: Mapping[int, SheetPerson],
    present: int,
    faults: FaultList,
) -> Mapping[int, int]:
    """The numbers of one step by places of a slate."""
    column = sheet.column_of(step)
    if column is None:
        faults.add(
            "step.no_votes_column",
            phrase("bảng này không có cột của bước {step}", step=step),
            phrase("đặt tiêu đề cột là «Bước {step}»; bảng của riêng một bước thì «Số phiếu»", step=step),
            place=Place(row=sheet.header.number),
        )
        return {}
    votes = {place: person.cells[column] for place, person in people.items() if column in person.cells}
    for place, count in votes.items():
        if count > present:
            faults.add(
                "step.votes_over_present",
                phrase(
                    "{votes} phiếu, nhưng bước {step} chỉ có {present} người có mặt",
                    votes=count,
                    step=step,
                    present=present,
                ),
                phrase("kiểm tra lại số phiếu và số có mặt"),
                place=Place(row=people[place].row, column=shortened(sheet.header.cells[column])),
                seen=count,
            )
    return votes


def _person(
    row: Row,
    who: _Who,
    columns: tuple[int, ...],
    table: Table,
    faults: FaultList,
) -> SheetPerson:
    cells: dict[int, int] = {}
    for at in columns:
        text = row.cells[at]
        if _WHOLE.fullmatch(text):
            cells[at] = int(text)
        elif text:
            faults.add(
                "step.votes_unreadable",
                phrase("số phiếu «{seen}» không phải là số nguyên", seen=shortened(text)),
                phrase("ghi số phiếu bằng chữ số; chưa có thì để trống"),
                place=Place(row=row.number, column=shortened(table.header.cells[at])),
                seen=shortened(text),
            )
    name = " ".join(row.cells[at] for at in who.names if row.cells[at])
    return SheetPerson(row=row.number, name=name, born=_born(row, who.born, table, faults), cells=cells)


def _born(row: Row, column: int | None, table: Table, faults: FaultList) -> PartialDate | None:
    if column is None or not (text := row.cells[column]):
        return None
    try:
        return parse(text)
    except ValueError:
        faults.add(
            "step.born_unreadable",
            phrase("không đọc được ngày «{seen}»", seen=shortened(text)),
            phrase("ghi dd/mm/yyyy, mm/yyyy hoặc yyyy"),
            place=Place(row=row.number, column=shortened(table.header.cells[column])),
            seen=shortened(text),
        )
        return None
