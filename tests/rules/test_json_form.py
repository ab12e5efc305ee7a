"""The JSON forms all outputs share; ``kiemphieu-faults/1`` held to its published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import rules
from rules.choice import AgeOn, AllDisagree, Choices, QuotaOf, SurplusRounding
from rules.citation import Citation
from rules.errors import Fault, Place
from rules.json_form import choices_form, citation_form, congress_form, faults_form, to_text
from rules.messages import Translator
from rules.model import Congress, Kind, Level
from rules.percent import PercentRounding
from rules.phrase import phrase

SCHEMA = json.loads(
    (Path(rules.__file__).parent / "schemas" / "kiemphieu-faults-1.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
FAULT = Fault(
    name="ballots.duplicate",
    file="ballots-bch.csv",
    place=Place(row=4, column="ballot"),
    seen="7",
    message=phrase("phiếu số {number} đã có ở dòng {row}", number=7, row=2),
    remedy=phrase("tìm lá phiếu, giữ một dòng đúng; 0001 và 1 là cùng một phiếu"),
)


def faults_json(*faults: Fault, lang: str = "vi") -> dict[str, Any]:
    """The faults as they are printed, held to the schema."""
    form = faults_form(faults, Translator(lang).text)
    VALIDATOR.validate(form)
    return form


def test_a_fault_says_where_what_and_what_to_do() -> None:
    assert faults_json(FAULT) == {
        "format": "kiemphieu-faults/1",
        "faults": [
            {
                "name": "ballots.duplicate",
                "file": "ballots-bch.csv",
                "sheet": None,
                "row": 4,
                "column": "ballot",
                "key": None,
                "seen": "7",
                "message": "phiếu số 7 đã có ở dòng 2",
                "remedy": "tìm lá phiếu, giữ một dòng đúng; 0001 và 1 là cùng một phiếu",
            }
        ],
    }


def test_the_sentences_are_in_the_language_asked_for_and_the_rest_is_not() -> None:
    vietnamese, english = faults_json(FAULT)["faults"][0], faults_json(FAULT, lang="en")["faults"][0]
    told = ("message", "remedy")
    assert all(vietnamese[key] != english[key] for key in told)
    assert {key: vietnamese[key] for key in vietnamese if key not in told} == {
        key: english[key] for key in english if key not in told
    }


@given(
    place=st.builds(
        Place,
        sheet=st.none() | st.text(min_size=1),
        row=st.none() | st.integers(1, 10**6),
        column=st.none() | st.text(min_size=1),
        key=st.none() | st.text(min_size=1),
    ),
    seen=st.none() | st.text(),
)
def test_a_fault_anywhere_with_anything_seen_has_a_form(place: Place, seen: str | None) -> None:
    (form,) = faults_json(replace(FAULT, place=place, seen=seen))["faults"]
    assert [form[key] for key in ("sheet", "row", "column", "key", "seen")] == [
        place.sheet,
        place.row,
        place.column,
        place.key,
        seen,
    ]


def test_the_order_of_faults_is_kept() -> None:
    names = ["ballots.duplicate", "table.blank_row", "file.utf16"]
    assert [fault["name"] for fault in faults_json(*(replace(FAULT, name=name) for name in names))["faults"]] == names


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "duplicate"),
        ("name", "Ballots.duplicate"),
        ("file", ""),
        ("row", 0),
        ("row", "4"),
        ("column", ""),
        ("seen", 7),
        ("message", ""),
        ("remedy", ""),
        ("unknown", None),
    ],
)
def test_the_schema_refuses_what_no_fault_says(key: str, value: object) -> None:
    form = faults_json(FAULT)
    form["faults"][0][key] = value
    assert not VALIDATOR.is_valid(form)


def test_the_schema_misses_no_key() -> None:
    for key in faults_json(FAULT)["faults"][0]:
        form = faults_json(FAULT)
        del form["faults"][0][key]
        assert not VALIDATOR.is_valid(form), key
    assert not VALIDATOR.is_valid({"format": "kiemphieu-faults/1", "faults": []})
    assert not VALIDATOR.is_valid({"format": "kiemphieu-faults/2", "faults": faults_json(FAULT)["faults"]})


def test_the_schema_is_one_of_its_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_json_is_written_with_vietnamese_letters_and_one_newline_at_the_end() -> None:
    assert to_text({"name": "Đại hội", "seats": [1, 2]}) == (
        '{\n  "name": "Đại hội",\n  "seats": [\n    1,\n    2\n  ]\n}\n'
    )


def test_a_congress_says_which_it_is() -> None:
    congress = Congress(
        name="Đại hội",
        body="Đảng bộ xã",
        level=Level.COMMUNE,
        kind=Kind.DELEGATES,
        opens=date(2025, 6, 5),
        contests=(),
        choices=Choices(),
    )
    assert congress_form(congress) == {
        "name": "Đại hội",
        "body": "Đảng bộ xã",
        "level": "commune",
        "kind": "delegates",
        "opens": "2025-06-05",
    }


def test_the_choices_are_all_there_and_the_one_without_default_only_if_made() -> None:
    assert "all_disagree" not in choices_form(Choices())
    made = Choices(
        surplus_rounding=SurplusRounding.DOWN,
        percent_rounding=PercentRounding.TRUNCATE,
        quota_of=QuotaOf.SEATS,
        age_on=AgeOn.REFERENCE_MONTH,
        women_retire_at_60=True,
        all_disagree=AllDisagree.INVALID,
    )
    assert choices_form(made) == {
        "surplus_rounding": "down",
        "percent_rounding": "truncate",
        "quota_of": "seats",
        "age_on": "reference_month",
        "women_retire_at_60": True,
        "all_disagree": "invalid",
    }


def test_a_place_nobody_saw_and_a_date_there_is_not_are_null() -> None:
    own = Citation(number="Quy định 12-QĐ/HU", date=None, place=None, confirmed=True)
    assert citation_form(own) == {"number": "Quy định 12-QĐ/HU", "date": None, "place": None, "confirmed": True}
    law = Citation(number="244-QĐ/TW", date=date(2014, 6, 9), place="Điều 32", confirmed=False)
    assert citation_form(law)["date"] == "2014-06-09"
