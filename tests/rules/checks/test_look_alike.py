"""Names that look alike (LS03): found whatever their order on the list, and never a name alone."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.checks.listing import LS02
from rules.checks.look_alike import LS03
from rules.finding import Force
from rules.names import spelling_key, without_marks
from rules.partial_date import PartialDate
from tests.rules.checks.build import births, contest, only, person, subject, text

GIVEN = ("Hùng", "Hưng", "Hung", "HƯNG", "Hoà", "Hòa", "Hoa", "Anh Minh", "Minh Anh", "Đung", "Dung")
NAMES = st.sampled_from([f"Nguyễn Văn {given}" for given in GIVEN] + ["", "Trần Thị Hòa"])


@given(st.lists(st.tuples(NAMES, births), max_size=8))
def test_two_people_are_named_together_or_not_at_all(listed: list[tuple[str, PartialDate | None]]) -> None:
    candidates = tuple(person(place, name=name, born=born) for place, (name, born) in enumerate(listed, start=1))
    finding = only(LS03, subject(contest(candidates, 1)))
    assert (finding.force, finding.citation, finding.passed) == (Force.TARGET, None, not finding.people)
    for place, one in enumerate(candidates, start=1):
        alike = [
            other
            for other in candidates
            if other is not one
            and one.name
            and other.name
            and spelling_key(other.name) != spelling_key(one.name)
            and (
                without_marks(other.name) == without_marks(one.name)
                or sorted(spelling_key(other.name)) == sorted(spelling_key(one.name))
            )
        ]
        homonyms = [
            other
            for other in candidates
            if other is not one
            and spelling_key(other.name) == spelling_key(one.name) != ()
            and one.born
            and other.born
            and not one.born.may_be(other.born)
        ]
        if alike or homonyms:
            assert place in finding.people
        elif place in finding.people:  # two of the same name with other births stand beside
            assert any(other is not one and spelling_key(other.name) == spelling_key(one.name) for other in candidates)


@given(st.lists(st.tuples(NAMES, births), max_size=8), st.data())
def test_the_order_of_the_list_does_not_matter(
    listed: list[tuple[str, PartialDate | None]],
    data: st.DataObject,
) -> None:
    def found(people: list[tuple[str, PartialDate | None]]) -> list[tuple[str, str]]:
        candidates = tuple(person(place, name=name, born=born) for place, (name, born) in enumerate(people, start=1))
        finding = only(LS03, subject(contest(candidates, 1)))
        return sorted((people[place - 1][0], str(people[place - 1][1])) for place in finding.people)

    assert found(listed) == found(data.draw(st.permutations(listed)))


def test_one_name_spelled_two_ways_is_a_person_twice_and_no_look_alike() -> None:
    twice = tuple(person(place, name=name) for place, name in ((1, "Nguyễn Thị Hoà"), (2, "Nguyễn Thị Hòa")))
    asked = subject(contest(twice, 1))
    assert only(LS03, asked).passed
    assert (only(LS02, asked).passed, only(LS02, asked).people) == (False, (1, 2))


def test_a_namesake_whose_birth_is_missing_is_named_with_the_others() -> None:
    born = (date(1970, 1, 1), date(1980, 1, 1), None)
    candidates = tuple(
        person(place, name="Lê Văn An", born=day and PartialDate(day.year, day.month, day.day))
        for place, day in enumerate(born, start=1)
    )
    finding = only(LS03, subject(contest(candidates, 1)))
    assert finding.people == (1, 2, 3)
    assert text(finding).endswith(
        "Lê Văn An (số 1) sinh 01/01/1970, Lê Văn An (số 2) sinh 01/01/1980, Lê Văn An (số 3)"
    )
