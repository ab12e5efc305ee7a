"""Congress folders: what design §4 allows is read, every fault of every file is named at once, nothing else escapes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import AgeOn, AllDisagree, Choices, QuotaOf, SurplusRounding
from rules.congress_file import read_congress
from rules.model import (
    About,
    Attendance,
    BallotSource,
    Cells,
    Decision,
    Form,
    Kind,
    Level,
    Office,
    Vote,
)
from rules.percent import PercentRounding
from tests.rules.folders import BALLOTS, CONGRESS, CONTEST, LATER, check_faults, congress, names, reading

# What is read.

WHOLE = (
    CONGRESS.replace("opens =", 'rules = "party-2020"\nelects = true\nopens =')
    + """\
excluded = { exempt = 1 }

[heading]
upper_body = "Đảng bộ xã Thượng"
place = "Thôn Hạ"
term = "2020 - 2022"
ordinal = 12

[people]
presidium = ["Lê  Văn An", "Trần Thị Bình"]
counting_committee = ["Phạm Văn Ký"]

[previous_term]
members = 3
women = 1
youth = 0
minorities = 0

[choices]
surplus_rounding = "down"
percent_rounding = "truncate"
quota_of = "seats"
age_on = "reference_month"
women_retire_at_60 = true
all_disagree = "invalid"

[[local]]
parameter = "composition.women"
at_least = "20%"
of = "members"
force = "target"
source = "Kế hoạch 12-KH/ĐU ngày 3/1/2020"

[[decision]]
contest = "chi-uy"
about = "short"
decision = "no_further_vote"
by = "đại hội, theo đề nghị của đoàn chủ tịch"
text = "Không bầu tiếp số còn thiếu."

[[contest]]
id = "chi-uy"
office = "executive_committee"
seats = 3
size = 5
slate = "slate.csv"
form = "strike_out"
ballots.file = "ballots.csv"
ballots.issued = 10
ballots.returned = 9
ballots.cells = "kept"
ballots.spoilt = 1
ballots.not_returned = 1
ballots.rulings = "slate-2.csv"

[[contest]]
id = "dai-bieu"
office = "delegates"
kind = "committee"
seats = 2
alternates = 1
slate = "slate.csv"
form = "strike_out"
[contest.attendance]
summoned = 7
present = 6
"""
)


def test_every_key_of_the_design_is_read(tmp_path: Path) -> None:
    read = congress(tmp_path, WHOLE)
    assert (read.name, read.body) == ("Đại hội Chi bộ Thôn Hạ", "Chi bộ Thôn Hạ")
    assert (read.level, read.kind, read.opens) == (Level.BRANCH, Kind.MEMBERS, date(2020, 3, 14))
    assert (read.rules, read.elects) == ("party-2020", True)
    assert read.heading == {
        "upper_body": "Đảng bộ xã Thượng",
        "place": "Thôn Hạ",
        "term": "2020 - 2022",
        "ordinal": 12,
    }
    assert read.people == {"presidium": ("Lê Văn An", "Trần Thị Bình"), "counting_committee": ("Phạm Văn Ký",)}
    assert read.previous_term == {"members": 3, "women": 1, "youth": 0, "minorities": 0}
    assert read.choices == Choices(
        surplus_rounding=SurplusRounding.DOWN,
        percent_rounding=PercentRounding.TRUNCATE,
        quota_of=QuotaOf.SEATS,
        age_on=AgeOn.REFERENCE_MONTH,
        women_retire_at_60=True,
        all_disagree=AllDisagree.INVALID,
    )
    (local,) = read.local
    assert (local.parameter, local.source) == ("composition.women", "Kế hoạch 12-KH/ĐU ngày 3/1/2020")
    assert local.values == {"at_least": "20%", "of": "members", "force": "target"}
    assert read.decisions == (
        Decision(
            contest="chi-uy",
            about=About.SHORT,
            decision="no_further_vote",
            by="đại hội, theo đề nghị của đoàn chủ tịch",
            text="Không bầu tiếp số còn thiếu.",
        ),
    )
    first, second = read.contests
    assert (first.id, first.office, first.kind, first.form) == (
        "chi-uy",
        Office.EXECUTIVE_COMMITTEE,
        Kind.MEMBERS,
        Form.STRIKE_OUT,
    )
    assert (first.seats, first.size, first.alternates) == (3, 5, 0)
    assert (first.after, first.vote, first.round) == (None, Vote.FIRST, 1)
    assert [person.name for person in first.slate.candidates][:2] == ["Lê Văn An", "Trần Thị Bình"]
    assert first.slate.file == "slate.csv"
    assert first.attendance == Attendance(summoned=11, present=10, excluded={"exempt": 1})
    assert first.ballots == BallotSource(
        file="ballots.csv",
        issued=10,
        returned=9,
        cells=Cells.KEPT,
        spoilt=1,
        not_returned=1,
        rulings="slate-2.csv",
    )
    assert (second.kind, second.alternates, second.ballots) == (Kind.COMMITTEE, 1, None)
    assert second.attendance == Attendance(summoned=7, present=6)


def test_what_is_optional_may_be_left_out(tmp_path: Path) -> None:
    read = congress(tmp_path, CONGRESS.split("[attendance]", maxsplit=1)[0] + CONTEST)
    assert (read.rules, read.elects, read.choices) == (None, True, Choices())
    assert (read.heading, read.people, read.previous_term, read.local, read.decisions) == ({}, {}, {}, (), ())
    assert (read.contests[0].attendance, read.contests[0].ballots) == (None, None)


def test_the_size_set_for_the_last_term_may_be_above_its_members(tmp_path: Path) -> None:
    before = "[previous_term]\nmembers = 49\nsize = 51\nwomen = 8\n"
    assert congress(tmp_path, CONGRESS + CONTEST + before).previous_term == {"members": 49, "size": 51, "women": 8}


def test_a_congress_that_elects_nobody_needs_no_contest(tmp_path: Path) -> None:
    read = congress(tmp_path, CONGRESS.replace("opens =", "elects = false\nopens ="))
    assert (read.elects, read.contests) == (False, ())


def test_the_ordinal_may_be_written_out(tmp_path: Path) -> None:
    read = congress(tmp_path, CONGRESS + CONTEST + '[heading]\nordinal = "thứ XII"\n')
    assert read.heading == {"ordinal": "thứ XII"}


def test_files_of_windows_are_read(tmp_path: Path) -> None:
    toml = "\ufeff" + (CONGRESS + CONTEST).replace("\n", "\r\n")
    assert congress(tmp_path, toml).body == "Chi bộ Thôn Hạ"


# What one fault leaves standing.


def test_a_faulty_contest_leaves_the_others(tmp_path: Path) -> None:
    other = CONTEST.replace("chi-uy", "bi-thu").replace("slate.csv", "slate-9.csv").replace("seats = 3", "seats = -3")
    read = reading(tmp_path, CONGRESS + other + CONTEST + BALLOTS)
    assert names(read) == [("toml.out_of_range", 17), ("path.missing", 18)]
    assert [one.id for one in read.contests] == ["chi-uy"]
    assert read.congress is not None
    assert read.congress.contests == read.contests


def test_a_fault_of_the_congress_leaves_the_contests(tmp_path: Path) -> None:
    read = reading(tmp_path, CONGRESS.replace("level", "levl").replace("present = 10", "present = 12") + CONTEST)
    assert names(read) == [
        ("toml.key_missing", 3),
        ("toml.unknown_key", 6),
        ("attendance.present_over_summoned", 12),
    ]
    assert read.congress is None
    assert [one.attendance for one in read.contests] == [Attendance(summoned=11, present=12)]


def test_the_faults_of_every_file_come_together(tmp_path: Path) -> None:
    toml = CONGRESS.replace("body", "bodi") + CONTEST + LATER + "seets = 1\n"
    read = reading(tmp_path, toml, slate="STT,Họ và tên\n1,Lê Văn An\n1,\n", slate_2="STT;Tên gọi\n1;Lê Văn An\n")
    assert [(fault.file, fault.name) for fault in read.faults] == [
        ("congress.toml", "toml.key_missing"),
        ("congress.toml", "toml.unknown_key"),
        ("congress.toml", "toml.unknown_key"),
        ("slate.csv", "slate.name_missing"),
        ("slate.csv", "slate.number_twice"),
        ("slate-2.csv", "slate.name_column_missing"),
    ]


def test_a_slate_that_two_contests_share_is_faulted_once(tmp_path: Path) -> None:
    toml = CONGRESS + CONTEST + CONTEST.replace("chi-uy", "bi-thu")
    read = reading(tmp_path, toml, slate="STT,Họ và tên\n1,\n")
    assert [fault.name for fault in read.faults] == ["slate.name_missing"]
    assert read.contests == ()


# What is refused, beside the folders in tests/bad_files.


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path / ("a" * 5000), tmp_path / "a\0b"):
        (fault,) = read_congress(path).faults
        assert fault.name == "congress.folder_missing"
    (tmp_path / "congress.toml").mkdir()
    assert [fault.name for fault in read_congress(tmp_path).faults] == ["file.not_a_file"]


@pytest.mark.parametrize(
    ("content", "name", "row"),
    [
        (CONGRESS.encode("utf-16"), "file.utf16", 1),
        (CONGRESS.encode("utf-8").replace("Hạ".encode(), b"H\xea"), "file.undecodable", 4),
        (CONGRESS.encode() + b"\0", "file.nul", 13),
        (b"PK\x03\x04", "file.workbook", 1),
        (CONGRESS.encode() + b"x = " + b"[" * 3000, "toml.syntax", 13),
        (CONGRESS.replace("11", "0x" + "F" * 5000).encode(), "toml.out_of_range", 11),
        (CONGRESS.replace("11", "9" * 5000).encode(), "toml.syntax", 12),
    ],
)
def test_bytes_that_are_no_congress_are_refused(tmp_path: Path, content: bytes, name: str, row: int) -> None:
    read = reading(tmp_path, content)
    check_faults(read)
    assert (name, row) in names(read)


# Nothing else ever comes out.

_LINES = tuple(line for line in (WHOLE + LATER).split("\n") if line)
_VALUES = ("-1", "0", '""', '"x"', "true", "[]", "[1]", "{}", "1.5", "2020-01-01", '"bch"', '"../x"', "99999999999")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A valid congress.toml with lines left out, doubled, moved, or given another value."""
    lines = list(_LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("drop", "double", "swap", "value", "key", "cut"))):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[at - 1] = lines[at - 1], lines[at]
            case "value":
                lines[at] = lines[at].split("=")[0] + "= " + draw(st.sampled_from(_VALUES))
            case "key":
                lines[at] = (
                    draw(st.text("abcdeilorst_", min_size=1, max_size=8)) + " = " + draw(st.sampled_from(_VALUES))
                )
            case _:
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
    return "\n".join(lines)


@given(damaged())
def test_a_damaged_congress_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, toml: str) -> None:
    read = reading(tmp_path_factory.mktemp("congress"), toml)
    if read.faults:
        check_faults(read)
    else:
        assert read.congress is not None


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_are_refused(
    tmp_path_factory: pytest.TempPathFactory,
    content: bytes,
    after_a_congress: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    start = (CONGRESS + CONTEST).encode() if after_a_congress else b""
    read = reading(tmp_path_factory.mktemp("congress"), start + content)
    if read.faults:
        check_faults(read)
    else:
        assert after_a_congress
