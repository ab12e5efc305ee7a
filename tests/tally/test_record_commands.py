"""seal, sign, verify, diff and draw as people type them: in two languages, for programs, with their exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from tally.record import short_code
from tests.conftest import CHECKOUT, Golden, RunCli
from tests.tally.records import SAMPLES, sealed, whole

PASSPHRASE = "một câu dễ nhớ"  # noqa: S105 - of keys that only these tests make
SEED = "41625 36415 22314 65431"


def valid(text: str) -> Any:  # noqa: ANN401 - JSON as it is
    """The JSON a command prints, held to its published schema."""
    content = json.loads(text)
    name = content["format"].replace("/", "-")
    schema = json.loads((CHECKOUT / "rules" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(content)
    return content


def fault_names(text: str) -> list[str]:
    """The names of the faults a command prints."""
    return [fault["name"] for fault in valid(text)["faults"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a sample to work in."""
    shutil.copytree(SAMPLES / "huyen-2020", tmp_path / "dai-hoi")
    return tmp_path / "dai-hoi"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The sealed record of the sample."""
    path = tmp_path / "record.zip"
    path.write_bytes(whole("huyen-2020").content)
    return path


def test_sealing_writes_the_record_and_says_the_code(folder: Path, run_cli: RunCli) -> None:
    ran = run_cli("seal", folder)
    path = folder / whole("huyen-2020").name
    assert ran.exit_code == 0
    assert path.read_bytes() == whole("huyen-2020").content
    assert short_code(whole("huyen-2020").count_head) in ran.stdout
    assert short_code(whole("huyen-2020").seal_head) in ran.stdout
    assert f"python3 verify.py {path.name}" in ran.stdout


def test_sealing_again_changes_nothing_and_other_papers_need_another_place(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("seal", folder).exit_code == 0
    assert run_cli("seal", folder).exit_code == 0
    paper = folder / "signed.pdf"
    paper.write_bytes(b"%PDF")
    ran = run_cli("seal", folder, "--paper", paper, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["seal.exists"]
    assert (folder / whole("huyen-2020").name).read_bytes() == whole("huyen-2020").content
    other = folder / "other"
    other.mkdir()
    ran = run_cli("seal", folder, "--paper", paper, "-o", other, "--at", "2020-07-15T17:30+07:00", "--json")
    assert ran.exit_code == 0
    content = valid(ran.stdout)
    assert "papers/signed.pdf" in content["files"]
    assert content["count_head"] == whole("huyen-2020").count_head
    assert content["seal_head"] != whole("huyen-2020").seal_head
    assert (other / whole("huyen-2020").name).exists()


def test_a_record_may_have_a_name_of_its_own(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("seal", folder, "-o", folder / "mine.zip").exit_code == 0
    assert (folder / "mine.zip").read_bytes() == whole("huyen-2020").content


def test_sealing_while_a_contest_waits_says_so(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("seal", SAMPLES / "bang-phieu", "-o", tmp_path, "--json")
    assert ran.exit_code == 3
    assert valid(ran.stdout)["open"] == ["bch"]
    ran = run_cli("seal", SAMPLES / "bang-phieu", "-o", tmp_path, "--lang", "en")
    assert "«bch»" in ran.stdout


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--at", "chiều"], "seal.at"),
        (["--paper", "khong-co.pdf"], "seal.paper"),
        (["-o", "khong-co/khong-co"], "output.cannot_write"),
    ],
)
def test_what_cannot_be_sealed_is_said(words: list[str], fault: str, folder: Path, run_cli: RunCli) -> None:
    ran = run_cli("seal", folder, *words, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == [fault]
    assert not list(folder.glob("*.zip"))


def test_two_papers_of_one_name_are_refused(folder: Path, run_cli: RunCli) -> None:
    for place in ("a", "b"):
        (folder / place).mkdir()
        (folder / place / "minutes.pdf").write_bytes(place.encode())
    ran = run_cli(
        "seal", folder, "--paper", folder / "a" / "minutes.pdf", "--paper", folder / "b" / "minutes.pdf", "--json"
    )
    assert fault_names(ran.stdout) == ["seal.paper"]


def test_a_folder_without_ballots_cannot_be_sealed(tmp_path: Path, run_cli: RunCli) -> None:
    ran = run_cli("seal", SAMPLES / "danh-sach-sai", "-o", tmp_path, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["congress.no_ballots"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_verifying_says_every_check_and_yes(lang: str, record: Path, run_cli: RunCli) -> None:
    code = short_code(whole("huyen-2020").count_head)
    ran = run_cli("verify", record, "--code", code, "--lang", lang)
    assert ran.exit_code == 0
    assert ran.stdout.count("✓") == 9
    assert ran.stdout.rstrip().endswith("HỒ SƠ KHỚP." if lang == "vi" else "THE RECORD HOLDS.")
    found = valid(run_cli("verify", record, "--code", code, "--json").stdout)
    assert found["holds"]


def test_verifying_with_the_code_of_another_paper_says_no(record: Path, run_cli: RunCli) -> None:
    ran = run_cli("verify", record, "--code", "0" * 32)
    assert ran.exit_code == 1
    assert "✗" in ran.stdout
    assert "HỒ SƠ KHÔNG KHỚP" in ran.stdout
    assert not valid(run_cli("verify", record, "--code", "0" * 32, "--json").stdout)["holds"]


def test_a_code_that_proves_too_little_is_refused(record: Path, run_cli: RunCli) -> None:
    ran = run_cli("verify", record, "--code", "9ea82a0b", "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["verify.code"]


def test_committee_members_sign_one_after_the_other(record: Path, tmp_path: Path, run_cli: RunCli) -> None:
    words = []
    for at, name in enumerate(("Lương Ngọc Bính", "Cầm Thị Doan")):
        key = tmp_path / f"{at}.key"
        ran = run_cli("sign", record, "--name", name, "--key", key, "--json", stdin=f"{PASSPHRASE}\n{PASSPHRASE}\n")
        assert ran.exit_code == 0
        content = valid(ran.stdout[ran.stdout.index("{") :])
        assert content["name"] == name
        words.append(content["words"])
        assert key.read_bytes().startswith(b"-----BEGIN ENCRYPTED")
    ran = run_cli("verify", record, "--public-key", words[0], "--public-key", words[1], "--json")
    assert ran.exit_code == 0
    assert [each["demanded"] for each in valid(ran.stdout)["signatures"]] == [True, True]
    assert run_cli("verify", record, "--public-key", "ba-lan").exit_code == 1


def test_a_key_is_asked_for_its_passphrase_and_signs_the_same_way_again(
    record: Path, tmp_path: Path, run_cli: RunCli
) -> None:
    words = ("sign", record, "--name", "Lương Ngọc Bính", "--key", tmp_path / "a.key", "--qr", tmp_path / "a.svg")
    assert run_cli(*words, stdin=f"{PASSPHRASE}\n{PASSPHRASE}\n").exit_code == 0
    once = record.read_bytes()
    ran = run_cli(*words, stdin=f"{PASSPHRASE}\n")
    assert ran.exit_code == 0
    assert "▀" in ran.stdout or "█" in ran.stdout
    assert record.read_bytes() == once
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")
    ran = run_cli(*words, stdin="sai mật khẩu\n")
    assert ran.exit_code == 2
    assert record.read_bytes() == once


REFUSED = {
    "sign.name": [("  ", ""), ("A\x07B", "")],
    "sign.passphrase_short": [("A", "ngắn\nngắn\n")],
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_signature_without_a_name_or_a_passphrase_is_refused(fault: str, record: Path, run_cli: RunCli) -> None:
    key = record.with_name("a.key")
    for name, typed in REFUSED[fault]:
        ran = run_cli("sign", record, "--name", name, "--key", key, "--json", stdin=typed)
        assert ran.exit_code == 2
        assert fault in ran.stdout
        assert not key.exists()


def test_nobody_signs_a_record_that_does_not_hold(tmp_path: Path, run_cli: RunCli) -> None:
    from tests.attacks.forging import BALLOTS, Depth, files_of, forged
    from tests.attacks.test_ballots import changed

    path = tmp_path / "record.zip"
    content = forged(files_of(), {BALLOTS: changed(files_of()[BALLOTS])}, Depth.CHAIN)
    path.write_bytes(content)
    ran = run_cli("sign", path, "--name", "A", "--key", tmp_path / "a.key")
    assert ran.exit_code == 1
    assert BALLOTS in ran.stderr
    assert path.read_bytes() == content
    assert not (tmp_path / "a.key").exists()
    ran = run_cli("draw", path, "--seed", SEED, "-n", "3", "--contest", "bch")
    assert ran.exit_code == 1
    assert BALLOTS in ran.stderr


def other_mark(folder: Path) -> None:
    """Ballot 1 strikes 43, not 44."""
    path = folder / "ballots-bch.csv"
    path.write_bytes(path.read_bytes().replace(b"\n001,18 31 34 40 44,", b"\n001,18 31 34 40 43,"))


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


def test_a_record_that_does_not_hold_is_compared_with_a_warning(tmp_path: Path, run_cli: RunCli) -> None:
    from tests.attacks.forging import BALLOTS, Depth, files_of, forged
    from tests.attacks.test_ballots import changed

    path = tmp_path / "record.zip"
    path.write_bytes(forged(files_of(), {BALLOTS: changed(files_of()[BALLOTS])}, Depth.CHAIN))
    ran = run_cli("diff", SAMPLES / "huyen-2020", path)
    assert "HỒ SƠ NÀY KHÔNG KHỚP" in ran.stdout
    content = valid(run_cli("diff", SAMPLES / "huyen-2020", path, "--json").stdout)
    assert [each["verified"] for each in content["counts"]] == [None, False]
