"""Ledgers of generated votes and of the samples: every round made ready fits, an annulled box changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.model import Contest, Form, Office, Slate, Vote
from tally.ledger import ledgers
from tally.model import Ballot
from tally.next_round import NextContest, next_contests
from tally.result import ContestResult
from tests.conftest import CHECKOUT
from tests.tally.builders import contest, pile, slate
from tests.tally.congress_results import result_of
from tests.tally.ledgers import annulled, congress_of, counted


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
