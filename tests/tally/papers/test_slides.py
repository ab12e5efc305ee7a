"""What the hall sees of a result: page by page, everybody once, with the line that had to be passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from rules.choice import Choices
from rules.model import About, Contest, Decision, Form, Office, Vote
from rules.regulation import Limit
from tally.papers.content import Minutes
from tally.papers.slides import NAMES_A_PAGE, Deck, Page, deck
from tally.result import count_contest
from tests.tally.builders import contest, pile, provision, rules, times
from tests.tally.papers.made_minutes import (
    ENOUGH,
    FEW,
    TIED,
    TIED_ALTERNATES,
    VI,
    for_alternates,
    later,
    minutes_for,
    opinion,
    result_of,
    text_of,
    voters_minutes,
)
from tests.tally.under_state_2015 import constituency

FOOT = "«bch» · bản thứ 1 · mã kiểm phiếu 0123 4567 89ab cdef 0123 4567 89ab cdef"


def page_of(page: Page) -> tuple[str, list[str]]:
    """The heading of a page, and its names: place, name, votes and share, those that it is about with a star."""
    bars = [
        f"{bar.place} {bar.person.name}: {bar.person.votes}, {bar.share}{' *' if bar.passed else ''}"
        for bar in page.bars
    ]
    return VI.text(page.heading), bars


def pages_of(shown: Deck) -> list[tuple[str, list[str]]]:
    """Every page of names."""
    return [page_of(page) for page in shown.pages]


def facts_of(shown: Deck) -> list[str]:
    """The numbers, each with what it is of."""
    return [f"{VI.text(what)} {number}" for what, number in shown.facts]


def line_of(shown: Deck) -> str:
    """The line that had to be passed, in words."""
    assert shown.line_said is not None
    return VI.text(shown.line_said)


def headline_of(minutes: Minutes) -> str:
    """The one sentence of the first slide."""
    return VI.text(deck(minutes).headline)


def following_of(minutes: Minutes) -> list[str]:
    """What is said of what comes next."""
    return [VI.text(line) for line in deck(minutes).following]


def annulled() -> Minutes:
    """Ten papers in a box for which eight were issued."""
    return minutes_for(result_of(contest(ballots=8), times(10, "kkks")))


def test_the_slides_of_filled_seats() -> None:
    shown = deck(minutes_for(result_of(contest(), (*ENOUGH[:-1], "kkkk"))))
    assert [text_of(line) for line in shown.title] == ["bầu chi ủy", "Đại hội chi bộ"]
    assert VI.text(shown.headline) == "Trúng cử: 3 trong 3 đồng chí cần bầu"
    assert facts_of(shown) == ["Tổng số để tính 10", "Phát ra 10", "Thu về 10", "Hợp lệ 9", "Không hợp lệ 1"]
    assert (shown.line, line_of(shown)) == (Fraction(1, 2), "Trúng cử cần quá một nửa của 10: từ 6 phiếu.")
    assert pages_of(shown) == [
        ("Trúng cử", ["1 Trần Thị Bình 1: 9, 9/10 *", "2 Lê Hữu Chi 2: 9, 9/10 *", "3 Phạm Thị Dũng 3: 6, 3/5 *"]),
        ("Không trúng cử, theo thứ tự trên phiếu", ["4 Nguyễn Văn Đào 4: 3, 3/10"]),
    ]
    assert shown.following == (), "the headline says it all"
    assert VI.text(shown.foot) == FOOT


def test_the_elected_stand_from_high_to_low_with_their_places_and_the_others_by_their_numbers() -> None:
    shown = deck(minutes_for(result_of(contest(4, 2), (*times(6, "skks"), *times(4, "sskk")))))
    assert pages_of(shown) == [
        ("Trúng cử", ["1 Phạm Thị Dũng 3: 10, 1 *", "2 Lê Hữu Chi 2: 6, 3/5 *"]),
        ("Không trúng cử, theo thứ tự trên phiếu", ["1 Trần Thị Bình 1: 0, 0", "4 Nguyễn Văn Đào 4: 4, 2/5"]),
    ]


def test_everybody_elected_leaves_no_page_of_others() -> None:
    shown = deck(minutes_for(result_of(contest(1, 1, Form.AGREE_DISAGREE), times(10, "a"))))
    assert pages_of(shown) == [("Trúng cử", ["1 Trần Thị Bình 1: 10, 1 *"])]


# --- what comes next ---


def test_what_was_decided_is_told_of_filled_seats_too() -> None:
    made = minutes_for(result_of(contest(), ENOUGH))
    confirmed = Decision(contest="bch", about=About.SMALL_BRANCH, decision="confirmed", by="đại hội", text="Bầu.")
    assert following_of(replace(made, decisions=(confirmed,))) == ["Kết quả: đủ 3 người."]


def test_a_shortfall_says_how_many_were_elected_and_what_comes_next() -> None:
    made = minutes_for(result_of(contest(), FEW))
    assert headline_of(made) == "Trúng cử: 2 trong 3 đồng chí cần bầu"
    assert following_of(made) == ["Kết quả: thiếu 1 trong 3 người; đại hội quyết định có bầu tiếp hay không."]


def test_the_tied_have_a_page_of_their_own_and_are_not_among_those_who_passed() -> None:
    shown = deck(minutes_for(result_of(contest(4, 2, ballots=12), TIED)))
    assert pages_of(shown) == [
        (
            "Bằng phiếu ở ranh giới",
            ["1 Trần Thị Bình 1: 8, 2/3", "2 Lê Hữu Chi 2: 8, 2/3", "3 Phạm Thị Dũng 3: 8, 2/3"],
        ),
        ("Không trúng cử, theo thứ tự trên phiếu", ["4 Nguyễn Văn Đào 4: 0, 0"]),
    ]


# --- delegates and their alternates ---


def delegates(alternates: int) -> Contest:
    """Three delegates among five people, and so many alternates."""
    return replace(contest(5, 3, ballots=20), office=Office.DELEGATES, alternates=alternates)


def test_alternates_stand_after_the_elected_with_places_of_their_own() -> None:
    shown = deck(minutes_for(result_of(delegates(2), TIED_ALTERNATES)))
    assert pages_of(shown) == [
        (
            "Trúng cử",
            ["1 Trần Thị Bình 1: 13, 13/20 *", "2 Lê Hữu Chi 2: 13, 13/20 *", "3 Phạm Thị Dũng 3: 12, 3/5 *"],
        ),
        ("Dự khuyết", ["1 Nguyễn Văn Đào 4: 11, 11/20 *", "2 Trần Thị Giang 5: 11, 11/20 *"]),
    ]


def test_those_tied_at_the_alternates_cut_have_a_page_of_their_own() -> None:
    shown = deck(minutes_for(result_of(delegates(1), TIED_ALTERNATES)))
    assert [heading for heading, _ in pages_of(shown)] == ["Trúng cử", "Bằng phiếu ở ranh giới"]
    assert pages_of(shown)[1][1] == ["4 Nguyễn Văn Đào 4: 11, 11/20", "5 Trần Thị Giang 5: 11, 11/20"]


def test_a_re_vote_among_alternates_elects_nobody_and_has_no_line_to_pass() -> None:
    made = minutes_for(for_alternates(*times(6, "ks"), *times(4, "sk")))
    assert headline_of(made) == "Dự khuyết: 1 đồng chí"
    assert deck(made).line is None
    assert line_of(deck(made)).startswith("Bầu lại ở ranh giới dự khuyết: ")
    assert pages_of(deck(made)) == [
        ("Dự khuyết", ["1 Trần Thị Bình 1: 6, 3/5 *"]),
        ("Không trúng cử, theo thứ tự trên phiếu", ["2 Lê Hữu Chi 2: 4, 2/5"]),
    ]


# --- no election, no result ---


def test_an_opinion_shows_whom_enough_support_and_says_nothing_of_an_election() -> None:
    made = opinion()
    assert headline_of(made) == "Đủ số phiếu đồng ý: 3 đồng chí"
    assert [heading for heading, _ in pages_of(deck(made))] == [
        "Đủ số phiếu đồng ý",
        "Chưa đủ số phiếu đồng ý, theo thứ tự trên phiếu",
    ]
    assert [bar.passed for page in deck(made).pages for bar in page.bars] == [True, True, True, False]
    assert pages_of(deck(made))[1][1] == ["4 Nguyễn Văn Đào 4: 3, 3/10"]


def test_an_annulled_box_has_no_result_no_names_and_no_line_to_pass() -> None:
    shown = deck(annulled())
    assert VI.text(shown.headline) == "Không có kết quả"
    assert facts_of(shown) == ["Tổng số để tính 8", "Phát ra 8", "Thu về 8", "Kiểm được 10"]
    assert (shown.pages, shown.line_said) == ((), None)
    assert following_of(annulled())[0] == "KHÔNG CÓ KẾT QUẢ: phát ra 8, thu về 8, kiểm được 10 phiếu."


def test_where_the_base_is_the_valid_ballots_a_box_without_a_result_has_none_and_no_line() -> None:
    shown = deck(voters_minutes(constituency(3, 2, voters=30, voted=20), times(21, "kks")))
    assert facts_of(shown) == ["Phát ra 20", "Thu về 20", "Kiểm được 21"]
    assert (shown.line, shown.line_said) == (None, None)


def test_an_election_that_too_few_voted_in_is_not_recognised() -> None:
    made = voters_minutes(constituency(3, 2, voters=20, voted=8), times(8, "kks"))
    assert headline_of(made) == "Không công nhận kết quả"
    assert [heading for heading, _ in pages_of(deck(made))] == ["Không trúng cử, theo thứ tự trên phiếu"]


def test_an_election_of_the_state_speaks_of_people() -> None:
    made = voters_minutes(constituency(3, 2), times(18, "kks"))
    assert headline_of(made) == "Trúng cử: 2 trong 2 người cần bầu"


def test_a_box_without_a_valid_ballot_shows_no_share_of_nothing() -> None:
    made = voters_minutes(constituency(3, 2, voters=4, voted=4), times(4, "sss"))
    assert facts_of(deck(made))[0] == "Tổng số để tính 0"
    assert pages_of(deck(made)) == [
        (
            "Không trúng cử, theo thứ tự trên phiếu",
            ["1 Trần Thị Bình 1: 0, 0", "2 Lê Hữu Chi 2: 0, 0", "3 Phạm Thị Dũng 3: 0, 0"],
        )
    ]


# --- the line that had to be passed ---


@pytest.mark.parametrize(
    ("limit", "line"),
    [
        (Limit(more_than=Fraction(1, 2)), Fraction(1, 2)),
        (Limit(at_least=Fraction(2, 3)), Fraction(2, 3)),
        (Limit(at_least=5), None),
    ],
)
def test_the_line_is_a_share_and_a_number_of_people_has_none(limit: Limit, line: Fraction | None) -> None:
    needed = provision("count.needed", limit=limit, of="base")
    known = rules(needed, without="count.needed")
    assert deck(minutes_for(count_contest(contest(), pile(*ENOUGH), known, Choices()))).line == line


def test_a_re_vote_has_no_line_the_higher_number_decides() -> None:
    shown = deck(minutes_for(result_of(later(Vote.REVOTE, 2, 1), (*times(4, "ks"), *times(6, "sk")))))
    assert shown.line is None
    assert text_of(shown.title[0]) == ("bầu chi ủy, lần 2: bầu lại trong số những người bằng phiếu")
    assert pages_of(shown) == [
        ("Trúng cử", ["1 Lê Hữu Chi 2: 6, 3/5 *"]),
        ("Không trúng cử, theo thứ tự trên phiếu", ["1 Trần Thị Bình 1: 4, 2/5"]),
    ]


# --- few names a page ---


def sizes(names: int) -> Sequence[int]:
    """How many names each page has, where everybody was elected from a list of so many."""
    found = deck(minutes_for(result_of(contest(names, names, Form.AGREE_DISAGREE), times(10, "a" * names))))
    assert [bar.place for page in found.pages for bar in page.bars] == list(range(1, names + 1))
    assert {VI.text(page.heading) for page in found.pages} == {"Trúng cử"}
    return [len(page.bars) for page in found.pages]


def test_a_page_holds_eight_names_that_the_last_row_can_read() -> None:
    assert NAMES_A_PAGE == 8
    assert sizes(8) == [8]
    assert sizes(9) == [8, 1]
    assert sizes(17) == [8, 8, 1]
