"""Ballots written in this program's own CSV layouts (ghi phiếu ra CSV), rulings on marks in a file of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.model import Cells, Contest, Form
from rules.whole_file import writing_whole
from tally.codes import width_of
from tally.interchange.reasons import Reason, Reasons
from tally.model import Ballot, RawMark

RULING_COLUMNS = ("ballot", "code", "ruling", "reason", "in_favour", "of")


def write_ballots(path: Path, contest: Contest, ballots: Iterable[Ballot], reasons: Reasons, *, stamped: bool) -> None:
    """Write ballots: codes of the names, or, where papers have no numbers, one column a name with 1 for a name kept.

    Where the contest's own file has 1 for a name struck, so has this one: put in its place it must not turn the result
    round. Without numbers ``contest`` must be a strike-out one. A ballot of which ``is_ruled_apart`` has its rulings in
    the file that ``write_rulings`` writes, and none here.
    """
    numbers = [str(number) for number in range(1, len(contest.slate) + 1)]
    if not stamped:
        header = [*numbers, "invalid"]
    elif contest.form is Form.STRIKE_OUT:
        header = ["ballot", "struck", "invalid"]
    else:
        header = ["ballot", "agree", "disagree", "invalid"]
    _write(path, header, (_row(ballot, contest, reasons, stamped=stamped) for ballot in ballots))


def is_ruled_apart(ballot: Ballot, reasons: Reasons) -> bool:
    """Whether a ballot's rulings need a file of their own: they are on marks, or the committee's words are known."""
    return bool(ballot.mark_rulings) or (ballot.number, 0) in reasons


def write_rulings(path: Path, contest: Contest, ballots: Iterable[Ballot], reasons: Reasons, unsaid: str) -> None:
    """Write the rulings on all such ballots; ``unsaid`` stands where no words are known."""
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


def _row(ballot: Ballot, contest: Contest, reasons: Reasons, *, stamped: bool) -> list[str]:
    ground = "" if ballot.ruling is None or is_ruled_apart(ballot, reasons) else ballot.ruling.value
    if not stamped:
        struck = contest.ballots is not None and contest.ballots.cells is Cells.STRUCK
        cells = _ONE_IS_STRUCK if struck else _ONE_IS_KEPT
        return [*(cells[RawMark(mark)] for mark in ballot.marks), ground]
    if contest.form is Form.STRIKE_OUT:
        return [str(ballot.number), codes(ballot.marks, "s"), ground]
    # A mark nobody could read stands in one of the two columns.
    return [str(ballot.number), codes(ballot.marks, "ab"), codes(ballot.marks.replace("u", "n"), "db"), ground]


_ONE_IS_KEPT = {RawMark.KEPT: "1", RawMark.STRUCK: "0", RawMark.UNCLEAR: "?"}
_ONE_IS_STRUCK = {RawMark.KEPT: "0", RawMark.STRUCK: "1", RawMark.UNCLEAR: "?"}


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
        if not is_ruled_apart(ballot, reasons):
            continue
        said = {ruling.name: ruling.mark.name.lower() for ruling in ballot.mark_rulings}
        if ballot.ruling is not None or (ballot.number, 0) in reasons:
            said[0] = "valid" if ballot.ruling is None else ballot.ruling.value
        for name, ruling in sorted(said.items()):
            why = reasons.get((ballot.number, name), Reason(unsaid))
            code = f"{name:0{width}d}" if name else ""
            yield [str(ballot.number), code, ruling, why.words, str(why.in_favour), str(why.of)]
