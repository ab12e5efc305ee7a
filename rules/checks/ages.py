"""Who is in a band of ages (độ tuổi): completed years, to the opening day or the reference month of the level."""

from __future__ import annotations

from dataclasses import dataclass

from rules.age import Reckoning
from rules.check import Subject
from rules.checks.groups import Trait, of_each
from rules.choice import AgeOn
from rules.model import Candidate
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Ages


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What ages are reckoned to, and how a message says so."""

    reckoning: Reckoning
    words: Phrase


def day_of(subject: Subject) -> Day | None:
    """The opening day, or the reference month of the level: the congress's own where it gives one, else the pack's."""
    if subject.choices.age_on is AgeOn.OPENS:
        return Day(reckoning=Reckoning(day=subject.opens), words=phrase("{day}", day=subject.opens))
    provision = subject.rules.one("reference_month", subject.contest)
    if provision is None or provision.month is None:
        return None
    month = PartialDate(provision.month.year, provision.month.month)
    return Day(
        reckoning=Reckoning(day=provision.month, by_month=True),
        words=phrase("tháng {month}", month=month)
        if provision.confirmed
        else phrase("tháng {month}, mốc này cần người dùng xác nhận", month=month),
    )


def age_trait(day: Day, ages: Ages) -> Trait:
    """People of an age, in words that say how it is reckoned."""

    def in_band(person: Candidate) -> bool | None:
        return day.reckoning.within(person.born, ages)

    return Trait(
        words=phrase("người {ages} (tuổi tròn, tính đến {day})", ages=_ages(ages), day=day.words),
        answers=of_each(in_band),
        needs=phrase("ngày sinh"),
        column="born",
    )


def _ages(ages: Ages) -> Phrase:
    if ages.at_least is not None and ages.at_most is not None:
        return phrase("từ {youngest} đến {oldest} tuổi", youngest=ages.at_least, oldest=ages.at_most)
    if ages.at_least is not None:
        return phrase("từ {youngest} tuổi trở lên", youngest=ages.at_least)
    if ages.at_most is not None:
        return phrase("dưới {age} tuổi", age=ages.at_most + 1)  # completed years: under 40 is 39 at most
    return phrase("mọi độ tuổi")
