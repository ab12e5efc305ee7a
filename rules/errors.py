"""A fault in what the user gave (lỗi dữ liệu): file, place, value seen, what is wrong, remedy. All at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from rules.phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file: sheet, row (1 is the first line), column heading, or the key of a TOML file."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with an input, as a value: the printer, JSON and pages render the same one.

    ``name`` is stable and dotted (``ballots.duplicate``); ``seen`` is the value as it stands in the file, None
    where something is missing.
    """

    name: str
    file: str
    place: Place = NOWHERE
    seen: str | None = None
    message: Phrase
    remedy: Phrase


class InputError(Exception):
    """The input cannot be used; carries every fault found, never only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Take the faults; the only argument, so that the exception pickles."""
        super().__init__(faults)
        self.faults = faults


class UndecidedError(InputError):
    """The input is sound, but people must decide something before it can be counted (exit code 3)."""


@dataclass(slots=True)
class FaultList:
    """Collects the faults of one or more files, so that a reader can go on and report all of them.

    ``sheet`` is where all of its places are, if the file is a workbook.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    sheet: str | None = None

    def add(
        self,
        name: str,
        message: Phrase,
        remedy: Phrase,
        *,
        place: Place = NOWHERE,
        seen: object = None,
    ) -> None:
        """Note one fault of this file."""
        if place.sheet is None and self.sheet is not None:
            place = replace(place, sheet=self.sheet)
        self.faults.append(
            Fault(
                name=name,
                file=self.file,
                place=place,
                seen=None if seen is None else str(seen),
                message=message,
                remedy=remedy,
            ),
        )

    def extend(self, error: InputError) -> None:
        """Take over the faults of another file."""
        self.faults.extend(error.faults)

    def raise_if_any(self) -> None:
        """End here if anything was wrong."""
        if self.faults:
            raise InputError(tuple(self.faults))


def shown_path(path: PurePath) -> str:
    """Write a path as messages show it: as the user gave it, with forward slashes on every system."""
    return path.as_posix()
