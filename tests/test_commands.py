"""The program as a user types it: commands, languages, exit codes, files left alone, what the README says."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from rules.command_line import Group
from rules.session import FINE, INTERRUPTED, NO, OUR_FAULT, UNDECIDED, UNUSABLE
from tally.cli import main
from tests.conftest import CHECKOUT, Golden, RunCli, RunProgram

SAMPLES = CHECKOUT / "samples"
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
FAULTS = json.loads((CHECKOUT / "rules" / "schemas" / "kiemphieu-faults-1.schema.json").read_text(encoding="utf-8"))


def commands(group: Group) -> list[str]:
    """Every command and subcommand, as it is typed."""
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found += [f"{name} {each}" for each in commands(command)] if isinstance(command, Group) else [name]
    return found


def shown_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["", *commands(main)])
def test_every_command_has_help_in_both_languages(command: str, lang: str, run_program: RunProgram) -> None:
    help_text = run_program(*command.split(), "--help", "--lang", lang).stdout
    assert help_text.startswith("Usage:" if lang == "en" else "Cách dùng:")
    assert not re.search("[ăâđêôơưạảấầậắằặẻẽếềểễệịọốồổộớờởỡợụủứừửữựỳỵỷỹ]", help_text) or lang == "vi"


@pytest.mark.parametrize("command", commands(main))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"kiemphieu {command}" in README


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("count", "huyen-2020"), FINE),
        (("check", "danh-sach-sai"), NO),
        (("count", "danh-sach-sai"), UNUSABLE),
        (("count", "bang-phieu"), UNDECIDED),
        (("count", "qua-so-phieu"), UNDECIDED),
        (("count", "khong-co"), UNUSABLE),
        (("check", "khong-co"), UNUSABLE),
        (("dem", "huyen-2020"), UNUSABLE),
        (("count", "--khong-co"), UNUSABLE),
        (("count",), UNUSABLE),
    ],
)
def test_exit_codes(words: tuple[str, ...], code: int, run_cli: RunCli) -> None:
    found = run_cli(words[0], *(SAMPLES / word if not word.startswith("-") else word for word in words[1:]))
    assert found.exit_code == code
    assert "Traceback" not in found.output


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["check", "count"])
@pytest.mark.parametrize("sample", ["huyen-2020", "bang-phieu", "qua-so-phieu", "bau-thieu", "danh-sach-sai"])
def test_what_people_read(sample: str, command: str, lang: str, run_cli: RunCli, golden: Golden) -> None:
    found = run_cli(command, SAMPLES / sample, "--lang", lang)
    # A fault is told with the path as the user gave it, which differs from checkout to checkout.
    golden(f"{command}-{sample}.{lang}.txt", found.output.replace(str(SAMPLES), "samples"))


def test_english_output_has_no_vietnamese_sentence(run_cli: RunCli) -> None:
    """Names of people stay; the words around them do not: these are ours and would show a missing translation."""
    for command in ("check", "count"):
        output = run_cli(command, SAMPLES / "huyen-2020", "--lang", "en").stdout
        assert not re.search("phiếu|trúng cử|danh sách|quy định|cần bầu|trở lên|người", output)


def test_demo_goes_the_whole_way_in_an_empty_folder(run_program: RunProgram, tmp_path: Path, golden: Golden) -> None:
    found = run_program("demo")
    assert found.returncode == FINE
    assert found.stderr == ""
    golden("demo.vi.txt", found.stdout)
    assert (tmp_path / "kiemphieu-demo" / "congress.toml").is_file()


def test_demo_again_takes_another_folder(run_program: RunProgram, tmp_path: Path) -> None:
    run_program("demo")
    before = shown_files(tmp_path)
    assert run_program("demo").returncode == FINE
    assert (tmp_path / "kiemphieu-demo-2").is_dir()
    assert before.items() <= shown_files(tmp_path).items()


@pytest.mark.parametrize("sample", sorted(path.parent.name for path in SAMPLES.glob("*/congress.toml")))
def test_demo_explains_every_sample(sample: str, run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("demo", tmp_path / "mau", "--sample", sample)
    assert found.exit_code == FINE, found.output


def test_demo_of_an_unknown_sample_names_those_there_are(run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("demo", tmp_path / "mau", "--sample", "khac")
    assert found.exit_code == UNUSABLE
    assert "huyen-2020" in found.output
    assert not (tmp_path / "mau").exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_new_makes_a_folder_that_says_what_is_still_to_be_filled_in(lang: str, run_cli: RunCli, tmp_path: Path) -> None:
    folder = tmp_path / "dai-hoi"
    assert run_cli("new", folder, "--lang", lang).exit_code == FINE
    assert sorted(path.name for path in folder.iterdir()) == ["ballots-bch.csv", "congress.toml", "slate-bch.csv"]
    assert (folder / "slate-bch.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "a spreadsheet needs the mark"
    found = run_cli("check", folder, "--json")
    faults = json.loads(found.stdout)["faults"]
    assert found.exit_code == UNUSABLE
    assert {"congress.name", "congress.body", "congress.opens"} <= {fault["key"] for fault in faults}
    assert any(fault["file"] == "slate-bch.csv" for fault in faults), "an empty slate is told as well"


def test_new_filled_in_is_checked_and_counted(run_cli: RunCli, tmp_path: Path) -> None:
    """What a user does next: answers on the command line, names and ballots typed into the templates."""
    folder = tmp_path / "chi-bo"
    known = ("--name", 'Đại hội "Chi bộ 1"', "--body", "Chi bộ 1", "--level", "branch", "--opens", "2025-05-11")
    assert run_cli("new", folder, *known, "--seats", "3").exit_code == FINE
    congress = (folder / "congress.toml").read_text(encoding="utf-8")
    congress = congress.replace("summoned = 0", "summoned = 3").replace("present  = 0", "present  = 3")
    congress = congress.replace("# ballots = ", "ballots = ").replace(
        "issued = 0, returned = 0", "issued = 3, returned = 3"
    )
    (folder / "congress.toml").write_text(congress, encoding="utf-8")
    with (folder / "slate-bch.csv").open("a", encoding="utf-8") as slate:
        names = ("Đỗ An", "Lê Bình", "Vũ Cường", "Hồ Dung")
        slate.writelines(f"{number},{name},1980,Nữ{',' * 10}\n" for number, name in enumerate(names, start=1))
    with (folder / "ballots-bch.csv").open("a", encoding="utf-8") as ballots:
        ballots.writelines(["1,4,\n", "2,4,\n", "3,3 4,\n"])
    assert run_cli("check", folder).exit_code == FINE
    result = json.loads(run_cli("count", folder, "--json").stdout)
    assert result["congress"]["name"] == 'Đại hội "Chi bộ 1"'
    assert result["contests"][0]["outcome"]["elected"] == [1, 2, 3]


def test_new_touches_nothing_that_is_there(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "việc.txt").write_text("của tôi", encoding="utf-8")
    before = shown_files(tmp_path)
    assert run_cli("new", tmp_path).exit_code == UNUSABLE
    assert shown_files(tmp_path) == before


def test_new_in_the_empty_folder_one_stands_in(run_program: RunProgram, tmp_path: Path) -> None:
    assert run_program("new", ".").returncode == FINE
    assert (tmp_path / "congress.toml").is_file()


def test_output_writes_what_json_prints(run_cli: RunCli, tmp_path: Path) -> None:
    for command in ("check", "count"):
        file = tmp_path / f"{command}.json"
        printed = run_cli(command, SAMPLES / "huyen-2020", "--json", "-o", file).stdout
        assert file.read_text(encoding="utf-8") == printed


def test_a_refused_input_leaves_the_old_output_alone(run_cli: RunCli, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("cũ", encoding="utf-8")
    assert run_cli("count", SAMPLES / "danh-sach-sai", "-o", file).exit_code == UNUSABLE
    assert shown_files(tmp_path) == {"result.json": "cũ".encode()}


def test_an_output_that_cannot_be_written_is_told(run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("count", SAMPLES / "huyen-2020", "-o", tmp_path / "không" / "result.json")
    assert found.exit_code == UNUSABLE
    assert "không/result.json" in found.output


@pytest.mark.parametrize(
    "words",
    [("count", "danh-sach-sai"), ("count", "khong-co"), ("rules", "show", "party-1999"), ("count", "--sai")],
)
def test_faults_for_programs_hold_their_schema(words: tuple[str, ...], run_cli: RunCli) -> None:
    *start, last = words
    found = run_cli(*start, SAMPLES / last if start == ["count"] and not last.startswith("-") else last, "--json")
    Draft202012Validator(FAULTS).validate(json.loads(found.stdout))
    assert found.exit_code == UNUSABLE


def test_faults_for_people_name_file_place_value_and_remedy(run_cli: RunCli, tmp_path: Path) -> None:
    folder = tmp_path / "mẫu"
    shutil.copytree(SAMPLES / "huyen-2020", folder)
    ballots = folder / "ballots-bch.csv"
    ballots.write_text(ballots.read_text(encoding="utf-8").replace("\n002,", "\n001,"), encoding="utf-8")
    found = run_cli("count", folder)
    assert found.exit_code == UNUSABLE
    assert "ballots-bch.csv, dòng 3, cột ballot: «1»" in found.output
    assert "→" in found.output


def test_rules_list_and_show_on_a_date(run_cli: RunCli) -> None:
    listed = json.loads(run_cli("rules", "list", "--json").stdout)
    assert {"party-2020", "party-2025"} <= {pack["name"] for pack in listed["packs"]}
    before = run_cli("rules", "show", "party-2025", "--on", "2024-10-09", "--json").stdout
    after = run_cli("rules", "show", "party-2025", "--on", "2024-10-10", "--json").stdout
    assert "surplus.prepared" not in before
    assert "surplus.prepared" in after


def test_a_slate_alone_is_checked_as_a_list(run_cli: RunCli) -> None:
    slate = SAMPLES / "danh-sach-sai" / "slate-bch.csv"
    alone = json.loads(run_cli("check", slate, "--json").stdout)
    assert {finding["code"][:2] for finding in alone["findings"]} == {"LS"}
    assert alone["congress"] is None
    known = ("--opens", "2025-06-15", "--level", "district", "--seats", "27")
    under_rules = json.loads(run_cli("check", slate, *known, "--json").stdout)
    assert {"SZ02", "CP01"} <= {finding["code"] for finding in under_rules["findings"]}


@pytest.mark.parametrize("words", [("--help",), ("count", str(SAMPLES / "huyen-2020"), "--json")])
def test_light_commands_import_nothing_heavy(words: tuple[str, ...]) -> None:
    """Goal 6 of the speed list: what a small count and help must never load. The checks are twenty modules."""
    code = (
        "import sys\nfrom tally.cli import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'rich', 'pyarrow', 'jsonschema', 'babel', 'rules.checks'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_fault_of_ours_is_one_sentence_and_a_report(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tally.congress_count.count_folder", lambda *_: 1 // 0)
    found = run_cli("count", SAMPLES / "huyen-2020")
    assert found.exit_code == OUR_FAULT
    assert "Traceback" not in found.output
    (report,) = tmp_path.glob("kiemphieu-*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert str(report) in found.output


INTERRUPTED_IN = {
    "before anything is counted": ("tally.congress_count", "count_folder"),
    "while ballots stream past": ("tally.stream", "_Watch.add"),
    "while they wait on disk to be sorted": ("tally.spool", "Spool.add"),
    "while the result is written": ("os", "fsync"),
    "just before it stands there": ("pathlib", "Path.replace"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to a process of its own")
@pytest.mark.parametrize("before", [None, "an older result"])
@pytest.mark.parametrize("moment", INTERRUPTED_IN)
def test_interrupting_ends_with_130_and_leaves_nothing_half_written(
    moment: str, before: str | None, tmp_path: Path
) -> None:
    """Whatever stood there stands there still; nothing else does, not even among the temporary files."""
    work, temporary = tmp_path / "work", tmp_path / "tmp"
    shutil.copytree(SAMPLES / "huyen-2020", work)
    temporary.mkdir()
    (work / "ballots-bch.csv").write_text(_out_of_order(work / "ballots-bch.csv"), encoding="utf-8")
    if before is not None:
        (work / "result.json").write_text(before, encoding="utf-8")
    module, name = INTERRUPTED_IN[moment]
    code = (
        f"import signal, {module} as module, tally.ballot_file\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # who runs in the background ignores it
        "tally.ballot_file.SMALL = 100\n"
        f"module.{name} = lambda *_, **__: signal.raise_signal({signal.SIGINT.value})\n"
        "from tally.cli import main\n"
        "main(['count', '.', '-o', 'result.json'])"
    )
    files = shown_files(work)
    plain = os.environ | {"PYTHONPATH": str(CHECKOUT), "TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=work, env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == INTERRUPTED, done.stderr
    assert "Traceback" not in done.stderr
    assert shown_files(work) == files
    assert list(temporary.iterdir()) == []


def _out_of_order(path: Path) -> str:
    """The ballots turned round: a big box in another order than that of its numbers waits on disk."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join([header, *reversed(lines)]) + "\n"


def test_the_readmes_commands_run_one_after_the_other(run_program: RunProgram) -> None:
    """A new user types them where the README's first lines were typed; each of them has to end well."""
    assert "&& .venv/bin/kiemphieu demo\n" in README
    assert run_program("demo").returncode == FINE
    (block,) = re.findall(r"^```sh\n(kiemphieu .*?)^```$", README, re.DOTALL | re.MULTILINE)
    for line in block.splitlines():
        program, *words = line.split()
        assert program == "kiemphieu"
        done = run_program(*words)
        assert (line, done.returncode, done.stderr) == (line, FINE, "")


def test_the_readmes_exit_codes_are_all_of_them() -> None:
    rows = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert rows == {FINE, NO, UNUSABLE, UNDECIDED, OUR_FAULT, INTERRUPTED}


@pytest.mark.parametrize("command", ["count", "check", "new", "demo"])
@pytest.mark.parametrize("name", ["\udcff", "\udcff.json", "x" * 5000, "a\nb\x1b[31m"])
def test_a_path_no_system_or_terminal_can_bear_is_told_in_words(
    command: str, name: str, run_cli: RunCli, tmp_path: Path
) -> None:
    """Bytes that are no text, a name too long for the system, what would move the cursor."""
    found = run_cli(command, tmp_path / "folder" / "deeper" / name)
    assert found.exit_code in {UNUSABLE, FINE}
    assert "Traceback" not in found.output
    assert "\x1b" not in found.stderr


@pytest.mark.parametrize("ending", [".json", ".csv", ".cat", ".pb", ""])
def test_what_is_no_folder_is_not_called_a_missing_folder(ending: str, run_cli: RunCli, tmp_path: Path) -> None:
    pipe = tmp_path / f"deck{ending}"
    os.mkfifo(pipe)
    found = run_cli("count", pipe, "--lang", "en")
    assert found.exit_code == UNUSABLE
    assert "is not a file" in found.stderr if ending else "this kind of file is not known" in found.stderr


def test_a_deck_that_is_missing_is_called_a_missing_file(run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("count", tmp_path / "khong-co.json", "--lang", "en")
    assert found.exit_code == UNUSABLE
    assert "there is no file" in found.stderr
