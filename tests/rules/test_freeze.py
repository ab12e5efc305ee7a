"""Frozen slates: versions with reasons and differences, and a count that demands the newest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rules.errors import InputError
from rules.freeze import FROZEN_FILE, read_frozen
from rules.messages import Translator
from rules.session import FINE, UNUSABLE
from rules.slate_difference import Difference, Person, difference, people_of
from rules.slate_digest import csv_lines
from tests.conftest import CHECKOUT, RunCli

SAMPLE = CHECKOUT / "samples" / "huyen-2020"
SCHEMA = Draft202012Validator(
    json.loads((CHECKOUT / "rules" / "schemas" / "kiemphieu-frozen-1.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A congress that can be counted, in a folder of its own."""
    return shutil.copytree(SAMPLE, tmp_path / "huyen")


def change(folder: Path, old: str, new: str) -> None:
    """Change the slate of the committee."""
    slate = folder / "slate-bch.csv"
    text = slate.read_text(encoding="utf-8")
    assert old in text
    slate.write_text(text.replace(old, new), encoding="utf-8")


def fault_names(output: str) -> list[str]:
    """The names of the faults a command told in JSON."""
    return [fault["name"] for fault in json.loads(output)["faults"]]


def test_a_folder_never_frozen_counts_as_ever(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("count", folder).exit_code == FINE


def test_freezing_writes_the_canonical_list_whose_digest_is_that_of_the_result(folder: Path, run_cli: RunCli) -> None:
    found = run_cli("check", folder, "--freeze")
    assert found.exit_code == FINE
    versions = {version.contest: version for version in read_frozen(folder)}
    assert [(each.version, each.names, each.reason) for each in versions.values()] == [(1, 44, ""), (1, 1, "")]
    counted = run_cli("count", folder, "--json")
    assert counted.exit_code == FINE
    for contest in json.loads(counted.stdout)["contests"]:
        version = versions[contest["id"]]
        assert version.digest == contest["digests"]["slate"]
        assert version.digest == f"sha256:{hashlib.sha256((folder / version.file).read_bytes()).hexdigest()}"
        assert version.digest in found.stdout
    SCHEMA.validate(json.loads((folder / FROZEN_FILE).read_text(encoding="utf-8")))


def test_a_changed_slate_is_not_counted_and_the_difference_is_told(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    change(folder, "Hồ Sỹ Ân", "Hồ Sĩ Ân")
    change(folder, "28/10/1979", "29/10/1979")
    counted = run_cli("count", folder, "--json")
    assert counted.exit_code == UNUSABLE
    assert fault_names(counted.stdout) == ["slate.not_frozen"]
    message = json.loads(counted.stdout)["faults"][0]["message"]
    for said in ("thêm 3. Hồ Sĩ Ân (21/01/1972)", "bớt 3. Hồ Sỹ Ân (21/01/1972)", "2. Quàng Thị Ánh (29/10/1979)"):
        assert said in message


def test_freezing_again_needs_a_reason_and_makes_the_next_version(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    first = (folder / "slate-bch.frozen-1.csv").read_bytes()
    change(folder, "Hồ Sỹ Ân", "Hồ Sĩ Ân")
    refused = run_cli("check", folder, "--freeze", "--json")
    assert (refused.exit_code, fault_names(refused.stdout)) == (UNUSABLE, ["freeze.reason_missing"])
    assert [version.version for version in read_frozen(folder)] == [1, 1]
    again = run_cli("check", folder, "--freeze", "--reason", "Sửa tên theo lý lịch")
    assert again.exit_code == FINE
    newest = read_frozen(folder)[-1]
    assert (newest.contest, newest.version, newest.reason) == ("bch", 2, "Sửa tên theo lý lịch")
    assert [person.name for person in newest.difference.added] == ["Hồ Sĩ Ân"]
    assert [person.name for person in newest.difference.removed] == ["Hồ Sỹ Ân"]
    assert (folder / "slate-bch.frozen-1.csv").read_bytes() == first
    assert run_cli("count", folder).exit_code == FINE
    SCHEMA.validate(json.loads((folder / FROZEN_FILE).read_text(encoding="utf-8")))
    # Back to the first list: the newest version is demanded, not any.
    change(folder, "Hồ Sĩ Ân", "Hồ Sỹ Ân")
    assert fault_names(run_cli("count", folder, "--json").stdout) == ["slate.not_frozen"]


def test_freezing_what_is_frozen_writes_nothing(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert run_cli("check", folder, "--freeze").exit_code == FINE
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_is_no_part_of_a_digest_may_change(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    change(folder, "Trưởng phòng Nội vụ", "Phó Trưởng phòng Nội vụ")
    assert run_cli("count", folder).exit_code == FINE


def test_a_list_of_a_later_round_is_not_frozen(run_cli: RunCli, tmp_path: Path) -> None:
    folder = shutil.copytree(CHECKOUT / "samples" / "bang-phieu-bau-lai", tmp_path / "xa")
    assert run_cli("check", folder, "--freeze").exit_code == FINE
    assert {version.contest for version in read_frozen(folder)} == {"bch"}
    assert run_cli("count", folder).exit_code == FINE


def test_a_contest_that_was_never_frozen_beside_one_that_was(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    frozen = folder / FROZEN_FILE
    content = json.loads(frozen.read_text(encoding="utf-8"))
    content["versions"] = [each for each in content["versions"] if each["contest"] == "bch"]
    frozen.write_text(json.dumps(content), encoding="utf-8")
    assert fault_names(run_cli("count", folder, "--json").stdout) == ["slate.not_frozen"]
    assert fault_names(run_cli("check", folder, "--freeze", "--json").stdout) == ["freeze.reason_missing"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"format": "kiemphieu-frozen/2", "versions": []}',
        b'{"format": "kiemphieu-frozen/1", "versions": 1}',
        b'{"format": "kiemphieu-frozen/1", "versions": [{"contest": "bch"}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_a_fault(content: bytes, folder: Path, run_cli: RunCli) -> None:
    (folder / FROZEN_FILE).write_bytes(content)
    for words in (("count", folder, "--json"), ("check", folder, "--freeze", "--json")):
        found = run_cli(*words)
        assert (found.exit_code, fault_names(found.stdout)) == (UNUSABLE, ["freeze.damaged"])


@pytest.mark.parametrize("file", ["../slate-bch.frozen-1.csv", "slate-bch.frozen-2.csv", "/etc/passwd"])
def test_a_version_stands_in_the_folder_under_its_own_name(file: str, folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    frozen = folder / FROZEN_FILE
    frozen.write_text(frozen.read_text(encoding="utf-8").replace("slate-bch.frozen-1.csv", file), encoding="utf-8")
    with pytest.raises(InputError):
        read_frozen(folder)


def test_a_changed_version_is_not_compared_with(folder: Path, run_cli: RunCli) -> None:
    run_cli("check", folder, "--freeze")
    (folder / "slate-bch.frozen-1.csv").write_bytes(b"1,A,1970\n")
    change(folder, "Hồ Sỹ Ân", "Hồ Sĩ Ân")
    assert fault_names(run_cli("count", folder, "--json").stdout) == ["slate.not_frozen"]
    found = run_cli("check", folder, "--freeze", "--reason", "Sửa tên", "--json")
    assert fault_names(found.stdout) == ["freeze.damaged"]


@pytest.mark.parametrize("words", [("--reason", "x"), ("slate", "--freeze"), ("twice", "--freeze")])
def test_options_that_say_nothing_are_refused(words: tuple[str, ...], folder: Path, run_cli: RunCli) -> None:
    paths = {"slate": (folder / "slate-bch.csv",), "twice": (folder, SAMPLE)}.get(words[0], (folder,))
    rest = words if words[0].startswith("-") else words[1:]
    assert fault_names(run_cli("check", *paths, *rest, "--json").stdout) == ["command.usage"]
    assert not (folder / FROZEN_FILE).exists()


names = st.sampled_from(["An", "Bình", "Chi", "Dung"])
births = st.sampled_from(["", "1970", "1970-01-02"])
lists = st.lists(st.tuples(names, births), max_size=8).map(
    lambda rows: [Person(number=str(at), name=name, born=born) for at, (name, born) in enumerate(rows, start=1)]
)


@given(lists, lists)
def test_everybody_of_both_lists_is_accounted_for(before: list[Person], after: list[Person]) -> None:
    found = difference(before, after)
    assert len(after) - len(found.added) == len(before) - len(found.removed)
    assert {person.name for person in found.added}.isdisjoint(person.name for person in found.removed)
    assert (found == Difference()) == (before == after)
    back = difference(after, before)
    assert [person.name for person in back.removed] == [person.name for person in found.added]
    assert len(back.changed) == len(found.changed)


@given(lists)
def test_a_canonical_list_reads_back(people: list[Person]) -> None:
    assert list(people_of(csv_lines((each.number, each.name, each.born) for each in people))) == people


def test_a_new_name_in_front_renumbers_the_rest_in_few_words() -> None:
    before = [Person(number=str(at), name=f"Người {at:02d}", born="1970") for at in range(1, 41)]
    after = [Person(number="1", name="Người mới", born="1980")]
    after += [Person(number=str(at + 1), name=f"Người {at:02d}", born="1970") for at in range(1, 41)]
    told = [Translator("vi").text(clause) for clause in difference(before, after).clauses]
    assert told[0] == "thêm 1. Người mới (1980)"
    assert told[1].startswith("đổi số thứ tự 40 người, trước hết 2. Người 01 (1970)")
    assert "Người 06" not in told[1]
