"""Cast vote records of NIST as decks: gen-01 gives its official result, and what cannot be counted is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rules.errors import InputError, UndecidedError
from rules.session import FINE, UNDECIDED, UNUSABLE
from tally.interchange.cvr_deck import read_cvr_deck
from tally.interchange.deck import ContestCount, DeckCount, count_deck
from tests.conftest import CHECKOUT, RunCli
from tests.tally.interchange.build import candidate, contest, election, mark, record, report, said, snapshot, write
from tests.tally.interchange.nist import WHOLE_COUNTY, cvr_schema, deck, official

POSITION = "CVRContestSelection[0].SelectionPosition[0]"


def counted(path: Path) -> DeckCount:
    return count_deck(read_cvr_deck(path, "deck.json"))


def only(path: Path) -> ContestCount:
    (each,) = counted(path).contests
    return each


def refused(path: Path) -> list[tuple[str, str | None]]:
    with pytest.raises(InputError) as raised:
        counted(path)
    return [(fault.name, fault.place.key) for fault in raised.value.faults]


@pytest.fixture
def gen_01(tmp_path: Path) -> Path:
    """The deck of NIST."""
    path = tmp_path / "cvr-gen-01.json"
    path.write_bytes(deck())
    return path


def test_gen_01_gives_its_official_result_in_every_contest_over_and_undervotes_included(gen_01: Path) -> None:
    found = counted(gen_01)
    wanted = official()
    assert found.records == 40
    assert [each.contest.id for each in found.contests] == list(wanted)
    for each in found.contests:
        result = wanted[each.contest.id]
        (others,) = [counts for counts in result["OtherCounts"] if counts["GpUnitId"] == WHOLE_COUNTY]
        assert (each.overvotes, each.undervotes) == (others["Overvotes"], others["Undervotes"])
        votes = {
            selection["@id"]: [each["Count"] for each in selection["VoteCounts"] if each["GpUnitId"] == WHOLE_COUNTY]
            for selection in result["ContestSelection"]
        }
        ours = zip(each.contest.selections, each.tally.votes, strict=True)
        assert {selection.id: [count] for selection, count in ours} == votes


def test_gen_01_by_the_command(gen_01: Path, run_cli: RunCli) -> None:
    found = run_cli("count", gen_01, "--json")
    assert found.exit_code == FINE
    content = json.loads(found.stdout)
    schema = json.loads((CHECKOUT / "rules/schemas/kiemphieu-tally-1.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(content)
    (assessor,) = [each for each in content["contests"] if each["id"] == "cc-county-assessor"]
    assert assessor["votes_allowed"] == 2
    assert [selection["votes"] for selection in assessor["selections"]] == [12, 12, 8, 8, 8, 8, 16, 8]
    for lang, word in (("vi", "không xác định ai trúng cử"), ("en", "nobody's election")):
        shown = run_cli("count", gen_01, "--lang", lang)
        assert shown.exit_code == FINE
        assert word in " ".join(shown.stdout.split())


marks = st.lists(st.sets(st.integers(1, 3)), max_size=30)


@given(pile=marks, allowed=st.integers(1, 3))
def test_votes_overvotes_and_undervotes_add_up_to_what_could_be_cast(
    tmp_path_factory: pytest.TempPathFactory, pile: list[set[int]], allowed: int
) -> None:
    records = [record(snapshot(said(*(mark(at) for at in sorted(names))))) for names in pile]
    content = report(records, Election=[election(contest(allowed=allowed))])
    cvr_schema().validate(content)
    each = only(write(tmp_path_factory.mktemp("deck") / "deck.json", content))
    wanted: Counter[int] = Counter()
    for names in pile:
        wanted.update(names if len(names) <= allowed else ())
    assert each.tally.votes == tuple(wanted[at] for at in (1, 2, 3))
    assert each.overvoted == sum(len(names) > allowed for names in pile)
    assert each.blank == sum(not names for names in pile)
    assert sum(each.tally.votes) + each.overvotes + each.undervotes == allowed * len(pile)


def test_on_an_overvoted_paper_what_the_device_allocated_is_not_asked(tmp_path: Path) -> None:
    lost = [mark(at, IsAllocable="no") for at in (1, 2, 3)]
    each = only(write(tmp_path / "d.json", report([record(snapshot(said(*lost)))])))
    assert (each.overvoted, each.overvotes, each.undervotes) == (1, 2, 0)


def test_elsewhere_what_is_not_allocable_is_no_vote(tmp_path: Path) -> None:
    each = only(write(tmp_path / "d.json", report([record(snapshot(said(mark(1), mark(2, IsAllocable="no"))))])))
    assert (each.tally.votes, each.undervotes) == ((1, 0, 0), 1)


def test_what_people_concluded_is_counted_and_a_device_s_own_reading_is_not(tmp_path: Path) -> None:
    paper = snapshot(said(mark(1), mark(2)))
    device = snapshot(said(mark(3)), kind="interpreted")
    people = snapshot(said(mark(1)), kind="modified")
    assert only(write(tmp_path / "d.json", report([record(paper, device)]))).tally.votes == (1, 1, 0)
    assert only(write(tmp_path / "d.json", report([record(paper, device, people)]))).tally.votes == (1, 0, 0)


def test_where_the_original_is_the_current_snapshot_nothing_else_is_in_force(tmp_path: Path) -> None:
    """Conclusions may be withdrawn: the file says which snapshot holds."""
    paper = snapshot(said(mark(1), mark(2)))
    device = snapshot(said(mark(3)), kind="interpreted")
    people = snapshot(said(mark(1)), kind="modified")
    withdrawn = record(paper, device, people, current="original")
    assert only(write(tmp_path / "d.json", report([withdrawn]))).tally.votes == (1, 1, 0)
    again = record(paper, people, device, current="interpreted")
    assert only(write(tmp_path / "d.json", report([again]))).tally.votes == (1, 0, 0)


def test_of_several_conclusions_the_current_one_holds(tmp_path: Path) -> None:
    paper = snapshot(said(mark(1), mark(2)))
    first = snapshot(said(mark(1)), kind="modified") | {"@id": "first"}
    second = snapshot(said(mark(2)), kind="modified") | {"@id": "second"}
    for current, votes in (("first", (1, 0, 0)), ("second", (0, 1, 0))):
        content = report([record(paper, first, second, current=current)])
        assert only(write(tmp_path / "d.json", content)).tally.votes == votes


def test_a_contest_that_is_not_on_a_paper_is_not_counted_as_blank(tmp_path: Path) -> None:
    both = election(contest("a"), contest("b"))
    records = [record(snapshot(said(mark(1), named="a"))), record(snapshot(said(named="a"), said(mark(2), named="b")))]
    found = {
        each.contest.id: each for each in counted(write(tmp_path / "d.json", report(records, Election=[both]))).contests
    }
    assert (found["a"].tally.counted, found["a"].blank) == (2, 1)
    assert (found["b"].tally.counted, found["b"].blank) == (1, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"BallotAuditId": "7"}, {"BallotAuditId": "8"}),
        ({"BallotAuditId": "7", "BatchId": "b1"}, {"BallotAuditId": "7", "BatchId": "b2"}),
        ({"BallotAuditId": "7", "CreatingDeviceId": "d"}, {"BallotAuditId": "7", "CreatingDeviceId": "e"}),
        ({"BallotAuditId": "7"}, {"BallotAuditId": "7", "BatchId": "b2"}),
        ({"BallotAuditId": ""}, {"BallotAuditId": ""}),
        ({}, {}),
        ({"BallotSheetId": "1", "BallotPrePrintedId": "x", "UniqueId": "1"},) * 2,
    ],
)
def test_papers_of_other_numbers_batches_or_devices_are_other_papers(
    first: dict[str, str], second: dict[str, str], tmp_path: Path
) -> None:
    records = [record(snapshot(said(mark(1))), **first), record(snapshot(said(mark(1))), **second)]
    assert only(write(tmp_path / "d.json", report(records))).tally.votes == (2, 0, 0)


def test_sheets_of_one_number_are_one_paper_and_each_contest_is_on_one_of_them(tmp_path: Path) -> None:
    three = election(contest("a"), contest("b"), contest("c"))
    around = {"BallotAuditId": "A-7", "BatchId": "b", "CreatingDeviceId": "d"}
    sheets = [
        record(snapshot(said(mark(1), named="a"), said(mark(2), named="b")), BallotSheetId="1", **around),
        record(snapshot(said(mark(3), named="c")), BallotSheetId="2", **around),
    ]
    found = counted(write(tmp_path / "d.json", report(sheets, Election=[three])))
    assert [each.tally.votes for each in found.contests] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


@pytest.mark.parametrize("around", [{}, {"BatchId": "b", "CreatingDeviceId": "d"}])
def test_a_contest_that_stands_twice_under_one_number_would_be_counted_twice(
    around: dict[str, str], tmp_path: Path
) -> None:
    both = election(contest("a"), contest("b"))
    records = [
        record(snapshot(said(mark(1), named="a")), BallotAuditId="7", **around),
        record(snapshot(said(named="b")), BallotAuditId="8", **around),
        record(snapshot(said(mark(1), named="a")), BallotAuditId="8", **around),
        # The same again, blank, and on another sheet than the contest that is read anew.
        record(snapshot(said(named="a"), said(named="b")), BallotAuditId="7", **around),
        record(snapshot(said(mark(1), named="b")), BallotAuditId="7", BallotSheetId="2", **around),
    ]
    path = write(tmp_path / "d.json", report(records, Election=[both]))
    cvr_schema().validate(json.loads(path.read_bytes()))
    assert refused(path) == [("cvr.repeated_paper", f"CVR[{at}].BallotAuditId") for at in (3, 4)]


def test_an_unclear_mark_stops_the_count_until_people_conclude(tmp_path: Path, run_cli: RunCli) -> None:
    path = write(tmp_path / "d.json", report([record(snapshot(said(mark(1, "unknown"))))]))
    with pytest.raises(UndecidedError) as raised:
        counted(path)
    assert [fault.name for fault in raised.value.faults] == ["deck.unclear"]
    assert run_cli("count", path).exit_code == UNDECIDED


def _without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != name}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ([], [("json.malformed", None)]),
        ({}, [("cvr.not_a_report", "@type")]),
        (report() | {"@type": "ElectionResults.ElectionReport"}, [("cvr.not_a_report", "@type")]),
        (_without(report(), "GpUnit"), [("cvr.schema", None)]),
        (report(Version="1.1"), [("cvr.schema", "Version")]),
        (report(Unknown=1), [("cvr.schema", "Unknown")]),
        (report([{"@type": "CVR.CVR"}]), [("cvr.schema", "CVR[0]")] * 3),
        (report() | {"CVR": [7]}, [("cvr.schema", "CVR[0]")]),
        (
            report(Election=[election(contest(VoteVariation="rcv"))]),
            [("cvr.vote_variation", "Election[0].Contest[0].VoteVariation")],
        ),
        (
            report(Election=[election(contest(allowed=0))]),
            [("cvr.votes_allowed", "Election[0].Contest[0].VotesAllowed")],
        ),
        (
            report(Election=[election(contest(allowed=int("9" * 4300)))]),
            [("cvr.votes_allowed", "Election[0].Contest[0].VotesAllowed")],
        ),
        (report(Election=[election(contest(), contest())]), [("cvr.repeated_id", "Election[0].Contest[1].@id")]),
        (
            report(Election=[election(contest(selections=[candidate(1), candidate(1)]))]),
            [("cvr.repeated_id", "Election[0].Contest[0].ContestSelection")],
        ),
        (
            report(Election=[election(contest(selections=[candidate(9)]))]),
            [("cvr.unknown_id", "Election[0].Contest[0].ContestSelection[0].CandidateIds")],
        ),
        (report([record(snapshot(said(named="x")))]), [("cvr.unknown_id", "CVR[0].original.CVRContest[0].ContestId")]),
        (
            report([record(snapshot(said(), said()))]),
            [("cvr.repeated_id", "CVR[0].original.CVRContest[1].ContestId")],
        ),
        (
            report([record(snapshot(said(mark("x"))))]),
            [("cvr.unknown_id", "CVR[0].original.CVRContest[0].CVRContestSelection[0].ContestSelectionId")],
        ),
        (
            report([record(snapshot(said(mark(1, NumberVotes=3))))]),
            [("cvr.not_one_vote", f"CVR[0].original.CVRContest[0].{POSITION}")],
        ),
        (
            report([record(snapshot(said(mark(1, Rank=1))))]),
            [("cvr.not_one_vote", f"CVR[0].original.CVRContest[0].{POSITION}")],
        ),
        (report([record(snapshot(kind="modified"))]), [("cvr.no_original", "CVR[0].CVRSnapshot")]),
        (_without(report(), "CVR"), [("cvr.no_records", "CVR")]),
        (
            report([record(snapshot(), snapshot())]),
            [("cvr.repeated_id", "CVR[0].CVRSnapshot"), ("cvr.several_originals", "CVR[0].CVRSnapshot")],
        ),
        (report([record(snapshot(), current="x")]), [("cvr.unknown_id", "CVR[0].CurrentSnapshotId")]),
        (
            report([record(snapshot(said(mark(1, "maybe"))))]),
            [
                (
                    "cvr.schema",
                    f"CVR[0].CVRSnapshot[0].CVRContest[0].{POSITION}.HasIndication",
                )
            ],
        ),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_path(
    content: object, wanted: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    found = refused(write(tmp_path / "d.json", content))
    assert [(name, key or None) for name, key in found] == wanted


def test_other_files_are_refused_by_the_command_without_a_traceback(tmp_path: Path, run_cli: RunCli) -> None:
    for name, content in (
        ("a.txt", b"x"),
        ("b.json", b"\xff\xfe{}"),
        ("c.json", b""),
        ("d.json", b"{"),
        ("e.json", b"\0" * 50),
    ):
        (tmp_path / name).write_bytes(content)
        found = run_cli("count", tmp_path / name, "--json")
        assert found.exit_code == UNUSABLE
        assert json.loads(found.stdout)["format"] == "kiemphieu-faults/1"
