"""What follows from an outcome, in the words that people sign: what the provision says, who is tied, who decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.model import About, Decision, Office, Vote
from tally.papers.following import following
from tally.result import ContestResult
from tests.tally.builders import contest, pile, times
from tests.tally.papers.made_minutes import ENOUGH, FEW, TIED, TIED_ALTERNATES, VI, for_alternates, later, result_of
from tests.tally.under_state_2015 import constituency, counted


def told(each: ContestResult) -> list[str]:
    """What follows, in Vietnamese."""
    return [VI.text(line) for line in following(each)]


def test_of_filled_seats_it_is_said_that_they_are_filled() -> None:
    assert told(result_of(contest(), ENOUGH)) == ["Kết quả: đủ 3 người."]


def test_of_a_shortfall_it_is_said_who_decides() -> None:
    assert told(result_of(contest(), FEW)) == [
        "Kết quả: thiếu 1 trong 3 người; đại hội quyết định có bầu tiếp hay không."
    ]


def test_a_recorded_decision_is_told_last() -> None:
    stop = Decision(contest="bch", about=About.SHORT, decision="no_further_vote", by="đại hội", text="Thôi.")
    assert told(result_of(contest(), FEW, stop)) == [
        "Kết quả: thiếu 1 trong 3 người; đại hội quyết định có bầu tiếp hay không.",
        "Đã quyết định: không bầu tiếp.",
    ]


def test_who_is_no_member_of_the_body_elected_first_is_named() -> None:
    assert told(replace(result_of(contest(), ENOUGH), not_among=(1, 3))) == [
        "Kết quả: đủ 3 người.",
        (
            "Lưu ý: không có trong số những người đã trúng cử vào tập thể phải bầu trước: Trần Thị Bình 1, Phạm Thị "
            "Dũng 3."
        ),
    ]


# --- a tie ---

AGAIN = (
    "Theo quy định: lập danh sách những người này và bầu lại lấy {} người; ai nhiều phiếu hơn thì trúng cử, không cần "
    "quá một nửa."
)


def test_a_tie_names_the_tied_their_votes_the_places_and_the_vote_to_come() -> None:
    assert told(result_of(contest(4, 2, ballots=12), TIED)) == [
        (
            "Kết quả: 3 người cùng 8 phiếu ở ranh giới trúng cử, chỉ còn 2 chỗ: Trần Thị Bình 1, Lê Hữu Chi 2, "
            "Phạm Thị Dũng 3."
        ),
        AGAIN.format(2),
    ]


def test_those_over_the_cut_are_not_counted_among_the_tied() -> None:
    """Two have 10 and 8 votes; two have 6 for the one seat that is left of three."""
    marks = (*times(4, "kkkss"), *times(4, "kksks"), *times(2, "kskks"))
    assert told(result_of(contest(5, 3), marks)) == [
        "Kết quả: 2 người cùng 6 phiếu ở ranh giới trúng cử, chỉ còn 1 chỗ: Phạm Thị Dũng 3, Nguyễn Văn Đào 4.",
        AGAIN.format(1),
    ]


def test_a_tie_at_the_alternates_cut_says_so_and_what_the_re_vote_is_for() -> None:
    delegates = replace(contest(5, 3, ballots=20), office=Office.DELEGATES, alternates=1)
    assert told(result_of(delegates, TIED_ALTERNATES)) == [
        "Kết quả: 2 người cùng 11 phiếu ở ranh giới dự khuyết, chỉ còn 1 chỗ: Nguyễn Văn Đào 4, Trần Thị Giang 5.",
        (
            "Theo quy định: lập danh sách những người này và bầu lại lấy 1 người; ai nhiều phiếu hơn là dự khuyết, "
            "không cần quá một nửa."
        ),
    ]


def test_a_re_vote_that_is_tied_again_leaves_it_to_the_congress() -> None:
    again = result_of(later(Vote.REVOTE, 3, 1, ballots=12), (*times(5, "kss"), *times(5, "sks"), *times(2, "ssk")))
    assert told(again) == [
        "Kết quả: 2 người cùng 5 phiếu ở ranh giới trúng cử, chỉ còn 1 chỗ: Trần Thị Bình 1, Lê Hữu Chi 2.",
        "Vẫn bằng phiếu sau khi bầu lại: đại hội quyết định có bầu lại nữa hay không.",
    ]


def test_alternates_who_are_tied_again_are_tied_at_their_own_cut() -> None:
    assert told(for_alternates(*times(5, "ks"), *times(5, "sk"))) == [
        "Kết quả: 2 người cùng 5 phiếu ở ranh giới dự khuyết, chỉ còn 1 chỗ: Trần Thị Bình 1, Lê Hữu Chi 2.",
        "Vẫn bằng phiếu sau khi bầu lại: đại hội quyết định có bầu lại nữa hay không.",
    ]


# --- the older of the tied, where the law says so ---

ALIKE = (*times(9, "kks"), *times(9, "ksk"), *times(2, "skk"))
"""Twenty papers of which three names have 18, 11 and 11, for two seats."""

OF_AGE = "Bằng 11 phiếu ở ranh giới trúng cử, người nhiều tuổi hơn trúng cử: "


@pytest.mark.parametrize(
    ("births", "older"),
    [
        (("1990", "02/03/1971", "01/03/1971"), "Phạm Thị Dũng 3"),
        (("1990", "01/03/1971", "02/03/1971"), "Lê Hữu Chi 2"),
    ],
)
def test_whom_age_alone_elected_is_named(births: tuple[str, ...], older: str) -> None:
    found = counted(constituency(3, 2, voters=20, voted=20, births=births), pile(*ALIKE))
    assert told(found) == ["Kết quả: đủ 2 người.", f"{OF_AGE}{older}."]


def test_several_whom_age_elected_are_named_in_one_sentence() -> None:
    births = ("1990", "1972", "1973", "1971")
    marks = (*times(7, "kkks"), *times(6, "kksk"), *times(6, "kskk"), "kssk")
    found = counted(constituency(4, 3, voters=20, voted=20, births=births), pile(*marks))
    assert told(found) == [
        "Kết quả: đủ 3 người.",
        "Bằng 13 phiếu ở ranh giới trúng cử, người nhiều tuổi hơn trúng cử: Lê Hữu Chi 2, Nguyễn Văn Đào 4.",
    ]


def test_where_votes_alone_decided_nothing_is_said_of_age() -> None:
    found = counted(constituency(3, 2, voters=20, voted=20), pile(*times(12, "kks"), *times(8, "ksk")))
    assert told(found) == ["Kết quả: đủ 2 người."]


def test_where_the_births_do_not_tell_who_is_older_others_decide() -> None:
    found = counted(constituency(3, 2, voters=20, voted=20, births=("1990", "1971", "1971")), pile(*ALIKE))
    assert told(found) == [
        "Kết quả: 2 người cùng 11 phiếu ở ranh giới trúng cử, chỉ còn 1 chỗ: Lê Hữu Chi 2, Phạm Thị Dũng 3.",
        (
            "Theo luật người nhiều tuổi hơn trúng cử, nhưng ngày sinh trong danh sách chưa cho biết ai nhiều hơn; nếu "
            "cùng ngày sinh thì tổ chức phụ trách bầu cử quyết định."
        ),
    ]


def test_of_a_box_without_a_result_nothing_is_said_of_age() -> None:
    found = counted(constituency(3, 2, voters=20, voted=20), pile(*times(21, "kks")))
    assert told(found) == [
        "KHÔNG CÓ KẾT QUẢ: phát ra 20, thu về 20, kiểm được 21 phiếu.",
        "Nhiều phiếu hơn số phát ra: không thấy quy định nào, tổ chức phụ trách bầu cử phải quyết định.",
    ]
