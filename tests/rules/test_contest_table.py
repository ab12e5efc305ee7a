"""A contest's own keys: papers, form and slate fit each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.folders import BALLOTS, CONGRESS, CONTEST, contest, names, reading


def test_more_returned_than_issued_is_an_outcome_and_no_fault(tmp_path: Path) -> None:
    read = contest(tmp_path, CONGRESS + CONTEST + BALLOTS.replace("returned = 10", "returned = 14"))
    assert read.ballots is not None
    assert (read.ballots.issued, read.ballots.returned) == (10, 14)


@pytest.mark.parametrize(("seats", "alternates", "faults"), [(4, 0, 0), (3, 1, 0), (3, 0, 1), (5, 0, 0)])
def test_a_ballot_without_surplus_has_no_more_names_than_seats(
    tmp_path: Path,
    seats: int,
    alternates: int,
    faults: int,
) -> None:
    toml = CONTEST.replace("executive_committee", "delegates").replace("strike_out", "agree_disagree")
    toml = toml.replace("seats = 3", f"seats = {seats}\nalternates = {alternates}")
    assert names(reading(tmp_path, CONGRESS + toml)) == [("contest.form_with_surplus", 20)] * faults


@pytest.mark.parametrize(("issued", "faults"), [(9, 0), (10, 0), (11, 1)])
def test_no_more_papers_are_issued_than_people_are_present(tmp_path: Path, issued: int, faults: int) -> None:
    toml = CONGRESS + CONTEST + BALLOTS.replace("issued = 10", f"issued = {issued}")
    assert names(reading(tmp_path, toml)) == [("ballots.issued_over_present", 20)] * faults


@pytest.mark.parametrize(("returned", "missing", "faults"), [(10, 0, 0), (8, 2, 0), (8, 1, 1), (8, 3, 1), (11, 0, 1)])
def test_papers_issued_are_returned_or_not(tmp_path: Path, returned: int, missing: int, faults: int) -> None:
    toml = CONGRESS + CONTEST + BALLOTS.replace("returned = 10", f"returned = {returned}, not_returned = {missing}")
    assert names(reading(tmp_path, toml)) == [("ballots.papers_do_not_add_up", 20)] * faults


def test_papers_replaced_as_spoilt_are_not_subtracted(tmp_path: Path) -> None:
    toml = CONGRESS + CONTEST + BALLOTS.replace("returned = 10", "returned = 10, not_returned = 0, spoilt = 5")
    read = contest(tmp_path, toml)
    assert read.ballots is not None
    assert (read.ballots.issued, read.ballots.spoilt) == (10, 5)


def test_the_attendance_of_other_voters_is_not_taken_over(tmp_path: Path) -> None:
    toml = CONGRESS + CONTEST + 'kind = "committee"\n'
    assert contest(tmp_path, toml).attendance is None
    assert names(reading(tmp_path, toml + BALLOTS)) == [("contest.attendance_missing", 14)]
    own = "[contest.attendance]\nsummoned = 10\npresent = 10\n"
    assert contest(tmp_path, toml + BALLOTS + own).attendance is not None
    same = CONGRESS + CONTEST + 'kind = "members"\n' + BALLOTS
    assert contest(tmp_path, same).attendance is not None


def test_a_wrong_attendance_is_not_told_again_by_each_contest(tmp_path: Path) -> None:
    read = reading(tmp_path, CONGRESS.replace("summoned = 11", 'summoned = "11"') + CONTEST + BALLOTS)
    assert names(read) == [("toml.wrong_type", 11)]
    assert [one.attendance for one in read.contests] == [None]
