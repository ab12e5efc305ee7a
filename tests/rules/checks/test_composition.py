"""Women, women in the standing committee, age bands: exact shares, and what is not known going either way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.check import Check
from rules.checks import ALL
from rules.checks.composition import CP01, CP02, CP03, CP04, CP05
from rules.choice import AgeOn, Choices, QuotaOf
from rules.citation import Confidence
from rules.finding import Finding, Force, Group, Share
from rules.model import Candidate, Office, Sex
from rules.partial_date import PartialDate, parse
from rules.regulation import Provision, Scope
from tests.rules.checks.build import (
    ALL_PROVISIONS,
    MIDDLE,
    SENIOR,
    WOMEN,
    WOMEN_STANDING,
    YOUTH,
    births,
    contest,
    only,
    people,
    percents,
    person,
    provision,
    subject,
    text,
    women,
)

sexes = st.sampled_from([Sex.MALE, Sex.FEMALE, None])
candidates_of = st.lists(st.tuples(sexes, births, st.booleans()), min_size=1, max_size=7)
CP = (CP01, CP02, CP03, CP04, CP05)


def listed(known: list[tuple[Sex | None, PartialDate | None, bool]]) -> tuple[Candidate, ...]:
    """A list of people of whom this is known."""
    return tuple(
        person(place, sex=sex, born=born, for_standing=standing)
        for place, (sex, born, standing) in enumerate(known, start=1)
    )


def age(born: str) -> PartialDate:
    """A birth as slates write it."""
    return parse(born)


@pytest.mark.parametrize(
    ("part", "whole", "passed", "margin"),
    [(5, 34, False, -1), (6, 34, True, 0), (8, 53, True, 0), (8, 54, False, -1), (3, 20, True, 0), (7, 20, True, 4)],
)
def test_women_are_at_least_15_per_cent_of_the_list(part: int, whole: int, passed: bool, margin: int) -> None:  # noqa: FBT001
    finding = only(CP01, subject(contest(women(part, whole), whole - 3), WOMEN))
    assert (finding.passed, finding.measured, finding.margin) == (passed, Share(part, whole), margin)
    assert (finding.of, finding.limit, finding.force, finding.people) == ("list", "15%..", Force.TARGET, ())


def test_the_message_carries_the_arithmetic() -> None:
    finding = only(CP01, subject(contest(women(5, 34), 30), WOMEN))
    assert text(finding) == (
        "nữ trong danh sách: 5/34 = 14,71 % danh sách (5/30 = 16,67 % số lượng cần bầu), "
        "phấn đấu từ 15 % trở lên, tức từ 6 người trở lên: thiếu 1 người"
    )


def test_a_share_of_the_seats_shows_that_of_the_list_beside() -> None:
    asked = subject(contest(women(5, 34), 30), WOMEN, choices=Choices(quota_of=QuotaOf.SEATS))
    finding = only(CP01, asked)
    assert (finding.passed, finding.measured, finding.of, finding.margin) == (True, Share(5, 30), "seats", 0)
    assert "5/30 = 16,67 % số lượng cần bầu (5/34 = 14,71 % danh sách)" in text(finding)


def test_without_seats_a_share_is_of_the_list_and_says_so() -> None:
    asked = subject(contest(women(5, 34), 0), WOMEN, choices=Choices(quota_of=QuotaOf.SEATS), draft=True)
    finding = only(CP01, asked)
    assert (finding.measured, finding.of) == (Share(5, 34), "list")
    assert "(chỉ tính trên danh sách, chưa có số lượng cần bầu)" in text(finding)


@given(found=candidates_of, percent=st.integers(0, 60))
def test_one_more_woman_in_place_of_a_man_never_fails_what_passed(
    found: list[tuple[Sex | None, PartialDate | None, bool]],
    percent: int,
) -> None:
    provided = provision("composition.women", percents(percent), scope=WOMEN.scope)
    before = listed([(sex or Sex.MALE, born, standing) for sex, born, standing in found])
    passed = only(CP01, subject(contest(before, 2), provided)).passed
    for place, man in enumerate(before):
        if man.sex is Sex.MALE:
            after = (*before[:place], replace(man, sex=Sex.FEMALE), *before[place + 1 :])
            assert only(CP01, subject(contest(after, 2), provided)).passed or not passed


@given(found=candidates_of, random=st.randoms(use_true_random=False), quota_of=st.sampled_from(QuotaOf))
def test_the_order_of_the_list_does_not_matter(
    found: list[tuple[Sex | None, PartialDate | None, bool]],
    random: Random,
    quota_of: QuotaOf,
) -> None:
    candidates = listed(found)
    shuffled = list(candidates)
    random.shuffle(shuffled)
    choices = Choices(quota_of=quota_of)

    def verdicts(order: tuple[Candidate, ...]) -> list[object]:
        asked = subject(contest(order, 5, "for_standing"), *ALL_PROVISIONS, choices=choices)
        return [
            (
                each.code,
                each.group,
                each.passed,
                each.measured,
                each.margin,
                {order[place - 1].row for place in each.people},
            )
            for check in CP
            for each in check.run(asked)
        ]

    assert verdicts(candidates) == verdicts(tuple(shuffled))


def completions(candidates: tuple[Candidate, ...]) -> Iterator[tuple[Candidate, ...]]:
    """Every slate that this one may be, once what it does not say is known; of a birth its two ends are enough.

    (Bands of ages have no gap narrower than a year's two possible ages.)
    """
    possible = []
    for each in candidates:
        known_sexes = [each.sex] if each.sex else [Sex.MALE, Sex.FEMALE]
        ends = (
            (each.born.earliest, each.born.latest)
            if each.born
            else (date(1950, 1, 1), date(1980, 1, 1), date(1999, 1, 1))
        )
        possible.append(
            [
                replace(each, sex=sex, born=PartialDate(born.year, born.month, born.day))
                for sex in known_sexes
                for born in sorted(set(ends))
            ],
        )
    for combination in product(*possible):
        yield tuple(combination)


@given(
    found=st.lists(st.tuples(sexes, births, st.booleans()), min_size=1, max_size=4),
    quota_of=st.sampled_from(QuotaOf),
    ages_on_day=st.booleans(),
)
def test_the_unknown_is_decided_only_where_every_completion_agrees(
    found: list[tuple[Sex | None, PartialDate | None, bool]],
    quota_of: QuotaOf,
    ages_on_day: bool,  # noqa: FBT001 - an example, not a switch
) -> None:
    month = provision("reference_month", scope=Scope(), month=date(2025, 6, 1), force=None)
    choices = Choices(quota_of=quota_of, age_on=AgeOn.OPENS if ages_on_day else AgeOn.REFERENCE_MONTH)

    def findings(order: tuple[Candidate, ...]) -> dict[tuple[str, Group], Finding]:
        asked = subject(contest(order, 3, "for_standing"), *ALL_PROVISIONS, month, choices=choices)
        return {(each.code, each.group): each for check in CP for each in check.run(asked)}

    candidates = listed(found)
    completed = [findings(each) for each in completions(candidates)]
    for key, finding in findings(candidates).items():
        verdicts = {each[key].passed for each in completed}
        measures = {each[key].measured for each in completed}
        assert finding.passed is (verdicts.pop() if len(verdicts) == 1 else None), key
        if finding.measured is not None:
            assert measures == {finding.measured}
            assert not finding.people
        if finding.people:
            assert finding.passed is None
            assert finding.margin is None


@given(
    part=st.integers(0, 40),
    others=st.integers(0, 40),
    low=st.one_of(st.none(), st.integers(0, 100)),
    high=st.one_of(st.none(), st.integers(0, 100)),
)
def test_a_verdict_is_the_exact_share_against_the_limit(
    part: int, others: int, low: int | None, high: int | None
) -> None:
    whole = part + others
    limit = percents(low, high)
    if whole == 0:
        return
    finding = only(CP01, subject(contest(women(part, whole), 9), provision("composition.women", limit)))
    assert finding.passed is limit.holds(Fraction(part, whole))


def test_whose_sex_is_missing_is_named_where_it_decides() -> None:
    unknown = (*women(2, 18), person(19, sex=None), person(20, sex=None))
    finding = only(CP01, subject(contest(unknown, 17), WOMEN))
    assert (finding.passed, finding.measured, finding.margin, finding.people) == (None, None, None, (19, 20))
    assert text(finding).endswith(": chưa kết luận được, cần bổ sung giới tính của số 19, 20")
    assert "từ 2 đến 4 trên 20 (danh sách)" in text(finding)


def test_whose_sex_is_missing_does_not_matter_where_it_does_not_decide() -> None:
    enough = only(CP01, subject(contest((*women(3, 19), person(20, sex=None)), 17), WOMEN))
    assert (enough.passed, enough.measured, enough.people) == (True, None, ())
    assert text(enough).endswith(": đạt dù chưa rõ giới tính của 1 người")
    short = only(CP01, subject(contest((*women(1, 19), person(20, sex=None)), 17), WOMEN))
    assert short.passed is False
    assert text(short).endswith(": không đạt dù chưa rõ giới tính của 1 người")


@pytest.mark.parametrize("quota_of", QuotaOf)
def test_an_empty_list_has_no_shares(quota_of: QuotaOf) -> None:
    finding = only(CP01, subject(contest((), 17), WOMEN, choices=Choices(quota_of=quota_of)))
    assert (finding.passed, finding.measured) == (None, None)
    assert text(finding) == "chưa kết luận được: danh sách không có ai"


# The standing committee.


def test_without_marks_only_the_woman_in_the_standing_committee_is_asked_for() -> None:
    for columns in ((), ("for_standing",)):
        asked = subject(contest(people(20), 17, *columns), *ALL_PROVISIONS)
        standing = [each for check in ALL for each in check.run(asked) if each.group is Group.STANDING]
        assert [(each.code, each.passed, each.people) for each in standing] == [("CP02", None, ())]
    bare, marked = (
        only(CP02, subject(contest(people(20), 17, *columns), WOMEN_STANDING)) for columns in ((), ("for_standing",))
    )
    assert "không có cột dự kiến ban thường vụ" in text(bare)
    assert "chưa ai được ghi là dự kiến ban thường vụ" in text(marked)


@pytest.mark.parametrize(
    ("sex", "passed", "measured", "margin"),
    [(Sex.FEMALE, True, 1, 0), (Sex.MALE, False, 0, -1), (None, None, None, None)],
)
def test_a_woman_is_proposed_for_the_standing_committee(
    sex: Sex | None,
    passed: bool | None,  # noqa: FBT001 - an expectation, not a switch
    measured: int | None,
    margin: int | None,
) -> None:
    candidates = (*women(5, 19), person(20, sex=sex, for_standing=True))
    finding = only(CP02, subject(contest(candidates, 17, "for_standing"), *ALL_PROVISIONS))
    assert (finding.passed, finding.measured, finding.margin, finding.group) == (
        passed,
        measured,
        margin,
        Group.STANDING,
    )
    assert (finding.of, finding.limit, finding.people) == (None, "1..", () if sex else (20,))


def test_a_standing_committee_s_own_list_comes_first() -> None:
    own = contest(women(1, 6), 5, "for_standing", office=Office.STANDING_COMMITTEE)
    finding = only(CP02, subject(own, *ALL_PROVISIONS))
    assert (finding.group, finding.passed, finding.measured) == (Group.LIST, True, 1)


def test_the_standing_group_is_measured_by_the_standing_committee_s_provisions() -> None:
    young = age("1990")
    candidates = tuple(
        person(place, for_standing=place <= 10, born=young if place <= 1 else age("1965")) for place in range(1, 31)
    )
    both = [*CP03.run(subject(contest(candidates, 27, "for_standing"), YOUTH))]
    assert [(each.group, each.passed, each.measured) for each in both] == [
        (Group.LIST, False, Share(1, 30)),
        (Group.STANDING, True, Share(1, 10)),
    ]
    committee_only = replace(YOUTH, scope=Scope(offices=frozenset({Office.EXECUTIVE_COMMITTEE})))
    assert [each.group for each in CP03.run(subject(contest(candidates, 27, "for_standing"), committee_only))] == [
        Group.LIST
    ]


def test_seats_of_the_standing_group_are_those_of_its_contest() -> None:
    candidates = tuple(person(place, for_standing=place <= 10, born=age("1990")) for place in range(1, 31))
    bch = contest(candidates, 27, "for_standing")
    choices = Choices(quota_of=QuotaOf.SEATS)
    btv = contest(people(11), 9, id="btv", office=Office.STANDING_COMMITTEE)
    again = replace(btv, id="btv-2", seats=2, after="btv")
    _, standing = CP03.run(subject(bch, YOUTH, siblings=(again, btv), choices=choices))
    assert (standing.measured, standing.of) == (Share(10, 9), "seats")
    _, alone = CP03.run(subject(bch, YOUTH, choices=choices))
    assert (alone.measured, alone.of) == (Share(10, 10), "list")
    assert "(chỉ tính trên danh sách, chưa có số lượng cần bầu)" in text(alone)


# Ages.


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("16/06/1985", "CP03"),  # 39 years and 364 days on 15/06/2025
        ("15/06/1985", "CP04"),  # 40 that day
        ("16/06/1974", "CP04"),  # 50 years and 364 days
        ("15/06/1974", "CP05"),  # 51 that day
    ],
)
def test_the_bands_meet_without_a_gap(born: str, code: str) -> None:
    asked = subject(contest((person(1, born=age(born)),), 1), YOUTH, MIDDLE, SENIOR)
    counted = {check.code: only(check, asked).measured for check in (CP03, CP04, CP05)}
    assert counted == {each: Share(int(each == code), 1) for each in ("CP03", "CP04", "CP05")}


def test_the_reading_of_an_age_is_printed() -> None:
    finding = only(CP03, subject(contest(people(20, born=age("1990")), 17), YOUTH))
    assert text(finding).startswith("người dưới 40 tuổi (tuổi tròn, tính đến 15/06/2025) trong danh sách: 20/20")


def test_the_reference_month_of_the_level_can_be_what_ages_are_counted_to() -> None:
    choices = Choices(age_on=AgeOn.REFERENCE_MONTH)
    month = provision("reference_month", scope=Scope(), month=date(2025, 9, 1), force=None)
    asked = subject(contest(people(10, born=age("30/09/1985")), 9), YOUTH, month, choices=choices)
    finding = only(CP03, asked)
    assert (finding.passed, finding.measured) == (False, Share(0, 10))  # 40 in the month of birth, whatever the day
    assert "(tuổi tròn, tính đến tháng 09/2025)" in text(finding)
    assert only(CP03, replace(asked, choices=Choices())).passed  # not yet on the opening day


def test_the_congress_s_own_month_goes_before_the_pack_s_and_an_unconfirmed_one_says_so() -> None:
    choices = Choices(age_on=AgeOn.REFERENCE_MONTH)
    computed = provision("reference_month", scope=Scope(), month=date(2020, 6, 1), confidence=Confidence.DERIVED)
    own = provision("reference_month", scope=Scope(), month=date(2020, 5, 1), instrument=None, source="Kế hoạch 7")
    one = contest(people(10), 9)
    assert "tháng 06/2020, mốc này cần người dùng xác nhận" in text(
        only(CP03, subject(one, YOUTH, computed, choices=choices))
    )
    assert "tính đến tháng 05/2020)" in text(only(CP03, subject(one, YOUTH, computed, own, choices=choices)))


@pytest.mark.parametrize(("of", "whole"), [("seats", QuotaOf.SEATS), ("list", QuotaOf.LIST)])
def test_without_a_reference_month_the_share_is_still_said_to_be_of_what_the_provision_says(
    of: str, whole: QuotaOf
) -> None:
    other = {QuotaOf.SEATS: QuotaOf.LIST, QuotaOf.LIST: QuotaOf.SEATS}[whole]
    choices = Choices(age_on=AgeOn.REFERENCE_MONTH, quota_of=other)
    finding = only(CP03, subject(contest(people(10), 9), replace(YOUTH, of=of), choices=choices))
    assert (finding.passed, finding.of) == (None, whole)


@pytest.mark.parametrize("check", [CP03, CP04, CP05])
def test_without_a_reference_month_ages_stay_unknown(check: Check) -> None:
    asked = subject(contest(people(10), 9), YOUTH, MIDDLE, SENIOR, choices=Choices(age_on=AgeOn.REFERENCE_MONTH))
    finding = only(check, asked)
    assert (finding.passed, finding.measured, finding.people) == (None, None, ())
    assert "chưa biết tháng mốc tính tuổi" in text(finding)
    asks = {CP03: YOUTH, CP04: MIDDLE, CP05: SENIOR}[check]
    assert (finding.of, finding.citation) == (QuotaOf.LIST, asks.citation)
    assert (finding.limit is None) == (asks.limit is None)


def test_the_rest_has_no_number_of_its_own() -> None:
    finding = only(CP05, subject(contest(people(10, born=age("1965")), 9), SENIOR))
    assert (finding.passed, finding.limit, finding.force, finding.margin) == (None, None, Force.ABOUT, None)
    assert finding.measured == Share(10, 10)
    assert text(finding).endswith("phần còn lại, văn bản không nêu con số")
    nameless = only(CP04, subject(contest(people(10), 9), replace(MIDDLE, limit=None, force=None)))
    assert (nameless.passed, nameless.force) == (None, Force.ABOUT)
    assert text(nameless).endswith(", văn bản không nêu con số")
    assert "phần còn lại" not in text(nameless)


def test_a_band_that_fits_no_number_of_people_says_so() -> None:
    middle_aged = contest(people(3, born=age("1980")), 3)
    finding = only(CP04, subject(middle_aged, MIDDLE))
    assert (finding.passed, finding.margin, finding.force) == (False, None, Force.ABOUT)
    assert text(finding).endswith("khoảng từ 40 % đến 50 %: không có số người nào nằm trong giới hạn này")


def test_too_many_are_counted_as_well() -> None:
    candidates = tuple(person(place, born=age("1980" if place <= 8 else "1960")) for place in range(1, 11))
    finding = only(CP04, subject(contest(candidates, 9), MIDDLE))
    assert (finding.passed, finding.margin) == (False, -3)
    assert text(finding).endswith("khoảng từ 40 % đến 50 %, tức từ 4 đến 5 người: thừa 3 người")


@pytest.mark.parametrize("unconfirmed", [WOMEN, WOMEN_STANDING, YOUTH, MIDDLE, SENIOR])
def test_every_unconfirmed_provision_says_so(unconfirmed: Provision) -> None:
    recalled = replace(unconfirmed, confidence=Confidence.RECALLED)
    asked = subject(contest(people(10, for_standing=True), 9, "for_standing"), recalled)
    findings = [each for check in CP for each in check.run(asked)]
    assert findings
    assert all(text(each).endswith("(quy định này cần người dùng xác nhận)") for each in findings)
