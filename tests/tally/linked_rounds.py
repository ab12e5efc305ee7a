"""Later rounds that answer a first vote of ten ballots for three seats among four people, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rules.choice import Choices
from rules.errors import Fault, FaultList
from rules.messages import Translator
from rules.model import About, Contest, Decision, Vote
from tally.model import Ballot
from tally.result import ContestResult, count_contest
from tally.rounds import check_coming, check_links
from tests.tally.builders import contest, pile, rules, slate, times

VI = Translator("vi")

FILLED = pile(*times(10, "kkks"))
TIED = pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk"))
"""Votes 10, 8, 6, 6: persons 3 and 4 are tied for the third seat."""
SHORT = pile(*times(6, "kkss"), *times(4, "ksss"))
"""Votes 10, 6, 0, 0: one of three seats stays open."""
SHORT_OF_TWO = pile(*times(10, "ksss"))


def first(ballots: tuple[Ballot, ...], *decisions: Decision, what: Contest | None = None) -> ContestResult:
    """The first vote: four names for three seats, unless another contest is given."""
    return count_contest(what or contest(4, 3), ballots, rules(), Choices(), decisions)


def void(*decisions: Decision) -> ContestResult:
    """A first vote with two ballots too many."""
    return first(FILLED, *decisions, what=contest(4, 3, ballots=8))


def later(vote: Vote, before: Iterable[int], seats: int = 1, *, id_: str = "bch-2", after: str = "bch") -> Contest:
    """A later round among people, by their numbers in the vote before."""
    people = tuple(before)
    what = contest(len(people), seats)
    return replace(what, id=id_, after=after, vote=vote, round=2, slate=slate(len(people), before=people))


def counted(what: Contest, marks: str = "ks") -> ContestResult:
    """A later round in which everybody votes alike."""
    return count_contest(what, pile(*times(10, marks)), rules(), Choices())


def faults_of(*results: ContestResult) -> list[Fault]:
    """Everything wrong between rounds; of the last round the same is said before its ballots are printed."""
    faults = FaultList("congress.toml")
    check_links(results, faults)
    assert all(VI.text(fault.remedy) for fault in faults.faults)
    *counted_already, last = results
    if last.contest.after is not None:
        coming = FaultList("congress.toml")
        check_coming(last.contest, counted_already, coming)
        keys = f"contest.{last.contest.id}."
        assert coming.faults == [fault for fault in faults.faults if (fault.place.key or "").startswith(keys)]
    return faults.faults


def decided(about: About, words: str) -> Decision:
    """A decision of the congress on the first vote."""
    return Decision(contest="bch", about=about, decision=words, by="Đoàn chủ tịch", text="Đại hội biểu quyết")
