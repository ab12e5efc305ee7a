"""The column count: one column of bits a name, a bit a ballot; an independent second way to the same numbers.

Nothing here looks at a ballot on its own. Verdicts come from adding whole columns in bit planes, so that a slip
in ``count`` or ``validity`` is not repeated here. Columns are Python integers: exact, any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import Ballot, InvalidReason, RawMark, Tally
from tally.validity import BallotForm

Column = int
"""One bit a ballot; the first ballot of the file is the highest bit."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A pile of ballots turned on its side: for every name the ballots that are for and against it.

    ``ruled`` holds, for each ground the committee ruled on, the ballots concerned; ``ballots`` is how many.
    """

    ballots: int
    favour: tuple[Column, ...]
    against: tuple[Column, ...]
    ruled: dict[InvalidReason, Column]


def turn(ballots: Sequence[Ballot], names: int) -> Columns:
    """Turn ballots into columns. A mark in both boxes is a bit in ``favour`` and in ``against``."""
    favour = _bit_where(RawMark.KEPT, RawMark.AGREE, RawMark.BOTH)
    against = _bit_where(RawMark.STRUCK, RawMark.DISAGREE, RawMark.BOTH)
    rows = [ballot.reading for ballot in ballots]
    marks = ["".join(column) for column in zip(*rows, strict=True)] if rows else [""] * names
    reasons = {ballot.ruling for ballot in ballots if ballot.ruling is not None}
    return Columns(
        ballots=len(rows),
        favour=tuple(_bits(column.translate(favour)) for column in marks),
        against=tuple(_bits(column.translate(against)) for column in marks),
        ruled={
            reason: _bits("".join("1" if ballot.ruling is reason else "0" for ballot in ballots)) for reason in reasons
        },
    )


def count_columns(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None = None) -> Tally:
    """Count a turned pile; the same numbers as ``count.count`` or one of the two is wrong."""
    invalid = _invalid_columns(columns, paper, all_disagree)
    valid = _everyone(columns)
    for column in invalid.values():
        valid &= ~column
    pairs = tuple(zip(columns.favour, columns.against, strict=True))
    votes = tuple((favour & ~against & valid).bit_count() for favour, against in pairs)
    opposed = tuple((against & ~favour & valid).bit_count() for favour, against in pairs)
    total = valid.bit_count()
    return Tally(
        valid=total,
        invalid_reasons={reason: column.bit_count() for reason, column in invalid.items() if column},
        votes=votes,
        against=opposed,
        not_counted=tuple(total - votes[name] - opposed[name] for name in range(paper.names)),
    )


def verdicts(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None) -> list[InvalidReason | None]:
    """The verdict of every ballot as the columns have it: to name the ballots when two counts differ."""
    found: list[InvalidReason | None] = [None] * columns.ballots
    for reason, column in _invalid_columns(columns, paper, all_disagree).items():
        for place, bit in enumerate(f"{column:0{columns.ballots}b}"):
            if bit == "1":
                found[place] = reason
    return found


def _invalid_columns(
    columns: Columns,
    paper: BallotForm,
    all_disagree: AllDisagree | None,
) -> dict[InvalidReason, Column]:
    """Every ground with the ballots it voids; no ballot under two grounds, the committee's ruling first."""
    grounds = dict(columns.ruled)
    open_ballots = _everyone(columns)
    for column in columns.ruled.values():
        open_ballots &= ~column
    for reason, column in _computed(columns, paper, all_disagree).items():
        grounds[reason] = grounds.get(reason, 0) | (column & open_ballots)
    return grounds


def _computed(
    columns: Columns,
    paper: BallotForm,
    all_disagree: AllDisagree | None,
) -> dict[InvalidReason, Column]:
    everyone = _everyone(columns)
    if paper.form is Form.STRIKE_OUT:
        return {
            InvalidReason.OVERVOTE: _more_than(_bit_planes(columns.favour), paper.seats, everyone),
            InvalidReason.VOTES_FOR_NOBODY: everyone & ~_union(columns.favour),
        }
    if paper.names == 1:
        agree, disagree = columns.favour[0], columns.against[0]
        return {
            InvalidReason.DOUBLE_MARK: agree & disagree,
            InvalidReason.UNMARKED: everyone & ~(agree | disagree),
        }
    agreed = (favour & ~against for favour, against in zip(columns.favour, columns.against, strict=True))
    nobody = everyone & ~_union(agreed)
    return {InvalidReason.VOTES_FOR_NOBODY: nobody if all_disagree is AllDisagree.INVALID else 0}


def _bit_planes(columns: Iterable[Column]) -> list[Column]:
    """Add columns ballot by ballot, all ballots at once: plane i holds bit i of every ballot's sum."""
    planes: list[Column] = []
    for column in columns:
        carry = column
        for place, plane in enumerate(planes):
            planes[place], carry = plane ^ carry, plane & carry
        if carry:
            planes.append(carry)
    return planes


def _more_than(planes: Sequence[Column], limit: int, everyone: Column) -> Column:
    """The ballots whose sum is more than ``limit``: compared from the highest bit down."""
    more, equal = 0, everyone
    for place in reversed(range(max(len(planes), limit.bit_length()))):
        plane = planes[place] if place < len(planes) else 0
        if limit >> place & 1:
            equal &= plane
        else:
            more |= equal & plane
            equal &= ~plane
    return more


def _union(columns: Iterable[Column]) -> Column:
    together = 0
    for column in columns:
        together |= column
    return together


def _everyone(columns: Columns) -> Column:
    return (1 << columns.ballots) - 1


def _bit_where(*ones: RawMark) -> dict[int, int]:
    """A translation of mark letters into the digits of a column: 1 for these marks, 0 for all others."""
    return {ord(mark): ord("1" if mark in ones else "0") for mark in RawMark}


def _bits(text: str) -> Column:
    return int(text, 2) if text else 0
