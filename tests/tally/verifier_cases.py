"""Contests that a pile could be of, and the rules of no law, for the tests of the checker of records."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from rules.model import Attendance, BallotSource, Contest, Form, Vote
from tests.strategies import partial_dates
from tests.tally.builders import contest, slate
from tests.tally.strategies import Pile

_SELDOM = st.sampled_from((0, 0, 0, 0, 1))


@st.composite
def contests(draw: st.DrawFn, pile: Pile, votes: tuple[Vote, ...]) -> Contest:
    """A contest that a pile could be of."""
    names, papers = pile.paper.names, len(pile.ballots)
    absent, excluded = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    issued, missing = max(1, papers - draw(_SELDOM)), draw(_SELDOM)
    vote = draw(st.sampled_from(votes))
    people = slate(names, before=range(11, 11 + names)) if vote is Vote.REVOTE else slate(names)
    births = draw(st.lists(st.none() | partial_dates(first=1970, last=1971), min_size=names, max_size=names))
    born = tuple(replace(person, born=birth) for person, birth in zip(people.candidates, births, strict=True))
    return replace(
        contest(names, pile.paper.seats, pile.paper.form),
        attendance=Attendance(
            summoned=issued + absent + excluded,
            present=issued,
            excluded={"exempt": excluded} if excluded and votes != (Vote.FIRST,) else {},
        ),
        ballots=BallotSource(file="ballots-bch.csv", issued=issued, returned=max(0, min(papers, issued) - missing)),
        alternates=draw(st.integers(0, 2)) if pile.paper.form is Form.STRIKE_OUT and vote is Vote.FIRST else 0,
        slate=replace(people, candidates=born),
        after="bch-truoc" if vote is Vote.REVOTE else None,
        vote=vote,
        round=2 if vote is Vote.REVOTE else 1,
    )


NO_LAW = {
    "base": "summoned_less_excluded",
    "older": False,
    "extra_election": {},
    "for_alternates": False,
    "ends": False,
}
