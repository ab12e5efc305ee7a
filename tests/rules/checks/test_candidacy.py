"""Who came onto the list (EL07, EL08): nobody who counts, no member of the convening committee on his own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.candidacy import EL07, EL08
from rules.checks.persons import newcomers
from rules.eligibility_rule import CountingRule, NominationRule
from rules.model import Nomination, Vote
from tests.rules.checks.build import NAMES, contest, only, people, person, provision, subject

COUNTING = provision(EL07.name, rule=CountingRule.NOT_ON_LIST, of=None)
LIMITS = provision(EL08.name, rule=NominationRule.ONLY_BY_COMMITTEE, of=None)


@given(st.lists(st.sampled_from(NAMES[:20]), max_size=6, unique=True), st.integers(0, 20))
def test_whoever_counts_and_stands_is_named(counting: list[str], listed: int) -> None:
    asked = replace(subject(contest(people(listed), 1), COUNTING), people={"counting_committee": tuple(counting)})
    if not counting:
        assert list(EL07.run(asked)) == []
        return
    finding = only(EL07, asked)
    assert finding.people == tuple(place for place in range(1, listed + 1) if NAMES[place - 1] in counting)
    assert finding.passed is not bool(finding.people)
    assert finding.refuses is bool(finding.people)


def test_without_names_of_the_counting_committee_nothing_is_asked() -> None:
    assert list(EL07.run(subject(contest(people(3), 1), COUNTING))) == []
    named = replace(subject(contest(people(3), 1), COUNTING), people={"presidium": (NAMES[0],)})
    assert list(EL07.run(named)) == []


def test_who_comes_after_a_vote_that_is_not_there_is_asked_like_everybody() -> None:
    later = replace(contest((person(nomination=Nomination.SELF),), 1, "nomination"), after="gone", vote=Vote.FURTHER)
    assert newcomers(subject(later)) == (1,)


def test_an_opinion_ballot_is_no_election() -> None:
    opinion = replace(contest(people(3), 1), vote=Vote.OPINION)
    asked = replace(subject(opinion, COUNTING), people={"counting_committee": (NAMES[0],)})
    assert list(EL07.run(asked)) == []


@pytest.mark.parametrize("nomination", [*Nomination, None])
@pytest.mark.parametrize("incumbent", [True, False, None])
def test_a_member_stands_only_if_the_committee_put_him_up(
    nomination: Nomination | None, *, incumbent: bool | None
) -> None:
    candidates = (person(nomination=nomination, incumbent=incumbent),)
    finding = only(EL08, subject(contest(candidates, 1, "nomination"), LIMITS))
    outside = nomination in {Nomination.FLOOR, Nomination.SELF}
    assert finding.passed is (not incumbent if outside and incumbent is not None else None if outside else True)


def test_a_list_that_says_nothing_of_nominations_is_the_committees() -> None:
    assert list(EL08.run(subject(contest((person(nomination=Nomination.FLOOR, incumbent=True),), 1), LIMITS))) == []
