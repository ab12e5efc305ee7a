"""Checks of the months everybody still serves (EL, độ tuổi): a first term (EL01), re-election and State posts (EL02).

Whoever is short is named with the months he has, the months he needs and the first month of birth that would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.check import Check, Subject
from rules.checks.months import Months, Term, term_of, what_is_missing
from rules.checks.persons import Judgement, by_reason, called, finding_of, is_on, newcomers
from rules.checks.service_words import asked_of, left, short_of, unconfirmed, with_unconfirmed
from rules.checks.state_posts import state_posts
from rules.finding import Finding
from rules.model import Candidate, Office
from rules.names import without_marks
from rules.phrase import Phrase, phrase
from rules.regulation import Provision

_FIRST, _AGAIN, _STATE = "eligibility.first_term", "eligibility.reelection", "eligibility.state_post"
_OTHER = {_FIRST: _AGAIN, _AGAIN: _FIRST}
_DEPUTY_OF_PROVINCE = re.compile(r"\bpho bi thu\s+(thuong truc\s+)?(tinh|thanh) uy\b")


def _first_term(subject: Subject) -> Iterator[Finding]:
    """EL01: whoever stands for the first time serves a whole term.

    Reading: to the month in which the age is reached, months counted whole, as every published cut-off has it. The
    reading rejected: years of birth, or ages on the opening day.
    """
    for provision in subject.rules.for_contest(_FIRST, subject.contest):
        yield finding_of(EL01, subject, provision, _verdict(subject, provision))


def _reelection(subject: Subject) -> Iterator[Finding]:
    """EL02: whoever is re-elected serves as long as the directive of the term asks, and so does a State post.

    Where texts give different reference months for State posts, both are reckoned, and the difference is asked about.
    """
    for provision in subject.rules.for_contest(_AGAIN, subject.contest):
        yield finding_of(EL02, subject, provision, _verdict(subject, provision))
    for provision, verdict in state_posts(subject, _STATE):
        yield finding_of(EL02, subject, provision, verdict)


EL01 = Check(code="EL01", name=_FIRST, title=phrase("độ tuổi lần đầu tham gia"), run=_first_term)
EL02 = Check(code="EL02", name=_AGAIN, title=phrase("độ tuổi tái cử"), run=_reelection)


@dataclass(slots=True)
class _Sorted:
    """Those a provision asks about: how many, who is short and who cannot be told, why, by place."""

    asked: int = 0
    short: dict[int, Phrase] = field(default_factory=dict)
    unclear: dict[int, Phrase] = field(default_factory=dict)


def _verdict(subject: Subject, provision: Provision) -> Judgement:
    term = term_of(subject, provision)
    if term is None:
        return Judgement(
            passed=None,
            message=phrase("chưa biết tháng mốc của cấp này: thêm reference_month có nguồn vào [[local]]"),
            confirmed=False,
        )
    found = _sort(subject, term)
    concerned = found.short or newcomers(subject)
    what = unconfirmed(term, (subject.slate.candidates[place - 1] for place in concerned))
    message = asked_of(term, tuple(found.short.values()), by_reason(subject, found.unclear), found.asked)
    return Judgement(
        passed=False if found.short else None if found.unclear else True,
        message=with_unconfirmed(message, what),
        people=(*found.short, *found.unclear),
        confirmed=not what,
    )


def _sort(subject: Subject, term: Term) -> _Sorted:
    found = _Sorted()
    again = term.provision.parameter == _AGAIN
    for place in newcomers(subject):
        person = subject.slate.candidates[place - 1]
        if person.incumbent is None or person.incumbent is again:
            found.asked += 1
            months = term.months(person)
            if months is None:
                found.unclear[place] = what_is_missing(person, term)
            elif not months.enough(term.need):
                _sort_not_enough(subject, place, term, months, found)
    return found


def _sort_not_enough(subject: Subject, place: int, term: Term, months: Months, found: _Sorted) -> None:
    """Somebody who has not surely enough months: short, or not to be told."""
    person = subject.slate.candidates[place - 1]
    short = months.enough(term.need) is False
    if person.incumbent is None and not (short and _short_either_way(subject, person, term)):
        found.unclear[place] = phrase("{left}, cần ghi tái cử hay lần đầu", left=left(months))
    elif person.incumbent is None and term.provision.parameter == _FIRST:
        found.asked -= 1  # short either way, which EL02 says once
    elif not short:
        found.unclear[place] = what_is_missing(person, term)
    elif special := _special_case(subject, person, term, months):
        found.unclear[place] = phrase(
            "{left}, phó bí thư cấp tỉnh là trường hợp đặc biệt cần từ {need} tháng",
            left=left(months),
            need=special,
        )
    else:
        found.short[place] = short_of(called(subject, place), person, term, months)


def _short_either_way(subject: Subject, person: Candidate, term: Term) -> bool:
    """Whether somebody would be short as the other of re-elected and first-time too."""
    others = subject.rules.for_contest(_OTHER[term.provision.parameter], subject.contest)
    return any(
        (other := term_of(subject, provision)) is not None
        and (months := other.months(person)) is not None
        and months.enough(other.need) is False
        for provision in others
    )


def _special_case(subject: Subject, person: Candidate, term: Term, months: Months) -> int | None:
    """The months of a province's deputy secretary, where somebody may be one and has them (law: RULES 4.4)."""
    if term.provision.parameter != _AGAIN or subject.contest.office is not Office.EXECUTIVE_COMMITTEE:
        return None
    proposed = any(each.office is Office.DEPUTY_SECRETARY and is_on(person, each) for each in subject.contests)
    if not proposed and not _DEPUTY_OF_PROVINCE.search(without_marks(person.post or "")):
        return None
    provisions = subject.rules.for_contest(_AGAIN, subject.contest, office=Office.DEPUTY_SECRETARY)
    specials = (term_of(subject, provision) for provision in provisions)
    return next((special.need for special in specials if special and months.enough(special.need)), None)
