"""Completed years on a day and in a month, and what half-known births leave open."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.age import Reckoning
from rules.partial_date import PartialDate, parse
from rules.regulation import Ages

UNDER_40 = Ages(at_most=39)
days = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1985, 6, 15), date(2025, 6, 14), 39),
        (date(1985, 6, 15), date(2025, 6, 15), 40),  # the birthday itself counts
        (date(1984, 2, 29), date(2023, 2, 28), 38),  # no 29th in 2023: completed on 1 March
        (date(1984, 2, 29), date(2023, 3, 1), 39),
        (date(1984, 2, 29), date(2024, 2, 28), 39),
        (date(1984, 2, 29), date(2024, 2, 29), 40),
    ],
)
def test_years_on_a_day(born: date, day: date, years: int) -> None:
    assert Reckoning(day=day).years(born) == years


@pytest.mark.parametrize(
    ("born", "years"),
    [(date(1985, 6, 30), 40), (date(1985, 6, 1), 40), (date(1985, 7, 1), 39), (date(1984, 7, 1), 40)],
)
def test_in_a_reference_month_the_month_of_birth_counts_as_reached(born: date, years: int) -> None:
    assert Reckoning(day=date(2025, 6, 1), by_month=True).years(born) == years


@given(born=days, day=days)
def test_a_year_is_completed_on_the_birthday_and_not_the_day_before(born: date, day: date) -> None:
    years = Reckoning(day=day).years(born)
    if born.month == 2 and born.day == 29:
        birthday = date(day.year, 2, 29) if isleap(day.year) else date(day.year, 3, 1)
    else:
        birthday = date(day.year, born.month, born.day)
    assert years == day.year - born.year - (day < birthday)
    on_the_day, day_before = Reckoning(day=birthday), Reckoning(day=birthday - timedelta(days=1))
    assert on_the_day.years(born) == day_before.years(born) + 1


@given(born=days, day=days)
def test_a_month_and_a_day_never_differ_by_more_than_the_month_of_birth(born: date, day: date) -> None:
    by_month, by_day = Reckoning(day=day, by_month=True).years(born), Reckoning(day=day).years(born)
    assert by_month == by_day + (by_day != by_month)
    assert by_month == by_day or born.month == day.month


@pytest.mark.parametrize(
    ("born", "within"),
    [
        ("16/06/1985", True),
        ("15/06/1985", False),
        ("06/1985", None),  # turned 40 on the day or after it
        ("07/1985", True),
        ("05/1985", False),
        ("1985", None),
        ("1986", True),
        ("1984", False),
        ("2025", True),
    ],
)
def test_a_birth_known_less_exactly_decides_only_where_all_its_days_agree(born: str, within: bool | None) -> None:  # noqa: FBT001
    assert Reckoning(day=date(2025, 6, 15)).within(parse(born), UNDER_40) is within


def test_neither_no_birth_nor_a_birth_to_come_says_anything() -> None:
    assert Reckoning(day=date(2025, 6, 15)).within(None, UNDER_40) is None
    assert Reckoning(day=date(2025, 6, 15)).within(parse("2975"), UNDER_40) is None
    assert Reckoning(day=date(2025, 6, 15)).within(parse("16/06/2025"), UNDER_40) is None


@given(
    year=st.integers(1950, 2020),
    month=st.one_of(st.none(), st.integers(1, 12)),
    day=days.filter(lambda day: day.year > 2020),
    by_month=st.booleans(),
    band=st.tuples(st.integers(0, 60), st.integers(0, 30)),
)
def test_every_possible_day_of_birth_is_asked(
    year: int,
    month: int | None,
    day: date,
    by_month: bool,  # noqa: FBT001 - an example, not a switch
    band: tuple[int, int],
) -> None:
    born, reckoning = PartialDate(year, month), Reckoning(day=day, by_month=by_month)
    ages = Ages(at_least=band[0], at_most=sum(band))
    possible = {
        ages.holds(reckoning.years(born.earliest + timedelta(days=passed)))
        for passed in range((born.latest - born.earliest).days + 1)
    }
    assert reckoning.within(born, ages) is (possible.pop() if len(possible) == 1 else None)


def test_whoever_was_born_on_the_day_itself_is_nought_years_old_and_nobody_is_younger() -> None:
    on_the_day = Reckoning(day=date(2025, 6, 15))
    assert on_the_day.within(parse("15/06/2025"), UNDER_40) is True
    assert on_the_day.within(parse("16/06/2025"), UNDER_40) is None


def test_in_a_reference_month_a_day_of_birth_later_in_the_month_does_not_matter() -> None:
    born = parse("30/06/1985")
    assert Reckoning(day=date(2025, 6, 1), by_month=True).within(born, UNDER_40) is False
    assert Reckoning(day=date(2025, 6, 1)).within(born, UNDER_40) is True


@pytest.mark.parametrize(
    ("known", "why"),
    [((1990, None, 3), "a day without a month: .*1990"), ((1990, 13), "month must be in"), ((1990, 2, 30), "day")],
)
def test_what_no_calendar_has_is_no_date(known: tuple[int, int | None, int | None], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        PartialDate(*known)
