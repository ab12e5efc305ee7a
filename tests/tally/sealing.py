"""Records sealed by the command, for tests of the commands that use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.conftest import CHECKOUT

SEED = "41625 36415 22314 65431"


def valid(text: str) -> Any:  # noqa: ANN401 - JSON as it is
    """The JSON a command prints, held to its published schema."""
    content = json.loads(text)
    name = content["format"].replace("/", "-")
    schema = json.loads((CHECKOUT / "rules" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(content)
    return content


def fault_names(text: str) -> list[str]:
    """The names of the faults a command prints."""
    return [fault["name"] for fault in valid(text)["faults"]]


def other_mark(folder: Path) -> None:
    """Ballot 1 strikes 43, not 44."""
    path = folder / "ballots-bch.csv"
    path.write_bytes(path.read_bytes().replace(b"\n001,18 31 34 40 44,", b"\n001,18 31 34 40 43,"))
