"""What the shipped packs ask of slates: surplus, women, ages, months to serve; at their limits and on their days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules.finding import Force
from rules.model import Level, Office
from rules.parameter import PARAMETERS
from rules.regulation import Ages, Limit, Provision, Rules
from rules.regulation_file import load_packs
from tests.rules.law_builders import contest, party_rules

PACKS = load_packs()

SUMMER_2020, SUMMER_2025 = date(2020, 7, 15), date(2025, 8, 15)


BOTH = (SUMMER_2020, SUMMER_2025)


STANDING = Office.STANDING_COMMITTEE


def one(rules: Rules, parameter: str) -> Provision:
    found = rules.one(parameter, contest())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("244-QĐ/TW", date(2014, 6, 9), date(2024, 10, 9)),
        ("36-CT/TW", date(2014, 5, 30), None),
        ("35-CT/TW", date(2019, 5, 30), None),
        ("60-KL/TW", date(2019, 10, 8), None),
        ("03-HD/TW", date(2020, 3, 20), None),
        ("190-QĐ/TW", date(2024, 10, 10), None),
        ("04-HD/TW", date(2024, 12, 31), None),
        ("45-CT/TW", date(2025, 4, 14), None),
        ("294-QĐ/TW", date(2025, 7, 1), None),
        ("296-QĐ/TW", date(2025, 5, 30), None),
        ("26-HD/BTCTW", date(2019, 10, 18), None),
        ("85/2015/QH13", date(2015, 9, 1), None),
        ("135/2020/NĐ-CP", date(2021, 1, 1), None),
    ],
)
def test_an_instrument_is_in_force_from_and_to(number: str, first: date, last: date | None) -> None:
    (edition,) = {each for pack in PACKS for each in pack.editions if each.instrument.number == number}
    assert edition.in_force.start == first
    assert edition.in_force.end is None if last is None else edition.in_force.holds_on(last)
    assert last is None or edition.in_force.end == date.fromordinal(last.toordinal() + 1)


@pytest.mark.parametrize(("day", "prepared"), [(date(2024, 10, 9), False), (date(2024, 10, 10), True)])
def test_the_day_before_190_the_pack_of_2025_prepares_no_surplus(day: date, *, prepared: bool) -> None:
    (pack,) = [pack for pack in PACKS if pack.name == "party-2025"]
    assert ("surplus.prepared" in {each.parameter for each in pack.on(day)}) is prepared


def test_190_took_the_place_of_244_on_the_day_244_ended() -> None:
    editions = {each.instrument.number: each for pack in PACKS for each in pack.editions}
    assert editions["190-QĐ/TW"].replaces == ("244-QĐ/TW", date(2014, 6, 9))
    assert editions["244-QĐ/TW"].in_force.end == editions["190-QĐ/TW"].in_force.start


@pytest.mark.parametrize(
    ("opens", "number", "place"),
    [(SUMMER_2020, "35-CT/TW", None), (SUMMER_2025, "190-QĐ/TW", "Điều 14, khoản 1")],
)
@pytest.mark.parametrize("office", [Office.EXECUTIVE_COMMITTEE, STANDING])
def test_the_convening_committee_prepares_10_to_15_per_cent(
    opens: date,
    number: str,
    place: str | None,
    office: Office,
) -> None:
    (provision,) = party_rules(opens).for_contest("surplus.prepared", contest(office=office))
    assert provision.limit == Limit(at_least=Fraction(10, 100), at_most=Fraction(15, 100))
    assert (provision.of, provision.force, provision.confirmed) == ("seats", Force.REQUIRED, True)
    assert (provision.citation.number, provision.place) == (number, place)


@pytest.mark.parametrize(("opens", "confirmed"), [(SUMMER_2020, False), (SUMMER_2025, True)])
def test_the_surplus_is_above_none_and_at_most_30_per_cent(opens: date, *, confirmed: bool) -> None:
    rules = party_rules(opens)
    cap, more = one(rules, "surplus.cap"), one(rules, "surplus.more_than_seats")
    assert (cap.limit, cap.of) == (Limit(at_most=Fraction(30, 100)), "seats")
    assert (more.limit, more.of) == (Limit(more_than=0), None)
    assert {each.force for each in (cap, more)} == {Force.REQUIRED}
    assert {each.confirmed for each in (cap, more)} == {confirmed}


@pytest.mark.parametrize(("opens", "confirmed"), [(SUMMER_2020, False), (SUMMER_2025, True)])
@pytest.mark.parametrize(("seats", "small"), [(2, False), (3, True), (5, True), (6, False)])
def test_three_to_five_seats_have_at_most_one_more_name(
    opens: date, seats: int, *, small: bool, confirmed: bool
) -> None:
    found = party_rules(opens).for_contest("surplus.small", contest(seats=seats))
    assert [(each.limit, each.place, each.confirmed) for each in found] == (
        [(Limit(at_most=1), None, confirmed)] if small else []
    )


@pytest.mark.parametrize("opens", BOTH)
@pytest.mark.parametrize("office", [Office.SECRETARY, Office.DELEGATES, Office.INSPECTION_COMMITTEE])
def test_no_surplus_is_asked_of_other_offices(opens: date, office: Office) -> None:
    rules = party_rules(opens)
    asked = [name for name in PARAMETERS if name.startswith("surplus.")]
    assert [rules.for_contest(name, contest(office=office, seats=3)) for name in asked] == [()] * len(asked)


@pytest.mark.parametrize(("opens", "confirmed"), [(SUMMER_2020, True), (SUMMER_2025, False)])
def test_women_are_an_aim_of_15_per_cent_and_one_in_the_standing_committee(opens: date, *, confirmed: bool) -> None:
    rules = party_rules(opens)
    women = one(rules, "composition.women")
    (standing,) = rules.for_contest("composition.women_standing", contest(), office=STANDING)
    assert (women.limit, women.of, women.force) == (Limit(at_least=Fraction(15, 100)), "members", Force.TARGET)
    assert (standing.limit, standing.force) == (Limit(at_least=1), Force.TARGET)
    assert women.confirmed is standing.confirmed is confirmed
    assert rules.for_contest("composition.women", contest(), office=STANDING) == ()
    assert rules.for_contest("composition.women_standing", contest()) == ()


@pytest.mark.parametrize(
    ("opens", "bands", "middle"),
    [
        (
            SUMMER_2020,
            [Ages(at_most=39), Ages(at_least=40, at_most=50), Ages(at_least=51)],
            Limit(at_least=Fraction(40, 100), at_most=Fraction(50, 100)),
        ),
        (
            SUMMER_2025,
            [Ages(at_most=41), Ages(at_least=42, at_most=52), Ages(at_least=53)],
            None,
        ),
    ],
)
@pytest.mark.parametrize("office", [Office.EXECUTIVE_COMMITTEE, STANDING])
@pytest.mark.parametrize("level", [Level.DISTRICT, Level.PROVINCE])
def test_three_age_bands_of_completed_years(
    opens: date, bands: list[Ages], middle: Limit | None, office: Office, level: Level
) -> None:
    rules = party_rules(opens, level=level)
    found = [
        provision
        for name in ("composition.youth", "composition.age_middle", "composition.age_senior")
        for provision in rules.for_contest(name, contest(office=office))
    ]
    assert [each.ages for each in found] == bands
    assert [each.limit for each in found] == [Limit(at_least=Fraction(10, 100)), middle, None]
    assert [each.force for each in found] == [Force.TARGET, Force.ABOUT, Force.ABOUT]
    assert {each.confirmed for each in found} == {opens == SUMMER_2020}


@pytest.mark.parametrize("opens", BOTH)
@pytest.mark.parametrize("level", [Level.BRANCH, Level.GRASSROOTS, Level.COMMUNE])
def test_no_age_band_is_asked_below_the_district(opens: date, level: Level) -> None:
    rules = party_rules(opens, level=level)
    assert rules.for_contest("composition.youth", contest()) == ()


def test_no_composition_of_2025_is_asked_before_its_directive() -> None:
    day_before = party_rules(date(2025, 4, 13))
    assert day_before.for_contest("composition.women", contest()) == ()
    assert day_before.one("count.base", contest()) is not None


@pytest.mark.parametrize(
    ("opens", "level", "month", "confirmed"),
    [
        (SUMMER_2020, Level.PROVINCE, date(2020, 9, 1), False),
        (SUMMER_2020, Level.DISTRICT, date(2020, 6, 1), False),
        (SUMMER_2020, Level.GRASSROOTS, date(2020, 4, 1), False),
        (SUMMER_2025, Level.PROVINCE, date(2025, 9, 1), True),
        (SUMMER_2025, Level.COMMUNE, date(2025, 7, 1), True),
        (SUMMER_2025, Level.DISTRICT, date(2025, 6, 1), True),
        (SUMMER_2025, Level.GRASSROOTS, date(2025, 4, 1), True),
    ],
)
def test_ages_to_serve_are_counted_from_a_month_of_the_level(
    opens: date,
    level: Level,
    month: date,
    *,
    confirmed: bool,
) -> None:
    found = one(party_rules(opens, level=level), "reference_month")
    assert (found.month, found.confirmed) == (month, confirmed)


@pytest.mark.parametrize("opens", BOTH)
def test_no_month_is_known_for_a_branch(opens: date) -> None:
    assert party_rules(opens, level=Level.BRANCH).one("reference_month", contest()) is None
