"""Headings: the names of the file format, the Vietnamese of real lists, and columns of marks under a common heading."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, FaultList
from rules.headings import Column, Heading, Reading, key_of, name_columns
from rules.messages import Translator
from rules.model import Qualification, Sex, Theory
from tests.strategies import NOTE_HEADINGS, OPTIONAL_COLUMNS

VIETNAMESE = Translator("vi")


def named(*headings: str | tuple[str, str]) -> tuple[tuple[Column, ...], list[Fault]]:
    """The columns of these headings, each alone or as (parent, child), and the faults."""
    faults = FaultList("slate.csv")
    pairs = [
        Heading(child=heading) if isinstance(heading, str) else Heading(parent=heading[0], child=heading[1])
        for heading in headings
    ]
    return name_columns(pairs, faults, row=1), faults.faults


def column(*headings: str | tuple[str, str]) -> Column:
    """The last of these columns; there must be no fault."""
    columns, faults = named(*headings)
    assert not faults
    return columns[-1]


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("number", ("number", "STT", "Số TT", "stt", "SỐ  TT", "Số thứ tự")),
        ("name", ("name", "Họ và tên", "Họ tên", "HỌ VÀ TÊN", "Họ, tên", " họ  và\u00a0tên ")),
        ("born", ("born", "Ngày sinh", "Ngày tháng năm sinh", "Năm sinh", "Ngày sinh (DD/MM/YYYY)")),
        ("born", ("Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh")),
        ("sex", ("sex", "Giới tính", "Giới tính (Nam/Nữ)")),
        ("ethnicity", ("ethnicity", "Dân tộc")),
        ("religion", ("religion", "Tôn giáo")),
        ("joined", ("joined", "Ngày vào Đảng", "Ngày vào Đảng: kết nạp", ("Ngày vào Đảng", "Ngày kết nạp"))),
        (
            "official",
            ("official", "Ngày chính thức", "Ngày vào Đảng: chính thức", ("Ngày vào Đảng", "Ngày chính thức")),
        ),
        ("qualification", ("qualification", "Trình độ chuyên môn", ("Trình độ", "Chuyên môn"))),
        ("theory", ("theory", "Lý luận chính trị", "LLCT", "Lí luận chính trị", "Trình độ LLCT", ("Trình độ", "LLCT"))),
        ("post", ("post", "Chức vụ", "Chức vụ hiện nay")),
        ("incumbent", ("incumbent", "Tái cử / Mới", "Tái cử", "Tái cử/Mới")),
        ("planned", ("planned", "Quy hoạch")),
        ("for_standing", ("for_standing", "Dự kiến ban thường vụ", "BTV")),
        ("science", ("science", "Khoa học, công nghệ", "KH-CN")),
        ("nomination", ("nomination", "Hình thức giới thiệu")),
        ("retires", ("retires", "Thời điểm nghỉ hưu")),
        ("number_before", ("number_before", "Số thứ tự lần bầu trước")),
    ],
)
def test_headings_of_values(field: str, headings: Iterable[str | tuple[str, str]]) -> None:
    for heading in headings:
        found = column(heading)
        assert (found.field, found.reading, found.value) == (field, Reading.VALUE, None), heading


@pytest.mark.parametrize(
    ("heading", "field", "value"),
    [
        ("Nam", "sex", Sex.MALE),
        ("Nữ", "sex", Sex.FEMALE),
        (("Giới tính", "Nữ"), "sex", Sex.FEMALE),
        ("Giới tính: Nam", "sex", Sex.MALE),
        ("Trên đại học", "qualification", Qualification.POSTGRADUATE),
        ("Đại học", "qualification", Qualification.UNIVERSITY),
        ("Cao đẳng", "qualification", Qualification.COLLEGE),
        (("Trình độ chuyên môn", "Trung cấp"), "qualification", Qualification.VOCATIONAL),
        ("Trình độ chuyên môn - Trung cấp", "qualification", Qualification.VOCATIONAL),
        ("Trình độ chuyên môn (Đại học)", "qualification", Qualification.UNIVERSITY),
        (("Trình độ chuyên môn", "LĐ phổ thông"), "qualification", Qualification.NONE),
        ("Cao cấp", "theory", Theory.ADVANCED),
        ("Sơ cấp", "theory", Theory.ELEMENTARY),
        (("Trình độ LLCT", "Cử nhân"), "theory", Theory.BACHELOR),
        ("LLCT: Trung cấp", "theory", Theory.INTERMEDIATE),
    ],
)
def test_headings_of_marks(heading: str | tuple[str, str], field: str, value: str) -> None:
    found = column(heading)
    assert (found.field, found.reading, found.value) == (field, Reading.MARK, value)


@pytest.mark.parametrize("heading", ["Tham gia lần đầu", "Lần đầu", "Mới"])
def test_a_column_of_those_elected_for_the_first_time_is_turned_round(heading: str) -> None:
    found = column(heading)
    assert (found.field, found.reading) == ("incumbent", Reading.OPPOSITE)
    assert column("Tái cử", heading).reading is Reading.OPPOSITE


@pytest.mark.parametrize(
    ("others", "field"),
    [
        (("Trình độ chuyên môn",), "theory"),
        (("LLCT",), "qualification"),
        (("Cao cấp", "Sơ cấp"), "theory"),
        (("Đại học", "Cao đẳng"), "qualification"),
        (("Trình độ chuyên môn", "Cao cấp"), "theory"),
        (("Trình độ chuyên môn: Đại học", "Trình độ LLCT"), "qualification"),
    ],
)
@pytest.mark.parametrize("level", ["Trung cấp", "Cử nhân"])
def test_a_bare_level_belongs_where_the_other_columns_leave_room(
    others: tuple[str, ...],
    field: str,
    level: str,
) -> None:
    assert column(*others, level).field == field


@pytest.mark.parametrize(
    "others",
    [(), ("Đại học", "Cao cấp"), ("Trình độ chuyên môn", "LLCT"), ("Họ tên", "LLCT: Cao cấp", "Cao đẳng")],
)
def test_a_bare_level_that_could_be_either_is_asked(others: tuple[str, ...]) -> None:
    columns, (fault,) = named(*others, "Trung cấp")
    assert columns[-1].field is None
    assert (fault.name, fault.place.row, fault.place.column) == ("slate.level_unclear", 1, "Trung cấp")
    assert "«Trình độ LLCT: Trung cấp»" in VIETNAMESE.text(fault.remedy)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Họ tên", "name"),
        ("Giới tính", "Nữ"),
        ("Đại học", "Trình độ chuyên môn"),
        ("Tái cử", "Tái cử / Mới"),
        ("Mới", "Tham gia lần đầu"),
        ("Chức vụ", "Chức vụ hiện nay"),
        ("Chức vụ", ("Chức vụ hiện nay", "Đảng")),
    ],
)
def test_two_columns_for_one_thing_compete(first: str, second: str | tuple[str, str]) -> None:
    _, (fault,) = named(first, second)
    shown = second if isinstance(second, str) else ": ".join(second)
    assert (fault.name, fault.place.column) == ("slate.field_twice", shown)
    assert f"«{first}» và «{shown}»" in VIETNAMESE.text(fault.message)


def test_a_workbook_of_an_organization(slate_headings: list[tuple[str, str]]) -> None:
    columns, faults = named(*slate_headings)
    assert not faults
    known = {found.heading: found.field for found in columns if found.field}
    assert known == {
        "STT": "number",
        "Họ và tên": "name",
        "Ngày tháng năm sinh": "born",
        "Chức vụ hiện nay: Đảng": "post",
        "Chức vụ hiện nay: Chính quyền": "post",
        "Chức vụ hiện nay: Đoàn thể": "post",
        "Giới tính: Nam": "sex",
        "Giới tính: Nữ": "sex",
        "Dân tộc": "ethnicity",
        "Tôn giáo": "religion",
        "Trình độ chuyên môn: Trên Đại học": "qualification",
        "Trình độ chuyên môn: Đại học": "qualification",
        "Trình độ chuyên môn: LĐ phổ thông": "qualification",
        "Trình độ LLCT: Cao cấp": "theory",
        "Trình độ LLCT: Cử nhân": "theory",
        "Trình độ LLCT: Trung cấp": "theory",
        "Trình độ LLCT: Sơ cấp": "theory",
        "Ngày vào Đảng: Ngày kết nạp": "joined",
        "Ngày vào Đảng: Ngày chính thức": "official",
    }


@pytest.fixture
def slate_headings() -> list[tuple[str, str]]:
    """The two-row header of a published workbook: 37 columns, as (parent, child)."""
    lines = """\
STT,
Mã nhân viên,
Họ và tên,
Ngày tháng năm sinh,
Nơi sinh (3 cấp),
Chi bộ,
Đảng bộ,
Chức vụ hiện nay,Đảng
Chức vụ hiện nay,Chính quyền
Chức vụ hiện nay,Đoàn thể
Giới tính,Nam
Giới tính,Nữ
Dân tộc,
Tôn giáo,
Quê quán,
Trình độ chuyên môn,Trên Đại học
Trình độ chuyên môn,Đại học
Trình độ chuyên môn,"Cao đẳng, Trung cấp"
Trình độ chuyên môn,LĐ phổ thông
Trình độ LLCT,Cao cấp
Trình độ LLCT,Cử nhân
Trình độ LLCT,Trung cấp
Trình độ LLCT,Sơ cấp
Ngày vào Đảng,Ngày kết nạp
Ngày vào Đảng,Ngày chính thức
Số thẻ đảng viên/Số lý lịch,
Là đảng viên dự bị,
"Văn bằng, chứng chỉ chuyên môn, lý luận chính trị, ngoại ngữ",
Quyết định,"HĐLĐ, luân chuyển, điều động, bổ nhiệm"
Quyết định,Khen thưởng
Quyết định,Kỷ luật
Quyết định,Tặng Huy hiệu Đảng
Quá trình công tác,
Quá trình tham gia cấp ủy,
Quan hệ nước ngoài,ĐV đi nước ngoài
Quan hệ nước ngoài,ĐV có người thân ở nước ngoài
"""
    return [(parent, child) if child else ("", parent) for parent, child in csv.reader(lines.splitlines())]


@pytest.mark.parametrize(("word", "sex"), [("Nam", Sex.MALE), ("Nữ", Sex.FEMALE)])
def test_a_birth_in_the_column_of_a_sex_says_both(word: str, sex: Sex) -> None:
    found = column(("Năm sinh", word))
    assert (found.field, found.reading, found.value) == ("born", Reading.DATED_MARK, sex)


@pytest.mark.parametrize("heading", [*NOTE_HEADINGS, ("Vợ hoặc chồng", "Họ và tên"), ("Quê quán", "Nam"), "Không", ""])
def test_what_is_not_known_is_a_note(heading: str | tuple[str, str]) -> None:
    assert column(heading).field is None


@given(st.sampled_from(sorted(OPTIONAL_COLUMNS | {"number", "name"})), st.data())
def test_case_spaces_and_unicode_form_do_not_matter(field: str, data: st.DataObject) -> None:
    spaced = "".join(char + data.draw(st.sampled_from(("", " ", "\u00a0"))) for char in field)
    assert column(data.draw(st.sampled_from((spaced, spaced.upper())))).field == field


@given(st.text(max_size=30))
def test_a_key_has_one_form(text: str) -> None:
    assert key_of(text) == key_of(unicodedata.normalize("NFD", text)) == key_of(f" {text}\u00a0")
