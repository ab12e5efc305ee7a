"""What everybody is (EL03 to EL06): ladders, plans, membership; an empty cell is never a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.check import Check
from rules.checks.eligibility import EL03, EL04, EL05, EL06
from rules.eligibility_rule import MembershipRule, PlannedRule
from rules.finding import Group
from rules.model import Candidate, Office, Qualification, Theory, Vote
from rules.partial_date import PartialDate
from rules.regulation import Provision, Scope
from tests.rules.checks.build import OPENS, contest, only, person, provision, subject, text

THEORY = (Theory.NONE, Theory.ELEMENTARY, Theory.INTERMEDIATE, Theory.ADVANCED)
DAYS = st.dates(OPENS - timedelta(days=40), OPENS + timedelta(days=40))


def own(parameter: str, rule: str, office: Office = Office.EXECUTIVE_COMMITTEE) -> Provision:
    """A provision of a rule or a level, for one office."""
    return provision(parameter, rule=rule, of=None, scope=Scope(offices=frozenset({office})))


MEMBER = own(EL03.name, MembershipRule.OFFICIAL_MEMBER)


def found(check: Check, one: Provision, *candidates: Candidate) -> bool | None:
    """The verdict on people of whose column something is there."""
    columns = ("official", "joined", "planned", "theory", "qualification", "incumbent")
    return only(check, subject(contest(candidates, 1, *columns), one)).passed


@given(st.sampled_from(Theory), st.sampled_from(Theory))
def test_theory_is_a_ladder_and_bachelor_ranks_as_advanced(level: Theory, least: Theory) -> None:
    def rank(theory: Theory) -> int:
        return THEORY.index(Theory.ADVANCED if theory is Theory.BACHELOR else theory)

    assert found(EL05, own(EL05.name, least), person(theory=level)) is (rank(level) >= rank(least))


@given(st.sampled_from(Qualification), st.sampled_from(Qualification))
def test_qualification_is_a_ladder(level: Qualification, least: Qualification) -> None:
    ladder = list(Qualification)
    assert found(EL06, own(EL06.name, least), person(qualification=level)) is (
        ladder.index(level) <= ladder.index(least)
    )


@pytest.mark.parametrize("check", [EL04, EL05, EL06])
def test_an_empty_cell_is_not_known_and_a_list_without_the_column_says_so(check: Check) -> None:
    rules = {
        EL04: own(EL04.name, PlannedRule.EVERYBODY),
        EL05: own(EL05.name, Theory.ELEMENTARY),
        EL06: own(EL06.name, Qualification.VOCATIONAL),
    }
    assert found(check, rules[check], person()) is None
    bare = only(check, subject(contest((person(),), 1), rules[check]))
    assert (bare.passed, bare.people) == (None, ())
    assert "danh sách không có cột" in text(bare)


def test_a_list_that_gives_nobodys_membership_is_not_asked() -> None:
    assert list(EL03.run(subject(contest((person(), person(2)), 1, "official", "joined"), MEMBER))) == []


def test_who_has_no_day_beside_others_who_have_is_not_known() -> None:
    candidates = (person(1, official=PartialDate(2000)), person(2))
    finding = only(EL03, subject(contest(candidates, 1, "official"), MEMBER))
    assert (finding.passed, finding.people) == (None, (2,))


@given(DAYS)
def test_official_by_the_opening_day_itself(day: date) -> None:
    official = PartialDate(day.year, day.month, day.day)
    assert found(EL03, MEMBER, person(official=official)) is (day <= OPENS)


@given(st.integers(2020, 2030))
def test_a_day_known_less_exactly_is_told_only_where_it_does_not_matter(year: int) -> None:
    whole = found(EL03, MEMBER, person(official=PartialDate(year)))
    assert whole is (True if year < OPENS.year else False if year > OPENS.year else None)


def test_who_joined_after_the_opening_day_is_no_member() -> None:
    later = PartialDate(OPENS.year + 1)
    assert found(EL03, MEMBER, person(joined=later)) is False
    assert found(EL03, MEMBER, person(joined=PartialDate(OPENS.year))) is None


@given(st.sampled_from(PlannedRule), st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_a_plan_is_asked_of_everybody_or_of_the_new(
    rule: PlannedRule,
    planned: bool | None,  # noqa: FBT001 - drawn
    incumbent: bool | None,  # noqa: FBT001 - drawn
) -> None:
    def verdict(in_plan: bool, again: bool) -> bool:  # noqa: FBT001 - both known
        return in_plan or (rule is PlannedRule.FIRST_TERM and again)

    possible = {
        verdict(in_plan, again)
        for in_plan in ((True, False) if planned is None else (planned,))
        for again in ((True, False) if incumbent is None else (incumbent,))
    }
    expected = possible.pop() if len(possible) == 1 else None
    assert found(EL04, own(EL04.name, rule), person(planned=planned, incumbent=incumbent)) is expected


def test_the_standing_committee_has_a_level_of_its_own() -> None:
    candidates = (person(1, theory=Theory.NONE), person(2, theory=Theory.ADVANCED, for_standing=True))
    level = own(EL05.name, Theory.ADVANCED, Office.STANDING_COMMITTEE)
    finding = only(EL05, subject(contest(candidates, 1, "theory", "for_standing"), level))
    assert (finding.group, finding.passed) == (Group.STANDING, True)
    nobody = subject(contest(candidates[:1], 1, "theory"), level)
    assert list(EL05.run(nobody)) == []


def test_a_re_vote_asks_nobody_again() -> None:
    old = PartialDate(2000)
    first = contest((person(1, official=old), person(2, official=old)), 1)
    again = replace(contest((person(2, official=old),), 1), id="bch-2", after="bch", vote=Vote.REVOTE)
    assert list(EL03.run(subject(again, MEMBER, siblings=(first,)))) == []
    further = replace(
        contest((person(2), person(7, official=old)), 1, "official"), id="bch-2", after="bch", vote=Vote.FURTHER
    )
    assert len(list(EL03.run(subject(further, MEMBER, siblings=(first,))))) == 1
