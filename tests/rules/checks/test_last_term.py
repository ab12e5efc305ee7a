"""Shares above the last term: exact, strict, and only where the folder says what was before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.last_term import CP09, CP10
from rules.choice import AgeOn, Choices, QuotaOf
from rules.finding import Force, Share
from rules.model import Office
from rules.partial_date import PartialDate
from tests.rules.checks.build import WOMEN_BEFORE, YOUTH_BEFORE, contest, only, people, person, subject, text, women


@given(
    part=st.integers(0, 30),
    others=st.integers(0, 30),
    before=st.integers(0, 30),
    others_before=st.integers(0, 30),
)
def test_higher_is_strictly_more_of_the_whole(part: int, others: int, before: int, others_before: int) -> None:
    whole, members = part + others, before + others_before
    if not whole or not members:
        return
    asked = subject(
        contest(women(part, whole), 9),
        WOMEN_BEFORE,
        previous_term={"members": members, "women": before},
    )
    finding = only(CP09, asked)
    assert finding.passed is (Fraction(part, whole) > Fraction(before, members))
    assert (finding.measured, finding.limit) == (Share(part, whole), f">{before}/{members}")
    not_lower = replace(asked, rules=replace(asked.rules, provisions=(replace(WOMEN_BEFORE, rule="not_lower"),)))
    assert only(CP09, not_lower).passed is (Fraction(part, whole) >= Fraction(before, members))


@given(part=st.integers(0, 30), others=st.integers(1, 30), before=st.integers(0, 9), members=st.integers(10, 30))
def test_the_margin_is_the_people_that_turn_it(part: int, others: int, before: int, members: int) -> None:
    def passed(count: int) -> bool | None:
        before_term = {"members": members, "women": before}
        asked = subject(contest(women(count, part + others), 9), WOMEN_BEFORE, previous_term=before_term)
        return only(CP09, asked).passed

    before_term = {"members": members, "women": before}
    finding = only(
        CP09,
        subject(contest(women(part, part + others), 9), WOMEN_BEFORE, previous_term=before_term),
    )
    assert finding.margin is not None
    if finding.passed:
        assert part - finding.margin - 1 < 0 or not passed(part - finding.margin - 1)
        assert passed(part - finding.margin)
    else:
        assert passed(part - finding.margin) or part - finding.margin > part + others
        assert not passed(part - finding.margin - 1)


@pytest.mark.parametrize("before", [{}, {"women": 6}, {"members": 40}, {"members": 0, "women": 0}])
def test_without_both_numbers_of_the_last_term_nothing_is_compared(before: dict[str, int]) -> None:
    assert tuple(CP09.run(subject(contest(women(3, 20), 17), WOMEN_BEFORE, previous_term=before))) == ()


def test_the_arithmetic_of_both_terms_is_told() -> None:
    asked = subject(contest(women(6, 40), 36), WOMEN_BEFORE, previous_term={"members": 41, "women": 6})
    assert text(only(CP09, asked)) == (
        "nữ trong danh sách: 6/40 = 15,00 % danh sách (6/36 = 16,67 % số lượng cần bầu), "
        "phấn đấu cao hơn nhiệm kỳ trước (6/41 = 14,63 %), tức từ 6 người trở lên: đạt"
    )


def test_the_share_of_the_seats_can_be_compared() -> None:
    choices = Choices(quota_of=QuotaOf.SEATS)
    before = {"members": 36, "women": 6}
    asked = subject(contest(women(6, 40), 36), WOMEN_BEFORE, previous_term=before, choices=choices)
    assert (only(CP09, asked).passed, only(CP09, replace(asked, choices=Choices())).passed) == (False, False)
    assert only(CP09, asked).measured == Share(6, 36)


def test_only_the_committee_s_list_is_held_against_the_committee() -> None:
    everywhere = replace(WOMEN_BEFORE, scope=replace(WOMEN_BEFORE.scope, offices=None))
    before = {"members": 40, "women": 6}
    marked = contest(people(10, for_standing=True), 9, "for_standing")
    (finding,) = CP09.run(subject(marked, everywhere, previous_term=before))
    assert finding.group == "list"
    standing = contest(people(10), 9, office=Office.STANDING_COMMITTEE)
    assert tuple(CP09.run(subject(standing, everywhere, previous_term=before))) == ()


def test_the_young_are_those_the_provision_names() -> None:
    candidates = [person(place, born=PartialDate(1990 if place <= 2 else 1970, 1, 1)) for place in range(1, 21)]
    asked = subject(contest(candidates, 17), YOUTH_BEFORE, previous_term={"members": 20, "youth": 2})
    finding = only(CP10, asked)
    assert (finding.passed, finding.measured, finding.force) == (False, Share(2, 20), Force.TARGET)
    assert text(finding).startswith("người dưới 40 tuổi (tuổi tròn, tính đến 15/06/2025) trong danh sách: 2/20")
    assert only(CP10, replace(asked, previous_term={"members": 20, "youth": 1})).passed


def test_without_a_reference_month_the_young_stay_unknown() -> None:
    choices = Choices(age_on=AgeOn.REFERENCE_MONTH)
    before = {"members": 20, "youth": 2}
    finding = only(CP10, subject(contest(people(20), 17), YOUTH_BEFORE, previous_term=before, choices=choices))
    assert (finding.passed, finding.measured) == (None, None)
    assert "chưa biết tháng mốc tính tuổi" in text(finding)
