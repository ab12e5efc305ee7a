"""The law of who may stand as shipped, in sentences: months, who counts, who convenes, how people are introduced."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules.eligibility_rule import CountingRule, MembershipRule, NominationRule
from rules.finding import Force
from rules.model import Kind, Level, Office
from rules.parameter import PARAMETERS, Base
from rules.regulation import Limit
from rules.regulation_file import load_packs
from tests.rules.law_builders import contest, party_rules

SUMMER_2020, SUMMER_2025 = date(2020, 7, 15), date(2025, 8, 15)
BOTH = (SUMMER_2020, SUMMER_2025)
OF_2020 = (Level.GRASSROOTS, Level.DISTRICT, Level.PROVINCE)
OF_2025 = (Level.GRASSROOTS, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


@pytest.mark.parametrize(
    ("opens", "levels", "first", "again"),
    [(SUMMER_2020, OF_2020, 60, 30), (SUMMER_2025, OF_2025, 60, 48)],
)
def test_months_are_asked_of_the_committee_at_the_levels_that_were_seen(
    opens: date, levels: tuple[Level, ...], first: int, again: int
) -> None:
    for level in set(Level) - {Level.CENTRAL}:
        rules = party_rules(opens, level=level)
        for parameter, months in (("eligibility.first_term", first), ("eligibility.reelection", again)):
            found = rules.for_contest(parameter, contest())
            expected = [(Limit(at_least=months), Force.REQUIRED, True, None)] if level in levels else []
            assert [(each.limit, each.force, each.confirmed, each.month) for each in found] == expected


def test_a_provinces_deputy_secretary_has_months_of_his_own_in_2025() -> None:
    deputy = contest(office=Office.DEPUTY_SECRETARY, seats=1)
    (found,) = party_rules(SUMMER_2025, level=Level.PROVINCE).for_contest("eligibility.reelection", deputy)
    assert (found.limit, found.confirmed) == (Limit(at_least=42), True)
    assert party_rules(SUMMER_2025, level=Level.DISTRICT).for_contest("eligibility.reelection", deputy) == ()
    assert party_rules(SUMMER_2020, level=Level.PROVINCE).for_contest("eligibility.reelection", deputy) == ()


def test_of_state_posts_two_months_of_2020_stand_side_by_side_unconfirmed() -> None:
    found = party_rules(SUMMER_2020).for_contest("eligibility.state_post", contest())
    assert [(each.month, each.limit, each.confirmed) for each in found] == [
        (date(2021, 3, 1), Limit(at_least=30), False),
        (date(2021, 5, 1), Limit(at_least=30), False),
    ]
    (one,) = party_rules(SUMMER_2025).for_contest("eligibility.state_post", contest())
    assert (one.month, one.limit, one.confirmed) == (date(2026, 3, 1), Limit(at_least=36), True)


def test_no_level_of_theory_or_qualification_and_no_plan_stands_in_any_pack() -> None:
    own = {"eligibility.theory", "eligibility.qualification", "eligibility.planned"}
    assert not any(PARAMETERS[name].law for name in own)
    assert not own & {each.parameter for pack in load_packs() for each in pack.provisions}


@pytest.mark.parametrize(("opens", "counting", "limits"), [(SUMMER_2020, "7", "13"), (SUMMER_2025, "8", "11")])
def test_who_counts_and_who_convenes(opens: date, counting: str, limits: str) -> None:
    rules = party_rules(opens)
    (counts,) = rules.for_contest("eligibility.not_counting", contest(office=Office.SECRETARY))
    (convenes,) = rules.for_contest("eligibility.nomination_limits", contest())
    (member,) = rules.for_contest("eligibility.official_member", contest())
    assert (counts.rule, counts.place, counts.confirmed) == (CountingRule.NOT_ON_LIST, f"Điều {counting}", True)
    assert (convenes.rule, convenes.place, convenes.confirmed) == (
        NominationRule.ONLY_BY_COMMITTEE,
        f"Điều {limits}",
        True,
    )
    assert (member.rule, member.place, member.confirmed) == (MembershipRule.OFFICIAL_MEMBER, None, False)
    assert rules.for_contest("eligibility.nomination_limits", contest(office=Office.DELEGATES)) == ()
    assert rules.for_contest("eligibility.official_member", contest(kind=Kind.COMMITTEE)) == ()


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.DISTRICT, Level.PROVINCE])
def test_five_steps_of_2020_and_two_thirds_at_the_second(level: Level) -> None:
    rules = party_rules(SUMMER_2020, level=level)
    (steps,) = rules.for_contest("process.steps", contest())
    (present,) = rules.for_contest("process.present", contest())
    base = rules.one("introduction.base", contest())
    assert (steps.limit, steps.confirmed) == (Limit(at_least=5), False)
    assert (present.step, present.limit, present.of, present.confirmed) == (
        2,
        Limit(at_least=Fraction(2, 3)),
        "summoned",
        False,
    )
    assert base is not None
    assert base.rule == Base.SUMMONED


def test_of_2025_no_steps_were_seen() -> None:
    rules = party_rules(SUMMER_2025)
    names = ("process.steps", "process.present", "introduction.needed", "introduction.base")
    assert [rules.for_contest(name, contest()) for name in names] == [(), (), (), ()]


@pytest.mark.parametrize("opens", BOTH)
def test_one_table_of_ages_holds_and_nobody_confirmed_it(opens: date) -> None:
    (ages,) = party_rules(opens).for_contest("retirement.ages", contest())
    assert ages.retirement is not None
    assert not ages.confirmed
