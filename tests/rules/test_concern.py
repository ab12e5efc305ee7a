"""Whose cell a finding is about: the field it asks for, a heading of the notes, or the name if there is no column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.concern import Concern, concerns_of
from rules.engine import Draft, check_congress, check_draft
from rules.model import Candidate, Kind, Level, Office, Slate
from rules.regulation import Provision
from tests.rules.checks.build import OPENS, OWN, congress, contest, law, person, slate, subject

COUNTED = replace(OWN, limit=replace(OWN.limit, at_least=None, at_most=0)) if OWN.limit else OWN
"""The builders' own provision, turned: nobody may have it."""


def columns(code: str, listed: Slate, *provisions: Provision) -> list[tuple[int, str]]:
    """The cells that the findings of one check of a draft concern, as place and column."""
    draft = Draft(
        slate=listed,
        office=Office.EXECUTIVE_COMMITTEE,
        level=Level.DISTRICT,
        kind=Kind.DELEGATES,
        opens=OPENS,
        seats=1,
    )
    (one,) = draft.congress.contests
    findings = check_draft(draft, law(*provisions)).findings
    concerned = concerns_of(findings, subject(one, *provisions))
    return [(each.place, each.column) for each in concerned if findings[each.finding].code == code]


@pytest.mark.parametrize(
    ("unknown", "column"),
    [({"number": None}, "number"), ({"name": ""}, "name"), ({"born": None}, "born"), ({"sex": None}, "sex")],
)
def test_what_everybody_must_have_is_shown_where_it_is_missing(unknown: dict[str, object], column: str) -> None:
    listed = [person(1), replace(person(2), **unknown)]  # type: ignore[arg-type]
    assert columns("LS01", slate(listed)) == [(2, column)]


def test_all_that_is_missing_of_somebody_is_shown() -> None:
    assert columns("LS01", slate([person(1, born=None, sex=None)])) == [(1, "born"), (1, "sex")]
    assert columns("LS01", slate([person(1, name="", sex=None)])) == [(1, "name"), (1, "sex")]


def noting(person_with: Candidate, *headings: str) -> Slate:
    """A list of one with headings the program does not know."""
    return replace(slate([person_with]), notes=headings)


def test_a_provision_of_the_body_itself_is_shown_in_its_column_as_the_list_writes_it() -> None:
    honoured = person(1, notes={"DANH  HIỆU": "Nghệ nhân"})
    assert columns("LC01", noting(honoured, "Ghi chú", "DANH  HIỆU"), COUNTED) == [(1, "DANH  HIỆU")]


def test_two_provisions_of_one_source_are_shown_in_the_columns_of_both() -> None:
    assert COUNTED.characteristic is not None
    other = replace(COUNTED.characteristic, title="nhà giáo", heading="Nghề", column="Nghề", values=("Nhà giáo",))
    honoured = person(1, notes={"Danh hiệu": "Nghệ nhân", "Nghề": "Nhà giáo"})
    found = columns("LC01", noting(honoured, "Danh hiệu", "Nghề"), COUNTED, replace(COUNTED, characteristic=other))
    assert sorted(set(found)) == [(1, "Danh hiệu"), (1, "Nghề")]


def test_a_provision_of_another_source_is_not_shown_here() -> None:
    assert COUNTED.characteristic is not None
    other = replace(COUNTED.characteristic, title="nhà giáo", heading="Nghề", column="Nghề", values=("Nhà giáo",))
    elsewhere = replace(COUNTED, characteristic=other, source="Nghị quyết khác")
    honoured = person(1, notes={"Danh hiệu": "Nghệ nhân", "Nghề": "Nhà giáo"})
    one = contest((), 1, slate=noting(honoured, "Danh hiệu", "Nghề"))
    findings = check_congress(congress(one), law(COUNTED, elsewhere)).findings
    found = concerns_of(findings, subject(one, COUNTED, elsewhere))
    assert {findings[each.finding].about: each.column for each in found} == {
        "nghệ nhân": "Danh hiệu",
        "nhà giáo": "Nghề",
    }


def test_where_the_list_has_no_such_column_the_name_is_shown() -> None:
    listed = replace(slate([person(1, sex=None)]), columns=frozenset({"number", "name", "born"}))
    assert columns("LS01", listed) == [(1, "name")]


def test_a_finding_that_is_kept_concerns_nobody() -> None:
    one = contest([person(1)], 1)
    findings = check_congress(congress(one), law()).findings
    kept = [replace(each, passed=True, people=(1,)) for each in findings]
    assert concerns_of(kept, subject(one)) == ()


def test_findings_are_counted_from_0_and_people_from_1() -> None:
    one = contest([person(1, born=None)], 1)
    (missing,) = [each for each in check_congress(congress(one), law()).findings if each.code == "LS01"]
    assert concerns_of((missing, missing), subject(one)) == (
        Concern(finding=0, place=1, column="born"),
        Concern(finding=1, place=1, column="born"),
    )
