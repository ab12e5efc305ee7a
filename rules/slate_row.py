"""One row of a slate as a person: each cell becomes a value of its field, or a fault that says what is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from rules.errors import FaultList, Place
from rules.headings import Column, Reading
from rules.model import Candidate, Nomination, Qualification, Sex, Theory
from rules.partial_date import PartialDate, parse
from rules.phrase import phrase
from rules.table_file import Row
from rules.text_file import hidden_character, shortened
from rules.vocabulary import WORDS, accepted_words, read_incumbent, read_word, read_yes_no

_WHOLE = re.compile(r"([0-9]{1,6})\.?")  # "01." as people number lines
_DATE_LIKE = re.compile(r"(\d{1,2}[/.-]){0,2}\d{4}|\d{4}(-\d{1,2}){1,2}")

# A spreadsheet shows the number 1975 in a cell made for dates as 28/05/1905; nobody of a slate was born then.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_YEAR_DAY, _LAST_YEAR_DAY = (_DAY_ZERO + timedelta(days=year) for year in (1900, 2100))

_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(slots=True)
class Person:
    """What one row says, by field, while the slate is being read. What is not there is not known."""

    row: int
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    dates: dict[str, PartialDate] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    words: dict[str, StrEnum] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    def candidate(self) -> Candidate:
        """Make the frozen value; an empty ``for_standing`` is "not marked", everything else empty is None."""
        return Candidate(
            row=self.row,
            number=self.numbers.get("number"),
            name=self.texts.get("name", ""),
            born=self.dates.get("born"),
            sex=self._word("sex", Sex),
            ethnicity=self.texts.get("ethnicity"),
            religion=self.texts.get("religion"),
            joined=self.dates.get("joined"),
            official=self.dates.get("official"),
            qualification=self._word("qualification", Qualification),
            theory=self._word("theory", Theory),
            post=self.texts.get("post"),
            incumbent=self.flags.get("incumbent"),
            planned=self.flags.get("planned"),
            for_standing=self.flags.get("for_standing", False),
            science=self.flags.get("science"),
            nomination=self._word("nomination", Nomination),
            retires=self.dates.get("retires"),
            number_before=self.numbers.get("number_before"),
            notes=self.notes,
        )

    def _word(self, name: str, kind: type[_Word]) -> _Word | None:
        value = self.words.get(name)
        return value if isinstance(value, kind) else None


@dataclass(slots=True)  # not frozen: one is made of every cell, and a frozen one takes four times as long to make
class _Cell:
    """A filled cell of a known column."""

    row: int
    field: str
    column: Column
    text: str

    @property
    def place(self) -> Place:
        return Place(row=self.row, column=self.column.where)


def read_person(row: Row, columns: Sequence[Column], faults: FaultList, *, draft: bool) -> Person:
    """Read a row; every cell that is not understood is a fault. A draft may have no number and no name."""
    person = Person(row=row.number)
    for column in columns:
        text = row.cells[column.index]
        if column.field is None:
            if text:
                person.notes[column.heading] = text
        elif text:
            # LS04 judges the numbers of a draft: what cannot be read there is no number.
            heard = FaultList(faults.file) if draft and column.field == "number" else faults
            _READERS.get(column.field, _read_text)(_Cell(row.number, column.field, column, text), person, heard)
        elif not draft and column.field in {"name", "number"} and column.reading is not Reading.PART:
            _refuse_empty(column.field, Place(row=row.number, column=column.where), faults)
    parts = [column for column in columns if column.field == "name" and column.reading is Reading.PART]
    if parts and not row.cells[parts[-1].index] and (not draft or "name" in person.texts):
        # Half a name, without the given one, must never reach a ballot.
        _refuse_empty("name", Place(row=row.number, column=parts[-1].where), faults)
    return person


def _read_text(cell: _Cell, person: Person, _: FaultList) -> None:
    if cell.column.reading is Reading.PART and cell.field in person.texts:
        person.texts[cell.field] += f"; {cell.text}"
    else:
        person.texts[cell.field] = cell.text


def _read_number(cell: _Cell, person: Person, faults: FaultList) -> None:
    if found := _WHOLE.fullmatch(cell.text):
        person.numbers[cell.field] = int(found[1])
        return
    faults.add(
        "slate.number_unreadable",
        phrase("số thứ tự «{seen}» không phải là số nguyên", seen=shortened(cell.text)),
        phrase("ghi số thứ tự bằng chữ số, từ 1 trở đi, không kèm dấu hay chữ"),
        place=cell.place,
        seen=shortened(cell.text),
    )


def _read_date(cell: _Cell, person: Person, faults: FaultList) -> None:
    try:
        read = parse(cell.text)
        _put(person.dates, read, cell, person, faults)
        if cell.column.value is not None:  # born under "Nam" or under "Nữ"
            _put(person.words, cell.column.value, replace(cell, field="sex"), person, faults)
        if read.day is not None and _FIRST_YEAR_DAY <= read.earliest <= _LAST_YEAR_DAY:
            _refuse_year_as_day(cell, read, faults)
    except ValueError:
        message = (
            phrase("ngày «{seen}» không có trong lịch", seen=shortened(cell.text))
            if _DATE_LIKE.fullmatch(cell.text)
            else phrase("không đọc được ngày «{seen}»", seen=shortened(cell.text))
        )
        remedy = phrase("ghi ngày/tháng/năm đủ 4 chữ số năm (20/03/1975), tháng/năm (03/1975) hoặc chỉ năm (1975)")
        faults.add("slate.date_unreadable", message, remedy, place=cell.place, seen=shortened(cell.text))


def _refuse_year_as_day(cell: _Cell, read: PartialDate, faults: FaultList) -> None:
    year = (read.earliest - _DAY_ZERO).days
    faults.add(
        "slate.year_as_day",
        phrase("ngày {day} có lẽ là năm {year} gõ vào một ô định dạng ngày", day=read, year=str(year)),
        phrase("định dạng ô này là văn bản (Text) rồi gõ lại ngày sinh đầy đủ, hoặc chỉ năm"),
        place=cell.place,
        seen=shortened(cell.text),
    )


def _read_flag(cell: _Cell, person: Person, faults: FaultList) -> None:
    said = read_incumbent(cell.text) if cell.field == "incumbent" else None
    if said is None:
        said = read_yes_no(cell.text)
        if said is not None and cell.column.reading is Reading.OPPOSITE:
            said = not said
    if said is None:
        _refuse_value(cell, accepted_words(cell.field), faults)
    else:
        _put(person.flags, said, cell, person, faults)


def _read_word(cell: _Cell, person: Person, faults: FaultList) -> None:
    value = read_word(cell.field, cell.text)
    if cell.column.reading is Reading.MARK:
        marked = True if value is cell.column.value else read_yes_no(cell.text)
        if marked is None:
            _refuse_value(cell, ("x", "1", "có", "0", "không"), faults)
        if not marked:
            return
        value = cell.column.value
    if value is None:
        _refuse_value(cell, accepted_words(cell.field), faults)
    else:
        _put(person.words, value, cell, person, faults)


def _read_name(cell: _Cell, person: Person, faults: FaultList) -> None:
    before = person.texts.get("name") if cell.column.reading is Reading.PART else None
    person.texts["name"] = f"{before} {cell.text}" if before else cell.text
    if hidden := hidden_character(cell.text):
        faults.add(
            "slate.name_hidden_character",
            phrase("tên «{seen}» có ký tự ẩn {char}", seen=shortened(cell.text), char=hidden),
            phrase("xóa ô này và gõ lại tên; ký tự ẩn làm hai tên giống nhau thành khác nhau"),
            place=cell.place,
            seen=shortened(cell.text),
        )
    elif not any(char.isalpha() for char in cell.text):
        faults.add(
            "slate.name_unreadable",
            phrase("«{seen}» không phải là họ và tên", seen=shortened(cell.text)),
            phrase("ghi họ và tên; nếu đây là dòng đánh số cột thì xóa cả dòng"),
            place=cell.place,
            seen=shortened(cell.text),
        )


_READERS: Mapping[str, Callable[[_Cell, Person, FaultList], None]] = {
    "name": _read_name,
    **dict.fromkeys(("number", "number_before"), _read_number),
    **dict.fromkeys(("born", "joined", "official", "retires"), _read_date),
    **dict.fromkeys(("incumbent", "planned", "for_standing", "science"), _read_flag),
    **dict.fromkeys(WORDS, _read_word),
}
"""Who reads the cells of a field; what is not here is text."""


def _put(store: dict[str, _Value], value: _Value, cell: _Cell, person: Person, faults: FaultList) -> None:
    """Keep a value; two columns may say the same thing of a person, but not two things."""
    kept = store.setdefault(cell.field, value)
    if kept is value or kept == value:
        person.columns.setdefault(cell.field, cell.column)
        return
    faults.add(
        "slate.two_values",
        phrase(
            "cột «{first}» và cột «{second}» nói khác nhau về cùng một người",
            first=person.columns[cell.field].where,
            second=cell.column.where,
        ),
        phrase("để lại một giá trị; nếu có nhiều trình độ thì chỉ đánh dấu trình độ cao nhất"),
        place=cell.place,
        seen=shortened(cell.text),
    )


def _refuse_value(cell: _Cell, accepted: tuple[str, ...], faults: FaultList) -> None:
    faults.add(
        "slate.value_unknown",
        phrase("không hiểu giá trị «{seen}» ở cột «{column}»", seen=shortened(cell.text), column=cell.column.where),
        phrase("dùng một trong các cách ghi: {accepted}; chưa biết thì để trống", accepted=accepted),
        place=cell.place,
        seen=shortened(cell.text),
    )


def _refuse_empty(name: str, place: Place, faults: FaultList) -> None:
    if name == "name":
        message = phrase("dòng {row} không có họ và tên", row=place.row or 0)
        faults.add("slate.name_missing", message, phrase("ghi họ và tên, hoặc xóa cả dòng"), place=place, seen="")
    else:
        message = phrase("dòng {row} không có số thứ tự", row=place.row or 0)
        remedy = phrase("ghi số thứ tự của người này trên phiếu bầu")
        faults.add("slate.number_missing", message, remedy, place=place, seen="")
