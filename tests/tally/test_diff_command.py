"""``kiemphieu diff``: counts of the same pile, as folders, records or ballot files, compared as people call it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import RunCli
from tests.tally.records import SAMPLES
from tests.tally.sealing import fault_names, other_mark, valid


def test_the_same_count_has_no_differences_however_it_is_given(folder: Path, record: Path, run_cli: RunCli) -> None:
    for other in (folder, record):
        ran = run_cli("diff", SAMPLES / "huyen-2020", other, "--json")
        assert ran.exit_code == 0
        assert valid(ran.stdout)["same"]
    ran = run_cli("diff", folder / "ballots-bch.csv", SAMPLES / "huyen-2020" / "ballots-bch.csv")
    assert ran.exit_code == 0
    assert "Giống nhau: 248 phiếu." in ran.stdout


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_ballot_that_differs_is_named_with_what_it_does(
    lang: str, folder: Path, record: Path, run_cli: RunCli
) -> None:
    other_mark(folder)
    ran = run_cli("diff", record, folder, "--lang", lang)
    assert ran.exit_code == 1
    assert "+1 Cao Tiến Vinh" in ran.stdout
    assert "-1 Quách Công Viện" in ran.stdout
    content = valid(run_cli("diff", record, folder, "--json").stdout)
    (difference,) = content["contests"][0]["differences"]
    assert difference["ballot"] == 1
    assert difference["names"] == [43, 44]
    assert difference["effects"][0]["changes_outcome"] is False


def test_of_three_counts_the_one_that_stands_alone_is_named(folder: Path, record: Path, run_cli: RunCli) -> None:
    other_mark(folder)
    ran = run_cli("diff", SAMPLES / "huyen-2020", folder, record)
    assert ran.exit_code == 1
    assert "Lần 2 đứng một mình 1 phiếu." in ran.stdout
    content = valid(run_cli("diff", SAMPLES / "huyen-2020", folder, record, "--json").stdout)
    assert content["contests"][0]["alone"] == [0, 1, 0]
    assert content["contests"][0]["majority"] == content["contests"][0]["endings"][0]


def test_an_outcome_that_changes_is_said(tmp_path: Path, run_cli: RunCli) -> None:
    for name in ("one", "other"):
        shutil.copytree(SAMPLES / "bang-phieu", tmp_path / name)
    result = json.loads((SAMPLES / "bang-phieu" / "expected" / "result.json").read_text(encoding="utf-8"))
    tied = result["contests"][0]["outcome"]["tied"][0]
    path = tmp_path / "other" / "ballots-bch.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    code = f"{tied:02d}"
    at = next(at for at, line in enumerate(lines) if at and code not in line.split(";")[1].split())
    number, struck, *rest = lines[at].split(";")
    kept = "" if struck == "-" else f"{struck} "
    lines[at] = ";".join([number, f"{kept}{code}", *rest])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = run_cli("diff", tmp_path / "one", tmp_path / "other")
    assert ran.exit_code == 1
    assert "ĐỔI KẾT QUẢ" in ran.stdout
    assert "KẾT QUẢ KHÁC" in ran.stdout


def test_counts_of_different_contests_are_not_compared(run_cli: RunCli) -> None:
    ran = run_cli("diff", SAMPLES / "bang-phieu", SAMPLES / "bau-thieu", "--json")
    assert ran.exit_code == 1
    assert [each["comparable"] for each in valid(ran.stdout)["contests"]] == [False]
    ran = run_cli("diff", SAMPLES / "bang-phieu", SAMPLES / "chi-bo-11-dang-vien")
    assert ran.exit_code == 1
    assert "KHÔNG SO ĐƯỢC" in ran.stdout


def lonely(folder: Path) -> tuple[Path, Path]:
    """Two ballot files that lie in no congress."""
    (folder.parent / "else").mkdir()
    paths = folder.parent / "else" / "a.csv", folder.parent / "else" / "b.csv"
    for path in paths:
        shutil.copy(folder / "ballots-bch.csv", path)
    return paths


def test_a_ballot_file_needs_a_congress_to_say_what_its_codes_mean(folder: Path, run_cli: RunCli) -> None:
    one, other = lonely(folder)
    ran = run_cli("diff", one, other, "--json")
    assert ran.exit_code == 2
    assert set(fault_names(ran.stdout)) == {"diff.no_congress"}
    ran = run_cli("diff", one, other, "--congress", folder, "--json")
    assert set(fault_names(ran.stdout)) == {"diff.which_contest"}
    assert run_cli("diff", one, other, "--congress", folder, "--contest", "bch").exit_code == 0
    ran = run_cli("diff", one, other, "--congress", folder, "--contest", "khong-co", "--json")
    assert set(fault_names(ran.stdout)) == {"diff.no_contest"}
    assert run_cli("diff", one, folder, "--contest", "bch").exit_code == 0


def test_a_contest_that_nobody_has_is_refused(folder: Path, run_cli: RunCli) -> None:
    ran = run_cli("diff", folder, folder, "--contest", "khong-co", "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["diff.no_contest"]


def test_what_cannot_be_read_is_said_of_both_sides(folder: Path, run_cli: RunCli) -> None:
    ran = run_cli("diff", folder / "a.zip", folder / "b.zip", "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["archive.missing", "archive.missing"]


def test_a_record_that_does_not_hold_is_compared_with_a_warning(tmp_path: Path, run_cli: RunCli) -> None:
    from tests.attacks.forging import BALLOTS, Depth, files_of, forged
    from tests.attacks.test_ballots import changed

    path = tmp_path / "record.zip"
    path.write_bytes(forged(files_of(), {BALLOTS: changed(files_of()[BALLOTS])}, Depth.CHAIN))
    ran = run_cli("diff", SAMPLES / "huyen-2020", path)
    assert "HỒ SƠ NÀY KHÔNG KHỚP" in ran.stdout
    content = valid(run_cli("diff", SAMPLES / "huyen-2020", path, "--json").stdout)
    assert [each["verified"] for each in content["counts"]] == [None, False]
