"""Congress folders counted for tests: results held to their schema, and what is told of faults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import rules as rules_package
from rules.errors import Fault, InputError
from rules.json_form import faults_form
from rules.messages import Translator
from tally.congress_count import count_folder
from tally.result_file import result_json

SCHEMAS = Path(rules_package.__file__).parent / "schemas"


def validator(name: str) -> Draft202012Validator:
    """The published schema of a format."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


RESULT, FAULTS = validator("kiemphieu-result-1"), validator("kiemphieu-faults-1")


def result_of(folder: Path) -> dict[str, Any]:
    """Count a folder and write the result."""
    counted = count_folder(folder)
    form = result_json(counted.result, counted.boxes)
    RESULT.validate(form)
    return form


def contests_of(folder: Path) -> dict[str, Any]:
    """The contests of the result by their id."""
    return {each["id"]: each for each in result_of(folder)["contests"]}


def faults_of(folder: Path, error: type[InputError] = InputError) -> tuple[Fault, ...]:
    """Everything that keeps a folder from being counted."""
    with pytest.raises(InputError) as raised:
        count_folder(folder)
    assert type(raised.value) is error
    for lang in ("vi", "en"):
        FAULTS.validate(faults_form(raised.value.faults, Translator(lang).text))
    return raised.value.faults


def told(folder: Path, error: type[InputError] = InputError) -> list[tuple[str, str]]:
    """Everything that keeps a folder from being counted: file and name."""
    return [(fault.file, fault.name) for fault in faults_of(folder, error)]
