"""The check of what a body adds itself (LC, quy định riêng): any column, as a share or a number of people.

A ``[[local]]`` provision of the parameter ``local`` names a column of the slate, also one the program does not know,
and what its cells must say of the people who are counted (``Characteristic``). Words are compared whole, in one Unicode
form, capitals aside; an empty cell is not known unless the provision says that it means no.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from rules.age import Reckoning
from rules.check import Check, Subject
from rules.checks.groups import Trait, groups, noted_as, provisions_for
from rules.checks.shares import Asked, share
from rules.finding import Finding, Group
from rules.model import Candidate, Office
from rules.names import fold
from rules.partial_date import PartialDate
from rules.phrase import phrase
from rules.regulation import Ages, Characteristic, Provision


def _local(subject: Subject) -> Iterator[Finding]:
    """LC01: each of the body's own provisions on people of the list."""
    for people in groups(subject):
        for provision in provisions_for(people, subject, "local"):
            wanted = provision.characteristic
            if wanted is None or wanted.group not in {None, people.group}:
                continue
            if people.places or people.group is Group.LIST or _is_asked_of_those_marked(subject, provision):
                trait = _trait(subject, wanted)
                yield share(Asked(check=LC01, subject=subject, people=people, provision=provision, trait=trait))


LC01 = Check(code="LC01", name="local.people", title=phrase("quy định riêng của cấp mình"), run=_local)


def _is_asked_of_those_marked(subject: Subject, provision: Provision) -> bool:
    """Whether it is of the standing committee alone, and only marks on this list can say who that will be."""
    return provision.scope.offices == frozenset({Office.STANDING_COMMITTEE}) and not any(
        contest.office is Office.STANDING_COMMITTEE for contest in subject.contests
    )


def _trait(subject: Subject, wanted: Characteristic) -> Trait:
    heading = noted_as(subject, wanted.column) if wanted.noted else None
    is_there = heading is not None if wanted.noted else wanted.column in subject.slate.columns

    def has(person: Candidate) -> bool | None:
        if not is_there:
            return None
        if wanted.years is not None:
            return _within(subject, person, wanted.column, wanted.years)
        cell = _cell(person, wanted.column) if heading is None else person.notes.get(heading)
        if cell is None:
            return False if wanted.empty_is_no else None
        return _says(wanted, fold(cell).casefold())

    return Trait(
        words=phrase("«{title}»", title=wanted.title),
        has=has,
        needs=phrase("«{column}»", column=wanted.heading),
        column=wanted.column,
    )


def _cell(person: Candidate, field: str) -> str | None:
    """A field of the slate as a word; None where the cell is empty."""
    match getattr(person, field):
        case bool() as said:
            return "yes" if said else "no"
        case StrEnum() as word:
            return word.value
        case str() as text:
            return text
        case _:
            return None


def _says(wanted: Characteristic, cell: str) -> bool:
    if wanted.contains:
        return any(_plain(word) in cell for word in wanted.contains)
    if wanted.other_than:
        return cell not in {_plain(word) for word in wanted.other_than}
    return cell in {_plain(word) for word in wanted.values}


def _plain(word: str) -> str:
    return fold(word).casefold()


def _within(subject: Subject, person: Candidate, field: str, years: Ages) -> bool | None:
    """Completed years from a date of the slate to the opening day."""
    value = getattr(person, field)
    return Reckoning(day=subject.opens).within(value if isinstance(value, PartialDate) else None, years)
