"""``[[step]]`` and ``[[support]]``: one sheet or several, names however spelled, people who are not on the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.model import Step, Support
from tests.rules.folders import CONGRESS, CONTEST, LATER, SLATE, contest, names, reading

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
