"""Whom a share is measured of, and of what: the groups of a list, what is known of its people, the whole.

What a slate does not say of somebody may go either way, so a group has a fewest and a most. The group ``standing`` is
those of an executive committee's list proposed for its standing committee.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.check import Subject
from rules.choice import QuotaOf
from rules.finding import Group
from rules.model import Candidate, Office
from rules.names import fold
from rules.phrase import Phrase, phrase
from rules.regulation import Provision

_QUOTAS = {each.value: each for each in QuotaOf}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What is counted: in words, who has it (None: the slate does not say), and what the slate would have to say.

    ``answers`` is asked of all members of a group at once. ``column`` is where the slate would say it: a field of
    ``Candidate``, or the heading of a column kept as a note.
    """

    words: Phrase | str
    answers: Callable[[Sequence[Candidate]], Sequence[bool | None]]
    needs: Phrase | str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How many people of a group have a trait: surely, and at most. The places are kept to say who, where that matters.

    ``answers`` are those of the people at ``places``, None where it is not known.
    """

    fewest: int
    most: int
    places: tuple[int, ...]
    answers: Sequence[bool | None]

    @property
    def exact(self) -> bool:
        """Whether it is known of everybody."""
        return self.fewest == self.most

    @property
    def having(self) -> tuple[int, ...]:
        """Who surely has it."""
        return self._answering(answer=True)

    @property
    def lacking(self) -> tuple[int, ...]:
        """Who surely has it not."""
        return self._answering(answer=False)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Of whom it is not known."""
        return self._answering(answer=None)

    def _answering(self, *, answer: bool | None) -> tuple[int, ...]:
        return tuple(place for place, given in zip(self.places, self.answers, strict=True) if given is answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A group that is measured: its ``members`` and their places in the slate.

    ``seats`` is None where nobody said how many are to be elected.

    ``office`` is the one whose provisions hold for the group; ``whole_words`` name all of it where a share is of it.
    """

    group: Group
    words: Phrase
    whole_words: Phrase
    office: Office
    places: tuple[int, ...]
    members: tuple[Candidate, ...]
    seats: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a share is of, and the other whole that is shown beside it.

    ``fixed``: the provision itself says which, so the other is not shown.
    """

    of: QuotaOf
    people: int
    beside: int | None
    fixed: bool = False


@lru_cache(maxsize=8)  # check after check asks it of one subject
def groups(subject: Subject) -> tuple[People, ...]:
    """The contest's whole list, whatever its office; then, of an executive committee, those marked ``for_standing``."""
    candidates = subject.slate.candidates
    everybody = People(
        group=Group.LIST,
        words=phrase("trong danh sách"),
        whole_words=phrase("danh sách"),
        office=subject.contest.office,
        places=tuple(range(1, len(candidates) + 1)),
        members=candidates,
        seats=subject.seats,
    )
    if subject.contest.office is not Office.EXECUTIVE_COMMITTEE:
        return (everybody,)
    places = tuple(place for place, person in enumerate(candidates, start=1) if person.for_standing)
    marked = People(
        group=Group.STANDING,
        words=phrase("trong số dự kiến ban thường vụ"),
        whole_words=phrase("số dự kiến"),
        office=Office.STANDING_COMMITTEE,
        places=places,
        members=tuple(candidates[place - 1] for place in places),
        seats=next(
            (
                contest.seats
                for contest in subject.contests
                if contest.office is Office.STANDING_COMMITTEE and contest.after is None
            ),
            None,
        ),
    )
    return everybody, marked


def provisions_for(people: People, subject: Subject, parameter: str) -> tuple[Provision, ...]:
    """The pack's provision for a group, then the congress's own."""
    return subject.rules.for_contest(parameter, subject.contest, office=people.office)


def measure(people: People, trait: Trait) -> Measured:
    """Count a trait in a group."""
    answers = trait.answers(people.members)
    fewest = answers.count(True)
    return Measured(fewest=fewest, most=fewest + answers.count(None), places=people.places, answers=answers)


def of_each(has: Callable[[Candidate], bool | None]) -> Callable[[Sequence[Candidate]], Sequence[bool | None]]:
    """The answers of a group, asked person by person."""
    return lambda members: list(map(has, members))


def has_column(subject: Subject, column: str) -> bool:
    """Whether the slate has a column for it at all: without one there is nothing to fill in."""
    return column in subject.slate.columns or noted_as(subject, column) is not None


def noted_as(subject: Subject, heading: str) -> str | None:
    """The heading of a column kept as a note, as this slate writes it; None if there is none."""
    sought = fold(heading).casefold()
    return next((note for note in subject.slate.notes if fold(note).casefold() == sought), None)


def whole_of(people: People, subject: Subject, of: str | None) -> Whole:
    """The list or the seats: as the provision says, else by the choice ``quota_of``; without seats always the list."""
    listed = len(people.places)
    fixed = _QUOTAS.get(of or "")
    if (fixed or subject.choices.quota_of) is QuotaOf.SEATS and people.seats is not None:
        return Whole(of=QuotaOf.SEATS, people=people.seats, beside=listed, fixed=fixed is not None)
    return Whole(of=QuotaOf.LIST, people=listed, beside=people.seats, fixed=fixed is QuotaOf.LIST)
