"""The law of slates beyond surplus, women and ages: sizes, minorities, renewal, science, the last term; and of 2015."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules.finding import Force
from rules.model import Kind, Level, Office
from rules.parameter import PARAMETERS
from rules.regulation import Ages, Limit, Provision
from rules.regulation_file import load_packs
from tests.rules.law_builders import contest, party_rules

SUMMER_2015, SUMMER_2020, SUMMER_2025 = date(2015, 8, 15), date(2020, 7, 15), date(2025, 8, 15)
COMMITTEE, STANDING = Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE


def found(parameter: str, opens: date, level: Level, office: Office = COMMITTEE) -> tuple[Provision, ...]:
    """What the law says of one office of one level on a day."""
    kind = Kind.MEMBERS if level is Level.BRANCH else Kind.DELEGATES
    return party_rules(opens, level=level, kind=kind).for_contest(parameter, contest(office=office, kind=kind))


@pytest.mark.parametrize(
    ("opens", "level", "office", "limit"),
    [
        (SUMMER_2020, Level.PROVINCE, STANDING, Limit(at_most=17)),
        (SUMMER_2020, Level.PROVINCE, COMMITTEE, None),
        (SUMMER_2020, Level.DISTRICT, STANDING, None),
        (SUMMER_2025, Level.COMMUNE, COMMITTEE, Limit(at_most=33)),
        (SUMMER_2025, Level.COMMUNE, STANDING, Limit(at_least=9, at_most=11)),
        (SUMMER_2025, Level.BRANCH, COMMITTEE, Limit(at_most=7)),
        (date(2025, 6, 30), Level.BRANCH, COMMITTEE, None),
        (SUMMER_2025, Level.PROVINCE, COMMITTEE, None),
        (SUMMER_2025, Level.PROVINCE, STANDING, None),
        (SUMMER_2015, Level.PROVINCE, STANDING, None),
    ],
)
def test_the_size_of_a_body_is_given_where_its_wording_was_seen(
    opens: date,
    level: Level,
    office: Office,
    limit: Limit | None,
) -> None:
    sizes = found("size.members", opens, level, office)
    assert [each.limit for each in sizes] == ([limit] if limit else [])
    # The sizes of communes were seen of one province only: they ask.
    assert all(each.confirmed is (level is not Level.COMMUNE) for each in sizes)


@pytest.mark.parametrize(
    ("level", "asked"),
    [(Level.PROVINCE, True), (Level.DISTRICT, True), (Level.GRASSROOTS, False), (Level.BRANCH, False)],
)
def test_in_2020_province_and_district_have_about_5_per_cent_fewer_members(level: Level, *, asked: bool) -> None:
    reductions = found("size.reduction", SUMMER_2020, level)
    five = Fraction(5, 100)
    told = [(each.limit, each.of, each.force, each.confirmed) for each in reductions]
    assert told == ([(Limit(at_least=five, at_most=five), "previous_term", Force.ABOUT, True)] if asked else [])
    assert found("size.reduction", SUMMER_2025, level) == ()


@pytest.mark.parametrize(
    ("opens", "limit", "confirmed"),
    [(SUMMER_2015, Limit(at_least=Fraction(1, 3)), True), (SUMMER_2020, Limit(at_least=Fraction(1, 3)), False)],
)
def test_one_third_are_new(opens: date, limit: Limit, *, confirmed: bool) -> None:
    (renewal,) = found("composition.renewal", opens, Level.DISTRICT)
    assert (renewal.limit, renewal.of, renewal.force, renewal.confirmed) == (limit, "members", Force.TARGET, confirmed)
    assert found("composition.renewal", opens, Level.DISTRICT, STANDING) == ()


def test_of_2025_no_share_of_the_new_was_found() -> None:
    assert found("composition.renewal", SUMMER_2025, Level.DISTRICT) == ()


@pytest.mark.parametrize(("opens", "confirmed"), [(SUMMER_2015, True), (SUMMER_2020, False), (SUMMER_2025, False)])
def test_no_number_is_given_for_minorities(opens: date, *, confirmed: bool) -> None:
    (minorities,) = found("composition.minorities", opens, Level.DISTRICT)
    assert (minorities.limit, minorities.force, minorities.confirmed) == (None, Force.ABOUT, confirmed)


@pytest.mark.parametrize(
    ("parameter", "opens", "rule", "confirmed"),
    [
        ("composition.minorities_last_term", SUMMER_2015, "not_lower", True),
        ("composition.minorities_last_term", SUMMER_2020, None, False),
        ("composition.women_last_term", SUMMER_2015, None, False),
        ("composition.women_last_term", SUMMER_2020, "higher", False),
        ("composition.women_last_term", SUMMER_2025, None, False),
        ("composition.youth_last_term", SUMMER_2020, "higher", False),
        ("composition.youth_last_term", SUMMER_2025, None, False),
    ],
)
def test_the_last_term_is_an_aim_where_anything_says_so(
    parameter: str,
    opens: date,
    rule: str | None,
    *,
    confirmed: bool,
) -> None:
    told = [(each.rule, each.force, each.confirmed) for each in found(parameter, opens, Level.DISTRICT)]
    assert told == ([(rule, Force.TARGET, confirmed)] if rule else [])


def test_in_2025_science_is_an_aim_of_5_per_cent() -> None:
    (science,) = found("composition.science", SUMMER_2025, Level.PROVINCE)
    assert (science.limit, science.force, science.confirmed) == (Limit(at_least=Fraction(5, 100)), Force.TARGET, True)
    assert found("composition.science", SUMMER_2020, Level.PROVINCE) == ()


@pytest.mark.parametrize(
    ("level", "ages"),
    [(Level.PROVINCE, Ages(at_most=39)), (Level.DISTRICT, Ages(at_most=34)), (Level.GRASSROOTS, None)],
)
def test_in_2015_the_young_were_under_40_in_the_province_and_under_35_in_the_district(
    level: Level,
    ages: Ages | None,
) -> None:
    youth = found("composition.youth", SUMMER_2015, level)
    assert [(each.ages, each.limit) for each in youth] == ([(ages, Limit(at_least=Fraction(1, 10)))] if ages else [])


def test_in_2015_15_per_cent_women_and_one_in_the_standing_committee() -> None:
    (women,) = found("composition.women", SUMMER_2015, Level.DISTRICT)
    (standing,) = found("composition.women_standing", SUMMER_2015, Level.DISTRICT, STANDING)
    assert (women.limit, standing.limit) == (Limit(at_least=Fraction(15, 100)), Limit(at_least=1))
    assert (women.confirmed, standing.confirmed) == (True, True)
    assert {each.force for each in (women, standing)} == {Force.TARGET}


def test_in_2015_elections_were_counted_under_the_regulation_of_2014() -> None:
    rules = party_rules(SUMMER_2015)
    assert rules.pack == "party-2015"
    counted = {each.citation.number for each in rules.provisions if each.parameter.startswith(("count.", "ballot."))}
    assert counted == {"244-QĐ/TW"}
    assert rules.for_contest("surplus.prepared", contest()) == ()
    assert len(rules.for_contest("surplus.cap", contest())) == 1


def test_no_number_of_a_province_s_own_text_is_shipped() -> None:
    """Law ADDITIONS 9.2, 9.3, 9.7 and RULES 4.10, 4.11: sizes of Nghệ An, of four central bodies."""
    sizes = [each for pack in load_packs() for each in pack.provisions if each.parameter == "size.members"]
    assert {each.limit.at_most for each in sizes if each.limit} == {17, 33, 11, 7}


@pytest.mark.parametrize("office", [COMMITTEE, STANDING, Office.DEPUTY_SECRETARY, Office.DELEGATES])
def test_what_provinces_elected_and_who_attended_is_no_provision(office: Office) -> None:
    """Law ADDITIONS 9.4 to 9.6 (elected in 2025: Thanh Hóa 69, Hà Nội 75, 17 and 4, Huế 52), 9.9 to 9.11 (delegates).

    They are facts of a body, seen afterwards, or a province's own text: a check that held others to them would be
    wrong. The surplus of Huế stands in SZ02.toml.
    """
    assert found("size.members", SUMMER_2025, Level.PROVINCE, office) == ()


def test_what_a_congress_alone_can_say_stands_in_no_pack() -> None:
    shipped = {each.parameter for pack in load_packs() for each in pack.provisions}
    own_only = {name for name, parameter in PARAMETERS.items() if not parameter.law}
    assert "local" in own_only
    assert not own_only & shipped
