"""Canonical forms and their digests (mã băm): the same slate or ballots from any file give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable

from rules.model import Slate
from tally.codes import width_of
from tally.model import Ballot


def slate_canonical(slate: Slate) -> bytes:
    """``number,name,born`` lines in ballot order: names in NFC, births in ISO as far as known; UTF-8, LF, no header."""
    return _lines(
        (str(person.number), person.name, person.born.iso() if person.born else "") for person in slate.candidates
    )


def ballots_canonical(ballots: Iterable[Ballot], names: int) -> bytes:
    """``ballot,marks,ruling`` lines by ballot number without leading zeros; one letter a name; UTF-8, LF, no header."""
    ordered = sorted(ballots, key=lambda ballot: ballot.number)
    return _lines((str(ballot.number), ballot.marks, _ruling(ballot, names)) for ballot in ordered)


def digest(content: bytes) -> str:
    """``sha256:`` and the hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _ruling(ballot: Ballot, names: int) -> str:
    """The ground the committee ruled, then its rulings on marks as ``05=kept``, in ballot order."""
    ground = [ballot.ruling.value] if ballot.ruling else []
    marks = sorted(ballot.mark_rulings, key=lambda ruling: ruling.name)
    return " ".join(ground + [f"{ruling.name:0{width_of(names)}d}={ruling.mark.name.lower()}" for ruling in marks])


def _lines(rows: Iterable[tuple[str, ...]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")
