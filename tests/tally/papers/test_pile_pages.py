"""The list of ballots as people add it up: who stands on a page, what is carried over, what stands in each cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.choice import AllDisagree, Choices
from rules.model import Contest, Form
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.papers.content import Minutes
from tally.papers.pile_list import NAMES, ROWS, Cell, Listed, PileList, PilePage, Totals, cell, pile_list
from tally.result import CountsDifferError, count_contest
from tests.tally.builders import congress, contest, pile, rules, times
from tests.tally.papers.made_minutes import minutes_for, opinion, result_of


def minutes_of_pile(what: Contest, ballots: tuple[Ballot, ...], choices: Choices | None = None) -> Minutes:
    """The minutes of these papers."""
    held = congress((what,), choices)
    return minutes_for(count_contest(what, ballots, rules(), held.choices), held=held)


def listed(what: Contest, *ballots: Ballot, choices: Choices | None = None) -> tuple[Listed, ...]:
    """How the papers of a contest stand on its list, which has one page of them."""
    (page,) = pile_list(minutes_of_pile(what, ballots, choices), ballots, stamped=True).pages
    return page.ballots


def ranges(names: int) -> list[tuple[int, int]]:
    """First and last name of every page of one paper with so many names."""
    what = contest(names, names - 1, ballots=1)
    made = pile_list(minutes_of_pile(what, pile("k" + "s" * (names - 1))), pile("k" + "s" * (names - 1)), stamped=True)
    return [(page.first, page.last) for page in made.pages]


# --- a page, and what is carried over ---


def test_a_small_pile_whole() -> None:
    ballots = pile("kkks", "kksk", "kkkk", "kkss")
    minutes = minutes_of_pile(contest(ballots=4), ballots)
    nothing = Totals(ballots=0, valid=0, votes=(0, 0, 0, 0))
    own = Totals(ballots=4, valid=3, votes=(3, 3, 1, 1))

    def row(number: int, marks: str, voted: int, reason: InvalidReason | None = None) -> Listed:
        return Listed(number=number, marks=marks, ruled=frozenset(), reason=reason, voted=voted, boxes=False)

    rows = (row(1, "kkks", 3), row(2, "kksk", 3), row(3, "kkkk", 4, InvalidReason.OVERVOTE), row(4, "kkss", 2))
    page = PilePage(ballots=rows, first=1, last=4, own=own, carried=nothing, together=own)
    assert pile_list(minutes, ballots, stamped=True) == PileList(minutes=minutes, stamped=True, pages=(page,))
    assert not pile_list(minutes, ballots, stamped=False).stamped


def pages_of(ballots: int) -> tuple[PilePage, ...]:
    """A list of so many papers, of which every fourth is invalid."""
    papers = pile(*("kkks" if at % 4 else "kkkk" for at in range(1, ballots + 1)))
    return pile_list(minutes_of_pile(contest(ballots=ballots), papers), papers, stamped=True).pages


def test_a_page_holds_twenty_five_papers_and_the_next_carries_its_totals_over() -> None:
    assert ROWS == 25
    assert [len(page.ballots) for page in pages_of(25)] == [25]
    first, second, third = pages_of(53)
    assert [[page.ballots[0].number, page.ballots[-1].number] for page in (first, second, third)] == [
        [1, 25],
        [26, 50],
        [51, 53],
    ]
    assert (first.carried, first.own) == (
        Totals(ballots=0, valid=0, votes=(0, 0, 0, 0)),
        Totals(ballots=25, valid=19, votes=(19, 19, 19, 0)),
    )
    assert (second.carried, second.own) == (first.together, Totals(ballots=25, valid=19, votes=(19, 19, 19, 0)))
    assert (third.carried, third.own) == (second.together, Totals(ballots=3, valid=2, votes=(2, 2, 2, 0)))
    assert third.together == Totals(ballots=53, valid=40, votes=(40, 40, 40, 0))


def test_totals_are_added_number_by_number() -> None:
    one, more = Totals(ballots=3, valid=2, votes=(2, 1)), Totals(ballots=10, valid=7, votes=(3, 5))
    assert one + more == Totals(ballots=13, valid=9, votes=(5, 6))


def test_totals_of_different_lists_are_never_added() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Totals(ballots=1, valid=1, votes=(1, 0)) + Totals(ballots=1, valid=1, votes=(1,))


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (2, [(1, 2)]),
        (45, [(1, 45)]),
        (46, [(1, 23), (24, 46)]),
        (47, [(1, 24), (25, 47)]),
        (90, [(1, 45), (46, 90)]),
        (92, [(1, 31), (32, 62), (63, 92)]),
    ],
)
def test_a_long_list_of_names_is_split_into_as_few_equal_parts_as_hold_it(
    names: int, parts: list[tuple[int, int]]
) -> None:
    assert NAMES == 45
    assert ranges(names) == parts


def test_every_part_of_the_names_has_the_same_papers_and_totals() -> None:
    ballots = pile(*times(26, "k" + "s" * 45))
    made = pile_list(minutes_of_pile(contest(46, 3, ballots=26), ballots), ballots, stamped=True)
    one, other, _, _ = made.pages
    assert one == replace(other, first=1, last=23)
    assert [page.carried.ballots for page in made.pages] == [0, 0, 25, 25]
    assert [page.together.ballots for page in made.pages] == [25, 25, 26, 26]


def test_a_box_without_a_paper_has_one_page_of_nothing() -> None:
    what = contest(ballots=3)
    minutes = minutes_for(result_of(what, times(4, "kkks")))
    made = pile_list(minutes, (), stamped=True)
    nothing = Totals(ballots=0, valid=0, votes=(0, 0, 0, 0))
    assert made.pages == (PilePage(ballots=(), first=1, last=4, own=nothing, carried=nothing, together=nothing),)


# --- the totals are the result's ---


def test_a_list_that_adds_up_to_other_votes_is_never_made() -> None:
    minutes = minutes_of_pile(contest(ballots=2), pile("kkks", "kkks"))
    with pytest.raises(CountsDifferError) as raised:
        pile_list(minutes, pile("kkks", "kksk"), stamped=True)
    assert str(raised.value) == (
        "bch: the list adds up to Totals(ballots=2, valid=2, votes=(2, 2, 1, 1)), the count says "
        f"{minutes.result.tally}"
    )


def test_a_list_that_has_as_many_votes_on_more_valid_papers_is_never_made() -> None:
    """A paper that agrees to nobody, valid by the congress's choice, changes no votes."""
    boxes = contest(2, 2, Form.AGREE_DISAGREE, ballots=2)
    minutes = minutes_of_pile(boxes, pile("aa", "ad"), Choices(all_disagree=AllDisagree.VALID))
    with pytest.raises(CountsDifferError):
        pile_list(minutes, pile("aa", "ad", "dd"), stamped=True)


def test_of_an_annulled_box_the_papers_are_listed_and_nothing_is_said_of_any() -> None:
    papers = pile("kkks", "kkkk", "ssss", "kkks")
    minutes = minutes_for(result_of(contest(ballots=3), ("kkks", "kkkk", "ssss", "kkks")))
    made = pile_list(minutes, papers, stamped=True)
    assert not made.has_result
    assert [ballot.reason for page in made.pages for ballot in page.ballots] == [None] * 4
    assert pile_list(minutes_of_pile(contest(ballots=1), papers[:1]), papers[:1], stamped=True).has_result


# --- a row ---


def test_a_paper_is_listed_as_the_committee_reads_it() -> None:
    ruled = Ballot(7, "kkuu", None, (MarkRuling(3, RawMark.STRUCK), MarkRuling(4, RawMark.KEPT)))
    assert listed(contest(ballots=1), ruled) == (
        Listed(number=7, marks="kksk", ruled=frozenset({3, 4}), reason=None, voted=3, boxes=False),
    )


def test_a_paper_ruled_invalid_bears_the_ground() -> None:
    signed = Ballot(2, "kkks", InvalidReason.SIGNED)
    (first, second) = listed(contest(ballots=2), Ballot(1, "kkks"), signed)
    assert (first.reason, second.reason) == (None, InvalidReason.SIGNED)


def test_of_boxes_those_agreed_to_are_counted() -> None:
    boxes = contest(3, 3, Form.AGREE_DISAGREE, ballots=2)
    assert listed(boxes, Ballot(1, "aad"), Ballot(2, "adn")) == (
        Listed(number=1, marks="aad", ruled=frozenset(), reason=None, voted=2, boxes=True),
        Listed(number=2, marks="adn", ruled=frozenset(), reason=None, voted=1, boxes=True),
    )


@pytest.mark.parametrize("choice", AllDisagree)
def test_a_paper_that_agrees_to_nobody_is_as_the_congress_chose(choice: AllDisagree) -> None:
    boxes = contest(2, 2, Form.AGREE_DISAGREE, ballots=2)
    ballots = pile("aa", "dd")
    rows = listed(boxes, *ballots, choices=Choices(all_disagree=choice))
    assert [row.reason for row in rows] == [
        None,
        None if choice is AllDisagree.VALID else InvalidReason.VOTES_FOR_NOBODY,
    ]


def test_an_opinion_of_nobody_is_valid_though_nobody_chose_it() -> None:
    asked = opinion()
    boxes = replace(asked.contest, form=Form.AGREE_DISAGREE, seats=4)
    ballots = pile(*times(9, "aaad"), "dddd")
    known = rules(*(each.provision for each in asked.result.steps if each.provision.parameter.startswith("opinion.")))
    found = count_contest(boxes, ballots, known, Choices())
    (page,) = pile_list(minutes_for(found), ballots, stamped=True).pages
    assert page.ballots[9].reason is None
    assert page.own == Totals(ballots=10, valid=10, votes=(9, 9, 9, 0))


# --- a cell ---


def row(marks: str, *ruled: int, boxes: bool = False) -> Listed:
    """A row with these marks."""
    return Listed(number=1, marks=marks, ruled=frozenset(ruled), reason=None, voted=0, boxes=boxes)


@pytest.mark.parametrize(
    ("mark", "plain", "ruled"),
    [
        ("s", Cell("02", struck=True), Cell("02*", struck=True)),
        ("k", None, Cell("*02")),
        ("u", Cell("02?"), Cell("02?")),
    ],
)
def test_a_struck_code_is_struck_through_and_what_nobody_struck_stays_blank(
    mark: str, plain: Cell | None, ruled: Cell
) -> None:
    assert cell(row(f"k{mark}k"), 2, "02") == plain
    assert cell(row(f"k{mark}k", 2), 2, "02") == ruled
    assert cell(row(f"k{mark}k", 1, 3), 2, "02") == plain


@pytest.mark.parametrize(("mark", "sign"), [("a", "+"), ("d", "–"), ("b", "2"), ("n", "0"), ("u", "?")])
def test_of_boxes_every_cell_holds_a_sign(mark: str, sign: str) -> None:
    assert cell(row(f"a{mark}", boxes=True), 2, "2") == Cell(sign)
    assert cell(row(f"a{mark}", 2, boxes=True), 2, "2") == Cell(f"{sign}*")
