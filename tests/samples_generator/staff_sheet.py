"""A slate as a company's staff office keeps it: an Excel sheet made to be printed, with far more than a slate needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rules.partial_date import PartialDate
from rules.workbook_sheet import column_letters
from tests.samples_generator.draws import Draws
from tests.samples_generator.people import Person

Value = str | int | date | None

_MADE = datetime(2020, 4, 20)  # noqa: DTZ001 - a workbook's days have no zone
_HEADINGS, _NUMBERS, _FIRST = 6, 8, 9
_SLIP = 24  # "Ngày chính thức" has the number of the column before it
_COUNTED = frozenset({"Giới tính", "Trình độ chuyên môn", "Trình độ LLCT"})
_PLACES = ("Bến Ngàn", "Mường Hạ", "Đông Sơn", "Trà Lĩnh", "Phú Hòa")
_CELLS = ("Văn phòng", "Bến Ngàn", "Xếp dỡ", "Kỹ thuật", "Mường Hạ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """A person with what only the staff office knows."""

    number: int
    person: Person
    code: str
    home: str
    cell: str

    @property
    def posts(self) -> tuple[str, str, str]:
        """The post in the Party, in the company, in the mass organizations; a roster divides them by a semicolon."""
        party, government, union = "", "", ""
        for post in self.person.post.split("; "):
            if post.endswith(("Công đoàn", "Đoàn Thanh niên", "Cựu chiến binh")):
                union = post
            elif "Đảng ủy" in post or "Ban Thường vụ" in post or "Ủy ban Kiểm tra" in post:
                party = f"{party}, {post}".removeprefix(", ")
            else:
                government = post
        return party, government, union


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    parent: str = ""
    child: str
    value: Callable[[_Card], Value]


def _column(child: str, value: Callable[[_Card], Value], parent: str = "") -> _Column:
    return _Column(parent=parent, child=child, value=value)


def _nothing(_: _Card) -> Value:
    return None


def _mark(*, here: bool) -> Value:
    return "x" if here else None


def _qualified(*levels: str) -> Callable[[_Card], Value]:
    return lambda card: _mark(here=card.person.qualification in levels)


def _theory(level: str) -> Callable[[_Card], Value]:
    return lambda card: _mark(here=card.person.theory == level)


def _born(card: _Card) -> Value:
    """As different hands typed it: a date, the same as a text, or only the year as a number."""
    born = card.person.born
    if born is None or born.day is None:
        return None if born is None else born.year
    return born.earliest if card.number % 3 else born.vietnamese()


def _day(day: PartialDate, *, as_text: bool) -> Value:
    return f"{day.day}/{day.month}/{day.year}" if as_text else day.earliest


# The headings of a real workbook, in its order; column AI is empty there too. The last three were added for the list.
_COLUMNS: Sequence[_Column | None] = (
    _column("STT", lambda card: card.number),
    _column("Mã nhân viên", lambda card: card.code),
    _column("Họ và tên", lambda card: card.person.name),
    _column("Ngày tháng năm sinh", _born),
    _column("Nơi sinh (3 cấp)", lambda card: f"{card.home}, Sơn Ngàn, Trường Ngàn"),
    _column("Chi bộ", lambda card: card.cell),
    _column("Đảng bộ", lambda _: "Tổng công ty"),
    _column("Đảng", lambda card: card.posts[0], "Chức vụ hiện nay"),
    _column("Chính quyền", lambda card: card.posts[1], "Chức vụ hiện nay"),
    _column("Đoàn thể", lambda card: card.posts[2], "Chức vụ hiện nay"),
    _column("Nam", lambda card: _mark(here=not card.person.female), "Giới tính"),
    _column("Nữ", lambda card: _mark(here=card.person.female), "Giới tính"),
    _column("Dân tộc", lambda card: card.person.ethnicity),
    _column("Tôn giáo", lambda card: card.person.religion),
    _column("Quê quán", lambda card: card.home),
    _column("Trên Đại học", _qualified("postgraduate"), "Trình độ chuyên môn"),
    _column("Đại học", _qualified("university"), "Trình độ chuyên môn"),
    _column("Cao đẳng, Trung cấp", _qualified("college", "vocational"), "Trình độ chuyên môn"),
    _column("LĐ phổ thông", _qualified("none"), "Trình độ chuyên môn"),
    _column("Cao cấp", _theory("advanced"), "Trình độ LLCT"),
    _column("Cử nhân", _theory("bachelor"), "Trình độ LLCT"),
    _column("Trung cấp", _theory("intermediate"), "Trình độ LLCT"),
    _column("Sơ cấp", _theory("elementary"), "Trình độ LLCT"),
    _column("Ngày kết nạp", lambda card: _day(card.person.joined, as_text=card.number % 4 == 0), "Ngày vào Đảng"),
    _column("Ngày chính thức", lambda card: _day(card.person.official, as_text=card.number % 2 == 0), "Ngày vào Đảng"),
    _column("Số thẻ đảng viên/Số lý lịch", lambda card: f"{card.number * 7919 % 99991:05}"),
    _column("Là đảng viên dự bị", _nothing),
    _column("Văn bằng, chứng chỉ chuyên môn, lý luận chính trị, ngoại ngữ", _nothing),
    _column("HĐLĐ, luân chuyển, điều động, bổ nhiệm", _nothing, "Quyết định"),
    _column("Khen thưởng", _nothing, "Quyết định"),
    _column("Kỷ luật", _nothing, "Quyết định"),
    _column("Tặng Huy hiệu Đảng", _nothing, "Quyết định"),
    _column("Quá trình công tác", _nothing),
    _column("Quá trình tham gia cấp ủy", lambda card: "2015 - 2020" if card.person.incumbent else None),
    None,
    _column("ĐV đi nước ngoài", _nothing, "Quan hệ nước ngoài"),
    _column("ĐV có người thân ở nước ngoài", _nothing, "Quan hệ nước ngoài"),
    _column("Tái cử / Mới", lambda card: "Tái cử" if card.person.incumbent else "Mới"),
    _column("Quy hoạch", lambda card: _mark(here=card.person.planned)),
    _column("Dự kiến BTV", lambda card: _mark(here=card.person.for_standing)),
)


def staff_sheet(people: Sequence[Person], draws: Draws) -> bytes:
    """The workbook, the same bytes wherever the same version of XlsxWriter writes it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _MADE})
        head = workbook.add_format(
            {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        )
        plain = workbook.add_format({"border": 1, "text_wrap": True})
        day = workbook.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
        title = workbook.add_format({"bold": True, "align": "center", "font_size": 14})
        page = workbook.add_worksheet("Nhân sự khóa XII")
        _write_title(page, title)
        _write_headings(page, head)
        cards = [
            _Card(
                number=number,
                person=person,
                code=f"SN-{draws.between(100, 999)}",
                home=draws.one_of(_PLACES),
                cell=draws.one_of(_CELLS),
            )
            for number, person in enumerate(people, start=1)
        ]
        for card in cards:
            _write_person(page, card, plain, day)
        _write_end(page, cards, head)
        page.freeze_panes(_FIRST, 3)
        page.set_landscape()
        notes = workbook.add_worksheet("Ghi chú")
        notes.write_string(0, 0, "Số liệu trích từ phần mềm quản lý nhân viên, tính đến 31/3/2020.")
    return _stored(content.getvalue())


def _write_title(page: Worksheet, title: Format) -> None:
    last = len(_COLUMNS) - 1
    page.merge_range(0, 0, 0, 6, "ĐẢNG BỘ KHỐI DOANH NGHIỆP TỈNH TRƯỜNG NGÀN")
    page.merge_range(1, 0, 1, 6, "ĐẢNG ỦY TỔNG CÔNG TY CẢNG SÔNG NGÀN", title)
    page.merge_range(3, 0, 3, last, "DANH SÁCH NHÂN SỰ DỰ KIẾN GIỚI THIỆU BẦU BAN CHẤP HÀNH ĐẢNG BỘ KHÓA XII", title)
    page.merge_range(4, 0, 4, last, "(kèm theo Tờ trình số 15-TTr/ĐU, ngày 20/4/2020)")


def _write_headings(page: Worksheet, head: Format) -> None:
    top = _HEADINGS
    for at, column in enumerate(_COLUMNS):
        page.write_number(_NUMBERS, at, at if at >= _SLIP else at + 1, head)
        if column is None:
            continue
        before = _COLUMNS[at - 1] if at else None
        if not column.parent:
            page.merge_range(top, at, top + 1, at, column.child, head)
        else:
            page.write_string(top + 1, at, column.child, head)
            if before is None or before.parent != column.parent:
                children = sum(1 for other in _COLUMNS if other is not None and other.parent == column.parent)
                page.merge_range(top, at, top, at + children - 1, column.parent, head)
    page.set_column(2, 2, 24)


def _write_person(page: Worksheet, card: _Card, plain: Format, day: Format) -> None:
    for at, column in enumerate(_COLUMNS):
        value = None if column is None else column.value(card)
        row = _FIRST + card.number - 1
        match value:
            case date():
                page.write_datetime(row, at, datetime.combine(value, time()), day)
            case int():
                page.write_number(row, at, value, plain)
            case str() if value:
                page.write_string(row, at, value, plain)


def _write_end(page: Worksheet, cards: Sequence[_Card], head: Format) -> None:
    """The totals, with formulas as the office has them, then who made the list."""
    first, last = _FIRST + 1, _FIRST + len(cards)
    page.merge_range(last, 0, last, 2, "Tổng cộng", head)
    for at, column in enumerate(_COLUMNS):
        if column is not None and column.parent in _COUNTED:
            letters = column_letters(at)
            marked = sum(1 for card in cards if column.value(card))
            page.write_formula(last, at, f"=COUNTA({letters}{first}:{letters}{last})", head, marked)
    page.write_string(last + 2, 24, "Sông Ngàn, ngày 20 tháng 4 năm 2020")
    page.write_string(last + 3, 2, "Người lập biểu")
    page.write_string(last + 3, 24, "T/M ĐẢNG ỦY")
    page.write_string(last + 7, 2, "Nguyễn Thị Lụa")
    page.write_string(last + 7, 24, "Lương Quốc Vĩnh")


def _stored(content: bytes) -> bytes:
    """The same workbook without compression: zlib's output differs between its versions."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as plain:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            plain.writestr(entry, archive.read(name))
    return packed.getvalue()
