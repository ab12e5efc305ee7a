"""LC01: what a body adds itself, on any column, as a share or a number of people, of the list or of those marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.local import LC01
from rules.choice import Choices, QuotaOf
from rules.finding import Finding, Force, Group, Share
from rules.model import Candidate, Contest, Office, Slate, Theory
from rules.partial_date import PartialDate
from rules.regulation import Ages, Characteristic, Limit, Provision, Scope
from tests.rules.checks.build import OWN, contest, only, people, percents, person, slate, subject, text

HEADING = "Danh hiệu"
cells = st.sampled_from(["Nghệ nhân", "NGHỆ  NHÂN", "không", None])


def noting(candidates: list[Candidate], *headings: str) -> Contest:
    """A committee of 9 whose list has columns the program does not know."""
    noted: Slate = replace(slate(candidates), notes=headings)
    return contest((), 9, slate=noted)


def noted(said: Sequence[str | None]) -> list[Candidate]:
    """People with a cell in such a column, or an empty one."""
    return [
        person(place, notes={} if cell is None else {HEADING: cell}, for_standing=place % 2 == 0)
        for place, cell in enumerate(said, start=1)
    ]


def own(limit: Limit | None = None, **known: Any) -> Provision:  # noqa: ANN401 - the fields of a characteristic
    """The provision of the builders, with another characteristic or limit."""
    assert OWN.characteristic is not None
    provision = replace(OWN, limit=limit or OWN.limit, of="members" if limit and limit.at_least is not None else None)
    return replace(provision, characteristic=replace(OWN.characteristic, **known))


def test_words_are_compared_whole_capitals_and_spaces_aside() -> None:
    said = ["Nghệ nhân", "nghệ  nhân", "NGHỆ NHÂN", "Nghệ nhân ưu tú", "không"]
    finding = only(LC01, subject(noting(noted(said), HEADING), own()))
    assert (finding.measured, finding.of, finding.limit, finding.passed) == (3, None, "1..", True)
    assert text(finding) == "«nghệ nhân» trong danh sách: 3 người, phấn đấu từ 1 người trở lên: đạt"


def test_the_heading_is_found_however_it_is_spaced_and_capitalised() -> None:
    one = noting([person(1, notes={"Danh  Hiệu": "Nghệ nhân"})], "Danh  Hiệu")
    assert only(LC01, subject(one, own())).measured == 1


@given(said=st.lists(cells, min_size=1, max_size=6), percent=st.integers(0, 100), empty_is_no=st.booleans())
def test_a_verdict_is_given_only_where_every_completion_agrees(
    said: list[str | None],
    percent: int,
    empty_is_no: bool,  # noqa: FBT001 - an example, not a switch
) -> None:
    provision = own(percents(percent), empty_is_no=empty_is_no)

    def found(answers: Sequence[str | None]) -> Finding:
        return only(LC01, subject(noting(noted(answers), HEADING), provision))

    empty = ["không"] if empty_is_no else ["không", "Nghệ nhân"]
    choices = [empty if cell is None else [cell] for cell in said]
    verdicts = {found(answers).passed for answers in product(*choices)}
    assert found(said).passed is (verdicts.pop() if len(verdicts) == 1 else None)


@pytest.mark.parametrize(
    ("known", "counted"),
    [
        ({"values": ("nghệ nhân", "nhà giáo")}, {1, 3}),
        ({"values": (), "other_than": ("không",)}, {1, 2, 3}),
        ({"values": (), "contains": ("NHÂN",)}, {1, 2}),
        ({"values": (), "contains": ("nhân", "giáo")}, {1, 2, 3}),
    ],
)
def test_one_of_several_words_anything_else_or_a_part(known: dict[str, tuple[str, ...]], counted: set[int]) -> None:
    said = ["Nghệ nhân", "Nghệ nhân ưu tú", "Nhà giáo", "Không"]
    nobody = own(Limit(at_most=0), **known)
    finding = only(LC01, subject(noting(noted(said), HEADING), nobody))
    assert set(finding.people) == counted


def field(column: str, *, years: Ages | None = None, values: tuple[str, ...] = ()) -> Provision:
    """A provision on a column the program knows."""
    return own(column=column, heading=column, noted=False, values=values, years=years)


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("theory", "advanced", Theory.ADVANCED),
        ("incumbent", "no", False),
        ("for_standing", "yes", True),
        ("religion", "công giáo", "Công giáo"),
    ],
)
def test_a_known_column_is_compared_as_it_is_read(column: str, value: str, cell: object) -> None:
    one = contest([person(1, **{column: cell}), person(2)], 2, column)
    finding = only(LC01, subject(one, field(column, values=(value,))))
    missing = 0 if column == "for_standing" else 1  # a mark that is not there says no
    assert (finding.measured, len(finding.people)) == ((1, 0) if not missing else (None, 0))
    assert finding.passed  # at least one, whoever the other is


def test_a_mark_in_a_list_without_that_column_says_nothing() -> None:
    finding = only(LC01, subject(contest(people(3), 2), field("for_standing", values=("yes",))))
    assert (finding.passed, finding.people) == (None, ())
    assert "danh sách không có cột «for_standing»" in text(finding)


@given(joined=st.dates(date(1980, 1, 1), date(2024, 12, 31)))
def test_years_are_completed_on_the_opening_day(joined: date) -> None:
    provision = field("joined", years=Ages(at_least=10))
    asked = subject(
        contest([person(1, joined=PartialDate(joined.year, joined.month, joined.day))], 1, "joined"),
        provision,
    )
    day = asked.opens
    completed = day.year - joined.year - ((day.month, day.day) < (joined.month, joined.day))
    assert only(LC01, asked).passed is (completed >= 10)


@given(part=st.integers(0, 30), others=st.integers(0, 30), percent=st.integers(0, 100))
def test_a_share_is_exact(part: int, others: int, percent: int) -> None:
    if not part + others:
        return
    one = noting(noted(["nghệ nhân"] * part + ["không"] * others), HEADING)
    finding = only(LC01, subject(one, own(percents(percent))))
    assert finding.measured == Share(part, part + others)
    assert finding.passed is (Fraction(part, part + others) >= Fraction(percent, 100))


@pytest.mark.parametrize(("of", "whole"), [("list", 10), ("seats", 9), ("members", 10)])
def test_the_provision_says_what_the_share_is_of_else_the_choice(of: str, whole: int) -> None:
    one = noting(noted(["nghệ nhân"] * 3 + ["không"] * 7), HEADING)
    provision = replace(own(percents(10)), of=of)
    assert only(LC01, subject(one, provision)).measured == Share(3, whole)
    by_seats = Choices(quota_of=QuotaOf.SEATS)
    shown_beside = "số lượng cần bầu)" in text(only(LC01, subject(one, provision)))
    assert shown_beside is (of == "members")
    chosen = 9 if of == "members" else whole
    assert only(LC01, subject(one, provision, choices=by_seats)).measured == Share(3, chosen)


@pytest.mark.parametrize(
    ("group", "found"),
    [(None, [("list", 4), ("standing", 2)]), (Group.LIST, [("list", 4)]), (Group.STANDING, [("standing", 2)])],
)
def test_it_is_of_the_list_of_those_marked_or_of_both(group: Group | None, found: list[tuple[str, int]]) -> None:
    both = Scope(offices=frozenset({Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE}))
    one = noting(noted(["nghệ nhân"] * 4), HEADING)
    asked = subject(one, replace(own(group=group), scope=both))
    assert [(each.group.value, each.measured) for each in LC01.run(asked)] == found


def test_of_the_standing_committee_alone_somebody_has_to_be_marked_unless_it_is_elected_here() -> None:
    standing = replace(own(), scope=Scope(offices=frozenset({Office.STANDING_COMMITTEE})), force=Force.REQUIRED)
    candidates = [replace(each, for_standing=False) for each in noted(["nghệ nhân"] * 4)]
    one = noting(candidates, HEADING)
    finding = only(LC01, subject(one, standing))
    assert (finding.passed, finding.group, finding.asks) == (None, Group.STANDING, True)
    assert "danh sách không có cột dự kiến ban thường vụ" in text(finding)
    marked = replace(one, slate=replace(one.slate, columns=one.slate.columns | {"for_standing"}))
    assert "chưa ai được ghi là dự kiến ban thường vụ" in text(only(LC01, subject(marked, standing)))
    elected = replace(one, id="btv", office=Office.STANDING_COMMITTEE)
    assert tuple(LC01.run(subject(one, standing, siblings=(elected,)))) == ()
    assert only(LC01, subject(elected, standing, siblings=(one,))).measured == 4


@pytest.mark.parametrize(
    ("limit", "named"),
    [
        (percents(100), (2, 4)),
        (percents(90), ()),
        (Limit(at_most=0), (1, 3)),
        (Limit(at_most=Fraction(0)), (1, 3)),
        (Limit(at_most=1), ()),
    ],
)
def test_where_all_or_none_must_have_it_who_is_in_the_way_is_named(limit: Limit, named: tuple[int, ...]) -> None:
    one = noting(noted(["nghệ nhân", "không", "nghệ nhân", "không"]), HEADING)
    provision = replace(own(limit), of="members" if limit.at_most is None or limit.at_most == 0 else None)
    finding = only(LC01, subject(one, provision))
    assert (finding.passed, finding.people) == (False, named)


def test_a_provision_of_the_law_that_counts_nothing_of_its_own_is_not_asked() -> None:
    assert tuple(LC01.run(subject(contest(people(3), 2), replace(OWN, characteristic=None)))) == ()


def test_characteristics_are_told_apart_by_what_they_count() -> None:
    plain = Characteristic(title="a", heading="B", column="B", noted=True, values=("c",))
    assert plain != replace(plain, values=("d",))
    assert len({plain, replace(plain), replace(plain, empty_is_no=True)}) == 2
