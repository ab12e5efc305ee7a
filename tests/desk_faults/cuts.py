"""The write-ahead log cut at every byte: the desk opens, and holds exactly the first so many of the lines it had."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from tally.desk.desk import Desk
from tally.desk.migrations import ANSWERS
from tally.desk.requests import EnterBallot, Join, TakeBundle
from tally.desk.store import Store
from tally.desk.written import read
from tests.tally.desk.evening import FIRST, Evening, folder

PAGE = 512
"""Bytes of a page: the smallest there is, so that the log is small and every byte of it can be tried."""


def cut_everywhere(path: Path, step: int) -> str:
    """Cut at each ``step``-th byte, and at every byte around the end of each frame; what was seen, in words."""
    database, log, lines = _small_log(path)
    tried = 0
    known: list[int] = []
    for size in _sizes(len(log), step):
        box = path / "cut"
        box.mkdir()
        (box / "desk.sqlite").write_bytes(database)
        (box / "desk.sqlite-wal").write_bytes(log[:size])
        store = Store(f"sqlite:///{box / 'desk.sqlite'}")
        try:
            found = [line.line for line in read(store.lines())]  # which also holds the chain
            answered = store.read(lambda connection: connection.scalar(select(func.max(ANSWERS.c.last))))
        finally:
            store.close()
        assert found == lines[: len(found)], f"cut at {size}: other lines"
        assert (answered or 0) <= len(found), f"cut at {size}: an answer without its lines"
        assert not known or len(found) >= known[-1], f"cut at {size}: fewer lines than with less of the log"
        known.append(len(found))
        tried += 1
        shutil.rmtree(box)
    assert known[-1] == len(lines), "the whole log, and lines are lacking"
    assert known[0] < len(lines), "the log held nothing"
    return (
        f"a log of {len(log)} bytes cut at {tried} places: {known[0]} to {known[-1]} lines, "
        "always the first so many, the chain whole"
    )


def _sizes(length: int, step: int) -> Iterator[int]:
    frame = PAGE + 24
    near = {32 + frame * number + off for number in range(length // frame + 1) for off in (-1, 0, 1)}
    yield from sorted({size for size in (*range(0, length, step), *near, length) if 0 <= size <= length})


def _small_log(path: Path) -> tuple[bytes, bytes, list[bytes]]:
    """A desk's database and its log while it is open, and the lines it had told."""
    there = folder(path / "desk")
    with closing(sqlite3.connect(there / "desk.sqlite")) as made:
        made.execute(f"PRAGMA page_size = {PAGE}")
        made.execute("CREATE TABLE blank (cell)")
        made.execute("DROP TABLE blank")
    evening = Evening.begin(there)
    evening.open_box("bch")
    evening.desk.close()
    with Desk.open(
        there, machine="máy 1"
    ) as desk:  # closing wrote the log into the file: what follows is all the log holds
        desk.do(Join(person="An", role="clerk"), "", "a")
        desk.do(TakeBundle(contest="bch", rehearsal=False, bundle=1), FIRST, "b")
        for ballot in range(1, 4):
            request = EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=ballot, typed="4")
            desk.do(request, FIRST, f"c{ballot}")
        lines = desk.log().splitlines(keepends=True)
        return (there / "desk.sqlite").read_bytes(), (there / "desk.sqlite-wal").read_bytes(), lines
