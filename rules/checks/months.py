"""How many months somebody still serves (thời gian công tác còn lại): from which month, until when, against how many.

Formula (law: RULES 3.9, 4.7): month of birth + age at retirement in months >= reference month + months needed. The
person's own month of retirement (``retires``) stands in its place. What is not known to the month, or whose sex is not
known, has a fewest and a most; only where both give one verdict is it given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rules.check import Subject
from rules.model import Candidate, Sex
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Provision
from rules.retirement import AgeStep, RetirementAges, first_birth, month_index, month_of, retirement_month


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """How many months somebody serves from a month on; negative where he has reached the age before it."""

    fewest: int
    most: int

    def enough(self, need: int) -> bool | None:
        """Whether they are ``need`` or more; None where it depends on what the slate does not say."""
        if self.fewest >= need:  # «từ … tháng trở lên» = at least
            return True
        return False if self.most < need else None


@dataclass(frozen=True, kw_only=True)  # without slots, so that what is reckoned once can be kept
class Term:
    """What one provision asks: so many months from a month on, with the ages of retirement that hold."""

    provision: Provision
    start: date
    start_confirmed: bool
    ages: RetirementAges | None
    ages_confirmed: bool
    women_at_60: bool

    @property
    def need(self) -> int:
        """How many months."""
        limit = self.provision.limit
        return limit.at_least if limit is not None and isinstance(limit.at_least, int) else 0

    @property
    def start_words(self) -> PartialDate:
        """The month they are counted from, as messages have it."""
        return PartialDate(self.start.year, self.start.month)

    def months(self, person: Candidate) -> Months | None:
        """How many somebody has; None where nothing can be said of it."""
        start = self._start
        if person.retires is not None:
            last = person.retires
            return Months(fewest=month_index(last.earliest) - start, most=month_index(last.latest) - start)
        if person.born is None or self.ages is None:
            return None
        first = month_index(person.born.earliest)
        births = (first,) if person.born.known_to_month else (first, month_index(person.born.latest))
        ends = [retirement_month(born, steps) - start for steps in self._steps(person) for born in births]
        return Months(fewest=min(ends), most=max(ends))

    def first_birth(self, person: Candidate) -> PartialDate | None:
        """The first month of birth that would do for somebody of that sex; None where sex or ages are not known."""
        if self.ages is None or person.sex is None:
            return None
        return month_of(first_birth(month_index(self.start) + self.need, self._steps(person)[0]))

    @property
    def first_retirement(self) -> PartialDate:
        """The first month of retirement that would do."""
        return month_of(month_index(self.start) + self.need)

    def _steps(self, person: Candidate) -> tuple[tuple[AgeStep, ...], ...]:
        return self._steps_of[person.sex]

    @cached_property
    def _steps_of(self) -> Mapping[Sex | None, tuple[tuple[AgeStep, ...], ...]]:
        """The steps that may hold for somebody of a sex; of one that is not known, those of both."""
        if self.ages is None:
            return dict.fromkeys((*Sex, None), ())
        men, women = (self.ages.steps(sex, women_at_60=self.women_at_60) for sex in (Sex.MALE, Sex.FEMALE))
        return {Sex.MALE: (men,), Sex.FEMALE: (women,), None: (men, women)}

    @cached_property
    def _start(self) -> int:
        return month_index(self.start)


def term_of(subject: Subject, provision: Provision) -> Term | None:
    """What a provision asks in this contest; None where no month is known to count from."""
    reference = subject.rules.one("reference_month", subject.contest)
    start = provision.month or (reference.month if reference else None)
    if start is None:
        return None
    ages = subject.rules.one("retirement.ages", subject.contest)
    return Term(
        provision=provision,
        start=start,
        start_confirmed=provision.month is not None or (reference is not None and reference.confirmed),
        ages=ages.retirement if ages else None,
        ages_confirmed=ages is not None and ages.confirmed,
        women_at_60=subject.choices.women_retire_at_60,
    )


def what_is_missing(person: Candidate, term: Term) -> Phrase:
    """What the slate has to say so that the months are known."""
    if term.ages is None:
        return phrase("cần thời điểm nghỉ hưu")
    if person.retires is not None:
        return phrase("cần tháng nghỉ hưu, không chỉ năm {year}", year=person.retires.year)
    if person.born is None:
        return phrase("cần tháng, năm sinh")
    if person.born.known_to_month:
        return phrase("cần giới tính")
    return phrase("cần tháng sinh, không chỉ năm {year}", year=person.born.year)
