"""A congress's own provision is for whom the pack's is, where it does not say; levels and counting are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.errors import Fault, InputError
from rules.model import Kind, Level, LocalProvision, Office
from rules.own_scope import own_scope
from rules.parameter import PARAMETERS
from rules.regulation import Provision, Rules, Scope
from rules.regulation_file import load_pack, rules_for
from tests.rules.checks.build import provision
from tests.rules.law_builders import congress, contest, own

SUMMER = date(2025, 8, 15)
BODIES = frozenset({Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE})
COMMITTEE, STANDING = (frozenset({office}) for office in (Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE))
PARTY = load_pack("party-2025").offices


def with_own(local: LocalProvision, *, level: Level = Level.DISTRICT, opens: date = SUMMER) -> Rules:
    """The rules of a congress with a provision of its own."""
    return rules_for(congress(opens, level=level, local=(local,)))


def scope_of(local: LocalProvision, **known: Any) -> Scope:  # noqa: ANN401 - the congress
    """Whom it is for."""
    (found,) = [each for each in with_own(local, **known).provisions if each.instrument is None]
    return found.scope


@pytest.mark.parametrize(
    ("local", "offices"),
    [
        (own("surplus.cap", at_most="20%", of="seats", force="required"), BODIES),
        (own("surplus.prepared", at_most="12%", of="seats", force="required"), BODIES),
        (own("composition.women", at_least="20%", of="members", force="target"), COMMITTEE),
        (own("composition.women_standing", at_least=2, force="target"), STANDING),
        (own("composition.youth", at_least="12%", of="members", ages={"at_most": 34}, force="target"), BODIES),
        (own("composition.renewal", at_least="1/3", of="members", force="target"), COMMITTEE),
        (own("composition.women_last_term", rule="higher", force="target"), COMMITTEE),
        (own("local", title="x", column="Y", value="z", at_least=1, force="target"), COMMITTEE),
        (own("local", title="x", column="Y", value="z", at_least=1, group="standing", force="target"), STANDING),
    ],
    ids=lambda value: value.parameter if isinstance(value, LocalProvision) else "",
)
def test_it_takes_the_offices_of_the_pack_s_provision_or_those_the_question_is_about(
    local: LocalProvision,
    offices: frozenset[Office],
) -> None:
    assert scope_of(local).offices == offices


def test_a_local_cap_asks_nothing_of_the_secretary() -> None:
    rules = with_own(own("surplus.cap", at_most="20%", of="seats", force="required"))
    assert rules.for_contest("surplus.cap", contest(office=Office.SECRETARY, seats=1)) == ()
    assert len(rules.for_contest("surplus.cap", contest())) == 2


def test_what_it_says_itself_holds() -> None:
    local = own("surplus.cap", at_most="20%", of="seats", force="required", offices=["delegates"], kinds=["members"])
    scope = scope_of(replace(local, values={**local.values, "levels": ["district", "commune"]}))
    assert (scope.offices, scope.kinds) == (frozenset({Office.DELEGATES}), frozenset({Kind.MEMBERS}))
    assert scope.levels == frozenset({Level.DISTRICT, Level.COMMUNE})


def test_the_rule_of_small_committees_stays_with_small_committees() -> None:
    rules = with_own(own("surplus.small", at_most=1, force="required"))
    assert rules.for_contest("surplus.small", contest(seats=6)) == ()
    assert len(rules.for_contest("surplus.small", contest(seats=5))) == 2


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.GRASSROOTS, Level.DISTRICT])
def test_a_level_the_regulation_leaves_to_others_has_its_own_bands(level: Level) -> None:
    local = own("composition.youth", at_least="12%", of="members", ages={"at_most": 34}, force="target")
    rules = with_own(local, level=level)
    found = [each for each in rules.for_contest("composition.youth", contest()) if each.instrument is None]
    assert [each.scope.levels for each in found] == [None]


def test_before_the_instrument_is_there_its_offices_are_taken_all_the_same() -> None:
    local = own("composition.women", at_least="20%", of="members", force="target")
    assert scope_of(local, opens=date(2025, 1, 15)).offices == COMMITTEE


def test_reasons_and_months_are_for_every_contest() -> None:
    meeting = congress(
        SUMMER,
        kind=Kind.COMMITTEE,
        local=(own("count.excluded", reasons=["on_long_treatment"]), own("reference_month", month="2025-03")),
    )
    scopes = [each.scope for each in rules_for(meeting).provisions if each.instrument is None]
    assert scopes == [Scope(), Scope()]


def test_where_the_pack_rules_no_such_office_it_is_for_every_contest() -> None:
    deputies = contest(office=Office.STATE_DEPUTIES, kind=Kind.VOTERS)
    local = own("composition.youth", at_least="10%", of="members", ages={"at_most": 39}, force="target")
    asked = congress(SUMMER, rules="state-2015", kind=Kind.VOTERS, contests=(deputies,), local=(local,))
    assert len(rules_for(asked).for_contest("composition.youth", deputies)) == 1


def law(*scopes: Scope) -> tuple[Provision, ...]:
    """Caps of the law for these contests."""
    return tuple(provision("surplus.cap", scope=scope) for scope in scopes)


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        ((Scope(offices=COMMITTEE), Scope(offices=STANDING)), Scope(offices=BODIES)),
        ((Scope(offices=COMMITTEE), Scope()), Scope()),
        ((Scope(seats=(3, 5)), Scope(seats=(6, None))), Scope(seats=(3, None))),
        ((Scope(seats=(3, 5)), Scope(seats=(9, 11))), Scope(seats=(3, 11))),
        ((Scope(seats=(3, 5)), Scope()), Scope()),
        ((Scope(kinds=frozenset({Kind.MEMBERS})),), Scope(kinds=frozenset({Kind.MEMBERS}))),
        (
            (Scope(offices=COMMITTEE, levels=frozenset({Level.DISTRICT})), Scope(offices=STANDING, levels=None)),
            Scope(offices=BODIES),
        ),
        (
            (
                Scope(offices=COMMITTEE, levels=frozenset({Level.DISTRICT})),
                Scope(offices=STANDING, levels=frozenset({Level.PROVINCE})),
            ),
            Scope(offices=COMMITTEE),
        ),
        ((Scope(offices=STANDING, levels=frozenset({Level.PROVINCE})),), Scope(offices=STANDING)),
        ((), Scope(offices=BODIES)),
    ],
)
def test_of_several_provisions_it_is_for_all_they_are_for(scopes: tuple[Scope, ...], expected: Scope) -> None:
    mine = provision("surplus.cap", scope=Scope(), instrument=None)
    assert own_scope(mine, law(*scopes), level=Level.DISTRICT, offices=PARTY).scope == expected


def test_two_provisions_of_one_question_for_different_offices_do_not_clash() -> None:
    cap = own("surplus.cap", at_most="20%", of="seats", force="required", offices=["delegates"])
    rules_for(congress(SUMMER, local=(cap, own("surplus.cap", at_most="25%", of="seats", force="required"))))
    twice = own("surplus.cap", at_most="20%", of="seats", force="required")
    assert [fault.name for fault in faults_of(twice, twice)] == ["regulation.duplicate"]


def faults_of(*local: LocalProvision) -> tuple[Fault, ...]:
    """What is wrong with the provisions of a congress."""
    with pytest.raises(InputError) as caught:
        rules_for(congress(SUMMER, local=local))
    return caught.value.faults


@pytest.mark.parametrize(
    ("local", "name"),
    [
        (own("size.members", at_most=45, force="required"), "regulation.no_offices"),
        (
            own("size.reduction", at_least="5%", of="previous_term", force="about", offices=["standing_committee"]),
            "regulation.not_of_committee",
        ),
        (
            own("composition.women_last_term", rule="higher", force="target", offices=["standing_committee"]),
            "regulation.not_of_committee",
        ),
    ],
)
def test_an_office_nobody_can_tell_is_refused(local: LocalProvision, name: str) -> None:
    (fault,) = faults_of(local)
    assert (fault.name, fault.place.key) == (name, "local[1].offices")


def test_every_question_a_congress_may_answer_knows_its_offices_or_asks_for_them() -> None:
    asked = {name for name, parameter in PARAMETERS.items() if parameter.local and parameter.code}
    assert {name for name in asked if not PARAMETERS[name].offices} == {"size.members"}
