"""Which reader reads a deck (tập bản ghi lá phiếu): told by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rules.errors import FaultList, InputError
from rules.phrase import phrase
from tally.interchange.deck import Deck, Report

READERS: Mapping[str, str] = {".json": "nist-cvr", ".csv": "dominion", ".cat": "preflib", ".pb": "pabulib"}
"""The kind of deck each ending stands for."""


def open_deck(path: Path | str, shown: str, report: Report | None = None) -> Deck:
    """Open a file of cast vote records of several contests; raises ``InputError`` where it is none.

    ``report`` is told of one that has to be read through for that how many records and bytes were read.
    """
    path = Path(path)
    kind = READERS.get(path.suffix.casefold())
    if kind is None:
        faults = FaultList(shown)
        faults.add(
            "deck.unknown_ending",
            phrase("không biết đọc tệp này: chương trình đọc {endings}", endings=tuple(READERS)),
            phrase("đưa một thư mục đại hội, hoặc một tệp có đuôi trên"),
            seen=path.suffix,
        )
        raise InputError(tuple(faults.faults))
    return _OPEN[kind](path, shown, report)


def _cvr(path: Path, shown: str, report: Report | None) -> Deck:
    from tally.interchange.cvr_deck import read_cvr_deck

    return read_cvr_deck(path, shown, report)


def _dominion(path: Path, shown: str, _: Report | None) -> Deck:
    from tally.interchange.dominion import DominionDeck

    return DominionDeck(path, shown)


def _preflib(path: Path, shown: str, _: Report | None) -> Deck:
    from tally.interchange.preflib import PrefLibDeck

    return PrefLibDeck(path, shown)


def _pabulib(path: Path, shown: str, _: Report | None) -> Deck:
    from tally.interchange.pabulib import PabulibDeck

    return PabulibDeck(path, shown)


_OPEN: Mapping[str, Callable[[Path, str, Report | None], Deck]] = {
    "nist-cvr": _cvr,
    "dominion": _dominion,
    "preflib": _preflib,
    "pabulib": _pabulib,
}
