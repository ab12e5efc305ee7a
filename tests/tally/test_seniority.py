"""Who of the tied is the older, as far as births tell: never a guess, and never a question that need not be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.partial_date import PartialDate, parse
from tally.seniority import Seniority, oldest

PLACE = "Luật 85/2015/QH13, Điều 78"


def of(places: int, *births: str | None) -> Seniority:
    """Place so many of everybody listed."""
    known = [parse(each) if each else None for each in births]
    return oldest(tuple(range(1, len(births) + 1)), known, places)


@pytest.mark.parametrize(
    ("births", "places", "inside", "unknown"),
    [
        (("02/05/1980", "01/05/1980"), 1, (2,), ()),
        (("01/05/1980", "01/05/1980"), 1, (), (1, 2)),  # one day: no provision
        (("1980", "1979"), 1, (2,), ()),  # the years tell
        (("1980", "03/1980"), 1, (), (1, 2)),
        (("03/1980", "04/1980"), 1, (1,), ()),
        (("03/1980", "31/03/1980"), 1, (), (1, 2)),  # it may be the same day
        ((None, "1960"), 1, (), (1, 2)),
        (("1950", "1980", "02/1980"), 2, (1,), (2, 3)),  # the first is surely in, of the others it is not known
        (("1950", "1980", "02/1980"), 1, (1,), ()),  # and for one seat it need not be
        (("1980", "02/1980", "1999"), 2, (1, 2), ()),
        (("1999", "1950", "1960", "1970"), 2, (2, 3), ()),
    ],
)
def test_the_older_of_the_tied(
    births: tuple[str | None, ...], places: int, inside: tuple[int, ...], unknown: tuple[int, ...]
) -> None:
    assert of(places, *births) == Seniority(oldest=inside, unknown=unknown), PLACE


def test_only_the_tied_are_compared() -> None:
    births = [parse("1940"), parse("1970"), parse("1960")]
    assert oldest((2, 3), births, 1) == Seniority(oldest=(3,), unknown=())


partial_dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1979, 1981)),
    st.builds(PartialDate, st.integers(1979, 1981), st.sampled_from((1, 2, 3))),
    st.builds(PartialDate, st.integers(1979, 1981), st.sampled_from((1, 2, 3)), st.sampled_from((1, 2, 28))),
)


@st.composite
def completed(draw: st.DrawFn, births: Sequence[PartialDate | None]) -> tuple[date, ...]:
    """A day each birth may really be."""
    days = []
    for birth in births:
        first = birth.earliest if birth else date(1978, 1, 1)
        last = birth.latest if birth else date(1982, 12, 31)
        ahead = draw(st.sampled_from((0, (last - first).days)) | st.integers(0, (last - first).days))
        days.append(first + timedelta(ahead))
    return tuple(days)


@given(births=st.lists(partial_dates, min_size=2, max_size=6), data=st.data())
def test_whatever_the_days_really_are_nobody_is_placed_wrongly(
    births: list[PartialDate | None], data: st.DataObject
) -> None:
    tied = tuple(range(1, len(births) + 1))
    places = data.draw(st.integers(1, len(tied) - 1))
    found = oldest(tied, births, places)
    days = data.draw(completed(births))
    for number in tied:
        older = sum(days[other - 1] < days[number - 1] for other in tied)
        as_old = sum(days[other - 1] <= days[number - 1] for other in tied if other != number)
        if number in found.oldest:
            assert as_old < places  # even of one day a seat is left
        elif number not in found.unknown:
            assert older >= places


@given(births=st.lists(partial_dates, min_size=2, max_size=6), data=st.data())
def test_people_are_asked_only_where_the_days_could_make_the_difference(
    births: list[PartialDate | None], data: st.DataObject
) -> None:
    tied = tuple(range(1, len(births) + 1))
    places = data.draw(st.integers(1, len(tied) - 1))
    found = oldest(tied, births, places)
    first = [birth.earliest if birth else date.min for birth in births]
    last = [birth.latest if birth else date.max for birth in births]
    for number in found.unknown:
        others = [other for other in tied if other != number]
        at_best = sum(last[other - 1] < first[number - 1] for other in others)
        at_worst = sum(first[other - 1] <= last[number - 1] for other in others)
        assert at_best < places <= at_worst
    assert len(found.oldest) <= places
    if not found.unknown:
        assert len(found.oldest) == places


@given(
    births=st.lists(st.dates(date(1950, 1, 1), date(1990, 1, 1)), min_size=2, max_size=8, unique=True), data=st.data()
)
def test_with_every_day_known_exactly_the_oldest_are_placed(births: list[date], data: st.DataObject) -> None:
    tied = tuple(range(1, len(births) + 1))
    places = data.draw(st.integers(1, len(tied) - 1))
    known = [PartialDate(day.year, day.month, day.day) for day in births]
    ranked = sorted(tied, key=lambda number: births[number - 1])
    assert oldest(tied, known, places) == Seniority(oldest=tuple(sorted(ranked[:places])), unknown=())
