"""minutes, slides and papers as people type them, and the record that holds what they made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tally import verifier
from tally.audit import audit
from tally.record import short_code
from tally.record_file import open_record
from tests.conftest import RunCli
from tests.tally.papers.reading import docx_lines, pdf_pages
from tests.tally.records import SAMPLES, whole
from tests.tally.sealing import fault_names, valid


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a sample to work in."""
    shutil.copytree(SAMPLES / "chi-bo-11-dang-vien", tmp_path / "dai-hoi")
    return tmp_path / "dai-hoi"


def made(folder: Path) -> list[str]:
    """The files in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


def recount(folder: Path) -> None:
    """One more member was summoned than the file said."""
    path = folder / "congress.toml"
    path.write_bytes(path.read_bytes().replace(b"summoned = 11", b"summoned = 12"))


def test_minutes_are_written_beside_the_count_and_say_their_code(folder: Path, run_cli: RunCli) -> None:
    ran = run_cli("minutes", folder)
    assert ran.exit_code == 0
    contests = ("bi-thu", "chi-uy", "pho-bi-thu")
    assert made(folder / "papers") == [
        *(f"minutes-{contest}.{end}" for contest in contests for end in ("docx", "pdf")),
        "papers.json",
    ]
    assert "«chi-uy»: bản thứ 1" in ran.stdout
    assert f"kiemphieu seal {folder}" in ran.stdout
    valid((folder / "papers" / "papers.json").read_text(encoding="utf-8"))
    once = {path.name: path.read_bytes() for path in (folder / "papers").iterdir()}
    assert run_cli("minutes", folder).exit_code == 0
    assert {path.name: path.read_bytes() for path in (folder / "papers").iterdir()} == once


def test_all_papers_are_those_that_the_record_holds(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("papers", folder).exit_code == 0
    sealed = {
        name: content for name, content in whole("chi-bo-11-dang-vien").files.items() if name.startswith("papers/")
    }
    assert {f"papers/{path.name}": path.read_bytes() for path in (folder / "papers").iterdir()} == sealed


def test_programs_are_told_files_versions_and_changes(folder: Path, run_cli: RunCli) -> None:
    content = valid(run_cli("slides", folder, "--json").stdout)
    assert [each["version"] for each in content["contests"]] == [1, 1, 1]
    assert [Path(each["file"]).name for each in content["files"]] == [
        f"slides-{contest}.pdf" for contest in ("chi-uy", "bi-thu", "pho-bi-thu")
    ]
    recount(folder)
    content = valid(run_cli("slides", folder, "--json", "--lang", "en").stdout)
    assert {each["version"] for each in content["contests"]} == {2}
    assert "summoned: 11 → 12" in content["contests"][0]["changes"]
    assert "slides-chi-uy.v2.en.pdf" in made(folder / "papers")


def test_one_contest_a_day_and_another_place(folder: Path, tmp_path: Path, run_cli: RunCli) -> None:
    out = tmp_path / "out"
    assert run_cli("minutes", folder, "--contest", "chi-uy", "--on", "2025-05-11", "-o", out).exit_code == 0
    assert made(out) == ["minutes-chi-uy.docx", "minutes-chi-uy.pdf"]
    assert made(folder / "papers") == ["papers.json"]
    assert any("ngày 11 tháng 5 năm 2025" in line for line in docx_lines((out / "minutes-chi-uy.docx").read_bytes()))
    assert "ngày 11 tháng 5 năm 2025" in pdf_pages((out / "minutes-chi-uy.pdf").read_bytes())[0]
    # The day is remembered, and sealed: a record made now holds what was signed.
    assert run_cli("seal", folder, "-o", tmp_path / "record.zip").exit_code == 0
    files = open_record(tmp_path / "record.zip").files
    assert files["papers/minutes-chi-uy.docx"] == (out / "minutes-chi-uy.docx").read_bytes()


def test_a_document_that_somebody_edited_is_never_written_over(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("minutes", folder).exit_code == 0
    document = folder / "papers" / "minutes-chi-uy.docx"
    document.write_bytes(b"edited")
    ran = run_cli("papers", folder, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["papers.edited"]
    assert document.read_bytes() == b"edited"
    assert not list((folder / "papers").glob("slides*"))


def test_a_record_is_not_sealed_over_papers_that_say_something_else(folder: Path, run_cli: RunCli) -> None:
    assert run_cli("papers", folder).exit_code == 0
    recount(folder)
    ran = run_cli("seal", folder, "--json")
    assert ran.exit_code == 2
    assert fault_names(ran.stdout) == ["seal.papers_outdated"]
    assert run_cli("papers", folder).exit_code == 0
    assert run_cli("seal", folder, "-o", folder / "record.zip").exit_code == 0
    record = open_record(folder / "record.zip")
    assert "papers/minutes-chi-uy.v2.pdf" in record.files
    found = audit(record)
    assert found.holds
    assert found.earlier_codes == {}


def test_a_paper_signed_before_the_next_contest_was_counted_is_sealed_as_it_was(
    folder: Path, run_cli: RunCli, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = folder / "congress.toml"
    whole_file = toml.read_bytes()
    ballots = b'ballots = { file = "ballots-pho-bi-thu.csv", issued = 10, returned = 10 }'
    toml.write_bytes(whole_file.replace(ballots, b""))
    assert run_cli("papers", folder).exit_code == 0
    signed = (folder / "papers" / "minutes-chi-uy.pdf").read_bytes()
    toml.write_bytes(whole_file)
    assert run_cli("papers", folder).exit_code == 0
    assert run_cli("seal", folder, "-o", folder / "record.zip").exit_code == 0
    record = open_record(folder / "record.zip")
    assert record.files["papers/minutes-chi-uy.pdf"] == signed
    found = audit(record)
    assert found.holds
    assert set(found.earlier_codes) == {"chi-uy", "bi-thu"}
    ran = run_cli("verify", folder / "record.zip")
    assert "«chi-uy»" in ran.stdout
    # The code that was signed then holds: the log behind it says the same of that contest.
    code = short_code(found.earlier_codes["chi-uy"])
    ran = run_cli("verify", folder / "record.zip", "--code", code)
    assert ran.exit_code == 0
    assert "MÃ NÀY CHỈ CHỨNG MINH: bi-thu, chi-uy." in ran.stdout
    assert verifier.main([str(folder / "record.zip"), "--code", code]) == 0
    assert "this code proves only: 'chi-uy', 'bi-thu'\n" in capsys.readouterr().out
    assert verifier.main([str(folder / "record.zip"), "--code", short_code(found.seal_head or "")]) == 0
    assert "proves only" not in capsys.readouterr().out
    assert verifier.main([str(folder / "record.zip"), "--code", code[:-1]]) == 1
    assert "proves only" not in capsys.readouterr().out
    covered = valid(run_cli("verify", folder / "record.zip", "--code", code, "--json").stdout)["code_covers"]
    assert covered == ["bi-thu", "chi-uy"]
    own = valid(run_cli("verify", folder / "record.zip", "--code", short_code(found.count_head or ""), "--json").stdout)
    assert own["code_covers"] == []
    assert set(valid(run_cli("verify", folder / "record.zip", "--json").stdout)["earlier_codes"]) == {
        "chi-uy",
        "bi-thu",
    }


def test_a_scan_may_not_take_the_name_of_a_paper(folder: Path, run_cli: RunCli) -> None:
    scan = folder / "Minutes-Chi-Uy.PDF"
    scan.write_bytes(b"%PDF")
    assert fault_names(run_cli("seal", folder, "--paper", scan, "--json").stdout) == ["seal.paper"]


def test_nothing_is_made_while_an_account_is_open(tmp_path: Path, run_cli: RunCli) -> None:
    shutil.copytree(SAMPLES / "qua-so-phieu", tmp_path / "dai-hoi")
    for command in ("minutes", "slides", "papers"):
        ran = run_cli(command, tmp_path / "dai-hoi", "--json")
        assert ran.exit_code == 3
        assert fault_names(ran.stdout) == ["papers.account_open"]
    assert not (tmp_path / "dai-hoi" / "papers").exists()
    assert run_cli("seal", tmp_path / "dai-hoi", "-o", tmp_path / "record.zip").exit_code == 3
    assert not [name for name in open_record(tmp_path / "record.zip").files if name.startswith("papers/")]


def test_nothing_is_made_while_a_mark_waits_for_its_ruling(folder: Path, run_cli: RunCli) -> None:
    ballots = folder / "ballots-chi-uy.csv"
    lines = ballots.read_text(encoding="utf-8").splitlines()
    number = lines[1].split(",")[0]
    ballots.write_text(
        "\n".join([lines[0], f"{number},?" + "," * (lines[0].count(",") - 1), *lines[2:]]), encoding="utf-8"
    )
    ran = run_cli("minutes", folder, "--json")
    assert ran.exit_code == 3
    assert fault_names(ran.stdout) == ["ballots.unclear"]
    assert not (folder / "papers").exists()


def test_what_cannot_be_made_is_said(folder: Path, run_cli: RunCli) -> None:
    assert fault_names(run_cli("minutes", folder, "--contest", "bch", "--json").stdout) == ["papers.contest"]
    (folder / "papers").mkdir()
    (folder / "papers" / "papers.json").write_bytes(b"{")
    assert fault_names(run_cli("minutes", folder, "--json").stdout) == ["papers.versions"]
    assert fault_names(run_cli("seal", folder, "--json").stdout) == ["papers.versions"]
    shutil.rmtree(folder / "papers")
    (folder / "papers").write_bytes(b"")
    assert fault_names(run_cli("minutes", folder, "--json").stdout)[0] in {"file.unreadable", "output.cannot_write"}


@pytest.mark.parametrize("letterhead", ["party", "state", "youth_union"])
def test_the_heading_may_choose_whose_papers_they_are(letterhead: str, folder: Path, run_cli: RunCli) -> None:
    toml = folder / "congress.toml"
    toml.write_bytes(toml.read_bytes().replace(b"[heading]", b'[heading]\nletterhead = "%s"' % letterhead.encode()))
    assert run_cli("minutes", folder).exit_code == 0
    words = {
        "party": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "state": "Độc lập - Tự do - Hạnh phúc",
        "youth_union": "ĐOÀN TNCS HỒ CHÍ MINH",
    }
    head = docx_lines((folder / "papers" / "minutes-chi-uy.docx").read_bytes())[0]
    assert [name for name, said in words.items() if said in head] == [letterhead]
    assert words[letterhead] in pdf_pages((folder / "papers" / "minutes-chi-uy.pdf").read_bytes())[0]
    assert run_cli("seal", folder, "-o", folder / "record.zip").exit_code == 0
