"""Ages of people (tuổi): completed years on a day or in a reference month, from births that may be half known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.partial_date import PartialDate
from rules.regulation import Ages


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What ages are reckoned to (mốc tính tuổi): the opening day, or the reference month of the level.

    Reading: "dưới 40 tuổi" is completed years (tuổi tròn). To a day: the birthday itself counts, and somebody born
    on 29 February completes a year on 1 March where there is no 29th. To a month: only months are compared and
    the month of birth itself counts as reached, as in the published cut-offs of the 2020 and 2025 congresses.
    The reading rejected: calendar years only (year less year of birth).
    """

    day: date
    by_month: bool = False

    def years(self, born: date) -> int:
        """Completed years of somebody born that day; negative before the birth."""
        if self.by_month:
            return (_month_index(self.day) - _month_index(born)) // 12
        return self._to_day(born.year, born.month, born.day)

    def within(self, born: PartialDate | None, ages: Ages) -> bool | None:
        """Whether somebody is in the band; None where the birth is not known well enough to say.

        A birth later than the day is nobody's birth, so nothing is known from it.
        """
        if born is None:
            return None
        if born.month is not None and born.day is not None and not self.by_month:
            years = self._to_day(born.year, born.month, born.day)  # nearly everybody, and without making a date
            return None if years < 0 else ages.holds(years)
        oldest = self.years(born.earliest)
        if oldest < 0:
            return None
        possible = {ages.holds(years) for years in range(self.years(born.latest), oldest + 1)}
        return possible.pop() if len(possible) == 1 else None

    def _to_day(self, year: int, month: int, day: int) -> int:
        return self.day.year - year - ((self.day.month, self.day.day) < (month, day))


def _month_index(day: date) -> int:
    return 12 * day.year + day.month - 1
