"""Marks, ballots and the layer of rulings over them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.model import COMPUTED_REASONS, Ballot, InvalidReason, MarkRuling, RawMark, Tally


def test_every_mark_has_a_letter_of_its_own() -> None:
    # design §6: the letters of the canonical form
    assert "".join(RawMark) == "ksadbnu"
    assert all(len(mark) == 1 for mark in RawMark)


def test_the_program_finds_four_grounds_and_people_the_others() -> None:
    assert {"overvote", "votes_for_nobody", "double_mark", "unmarked"} == COMPUTED_REASONS
    assert set(InvalidReason) > COMPUTED_REASONS


def test_a_ruling_on_a_mark_changes_the_reading_and_not_the_mark() -> None:
    ballot = Ballot(7, "kus", mark_rulings=(MarkRuling(2, RawMark.STRUCK),))
    assert ballot.reading == "kss"
    assert ballot.marks == "kus"


def test_rulings_on_several_marks_are_laid_over_each_in_its_place() -> None:
    rulings = (MarkRuling(3, RawMark.KEPT), MarkRuling(1, RawMark.STRUCK))
    assert Ballot(7, "uku", mark_rulings=rulings).reading == "skk"


@given(st.text("ksu", min_size=1, max_size=20))
def test_without_rulings_the_reading_is_what_is_on_the_paper(marks: str) -> None:
    assert Ballot(1, marks).reading == marks


def test_nothing_on_a_ballot_can_be_rewritten() -> None:
    with pytest.raises(FrozenInstanceError):
        Ballot(1, "ks").marks = "kk"  # type: ignore[misc]  # that it is refused is the test


def test_all_ballots_are_the_valid_and_the_invalid_ones() -> None:
    reasons = {InvalidReason.OVERVOTE: 2, InvalidReason.SIGNED: 1}
    tally = Tally(valid=5, invalid_reasons=reasons, votes=(5,), against=(0,), not_counted=(0,))
    assert tally.invalid == 3
    assert tally.counted == 8
