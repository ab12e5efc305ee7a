"""The check of names that a voter may take one for another (LS03): they are to be told apart before they are printed.

No provision asks it, so it is a target and cites nothing. A real count that struck the wrong Hùng cannot be repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import combinations

from rules.check import Check, Subject
from rules.checks.persons import called, one_by_one
from rules.finding import Finding, Force, Group
from rules.model import Candidate
from rules.names import fold, spelling_key, without_marks
from rules.phrase import Phrase, phrase


def _look_alike(subject: Subject) -> Iterator[Finding]:
    """LS03: names that differ in marks only (Hùng, Hưng), in the order of words only, or in births only.

    Reading: Hoà and Hòa are one name. The reading rejected: only tones, which would let Hùng and Hưng pass.
    """
    marks = tuple(_alike(subject, lambda person: without_marks(person.name)))
    order = tuple(_alike(subject, lambda person: tuple(sorted(spelling_key(person.name)))))
    births = tuple(_namesakes(subject))
    clauses = (
        *(phrase("chỉ khác dấu: {names}", names=_named(subject, places)) for places in marks),
        *(phrase("chỉ khác thứ tự chữ: {names}", names=_named(subject, places)) for places in order),
        *(phrase("cùng họ tên, khác ngày sinh: {names}", names=_born(subject, places)) for places in births),
    )
    yield Finding(
        contest=subject.contest.id,
        code=LS03.code,
        name=LS03.name,
        group=Group.LIST,
        force=Force.TARGET,
        passed=not clauses,
        message=phrase("cần ghi thêm điều phân biệt trước khi in phiếu: {names}", names=one_by_one(clauses))
        if clauses
        else phrase("không có họ tên nào dễ nhầm với nhau"),
        people=tuple(sorted({place for group in (*marks, *order, *births) for place in group})),
    )


LS03 = Check(code="LS03", name="list.look_alike", title=phrase("họ tên dễ nhầm"), run=_look_alike)


def _alike(subject: Subject, key: Callable[[Candidate], Hashable]) -> Iterator[tuple[int, ...]]:
    """Places whose names have one key and are yet different names."""
    for places in _sharing(subject, key):
        if len({spelling_key(subject.slate.candidates[place - 1].name) for place in places}) > 1:
            yield places


def _namesakes(subject: Subject) -> Iterator[tuple[int, ...]]:
    """Places of one name of whom two were surely born on different days; all others LS02 judges."""
    for places in _sharing(subject, lambda person: spelling_key(person.name)):
        births = [subject.slate.candidates[place - 1].born for place in places]
        if any(one and other and not one.may_be(other) for one, other in combinations(births, 2)):
            yield places


def _sharing(subject: Subject, key: Callable[[Candidate], Hashable]) -> Iterator[tuple[int, ...]]:
    places: dict[Hashable, list[int]] = {}
    for place, person in enumerate(subject.slate.candidates, start=1):
        if fold(person.name):
            places.setdefault(key(person), []).append(place)
    return (tuple(found) for found in places.values() if len(found) > 1)


def _named(subject: Subject, places: tuple[int, ...]) -> tuple[Phrase, ...]:
    return tuple(called(subject, place) for place in places)


def _born(subject: Subject, places: tuple[int, ...]) -> tuple[Phrase, ...]:
    births = {place: subject.slate.candidates[place - 1].born for place in places}
    return tuple(
        called(subject, place) if born is None else phrase("{name} sinh {born}", name=called(subject, place), born=born)
        for place, born in births.items()
    )
