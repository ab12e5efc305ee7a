"""Slates: any list that people's programs write reads back equal, and every broken one is refused by name and place."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.model import Candidate, Nomination, Qualification, Sex, Slate, Theory
from rules.partial_date import PartialDate
from rules.slate_file import read_slate
from tests.strategies import slates

BAD_SLATES = Path(__file__).parent.parent / "bad_files" / "slates"
VIETNAMESE = Translator("vi")


def read(folder: Path, content: str | bytes, *, draft: bool = False) -> Slate:
    """Read these bytes as a slate."""
    path = folder / "slate.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_slate(path, shown="slate.csv", draft=draft)


def faults(folder: Path, content: str | bytes, *, draft: bool = False) -> tuple[Fault, ...]:
    """Every fault of these bytes as a slate."""
    with pytest.raises(InputError) as caught:
        read(folder, content, draft=draft)
    return caught.value.faults


# What is read.


def test_a_slate_of_every_column(tmp_path: Path) -> None:
    content = (
        "STT;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Tôn giáo;Ngày vào Đảng: kết nạp;Ngày vào Đảng: chính thức;"
        "Trình độ chuyên môn;LLCT;Chức vụ hiện nay;Tái cử / Mới;Quy hoạch;BTV;Khoa học, công nghệ;"
        "Hình thức giới thiệu;Thời điểm nghỉ hưu;Số thứ tự lần bầu trước;Quê quán\r\n"
        "1;Nguyễn Thị  Hải Đường;20/3/1975;Nữ;Tày;Không;3/2/1998;1999;Thạc sĩ;Cao cấp;Bí thư;Tái cử;x;x;;"
        "Cấp ủy giới thiệu;12/2030;4;Kiến Xương\r\n"
    )
    slate = read(tmp_path, content)
    assert slate.candidates == (
        Candidate(
            row=2,
            number=1,
            name="Nguyễn Thị Hải Đường",
            born=PartialDate(1975, 3, 20),
            sex=Sex.FEMALE,
            ethnicity="Tày",
            religion="Không",
            joined=PartialDate(1998, 2, 3),
            official=PartialDate(1999),
            qualification=Qualification.POSTGRADUATE,
            theory=Theory.ADVANCED,
            post="Bí thư",
            incumbent=True,
            planned=True,
            for_standing=True,
            science=None,
            nomination=Nomination.COMMITTEE,
            retires=PartialDate(2030, 12),
            number_before=4,
            notes={"Quê quán": "Kiến Xương"},
        ),
    )
    assert slate.candidates[0].notes == {"Quê quán": "Kiến Xương"}
    assert slate.notes == ("Quê quán",)
    assert slate.columns >= {"number", "name", "science", "number_before"}
    assert slate.sha256 == hashlib.sha256(content.encode()).hexdigest()


def test_an_empty_cell_is_not_known_and_never_no(tmp_path: Path) -> None:
    slate = read(tmp_path, "STT,Họ tên,Quy hoạch,Tái cử,Nữ,BTV\n1,Lê An,,,,\n2,Lê Bình,0,không,x,x\n")
    first, second = slate.candidates
    assert (first.planned, first.incumbent, first.sex, first.for_standing) == (None, None, None, False)
    assert (second.planned, second.incumbent, second.sex, second.for_standing) == (False, False, Sex.FEMALE, True)


def test_columns_of_marks(tmp_path: Path) -> None:
    slate = read(
        tmp_path,
        "STT,Họ tên,Nam,Nữ,Trên đại học,Đại học,Cao đẳng,LLCT: Cao cấp,LLCT: Trung cấp,Mới\n"
        "1,Lê An,x,,,x,,,1,x\n2,Lê Bình,,Nữ,Trên đại học,0,,x,,không\n",
    )
    first, second = slate.candidates
    assert (first.sex, first.qualification, first.theory) == (Sex.MALE, Qualification.UNIVERSITY, Theory.INTERMEDIATE)
    assert (second.sex, second.qualification, second.theory) == (
        Sex.FEMALE,
        Qualification.POSTGRADUATE,
        Theory.ADVANCED,
    )
    assert (first.incumbent, second.incumbent) == (False, True)


def test_two_columns_may_say_the_same_of_a_person(tmp_path: Path) -> None:
    slate = read(tmp_path, "STT,Họ tên,Tái cử,Tham gia lần đầu,Thạc sĩ,Tiến sĩ\n1,Lê An,x,không,x,x\n")
    assert (slate.candidates[0].incumbent, slate.candidates[0].qualification) == (True, Qualification.POSTGRADUATE)


def test_posts_of_several_columns_are_one_text(tmp_path: Path) -> None:
    slate = read(
        tmp_path,
        "STT,Họ tên,Chức vụ hiện nay: Đảng,Chức vụ hiện nay: Chính quyền,Chức vụ hiện nay: Đoàn thể\n"
        "1,Lê An,Bí thư,,Chủ tịch Hội\n2,Lê Bình,,,\n",
    )
    assert [person.post for person in slate.candidates] == ["Bí thư; Chủ tịch Hội", None]


@pytest.mark.parametrize("headings", ["Họ và tên đệm,Tên", "Họ,Tên", "Họ và tên: Họ đệm,Họ và tên: Tên"])
def test_a_name_in_two_columns_is_one_name(tmp_path: Path, headings: str) -> None:
    slate = read(tmp_path, f"STT,{headings}\n01.,Lê Văn,An\n02.,Trần Thị,Bình\n")
    assert [(person.number, person.name) for person in slate.candidates] == [(1, "Lê Văn An"), (2, "Trần Thị Bình")]


def test_half_a_name_is_refused_of_a_draft_too(tmp_path: Path) -> None:
    told = faults(tmp_path, "STT,Họ,Tên\n1,Lê Văn,\n2,,Bình\n3,,\n", draft=True)
    assert [(fault.name, fault.place.row, fault.place.column) for fault in told] == [("slate.name_missing", 2, "Tên")]


def test_candidates_come_in_the_order_of_the_ballot_and_keep_their_line(tmp_path: Path) -> None:
    slate = read(tmp_path, 'STT,Họ tên,Ghi chú\n3,Lê An,"x\ny"\n1,Lê Bình,\n02,Lê Chi,\n')
    assert [(person.number, person.name, person.row) for person in slate.candidates] == [
        (1, "Lê Bình", 4),
        (2, "Lê Chi", 5),
        (3, "Lê An", 2),
    ]


def test_a_draft_keeps_the_order_of_the_file_and_leaves_numbers_and_names_to_the_checks(tmp_path: Path) -> None:
    slate = read(tmp_path, "STT,Họ tên\n3,Lê An\n,Lê Bình\n3,\nba,Lê Chi\n", draft=True)
    assert [(person.number, person.name) for person in slate.candidates] == [
        (3, "Lê An"),
        (None, "Lê Bình"),
        (3, ""),
        (None, "Lê Chi"),
    ]
    assert [person.number for person in read(tmp_path, "name\nLê An\n", draft=True).candidates] == [None]


def test_a_draft_is_held_to_its_dates_words_and_rows(tmp_path: Path) -> None:
    found = faults(tmp_path, "Họ tên,Năm sinh,Giới tính\nLê An,31/02/1975,Nam\nLê Bình,1976,?\nCộng: 2,,\n", draft=True)
    assert sorted(fault.name for fault in found) == [
        "slate.date_unreadable",
        "slate.totals_row",
        "slate.value_unknown",
    ]
    assert [fault.name for fault in faults(tmp_path, "STT,Tên gọi\n1,Lê An\n", draft=True)] == [
        "slate.name_column_missing",
    ]
    assert [fault.name for fault in faults(tmp_path, "STT,Họ tên\n", draft=True)] == ["slate.no_names"]


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "STT,Họ tên,Ngày sinh,Giới tính\n1,Lê An,31/02/1975,?\n1,,1976,Nam\nx,Lê Chi,1977,Nam\nTổng,3,,\n",
    )
    assert [(fault.name, fault.place.row, fault.place.column) for fault in found] == [
        ("slate.date_unreadable", 2, "Ngày sinh"),
        ("slate.value_unknown", 2, "Giới tính"),
        ("slate.name_missing", 3, "Họ tên"),
        ("slate.number_unreadable", 4, "STT"),
        ("slate.totals_row", 5, None),
        ("slate.number_twice", 3, "STT"),
    ]


# What real programs write reads back equal.

_ENGLISH_OR_VIETNAMESE: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "STT", "Số TT"),
    "name": ("name", "Họ và tên", "Họ tên", "HỌ VÀ TÊN"),
    "born": ("born", "Ngày sinh (DD/MM/YYYY)", "Năm sinh"),
    "sex": ("sex", "Giới tính (Nam/Nữ)"),
    "ethnicity": ("ethnicity", "Dân tộc"),
    "religion": ("religion", "Tôn giáo"),
    "joined": ("joined", "Ngày vào Đảng", "Ngày vào Đảng: kết nạp"),
    "official": ("official", "Ngày chính thức"),
    "qualification": ("qualification", "Trình độ chuyên môn"),
    "theory": ("theory", "Lý luận chính trị", "LLCT"),
    "post": ("post", "Chức vụ hiện nay"),
    "incumbent": ("incumbent", "Tái cử / Mới", "Tái cử"),
    "planned": ("planned", "Quy hoạch"),
    "for_standing": ("for_standing", "Dự kiến ban thường vụ", "BTV"),
    "science": ("science", "Khoa học, công nghệ"),
    "nomination": ("nomination", "Hình thức giới thiệu"),
    "retires": ("retires", "Thời điểm nghỉ hưu"),
    "number_before": ("number_before", "Số thứ tự lần bầu trước"),
}
_SPOKEN: Mapping[str, Mapping[object, tuple[str, ...]]] = {
    "sex": {Sex.MALE: ("male", "Nam", "NAM"), Sex.FEMALE: ("female", "Nữ")},
    "qualification": {
        Qualification.POSTGRADUATE: ("postgraduate", "Thạc sĩ", "Trên đại học"),
        Qualification.UNIVERSITY: ("university", "Đại học", "Đại học Luật"),
        Qualification.COLLEGE: ("college", "Cao đẳng"),
        Qualification.VOCATIONAL: ("vocational", "Trung cấp"),
        Qualification.NONE: ("none", "LĐ phổ thông"),
    },
    "theory": {
        Theory.BACHELOR: ("bachelor", "Cử nhân"),
        Theory.ADVANCED: ("advanced", "Cao cấp"),
        Theory.INTERMEDIATE: ("intermediate", "Trung cấp"),
        Theory.ELEMENTARY: ("elementary", "Sơ cấp"),
        Theory.NONE: ("none", "Chưa qua đào tạo"),
    },
    "nomination": {
        Nomination.COMMITTEE: ("committee", "Cấp uỷ giới thiệu"),
        Nomination.FLOOR: ("floor", "Đề cử tại đại hội"),
        Nomination.SELF: ("self", "Ứng cử"),
    },
}
_YES, _NO = ("yes", "có", "x", "X", "1"), ("no", "không", "0")
_MARKED: Mapping[str, Mapping[object, str]] = {
    "sex": {Sex.MALE: "Nam", Sex.FEMALE: "Giới tính: Nữ"},
    "qualification": {
        Qualification.POSTGRADUATE: "Trên đại học",
        Qualification.UNIVERSITY: "Đại học",
        Qualification.COLLEGE: "Cao đẳng",
        Qualification.VOCATIONAL: "Trình độ chuyên môn: Trung cấp",
        Qualification.NONE: "LĐ phổ thông",
    },
    "theory": {
        Theory.BACHELOR: "LLCT: Cử nhân",
        Theory.ADVANCED: "Cao cấp",
        Theory.INTERMEDIATE: "Trình độ LLCT: Trung cấp",
        Theory.ELEMENTARY: "Sơ cấp",
        Theory.NONE: "LLCT: Chưa qua đào tạo",
    },
}


@dataclass(frozen=True)
class File:
    """A slate as some program wrote it: its bytes, and the lines its people stand on in the order of the file."""

    content: bytes
    slate: Slate


@st.composite
def files(draw: st.DrawFn) -> File:
    """Any slate, written in any of the ways that real files are."""
    slate = draw(slates())
    columns: list[tuple[str, list[str]]] = []
    for field in sorted(slate.columns):
        values = [getattr(person, field) for person in slate.candidates]
        if field in _MARKED and draw(st.booleans()):
            columns += [
                (heading, [draw(st.sampled_from(("x", "1"))) if value is meant else "" for value in values])
                for meant, heading in _MARKED[field].items()
            ]
        else:
            heading = draw(st.sampled_from(_ENGLISH_OR_VIETNAMESE[field]))
            columns.append((heading, [draw(spellings(field, value)) for value in values]))
    for note in slate.notes:
        columns.append((note, [person.notes.get(note, "") for person in slate.candidates]))
    columns = draw(st.permutations(columns))
    order = draw(st.permutations(range(len(slate))))
    rows = [[heading for heading, _ in columns], *([cells[at] for _, cells in columns] for at in order)]
    end = draw(st.sampled_from(("\n", "\r\n")))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=draw(st.sampled_from(",;\t")), lineterminator=end)
    lines = []
    for row in rows:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow([draw(with_breaks(cell)) for cell in row])
    written = draw(st.sampled_from(("", "\ufeff"))) + text.getvalue() + draw(st.sampled_from(("", end * 2)))
    if draw(st.booleans()):
        written = unicodedata.normalize("NFD", written)
    people = [replace(slate.candidates[at], row=line) for at, line in zip(order, lines[1:], strict=True)]
    notes = tuple(heading for heading, _ in columns if heading in slate.notes)
    people.sort(key=lambda person: person.number or 0)
    return File(content=written.encode(), slate=replace(slate, candidates=tuple(people), notes=notes))


def spellings(field: str, value: object) -> st.SearchStrategy[str]:
    """The ways a value is written in a cell."""
    if value is None:
        return st.just("")
    if isinstance(value, bool):
        return st.sampled_from(_YES if value else (*_NO, "") if field == "for_standing" else _NO)
    if isinstance(value, PartialDate):
        return st.sampled_from((value.iso(), value.vietnamese()))
    if field in _SPOKEN:
        return st.sampled_from(_SPOKEN[field][value])
    return st.sampled_from((str(value), f" {value}\u00a0"))


def with_breaks(cell: str) -> st.SearchStrategy[str]:
    """Sometimes with a line break in the cell, as people make with Alt and Enter."""
    return st.sampled_from((cell, cell, cell, cell.replace(" ", "\n", 1)))


@given(files())
def test_any_slate_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, file: File) -> None:
    slate = read(tmp_path_factory.mktemp("slate"), file.content)
    assert slate.candidates == file.slate.candidates
    assert [person.notes for person in slate.candidates] == [person.notes for person in file.slate.candidates]
    assert (slate.columns, slate.notes) == (file.slate.columns, file.slate.notes)
    assert slate.sha256 == hashlib.sha256(file.content).hexdigest()


@given(files(), st.data())
def test_a_damaged_slate_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    file: File,
    data: st.DataObject,
) -> None:
    at = data.draw(st.integers(0, len(file.content)))
    until = data.draw(st.integers(at, min(at + 20, len(file.content))))
    content = (
        file.content[:at] + data.draw(st.binary(max_size=8) | st.just(b'"') | st.just(b",")) + file.content[until:]
    )
    folder = tmp_path_factory.mktemp("slate")
    for draft in (False, True):
        try:
            slate = read(folder, content, draft=draft)
        except InputError as error:
            check_faults(error.faults)
            continue
        assert draft or [person.number for person in slate.candidates] == list(range(1, len(slate) + 1))


def check_faults(found: Sequence[Fault]) -> None:
    """What holds for every fault: it has a name, a file, and sentences that can be shown in both languages."""
    assert found
    for fault in found:
        assert fault.name.count(".") == 1
        assert fault.file == "slate.csv"
        for lang in ("vi", "en"):
            assert Translator(lang).text(fault.message).isprintable()
            assert Translator(lang).text(fault.remedy)
        assert fault.seen is None or fault.seen.isprintable()


# Bytes that cannot stand in a repository as a text file.


@pytest.mark.parametrize(
    ("content", "name", "row"),
    [
        ("STT,Họ tên\n1,Lê An\n".encode("utf-16"), "file.utf16", 1),
        ("STT,Họ tên\n1,Lê An\n".encode("utf-32"), "file.utf16", 1),
        (b"STT,name\n1,Nguy\xecn\n", "file.undecodable", 2),
        (b"\xef\xbb\xbfSTT,name\r\n1,a\r\n2,\xff\r\n", "file.undecodable", 3),
        (b"STT,name\n1,L\x00 An\n", "file.nul", 2),
        (b"PK\x03\x04\x14\x00\x06\x00", "file.workbook", 1),
        (b"STT,name\n1," + b"a" * 1_000_001, "file.line_too_long", 2),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes, name: str, row: int) -> None:
    (fault,) = faults(tmp_path, content)
    assert (fault.name, fault.place.row) == (name, row)
    check_faults([fault])


@given(st.binary(max_size=120))
def test_any_bytes_are_refused_or_a_slate(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("slate")
    for start in (b"", b"STT,name\n1,"):
        try:
            slate = read(folder, start + content)
        except InputError as error:
            check_faults(error.faults)
            continue
        assert len(slate) > 0
