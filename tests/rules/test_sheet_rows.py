"""Which rows of a sheet are people: groups, totals, remarks and signatures are not, and nobody is lost among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from rules.errors import Fault, InputError
from rules.model import Slate
from rules.slate_file import read_slate
from tests.workbooks import Cell, Grid, grid, ods_of, xlsx

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ"]
AN: list[Cell] = [1, "Lê An", 1975, "Nam", "Bí thư"]
BINH: list[Cell] = [2, "Lê Bình", 1976, "Nữ", None]


def read(
    folder: Path, *rows: Sequence[Cell], draft: bool = True, merges: Sequence[tuple[int, int, int, int]] = ()
) -> Slate:
    """Read these rows as a slate."""
    return read_sheets(folder, {"DS": grid(*rows, merges=merges)}, draft=draft)


def read_sheets(folder: Path, sheets: Mapping[str, Grid], *, draft: bool = True, contest: str | None = None) -> Slate:
    """Read these sheets as a slate."""
    path = folder / "slate.xlsx"
    path.write_bytes(xlsx(sheets))
    return read_slate(path, shown="slate.xlsx", draft=draft, contest=contest)


def names(slate: Slate) -> list[str]:
    """Who is on it."""
    return [person.name for person in slate.candidates]


def left_out(slate: Slate) -> list[tuple[int, str]]:
    """The rows that are nobody."""
    assert slate.reading is not None
    return [(row.row, row.text) for row in slate.reading.left_out]


def faults(
    folder: Path, *rows: Sequence[Cell], draft: bool = True, merges: Sequence[tuple[int, int, int, int]] = ()
) -> list[Fault]:
    """What is wrong with these rows."""
    with pytest.raises(InputError) as caught:
        read(folder, *rows, draft=draft, merges=merges)
    return list(caught.value.faults)


def told(found: Sequence[Fault]) -> list[tuple[str, str | None, int | None, str | None]]:
    """Each fault by name and place."""
    return [(fault.name, fault.place.sheet, fault.place.row, fault.place.column) for fault in found]


def test_a_totals_block_and_signatures_end_the_table(tmp_path: Path) -> None:
    slate = read(
        tmp_path, HEADINGS, AN, BINH, ["Tổng cộng", 2, 2], [], [None, "Người lập biểu"], [None, "Lê Văn Chính"]
    )
    assert names(slate) == ["Lê An", "Lê Bình"]
    assert left_out(slate) == [(4, "Tổng cộng · 2 · 2"), (6, "Người lập biểu"), (7, "Lê Văn Chính")]


def test_a_total_in_the_middle_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, HEADINGS, AN, [None, "Cộng: 1"], BINH, [None, "Tổng cộng", 2])
    assert told(found) == [("slate.totals_row", "DS", 3, None)]


def test_nobody_is_lost_below_a_total(tmp_path: Path) -> None:
    """A birth is enough to be a person where the number was forgotten."""
    found = faults(tmp_path, HEADINGS, AN, ["Tổng cộng"], [None, "Lê Bình", "03/1976"], draft=False)
    assert [fault.name for fault in found] == ["slate.totals_row", "slate.number_missing"]


def test_heads_of_groups_and_repeated_headings_are_left_out_and_told(tmp_path: Path) -> None:
    slate = read(
        tmp_path,
        HEADINGS,
        ["I", "Tái cử"],
        AN,
        [],
        HEADINGS,
        ["Tham gia lần đầu"],
        BINH,
        draft=False,
    )
    assert names(slate) == ["Lê An", "Lê Bình"]
    assert left_out(slate) == [
        (2, "I · Tái cử"),
        (5, "STT · Họ và tên · Ngày sinh · Giới tính · Chức vụ"),
        (6, "Tham gia lần đầu"),
    ]


def test_the_head_of_a_group_may_be_merged_over_the_names(tmp_path: Path) -> None:
    rows: tuple[Sequence[Cell], ...] = (
        ["Họ và tên", "Ngày sinh", "Chức vụ"],
        ["Khối Đảng"],
        ["Lê An", 1975],
        ["Lê Bình"],
        ["Lê Chi", 1977],
    )
    assert names(read(tmp_path, *rows, merges=[(1, 0, 1, 2)])) == ["Lê An", "Lê Bình", "Lê Chi"]
    assert names(read(tmp_path, *rows)) == ["Khối Đảng", "Lê An", "Lê Bình", "Lê Chi"]


def test_a_draft_may_have_neither_numbers_nor_births(tmp_path: Path) -> None:
    slate = read(tmp_path, ["Họ và tên", "Chức vụ"], ["Lê An"], ["Lê Bình", "Bí thư"], [], ["Lê Văn Chính"])
    assert names(slate) == ["Lê An", "Lê Bình"]
    assert left_out(slate) == [(5, "Lê Văn Chính")]


def test_the_last_person_may_have_no_number(tmp_path: Path) -> None:
    slate = read(
        tmp_path, HEADINGS, AN, [None, "Lê Bình", None, "Nữ"], [None, "Ghi chú: …", None, "x"], [None, "Lê Chi"]
    )
    assert [(person.name, person.number) for person in slate.candidates] == [("Lê An", 1), ("Lê Bình", None)]


def test_what_is_wrong_among_people_is_told_and_not_passed_over(tmp_path: Path) -> None:
    found = faults(tmp_path, HEADINGS, AN, [None, None, None, None, "Phó Bí thư"], BINH, draft=False)
    assert told(found) == [
        ("slate.number_missing", "DS", 3, "STT (A)"),
        ("slate.name_missing", "DS", 3, "Họ và tên (B)"),
    ]


def test_places_name_sheet_row_heading_and_letters(tmp_path: Path) -> None:
    found = faults(tmp_path, ["DANH SÁCH"], HEADINGS, [1, "Lê An", "31/02/1975", "?"])
    assert told(found) == [
        ("slate.date_unreadable", "DS", 3, "Ngày sinh (C)"),
        ("slate.value_unknown", "DS", 3, "Giới tính (D)"),
    ]


def test_content_without_heading_is_a_fault_only_among_people(tmp_path: Path) -> None:
    assert names(read(tmp_path, HEADINGS, AN, [None] * 6 + ["x"], BINH, ["Tổng", None, None, None, None, 5])) == [
        "Lê An",
        "Lê Bình",
    ]
    found = faults(tmp_path, HEADINGS, [*AN, "x"], BINH)
    assert told(found) == [("table.blank_heading", "DS", 2, "F")]


def test_headings_of_notes_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    slate = read(tmp_path, [*HEADINGS, "Ghi chú", "Ghi chú"], [*AN, "một", "hai"])
    assert slate.candidates[0].notes == {"Ghi chú (F)": "một", "Ghi chú (G)": "hai"}


def test_two_columns_of_names_are_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, ["STT", "Họ và tên", "Họ tên"], [1, "Lê An", "Lê An"])
    assert told(found) == [("slate.field_twice", "DS", 1, "Họ tên (C)")]


def test_a_name_in_two_columns_under_one_heading_is_joined(tmp_path: Path) -> None:
    rows: tuple[Sequence[Cell], ...] = (["STT", "Họ và tên", None], [1, "Lê Văn", "An"], [2, "Lê", "Bình"])
    assert names(read(tmp_path, *rows, merges=[(0, 1, 0, 2)], draft=False)) == ["Lê Văn An", "Lê Bình"]


def test_a_cell_merged_over_several_people_is_a_fault(tmp_path: Path) -> None:
    rows: tuple[Sequence[Cell], ...] = ([*HEADINGS, "Ghi chú"], [*AN, "cùng chi bộ"], BINH, [3, "Lê Chi", 1977, "Nữ"])
    assert told(faults(tmp_path, *rows, merges=[(1, 4, 2, 4)])) == [("workbook.merged_people", "DS", 2, "Chức vụ (E)")]
    assert len(read(tmp_path, *rows, merges=[(1, 5, 2, 5)])) == 3  # a note is only a note


def test_flawed_cells_are_faults_only_where_they_are_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    bad = (
        '<table:table-cell table:formula="of:=Z1" office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
    )
    none = '<table:table-cell table:formula="of:=1+1"/>'
    row = "<table:table-row>{}</table:table-row>".format
    people = row(cell("STT") + cell("Họ và tên") + cell("Năm sinh")) + row(cell("1") + cell("Lê An") + bad)
    content = (
        people
        + row(cell("2") + none + cell("1976"))
        + row(cell("Tổng"))
        + row(cell("3") + cell("Lê Chi"))
        + row(cell("Tổng") + bad)
    )
    path = tmp_path / "slate.ods"
    path.write_bytes(ods_of("", f'<table:table table:name="DS">{content}</table:table>'))
    with pytest.raises(InputError) as caught:
        read_slate(path, shown="slate.ods", draft=True)
    assert told(caught.value.faults) == [
        ("workbook.error_cell", "DS", 2, "Năm sinh (C)"),
        ("workbook.formula_without_value", "DS", 3, "Họ và tên (B)"),
        ("slate.totals_row", "DS", 4, None),
    ]


def test_control_characters_are_faults_as_in_any_table(tmp_path: Path) -> None:
    found = faults(tmp_path, HEADINGS, [1, "Lê \u202eAn", 1975, "Nam"])
    assert ("table.control_character", "DS", 2, "Họ và tên (B)") in told(found)


# Which sheet is the slate.

PEOPLE = grid(HEADINGS, AN, BINH)
OTHERS = grid(HEADINGS, [1, "Lê Chi", 1977, "Nữ"])


def test_the_sheet_with_a_column_of_names_is_the_slate(tmp_path: Path) -> None:
    sheets = {
        "Ghi chú": grid(["Tính đến 6/2025"]),
        "Danh sách": PEOPLE,
        "Mẫu": grid(HEADINGS),
        "Cũ": Grid(OTHERS.rows, hidden=True),
    }
    slate = read_sheets(tmp_path, sheets)
    assert slate.reading is not None
    assert (slate.reading.sheet, len(slate)) == ("Danh sách", 2)


def test_of_several_the_one_named_like_the_contest(tmp_path: Path) -> None:
    sheets = {"BCH": PEOPLE, "BTV": OTHERS}
    assert names(read_sheets(tmp_path, sheets, contest="btv")) == ["Lê Chi"]
    assert names(read_sheets(tmp_path, {"A": PEOPLE}, contest="btv")) == ["Lê An", "Lê Bình"]
    for contest in (None, "đoàn"):
        with pytest.raises(InputError) as caught:
            read_sheets(tmp_path, sheets, contest=contest)
        (fault,) = caught.value.faults
        assert (fault.name, fault.message.values["sheets"]) == ("workbook.several_sheets", ("BCH", "BTV"))


def test_a_hidden_sheet_is_read_where_there_is_no_other(tmp_path: Path) -> None:
    assert len(read_sheets(tmp_path, {"Ghi chú": grid(["x"]), "DS": Grid(PEOPLE.rows, hidden=True)})) == 2


def test_a_workbook_without_names_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_sheets(tmp_path, {"A": grid(["Số", "Đồng chí"], [1, "Lê An"]), "B": grid([1]), "C": grid(["Tên gọi"])})
    assert [(fault.name, fault.place.sheet, fault.seen) for fault in caught.value.faults] == [
        ("slate.name_column_missing", "A", "Số, Đồng chí"),
        ("slate.name_column_missing", "C", "Tên gọi"),
    ]
    with pytest.raises(InputError) as caught:
        read_sheets(tmp_path, {"A": grid([1])})
    assert [fault.name for fault in caught.value.faults] == ["slate.no_names"]


def test_headings_without_people_are_no_slate(tmp_path: Path) -> None:
    assert told(faults(tmp_path, ["DANH SÁCH"], HEADINGS, ["Tổng cộng"])) == [("slate.no_names", "DS", 2, None)]
