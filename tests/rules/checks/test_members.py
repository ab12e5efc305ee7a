"""SZ01: seats against the number decided, sizes of regulations, and about so many fewer than in the last term."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.members import SZ01
from rules.citation import Confidence
from rules.finding import Finding, Force, Share
from rules.model import Contest
from rules.regulation import Limit, Provision
from tests.rules.checks.build import MEMBERS, REDUCTION, contest, only, people, percents, subject, text


def asked(seats: int, *provisions: Provision, size: int | None = None, **before: int) -> tuple[Finding, ...]:
    """The findings on a committee of so many seats; ``before_size`` is the key ``size`` of the last term."""
    one = contest(people(min(seats, 300)), seats, size=size)
    previous = {key.removeprefix("before_"): count for key, count in before.items()}
    return tuple(SZ01.run(subject(one, *provisions, previous_term=previous)))


@given(seats=st.integers(1, 99), size=st.integers(1, 99))
def test_seats_may_be_below_the_number_decided_never_above(seats: int, size: int) -> None:
    (finding,) = asked(seats, size=size)
    assert finding.passed is (seats <= size)
    assert (finding.measured, finding.margin, finding.citation) == (seats, size - seats, None)
    assert finding.asks is (seats > size)
    assert not finding.refuses


def test_the_message_says_how_many_seats_stay_open() -> None:
    assert text(asked(64, size=66)[0]) == "số lượng đã quyết định 66 người, bầu 64 người, để khuyết 2 người: đạt"
    assert text(asked(66, size=66)[0]) == "số lượng đã quyết định 66 người, bầu 66 người: đạt"
    assert text(asked(67, size=66)[0]) == "số lượng đã quyết định 66 người mà bầu 67 người: thừa 1 người"


@given(seats=st.integers(1, 99), size=st.one_of(st.none(), st.integers(1, 99)), most=st.integers(1, 99))
def test_a_size_of_a_regulation_is_of_the_number_decided_else_of_the_seats(
    seats: int,
    size: int | None,
    most: int,
) -> None:
    limited = replace(MEMBERS, limit=Limit(at_most=most))
    *_, finding = asked(seats, limited, size=size)
    members = seats if size is None else size
    assert (finding.passed, finding.measured, finding.margin) == (members <= most, members, most - members)
    assert ("chưa ghi size" in text(finding)) is (size is None)


@given(before=st.integers(1, 400), now=st.integers(1, 400), percent=st.integers(0, 100))
def test_about_a_share_fewer_is_the_whole_number_on_either_side(before: int, now: int, percent: int) -> None:
    about = replace(REDUCTION, limit=percents(percent, percent))
    (finding,) = asked(now, about, members=before)
    people_fewer = Fraction(percent * before, 100)
    assert finding.passed is (math.floor(people_fewer) <= before - now <= math.ceil(people_fewer))
    assert (finding.measured, finding.of, finding.force) == (Share(before - now, before), "previous_term", Force.ABOUT)
    assert not finding.asks


@given(before=st.integers(1, 400), now=st.integers(1, 400))
def test_a_required_reduction_of_a_body_s_own_is_the_exact_share(before: int, now: int) -> None:
    own = replace(REDUCTION, limit=percents(5), force=Force.REQUIRED)
    (finding,) = asked(now, own, members=before)
    assert finding.passed is (Fraction(before - now, before) >= Fraction(5, 100))


def test_the_size_of_the_last_term_goes_before_its_members() -> None:
    (finding,) = asked(49, REDUCTION, members=48, before_size=51)
    assert finding.measured == Share(2, 51)
    assert text(finding) == (
        "bầu 49 người (chưa ghi size, số lượng đã quyết định), giảm 2/51 = 3,92 % so với nhiệm kỳ trước; "
        "giảm khoảng 5 %, tức từ 2 đến 3 người: đạt"
    )


@pytest.mark.parametrize("before", [{}, {"women": 3}, {"members": 0}])
def test_without_the_last_term_s_size_nothing_is_compared(before: dict[str, int]) -> None:
    assert asked(49, REDUCTION, **before) == ()


def other(one: Contest) -> tuple[Finding, ...]:
    """The findings on a contest that is not asked."""
    return tuple(SZ01.run(subject(one, MEMBERS, REDUCTION, previous_term={"members": 51})))


def test_a_draft_without_seats_has_no_size() -> None:
    assert other(contest(people(3), 0)) == ()


@pytest.mark.parametrize(("confidence", "refuses"), [(Confidence.SEEN, True), (Confidence.RECALLED, False)])
def test_an_unconfirmed_size_asks_and_a_confirmed_one_refuses(confidence: Confidence, *, refuses: bool) -> None:
    limited = replace(MEMBERS, limit=Limit(at_most=9), confidence=confidence)
    finding = only(SZ01, subject(contest(people(10), 10), limited))
    assert (finding.passed, finding.refuses, finding.asks) == (False, refuses, not refuses)
