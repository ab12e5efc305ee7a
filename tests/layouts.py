"""Hypothesis strategies for sheets: any slate in any of the layouts that organizers' workbooks have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hypothesis import strategies as st

from rules.model import Candidate, Nomination, Qualification, Sex, Slate, Theory
from rules.partial_date import PartialDate
from tests.strategies import slates
from tests.workbooks import Cell, Grid

_SINGLE: Mapping[str, tuple[str, ...]] = {
    "number": ("STT", "Số TT", "number"),
    "name": ("Họ và tên", "HỌ VÀ TÊN", "Họ\ntên"),
    "born": ("Ngày tháng năm sinh", "Ngày sinh (DD/MM/YYYY)", "Năm sinh"),
    "sex": ("Giới tính (Nam/Nữ)", "Giới tính"),
    "ethnicity": ("Dân tộc",),
    "religion": ("Tôn giáo",),
    "joined": ("Ngày kết nạp", "joined"),
    "official": ("Ngày chính thức",),
    "qualification": ("Trình độ chuyên môn",),
    "theory": ("Lý luận chính trị", "LLCT"),
    "post": ("Chức vụ hiện nay", "Chức vụ"),
    "incumbent": ("Tái cử / Mới",),
    "planned": ("Quy hoạch",),
    "for_standing": ("Dự kiến ban thường vụ", "BTV"),
    "science": ("Khoa học, công nghệ",),
    "nomination": ("Hình thức giới thiệu",),
    "retires": ("Thời điểm nghỉ hưu",),
    "number_before": ("Số thứ tự lần bầu trước",),
}
_WORDS: Mapping[object, str] = {
    Sex.MALE: "Nam",
    Sex.FEMALE: "Nữ",
    Qualification.POSTGRADUATE: "Thạc sĩ",
    Qualification.UNIVERSITY: "Đại học",
    Qualification.COLLEGE: "Cao đẳng",
    Qualification.VOCATIONAL: "Trung cấp",
    Qualification.NONE: "LĐ phổ thông",
    Theory.BACHELOR: "Cử nhân",
    Theory.ADVANCED: "Cao cấp",
    Theory.INTERMEDIATE: "Trung cấp",
    Theory.ELEMENTARY: "Sơ cấp",
    Theory.NONE: "Chưa qua đào tạo",
    Nomination.COMMITTEE: "Cấp ủy giới thiệu",
    Nomination.FLOOR: "Đề cử tại đại hội",
    Nomination.SELF: "Ứng cử",
}
_LEVELS: Mapping[str, tuple[str, dict[object, str]]] = {
    "sex": ("Giới tính", {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}),
    "qualification": (
        "Trình độ chuyên môn",
        {**{level: _WORDS[level] for level in Qualification}, Qualification.POSTGRADUATE: "Trên Đại học"},
    ),
    "theory": ("Trình độ LLCT", {level: _WORDS[level] for level in Theory}),
}
_FAMILY, _GIVEN = ("Họ và tên đệm", "Họ"), "Tên"
_POSTS = ("Đảng", "Chính quyền", "Đoàn thể")
_TITLES = ("ĐẢNG BỘ CÔNG TY CẢNG", "DANH SÁCH NHÂN SỰ KHÓA XXI", "(kèm theo Tờ trình số 12)", "Tổng số: 27 đồng chí")
_TAILS = (
    "Người lập biểu",
    "Nguyễn Văn Cừ",
    "T/M BAN THƯỜNG VỤ",
    "…, ngày 5 tháng 6 năm 2025",
    "Ghi chú: tính đến 6/2025",
)


@dataclass(frozen=True)
class Column:
    """A column to be written: the heading over it and its own, and what stands below."""

    parent: str
    child: str
    cells: Sequence[Cell]

    @property
    def shown(self) -> str:
        """As the program shows the heading."""
        return " ".join((f"{self.parent}: {self.child}" if self.parent else self.child).split())


@dataclass(frozen=True)
class Layout:
    """A sheet and the slate it holds: people with the rows they stand in, notes in the order of the columns."""

    sheet: Grid
    slate: Slate


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any slate in any layout."""
    slate = draw(slates())
    groups = draw(st.permutations(list(_groups(draw, slate))))
    columns = [
        column for group in groups for column in (group if group[-1].child == _GIVEN else draw(st.permutations(group)))
    ]
    order = draw(st.permutations(range(len(slate))))
    left = draw(st.integers(0, 2))  # the table need not begin in column A
    sheet = Grid([])
    for text in draw(st.lists(st.sampled_from((*_TITLES, None)), max_size=5)):
        sheet.merge(len(sheet.rows), 0, right=draw(st.sampled_from((0, 2, 3))))
        sheet.add([text])
    draw(st.sampled_from((_one_row, _merged_rows, _blank_rows)))(sheet, columns, left)
    if draw(st.booleans()):
        sheet.add(_numbers(draw, len(columns)), left=left)
    rows = {}
    for at in order:
        if draw(st.integers(0, 4)) == 0:
            _between(draw, sheet, left, len(columns))
        rows[at] = len(sheet.rows) + 1
        sheet.add((column.cells[at] for column in columns), left=left)
    _tail(draw, sheet, columns, left)
    people = sorted(
        (replace(person, row=rows[at]) for at, person in enumerate(slate.candidates)),
        key=lambda person: person.number or 0,
    )
    notes = tuple(column.shown for column in columns if column.shown in slate.notes)
    return Layout(sheet=sheet, slate=replace(slate, candidates=tuple(people), notes=notes))


def _groups(draw: st.DrawFn, slate: Slate) -> Iterator[list[Column]]:
    """The columns of a slate; those under one heading stay together."""
    people = slate.candidates
    fields = set(slate.columns)
    if {"born", "sex"} <= fields and _told_together(people) and draw(st.booleans()):
        fields -= {"born", "sex"}
        yield [
            Column("Năm sinh", word, [_born_as(draw, person, sex) for person in people])
            for sex, word in _LEVELS["sex"][1].items()
        ]
    if not fields.isdisjoint({"joined", "official"}) and draw(st.booleans()):
        children = {"joined": "Ngày kết nạp", "official": "Chính thức"}
        yield [
            Column("Ngày vào Đảng", children[field], _cells(draw, people, field))
            for field in sorted({"joined", "official"} & fields)
        ]
        fields -= {"joined", "official"}
    split = [person.name.rpartition(" ") for person in people]
    # Letters alone, one a column, would be a row that numbers the columns.
    if all(len(family) > 1 and given for family, _, given in split) and draw(st.booleans()):
        fields.discard("name")
        yield [
            Column("", draw(st.sampled_from(_FAMILY)), [family for family, _, _ in split]),
            Column("", _GIVEN, [given for _, _, given in split]),
        ]
    if "post" in fields and draw(st.booleans()):
        fields.discard("post")
        place = [draw(st.integers(0, len(_POSTS) - 1)) for _ in people]
        yield [
            Column(
                "Chức vụ hiện nay",
                part,
                [person.post if place[at] == which else None for at, person in enumerate(people)],
            )
            for which, part in enumerate(_POSTS)
        ]
    for field in sorted(fields):
        if field in _LEVELS and draw(st.booleans()):
            parent, levels = _LEVELS[field]
            yield [
                Column(parent, word, [draw(_marks(marked=getattr(person, field) is level)) for person in people])
                for level, word in levels.items()
            ]
        else:
            yield [Column("", draw(st.sampled_from(_SINGLE[field])), _cells(draw, people, field))]
    for note in slate.notes:
        parent, _, child = note.rpartition(": ")
        yield [Column(parent, child, [person.notes.get(note) for person in people])]


def _told_together(people: Sequence[Candidate]) -> bool:
    return all((person.born is None) == (person.sex is None) for person in people)


def _born_as(draw: st.DrawFn, person: Candidate, sex: Sex | object) -> Cell:
    return draw(_written(person.born)) if person.sex is sex else None


def _marks(*, marked: bool) -> st.SearchStrategy[Cell]:
    return st.sampled_from(("x", "X", 1, "1") if marked else (None, None, "0"))


def _cells(draw: st.DrawFn, people: Sequence[Candidate], field: str) -> list[Cell]:
    return [draw(_written(getattr(person, field))) for person in people]


def _written(value: object) -> st.SearchStrategy[Cell]:
    """The ways a value stands in a cell of a workbook."""
    match value:
        case None:
            return st.sampled_from((None, ""))
        case bool():
            return st.sampled_from(("có", "x", 1) if value else ("không", 0))
        case int():
            return st.sampled_from((value, str(value)))
        case PartialDate(year=year, month=None):
            return st.sampled_from((year, str(year)))
        case PartialDate(year=year, month=int(month), day=int(day)):
            return st.sampled_from((date(year, month, day), value.vietnamese(), f"{day}/{month}/{year}"))
        case PartialDate():
            return st.sampled_from((value.vietnamese(), value.iso()))
        case StrEnum():  # a post may read "none" and is no level
            return st.just(_WORDS[value])
        case _:
            return st.sampled_from((str(value), f" {value}\u00a0"))


def _one_row(sheet: Grid, columns: Sequence[Column], left: int) -> None:
    sheet.add((column.shown for column in columns), left=left)


def _merged_rows(sheet: Grid, columns: Sequence[Column], left: int) -> None:
    """Common headings merged over their columns, the others merged over both rows."""
    top = len(sheet.rows)
    upper: list[Cell] = []
    lower: list[Cell] = []
    for at, column in enumerate(columns):
        first = at == 0 or not column.parent or columns[at - 1].parent != column.parent
        upper.append((column.parent or column.child) if first else None)
        lower.append(column.child if column.parent else None)
        if not column.parent:
            sheet.merge(top, left + at, down=1)
        elif first:
            sheet.merge(top, left + at, right=_same_parent(columns, at) - 1)
    sheet.add(upper, left=left)
    sheet.add(lower, left=left)


def _blank_rows(sheet: Grid, columns: Sequence[Column], left: int) -> None:
    """The same, nothing merged: blank beside a common heading, blank below the others."""
    if not any(_same_parent(columns, at) > 1 for at, column in enumerate(columns) if column.parent):
        # With no heading over two columns, nothing tells a lone child that is not known from a person.
        _one_row(sheet, columns, left)
        return
    merged = len(sheet.merges)
    _merged_rows(sheet, columns, left)
    del sheet.merges[merged:]


def _same_parent(columns: Sequence[Column], at: int) -> int:
    last = at
    while last < len(columns) and columns[last].parent == columns[at].parent:
        last += 1
    return last - at


def _numbers(draw: st.DrawFn, count: int) -> list[Cell]:
    """The row of column numbers, sometimes with a slip of the pen."""
    numbers = [*range(1, count + 1)]
    if draw(st.booleans()):
        slip = draw(st.integers(0, count - 1))
        numbers = [number if at < slip else number - 1 for at, number in enumerate(numbers)]
    form: Callable[[int], Cell] = draw(st.sampled_from((int, str, lambda number: f"({number})")))
    return [form(number) for number in numbers]


def _between(draw: st.DrawFn, sheet: Grid, left: int, width: int) -> None:
    """What stands between people: a blank row, or the head of a group merged over the table."""
    if draw(st.booleans()) or width < 3:
        sheet.add([])
        return
    sheet.merge(len(sheet.rows), left, right=width - 1)
    sheet.add(["II. Tham gia lần đầu"], left=left)


def _tail(draw: st.DrawFn, sheet: Grid, columns: Sequence[Column], left: int) -> None:
    """What stands below the people: a total, remarks, signatures."""
    if not draw(st.booleans()):
        return
    names = [at for at, column in enumerate(columns) if column.child in {*_SINGLE["name"], *_FAMILY}]
    total: list[Cell] = ["Tổng cộng", 5, "5"]
    sheet.add(total[: len(columns) - names[0]], left=left + names[0])
    for text in draw(st.lists(st.sampled_from((*_TAILS, None)), max_size=5)):
        sheet.add([text], left=left + draw(st.integers(0, len(columns) - 1)))
