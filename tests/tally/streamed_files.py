"""Files written and read both ways, for the tests of boxes that stream."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rules.errors import Fault
from rules.model import Cells, Contest, Form
from tests.tally.big_piles import (
    contest_of,
    paper_of,
    wide_lines,
)
from tests.tally.builders import pile

UTF8 = "utf-8"


def write(folder: Path, of: Contest, text: str) -> None:
    """Write the contest's ballot file, its bytes as they are."""
    assert of.ballots is not None
    (folder / of.ballots.file).write_bytes(text.encode(UTF8))


PLAIN = pile(*(["kks", "ksk", "skk", "sss", "kkk"] * 9))


PAPER = paper_of(Form.STRIKE_OUT, 3)


OF = contest_of(PAPER, len(PLAIN), cells=Cells.KEPT)


def deviating(change: Callable[[list[str]], list[str]], *, numbered: bool = False, ruled: bool = False) -> str:
    """A file of one form in which something is changed."""
    return "\n".join(change(wide_lines(PLAIN, numbered=numbered, ruled=ruled))) + "\n"


def plainly(faults: tuple[Fault, ...]) -> list[tuple[object, ...]]:
    """Faults as the user sees them."""
    return sorted(
        (
            (fault.name, fault.file, fault.place.row or 0, str(fault.place), str(fault.seen), str(fault.message))
            for fault in faults
        ),
        key=str,
    )
