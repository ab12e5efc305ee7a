"""A line of the desk's log as it is kept (dòng nhật ký): the act, its place, the digest the next line holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tally.desk.acts import BY_TYPE, Act
from tally.record import NOTHING_BEFORE, LogError, line_of, read_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line; ``at`` is a time with its zone, ``by`` who did it, empty for what the desk itself did."""

    sequence: int
    act: Act
    at: str
    by: str
    previous: str
    line: bytes = field(repr=False)
    digest: str


def write(act: Act, *, sequence: int, previous: str, at: str, by: str) -> Written:
    """Put an act into the log after a line with the digest ``previous``."""
    line = line_of(sequence=sequence, act=act, previous=previous, at=at, by=by or None)
    return Written(
        sequence=sequence,
        act=act,
        at=at,
        by=by,
        previous=previous,
        line=line,
        digest=hashlib.sha256(line).hexdigest(),
    )


def read(lines: Iterable[bytes], after: int = 0, previous: str = NOTHING_BEFORE) -> Iterator[Written]:
    """Read a log, holding each line to the one before; ``after`` and ``previous`` are the number and digest of that.

    Raises ``LogError`` with the number of the first line that is unreadable or does not follow: altered, dropped,
    doubled and moved lines leave one.
    """
    for row, line in enumerate(lines, start=after + 1):
        found = read_line(line, row, BY_TYPE)
        if found.sequence != row or found.previous != previous:
            raise LogError(row)
        previous = hashlib.sha256(line).hexdigest()
        yield Written(
            sequence=row,
            act=found.act,
            at=found.at or "",
            by=found.by or "",
            previous=found.previous,
            line=line,
            digest=previous,
        )
