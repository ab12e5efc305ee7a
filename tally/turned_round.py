"""Struck read as kept, or kept as struck (đọc ngược dấu): what people are shown so that they notice it.

In Linz, 3 June 2023, votes went into a sheet made for strike-outs, and the loser was announced. A file that holds marks
says what they mean, and a file that does not is refused; but nothing in a file can tell that its heading is wrong. So
the count names one ballot to be held against its paper, and says it where the pile looks as if it were turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.model import Form
from tally.model import Ballot, RawMark, Tally
from tally.streamed import StreamedBallots
from tally.validity import BallotForm


@dataclass(frozen=True, slots=True)
class Shown:
    """A ballot to be held against its paper (lá phiếu để đối chiếu): its number, and the numbers of the names."""

    number: int
    struck: tuple[int, ...]
    kept: tuple[int, ...]


def ballot_to_show(ballots: Sequence[Ballot], form: Form) -> Shown | None:
    """Find the first ballot with names struck and names kept and nothing to rule on; None where there is none.

    Of a big box one of its sample. Two boxes with their headings printed cannot be turned round unnoticed.
    """
    if form is not Form.STRIKE_OUT:
        return None
    among = ballots.streamed.sample if isinstance(ballots, StreamedBallots) else ballots
    plain = {RawMark.STRUCK.value, RawMark.KEPT.value}
    found = next((each for each in among if each.ruling is None and set(each.marks) == plain), None)
    if found is None:
        return None
    marks = list(enumerate(found.marks, start=1))
    struck = tuple(name for name, mark in marks if mark == RawMark.STRUCK)
    return Shown(number=found.number, struck=struck, kept=tuple(name for name, mark in marks if mark == RawMark.KEPT))


def looks_turned_round(tally: Tally, paper: BallotForm) -> bool:
    """Whether the valid ballots keep less than half of the seats, and what they strike would fill no more than all.

    People who strike names out leave about as many as there are seats. It is a hint, never a verdict: of two names and
    one seat no number tells.
    """
    kept, struck, places = sum(tally.votes), sum(tally.against), paper.seats * tally.valid
    return paper.form is Form.STRIKE_OUT and 2 * kept < places and struck <= places
