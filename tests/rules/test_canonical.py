"""The canonical form of provisions: the same law gives the same bytes, another law gives others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.canonical import provisions_canonical
from rules.citation import Confidence, Instrument
from rules.finding import Force, Group
from rules.model import Kind, Level, Office
from rules.regulation import Ages, Characteristic, InForce, Limit, Provision, Scope
from rules.retirement import AgeStep, RetirementAges
from tests.rules.law_builders import party_rules

LAW = Provision(
    parameter="surplus.prepared",
    instrument=Instrument(number="190-QĐ/TW", date=date(2024, 10, 10), title="Quy chế bầu cử trong Đảng"),
    in_force=InForce(start=date(2024, 10, 10)),
    scope=Scope(offices=frozenset({Office.STANDING_COMMITTEE, Office.EXECUTIVE_COMMITTEE}), seats=(6, 80)),
    confidence=Confidence.SEEN,
    row="2.7",
    place="Điều 14, khoản 1",
    source="https://example.org/a",
    force=Force.REQUIRED,
    limit=Limit(at_least=Fraction(10, 100), at_most=Fraction(15, 100)),
    of="seats",
)
AGES = RetirementAges(
    male=(AgeStep(born_from=None, months=720), AgeStep(born_from=date(1961, 1, 1), months=723)),
    female=(AgeStep(born_from=None, months=660),),
    female_at_60=720,
)
OWN = replace(LAW, instrument=None, source="Nghị quyết số 5-NQ/HU", confidence=Confidence.GIVEN_BY_USER, place=None)
RULES = party_rules(date(2025, 6, 15)).provisions


def test_the_form_of_a_provision_of_the_law() -> None:
    assert provisions_canonical([LAW]).decode("utf-8") == (
        '{"at_least":"1/10","at_most":"3/20","confidence":"V","date":"2024-10-10","force":"required",'
        '"number":"190-QĐ/TW","of":"seats","offices":["executive_committee","standing_committee"],'
        '"parameter":"surplus.prepared","place":"Điều 14, khoản 1","seats":[6,80]}\n'
    )


def test_the_form_of_a_provision_that_says_all_it_can() -> None:
    full = replace(
        LAW,
        limit=Limit(more_than=Fraction(1, 2), less_than=3),
        scope=Scope(levels=frozenset({Level.PROVINCE, Level.DISTRICT}), kinds=frozenset({Kind.MEMBERS})),
        ages=Ages(at_least=40, at_most=50),
        retirement=AGES,
        characteristic=Characteristic(
            title="x",
            heading="y",
            column="ghi chú",
            noted=True,
            values=("a",),
            other_than=("b",),
            contains=("c",),
            years=Ages(at_most=9),
            empty_is_no=True,
            group=Group.STANDING,
        ),
        reasons=("exempt", "suspended"),
        rule="revote_among_tied",
        month=date(2020, 6, 1),
        round=2,
        step=3,
    )
    assert provisions_canonical([full]).decode("utf-8") == (
        '{"ages":[40,50],"characteristic":{"column":"ghi chú","contains":["c"],"empty_is_no":true,"group":"standing",'
        '"noted":true,"other_than":["b"],"values":["a"],"years":[null,9]},"confidence":"V","date":"2024-10-10","force":"required","kinds":["members"],"less_than":3,'
        '"levels":["district","province"],"month":"2020-06","more_than":"1/2","number":"190-QĐ/TW","of":"seats",'
        '"parameter":"surplus.prepared","place":"Điều 14, khoản 1","reasons":["exempt","suspended"],'
        '"retirement":{"female":[[null,660]],"female_at_60":720,"male":[[null,720],["1961-01",723]]},"round":2,'
        '"rule":"revote_among_tied","step":3}\n'
    )


def test_the_form_of_a_provision_of_the_congress_has_its_source() -> None:
    assert json.loads(provisions_canonical([OWN]))["source"] == "Nghị quyết số 5-NQ/HU"


def test_no_provision_is_no_byte() -> None:
    assert provisions_canonical([]) == b""


@pytest.mark.parametrize(
    "reworded",
    [
        lambda: replace(LAW, source="https://example.org/b"),
        lambda: replace(LAW, row="2.8"),
        lambda: replace(LAW, reading={"vi": "đọc là", "en": "read as"}),
        lambda: replace(LAW, in_force=InForce(start=date(2024, 10, 11))),
        lambda: replace(LAW, instrument=Instrument(number="190-QĐ/TW", date=date(2024, 10, 10), title="Khác")),
    ],
)
def test_prose_and_addresses_change_no_digest(reworded: Callable[[], Provision]) -> None:
    assert provisions_canonical([reworded()]) == provisions_canonical([LAW])


@pytest.mark.parametrize(
    "changed",
    [
        lambda: replace(LAW, parameter="surplus.cap"),
        lambda: replace(LAW, limit=Limit(at_least=Fraction(10, 100), less_than=Fraction(15, 100))),
        lambda: replace(LAW, limit=Limit(at_least=Fraction(11, 100), at_most=Fraction(15, 100))),
        lambda: replace(LAW, of="members"),
        lambda: replace(LAW, force=Force.TARGET),
        lambda: replace(LAW, confidence=Confidence.PARAPHRASED),
        lambda: replace(LAW, place=None),
        lambda: replace(LAW, scope=Scope()),
        lambda: replace(LAW, scope=replace(LAW.scope, levels=frozenset({Level.PROVINCE}))),
        lambda: replace(LAW, scope=replace(LAW.scope, kinds=frozenset({Kind.MEMBERS}))),
        lambda: replace(LAW, ages=Ages(at_most=39)),
        lambda: replace(LAW, rule="highest_votes"),
        lambda: replace(LAW, reasons=("signed",)),
        lambda: replace(LAW, month=date(2025, 6, 1)),
        lambda: replace(LAW, step=2),
        lambda: replace(LAW, retirement=AGES),
        lambda: OWN,
        lambda: replace(OWN, source="Nghị quyết số 6-NQ/HU"),
    ],
)
def test_what_decides_or_is_cited_changes_the_digest(changed: Callable[[], Provision]) -> None:
    made = changed()
    assert provisions_canonical([made]) != provisions_canonical([LAW if made is not OWN else replace(OWN, source="x")])


@pytest.mark.parametrize(
    "ages",
    [
        replace(AGES, female_at_60=721),
        replace(AGES, male=AGES.female, female=AGES.male),
        replace(AGES, male=(AGES.male[0], replace(AGES.male[1], born_from=date(1961, 2, 1)))),
        replace(AGES, male=AGES.male[:1]),
    ],
)
def test_other_ages_at_retirement_change_the_digest(ages: RetirementAges) -> None:
    assert provisions_canonical([replace(LAW, retirement=ages)]) != provisions_canonical(
        [replace(LAW, retirement=AGES)]
    )


def test_one_person_is_not_a_share_of_all() -> None:
    one_person = replace(LAW, limit=Limit(at_least=1), of=None)
    everybody = replace(LAW, limit=Limit(at_least=Fraction(1)), of=None)
    assert provisions_canonical([one_person]) != provisions_canonical([everybody])


@given(st.permutations(["signed", "marked", "overvote"]), st.permutations(["signed", "marked", "overvote"]))
def test_the_order_of_a_list_of_grounds_counts(one: list[str], other: list[str]) -> None:
    first, second = (replace(LAW, reasons=tuple(reasons)) for reasons in (one, other))
    assert (provisions_canonical([first]) == provisions_canonical([second])) == (one == other)


@given(st.integers(min_value=0, max_value=len(RULES)))
def test_forms_of_parts_joined_are_the_form_of_the_whole(at: int) -> None:
    parts = provisions_canonical(RULES[:at]) + provisions_canonical(RULES[at:])
    assert parts == provisions_canonical(RULES)


def test_every_shipped_provision_has_a_form_of_its_own() -> None:
    lines = provisions_canonical(RULES).splitlines()
    assert len(set(lines)) == len(RULES)
