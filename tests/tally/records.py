"""Sealed records of the samples, made once, and the Python interpreters that can be found on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tally.count_record import count_head
from tally.record_file import RecordFile, record_from
from tally.record_papers import papers_to_seal
from tally.seal_file import SealedRecord, seal
from tests.conftest import CHECKOUT

SAMPLES = CHECKOUT / "samples"
VERIFIER = CHECKOUT / "tally" / "verifier.py"
OLDEST = (3, 8)


def sealable() -> list[str]:
    """Every sample that has ballots to count."""
    return sorted(path.parent.parent.name for path in SAMPLES.glob("*/expected/result.json"))


@cache
def sealed(sample: str) -> SealedRecord:
    """The record of a sample, without papers and without a time."""
    return seal(count_head(SAMPLES / sample))


@cache
def whole(sample: str) -> SealedRecord:
    """The record of a sample as the command seals it: with every paper."""
    record = count_head(SAMPLES / sample)
    return seal(record, papers=papers_to_seal(SAMPLES / sample, record))


def opened(sample: str) -> RecordFile:
    """The same record as somebody would read it."""
    return record_from(sealed(sample).content, shown="record.zip")


@cache
def pythons() -> tuple[str, ...]:
    """Every interpreter from 3.8 on that can be found: this one, those on the path, those of pyenv."""
    named = [shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], 20)]
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found: dict[tuple[int, ...], str] = {sys.version_info[:2]: sys.executable}
    for path in (*filter(None, named), *sorted(map(str, root.glob("versions/3.*/bin/python3")))):
        version = _version(path)
        if version is not None and version >= OLDEST:
            found.setdefault(version, path)
    return tuple(found[version] for version in sorted(found))


def _version(path: str) -> tuple[int, ...] | None:
    asked = [path, "-c", "import sys; print(*sys.version_info[:2])"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return tuple(map(int, told.stdout.split())) if told.returncode == 0 else None
