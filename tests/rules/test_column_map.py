"""Columns named by hand: ``--map "HEADING=field"``, for headings the program does not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rules.column_map import ColumnMap, read_column_map
from rules.errors import Fault, InputError
from rules.headings import FIELDS, Heading, Meaning, Reading
from rules.messages import Translator
from rules.model import Qualification, Slate
from rules.slate_file import read_slate
from tests.conftest import RunCli
from tests.workbooks import Cell, grid, xlsx

CSV = "Số,Đồng chí,Cao đẳng. Trung cấp,Chuyên môn\n1,Lê An,x,Luật\n2,Lê Bình,,Toán\n"


def read(folder: Path, content: str, *texts: str) -> tuple[Slate, ColumnMap]:
    """Read a CSV whose columns were named by hand."""
    path = folder / "slate.csv"
    path.write_text(content, encoding="utf-8")
    by_hand = read_column_map(texts)
    return read_slate(path, shown="slate.csv", draft=True, by_hand=by_hand), by_hand


def faults(*texts: str) -> list[Fault]:
    """What is wrong with these options; each can be shown in both languages."""
    with pytest.raises(InputError) as caught:
        read_column_map(texts)
    for fault in caught.value.faults:
        for lang in ("vi", "en"):
            assert Translator(lang).text(fault.message).isprintable()
            assert Translator(lang).text(fault.remedy).isprintable()
    return list(caught.value.faults)


def test_a_heading_means_what_the_user_says(tmp_path: Path) -> None:
    slate, by_hand = read(
        tmp_path,
        CSV,
        "số=number",
        "ĐỒNG CHÍ = name",
        "Cao đẳng. Trung cấp=qualification:vocational",
        "Chuyên môn=note",
    )
    assert [(person.number, person.name, person.qualification) for person in slate.candidates] == [
        (1, "Lê An", Qualification.VOCATIONAL),
        (2, "Lê Bình", None),
    ]
    assert slate.notes == ("Chuyên môn",)
    assert by_hand.faults("slate.csv").faults == []


def test_several_columns_make_up_a_name_or_a_post(tmp_path: Path) -> None:
    content = "STT,Họ đệm,Tên gọi,Chức vụ Đảng,Chức danh\n1,Lê Văn,An,Bí thư,Giám đốc\n2,,Bình,,\n"
    slate, _ = read(tmp_path, content, "Họ đệm=name", "Tên gọi=name", "Chức vụ Đảng=post", "Chức danh=post")
    assert [(person.name, person.post) for person in slate.candidates] == [
        ("Lê Văn An", "Bí thư; Giám đốc"),
        ("Bình", None),
    ]


def test_a_person_without_any_part_of_a_name_has_none(tmp_path: Path) -> None:
    path = tmp_path / "slate.csv"
    path.write_text("STT,Họ đệm,Tên gọi\n1,Lê,An\n2,,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_slate(path, shown="slate.csv", by_hand=read_column_map(["Họ đệm=name", "Tên gọi=name"]))
    assert [(fault.name, fault.place.row) for fault in caught.value.faults] == [("slate.name_missing", 3)]


@pytest.mark.parametrize(
    ("text", "name", "remedy"),
    [
        ("Họ tên", "map.form", "--map"),
        ("=name", "map.form", "--map"),
        ("Họ tên=", "map.form", "--map"),
        ("---=name", "map.form", "--map"),
        ("Họ tên=nmae", "map.field_unknown", "có phải name?"),
        ("Họ tên=tuổi", "map.field_unknown", "một trong các trường"),
        ("Cao=theory:high", "map.value_unknown", "advanced"),
        ("Sinh=born:1975", "map.value_unknown", "chỉ ghi tên trường: born"),
        ("Sinh=note:1975", "map.field_unknown", "note"),
    ],
)
def test_what_cannot_be_meant_is_a_fault(text: str, name: str, remedy: str) -> None:
    (fault,) = faults(text)
    assert (fault.name, fault.file, fault.seen) == (name, "--map", text)
    said = Translator("vi").text(fault.remedy) + Translator("vi").text(fault.message)
    assert remedy in said


def test_every_wrong_option_is_told_at_once() -> None:
    assert [fault.name for fault in faults("A=x", "B", "C=name", "c=born")] == [
        "map.field_unknown",
        "map.form",
        "map.twice",
    ]


def test_every_field_can_be_named() -> None:
    by_hand = read_column_map([f"Cột {field}={field}" for field in FIELDS])
    assert [by_hand.meaning(Heading(child=f"Cột {field}")) for field in FIELDS] == [
        Meaning(field=field, reading=Reading.PART if field in {"name", "post"} else Reading.VALUE) for field in FIELDS
    ]
    assert by_hand.meaning(Heading(child="Ghi chú")) is None


def test_a_heading_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    _, by_hand = read(tmp_path, "STT,Họ tên,Chuyên môn\n1,Lê An,Đại học\n", "Chuyen mon=note", "Quê=note")
    near, far = by_hand.faults("slate.csv").faults
    assert (near.name, near.seen, far.seen) == ("map.heading_missing", "Chuyen mon", "Quê")
    assert near.message.values["headings"] == ("STT", "Họ tên", "Chuyên môn")
    assert "có phải «Chuyên môn»?" in Translator("vi").text(near.remedy)
    assert "chép nguyên tiêu đề" in Translator("vi").text(far.remedy)


# On the command line.

SLATE: dict[str, list[list[Cell]]] = {
    "DS": [["STT", "Đồng chí", "Ngày sinh", "Nam", "Nữ"], [1, "Lê An", 1975, "x", None]]
}


def workbook(folder: Path, name: str = "slate.xlsx") -> Path:
    """A slate whose heading of names is not known."""
    path = folder / name
    path.write_bytes(xlsx({name: grid(*rows) for name, rows in SLATE.items()}))
    return path


def test_check_takes_columns_by_hand(tmp_path: Path, run_cli: RunCli) -> None:
    path = workbook(tmp_path)
    assert run_cli("check", path).exit_code == 2
    result = run_cli("check", path, "--map", "Đồng chí=name", "--json")
    assert result.exit_code == 0
    (contest,) = json.loads(result.stdout)["contests"]
    assert contest["slate"]["reading"]["columns"][1] == {
        "column": "B",
        "heading": "Đồng chí",
        "field": "name",
        "reading": "part",
        "value": None,
    }


def test_check_tells_a_heading_that_is_not_there_beside_the_other_faults(tmp_path: Path, run_cli: RunCli) -> None:
    result = run_cli("check", workbook(tmp_path), "--map", "Đồng chi=name", "--json")
    assert result.exit_code == 2
    assert [fault["name"] for fault in json.loads(result.stdout)["faults"]] == [
        "slate.name_column_missing",
        "map.heading_missing",
    ]


def test_check_takes_columns_by_hand_for_every_slate_of_a_folder(tmp_path: Path, run_cli: RunCli) -> None:
    workbook(tmp_path, "slate-bch.xlsx")
    (tmp_path / "congress.toml").write_text(
        'format = "kiemphieu-congress/1"\n[congress]\nname = "Đại hội"\nbody = "Chi bộ"\nlevel = "branch"\n'
        'kind = "members"\nopens = 2020-03-01\nrules = "party-2020"\n[[contest]]\nid = "bch"\n'
        'office = "secretary"\nseats = 1\nslate = "slate-bch.xlsx"\nform = "agree_disagree"\n',
        encoding="utf-8",
    )
    assert run_cli("check", tmp_path).exit_code == 2
    assert run_cli("check", tmp_path, "--map", "Đồng chí=name").exit_code != 2
    wrong = run_cli("check", tmp_path, "--map", "Đồng chí=name", "--map", "Quê=note", "--json")
    assert [fault["name"] for fault in json.loads(wrong.stdout)["faults"]] == ["map.heading_missing"]


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("college", "cột đánh dấu thì ghi cả trường và giá trị: qualification:college"),
        ("none", "cột đánh dấu thì ghi cả trường và giá trị: qualification:none, theory:none"),
        ("nme", "có phải name?"),
        ("x", "dùng một trong các trường đã nêu"),
    ],
)
def test_a_value_without_its_field_is_told_with_it(word: str, remedy: str) -> None:
    (fault,) = faults(f"Cao đẳng, Trung cấp={word}")
    assert (fault.name, Translator("vi").text(fault.remedy)) == ("map.field_unknown", remedy)
