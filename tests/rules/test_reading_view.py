"""What is shown of a workbook before anything is found in it: columns and their meaning, rows left out."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from rules.headings import Reading
from rules.messages import Translator
from rules.model import Sex, Slate, Theory
from rules.reading_view import print_reading
from rules.sheet_reading import ColumnReading, LeftOut, SheetReading
from tests.conftest import Golden, RunCli
from tests.rules.checks.build import slate
from tests.workbooks import Cell, grid, xlsx

READING = SheetReading(
    sheet="Danh sách",
    first_heading_row=4,
    last_heading_row=5,
    numbers_row=6,
    slips=("D",),
    columns=(
        ColumnReading(letters="A", heading="STT", field="number", reading=Reading.VALUE, value=None),
        ColumnReading(letters="B", heading="Năm sinh: Nữ", field="born", reading=Reading.DATED_MARK, value=Sex.FEMALE),
        ColumnReading(letters="C", heading="Nam", field="sex", reading=Reading.MARK, value=Sex.MALE),
        ColumnReading(
            letters="D", heading="LLCT: Cao cấp", field="theory", reading=Reading.MARK, value=Theory.ADVANCED
        ),
        ColumnReading(letters="E", heading="Chức vụ: Đảng", field="post", reading=Reading.PART, value=None),
        ColumnReading(letters="F", heading="Lần đầu", field="incumbent", reading=Reading.OPPOSITE, value=None),
        ColumnReading(letters="AA", heading="Quê quán", field=None, reading=Reading.VALUE, value=None),
        ColumnReading(letters="AB", heading="Ghi chú", field=None, reading=Reading.VALUE, value=None),
    ),
    left_out=tuple(LeftOut(row=row, text=f"Dòng {row}") for row in range(30, 44)),
)


def printed(reading: SheetReading, lang: str) -> str:
    """What people see of it."""
    return shown(replace(slate(()), reading=reading), lang).removesuffix("\n")  # the line between it and the findings


def shown(listed: Slate, lang: str) -> str:
    """What stands before the findings on a list."""
    out = io.StringIO()
    print_reading(listed, Translator(lang), Console(file=out, width=100, highlight=False))
    return out.getvalue()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_people_see(lang: str, golden: Golden) -> None:
    golden(f"reading.{lang}.txt", printed(READING, lang))


def test_a_plain_sheet_says_little() -> None:
    plain = SheetReading(
        sheet="DS",
        first_heading_row=1,
        last_heading_row=1,
        numbers_row=None,
        slips=(),
        columns=READING.columns[:1],
        left_out=(),
    )
    assert printed(plain, "vi").splitlines() == [
        "Trang tính «DS», tiêu đề ở dòng 1. Các cột được hiểu:",
        "A STT → số thứ tự",
    ]


def test_a_row_of_numbers_without_slips_is_told_as_passed_over() -> None:
    plain = SheetReading(
        sheet="DS", first_heading_row=1, last_heading_row=1, numbers_row=2, slips=(), columns=(), left_out=()
    )
    assert "Dòng 2 là dòng đánh số cột, bỏ qua." in printed(plain, "vi")


def test_check_shows_it_before_the_findings_and_in_json(tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "slate.xlsx"
    rows: tuple[list[Cell], ...] = (
        ["STT", "Họ và tên", "Ngày sinh", "Nam", "Quê quán"],
        [1, "Lê An", 1975, "x", None],
        ["Tổng", 1],
    )
    path.write_bytes(xlsx({"DS": grid(*rows)}))
    text = run_cli("check", path).stdout
    assert text.index("họ và tên") < text.index("Quê quán") < text.index("LS01")
    (contest,) = json.loads(run_cli("check", path, "--json").stdout)["contests"]
    reading = contest["slate"]["reading"]
    assert (reading["sheet"], reading["heading_rows"], reading["numbers_row"]) == ("DS", [1, 1], None)
    assert [(column["field"], column["value"]) for column in reading["columns"]] == [
        ("number", None),
        ("name", None),
        ("born", None),
        ("sex", "male"),
        (None, None),
    ]
    assert reading["left_out"] == [{"row": 3, "text": "Tổng · 1"}]


def test_a_csv_has_no_reading(tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "slate.csv"
    path.write_text("STT,Họ và tên,Ngày sinh,Nam\n1,Lê An,1975,x\n", encoding="utf-8")
    (contest,) = json.loads(run_cli("check", path, "--json").stdout)["contests"]
    assert "reading" not in contest["slate"]


@pytest.mark.parametrize(
    ("notes", "told"),
    [((), ""), (("Thương binh", "Lĩnh vực"), "Không hiểu, chỉ giữ làm ghi chú: «Thương binh», «Lĩnh vực».\n\n")],
)
def test_of_a_csv_file_the_headings_that_were_not_understood_are_told(notes: tuple[str, ...], told: str) -> None:
    assert shown(replace(slate(()), notes=notes), "vi") == told
