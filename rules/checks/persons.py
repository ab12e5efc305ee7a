"""Whom a check of persons asks about, how messages name them, and how they say several things one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from rules.check import Subject
from rules.model import Candidate, Contest
from rules.names import SpelledWord, fold, spelling_key
from rules.phrase import Phrase, phrase


def newcomers(subject: Subject) -> tuple[int, ...]:
    """The places of everybody to be asked about; in a later round only those who were not on the list before.

    Whoever stands again in a re-vote was asked about in the first vote. An opinion ballot elects nobody.
    """
    if not subject.contest.vote.elects:
        return ()
    before = _on(_contest(subject, subject.contest.after))
    return tuple(
        place
        for place, person in enumerate(subject.slate.candidates, start=1)
        if not any(_same(person, other) for other in before.get(spelling_key(person.name), ()))
    )


def is_on(person: Candidate, contest: Contest) -> bool:
    """Whether somebody is on the list of a contest: the same name, however spelled, and births that may be one day."""
    return any(_same(person, other) for other in _on(contest).get(spelling_key(person.name), ()))


def called(subject: Subject, place: int) -> Phrase:
    """Name somebody with the number he has on the list: "Trần Văn An (số 5)"."""
    name = fold(subject.slate.candidates[place - 1].name)
    return phrase("{name} (số {people})", name=name, people=subject.numbers((place,)))


def one_by_one(clauses: Sequence[Phrase]) -> Phrase:
    """Say one or more clauses that hold commas of their own, with semicolons between them."""
    if len(clauses) == 1:
        return clauses[0]
    half = len(clauses) // 2  # in halves, so that the phrases of 300 people do not nest 300 deep
    return phrase("{clause}; {more}", clause=one_by_one(clauses[:half]), more=one_by_one(clauses[half:]))


def _contest(subject: Subject, sought: str | None) -> Contest | None:
    return next((contest for contest in subject.contests if contest.id == sought), None)


def _on(contest: Contest | None) -> dict[tuple[SpelledWord, ...], list[Candidate]]:
    listed: dict[tuple[SpelledWord, ...], list[Candidate]] = {}
    for person in contest.slate.candidates if contest else ():
        listed.setdefault(spelling_key(person.name), []).append(person)
    return listed


def _same(one: Candidate, other: Candidate) -> bool:
    return one.born is None or other.born is None or one.born.may_be(other.born)
