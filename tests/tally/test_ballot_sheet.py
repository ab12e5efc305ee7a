"""Ballots in a workbook's sheet: read as CSV is, and what spreadsheets do to codes is told with sheet, row, column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.model import BallotSource, Cells, Contest, Form
from tally.ballot_file import Box, read_box
from tally.ballot_rows import Layout
from tally.ruling_file import ruled_on
from tests.tally import ballot_writer
from tests.tally.builders import contest, rules
from tests.tally.test_ballot_file import boxes
from tests.workbooks import Grid, grid, ods, parts_of, xlsx, zipped

GROUNDS = rules().invalid_reasons_in_order(contest())


def read(folder: Path, content: bytes, what: Contest, *, ending: str = "xlsx", cells: Cells | None = None) -> Box:
    source = BallotSource(file=f"ballots-bch.{ending}", issued=10, returned=10, cells=cells)
    (folder / source.file).write_bytes(content)
    return read_box(folder, replace(what, ballots=source), source, GROUNDS)


def refused(folder: Path, content: bytes, what: Contest) -> list[tuple[str, str | None, int | None, str | None]]:
    with pytest.raises(InputError) as raised:
        read(folder, content, what)
    return [_told(fault) for fault in raised.value.faults]


def _told(fault: Fault) -> tuple[str, str | None, int | None, str | None]:
    return fault.name, fault.place.sheet, fault.place.row, fault.place.column


def sheet_of(csv: bytes) -> Grid:
    """The cells of a CSV file as texts in a sheet."""
    return grid(*(line.split(",") for line in csv.decode().splitlines()))


@settings(max_examples=25)
@given(box=boxes(Form.STRIKE_OUT), ending=st.sampled_from(["xlsx", "ods"]))
def test_a_sheet_of_strikes_is_read_as_the_csv_file_of_the_same_cells(
    tmp_path_factory: pytest.TempPathFactory, box: tuple[Contest, tuple[object, ...]], ending: str
) -> None:
    what, ballots = box
    written = ballot_writer.strikes(ballots, len(what.slate))  # type: ignore[arg-type]  # the strategy's own
    content = (xlsx if ending == "xlsx" else ods)({"bch": sheet_of(written)})
    found = read(tmp_path_factory.mktemp("box"), content, what, ending=ending)
    ruled = ruled_on(ballots, None)  # type: ignore[arg-type]  # the same
    assert found == Box(layout=Layout.STRIKES, stamped=True, ballots=ballots, ruled=ruled)  # type: ignore[arg-type]  # the same


def test_a_wide_sheet_of_numbers_needs_to_be_told_what_a_one_means(tmp_path: Path) -> None:
    content = xlsx({"bch": grid([1, 2, 3, 4], [1, 0, 1, 1], [0, 0, 0, 1])})
    assert refused(tmp_path, content, contest(4, 3)) == [("ballots.missing_polarity", "bch", 1, None)]
    found = read(tmp_path, content, contest(4, 3), cells=Cells.STRUCK)
    assert [ballot.marks for ballot in found.ballots] == ["skss", "kkks"]


def test_agree_and_disagree_in_a_sheet(tmp_path: Path) -> None:
    content = xlsx({"bch": grid(["ballot", "agree", "disagree"], [1, 1, "-"], [2, "-", "1"])})
    found = read(tmp_path, content, contest(1, 1, Form.AGREE_DISAGREE))
    assert [ballot.marks for ballot in found.ballots] == ["a", "d"]


def test_a_sheet_without_polarity_in_its_header_is_refused(tmp_path: Path) -> None:
    content = xlsx({"bch": grid(["ballot", "votes"], [1, "2 3"])})
    assert refused(tmp_path, content, contest(4, 3)) == [("ballots.missing_polarity", "bch", 1, None)]


def test_a_range_that_became_a_date_and_a_code_that_lost_its_zero_are_both_told(tmp_path: Path) -> None:
    rows = [["ballot", "struck"], [1, date(2026, 5, 9)], [2, 5], [3, "05-09"]]
    assert refused(tmp_path, xlsx({"S": Grid(rows)}), contest(44, 39)) == [  # type: ignore[arg-type]  # rows of cells
        ("ballots.date_in_cell", "S", 2, "struck"),
        ("ballots.code_width", "S", 3, "struck"),
    ]


def test_cells_merged_over_two_ballots_are_told(tmp_path: Path) -> None:
    content = xlsx({"S": grid(["ballot", "struck"], [1, "4"], [2, "4"], merges=[(1, 1, 2, 1)])})
    assert refused(tmp_path, content, contest(4, 3))[0] == ("workbook.merged_ballots", "S", 2, "struck")


def test_a_formula_in_error_is_told_by_its_heading(tmp_path: Path) -> None:
    parts = parts_of(xlsx({"S": grid(["ballot", "struck"], [1, "4"], [2, 7])}))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<c r="B3"><v>7</v></c>', b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert refused(tmp_path, zipped(dict(parts)), contest(4, 3)) == [("workbook.error_cell", "S", 3, "struck")]


def test_of_several_sheets_the_visible_one_with_a_header_of_ballots_is_read(tmp_path: Path) -> None:
    notes, ballots = grid(["Ghi chú"], ["nộp lúc 9 giờ"]), grid(["ballot", "struck"], [1, "4"])
    old = grid(["ballot", "struck"], [1, "1"], hidden=True)
    found = read(tmp_path, xlsx({"Ghi chú": notes, "Phiếu": ballots, "Cũ": old}), contest(4, 3))
    assert [ballot.marks for ballot in found.ballots] == ["kkks"]


def test_of_two_sheets_of_ballots_the_one_named_like_the_contest_is_read_and_else_none(tmp_path: Path) -> None:
    one, other = grid(["ballot", "struck"], [1, "4"]), grid(["ballot", "struck"], [1, "1"])
    assert read(tmp_path, xlsx({"A": one, "BCH": other}), contest(4, 3)).ballots[0].marks == "skkk"
    assert refused(tmp_path, xlsx({"A": one, "B": other}), contest(4, 3)) == [
        ("workbook.several_ballot_sheets", None, None, None)
    ]


def test_a_title_above_the_headings_is_told_alone_wherever_it_was_merged(tmp_path: Path) -> None:
    title = grid(["Phiếu bầu chi ủy", None], [], ["ballot", "struck"], [1, "4"], merges=[(0, 0, 0, 1)])
    notes = grid(["Ghi chú"], ["nộp lúc 9 giờ"])
    for content in (xlsx({"S": title}), xlsx({"Ghi chú": notes, "S": title})):
        assert refused(tmp_path, content, contest(4, 3)) == [("table.header_below", "S", 3, None)]
    blank = grid([], ["ballot", "struck"], [1, "4"])
    assert refused(tmp_path, xlsx({"S": blank}), contest(4, 3)) == [("table.header_missing", "S", 1, None)]


def test_sheets_of_a_workbook_that_several_contests_share_must_be_named_and_not_hidden(tmp_path: Path) -> None:
    one, other = grid(["ballot", "struck"], [1, "4"]), grid(["ballot", "struck"], [1, "1"])
    source = BallotSource(file="b.xlsx", issued=10, returned=10)
    (tmp_path / source.file).write_bytes(xlsx({"A": one, "B": other}))
    with pytest.raises(InputError) as raised:
        read_box(tmp_path, contest(4, 3), source, GROUNDS, shared=True)
    (fault,) = raised.value.faults
    assert fault.name == "workbook.several_ballot_sheets"
    said = Translator("vi").text(fault.remedy)
    assert "trang của nội dung này là «bch»" in said
    assert "Hide" not in said


def test_a_totals_row_blank_rows_between_and_a_repeated_ballot_are_told_as_of_csv(tmp_path: Path) -> None:
    content = xlsx({"S": grid(["ballot", "struck"], [1, "4"], ["0001", "4"], ["Tổng", "4"])})
    assert sorted(refused(tmp_path, content, contest(4, 3))) == [
        ("ballots.duplicate", "S", 3, "ballot"),
        ("ballots.totals_row", "S", 4, None),
    ]
    gap = xlsx({"S": grid(["ballot", "struck"], [1, "4"], [], [3, "4"])})
    assert refused(tmp_path, gap, contest(4, 3)) == [("table.blank_row", "S", 3, None)]


def test_what_is_no_workbook_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"ballot,struck\n1,4\n", contest(4, 3))[0][0].startswith(("workbook.", "file."))
    assert refused(tmp_path, xlsx({"S": grid()}), contest(4, 3)) == [("table.empty", "S", None, None)]
