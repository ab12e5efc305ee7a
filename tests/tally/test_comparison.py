"""Counts of one pile compared: every difference and no other, the fewest where papers have no numbers, who is alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.comparison import Comparison, Ending, Judge, Pile, compare
from tally.count import count
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.outcome import decide
from tally.validity import BallotForm, verdict

PAPER = BallotForm(form=Form.STRIKE_OUT, names=3, seats=2)
NEEDED = 2


def ending(ballots: tuple[Ballot, ...]) -> Ending:
    """How a pile ends: two votes are needed."""
    votes = count(ballots, PAPER).votes
    outcome = decide(votes, seats=PAPER.seats, needed=NEEDED)
    return Ending(votes=votes, state=outcome.state.value, elected=outcome.elected)


JUDGE = Judge(ending=ending, verdict=lambda ballot: verdict(ballot, PAPER, None))
NOBODY = Judge(ending=lambda _: None, verdict=lambda _: None)

MARKS = st.text("ks", min_size=3, max_size=3)


def pile(*marks: str, name: str = "lần", stamped: bool = True) -> Pile:
    """A pile numbered from 1."""
    ballots = tuple(Ballot(number, each) for number, each in enumerate(marks, start=1))
    return Pile(name=name, stamped=stamped, ballots=ballots)


@st.composite
def piles(draw: st.DrawFn, counts: int, *, stamped: bool) -> list[Pile]:
    """Counts of one pile: mostly alike, here and there another mark, a paper more or less."""
    marks = draw(st.lists(MARKS, max_size=7))
    made = []
    for place in range(counts):
        own = [draw(MARKS) if not draw(st.integers(0, 5)) else each for each in marks]
        own += draw(st.lists(MARKS, max_size=2))
        made.append(pile(*own, name=f"lần {place + 1}", stamped=stamped))
    return made


def differing_numbers(comparison: Comparison) -> list[int | None]:
    """The ballots that differ."""
    return [difference.number for difference in comparison.differences]


@given(piles(2, stamped=True))
def test_by_number_every_ballot_that_differs_is_named_and_no_other(counts: list[Pile]) -> None:
    one, other = ({ballot.number: ballot for ballot in each.ballots} for each in counts)
    differing = [number for number in sorted({*one, *other}) if one.get(number) != other.get(number)]
    found = compare(counts, JUDGE)
    assert found.by_number
    assert differing_numbers(found) == differing
    for difference in found.differences:
        assert difference.papers == (one.get(difference.number or 0), other.get(difference.number or 0))


@given(piles(2, stamped=True))
def test_the_effects_of_single_papers_are_those_of_counting_with_it(counts: list[Pile]) -> None:
    first = {ballot.number: ballot for ballot in counts[0].ballots}
    for difference in compare(counts, JUDGE).differences:
        (effect,) = difference.effects
        number, other = difference.number, difference.papers[1]
        assert number is not None
        changed = dict(first)
        changed.pop(number, None)
        if other is not None:
            changed[number] = other
        before, after = ending(counts[0].ballots), ending(tuple(changed.values()))
        assert before.votes is not None
        assert after.votes is not None
        assert effect.votes == tuple(new - old for old, new in zip(before.votes, after.votes, strict=True))
        assert effect.changes_outcome == (not before.same_outcome(after))


def most_alike(one: Sequence[Ballot], other: Sequence[Ballot]) -> int:
    """How many papers at the least two piles do not share."""
    first, second = Counter(ballot.marks for ballot in one), Counter(ballot.marks for ballot in other)
    return max(len(one), len(other)) - (first & second).total()


@given(piles(2, stamped=False))
def test_without_numbers_the_fewest_papers_differ(counts: list[Pile]) -> None:
    found = compare(counts, JUDGE)
    assert not found.by_number
    assert len(found.differences) == most_alike(counts[0].ballots, counts[1].ballots)
    for place in (0, 1):
        held = Counter(paper.marks for each in found.differences if (paper := each.papers[place]) is not None)
        assert not held - Counter(ballot.marks for ballot in counts[place].ballots)


def test_without_numbers_papers_are_paired_so_that_the_fewest_marks_differ() -> None:
    one, other = pile("kks", "sss", stamped=False), pile("ssk", "kkk", stamped=False)
    found = compare([one, other], JUDGE)
    pairs = {tuple(paper.marks for paper in each.papers if paper) for each in found.differences}
    assert pairs == {("kks", "kkk"), ("sss", "ssk")}
    assert [each.names for each in found.differences] == [(3,), (3,)]


@given(piles(2, stamped=False))
def test_without_numbers_the_order_of_papers_does_not_matter(counts: list[Pile]) -> None:
    turned = [replace(each, ballots=tuple(reversed(each.ballots))) for each in counts]
    assert compare(turned, JUDGE).differences == compare(counts, JUDGE).differences


@given(piles(3, stamped=True))
def test_of_three_the_one_against_two_stands_alone(counts: list[Pile]) -> None:
    found = compare(counts, JUDGE)
    for difference in found.differences:
        times = Counter(difference.papers)
        if len(times) == 3:
            assert difference.alone is None
        else:
            assert difference.alone is not None
            assert times[difference.papers[difference.alone]] == 1
    assert sum(found.alone) + found.undecided == len(found.differences)


@given(piles(3, stamped=True))
def test_the_majority_is_the_pile_as_two_of_three_have_it(counts: list[Pile]) -> None:
    found = compare(counts, JUDGE)
    numbers = {ballot.number for each in counts for ballot in each.ballots}
    kept = []
    for number in sorted(numbers):
        having = [next((b for b in each.ballots if b.number == number), None) for each in counts]
        paper, times = Counter(having).most_common(1)[0]
        if times == 1:
            assert found.majority is None
            return
        kept += [paper] if paper is not None else []
    assert found.majority == ending(tuple(kept))


@given(piles(3, stamped=False))
def test_without_numbers_two_of_three_that_agree_are_the_majority(counts: list[Pile]) -> None:
    found = compare(counts, JUDGE)
    tallies = [Counter(ballot.marks for ballot in each.ballots) for each in counts]
    agreed = sum(sorted(tally[marks] for tally in tallies)[1] for marks in set().union(*tallies))
    rows = (tallies[0] & tallies[1] & tallies[2]).total() + len(found.differences)
    having = sum(max(Counter(each.papers).values()) > 1 and _kept(each.papers) for each in found.differences)
    assert having + (rows - len(found.differences)) == agreed
    sizes = [len(each.ballots) for each in counts]
    if not min(sizes) <= agreed <= max(sizes):
        assert found.majority is None


def _kept(papers: tuple[Ballot | None, ...]) -> bool:
    """Whether what two agree on is a paper, not that there is none."""
    return Counter(papers).most_common(1)[0][0] is not None


@given(piles(2, stamped=True))
def test_a_count_is_like_itself(counts: list[Pile]) -> None:
    assert compare([counts[0], counts[0]], JUDGE).differences == ()


def test_a_ruling_is_a_difference_though_the_marks_are_alike() -> None:
    plain = Pile(name="1", stamped=True, ballots=(Ballot(1, "kks"),))
    ruled = Pile(name="2", stamped=True, ballots=(Ballot(1, "kks", InvalidReason.MARKED),))
    (difference,) = compare([plain, ruled], JUDGE).differences
    assert difference.names == ()
    assert difference.verdicts == (None, InvalidReason.MARKED)
    assert difference.effects[0].votes == (-1, -1, 0)


def test_a_mark_ruled_on_is_read_as_the_committee_read_it() -> None:
    unclear = Ballot(1, "kku", mark_rulings=(MarkRuling(3, RawMark.STRUCK),))
    one = Pile(name="1", stamped=True, ballots=(unclear,))
    other = Pile(name="2", stamped=True, ballots=(Ballot(1, "kkk"),))
    (difference,) = compare([one, other], JUDGE).differences
    assert difference.names == (3,)


@pytest.mark.parametrize(
    ("state", "elected", "alike"),
    [("filled", (1, 2), True), ("filled", (2, 1), True), ("filled", (1, 3), False), ("short", (1, 2), False)],
)
def test_an_outcome_is_the_same_with_the_same_state_and_the_same_people(
    state: str, elected: tuple[int, ...], *, alike: bool
) -> None:
    one = Ending(votes=(5, 4, 3), state="filled", elected=(1, 2))
    assert one.same_outcome(Ending(votes=(3, 4, 5), state=state, elected=elected)) is alike


@given(piles(3, stamped=True))
def test_every_count_ends_as_it_would_alone(counts: list[Pile]) -> None:
    assert compare(counts, JUDGE).endings == tuple(ending(each.ballots) for each in counts)
    assert compare(counts[:2], JUDGE).endings == tuple(ending(each.ballots) for each in counts[:2])


@given(piles(2, stamped=True))
def test_two_counts_have_no_majority(counts: list[Pile]) -> None:
    found = compare(counts, JUDGE)
    assert (found.majority, found.undecided) == (None, 0)


def test_a_paper_only_one_of_three_counts_has_is_its_own_alone() -> None:
    """Two counts agree on one paper more than the third; the third has one that nobody else has."""
    counts = [pile("kks", "ksk", stamped=False), pile("kks", "ksk", stamped=False), pile("sss", "ksk", stamped=False)]
    (difference,) = compare(counts, JUDGE).differences
    assert [paper.marks if paper else None for paper in difference.papers] == ["kks", "kks", "sss"]
    assert difference.alone == 2
    missing = [counts[0], counts[1], pile("ksk", stamped=False)]
    (difference,) = compare(missing, JUDGE).differences
    assert [paper.marks if paper else None for paper in difference.papers] == ["kks", "kks", None]


def test_each_lonely_paper_is_beside_one_pair_only() -> None:
    """Two pairs that two counts agree on, one paper of the third: it stands beside the nearer pair, once."""
    two = ("kks", "sss")
    found = compare([pile(*two, stamped=False), pile(*two, stamped=False), pile("ssk", stamped=False)], JUDGE)
    rows = {tuple(paper.marks if paper else None for paper in each.papers) for each in found.differences}
    assert rows == {("kks", "kks", None), ("sss", "sss", "ssk")}


def test_a_paper_without_a_number_is_swapped_for_one_like_it() -> None:
    """The effect is worked out in the first count's own pile, where its papers have the numbers of their rows."""
    one = Pile(name="1", stamped=False, ballots=(Ballot(7, "kks"), Ballot(9, "kks"), Ballot(11, "ksk")))
    other = Pile(name="2", stamped=False, ballots=(Ballot(1, "kks"), Ballot(2, "ssk"), Ballot(3, "ksk")))
    (difference,) = compare([one, other], JUDGE).differences
    assert difference.number is None
    assert difference.effects[0].votes == (-1, -1, 1)


def judged_without_votes(state_of_changed: str) -> Judge:
    """A judge to whom any pile but this one has no votes, as a void box has none."""
    held = pile("kks", "ksk").ballots

    def end(ballots: tuple[Ballot, ...]) -> Ending:
        if Counter(ballots) == Counter(held):
            return Ending(votes=(2, 1, 1), state="filled", elected=(1,))
        return Ending(votes=None, state=state_of_changed, elected=(1,))

    return Judge(ending=end, verdict=lambda _: None)


@pytest.mark.parametrize(("state", "changes"), [("filled", False), ("void", True)])
def test_without_votes_the_outcome_is_compared_all_the_same(state: str, *, changes: bool) -> None:
    (difference,) = compare([pile("kks", "ksk"), pile("kks", "kkk")], judged_without_votes(state)).differences
    assert difference.effects[0].votes is None
    assert difference.effects[0].changes_outcome is changes


def test_where_nobody_can_count_a_pile_the_ballots_are_compared_all_the_same() -> None:
    (difference,) = compare([pile("kks"), pile("ksk")], NOBODY).differences
    assert difference.names == (2, 3)
    assert difference.effects[0].votes is None
    assert difference.effects[0].changes_outcome is None


def test_piles_that_have_nothing_in_common_are_not_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tally.comparison.MOST_PAIRED", 2)
    one, other = pile("kks", "kks", "kks", stamped=False), pile("ssk", "ssk", "ssk", stamped=False)
    assert all(None in each.papers for each in compare([one, other], JUDGE).differences)


def test_somebody_else_elected_is_another_outcome_and_more_votes_are_not() -> None:
    """Of names one and two, two votes are needed and two seats are there."""
    lost = compare([pile("kks", "kks", "kss"), pile("kks", "kss", "kss")], JUDGE).differences
    assert [each.effects[0].changes_outcome for each in lost] == [True]
    kept = compare([pile("kks", "kks", "kks"), pile("kks", "kss", "kks")], JUDGE).differences
    assert [(each.effects[0].votes, each.effects[0].changes_outcome) for each in kept] == [((0, -1, 0), False)]


def test_without_votes_before_the_outcome_is_compared_all_the_same() -> None:
    """The pile as the first count has it is void; with the paper of the second it is filled."""

    def end(ballots: tuple[Ballot, ...]) -> Ending:
        void = any(ballot.marks == "ksk" for ballot in ballots)
        return Ending(votes=None if void else (1, 1, 1), state="void" if void else "filled", elected=())

    judge = Judge(ending=end, verdict=lambda _: None)
    (difference,) = compare([pile("kks", "ksk"), pile("kks", "kkk")], judge).differences
    assert (difference.effects[0].votes, difference.effects[0].changes_outcome) == (None, True)


def test_a_pile_that_cannot_be_counted_with_the_other_paper_leaves_the_effect_open() -> None:
    """The second count read a mark as unclear, and nobody has ruled on it."""

    def end(ballots: tuple[Ballot, ...]) -> Ending | None:
        return None if any("u" in ballot.marks for ballot in ballots) else ending(ballots)

    judge = Judge(ending=end, verdict=lambda _: None)
    (difference,) = compare([pile("kks", "ksk"), pile("kks", "kuk")], judge).differences
    assert (difference.effects[0].votes, difference.effects[0].changes_outcome) == (None, None)


def test_beyond_as_many_as_anybody_looks_at_differences_are_told_without_their_effects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tally.comparison.MOST_JUDGED", 2)
    found = compare([pile("kks", "kks", "kks"), pile("ssk", "ssk", "ssk")], JUDGE)
    assert [each.effects[0].votes for each in found.differences] == [(-1, -1, 1), (-1, -1, 1), None]


def test_the_effect_on_the_first_count_is_told_of_each_other_count() -> None:
    (difference,) = compare([pile("kks", "kss"), pile("kks", "kks"), pile("kks", "ssk")], JUDGE).differences
    assert [effect.votes for effect in difference.effects] == [(0, 1, 0), (-1, 0, 1)]
    assert difference.alone is None


def test_a_count_that_agrees_with_the_first_changes_nothing() -> None:
    (difference,) = compare([pile("kks", "kss"), pile("kks", "kks"), pile("kks", "kss")], JUDGE).differences
    assert [(effect.votes, effect.changes_outcome) for effect in difference.effects] == [((0, 1, 0), True), ((), False)]
    assert difference.alone == 1


def test_in_three_counts_without_numbers_each_odd_paper_stands_beside_one_pair_only() -> None:
    """Two pairs of the first two counts, two odd papers of the third: each pair has its own nearest."""
    two = ("kks", "sss")
    found = compare([pile(*two, stamped=False), pile(*two, stamped=False), pile("kss", "ssk", stamped=False)], JUDGE)
    rows = {tuple(paper.marks if paper else None for paper in each.papers) for each in found.differences}
    assert rows == {("kks", "kks", "kss"), ("sss", "sss", "ssk")}
    assert [each.alone for each in found.differences] == [2, 2]
    assert found.alone == (0, 0, 2)


def test_counts_of_as_many_papers_as_are_still_paired_are_paired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tally.comparison.MOST_PAIRED", 3)
    one, other = pile("kks", "kks", "kks", stamped=False), pile("ssk", "ssk", "ssk", stamped=False)
    assert [len(each.papers) - each.papers.count(None) for each in compare([one, other], JUDGE).differences] == [
        2,
        2,
        2,
    ]
    monkeypatch.setattr("tally.comparison.MOST_PAIRED", 2)
    apart = compare([one, other], JUDGE).differences
    assert [tuple(paper.marks if paper else None for paper in each.papers) for each in apart] == [
        *[("kks", None)] * 3,
        *[(None, "ssk")] * 3,
    ]


def test_a_paper_ruled_on_otherwise_is_a_mark_further_away() -> None:
    """Of two papers marked alike, the one with the same ruling is the nearer."""
    spoilt = Ballot(0, "ksk", InvalidReason.MARKED)
    one = Pile(name="1", stamped=False, ballots=(Ballot(1, "kks"), replace(spoilt, number=2)))
    other = Pile(name="2", stamped=False, ballots=(Ballot(1, "kkk"), replace(spoilt, number=2, marks="ssk")))
    pairs = {
        tuple((paper.marks, paper.ruling) for paper in each.papers if paper)
        for each in compare([one, other], JUDGE).differences
    }
    assert pairs == {
        (("kks", None), ("kkk", None)),
        (("ksk", InvalidReason.MARKED), ("ssk", InvalidReason.MARKED)),
    }


def papers(*ballots: Ballot) -> Pile:
    """A pile whose numbers are not on the papers."""
    return Pile(
        name="lần", stamped=False, ballots=tuple(replace(each, number=at) for at, each in enumerate(ballots, 1))
    )


def test_another_ruling_on_the_whole_paper_is_a_difference_like_a_mark() -> None:
    marked = InvalidReason.MARKED
    one = papers(Ballot(0, "kks", marked))
    other = papers(Ballot(0, "ksk"), Ballot(0, "ksk", marked))
    first, second = compare([one, other], JUDGE).differences
    assert [paper and paper.ruling for paper in first.papers] == [marked, marked]
    assert [paper and paper.ruling for paper in second.papers] == [None, None]
    assert [paper and paper.marks for paper in second.papers] == [None, "ksk"]


def test_papers_with_the_same_marks_are_in_one_order_whatever_was_ruled_on_them() -> None:
    """Some were ruled on, some not, and nobody has ruled on the unclear mark of one of them yet."""
    ruled = tuple(Ballot(0, "kku", None, (MarkRuling(3, read),)) for read in (RawMark.STRUCK, RawMark.KEPT))
    mixed = (Ballot(0, "kku"), *ruled, Ballot(0, "kku", InvalidReason.MARKED), Ballot(0, "kku", InvalidReason.SIGNED))
    other = papers(*(Ballot(0, "sss") for _ in mixed))
    found = compare([papers(*mixed), other], NOBODY).differences
    assert len(found) == len(mixed)
    assert compare([papers(*reversed(mixed)), other], NOBODY).differences == found
