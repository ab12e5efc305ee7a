"""Every sample congress gives exactly what its folder says: files, JSON, exit codes, and the commands of its README."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, Golden, RunCli, RunProgram
from tests.samples_generator.folders import SAMPLES, generated_files
from tests.samples_generator.people import people_of

FOLDERS = sorted(path.parent.name for path in SAMPLES.glob("*/congress.toml"))
GENERATED = generated_files()
COMMANDS = {"check": "check.json", "count": "result.json"}
UNUSABLE = 2

# Whose roster says how many votes each person of a contest's list was given.
ROSTERS = {
    "huyen-2020": "huyen-2020",
    "chi-bo-11-dang-vien": "chi-bo",
    "tinh-2020": "tinh-2020",
    "bang-phieu": "xa-ea-mlang",
    "bang-phieu-bau-lai": "xa-ea-mlang",
    "bau-thieu": "benh-vien",
    "bau-thieu-khong-bau-tiep": "benh-vien",
    "so-lieu-excel": "cang-song-ngan",
    "bau-tiep": "benh-vien",
    "bi-thu-ba-lan-bau": "to-dan-pho",
    "dai-bieu-du-khuyet": "co-quan-so",
    "bau-truc-tiep": "xa-muong-khum",
    "hoi-nghi-lan-thu-nhat": "phuong-ban-cat",
    "hdnd-xa-2021": "hdnd-xa",
    "xin-y-kien": "xin-y-kien",
}


def exit_codes(sample: str) -> Mapping[str, int]:
    """What each command ends with on a sample."""
    with (SAMPLES / sample / "expected" / "exit_codes.toml").open("rb") as file:
        return tomllib.load(file)


def expected_file(sample: str, command: str) -> Path:
    """The JSON a command has to print: its own format, or the faults where the input cannot be used."""
    name = "faults.json" if exit_codes(sample)[command] == UNUSABLE else COMMANDS[command]
    return SAMPLES / sample / "expected" / name


def blocks(readme: Path, language: str) -> list[str]:
    """The fenced blocks of a README in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", GENERATED)
def test_the_committed_file_is_what_the_generator_writes(name: str) -> None:
    assert (SAMPLES / name).read_bytes() == GENERATED[name]


def test_the_generator_writes_every_table() -> None:
    tables = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.suffix in {".csv", ".xlsx"}}
    assert tables == set(GENERATED)


@pytest.mark.parametrize("sample", FOLDERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_what_the_sample_expects(sample: str, command: str, run_cli: RunCli, golden: Golden) -> None:
    result = run_cli(command, SAMPLES / sample, "--json")
    golden(str(expected_file(sample, command)), result.stdout)  # an absolute path: beside the sample it belongs to
    assert (result.exit_code, result.stderr) == (exit_codes(sample)[command], "")


@pytest.mark.parametrize("sample", FOLDERS)
def test_nothing_else_is_expected(sample: str) -> None:
    wanted = {expected_file(sample, command) for command in COMMANDS}
    folder = SAMPLES / sample / "expected"
    assert set(folder.iterdir()) == wanted | {folder / "exit_codes.toml"}


@pytest.mark.parametrize("sample", ROSTERS)
def test_everybody_has_the_votes_the_ballots_were_made_for(sample: str) -> None:
    """The expected result against the roster: two ways from the same numbers, neither through the other."""
    contest = json.loads(expected_file(sample, "count").read_text(encoding="utf-8"))["contests"][0]
    counted = [(candidate["name"], candidate["votes"]) for candidate in contest["candidates"]]
    assert counted == [(person.name, person.votes) for person in people_of(ROSTERS[sample])]


def test_another_process_in_another_folder_prints_the_same_bytes(run_program: RunProgram) -> None:
    result = run_program("count", SAMPLES / "huyen-2020", "--json")
    assert result.stdout == expected_file("huyen-2020", "count").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", FOLDERS)
def test_the_readme_runs_both_commands_and_says_how_they_end(
    sample: str, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CHECKOUT)
    readme = SAMPLES / sample / "README.md"
    (commands,) = blocks(readme, "sh")
    assert commands.splitlines() == [f"kiemphieu {command} samples/{sample}" for command in COMMANDS]
    ended = {line.split()[1]: run_cli(*line.split()[1:]).exit_code for line in commands.splitlines()}
    said = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    assert {command: int(code) for command, code in said} == ended


def test_the_list_of_samples_names_all_and_how_they_end() -> None:
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| \[([\w-]+)\]\(\1/README\.md\) \| .* \| (\d) \| (\d) \|$", text, re.MULTILINE)
    ends = {sample: tuple(exit_codes(sample)[command] for command in COMMANDS) for sample in FOLDERS}
    assert {sample: (int(check), int(count)) for sample, check, count in said} == ends


def test_the_list_of_samples_gives_commands_that_run(run_cli: RunCli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    (commands,) = blocks(SAMPLES / "README.md", "sh")
    assert [run_cli(*line.split()[1:]).exit_code for line in commands.splitlines()] == [0, 0]


def test_the_decision_the_readme_shows_settles_the_void_box(tmp_path: Path, run_cli: RunCli) -> None:
    folder = shutil.copytree(SAMPLES / "qua-so-phieu", tmp_path / "folder")
    (decision,) = blocks(folder / "README.md", "toml")
    with (folder / "congress.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{decision}")
    result = run_cli("count", folder, "--json")
    (contest,) = json.loads(result.stdout)["contests"]
    assert result.exit_code == 0
    assert contest["outcome"]["state"] == "void"
    assert contest["outcome"]["next"] == {"vote": "again", "seats": 15, "list": list(range(1, 18)), "needed": 68}
    assert {candidate["votes"] for candidate in contest["candidates"]} == {None}


def test_the_decision_the_readme_shows_is_the_one_in_the_folder() -> None:
    folder = SAMPLES / "bau-thieu-khong-bau-tiep"
    (decision,) = blocks(folder / "README.md", "toml")
    congress = tomllib.loads((folder / "congress.toml").read_text(encoding="utf-8"))
    assert congress["decision"] == tomllib.loads(decision)["decision"]


def test_the_samples_are_small_and_without_code() -> None:
    """They travel in the wheel."""
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".csv", ".json", ".md", ".toml", ".xlsx"}
    assert sum(path.stat().st_size for path in files) < 600_000
