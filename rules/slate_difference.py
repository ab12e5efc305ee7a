"""Two lists of a contest held against each other (so sánh danh sách): who came, who went, who has another birth."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.partial_date import PartialDate, parse
from rules.phrase import Phrase, phrase

_SHOWN: Final = 5  # how many people with only another number are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on a frozen list, as the canonical form has him."""

    number: str
    name: str
    born: str

    @property
    def words(self) -> Phrase:
        """``12. Nguyễn Văn An (20/03/1975)``."""
        if not self.born:
            return phrase("{number}. {name}", number=self.number, name=self.name)
        return phrase("{number}. {name} ({born})", number=self.number, name=self.name, born=_birth(self.born))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a later list has against an earlier: people come, gone, with another birth, or only with another number.

    People are the same where their names are, each once. They stand here as in the list that has them, the later first.
    """

    added: tuple[Person, ...] = ()
    removed: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    renumbered: tuple[Person, ...] = ()

    @property
    def clauses(self) -> tuple[Phrase, ...]:
        """Each kind with its people; a new number alone is the usual consequence of the rest, so the first suffice."""
        found: list[Phrase] = []
        if self.added:
            found.append(phrase("thêm {people}", people=_words(self.added)))
        if self.removed:
            found.append(phrase("bớt {people}", people=_words(self.removed)))
        if self.changed:
            found.append(phrase("đổi ngày sinh {people}", people=_words(self.changed)))
        if self.renumbered:
            found.append(
                phrase(
                    "đổi số thứ tự {count} người, trước hết {people}",
                    count=len(self.renumbered),
                    people=_words(self.renumbered[:_SHOWN]),
                ),
            )
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One frozen list of one contest."""

    contest: str
    version: int
    file: str
    digest: str
    names: int
    reason: str = ""
    difference: Difference = field(default_factory=Difference)


def difference(before: Sequence[Person], after: Sequence[Person]) -> Difference:
    """Tell people by name, namesakes by birth, then by number: whoever is equal in most is the same."""
    old, new = list(before), list(after)
    pairs = [pair for same in (_same_line, _same_birth, _same_name) for pair in _matched(old, new, same)]
    return Difference(
        added=tuple(new),
        removed=tuple(old),
        changed=_in_order(later for earlier, later in pairs if earlier.born != later.born),
        renumbered=_in_order(
            later for earlier, later in pairs if earlier.born == later.born and earlier.number != later.number
        ),
    )


def people_of(content: bytes) -> tuple[Person, ...]:
    """Read a list in the canonical form back; raises ``ValueError`` for what is none."""
    rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    try:
        return tuple(Person(number=number, name=name, born=born) for number, name, born in rows)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _same_line(one: Person, other: Person) -> bool:
    return one == other


def _same_birth(one: Person, other: Person) -> bool:
    return (one.name, one.born) == (other.name, other.born)


def _same_name(one: Person, other: Person) -> bool:
    return one.name == other.name


def _matched(
    old: list[Person], new: list[Person], same: Callable[[Person, Person], bool]
) -> Iterator[tuple[Person, Person]]:
    """Take the pairs that are the same out of both lists."""
    for later in tuple(new):
        earlier = next((each for each in old if same(each, later)), None)
        if earlier is not None:
            old.remove(earlier)
            new.remove(later)
            yield earlier, later


def _in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: int(person.number)))


def _birth(born: str) -> PartialDate | str:
    """As the language of the reader writes it; a file that was changed by hand may hold anything."""
    try:
        return parse(born)
    except ValueError:
        return born


def _words(people: Iterable[Person]) -> tuple[Phrase, ...]:
    return tuple(person.words for person in people)
