"""The invented people: a roster says who they are and how many votes they get, the seed fills in the rest."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from rules.names import order_key
from rules.partial_date import PartialDate, parse
from tests.samples_generator.draws import Draws

ROSTERS = Path(__file__).parent / "rosters"

_JOINED_AT = (22, 30)  # years of age
_FAITHS = {"Kinh": (("Công giáo", 14),), "Mông": (("Tin Lành", 5),), "Ê Đê": (("Tin Lành", 3),)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person; ``votes`` are those the ballots are made to give."""

    name: str
    female: bool
    ethnicity: str
    religion: str
    born: PartialDate | None
    joined: PartialDate
    official: PartialDate
    qualification: str
    theory: str
    post: str
    incumbent: bool
    planned: bool
    for_standing: bool
    science: bool
    votes: int


def people_of(roster: str, *, ordered: bool = True) -> tuple[Person, ...]:
    """The people of ``rosters/<roster>.csv``: in the order of a Vietnamese list, or as the roster has them."""
    draws = Draws(roster)
    with (ROSTERS / f"{roster}.csv").open(encoding="utf-8", newline="") as lines:
        people = [_person(row, draws) for row in csv.DictReader(lines)]
    return tuple(sorted(people, key=lambda person: order_key(person.name)) if ordered else people)


def _person(row: dict[str, str], draws: Draws) -> Person:
    born = _to_the_day(parse(row["born"]), draws) if row["born"] else None
    joined = _joined(born, draws)
    return Person(
        name=row["name"],
        female=row["sex"] == "female",
        ethnicity=row["ethnicity"],
        religion=_religion(row["ethnicity"], draws),
        born=born,
        joined=joined,
        official=PartialDate(joined.year + 1, joined.month, joined.day),  # a year on probation
        qualification=row["qualification"],
        theory=row["theory"],
        post=row["post"],
        incumbent=row["incumbent"] == "yes",
        planned=True,
        for_standing=row["standing"] == "yes",
        science=draws.below(8) == 0,
        votes=int(row["votes"]),
    )


def _to_the_day(born: PartialDate, draws: Draws) -> PartialDate:
    """A roster says the month, so that the age bands are its own; a birth known to the year only stays so."""
    if born.month is None or born.day is not None:
        return born
    return PartialDate(born.year, born.month, draws.between(1, 28))


def _joined(born: PartialDate | None, draws: Draws) -> PartialDate:
    year = (born.year if born else 1976) + draws.between(*_JOINED_AT)
    return PartialDate(year, draws.between(1, 12), draws.between(1, 28))


def _religion(ethnicity: str, draws: Draws) -> str:
    for religion, one_in in _FAITHS.get(ethnicity, ()):
        if draws.below(one_in) == 0:
            return religion
    return "Không"
