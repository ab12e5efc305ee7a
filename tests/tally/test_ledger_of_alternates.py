"""Alternates in the ledger: who follows once the seats are full, re-votes at their cut, what a re-vote may be about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import FaultList
from rules.messages import Translator
from rules.model import About, Decision, Office, Vote
from tally.chain import alternate_cut, chains
from tally.outcome import Standing, State
from tally.result import ContestResult
from tally.rounds import check_coming, check_links, settle
from tests.tally.builders import contest, pile, rules, times
from tests.tally.ledgers import annulled, counted, kept_by, later, ledger_of, who


def of_delegates(seats: int, alternates: int, *votes: int, decision: Decision | None = None) -> ContestResult:
    """A first vote for delegates with these votes of ten; six are needed."""
    what = replace(contest(len(votes), seats), office=Office.DELEGATES, alternates=alternates)
    return counted(what, kept_by(seats, *votes), *([decision] if decision else []))


def revote(before: Iterable[int], winner: int, *, id_: str = "bch-2", after: str = "bch") -> ContestResult:
    """A re-vote of delegates that the person with that number in it wins."""
    people = tuple(before)
    what = replace(later(Vote.REVOTE, people, id_=id_, after=after), office=Office.DELEGATES)
    ahead = "".join("k" if number == winner else "s" for number in range(1, len(people) + 1))
    return counted(what, pile(*times(10, ahead)))


def alternates_of(*results: ContestResult) -> tuple[list[tuple[str, int]], list[tuple[str, int]], bool]:
    """Alternates, those tied for a place among them, and whether people still have to decide."""
    found = ledger_of(*results)
    return who(found.alternates), who(found.alternates_tied), found.open


def test_alternates_are_the_next_above_half() -> None:
    assert alternates_of(of_delegates(3, 1, 9, 8, 7, 6)) == ([("bch", 4)], [], False)
    assert alternates_of(of_delegates(3, 2, 9, 8, 7, 6)) == ([("bch", 4)], [], False)  # there are no more
    assert alternates_of(of_delegates(3, 1, 9, 8, 7, 5)) == ([], [], False)


def test_a_tie_at_the_alternates_cut_is_settled_by_a_re_vote_that_elects_nobody() -> None:
    first = of_delegates(4, 1, 7, 7, 7, 7, 6, 6)
    assert (first.outcome.state, first.outcome.seats_open, first.outcome.tied) == (State.TIED, 0, (5, 6))
    assert alternates_of(first) == ([], [], True)
    found = ledger_of(first, revote((5, 6), winner=2))
    assert len(found.elected) == 4
    assert (who(found.alternates), found.open, found.seats_open) == ([("bch-2", 2)], False, 0)
    second = found.chain.rounds[-1]
    assert second.for_alternates
    assert second.outcome.standings == (Standing.NOT_ELECTED, Standing.ALTERNATE)
    assert (second.outcome.elected, second.outcome.alternates) == ((), (2,))


def test_tied_again_at_the_alternates_cut() -> None:
    first = of_delegates(4, 1, 7, 7, 7, 7, 6, 6)
    again = counted(
        replace(later(Vote.REVOTE, (5, 6)), office=Office.DELEGATES), pile(*times(5, "ks"), *times(5, "sk"))
    )
    found = ledger_of(first, again)
    second = found.chain.rounds[-1]
    assert second.outcome.standings == (Standing.TIED_AT_ALTERNATE_CUT,) * 2
    assert (found.open, [each.after.contest.id for each in found.pending]) == (True, ["bch-2"])
    third = revote((1, 2), winner=1, id_="bch-3", after="bch-2")
    assert alternates_of(first, again, third) == ([("bch-3", 1)], [], False)


def test_those_who_lose_the_re_vote_for_the_last_seat_come_first_among_the_alternates() -> None:
    first = of_delegates(6, 2, 8, 8, 8, 8, 8, 7, 7, 6)
    assert (first.outcome.state, first.outcome.tied) == (State.TIED, (6, 7))
    assert alternates_of(first) == ([], [], True)  # the seats are not full: there is no talk of alternates yet
    assert alternates_of(first, revote((6, 7), winner=2)) == ([("bch", 6), ("bch", 8)], [], False)


def test_a_tie_among_alternates_that_shows_only_after_a_re_vote_is_voted_on_again() -> None:
    first = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6)
    settled = revote((5, 6, 7), winner=1)
    assert alternates_of(first, settled) == ([], [("bch", 6), ("bch", 7)], True)
    found = ledger_of(first, settled)
    (pending,) = found.pending
    assert (pending.after.contest.id, pending.vote.vote, pending.vote.seats) == ("bch", Vote.REVOTE, 1)
    assert pending.vote.names == (6, 7)
    third = revote((6, 7), winner=2, id_="bch-3")
    assert alternates_of(first, settled, third) == ([("bch-3", 2)], [], False)


def test_the_congress_may_decide_not_to_vote_on_its_alternates_again() -> None:
    decided = Decision(contest="bch", about=About.TIED, decision="no_further_revote", by="Đại hội", text="…")
    first = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6, decision=decided)
    assert alternates_of(first, revote((5, 6, 7), winner=1)) == ([], [("bch", 6), ("bch", 7)], False)


def told(*results: ContestResult) -> list[tuple[str, str | None, str | None]]:
    """What is wrong with the last vote: name, key, value seen; the same is said before its ballots are printed."""
    settled = settle(results, rules())
    counted_now, coming = FaultList("congress.toml"), FaultList("congress.toml")
    check_links(settled, counted_now)
    check_coming(settled[-1].contest, settled[:-1], coming)
    assert coming.faults == counted_now.faults
    return [(fault.name, fault.place.key, fault.seen) for fault in coming.faults]


def on_alternates(before: Iterable[int], seats: int = 1, *, id_: str = "bch-3") -> ContestResult:
    """A re-vote of delegates, answering the first vote, that those on the top of its list win."""
    what = replace(later(Vote.REVOTE, tuple(before), seats, id_=id_), office=Office.DELEGATES)
    names = len(what.slate)
    return counted(what, pile(*times(10, "k" * seats + "s" * (names - seats) if seats < names else "a" * names)))


@pytest.mark.parametrize(
    ("before", "seats", "wrong"),
    [
        ((6, 7), 1, []),
        ((5, 7), 1, [("contest.list_of_revote", "contest.bch-3.slate", "5 7")]),
        ((6, 7), 2, [("contest.seats_of_round", "contest.bch-3.seats", "2")]),
    ],
)
def test_a_re_vote_on_late_alternates_is_among_them_and_for_their_places(
    before: tuple[int, ...], seats: int, wrong: list[tuple[str, str, str]]
) -> None:
    first = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6)
    assert told(first, revote((5, 6, 7), winner=1), on_alternates(before, seats)) == wrong


def test_a_re_vote_on_late_alternates_is_for_the_places_nobody_has_yet() -> None:
    """Of two alternates one is who lost the re-vote for the last seat; the other place is open between two."""
    first = of_delegates(7, 2, *(7,) * 8, 6, 6)
    settled = on_alternates(range(1, 9), 7, id_="bch-2")
    assert alternates_of(first, settled) == ([("bch", 8)], [("bch", 9), ("bch", 10)], True)
    assert [each.vote.seats for each in ledger_of(first, settled).pending] == [1]
    assert told(first, settled, on_alternates((9, 10), 1)) == []
    assert told(first, settled, on_alternates((9, 10), 2)) == [
        ("contest.seats_of_round", "contest.bch-3.seats", "2"),
    ]


def test_two_re_votes_never_fill_one_alternates_place() -> None:
    at_once = of_delegates(4, 1, 7, 7, 7, 7, 6, 6)
    again = [("contest.seats_of_round", "contest.bch-4.seats", "1")]
    assert told(at_once, on_alternates((5, 6)), on_alternates((5, 6), id_="bch-4")) == again
    late, settled = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6), revote((5, 6, 7), winner=1)
    assert told(late, settled, on_alternates((6, 7)), on_alternates((6, 7), id_="bch-4")) == again


@given(st.lists(st.integers(0, 10), min_size=3, max_size=7), st.integers(1, 3), st.integers(1, 3))
def test_alternates_are_never_elected_and_never_below_half(votes: list[int], seats: int, alternates: int) -> None:
    seats = min(seats, len(votes) - 1)
    scale = max(1, -(-sum(votes) // (10 * seats)))
    first = of_delegates(seats, alternates, *(each // scale for each in votes))
    cut = alternate_cut(first, chains([first])[0])
    if cut is None:
        assert first.outcome.seats_open
        return
    assert not {*cut.inside, *cut.tied} & set(first.outcome.elected)
    assert first.tally is not None
    assert all(first.tally.votes[number - 1] >= 6 for number in (*cut.inside, *cut.tied))
    assert (cut.inside, cut.tied) == (first.outcome.alternates, first.outcome.tied)


def test_alternates_of_a_vote_again_follow_though_the_first_vote_was_annulled() -> None:
    what = replace(contest(7, 5), office=Office.DELEGATES, alternates=1)
    again = replace(later(Vote.AGAIN, range(1, 8), 5), office=Office.DELEGATES, alternates=1)
    voted = counted(again, kept_by(5, 8, 8, 8, 8, 6, 6, 6))
    settled = revote((5, 6, 7), winner=1, id_="bch-3", after="bch-2")
    found = ledger_of(annulled(what, pile(*times(10, "kkkkkss"))), voted, settled)
    assert (who(found.alternates_tied), len(found.elected)) == ([("bch-2", 6), ("bch-2", 7)], 5)


def test_a_re_vote_after_a_vote_that_filled_every_seat_is_not_about_its_alternates() -> None:
    filled = of_delegates(3, 1, 9, 8, 7, 6)
    assert [each.for_alternates for each in settle((filled, revote((3, 4), winner=1)), rules())] == [False, False]


def test_how_many_places_are_left_is_told_where_none_is() -> None:
    late, settled = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6), revote((5, 6, 7), winner=1)
    votes = (late, settled, on_alternates((6, 7)), on_alternates((6, 7), id_="bch-4"))
    faults = FaultList("congress.toml")
    check_links(settle(votes, rules()), faults)
    assert ["«bch» còn 0 chỗ dự khuyết" in Translator("vi").text(each.message) for each in faults.faults] == [True]


def test_a_re_vote_on_late_alternates_is_put_right_by_their_numbers_and_places() -> None:
    late, settled = of_delegates(5, 1, 8, 8, 8, 8, 6, 6, 6), revote((5, 6, 7), winner=1)
    exactly = "danh sách phải gồm đúng 2 người, number_before là 6, 7"
    made_ready = "; hoặc bỏ nội dung bầu này cùng tệp danh sách của nó, rồi chạy kiemphieu count --next"

    def remedies(*votes: ContestResult) -> list[str]:
        faults = FaultList("congress.toml")
        check_links(settle(votes, rules()), faults)
        return [Translator("vi").text(each.remedy) for each in faults.faults]

    assert remedies(late, settled, on_alternates((5, 7))) == [exactly + made_ready]
    assert remedies(late, settled, on_alternates((6, 7), 2)) == ["ghi seats = 1"]
    voted = on_alternates((6, 7))
    assert remedies(late, settled, voted, on_alternates((5, 7), id_="bch-4")) == [exactly]
    assert remedies(late, settled, voted, on_alternates((6, 7), id_="bch-4")) == [
        "bỏ nội dung bầu này: không còn chỗ nào để bầu"
    ]
