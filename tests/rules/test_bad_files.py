"""One small file or folder for each way that input can be broken: what is said of it, and that nothing else happens."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rules.congress_file import read_congress
from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.slate_file import read_slate

BAD_FILES = Path(__file__).parent.parent / "bad_files"
SLATES = tomllib.loads((BAD_FILES / "slates.toml").read_text(encoding="utf-8"))
CONGRESSES = tomllib.loads((BAD_FILES / "congress.toml").read_text(encoding="utf-8"))
LANGUAGES = (Translator("vi"), Translator("en"))


def test_every_file_says_what_is_expected_of_it() -> None:
    assert {path.stem for path in (BAD_FILES / "slates").iterdir()} == set(SLATES)
    assert {path.name for path in (BAD_FILES / "congress").iterdir()} == set(CONGRESSES)
    assert len(SLATES) + len(CONGRESSES) >= 100


@pytest.mark.parametrize("case", SLATES)
def test_a_broken_slate_is_refused_by_name_and_place(case: str) -> None:
    with pytest.raises(InputError) as caught:
        read_slate(BAD_FILES / "slates" / f"{case}.csv", shown=f"{case}.csv")
    check(caught.value.faults, {"file": f"{case}.csv"} | SLATES[case])


@pytest.mark.parametrize("case", CONGRESSES)
def test_a_broken_folder_is_refused_by_name_and_place(case: str) -> None:
    read = read_congress(BAD_FILES / "congress" / case)
    check(read.faults, {"file": "congress.toml"} | CONGRESSES[case])


def check(faults: tuple[Fault, ...], expected: dict[str, Any]) -> None:
    """The first fault is the one expected; every one can be shown to people in both languages."""
    first = faults[0]
    place = {"row": first.place.row, "column": first.place.column, "key": first.place.key}
    found = {"file": first.file, "name": first.name, "seen": first.seen} | place
    said = expected.pop("said")
    assert {key: value for key, value in found.items() if value is not None} == expected
    assert said in LANGUAGES[0].text(first.message)
    for fault in faults:
        for language in LANGUAGES:
            assert language.text(fault.message).isprintable()
            assert language.text(fault.remedy).isprintable()
        assert fault.seen is None or fault.seen.isprintable()
