"""``[[step]]`` and ``[[support]]``: one sheet or several, names however spelled, people who are not on the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rules.model import Step, Support
from tests.rules.folders import CONGRESS, CONTEST, LATER, SLATE, contest, names, reading
from tests.workbooks import Grid, grid, ods, parts_of, xls, xlsx, zipped

STEP = '\n[[step]]\nstep = {step}\nsummoned = 11\npresent = 10\nvotes = "{file}.csv"\n'
ONE, TWO = STEP.format(step=1, file="buoc"), STEP.format(step=2, file="buoc")
SHEET = "Họ và tên,Bước 1,Bước 2\nLê Văn An,8,7\nNgười Khác,1,1\nPhạm Văn Chi,6,\n"


def test_one_sheet_of_all_steps(tmp_path: Path) -> None:
    found = contest(tmp_path, CONGRESS + CONTEST + TWO + ONE, buoc=SHEET)
    assert found.steps == (
        Step(number=1, summoned=11, present=10, votes={1: 8, 3: 6}),
        Step(number=2, summoned=11, present=10, votes={1: 7}),
    )
    assert [step.votes for step in found.steps] == [{1: 8, 3: 6}, {1: 7}]


@pytest.mark.parametrize("heading", ["Số phiếu", "votes", "Số phiếu giới thiệu", "Bước 1", "step1", "BƯỚC 1", "Step 1"])
def test_a_sheet_of_one_step(tmp_path: Path, heading: str) -> None:
    sheet = f"STT;{heading};Họ tên;Ghi chú\n9;4;Vũ Thị Dung;không\n"
    (step,) = contest(tmp_path, CONGRESS + CONTEST + ONE, buoc=sheet).steps
    assert step.votes == {4: 4}


def test_a_name_in_two_columns_and_headings_under_a_common_one(tmp_path: Path) -> None:
    sheet = "Họ và tên đệm,Tên,Số phiếu: Bước 1,Số phiếu: Bước 2,Trung cấp\nLê Văn,An,8,7,x\n"
    assert contest(tmp_path, CONGRESS + CONTEST + ONE + TWO, buoc=sheet).steps[1].votes == {1: 7}


@pytest.mark.parametrize(("ending", "write"), [("xlsx", xlsx), ("ods", ods), ("xls", xls)])
def test_a_workbook_of_all_steps(tmp_path: Path, ending: str, write: Callable[[Mapping[str, Grid]], bytes]) -> None:
    sheet = grid(
        ["KẾT QUẢ GIỚI THIỆU NHÂN SỰ"],
        ["STT", "Họ và tên", "Số phiếu giới thiệu", None],
        [None, None, "Bước 1", "Bước 2"],
        [1, "Lê Văn An", 8, 7],
        [2, "Người Khác", 1, 1],
        [3, "Phạm Văn Chi", 6, None],
        [None, "Tổng cộng", 15, 8],
        merges=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)],
    )
    (tmp_path / f"buoc.{ending}").write_bytes(write({"Giới thiệu": sheet}))
    asked = (CONGRESS + CONTEST + ONE + TWO).replace("buoc.csv", f"buoc.{ending}")
    assert [step.votes for step in contest(tmp_path, asked).steps] == [{1: 8, 3: 6}, {1: 7}]


def test_a_formula_without_its_result_is_no_number_of_votes(tmp_path: Path) -> None:
    sheet = grid(["STT", "Họ và tên", "Bước 1"], [1, "Lê Văn An", 8])
    content = parts_of(xlsx({"A": sheet}))
    part = next(name for name in content if name.endswith("sheet1.xml"))
    told = re.sub(rb"<c r=.C2.[^>]*>.*?</c>", b'<c r="C2"><f>4+4</f></c>', content[part])
    (tmp_path / "buoc.xlsx").write_bytes(zipped({**content, part: told}))
    read = reading(tmp_path, (CONGRESS + CONTEST + ONE).replace("buoc.csv", "buoc.xlsx"))
    assert [name for name, _ in names(read)] == ["workbook.formula_without_value"]


def test_names_are_the_same_however_spelled(tmp_path: Path) -> None:
    slate = SLATE.replace("Trần Thị Bình", "Trần Thị Hoà")
    sheet = "name,votes\ntrần thị  HÒA,5\n"
    (step,) = contest(tmp_path, CONGRESS + CONTEST + ONE, slate=slate, buoc=sheet).steps
    assert step.votes == {2: 5}


def test_namesakes_are_told_apart_by_their_births(tmp_path: Path) -> None:
    slate = "STT,Họ và tên,Ngày sinh\n1,Lê Văn An,1970\n2,Lê Văn An,02/1980\n"
    sheet = "Họ và tên,Ngày sinh,Số phiếu\nLê Văn An,01/02/1980,5\nLê Văn An,03/04/1970,6\n"
    (step,) = contest(tmp_path, CONGRESS + CONTEST + ONE, slate=slate, buoc=sheet).steps
    assert step.votes == {1: 6, 2: 5}
    read = reading(tmp_path, CONGRESS + CONTEST + ONE, slate=slate, buoc="Họ và tên,Số phiếu\nLê Văn An,5\n")
    assert [name for name, _ in names(read)] == ["step.person_unclear"]


def test_the_contest_may_be_left_out_where_one_committee_is_elected(tmp_path: Path) -> None:
    # The re-vote is of the same committee, and its people were introduced for the first vote.
    read = reading(tmp_path, CONGRESS + CONTEST + LATER + ONE, buoc=SHEET)
    assert read.faults == ()
    assert [len(each.steps) for each in read.contests] == [1, 0]


def test_a_list_with_faults_is_not_also_a_step_without_its_contest(tmp_path: Path) -> None:
    nameless = SLATE.replace("Lê Văn An", "")
    read = reading(tmp_path, CONGRESS + CONTEST + ONE, slate=nameless, buoc=SHEET)
    assert [name for name, _ in names(read)] == ["slate.name_missing"]


def test_faults_of_a_sheet_are_told_once_for_all_steps(tmp_path: Path) -> None:
    read = reading(tmp_path, CONGRESS + CONTEST + ONE + TWO, buoc="Họ và tên,Bước 1,Bước 2\nLê Văn An,x,11\n")
    assert names(read) == [("step.votes_unreadable", 2)]
    read = reading(tmp_path, CONGRESS + CONTEST + ONE + TWO, buoc=SHEET + "Lê Văn An,1,1\n")
    assert names(read) == [("step.person_unclear", 5)]


def test_steps_of_a_contest_with_faults_of_its_own_are_not_judged(tmp_path: Path) -> None:
    read = reading(tmp_path, CONGRESS + CONTEST.replace("seats = 3", "") + ONE + 'contest = "chi-uy"\n', buoc=SHEET)
    assert [name for name, _ in names(read)] == ["toml.key_missing"]


def test_support_is_of_those_present_then_or_at_the_vote(tmp_path: Path) -> None:
    named = '\n[[support]]\nname = "vũ thị dung"\nvotes = 4\n'
    assert contest(tmp_path, CONGRESS + CONTEST + named).support == (Support(place=4, votes=4, present=10),)
    then = named + "present = 9\n"
    assert contest(tmp_path, CONGRESS + CONTEST + then).support == (Support(place=4, votes=4, present=9),)
    assert contest(tmp_path, CONGRESS + CONTEST).support == ()
