"""How ballots lie on sheets of A4: the smallest size that holds the whole list, in one column or several.

Small ballots save paper and count faster, so they come first; names are never made smaller than eleven points, and a
list no single page holds goes on overleaf. Sizes are millimetres; heights of names come from the layout itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rules.model import Form

A4: Final = (210.0, 297.0)

FOOT: Final = 19.0
"""What stands below the list: room for the number, the digest of the list, the code."""

_HEADING: Final = 9.0
_NUMBER: Final = 11.0
_BOX: Final = 17.0
_BETWEEN: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A ballot of one size: width and height, margins, points of the names, least height of a row, columns of names.

    ``across`` and ``down`` say how many lie on a sheet; ``sheet`` is the sheet's width and height. ``compact`` has the
    title beside the stamp instead of below it.
    """

    width: float
    height: float
    across: int
    down: int
    sheet: tuple[float, float]
    columns: int
    side: float
    top: float
    points: float
    row: float
    compact: bool = False

    @property
    def per_sheet(self) -> int:
        """How many ballots a sheet holds."""
        return self.across * self.down

    @property
    def key(self) -> str:
        """``2X1``: ballots a sheet and columns of names, as the ballot's code says it."""
        return f"{self.per_sheet}X{self.columns}"

    @property
    def column(self) -> float:
        """The width of one column, its number and boxes included."""
        inside = self.width - 2 * self.side
        return (inside - (self.columns - 1) * _BETWEEN) / self.columns

    def name(self, form: Form) -> float:
        """The width left for a name."""
        return self.column - _NUMBER - (0 if form is Form.STRIKE_OUT else 2 * _BOX)

    def cells(self, form: Form) -> tuple[float, ...]:
        """The widths of a row: number, name, and the boxes where the form has them."""
        boxes = () if form is Form.STRIKE_OUT else (_BOX, _BOX)
        return (_NUMBER, self.name(form), *boxes)


_WIDE, _HIGH = A4
_A6 = {"width": _WIDE / 2, "height": _HIGH / 2, "across": 2, "down": 2, "sheet": A4, "side": 11.0, "top": 7.0}
_A5 = {"width": _HIGH / 2, "height": _WIDE, "across": 2, "down": 1, "sheet": (_HIGH, _WIDE), "side": 13.0, "top": 8.0}
_WHOLE = {"width": _WIDE, "height": _HIGH, "across": 1, "down": 1, "sheet": A4, "side": 16.0, "top": 10.0}


def _design(size: Mapping[str, object], columns: int, points: float, row: float, *, compact: bool = False) -> Design:
    return Design(**size, columns=columns, points=points, row=row, compact=compact)  # type: ignore[arg-type]  # the three sizes above


DESIGNS: Final = (
    _design(_A6, 1, 11.5, 7.0),
    _design(_A5, 1, 13.0, 7.5),
    _design(_A5, 2, 11.5, 7.0, compact=True),
    _design(_WHOLE, 1, 14.0, 8.0),
    _design(_WHOLE, 2, 13.0, 7.5),
    _design(_WHOLE, 3, 11.5, 6.5, compact=True),
)
"""Every design, in the order in which one is sought that holds the list on one page."""

_OVERLEAF: Final = DESIGNS[4]
_NARROWEST: Final = 38.0
"""What most names need in one line; where a column is narrower the design is not for that form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """What the layout measured for one design: the head of the first page and of the others, and each name."""

    first: float
    later: float
    names: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A name by its place on the slate, from 0, and the height of its row."""

    place: int
    height: float


Page = tuple[tuple[Row, ...], ...]
"""The columns of one page of a ballot, each its rows from the top down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A design and what stands on each page of the ballot."""

    design: Design
    pages: tuple[Page, ...]


class NameTooLongError(ValueError):
    """A name no page holds; ``place`` is its place on the slate, from 0."""

    def __init__(self, place: int) -> None:
        """Take the place; the only argument, so that the exception pickles."""
        super().__init__(place)
        self.place = place


def designs_for(form: Form, per_sheet: int | None) -> tuple[Design, ...]:
    """The designs that may be used, best first; ``per_sheet`` asks for 1, 2 or 4 ballots a sheet."""
    fitting = (design for design in DESIGNS if design.name(form) >= _NARROWEST)
    return tuple(design for design in fitting if per_sheet in {None, design.per_sheet})


def arrange(designs: Sequence[Design], heights: Mapping[str, Heights]) -> Plan | None:
    """The first design that holds the list on one page; None if none does. ``heights`` are by the design's key."""
    for design in designs:
        measured = heights[design.key]
        columns = _even(_rows(design, measured), design.columns)
        if all(_height(column) <= _room(design, measured.first) for column in columns):
            return Plan(design=design, pages=(columns,))
    return None


def overleaf(designs: Sequence[Design], heights: Mapping[str, Heights]) -> Plan:
    """Spread a list over pages of the design made for it, or of the largest there is."""
    design = _OVERLEAF if _OVERLEAF in designs else designs[-1]
    measured = heights[design.key]
    rows = list(_rows(design, measured))
    pages: list[Page] = []
    while rows:
        room = _room(design, measured.later if pages else measured.first)
        taken = _fill(rows, room, design.columns)
        if not taken:
            raise NameTooLongError(rows[0].place)
        del rows[: len(taken)]
        columns = _even(taken, design.columns)
        pages.append(columns if all(_height(column) <= room for column in columns) else _packed(taken, room))
    return Plan(design=design, pages=tuple(pages))


def _rows(design: Design, measured: Heights) -> tuple[Row, ...]:
    return tuple(Row(place, max(design.row, height)) for place, height in enumerate(measured.names))


def _room(design: Design, head: float) -> float:
    """The height a page leaves for the rows of one column."""
    return design.height - 2 * design.top - head - _HEADING - FOOT


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)


def _even(rows: Sequence[Row], columns: int) -> Page:
    """Columns of as many names each, the first ones longer: numbers run down one column, then down the next."""
    each, longer = divmod(len(rows), columns)
    ends = [0]
    for column in range(columns):
        ends.append(ends[-1] + each + (1 if column < longer else 0))
    return tuple(tuple(rows[start:end]) for start, end in pairwise(ends) if end > start)


def _fill(rows: Sequence[Row], room: float, columns: int) -> list[Row]:
    """As many rows from the front as the columns of a page hold."""
    taken: list[Row] = []
    column, used = 1, 0.0
    for row in rows:
        if used + row.height > room:
            column, used = column + 1, 0.0
        if column > columns or row.height > room:
            break
        used += row.height
        taken.append(row)
    return taken


def _packed(rows: Sequence[Row], room: float) -> Page:
    """The same rows, each column filled before the next is begun."""
    columns: list[list[Row]] = [[]]
    for row in rows:
        if _height(columns[-1]) + row.height > room:
            columns.append([])
        columns[-1].append(row)
    return tuple(tuple(column) for column in columns)
