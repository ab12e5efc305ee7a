"""Checks of the list as a list (LS): nobody without the data the other checks need, nobody twice, numbered, in order.

No provision fixing these was seen, so a required one that fails asks people instead of refusing, and the order of
names is a target.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rules.check import Check, Subject
from rules.finding import Finding, Force, Group
from rules.model import Candidate
from rules.names import SortKey, SpelledWord, fold, may_put_given_name_first, order_key, spelling_key
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase

_SHOWN = 3  # how many misplaced people a message names; the finding holds all of them


def _missing_field(subject: Subject) -> Iterator[Finding]:
    """LS01: name, birth and sex are there for everybody; in a draft the number too."""
    gaps = [gap for gap in _gaps(subject) if gap.places]
    clauses = tuple(
        phrase("danh sách không có cột {field}", field=gap.field)
        if gap.column not in subject.slate.columns and len(gap.places) == len(subject.slate)
        else phrase("thiếu {field}: số {people}", field=gap.field, people=subject.numbers(gap.places))
        for gap in gaps
    )
    yield Finding(
        contest=subject.contest.id,
        code=LS01.code,
        name=LS01.name,
        group=Group.LIST,
        force=Force.REQUIRED,
        passed=not gaps,
        message=phrase("cần bổ sung vào danh sách: {gaps}", gaps=clauses)
        if gaps
        else phrase("đủ họ tên, ngày sinh, giới tính"),
        people=tuple(sorted({place for gap in gaps for place in gap.places})),
    )


def _duplicate_person(subject: Subject) -> Iterator[Finding]:
    """LS02: nobody stands twice. The same person is who has the same name and the same birth.

    Hoà and Hòa are one name, spelled two ways. The same name with births that may be one day, the one known less
    exactly than the other, cannot be known.
    """
    surely: dict[tuple[tuple[SpelledWord, ...], PartialDate | None], list[int]] = {}
    perhaps: dict[tuple[SpelledWord, ...], list[int]] = {}
    for name, places in _namesakes(subject.slate.candidates).items():
        births = {place: subject.slate.candidates[place - 1].born for place in places}
        for place, born in births.items():
            others = [other for at, other in births.items() if at != place]
            if born is not None and born in others:
                surely.setdefault((name, born), []).append(place)
            elif any(_may_be_same(born, other) for other in others):
                perhaps.setdefault(name, []).append(place)
    # Somebody who is surely listed twice can also be the one a third line may mean.
    twice = tuple(_called(subject, places) for places in surely.values())
    unclear = tuple(_called(subject, places) for places in perhaps.values())
    yield Finding(
        contest=subject.contest.id,
        code=LS02.code,
        name=LS02.name,
        group=Group.LIST,
        force=Force.REQUIRED,
        passed=False if twice else None if unclear else True,
        message=_duplicates_message(twice, unclear),
        people=tuple(sorted(place for places in (*surely.values(), *perhaps.values()) for place in places)),
    )


def _numbering(subject: Subject) -> Iterator[Finding]:
    """LS04: a draft is numbered 1 to n, each number once. In a congress folder the slate's reader sees to that."""
    if not subject.draft:
        return
    numbers = [candidate.number for candidate in subject.slate.candidates]
    wrong = [place for place, number in enumerate(numbers, start=1) if number is not None and _misused(number, numbers)]
    missing = [place for place, number in enumerate(numbers, start=1) if number is None]
    if wrong:
        message = phrase(
            "số thứ tự phải từ 1 đến {last}, mỗi số một người; bị trùng hoặc ở ngoài: {numbers}",
            last=len(numbers),
            numbers=tuple(sorted({number for number in numbers if number is not None and _misused(number, numbers)})),
        )
    elif missing:
        message = phrase(
            "chưa biết có đủ số từ 1 đến {last} không: {people} người chưa có số thứ tự",
            last=len(numbers),
            people=len(missing),
        )
    else:
        message = phrase("đánh số từ 1 đến {last}, mỗi số một người", last=len(numbers))
    yield Finding(
        contest=subject.contest.id,
        code=LS04.code,
        name=LS04.name,
        group=Group.LIST,
        force=Force.REQUIRED,
        passed=False if wrong else None if missing else True,
        message=message,
        people=tuple(wrong or missing),
    )


def _order(subject: Subject) -> Iterator[Finding]:
    """LS05: by given name, then the whole name, in the Vietnamese alphabet (xếp theo tên, vần A, B, C).

    A target: no provision seen fixes it. The list is read in the order of its numbers. Whoever may have the given name
    before the clan's (Y Bhiŏ Niê, H'Hen Niê) may stand anywhere: his place is the organizers' to choose. The reading
    rejected: taking his last word, which orders clans.
    """
    called = subject.numbers(range(1, len(subject.slate) + 1))
    listed = sorted(range(1, len(subject.slate) + 1), key=lambda place: called[place - 1])
    names = {place: fold(subject.slate.candidates[place - 1].name) for place in listed}
    unnamed = [place for place in listed if not names[place]]
    free = [place for place in listed if may_put_given_name_first(names[place])]
    positions = [at for at, place in enumerate(listed, 1) if names[place] and place not in free]
    listed = [listed[at - 1] for at in positions]
    in_order = sorted(listed, key=lambda place: order_key(names[place]))
    belongs = dict(zip(in_order, positions, strict=True))
    staying = _longest_in_order([order_key(names[place]) for place in listed])
    moved = [place for at, place in enumerate(listed) if at not in staying]
    first = tuple(
        phrase("{name} về vị trí {position}", name=names[place], position=belongs[place]) for place in moved[:_SHOWN]
    )
    if moved:
        message = phrase(
            "chưa xếp theo tên, vần A, B, C; cần chuyển {people} người, trước hết: {first}",
            people=len(moved),
            first=first,
        )
    elif unnamed:
        message = phrase("chưa biết thứ tự, thiếu họ và tên: số {people}", people=subject.numbers(unnamed))
    else:
        message = phrase("xếp theo tên, vần A, B, C")
    if free:
        message = phrase(
            "{message}; không xét chỗ của người có tên đứng trước tên họ: số {people}",
            message=message,
            people=subject.numbers(free),
        )
    yield Finding(
        contest=subject.contest.id,
        code=LS05.code,
        name=LS05.name,
        group=Group.LIST,
        force=Force.TARGET,
        passed=False if moved else None if unnamed else True,
        message=message,
        people=tuple(sorted(moved or unnamed)),
    )


LS01 = Check(code="LS01", name="list.missing_field", title=phrase("thiếu thông tin"), run=_missing_field)
LS02 = Check(code="LS02", name="list.duplicate_person", title=phrase("trùng người"), run=_duplicate_person)
LS04 = Check(code="LS04", name="list.numbering", title=phrase("số thứ tự"), run=_numbering)
LS05 = Check(code="LS05", name="list.order", title=phrase("thứ tự xếp tên"), run=_order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """Who lacks one field."""

    column: str
    field: Phrase
    places: tuple[int, ...]


def _gaps(subject: Subject) -> Iterator[_Gap]:
    people = tuple(enumerate(subject.slate.candidates, start=1))
    if subject.draft:
        yield _Gap(
            column="number",
            field=phrase("số thứ tự"),
            places=tuple(place for place, person in people if person.number is None),
        )
    yield _Gap(
        column="name",
        field=phrase("họ và tên"),
        places=tuple(place for place, person in people if not fold(person.name)),
    )
    yield _Gap(
        column="born",
        field=phrase("ngày sinh"),
        places=tuple(place for place, person in people if person.born is None),
    )
    yield _Gap(
        column="sex",
        field=phrase("giới tính"),
        places=tuple(place for place, person in people if person.sex is None),
    )


def _misused(number: int, numbers: list[int | None]) -> bool:
    return numbers.count(number) > 1 or not 1 <= number <= len(numbers)


def _namesakes(candidates: tuple[Candidate, ...]) -> dict[tuple[SpelledWord, ...], list[int]]:
    """Places of people with the same name, however spelled; names nobody else has are left out, empty ones too."""
    places: dict[tuple[SpelledWord, ...], list[int]] = {}
    for place, person in enumerate(candidates, start=1):
        if name := spelling_key(person.name):
            places.setdefault(name, []).append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def _may_be_same(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is None or other is None or one.may_be(other)


def _called(subject: Subject, places: list[int]) -> Phrase:
    person = subject.slate.candidates[places[0] - 1]
    return phrase("{name} (số {people})", name=fold(person.name), people=subject.numbers(places))


def _duplicates_message(twice: tuple[Phrase, ...], unclear: tuple[Phrase, ...]) -> Phrase:
    if twice and unclear:
        return phrase(
            "trùng họ tên và ngày sinh, chỉ giữ một dòng: {twice}; trùng họ tên, cần ghi rõ ngày sinh: {unclear}",
            twice=twice,
            unclear=unclear,
        )
    if twice:
        return phrase("trùng họ tên và ngày sinh, chỉ giữ một dòng: {twice}", twice=twice)
    if unclear:
        return phrase("chưa biết có phải một người không, cần ghi rõ ngày sinh: {unclear}", unclear=unclear)
    return phrase("không ai trùng họ tên và ngày sinh")


def _longest_in_order(keys: list[tuple[SortKey, SortKey]]) -> set[int]:
    """Indexes of the most people who may stay where they are; all others have to move."""
    ends: list[tuple[SortKey, SortKey]] = []  # the smallest last key of an ordered row of each length
    at: list[int] = []
    before: dict[int, int | None] = {}
    for index, key in enumerate(keys):
        length = bisect_right(ends, key)
        before[index] = at[length - 1] if length else None
        ends[length:] = [key, *ends[length + 1 :]]
        at[length:] = [index, *at[length + 1 :]]
    staying: set[int] = set()
    index_back = at[-1] if at else None
    while index_back is not None:
        staying.add(index_back)
        index_back = before[index_back]
    return staying
