"""Ages at retirement by month of birth: the shipped table against the road map by years, and sums of months."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Sex
from rules.partial_date import PartialDate
from rules.regulation_file import load_pack
from rules.retirement import AgeStep, RetirementAges, first_birth, month_index, month_of, retirement_month

# The road map as it was seen: in the year given, and in all later ones after the last, at so many months of age.
# https://baonghean.vn/en/quy-dinh-moi-ve-tuoi-nghi-huu-vua-duoc-chinh-phu-ban-hanh-10220052.html
ROAD_MAP = {
    Sex.MALE: {2021 + n: 60 * 12 + 3 + 3 * n for n in range(8)},
    Sex.FEMALE: {2021 + n: 55 * 12 + 4 + 4 * n for n in range(15)},
}
BEFORE = {Sex.MALE: 60 * 12, Sex.FEMALE: 55 * 12}


def shipped(pack: str) -> RetirementAges:
    """The one table of a pack."""
    (found,) = [each for each in load_pack(pack).provisions if each.parameter == "retirement.ages"]
    assert found.retirement is not None
    assert not found.confirmed
    return found.retirement


MONTHS = st.integers(month_index(date(1940, 1, 1)), month_index(date(1990, 12, 1)))


@st.composite
def ages(draw: st.DrawFn) -> tuple[AgeStep, ...]:
    """Any road map that rises with the month of birth."""
    births = sorted(draw(st.sets(st.dates(date(1950, 1, 1), date(1985, 12, 31)).map(lambda day: day.replace(day=1)))))
    months = sorted(draw(st.lists(st.integers(600, 800), min_size=len(births) + 1, max_size=len(births) + 1)))
    return tuple(AgeStep(born_from=born, months=age) for born, age in zip([None, *births], months, strict=True))


def test_the_road_map_by_years_has_the_ages_that_were_seen() -> None:
    assert (ROAD_MAP[Sex.MALE][2021], ROAD_MAP[Sex.MALE][2025], ROAD_MAP[Sex.MALE][2028]) == (723, 735, 744)
    assert (ROAD_MAP[Sex.FEMALE][2021], ROAD_MAP[Sex.FEMALE][2025], ROAD_MAP[Sex.FEMALE][2035]) == (664, 680, 720)


@pytest.mark.parametrize("sex", Sex)
def test_the_months_of_birth_follow_from_the_road_map_by_years(sex: Sex) -> None:
    """Whoever retires in a year does so at the age of that year."""
    steps = shipped("party-2025").steps(sex, women_at_60=False)
    for born in range(month_index(date(1955, 1, 1)), month_index(date(1980, 1, 1))):
        year = (retirement_month(born, steps)) // 12
        age = retirement_month(born, steps) - born
        last = max(ROAD_MAP[sex])
        assert age == (BEFORE[sex] if year < 2021 else ROAD_MAP[sex][min(year, last)]), month_of(born)


@pytest.mark.parametrize("sex", Sex)
def test_the_ages_of_2020_are_one_whatever_the_month(sex: Sex) -> None:
    assert shipped("party-2020").steps(sex, women_at_60=False) == (AgeStep(born_from=None, months=BEFORE[sex]),)


@pytest.mark.parametrize("pack", ["party-2020", "party-2025"])
def test_by_choice_women_retire_at_60_and_men_as_before(pack: str) -> None:
    table = shipped(pack)
    assert table.steps(Sex.FEMALE, women_at_60=True) == (AgeStep(born_from=None, months=720),)
    assert table.steps(Sex.MALE, women_at_60=True) == table.male


def test_a_woman_of_the_grass_roots_of_2025_is_born_from_january_1972() -> None:
    """Law RULES 4.7: a plain difference gives December 1971, who retires in December 2029, four months too early."""
    women = shipped("party-2025").female
    target = month_index(date(2025, 4, 1)) + 60
    assert month_of(first_birth(target, women)) == PartialDate(1972, 1)
    assert month_of(retirement_month(month_index(date(1971, 12, 1)), women)) == PartialDate(2029, 12)
    assert month_of(retirement_month(month_index(date(1972, 1, 1)), women)) == PartialDate(2030, 5)


@given(ages(), MONTHS)
def test_the_first_month_of_birth_is_the_smallest_that_does(steps: tuple[AgeStep, ...], born: int) -> None:
    target = retirement_month(born, steps)
    first = first_birth(target, steps)
    assert retirement_month(first, steps) >= target
    assert retirement_month(first - 1, steps) < target
    assert first <= born


@given(ages(), st.lists(MONTHS, min_size=2))
def test_who_is_born_later_retires_later(steps: tuple[AgeStep, ...], births: list[int]) -> None:
    for earlier, later in pairwise(sorted(births)):
        assert retirement_month(later, steps) - retirement_month(earlier, steps) >= later - earlier


@given(st.dates(date(1, 1, 1)))
def test_a_month_is_its_number(day: date) -> None:
    assert month_of(month_index(day)) == PartialDate(day.year, day.month)


def test_where_a_band_begins_after_the_band_before_has_reached_the_target() -> None:
    """The band's own first month is the answer where the months before it fall short of the target."""
    steps = (AgeStep(born_from=None, months=600), AgeStep(born_from=date(8, 5, 1), months=620))
    assert first_birth(700, steps) == 100  # May of the year 8; in the first band only that month would do
    assert first_birth(699, steps) == 99
    assert first_birth(0, steps) == 0  # nobody is born before the first month there is


def test_whoever_is_born_in_the_first_month_of_a_band_is_under_its_ages() -> None:
    """In the first band month 100 would do; it is the first month of the next one, where it does not."""
    steps = (AgeStep(born_from=None, months=600), AgeStep(born_from=date(8, 5, 1), months=590))
    assert first_birth(700, steps) == 110
