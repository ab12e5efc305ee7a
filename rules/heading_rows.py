"""Where the headings of a sheet stand: below title rows, in one row or in several, merged or merely left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from rules.headings import Heading, Meaning, key_of, meanings_of
from rules.workbook_sheet import Merge, Sheet, column_letters

SEARCHED_ROWS = 60
"""Rows in which the headings are looked for; above them stand the name of the body, the title, a remark."""

DEEPEST = 4
"""Rows of headings one below the other: "Trình độ", "Lý luận chính trị", "Cao cấp" are three."""

_COLUMN_NUMBER = re.compile(r"[(\[]?([0-9]{1,3}|[A-Za-z])[)\]]?\.?(=[0-9+\-x*/:(). ]+)?")
_FEWEST_NUMBERS = 3
_NUMBERS_WITHOUT_NAME = 5
_KNOWN, _UNCLEAR, _NAMED_BY_HAND = 2, 1, 1
_NAMES_A_ROW = 5  # the people's own, father, mother, spouse, and one more

ByHand = Mapping[str, Meaning]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingColumn:
    """A column of the table; ``at`` are the sheet's columns that stand under its one heading (họ đệm, tên)."""

    heading: Heading
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRows:
    """The rows from ``first`` to ``last`` (from 0, both included) as the headings of columns.

    ``numbers`` is the row of column numbers below them, with the letters of the columns that it numbers wrongly.
    """

    first: int
    last: int
    columns: tuple[HeadingColumn, ...]
    numbers: int | None = None
    slips: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[HeadingColumn, ...]:
        """The columns that have a heading."""
        return tuple(column for column in self.columns if column.heading.child)

    @property
    def end(self) -> int:
        """The first row below the headings."""
        return self.last + 1 if self.numbers is None else self.numbers + 1


def find_headings(sheet: Sheet, by_hand: ByHand) -> HeadingRows | None:
    """Find the headings by the one that every slate has, the column of names; None on a sheet without it."""
    grid = _Grid(sheet, by_hand)
    found = [block for row, column in grid.names() if grid.has_name(block := grid.block(row, column))]
    if not found:
        return None
    best = max(found, key=lambda block: (block.score, -block.depth))
    return grid.finished(best)


def first_headings(sheet: Sheet) -> tuple[str, ...]:
    """The row that looks most like headings on a sheet that has no column of names: for the message."""
    rows = sheet.rows[:SEARCHED_ROWS]
    texts = [tuple(cell for cell in row if cell and not cell[0].isdigit()) for row in rows]
    return max(texts, key=len, default=())


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows taken as headings; ``score`` says how many columns are understood that way."""

    top: int
    bottom: int
    columns: tuple[HeadingColumn, ...]
    score: int
    name: int
    number: int | None

    @property
    def depth(self) -> int:
        return self.bottom - self.top + 1


class _Grid:
    """The upper rows of a sheet, and which merged range each of their cells belongs to."""

    def __init__(self, sheet: Sheet, by_hand: ByHand) -> None:
        self._rows = sheet.rows[: SEARCHED_ROWS + DEEPEST]
        self._width = len(self._rows[0]) if self._rows else 0
        self._by_hand = by_hand
        self._merges: dict[tuple[int, int], Merge] = {}
        self._blocks: dict[tuple[int, int], _Block] = {}
        for merge in sheet.merges:
            self._note(merge)

    def _note(self, merge: Merge) -> None:
        for row in range(merge.first_row, min(merge.last_row + 1, len(self._rows))):
            for column in range(merge.first_column, min(merge.last_column + 1, self._width)):
                if self._merges.setdefault((row, column), merge) is not merge:
                    return  # ranges that overlap: no program makes them, and going through all could take for ever

    def names(self) -> Iterator[tuple[int, int]]:
        """The cells that may say "Họ và tên", or the end of what the user named so."""
        hand = tuple(key for key, meaning in self._by_hand.items() if meaning.field == "name")
        for at, row in enumerate(self._rows[:SEARCHED_ROWS]):
            found = (column for column, text in enumerate(row) if text and _may_mean_name(text, hand))
            for column in islice(found, _NAMES_A_ROW):
                yield at, column

    def has_name(self, block: _Block) -> bool:
        """Whether the heading of names is still understood under the headings above it."""
        return any(_means_name(meanings_of(column.heading, self._by_hand)) for column in block.columns)

    def block(self, row: int, column: int) -> _Block:
        """The rows around a heading that make the most of the columns understood."""
        merge = self._merges.get((row, column))
        best = self._taken(row, row if merge is None else min(merge.last_row, len(self._rows) - 1), column)
        while best.depth < DEEPEST and self._goes_on_below(best):
            longer = self._taken(best.top, best.bottom + 1, column)
            children = longer.score > best.score or self._has_children(best) or self._are_children(longer)
            if longer.score < best.score or not children:
                break
            best = longer
        while best.depth < DEEPEST and best.top > 0:
            higher = self._taken(best.top - 1, best.bottom, column)
            if higher.score <= best.score or not self.has_name(higher):
                break
            best = higher
        return best

    def _taken(self, top: int, bottom: int, name: int) -> _Block:
        if (top, bottom) not in self._blocks:
            self._blocks[top, bottom] = self._weighed(top, bottom)
        return replace(self._blocks[top, bottom], name=name)

    def _weighed(self, top: int, bottom: int) -> _Block:
        columns = tuple(self._columns(top, bottom))
        score, number = 0, None
        for column in columns:
            meanings = [meaning for meaning in meanings_of(column.heading, self._by_hand) if meaning.field]
            score += 0 if not meanings else _KNOWN if len(meanings) == 1 else _UNCLEAR
            score += _NAMED_BY_HAND if key_of(column.heading.shown) in self._by_hand else 0
            if number is None and any(meaning.field == "number" for meaning in meanings):
                number = column.at[0]
        return _Block(top, bottom, columns, score, name=0, number=number)

    def _columns(self, top: int, bottom: int) -> Iterator[HeadingColumn]:
        parts = [self._parts(column, top, bottom) for column in range(self._width)]
        groups: dict[int, list[int]] = {}
        for column, (texts, owner) in enumerate(parts):
            # Under a merged heading one column may have a heading of its own and the next none.
            first = owner if texts == parts[owner][0] else column
            groups.setdefault(first, []).append(column)
        for first, columns in groups.items():
            texts = parts[first][0]
            heading = Heading(
                parent=": ".join(texts[:-1]),
                child=texts[-1] if texts else "",
                letters=column_letters(first),
            )
            yield HeadingColumn(heading=heading, at=tuple(columns))

    def _parts(self, column: int, top: int, bottom: int) -> tuple[list[str], int]:
        """The texts over a column from the top down, and the first column of the range that the last one spans."""
        parts: list[str] = []
        owner = column
        for row in range(top, bottom + 1):
            merge = self._merges.get((row, column))
            if merge is not None and merge.first_row < row:
                continue  # told in an upper row, or in a title above the headings
            text = self._text(row, column)
            if text:
                owner = column if merge is None else merge.first_column
            elif row < bottom:
                text = self._left_of(row, column, bottom)
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return parts, owner

    def _text(self, row: int, column: int) -> str:
        """What a cell shows; one in a merged range shows what stands in the first cell of the range."""
        merge = self._merges.get((row, column))
        return self._rows[row][column] if merge is None else self._rows[merge.first_row][merge.first_column]

    def _left_of(self, row: int, column: int, bottom: int) -> str:
        """The common heading that stands further left and was not merged: blank above, text below.

        A merged range says itself how far it reaches, and a heading without text below it has no children.
        """
        if (row, column) in self._merges or not self._text_below(row, column, bottom):
            return ""
        left = column - 1
        while left >= 0 and not self._rows[row][left] and (row, left) not in self._merges:
            left -= 1
        if left < 0 or (row, left) in self._merges or not self._text_below(row, left, bottom):
            return ""
        return self._rows[row][left]

    def _text_below(self, row: int, column: int, bottom: int) -> bool:
        return any(self._rows[below][column] for below in range(row + 1, bottom + 1))

    def _goes_on_below(self, block: _Block) -> bool:
        """Whether the next row can hold more headings: it names and numbers nobody, and is no row of numbers."""
        below = block.bottom + 1
        if below >= len(self._rows) or not any(self._rows[below]):
            return False
        nobody = not self._rows[below][block.name] and (block.number is None or not self._rows[below][block.number])
        return nobody and not self._is_numbers(self._rows[below], block)

    def _has_children(self, block: _Block) -> bool:
        """Whether the next row stands below headings that are blank or merged over several columns."""
        below = self._rows[block.bottom + 1]
        return any(
            below[column] and (not group.heading.child or len(group.at) > 1)
            for group in block.columns
            for column in group.at
        )

    def _are_children(self, block: _Block) -> bool:
        """Whether everything in the last row is understood below the headings over it: no person's row reads so."""
        last = self._rows[block.bottom]
        told = {at for group in block.columns if meanings_of(group.heading, self._by_hand) for at in group.at}
        return all(column in told for column, cell in enumerate(last) if cell)

    def finished(self, block: _Block) -> HeadingRows:
        """The block, and the row of column numbers below it if there is one."""
        below = block.bottom + 1
        if below < len(self._rows) and self._is_numbers(self._rows[below], block):
            slips = tuple(_slips(self._rows[below]))
            return HeadingRows(first=block.top, last=block.bottom, columns=block.columns, numbers=below, slips=slips)
        return HeadingRows(first=block.top, last=block.bottom, columns=block.columns)

    def _is_numbers(self, row: Sequence[str], block: _Block) -> bool:
        filled = [cell for cell in row if cell]
        fewest = min(_FEWEST_NUMBERS, sum(1 for column in block.columns if column.heading.child))
        if len(filled) < fewest or not all(map(_COLUMN_NUMBER.fullmatch, filled)):
            return False
        if row[block.name]:
            return True
        # Without a number over the names it could be a person without name: only a real sequence is none.
        numbers = list(_numbers(row))
        steps = [later == earlier + 1 for (_, earlier), (_, later) in pairwise(numbers)]
        return len(numbers) >= _NUMBERS_WITHOUT_NAME and sum(steps) * 5 >= len(steps) * 4


def _may_mean_name(text: str, by_hand: Sequence[str]) -> bool:
    lowered = text.casefold()
    if "tên" in lowered or "name" in lowered:
        return _means_name(meanings_of(Heading(child=text))) or any(name.endswith(key_of(text)) for name in by_hand)
    return any((key := key_of(text)) and name.endswith(key) for name in by_hand)


def _means_name(meanings: Sequence[Meaning]) -> bool:
    return any(meaning.field == "name" for meaning in meanings)


def _numbers(row: Sequence[str]) -> Iterator[tuple[int, int]]:
    for column, cell in enumerate(row):
        if (found := _COLUMN_NUMBER.fullmatch(cell)) and found[1].isdigit():
            yield column, int(found[1])


def _slips(row: Sequence[str]) -> Iterator[str]:
    before: int | None = None
    for column, number in _numbers(row):
        if before is not None and number != before + 1:
            yield column_letters(column)
        before = number
