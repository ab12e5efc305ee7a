"""Why somebody stands so: margins by deciding again for every number of votes, bases side by side, the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Attendance, BallotSource, Contest, Form, Office, Vote
from rules.parameter import Base
from rules.percent import PercentRounding
from rules.regulation import Limit
from tally.model import Ballot, Tally
from tally.outcome import Standing, State
from tally.result import ContestResult, count_contest
from tally.rounds import settle
from tally.why import BaseView, Explanation, Margin, Rung, bases, decide_again, explain, numbers_of
from tally.why_words import of_void, sentences
from tests.tally.builders import attended, contest, pile, provision, rules, slate, times
from tests.tally.under_state_2015 import constituency, law

VI, EN = Translator("vi"), Translator("en")


CHOICES = Choices()


def counted(what: Contest, ballots: Sequence[Ballot]) -> ContestResult:
    """Count a contest of a branch."""
    return count_contest(what, ballots, rules(), CHOICES)


def with_votes(what: Contest, votes: Sequence[int], base: int) -> ContestResult:
    """A contest as if its ballots had given these votes."""
    what = attended(what, Attendance(summoned=base, present=base), issued=base, returned=base)
    blank = pile(*times(base, "s" * (len(what.slate) - 1) + "k"))
    plain = counted(what, blank)
    tally = Tally(
        valid=base,
        invalid_reasons={},
        votes=tuple(votes),
        against=tuple(base - each for each in votes),
        not_counted=(0,) * len(votes),
    )
    again = replace(plain, tally=tally)
    return replace(again, outcome=decide_again(again, votes))


def found(result: ContestResult, number: int) -> Explanation:
    """The explanation of somebody in a contest that is not void."""
    explanation = explain(result, number)
    assert explanation is not None
    return explanation


def by_brute_force(result: ContestResult, number: int) -> list[Standing]:
    """How the person would stand with every number of votes from none to all of the base."""
    assert result.tally is not None
    votes = list(result.tally.votes)
    standings = []
    for mine in range(max(result.account.base, *votes) + 1):
        votes[number - 1] = mine
        standings.append(decide_again(result, votes).standings[number - 1])
    return standings


def assert_margins_are_exact(result: ContestResult) -> None:
    """For everybody: the ladder is every single decision, the margins are the nearest changes on both sides."""
    for number in range(1, len(result.contest.slate) + 1):
        explanation = found(result, number)
        plainly = by_brute_force(result, number)
        climbed = [rung.standing for rung in explanation.ladder for _ in range(rung.fewest, rung.most + 1)]
        assert climbed == plainly
        assert [rung.fewest for rung in explanation.ladder][1:] == [rung.most + 1 for rung in explanation.ladder][:-1]
        mine = explanation.votes
        assert plainly[mine] is explanation.standing
        higher = [more for more in range(1, len(plainly) - mine) if plainly[mine + more] is not explanation.standing]
        lower = [less for less in range(1, mine + 1) if plainly[mine - less] is not explanation.standing]
        assert (explanation.gain.votes if explanation.gain else None) == next(iter(higher), None)
        assert (explanation.loss.votes if explanation.loss else None) == next(iter(lower), None)
        if explanation.gain:
            assert explanation.gain.standing is plainly[mine + explanation.gain.votes]
        if explanation.loss:
            assert explanation.loss.standing is plainly[mine - explanation.loss.votes]


@pytest.mark.parametrize("names", [2, 3, 4])
def test_every_small_vector_has_exact_margins(names: int) -> None:
    for votes in product(range(0, 7, 2 if names == 4 else 1), repeat=names):
        for seats in range(1, names):
            assert_margins_are_exact(with_votes(contest(names, seats), votes, 6))


@given(st.lists(st.integers(0, 30), min_size=2, max_size=12), st.data())
def test_larger_vectors_have_exact_margins(votes: list[int], data: st.DataObject) -> None:
    seats = data.draw(st.integers(1, len(votes) - 1))
    alternates = data.draw(st.integers(0, 2))
    office = Office.DELEGATES if alternates else Office.EXECUTIVE_COMMITTEE
    what = replace(contest(len(votes), seats), office=office, alternates=alternates)
    assert_margins_are_exact(with_votes(what, votes, max(*votes, data.draw(st.integers(1, 40)))))


def test_margins_in_a_re_vote_and_at_the_alternates_cut() -> None:
    revote = replace(
        contest(3, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(3, before=(2, 3, 4))
    )
    ballots = pile(*times(4, "kss"), *times(4, "sks"), *times(2, "ssk"))
    assert_margins_are_exact(counted(revote, ballots))
    first = replace(contest(6, 4), office=Office.DELEGATES, alternates=1)
    tied = with_votes(first, (9, 8, 8, 7, 6, 6), 10)
    assert tied.outcome.seats_open == 0
    second = replace(revote, office=Office.DELEGATES, slate=slate(2, before=(5, 6)))
    settled = settle((tied, counted(second, pile(*times(6, "ks"), *times(4, "sk")))), rules())[1]
    assert settled.for_alternates
    assert_margins_are_exact(settled)
    assert found(settled, 1).standing is Standing.ALTERNATE


def test_margins_where_the_older_of_the_tied_is_elected() -> None:
    births = ("01/01/1960", "01/01/1970", "01/01/1980")
    ballots = pile(*times(9, "kks"), *times(9, "ksk"), *times(2, "skk"))
    result = count_contest(constituency(3, 2, voters=20, voted=20, births=births), ballots, law(), CHOICES)
    assert_margins_are_exact(result)
    younger = found(result, 3)
    assert (younger.standing, younger.gain) == (Standing.MAJORITY_NO_SEAT, Margin(votes=1, standing=Standing.ELECTED))


def test_no_number_of_votes_helps_where_too_few_voters_voted() -> None:
    result = count_contest(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), law(), CHOICES)
    explanation = found(result, 1)
    assert (explanation.gain, explanation.loss) == (None, None)
    assert explanation.ladder == (Rung(fewest=0, most=8, standing=Standing.NOT_ELECTED),)


def test_a_void_contest_explains_nobody() -> None:
    result = counted(contest(4, 3, ballots=8), pile(*times(10, "kkks")))
    assert (result.outcome.state, explain(result, 1), bases(result)) == (State.VOID, None, ())


def test_where_too_few_voters_voted_no_base_elects_anybody() -> None:
    result = count_contest(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), law(), CHOICES)
    assert result.outcome.state is State.NOT_RECOGNISED
    assert bases(result) == ()


def of_the_class() -> ContestResult:
    """CASES 1.4 and 1.5: 20 summoned, 19 issued, 18 collected, 16 valid; nine votes for one of two."""
    what = replace(
        contest(2, 1),
        attendance=Attendance(summoned=20, present=19),
        ballots=BallotSource(file="b.csv", issued=19, returned=18),
    )
    return counted(what, pile(*times(9, "ks"), *times(7, "sk"), *times(2, "ss")))


def test_the_same_ballots_under_each_base() -> None:
    views = {view.base: view for view in bases(of_the_class())}
    assert {base: (view.number, view.needed, bool(view.outcome.elected)) for base, view in views.items()} == {
        Base.SUMMONED_LESS_EXCLUDED: (20, 11, False),
        Base.PRESENT: (19, 10, False),
        Base.ISSUED: (19, 10, False),
        Base.RETURNED: (18, 10, False),
        Base.VALID: (16, 9, True),
    }
    assert [base for base, view in views.items() if view.own] == [Base.SUMMONED_LESS_EXCLUDED]


def test_with_somebody_excluded_summoned_and_summoned_less_excluded_are_two() -> None:
    what = attended(contest(2, 1), Attendance(summoned=13, present=10, excluded={"exempt": 2}), issued=10, returned=10)
    views = {view.base: view.number for view in bases(counted(what, pile(*times(6, "ks"), *times(4, "sk"))))}
    assert (views[Base.SUMMONED], views[Base.SUMMONED_LESS_EXCLUDED]) == (13, 11)


def test_the_laws_own_base_is_the_valid_ballots() -> None:
    result = count_contest(constituency(), pile(*times(9, "kksss"), *times(9, "sssss")), law(), CHOICES)
    views = bases(result)
    assert [view.base for view in views if view.own] == [Base.VALID]
    assert {view.base for view in views} == set(Base) - {Base.SUMMONED_LESS_EXCLUDED}


def test_a_re_vote_has_no_bases() -> None:
    revote = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(2, before=(2, 3)))
    assert bases(counted(revote, pile(*times(6, "ks"), *times(4, "sk")))) == ()


@given(st.lists(st.integers(0, 20), min_size=2, max_size=6), st.integers(20, 40), st.data())
def test_the_regulations_own_view_is_the_result_and_a_smaller_base_never_takes_a_majority(
    votes: list[int], base: int, data: st.DataObject
) -> None:
    seats = data.draw(st.integers(1, len(votes) - 1))
    result = with_votes(contest(len(votes), seats), votes, base)
    views = bases(result)
    (own,) = [view for view in views if view.own]
    assert own.outcome == result.outcome

    def over(view: BaseView) -> set[int]:
        return {
            number for number, standing in enumerate(view.outcome.standings) if standing is not Standing.NO_MAJORITY
        }

    for one, other in product(views, views):
        if one.number <= other.number:
            assert over(other) <= over(one)


def test_people_are_found_by_number_or_by_whole_name() -> None:
    result = counted(contest(4, 3), pile(*times(10, "kkks")))
    name = result.contest.slate.candidates[1].name
    assert [numbers_of(result, str(number)) for number in range(1, 5)] == [(1,), (2,), (3,), (4,)]
    assert numbers_of(result, name) == (2,)
    assert numbers_of(result, f"  {name.upper()} ") == (2,)
    assert numbers_of(result, "0") == numbers_of(result, "5") == numbers_of(result, "Ai Đó") == ()
    assert numbers_of(result, "9" * 5000) == numbers_of(result, "") == ()
    homonyms = tuple(replace(person, name="Nguyễn Văn An") for person in result.contest.slate.candidates)
    twice = replace(result, contest=replace(result.contest, slate=replace(result.contest.slate, candidates=homonyms)))
    assert numbers_of(twice, "nguyễn văn an") == (1, 2, 3, 4)


def told(result: ContestResult, number: int, to: Translator = VI) -> list[str]:
    """What a person reads of somebody."""
    return [to.text(sentence) for sentence in sentences(found(result, number), CHOICES)]


def test_the_sentences_of_everybody_in_a_short_vote() -> None:
    result = counted(contest(4, 3), pile(*times(6, "kkks"), *times(3, "kkss"), "ksss"))
    assert told(result, 2) == [
        (
            "9 phiếu × 2 = 18, lớn hơn 10 (90,00 %): quá một nửa, cần từ 6 phiếu; 1 người nhiều phiếu hơn, có 3 chỗ: "
            "trúng cử."
        ),
        "Bớt 4 phiếu thì: không quá nửa.",
    ]
    assert told(result, 4) == [
        "0 phiếu × 2 = 0, không lớn hơn 10 (0,00 %): chưa quá một nửa, cần từ 6 phiếu; không trúng cử.",
        "Thêm 6 phiếu thì: bằng phiếu ở ranh giới trúng cử.",
    ]
    assert told(result, 2, EN)[0].startswith("9 votes × 2 = 18, more than 10 (90.00%)")


def test_the_sentences_of_a_tie_and_of_one_below_it() -> None:
    result = with_votes(contest(4, 2), (9, 7, 7, 6), 10)
    assert (
        "1 người nhiều phiếu hơn, 2 người cùng 7 phiếu, có 2 chỗ: bằng phiếu ở ranh giới trúng cử" in told(result, 2)[0]
    )
    assert told(result, 2)[1:] == ["Thêm 1 phiếu thì: trúng cử.", "Bớt 1 phiếu thì: quá nửa nhưng không trúng cử."]
    assert "đã có 3 người nhiều phiếu hơn cho 2 chỗ: không trúng cử" in told(result, 4)[0]


def test_the_sentences_of_delegates() -> None:
    what = replace(contest(6, 3), office=Office.DELEGATES, alternates=2)
    result = with_votes(what, (9, 8, 7, 6, 6, 6), 10)
    assert "2 chỗ dự khuyết: bằng phiếu ở ranh giới dự khuyết" in told(result, 4)[0]
    clear = with_votes(what, (10, 9, 8, 7, 6, 5), 10)
    assert (
        "trong những người còn lại có 1 người nhiều phiếu hơn, 2 chỗ dự khuyết: đại biểu dự khuyết" in told(clear, 5)[0]
    )


def test_the_sentences_of_a_re_vote_and_of_the_law() -> None:
    revote = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(2, before=(2, 3)))
    result = counted(revote, pile(*times(4, "ks"), *times(3, "sk"), *times(3, "ss")))
    assert told(result, 1)[0] == "4 phiếu, bầu lại nên không cần quá nửa; 0 người nhiều phiếu hơn, có 1 chỗ: trúng cử."
    births = ("01/01/1960", "01/01/1970", "01/01/1980")
    ballots = pile(*times(9, "kks"), *times(9, "ksk"), *times(2, "skk"))
    elected = count_contest(constituency(3, 2, voters=20, voted=20, births=births), ballots, law(), CHOICES)
    assert "trong số bằng phiếu là người nhiều tuổi hơn: trúng cử" in told(elected, 2)[0]
    assert "trong số bằng phiếu là người ít tuổi hơn: không trúng cử" in told(elected, 3)[0]
    absent = count_contest(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), law(), CHOICES)
    assert "mới có 8 trên 20 cử tri đi bầu" in told(absent, 1)[0]
    assert len(told(absent, 1)) == 1


def test_the_sentences_of_somebody_exactly_at_the_threshold_and_of_somebody_exactly_behind_the_seats() -> None:
    at_the_threshold = counted(contest(4, 3), pile(*times(6, "kkks"), *times(3, "kkss"), "ksss"))
    assert told(at_the_threshold, 3) == [
        (
            "6 phiếu × 2 = 12, lớn hơn 10 (60,00 %): quá một nửa, cần từ 6 phiếu; 2 người nhiều phiếu hơn, có 3 chỗ: "
            "trúng cử."
        ),
        "Bớt 1 phiếu thì: không quá nửa.",
    ]
    behind_the_seats = with_votes(contest(4, 2), (9, 8, 7, 6), 10)
    assert told(behind_the_seats, 3)[0].endswith("; đã có 2 người nhiều phiếu hơn cho 2 chỗ: không trúng cử.")


def test_the_sentences_of_one_name_in_a_re_vote_whom_no_number_of_votes_helps_or_harms() -> None:
    alone = contest(1, 1, Form.AGREE_DISAGREE)
    revote = replace(alone, id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(1, before=(2,)))
    result = counted(revote, pile(*times(4, "a"), *times(6, "d")))
    assert told(result, 1) == [
        "4 phiếu, bầu lại nên không cần quá nửa; 0 người nhiều phiếu hơn, có 1 chỗ: trúng cử.",
        "Giữ nguyên phiếu của người khác thì bao nhiêu phiếu cũng không làm thay đổi kết quả này.",
    ]
    assert told(result, 1, EN)[1] == "With everybody else's votes as they are, no number of votes would change this."


@pytest.mark.parametrize(
    ("ballots", "says"),
    [
        (
            (*times(6, "ks"), *times(4, "sk")),
            (
                (
                    "6 phiếu, bầu lại nên không cần quá nửa; chỗ chính thức đã đủ; trong những người còn lại có 0 "
                    "người nhiều phiếu hơn, 1 chỗ dự khuyết: đại biểu dự khuyết."
                ),
                "Bớt 2 phiếu thì: bằng phiếu ở ranh giới dự khuyết.",
            ),
        ),
        (
            (*times(5, "ks"), *times(5, "sk")),
            (
                (
                    "5 phiếu, bầu lại nên không cần quá nửa; chỗ chính thức đã đủ; trong những người còn lại có 0 "
                    "người nhiều phiếu hơn, 2 người cùng 5 phiếu, 1 chỗ dự khuyết: bằng phiếu ở ranh giới dự khuyết."
                ),
                "Thêm 1 phiếu thì: đại biểu dự khuyết.",
                "Bớt 1 phiếu thì: không trúng cử.",
            ),
        ),
    ],
)
def test_the_sentences_of_a_re_vote_at_the_alternates_cut(ballots: tuple[str, ...], says: tuple[str, ...]) -> None:
    first = replace(contest(6, 4), office=Office.DELEGATES, alternates=1)
    tied = with_votes(first, (9, 8, 8, 7, 6, 6), 10)
    revote = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(2, before=(5, 6)))
    second = counted(replace(revote, office=Office.DELEGATES), pile(*ballots))
    assert tuple(told(settle((tied, second), rules())[1], 1)) == says


def test_a_share_is_printed_by_the_rounding_that_was_chosen() -> None:
    result = with_votes(contest(4, 2), (5, 4, 2, 1), 6)
    cut = Choices(percent_rounding=PercentRounding.TRUNCATE)
    first, *_ = sentences(found(result, 1), cut)
    assert "(83,33 %)" in VI.text(first)
    third, *_ = sentences(found(result, 2), cut)
    assert "4 phiếu × 2 = 8, lớn hơn 6 (66,66 %)" in VI.text(third)
    assert "(66,67 %)" in told(result, 2)[0]


def test_a_void_box_is_told_with_its_papers() -> None:
    result = counted(contest(4, 3, ballots=8), pile(*times(10, "kkks")))
    assert VI.text(of_void(result)) == "không có kết quả: phát ra 8, thu về 8, kiểm được 10 phiếu."


def test_whoever_is_explained_is_named() -> None:
    result = counted(contest(4, 3), pile(*times(10, "kkks")))
    people = result.contest.slate.candidates
    assert [(found(result, number).number, found(result, number).name) for number in range(1, 5)] == [
        (number, people[number - 1].name) for number in range(1, 5)
    ]


def test_a_threshold_that_is_not_half_is_told_as_it_is() -> None:
    two_thirds = provision("count.needed", limit=Limit(at_least=Fraction(2, 3)), of="base")
    under = rules(two_thirds, without="count.needed")
    result = count_contest(contest(4, 3), pile(*times(7, "kkks"), *times(3, "kkss")), under, CHOICES)
    assert told(result, 3)[0].startswith("7 phiếu trên 10 (70,00 %), cần từ 7 phiếu")


def test_sentences_come_for_every_standing_of_every_small_vector() -> None:
    what = replace(contest(4, 2), office=Office.DELEGATES, alternates=1)
    for votes in product((3, 4, 5, 6), repeat=4):
        result = with_votes(what, votes, 6)
        for number in range(1, 5):
            assert all(told(result, number))
