"""Every check on every contest, in order; what refuses, what asks, and a slate given alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules.engine
from rules.check import Check, slate_numbers
from rules.checks import ALL
from rules.choice import Choices
from rules.citation import Confidence
from rules.engine import CheckResult, Draft, check_congress, check_draft
from rules.finding import Finding, Force, Group
from rules.labels import label_of
from rules.model import Kind, Level, Office, Vote
from rules.phrase import phrase
from tests.rules.checks.build import (
    ALL_PROVISIONS,
    CAP,
    MORE,
    OPENS,
    PREPARED,
    WOMEN,
    YOUTH,
    congress,
    contest,
    law,
    people,
    percents,
    person,
    provision,
    slate,
    women,
)


def finding(**known: Any) -> Finding:  # noqa: ANN401 - the fields of a finding
    """A finding of which only this matters."""
    plain = Finding(
        contest="bch",
        code="SZ02",
        name="size.surplus_prepared",
        group=Group.LIST,
        force=Force.REQUIRED,
        passed=True,
        message=phrase("đạt"),
        citation=PREPARED.citation,
    )
    return replace(plain, **known)


def result(*findings: Finding) -> CheckResult:
    """A result with these findings."""
    return CheckResult(congress=congress(), rules=law(), findings=findings)


def draft(**known: Any) -> Draft:  # noqa: ANN401 - the fields of a draft
    """44 names for a district committee; ``known`` says what is otherwise."""
    plain = Draft(
        slate=slate(people(44)),
        office=Office.EXECUTIVE_COMMITTEE,
        level=Level.DISTRICT,
        kind=Kind.DELEGATES,
        opens=OPENS,
        seats=39,
    )
    return replace(plain, **known)


def test_the_checks_are_in_order_with_codes_and_names_of_their_own() -> None:
    codes = [check.code for check in ALL]
    assert codes == sorted(set(codes))
    assert len({check.name for check in ALL}) == len(ALL)
    assert all(len(code) == 4 and code[:2].isupper() and code[2:].isdigit() for code in codes)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_a_check_is_called_the_same_everywhere(check: Any) -> None:  # noqa: ANN401 - pytest names it by a lambda
    assert label_of(check.name) == check.title


def test_what_a_check_finds_carries_its_code_and_name() -> None:
    one = contest(people(5, for_standing=True), 3, "for_standing")
    several = contest(people(24), 20, id="khac")
    before = {"members": 21, "women": 3, "youth": 2, "minorities": 1}
    findings = check_congress(congress(one, several, previous_term=before), law(*ALL_PROVISIONS)).findings
    findings += check_draft(draft(), law(*ALL_PROVISIONS)).findings
    names = {check.code: check.name for check in ALL}
    of_lists = {
        code for code in names if code[:2] in {"CP", "LC", "LS", "SZ"}
    }  # these provisions ask nothing of persons
    assert {each.code for each in findings} == of_lists
    assert all(each.name == names[each.code] for each in findings)


def test_findings_stand_by_contest_then_code_then_group() -> None:
    first = contest(people(30, for_standing=True), 27, "for_standing", id="z")
    second = contest(people(12), 9, id="a", office=Office.STANDING_COMMITTEE)
    found = check_congress(congress(first, second), law(*ALL_PROVISIONS)).findings
    order = [(["z", "a"].index(each.contest), each.code, ["list", "standing"].index(each.group)) for each in found]
    assert order == sorted(order)
    assert {each.contest for each in found} == {"z", "a"}
    assert {each.group for each in found if each.contest == "a"} == {Group.LIST}


def test_the_engine_puts_findings_in_order_whatever_a_check_yields(monkeypatch: pytest.MonkeyPatch) -> None:
    backwards = (
        finding(code="ZZ02", group=Group.STANDING),
        finding(code="ZZ02", group=Group.LIST),
        finding(code="ZZ01", group=Group.STANDING),
    )
    check = Check(code="ZZ02", name="test.backwards", title=phrase("đạt"), run=lambda _: backwards)
    monkeypatch.setattr(rules.engine, "ALL", (check,))
    assert check_congress(congress(contest(people(4), 3)), law()).findings == backwards[::-1]


def test_the_pack_s_finding_stands_before_the_congress_s_own() -> None:
    own = provision("composition.women", percents(25), instrument=None, source="Nghị quyết", scope=WOMEN.scope)
    youth_own = provision("composition.youth", percents(20), ages=YOUTH.ages, instrument=None, source="Nghị quyết")
    one = contest(people(10, for_standing=True), 9, "for_standing")
    found = check_congress(congress(one), law(WOMEN, YOUTH, own, youth_own)).findings
    assert [(each.code, each.group, each.limit) for each in found if each.code.startswith("CP")] == [
        ("CP01", Group.LIST, "15%.."),
        ("CP01", Group.LIST, "25%.."),
        ("CP03", Group.LIST, "10%.."),
        ("CP03", Group.LIST, "20%.."),
        ("CP03", Group.STANDING, "10%.."),
        ("CP03", Group.STANDING, "20%.."),
    ]


def test_a_contest_no_provision_covers_is_only_checked_as_a_list() -> None:
    secretary = contest(people(1), 1, id="bi-thu", office=Office.SECRETARY)
    found = check_congress(congress(secretary), law(*ALL_PROVISIONS)).findings
    assert [each.code for each in found] == ["LS01", "LS02", "LS03", "LS05"]


@pytest.mark.parametrize("vote", [Vote.REVOTE, Vote.FURTHER, Vote.AGAIN, Vote.OPINION])
def test_numbers_and_shares_are_asked_of_the_full_list_of_a_first_vote_only(vote: Vote) -> None:
    full = contest(people(24), 20, size=21)
    before = {"members": 21, "women": 3, "youth": 2, "minorities": 1}
    later = contest(people(2), 1, id="bch-2", after=None if vote is Vote.OPINION else "bch", vote=vote, round=2)
    found = check_congress(congress(full, later, previous_term=before), law(*ALL_PROVISIONS)).findings
    families = {name: {each.code[:2] for each in found if each.contest == name} for name in ("bch", "bch-2")}
    assert families == {"bch": {"CP", "LC", "LS", "SZ"}, "bch-2": {"LS"}}


unconfirmed = replace(PREPARED.citation, confirmed=False)


@pytest.mark.parametrize(
    ("findings", "code", "counts"),
    [
        ((), 0, (0, 0, 0)),
        ((finding(),), 0, (0, 0, 0)),
        ((finding(passed=False),), 1, (1, 0, 0)),
        ((finding(passed=None),), 3, (0, 0, 1)),
        ((finding(passed=False, citation=unconfirmed),), 3, (0, 0, 1)),
        ((finding(passed=False, citation=None),), 3, (0, 0, 1)),
        ((finding(passed=True, citation=None),), 0, (0, 0, 0)),
        ((finding(force=Force.TARGET, passed=False),), 0, (0, 1, 0)),
        ((finding(force=Force.TARGET, passed=None),), 0, (0, 0, 0)),
        ((finding(force=Force.ABOUT, passed=False),), 0, (0, 0, 0)),
        ((finding(force=Force.ABOUT, passed=None),), 0, (0, 0, 0)),
        ((finding(passed=None), finding(passed=False)), 1, (1, 0, 1)),  # 1 beats 3
    ],
)
def test_what_refuses_and_what_asks(findings: tuple[Finding, ...], code: int, counts: tuple[int, int, int]) -> None:
    checked = result(*findings)
    summary = checked.summary
    assert checked.exit_code == code
    assert (summary.required_failed, summary.targets_missed, summary.asks) == counts


def test_a_whole_congress_ends_with_the_worst_of_its_contests() -> None:
    sound = contest(women(7, 44), 39)
    crowded = contest(people(30), 20, id="btv", office=Office.STANDING_COMMITTEE)
    assert check_congress(congress(sound), law(PREPARED, CAP, MORE)).exit_code == 0
    assert check_congress(congress(sound, crowded), law(PREPARED, CAP, MORE)).exit_code == 1
    recalled = replace(CAP, confidence=Confidence.RECALLED)
    assert check_congress(congress(sound, crowded), law(recalled)).exit_code == 3


def test_a_draft_is_one_contest_named_after_its_file() -> None:
    checked = check_draft(draft(), law(*ALL_PROVISIONS))
    assert (checked.congress.name, checked.congress.body) == ("slate.csv", "")
    assert {each.contest for each in checked.findings} == {"draft"}
    assert [each.code for each in checked.findings if each.code[:2] in {"SZ", "LS"}] == [
        *("LS01", "LS02", "LS03", "LS04", "LS05", "SZ01", "SZ02", "SZ03", "SZ05"),
    ]


def test_a_draft_without_seats_is_not_asked_for_its_surplus() -> None:
    checked = check_draft(draft(seats=None), law(*ALL_PROVISIONS))
    codes = [each.code for each in checked.findings]
    assert not [code for code in codes if code.startswith("SZ")]
    assert [code for code in codes if code.startswith("CP")] == [f"CP{at:02}" for at in range(1, 9)]
    assert checked.exit_code == 0


def test_a_draft_under_no_rules_is_judged_as_a_list() -> None:
    checked = check_draft(draft(), law())
    assert [each.code for each in checked.findings] == ["LS01", "LS02", "LS03", "LS04", "LS05"]


@pytest.mark.parametrize("seats", [0, -1])
def test_a_draft_for_no_seats_is_refused(seats: int) -> None:
    with pytest.raises(ValueError, match=str(seats)):
        draft(seats=seats)


@given(
    seats=st.integers(1, 60),
    surplus=st.integers(0, 15),
    females=st.integers(0, 20),
    standing=st.integers(0, 9),
    choices=st.builds(Choices),
)
def test_a_draft_and_a_congress_are_judged_alike(
    seats: int,
    surplus: int,
    females: int,
    standing: int,
    choices: Choices,
) -> None:
    candidates = tuple(
        replace(each, for_standing=place < standing) for place, each in enumerate(women(females, seats + surplus))
    )
    alone = draft(slate=slate(candidates, "for_standing"), seats=seats, choices=choices)
    same = contest(candidates, seats, "for_standing", id="draft")
    provided = law(*ALL_PROVISIONS)
    with_numbers = check_draft(alone, provided).findings
    assert tuple(each for each in with_numbers if each.code != "LS04") == (
        check_congress(congress(same, choices=choices), provided).findings
    )


@pytest.mark.parametrize(
    ("numbers", "called"),
    [((2, 1, 3), (2, 1, 3)), ((5, 7, 9), (5, 7, 9)), ((1, 1, 2), (1, 2, 3)), ((1, None, 2), (1, 2, 3)), ((), ())],
)
def test_people_are_called_by_number_where_numbers_tell_them_apart(
    numbers: tuple[int | None, ...],
    called: tuple[int, ...],
) -> None:
    listed = slate(person(place, number=number) for place, number in enumerate(numbers, start=1))
    assert slate_numbers(listed) == called
