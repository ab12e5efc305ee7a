"""``kiemphieu draw``: the numbers to pull from the sealed pile, and what the papers found prove, as people call it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import Golden, RunCli
from tests.tally.records import SAMPLES, sealed
from tests.tally.sealing import SEED, fault_names, other_mark, valid


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_draw_names_the_ballots_and_writes_the_sheet(
    lang: str, record: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    sheet = tmp_path / "sheet.csv"
    words = ("draw", record, "--seed", SEED, "-n", "12", "--contest", "bch")
    ran = run_cli(*words, "-o", sheet, "--lang", lang)
    assert ran.exit_code == 0
    content = valid(run_cli(*words, "--json").stdout)
    drawn = sorted(each["ballot"] for each in content["drawn"])
    assert len(drawn) == 12
    assert all(str(number) in ran.stdout for number in drawn)
    assert sheet.read_bytes().decode("utf-8-sig").splitlines() == ["ballot,struck,invalid", *(f"{n},," for n in drawn)]
    assert "sha256sum" in ran.stdout


Fill = Callable[[dict[int, list[str]]], None]


def filled(record: Path, run_cli: RunCli, change: Fill, count: int = 12, contest: str = "bch") -> Callable[..., Result]:
    """Fill a sheet as the papers are, with a change; what is returned has it judged."""
    sheet = record.with_name("sheet.csv")
    words = ("draw", record, "--seed", SEED, "-n", str(count), "--contest", contest)
    assert run_cli(*words, "-o", sheet).exit_code == 0
    lines = (SAMPLES / "huyen-2020" / f"ballots-{contest}.csv").read_text(encoding="utf-8").splitlines()
    on_paper = {int(line.split(",")[0]): line.split(",")[1:] for line in lines[1:]}
    change(on_paper)
    header, *rows = sheet.read_text(encoding="utf-8-sig").splitlines()
    width = header.count(",")
    out = [header, *(",".join([row.split(",")[0], *(on_paper[int(row.split(",")[0])] + [""])[:width]]) for row in rows)]
    sheet.write_text("\n".join(out) + "\n", encoding="utf-8")
    return lambda *more: run_cli(*words, "--found", sheet, *more)


def nothing(_: dict[int, list[str]]) -> None:
    """Every paper is as it was entered."""


def test_papers_that_are_as_recorded_confirm_what_they_can(record: Path, run_cli: RunCli) -> None:
    judge = filled(record, run_cli, nothing)
    ran = judge()
    assert ran.exit_code == 3
    assert "12 như hồ sơ, 0 khác" in ran.stdout
    assert "rút thêm cho đủ 130 phiếu" in ran.stdout
    content = valid(judge("--json").stdout)
    assert content["differing"] == []
    assert not content["confirmed"]
    assert len(content["people"]) == 44


def test_enough_papers_confirm_everybody(record: Path, run_cli: RunCli) -> None:
    judge = filled(record, run_cli, nothing, count=130)
    ran = judge()
    assert ran.exit_code == 0
    assert "XÁC NHẬN" in ran.stdout
    assert valid(judge("--json").stdout)["confirmed"]
    assert judge("--limit", "0,1%").exit_code == 3


def test_a_secretary_with_a_wide_margin_needs_few_papers(record: Path, run_cli: RunCli) -> None:
    judge = filled(record, run_cli, nothing, count=11, contest="bi-thu")
    assert judge().exit_code == 0


def all_strike_one(papers: dict[int, list[str]]) -> None:
    """Every paper strikes the first name alone."""
    for row in papers.values():
        row[0] = "01"


def test_papers_that_differ_are_named_and_ask_for_a_recount(record: Path, run_cli: RunCli) -> None:
    judge = filled(record, run_cli, all_strike_one)
    ran = judge()
    assert ran.exit_code == 1
    assert "kiểm phiếu lại toàn bộ" in ran.stdout
    assert "hồ sơ để lại, trên phiếu bị gạch" in ran.stdout
    assert len(valid(judge("--json").stdout)["differing"]) == 12
    assert "full recount" in judge("--lang", "en").stdout


def test_a_sheet_with_a_row_too_few_or_too_many_is_refused(record: Path, tmp_path: Path, run_cli: RunCli) -> None:
    sheet = tmp_path / "sheet.csv"
    judge = filled(record, run_cli, nothing)
    header, first, *rows = sheet.read_text(encoding="utf-8").splitlines()
    unknown = next(number for number in range(1, 249) if f"\n{number}," not in sheet.read_text(encoding="utf-8"))
    sheet.write_text("\n".join([header, *rows, f"{unknown},01,"]) + "\n", encoding="utf-8")
    ran = judge("--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["draw.missing", "draw.not_drawn"]
    assert first.split(",")[0] in ran.stdout


def test_a_sheet_nobody_filled_is_refused_cell_by_cell(record: Path, tmp_path: Path, run_cli: RunCli) -> None:
    sheet = tmp_path / "sheet.csv"
    words = ("draw", record, "--seed", SEED, "-n", "3", "--contest", "bch")
    run_cli(*words, "-o", sheet)
    ran = run_cli(*words, "--found", sheet, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["ballots.empty_cell"] * 3


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--seed", "123", "-n", "3", "--contest", "bch"], "draw.seed"),
        (["--seed", SEED, "-n", "3"], "draw.which_contest"),
        (["--seed", SEED, "-n", "3", "--contest", "khong-co"], "draw.which_contest"),
        (["--seed", SEED, "-n", "3", "--contest", "bch", "--limit", "0%"], "draw.limit"),
        (["--seed", SEED, "-n", "3", "--contest", "bch", "--limit", "năm"], "draw.limit"),
    ],
)
def test_a_draw_that_cannot_be_made_is_said(words: list[str], fault: str, record: Path, run_cli: RunCli) -> None:
    ran = run_cli("draw", record, *words, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == [fault]


def test_more_numbers_than_a_printed_sheet_takes_are_refused(
    record: Path, tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tally.draw_sheet.MOST_PRINTED", 5)
    words = ["draw", record, "--seed", SEED, "--contest", "bch", "--json"]
    refused = run_cli(*words, "-n", "6", "-o", tmp_path / "sheet.pdf")
    assert (refused.exit_code, fault_names(refused.stdout)) == (2, ["draw.too_many_printed"])
    assert not (tmp_path / "sheet.pdf").exists()
    assert run_cli(*words, "-n", "5", "-o", tmp_path / "sheet.pdf").exit_code == 0
    assert run_cli(*words, "-n", "6", "-o", tmp_path / "sheet.csv").exit_code == 0


def test_a_void_box_has_nothing_to_confirm(tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(sealed("qua-so-phieu").content)
    ran = run_cli("draw", path, "--seed", SEED, "-n", "3", "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["draw.which_contest"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_people_read_of_three_counts_and_of_papers_found(
    lang: str, record: Path, run_cli: RunCli, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(record.parent)
    for name in ("one", "other"):
        shutil.copytree(SAMPLES / "huyen-2020", name)
    other_mark(Path("other"))
    path = Path("other", "ballots-bch.csv")
    path.write_bytes(path.read_bytes().replace(b"\n003,01 18 37 38 43,", b"\n003,01 18 37 38,"))
    golden(f"diff.{lang}.txt", run_cli("diff", "one", "other", "record.zip", "--lang", lang).stdout)
    judge = filled(Path("record.zip"), run_cli, all_strike_one, count=4)
    golden(f"draw.{lang}.txt", judge("--lang", lang).stdout)
