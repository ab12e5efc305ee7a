"""Ballots written in this program's own CSV layouts (ghi phiếu ra CSV), rulings on marks in a file of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rules.model import Contest, Form
from rules.whole_file import writing_whole
from tally.codes import width_of
from tally.model import Ballot, RawMark

Reasons = Mapping[tuple[int, int], tuple[str, int, int]]
"""The committee's words, and how many of how many voted for a ruling, by ballot and name (0: the whole ballot)."""

RULING_COLUMNS = ("ballot", "code", "ruling", "reason", "in_favour", "of")


def write_ballots(path: Path, contest: Contest, ballots: Iterable[Ballot], *, stamped: bool) -> None:
    """Write ballots: codes of the names, or, where papers have no numbers, one column a name with 1 for a name kept.

    Without numbers ``contest`` must be a strike-out one. Rulings on marks are not in this file, nor the ground of a
    ballot that has such rulings: ``write_rulings`` writes both.
    """
    numbers = [str(number) for number in range(1, len(contest.slate) + 1)]
    if not stamped:
        header = [*numbers, "invalid"]
    elif contest.form is Form.STRIKE_OUT:
        header = ["ballot", "struck", "invalid"]
    else:
        header = ["ballot", "agree", "disagree", "invalid"]
    _write(path, header, (_row(ballot, contest, stamped=stamped) for ballot in ballots))


def write_rulings(path: Path, contest: Contest, ballots: Iterable[Ballot], reasons: Reasons, unsaid: str) -> None:
    """Write every ruling on a mark, and on the ballots that have some; ``unsaid`` stands where no words are known."""
    _write(path, list(RULING_COLUMNS), _rulings(contest, ballots, reasons, unsaid))


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with writing_whole(path) as file:
        text = io.StringIO(newline="")
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(header)
        for row in rows:
            lines.writerow(row)
            if text.tell() > _AT_ONCE:
                file.write(text.getvalue().encode("utf-8"))
                text.seek(0)
                text.truncate()
        file.write(text.getvalue().encode("utf-8"))


_AT_ONCE = 1 << 16


def _row(ballot: Ballot, contest: Contest, *, stamped: bool) -> list[str]:
    ground = "" if ballot.ruling is None or ballot.mark_rulings else ballot.ruling.value
    if not stamped:
        return [*(_WIDE[RawMark(mark)] for mark in ballot.marks), ground]
    if contest.form is Form.STRIKE_OUT:
        return [str(ballot.number), codes(ballot.marks, "s"), ground]
    # A mark nobody could read stands in one of the two columns.
    return [str(ballot.number), codes(ballot.marks, "ab"), codes(ballot.marks.replace("u", "n"), "db"), ground]


_WIDE = {RawMark.KEPT: "1", RawMark.STRUCK: "0", RawMark.UNCLEAR: "?"}


def codes(marks: str, wanted: str) -> str:
    """The names with one of these marks as codes, unclear ones with a question mark behind them; ``-`` for none."""
    width = width_of(len(marks))
    found = []
    for number, mark in enumerate(marks, start=1):
        if mark in wanted:
            found.append(f"{number:0{width}d}")
        elif mark == RawMark.UNCLEAR:
            found.append(f"{number:0{width}d}?")
    return " ".join(found) or "-"


def _rulings(contest: Contest, ballots: Iterable[Ballot], reasons: Reasons, unsaid: str) -> Iterator[list[str]]:
    width = width_of(len(contest.slate))
    for ballot in ballots:
        if not ballot.mark_rulings:
            continue
        said = {ruling.name: ruling.mark.name.lower() for ruling in ballot.mark_rulings}
        if ballot.ruling is not None:
            said[0] = ballot.ruling.value
        for name, ruling in sorted(said.items()):
            reason, in_favour, of = reasons.get((ballot.number, name), (unsaid, 0, 0))
            code = f"{name:0{width}d}" if name else ""
            yield [str(ballot.number), code, ruling, reason, str(in_favour), str(of)]
