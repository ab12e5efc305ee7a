"""Checks of persons: whom they ask about, how messages name people, and the finding on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rules.check import Check, Subject
from rules.checks.bounds import limit_text
from rules.checks.wording import cited, force_of
from rules.finding import Finding, Group
from rules.model import Candidate, Contest
from rules.names import SpelledWord, fold, spelling_key
from rules.phrase import Clauses, Phrase, phrase
from rules.regulation import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of a group of people; ``confirmed`` None: as sure as the provision alone."""

    passed: bool | None
    message: Phrase
    people: tuple[int, ...] = ()
    group: Group = Group.LIST
    confirmed: bool | None = None


def newcomers(subject: Subject) -> tuple[int, ...]:
    """The places of everybody to be asked about; in a later round only those who were not on the list before.

    Whoever stands again in a re-vote was asked about in the first vote. An opinion ballot elects nobody.
    """
    if not subject.contest.vote.elects:
        return ()
    if subject.contest.after is None:
        return tuple(range(1, len(subject.slate) + 1))
    before = _on(_contest(subject, subject.contest.after))
    return tuple(
        place
        for place, person in enumerate(subject.slate.candidates, start=1)
        if not any(_same(person, other) for other in before.get(spelling_key(person.name), ()))
    )


def is_on(person: Candidate, contest: Contest) -> bool:
    """Whether somebody is on the list of a contest: the same name, however spelled, and births that may be one day."""
    return any(_same(person, other) for other in _on(contest).get(spelling_key(person.name), ()))


def finding_of(check: Check, subject: Subject, provision: Provision, verdict: Judgement) -> Finding:
    """The finding on people under a provision: it counts nobody, so it has no share and no margin.

    A verdict that says itself how sure it is says so in its message too.
    """
    citation = provision.citation
    return Finding(
        contest=subject.contest.id,
        code=check.code,
        name=check.name,
        group=verdict.group,
        force=force_of(provision),
        passed=verdict.passed,
        message=cited(verdict.message, provision) if verdict.confirmed is None else verdict.message,
        limit=limit_text(provision.limit) if provision.limit else None,
        people=tuple(sorted(verdict.people)),
        citation=citation if verdict.confirmed is None else replace(citation, confirmed=verdict.confirmed),
    )


def called(subject: Subject, place: int) -> Phrase:
    """Name somebody with the number he has on the list: "Trần Văn An (số 5)"."""
    name = fold(subject.slate.candidates[place - 1].name)
    return phrase("{name} (số {people})", name=name, people=subject.numbers((place,)))


def by_reason(subject: Subject, reasons: Mapping[int, Phrase]) -> tuple[Phrase, ...]:
    """A clause for every reason, with the numbers of those it is the reason of."""
    grouped: list[tuple[Phrase, list[int]]] = []
    for place, reason in reasons.items():
        known = next((places for each, places in grouped if each == reason), None)
        if known is None:
            grouped.append((reason, [place]))
        else:
            known.append(place)
    return tuple(
        phrase("số {people} ({reason})", reason=reason, people=subject.numbers(places)) for reason, places in grouped
    )


def one_by_one(clauses: Sequence[Phrase]) -> Phrase:
    """Say one or more clauses that hold commas of their own."""
    return clauses[0] if len(clauses) == 1 else Phrase("{clauses}", {"clauses": Clauses(tuple(clauses))})


def _contest(subject: Subject, sought: str | None) -> Contest | None:
    return next((contest for contest in subject.contests if contest.id == sought), None)


def _on(contest: Contest | None) -> dict[tuple[SpelledWord, ...], list[Candidate]]:
    listed: dict[tuple[SpelledWord, ...], list[Candidate]] = {}
    for person in contest.slate.candidates if contest else ():
        listed.setdefault(spelling_key(person.name), []).append(person)
    return listed


def _same(one: Candidate, other: Candidate) -> bool:
    return one.born is None or other.born is None or one.born.may_be(other.born)
