"""Who of people with equal votes is the older (người nhiều tuổi hơn), as far as their births tell.

The provision: Luật 85/2015/QH13, Điều 78: of people tied at the cut the older is elected. Our reading: the older is
who was born first. Rejected: to ask for a day where the months or years already tell; to take a birth known only to
the year as its first day. Where births do not tell, or are of one day, people are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Seniority:
    """Of the tied, in ballot order: those surely among the oldest, and those of whom births do not tell."""

    oldest: tuple[int, ...]
    unknown: tuple[int, ...]


def oldest(tied: Sequence[int], births: Sequence[PartialDate | None], places: int) -> Seniority:
    """Place the oldest of ``tied`` on ``places`` seats; ``births`` are of all names, in ballot order."""

    def surely_older(one: int, other: int) -> bool:
        mine, theirs = births[one - 1], births[other - 1]
        return mine is not None and theirs is not None and mine.latest < theirs.earliest

    inside: list[int] = []
    unknown: list[int] = []
    for number in tied:
        others = [other for other in tied if other != number]
        if sum(not surely_older(number, other) for other in others) < places:
            inside.append(number)  # even if everybody of whom it is not sure were older, a seat would be left
        elif sum(surely_older(other, number) for other in others) < places:
            unknown.append(number)
    return Seniority(oldest=tuple(inside), unknown=tuple(unknown))
