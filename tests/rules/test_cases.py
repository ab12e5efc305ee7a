"""Every sentence of ``tests/cases`` through the real rule packs; and published figures that cannot come out there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rules
from rules.check_json import to_json
from rules.checks import ALL
from rules.messages import Translator
from rules.parameter import PARAMETERS
from rules.regulation_file import load_packs
from tests.rules.case_reading import ALL_CASES, CASES, Case, cases, result_of

CODES = tuple(check.code for check in ALL)


EXAMPLES = Path(rules.__file__).parent / "examples"


ASKING = frozenset(
    code for parameter in PARAMETERS.values() for code in (parameter.code, *parameter.also) if code and parameter.law
)


ASKED = tuple(
    dict.fromkeys(
        (code, pack.name)
        for pack in load_packs()
        for provision in pack.provisions
        for code in (PARAMETERS[provision.parameter].code, *PARAMETERS[provision.parameter].also)
        if code
    )
)
"""Every check and every pack that has a provision it asks."""


LIMITED = frozenset(
    (PARAMETERS[provision.parameter].code, pack.name)
    for pack in load_packs()
    for provision in pack.provisions
    if provision.limit is not None or provision.rule is not None
)
"""Those with a limit or a rule somebody can be on either side of; a share that is only to be named has none."""


KEYS = {
    *("name", "rules", "opens", "level", "kind", "office", "seats", "candidates", "women", "people", "standing_seats"),
    *("choices", "local", "draft", "shows", "source", "note", "expect", "size", "previous_term", "elects"),
    *("counting_committee", "steps", "present", "deputy_secretaries"),
}


EXPECTED_KEYS = {
    *("passed", "measured", "percent", "of", "limit", "margin", "people", "group", "force", "confirmed", "says"),
}


ALL_EXAMPLES = tuple(cases(EXAMPLES))


def test_every_check_has_a_file_of_cases_and_every_file_a_check() -> None:
    assert {file.stem for file in CASES.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_check_is_explained_with_a_case_that_passes_and_one_that_fails(code: str) -> None:
    shown = {case.said["shows"]: case.said["expect"] for case in ALL_EXAMPLES if case.code == code}
    last = {shows: found[-1] if isinstance(found, list) else found for shows, found in shown.items()}
    assert {shows: found["passed"] for shows, found in last.items()} == {"passes": True, "fails": False}
    assert all({"passed", "force"} <= set(found) for found in last.values())


def test_no_explanation_is_of_no_check() -> None:
    assert {file.stem for file in EXAMPLES.glob("*")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_file_shows_the_limit_from_both_sides_and_the_day_before_the_provision(code: str) -> None:
    shown = {case.said["shows"] for case in ALL_CASES if case.code == code and "shows" in case.said}
    assert shown == {"on_limit", "past_limit"} | ({"day_before"} if code in ASKING else set())


@pytest.mark.parametrize(("code", "pack"), ASKED, ids=str)
def test_so_it_is_in_every_pack_that_has_a_provision_of_the_check(code: str, pack: str) -> None:
    shown = {case.said.get("shows") for case in ALL_CASES if case.code == code and case.said["rules"] == pack}
    assert shown >= {"day_before"} | ({"on_limit", "past_limit"} if (code, pack) in LIMITED else set())


@pytest.mark.parametrize("case", [case for case in ALL_CASES if case.said.get("shows") == "day_before"], ids=str)
def test_the_day_before_is_really_the_day_before(case: Case) -> None:
    def found(opens: date) -> bool:
        findings = result_of({**case.said, "opens": opens}).findings
        return any(finding.code == case.code and finding.citation is not None for finding in findings)

    expected = case.said["expect"] if isinstance(case.said["expect"], list) else [case.said["expect"]]
    assert all(each["confirmed"] == "none" for each in expected), "no provision is there to be cited"
    assert not found(case.said["opens"])
    assert found(date.fromordinal(case.said["opens"].toordinal() + 1))


@pytest.mark.parametrize("case", [*ALL_CASES, *ALL_EXAMPLES], ids=str)
def test_case(case: Case) -> None:
    assert set(case.said) <= KEYS, "a key nobody reads"
    expected = case.said["expect"] if isinstance(case.said["expect"], list) else [case.said["expect"]]
    form = to_json(result_of(case.said), Translator("vi").text)
    found = [each for each in form["findings"] if each["code"] == case.code and each["contest"] in {"bch", "draft"}]
    assert len(found) == len(expected), [each["message"] for each in found]
    for finding, wanted in zip(found, expected, strict=True):
        assert set(wanted) <= EXPECTED_KEYS, "a key nobody compares"
        seen = finding | {
            "passed": "unknown" if finding["passed"] is None else finding["passed"],
            "confirmed": finding["citation"]["confirmed"] if finding["citation"] else "none",
        }
        told = {key: "none" if seen[key] is None else seen[key] for key in wanted if key != "says"}
        assert told == {key: value for key, value in wanted.items() if key != "says"}, finding["message"]
        assert wanted.get("says", "") in finding["message"]
