"""What a result cites, in which order, and which rounds ask for a majority."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.model import Attendance, BallotSource, Contest, Office, Vote
from rules.regulation import Limit
from tally.model import Ballot, InvalidReason
from tally.outcome import State
from tests.tally.builders import attended, contest, pile, provision, rules, slate, times
from tests.tally.one_result import SHORT_OF_ONE, counted


def a_revote(ballots: int = 10) -> Contest:
    """A re-vote among two for one seat."""
    what = replace(contest(2, 1, ballots=ballots), after="bch", vote=Vote.REVOTE, round=2)
    return replace(what, id="bch-2", slate=slate(2, before=(2, 4)))


def test_in_a_re_vote_no_majority_is_needed_and_none_is_cited() -> None:
    what = attended(a_revote(), Attendance(summoned=100, present=10), issued=10, returned=10)
    found = counted(what, pile(*times(3, "ks"), *times(2, "sk"), *times(5, "ss")))
    assert found.needed is None
    assert found.outcome.elected == (1,)
    assert [step.step for step in found.steps] == ["base", "order", "tie", "validity", "validity"]


@pytest.mark.parametrize("repeats", [None, Vote.REVOTE])
def test_an_annulled_re_vote_cites_the_rule_of_ties_and_names_no_majority(repeats: Vote | None) -> None:
    what = a_revote() if repeats is None else replace(a_revote(), vote=Vote.AGAIN, repeats=repeats)
    found = counted(replace(what, ballots=BallotSource(file="b.csv", issued=9, returned=9)), pile(*times(10, "ks")))
    assert found.outcome.state is State.VOID
    assert [step.step for step in found.steps] == ["base", "tie", "over_issued"]
    assert found.outcome.next is not None
    assert (found.outcome.next.vote, found.outcome.next.needed) == (Vote.AGAIN, None)


def test_a_further_vote_needs_more_than_half_again() -> None:
    what = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.FURTHER, round=2)
    found = counted(what, pile(*times(5, "ks"), *times(5, "sk")))
    assert found.needed == 6
    assert found.outcome.state is State.SHORT


def test_alternates_come_from_those_above_half_after_the_seats() -> None:
    what = replace(contest(5, 2), office=Office.DELEGATES, alternates=1)
    ballots = pile(*times(4, "kksss"), *times(3, "kskss"), *times(3, "skkss"))
    found = counted(what, ballots)
    assert found.outcome.elected == (1, 2)
    assert found.outcome.alternates == (3,)
    assert found.steps[-2].step == "alternates"
    assert "alternates" not in [step.step for step in counted(replace(what, alternates=0), ballots).steps]


def test_a_result_cites_base_threshold_order_tie_shortfall_and_validity_in_this_order() -> None:
    found = counted(contest(4, 3), SHORT_OF_ONE)
    assert [(step.step, step.provision.parameter) for step in found.steps] == [
        ("base", "count.base"),
        ("needed", "count.needed"),
        ("order", "count.order"),
        ("tie", "count.tie"),
        ("short", "count.short"),
        ("validity", "ballot.valid"),
    ]
    assert found.steps[0].citation.place == "Điều 32, khoản 2"


def test_exclusions_are_cited_with_the_base_and_grounds_of_invalidity_with_validity() -> None:
    what = attended(contest(4, 3), Attendance(summoned=11, present=10, excluded={"exempt": 1}), issued=10, returned=10)
    found = counted(what, (*SHORT_OF_ONE[:9], Ballot(10, "ksss", InvalidReason.SIGNED)))
    cited = [(step.step, step.provision.parameter) for step in found.steps if step.provision.reasons]
    assert cited == [("base", "count.excluded"), ("validity", "ballot.invalid")]


def test_only_reasons_that_were_used_are_cited() -> None:
    what = attended(contest(4, 3), Attendance(summoned=11, present=10, excluded={"exempt": 1}), issued=10, returned=10)
    ballots = (*SHORT_OF_ONE[:8], Ballot(9, "kkkk"), Ballot(10, "ksss", InvalidReason.SIGNED))
    reasons = [step.provision.reasons for step in counted(what, ballots).steps if step.provision.reasons]
    assert reasons == [
        ("exempt", "suspended", "absent_with_reason"),
        ("not_issued", "overvote", "votes_for_nobody"),
        ("outside_name", "marked", "signed", "written_on"),
    ]


def test_the_grounds_of_invalidity_keep_the_order_of_the_regulation() -> None:
    assert counted(contest(4, 3), SHORT_OF_ONE).invalid_order == (
        "not_issued",
        "overvote",
        "votes_for_nobody",
        "double_mark",
        "unmarked",
        "outside_name",
        "marked",
        "signed",
        "written_on",
    )


def test_the_threshold_is_the_one_of_the_rules() -> None:
    two_thirds = provision("count.needed", limit=Limit(at_least=Fraction(2, 3)), of="base")
    under = rules(two_thirds, without="count.needed")
    found = counted(contest(4, 3), SHORT_OF_ONE, under=under)
    assert found.needed == 7
    assert found.outcome.elected == (1,)
