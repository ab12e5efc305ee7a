"""A finding (phát hiện): one verdict of one check as a value, with its arithmetic and its provision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rules.citation import Citation
from rules.phrase import Phrase


class Force(StrEnum):
    """How hard a provision binds: phải, phấn đấu, khoảng. Only ``required`` can change an exit code."""

    REQUIRED = "required"
    TARGET = "target"
    ABOUT = "about"


class Group(StrEnum):
    """Whose share is measured: the contest's whole list, or those marked for the standing committee."""

    LIST = "list"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole as whole numbers of people: prints as ``5/39``, decides as ``Fraction``."""

    part: int
    whole: int

    def __str__(self) -> str:
        """Unreduced, as people counted it."""
        return f"{self.part}/{self.whole}"

    @property
    def fraction(self) -> Fraction:
        """The exact share; ``whole`` is never zero where this is asked for."""
        return Fraction(self.part, self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found for one group of one contest.

    ``passed`` is None where it cannot be known. ``measured`` is a share or a count of people; ``margin`` is how
    many people may still be lost or added before the verdict turns, negative where people are missing or too
    many, None where it is not about counts. ``people`` are places in the slate, counted from 1. ``about`` tells one
    finding of a check from its others in titles: a body's own provisions each count something else.
    """

    contest: str
    code: str
    name: str
    group: Group
    force: Force
    passed: bool | None
    message: Phrase
    measured: Share | int | None = None
    of: str | None = None
    limit: str | None = None
    margin: int | None = None
    people: tuple[int, ...] = ()
    citation: Citation | None = None
    about: Phrase | str | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the finding rests on a provision whose wording was seen; none at all counts as no."""
        return self.citation is not None and self.citation.confirmed

    @property
    def refuses(self) -> bool:
        """A confirmed required provision is broken: exit code 1."""
        return self.force is Force.REQUIRED and self.passed is False and self.confirmed

    @property
    def asks(self) -> bool:
        """Required, and unknown or broken under an unconfirmed provision: exit code 3."""
        unknown_or_broken = self.passed is None or (self.passed is False and not self.confirmed)
        return self.force is Force.REQUIRED and unknown_or_broken
