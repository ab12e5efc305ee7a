"""seal, sign, verify, diff and draw as people type them: in two languages, for programs, with their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tally.record import short_code
from tests.conftest import RunCli
from tests.tally.records import SAMPLES, whole
from tests.tally.sealing import SEED, fault_names, valid

PASSPHRASE = "một câu dễ nhớ"  # noqa: S105 - of keys that only these tests make


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
