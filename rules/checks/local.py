"""The check of what a body adds itself (LC, quy định riêng): any column, as a share or a number of people.

A ``[[local]]`` provision of the parameter ``local`` names a column of the slate, also one the program does not know,
and what its cells must say of the people who are counted (``Characteristic``). Words are compared whole, in one Unicode
form, capitals aside; an empty cell is not known unless the provision says that it means no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from rules.age import Reckoning
from rules.check import Check, Subject
from rules.checks.groups import Trait, groups, noted_as, of_each, provisions_for
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
                yield share(
                    Asked(
                        check=LC01,
                        subject=subject,
                        people=people,
                        provision=provision,
                        trait=trait,
                        about=wanted.title,
                    ),
                )


LC01 = Check(code="LC01", name="local.people", title=phrase("quy định riêng của cấp mình"), run=_local)


def _is_asked_of_those_marked(subject: Subject, provision: Provision) -> bool:
    """Whether it is of the standing committee alone, and only marks on this list can say who that will be."""
    return provision.scope.offices == frozenset({Office.STANDING_COMMITTEE}) and not any(
        contest.office is Office.STANDING_COMMITTEE for contest in subject.contests
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What the cells of a column say, by row, None where one is empty; and everything that stands in it, once."""

    by_row: Mapping[int, str | None]
    said: frozenset[str]


@dataclass(slots=True)
class _Cells:
    """The cells of a list in the form they are compared in, column by column: provisions share columns."""

    slate: Slate
    columns: dict[tuple[str, bool], _Column] = dataclass_field(default_factory=dict)

    def of(self, heading: str, *, noted: bool) -> _Column:
        """A column; ``noted``: a heading kept as a note."""
        if (heading, noted) not in self.columns:
            read = _note if noted else _cell
            by_row = {person.row: read(person, heading) for person in self.slate.candidates}
            said = frozenset(cell for cell in by_row.values() if cell is not None)
            self.columns[heading, noted] = _Column(by_row=by_row, said=said)
        return self.columns[heading, noted]


def _trait(subject: Subject, wanted: Characteristic, cells: _Cells) -> Trait:
    return Trait(
        words=phrase("«{title}»", title=wanted.title),
        answers=_answers(subject, wanted, cells),
        needs=phrase("«{column}»", column=wanted.heading),
        column=wanted.column,
    )


def _answers(
    subject: Subject,
    wanted: Characteristic,
    cells: _Cells,
) -> Callable[[Sequence[Candidate]], Sequence[bool | None]]:
    heading = noted_as(subject, wanted.column) if wanted.noted else wanted.column
    if heading is None or not (wanted.noted or heading in subject.slate.columns):
        return of_each(lambda _: None)
    years = wanted.years
    if years is not None:
        return of_each(lambda person: _within(subject, person, heading, years))
    column = cells.of(heading, noted=wanted.noted)
    cell_of, saying, if_empty = column.by_row, _saying(wanted, column.said), False if wanted.empty_is_no else None
    return lambda members: [if_empty if (cell := cell_of[person.row]) is None else cell in saying for person in members]


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


def _saying(wanted: Characteristic, cells: frozenset[str]) -> frozenset[str]:
    """The cells of a column, in their plain form, that say what is wanted."""
    if wanted.contains:
        return frozenset(cell for word in map(_plain, wanted.contains) for cell in cells if word in cell)
    if wanted.other_than:
        return cells.difference(map(_plain, wanted.other_than))
    return cells.intersection(map(_plain, wanted.values))


def _plain(word: str) -> str:
    return fold(word).casefold()


def _within(subject: Subject, person: Candidate, field: str, years: Ages) -> bool | None:
    """Completed years from a date of the slate to the opening day."""
    on: PartialDate | None = getattr(person, field)
    return Reckoning(day=subject.opens).within(on, years)
