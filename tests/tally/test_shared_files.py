"""One file with the ballots of several contests: each is found under its id, and the record of the count is whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rules.model import OF_SEVERAL
from rules.session import FINE, UNUSABLE
from rules.table_file import WORKBOOK_ENDINGS
from tests.conftest import RunCli
from tests.tally import folders
from tests.tally.interchange import build
from tests.workbooks import Grid, grid, xlsx

TOML = folders.HEAD + folders.COMMITTEE + folders.SECRETARY


def shared(folder: Path, file: str, content: bytes) -> Path:
    """The usual folder, both contests' ballots in one file."""
    toml = TOML.replace("ballots-bch.csv", file).replace("ballots-bi-thu.csv", file)
    return folders.write(folder, toml, {file: content})


def result(folder: Path, run_cli: RunCli) -> Any:  # noqa: ANN401 - what JSON holds
    found = run_cli("count", folder, "--json")
    assert found.exit_code == FINE, found.output
    return json.loads(found.stdout)


def names_of_faults(folder: Path, run_cli: RunCli) -> list[str]:
    found = run_cli("count", folder, "--json")
    assert found.exit_code == UNUSABLE, found.output
    return [fault["name"] for fault in json.loads(found.stdout)["faults"]]


def sheet(csv: str) -> Grid:
    return grid(*(line.split(",") for line in csv.splitlines()))


def test_cast_vote_records_of_both_contests_are_counted_sealed_verified_and_the_same(
    tmp_path: Path, run_cli: RunCli
) -> None:
    plain = folders.write(tmp_path / "plain", TOML)
    assert run_cli("export", plain, "--as", "nist-cvr", "-o", tmp_path / "cvr.json").exit_code == FINE
    folder = shared(tmp_path / "shared", "cvr.json", (tmp_path / "cvr.json").read_bytes())
    assert result(folder, run_cli) == result(plain, run_cli)
    assert run_cli("seal", folder, "-o", tmp_path / "record.zip").exit_code == FINE
    assert run_cli("verify", tmp_path / "record.zip").exit_code == FINE
    assert run_cli("diff", plain, tmp_path / "record.zip").exit_code == FINE


def test_a_workbook_has_a_sheet_a_contest(tmp_path: Path, run_cli: RunCli) -> None:
    content = xlsx({"bi-thu": sheet(folders.AGREED), "BCH": sheet(folders.STRIKES)})
    folder = shared(tmp_path / "shared", "phieu.xlsx", content)
    assert result(folder, run_cli) == result(folders.write(tmp_path / "plain", TOML), run_cli)
    assert run_cli("seal", folder, "-o", tmp_path / "record.zip").exit_code == FINE
    assert run_cli("verify", tmp_path / "record.zip").exit_code == FINE


def test_a_shared_workbook_must_name_its_sheets_after_the_contests(tmp_path: Path, run_cli: RunCli) -> None:
    content = xlsx({"Phiếu": sheet(folders.STRIKES)})
    assert (
        names_of_faults(shared(tmp_path / "d", "phieu.xlsx", content), run_cli)
        == ["workbook.several_ballot_sheets"] * 2
    )


def test_of_a_shared_file_with_one_contest_the_other_is_not_read_as_its_own(tmp_path: Path, run_cli: RunCli) -> None:
    people = [line.split(",")[1] for line in folders.SLATE.splitlines()[1:]]
    selections = [build.candidate(at) for at in range(1, 5)]
    content = build.report([], Election=[build.election(build.contest("khac", selections=selections), names=people)])
    folder = shared(tmp_path / "d", "cvr.json", json.dumps(content).encode())
    assert names_of_faults(folder, run_cli) == ["cvr.no_contest", "cvr.no_contest"]


def test_a_csv_file_holds_one_contest(tmp_path: Path, run_cli: RunCli) -> None:
    folder = shared(tmp_path / "d", "phieu.csv", folders.STRIKES.encode())
    assert "contest.ballots_shared" in names_of_faults(folder, run_cli)


def test_every_workbook_may_hold_several_contests() -> None:
    assert set(OF_SEVERAL) == {".json", *WORKBOOK_ENDINGS}
