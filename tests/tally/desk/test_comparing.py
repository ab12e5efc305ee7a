"""Entries side by side: where they differ, who stands alone, what a paper shows and what is still to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from tally.desk.comparing import VALID, Difference, differences, is_ruled, settle, shown
from tally.desk.state import Bundle, BundleEntry, Resolution, Ruling, Typed
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, THIRD

CLERKS = (FIRST, SECOND, THIRD)


def paper(marks: str = "kkks", *, by: str = FIRST, ground: str = "", doubtful: bool = False, note: str = "") -> Typed:
    """A paper as a clerk typed it."""
    return Typed(typed="…", marks=marks, ground=ground, doubtful=doubtful, note=note, by=by, digest=f"sha256:{by}")


def bundle(
    *entries: Mapping[int, Typed],
    finished: bool = True,
    resolved: Mapping[int, Resolution] = MappingProxyType({}),
    rulings: Mapping[int, tuple[Ruling, ...]] = MappingProxyType({}),
) -> Bundle:
    """A bundle of five papers with these entries."""
    made = tuple(
        BundleEntry(number=place, people=(CLERKS[place - 1],), ballots=papers, finished=finished or place == 1)
        for place, papers in enumerate(entries, start=1)
    )
    return Bundle(number=1, first=1, last=5, papers=5, entries=made, resolved=resolved, rulings=rulings)


def ruling(name: int, what: str) -> Ruling:
    """A conclusion of the committee."""
    return Ruling(name=name, ruling=what, reason="nhìn rõ", in_favour=5, of=7, by=CHAIR)


def test_entries_that_agree_on_every_paper_have_no_difference() -> None:
    first = {1: paper(), 2: paper("kkkk", ground="signed")}
    second = {
        2: replace(paper("kkkk", ground="signed", by=SECOND), typed="-!4"),
        1: paper(by=SECOND, note="mờ", doubtful=True),
    }
    assert differences(bundle(first, second)) == ()


def test_a_difference_tells_the_paper_and_the_names_beside_which_the_marks_differ() -> None:
    first = {3: paper("kkss"), 1: paper("kkks"), 2: paper("kkks")}
    second = {1: paper("skkk", by=SECOND), 2: paper("kkks", by=SECOND), 3: paper("kkks", by=SECOND)}
    assert differences(bundle(first, second)) == (
        Difference(ballot=1, typed=(first[1], second[1]), names=(1, 4), alone=None),
        Difference(ballot=3, typed=(first[3], second[3]), names=(3,), alone=None),
    )


def test_the_same_marks_with_another_ground_are_a_difference_beside_no_name() -> None:
    first, second = {1: paper(ground="signed")}, {1: paper(by=SECOND)}
    assert differences(bundle(first, second)) == (
        Difference(ballot=1, typed=(first[1], second[1]), names=(), alone=None),
    )


def test_a_paper_that_only_one_entry_has_is_a_difference_beside_no_name() -> None:
    first, second = {1: paper(), 2: paper()}, {2: paper(by=SECOND), 4: paper(by=SECOND)}
    assert differences(bundle(first, second)) == (
        Difference(ballot=1, typed=(first[1], None), names=(), alone=None),
        Difference(ballot=4, typed=(None, second[4]), names=(), alone=None),
    )


@pytest.mark.parametrize(
    ("marks", "alone"),
    [
        (("kkss", "kkks", "kkks"), 1),
        (("kkks", "kkss", "kkks"), 2),
        (("kkks", "kkks", "kkss"), 3),
        (("kkks", "kkks", None), 3),
        ((None, None, "kkks"), 3),
        (("kkks", "kkss", "ksks"), None),
        (("kkks", "kkss", None), None),
    ],
)
def test_of_three_entries_the_one_against_two_that_agree_is_named(
    marks: tuple[str | None, ...], alone: int | None
) -> None:
    entries = [
        {} if letters is None else {2: paper(letters, by=clerk)} for letters, clerk in zip(marks, CLERKS, strict=True)
    ]
    (difference,) = differences(bundle(*entries))
    assert difference.alone == alone
    assert difference.typed == tuple(entry.get(2) for entry in entries)


def test_of_three_entries_one_may_stand_alone_with_its_ground() -> None:
    (difference,) = differences(bundle({1: paper()}, {1: paper(ground="marked")}, {1: paper()}))
    assert difference.alone == 2


def test_what_is_open_in_a_bundle_are_its_unresolved_differences_and_the_papers_that_wait_for_the_committee() -> None:
    first = {1: paper("kkss"), 2: paper("kkss"), 3: paper("kkku"), 4: paper(ground="signed"), 5: paper("uuuu")}
    second = {
        **{number: replace(each, by=SECOND) for number, each in first.items()},
        1: paper(by=SECOND),
        2: paper(by=SECOND),
    }
    resolved = {2: Resolution(paper=paper(by=CHAIR, doubtful=True), by=CHAIR, digest="sha256:2")}
    rulings = {4: (ruling(0, "signed"),), 5: (ruling(1, "kept"),)}
    open_ = bundle(first, second, resolved=resolved, rulings=rulings)
    assert settle(open_) == replace(open_, differences=2, differing=(1,), asking=(2, 3, 5))


def test_of_an_unfinished_bundle_nothing_is_known() -> None:
    known = bundle({1: paper("kkss")}, {1: paper()}, finished=False)
    assert settle(replace(known, differences=3, differing=(1,), asking=(1,))) == known


def test_a_paper_on_which_entries_agree_shows_what_the_first_typed_with_every_note_once_and_any_flag() -> None:
    first = {1: paper(note="mờ"), 2: paper(note="rách"), 3: paper(), 4: paper(doubtful=True)}
    second = {
        1: replace(paper(by=SECOND, note="mờ"), typed="04"),
        2: paper(by=SECOND),
        3: paper(by=SECOND),
        4: paper(by=SECOND),
    }
    third = {
        1: paper(by=THIRD, note="mực loang", doubtful=True),
        2: paper(by=THIRD),
        3: paper(by=THIRD),
        4: paper(by=THIRD),
    }
    assert shown(bundle(first, second, third)) == {
        1: replace(first[1], note="mờ; mực loang", doubtful=True),
        2: first[2],
        3: first[3],
        4: first[4],
    }


def test_papers_are_shown_by_number_however_they_were_typed_and_not_while_they_differ() -> None:
    first = {number: paper() for number in (5, 3, 1)}
    second = {5: paper(by=SECOND), 1: paper(by=SECOND), 3: paper("kkkk", by=SECOND)}
    assert list(shown(bundle(first, second))) == [1, 5]


def test_a_paper_that_somebody_looked_at_shows_what_he_saw_even_where_the_entries_agree() -> None:
    seen = paper("ksks", by=CHAIR, note="hai người cùng nhầm")
    resolved = {
        1: Resolution(paper=seen, by=CHAIR, digest="sha256:1"),
        2: Resolution(paper=None, by=CHAIR, digest="sha256:2"),
    }
    first, second = {1: paper(), 3: paper()}, {1: paper(by=SECOND), 2: paper(by=SECOND), 3: paper(by=SECOND)}
    assert shown(bundle(first, second, resolved=resolved)) == {1: seen, 3: first[3]}


@pytest.mark.parametrize(
    ("marks", "rulings", "ruled"),
    [
        ("kkku", None, False),
        ("kkku", (), False),
        ("kkks", (), False),
        ("kkku", (ruling(4, "kept"),), True),
        ("kkuu", (ruling(4, "kept"),), False),
        ("kkuu", (ruling(4, "kept"), ruling(3, "struck")), True),
        ("kkuu", (ruling(0, "signed"),), True),
        ("kkuu", (ruling(0, VALID),), False),
        ("kkks", (ruling(0, VALID),), True),
        ("kkku", (ruling(0, VALID), ruling(4, "struck")), True),
    ],
)
def test_the_committee_has_said_all_once_a_ground_is_named_or_nothing_reads_as_unclear(
    marks: str, rulings: tuple[Ruling, ...] | None, *, ruled: bool
) -> None:
    assert is_ruled(paper(marks), rulings) is ruled


def test_marks_of_another_number_of_names_are_never_compared_in_part() -> None:
    with pytest.raises(ValueError, match="zip"):
        differences(bundle({1: paper("kkk")}, {1: paper("kkks", by=SECOND)}))
