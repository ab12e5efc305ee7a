"""A date known to the day, to the month, or only to the year: what slates really hold."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})"),
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the month, or the day, may be unknown; what is unknown is never guessed.

    Raises ``ValueError`` for a day that no calendar has, and for a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        if self.month is None and self.day is not None:
            raise ValueError(f"a day without a month: {self!r}")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            return date(self.year, self.month, monthrange(self.year, self.month)[1])
        return self.earliest

    @property
    def known_to_month(self) -> bool:
        """Whether the month is known, which the tests of months to serve need."""
        return self.month is not None

    def may_be(self, other: PartialDate) -> bool:
        """Whether both can be the same day, as far as they are known."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def iso(self) -> str:
        """``1975``, ``1975-03`` or ``1975-03-20``: the form digests and JSON use."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def vietnamese(self) -> str:
        """``1975``, ``03/1975`` or ``20/03/1975``: as people here write it."""
        return "/".join(reversed(self.iso().split("-")))


@lru_cache(maxsize=8192)
def parse(text: str) -> PartialDate:
    """Read ``dd/mm/yyyy``, ``mm/yyyy``, ``yyyy`` or ISO; raise ``ValueError`` for anything else."""
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            parts = {name: int(value) for name, value in found.groupdict().items() if value}
            return PartialDate(**parts)
    raise ValueError(f"not a date: {text!r}")
