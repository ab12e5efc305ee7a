"""Ledgers of votes made in memory, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rules.choice import AllDisagree, Choices
from rules.errors import FaultList
from rules.model import About, Contest, Decision, Form, Vote
from rules.regulation import Rules
from tally.chain import Seated
from tally.ledger import Ledger, ledgers
from tally.model import Ballot
from tally.result import ContestResult, count_contest
from tally.rounds import CongressResult, check_links, settle
from tests.tally.builders import congress, contest, pile, rules, slate

CHOICES = Choices(all_disagree=AllDisagree.VALID)


def congress_of(results: Sequence[ContestResult], under: Rules | None = None) -> CongressResult:
    """The results of a folder, settled and held to what they answer."""
    held = congress((result.contest for result in results), CHOICES)
    settled = settle(results, under or rules())
    faults = FaultList("congress.toml")
    check_links(settled, faults)
    assert faults.faults == []
    return CongressResult(congress=held, rules=under or rules(), contests=settled)


def ledger_of(*results: ContestResult, under: Rules | None = None) -> Ledger:
    """The one ledger of a folder with one first contest."""
    (found,) = ledgers(congress_of(results, under))
    return found


def counted(
    what: Contest, ballots: Sequence[Ballot], *decisions: Decision, under: Rules | None = None
) -> ContestResult:
    """Count one vote."""
    return count_contest(what, ballots, under or rules(), CHOICES, decisions)


def later(vote: Vote, before: Iterable[int], seats: int = 1, *, id_: str = "bch-2", after: str = "bch") -> Contest:
    """A later round among people, by their numbers in the vote before."""
    people = tuple(before)
    form = Form.STRIKE_OUT if len(people) > seats else Form.AGREE_DISAGREE
    what = replace(contest(len(people), seats, form), id=id_, after=after, vote=vote, round=2)
    return replace(what, slate=slate(len(people), before=people))


def who(people: Iterable[Seated]) -> list[tuple[str, int]]:
    """Contest and ballot number of each."""
    return [(person.result.contest.id, person.number) for person in people]


def kept_by(seats: int, *wanted: int) -> tuple[Ballot, ...]:
    """Ten ballots that give these votes; at most ``seats`` names are kept on each."""
    papers = [["s"] * len(wanted) for _ in range(10)]
    for name in sorted(range(len(wanted)), key=lambda name: -wanted[name]):
        by_room = sorted(papers, key=lambda paper: paper.count("k"))
        for paper in by_room[: wanted[name]]:
            paper[name] = "k"
    assert max(paper.count("k") for paper in papers) <= seats
    return pile(*("".join(paper) for paper in papers))


ANNULLED = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="Hủy, bỏ phiếu lại")


def annulled(what: Contest, ballots: tuple[Ballot, ...]) -> ContestResult:
    """The same vote with one paper fewer issued than came out of the box, and the box annulled."""
    assert what.ballots is not None
    source = replace(what.ballots, issued=len(ballots) - 1)
    return counted(replace(what, ballots=source), ballots, replace(ANNULLED, contest=what.id))
