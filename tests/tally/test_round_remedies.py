"""What is said to do about a later round that does not follow: its vote, seats and list, as the files have them."""

from __future__ import annotations

from rules.choice import Choices
from rules.messages import Translator
from rules.model import About, Vote
from tally.result import ContestResult, count_contest
from tests.tally.builders import pile, times
from tests.tally.linked_rounds import (
    FILLED,
    SHORT,
    SHORT_OF_TWO,
    TIED,
    counted,
    decided,
    faults_of,
    first,
    later,
    void,
)
from tests.tally.under_state_2015 import constituency, law

VI, EN = Translator("vi"), Translator("en")
NEXT = "; hoặc bỏ nội dung bầu này cùng tệp danh sách của nó, rồi chạy kiemphieu count --next"
NO_MORE = "bỏ nội dung bầu này, vì sau «bch» không bầu nữa; nếu nó theo sau nội dung bầu khác thì sửa after"
NO_SEAT = "bỏ nội dung bầu này: không còn chỗ nào để bầu"


def remedies(*results: ContestResult, to: Translator = VI) -> list[str]:
    """What to do about everything wrong between rounds."""
    return [to.text(fault.remedy) for fault in faults_of(*results)]


def test_a_list_of_a_re_vote_is_put_right_by_the_numbers_that_must_stand_there() -> None:
    exactly = "danh sách phải gồm đúng 2 người, number_before là 3, 4"
    assert remedies(first(TIED), counted(later(Vote.REVOTE, (3, 2)))) == [exactly + NEXT]
    one = counted(later(Vote.REVOTE, (3, 4)))
    assert remedies(first(TIED), one, counted(later(Vote.REVOTE, (3, 2), id_="bch-3"))) == [NO_SEAT, exactly]
    assert remedies(first(TIED), counted(later(Vote.REVOTE, (3, 2))), to=EN) == [
        (
            "the list must hold exactly 2 people, with number_before 3, 4; or take this contest and its slate file "
            "out, then run kiemphieu count --next"
        )
    ]


def test_a_list_of_a_vote_again_is_the_whole_one_and_made_ready_once_the_box_is_annulled() -> None:
    exactly = "danh sách phải gồm đúng 4 người, number_before là 1, 2, 3, 4"
    again = counted(later(Vote.AGAIN, (1, 2, 4, 4), 3), "kkks")
    assert remedies(void(), again) == [exactly]
    annulled = void(decided(About.OVER_ISSUED, "annulled"))
    assert remedies(annulled, again) == [exactly + NEXT]
    whole = counted(later(Vote.AGAIN, (1, 2, 3, 4), 3), "kkks")
    other = counted(later(Vote.AGAIN, (1, 2, 4, 4), 3, id_="bch-3"), "kkks")
    assert remedies(annulled, whole, other) == [NO_SEAT, exactly]


def test_a_list_of_a_further_vote_is_put_right_by_leaving_out_the_elected() -> None:
    assert remedies(first(SHORT), counted(later(Vote.FURTHER, (3, 2, 1), 1), "kss")) == [
        "bỏ khỏi danh sách những người có number_before là 1 2"
    ]


def test_seats_are_put_right_by_how_many_there_are() -> None:
    assert remedies(void(), counted(later(Vote.AGAIN, (1, 2, 3, 4), 2), "kkss")) == ["ghi seats = 3"]
    assert remedies(first(SHORT), counted(later(Vote.FURTHER, (3, 4, 3), 2), "kks")) == ["ghi seats = 1"]
    too_many = counted(later(Vote.FURTHER, (2, 3, 4, 4), 3), "kkks")
    assert remedies(first(SHORT_OF_TWO), too_many) == ["ghi seats từ 1 đến 2"]
    assert remedies(first(SHORT_OF_TWO), too_many, to=EN) == ["write seats from 1 to 2"]


def test_a_round_of_a_vote_that_was_not_counted_waits_for_it() -> None:
    assert remedies(counted(later(Vote.REVOTE, (3, 4)))) == [
        "ghi ballots của «bch» để kiểm trước, hoặc sửa after nếu lần bầu này theo sau nội dung bầu khác"
    ]


def test_a_round_against_a_decision_is_taken_out_or_the_decision_corrected() -> None:
    stopped = first(SHORT, decided(About.SHORT, "no_further_vote"))
    assert remedies(stopped, counted(later(Vote.FURTHER, (3, 4)))) == [
        "bỏ nội dung bầu này; nếu quyết định đã khác đi thì sửa bảng [[decision]] về «bch»"
    ]
    assert remedies(stopped, counted(later(Vote.REVOTE, (3, 4)))) == [NO_MORE]


def test_a_round_that_answers_nothing_is_told_which_one_would() -> None:
    wrong = counted(later(Vote.AGAIN, (3, 4)))
    assert remedies(first(FILLED), wrong) == [NO_MORE]
    assert remedies(first(TIED), wrong) == [
        'ghi vote = "revote"; ghi seats = 1; danh sách phải gồm đúng 2 người, number_before là 3, 4' + NEXT
    ]
    assert remedies(first(SHORT_OF_TWO), wrong) == [
        'ghi vote = "further"; ghi seats từ 1 đến 2; danh sách gồm những người có number_before trong các số 2, 3, 4'
        + NEXT
    ]
    annulled = void(decided(About.OVER_ISSUED, "annulled"))
    assert remedies(annulled, counted(later(Vote.REVOTE, (3, 4)))) == [
        'ghi vote = "again"; ghi seats = 3; danh sách phải gồm đúng 4 người, number_before là 1, 2, 3, 4' + NEXT
    ]


def test_a_round_that_answers_nothing_beside_others_is_told_what_they_left() -> None:
    wrong = counted(later(Vote.REVOTE, (3, 4), id_="bch-3"))
    one = counted(later(Vote.FURTHER, (2, 3), 1), "ks")
    assert remedies(first(SHORT_OF_TWO), one, wrong) == [
        'ghi vote = "further"; ghi seats = 1; danh sách gồm những người có number_before trong các số 2, 3, 4'
    ]
    assert remedies(first(SHORT), counted(later(Vote.FURTHER, (3, 4))), wrong) == [NO_SEAT]


def test_after_a_box_nobody_has_annulled_the_decision_comes_first() -> None:
    assert remedies(void(), counted(later(Vote.REVOTE, (3, 4)))) == [
        (
            "bỏ nội dung bầu này; khi đại hội đã quyết định thì thêm vào cuối congress.toml một bảng [[decision]], mỗi "
            'khóa một dòng: contest = "bch", about = "over_issued", decision = "annulled", by = ai quyết định, text = '
            "nguyên văn quyết định, rồi chạy kiemphieu count --next"
        )
    ]
    few = count_contest(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), law(), Choices())
    (told_of_few,) = remedies(few, counted(later(Vote.REVOTE, (1, 2), after="hdnd")))
    assert 'contest = "hdnd", about = "turnout", decision = "vote_again"' in told_of_few
    assert told_of_few.startswith("bỏ nội dung bầu này; khi tổ chức phụ trách bầu cử đã quyết định thì thêm vào ")
