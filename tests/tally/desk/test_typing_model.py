"""Minutes that a pile takes at the desk, by hand from the published times of a key and of a thought."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tally.desk.typing_model import Crew, Typist, minutes


@pytest.mark.parametrize(
    ("typist", "seconds"),
    [
        (Typist.QUICK, Fraction("2.8") + Fraction("2.7")),
        (Typist.MIDDLE, Fraction(5) + Fraction("2.7")),
        (Typist.SLOW, Fraction("7.5") + Fraction("2.7")),
    ],
)
def test_a_paper_takes_its_keys_and_two_thoughts_of_1_35_seconds(typist: Typist, seconds: Fraction) -> None:
    assert minutes([10], typist, Crew(clerks=1, entries=1)) == seconds / 60


def test_papers_of_different_lengths_take_the_sum_of_theirs() -> None:
    assert minutes(iter([1, 20, 3]), Typist.MIDDLE, Crew(clerks=1, entries=1)) == Fraction(24 * 500 + 3 * 2700, 60_000)


def test_every_paper_is_entered_twice_unless_it_is_planned_otherwise() -> None:
    assert minutes([4, 6], Typist.MIDDLE, Crew(clerks=1)) == Fraction(2 * (5_000 + 5_400), 60_000)
    assert minutes([4, 6], Typist.MIDDLE, Crew(clerks=1, entries=3)) == Fraction(3 * (5_000 + 5_400), 60_000)


def test_clerks_share_the_pile_evenly_to_the_fraction_of_a_minute() -> None:
    assert minutes([4, 6], Typist.MIDDLE, Crew(clerks=7)) == Fraction(2 * (5_000 + 5_400), 7 * 60_000)


def test_no_paper_takes_no_time() -> None:
    assert minutes([], Typist.SLOW, Crew(clerks=2)) == 0
