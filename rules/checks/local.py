"""The check of what a body adds itself (LC, quy định riêng): any column, as a share or a number of people.

A ``[[local]]`` provision of the parameter ``local`` names a column of the slate, also one the program does not know,
and what its cells must say of the people who are counted (``Characteristic``). Words are compared whole, in one Unicode
form, capitals aside; an empty cell is not known unless the provision says that it means no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from rules.age import Reckoning
from rules.check import Check, Subject
from rules.checks.groups import Trait, groups, noted_as, provisions_for
from rules.checks.shares import Asked, share
from rules.finding import Finding, Group
from rules.model import Candidate, Office, Slate
from rules.names import fold
from rules.partial_date import PartialDate
from rules.phrase import phrase
from rules.regulation import Ages, Characteristic, Provision


def _local(subject: Subject) -> Iterator[Finding]:
    """LC01: each of the body's own provisions on people of the list."""
    cells = _Cells(subject.slate)
    for people in groups(subject):
        for provision in provisions_for(people, subject, "local"):
            wanted = provision.characteristic
            if wanted is None or wanted.group not in {None, people.group}:
                continue
            if people.places or people.group is Group.LIST or _is_asked_of_those_marked(subject, provision):
                trait = _trait(subject, wanted, cells)
                yield share(Asked(check=LC01, subject=subject, people=people, provision=provision, trait=trait))


LC01 = Check(code="LC01", name="local.people", title=phrase("quy định riêng của cấp mình"), run=_local)


def _is_asked_of_those_marked(subject: Subject, provision: Provision) -> bool:
    """Whether it is of the standing committee alone, and only marks on this list can say who that will be."""
    return provision.scope.offices == frozenset({Office.STANDING_COMMITTEE}) and not any(
        contest.office is Office.STANDING_COMMITTEE for contest in subject.contests
    )


@dataclass(slots=True)
class _Cells:
    """The cells of a list in the form they are compared in, column by column: provisions share columns."""

    slate: Slate
    columns: dict[tuple[str, bool], Mapping[int, str | None]] = dataclass_field(default_factory=dict)

    def of(self, column: str, *, noted: bool) -> Mapping[int, str | None]:
        """The cells of a column by the rows of the slate; ``noted``: a heading kept as a note."""
        if (column, noted) not in self.columns:
            read = _note if noted else _cell
            self.columns[column, noted] = {person.row: read(person, column) for person in self.slate.candidates}
        return self.columns[column, noted]


def _trait(subject: Subject, wanted: Characteristic, cells: _Cells) -> Trait:
    return Trait(
        words=phrase("«{title}»", title=wanted.title),
        has=_answer(subject, wanted, cells),
        needs=phrase("«{column}»", column=wanted.heading),
        column=wanted.column,
    )


def _answer(subject: Subject, wanted: Characteristic, cells: _Cells) -> Callable[[Candidate], bool | None]:
    heading = noted_as(subject, wanted.column) if wanted.noted else wanted.column
    if heading is None or not (wanted.noted or heading in subject.slate.columns):
        return lambda _: None
    years = wanted.years
    if years is not None:
        return lambda person: _within(subject, person, heading, years)
    column, says = cells.of(heading, noted=wanted.noted), _test_of(wanted)
    if_empty = False if wanted.empty_is_no else None

    def has(person: Candidate) -> bool | None:
        cell = column[person.row]
        return if_empty if cell is None else says(cell)

    return has


def _note(person: Candidate, heading: str) -> str | None:
    said = person.notes.get(heading)
    return None if said is None else _plain(said)


def _cell(person: Candidate, field: str) -> str | None:
    """A field of the slate as a word; None where the cell is empty."""
    match getattr(person, field):
        case bool() as said:
            return "yes" if said else "no"
        case StrEnum() as word:
            return _plain(word.value)
        case str() as text:
            return _plain(text)
        case _:
            return None


def _test_of(wanted: Characteristic) -> Callable[[str], bool]:
    """What a cell must say, as a test of its plain form; the words are made plain once for all cells."""
    contained = tuple(map(_plain, wanted.contains))
    if len(contained) == 1:
        (only,) = contained
        return lambda cell: only in cell
    if contained:
        return lambda cell: any(word in cell for word in contained)
    if wanted.other_than:
        others = frozenset(map(_plain, wanted.other_than))
        return lambda cell: cell not in others
    values = frozenset(map(_plain, wanted.values))
    return lambda cell: cell in values


def _plain(word: str) -> str:
    return fold(word).casefold()


def _within(subject: Subject, person: Candidate, field: str, years: Ages) -> bool | None:
    """Completed years from a date of the slate to the opening day."""
    value = getattr(person, field)
    return Reckoning(day=subject.opens).within(value if isinstance(value, PartialDate) else None, years)
