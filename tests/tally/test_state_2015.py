"""``state-2015``: the same count under another law: valid ballots, turnout, the older of the tied, what follows.

The provisions: Luật 85/2015/QH13 Điều 74, 78, 79, 80 (law/RULES.md rows 5.3-5.10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import Choices
from rules.errors import FaultList, InputError
from rules.model import About, Decision, Level, Vote
from rules.partial_date import PartialDate
from rules.percent import PercentRounding, percent
from tally.model import InvalidReason
from tally.outcome import Ending, Standing, State, decide
from tally.result_words import to_record
from tally.rounds import CongressResult, check_links, settle
from tests.tally.builders import pile, slate, times
from tests.tally.under_state_2015 import congress, constituency, counted, law, told

HOW_ELECTED = "https://chinhsachonline.chinhphu.vn/cach-xac-dinh-nguoi-trung-cu-23649.htm"


LANG_SON = "http://daidoanket.vn/lang-son-ket-qua-so-bo-cuoc-bau-cu-dbqh-va-hdnd-cac-cap-5641971.html"


def test_more_than_half_is_of_the_valid_ballots() -> None:
    ballots = pile(*times(9, "kksss"), *times(7, "sksss"), "kkkks", "sssss")
    found = counted(constituency(), ballots)
    assert found.account.base == 16, HOW_ELECTED
    assert found.needed == 9
    assert found.tally is not None
    assert found.tally.invalid_reasons == {InvalidReason.OVERVOTE: 1, InvalidReason.VOTES_FOR_NOBODY: 1}
    assert found.outcome.elected == (2, 1)  # 16 and 9 of 16
    assert [str(each) for each in found.percents(Choices())] == ["56.25", "100.00", "0.00", "0.00", "0.00"]


def test_exactly_half_of_the_valid_ballots_is_not_enough() -> None:
    found = counted(constituency(), pile(*times(8, "kksss"), *times(8, "sksss"), *times(2, "sssss")))
    assert found.outcome.elected == (2,)
    assert found.outcome.standings[0] is Standing.NO_MAJORITY


def test_the_same_ballots_elect_under_the_law_and_not_under_the_partys_rule() -> None:
    """CASES 1.5: 20 summoned, 19 issued, 18 collected, 16 valid, 9 votes."""
    assert decide([9], seats=1, needed=16 // 2 + 1).elected == (1,)
    assert decide([9], seats=1, needed=18 // 2 + 1).elected == ()
    assert decide([9], seats=1, needed=20 // 2 + 1).elected == ()


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 6))
def test_invalid_ballots_never_count_against_anybody(votes: int, others: int, invalid: int) -> None:
    size = votes + others + invalid
    ballots = pile(*times(votes, "kss"), *times(others, "sks"), *times(invalid, "sss"))
    what = constituency(3, 2, voters=max(size, 1), voted=size)
    found = counted(what, ballots)
    if found.outcome.state is not State.NOT_RECOGNISED:
        assert (1 in found.outcome.elected) == (2 * votes > votes + others)


def test_a_box_without_a_valid_ballot_elects_nobody_and_prints_no_share_of_nothing() -> None:
    found = counted(constituency(3, 2, voters=4, voted=4), pile(*times(4, "sss")))
    assert (found.account.base, found.needed) == (0, 1)
    assert found.outcome.elected == ()
    assert {str(each) for each in found.percents(Choices())} == {"0.00"}


@pytest.mark.parametrize(("part", "whole", "shown"), [(567_597, 571_212, "99.37"), (22_566, 100_000, "22.57")])
def test_shares_are_rounded_half_up_to_two_decimals(part: int, whole: int, shown: str) -> None:
    assert str(percent(Fraction(part, whole), PercentRounding.HALF_UP)) == shown, LANG_SON


@pytest.mark.parametrize(("voted", "recognised"), [(10, False), (11, True)])
def test_the_result_is_recognised_only_if_more_than_half_of_the_listed_voters_voted(
    voted: int, *, recognised: bool
) -> None:
    found = counted(constituency(3, 2, voters=20, voted=voted), pile(*times(voted, "kks")))
    assert (found.outcome.state is State.NOT_RECOGNISED) is not recognised
    assert bool(found.outcome.elected) is recognised


def test_an_election_that_is_not_recognised_keeps_its_votes_and_elects_nobody() -> None:
    found = counted(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")))
    assert found.tally is not None
    assert found.tally.votes == (8, 8, 0)
    assert found.outcome.standings == (Standing.NOT_ELECTED,) * 3
    assert (found.outcome.seats_open, found.outcome.next) == (2, None)
    assert [step.step for step in found.steps] == ["base", "turnout"]
    assert "8 trên 20 cử tri đi bầu (40,00 %)" in told(found)
    assert "CHƯA XONG: cần quyết định của tổ chức phụ trách bầu cử." in told(found, is_open=True)
    assert to_record(found) == (
        "[[decision]]",
        'contest = "hdnd"',
        'about = "turnout"',
        'decision = "vote_again"  # vote_again · no_further_vote',
        'by = "…"',
        'text = "…"',
    )


def decided(decision: str) -> Decision:
    """What whoever is in charge decided about the turnout."""
    return Decision(contest="hdnd", about=About.TURNOUT, decision=decision, by="Ủy ban bầu cử", text="…")


def test_whoever_decides_may_have_the_vote_held_again_on_the_whole_list() -> None:
    what, ballots = constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks"))
    found = counted(what, ballots, decided("vote_again"))
    assert found.outcome.next is not None
    assert (found.outcome.next.vote, found.outcome.next.names, found.outcome.next.needed) == (
        Vote.AGAIN,
        (1, 2, 3),
        None,
    )
    assert counted(what, ballots, decided("no_further_vote")).outcome.next is None


def test_a_decision_on_turnout_where_enough_voted_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        counted(constituency(3, 2, voters=10, voted=8), pile(*times(8, "kks")), decided("vote_again"))
    (fault,) = raised.value.faults
    assert fault.name == "decision.not_needed"


def test_a_vote_again_answers_an_election_that_was_not_recognised() -> None:
    first = counted(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), decided("vote_again"))
    what = replace(
        constituency(3, 2), id="hdnd-2", after="hdnd", vote=Vote.AGAIN, round=2, slate=slate(3, before=(1, 2, 3))
    )
    again = counted(what, pile(*times(18, "kks")))
    faults = FaultList("congress.toml")
    check_links(settle((first, again), law()), faults)
    assert faults.faults == []
    assert again.outcome.state is State.FILLED


@pytest.mark.parametrize(
    ("births", "elected", "standings"),
    [
        (("1990", "02/03/1971", "01/03/1971"), (1, 3), (Standing.ELECTED, Standing.MAJORITY_NO_SEAT, Standing.ELECTED)),
        (("1990", "01/03/1971", "02/03/1971"), (1, 2), (Standing.ELECTED, Standing.ELECTED, Standing.MAJORITY_NO_SEAT)),
    ],
)
def test_the_day_decides_where_it_has_to(
    births: tuple[str, ...], elected: tuple[int, ...], standings: tuple[Standing, ...]
) -> None:
    ballots = pile(*times(9, "kks"), *times(9, "ksk"), *times(2, "skk"))  # 18, 11, 11 of 20
    found = counted(constituency(3, 2, voters=20, voted=20, births=births), ballots)
    assert found.outcome.state is State.FILLED
    assert (found.outcome.elected, found.outcome.standings) == (elected, standings)
    assert found.outcome.tied == ()


@pytest.mark.parametrize("births", [("1990", "1971", "03/1971"), ("1990", "01/03/1971", "01/03/1971")])
def test_where_births_do_not_tell_people_are_asked(births: tuple[str, ...]) -> None:
    ballots = pile(*times(9, "kks"), *times(9, "ksk"), *times(2, "skk"))
    found = counted(constituency(3, 2, voters=20, voted=20, births=births), ballots)
    assert (found.outcome.state, found.outcome.elected, found.outcome.tied) == (State.TIED, (1,), (2, 3))
    assert found.outcome.next is None  # no re-vote: the law has none
    text = told(found, is_open=True)
    assert "CHƯA XONG: cần người có thẩm quyền quyết định. Đã quyết định như vậy thì chép các dòng" in text
    assert to_record(found)[2:4] == ('about = "tied"', 'decision = "no_further_revote"')
    assert "người nhiều tuổi hơn trúng cử" in text
    assert "ghi đủ ngày sinh" in text
    result = CongressResult(congress=congress(found.contest), rules=law(), contests=(found,))
    assert result.open_contests == (found,)


def plainly(number: int, votes: Sequence[int], births: Sequence[int], *, seats: int, valid: int) -> Standing:
    """The law read of one person alone; births are days, all different."""
    mine = votes[number - 1]
    if 2 * mine <= valid:
        return Standing.NO_MAJORITY
    ahead = sum(
        2 * theirs > valid and (theirs > mine or (theirs == mine and born < births[number - 1]))
        for theirs, born in zip(votes, births, strict=True)
    )
    return Standing.ELECTED if ahead < seats else Standing.MAJORITY_NO_SEAT


@pytest.mark.parametrize("names", [2, 3, 4])
def test_every_small_vector_of_votes_is_decided_as_the_law_reads(names: int) -> None:
    for order in permutations(range(names)):
        births = [PartialDate(1970, 1, 1 + day) for day in order]
        for votes in product(range(5), repeat=names):
            for valid, seats in product((4, 5, 7), range(1, names)):
                outcome = decide(votes, seats=seats, needed=valid // 2 + 1, births=births)
                expected = tuple(
                    plainly(number, votes, order, seats=seats, valid=valid) for number in range(1, names + 1)
                )
                assert outcome.standings == expected
                assert outcome.next is None or outcome.next.vote is Vote.FURTHER


@pytest.mark.parametrize(
    ("level", "elected", "follows", "ends"),
    [
        (Level.COMMUNE, 1, True, None),  # one of three: below two thirds
        (Level.COMMUNE, 2, False, Ending.NO_EXTRA_ELECTION),  # exactly two thirds is not below
        (Level.PROVINCE, 1, True, None),
        (Level.CENTRAL, 2, True, None),  # the National Election Council decides
    ],
)
def test_what_follows_when_too_few_are_elected(
    level: Level, elected: int, ends: Ending | None, *, follows: bool
) -> None:
    marks = "k" * elected + "s" * (5 - elected)
    found = counted(constituency(), pile(*times(18, marks)), level=level)
    assert (found.outcome.state, found.outcome.seats_open) == (State.SHORT, 3 - elected)
    assert (found.outcome.next is not None, found.outcome.ends) == (follows, ends)
    if found.outcome.next is not None:
        assert found.outcome.next.needed is None  # the base of the next vote is its own valid ballots
    result = CongressResult(congress=congress(found.contest, level=level), rules=law(level), contests=(found,))
    assert bool(result.open_contests) is follows


def test_turnout_and_what_follows_are_cited() -> None:
    found = counted(constituency(), pile(*times(18, "kksss")))
    assert found.outcome.state is State.SHORT
    assert [step.step for step in found.steps][:2] == ["base", "turnout"]
    assert [step.step for step in found.steps][-2:] == ["short", "extra_election"]


@pytest.mark.parametrize(("voters", "voted", "recognised"), [(0, 0, False), (1, 1, True), (1, 0, False)])
def test_the_fewest_voters_there_can_be(voters: int, voted: int, recognised: bool) -> None:  # noqa: FBT001
    found = counted(constituency(voters=voters, voted=voted), pile(*times(voted, "kksss")))
    assert (found.outcome.state is not State.NOT_RECOGNISED) is recognised


def test_the_words_of_a_shortfall_name_who_decides() -> None:
    short = pile(*times(18, "kssss"))
    assert "theo luật phải bầu cử thêm" in told(counted(constituency(), short))
    assert "Hội đồng bầu cử quốc gia" in told(counted(constituency(), short, level=Level.CENTRAL))
    assert "không phải bầu cử thêm" in told(counted(constituency(), pile(*times(18, "kksss"))))
