"""What tests of the commands share: a sample to work in, and the sealed record of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tally.records import SAMPLES, whole


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
