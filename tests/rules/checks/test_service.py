"""Months to serve (EL01, EL02): who is born later is never worse off, and the month named is the first that does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.check import Check, Subject
from rules.checks.service import EL01, EL02
from rules.choice import Choices
from rules.model import Candidate, Form, Level, Office, Sex, Vote
from rules.partial_date import PartialDate
from rules.regulation import Limit, Rules
from rules.retirement import month_index, month_of
from tests.rules.checks.build import births, contest, only, people, person, provision, subject, text
from tests.rules.law_builders import party_rules

FIRST, AGAIN = "eligibility.first_term", "eligibility.reelection"
SUMMERS = {2020: date(2020, 7, 15), 2025: date(2025, 8, 15)}
KNOWN_MONTHS = st.builds(PartialDate, st.integers(1955, 1980), st.integers(1, 12))
SETTINGS = st.sampled_from(
    [
        (check, year, level)
        for check in (EL01, EL02)
        for year, levels in {
            2020: (Level.GRASSROOTS, Level.DISTRICT, Level.PROVINCE),
            2025: (Level.GRASSROOTS, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE),
        }.items()
        for level in levels
    ],
)


@cache
def shipped(year: int, level: Level = Level.DISTRICT) -> Rules:
    """The shipped rules of a summer, read once."""
    return party_rules(SUMMERS[year], level=level)


def asked(candidates: tuple[Candidate, ...], *, year: int = 2025, level: Level = Level.DISTRICT) -> Subject:
    """A list under the shipped rules of a summer."""
    one = contest(candidates, 1)
    return replace(subject(one), rules=shipped(year, level), opens=SUMMERS[year])


def verdict(check: Check, someone: Candidate, *, year: int, level: Level) -> tuple[bool | None, str]:
    """What is found of one person standing as the check asks."""
    finding = only(check, asked((replace(someone, incumbent=check is EL02),), year=year, level=level))
    return finding.passed, text(finding)


@given(SETTINGS, st.sampled_from(Sex), KNOWN_MONTHS)
def test_the_month_named_is_the_first_that_does(setting: tuple[Check, int, Level], sex: Sex, born: PartialDate) -> None:
    check, year, level = setting
    passed, said = verdict(check, person(born=born, sex=sex), year=year, level=level)
    assume(passed is False)
    found = re.search(r"phải sinh từ (\d\d)/(\d{4})", said)
    assert found is not None
    named = PartialDate(int(found[2]), int(found[1]))
    assert named > born
    # By brute force: from the birth on, nobody before the month named does, and it does itself.
    at = month_index(born.earliest)
    while verdict(check, person(born=month_of(at), sex=sex), year=year, level=level)[0] is False:
        at += 1
    assert month_of(at) == named


@given(SETTINGS, st.sampled_from(Sex), KNOWN_MONTHS, st.integers(0, 120))
def test_who_is_born_later_is_never_worse_off(
    setting: tuple[Check, int, Level], sex: Sex, born: PartialDate, later: int
) -> None:
    check, year, level = setting
    younger = month_of(month_index(born.earliest) + later)
    if verdict(check, person(born=born, sex=sex), year=year, level=level)[0]:
        assert verdict(check, person(born=younger, sex=sex), year=year, level=level)[0]


@given(SETTINGS, births, st.sampled_from([*Sex, None]))
def test_what_is_not_known_is_only_told_where_every_possibility_agrees(
    setting: tuple[Check, int, Level], born: PartialDate | None, sex: Sex | None
) -> None:
    check, year, level = setting
    passed, _ = verdict(check, person(born=born, sex=sex), year=year, level=level)
    sexes = tuple(Sex) if sex is None else (sex,)
    if born is None:
        assert passed is None
        return
    months = range(month_index(born.earliest), month_index(born.latest) + 1)
    possible = {
        verdict(check, person(born=month_of(month), sex=each), year=year, level=level)[0]
        for month in months
        for each in sexes
    }
    assert passed == (possible.pop() if len(possible) == 1 else None)


@given(SETTINGS, st.integers(2015, 2040), st.integers(1, 12), births)
def test_the_persons_own_month_of_retirement_wins(
    setting: tuple[Check, int, Level], year: int, month: int, born: PartialDate | None
) -> None:
    check, summer, level = setting
    retires = PartialDate(year, month)
    passed, said = verdict(check, person(born=born, retires=retires), year=summer, level=level)
    other, _ = verdict(check, person(born=PartialDate(1900), retires=retires), year=summer, level=level)
    assert passed is other
    assert passed is not None
    assert "tuổi nghỉ hưu)" not in said or passed


@given(st.lists(st.tuples(births, st.sampled_from([True, False, None])), max_size=8))
def test_nobody_is_left_out_and_nobody_named_twice(standing: list[tuple[PartialDate | None, bool | None]]) -> None:
    candidates = tuple(
        person(place, born=born, incumbent=incumbent) for place, (born, incumbent) in enumerate(standing, start=1)
    )
    first, again = only(EL01, asked(candidates)), only(EL02, asked(candidates))
    for finding, skipped in ((first, True), (again, False)):
        assert all(candidates[place - 1].incumbent is not skipped for place in finding.people)
        assert (finding.passed is True) == (not finding.people)
    for place, someone in enumerate(candidates, start=1):
        alone_first = only(EL01, asked((someone,)))
        alone_again = only(EL02, asked((someone,)))
        assert (place in first.people) == bool(alone_first.people)
        assert (place in again.people) == bool(alone_again.people)


@pytest.mark.parametrize("women_at_60", [False, True])
def test_the_choice_of_60_is_for_women_only(*, women_at_60: bool) -> None:
    choices = Choices(women_retire_at_60=women_at_60)
    woman = replace(asked((person(sex=Sex.FEMALE, born=PartialDate(1970, 9), incumbent=False),)), choices=choices)
    man = replace(asked((person(born=PartialDate(1968, 5), incumbent=False),)), choices=choices)
    assert only(EL01, woman).passed is women_at_60
    assert only(EL01, man).passed is False


def test_whoever_was_on_the_list_before_is_not_asked_again() -> None:
    old = people(3, born=PartialDate(1950, 1), incumbent=True)
    first = contest(old, 3)
    again = replace(
        contest((*old[1:], person(9, born=PartialDate(1951, 1), incumbent=True)), 1),
        id="bch-2",
        after="bch",
        vote=Vote.FURTHER,
    )
    asked_again = replace(subject(again, siblings=(first,)), rules=shipped(2025), opens=SUMMERS[2025])
    assert only(EL02, asked_again).people == (3,)


def test_an_opinion_ballot_asks_nobody() -> None:
    opinion = replace(contest(people(1, born=PartialDate(1950, 1), incumbent=True), 1), vote=Vote.OPINION)
    finding = only(EL02, replace(subject(opinion), rules=shipped(2025), opens=SUMMERS[2025]))
    assert (finding.passed, text(finding)) == (
        True,
        "không có ai thuộc diện này",
    )


def test_without_ages_only_an_own_month_can_be_reckoned() -> None:
    months = provision("reference_month", month=date(2025, 6, 1), force=None, of=None)
    need = provision(FIRST, Limit(at_least=60), of=None)
    candidates = (person(1, incumbent=False), person(2, incumbent=False, retires=PartialDate(2030, 6)))
    finding = only(EL01, subject(contest(candidates, 1), need, months))
    assert (finding.passed, finding.people, finding.confirmed) == (None, (1,), False)
    assert "số 1 (cần thời điểm nghỉ hưu)" in text(finding)


def test_no_list_of_the_secretary_is_asked() -> None:
    secretary = replace(
        contest(people(1, born=PartialDate(1950, 1)), 1), office=Office.SECRETARY, form=Form.AGREE_DISAGREE
    )
    rules = shipped(2025)
    assert list(EL01.run(replace(subject(secretary), rules=rules))) == []
    assert list(EL02.run(replace(subject(secretary), rules=rules))) == []


POSTS = [
    ("Chủ tịch UBND huyện", True),
    ("Phó Bí thư, CHỦ TỊCH  UBND", True),
    ("Phó Chủ tịch Ủy ban nhân dân", True),
    ("Phó chủ tịch Uỷ ban nhân dân tỉnh", True),
    ("Chủ tịch HĐND", True),
    ("Chủ tịch Hội đồng nhân dân xã", True),
    ("Chủ tịch Ủy ban MTTQ", False),
    ("Chánh Văn phòng UBND", False),
    ("Chủ tịch Hội Nông dân", False),
    ("", False),
]


@pytest.mark.parametrize(("post", "state"), POSTS)
def test_a_state_post_is_known_by_its_words_and_only_asked_about(post: str, *, state: bool) -> None:
    candidates = (person(born=PartialDate(1960, 1), post=post, incumbent=True, retires=PartialDate(2029, 1)),)
    findings = [each for each in EL02.run(asked(candidates)) if each.limit == "36.."]
    assert [(each.passed, each.people) for each in findings] == ([(None, (1,))] if state else [])


def test_a_post_is_not_asked_of_somebody_new() -> None:
    candidates = (person(post="Chủ tịch UBND", incumbent=False, retires=PartialDate(2029, 1)),)
    assert [each.limit for each in EL02.run(asked(candidates))] == ["48.."]


def test_many_people_short_are_all_named_in_one_sentence() -> None:
    finding = only(EL02, asked(people(300, born=PartialDate(1950, 1), incumbent=True)))
    assert len(finding.people) == 300
    assert text(finding).count("phải sinh từ 06/1967") == 300
