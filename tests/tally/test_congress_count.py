"""A whole folder counted: from its files to the result, and every fault of all its files at once.

Every result and every list of faults here is held to its published schema.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from rules.json_form import to_text
from rules.messages import Translator
from rules.model import Cells
from tally.model import Ballot
from tests.conftest import RunProgram
from tests.tally import ballot_writer
from tests.tally.ballot_writer import Manner
from tests.tally.congress_results import contests_of, faults_of, result_of, told
from tests.tally.folders import COMMITTEE, HEAD, SECRETARY, SLATE, STRIKES, write


def test_a_branch_congress_is_counted_from_its_folder(tmp_path: Path) -> None:
    contests = contests_of(write(tmp_path))
    committee, secretary = contests["bch"], contests["bi-thu"]
    assert committee["account"] == {
        "summoned": 11,
        "excluded": {"absent_with_reason": 1},
        "base": 10,
        "present": 10,
        "issued": 10,
        "returned": 10,
        "counted": 10,
        "valid": 9,
        "invalid": 1,
        "invalid_reasons": {"overvote": 1},
    }
    assert committee["needed"] == 6
    assert [person["votes"] for person in committee["candidates"]] == [9, 8, 6, 0]
    assert committee["outcome"] == {"state": "filled", "elected": [1, 2, 3], "tied": [], "seats_open": 0, "next": None}
    assert secretary["candidates"] == [
        {
            "number": 1,
            "name": "Nguyễn Văn An",
            "votes": 9,
            "disagree": 1,
            "not_counted": 0,
            "percent": "90.00",
            "standing": "elected",
            "rank": 1,
        }
    ]


def test_the_pack_of_the_day_decides_what_is_cited(tmp_path: Path) -> None:
    older = contests_of(write(tmp_path / "2020"))["bch"]
    newer = contests_of(write(tmp_path / "2025", (HEAD + COMMITTEE).replace("2020-03-15", "2025-05-15")))["bch"]
    assert {step["citation"]["number"] for step in older["provisions"]} == {"244-QĐ/TW"}
    assert {step["citation"]["number"] for step in newer["provisions"]} == {"190-QĐ/TW"}
    assert older["outcome"] == newer["outcome"]
    assert older["digests"]["ballots"] == newer["digests"]["ballots"]
    assert older["digests"]["rules"] != newer["digests"]["rules"]


BALLOTS = tuple(
    Ballot(number, marks) for number, marks in enumerate(["kkks"] * 6 + ["kkss", "ksss", "kkkk", "kkss"], start=1)
)
"""What ``STRIKES`` holds."""


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (ballot_writer.strikes(BALLOTS, 4, Manner(separator=";", mark=True, line_end="\r\n", seed=1)), None),
        (ballot_writer.strikes(BALLOTS, 4, Manner(separator="\t", quoted=True, digits=6, seed=2)), None),
        (ballot_writer.wide(BALLOTS, 4, Cells.KEPT), "kept"),
        (ballot_writer.wide(BALLOTS, 4, Cells.STRUCK, Manner(separator=";", seed=3)), "struck"),
    ],
    ids=["vietnamese-excel", "tabs", "wide-kept", "wide-struck"],
)
def test_the_same_ballots_in_any_layout_give_the_same_result_byte_for_byte(
    tmp_path: Path, content: bytes, cells: str | None
) -> None:
    expected = to_text(result_of(write(tmp_path / "strikes")))
    toml = HEAD + COMMITTEE.replace(" }", f', cells = "{cells}" }}' if cells else " }") + SECRETARY
    found = to_text(result_of(write(tmp_path / "other", toml, {"ballots-bch.csv": content})))
    assert found == expected


def test_ballots_without_numbers_give_the_same_votes_and_the_result_says_so(tmp_path: Path) -> None:
    content = ballot_writer.wide_without_numbers(BALLOTS, 4, Cells.KEPT)
    toml = HEAD + COMMITTEE.replace(" }", ', cells = "kept" }')
    each = contests_of(write(tmp_path, toml, {"ballots-bch.csv": content}))["bch"]
    assert each["ballot_numbers"] == "row_place"
    assert [person["votes"] for person in each["candidates"]] == [9, 8, 6, 0]


def test_a_slate_in_decomposed_letters_has_the_digest_of_the_composed_one(tmp_path: Path) -> None:
    composed = contests_of(write(tmp_path / "nfc"))["bch"]
    content = unicodedata.normalize("NFD", SLATE)
    decomposed = contests_of(write(tmp_path / "nfd", files={"slate-bch.csv": content}))["bch"]
    assert content != SLATE
    assert decomposed == composed


def test_a_contest_without_ballots_is_left_out(tmp_path: Path) -> None:
    later = SECRETARY.replace('ballots = { file = "ballots-bi-thu.csv", issued = 10, returned = 10 }', "")
    assert list(contests_of(write(tmp_path, HEAD + COMMITTEE + later))) == ["bch"]


def test_a_committee_votes_under_its_own_attendance_and_its_own_source_of_exclusions(tmp_path: Path) -> None:
    toml = (
        HEAD
        + """
[[local]]
parameter = "count.excluded"
reasons = ["absent_with_reason"]
source = "Quy chế làm việc của chi ủy, Điều 4"
"""
        + COMMITTEE
        + SECRETARY.replace('office = "secretary"', 'office = "secretary"\nkind = "committee"').replace(
            "issued = 10, returned = 10", "issued = 3, returned = 3"
        )
        + """
[contest.attendance]
summoned = 4
present = 3

[contest.attendance.excluded]
absent_with_reason = 1
"""
    )
    files: dict[str, str | bytes] = {"ballots-bi-thu.csv": "ballot,agree,disagree\n1,1,-\n2,1,-\n3,-,1\n"}
    each = contests_of(write(tmp_path, toml, files))["bi-thu"]
    assert (each["account"]["base"], each["needed"]) == (3, 2)
    assert each["outcome"]["elected"] == [1]
    assert any(step["citation"]["number"].startswith("Quy chế làm việc") for step in each["provisions"])


def test_the_same_folder_gives_the_same_bytes_in_every_process(tmp_path: Path, run_program: RunProgram) -> None:
    write(tmp_path / "congress")
    seeds = ("0", "1", "77")
    runs = [run_program("count", "congress", "--json", env={"PYTHONHASHSEED": seed}) for seed in seeds]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len({run.stdout for run in runs}) == 1
    assert runs[0].stdout == to_text(result_of(tmp_path / "congress"))


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    toml = (HEAD + COMMITTEE + SECRETARY).replace("[attendance]", 'colour = "red"\n\n[attendance]', 1)
    toml = toml.replace("returned = 10 }", 'returned = 10, rulings = "rulings-bch.csv" }', 1)
    files: dict[str, str | bytes] = {
        "slate-bi-thu.csv": "number,name,born\n2,Nguyễn Văn An,31/02/1975\n",
        "ballots-bch.csv": STRIKES.replace("0001,4", "0001,5"),
        "rulings-bch.csv": "ballot,code,ruling,reason,in_favour,of\n0001,,torn,rõ,5,5\n",
    }
    assert told(write(tmp_path, toml, files)) == [
        ("congress.toml", "toml.unknown_key"),
        ("slate-bi-thu.csv", "slate.date_unreadable"),
        ("slate-bi-thu.csv", "slate.number_out_of_range"),
        ("ballots-bch.csv", "ballots.unknown_code"),
        ("rulings-bch.csv", "rulings.unknown_ruling"),
    ]


def test_the_ballots_of_sound_contests_are_read_although_others_have_faults(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "slate-bi-thu.csv": "number,name,born\n2,Nguyễn Văn An,20/03/1975\n",
        "ballots-bch.csv": STRIKES.replace("0001,4", "0001,5").replace("0010,3-4", "0001,3"),
    }
    assert told(write(tmp_path, files=files)) == [
        ("slate-bi-thu.csv", "slate.number_out_of_range"),
        ("ballots-bch.csv", "ballots.unknown_code"),
    ]


def test_faults_of_ballots_rulings_and_rules_come_together(tmp_path: Path) -> None:
    toml = (HEAD + COMMITTEE + SECRETARY).replace("2020-03-15", "2010-03-15")
    toml = toml.replace("returned = 10 }", 'returned = 10, rulings = "rulings-bch.csv" }', 1)
    files: dict[str, str | bytes] = {
        "ballots-bch.csv": STRIKES.replace("0002,4", "0002,04"),
        "rulings-bch.csv": "ballot,code,ruling,reason,in_favour,of\n0001,,signed,,5,5\n",
        "ballots-bi-thu.csv": "ballot,agree\n1,1\n",
    }
    assert told(write(tmp_path, toml, files)) == [
        ("congress.toml", "rules.none_in_force"),
        ("ballots-bch.csv", "ballots.code_width"),
        ("rulings-bch.csv", "rulings.no_reason"),
        ("ballots-bi-thu.csv", "ballots.missing_polarity"),
    ]


def test_ballots_still_to_be_entered_in_two_contests_are_told_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "ballots-bch.csv": STRIKES.replace("0010,3-4\n", ""),
        "ballots-bi-thu.csv": "ballot,agree,disagree\n1,1,-\n",
    }
    assert told(write(tmp_path, files=files)) == [
        ("ballots-bch.csv", "account.not_all_entered"),
        ("ballots-bi-thu.csv", "account.not_all_entered"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("present = 10", "present = 12", "attendance.present_over_summoned"),
        ("absent_with_reason = 1", "absent_with_reason = 2", "attendance.excluded_over_absent"),
        ("issued = 10", "issued = 11", "ballots.issued_over_present"),
        ("returned = 10", "returned = 10, not_returned = 1", "ballots.papers_do_not_add_up"),
        ("absent_with_reason = 1", "convener_absent = 1", "attendance.reason_not_allowed"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(tmp_path: Path, old: str, new: str, name: str) -> None:
    (fault,) = faults_of(write(tmp_path, (HEAD + COMMITTEE).replace(old, new, 1)))
    assert (fault.file, fault.name) == ("congress.toml", name)
    assert fault.place.key is not None
    assert fault.seen is not None


def test_a_folder_where_nothing_is_to_be_counted_yet(tmp_path: Path) -> None:
    first = COMMITTEE.replace('ballots = { file = "ballots-bch.csv", issued = 10, returned = 10 }', "")
    (fault,) = faults_of(write(tmp_path, HEAD + first))
    assert fault.name == "congress.no_ballots"
    assert "ballots = {" in Translator("vi").text(fault.remedy)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    assert [name for _, name in told(tmp_path / "nowhere")] == ["congress.folder_missing"]
    assert told(tmp_path) == [("congress.toml", "congress.file_missing")]
