"""The annex of structure: everybody counted once in every part, bands as the provisions draw them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.finding import Group
from rules.model import Candidate, Contest, Office, Qualification, Sex, Theory
from rules.partial_date import PartialDate
from rules.regulation import Ages, Provision
from rules.structure import StructureRow, band_words, bands_of, structure_of
from tests.rules.checks.build import (
    ALL_PROVISIONS,
    MIDDLE,
    OPENS,
    SENIOR,
    VI,
    YOUTH,
    births,
    contest,
    person,
    subject,
)

people = st.builds(
    lambda **known: person(1, **known),
    born=births,
    sex=st.sampled_from([None, *Sex]),
    ethnicity=st.sampled_from([None, "Kinh", "Kinh (Việt)", "Tày", "dân tộc Tày", "Hoa"]),
    qualification=st.sampled_from([None, *Qualification]),
    theory=st.sampled_from([None, *Theory]),
    incumbent=st.sampled_from([None, True, False]),
    for_standing=st.booleans(),
)


def committee(*candidates: Candidate) -> Contest:
    """A committee's list, one to be elected."""
    return contest(candidates, 1)


def counted(rows: tuple[StructureRow, ...], words: str, group: int = 0) -> int:
    """How many the row of these words counts."""
    (row,) = [row for row in rows if (row.words if isinstance(row.words, str) else VI.text(row.words)) == words]
    return row.shares[group].part


@given(st.lists(people, max_size=30), st.sampled_from([(), ALL_PROVISIONS, (YOUTH, MIDDLE), (YOUTH, SENIOR)]))
def test_every_part_counts_everybody_of_every_group_once(
    listed: list[Candidate], provisions: tuple[Provision, ...]
) -> None:
    structure = structure_of(subject(committee(*listed), *provisions))
    for at, column in enumerate(structure.columns):
        for part in {id(row.part): row.part for row in structure.rows}.values():
            rows = [row for row in structure.rows if row.part is part and not row.within]
            assert sum(row.shares[at].part for row in rows) == len(column.places)
        assert {row.shares[at].whole for row in structure.rows} <= {len(column.places)}
        minorities = sum(row.shares[at].part for row in structure.rows if row.within)
        if any(person.ethnicity is not None for person in listed):
            assert minorities == counted(structure.rows, "Dân tộc thiểu số", at)


@given(st.lists(people, max_size=12))
def test_the_order_of_the_list_changes_nothing(listed: list[Candidate]) -> None:
    forwards, backwards = (
        structure_of(subject(committee(*each), *ALL_PROVISIONS)).rows for each in (listed, listed[::-1])
    )
    assert [row.shares for row in forwards] == [row.shares for row in backwards]


def test_bands_are_those_of_the_provisions() -> None:
    listed = tuple(
        person(at, born=PartialDate(OPENS.year - years, 1, 1)) for at, years in enumerate((39, 40, 50, 51), start=1)
    )
    rows = structure_of(subject(committee(*listed), *ALL_PROVISIONS)).rows
    assert counted(rows, "dưới 40 tuổi") == 1
    assert counted(rows, "từ 40 đến 50 tuổi") == 2
    assert counted(rows, "từ 51 tuổi trở lên") == 1


def test_bands_that_leave_ages_out_or_count_twice_are_not_used() -> None:
    plain = subject(committee(person()))
    tens = bands_of(plain)
    assert tens == bands_of(subject(committee(person()), YOUTH))
    overlapping = replace(MIDDLE, ages=Ages(at_least=39, at_most=50))
    assert tens == bands_of(subject(committee(person()), YOUTH, overlapping, SENIOR))
    for years in range(18, 90):
        assert sum(band.holds(years) for band in tens) == 1


def test_another_list_of_the_congress_is_shown_in_the_same_bands() -> None:
    first = committee(person())
    secretary = replace(committee(person()), id="bi-thu", office=Office.SECRETARY)
    assert bands_of(subject(secretary, *ALL_PROVISIONS, siblings=(first,))) == (
        Ages(at_most=39),
        Ages(at_least=40, at_most=50),
        Ages(at_least=51),
    )


def test_the_standing_committee_has_a_column_where_somebody_is_proposed() -> None:
    listed = (person(1, for_standing=True, sex=Sex.FEMALE), person(2))
    structure = structure_of(subject(committee(*listed), *ALL_PROVISIONS))
    assert [column.group for column in structure.columns] == [Group.LIST, Group.STANDING]
    assert (counted(structure.rows, "Nữ", 0), counted(structure.rows, "Nữ", 1)) == (1, 1)
    assert len(structure_of(subject(committee(person()))).columns) == 1


def test_who_is_born_later_than_the_day_is_not_known() -> None:
    born = PartialDate(date.max.year, 1, 1)
    rows = structure_of(subject(committee(person(born=born), person(2)), *ALL_PROVISIONS)).rows
    assert [row.shares[0].part for row in rows if VI.text(row.part) == "Độ tuổi"] == [0, 0, 1, 1]


def test_bands_are_named_in_words() -> None:
    assert [VI.text(band_words(band)) for band in (Ages(at_most=39), Ages(at_least=40, at_most=50))] == [
        "dưới 40 tuổi",
        "từ 40 đến 50 tuổi",
    ]


def test_the_peoples_are_told_kinh_first_then_the_minorities_together_then_each_the_most_numerous_first() -> None:
    listed = [person(at, ethnicity=of) for at, of in enumerate(["Tày", "Kinh", "Hoa", "Hoa", None], start=1)]
    rows = structure_of(subject(committee(*listed))).rows
    told = [
        (row.words if isinstance(row.words, str) else VI.text(row.words), row.shares[0].part)
        for row in rows
        if VI.text(row.part) == "Dân tộc"
    ]
    assert told == [("Kinh", 1), ("Dân tộc thiểu số", 3), ("trong đó: Hoa", 2), ("trong đó: Tày", 1), ("Chưa rõ", 1)]


def test_what_is_known_of_nobody_is_left_out() -> None:
    def parts(*listed: Candidate, opens: date = OPENS) -> list[str]:
        rows = structure_of(replace(subject(committee(*listed)), opens=opens)).rows
        return [VI.text(part) for part in dict.fromkeys(row.part for row in rows)]

    taught = person(2, theory=Theory.NONE)
    assert parts(person(), taught) == ["Giới tính", "Độ tuổi", "Lý luận chính trị"]
    # A list alone is of no day, so nobody has an age.
    assert parts(person(), taught, opens=date.min) == ["Giới tính", "Lý luận chính trị"]
