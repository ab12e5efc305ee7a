"""The shipped law of the count, in sentences: the base, who is elected, which ballots are valid, how sure that is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules.finding import Force
from rules.model import Kind, Level, Office
from rules.parameter import EXCLUSIONS, GROUNDS
from rules.regulation import Limit, Provision, Rules
from rules.regulation_file import load_packs
from tally.model import COMPUTED_REASONS, InvalidReason
from tests.rules.law_builders import contest, party_rules

SUMMER_2020, SUMMER_2025 = date(2020, 7, 15), date(2025, 8, 15)
BOTH = (SUMMER_2020, SUMMER_2025)


def one(rules: Rules, parameter: str, *, kind: Kind = Kind.DELEGATES) -> Provision:
    found = rules.one(parameter, contest(kind=kind))
    assert found is not None
    return found


# --- the base, and who is elected ---


@pytest.mark.parametrize("opens", BOTH)
@pytest.mark.parametrize("kind", [Kind.MEMBERS, Kind.DELEGATES, Kind.COMMITTEE])
@pytest.mark.parametrize("level", [level for level in Level if level is not Level.CENTRAL])
def test_every_count_has_an_answer_to_every_question(opens: date, kind: Kind, level: Level) -> None:
    rules = party_rules(opens, level=level, kind=kind)
    for office in Office:
        if office is Office.STATE_DEPUTIES:
            continue
        asked = contest(office=office, kind=kind)
        for name in ("base", "needed", "order", "tie", "short", "over_issued"):
            assert rules.for_contest(f"count.{name}", asked), f"{name} of {office}"
            assert rules.one(f"count.{name}", asked) is not None
        assert rules.one("ballot.valid", asked) is not None
        assert (rules.one("count.alternates", asked) is not None) == (office is Office.DELEGATES)


@pytest.mark.parametrize(
    ("opens", "kind", "place", "base", "needed"),
    [
        (SUMMER_2020, Kind.MEMBERS, "Điều 32, khoản 2", "V", "V"),
        (SUMMER_2020, Kind.DELEGATES, "Điều 32, khoản 3", "V", "V"),
        (SUMMER_2020, Kind.COMMITTEE, "Điều 32, khoản 4", "V", "R"),
        (SUMMER_2025, Kind.MEMBERS, "Điều 30, khoản 2", "V", "V"),
        (SUMMER_2025, Kind.DELEGATES, "Điều 30", "R", "P"),
        (SUMMER_2025, Kind.COMMITTEE, "Điều 30", "R", "R"),
    ],
)
def test_more_than_half_of_those_summoned_less_those_excluded(
    opens: date,
    kind: Kind,
    place: str,
    base: str,
    needed: str,
) -> None:
    rules = party_rules(opens, kind=kind)
    summoned, half = one(rules, "count.base", kind=kind), one(rules, "count.needed", kind=kind)
    assert (summoned.rule, summoned.place, summoned.confidence) == ("summoned_less_excluded", place, base)
    assert (half.limit, half.of, half.place) == (Limit(more_than=Fraction(1, 2)), "base", place)
    assert half.confidence == needed


@pytest.mark.parametrize("opens", BOTH)
@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        (Kind.MEMBERS, {"active_elsewhere", "exempt", "suspended", "absent_with_reason"}),
        (Kind.DELEGATES, {"convener_absent", "absent_no_alternate"}),
        (Kind.COMMITTEE, set()),
    ],
)
def test_who_leaves_the_base(opens: date, kind: Kind, reasons: set[str]) -> None:
    assert set(party_rules(opens, kind=kind).reasons("count.excluded", contest(kind=kind))) == reasons


@pytest.mark.parametrize(
    ("opens", "kind", "reason", "confidence"),
    [
        (SUMMER_2020, Kind.MEMBERS, "active_elsewhere", "V"),
        (SUMMER_2020, Kind.MEMBERS, "exempt", "V"),
        (SUMMER_2020, Kind.DELEGATES, "absent_no_alternate", "V"),
        (SUMMER_2025, Kind.MEMBERS, "active_elsewhere", "P"),
        (SUMMER_2025, Kind.MEMBERS, "exempt", "V"),
        (SUMMER_2025, Kind.DELEGATES, "absent_no_alternate", "R"),
    ],
)
def test_how_sure_it_is_that_somebody_leaves_the_base(opens: date, kind: Kind, reason: str, confidence: str) -> None:
    found = party_rules(opens, kind=kind).for_reason("count.excluded", reason, contest(kind=kind))
    assert found is not None
    assert found.confidence == confidence


@pytest.mark.parametrize("opens", BOTH)
@pytest.mark.parametrize(
    ("name", "rule"),
    [("order", "highest_votes"), ("tie", "revote_among_tied"), ("short", "congress_decides")],
)
def test_order_tie_and_shortfall_bind_but_their_wording_was_never_seen(opens: date, name: str, rule: str) -> None:
    found = one(party_rules(opens), f"count.{name}")
    assert (found.rule, found.force, found.confidence) == (rule, Force.REQUIRED, "R")


@pytest.mark.parametrize(
    ("opens", "rule", "place", "confidence"),
    [
        (SUMMER_2020, "vote_again_first", "Điều 20, khoản 2", "V"),
        (SUMMER_2025, "congress_decides", "Điều 30", "R"),
    ],
)
def test_too_few_delegates_elected(opens: date, rule: str, place: str, confidence: str) -> None:
    """Of delegates the regulation of 2014 has a first vote that is short followed by another (RULES 1.15)."""
    found = party_rules(opens).one("count.short", contest(office=Office.DELEGATES))
    assert found is not None
    assert (found.rule, found.place, found.confidence) == (rule, place, confidence)


@pytest.mark.parametrize(("opens", "confidence"), [(SUMMER_2020, "V"), (SUMMER_2025, "P")])
def test_more_ballots_than_issued_are_all_annulled(opens: date, confidence: str) -> None:
    found = one(party_rules(opens), "count.over_issued")
    assert (found.rule, found.place, found.confidence) == ("annul_and_vote_again", None, confidence)


# --- ballots ---


@pytest.mark.parametrize("opens", BOTH)
def test_the_grounds_of_invalidity_stand_in_the_order_of_the_regulation(opens: date) -> None:
    assert party_rules(opens).invalid_reasons_in_order(contest()) == (
        "not_issued",
        "overvote",
        "votes_for_nobody",
        "double_mark",
        "unmarked",
        "outside_name",
        "marked",
        "signed",
        "written_on",
    )


@pytest.mark.parametrize(
    ("reason", "in_2020", "in_2025"),
    [
        ("overvote", "V", "P"),
        ("votes_for_nobody", "V", "P"),
        ("double_mark", "P", "P"),
        ("unmarked", "D", "D"),
        ("signed", "P", "P"),
    ],
)
def test_how_sure_a_ground_of_invalidity_is(reason: str, in_2020: str, in_2025: str) -> None:
    found = [party_rules(day).for_reason("ballot.invalid", reason, contest()) for day in BOTH]
    assert [each.confidence.value for each in found if each is not None] == [in_2020, in_2025]
    assert [each.place for each in found if each is not None] == ["Điều 17, khoản 2", "Điều 15"]


@pytest.mark.parametrize(("opens", "confidence"), [(SUMMER_2020, "V"), (SUMMER_2025, "P")])
def test_fewer_names_than_seats_are_valid(opens: date, confidence: str) -> None:
    found = one(party_rules(opens), "ballot.valid")
    assert (found.rule, found.confidence) == ("no_more_than_seats", confidence)


@pytest.mark.parametrize(
    ("opens", "confidence", "place"), [(SUMMER_2020, "V", "Điều 17, khoản 1"), (SUMMER_2025, "P", "Điều 15")]
)
def test_how_a_ballot_looks_and_is_marked(opens: date, confidence: str, place: str) -> None:
    asked = {
        "ballot.stamp": "convening_committee_top_left",
        "ballot.strike_out": "strike_family_and_given_name",
        "ballot.agree_disagree": "x_in_one_box",
    }
    for parameter, rule in asked.items():
        found = one(party_rules(opens), parameter)
        assert (found.rule, found.confidence, found.place) == (rule, confidence, place)


def test_counting_knows_every_ground_and_computes_four_of_them() -> None:
    assert set(GROUNDS) <= {reason.value for reason in InvalidReason}
    assert {reason.value for reason in COMPUTED_REASONS} <= set(GROUNDS)


def test_every_reason_the_program_knows_is_given_by_both_packs_of_the_party_or_by_the_states() -> None:
    given = {
        pack.name: {reason for provision in pack.provisions for reason in provision.reasons} for pack in load_packs()
    }
    of_the_state = {"not_prescribed", "no_stamp"}
    assert given["party-2020"] == given["party-2025"] == {*EXCLUSIONS, *GROUNDS} - of_the_state
    assert given["state-2015"] == {"overvote", "votes_for_nobody", "outside_name", "written_on", *of_the_state}
