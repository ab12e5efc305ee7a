"""Decks in text: Dominion, PrefLib and Pabulib; generated ones are counted as they were made, broken ones refused."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import InputError
from rules.session import FINE, UNUSABLE
from tally.interchange.deck import DeckCount, count_deck
from tally.interchange.decks import open_deck
from tests.conftest import RunCli

Marks = set[int]

DOMINION = """Bầu thử,5.2.16.1,,,,,,
,,,,,Chủ tịch (Vote For=1),Chủ tịch (Vote For=1),Ủy viên (Vote For=2),Ủy viên (Vote For=2),Ủy viên (Vote For=2)
,,,,,An,Write-in,Bình,Chi,Dung
CvrNumber,TabulatorNum,BatchId,ImprintedId,BallotType,DEM,,,,
1,1,1,1-1-1,A,1,0,1,1,0
2,1,1,1-1-2,A,0,1,1,0,0
3,1,1,1-1-3,A,1,1,1,1,1
4,1,1,1-1-4,B,,,0,0,0
"""

CAT = """# FILE NAME: 00001-00000001.cat
# TITLE: Bầu thử
# DATA TYPE: cat
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 20
# NUMBER UNIQUE PREFERENCES: 3
# NUMBER CATEGORIES: 2
# CATEGORY NAME 1: Approved
# CATEGORY NAME 2: Not Approved
# ALTERNATIVE NAME 1: An
# ALTERNATIVE NAME 2: Bình
# ALTERNATIVE NAME 3: Chi
13: {1,3},2
5: {},{1,2,3}
2: 2,{1,3}
"""

PB = """META
key;value
description;Bầu thử
num_projects;3
num_votes;4
vote_type;approval
max_length;2
PROJECTS
project_id;cost;name;votes
12;100;Cầu;2
7;50;"Trường; lớp";1
a;10;;1
VOTES
voter_id;age;vote
x;33;12,7
y;34;12
z;35;"12,7,a"
w;36;
"""


def counted(folder: Path, name: str, content: str) -> DeckCount:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return count_deck(open_deck(path, name))


def refused(folder: Path, name: str, content: str | bytes) -> list[tuple[str, int | None]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as raised:
        count_deck(open_deck(path, name))
    return [(fault.name, fault.place.row) for fault in raised.value.faults]


def test_a_deck_of_dominion(tmp_path: Path) -> None:
    found = counted(tmp_path, "d.csv", DOMINION)
    chair, members = found.contests
    assert (found.kind, found.records) == ("dominion", 4)
    assert (chair.contest.name, chair.contest.votes_allowed) == ("Chủ tịch", 1)
    assert [selection.write_in for selection in chair.contest.selections] == [False, True]
    assert (chair.tally.votes, chair.tally.counted, chair.overvotes, chair.undervotes) == ((1, 1), 3, 1, 0)
    assert (members.tally.votes, members.tally.counted) == ((2, 1, 0), 4)
    assert (members.overvoted, members.overvotes, members.blank, members.undervotes) == (1, 2, 1, 3)


def test_what_excel_and_exports_add_to_a_file_of_dominion_does_not_matter(tmp_path: Path) -> None:
    lines = DOMINION.splitlines()
    dressed = "\ufeff" + "\r\n".join([*(f"{line},," for line in lines), "", ""]).replace("\r\n1,", '\r\n="1",')
    assert counted(tmp_path, "d.csv", dressed).contests == counted(tmp_path, "e.csv", DOMINION).contests


contests = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=4)


@given(data=st.data(), blocks=contests)
def test_generated_decks_of_dominion_are_counted_as_they_were_made(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, blocks: list[tuple[int, int]]
) -> None:
    papers = [st.none() | st.sets(st.integers(0, names - 1)) for names, _ in blocks]
    records: list[tuple[Marks | None, ...]] = data.draw(st.lists(st.tuples(*papers), min_size=1, max_size=20))
    titles = [f"C{at} (Vote For={allowed})" for at, (names, allowed) in enumerate(blocks) for _ in range(names)]
    names = [f"N{at}" for size, _ in blocks for at in range(size)]
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerows([["x", "5"], ["", "", *titles], ["", "", *names], ["CvrNumber", "BatchId"]])
    for number, record in enumerate(records, start=1):
        cells = [
            "" if marks is None else str(int(at in marks))
            for marks, (size, _) in zip(record, blocks, strict=True)
            for at in range(size)
        ]
        rows.writerow([number, "b", *cells])
    found = counted(tmp_path_factory.mktemp("deck"), "d.csv", text.getvalue())
    for at, (size, allowed) in enumerate(blocks):
        on_paper = [record[at] for record in records if record[at] is not None]
        wanted: Counter[int] = Counter()
        for marks in on_paper:
            wanted.update(marks or () if len(marks or ()) <= allowed else ())
        each = found.contests[at]
        assert each.tally.votes == tuple(wanted[name] for name in range(size))
        assert each.tally.counted == len(on_paper)
        assert sum(each.tally.votes) + each.overvotes + each.undervotes == allowed * len(on_paper)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("CvrNumber", "Number", [("dominion.not_a_deck", 4)]),
        (" (Vote For=2)", "", [("dominion.no_vote_for", 2)]),
        ("(Vote For=1)", "(Vote For=0)", [("dominion.no_vote_for", 2)]),
        ("Bình,Chi,Dung", "Bình,,Dung", [("dominion.no_name", 3)]),
        ("Bình,Chi,Dung", "Bình,Chi", [("dominion.no_name", 3)]),
        ("Bình,Chi,Dung", "Bình,Chi,Chi", [("dominion.repeated_name", 3)]),
        ("Write-in", "Write-in,", [("dominion.no_name", 3)]),
        ("1-1-1,A,1,0", "1-1-1,A,1,", [("dominion.bad_cell", 5)]),
        ("1-1-1,A,1,0", "1-1-1,A,1,2", [("dominion.bad_cell", 5)]),
        ("1-1-1,A,1,0,1,1,0", "1-1-1,A,1,0,1,1", [("dominion.row_width", 5)]),
        ("1-1-1,A,1,0,1,1,0", "1-1-1,A,1,0,1,1,0,1", [("dominion.row_width", 5)]),
        ("4,1,1,1-1-4", "Redacted,1,1,1-1-4", [("dominion.no_record", 8)]),
        ("4,1,1,1-1-4", "2,1,1,1-1-4", [("dominion.repeated_record", 8)]),
        (DOMINION[DOMINION.index("1,1,1,1-1-1") :], "", [("dominion.no_records", 4)]),
        ("4,1,1,1-1-4", '4,1,1,"1-1-4', [("table.broken_quotes", 8)]),
        (
            "Ủy viên (Vote For=2),Ủy viên (Vote For=2),Ủy viên (Vote For=2)",
            "Ủy viên (Vote For=2),Chủ tịch (Vote For=1),Ủy viên (Vote For=2)",
            [("dominion.repeated_contest", 2), ("dominion.repeated_contest", 2)],
        ),
    ],
)
def test_a_broken_deck_of_dominion_is_refused_with_its_row(
    old: str, new: str, wanted: list[tuple[str, int | None]], tmp_path: Path
) -> None:
    assert old in DOMINION
    assert refused(tmp_path, "d.csv", DOMINION.replace(old, new)) == wanted


def test_a_ballot_file_of_one_contest_is_sent_to_a_congress_folder(tmp_path: Path, run_cli: RunCli) -> None:
    (tmp_path / "ballots.csv").write_text("ballot,struck\n1,2\n", encoding="utf-8")
    found = run_cli("count", tmp_path / "ballots.csv")
    assert found.exit_code == UNUSABLE
    assert "congress.toml" in found.output


def test_a_file_of_preflib(tmp_path: Path) -> None:
    found = counted(tmp_path, "d.cat", CAT)
    (each,) = found.contests
    assert (found.records, each.contest.name, each.contest.votes_allowed) == (20, "Bầu thử", 3)
    assert (each.tally.votes, each.blank, each.overvotes) == ((13, 2, 13), 5, 0)
    assert [selection.name for selection in each.contest.selections] == ["An", "Bình", "Chi"]


@given(lines=st.lists(st.tuples(st.integers(0, 10**15), st.sets(st.integers(1, 5))), max_size=10), two=st.booleans())
def test_generated_files_of_preflib_are_counted_as_they_were_made(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[int, Marks]], *, two: bool
) -> None:
    def group(numbers: Marks) -> str:
        listed = ",".join(map(str, sorted(numbers)))
        return listed if len(numbers) == 1 else f"{{{listed}}}"

    head = [f"# ALTERNATIVE NAME {number}: N{number}" for number in range(1, 6)]
    head += ["# NUMBER ALTERNATIVES: 5", f"# NUMBER VOTERS: {sum(times for times, _ in lines)}"]
    head += [f"# NUMBER CATEGORIES: {1 + two}"]
    body = [f"{times}: {group(names)}{',' + group({1, 2, 3, 4, 5} - names) if two else ''}" for times, names in lines]
    found = counted(tmp_path_factory.mktemp("deck"), "d.cat", "\n".join([*head, *body, ""]))
    votes = [sum(times for times, names in lines if number in names) for number in range(1, 6)]
    assert list(found.contests[0].tally.votes) == votes
    assert found.records == sum(times for times, _ in lines)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("CATEGORIES: 2", "CATEGORIES: 3", [("preflib.not_approval", None)]),
        ("# NUMBER CATEGORIES: 2\n", "", [("preflib.not_approval", None)]),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 4", [("preflib.alternatives", None)]),
        ("NAME 3", "NAME 4", [("preflib.alternatives", None)]),
        ("VOTERS: 20", "VOTERS: 21", [("preflib.voters", None)]),
        ("VOTERS: 20\n", "VOTERS: 20\n# NUMBER VOTERS: 21\n", [("preflib.repeated_key", 6)]),
        ("VOTERS: 20\n", "VOTERS: 21\n# number voters: 20\n", [("preflib.repeated_key", 6)]),
        ("CATEGORIES: 2\n", "CATEGORIES: 2\n# NUMBER CATEGORIES: 1\n", [("preflib.repeated_key", 8)]),
        ("NAME 3: Chi\n", "NAME 3: Chi\n# ALTERNATIVE NAME 3: Dung\n", [("preflib.repeated_key", 13)]),
        ("# TITLE: Bầu thử\n", "# TITLE: Bầu thử\n# TITLE: Bầu\n", [("preflib.repeated_key", 3)]),
        ("13: {1,3},2", "13: {1,3},4", [("preflib.bad_number", 13)]),
        ("13: {1,3},2", "13: {1,3},3", [("preflib.bad_number", 13)]),
        ("13: {1,3},2", "13: {1,3,2", [("preflib.bad_line", 13)]),
        ("13: {1,3},2", "13: {1,3},2,{}", [("preflib.bad_line", 13)]),
        ("13: {1,3},2", "{1,3},2", [("preflib.bad_line", 13)]),
        ("13: {1,3},2", "13: {1,,3},2", [("preflib.bad_line", 13)]),
        ("13: {1,3},2", "13: {1 3},2", [("preflib.bad_line", 13)]),
    ],
)
def test_a_broken_file_of_preflib_is_refused(
    old: str, new: str, wanted: list[tuple[str, int | None]], tmp_path: Path
) -> None:
    assert old in CAT
    assert refused(tmp_path, "d.cat", CAT.replace(old, new)) == wanted


def test_a_file_of_pabulib_and_nothing_of_its_voters(tmp_path: Path, run_cli: RunCli) -> None:
    found = counted(tmp_path, "d.pb", PB)
    (each,) = found.contests
    assert (found.records, each.contest.votes_allowed) == (4, 2)
    assert [selection.name for selection in each.contest.selections] == ["Cầu", "Trường; lớp", "a"]
    assert (each.tally.votes, each.overvoted, each.blank) == ((2, 1, 0), 1, 1)
    shown = run_cli("count", tmp_path / "d.pb", "--json")
    assert shown.exit_code == FINE
    assert json.loads(shown.stdout)["kind"] == "pabulib"
    assert "33" not in json.dumps(json.loads(shown.stdout)["contests"])


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("vote_type;approval", "vote_type;ordinal", [("pabulib.not_approval", None)]),
        ("num_projects;3", "num_projects;4", [("pabulib.projects", None)]),
        ("max_length;2", "max_length;hai", [("pabulib.max_length", None)]),
        ("max_length;2", "max_length;0", [("pabulib.max_length", None)]),
        ("num_votes;4", "num_votes;5", [("pabulib.voters", None)]),
        ("num_votes;4\n", "num_votes;4\nnum_votes;5\n", [("pabulib.repeated_key", 6)]),
        ("num_votes;4\n", "num_votes;5\nnum_votes;4\n", [("pabulib.repeated_key", 6)]),
        ("max_length;2\n", "max_length;2\nmax_length;3\n", [("pabulib.repeated_key", 8)]),
        ("voter_id;age;vote", "voter_id;vote;Vote", [("pabulib.column", 14)]),
        ("project_id;cost;name", "project_id;cost;project_id", [("pabulib.column", 9)]),
        ("project_id;cost", "project;cost", [("pabulib.column", 9), ("pabulib.column", 10)]),
        ("voter_id;age;vote", "voter_id;age;voted", [("pabulib.column", 14)]),
        ("7;50;", "12;50;", [("pabulib.project_id", 11), ("pabulib.projects", None)]),
        ("x;33;12,7", "x;33;12,8", [("pabulib.bad_vote", 15)]),
        ("x;33;12,7", "x;33;12,12", [("pabulib.bad_vote", 15)]),
        ("x;33;12,7", "x;33", [("pabulib.bad_vote", 15)]),
        ("META\n", "", [("pabulib.not_pabulib", 1)]),
    ],
)
def test_a_broken_file_of_pabulib_is_refused(
    old: str, new: str, wanted: list[tuple[str, int | None]], tmp_path: Path
) -> None:
    assert old in PB
    found = refused(tmp_path, "d.pb", PB.replace(old, new))
    assert found[: len(wanted)] == wanted


def test_what_is_said_twice_alike_or_is_not_used_is_no_fault(tmp_path: Path) -> None:
    twice = CAT.replace("# NUMBER VOTERS: 20\n", "# NUMBER VOTERS: 20\n# Number Voters:  20\n# NOTE: a\n# NOTE: b\n")
    assert counted(tmp_path, "d.cat", twice).contests == counted(tmp_path, "e.cat", CAT).contests
    twice = PB.replace("num_votes;4\n", "num_votes;4\nnum_votes;4\nnotes;a\nnotes;b\n")
    assert counted(tmp_path, "d.pb", twice).contests == counted(tmp_path, "e.pb", PB).contests


@pytest.mark.parametrize("name", ["d.csv", "d.cat", "d.pb"])
@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "file.empty"),
        (b"\n" * 50, "file.empty"),
        (b"\xff\xfe1\x00", "file.utf16"),
        (b"PK\x03\x04", "file.workbook"),
        (b"%PDF-1.7\n", "file.other_kind"),
        (b"a\0b\n", "file.nul"),
        (bytes(range(128, 256)) + bytes(range(32)), "file.binary"),
        (b"L\xea H\xf9ng;1\n", "file.undecodable"),
        (b"x" * 2_000_000, "file.line_too_long"),
        (b"x;y\r" * 500_000, "file.old_line_ends"),
        (b"\xef\xbb\xbfa;b\r1;2\r3;4", "file.old_line_ends"),
    ],
)
def test_what_is_no_text_is_told_by_one_fault(name: str, content: bytes, wanted: str, tmp_path: Path) -> None:
    assert [found for found, _ in refused(tmp_path, name, content)] == [wanted]


KINDS = {"d.csv": "dominion.not_a_deck", "d.cat": "preflib.not_preflib", "d.pb": "pabulib.not_pabulib"}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "content", [DOMINION, CAT, PB, "ballot,struck\n1,2\n", '{"a": 1}\n', "\n\nKính gửi\n", "<!DOCTYPE html>\n<html>\n"]
)
def test_a_file_of_another_kind_is_told_by_one_fault(name: str, content: str, tmp_path: Path) -> None:
    if content == {"d.csv": DOMINION, "d.cat": CAT, "d.pb": PB}[name]:
        counted(tmp_path, name, content)
        return
    assert [found for found, _ in refused(tmp_path, name, content)] == [KINDS[name]]


@pytest.mark.parametrize(("name", "content"), [("d.csv", DOMINION), ("d.cat", CAT), ("d.pb", PB)])
def test_line_ends_of_an_old_mac_are_called_so(name: str, content: str, tmp_path: Path) -> None:
    whole = counted(tmp_path, name, content)
    assert counted(tmp_path, name, content.replace("\n", "\r\n")).contests == whole.contests
    assert refused(tmp_path, name, content.replace("\n", "\r")) == [("file.old_line_ends", 1)]


def test_a_return_within_a_cell_is_one_and_among_other_lines_is_called_so(tmp_path: Path) -> None:
    within = DOMINION.replace("Bầu thử,", '"Bầu\rthử",')
    assert counted(tmp_path, "d.csv", within).records == 4
    assert refused(tmp_path, "d.csv", DOMINION.replace("1,1,0\n", "1,1,0\r")) == [("file.old_line_ends", 5)]
