"""Ages at retirement by month of birth (lộ trình tuổi nghỉ hưu), and the months left to serve from a month on.

Months are counted as whole numbers (``month_index``), so that ages in years and months are plain sums. A month counts
as served up to and including the one in which the age is reached: every published cut-off comes out that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.model import Sex
from rules.partial_date import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeStep:
    """Who is born from that month on (None: ever so early), and before that of the next step, retires at that age."""

    born_from: date | None
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetirementAges:
    """The steps of men and of women, by month of birth and rising; and of women of bodies that retire at 60."""

    male: tuple[AgeStep, ...]
    female: tuple[AgeStep, ...]
    female_at_60: int

    def steps(self, sex: Sex, *, women_at_60: bool) -> tuple[AgeStep, ...]:
        """Those that hold for somebody."""
        if sex is Sex.MALE:
            return self.male
        return (AgeStep(born_from=None, months=self.female_at_60),) if women_at_60 else self.female


def month_index(day: date) -> int:
    """The number of a month, counted from the year 0."""
    return 12 * day.year + day.month - 1


def month_of(index: int) -> PartialDate:
    """The month of a number."""
    return PartialDate(index // 12, index % 12 + 1)


def retirement_month(born: int, steps: tuple[AgeStep, ...]) -> int:
    """The month in which somebody born in a month reaches the age."""
    return born + next(step.months for step in reversed(steps) if _begins(step) <= born)


def first_birth(target: int, steps: tuple[AgeStep, ...]) -> int:
    """The first month of birth with which somebody serves until ``target`` or longer.

    The road map goes by bands of births, so this is no plain difference: where a band ends before it reaches the
    target, it is the first month of the next (law: RULES 4.7, women of the grass roots 2025: 1/1972, not 12/1971).
    """
    ends = [*(_begins(step) for step in steps[1:]), None]
    for step, end in zip(steps, ends, strict=True):
        first = max(target - step.months, _begins(step))
        if end is None or first < end:
            return first
    raise ValueError("no step at all")


def _begins(step: AgeStep) -> int:
    return 0 if step.born_from is None else month_index(step.born_from)
