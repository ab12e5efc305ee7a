"""What a check gets (``Subject``), what it is (``Check``): a code, a name, and a pure function to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.choice import Choices
from rules.finding import Finding
from rules.model import Contest, Kind, Level, Office, Slate
from rules.phrase import Phrase
from rules.regulation import Rules

APPOINTED = frozenset(
    {
        Office.EXECUTIVE_COMMITTEE,
        Office.STANDING_COMMITTEE,
        Office.SECRETARY,
        Office.DEPUTY_SECRETARY,
        Office.INSPECTION_COMMITTEE,
        Office.INSPECTION_CHAIR,
    },
)
"""What the level above appoints (chỉ định) where a congress does not elect."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # itself only: what is reckoned of it once is kept by it
class Subject:
    """One contest and everything about its congress that a check may ask.

    ``contests`` are all of the congress, this one among them. ``draft``: the slate was given alone, before there
    is a congress folder; its numbers are then row numbers. ``elects`` false: a merged or new body, or one whose
    personnel could not be prepared, whose committee is appointed from above (law: RULES 4.14, ADDITIONS 3.4).
    """

    contest: Contest
    contests: tuple[Contest, ...]
    rules: Rules
    choices: Choices
    opens: date
    previous_term: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    draft: bool = False
    elects: bool = True

    @property
    def level(self) -> Level:
        """The level of the body."""
        return self.rules.level

    @property
    def kind(self) -> Kind:
        """Who votes in this contest."""
        return self.contest.kind

    @property
    def appointed(self) -> bool:
        """Whether who fills the office is appointed, not elected: delegates are elected all the same."""
        return not self.elects and self.contest.office in APPOINTED

    @property
    def slate(self) -> Slate:
        """The list that is checked."""
        return self.contest.slate

    @property
    def seats(self) -> int | None:
        """The number to elect; None for a draft of which it was not said."""
        return self.contest.seats or None

    def numbers(self, places: Iterable[int]) -> tuple[int, ...]:
        """How people at these places are called in messages and JSON."""
        called = slate_numbers(self.slate)
        return tuple(called[place - 1] for place in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question asked of a slate. Codes are a family and two digits, and are never used again for another."""

    code: str
    name: str
    title: Phrase
    run: Callable[[Subject], Iterable[Finding]]


def slate_numbers(slate: Slate) -> tuple[int, ...]:
    """What each name of a slate is called by: the ballot's number, or its place where numbers cannot tell people apart.

    Only a draft can lack numbers or hold one twice.
    """
    numbers = [candidate.number for candidate in slate.candidates if candidate.number is not None]
    if len(set(numbers)) == len(slate):
        return tuple(numbers)
    return tuple(range(1, len(slate) + 1))
