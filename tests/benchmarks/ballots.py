"""Ballots while the congress waits: 500 for a re-vote, against the one sheet they could be copied from."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.measure import Goal, Run

NAME = "ballots"
UNIT = "s"
REPEATS = 5
GOALS = (
    Goal(
        name="500 ballots of a re-vote, the count it follows from included", subject="500", reference="sheet", limit=4
    ),
)
_PROGRAM = "import sys; from tally.cli import main; main(sys.argv[1:])"
_CHECKOUT = Path(__file__).parents[2]


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """The sample whose second vote is still to come; each variant is a process of its own."""
    congress = shutil.copytree(_CHECKOUT / "samples" / "bang-phieu-bau-lai", folder / "congress", dirs_exist_ok=True)
    toml = congress / "congress.toml"
    coming = re.sub(r"ballots = \{ file = \"ballots-bch-bau-lai[^\n]*\n", "", toml.read_text(encoding="utf-8"))
    toml.write_text(coming, encoding="utf-8")
    many = "20" if short else "500"
    return {"sheet": lambda: _process(congress, "4"), "500": lambda: _process(congress, many)}


def _process(congress: Path, copies: str) -> None:
    words = ("ballots", str(congress), "--contest", "bch-bau-lai", "--copies", copies)
    subprocess.run([sys.executable, "-c", _PROGRAM, *words], cwd=_CHECKOUT, stdout=subprocess.DEVNULL, check=True)
