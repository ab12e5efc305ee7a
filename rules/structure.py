"""The annex table of structure (biểu cơ cấu): how many of a list and of its standing committee are women, young, new.

Counts are whole numbers of people and add up to the group in every part: who is not known of has a row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rules.check import Subject
from rules.checks.ages import day_of
from rules.checks.groups import groups
from rules.checks.traits import is_of_a_minority
from rules.finding import Group, Share
from rules.model import Candidate, Contest, Qualification, Sex, Theory
from rules.names import fold, order_key
from rules.phrase import Phrase, phrase
from rules.regulation import Ages

_NO_END = 1000  # years nobody lives
_BANDS = ("composition.youth", "composition.age_middle", "composition.age_senior")
# Where no provision draws a band ages are shown by tens of years, which nobody decides anything by.
_TENS = (
    Ages(at_most=29),
    Ages(at_least=30, at_most=39),
    Ages(at_least=40, at_most=49),
    Ages(at_least=50, at_most=59),
    Ages(at_least=60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupColumn:
    """One group of people that the table counts: the list, or those proposed for the standing committee."""

    group: Group
    words: Phrase
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureRow:
    """How many of each group are something; ``within`` is a row already counted in the one above it."""

    part: Phrase
    words: Phrase | str
    shares: tuple[Share, ...]
    within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The table of one contest; every row has a share for each of the ``columns``."""

    contest: str
    columns: tuple[GroupColumn, ...]
    rows: tuple[StructureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row before it is counted; ``holds`` says whether somebody is in it, ``known`` whether that is known of him."""

    words: Phrase | str
    holds: Callable[[Candidate], bool]
    always: bool = True
    within: bool = False
    known: bool = True


def structure_of(subject: Subject) -> Structure:
    """Count a contest's list by sex, age band, ethnicity, levels, re-elected or new.

    A part of which nothing is known of anybody is left out: the list has no such column, or is of no day.
    """
    columns = tuple(_columns(subject))
    rows = (
        StructureRow(part=part, words=row.words, shares=shares, within=row.within)
        for part, listed in _parts(subject)
        if any(row.known and row.holds(person) for row in listed for person in subject.slate.candidates)
        for row in listed
        for shares in [_counted(row, columns, subject)]
        if row.always or any(share.part for share in shares)
    )
    return Structure(contest=subject.contest.id, columns=columns, rows=tuple(rows))


def bands_of(subject: Subject) -> tuple[Ages, ...]:
    """The bands of age the provisions draw, youngest first: for this contest, or else for another of the congress.

    Tens of years where they draw none that hold everybody once.
    """
    drawn = (_drawn(contest, subject) for contest in (subject.contest, *subject.contests))
    return next((bands for bands in drawn if bands), _TENS)


def _drawn(contest: Contest, subject: Subject) -> tuple[Ages, ...]:
    """The bands for a contest; none where they overlap or leave ages out, so that somebody counts twice or not."""
    bands = {
        provision.ages
        for parameter in _BANDS
        for provision in subject.rules.for_contest(parameter, contest)
        if provision.ages is not None
    }
    in_order = tuple(sorted(bands, key=lambda ages: (ages.at_least or 0, ages.at_most or _NO_END)))
    touching = all(
        before.at_most is not None and after.at_least == before.at_most + 1 for before, after in pairwise(in_order)
    )
    return in_order if in_order and _holds_all(in_order) and touching else ()


def _holds_all(in_order: Sequence[Ages]) -> bool:
    return in_order[0].at_least is None and in_order[-1].at_most is None


def band_words(ages: Ages) -> Phrase:
    """Name a band of completed years."""
    if ages.at_least is None:
        return phrase("dưới {age} tuổi", age=(ages.at_most or 0) + 1)
    if ages.at_most is None:
        return phrase("từ {youngest} tuổi trở lên", youngest=ages.at_least)
    return phrase("từ {youngest} đến {oldest} tuổi", youngest=ages.at_least, oldest=ages.at_most)


def _columns(subject: Subject) -> Iterator[GroupColumn]:
    """The list; those marked for the standing committee where somebody is."""
    names = {Group.LIST: phrase("Danh sách"), Group.STANDING: phrase("Dự kiến ban thường vụ")}
    for people in groups(subject):
        if people.places or people.group is Group.LIST:
            yield GroupColumn(group=people.group, words=names[people.group], places=people.places)


def _counted(row: _Row, columns: Sequence[GroupColumn], subject: Subject) -> tuple[Share, ...]:
    candidates = subject.slate.candidates
    return tuple(
        Share(sum(row.holds(candidates[place - 1]) for place in column.places), len(column.places))
        for column in columns
    )


def _parts(subject: Subject) -> Iterator[tuple[Phrase, tuple[_Row, ...]]]:
    yield phrase("Giới tính"), _sexes()
    yield phrase("Độ tuổi"), _ages(subject)
    yield phrase("Dân tộc"), tuple(_ethnicities(subject))
    yield phrase("Trình độ chuyên môn"), _qualifications()
    yield phrase("Lý luận chính trị"), _theories()
    yield phrase("Tái cử, mới"), _incumbents()


def _sexes() -> tuple[_Row, ...]:
    return (
        _Row(words=phrase("Nữ"), holds=lambda person: person.sex is Sex.FEMALE),
        _Row(words=phrase("Nam"), holds=lambda person: person.sex is Sex.MALE),
        _unknown(lambda person: person.sex is None),
    )


def _ages(subject: Subject) -> tuple[_Row, ...]:
    bands = bands_of(subject)
    return (*(_aged(ages, subject) for ages in bands), _unknown(lambda person: not _is_in_any(bands, person, subject)))


def _aged(ages: Ages, subject: Subject) -> _Row:
    return _Row(words=band_words(ages), holds=lambda person: _is_in_any((ages,), person, subject))


def _is_in_any(bands: Iterable[Ages], person: Candidate, subject: Subject) -> bool:
    day = day_of(subject)
    return day is not None and any(day.reckoning.within(person.born, ages) is True for ages in bands)


def _ethnicities(subject: Subject) -> Iterator[_Row]:
    """Kinh, the minorities together, then each of them, the most numerous first."""
    yield _Row(words=phrase("Kinh"), holds=lambda person: is_of_a_minority(person) is False)
    yield _Row(words=phrase("Dân tộc thiểu số"), holds=lambda person: is_of_a_minority(person) is True)
    named = Counter(
        fold(person.ethnicity)
        for person in subject.slate.candidates
        if person.ethnicity is not None and is_of_a_minority(person)
    )
    for name, _ in sorted(named.items(), key=lambda each: (-each[1], order_key(each[0]))):
        yield _of_ethnicity(name)
    yield _unknown(lambda person: person.ethnicity is None)


def _of_ethnicity(name: str) -> _Row:
    return _Row(
        words=phrase("trong đó: {name}", name=name),
        holds=lambda person: person.ethnicity is not None and fold(person.ethnicity) == name,
        within=True,
    )


def _qualifications() -> tuple[_Row, ...]:
    return (
        *(_qualified(level) for level in Qualification),
        _unknown(lambda person: person.qualification is None),
    )


def _qualified(level: Qualification) -> _Row:
    return _Row(
        words=phrase("{level}", level=level),
        holds=lambda person: person.qualification is level,
        always=level is not Qualification.NONE,
    )


def _theories() -> tuple[_Row, ...]:
    return (*(_taught(level) for level in Theory), _unknown(lambda person: person.theory is None))


def _taught(level: Theory) -> _Row:
    return _Row(
        words=phrase("{level}", level=level),
        holds=lambda person: person.theory is level,
        always=level not in {Theory.NONE, Theory.BACHELOR},
    )


def _incumbents() -> tuple[_Row, ...]:
    return (
        _Row(words=phrase("Tái cử"), holds=lambda person: person.incumbent is True),
        _Row(words=phrase("Tham gia lần đầu"), holds=lambda person: person.incumbent is False),
        _unknown(lambda person: person.incumbent is None),
    )


def _unknown(holds: Callable[[Candidate], bool]) -> _Row:
    """Who is not known of; shown only where there is somebody."""
    return _Row(words=phrase("Chưa rõ"), holds=holds, always=False, known=False)
