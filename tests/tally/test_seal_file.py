"""Sealing twice gives the same bytes: in any time zone, language and hash seed, under any Python that can run it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from rules.errors import InputError
from tally import seal_file
from tally.count_record import count_head
from tally.record import PaperMade, RecordSealed, log_bytes
from tally.seal_file import UNCHAINED, seal, sums, verifier_source, versions
from tests.conftest import CHECKOUT
from tests.tally.records import SAMPLES, VERIFIER, pythons, sealable, sealed, whole

AT = "2020-07-15T17:30:00+07:00"
# Prints the digest of every sample's record. What CSV files need is pure Python, so a newer Python finds it there too.
SEAL_ALL = """
import hashlib, sys
from pathlib import Path
from tally.count_record import count_head
from tally.seal_file import seal
for sample in sys.argv[1:]:
    record = seal(count_head(Path(sample)), papers={"a.pdf": b"1", "b.pdf": b"2"}, at="2020-07-15T17:30:00+07:00")
    print(hashlib.sha256(record.content).hexdigest(), record.name)
"""
SEAL_WHOLE = """
import hashlib, sys
from pathlib import Path
from tally.count_record import count_head
from tally.record_papers import papers_to_seal
from tally.seal_file import seal
for sample in map(Path, sys.argv[1:]):
    record = count_head(sample)
    whole = seal(record, papers=papers_to_seal(sample, record))
    print(hashlib.sha256(whole.content).hexdigest(), whole.name)
"""
SURROUNDINGS = [
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LANG": "C", "LC_ALL": "C"},
    {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "12345", "LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1", "PYTHONOPTIMIZE": "2"},
]


def seal_all(
    python: str, surroundings: dict[str, str], folder: Path, samples: Iterable[str], program: str = SEAL_ALL
) -> str:
    """Seal samples in a process of its own."""
    paths = [str(CHECKOUT), *(path for path in sys.path if Path(path).name == "site-packages")]
    plain = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "HOME"}}
    environment = plain | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"} | surroundings
    command = [python, "-c", program, *(str(SAMPLES / sample) for sample in samples)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=folder, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def able() -> list[str]:
    """The Pythons that can run the program itself."""
    return [python for python in pythons() if _version(python) >= (3, 11)]


def _version(python: str) -> tuple[int, ...]:
    told = subprocess.check_output([python, "-c", "import sys; print(*sys.version_info[:2])"], text=True)
    return tuple(map(int, told.split()))


def here(samples: Iterable[str]) -> str:
    """What this process makes of them."""
    lines = []
    for sample in samples:
        record = seal(count_head(SAMPLES / sample), papers={"b.pdf": b"2", "a.pdf": b"1"}, at=AT)
        lines.append(f"{hashlib.sha256(record.content).hexdigest()} {record.name}\n")
    return "".join(lines)


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda each: each["TZ"])
def test_the_records_have_the_same_bytes_wherever_they_are_made(surroundings: dict[str, str], tmp_path: Path) -> None:
    assert seal_all(sys.executable, surroundings, tmp_path, sealable()) == here(sealable())


@pytest.mark.parametrize("python", able(), ids=lambda path: "-".join(Path(path).parts[-3:]))
def test_the_records_have_the_same_bytes_under_every_python(python: str, tmp_path: Path) -> None:
    of_csv = [sample for sample in sealable() if not list((SAMPLES / sample).glob("*.xls*"))]
    assert len(of_csv) > 1
    assert seal_all(python, SURROUNDINGS[1], tmp_path, of_csv) == here(of_csv)


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda each: each["TZ"])
def test_the_papers_in_them_have_the_same_bytes_too(surroundings: dict[str, str], tmp_path: Path) -> None:
    samples = ["huyen-2020", "hdnd-xa-2021"]
    made = [f"{hashlib.sha256(whole(each).content).hexdigest()} {whole(each).name}\n" for each in samples]
    assert seal_all(sys.executable, surroundings, tmp_path, samples, SEAL_WHOLE) == "".join(made)


def test_a_record_is_named_after_its_day_and_its_count_head() -> None:
    record = sealed("huyen-2020")
    assert record.name == f"record-2020-07-15-{record.count_head[:8]}.zip"


def test_a_record_holds_what_an_auditor_needs_and_nothing_else() -> None:
    assert sorted(sealed("huyen-2020").files) == [
        "SEAL.json",
        "SHA256SUMS",
        "congress.json",
        "contests/bch/ballots.csv",
        "contests/bch/slate.csv",
        "contests/bi-thu/ballots.csv",
        "contests/bi-thu/slate.csv",
        "inputs/ballots-bch.csv",
        "inputs/ballots-bi-thu.csv",
        "inputs/congress.toml",
        "inputs/slate-bch.csv",
        "inputs/slate-bi-thu.csv",
        "log.jsonl",
        "result.json",
        "rules.json",
        "verify.py",
    ]


def test_the_inputs_are_the_bytes_that_were_read() -> None:
    for name in ("congress.toml", "slate-bch.csv", "ballots-bch.csv"):
        assert sealed("bang-phieu").files[f"inputs/{name}"] == (SAMPLES / "bang-phieu" / name).read_bytes()


def test_the_zip_holds_those_files() -> None:
    with zipfile.ZipFile(io.BytesIO(sealed("bang-phieu").content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == sealed("bang-phieu").files


def test_seal_json_says_the_heads_and_the_versions() -> None:
    form = json.loads(sealed("huyen-2020").files["SEAL.json"])
    assert form["format"] == "kiemphieu-record/1"
    assert form["count_head"] == sealed("huyen-2020").count_head
    assert form["seal_head"] == sealed("huyen-2020").seal_head
    assert form["code"] == " ".join(re.findall("....", form["count_head"]))[:39]
    assert form["program"] == {"kiemphieu": versions()[0]}
    assert form["dependencies"] == versions()[1]
    assert "click" in form["dependencies"]
    assert "hypothesis" not in form["dependencies"]
    assert "sealed_at" not in form


def test_the_seal_names_what_sets_its_papers_though_the_installed_package_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seal_file, "requires", lambda _: [])
    assert list(versions()[1]) == ["lxml", "python-docx", "segno", "typst"]


def test_sums_are_of_everything_but_themselves_and_signatures() -> None:
    files = dict(sealed("huyen-2020").files) | {"signatures.json": b"{}"}
    names = [line[66:] for line in sums(files).decode().splitlines()]
    assert names == sorted(set(files) - {"SHA256SUMS", "signatures.json"})


def test_papers_are_logged_after_the_result_and_before_the_seal() -> None:
    record = seal(count_head(SAMPLES / "bang-phieu"), papers={"b.docx": b"2", "a.pdf": b"1"}, at=AT)
    acts = [entry.happened.act for entry in record.log[-3:]]
    assert acts[:2] == [
        PaperMade(file="papers/a.pdf", sha256=hashlib.sha256(b"1").hexdigest()),
        PaperMade(file="papers/b.docx", sha256=hashlib.sha256(b"2").hexdigest()),
    ]
    assert isinstance(acts[2], RecordSealed)
    assert [entry.happened.at for entry in record.log[-4:]] == [None, AT, AT, AT]
    assert json.loads(record.files["SEAL.json"])["sealed_at"] == AT
    assert record.files["log.jsonl"] == log_bytes(record.log)


def test_what_the_log_does_not_name_is_made_of_it() -> None:
    assert set(sealed("bang-phieu").files) & UNCHAINED == UNCHAINED - {"signatures.json"}


def test_a_paper_that_not_every_system_can_hold_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        seal(count_head(SAMPLES / "bang-phieu"), papers={"a:b.pdf": b""})
    assert [fault.name for fault in caught.value.faults] == ["archive.name"]


def test_the_verifier_in_it_is_the_one_of_this_release() -> None:
    assert sealed("bang-phieu").files["verify.py"] == VERIFIER.read_bytes() == verifier_source()


def test_an_uninstalled_checkout_knows_no_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_file, "PROGRAM", "kiemphieu-that-nobody-installed")
    assert versions() == ("unknown", {})


def test_the_readme_says_the_digest_of_the_verifier() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(verifier_source()).hexdigest() in readme
