"""A whole folder counted: from its files to the result, and every fault of all its files at once.

Every result and every list of faults here is held to its published schema.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import rules as rules_package
from rules.errors import Fault, InputError, UndecidedError
from rules.json_form import faults_form, to_text
from rules.messages import Translator
from rules.model import Cells
from tally.congress_count import count_folder
from tally.model import Ballot
from tally.result_file import result_json
from tests.conftest import RunCli, RunProgram
from tests.tally import ballot_writer
from tests.tally.ballot_writer import Manner
from tests.tally.folders import COMMITTEE, HEAD, SECRETARY, SLATE, STRIKES, write

SCHEMAS = Path(rules_package.__file__).parent / "schemas"


def validator(name: str) -> Draft202012Validator:
    """The published schema of a format."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


RESULT, FAULTS = validator("kiemphieu-result-1"), validator("kiemphieu-faults-1")


def result_of(folder: Path) -> dict[str, Any]:
    """Count a folder and write the result."""
    counted = count_folder(folder)
    form = result_json(counted.result, counted.boxes)
    RESULT.validate(form)
    return form


def contests_of(folder: Path) -> dict[str, Any]:
    """The contests of the result by their id."""
    return {each["id"]: each for each in result_of(folder)["contests"]}


def faults_of(folder: Path, error: type[InputError] = InputError) -> tuple[Fault, ...]:
    """Everything that keeps a folder from being counted."""
    with pytest.raises(InputError) as raised:
        count_folder(folder)
    assert type(raised.value) is error
    for lang in ("vi", "en"):
        FAULTS.validate(faults_form(raised.value.faults, Translator(lang).text))
    return raised.value.faults


def told(folder: Path, error: type[InputError] = InputError) -> list[tuple[str, str]]:
    """Everything that keeps a folder from being counted: file and name."""
    return [(fault.file, fault.name) for fault in faults_of(folder, error)]


# --- What is counted ---


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


# --- Rounds and decisions ---

TIED = "ballot,struck\n" + "".join(
    f"{number},{struck}\n" for number, struck in enumerate(["4"] * 4 + ["3"] * 4 + ["2"] * 2, start=1)
)
"""Votes 10, 8, 6, 6: persons 3 and 4 are tied for the third seat."""

REVOTE = """
[[contest]]
id = "bch-2"
after = "bch"
vote = "revote"
round = 2
office = "executive_committee"
seats = 1
slate = "slate-bch-2.csv"
form = "strike_out"
ballots = { file = "ballots-bch-2.csv", issued = 10, returned = 10 }
"""

REVOTE_FILES: dict[str, str | bytes] = {
    "ballots-bch.csv": TIED,
    "slate-bch-2.csv": "number,name,born,number_before\n1,Lê Hữu Cường,1969,3\n2,Phạm Thị Dung,15/08/1988,4\n",
    "ballots-bch-2.csv": "ballot,struck\n"
    + "".join(f"{number},{struck}\n" for number, struck in enumerate(["1"] * 3 + ["2"] * 2 + ["*"] * 5, start=1)),
}


def decision(about: str, words: str, contest: str = "bch") -> str:
    """A recorded decision."""
    return f"""
[[decision]]
contest = "{contest}"
about = "{about}"
decision = "{words}"
by = "Đoàn chủ tịch"
text = "Đại hội biểu quyết 10/10"
"""


def open_ids(folder: Path) -> list[str]:
    """The contests where people must decide first."""
    return [each.contest.id for each in count_folder(folder).result.open_contests]


def test_a_tie_stops_and_its_re_vote_answers_it(tmp_path: Path) -> None:
    tied = write(tmp_path / "tied", HEAD + COMMITTEE, REVOTE_FILES)
    assert open_ids(tied) == ["bch"]
    assert contests_of(tied)["bch"]["outcome"] == {
        "state": "tied",
        "elected": [1, 2],
        "tied": [3, 4],
        "seats_open": 1,
        "next": {"vote": "revote", "seats": 1, "list": [3, 4], "needed": None},
    }
    answered = write(tmp_path / "answered", HEAD + COMMITTEE + REVOTE, REVOTE_FILES)
    assert open_ids(answered) == []
    second = contests_of(answered)["bch-2"]
    assert second["outcome"]["elected"] == [2]  # three of ten votes: no majority is needed
    assert [person["number_before"] for person in second["candidates"]] == [3, 4]


def test_a_decision_of_the_congress_is_replayed(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + decision("tied", "no_further_revote"), REVOTE_FILES)
    assert open_ids(folder) == []
    each = contests_of(folder)["bch"]
    assert each["decision"] == {"about": "tied", "decision": "no_further_revote"}
    assert each["outcome"]["next"] is None
    assert each["outcome"]["tied"] == [3, 4]


def test_a_decision_about_something_that_did_not_happen_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + decision("short", "no_further_vote"), REVOTE_FILES)
    assert told(folder) == [("congress.toml", "decision.not_needed")]


def test_a_decision_about_a_contest_without_ballots_is_refused(tmp_path: Path) -> None:
    later = SECRETARY.replace('ballots = { file = "ballots-bi-thu.csv", issued = 10, returned = 10 }', "")
    toml = HEAD + COMMITTEE + later + decision("short", "no_further_vote", "bi-thu")
    (fault,) = faults_of(write(tmp_path, toml))
    assert (fault.file, fault.name, fault.seen) == ("congress.toml", "decision.not_counted", "short")
    assert fault.place.key == "decision.bi-thu.about"
    assert "[[decision]]" in Translator("vi").text(fault.remedy)


def test_a_round_that_answers_nothing_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + REVOTE, {**REVOTE_FILES, "ballots-bch.csv": STRIKES})
    assert told(folder) == [("congress.toml", "contest.answers_nothing")]


def test_a_round_whose_vote_before_has_no_ballots_is_refused(tmp_path: Path) -> None:
    first = COMMITTEE.replace('ballots = { file = "ballots-bch.csv", issued = 10, returned = 10 }', "")
    folder = write(tmp_path, HEAD + first + REVOTE, REVOTE_FILES)
    assert told(folder) == [("congress.toml", "contest.parent_not_counted")]


CHU_PHAN = "https://nhandan.vn/yeu-cau-ky-luat-truong-ban-kiem-phieu-gian-lan-o-huyen-me-linh-post608190.html"


def test_one_hundred_and_forty_eight_of_one_hundred_and_thirty_four_ballots_stop_until_it_is_annulled(
    tmp_path: Path,
) -> None:
    """ADDITIONS 7.2: issued 134, returned 134 in public, 148 in the counting room."""
    toml = (HEAD + COMMITTEE).replace("= 11", "= 135").replace("present = 10", "present = 134")
    toml = toml.replace("issued = 10, returned = 10", "issued = 134, returned = 134")
    ballots = "ballot,struck\n" + "".join(f"{number},4\n" for number in range(1, 149))
    stopped = write(tmp_path / "stopped", toml, {"ballots-bch.csv": ballots})
    assert open_ids(stopped) == ["bch"], CHU_PHAN
    each = contests_of(stopped)["bch"]
    assert each["outcome"]["state"] == "void"
    assert each["account"]["counted"] == 148
    assert each["needed"] == 68
    assert [person["votes"] for person in each["candidates"]] == [None] * 4
    annulled = write(tmp_path / "annulled", toml + decision("over_issued", "annulled"), {"ballots-bch.csv": ballots})
    assert open_ids(annulled) == []
    assert contests_of(annulled)["bch"]["outcome"]["next"]["vote"] == "again"


# --- What keeps a folder from being counted ---


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


# --- What people must decide first ---

UNCLEAR: dict[str, str | bytes] = {
    "ballots-bch.csv": STRIKES.replace("0002,4", "0002,4?").replace("0007,3 4", "0007,?")
}


def test_unclear_marks_stop_the_count_with_every_ballot(tmp_path: Path) -> None:
    faults = faults_of(write(tmp_path, files=UNCLEAR), UndecidedError)
    assert [(fault.name, fault.file, fault.seen) for fault in faults] == [
        ("ballots.unclear", "ballots-bch.csv", "2"),
        ("ballots.unclear", "ballots-bch.csv", "7"),
    ]


@pytest.mark.parametrize(
    ("lang", "heading"), [("vi", "2 điều con người phải quyết định trước"), ("en", "2 points for people to decide")]
)
def test_what_people_must_decide_is_no_fault_of_the_data(
    lang: str, heading: str, tmp_path: Path, run_cli: RunCli
) -> None:
    found = run_cli("count", write(tmp_path, files=UNCLEAR), "--lang", lang)
    assert (found.exit_code, found.stdout) == (3, "")
    assert found.stderr.startswith(heading)


def test_rulings_in_a_file_of_their_own_let_the_count_go_on(tmp_path: Path) -> None:
    toml = HEAD + COMMITTEE.replace("returned = 10 }", 'returned = 10, rulings = "rulings-bch.csv" }')
    rulings = (
        "ballot,code,ruling,reason,in_favour,of\n"
        "0002,4,struck,Nét gạch phủ cả họ và tên,5,5\n"
        "0007,,signed,Có chữ ký ở góc phiếu,5,5\n"
    )
    each = contests_of(write(tmp_path, toml, {**UNCLEAR, "rulings-bch.csv": rulings}))["bch"]
    assert each["account"]["invalid_reasons"] == {"overvote": 1, "signed": 1}
    assert [person["votes"] for person in each["candidates"]] == [8, 7, 6, 0]


def test_the_same_ruling_in_the_ballot_file_gives_the_same_numbers(tmp_path: Path) -> None:
    rows = STRIKES.replace("ballot,struck", "ballot,struck,invalid").replace("\n", ",\n").replace("invalid,", "invalid")
    ruled = rows.replace("0007,3 4,", "0007,?,signed")
    each = contests_of(write(tmp_path, files={"ballots-bch.csv": ruled}))["bch"]
    assert each["account"]["invalid_reasons"] == {"overvote": 1, "signed": 1}


def test_the_open_choice_stops_every_contest_that_needs_it_and_the_choice_is_printed(tmp_path: Path) -> None:
    several = COMMITTEE.replace("seats = 3", "seats = 4").replace("strike_out", "agree_disagree")
    rows = "".join(f"{number},1-4,-\n" for number in range(1, 9))
    files: dict[str, str | bytes] = {"ballots-bch.csv": f"ballot,agree,disagree\n{rows}9,-,*\n10,*,1\n"}
    toml = HEAD + several + SECRETARY
    faults = faults_of(write(tmp_path / "open", toml, files), UndecidedError)
    assert [(fault.name, fault.seen) for fault in faults] == [("ballots.all_disagree", "9")]
    assert "all_disagree" in Translator("vi").text(faults[0].remedy)
    for choice, valid in (("valid", 10), ("invalid", 9)):
        chosen = toml.replace("[[contest]]", f'[choices]\nall_disagree = "{choice}"\n\n[[contest]]', 1)
        form = result_of(write(tmp_path / choice, chosen, files))
        assert form["choices"]["all_disagree"] == choice
        assert form["contests"][0]["account"]["valid"] == valid


def test_faults_come_before_what_people_must_decide(tmp_path: Path) -> None:
    files = {**UNCLEAR, "ballots-bi-thu.csv": "ballot,agree,disagree\n1,1,-\n"}
    assert told(write(tmp_path, files=files)) == [("ballots-bi-thu.csv", "account.not_all_entered")]
