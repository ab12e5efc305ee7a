"""Later rounds held against the vote they answer, and what is still open in a congress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.errors import FaultList
from rules.messages import Translator
from rules.model import About, Attendance, Contest, Vote
from tally.model import Ballot
from tally.outcome import State
from tally.result import ContestResult
from tally.rounds import CongressResult, check_coming
from tests.tally.builders import attended, congress, contest, pile, rules, slate, times
from tests.tally.linked_rounds import FILLED, SHORT, SHORT_OF_TWO, TIED, counted, decided, faults_of, first, later, void

VI = Translator("vi")


def told(*results: ContestResult) -> list[tuple[str, str | None, str | None]]:
    """Everything wrong between rounds: name, key, value seen."""
    return [(fault.name, fault.place.key, fault.seen) for fault in faults_of(*results)]


def test_a_re_vote_among_exactly_the_tied_for_the_open_seat_answers_a_tie() -> None:
    assert told(first(TIED), counted(later(Vote.REVOTE, (3, 4)))) == []
    assert told(first(TIED), counted(later(Vote.REVOTE, (4, 3)))) == []


def test_a_further_vote_among_people_not_elected_answers_a_shortfall() -> None:
    assert told(first(SHORT), counted(later(Vote.FURTHER, (3, 4)))) == []


def test_a_further_vote_may_fill_fewer_than_all_missing_seats() -> None:
    assert told(first(SHORT_OF_TWO), counted(later(Vote.FURTHER, (2, 3, 4), 1), "kss")) == []
    assert told(first(SHORT_OF_TWO), counted(later(Vote.FURTHER, (2, 3, 4), 2), "kks")) == []


def test_a_vote_again_on_the_whole_list_answers_an_annulled_box() -> None:
    again = counted(later(Vote.AGAIN, (1, 2, 3, 4), 3), "kkks")
    assert told(void(decided(About.OVER_ISSUED, "annulled")), again) == []


def test_the_order_of_contests_in_the_file_does_not_matter() -> None:
    assert told(counted(later(Vote.REVOTE, (3, 4))), first(TIED)) == []


def test_first_votes_answer_nothing() -> None:
    assert told(first(FILLED), first(TIED, what=replace(contest(4, 3), id="bt"))) == []


def test_the_vote_before_must_have_been_counted() -> None:
    (fault,) = faults_of(counted(later(Vote.REVOTE, (3, 4))))
    assert (fault.name, fault.place.key) == ("contest.parent_not_counted", "contest.bch-2.after")
    assert fault.seen == "bch"
    assert "chưa có phiếu" in VI.text(fault.message)


@pytest.mark.parametrize(
    ("vote", "ballots"),
    [
        (Vote.REVOTE, FILLED),
        (Vote.REVOTE, SHORT),
        (Vote.FURTHER, FILLED),
        (Vote.FURTHER, TIED),
        (Vote.AGAIN, FILLED),
        (Vote.AGAIN, TIED),
        (Vote.AGAIN, SHORT),
    ],
)
def test_a_round_that_answers_nothing_is_refused(vote: Vote, ballots: tuple[Ballot, ...]) -> None:
    (fault,) = faults_of(first(ballots), counted(later(vote, (3, 4))))
    assert (fault.name, fault.place.key, fault.seen) == (
        "contest.answers_nothing",
        "contest.bch-2.vote",
        vote.value,
    )
    assert VI.label(vote) in VI.text(fault.message)


@pytest.mark.parametrize("vote", [Vote.REVOTE, Vote.FURTHER])
def test_a_void_box_is_answered_only_by_a_vote_again(vote: Vote) -> None:
    assert told(void(), counted(later(vote, (3, 4)))) == [("contest.answers_nothing", "contest.bch-2.vote", vote.value)]


def test_a_re_vote_for_other_seats_than_the_open_ones() -> None:
    fault = faults_of(first(TIED), counted(later(Vote.REVOTE, (3, 4, 2), 2), "kks"))[0]
    assert (fault.name, fault.place.key, fault.seen) == ("contest.seats_of_round", "contest.bch-2.seats", "2")
    assert "còn 1 chỗ" in VI.text(fault.message)


def test_a_further_vote_for_more_seats_than_are_missing() -> None:
    assert told(first(SHORT), counted(later(Vote.FURTHER, (3, 4, 3), 2), "kks")) == [
        ("contest.seats_of_round", "contest.bch-2.seats", "2")
    ]


def test_a_vote_again_for_fewer_seats() -> None:
    assert told(void(), counted(later(Vote.AGAIN, (1, 2, 3, 4), 2), "kkss")) == [
        ("contest.seats_of_round", "contest.bch-2.seats", "2")
    ]


@pytest.mark.parametrize(
    ("before", "seen"),
    [((3, 2), "2 3"), ((3, 4, 2), "2 3 4"), ((3, 3), "3"), ((3, 4, 4), "3 4")],
)
def test_a_re_vote_with_another_list_than_the_tied(before: tuple[int, ...], seen: str) -> None:
    (fault,) = faults_of(first(TIED), counted(later(Vote.REVOTE, before), "k" + "s" * (len(before) - 1)))
    assert (fault.name, fault.place.key, fault.seen) == ("contest.list_of_revote", "contest.bch-2.slate", seen)
    assert VI.text(fault.message).endswith("3, 4")


def test_a_re_vote_whose_list_does_not_say_the_numbers_before() -> None:
    what = replace(later(Vote.REVOTE, (3, 4)), slate=slate(2))
    assert told(first(TIED), counted(what)) == [("contest.list_of_revote", "contest.bch-2.slate", "")]


def test_a_further_vote_with_somebody_already_elected() -> None:
    (fault,) = faults_of(first(SHORT), counted(later(Vote.FURTHER, (3, 2, 1), 1), "kss"))
    assert (fault.name, fault.place.key, fault.seen) == ("contest.list_of_further", "contest.bch-2.slate", "1 2")
    assert "đã trúng cử" in VI.text(fault.message)


def test_everything_wrong_with_a_round_is_told_at_once() -> None:
    assert [name for name, _, _ in told(first(SHORT), counted(later(Vote.FURTHER, (3, 2, 1), 2), "kks"))] == [
        "contest.seats_of_round",
        "contest.list_of_further",
    ]


def test_two_re_votes_cannot_answer_one_tie() -> None:
    (fault,) = faults_of(
        first(TIED), counted(later(Vote.REVOTE, (3, 4))), counted(later(Vote.REVOTE, (3, 4), id_="bch-3"))
    )
    assert (fault.name, fault.place.key) == ("contest.seats_of_round", "contest.bch-3.seats")
    assert "còn 0 chỗ" in VI.text(fault.message)


def test_two_further_votes_share_the_missing_seats_and_elect_nobody_twice() -> None:
    one = counted(later(Vote.FURTHER, (2, 3), 1), "ks")
    assert one.outcome.elected == (1,)  # who was number 2 before
    fitting = counted(later(Vote.FURTHER, (3, 4), 1, id_="bch-3"), "sk")
    assert told(first(SHORT_OF_TWO), one, fitting) == []
    again = counted(later(Vote.FURTHER, (2, 4), 1, id_="bch-3"), "ks")
    assert told(first(SHORT_OF_TWO), one, again) == [("contest.list_of_further", "contest.bch-3.slate", "2")]
    too_many = counted(later(Vote.FURTHER, (3, 4, 2), 2, id_="bch-3"), "kks")
    assert told(first(SHORT_OF_TWO), one, too_many)[0] == ("contest.seats_of_round", "contest.bch-3.seats", "2")


@pytest.mark.parametrize(
    ("about", "words", "ballots", "vote"),
    [
        (About.TIED, "no_further_revote", TIED, Vote.REVOTE),
        (About.SHORT, "no_further_vote", SHORT, Vote.FURTHER),
    ],
)
def test_a_round_the_congress_decided_against_is_refused(
    about: About, words: str, ballots: tuple[Ballot, ...], vote: Vote
) -> None:
    (fault,) = faults_of(first(ballots, decided(about, words)), counted(later(vote, (3, 4))))
    assert (fault.name, fault.place.key, fault.seen) == ("contest.decided_otherwise", "contest.bch-2.after", "bch")
    assert f"«{words}» về «bch»" in VI.text(fault.message)


def test_a_re_vote_tied_again_may_be_voted_on_once_more() -> None:
    second = first(pile(*times(5, "ks"), *times(5, "sk")), what=later(Vote.REVOTE, (3, 4)))
    assert second.outcome.state is State.TIED
    third = counted(later(Vote.REVOTE, (1, 2), id_="bch-3", after="bch-2"))
    assert told(first(TIED), second, third) == []


# --- A round whose ballots are still to be printed ---


def faults_of_coming(what: Contest, *results: ContestResult) -> list[tuple[str, str | None, str | None]]:
    """What is wrong with a round before its ballots are printed."""
    faults = FaultList("congress.toml")
    check_coming(what, results, faults)
    return [(fault.name, fault.place.key, fault.seen) for fault in faults.faults]


OTHER = replace(contest(4, 3), id="bt")
"""Another contest of the same congress, which must not be taken for the one a round answers."""


def test_a_coming_round_that_follows_is_printed() -> None:
    for what, before in (
        (later(Vote.REVOTE, (3, 4)), first(TIED)),
        (later(Vote.FURTHER, (3, 4)), first(SHORT)),
        (later(Vote.AGAIN, (1, 2, 3, 4), 3), void()),
    ):
        assert faults_of_coming(what, first(FILLED, what=OTHER), before) == []
        assert faults_of_coming(what, before, first(FILLED, what=OTHER)) == []


def test_a_coming_round_is_held_against_the_vote_it_answers_as_a_counted_one_is() -> None:
    nobody_counted = [("contest.parent_not_counted", "contest.bch-2.after", "bch")]
    assert faults_of_coming(later(Vote.REVOTE, (3, 4)), first(TIED, what=OTHER)) == nobody_counted
    assert faults_of_coming(later(Vote.REVOTE, (3, 4)), first(FILLED), first(TIED, what=OTHER)) == [
        ("contest.answers_nothing", "contest.bch-2.vote", "revote")
    ]
    assert faults_of_coming(later(Vote.REVOTE, (2, 3)), first(TIED)) == [
        ("contest.list_of_revote", "contest.bch-2.slate", "2 3")
    ]


def test_seats_that_a_counted_round_has_filled_are_not_voted_on_again() -> None:
    one = counted(later(Vote.FURTHER, (2, 3), 1), "ks")
    another = later(Vote.FURTHER, (3, 4), 2, id_="bch-3")
    assert faults_of_coming(replace(another, seats=1), first(SHORT_OF_TWO), one) == []
    assert faults_of_coming(another, first(SHORT_OF_TWO), one) == [
        ("contest.seats_of_round", "contest.bch-3.seats", "2")
    ]


def test_a_vote_again_is_on_the_whole_list_as_before() -> None:
    (fault,) = faults_of(void(), counted(later(Vote.AGAIN, (1, 2, 4, 4), 3), "kkks"))
    assert (fault.name, fault.place.key, fault.seen) == ("contest.list_of_again", "contest.bch-2.slate", "1 2 4")
    assert VI.text(fault.message) == "bỏ phiếu lại với cả danh sách 4 người như trước"


# --- What is still open ---


def open_ids(*results: ContestResult) -> list[str]:
    """The contests where people must decide first."""
    held = congress(result.contest for result in results)
    found = CongressResult(congress=held, rules=rules(), contests=results)
    return [result.contest.id for result in found.open_contests]


def test_a_filled_contest_is_not_open() -> None:
    assert open_ids(first(FILLED)) == []


@pytest.mark.parametrize(
    ("ballots", "about", "vote"),
    [(TIED, About.TIED, Vote.REVOTE), (SHORT, About.SHORT, Vote.FURTHER)],
)
def test_a_tie_or_shortfall_is_open_until_a_decision_or_a_later_round(
    ballots: tuple[Ballot, ...], about: About, vote: Vote
) -> None:
    assert open_ids(first(ballots)) == ["bch"]
    assert open_ids(first(ballots, decided(about, "no_further_vote"))) == []
    assert open_ids(first(ballots), counted(later(vote, (3, 4)))) == []


def test_a_later_round_that_is_open_itself_stays_open() -> None:
    tied_again = first(pile(*times(5, "ks"), *times(5, "sk")), what=later(Vote.REVOTE, (3, 4)))
    assert open_ids(first(TIED), tied_again) == ["bch-2"]


def test_a_void_box_stays_open_until_the_congress_annuls_it_even_if_voted_on_again() -> None:
    again = counted(later(Vote.AGAIN, (1, 2, 3, 4), 3), "kkks")
    annulled = decided(About.OVER_ISSUED, "annulled")
    assert open_ids(void()) == ["bch"]
    assert open_ids(void(), again) == ["bch"]
    assert open_ids(void(annulled), again) == []


def test_an_annulled_box_without_a_vote_again_is_decided() -> None:
    assert open_ids(void(decided(About.OVER_ISSUED, "annulled"))) == []


def test_attendance_of_a_later_round_is_its_own() -> None:
    what = attended(later(Vote.REVOTE, (3, 4)), Attendance(summoned=10, present=8), issued=8, returned=8)
    second = first(pile(*times(8, "ks")), what=what)
    assert told(first(TIED), second) == []
