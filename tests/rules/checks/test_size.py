"""The surplus: the whole table of law RULES 4.A, the roundings, the cap, small committees, lists that are too short."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.check import Check
from rules.checks.size import SZ02, SZ03, SZ04, SZ05, rounded_surplus
from rules.choice import Choices, SurplusRounding
from rules.citation import Confidence
from rules.finding import Force, Share
from rules.model import Contest
from rules.regulation import Provision, Scope
from tests.rules.checks.build import (
    BODIES,
    CAP,
    MORE,
    PREPARED,
    SMALL,
    contest,
    only,
    people,
    percents,
    provision,
    subject,
    text,
)

SIZES = (PREPARED, CAP, SMALL, MORE)
BAND = percents(10, 15)


def listed(seats: int, surplus: int) -> Contest:
    """A list for so many seats with such a surplus."""
    return contest(people(seats + surplus), seats)


@pytest.mark.parametrize("seats", range(1, 201))
def test_which_surplus_is_right_for_every_number_of_seats(seats: int) -> None:
    inside = [k for k in range(seats) if 10 * seats <= 100 * k <= 15 * seats]
    named = {rounding: rounded_surplus(BAND, seats, rounding) for rounding in SurplusRounding}
    if inside:
        assert set(named.values()) == {None}
        return
    by_up = min(k for k in range(1, seats + 1) if 100 * k >= 10 * seats)
    by_down = max([k for k in range(seats) if 100 * k <= 15 * seats and k >= 1], default=1)
    # What lies below the band is measured from 10 %, what lies above it from 15 %; in hundredths of a person.
    below = max(k for k in range(seats) if 100 * k < 10 * seats)
    above = min(k for k in range(seats + 1) if 100 * k > 15 * seats)
    nearer = below if 10 * seats - 100 * below < 100 * above - 15 * seats else above
    assert named == {
        SurplusRounding.UP: by_up,
        SurplusRounding.DOWN: by_down,
        SurplusRounding.NEAREST: max(nearer, 1),
    }


@pytest.mark.parametrize(
    ("seats", "up", "nearest", "down"),
    [(1, 1, 1, 1), (2, 1, 1, 1), (6, 1, 1, 1), (11, 2, 1, 1), (12, 2, 2, 1), (13, 2, 2, 1)],
)
def test_the_sizes_without_a_whole_number(seats: int, up: int, nearest: int, down: int) -> None:
    assert rounded_surplus(BAND, seats, SurplusRounding.UP) == up
    assert rounded_surplus(BAND, seats, SurplusRounding.NEAREST) == nearest
    assert rounded_surplus(BAND, seats, SurplusRounding.DOWN) == down


@given(
    seats=st.integers(1, 120),
    surplus=st.integers(-3, 30),
    rounding=st.sampled_from(SurplusRounding),
)
def test_what_is_prepared_passes_inside_the_band_or_on_the_one_number(
    seats: int,
    surplus: int,
    rounding: SurplusRounding,
) -> None:
    surplus = max(surplus, 1 - seats)
    asked = subject(listed(seats, surplus), PREPARED, choices=Choices(surplus_rounding=rounding))
    finding = only(SZ02, asked)
    inside = [k for k in range(seats) if 10 * seats <= 100 * k <= 15 * seats]
    right: list[int | None] = [*inside] or [rounded_surplus(BAND, seats, rounding)]
    assert finding.passed is (surplus in right)
    assert finding.measured == Share(surplus, seats)
    assert isinstance(finding.measured, Share)
    assert finding.measured.fraction == Fraction(surplus, seats)
    assert finding.margin is not None
    if not finding.passed:
        assert surplus + finding.margin in right or surplus - finding.margin in right
    assert ("không có số nguyên nào" in text(finding)) is (not inside)


def test_the_band_and_what_is_missing_are_in_words() -> None:
    finding = only(SZ02, subject(listed(39, 2), PREPARED))
    assert text(finding) == "số dư 2/39 = 5,13 %, phải từ 10 % đến 15 %, tức từ 4 đến 5 người: thiếu 2 người"
    assert (finding.force, finding.of, finding.limit, finding.margin) == (Force.REQUIRED, "seats", "10%..15%", -2)
    assert finding.refuses


def test_the_rounding_that_was_used_is_in_words() -> None:
    finding = only(SZ02, subject(listed(11, 2), PREPARED))
    assert text(finding) == (
        "số dư 2/11 = 18,18 %, phải từ 10 % đến 15 %; với 11 người cần bầu không có số nguyên nào trong khoảng này, "
        "theo lựa chọn surplus_rounding = up thì số dư là 2 người: đạt"
    )
    assert (finding.passed, finding.margin) == (True, 0)


def test_a_list_shorter_than_the_seats_is_measured_below_zero() -> None:
    asked = subject(listed(20, -2), *SIZES)
    prepared, cap, more = only(SZ02, asked), only(SZ03, asked), only(SZ05, asked)
    assert str(prepared.measured) == "-2/20"
    assert (prepared.passed, prepared.margin) == (False, -4)
    assert text(prepared).startswith("danh sách 18 người, ít hơn 2 người so với số lượng cần bầu (20), phải từ 10 %")
    assert (cap.passed, cap.margin) == (True, 8)
    assert (more.passed, more.measured, more.margin) == (False, -2, -3)


@given(seats=st.integers(6, 100), surplus=st.integers(0, 40))
def test_the_cap_is_at_most_30_per_cent(seats: int, surplus: int) -> None:
    finding = only(SZ03, subject(listed(seats, surplus), *SIZES))
    assert finding.passed is (100 * surplus <= 30 * seats)
    assert finding.margin == 30 * seats // 100 - surplus


@pytest.mark.parametrize("seats", [1, 2])
@pytest.mark.parametrize("surplus", [0, 1])
def test_where_nobody_fits_under_the_cap_people_are_asked(seats: int, surplus: int) -> None:
    finding = only(SZ03, subject(listed(seats, surplus), *SIZES))
    assert (finding.passed, finding.margin) == (None, None)
    assert finding.asks
    assert "cần người quyết định" in text(finding)


@pytest.mark.parametrize("seats", [3, 4, 5])
def test_small_committees_have_a_rule_of_their_own(seats: int) -> None:
    asked = subject(listed(seats, 1), *SIZES)
    assert not tuple(SZ02.run(asked))
    assert not tuple(SZ03.run(asked))
    small = only(SZ04, asked)
    assert (small.passed, small.measured, small.limit, small.margin) == (True, 1, "..1", 0)
    more = only(SZ05, asked)
    assert (more.passed, more.measured, more.limit, more.margin) == (True, 1, ">0", 0)
    too_many = only(SZ04, subject(listed(seats, 2), *SIZES))
    assert (too_many.passed, too_many.margin) == (False, -1)


@pytest.mark.parametrize("seats", [1, 2, 6, 7])
def test_how_small_is_small_stands_in_the_provision(seats: int) -> None:
    assert not tuple(SZ04.run(subject(listed(seats, 1), *SIZES)))
    widened = provision("surplus.small", SMALL.limit, scope=Scope(offices=BODIES, seats=(1, 7)))
    asked = subject(listed(seats, 1), PREPARED, CAP, widened)
    assert only(SZ04, asked).passed
    assert not tuple(SZ02.run(asked))
    assert not tuple(SZ03.run(asked))


@pytest.mark.parametrize("check", [SZ02, SZ03, SZ04, SZ05])
def test_a_draft_without_seats_is_not_asked(check: Check) -> None:
    seats = 3 if check is SZ04 else 20
    assert tuple(check.run(subject(listed(seats, 1), *SIZES)))
    assert not tuple(check.run(subject(contest(people(seats + 1), 0), *SIZES)))


def test_the_congress_s_own_provision_stands_beside_the_pack_s() -> None:
    own = provision("surplus.cap", percents(high=20), instrument=None, source="Nghị quyết 5", place=None)
    first, second = SZ03.run(subject(listed(20, 5), CAP, own))
    assert (first.passed, second.passed) == (True, False)
    assert first.citation is not None
    assert second.citation is not None
    assert (first.citation.number, second.citation.number) == ("99-QĐ/TEST", "Nghị quyết 5")


def test_an_unconfirmed_provision_says_so_and_asks() -> None:
    recalled: Provision = provision("surplus.cap", percents(high=30), confidence=Confidence.PARAPHRASED)
    finding = only(SZ03, subject(listed(20, 7), recalled))
    assert (finding.passed, finding.refuses, finding.asks) == (False, False, True)
    assert text(finding).endswith("(quy định này cần người dùng xác nhận)")
