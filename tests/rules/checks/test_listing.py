"""The list as a list: what is missing, who stands twice, numbers, order."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.check import Check
from rules.checks.listing import LS01, LS02, LS04, LS05
from rules.finding import Finding, Force
from rules.model import Candidate
from rules.names import order_key
from rules.partial_date import PartialDate, parse
from tests.rules.checks.build import NAMES, births, contest, only, people, person, slate, subject, text


def listing(check: Check, candidates: tuple[Candidate, ...], *, draft: bool = False) -> Finding:
    """The one finding of a check of this list."""
    return only(check, subject(contest(candidates, 1), draft=draft))


@pytest.mark.parametrize("check", [LS01, LS02, LS05])
def test_a_sound_list_passes_and_cites_nothing(check: Check) -> None:
    finding = listing(check, people(30))
    assert (finding.passed, finding.people, finding.citation, finding.measured) == (True, (), None, None)
    assert listing(check, people(30), draft=True).passed
    assert listing(check, ()).passed


def test_whoever_lacks_something_is_named() -> None:
    candidates = (person(1), person(2, born=None), person(3, sex=None), person(4, born=None, sex=None), person(5))
    finding = listing(LS01, candidates)
    assert (finding.passed, finding.people, finding.force) == (False, (2, 3, 4), Force.REQUIRED)
    assert finding.asks  # no provision was seen that fixes it
    assert text(finding) == "cần bổ sung vào danh sách: thiếu ngày sinh: số 2, 4, thiếu giới tính: số 3, 4"


def test_a_birth_known_to_the_year_is_there() -> None:
    assert listing(LS01, (person(1, born=PartialDate(1970)),)).passed


def test_a_column_that_is_not_there_is_said_once() -> None:
    bare = replace(slate(people(3, sex=None)), columns=frozenset({"number", "name", "born"}))
    without = contest((), 2, slate=bare)
    finding = only(LS01, subject(without))
    assert finding.people == (1, 2, 3)
    assert text(finding) == "cần bổ sung vào danh sách: danh sách không có cột giới tính"


def test_a_draft_lacks_numbers_and_names_too() -> None:
    candidates = (person(1, number=None), person(2), person(3, name=" "))
    finding = listing(LS01, candidates, draft=True)
    assert finding.people == (1, 3)
    assert text(finding) == "cần bổ sung vào danh sách: thiếu số thứ tự: số 1, thiếu họ và tên: số 3"
    assert listing(LS01, (person(1, number=None),)).passed


@pytest.mark.parametrize(
    ("one", "other", "passed"),
    [
        ("20/03/1975", "20/03/1975", False),
        ("20/03/1975", "21/03/1975", True),
        ("20/03/1975", "03/1975", None),
        ("20/03/1975", "1975", None),
        ("03/1975", "1975", None),
        ("1975", "1975", False),
        ("20/03/1975", "04/1975", True),
        ("20/03/1975", None, None),
        (None, None, None),
    ],
)
def test_the_same_person_is_the_same_name_and_birth(one: str | None, other: str | None, passed: bool | None) -> None:  # noqa: FBT001
    candidates = (
        person(1, name="Nguyễn Văn An", born=one and parse(one)),
        person(2, name="NGUYỄN  VĂN  AN", born=other and parse(other)),
        person(3, name="Nguyễn Văn Ân", born=one and parse(one)),
    )
    for order in (candidates, candidates[::-1]):
        finding = listing(LS02, order)
        assert finding.passed is passed
        assert len(finding.people) == (0 if passed else 2)
        assert finding.asks is (not passed)


def test_both_kinds_of_doubt_are_told_apart() -> None:
    known, unknown = parse("20/03/1975"), parse("1980")
    candidates = (
        person(1, name="Lê Văn An", born=known),
        person(2, name="Lê Văn An", born=known),
        person(3, name="Lê Văn Bình", born=unknown),
        person(4, name="Lê Văn Bình", born=None),
    )
    finding = listing(LS02, candidates)
    assert (finding.passed, finding.people) == (False, (1, 2, 3, 4))
    assert text(finding) == (
        "trùng họ tên và ngày sinh, chỉ giữ một dòng: Lê Văn An (số 1, 2); "
        "trùng họ tên, cần ghi rõ ngày sinh: Lê Văn Bình (số 3, 4)"
    )


@given(found=st.lists(st.tuples(st.sampled_from(["Lê An", "LÊ AN", "Lê Ân", "Lê Bình"]), births), max_size=6))
def test_duplicates_agree_with_asking_every_pair(found: list[tuple[str, PartialDate | None]]) -> None:
    candidates = tuple(person(place, name=name, born=born) for place, (name, born) in enumerate(found, start=1))
    verdicts: list[bool | None] = []
    for one, other in combinations(candidates, 2):
        if one.name.casefold() == other.name.casefold():
            if one.born is None or other.born is None:
                verdicts.append(None)
            elif one.born == other.born:
                verdicts.append(False)
            elif max(one.born.earliest, other.born.earliest) <= min(one.born.latest, other.born.latest):
                verdicts.append(None)
    expected = False if False in verdicts else None if None in verdicts else True
    assert listing(LS02, candidates).passed is expected


@pytest.mark.parametrize(
    ("numbers", "passed", "wrong"),
    [
        ((1, 2, 3), True, ()),
        ((3, 1, 2), True, ()),
        ((1, 2, 2), False, (2, 3)),
        ((1, 2, 4), False, (3,)),
        ((0, 1, 2), False, (1,)),
        ((1, None, 3), None, (2,)),
        ((1, None, 1), False, (1, 3)),
        ((None, None, None), None, (1, 2, 3)),
    ],
)
def test_a_draft_is_numbered_from_1_to_n(
    numbers: tuple[int | None, ...],
    passed: bool | None,  # noqa: FBT001 - an expectation, not a switch
    wrong: tuple[int, ...],
) -> None:
    candidates = tuple(person(place, number=number) for place, number in enumerate(numbers, start=1))
    finding = listing(LS04, candidates, draft=True)
    assert (finding.passed, finding.people) == (passed, wrong)
    assert finding.asks is (passed is not True)


def test_numbering_is_of_drafts_only() -> None:
    assert not tuple(LS04.run(subject(contest((person(1, number=7),), 1))))


@given(order=st.permutations(range(8)))
def test_the_order_is_right_exactly_when_no_neighbours_are_the_wrong_way_round(order: list[int]) -> None:
    names = [NAMES[13 * at] for at in order]
    candidates = tuple(person(place, name=name) for place, name in enumerate(names, start=1))
    keys = [order_key(name) for name in names]
    finding = listing(LS05, candidates)
    assert finding.passed is all(one <= other for one, other in pairwise(keys))
    moved = {place - 1 for place in finding.people}
    staying = [key for at, key in enumerate(keys) if at not in moved]
    assert staying == sorted(staying)
    # As few people as can be are asked to move: no larger part of the list is in order.
    longest = max(
        len(part) for size in range(len(keys) + 1) for part in combinations(keys, size) if list(part) == sorted(part)
    )
    assert len(staying) == longest


def test_who_is_out_of_place_and_where_they_belong() -> None:
    names = ("Trần Thị Yến", "Lê Văn An", "Đỗ Văn Ân", "Hà Thị Bé")
    finding = listing(LS05, tuple(person(place, name=name) for place, name in enumerate(names, start=1)))
    assert (finding.passed, finding.people, finding.force) == (False, (1,), Force.TARGET)
    assert text(finding) == ("chưa xếp theo tên, vần A, B, C; cần chuyển 1 người, trước hết: Trần Thị Yến về vị trí 4")


def test_namesakes_stand_side_by_side_in_any_order() -> None:
    same = (person(1), person(2, name=NAMES[0], born=parse("1980")), person(3, name=NAMES[0], born=parse("1960")))
    assert listing(LS05, same).passed
    assert listing(LS05, (*same[::-1], person(4))).passed


def test_the_order_is_that_of_the_numbers_not_of_the_lines() -> None:
    assert listing(LS05, people(20)[::-1]).passed
    assert listing(LS05, tuple(person(place, number=21 - place) for place in range(1, 21))).passed is False


def test_without_a_name_the_order_cannot_be_known() -> None:
    finding = listing(LS05, (person(1), person(2, name=""), person(3)), draft=True)
    assert (finding.passed, finding.people) == (None, (2,))
    moved = listing(LS05, (person(3, number=1), person(2, name=""), person(1, number=3)), draft=True)
    assert moved.passed is False
