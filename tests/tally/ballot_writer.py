"""Ballot files written from ballots, in every layout and as people's programs write them: for reading back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from rules.model import Cells
from tally.model import Ballot


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a file is written: by which program, and with which of the ways the format leaves open."""

    separator: str = ","
    mark: bool = False
    line_end: str = "\n"
    blank_lines: int = 0
    quoted: bool = False
    digits: int = 1
    seed: int | None = None

    @property
    def chance(self) -> Random:
        """The dice of a file that is shuffled; the same for the same manner."""
        return Random(self.seed)  # noqa: S311  # which way to write a cell is no secret

    def bytes_of(self, header: list[str], rows: Iterable[list[str]]) -> bytes:
        """The file; with a seed its rows and columns are shuffled."""
        columns, lines = list(range(len(header))), list(rows)
        if self.seed is not None:
            self.chance.shuffle(columns)
            self.chance.shuffle(lines)
        return self.bytes_in_order(*([line[column] for column in columns] for line in (header, *lines)))

    def bytes_in_order(self, *lines: list[str]) -> bytes:
        """The file as it is given."""
        buffer = io.StringIO(newline="")
        csv.writer(
            buffer,
            delimiter=self.separator,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if self.quoted else csv.QUOTE_MINIMAL,
        ).writerows(lines)
        buffer.write(self.line_end * self.blank_lines)
        return buffer.getvalue().encode("utf-8-sig" if self.mark else "utf-8")


PLAIN = Manner()


def strikes(ballots: Iterable[Ballot], names: int, manner: Manner = PLAIN) -> bytes:
    """``ballot,struck,invalid``."""

    def cells(ballot: Ballot) -> list[str]:
        return [_codes(ballot.marks, "s", names, manner)]

    return _file(["struck"], ballots, cells, manner)


def agree_disagree(ballots: Iterable[Ballot], names: int, manner: Manner = PLAIN) -> bytes:
    """``ballot,agree,disagree,invalid``; a mark nobody could read stands in one of the two columns."""

    def cells(ballot: Ballot) -> list[str]:
        agree = _codes(ballot.marks, "ab", names, manner)
        disagree = _codes(ballot.marks.replace("u", "n"), "db", names, manner)
        return [agree, disagree]

    return _file(["agree", "disagree"], ballots, cells, manner)


def wide(ballots: Iterable[Ballot], names: int, means: Cells, manner: Manner = PLAIN) -> bytes:
    """``ballot,1,2,…,n,invalid`` with 1 for the names kept, or for those struck."""
    digits = _digits(means)
    header = [str(number) for number in range(1, names + 1)]
    return _file(header, ballots, lambda ballot: [digits[mark] for mark in ballot.marks], manner)


def wide_without_numbers(ballots: Iterable[Ballot], names: int, means: Cells) -> bytes:
    """``1,2,…,n``: a row's place is its number."""
    digits = _digits(means)
    header = [str(number) for number in range(1, names + 1)]
    return PLAIN.bytes_in_order(header, *([digits[mark] for mark in ballot.marks] for ballot in ballots))


def _digits(means: Cells) -> dict[str, str]:
    return {"k": "1", "s": "0", "u": "?"} if means is Cells.KEPT else {"k": "0", "s": "1", "u": "?"}


def _file(
    headings: list[str], ballots: Iterable[Ballot], cells: Callable[[Ballot], list[str]], manner: Manner
) -> bytes:
    pile = list(ballots)
    ruled = any(ballot.ruling for ballot in pile)
    rows = [
        [f"{ballot.number:0{manner.digits}d}", *cells(ballot), *([ballot.ruling or ""] if ruled else [])]
        for ballot in pile
    ]
    return manner.bytes_of(["ballot", *headings, *(["invalid"] if ruled else [])], rows)


def _codes(marks: str, wanted: str, names: int, manner: Manner) -> str:
    """The names with one of the wanted marks, unclear ones with a question mark: codes and ranges in any order."""
    chance = manner.chance
    chance.seed(f"{manner.seed}{marks}")
    width = len(str(names))
    if marks == "u" * names and chance.random() < 0.5:
        return "?"
    if all(mark in wanted for mark in marks) and chance.random() < 0.5:
        return "*"
    tokens = [f"{number:0{width}d}?" for number, mark in enumerate(marks, start=1) if mark == "u"]
    number = 1
    while number <= names:
        last = number
        while last < names and marks[number - 1] in wanted and marks[last] in wanted and chance.random() < 0.5:
            last += 1
        if marks[number - 1] in wanted:
            tokens.append(f"{number:0{width}d}" if last == number else f"{number:0{width}d}-{last:0{width}d}")
        number = last + 1
    if manner.seed is not None:
        chance.shuffle(tokens)
    return " ".join(tokens) or "-"
