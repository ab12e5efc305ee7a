"""Why somebody stands as they do, asked of the command: for people, for programs, and what cannot be answered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import rules as rules_package
from tests.conftest import CHECKOUT, RunCli

SAMPLES = CHECKOUT / "samples"


SCHEMA = json.loads(
    (Path(rules_package.__file__).parent / "schemas" / "kiemphieu-why-1.schema.json").read_text(encoding="utf-8")
)


VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def asked(run_cli: RunCli, sample: str, *options: str) -> dict[str, Any]:
    """What the program answers a program, held to its schema."""
    result = run_cli("count", SAMPLES / sample, *options, "--json")
    form: dict[str, Any] = json.loads(result.stdout)
    VALIDATOR.validate(form)
    return form


def test_the_answer_for_programs(run_cli: RunCli) -> None:
    form = asked(run_cli, "bang-phieu", "--why", "Ma Văn Ngoạn")
    assert (form["format"], form["asked"]) == ("kiemphieu-why/1", "Ma Văn Ngoạn")
    (one,) = form["contests"]
    (person,) = one["people"]
    assert (person["number"], person["votes"], person["standing"]) == (11, 66, "tied_at_cut")
    assert (person["above"], person["level"], person["rank"]) == (14, 2, 15)
    assert person["gain"] == {"votes": 1, "standing": "elected"}
    assert person["loss"] == {"votes": 1, "standing": "majority_no_seat"}
    assert person["ladder"][0] == {"fewest": 0, "most": 46, "standing": "no_majority"}
    assert [each["base"] for each in one["bases"] if each["regulation"]] == ["summoned_less_excluded"]
    assert {each["standing"] for each in person["under_bases"]} == {"tied_at_cut"}


def test_every_sample_with_ballots_has_an_answer_for_its_first_name_and_its_bases(run_cli: RunCli) -> None:
    for folder in sorted(SAMPLES.iterdir()):
        if (folder / "expected" / "result.json").is_file():
            assert asked(run_cli, folder.name, "--why", "1")["contests"]
            assert all(not each["people"] for each in asked(run_cli, folder.name, "--bases")["contests"])


def test_a_void_contest_says_why_there_is_no_result(run_cli: RunCli) -> None:
    (one,) = asked(run_cli, "qua-so-phieu", "--why", "3")["contests"]
    assert one["people"][0]["votes"] is None
    assert "148" in one["people"][0]["sentences"][0]


def test_a_person_in_several_contests_is_explained_in_each_and_one_may_be_chosen(run_cli: RunCli) -> None:
    name = "Nguyễn Khắc Nhuận"
    form = asked(run_cli, "chi-bo-11-dang-vien", "--why", name)
    assert [each["id"] for each in form["contests"]] == ["chi-uy", "bi-thu"]
    only = asked(run_cli, "chi-bo-11-dang-vien", "--why", name, "--contest", "bi-thu")
    assert [each["id"] for each in only["contests"]] == ["bi-thu"]


@pytest.mark.parametrize(
    ("options", "name", "says"),
    [
        (("--why", "Ma Văn Ngoan"), "why.unknown_person", "Ma Văn Ngoạn"),
        (("--why", "99"), "why.unknown_person", "99"),
        (("--why", "1", "--contest", "bcg"), "why.unknown_contest", "bch"),
        (("--bases", "--contest", "x"), "why.unknown_contest", "bch"),
        (("--contest", "bch"), "command.usage", "--why"),
        (("--write",), "command.usage", "--next"),
        (("--next", "--bases"), "command.usage", "--next"),
    ],
)
def test_what_cannot_be_answered(run_cli: RunCli, options: tuple[str, ...], name: str, says: str) -> None:
    result = run_cli("count", SAMPLES / "bang-phieu", *options, "--json")
    (fault,) = json.loads(result.stdout)["faults"]
    assert (result.exit_code, fault["name"]) == (2, name)
    assert says in fault["message"] + fault["remedy"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_people_read_the_arithmetic_the_provision_and_the_bases(run_cli: RunCli, lang: str) -> None:
    result = run_cli("count", SAMPLES / "bau-thieu", "--why", "12", "--lang", lang)
    assert result.exit_code == 3
    text = " ".join(result.stdout.split())
    assert "65" in text
    assert "190-QĐ/TW" in text
    assert "●" in text


def test_the_bases_come_after_the_result_itself(run_cli: RunCli) -> None:
    text = run_cli("count", SAMPLES / "bau-thieu", "--bases").stdout
    assert text.index("CHƯA XONG") < text.index("Nếu tính trên")
    assert "chỉ dòng này là kết quả" in text


def test_an_answer_is_written_where_it_is_asked_to_be(run_cli: RunCli, tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLES / "bang-phieu", tmp_path / "folder")
    run_cli("count", folder, "--why", "11", "-o", tmp_path / "why.json")
    VALIDATOR.validate(json.loads((tmp_path / "why.json").read_text(encoding="utf-8")))
