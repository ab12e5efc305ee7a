"""How far the count of a big box has come (tiến độ), in one line of the terminal; files and pipes get nothing of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import TextIO

from rules.phrase import Phrase, phrase
from rules.session import Session

SILENT = 2_000_000_000
"""Nanoseconds before anything is said: most counts are over by then."""

_EVERY = 200_000_000
_BACK, _TO_END = "\r", "\x1b[K"

Report = Callable[[int, int], None]
"""Told how many ballots of a box have gone past, and how many are to come out of it in all."""


class Doing(Enum):
    """What takes so long: counting, counting a file that does not say how many ballots it has, writing, slips."""

    COUNTING = auto()
    COUNTING_SOME = auto()
    WRITING = auto()
    SLIPS = auto()


class Progress:
    """Writes ballots a second and the time left, over the same line again and again."""

    def __init__(
        self, session: Session, stream: TextIO, clock: Callable[[], int], doing: Doing = Doing.COUNTING
    ) -> None:
        """Write to ``stream`` in the session's language; ``clock`` gives nanoseconds."""
        self._session = session
        self._doing = doing
        self._stream = stream
        self._clock = clock
        self._start = self._said = clock()
        self._before = 0

    def __call__(self, counted: int, expected: int) -> None:
        """Say how far it has come, if that takes long enough to be asked."""
        now = self._clock()
        if counted < self._before:  # the next box
            self._start = now
        self._before = counted
        if now - self._start < SILENT or now - self._said < _EVERY:
            return
        self._said = now
        line = told(counted, expected, now - self._start, self._doing)
        self._stream.write(f"{_BACK}{self._session.translator.text(line)}{_TO_END}")
        self._stream.flush()

    def close(self) -> None:
        """Wipe the line away."""
        if self._said > self._start:
            self._stream.write(_BACK + _TO_END)
            self._stream.flush()


def told(counted: int, expected: int, nanoseconds: int, doing: Doing = Doing.COUNTING) -> Phrase:
    """The line: what is done, how fast, and how long it still takes at that pace."""
    a_second = counted * 1_000_000_000 // nanoseconds
    if not a_second or counted >= expected:
        return phrase("{done}, {rate} phiếu/giây", done=_done(counted, None, doing), rate=a_second)
    left = -(-(expected - counted) // a_second)
    return phrase(
        "{done}, {rate} phiếu/giây, còn khoảng {seconds} giây",
        done=_done(counted, expected, doing),
        rate=a_second,
        seconds=left,
    )


def _done(counted: int, expected: int | None, doing: Doing) -> Phrase:
    if doing is Doing.SLIPS:
        if expected is None:
            return phrase("Đã làm phiếu theo tập cho {counted} phiếu", counted=counted)
        return phrase("Đã làm phiếu theo tập cho {counted} trên {expected} phiếu", counted=counted, expected=expected)
    if doing is Doing.WRITING:
        if expected is None:
            return phrase("Đã ghi {counted} phiếu", counted=counted)
        return phrase("Đã ghi {counted} trên {expected} phiếu", counted=counted, expected=expected)
    if expected is None or doing is Doing.COUNTING_SOME:
        return phrase("Đã kiểm {counted} phiếu", counted=counted)
    return phrase("Đã kiểm {counted} trên {expected} phiếu", counted=counted, expected=expected)


def by_bytes(report: Report, path: Path) -> Callable[[int, int], None]:
    """Who is told of a file of unknown length: as many ballots are expected as fill it like those that were read."""
    size = path.stat().st_size if path.exists() else 0
    return lambda counted, position: report(counted, max(counted, counted * size // max(position, 1)))


@contextmanager
def watching(session: Session, doing: Doing = Doing.COUNTING) -> Iterator[Report | None]:
    """Who is told of the progress: the terminal behind standard error, None where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    progress = Progress(session, sys.stderr, time.monotonic_ns, doing)
    try:
        yield progress
    finally:
        progress.close()
