"""The codes cell: everything that can be written is read back, everything else is refused by name with a remedy."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.messages import Translator
from tally.codes import CodeProblem, Codes, CodesError, parse_codes, parse_whole, width_of

VI = Translator("vi")


def names_of(cell: str, names: int = 44) -> set[int]:
    """The names a cell means, none of them unclear."""
    codes = parse_codes(cell, names)
    assert not codes.unclear
    return set(codes.names)


def read(cell: str, names: int = 44) -> Codes | tuple[CodeProblem, ...]:
    """What the cell says, or everything wrong in it."""
    try:
        return parse_codes(cell, names)
    except CodesError as error:
        return error.problems


def problems_of(cell: str, names: int = 44) -> tuple[CodeProblem, ...]:
    """Everything wrong in a cell that must not be read."""
    said = read(cell, names)
    assert not isinstance(said, Codes), f"{cell!r} was read as {said}"
    return said


def test_a_code_has_the_digits_of_the_largest_number() -> None:
    assert [width_of(names) for names in (1, 9, 10, 44, 99, 100)] == [1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0", 0), ("1", 1), ("0001", 1), ("250", 250), ("9" * 18, 10**18 - 1)],
)
def test_a_whole_number_is_read_with_or_without_leading_zeros(cell: str, number: int) -> None:
    assert parse_whole(cell) == number


@pytest.mark.parametrize("cell", ["", " 1", "-1", "+1", "1.0", "1e3", "1_000", "１２", "٣", "²", "9" * 19, "1" * 5000])
def test_anything_else_is_no_number(cell: str) -> None:
    assert parse_whole(cell) is None


@pytest.mark.parametrize(
    ("cell", "names", "meant"),
    [
        ("12", 44, {12}),  # never 1 and 2
        ("1 2", 9, {1, 2}),
        ("03 05-09 17", 44, {3, 5, 6, 7, 8, 9, 17}),
        ("17 03 05-09", 44, {3, 5, 6, 7, 8, 9, 17}),
        ("01-44", 44, set(range(1, 45))),
        ("1-2", 9, {1, 2}),
        ("005-007", 100, {5, 6, 7}),
        ("-", 44, set()),
        ("*", 4, {1, 2, 3, 4}),
        ("1", 1, {1}),
        ("*", 1, {1}),
        ("  03   05 ", 44, {3, 5}),
    ],
)
def test_a_cell_means_these_names(cell: str, names: int, meant: set[int]) -> None:
    assert names_of(cell, names) == meant


@pytest.mark.parametrize(
    ("cell", "marked", "unclear"),
    [
        ("?", set(), {1, 2, 3, 4}),  # nothing on the paper is clear
        ("2?", set(), {2}),
        ("1 2? 4", {1, 4}, {2}),
        ("1-2 4?", {1, 2}, {4}),
    ],
)
def test_a_question_mark_is_a_mark_nobody_could_read(cell: str, marked: set[int], unclear: set[int]) -> None:
    assert parse_codes(cell, 4) == Codes(frozenset(marked), frozenset(unclear))


@pytest.mark.parametrize(
    ("cell", "names", "problem", "remedy"),
    [
        ("", 44, "ballots.empty_cell", "«-» nếu không có ai"),
        ("   ", 44, "ballots.empty_cell", "«*» nếu tất cả"),
        ("5", 44, "ballots.code_width", "số 0 ở trước, ví dụ 01"),
        ("005", 44, "ballots.code_width", "ví dụ 01"),
        ("5-09", 44, "ballots.code_width", "ví dụ 01"),
        ("01", 9, "ballots.code_width", "ví dụ 1"),
        ("123", 44, "ballots.code_width", "ví dụ 01"),
        ("46151", 44, "ballots.code_width", "định dạng cột là văn bản"),  # a date of Excel shown as a number
        ("45", 44, "ballots.unknown_code", "sửa mã"),
        ("00", 44, "ballots.unknown_code", "sửa mã"),
        ("40-45", 44, "ballots.unknown_code", "sửa mã"),
        ("00-03", 44, "ballots.unknown_code", "sửa mã"),
        ("09-05", 44, "ballots.reversed_range", "đổi thứ tự"),
        ("05-05", 44, "ballots.reversed_range", "ghi từng mã"),
        ("05 05", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("05-09 07", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("05-09 08-11", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("07 05-09", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("05 05?", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("05? 05", 44, "ballots.repeated_code", "chỉ ghi một lần"),
        ("* 05", 44, "ballots.mixed_cell", "đứng một mình"),
        ("05 *", 44, "ballots.mixed_cell", "đứng một mình"),
        ("- 05", 44, "ballots.mixed_cell", "đứng một mình"),
        ("05 ?", 44, "ballots.mixed_cell", "liền sau một mã"),
        ("05-09?", 44, "ballots.unreadable_code", "khoảng liền nhau ghi như 01-03"),
        ("05-", 44, "ballots.unreadable_code", "01-03"),
        ("-05", 44, "ballots.unreadable_code", "01-03"),
        ("05-07-09", 44, "ballots.unreadable_code", "01-03"),
        ("05,09", 44, "ballots.unreadable_code", "cách nhau bằng dấu cách"),
        ("05;09", 44, "ballots.unreadable_code", "cách nhau bằng dấu cách"),
        ("05–09", 44, "ballots.unreadable_code", "01-03"),  # the dash a word processor makes
        ("5.0", 44, "ballots.unreadable_code", "2 chữ số"),
        ("x", 44, "ballots.unreadable_code", "2 chữ số"),
        ("An", 44, "ballots.unreadable_code", "2 chữ số"),
        ("**", 44, "ballots.unreadable_code", "2 chữ số"),
        ("--", 44, "ballots.unreadable_code", "2 chữ số"),
        ("??", 44, "ballots.unreadable_code", "2 chữ số"),
        ("05??", 44, "ballots.unreadable_code", "2 chữ số"),
        ("٠٥", 44, "ballots.unreadable_code", "2 chữ số"),  # digits, but not ours
        ("０５", 44, "ballots.unreadable_code", "2 chữ số"),  # wide digits of another keyboard
        ("x", 2, "ballots.unreadable_code", "1-2"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_the_remedy(
    cell: str, names: int, problem: str, remedy: str
) -> None:
    (told,) = problems_of(cell, names)
    assert told.name == problem
    assert remedy in VI.text(told.remedy)
    if len(cell.split()) == 1:
        assert f"«{cell}»" in VI.text(told.message)


@pytest.mark.parametrize(
    "cell",
    [
        "05-Sep",
        "5-Sep",
        "9-May",
        "09-May",
        "May-09",
        "Sep-05",
        "2026-05-09",
        "05/09/2026",
        "5/9",
        "05/09",
        "5/9/26",
        "Thg5-09",
        "09-Thg5",
        "05-Th9",
        "5-thg",
        "09-tháng5",
        "9-Thg5-26",
    ],
)
def test_a_range_that_a_spreadsheet_turned_into_a_date_is_called_that(cell: str) -> None:
    (problem,) = problems_of(cell)
    assert problem.name == "ballots.date_in_cell"
    assert f"«{cell}» là ngày tháng" in VI.text(problem.message)
    assert "văn bản (Text)" in VI.text(problem.remedy)


def test_everything_wrong_in_a_cell_is_told_at_once() -> None:
    assert [problem.name for problem in problems_of("5 45 09-05 05-Sep 01 01 *")] == [
        "ballots.code_width",
        "ballots.unknown_code",
        "ballots.reversed_range",
        "ballots.date_in_cell",
        "ballots.repeated_code",
        "ballots.mixed_cell",
    ]


def test_a_process_can_hand_what_is_wrong_to_another() -> None:
    error = CodesError(problems_of("5 45"))
    assert error.args == (error.problems,)  # what another process makes it from


def test_the_names_repeated_are_told() -> None:
    (problem,) = problems_of("05-09 08-11")
    assert VI.text(problem.message) == "«08-11» nhắc lại người đã ghi trong cùng ô: 8, 9"


@st.composite
def printed_sets(draw: st.DrawFn) -> tuple[str, frozenset[int], frozenset[int], int]:
    """A cell printed from a set of names: codes and ranges in any order, some marks unclear; with what it means."""
    names = draw(st.integers(1, 130))
    width = len(str(names))
    marked = draw(st.frozensets(st.integers(1, names)))
    unclear = draw(st.frozensets(st.integers(1, names))) - marked if draw(st.booleans()) else frozenset()
    tokens = [f"{name:0{width}d}?" for name in unclear]
    left = sorted(marked)
    while left:
        run = 1
        while run < len(left) and left[run] == left[0] + run and draw(st.booleans()):
            run += 1
        first, last = left[0], left[run - 1]
        tokens.append(f"{first:0{width}d}" + (f"-{last:0{width}d}" if run > 1 else ""))
        left = left[run:]
    cell = draw(st.sampled_from([" ", "  "])).join(draw(st.permutations(tokens)))
    return cell or "-", marked, unclear, names


@given(printed_sets())
def test_any_set_of_names_printed_as_codes_and_ranges_is_read_back(
    printed: tuple[str, frozenset[int], frozenset[int], int],
) -> None:
    cell, marked, unclear, names = printed
    assert parse_codes(cell, names) == Codes(marked, unclear)


@given(st.text("0123456789-?* /", max_size=12) | st.text(max_size=20), st.integers(1, 120))
def test_a_cell_means_names_of_the_list_or_is_refused(cell: str, names: int) -> None:
    said = read(cell, names)
    if isinstance(said, Codes):
        assert said.names | said.unclear <= set(range(1, names + 1))
        assert not said.names & said.unclear
    else:
        assert said
        assert all(VI.text(problem.message) and VI.text(problem.remedy) for problem in said)


def test_every_cell_of_three_characters_is_read_as_the_format_says() -> None:
    """Exhaustive for nine names: three characters of those that occur."""
    for letters in product("019 -?*", repeat=3):
        cell = "".join(letters)
        said, by_hand = read(cell, 9), _read_by_hand(cell)
        assert said == by_hand if isinstance(said, Codes) else by_hand is None, cell


def _read_by_hand(cell: str) -> Codes | None:
    """The format of design §4 for nine names, read piece by piece without a pattern; None: to be refused."""
    everyone, nobody = frozenset(range(1, 10)), frozenset[int]()
    pieces = cell.split()
    if pieces in (["-"], ["*"], ["?"]):
        return {"-": Codes(nobody, nobody), "*": Codes(everyone, nobody), "?": Codes(nobody, everyone)}[pieces[0]]
    marked: list[int] = []
    unclear: list[int] = []
    for piece in pieces:
        match list(piece):
            case [("1" | "9") as code]:
                marked.append(int(code))
            case [("1" | "9") as code, "?"]:
                unclear.append(int(code))
            case ["1", "-", "9"]:
                marked += range(1, 10)
            case _:
                return None
    together = marked + unclear
    fits = together and len(set(together)) == len(together)
    return Codes(frozenset(marked), frozenset(unclear)) if fits else None
