"""Hostile zips, a replaced verify.py, a record of a newer version: named, not run, not written anywhere."""

from __future__ import annotations

import io
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rules.archive import write_archive
from rules.errors import InputError
from tally.record_file import record_from
from tests.attacks.forging import Depth, files_of, forged, look, with_seal, zipped
from tests.conftest import RunCli
from tests.tally.records import VERIFIER

EVIL = b"import pathlib\npathlib.Path('owned').write_text('by a record')\nprint('KH\xe1\xbb\x9aP')\n"


def linked() -> zipfile.ZipInfo:
    """An entry that is a symbolic link."""
    info = zipfile.ZipInfo("inputs/congress.toml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def honest() -> list[tuple[zipfile.ZipInfo | str, bytes]]:
    """The entries of an honest record."""
    return list(files_of().items())


def encrypted() -> bytes:
    """The mark of a locked file in its entry."""
    content = bytearray(zipped(*honest()))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


HOSTILE = {
    "archive.outside": [
        zipped(*honest(), ("../owned", b"x")),
        zipped(*honest(), ("/owned", b"x")),
        zipped(*honest(), ("papers/../../owned", b"x")),
    ],
    "archive.link": [
        zipped(*[each for each in honest() if each[0] != "inputs/congress.toml"], (linked(), b"/etc/passwd"))
    ],
    "archive.duplicate": [zipped(*honest(), ("RESULT.json", b"{}"))],
    "archive.compressed": [zipped(("papers/bomb.pdf", b"\0" * 30_000_000), compression=zipfile.ZIP_DEFLATED)],
    "archive.encrypted": [encrypted()],
    "archive.damaged": [b"PK\x03\x04 but no more", b"", zipped(*honest())[:-30]],
}
CASES = [(fault, content) for fault, contents in HOSTILE.items() for content in contents]


def everything_under(folder: Path) -> set[str]:
    """Every file and folder there is."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(("fault", "content"), CASES, ids=[f"{fault}-{at}" for at, (fault, _) in enumerate(CASES)])
def test_a_hostile_zip_is_refused_by_name_and_leaves_nothing(
    fault: str, content: bytes, tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inside" / "deep"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "record.zip").write_bytes(content)
    with pytest.raises(InputError) as caught:
        record_from(content, shown="record.zip")
    assert fault in {each.name for each in caught.value.faults}
    for command in (("verify",), ("draw", "--seed", "6" * 20, "-n", "3"), ("sign", "--name", "A", "--key", "a.key")):
        ran = run_cli(command[0], "record.zip", *command[1:], "--json")
        assert ran.exit_code == 2
        assert fault in ran.stdout
    own = subprocess.run([sys.executable, "-B", VERIFIER, "record.zip"], capture_output=True, check=False, timeout=60)
    assert own.returncode == 2
    assert own.stderr == b""
    assert everything_under(tmp_path) == {"inside", "inside/deep", "inside/deep/record.zip"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_results_in_one_record_are_refused(tmp_path: Path, run_cli: RunCli) -> None:
    content = zipped(*honest(), ("result.json", b"{}"))
    (tmp_path / "record.zip").write_bytes(content)
    ran = run_cli("verify", tmp_path / "record.zip", "--json")
    assert ran.exit_code == 2
    assert "archive.duplicate" in ran.stdout
    own = subprocess.run(
        [sys.executable, "-B", VERIFIER, tmp_path / "record.zip"], capture_output=True, check=False, timeout=60
    )
    assert own.returncode == 2
    assert "trùng tên" in own.stdout.decode()


@pytest.mark.parametrize("depth", Depth)
def test_a_verifier_that_was_replaced_is_named_and_never_run(depth: Depth, tmp_path: Path) -> None:
    seen = look(tmp_path, forged(files_of(), {"verify.py": EVIL}, depth))
    assert "verifier" in seen.failed
    assert "verify.py" in seen.named
    assert not (tmp_path / "owned").exists()
    if depth is Depth.CHAIN:  # the count holds all the same; the auditor's own copy says that the other one is not it
        assert seen.exit_code == 0
        assert "không phải bản này" in seen.said
    else:
        assert seen.exit_code == 1


def test_another_verifier_of_another_release_is_named_too(tmp_path: Path) -> None:
    """A forger may say that another release sealed it: then nothing fails, and it is still said."""
    from tests.attacks.forging import entries, with_digests, with_log

    files = with_digests(files_of() | {"verify.py": EVIL})
    log = entries(files)
    log[-1]["Details"]["program"] = "0.0.1"
    files = with_seal(with_log(files, log), program={"kiemphieu": "0.0.1"})
    seen = look(tmp_path, write_archive(files))
    assert "verifier" not in seen.failed
    assert "verify.py" in seen.named
    assert "không phải bản này" in seen.said


@pytest.mark.parametrize("written", ["kiemphieu-record/2", "kiemphieu-record/10"])
def test_a_record_of_a_newer_version_asks_for_a_newer_program(written: str, tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(write_archive(with_seal(files_of(), format=written)))
    ran = run_cli("verify", path, "--json")
    assert ran.exit_code == 2
    assert "record.newer" in ran.stdout
    own = subprocess.run([sys.executable, "-B", VERIFIER, path], capture_output=True, check=False, timeout=60)
    assert own.returncode == 2
    assert "newer" in own.stdout.decode()


@pytest.mark.parametrize("seal", [b"{}", b"[]", b'{"format": 1}', b'{"format": "other/1"}', b"\xff", b"[" * 50_000])
def test_a_zip_that_is_no_record_is_said(seal: bytes, tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(write_archive(files_of() | {"SEAL.json": seal}))
    ran = run_cli("verify", path, "--json")
    assert ran.exit_code == 2
    assert "record.not_a_record" in ran.stdout


def test_a_record_packed_again_by_another_program_is_not_as_it_was_sealed(tmp_path: Path) -> None:
    """Nothing in it differs, but it is not the file that was sealed: bytes may hide in dates and attributes."""
    seen = look(tmp_path, zipped(*honest()))
    assert seen.exit_code == 0
    assert seen.failed == {"container"}


def test_something_hidden_between_the_files_is_found(tmp_path: Path) -> None:
    content = write_archive(files_of())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.comment == b""
    seen = look(tmp_path, b"#!/bin/sh\n" + content)
    assert seen.failed == {"container"}


@pytest.mark.parametrize("name", ["inputs/congress.toml/x", "inputs/" + "x" * 300])
def test_inputs_that_no_folder_can_hold_are_said(name: str, tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(forged(files_of(), {name: b"x"}, Depth.SUMS))
    ran = run_cli("verify", path)
    assert ran.exit_code == 1
    assert name in ran.stdout
    ran = run_cli("diff", path, path, "--json")
    assert ran.exit_code == 2
    assert "record.inputs" in ran.stdout
