"""Opinion and introduction ballots (phiếu xin ý kiến, phiếu giới thiệu): counted alike, under their own thresholds.

The provisions: 190-QĐ/TW Điều 14, khoản 3 (law/RULES.md 2.9): more than 30 % of those attending; the personnel
process of 2020 (ADDITIONS 4.6, 4.7): more than half of all summoned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import AllDisagree, Choices
from rules.congress_file import read_congress
from rules.engine import check_congress
from rules.errors import InputError
from rules.messages import Translator
from rules.model import Attendance, BallotSource, Congress, Contest, Form, Kind, Level, Vote
from rules.regulation import Rules
from rules.regulation_file import rules_for
from tally.account_words import account_lines
from tally.congress_count import count_folder
from tally.model import Ballot
from tally.outcome import Standing, State, decide_support
from tally.result import ContestResult, count_contest
from tally.result_words import heading, outcome_lines
from tests.rules.law_builders import congress, own, party_rules
from tests.tally.builders import contest, pile, times
from tests.tally.folders import HEAD, write

VI = Translator("vi")
SUMMER_2025, SUMMER_2020 = date(2025, 7, 20), date(2020, 7, 15)
SUPPORTED, NOT_SUPPORTED = Standing.SUPPORTED, Standing.NOT_SUPPORTED


def opinion(names: int = 2, *, summoned: int = 200, present: int = 190, issued: int = 10) -> Contest:
    """People who were nominated at the congress; the congress is asked whether it supports them."""
    return replace(
        contest(names, names, Form.AGREE_DISAGREE),
        id="xin-y-kien",
        vote=Vote.OPINION,
        kind=Kind.DELEGATES,
        attendance=Attendance(summoned=summoned, present=present),
        ballots=BallotSource(file="b.csv", issued=issued, returned=issued),
    )


def counted(what: Contest, ballots: Sequence[Ballot], under: Rules, choices: Choices | None = None) -> ContestResult:
    """Count an opinion asked."""
    return count_contest(what, ballots, under, choices or Choices())


def told(found: ContestResult) -> str:
    """What a person reads of it."""
    lines = (heading(found, Level.DISTRICT), *account_lines(found), *outcome_lines(found, is_open=False))
    return " ".join(VI.text(line) for line in lines)


# --- 190-QĐ/TW Điều 14, khoản 3: «hơn 30 %» of those attending ---


@pytest.mark.parametrize(("agree", "standing"), [(57, NOT_SUPPORTED), (58, SUPPORTED)])
def test_more_than_30_per_cent_of_those_attending(agree: int, standing: Standing) -> None:
    """30 % of 190 is 57: exactly 57 is not more."""
    found = counted(
        opinion(1, issued=190), pile(*times(agree, "a"), *times(190 - agree, "d")), party_rules(SUMMER_2025)
    )
    assert (found.account.base, found.needed) == (190, 58)
    assert found.outcome.standings == (standing,)


def test_nobody_is_elected_by_an_opinion_and_nothing_follows() -> None:
    found = counted(
        opinion(3, present=20, issued=10), pile(*times(7, "daa"), *times(3, "ada")), party_rules(SUMMER_2025)
    )
    assert found.outcome.state is State.COUNTED
    assert found.outcome.supported == (3, 2)  # 10 and 7 of 20, seven are needed; 3 is not enough
    assert (found.outcome.elected, found.outcome.tied, found.outcome.seats_open, found.outcome.next) == (
        (),
        (),
        0,
        None,
    )
    assert [step.step for step in found.steps] == ["base", "needed", "validity"]
    assert {step.citation.place for step in found.steps[:2]} == {"Điều 14, khoản 3"}
    assert all(step.citation.confirmed for step in found.steps[:2])


def test_people_read_that_it_is_no_election() -> None:
    found = counted(opinion(2, present=20), pile(*times(10, "ad")), party_rules(SUMMER_2025))
    text = told(found)
    assert "lấy phiếu xin ý kiến: ban chấp hành, danh sách 2 người" in text
    assert "tổng số để tính là 20, tức số có mặt" in text
    assert "Đủ khi được hơn 30 % của 20: từ 7 phiếu." in text
    assert "1 trong 2 người. Đây không phải là bầu cử" in text


def test_a_ballot_that_agrees_to_nobody_is_an_opinion_too() -> None:
    ballots = pile(*times(7, "dd"), *times(3, "aa"))
    found = counted(opinion(2, present=10), ballots, party_rules(SUMMER_2025))
    assert found.tally is not None
    assert (found.tally.valid, found.tally.votes) == (10, (3, 3))
    chosen = counted(
        opinion(2, present=10), ballots, party_rules(SUMMER_2025), Choices(all_disagree=AllDisagree.INVALID)
    )
    assert chosen.tally is not None
    assert chosen.tally.valid == 3
    assert chosen.outcome == found.outcome  # nobody's support hangs on it


def test_a_pack_that_names_no_threshold_cannot_count_an_opinion_until_the_congress_gives_its_own() -> None:
    """Under the regulation of 2014 no threshold was seen."""
    with pytest.raises(InputError) as raised:
        counted(opinion(1), pile(*times(10, "a")), party_rules(SUMMER_2020))
    (fault,) = raised.value.faults
    assert (fault.name, fault.seen) == ("rules.no_threshold", "opinion")
    assert '"opinion.needed"' in VI.text(fault.remedy)
    local = (
        own("opinion.base", rule="present", force="required"),
        own("opinion.needed", at_least="1/2", of="base", force="required"),
    )
    rules = rules_for(congress(SUMMER_2020, local=local))
    assert counted(opinion(1, present=20), pile(*times(10, "a")), rules).needed == 10


# --- Introduction ballots ---


def introduction(names: int, seats: int, *, summoned: int) -> Contest:
    """A step of the personnel process: so many people to introduce from a longer list."""
    return replace(
        contest(names, seats),
        id="gioi-thieu",
        vote=Vote.INTRODUCTION,
        kind=Kind.COMMITTEE,
        attendance=Attendance(summoned=summoned, present=10),
    )


def test_an_introduction_takes_more_than_half_of_all_summoned() -> None:
    """ADDITIONS 4.6: of 12 summoned seven are needed although only ten came."""
    ballots = pile(*times(7, "kks"), *times(3, "ssk"))
    found = counted(introduction(3, 2, summoned=12), ballots, party_rules(SUMMER_2020))
    assert (found.account.base, found.needed) == (12, 7)
    assert found.outcome.standings == (SUPPORTED, SUPPORTED, NOT_SUPPORTED)
    assert not any(step.citation.confirmed for step in found.steps if step.step in {"base", "needed"})
    assert (
        "Để kiemphieu check đối chiếu, ghi số phiếu của từng người vào [[step]], với summoned = 12 "
        "(kiemphieu count --next lập sẵn)."
    ) in told(found)


def test_more_may_be_supported_than_are_to_be_introduced() -> None:
    """Who of them is introduced is for those who introduce: the votes and ranks are all there."""
    found = counted(
        introduction(3, 2, summoned=10),
        pile(*times(4, "kks"), *times(3, "ksk"), *times(3, "skk")),
        party_rules(SUMMER_2020),
    )
    assert found.outcome.supported == (1, 2, 3)
    assert found.ranks == (1, 1, 3)


def test_of_2025_no_threshold_of_an_introduction_was_seen() -> None:
    with pytest.raises(InputError) as raised:
        counted(introduction(3, 2, summoned=10), pile(*times(10, "kks")), party_rules(SUMMER_2025))
    assert [fault.name for fault in raised.value.faults] == ["rules.no_threshold"]


# --- The decision itself ---


@pytest.mark.parametrize("names", [1, 2, 3])
def test_everybody_with_the_votes_needed_is_supported_and_nobody_else(names: int) -> None:
    for votes in product(range(5), repeat=names):
        for needed in range(1, 6):
            outcome = decide_support(votes, needed=needed)
            assert outcome.standings == tuple(SUPPORTED if each >= needed else NOT_SUPPORTED for each in votes)
            assert set(outcome.supported) == {number for number, each in enumerate(votes, 1) if each >= needed}
            by_votes = [votes[number - 1] for number in outcome.supported]
            assert by_votes == sorted(by_votes, reverse=True)


@given(st.integers(1, 400), st.integers(0, 400))
def test_the_share_is_compared_exactly(present: int, agree: int) -> None:
    agree = min(agree, present)
    what = opinion(1, present=present, summoned=present, issued=present)
    found = counted(what, pile(*times(agree, "a"), *times(present - agree, "d")), party_rules(SUMMER_2025))
    assert (found.outcome.standings == (SUPPORTED,)) == (Fraction(agree, present) > Fraction(30, 100))


# --- A folder ---


OPINION = """
[[contest]]
id = "xin-y-kien"
office = "executive_committee"
vote = "opinion"
slate = "slate-bch.csv"
form = "agree_disagree"
ballots = { file = "ballots-xin.csv", issued = 10, returned = 10 }
"""
ASKED = "ballot,agree,disagree\n" + "".join(f"{number},1 3,2 4\n" for number in range(1, 11))


def test_an_opinion_needs_no_seats_and_no_vote_before_it(tmp_path: Path) -> None:
    toml = HEAD.replace("2020-03-15", "2025-07-20") + OPINION
    (found,) = count_folder(write(tmp_path, toml, {"ballots-xin.csv": ASKED})).result.contests
    assert (found.contest.seats, found.contest.vote) == (4, Vote.OPINION)
    assert found.outcome.supported == (1, 3)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (('form = "agree_disagree"', 'form = "strike_out"'), "toml.key_missing"),
        (('vote = "opinion"', 'vote = "opinion"\nround = 2'), "contest.after_missing"),
        (('vote = "opinion"', 'vote = "opinion"\nafter = "xin-y-kien"'), "contest.after_itself"),
        (('vote = "opinion"\n', ""), "toml.key_missing"),
    ],
)
def test_what_an_opinion_cannot_be(tmp_path: Path, change: tuple[str, str], name: str) -> None:
    folder = write(tmp_path, HEAD + OPINION.replace(*change), {"ballots-xin.csv": ASKED})
    assert [fault.name for fault in read_congress(folder).faults] == [name]


def test_an_opinion_answers_no_vote(tmp_path: Path) -> None:
    first = OPINION.replace("xin-y-kien", "lan-1")
    second = OPINION.replace('vote = "opinion"', 'vote = "opinion"\nafter = "lan-1"\nround = 2').replace(
        "xin.csv", "2.csv"
    )
    slate = "number,name,born,number_before\n1,Nguyễn Văn An,20/03/1975,1\n"
    folder = write(
        tmp_path,
        HEAD + first + second.replace("slate-bch", "slate-2"),
        {"ballots-xin.csv": ASKED, "ballots-2.csv": ASKED, "slate-2.csv": slate},
    )
    assert "contest.vote" in [fault.name for fault in read_congress(folder).faults]


def test_a_list_people_are_only_asked_about_has_no_surplus_and_no_shares() -> None:
    """Only the list itself, and each person on it, is judged."""
    found = check_congress(
        Congress(
            name="Đại hội",
            body="Huyện",
            level=Level.DISTRICT,
            kind=Kind.DELEGATES,
            opens=SUMMER_2020,
            contests=(opinion(3),),
            choices=Choices(),
        ),
        party_rules(SUMMER_2020),
    )
    assert {finding.code[:2] for finding in found.findings} & {"SZ", "CP", "LC"} == set()
