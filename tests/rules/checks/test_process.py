"""The steps of introducing people (PR01) and support at the congress (PR02): whole numbers, and nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.process import PR01, PR02
from rules.finding import Finding, Share
from rules.model import Candidate, Nomination, Step, Support
from rules.parameter import Base
from rules.regulation import Limit
from tests.rules.checks.build import contest, only, people, person, provision, subject, text

FIVE = provision("process.steps", Limit(at_least=5), of=None)
TWO_THIRDS = provision("process.present", Limit(at_least=Fraction(2, 3)), of="summoned", step=2)
HALF = provision("introduction.needed", Limit(more_than=Fraction(1, 2)), of="base")
SUMMONED = provision("introduction.base", rule=Base.SUMMONED, of=None)
PRESENT = provision("introduction.base", rule=Base.PRESENT, of=None)
SUPPORT = provision("opinion.needed", Limit(more_than=Fraction(30, 100)), of="base")
ATTENDING = provision("opinion.base", rule=Base.PRESENT, of=None)


def steps(*given_steps: Step, candidates: tuple[Candidate, ...] = people(1)) -> list[Finding]:
    """What is found of these steps."""
    asked = subject(replace(contest(candidates, 1), steps=given_steps), FIVE, TWO_THIRDS, HALF, SUMMONED)
    return list(PR01.run(asked))


@given(st.integers(1, 300), st.data())
def test_a_step_needs_more_than_half_of_all_summoned(summoned: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, summoned))
    votes = data.draw(st.integers(0, present))
    _, enough = steps(Step(number=1, summoned=summoned, present=present, votes={1: votes}))
    assert enough.passed is (2 * votes > summoned)
    assert enough.people == (() if enough.passed else (1,))


@given(st.integers(0, 300), st.data())
def test_two_thirds_are_present_at_the_second_step(summoned: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, summoned))
    _, there, _ = steps(Step(number=2, summoned=summoned, present=present, votes={1: present}))
    assert there.passed is (3 * present >= 2 * summoned)
    assert there.measured == (Share(present, summoned) if summoned else None)
    assert (there.margin or 0) >= 0 if there.passed else (there.margin or 0) < 0


@given(st.sets(st.integers(1, 6)), st.sets(st.integers(1, 4)))
def test_every_step_and_every_number_that_is_missing_is_named(numbers: set[int], without: set[int]) -> None:
    votes = {place: 9 for place in range(1, 5) if place not in without}
    given_steps = tuple(Step(number=n, summoned=10, present=10, votes=votes) for n in sorted(numbers))
    findings = steps(*given_steps, candidates=people(4))
    if not numbers:
        assert findings == []
        return
    held = findings[0]
    missing = sorted(set(range(1, 6)) - numbers)
    assert (held.passed is True) == (not missing and not without)
    assert held.passed is not False
    assert held.people == tuple(sorted(without))
    if missing:
        assert f"chưa có bước {', '.join(map(str, missing))}" in text(held)
    for number in numbers if without else ():
        assert f"bước {number} chưa có số phiếu" in text(held)


def test_who_was_named_at_the_congress_is_not_asked_for_steps() -> None:
    candidates = (person(1), person(2, nomination=Nomination.FLOOR), person(3, nomination=Nomination.COMMITTEE))
    held, _ = steps(Step(number=1, summoned=10, present=10, votes={1: 9}), candidates=candidates)
    assert held.people == (3,)


def test_without_a_base_that_is_known_nothing_is_concluded() -> None:
    step = Step(number=1, summoned=10, present=10, votes={1: 1})
    asked = subject(replace(contest(people(1), 1), steps=(step,)), HALF)
    finding = only(PR01, asked)
    assert (finding.passed, finding.people) == (None, ())
    assert "introduction.base" in text(finding)


def test_a_congress_may_count_those_present() -> None:
    step = Step(number=1, summoned=10, present=4, votes={1: 3})
    asked = subject(replace(contest(people(1), 1), steps=(step,)), HALF, PRESENT)
    assert only(PR01, asked).passed


@given(st.integers(0, 500), st.data())
def test_support_is_more_than_30_per_cent_of_those_attending(present: int, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, present))
    candidates = (person(nomination=Nomination.FLOOR),)
    one = replace(contest(candidates, 1), support=(Support(place=1, votes=votes, present=present),))
    finding = only(PR02, subject(one, SUPPORT, ATTENDING))
    assert finding.passed is (10 * votes > 3 * present)
    assert finding.refuses is not finding.passed


@pytest.mark.parametrize("nomination", [None, Nomination.COMMITTEE])
def test_nobody_from_outside_needs_no_support(nomination: Nomination | None) -> None:
    candidates = (person(nomination=nomination),)
    assert list(PR02.run(subject(contest(candidates, 1), SUPPORT, ATTENDING))) == []


def test_whose_support_is_not_given_is_named() -> None:
    candidates = (person(1, nomination=Nomination.SELF), person(2, nomination=Nomination.FLOOR))
    one = replace(contest(candidates, 1), support=(Support(place=2, votes=10, present=20),))
    finding = only(PR02, subject(one, SUPPORT, ATTENDING))
    assert (finding.passed, finding.people) == (None, (1,))
