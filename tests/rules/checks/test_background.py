"""Minorities, the new, science: what is not known goes either way; one more never makes it worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.check import Check
from rules.checks.background import CP06, CP07, CP08
from rules.finding import Force, Share
from rules.model import Candidate
from rules.regulation import Provision
from tests.rules.checks.build import (
    MINORITIES,
    MINORITIES_BEFORE,
    RENEWAL,
    SCIENCE,
    contest,
    only,
    people,
    percents,
    person,
    subject,
    text,
)

COLUMNS = ("ethnicity", "incumbent", "science")
OWN_MINORITIES = replace(MINORITIES, limit=percents(20), force=Force.REQUIRED)
ASKED = ((CP06, OWN_MINORITIES, "ethnicity"), (CP07, RENEWAL, "incumbent"), (CP08, SCIENCE, "science"))
ANSWERS = {"ethnicity": ("Tày", "Kinh"), "incumbent": (False, True), "science": (True, False)}
"""For each column, who is counted and who is not."""


def listed(column: str, said: list[bool | None]) -> tuple[Candidate, ...]:
    """A list of people of whom a column says that they are counted, that they are not, or nothing."""
    counted, other = ANSWERS[column]
    return tuple(
        person(place, **{column: None if answer is None else counted if answer else other})
        for place, answer in enumerate(said, start=1)
    )


known = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=9)


@pytest.mark.parametrize(("check", "provision", "column"), ASKED, ids=lambda value: getattr(value, "code", None))
@given(said=known)
def test_a_verdict_is_given_only_where_every_completion_agrees(
    check: Check,
    provision: Provision,
    column: str,
    said: list[bool | None],
) -> None:
    def passed(answers: list[bool | None]) -> bool | None:
        return only(check, subject(contest(listed(column, answers), 5, *COLUMNS), provision)).passed

    def completions() -> Iterator[list[bool | None]]:
        for answers in product(*([True, False] if answer is None else [answer] for answer in said)):
            yield list(answers)

    verdicts = {passed(each) for each in completions()}
    assert passed(said) is (verdicts.pop() if len(verdicts) == 1 else None)


@pytest.mark.parametrize(("check", "provision", "column"), ASKED, ids=lambda value: getattr(value, "code", None))
@given(said=st.lists(st.booleans(), min_size=1, max_size=40))
def test_a_verdict_is_the_exact_share(check: Check, provision: Provision, column: str, said: list[bool]) -> None:
    finding = only(check, subject(contest(listed(column, [*said]), 5, *COLUMNS), provision))
    assert provision.limit is not None
    assert finding.measured == Share(sum(said), len(said))
    assert finding.passed is provision.limit.holds(Fraction(sum(said), len(said)))


@pytest.mark.parametrize(
    ("written", "minority"),
    [
        ("Kinh", False),
        ("kinh", False),
        ("KINH", False),
        ("  Kinh ", False),
        ("Kinh (Việt)", False),
        ("Việt", False),
        ("dân tộc Kinh", False),
        ("Người Kinh", False),
        ("Hoa", True),
        ("Ê-đê", True),
        ("Kinh - Tày", True),
        ("dân tộc Mường", True),
    ],
)
def test_kinh_is_the_majority_however_it_is_written(written: str, *, minority: bool) -> None:
    finding = only(CP06, subject(contest([person(ethnicity=written)], 1, *COLUMNS), MINORITIES))
    assert finding.measured == Share(int(minority), 1)


def test_a_provision_without_a_number_shows_the_share_and_gives_no_verdict() -> None:
    finding = only(CP06, subject(contest(listed("ethnicity", [True, False, False]), 2, *COLUMNS), MINORITIES))
    assert (finding.passed, finding.limit, finding.margin, finding.force) == (None, None, None, Force.ABOUT)
    assert text(finding) == (
        "người dân tộc thiểu số trong danh sách: 1/3 = 33,33 % danh sách (1/2 = 50,00 % số lượng cần bầu), "
        "văn bản không nêu con số"
    )


@pytest.mark.parametrize(("check", "provision", "column"), ASKED, ids=lambda value: getattr(value, "code", None))
def test_a_column_that_is_not_there_is_named_instead_of_everybody(
    check: Check,
    provision: Provision,
    column: str,
) -> None:
    without = only(check, subject(contest(people(40), 36), provision))
    assert (without.passed, without.people, without.measured) == (None, (), None)
    assert "danh sách không có cột" in text(without)
    empty = only(check, subject(contest(people(40), 36, column), provision))
    assert (empty.passed, len(empty.people)) == (None, 40)


@given(now=st.integers(0, 20), whole=st.integers(1, 20), before=st.integers(0, 20), members=st.integers(1, 20))
def test_minorities_do_not_fall_below_the_outgoing_committee(now: int, whole: int, before: int, members: int) -> None:
    if now > whole or before > members:
        return
    one = contest(listed("ethnicity", [place < now for place in range(whole)]), 5, *COLUMNS)
    asked = subject(one, MINORITIES_BEFORE, previous_term={"members": members, "minorities": before})
    assert only(CP06, asked).passed is (Fraction(now, whole) >= Fraction(before, members))
