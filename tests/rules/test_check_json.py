"""``kiemphieu-check/1``: the keys of the design, and every result held to the published schema."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import rules.check_json
from rules.check_json import to_json
from rules.choice import AgeOn, AllDisagree, Choices, QuotaOf, SurplusRounding
from rules.citation import Confidence
from rules.engine import Draft, check_congress, check_draft
from rules.model import Kind, Level, Office
from rules.percent import PercentRounding
from rules.regulation import Provision, Scope
from tests.rules.checks.build import (
    ALL_PROVISIONS,
    CAP,
    MORE,
    OPENS,
    PREPARED,
    VI,
    births,
    congress,
    contest,
    law,
    people,
    person,
    provision,
    slate,
)

SCHEMA = json.loads(
    (Path(rules.check_json.__file__).parent / "schemas" / "kiemphieu-check-1.schema.json").read_text(encoding="utf-8"),
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
Change = Callable[[dict[str, Any]], object]


def valid(form: dict[str, Any]) -> dict[str, Any]:
    """Hold an object to the schema, as it would be read back from a file."""
    assert json.loads(json.dumps(form)) == form
    VALIDATOR.validate(form)
    return form


def example() -> dict[str, Any]:
    """The example of the design: 44 names for 39 seats."""
    checked = check_congress(congress(contest(people(44), 39)), law(*ALL_PROVISIONS))
    return to_json(checked, VI.text)


def test_a_congress_that_elects_nobody_says_so_and_no_other_does() -> None:
    one = contest(people(27), 27)
    checked = check_congress(congress(one, elects=False, previous_term={"members": 28}), law(*ALL_PROVISIONS))
    form = valid(to_json(checked, VI.text))
    assert form["elects"] is False
    assert {each["code"] for each in form["findings"]} & {"SZ02", "SZ03", "SZ04", "SZ05"} == set()
    assert {"SZ01", "CP01"} <= {each["code"] for each in form["findings"]}
    assert "elects" not in example()


def test_delegates_are_elected_also_where_the_committee_is_appointed() -> None:
    delegates = contest(people(4), 4, id="db", office=Office.DELEGATES)
    everybody = tuple(replace(each, scope=Scope()) for each in (CAP, MORE))
    found = check_congress(congress(delegates, elects=False), law(*everybody)).findings
    assert {each.code for each in found if each.code.startswith("SZ")} == {"SZ03", "SZ05"}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_object_of_the_design() -> None:
    form = valid(example())
    assert list(form) == ["format", "congress", "rules", "choices", "contests", "summary", "findings"]
    assert form["format"] == "kiemphieu-check/1"
    assert form["congress"] == {
        "name": "Đại hội thử",
        "body": "Đảng bộ thử",
        "level": "district",
        "kind": "delegates",
        "opens": "2025-06-15",
    }
    assert form["rules"] == "test"
    assert form["contests"] == [
        {"id": "bch", "slate": {"file": "slate.csv", "sha256": "0" * 64, "candidates": 44, "seats": 39}},
    ]
    assert form["summary"] == {"required_failed": 0, "targets_missed": 2, "asks": 0}
    prepared = next(each for each in form["findings"] if each["code"] == "SZ02")
    assert list(prepared.items()) == [
        ("contest", "bch"),
        ("code", "SZ02"),
        ("name", "size.surplus_prepared"),
        ("group", "list"),
        ("force", "required"),
        ("passed", True),
        ("measured", "5/39"),
        ("percent", "12.82"),
        ("of", "seats"),
        ("limit", "10%..15%"),
        ("margin", 0),
        ("people", []),
        ("message", "số dư 5/39 = 12,82 %, phải từ 10 % đến 15 %, tức từ 4 đến 5 người: đạt"),
        ("citation", {"number": "99-QĐ/TEST", "date": "2024-10-10", "place": "Điều 1", "confirmed": True}),
    ]


def test_counts_have_no_percentage_and_lists_no_citation() -> None:
    found = {each["code"]: each for each in example()["findings"]}
    assert (found["SZ05"]["measured"], found["SZ05"]["percent"], found["SZ05"]["of"]) == ("5", None, None)
    assert (found["LS01"]["citation"], found["LS01"]["measured"], found["LS01"]["limit"]) == (None, None, None)


def test_percentages_are_made_by_the_choice() -> None:
    one = contest(tuple(person(place, sex=None) for place in range(1, 55)), 44)  # 10/44 = 22,727… %
    for rounding, shown in ((PercentRounding.HALF_UP, "22.73"), (PercentRounding.TRUNCATE, "22.72")):
        checked = check_congress(congress(one, choices=Choices(percent_rounding=rounding)), law(CAP))
        form = valid(to_json(checked, VI.text))
        assert form["choices"]["percent_rounding"] == rounding
        cap = next(each for each in form["findings"] if each["code"] == "SZ03")
        assert cap["percent"] == shown
        assert shown.replace(".", ",") in cap["message"]


def test_choices_are_all_in_force_and_all_disagree_only_where_it_was_made() -> None:
    form = example()
    assert form["choices"] == {
        "surplus_rounding": "up",
        "percent_rounding": "half_up",
        "quota_of": "list",
        "age_on": "opens",
        "women_retire_at_60": False,
    }
    chosen = congress(contest(people(5), 4), choices=Choices(all_disagree=AllDisagree.INVALID))
    assert valid(to_json(check_congress(chosen, law()), VI.text))["choices"]["all_disagree"] == "invalid"


def test_a_place_and_a_date_nobody_knows_are_null() -> None:
    own = replace(PREPARED, instrument=None, place=None, source="Nghị quyết 5")
    form = valid(to_json(check_congress(congress(contest(people(44), 39)), law(own)), VI.text))
    cited = [each["citation"] for each in form["findings"] if each["code"] == "SZ02"]
    assert cited == [{"number": "Nghị quyết 5", "date": None, "place": None, "confirmed": True}]


def test_people_are_numbers_of_the_ballot_in_order() -> None:
    shuffled = (person(3, born=None), person(1), person(2, born=None))
    form = valid(to_json(check_congress(congress(contest(shuffled, 2)), law()), VI.text))
    missing = next(each for each in form["findings"] if each["code"] == "LS01")
    assert missing["people"] == [2, 3]
    assert "số 3, 2" in missing["message"]


def test_people_without_numbers_are_places() -> None:
    drafted = Draft(
        slate=slate((person(1, number=8), person(2, number=8), person(3, number=9, sex=None))),
        office=Office.EXECUTIVE_COMMITTEE,
        level=Level.DISTRICT,
        kind=Kind.DELEGATES,
        opens=OPENS,
    )
    form = valid(to_json(check_draft(drafted, law()), VI.text))
    found = {each["code"]: each["people"] for each in form["findings"]}
    assert (found["LS01"], found["LS04"]) == ([3], [1, 2, 3])
    assert form["contests"] == [
        {"id": "draft", "slate": {"file": "slate.csv", "sha256": "0" * 64, "candidates": 3, "seats": None}},
    ]


def test_messages_are_put_into_words_by_the_caller() -> None:
    checked = check_congress(congress(contest(people(44), 39)), law(*ALL_PROVISIONS))
    said = [each["message"] for each in valid(to_json(checked, lambda message: f"<{message.msgid}>"))["findings"]]
    assert said == [f"<{each.message.msgid}>" for each in checked.findings]


@given(
    found=st.lists(
        st.tuples(st.sampled_from(["male", "female", None]), births, st.booleans()),
        max_size=9,
    ),
    seats=st.integers(1, 12),
    choices=st.builds(
        Choices,
        surplus_rounding=st.sampled_from(SurplusRounding),
        percent_rounding=st.sampled_from(PercentRounding),
        quota_of=st.sampled_from(QuotaOf),
        age_on=st.sampled_from(AgeOn),
    ),
    unseen=st.sampled_from([(), ALL_PROVISIONS]),
    alone=st.booleans(),
)
def test_every_result_is_held_to_the_schema(
    found: list[tuple[Any, Any, bool]],
    seats: int,
    choices: Choices,
    unseen: tuple[Provision, ...],
    alone: bool,  # noqa: FBT001 - an example, not a switch
) -> None:
    candidates = tuple(
        person(place, sex=sex, born=born, for_standing=standing)
        for place, (sex, born, standing) in enumerate(found, start=1)
    )
    month = provision("reference_month", month=date(2025, 6, 1), force=None)
    recalled = tuple(replace(each, confidence=Confidence.RECALLED) for each in unseen)
    provided = law(*ALL_PROVISIONS, *recalled, month)
    if alone:
        drafted = Draft(
            slate=slate(candidates, "for_standing"),
            office=Office.EXECUTIVE_COMMITTEE,
            level=Level.DISTRICT,
            kind=Kind.DELEGATES,
            opens=OPENS,
            choices=choices,
        )
        checked = check_draft(drafted, provided)
    else:
        checked = check_congress(congress(contest(candidates, seats, "for_standing"), choices=choices), provided)
    form = valid(to_json(checked, VI.text))
    assert len(form["findings"]) == len(checked.findings)


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form.update(more=1),
        lambda form: form.pop("rules"),
        lambda form: form["findings"][0].update(more=1),
        lambda form: form["findings"][0].pop("group"),
        lambda form: form["findings"][0].update(passed="yes"),
        lambda form: form["findings"][0].update(measured="5 of 39"),
        lambda form: form["findings"][0].update(percent="12,82"),
        lambda form: form["findings"][0].update(people=[1, 1]),
        lambda form: form["findings"][0].update(citation={}),
        lambda form: form["congress"].update(opens="15/06/2025"),
        lambda form: form["contests"][0]["slate"].update(sha256="sha256:00"),
        lambda form: form["choices"].update(all_disagree=None),
        lambda form: form["summary"].update(asks=-1),
    ],
)
def test_the_schema_refuses_what_is_not_one(change: Change) -> None:
    form = example()
    assert VALIDATOR.is_valid(form)
    changed = copy.deepcopy(form)
    change(changed)
    assert not VALIDATOR.is_valid(changed)
