"""Many congress folders in one command: found, checked in order, added up; a bad one says nothing of the others."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from rich.console import Console

from rules import check_many
from rules.check_many import Checked, check_each, checks_json, folders_of, gravest
from rules.engine import Summary
from rules.many_view import print_many
from rules.messages import Translator
from rules.session import FINE, NO, UNDECIDED, UNUSABLE
from tests.conftest import CHECKOUT, RunCli
from tests.rules.report_builders import SAID, write_folder

SAMPLES = CHECKOUT / "samples"
CHECKED = Checked(
    folder="tot",
    name="Đại hội",
    exit_code=FINE,
    slates=1,
    names=9,
    summary=Summary(required_failed=0, targets_missed=0, asks=0),
)


def schema(name: str) -> Any:  # noqa: ANN401 - whatever a file of JSON holds
    """A published schema."""
    return json.loads((CHECKOUT / "rules" / "schemas" / f"kiemphieu-{name}-1.schema.json").read_text(encoding="utf-8"))


# A finding and a fault are those of the other formats.
OTHERS = Registry().with_contents((schema(name)["$id"], schema(name)) for name in ("check", "faults"))
SCHEMA = Draft202012Validator(schema("checks"), registry=OTHERS)


def test_folders_below_a_folder_are_found_each_once_and_in_order() -> None:
    found = folders_of((SAMPLES / "huyen-2020", SAMPLES))
    assert found[0] == SAMPLES / "huyen-2020"
    assert len(found) == len(set(found)) == len(list(SAMPLES.glob("*/congress.toml")))
    assert list(found[1:]) == sorted(found[1:])


def test_a_folder_without_any_congress_stands_for_itself(tmp_path: Path) -> None:
    assert folders_of((tmp_path, tmp_path / "none")) == (tmp_path, tmp_path / "none")


def test_several_folders_give_one_object(run_cli: RunCli) -> None:
    found = run_cli("check", SAMPLES / "huyen-2020", SAMPLES / "danh-sach-sai", SAMPLES / "none", "--json")
    content = json.loads(found.stdout)
    SCHEMA.validate(content)
    assert [each["exit_code"] for each in content["checks"]] == [FINE, NO, UNUSABLE]
    assert found.exit_code == UNUSABLE
    assert content["summary"]["folders"] == 3
    assert content["summary"]["unusable"] == 1


def test_what_is_told_of_a_folder_is_what_a_check_of_it_alone_tells(run_cli: RunCli) -> None:
    alone = json.loads(run_cli("check", SAMPLES / "danh-sach-sai", "--json").stdout)
    checks = json.loads(run_cli("check", SAMPLES, "--json").stdout)["checks"]
    (one,) = [each for each in checks if each["folder"].endswith("danh-sach-sai")]
    assert one["summary"] == alone["summary"]
    assert one["findings"] == [each for each in alone["findings"] if each in one["findings"]]
    assert len(one["findings"]) == sum(alone["summary"].values())


@pytest.mark.parametrize(
    ("codes", "together"),
    [
        ((FINE, FINE), FINE),
        ((FINE, UNDECIDED), UNDECIDED),
        ((UNDECIDED, NO, FINE), NO),
        ((NO, UNUSABLE, UNDECIDED), UNUSABLE),
        ((), FINE),
    ],
)
def test_the_gravest_code_decides(codes: tuple[int, ...], together: int) -> None:
    assert gravest(codes) == together


def test_more_cores_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = tuple(write_folder(tmp_path / f"{at:02d}", 3 + at) for at in range(6))
    broken = tmp_path / "broken"
    shutil.copytree(folders[0], broken)
    (broken / "slate-bch.csv").unlink()
    alone = list(check_each((*folders, broken), SAID, "vi", cores=1))
    monkeypatch.setattr(check_many, "_ENOUGH_FOR_MORE_CORES", 2)
    monkeypatch.setattr(check_many, "_CHUNK", 2)
    together = list(check_each((*folders, broken), SAID, "vi", cores=2))
    assert together == alone
    SCHEMA.validate(checks_json(alone))
    assert [each.names for each in alone] == [3, 4, 5, 6, 7, 8, 0]


def test_a_table_tells_people_what_came_of_each(run_cli: RunCli) -> None:
    found = run_cli("check", SAMPLES)
    folders = len(list(SAMPLES.glob("*/congress.toml")))
    assert found.exit_code == NO
    rows = [line for line in found.stdout.splitlines() if line[:1] in {"✓", "✗", "?"}]
    assert len(rows) == folders + 1  # and the line that adds them up
    assert f"{folders} thư mục" in rows[-1]
    assert found.stderr == ""  # no bar where nobody watches


def test_of_very_many_only_those_to_see_to_are_listed() -> None:
    fine = [CHECKED for _ in range(60)]
    bad = replace(CHECKED, folder="xau", exit_code=NO)
    output = io.StringIO()
    print_many([*fine, bad], Translator("vi"), Console(file=output, width=100))
    assert "xau" in output.getvalue()
    assert "tot" not in output.getvalue()
    assert "Không liệt kê 60 thư mục" in output.getvalue()


def test_a_report_of_several_folders_is_json(run_cli: RunCli, tmp_path: Path) -> None:
    assert run_cli("check", SAMPLES, "-o", tmp_path / "a.docx").exit_code == UNUSABLE
    assert run_cli("check", SAMPLES, "-o", tmp_path / "a.json").exit_code == NO
    SCHEMA.validate(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")))
