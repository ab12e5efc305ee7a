"""What a committee concluded is said in words of its own, whatever else an identifier may mean elsewhere."""

from __future__ import annotations

import pytest

from rules.labels import label_of
from rules.messages import Translator
from tally.model import InvalidReason, RawMark
from tally.ruling_words import ruling_phrase

VI, EN = Translator("vi"), Translator("en")


def test_a_ballot_ruled_valid_is_valid_and_not_a_number_of_ballots() -> None:
    assert (VI.text(ruling_phrase("valid")), EN.text(ruling_phrase("valid"))) == ("hợp lệ", "valid")


@pytest.mark.parametrize("mark", RawMark)
def test_a_mark_is_told_as_marks_are(mark: RawMark) -> None:
    assert ruling_phrase(mark.name.lower()) == label_of(mark)


@pytest.mark.parametrize("ground", InvalidReason)
def test_a_ground_is_told_as_grounds_are(ground: InvalidReason) -> None:
    assert ruling_phrase(ground.value) == label_of(ground)


def test_a_ground_of_a_bodys_own_stands_for_itself() -> None:
    assert VI.text(ruling_phrase("rách")) == "rách"
