"""Goal 6: what a command costs before it does anything, and a small count, against bare Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.measure import Goal, Run

NAME = "startup"
UNIT = "s"
REPEATS = 15
GOALS = (
    Goal(name="kiemphieu --help", subject="help", reference="python", limit=5),
    Goal(name="count --json, 248 ballots, two contests", subject="count", reference="help", limit=2.2),
    Goal(name="as many dataclasses as a count has, alone", subject="dataclasses", reference="help", limit=None),
)
_PROGRAM = "import sys; from tally.cli import main; main(sys.argv[1:])"
_DATACLASSES = """
from dataclasses import make_dataclass
for number in range(91):  # the standard library writes and compiles six functions for each
    make_dataclass(f"C{number}", [(name, int) for name in "abcde"], frozen=True, slots=True, kw_only=True)
"""
_CHECKOUT = Path(__file__).parents[2]


def variants(_folder: Path, *, short: bool) -> Mapping[str, Run]:  # noqa: ARG001 - nothing here grows with size
    """Bare Python, ``--help``, and the district sample counted to JSON; each a process of its own."""
    sample = _CHECKOUT / "samples" / "huyen-2020"
    return {
        "python": lambda: _process("pass"),
        "help": lambda: _process(_PROGRAM, "--help"),
        "dataclasses": lambda: _process(_DATACLASSES),
        "count": lambda: _process(_PROGRAM, "count", str(sample), "--json"),
    }


def _process(code: str, *args: str) -> None:
    subprocess.run([sys.executable, "-c", code, *args], cwd=_CHECKOUT, stdout=subprocess.DEVNULL, check=True)
