"""What somebody with a record, a zip program and time can do to it; and the two that look at it afterwards."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from rules.archive import write_archive
from tally.audit import Audit, audit
from tally.count_record import INPUTS, count_head
from tally.record import canonical_json
from tally.record_file import record_from
from tally.seal_file import SealedRecord, seal
from tests.tally.records import VERIFIER, sealed

SAMPLE = "huyen-2020"
BALLOTS = "contests/bch/ballots.csv"

Files = dict[str, bytes]


class Depth(Enum):
    """How far a forger goes: the file alone, the sums as well, or the whole chain of digests."""

    FILE = "file"
    SUMS = "sums"
    CHAIN = "chain"


@dataclass(frozen=True)
class Seen:
    """What verify.py and the package say of a record: exit code and output of one, checks of the other."""

    exit_code: int
    said: str
    audit: Audit

    @property
    def failed(self) -> set[str]:
        """The checks that failed."""
        return {checked.check.name for checked in self.audit.checks if checked.passed is False}

    @property
    def named(self) -> set[str]:
        """The files the package names."""
        return {difference.file for checked in self.audit.checks for difference in checked.differences}


def files_of(sample: str = SAMPLE) -> Files:
    """The files of an honest record."""
    return dict(sealed(sample).files)


def digest(content: bytes) -> str:
    """Hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def with_sums(files: Files) -> Files:
    """SHA256SUMS made again."""
    summed = sorted(set(files) - {"SHA256SUMS", "signatures.json"})
    lines = (f"{digest(files[name])}  {name}\n" for name in summed)
    return files | {"SHA256SUMS": "".join(lines).encode()}


def entries(files: Mapping[str, bytes]) -> list[Any]:
    """The log as JSON."""
    return [json.loads(line) for line in files["log.jsonl"].splitlines()]


def with_log(files: Files, log: list[Any]) -> Files:
    """Another log, chained as it should be, with its heads in SEAL.json, and sums."""
    lines: list[bytes] = []
    heads: dict[str, str] = {}
    previous = "0" * 64
    for number, entry in enumerate(log, start=1):
        line = canonical_json(entry | {"Sequence": number, "Previous": previous})
        previous = digest(line)
        lines.append(line)
        if entry["Type"] == "result_made":
            heads["count_head"] = previous
    heads["seal_head"] = previous
    return with_seal(files | {"log.jsonl": b"".join(lines)}, **heads)


def with_seal(files: Files, **values: object) -> Files:
    """Other values in SEAL.json, and sums."""
    form = json.loads(files["SEAL.json"]) | values
    return with_sums(files | {"SEAL.json": (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()})


def with_digests(files: Files) -> Files:
    """Every digest in the log made to fit the files again."""
    log = entries(files)
    for entry in log:
        name = entry["Details"].get("file")
        if name in files:
            entry["Details"]["sha256"] = digest(files[name])
    return with_log(files, log)


def forged(files: Files, changes: Mapping[str, bytes], depth: Depth) -> bytes:
    """A record with other files, its digests rewritten as far as the forger goes."""
    changed = files | dict(changes)
    rewritten: Mapping[Depth, Callable[[Files], Files]] = {
        Depth.FILE: dict,
        Depth.SUMS: with_sums,
        Depth.CHAIN: with_digests,
    }
    return write_archive(rewritten[depth](changed))


def resealed(folder: Path, change: Callable[[Path], None], sample: str = SAMPLE) -> SealedRecord:
    """The perfect forgery: the inputs changed, and everything made again from them."""
    for name, content in files_of(sample).items():
        if name.startswith(INPUTS):
            path = folder / name.removeprefix(INPUTS)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    change(folder)
    return seal(count_head(folder))


def look(folder: Path, content: bytes, code: str = "") -> Seen:
    """Show a record to an auditor's own verify.py, and to the package."""
    path = folder / "record.zip"
    path.write_bytes(content)
    command = [sys.executable, "-I", "-B", str(VERIFIER), str(path), *(["--code", code] if code else [])]
    ran = subprocess.run(command, capture_output=True, cwd=folder, check=False, timeout=60)
    assert ran.stderr == b""
    found = audit(record_from(content, shown="record.zip"), code=code or None)
    return Seen(exit_code=ran.returncode, said=ran.stdout.decode("utf-8"), audit=found)


def edited_line(content: bytes, number: int, change: Callable[[str], str]) -> bytes:
    """A table with the row of one ballot changed; an empty row is left out."""
    lines = content.decode("utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if line.split(",")[0].lstrip("0") == str(number))
    lines[at] = change(lines[at])
    return "".join(f"{line}\n" for line in lines if line).encode("utf-8")


def zipped(*entries: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip as any program makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()
