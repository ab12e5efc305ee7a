"""The months of whoever is re-elected and holds a State post (chức vụ chính quyền), a part of EL02.

A post is free text, so what is found by its words is asked about and never refused. Where texts give different
reference months (law: RULES 3.10), all are reckoned and none is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.check import Subject
from rules.checks.months import Term, term_of, what_is_missing
from rules.checks.persons import Judgement, by_reason, newcomers, one_by_one
from rules.checks.service_words import left, unconfirmed, with_unconfirmed
from rules.model import Candidate
from rules.names import without_marks
from rules.phrase import Phrase, phrase
from rules.regulation import Provision

_POST = re.compile(r"\bchu tich\s+(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\b")


def state_posts(subject: Subject, parameter: str) -> Iterator[tuple[Provision, Judgement]]:
    """One verdict under all provisions on State posts; none where nobody re-elected holds one."""
    terms = _terms(subject, parameter)
    holders = {
        place: person
        for place in newcomers(subject)
        if (person := subject.slate.candidates[place - 1]).incumbent is not False
        and _POST.search(without_marks(person.post or ""))
    }
    if not terms or not holders:
        return
    unclear = {
        place: _reason(person, terms)
        for place, person in holders.items()
        if not all((months := term.months(person)) is not None and months.enough(term.need) for term in terms)
    }
    what = tuple(dict.fromkeys(each for term in terms for each in unconfirmed(term, holders.values())))
    yield (
        terms[0].provision,
        Judgement(
            passed=None if unclear else True,
            message=with_unconfirmed(_message(terms, len(holders), by_reason(subject, unclear)), what),
            people=tuple(unclear),
            confirmed=not what,
        ),
    )


def _terms(subject: Subject, parameter: str) -> list[Term]:
    provisions = subject.rules.for_contest(parameter, subject.contest)
    return [term for provision in provisions if (term := term_of(subject, provision)) is not None]


def _reason(person: Candidate, terms: Sequence[Term]) -> Phrase:
    served = [(term, term.months(person)) for term in terms]
    if unknown := next((term for term, months in served if months is None), None):
        return what_is_missing(person, unknown)
    return one_by_one([left(months) for _, months in served if months is not None])


def _message(terms: Sequence[Term], holders: int, unclear: Sequence[Phrase]) -> Phrase:
    need, starts = max(term.need for term in terms), tuple(term.start_words for term in terms)
    if not unclear:
        return phrase(
            "{people} người giữ chức vụ chính quyền đều còn từ {need} tháng trở lên, tính từ {months}",
            people=holders,
            need=need,
            months=starts,
        )
    return phrase(
        "chức vụ chính quyền phải còn từ {need} tháng, tính từ {months}; cấp có thẩm quyền quyết định: {people}",
        need=need,
        months=starts,
        people=one_by_one(unclear),
    )
