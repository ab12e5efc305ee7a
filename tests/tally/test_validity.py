"""A ballot's verdict: what the provision calls valid and invalid, sentence by sentence (244-QĐ/TW Điều 17).

The rows are those of law/RULES.md; the address stands with the case where one page shows the words.
"""

from __future__ import annotations

from itertools import product

import pytest

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import COMPUTED_REASONS, Ballot, InvalidReason, MarkRuling, RawMark
from tally.validity import BallotForm, needing_all_disagree, unclear, verdict
from tests.tally import plain
from tests.tally.builders import pile

LAWNET = (
    "https://lawnet.vn/en/laws/"
    "phan-biet-phieu-bau-cu-hop-le-va-phieu-bau-cu-khong-hop-le-trong-viec-bau-cu-dang-cong-san-viet-nam-18577.html"
)
"""Where rows 1.9 and 1.10 were seen."""

WITH_SURPLUS = BallotForm(form=Form.STRIKE_OUT, names=4, seats=3)
ONE_NAME = BallotForm(form=Form.AGREE_DISAGREE, names=1, seats=1)
SEVERAL = BallotForm(form=Form.AGREE_DISAGREE, names=3, seats=3)


def why(paper: BallotForm, marks: str, all_disagree: AllDisagree | None = None) -> InvalidReason | None:
    """The verdict of one paper with these marks."""
    return verdict(Ballot(1, marks), paper, all_disagree)


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("kkks", None),  # row 1.9a: exactly as many as the number to elect
        ("kkss", None),  # row 1.9a: fewer
        ("ksss", None),  # row 1.9a: one is enough
        ("kkkk", InvalidReason.OVERVOTE),  # row 1.10: more than the number
        ("ssss", InvalidReason.VOTES_FOR_NOBODY),  # row 1.10: nobody on a list of several
    ],
)
def test_on_a_list_with_surplus_as_many_or_fewer_names_are_valid(marks: str, reason: InvalidReason | None) -> None:
    assert why(WITH_SURPLUS, marks) is reason, LAWNET


def test_a_ballot_on_which_nothing_is_struck_votes_for_too_many() -> None:
    # ADDITIONS 1.4: no Party text says so of a blank ballot, but it votes for 4 where 3 are elected
    assert why(WITH_SURPLUS, "kkkk") is InvalidReason.OVERVOTE


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("a", None),
        ("d", None),  # rows 1.9b, ADDITIONS 1.3: an X in «không đồng ý» is a valid ballot
        ("b", InvalidReason.DOUBLE_MARK),  # row 1.11, ADDITIONS 1.2 (4)
        ("n", InvalidReason.UNMARKED),  # row 1.12, from the definition in 1.9b
    ],
)
def test_of_one_name_exactly_one_of_the_two_boxes_is_marked(marks: str, reason: InvalidReason | None) -> None:
    assert why(ONE_NAME, marks) is reason, LAWNET
    assert why(ONE_NAME, marks, AllDisagree.INVALID) is reason  # the choice is about several names only


@pytest.mark.parametrize("marks", ["aaa", "abn", "and", "abb", "ann", "nna"])
def test_of_several_names_a_row_with_both_boxes_or_neither_spoils_nothing(marks: str) -> None:
    # row 1.9c and 1.20 (Điều 32, khoản 1)
    for choice in (None, *AllDisagree):
        assert why(SEVERAL, marks, choice) is None


@pytest.mark.parametrize("marks", ["ddd", "nnn", "bbb", "dbn"])
def test_of_several_names_agreeing_to_nobody_is_what_the_choice_says(marks: str) -> None:
    # row 1.13: the text seen does not settle it
    assert why(SEVERAL, marks, AllDisagree.VALID) is None
    assert why(SEVERAL, marks, AllDisagree.INVALID) is InvalidReason.VOTES_FOR_NOBODY
    with pytest.raises(ValueError, match=marks):
        why(SEVERAL, marks)


@pytest.mark.parametrize("reason", sorted(set(InvalidReason) - COMPUTED_REASONS))
@pytest.mark.parametrize("marks", ["kkkk", "kkss", "ssss", "uuuu"])
def test_the_committees_ruling_comes_before_the_marks(reason: InvalidReason, marks: str) -> None:
    assert verdict(Ballot(1, marks, reason), WITH_SURPLUS, None) is reason


def test_a_ruling_on_a_mark_is_what_the_verdict_reads() -> None:
    ballot = Ballot(1, "kkku", mark_rulings=(MarkRuling(4, RawMark.KEPT),))
    assert verdict(ballot, WITH_SURPLUS, None) is InvalidReason.OVERVOTE


def test_a_mark_nobody_ruled_on_has_no_verdict() -> None:
    with pytest.raises(ValueError, match=r"ballot 12 .* kkus"):
        verdict(Ballot(12, "kkus"), WITH_SURPLUS, None)


@pytest.mark.parametrize("seats", [1, 2, 3, 4])
@pytest.mark.parametrize("names", [1, 2, 3, 4])
def test_every_paper_of_up_to_four_names_has_the_verdict_of_the_plain_reading(names: int, seats: int) -> None:
    for form, letters in ((Form.STRIKE_OUT, "ks"), (Form.AGREE_DISAGREE, "adbn")):
        if form is Form.STRIKE_OUT and names == 1:
            continue  # a list with surplus has several names
        paper = BallotForm(form=form, names=names, seats=seats)
        said = plain.Paper(form=form.value, seats=seats)
        for row, choice, ruling in product(product(letters, repeat=names), AllDisagree, (None, InvalidReason.SIGNED)):
            marks = "".join(row)
            assert verdict(Ballot(1, marks, ruling), paper, choice) == plain.reason(marks, ruling, said, choice)


def test_ballots_to_be_ruled_on_are_those_unclear_and_not_ruled() -> None:
    ballots = (
        Ballot(1, "kus"),
        Ballot(2, "uuu", InvalidReason.SIGNED),
        Ballot(3, "kus", mark_rulings=(MarkRuling(2, RawMark.KEPT),)),
        Ballot(4, "uus", mark_rulings=(MarkRuling(2, RawMark.KEPT),)),
        Ballot(5, "kks"),
    )
    assert [ballot.number for ballot in unclear(ballots)] == [1, 4]


def test_the_open_choice_is_needed_by_ballots_that_agree_to_nobody_on_a_list_of_several() -> None:
    ballots = (*pile("ddd", "nbd", "dda"), Ballot(4, "ddd", InvalidReason.MARKED))
    assert [ballot.number for ballot in needing_all_disagree(ballots, SEVERAL)] == [1, 2]


def test_a_ballot_that_may_yet_agree_to_somebody_does_not_need_the_open_choice() -> None:
    ballots = (Ballot(1, "ddu"), Ballot(2, "ddu", mark_rulings=(MarkRuling(3, RawMark.DISAGREE),)))
    assert [ballot.number for ballot in needing_all_disagree(ballots, SEVERAL)] == [2]


def test_the_open_choice_is_never_needed_for_one_name_nor_on_a_list_with_surplus() -> None:
    assert needing_all_disagree(pile("d", "n", "b"), ONE_NAME) == ()
    assert needing_all_disagree(pile("ssss", "kkkk"), WITH_SURPLUS) == ()
