"""The ledger of rounds: who is elected over all votes, alternates, what is still to be voted on, and when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choice import AllDisagree, Choices
from rules.errors import FaultList
from rules.model import About, Congress, Contest, Decision, Form, Kind, Level, Office, Slate, Vote
from rules.regulation import Limit, Rules
from tally.chain import Seated, alternate_cut, chains
from tally.ledger import Ledger, ledgers
from tally.model import Ballot
from tally.next_round import NextContest, next_contests
from tally.outcome import Ending, Standing, State
from tally.result import ContestResult, count_contest
from tally.rounds import CongressResult, check_coming, check_links, settle
from tests.conftest import CHECKOUT
from tests.tally.builders import contest, pile, provision, rules, slate, times
from tests.tally.test_congress_count import result_of

CHOICES = Choices(all_disagree=AllDisagree.VALID)


def congress_of(results: Sequence[ContestResult], under: Rules | None = None) -> CongressResult:
    """The results of a folder, settled and held to what they answer."""
    congress = Congress(
        name="Đại hội chi bộ",
        body="Chi bộ 1",
        level=Level.BRANCH,
        kind=Kind.MEMBERS,
        opens=date(2020, 3, 15),
        contests=tuple(result.contest for result in results),
        choices=CHOICES,
    )
    settled = settle(results, under or rules())
    faults = FaultList("congress.toml")
    check_links(settled, faults)
    assert faults.faults == []
    return CongressResult(congress=congress, rules=under or rules(), contests=settled)


def ledger_of(*results: ContestResult, under: Rules | None = None) -> Ledger:
    """The one ledger of a folder with one first contest."""
    (found,) = ledgers(congress_of(results, under))
    return found


def counted(
    what: Contest, ballots: Sequence[Ballot], *decisions: Decision, under: Rules | None = None
) -> ContestResult:
    """Count one vote."""
    return count_contest(what, ballots, under or rules(), CHOICES, decisions)


def later(  # noqa: PLR0913 - one argument a key of the contest
    vote: Vote,
    before: Iterable[int],
    seats: int = 1,
    *,
    id_: str = "bch-2",
    after: str = "bch",
    office: Office = Office.EXECUTIVE_COMMITTEE,
    number: int = 2,
) -> Contest:
    """A later round among people, by their numbers in the vote before."""
    people = tuple(before)
    form = Form.STRIKE_OUT if len(people) > seats else Form.AGREE_DISAGREE
    what = replace(contest(len(people), seats, form), id=id_, after=after, vote=vote, round=number, office=office)
    return replace(what, slate=slate(len(people), before=people))


def who(people: Iterable[Seated]) -> list[tuple[str, int]]:
    """Contest and ballot number of each."""
    return [(person.result.contest.id, person.number) for person in people]


# --- Seats over all rounds ---


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


# --- The third ballot for a branch's secretary (law: ADDITIONS 5.3) ---


LAST = provision("count.last_round", place=None, rule="upper_committee_appoints", round=3)


def secretary(number: int, marks: str) -> ContestResult:
    """One ballot for a secretary among two."""
    what = replace(contest(2, 1), office=Office.SECRETARY)
    if number > 1:
        after = "bch" if number == 2 else f"bch-{number - 1}"
        what = later(Vote.FURTHER, (1, 2), id_=f"bch-{number}", after=after, office=Office.SECRETARY, number=number)
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
    what = later(Vote.FURTHER, (1, 2), id_="bch-3", after="bch-2", office=Office.SECRETARY, number=3)
    third = counted(what, pile(*times(6, "ks"), *times(4, "sk")), under=rules(LAST))
    found = ledger_of(first, second, third, under=rules(LAST))
    assert (who(found.elected), found.ends, found.open) == ([("bch-3", 1)], None, False)


def test_an_annulled_ballot_is_none_of_the_three() -> None:
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="…")
    void = counted(
        replace(contest(2, 1, ballots=8), office=Office.SECRETARY), pile(*times(10, "ks")), annulled, under=rules(LAST)
    )
    again = later(Vote.AGAIN, (1, 2), office=Office.SECRETARY)
    tied = pile(*times(5, "ks"), *times(5, "sk"))
    third = later(Vote.FURTHER, (1, 2), id_="bch-3", after="bch-2", office=Office.SECRETARY, number=3)
    found = ledger_of(void, counted(again, tied, under=rules(LAST)), counted(third, tied, under=rules(LAST)))
    assert found.ends is None
    assert found.open


def test_after_the_last_ballot_no_further_one_is_counted() -> None:
    results = [secretary(number, "ks") for number in (1, 2, 3, 4)]
    faults = FaultList("congress.toml")
    check_links(settle(results, rules(LAST)), faults)
    (fault,) = faults.faults
    assert (fault.name, fault.place.key, fault.seen) == ("contest.rounds_ended", "contest.bch-4.after", "bch-3")


def test_without_the_provision_votes_go_on() -> None:
    found = ledger_of(*(secretary(number, "ks") for number in (1, 2, 3)))
    assert (found.ends, found.open) == (None, True)


# --- Alternates (đại biểu dự khuyết) ---


def kept_by(seats: int, *wanted: int) -> tuple[Ballot, ...]:
    """Ten ballots that give these votes; at most ``seats`` names are kept on each."""
    papers = [["s"] * len(wanted) for _ in range(10)]
    for name in sorted(range(len(wanted)), key=lambda name: -wanted[name]):
        by_room = sorted(papers, key=lambda paper: paper.count("k"))
        for paper in by_room[: wanted[name]]:
            paper[name] = "k"
    assert max(paper.count("k") for paper in papers) <= seats
    return pile(*("".join(paper) for paper in papers))


def of_delegates(seats: int, alternates: int, *votes: int, decision: Decision | None = None) -> ContestResult:
    """A first vote for delegates with these votes of ten; six are needed."""
    what = replace(contest(len(votes), seats), office=Office.DELEGATES, alternates=alternates)
    return counted(what, kept_by(seats, *votes), *([decision] if decision else []))


def revote(before: Iterable[int], winner: int, *, id_: str = "bch-2", after: str = "bch") -> ContestResult:
    """A re-vote of delegates that the person with that number in it wins."""
    people = tuple(before)
    what = later(Vote.REVOTE, people, id_=id_, after=after, office=Office.DELEGATES)
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
    again = counted(later(Vote.REVOTE, (5, 6), office=Office.DELEGATES), pile(*times(5, "ks"), *times(5, "sk")))
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
    what = later(Vote.REVOTE, tuple(before), seats, id_=id_, office=Office.DELEGATES)
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


# --- Whatever is voted, the rounds made ready are the rounds that fit ---


def contest_of(ready: NextContest, parent: Contest, seats: int) -> Contest:
    """The contest that the entry stands for, with the list that was written."""
    headings, *rows = ready.rows
    before = [int(row[headings.index("number_before")]) for row in rows]
    people = slate(len(rows), before=before).candidates
    named = tuple(replace(person, name=row[headings.index("name")]) for person, row in zip(people, rows, strict=True))
    form = Form.STRIKE_OUT if len(rows) > seats else Form.AGREE_DISAGREE
    made = slate(len(rows), before=before)
    return replace(
        contest(len(rows), seats, form),
        id=ready.contest,
        after=parent.id,
        vote=ready.pending.vote.vote,
        round=ready.round,
        office=parent.office,
        alternates=parent.alternates if ready.pending.vote.vote is Vote.FURTHER else 0,
        slate=Slate(file=ready.slate, sha256="0" * 64, candidates=named, columns=made.columns),
    )


@st.composite
def papers_for(draw: st.DrawFn, what: Contest) -> tuple[Ballot, ...]:
    """Ten ballots as voters may fill them in, with few kinds so that ties and shortfalls come often."""
    letters = "ks" if what.form is Form.STRIKE_OUT else "adbn"
    marks = st.text(letters, min_size=len(what.slate), max_size=len(what.slate))
    kinds = draw(st.lists(marks, min_size=1, max_size=3))
    return pile(*(draw(st.sampled_from(kinds)) for _ in range(10)))


@settings(max_examples=150)
@given(data=st.data(), names=st.integers(2, 6), alternates=st.integers(0, 2))
def test_every_round_made_ready_fits_and_the_ledger_never_elects_too_many_or_twice(
    data: st.DataObject, names: int, alternates: int
) -> None:
    what = replace(contest(names, data.draw(st.integers(1, names - 1))), office=Office.DELEGATES, alternates=alternates)
    results = [counted(what, data.draw(papers_for(what)))]
    for _ in range(4):
        result = congress_of(results)  # holds every round to what it answers
        (found,) = ledgers(result)
        ready = next_contests(result)
        assert bool(ready) == bool(found.pending)
        if not ready:
            break
        chosen = data.draw(st.sampled_from(ready))
        made = contest_of(chosen, chosen.pending.after.contest, chosen.pending.vote.seats)
        results.append(counted(made, data.draw(papers_for(made))))
    (found,) = ledgers(congress_of(results))
    seated = [found.chain.number_in(found.first, person) for person in (*found.elected, *found.alternates)]
    assert len(set(seated)) == len(seated)
    assert len(found.elected) <= what.seats
    assert len(found.alternates) <= alternates
    assert found.seats_open == what.seats - len(found.elected)
    for person in found.elected:
        assert person.result.needed is None or person.votes >= person.result.needed


ANNULLED = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="Hủy, bỏ phiếu lại")


def annulled(what: Contest, ballots: tuple[Ballot, ...]) -> ContestResult:
    """The same vote with one paper fewer issued than came out of the box, and the box annulled."""
    assert what.ballots is not None
    source = replace(what.ballots, issued=len(ballots) - 1)
    return counted(replace(what, ballots=source), ballots, replace(ANNULLED, contest=what.id))


@settings(max_examples=60)
@given(data=st.data(), names=st.integers(2, 5), alternates=st.integers(0, 1))
def test_a_vote_again_decides_what_the_annulled_one_would_have(
    data: st.DataObject, names: int, alternates: int
) -> None:
    what = replace(contest(names, data.draw(st.integers(1, names - 1))), office=Office.DELEGATES, alternates=alternates)
    results: list[ContestResult] = []
    for _ in range(3):
        ballots = data.draw(papers_for(what))
        once = congress_of([*results, counted(what, ballots)])
        again = replace(
            what,
            id=f"{what.id}-lai",
            after=what.id,
            vote=Vote.AGAIN,
            repeats=what.held_as,
            slate=slate(len(what.slate), before=range(1, len(what.slate) + 1)),
        )
        twice = congress_of([*results, annulled(what, ballots), counted(again, ballots)])
        assert twice.contests[-1].outcome == once.contests[-1].outcome
        assert twice.contests[-1].needed == once.contests[-1].needed
        for one, other in zip(ledgers(once), ledgers(twice), strict=True):
            assert [person.number for person in one.elected] == [person.number for person in other.elected]
            assert [person.number for person in one.alternates] == [person.number for person in other.alternates]
            assert [each.vote for each in one.pending] == [each.vote for each in other.pending]
        results.append(counted(what, ballots))
        ready = next_contests(once)
        if not ready:
            break
        what = contest_of(ready[0], ready[0].pending.after.contest, ready[0].pending.vote.seats)


# --- As programs read it ---


@pytest.mark.parametrize(
    ("sample", "contest_id", "elected", "alternates", "ends"),
    [
        ("bau-tiep", "bch", 13, None, None),
        ("bang-phieu-bau-lai", "bch", 15, None, None),
        ("bi-thu-ba-lan-bau", "bi-thu", 0, None, "upper_committee_appoints"),
        ("dai-bieu-du-khuyet", "dai-bieu", 4, 1, None),
    ],
)
def test_the_ledger_of_a_sample_is_of_its_schema(
    sample: str, contest_id: str, elected: int, alternates: int | None, ends: str | None
) -> None:
    form = result_of(CHECKOUT / "samples" / sample)
    (found,) = [each for each in form["ledger"] if each["contest"] == contest_id]
    assert (len(found["elected"]), found["open"], found.get("ends")) == (elected, False, ends)
    assert found["seats_open"] == found["seats"] - elected
    assert (len(found["alternates"]) if alternates is not None else None) == alternates
    first = form["contests"][[each["id"] for each in form["contests"]].index(contest_id)]
    assert found["rounds"][0] == first["id"]
    names = {person["number"]: person["name"] for person in first["candidates"]}
    assert all(names[each["number"]] == each["name"] for each in found["elected"] if each["contest"] == contest_id)


def test_without_rounds_there_is_no_ledger() -> None:
    assert "ledger" not in result_of(CHECKOUT / "samples" / "huyen-2020")
