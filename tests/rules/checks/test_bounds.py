"""Limits as whole people: held to a reading of the bounds one number at a time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.checks.bounds import Band, band, limit_text
from rules.regulation import Amount, Limit

shares: st.SearchStrategy[Amount] = st.fractions(0, Fraction(6, 5), max_denominator=100)
counts: st.SearchStrategy[Amount] = st.integers(-2, 30)


@st.composite
def limits(draw: st.DrawFn, amounts: st.SearchStrategy[Amount]) -> Limit:
    """At most one lower and one upper bound, as provisions have them."""
    low, high = draw(st.one_of(st.none(), amounts)), draw(st.one_of(st.none(), amounts))
    strict_low, strict_high = draw(st.booleans()), draw(st.booleans())
    return Limit(
        at_least=None if strict_low else low,
        more_than=low if strict_low else None,
        at_most=None if strict_high else high,
        less_than=high if strict_high else None,
    )


bands = st.builds(Band, low=st.one_of(st.none(), st.integers(-3, 20)), high=st.one_of(st.none(), st.integers(-3, 20)))


@given(limit=limits(shares), whole=st.integers(1, 60), people=st.integers(-5, 80))
def test_a_number_is_in_the_band_exactly_where_its_share_holds(limit: Limit, whole: int, people: int) -> None:
    assert band(limit, whole).verdict(people, people) is limit.holds(Fraction(people, whole))


@given(limit=limits(counts), whole=st.integers(0, 60), people=st.integers(-5, 40))
def test_a_count_is_not_taken_of_anything(limit: Limit, whole: int, people: int) -> None:
    assert band(limit, whole).verdict(people, people) is limit.holds(people)


@given(allowed=bands, fewest=st.integers(-5, 25), more=st.integers(0, 12))
def test_the_verdict_on_a_span_is_that_of_all_its_numbers_or_unknown(allowed: Band, fewest: int, more: int) -> None:
    single = {allowed.verdict(people, people) for people in range(fewest, fewest + more + 1)}
    assert None not in single
    assert allowed.verdict(fewest, fewest + more) is (single.pop() if len(single) == 1 else None)


@given(allowed=bands, people=st.integers(-5, 25))
def test_moving_by_the_margin_keeps_the_verdict_and_one_more_turns_it(allowed: Band, people: int) -> None:
    margin = allowed.margin(people)
    assume(margin is not None)
    assert margin is not None
    if allowed.verdict(people, people):
        assert all(allowed.verdict(people + move, people + move) for move in range(-margin, margin + 1))
        beyond = {allowed.verdict(people + move, people + move) for move in (-margin - 1, margin + 1)}
        assert False in beyond
    else:
        missing = -margin
        assert missing > 0
        assert not any(allowed.verdict(people + move, people + move) for move in range(1 - missing, missing))
        assert True in {allowed.verdict(people + move, people + move) for move in (-missing, missing)}


def test_no_number_turns_the_verdict_of_an_empty_or_an_open_band() -> None:
    assert Band(low=2, high=1).margin(7) is None
    assert Band(low=2, high=1).verdict(0, 9) is False
    assert Band().margin(7) is None
    assert Band().verdict(0, 9) is True


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (Limit(at_least=Fraction(1, 10), at_most=Fraction(15, 100)), "10%..15%"),
        (Limit(at_least=Fraction(15, 100)), "15%.."),
        (Limit(at_most=Fraction(3, 10)), "..30%"),
        (Limit(at_least=Fraction(1, 20), at_most=Fraction(1, 20)), "5%"),
        (Limit(at_least=9, at_most=9), "9"),
        (Limit(at_least=1), "1.."),
        (Limit(at_most=1), "..1"),
        (Limit(more_than=0), ">0"),
        (Limit(less_than=Fraction(1, 2)), "<50%"),
        (Limit(more_than=Fraction(1, 10), at_most=Fraction(1, 5)), ">10%..20%"),
        (Limit(at_least=2, less_than=5), "2..<5"),
        (Limit(at_least=Fraction(1, 3)), "1/3.."),
        (Limit(at_least=Fraction(1, 8)), "12.5%.."),
        (Limit(at_least=Fraction(1005, 10_000)), "10.05%.."),
    ],
)
def test_how_a_limit_is_printed(limit: Limit, shown: str) -> None:
    assert limit_text(limit) == shown
