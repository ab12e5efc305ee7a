"""What ``export`` writes: counted again it gives the same result, and NIST's schemas hold it."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rules.session import FINE, UNDECIDED, UNUSABLE
from tests.conftest import CHECKOUT, RunCli
from tests.tally import folders
from tests.tally.interchange.nist import cvr_schema, results_schema

SAMPLES = CHECKOUT / "samples"
COUNTED = sorted(path.parent.parent.name for path in SAMPLES.glob("*/expected/result.json"))
ENDINGS = {"csv": "csv", "parquet": "parquet", "nist-cvr": "json"}
EXPORT = Draft202012Validator(
    json.loads((CHECKOUT / "rules/schemas/kiemphieu-export-1.schema.json").read_text("utf-8"))
)

# Ballot 7 has an unclear mark that was ruled on, ballot 8 is ruled valid as it is, ballot 9 invalid, ballot 10 has a
# ruling on a clear mark.
DOUBTFUL = folders.STRIKES.replace("0007,3 4", "0007,3? 4")
RULINGS = """ballot,code,ruling,reason,in_favour,of
7,3,struck,nét gạch mờ nhưng trọn tên,4,5
8,,valid,vết bẩn không phải dấu riêng,5,5
9,,signed,có chữ ký,5,5
10,1,kept,vết mực,5,5
"""


def sample(name: str, folder: Path) -> Path:
    shutil.copytree(SAMPLES / name, folder, ignore=shutil.ignore_patterns("expected"))
    return folder


def ruled(folder: Path) -> Path:
    """A committee with doubtful ballots and rulings on them."""
    committee = folders.COMMITTEE.replace("returned = 10", 'returned = 10, rulings = "rulings.csv"')
    return folders.write(folder, folders.HEAD + committee, {"ballots-bch.csv": DOUBTFUL, "rulings.csv": RULINGS})


def result(folder: Path, run_cli: RunCli) -> Any:  # noqa: ANN401 - what JSON holds
    found = run_cli("count", folder, "--json")
    assert found.exit_code in {FINE, UNDECIDED}, found.output
    return json.loads(found.stdout)


def with_ballots(folder: Path, contest: str, file: str, **more: str) -> None:
    """Let a contest's ballots be in another file."""
    path = folder / "congress.toml"
    entries = path.read_text(encoding="utf-8").split("[[contest]]")
    for at, entry in enumerate(entries):
        said = tomllib.loads(f"[[contest]]{entry}") if at else {}
        if at and said["contest"][0]["id"] == contest:
            ballots = {
                key: value for key, value in said["contest"][0]["ballots"].items() if key not in {"cells", "rulings"}
            } | {"file": file, **more}
            written = ", ".join(f"{key} = {json.dumps(value)}" for key, value in ballots.items())
            lines = [line for line in entry.splitlines() if not line.startswith("ballots")]
            place = next(number for number, line in enumerate(lines) if line.startswith("form"))
            entries[at] = "\n".join([*lines[: place + 1], f"ballots = {{ {written} }}", *lines[place + 1 :], ""])
    path.write_text("[[contest]]".join(entries), encoding="utf-8")


@pytest.mark.parametrize("name", COUNTED)
def test_every_sample_exported_contest_by_contest_and_counted_again_is_the_same_byte_for_byte(
    name: str, tmp_path: Path, run_cli: RunCli
) -> None:
    folder = sample(name, tmp_path / name)
    before = result(folder, run_cli)
    for at, contest in enumerate(before["contests"]):
        form = list(ENDINGS)[at % len(ENDINGS)]
        file = f"exported-{at}.{ENDINGS[form]}"
        found = run_cli("export", folder, "--as", form, "-o", folder / file, "--contest", contest["id"])
        assert found.exit_code == FINE, found.output
        with_ballots(folder, contest["id"], file)
    assert result(folder, run_cli) == before


@pytest.mark.parametrize("form", ["csv", "nist-cvr"])
def test_doubtful_ballots_and_the_rulings_on_them_survive(form: str, tmp_path: Path, run_cli: RunCli) -> None:
    folder = ruled(tmp_path / "d")
    before = result(folder, run_cli)
    assert before["contests"][0]["account"]["invalid_reasons"] == {"signed": 1}
    found = run_cli("export", folder, "--as", form, "-o", folder / f"exported.{ENDINGS[form]}", "--json")
    assert found.exit_code == FINE
    written = json.loads(found.stdout)
    EXPORT.validate(written)
    if form == "csv":
        assert [Path(file).name for file in written["files"]] == ["exported.csv", "exported-rulings.csv"]
        assert "4,5" in (folder / "exported-rulings.csv").read_text(encoding="utf-8")
        with_ballots(folder, "bch", "exported.csv", rulings="exported-rulings.csv")
    else:
        with_ballots(folder, "bch", "exported.json")
    assert result(folder, run_cli) == before


def test_the_committees_words_survive_records_and_tables(tmp_path: Path, run_cli: RunCli) -> None:
    """Every ruling with reason and vote, the one that a ballot is valid too: table, records, table, records."""
    folder = ruled(tmp_path / "d")

    def export(form: str, file: str) -> None:
        found = run_cli("export", folder, "--as", form, "-o", folder / file)
        assert found.exit_code == FINE, found.output

    export("csv", "one.csv")
    said = (folder / "one-rulings.csv").read_text(encoding="utf-8")
    assert sorted(said.splitlines()[1:]) == sorted(RULINGS.splitlines()[1:])
    export("nist-cvr", "one.json")
    with_ballots(folder, "bch", "one.json")
    export("csv", "two.csv")
    assert (folder / "two-rulings.csv").read_text(encoding="utf-8") == said
    assert (folder / "two.csv").read_bytes() == (folder / "one.csv").read_bytes()
    export("nist-cvr", "two.json")
    assert (folder / "two.json").read_bytes() == (folder / "one.json").read_bytes()


def test_packed_parquet_says_which_ballot_it_cannot_hold(tmp_path: Path, run_cli: RunCli) -> None:
    folder = ruled(tmp_path / "d")
    found = run_cli("export", folder, "-o", folder / "exported.parquet", "--json")
    assert found.exit_code == UNUSABLE
    assert [fault["seen"] for fault in json.loads(found.stdout)["faults"]] == ["7"]
    assert not (folder / "exported.parquet").exists()


def test_the_rulings_beside_ballots_are_not_written_over_those_of_the_congress(tmp_path: Path, run_cli: RunCli) -> None:
    folder = ruled(tmp_path / "d")
    (folder / "rulings.csv").rename(folder / "out-rulings.csv")
    toml = folder / "congress.toml"
    toml.write_text(toml.read_text("utf-8").replace('"rulings.csv"', '"out-rulings.csv"'), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    found = run_cli("export", folder, "-o", folder / "out.csv", "--json")
    assert found.exit_code == UNUSABLE
    (fault,) = json.loads(found.stdout)["faults"]
    assert fault["name"] == "export.over_input"
    assert fault["file"].endswith("out-rulings.csv")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_box_without_numbers_that_parquet_cannot_hold_is_not_sent_to_csv_that_cannot_either(
    tmp_path: Path, run_cli: RunCli
) -> None:
    boxes = "ballot,agree,disagree\n" + "".join(f"{number},1,-\n" for number in range(1, 10)) + "10,1?,-\n"
    rulings = "ballot,code,ruling,reason,in_favour,of\n10,1,agree,vết mực,5,5\n"
    secretary = folders.SECRETARY.replace("returned = 10", 'returned = 10, rulings = "r.csv"')
    folder = folders.write(tmp_path / "d", folders.HEAD + secretary, {"ballots-bi-thu.csv": boxes, "r.csv": rulings})

    def remedy() -> str:
        found = run_cli("export", folder, "-o", tmp_path / "x.parquet", "--json")
        (fault,) = json.loads(found.stdout)["faults"]
        assert fault["name"] == "export.unclear"
        return str(fault["remedy"])

    assert remedy() == "dùng --as nist-cvr hoặc --as csv"
    records = folder / "records.json"
    assert run_cli("export", folder, "--as", "nist-cvr", "-o", records).exit_code == FINE
    content = json.loads(records.read_bytes())
    for record in content["CVR"]:
        del record["BallotAuditId"]
    records.write_text(json.dumps(content), encoding="utf-8")
    with_ballots(folder, "bi-thu", records.name)
    assert remedy() == "dùng --as nist-cvr"


@pytest.mark.parametrize("name", COUNTED)
def test_every_sample_as_records_and_results_of_nist_is_as_its_schemas_say(
    name: str, tmp_path: Path, run_cli: RunCli
) -> None:
    folder = sample(name, tmp_path / name)
    for form, schema in (("nist-cvr", cvr_schema()), ("nist-results", results_schema())):
        files = [tmp_path / f"{form}-{time}.json" for time in (1, 2)]
        for file in files:
            assert run_cli("export", folder, "--as", form, "-o", file).exit_code == FINE
        assert files[0].read_bytes() == files[1].read_bytes()
        schema.validate(json.loads(files[0].read_bytes()))


@pytest.mark.parametrize("name", COUNTED)
def test_results_of_nist_say_what_the_result_says(name: str, tmp_path: Path, run_cli: RunCli) -> None:
    folder = sample(name, tmp_path / name)
    ours = result(folder, run_cli)
    run_cli("export", folder, "--as", "nist-results", "-o", tmp_path / "r.json")
    report = json.loads((tmp_path / "r.json").read_bytes())
    (election,) = report["Election"]
    contests = {contest["@id"]: contest for contest in election["Contest"]}
    units = {unit["@id"]: unit for unit in report["GpUnit"]}
    people = {person["@id"]: person for person in election["Candidate"]}
    for each, ballots in zip(ours["contests"], election["BallotCounts"], strict=True):
        account, named = each["account"], each["id"]
        assert units[ballots["GpUnitId"]]["VotersRegistered"] == account["summoned"]
        assert units[ballots["GpUnitId"]]["VotersParticipated"] == account["present"]
        assert ballots["BallotsCast"] == account["returned"]
        assert ballots.get("BallotsRejected") == account["invalid"]
        assert ballots["Round"] == each["round"]
        winners = {at for at, person in people.items() if person.get("PostElectionStatus") == "winner"}
        assert {at for at in winners if at.startswith(f"{named}/")} == {
            f"{named}/{number}/person" for number in each["outcome"]["elected"]
        }
        if each["form"] == "strike_out":
            selections = contests[named]["ContestSelection"]
        else:
            selections = [
                contests[f"{named}/{person['number']}"]["ContestSelection"][0] for person in each["candidates"]
            ]
        votes = [selection.get("VoteCounts", [{"Count": None}])[0]["Count"] for selection in selections]
        assert votes == [person["votes"] for person in each["candidates"]]
        if each["form"] == "strike_out" and account["valid"] is not None:
            _check_lost(contests[named], each, sum(votes))


def _check_lost(contest: dict[str, Any], ours: dict[str, Any], votes: int) -> None:
    """Votes allowed × papers not cast away for another reason = votes + overvotes + undervotes."""
    (lost,) = contest["OtherCounts"]
    reasons = ours["account"]["invalid_reasons"]
    papers = ours["account"]["valid"] + reasons.get("overvote", 0) + reasons.get("votes_for_nobody", 0)
    assert contest["VotesAllowed"] * papers == votes + lost["Overvotes"] + lost["Undervotes"]
    following = ours["outcome"]["next"]
    runoff = following is not None and following["vote"] != "again"
    assert contest.get("NumberRunoff") == (len(following["list"]) if runoff else None)


def ids_of(value: object) -> Iterator[str]:
    """Every ``@id`` in a document."""
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == "@id")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from ids_of(inner)


@pytest.mark.parametrize(
    ("committee", "secretary"),
    [("congress", "kiemphieu"), ("kiemphieu", "congress"), ("election", "unit"), ("1", "device"), ("bch", "bch-1")],
)
def test_no_contest_has_the_id_of_the_election_its_unit_or_the_device(
    committee: str, secretary: str, tmp_path: Path, run_cli: RunCli
) -> None:
    folder = folders.write(tmp_path / "d")
    path = folder / "congress.toml"
    said = path.read_text("utf-8").replace('id = "bch"', f'id = "{committee}"')
    path.write_text(said.replace('id = "bi-thu"', f'id = "{secretary}"'), encoding="utf-8")
    before = result(folder, run_cli)
    for form in ("nist-cvr", "nist-results"):
        assert run_cli("export", folder, "--as", form, "-o", folder / f"{form}.json").exit_code == FINE
        found = list(ids_of(json.loads((folder / f"{form}.json").read_bytes())))
        assert sorted(set(found)) == sorted(found)
        assert len(found) > 10
    for contest in (committee, secretary):
        with_ballots(folder, contest, "nist-cvr.json")
    assert result(folder, run_cli) == before
    # So files written until now named them; they are read as ever.
    records = (folder / "nist-cvr.json").read_text("utf-8")
    for new, old in (("election", "congress"), ("unit", "congress/unit"), ("device", "kiemphieu")):
        assert f'"kiemphieu.{new}"' in records
        records = records.replace(f'"kiemphieu.{new}"', f'"{old}"')
    (folder / "nist-cvr.json").write_text(records, encoding="utf-8")
    assert result(folder, run_cli) == before


def test_the_time_of_a_file_is_the_opening_unless_another_is_given(tmp_path: Path, run_cli: RunCli) -> None:
    folder = folders.write(tmp_path / "d")
    for more, wanted in (
        ((), "2020-03-15T00:00:00+07:00"),
        (("--generated", "2020-03-15T17:30:00+0700"), "2020-03-15T17:30:00+07:00"),
    ):
        found = run_cli("export", folder, "--as", "nist-results", "-o", tmp_path / "r.json", *more)
        assert found.exit_code == FINE, found.output
        assert json.loads((tmp_path / "r.json").read_bytes())["GeneratedDate"] == wanted


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("-o", "x.json"), "export.no_form"),
        (("-o", "x"), "export.no_form"),
        (("-o", "x.csv"), "export.which_contest"),
        (("-o", "x.csv", "--contest", "khac"), "export.no_contest"),
        (("-o", "ballots-bch.csv", "--contest", "bch"), "export.over_input"),
        (("-o", "congress.toml", "--as", "nist-cvr"), "export.over_input"),
        (("-o", "khong-co/x.json", "--as", "nist-cvr"), "output.cannot_write"),
        (("-o", "x.json", "--as", "nist-results", "--contest", "bch"), "export.whole_result"),
        (("-o", "x.csv", "--contest", "bch", "--generated", "2020-03-15T17:30:00+0700"), "export.no_time"),
        (("-o", "x.parquet", "--contest", "bch", "--generated", "2020-03-15T17:30:00+0700"), "export.no_time"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(
    words: tuple[str, ...], name: str, tmp_path: Path, run_cli: RunCli
) -> None:
    folder = folders.write(tmp_path / "d")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    found = run_cli("export", folder, words[0], folder / words[1], *words[2:], "--json")
    assert found.exit_code == UNUSABLE
    assert [fault["name"] for fault in json.loads(found.stdout)["faults"]] == [name]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_faults_of_the_folder_are_told_as_by_every_command(tmp_path: Path, run_cli: RunCli) -> None:
    assert run_cli("export", tmp_path / "khong-co", "-o", tmp_path / "x.csv").exit_code == UNUSABLE
    folder = folders.write(tmp_path / "d", "format = [")
    assert run_cli("export", folder, "-o", tmp_path / "x.csv").exit_code == UNUSABLE


def test_papers_without_numbers_stay_without(tmp_path: Path, run_cli: RunCli) -> None:
    wide = "1,2,3,4\n1,1,1,0\n1,1,0,0\n" + "1,0,0,1\n" * 8
    committee = folders.COMMITTEE.replace('csv", issued', 'csv", cells = "kept", issued')
    folder = folders.write(tmp_path / "d", folders.HEAD + committee, {"ballots-bch.csv": wide})
    before = result(folder, run_cli)
    assert before["contests"][0]["ballot_numbers"] == "row_place"
    for form, more in (("csv", {"cells": "kept"}), ("parquet", {}), ("nist-cvr", {})):
        file = f"exported.{ENDINGS[form]}"
        assert run_cli("export", folder, "--as", form, "-o", folder / file).exit_code == FINE
        with_ballots(folder, "bch", file, **more)
        assert result(folder, run_cli) == before
