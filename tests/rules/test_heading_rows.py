"""Where the headings of a sheet are found: in one row or more, merged or blank, numbered well or badly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.heading_rows import SEARCHED_ROWS, HeadingRows, find_headings, first_headings
from rules.headings import Meaning
from rules.workbook_sheet import Merge, Sheet

LAST = ["1", "Lê An", "x", "", "1975"]


def sheet(*rows: Sequence[str], merges: Iterable[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet of these rows, all as wide as the widest."""
    width = max(map(len, rows), default=0)
    return Sheet(
        name="DS",
        hidden=False,
        rows=tuple((*row, *[""] * (width - len(row))) for row in rows),
        merges=tuple(
            Merge(first_row=top, first_column=left, last_row=bottom, last_column=right)
            for top, left, bottom, right in merges
        ),
        flawed=(),
    )


def found(*rows: Sequence[str], merges: Iterable[tuple[int, int, int, int]] = ()) -> HeadingRows:
    """The headings of these rows, which must have some."""
    headings = find_headings(sheet(*rows, merges=merges), {})
    assert headings is not None
    return headings


def shown(headings: HeadingRows) -> list[str]:
    """The headings as messages show them."""
    return [column.heading.shown for column in headings.columns]


def test_one_row_below_the_title() -> None:
    headings = found(["ĐẢNG BỘ A"], ["DANH SÁCH"], [], ["STT", "Họ và tên", "Nam", "Nữ"], ["1", "Lê An", "x"])
    assert (headings.first, headings.last, headings.numbers, headings.end) == (3, 3, None, 4)
    assert shown(headings) == ["STT", "Họ và tên", "Nam", "Nữ"]
    assert [column.heading.letters for column in headings.columns] == ["A", "B", "C", "D"]


def test_a_title_merged_over_the_table_is_no_common_heading() -> None:
    headings = found(["DANH SÁCH"], ["STT", "Họ và tên"], ["1", "Lê An"], merges=[(0, 0, 0, 1)])
    assert shown(headings) == ["STT", "Họ và tên"]


TWO_ROWS = (["STT", "Họ và tên", "Giới tính", "", "Ngày sinh"], ["", "", "Nam", "Nữ", ""])
TWO_ROWS_SHOWN = ["STT", "Họ và tên", "Giới tính: Nam", "Giới tính: Nữ", "Ngày sinh"]


@pytest.mark.parametrize(
    "merges",
    [[(0, 2, 0, 3)], [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)], [(0, 1, 1, 1)], []],
    ids=["across", "all", "down", "none"],
)
def test_two_rows_merged_or_not(merges: list[tuple[int, int, int, int]]) -> None:
    headings = found(*TWO_ROWS, LAST, merges=merges)
    assert (headings.first, headings.last, shown(headings)) == (0, 1, TWO_ROWS_SHOWN)


def test_the_others_may_stand_in_the_lower_row_when_nothing_is_merged() -> None:
    headings = found(["", "", "Trình độ LLCT", ""], ["STT", "Họ và tên", "Cao cấp", "Trung cấp"], LAST[:4])
    assert (headings.first, shown(headings)[2:]) == (0, ["Trình độ LLCT: Cao cấp", "Trình độ LLCT: Trung cấp"])


def test_trung_cap_belongs_to_the_heading_over_it() -> None:
    headings = found(
        ["STT", "Họ và tên", "Trình độ chuyên môn", "", "Trình độ LLCT", ""],
        ["", "", "Đại học", "Trung cấp", "Cao cấp", "Trung cấp"],
        merges=[(0, 2, 0, 3), (0, 4, 0, 5)],
    )
    assert shown(headings)[3] == "Trình độ chuyên môn: Trung cấp"
    assert shown(headings)[5] == "Trình độ LLCT: Trung cấp"


def test_three_rows() -> None:
    headings = found(
        ["STT", "Họ và tên", "Trình độ", "", "", ""],
        ["", "", "Chuyên môn", "", "LLCT", ""],
        ["", "", "Đại học", "Cao đẳng", "Cao cấp", "Sơ cấp"],
        ["1", "Lê An", "x", "", "", "x"],
        merges=[(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert (headings.first, headings.last) == (0, 2)
    assert shown(headings)[2:] == [
        "Trình độ: Chuyên môn: Đại học",
        "Trình độ: Chuyên môn: Cao đẳng",
        "Trình độ: LLCT: Cao cấp",
        "Trình độ: LLCT: Sơ cấp",
    ]


def test_a_lone_child_that_is_known_is_a_heading_and_no_person() -> None:
    headings = found(["STT", "Họ và tên", "Ngày vào Đảng"], ["", "", "Chính thức"], ["1", "Lê An", "2001"])
    assert (headings.last, shown(headings)[2]) == (1, "Ngày vào Đảng: Chính thức")


def test_a_person_without_number_and_name_is_no_heading() -> None:
    columns = ["STT", "Họ và tên", "Dân tộc", "Ngày sinh"]
    assert found(columns, ["", "", "Kinh", "1975"], ["1", "Lê An", "Tày", "1976"]).last == 0


def test_a_heading_over_two_columns_without_children_joins_them() -> None:
    headings = found(["STT", "Họ và tên", "", "Ngày sinh"], ["1", "Lê Văn", "An", "1975"], merges=[(0, 1, 0, 2)])
    assert [(column.heading.shown, column.at) for column in headings.columns] == [
        ("STT", (0,)),
        ("Họ và tên", (1, 2)),
        ("Ngày sinh", (3,)),
    ]


def test_under_a_common_heading_one_column_may_have_no_heading_of_its_own() -> None:
    headings = found(
        ["STT", "Họ và tên", "Chức vụ hiện nay", "", ""],
        ["", "", "Đảng", "Chính quyền", ""],
        merges=[(0, 2, 0, 4), (0, 1, 1, 1)],
    )
    assert shown(headings)[2:] == ["Chức vụ hiện nay: Đảng", "Chức vụ hiện nay: Chính quyền", "Chức vụ hiện nay"]


@pytest.mark.parametrize(
    ("numbers", "slips"),
    [
        (["1", "2", "3", "4", "5"], ()),
        (["(1)", "(2)", "(3)", "(4)", "(5)"], ()),
        (["A", "B", "1", "2", "3"], ()),
        (["1", "2", "3", "3", "4"], ("D",)),
        (["1", "2", "4", "5", "7"], ("C", "E")),
        (["1", "2", "3=4+5", "4", "5"], ()),
        (["1", "2", "", "", "3"], ()),
    ],
)
def test_a_row_of_column_numbers_is_passed_over_and_its_slips_told(numbers: list[str], slips: tuple[str, ...]) -> None:
    headings = found(*TWO_ROWS, numbers, LAST)
    assert (headings.numbers, headings.end, headings.slips) == (2, 3, slips)


def test_numbers_may_miss_the_column_of_names_if_they_are_a_sequence() -> None:
    row = ["STT", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Tôn giáo", "Quê quán"]
    assert found(row, ["1", "", "3", "4", "5", "6", "7"]).numbers == 1
    assert found(row, ["1", "", "X", "", "", "", ""]).numbers is None
    assert found(row, ["1", "", "1", "0", "5", "5", "9"]).numbers is None


def test_a_person_is_no_row_of_numbers() -> None:
    assert found(["STT", "Họ và tên", "Nam"], ["1", "Lê An", "x"]).numbers is None


def test_the_headings_may_begin_in_any_column_and_twice() -> None:
    """A second table further down has fewer columns that are understood."""
    headings = found(["", "", "STT", "Họ và tên", "Giới tính"], ["", "", "1", "Lê An", "Nam"], ["STT", "Họ và tên"])
    assert (headings.first, [column.heading.letters for column in headings.named]) == (0, ["C", "D", "E"])


def test_a_heading_over_the_names_that_is_not_known_is_a_title_unless_the_user_names_both() -> None:
    rows = sheet(["Nhân sự", "", ""], ["STT", "Họ và tên", "Năm sinh"], ["1", "Lê An", "1975"], merges=[(0, 0, 0, 2)])
    headings = find_headings(rows, {})
    assert headings is not None
    assert (headings.first, shown(headings)) == (1, ["STT", "Họ và tên", "Năm sinh"])
    names = {"nhânsựstt": "number", "nhânsựhọvàtên": "name", "nhânsựnămsinh": "born"}
    headings = find_headings(rows, {key: Meaning(field=field) for key, field in names.items()})
    assert headings is not None
    assert (headings.first, shown(headings)[1]) == (0, "Nhân sự: Họ và tên")


def test_the_name_of_a_spouse_is_not_the_persons_own() -> None:
    headings = found(
        ["STT", "Họ và tên", "Năm sinh", "Vợ hoặc chồng", ""],
        ["", "", "", "Họ và tên", "Năm sinh"],
        ["1", "Lê An", "1975", "Lê Bình", "1976"],
        merges=[(0, 1, 1, 1), (0, 3, 0, 4)],
    )
    assert shown(headings)[3:] == ["Vợ hoặc chồng: Họ và tên", "Vợ hoặc chồng: Năm sinh"]


def test_a_name_the_user_gave_is_found() -> None:
    rows = sheet(["Số", "Đồng chí"], ["1", "Lê An"])
    assert find_headings(rows, {}) is None
    headings = find_headings(rows, {"đồngchí": Meaning(field="name")})
    assert headings is not None
    assert shown(headings) == ["Số", "Đồng chí"]


def test_headings_too_far_down_are_not_found() -> None:
    rows = [["x"]] * SEARCHED_ROWS
    assert find_headings(sheet(*rows, ["STT", "Họ và tên"]), {}) is None
    assert find_headings(sheet(*rows[1:], ["STT", "Họ và tên"]), {}) is not None


def test_the_row_that_looks_most_like_headings_is_shown_where_none_is_found() -> None:
    rows = sheet(["DANH SÁCH"], ["Số", "Đồng chí", "Sinh"], ["1", "Lê An", "1975"], ["2", "Lê Bình", "1976"])
    assert first_headings(rows) == ("Số", "Đồng chí", "Sinh")
    assert first_headings(sheet()) == ()


CELLS = st.sampled_from(("", "", "STT", "Họ và tên", "Nam", "Trình độ LLCT", "Cao cấp", "1", "2", "x", "Ghi chú"))


@given(st.data())
def test_any_sheet_has_headings_or_none(data: st.DataObject) -> None:
    """Whatever stands there, merged in whatever way: every column is told once, and the rows are in order."""
    width, height = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=height, max_size=height))
    ends = st.tuples(st.integers(0, height), st.integers(0, width), st.integers(0, height), st.integers(0, width))
    merges = [(top, left, top + down, left + right) for top, left, down, right in data.draw(st.lists(ends, max_size=4))]
    headings = find_headings(sheet(*rows, merges=merges), {})
    if headings is None:
        return
    assert 0 <= headings.first <= headings.last < headings.end <= height
    assert sorted(at for column in headings.columns for at in column.at) == list(range(width))
    assert set(headings.named) <= set(headings.columns)
