"""Who leaves the base: no more than are absent, and only for the reasons of those who vote."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.model import Attendance
from tests.rules.folders import BALLOTS, CONGRESS, CONTEST, contest, names, reading


@pytest.mark.parametrize("present", [9, 10, 11])
def test_as_many_as_are_absent_may_be_excluded(tmp_path: Path, present: int) -> None:
    absent = 11 - present
    toml = CONGRESS.replace("present = 10", f"present = {present}\nexcluded = {{ exempt = {absent} }}") + CONTEST
    expected = Attendance(summoned=11, present=present, excluded={"exempt": absent})
    assert contest(tmp_path, toml).attendance == expected
    one_more = reading(tmp_path, toml.replace(f"exempt = {absent}", f"exempt = {absent + 1}"))
    assert names(one_more) == [("attendance.excluded_over_absent", 13)]


@pytest.mark.parametrize("kind", ["members", "delegates", "committee", "voters"])
def test_each_kind_has_its_own_reasons(tmp_path: Path, kind: str) -> None:
    allowed = {
        "members": {"active_elsewhere", "exempt", "suspended", "absent_with_reason"},
        "delegates": {"convener_absent", "absent_no_alternate"},
        "committee": {"on_mission"},
        "voters": set[str](),
    }
    local = '\n[[local]]\nparameter = "count.excluded"\nreasons = ["on_mission"]\nsource = "24-QĐ/TW"\n'
    for reason in sorted(set().union(*allowed.values())):
        toml = CONGRESS.replace('"members"', f'"{kind}"') + f"excluded.{reason} = 1\n" + CONTEST + local
        expected = [] if reason in allowed[kind] else [("attendance.reason_not_allowed", 13)]
        assert names(reading(tmp_path, toml)) == expected


def test_the_attendance_of_a_contest_replaces_the_other_wholly(tmp_path: Path) -> None:
    toml = CONGRESS + "excluded = { exempt = 1 }\n" + CONTEST + BALLOTS + "[contest.attendance]\n"
    read = contest(tmp_path, toml + "summoned = 20\npresent = 20\n")
    assert read.attendance == Attendance(summoned=20, present=20)
