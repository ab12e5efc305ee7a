"""Canonical forms and their digests (mã băm): the same slate or ballots from any file give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.slate_digest import csv_lines, digest, slate_canonical
from tally.codes import width_of
from tally.model import Ballot
from tally.streamed import StreamedBallots

__all__ = ["ballots_canonical", "ballots_digest", "digest", "slate_canonical"]


def ballots_canonical(ballots: Iterable[Ballot], names: int) -> bytes:
    """``ballot,marks,ruling`` lines by ballot number without leading zeros; one letter a name; UTF-8, LF, no header."""
    ordered = sorted(ballots, key=lambda ballot: ballot.number)
    return csv_lines((str(ballot.number), ballot.marks, _ruling(ballot, names)) for ballot in ordered)


def ballots_digest(ballots: Sequence[Ballot], names: int) -> str:
    """The digest of that form; of a big box it was made while the ballots streamed past."""
    if isinstance(ballots, StreamedBallots) and ballots.streamed.digest:
        return ballots.streamed.digest
    return digest(ballots_canonical(ballots, names))


def _ruling(ballot: Ballot, names: int) -> str:
    """The ground the committee ruled, then its rulings on marks as ``05=kept``, in ballot order."""
    ground = [ballot.ruling.value] if ballot.ruling else []
    marks = sorted(ballot.mark_rulings, key=lambda ruling: ruling.name)
    return " ".join(ground + [f"{ruling.name:0{width_of(names)}d}={ruling.mark.name.lower()}" for ruling in marks])
