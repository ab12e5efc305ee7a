"""Ballots written as files in every layout, and both ways of reading them: at once, and while they stream past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from rules.choice import AllDisagree
from rules.errors import Fault, InputError
from rules.model import Cells, Contest, Form
from tally.ballot_file import Box, read_box
from tally.model import Ballot, InvalidReason
from tally.streamed import Passing, StreamedBallots
from tally.validity import BallotForm
from tests.tally.builders import contest


@dataclass(frozen=True)
class Sizes:
    """How small the parts are that a file is read in, so that a short file has many borders."""

    lines: int = 8
    chunk: int = 24
    part: int = 150


@contextmanager
def streaming(sizes: Sizes | None = None) -> Iterator[None]:
    """Every file is big, and read in small parts."""
    sizes = sizes or Sizes()
    with (
        patch("tally.ballot_file.SMALL", -2),
        patch("tally.line_form.LINES", sizes.lines),
        patch("tally.fixed_width.CHUNK", sizes.chunk),
        patch("tally.parquet_file.CHUNK", sizes.chunk),
        patch("tally.parquet_writer.CHUNK", sizes.chunk),
        patch("tally.spool.CHUNK", sizes.chunk),
        patch("tally.spool.IN_MEMORY", 200),
        patch("tally.careful.PART", sizes.part),
    ):
        yield


def contest_of(
    paper: BallotForm, ballots: int, *, cells: Cells | None = None, file: str = "ballots-bch.csv"
) -> Contest:
    """A contest whose papers are these."""
    made = contest(paper.names, paper.seats, paper.form, ballots=ballots)
    assert made.ballots is not None
    return replace(made, ballots=replace(made.ballots, file=file, cells=cells))


def wide_lines(ballots: Sequence[Ballot], *, kept: str = "1", numbered: bool, ruled: bool) -> list[str]:
    """The lines of the wide layout under their header."""
    names = len(ballots[0].marks) if ballots else 0
    header = [*(["ballot"] if numbered else []), *map(str, range(1, names + 1)), *(["invalid"] if ruled else [])]
    other = "0" if kept == "1" else "1"
    cells = {"k": kept, "s": other, "u": "?"}
    rows = [
        [
            *([str(ballot.number)] if numbered else []),
            *(cells[mark] for mark in ballot.marks),
            *([ballot.ruling or ""] if ruled else []),
        ]
        for ballot in ballots
    ]
    return [",".join(row) for row in (header, *rows)]


def read(folder: Path, of: Contest, all_disagree: AllDisagree | None = None) -> Box:
    """Read the contest's ballots."""
    assert of.ballots is not None
    return read_box(folder, of, of.ballots, tuple(InvalidReason), Passing(all_disagree=all_disagree))


def faults_of(folder: Path, of: Contest) -> tuple[Fault, ...]:
    """What is wrong with the contest's ballots; nothing if they can be read."""
    try:
        read(folder, of)
    except InputError as error:
        return error.faults
    return ()


def streamed(box: Box) -> StreamedBallots:
    """The ballots of a box that streamed past."""
    assert isinstance(box.ballots, StreamedBallots)
    return box.ballots


def paper_of(form: Form, names: int, seats: int | None = None) -> BallotForm:
    """A printed ballot of so many names."""
    wanted = seats if seats is not None else (max(1, names // 2) if form is Form.STRIKE_OUT else names)
    return BallotForm(form=form, names=names, seats=wanted)
