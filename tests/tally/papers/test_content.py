"""What minutes say, computed once: everybody with his numbers, the rounds before, rulings, decisions, regulations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rules.choice import Choices
from rules.citation import Confidence, Instrument
from rules.labels import label_of
from rules.model import About, Decision, Form, Letterhead, Vote
from rules.percent import Percent, PercentRounding
from rules.regulation import Provision
from tally.model import InvalidReason, RawMark
from tally.outcome import Standing
from tally.papers.content import Minutes, Person, Ruled, unsettled
from tally.record import BallotRuled
from tally.result import ContestResult
from tally.rounds import CongressResult
from tally.steps import Step
from tests.tally.builders import REGULATION, congress, contest, provision, rules, slate, times
from tests.tally.papers.made_minutes import (
    ENOUGH,
    FEW,
    ISSUE,
    VI,
    for_alternates,
    later,
    minutes_for,
    result_of,
    voters_minutes,
)
from tests.tally.under_state_2015 import constituency


def numbers_of(people: Sequence[Person]) -> list[int]:
    """Whose they are, by the number on the ballot."""
    return [person.number for person in people]


# --- everybody with his numbers ---


def test_everybody_stands_in_the_order_of_the_ballot_with_his_own_numbers() -> None:
    made = minutes_for(result_of(contest(), ENOUGH))
    assert made.people[:2] == (
        Person(
            number=1,
            name="Trần Thị Bình 1",
            votes=10,
            disagree=0,
            not_counted=0,
            percent=Percent(10_000),
            standing=Standing.ELECTED,
        ),
        Person(
            number=2,
            name="Lê Hữu Chi 2",
            votes=9,
            disagree=1,
            not_counted=0,
            percent=Percent(9_000),
            standing=Standing.ELECTED,
        ),
    )
    assert numbers_of(made.people) == [1, 2, 3, 4]
    assert made.people[3].standing is Standing.NO_MAJORITY


def test_of_boxes_those_against_and_those_not_counted_are_told_apart() -> None:
    boxes = contest(2, 2, Form.AGREE_DISAGREE)
    made = minutes_for(result_of(boxes, (*times(6, "aa"), *times(2, "ad"), "an", "na")))
    assert [(person.votes, person.disagree, person.not_counted) for person in made.people] == [(9, 0, 1), (7, 2, 1)]
    assert made.has_boxes
    assert not minutes_for(result_of(contest(), ENOUGH)).has_boxes


def test_shares_are_rounded_as_the_congress_chose() -> None:
    """Two of three are 66.666… %."""
    result = result_of(contest(2, 1, ballots=3), ("ks", "ks", "sk"))
    for rounding, hundredths in ((PercentRounding.HALF_UP, 6667), (PercentRounding.TRUNCATE, 6666)):
        held = congress((result.contest,), Choices(percent_rounding=rounding))
        assert minutes_for(result, held=held).people[0].percent == Percent(hundredths)


def test_the_elected_stand_from_high_to_low() -> None:
    made = minutes_for(result_of(contest(4, 2), (*times(6, "skks"), *times(4, "sskk"))))
    assert (numbers_of(made.elected), made.alternates, made.supported) == ([3, 2], (), ())
    assert [VI.text(line) for line in made.following] == ["Kết quả: đủ 2 người."]


def test_alternates_and_the_supported_stand_from_high_to_low_too() -> None:
    again = minutes_for(for_alternates(*times(4, "ks"), *times(6, "sk")))
    assert (again.elected, numbers_of(again.alternates)) == ((), [2])
    result = result_of(contest(), ENOUGH)
    asked = replace(result, outcome=replace(result.outcome, elected=(), supported=(3, 1)))
    assert (minutes_for(asked).elected, numbers_of(minutes_for(asked).supported)) == ((), [3, 1])


def test_a_box_without_a_result_has_nobody() -> None:
    made = minutes_for(result_of(contest(ballots=8), times(10, "kkks")))
    assert (made.people, made.elected) == ((), ())


def test_minutes_hold_the_congress_the_result_and_which_making_they_are() -> None:
    result = result_of(contest(), ENOUGH)
    held = replace(congress((result.contest,)), people={"presidium": ("Vũ Thị Mận",)})
    made = minutes_for(result, held=held)
    assert (made.congress, made.result, made.issue, made.contest) == (held, result, ISSUE, result.contest)
    assert (made.names("presidium"), made.names("counting_committee")) == (("Vũ Thị Mận",), ())


def test_whose_paper_it_is_follows_from_who_votes_in_the_contest() -> None:
    assert minutes_for(result_of(contest(), ENOUGH)).letterhead is Letterhead.PARTY
    voters = voters_minutes(constituency(3, 2), times(18, "kks"))
    assert voters.letterhead is Letterhead.STATE
    assert minutes_for(voters.result).letterhead is Letterhead.STATE, "in a congress of members too"


# --- the rounds before ---


def test_a_first_vote_follows_none() -> None:
    made = minutes_for(result_of(contest(), FEW))
    assert (made.before, made.of_seats) == ((), 3)


def test_those_elected_in_the_rounds_before_are_named_from_the_first_on_with_the_seats_of_the_first() -> None:
    first = result_of(contest(), FEW)
    second = result_of(replace(later(Vote.FURTHER, 3, 2), id="bch-2"), (*times(7, "skk"), *times(3, "ssk")))
    third = result_of(replace(later(Vote.FURTHER, 2, 1), id="bch-3", after="bch-2"), times(10, "ks"))
    made = minutes_for(first, second, third)
    assert made.before == ("Trần Thị Bình 1", "Lê Hữu Chi 2", "Phạm Thị Dũng 3", "Lê Hữu Chi 2")
    assert made.of_seats == 3
    made = minutes_for(first, second)
    assert (made.before, made.of_seats) == (("Trần Thị Bình 1", "Lê Hữu Chi 2"), 3)


def test_other_contests_are_not_rounds_before() -> None:
    other = result_of(replace(contest(), id="bch-0"), ENOUGH)
    made = minutes_for(other, result_of(contest(4, 2), FEW))
    assert (made.before, made.of_seats) == ((), 2)


def test_a_round_whose_vote_before_is_not_in_the_folder_stands_for_itself() -> None:
    made = minutes_for(result_of(later(Vote.FURTHER), FEW))
    assert (made.before, made.of_seats) == ((), 2)


# --- rulings and decisions ---


def ruled(**given: object) -> Ruled:
    """A ruling as minutes tell it, of the second paper and its third name unless told otherwise."""
    plain = BallotRuled(contest="bch", ballot=2, name=3, ruling="struck", reason="nét mờ", in_favour=4, of=5)
    made = minutes_for(result_of(contest(), ENOUGH), rulings=[replace(plain, **given)])  # type: ignore[arg-type]
    (found,) = made.rulings
    return found


def test_a_ruling_on_a_mark_names_whose_it_is() -> None:
    assert ruled() == Ruled(
        ballot=2,
        name="Phạm Thị Dũng 3",
        ruling=label_of(RawMark.STRUCK),
        reason="nét mờ",
        in_favour=4,
        of=5,
    )


def test_a_ruling_on_a_whole_ballot_names_nobody() -> None:
    told = ruled(name=0, ruling="signed", reason="", in_favour=0, of=0)
    assert told == Ruled(ballot=2, name="", ruling=label_of(InvalidReason.SIGNED), reason="", in_favour=0, of=0)


@pytest.mark.parametrize(
    ("ruling", "words"),
    [
        ("agree", "đồng ý"),
        ("kept", "để lại"),
        ("both", "đánh dấu cả hai ô"),
        ("written_on", "có viết thêm"),
        ("valid", "hợp lệ"),
    ],
)
def test_what_was_ruled_is_told_in_words(ruling: str, words: str) -> None:
    assert VI.text(ruled(ruling=ruling).ruling) == words


def test_only_what_was_decided_of_this_contest_is_told() -> None:
    of_this, of_other = (
        Decision(contest=name, about=About.SHORT, decision="no_further_vote", by="đại hội", text="Thôi.")
        for name in ("bch", "bi-thu")
    )
    result = result_of(contest(), FEW, of_this)
    held = replace(congress((result.contest,)), decisions=(of_other, of_this))
    assert minutes_for(result, held=held).decisions == (of_this,)


# --- what it rests on ---


def resting_on(*provisions: Provision) -> Minutes:
    """Minutes of a result whose steps are these provisions: the base, the votes needed, the order."""
    found: ContestResult = result_of(contest(), ENOUGH)
    names = ("base", "needed", "order")
    steps = tuple(Step(step=name, provision=each) for name, each in zip(names, provisions, strict=True))
    return minutes_for(replace(found, steps=steps))


def test_each_regulation_is_named_once_and_the_bodys_own_after_them_once() -> None:
    own = provision("count.order", instrument=None, source="Nghị quyết 05-NQ/ĐU", place=None)
    made = resting_on(own, provision("count.needed"), own)
    assert [VI.text(line) for line in made.instruments] == [
        "Quy chế bầu cử trong Đảng (244-QĐ/TW ngày 09/06/2014)",
        "quy định của cấp mình: Nghị quyết 05-NQ/ĐU",
    ]
    made = resting_on(provision("count.base"), provision("count.needed"), provision("count.order"))
    assert len(made.instruments) == 1


def test_a_number_that_another_tenure_gave_again_is_another_regulation() -> None:
    later_one = Instrument(number=REGULATION.number, date=date(2024, 6, 9), title="Quy chế mới")
    made = resting_on(
        provision("count.base"), provision("count.needed", instrument=later_one), provision("count.order")
    )
    assert [VI.text(line) for line in made.instruments] == [
        "Quy chế bầu cử trong Đảng (244-QĐ/TW ngày 09/06/2014)",
        "Quy chế mới (244-QĐ/TW ngày 09/06/2024)",
    ]


def test_places_still_to_be_held_against_the_wording_stand_apart_and_do_not_say_so_each() -> None:
    recalled = provision("count.needed", place="Điều 40", confidence=Confidence.RECALLED)
    made = resting_on(provision("count.base"), recalled, provision("count.order"))
    assert [VI.text(line) for line in made.confirmed] == [
        "244-QĐ/TW ngày 09/06/2014, Điều 32: tổng số để tính quá nửa, thứ tự trúng cử"
    ]
    assert [VI.text(line) for line in made.unconfirmed] == ["244-QĐ/TW ngày 09/06/2014, Điều 40: số phiếu cần đạt"]


# --- before there can be a paper ---


def held_by(*results: ContestResult) -> CongressResult:
    """The results of one congress."""
    return CongressResult(congress=congress(each.contest for each in results), rules=rules(), contests=results)


def test_only_an_annulled_box_that_nobody_decided_on_has_no_papers() -> None:
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="đại hội", text="Hủy.")
    void, filled, short = (
        result_of(contest(ballots=8), times(10, "kkks")),
        result_of(contest(), ENOUGH),
        result_of(contest(), FEW),
    )
    decided = result_of(contest(ballots=8), times(10, "kkks"), annulled)
    assert unsettled(held_by(filled, void, short, decided)) == (void,)


def test_names_are_those_of_the_slate() -> None:
    people = tuple(replace(each, name=f"Vi Thị {each.number}") for each in slate(4).candidates)
    what = replace(contest(), slate=replace(slate(4), candidates=people))
    assert [person.name for person in minutes_for(result_of(what, ENOUGH)).people] == [
        "Vi Thị 1",
        "Vi Thị 2",
        "Vi Thị 3",
        "Vi Thị 4",
    ]
