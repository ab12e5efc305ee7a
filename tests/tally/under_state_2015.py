"""Constituencies of the law of 2015, for the tests of its elections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Attendance, BallotSource, Congress, Contest, Decision, Form, Kind, Level, Office
from rules.partial_date import parse
from rules.regulation import Rules
from rules.regulation_file import rules_for
from tally.account_words import account_lines
from tally.model import Ballot
from tally.result import ContestResult, count_contest
from tally.result_words import outcome_lines
from tests.tally.builders import slate

VI = Translator("vi")


ELECTION_DAY = date(2021, 5, 23)


def constituency(
    names: int = 5, seats: int = 3, *, voters: int = 20, voted: int = 18, births: Sequence[str] = ()
) -> Contest:
    """A constituency: so many voters listed, so many who voted, each with one ballot."""
    people = slate(names)
    if births:
        born = [replace(person, born=parse(day)) for person, day in zip(people.candidates, births, strict=True)]
        people = replace(people, candidates=tuple(born))
    return Contest(
        id="hdnd",
        office=Office.STATE_DEPUTIES,
        kind=Kind.VOTERS,
        seats=seats,
        form=Form.STRIKE_OUT,
        slate=people,
        attendance=Attendance(summoned=voters, present=voted),
        ballots=BallotSource(file="ballots-hdnd.csv", issued=voted, returned=voted),
    )


def congress(*contests: Contest, level: Level = Level.COMMUNE) -> Congress:
    """An election of one level; the level central is the National Assembly."""
    return Congress(
        name="Bầu cử đại biểu Hội đồng nhân dân xã, nhiệm kỳ 2021 - 2026",
        body="Xã Đông Mây",
        level=level,
        kind=Kind.VOTERS,
        opens=ELECTION_DAY,
        contests=contests,
        choices=Choices(),
    )


def law(level: Level = Level.COMMUNE) -> Rules:
    """The shipped law on the day."""
    return rules_for(congress(constituency(), level=level))


def counted(
    what: Contest, ballots: Sequence[Ballot], *decisions: Decision, level: Level = Level.COMMUNE
) -> ContestResult:
    """Count a constituency."""
    return count_contest(what, ballots, law(level), Choices(), decisions)


def told(found: ContestResult, *, is_open: bool = False) -> str:
    """What a person reads of it."""
    return " ".join(VI.text(line) for line in (*account_lines(found), *outcome_lines(found, is_open=is_open)))
