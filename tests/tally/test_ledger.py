"""The ledger of rounds: who is elected over all votes, alternates, what is still to be voted on, and when it ends."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rules.errors import FaultList
from rules.messages import Translator
from rules.model import About, Decision, Form, Office, Vote
from rules.regulation import Limit
from tally.chain import Seated
from tally.ledger import ledgers
from tally.outcome import Ending
from tally.result import ContestResult
from tally.rounds import check_links, settle
from tests.tally.builders import contest, pile, provision, rules, times
from tests.tally.ledgers import congress_of, counted, kept_by, later, ledger_of, who


def test_one_vote_is_a_ledger_of_itself() -> None:
    found = ledger_of(counted(contest(4, 3), pile(*times(10, "kkks"))))
    assert who(found.elected) == [("bch", 1), ("bch", 2), ("bch", 3)]
    assert (found.seats_open, found.open, found.pending) == (0, False, ())


def test_the_elected_stand_in_the_order_of_the_rounds_and_in_each_by_votes() -> None:
    first = counted(contest(5, 4), kept_by(4, 6, 9, 5, 4, 3))
    second = counted(later(Vote.FURTHER, (3, 4, 5), 2), pile(*times(7, "skk"), *times(3, "sks")))
    found = ledger_of(first, second)
    assert who(found.elected) == [("bch", 2), ("bch", 1), ("bch-2", 2), ("bch-2", 3)]
    assert [person.votes for person in found.elected] == [9, 6, 10, 7]
    assert [found.chain.number_in(found.first, person) for person in found.elected] == [2, 1, 4, 5]
    assert (found.seats_open, found.open) == (0, False)


def test_somebody_is_followed_back_to_the_first_list_that_has_him() -> None:
    first = counted(contest(5, 4), kept_by(4, 9, 8, 5, 4, 3))
    second = counted(later(Vote.FURTHER, (5, 3, 4), 2), pile(*times(5, "kss"), *times(5, "sks")))
    what = later(Vote.FURTHER, (2, 1, 3), 2, id_="bch-3", after="bch-2")
    people = what.slate.candidates
    added = replace(people[2], number_before=None)
    what = replace(what, slate=replace(what.slate, candidates=(*people[:2], added)))
    third = counted(what, pile(*times(5, "kss"), *times(5, "sks")))
    chain = ledger_of(first, second, third).chain
    last = chain.rounds[-1]
    assert who(chain.origin(Seated(result=last, number=number)) for number in (1, 2, 3)) == [
        ("bch", 3),
        ("bch", 5),
        ("bch-3", 3),
    ]
    assert who([chain.origin(Seated(result=chain.first, number=4))]) == [("bch", 4)]


def test_a_round_may_stand_before_its_first_vote_in_the_file() -> None:
    first = counted(contest(4, 3), pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk")))
    second = counted(later(Vote.REVOTE, (3, 4)), pile(*times(10, "sk")))
    assert who(ledger_of(second, first).elected) == [("bch", 1), ("bch", 2), ("bch-2", 2)]


def test_seats_nobody_was_elected_to_stay_open_until_the_congress_decides() -> None:
    short = counted(contest(4, 3), pile(*times(6, "kkss"), *times(4, "ksss")))
    assert (ledger_of(short).seats_open, ledger_of(short).open) == (1, True)
    assert [pending.vote.vote for pending in ledger_of(short).pending] == [Vote.FURTHER]
    decided = Decision(contest="bch", about=About.SHORT, decision="no_further_vote", by="Đại hội", text="…")
    closed = ledger_of(counted(contest(4, 3), pile(*times(6, "kkss"), *times(4, "ksss")), decided))
    assert (closed.seats_open, closed.open, closed.pending) == (1, False, ())


def test_a_further_vote_short_again_names_the_next() -> None:
    first = counted(contest(4, 3), pile(*times(6, "kkss"), *times(4, "ksss")))
    second = counted(later(Vote.FURTHER, (3, 4)), pile(*times(5, "ks"), *times(5, "sk")))
    found = ledger_of(first, second)
    assert (found.seats_open, found.open) == (1, True)
    assert [(each.after.contest.id, each.vote.names) for each in found.pending] == [("bch-2", (1, 2))]


def test_a_re_vote_tied_again_names_another() -> None:
    first = counted(contest(4, 3), pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk")))
    second = counted(later(Vote.REVOTE, (3, 4)), pile(*times(5, "ks"), *times(5, "sk")))
    found = ledger_of(first, second)
    assert [(each.after.contest.id, each.vote.vote, each.vote.seats) for each in found.pending] == [
        ("bch-2", Vote.REVOTE, 1)
    ]


def test_an_annulled_box_elects_nobody_and_the_vote_again_does() -> None:
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="…")
    void = counted(contest(4, 3, ballots=8), pile(*times(10, "kkks")), annulled)
    alone = ledger_of(void)
    assert [each.vote.vote for each in alone.pending] == [Vote.AGAIN]
    again = counted(later(Vote.AGAIN, (1, 2, 3, 4), 3), pile(*times(10, "kkks")))
    found = ledger_of(void, again)
    assert who(found.elected) == [("bch-2", 1), ("bch-2", 2), ("bch-2", 3)]
    assert (found.seats_open, found.open) == (0, False)


def test_a_void_box_names_no_vote_before_it_is_annulled() -> None:
    void = ledger_of(counted(contest(4, 3, ballots=8), pile(*times(10, "kkks"))))
    assert (void.open, void.pending) == (True, ())


def test_a_name_that_a_further_vote_added_is_elected_like_any_other() -> None:
    first = counted(contest(4, 3), pile(*times(6, "kkss"), *times(4, "ksss")))
    what = later(Vote.FURTHER, (3, 4))
    people = list(what.slate.candidates)
    added = replace(people[1], name="Hoàng Thị Mới", number_before=None)
    what = replace(what, slate=replace(what.slate, candidates=(people[0], added)))
    found = ledger_of(first, counted(what, pile(*times(10, "sk"))))
    assert [person.name for person in found.elected][-1] == "Hoàng Thị Mới"
    assert found.chain.number_in(found.first, found.elected[-1]) is None


def test_every_first_contest_has_its_own_ledger_and_an_opinion_has_none() -> None:
    one = counted(contest(4, 3), pile(*times(10, "kkks")))
    other = counted(replace(contest(1, 1, Form.AGREE_DISAGREE), id="bt"), pile(*times(10, "a")))
    asked_under = rules(
        provision("opinion.base", rule="present"),
        provision("opinion.needed", limit=Limit(more_than=Fraction(3, 10)), of="base"),
    )
    opinion = counted(
        replace(contest(2, 2, Form.AGREE_DISAGREE), id="xin", vote=Vote.OPINION),
        pile(*times(10, "ad")),
        under=asked_under,
    )
    found = ledgers(congress_of((one, other, opinion), asked_under))
    assert [each.first.contest.id for each in found] == ["bch", "bt"]


LAST = provision("count.last_round", place=None, rule="upper_committee_appoints", round=3)


def secretary(number: int, marks: str) -> ContestResult:
    """One ballot for a secretary among two."""
    what = replace(contest(2, 1), office=Office.SECRETARY)
    if number > 1:
        after = "bch" if number == 2 else f"bch-{number - 1}"
        what = later(Vote.FURTHER, (1, 2), id_=f"bch-{number}", after=after)
        what = replace(what, office=Office.SECRETARY, round=number)
    return counted(what, pile(*times(5, marks), *times(5, marks[::-1])), under=rules(LAST))


def test_by_the_third_ballot_without_a_winner_the_upper_committee_appoints() -> None:
    first, second, third = (secretary(number, "ks") for number in (1, 2, 3))
    after_two = ledger_of(first, second, under=rules(LAST))
    assert (after_two.open, after_two.ends, len(after_two.pending)) == (True, None, 1)
    found = ledger_of(first, second, third, under=rules(LAST))
    assert (found.open, found.seats_open, found.pending) == (False, 1, ())
    assert found.ends is Ending.UPPER_COMMITTEE_APPOINTS
    last = found.chain.rounds[-1]
    assert last.outcome.next is None
    assert last.steps[-1].step == "last_round"


def test_the_third_ballot_with_a_winner_is_an_election_like_any_other() -> None:
    first, second = (secretary(number, "ks") for number in (1, 2))
    what = replace(later(Vote.FURTHER, (1, 2), id_="bch-3", after="bch-2"), office=Office.SECRETARY, round=3)
    third = counted(what, pile(*times(6, "ks"), *times(4, "sk")), under=rules(LAST))
    found = ledger_of(first, second, third, under=rules(LAST))
    assert (who(found.elected), found.ends, found.open) == ([("bch-3", 1)], None, False)


def test_an_annulled_ballot_is_none_of_the_three() -> None:
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="…")
    void = counted(
        replace(contest(2, 1, ballots=8), office=Office.SECRETARY), pile(*times(10, "ks")), annulled, under=rules(LAST)
    )
    again = replace(later(Vote.AGAIN, (1, 2)), office=Office.SECRETARY)
    tied = pile(*times(5, "ks"), *times(5, "sk"))
    third = replace(later(Vote.FURTHER, (1, 2), id_="bch-3", after="bch-2"), office=Office.SECRETARY, round=3)
    found = ledger_of(void, counted(again, tied, under=rules(LAST)), counted(third, tied, under=rules(LAST)))
    assert found.ends is None
    assert found.open


def test_after_the_last_ballot_no_further_one_is_counted() -> None:
    results = [secretary(number, "ks") for number in (1, 2, 3, 4)]
    faults = FaultList("congress.toml")
    check_links(settle(results, rules(LAST)), faults)
    (fault,) = faults.faults
    assert (fault.name, fault.place.key, fault.seen) == ("contest.rounds_ended", "contest.bch-4.after", "bch-3")
    assert Translator("vi").text(fault.remedy) == (
        "bỏ nội dung bầu này, vì sau «bch-3» không bầu nữa; nếu nó theo sau nội dung bầu khác thì sửa after"
    )


def test_without_the_provision_votes_go_on() -> None:
    found = ledger_of(*(secretary(number, "ks") for number in (1, 2, 3)))
    assert (found.ends, found.open) == (None, True)
