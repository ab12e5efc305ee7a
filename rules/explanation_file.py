"""What a check means in words: how its provision is read, the reading rejected, a case that passes and one that fails.

One file a check in ``rules/examples``, in both languages. Its two cases are written as those of ``tests/cases``, and
the tests run them as they run those: what is printed as an example is what the program does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rules.law_table import LawTable, table_of
from rules.toml_file import read_toml

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case: the sentence by language, the rules and the day, and the finding it gives, as JSON names its parts.

    Of several findings of one check the last is what the example is about. ``found`` leaves out what is not said.
    """

    sentence: Mapping[str, str]
    rules: str
    opens: date
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The reading of a check, the one rejected, and its examples."""

    reading: Mapping[str, str]
    rejected: Mapping[str, str]
    passes: Example
    fails: Example


def load_explanation(code: str, *, folder: Path = EXAMPLES) -> Explanation:
    """Read the file of a code; it travels in the package, so what is wrong with it is a fault of ours."""
    name = f"{code}.toml"
    table = table_of(read_toml(folder / name, shown=name))
    reading, rejected = (table.in_languages(key, required=True) for key in ("reading", "rejected"))
    examples = {shows: _example(case) for case in table.tables("case") if (shows := case.text("shows"))}
    if table.faults.faults or set(examples) != {"passes", "fails"}:
        raise ValueError(f"{name} is no explanation: {table.faults.faults or sorted(examples)}")
    return Explanation(reading=reading, rejected=rejected, passes=examples["passes"], fails=examples["fails"])


def _example(case: LawTable) -> Example:
    expected = case.raw("expect")
    found = expected[-1] if isinstance(expected, list) else expected
    return Example(
        sentence=case.in_languages("name", required=True),
        rules=case.text("rules", required=True) or "",
        opens=case.day("opens", required=True) or date.min,
        found=found if isinstance(found, dict) else {},
    )
