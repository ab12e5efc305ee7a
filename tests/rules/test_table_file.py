"""CSV tables: what real programs write is read, and rows keep the number of their line."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.table_file import Row, Table, is_totals_row, read_csv
from rules.text_file import TEXT_LIMIT
from tests.strategies import sentences, words

VIETNAMESE = Translator("vi")


def read(folder: Path, content: str | bytes) -> Table:
    """Read these bytes as a table."""
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_csv(path, shown="table.csv")


def faults(folder: Path, content: str | bytes) -> tuple[Fault, ...]:
    """Every fault of these bytes as a table."""
    with pytest.raises(InputError) as caught:
        read(folder, content)
    return caught.value.faults


def cells(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    """Rows as number and cells, the header first."""
    return [(row.number, row.cells) for row in (table.header, *table.rows)]


def test_rows_know_their_line_in_the_file(tmp_path: Path) -> None:
    table = read(tmp_path, 'STT,Họ tên\r\n1,"Lê\r\nVăn\r\nAn"\r\n2,Đỗ Ý\r\n')
    assert cells(table) == [(1, ("STT", "Họ tên")), (2, ("1", "Lê Văn An")), (5, ("2", "Đỗ Ý"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_ends_and_marks_of_real_programs(tmp_path: Path, separator: str, end: str, mark: str) -> None:
    table = read(tmp_path, mark + end.join([f"STT{separator}Họ tên", f"1{separator}Lê An", ""]))
    assert cells(table) == [(1, ("STT", "Họ tên")), (2, ("1", "Lê An"))]


def test_a_heading_may_hold_the_other_separators(tmp_path: Path) -> None:
    semicolons = read(tmp_path, "STT;Cao đẳng, Trung cấp;Họ, chữ đệm, tên\n1;x;Lê An\n")
    assert semicolons.header.cells == ("STT", "Cao đẳng, Trung cấp", "Họ, chữ đệm, tên")
    commas = read(tmp_path, "STT,Họ tên,Khen thưởng; kỷ luật\n1,Lê An,không\n")
    assert commas.header.cells == ("STT", "Họ tên", "Khen thưởng; kỷ luật")
    two = read(tmp_path, "STT;Họ, chữ đệm, tên\n1;Lê An\n")
    assert two.header.cells == ("STT", "Họ, chữ đệm, tên")


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "name\nLê An\n")) == [(1, ("name",)), (2, ("Lê An",))]


def test_cells_come_in_one_unicode_form_with_single_spaces(tmp_path: Path) -> None:
    table = read(tmp_path, unicodedata.normalize("NFD", "name,post\n  Đỗ\u00a0 Thị\u202fHường , x\ty \n"))
    assert table.rows[0].cells == ("Đỗ Thị Hường", "x y")
    assert unicodedata.is_normalized("NFC", table.rows[0].cells[0])


def test_blank_rows_at_the_end_and_blank_columns_are_nothing(tmp_path: Path) -> None:
    table = read(tmp_path, "a,,b,,\n1,,2,,\n3, ,4,,\n,,,,\n\n\n")
    assert cells(table) == [(1, ("a", "b")), (2, ("1", "2")), (3, ("3", "4"))]


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, 'a,b,A\n1,2\n\n1,2,3,4\n"x"y,2,3\n"open,2,3\n')
    assert [(fault.name, fault.place.row) for fault in found] == [
        ("table.stray_quote", 5),
        ("table.unclosed_quote", 6),
        ("table.row_too_short", 2),
        ("table.blank_row", 3),
        ("table.row_too_long", 4),
        ("table.duplicate_heading", 1),
    ]
    assert all(fault.file == "table.csv" and VIETNAMESE.text(fault.remedy) for fault in found)


@dataclass(frozen=True)
class Broken:
    """A table with one thing wrong, and what must be said of it."""

    content: str
    name: str
    row: int
    said: str
    seen: str | None = None
    column: str | None = None


BROKEN = (
    Broken("a,b\n1,2,3\n", "table.row_too_long", 2, "dòng 2 có 3 ô, dòng tiêu đề chỉ có 2", "1 | 2 | 3"),
    Broken("a,b\n1\n", "table.row_too_short", 2, "dòng 2 chỉ có 1 ô, dòng tiêu đề có 2", "1"),
    Broken("a,b\n1,2\n,\n3,4\n", "table.blank_row", 3, "dòng 3 trống, nhưng dòng 4 lại có nội dung", ""),
    Broken("a,b\n\n\n3,4\n\n", "table.blank_row", 2, "dòng 2 trống, nhưng dòng 4 lại có nội dung", ""),
    Broken("STT, stt\n1,2\n", "table.duplicate_heading", 1, "cột thứ 1 và cột thứ 2", "stt", "stt"),
    Broken("a,\n1,\n2,x\n", "table.blank_heading", 3, "cột thứ 2 không có tiêu đề mà dòng 3 có nội dung", "x"),
    Broken("\na,b\n1,2\n", "table.header_missing", 1, "dòng 1 phải là dòng tiêu đề"),
    Broken('a,b\n1,"2\n3,4\n', "table.unclosed_quote", 2, "mở ở dòng 2 không được đóng", '"'),
    Broken('a,b\n1,"2"x\n3,4\n', "table.stray_quote", 2, "dòng 2 có chữ đứng sau dấu ngoặc kép đóng", '"'),
    Broken("a,b\n1,x\x1b[1m\n", "table.control_character", 2, "dòng 2 có ký tự U+001B", r"x\x1b[1m", "b"),
    Broken("a,b\n1,Nguy\ufffdn\n", "table.control_character", 2, "dòng 2 có ký tự U+FFFD", "Nguy\ufffdn", "b"),
    Broken("a,b\n1," + "x" * 200_000, "table.cell_too_long", 2, "một ô ở dòng 2 dài quá mức"),
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_kind_of_broken_table(tmp_path: Path, broken: Broken) -> None:
    (fault,) = faults(tmp_path, broken.content)
    assert (fault.name, fault.place.row, fault.place.column) == (broken.name, broken.row, broken.column)
    assert fault.seen == broken.seen
    assert broken.said in VIETNAMESE.text(fault.message)


def test_each_gap_is_told_once(tmp_path: Path) -> None:
    found = faults(tmp_path, "a,b\n1,2\n\n\n5,6\n\n7,8\n")
    assert [(fault.name, fault.place.row) for fault in found] == [("table.blank_row", 3), ("table.blank_row", 6)]


@given(
    st.lists(st.lists(st.one_of(words, sentences(), st.just("")), min_size=3, max_size=3), max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    separator: str,
    end: str,
    quoted: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    rows = [row for row in rows if any(row)]
    text = io.StringIO()
    if quoted:
        writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows([["a", "b", "c"], *rows])
    table = read(tmp_path_factory.mktemp("table"), text.getvalue())
    assert [list(row.cells) for row in table.rows] == rows
    assert [row.number for row in table.rows] == list(range(2, len(rows) + 2))


@given(st.text(alphabet='ab,;\t"\n\r \x00\ufeff\u00a0é', max_size=60))
def test_any_text_is_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        table = read(tmp_path_factory.mktemp("table"), text)
    except InputError:
        return
    assert all(len(row.cells) == len(table.header.cells) for row in table.rows)


@pytest.mark.parametrize(
    "cell",
    [
        "Tổng",
        "TỔNG SỐ",
        "Tổng cộng:",
        "Cộng",
        "Cộng: 44",
        "Tổng số 44 đồng chí",
        "Tổng cộng có 44 người",
        "Total",
        "sum",
    ],
)
def test_rows_that_add_up(cell: str) -> None:
    row = Row(number=9, cells=("", cell, ""))
    assert is_totals_row(row)
    assert is_totals_row(row, columns=[1])
    assert not is_totals_row(row, columns=[0, 2])


@pytest.mark.parametrize("cell", ["Tống Văn An", "Tổng giám đốc", "Công", "Nguyễn Văn Tổng", "", "44", "Cộng đồng"])
def test_rows_of_people(cell: str) -> None:
    assert not is_totals_row(Row(number=2, cells=("1", cell)))


def test_a_header_of_thousands_of_columns_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("a" + ",a" * 2000 + "\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_csv(path, shown="wide.csv")
    assert [fault.name for fault in raised.value.faults] == ["table.too_many_columns"]


def test_a_text_of_many_bytes_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * (TEXT_LIMIT // 4), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_csv(path, shown="long.csv")
    assert [fault.name for fault in raised.value.faults] == ["file.too_large"]
