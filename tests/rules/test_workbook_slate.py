"""Slates from workbooks: any slate in any layout and any kind of workbook reads back equal."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.model import Sex, Slate
from rules.partial_date import PartialDate
from rules.slate_file import read_slate
from tests.conftest import CHECKOUT
from tests.layouts import Layout, layouts
from tests.workbooks import Cell, Grid, grid, ods, xls, xlsx

WRITERS: Mapping[str, Callable[[Mapping[str, Grid]], bytes]] = {".xlsx": xlsx, ".ods": ods, ".xls": xls}


def read(
    folder: Path, content: bytes, *, ending: str = ".xlsx", draft: bool = False, contest: str | None = None
) -> Slate:
    """Read these bytes as a slate."""
    path = folder / f"slate{ending}"
    path.write_bytes(content)
    return read_slate(path, shown=path.name, draft=draft, contest=contest)


def faults(folder: Path, sheets: Mapping[str, Grid], *, draft: bool = True, contest: str | None = None) -> list[Fault]:
    """Every fault of these sheets."""
    with pytest.raises(InputError) as caught:
        read(folder, xlsx(sheets), draft=draft, contest=contest)
    return list(caught.value.faults)


@given(layout=layouts(), ending=st.sampled_from(sorted(WRITERS)))
def test_any_slate_in_any_layout_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, layout: Layout, ending: str
) -> None:
    others = {"Ghi chú": grid(["Số liệu tính đến 6/2025"]), "Cũ": Grid(layout.sheet.rows, hidden=True)}
    content = WRITERS[ending]({"Danh sách": layout.sheet, **others})
    slate = read(tmp_path_factory.mktemp("slate"), content, ending=ending)
    assert slate.candidates == layout.slate.candidates
    assert [person.notes for person in slate.candidates] == [person.notes for person in layout.slate.candidates]
    assert (slate.columns, slate.notes) == (layout.slate.columns, layout.slate.notes)
    assert slate.reading is not None
    assert slate.reading.sheet == "Danh sách"


def test_a_year_typed_into_a_cell_made_for_dates_is_told_and_never_a_birth(tmp_path: Path) -> None:
    """A spreadsheet takes 1975 there for the 1,975th day since 1900 and shows 28/05/1905."""
    rows: tuple[list[Cell], ...] = (
        ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"],
        [1, "Lê An", date(1905, 5, 28), date(1905, 5, 28)],
    )
    (fault,) = faults(tmp_path, {"DS": grid(*rows)})
    assert (fault.name, fault.place.row, fault.place.column) == ("slate.year_as_day", 2, "Ngày sinh (C)")
    assert "năm 1975" in Translator("vi").text(fault.message)


@given(st.integers(1930, 2030), st.sampled_from(sorted(WRITERS)))
def test_a_number_is_a_year_and_only_a_date_cell_is_a_day(
    tmp_path_factory: pytest.TempPathFactory, year: int, ending: str
) -> None:
    sheet = grid(["STT", "Họ và tên", "Ngày sinh"], [1, "Lê An", year], [2, "Lê Bình", date(year, 2, 3)])
    slate = read(tmp_path_factory.mktemp("slate"), WRITERS[ending]({"DS": sheet}), ending=ending)
    assert [person.born for person in slate.candidates] == [PartialDate(year), PartialDate(year, 2, 3)]


def test_a_birth_under_a_sex_says_both_and_not_two_things(tmp_path: Path) -> None:
    headings = (["STT", "Họ và tên", "Năm sinh", None], [None, None, "Nam", "Nữ"])
    slate = read(tmp_path, xlsx({"DS": grid(*headings, [1, "Lê An", 1975, None], [2, "Lê Bình", None, "3/1976"])}))
    assert [(person.born, person.sex) for person in slate.candidates] == [
        (PartialDate(1975), Sex.MALE),
        (PartialDate(1976, 3), Sex.FEMALE),
    ]
    assert slate.columns == {"number", "name", "born", "sex"}
    found = faults(tmp_path, {"DS": grid(*headings, [1, "Lê An", 1975, 1976])})
    assert {(fault.name, fault.place.column) for fault in found} == {("slate.two_values", "Năm sinh: Nữ (D)")}


def test_the_digest_is_of_the_files_own_bytes(tmp_path: Path) -> None:
    content = xlsx({"DS": grid(["STT", "Họ và tên"], [1, "Lê An"])})
    assert read(tmp_path, content).sha256 == hashlib.sha256(content).hexdigest()


def test_a_slate_of_a_csv_needs_no_library_of_workbooks(tmp_path: Path) -> None:
    (tmp_path / "slate.csv").write_text("STT,Họ tên\n1,Lê An\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from rules.slate_file import read_slate; "
        "read_slate(Path('slate.csv'), shown='slate.csv'); "
        "sys.exit(','.join({'python_calamine', 'zipfile', 'pyexpat'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(CHECKOUT)}, capture_output=True, check=False
    )
    assert (result.stderr, result.returncode) == (b"\n", 1)
