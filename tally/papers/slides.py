"""The result as slides for the hall (trình chiếu kết quả): what they say, page by page, before anything is drawn.

Few names a page, so that the last row reads them; every page shows votes beside the line that had to be passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.phrase import Phrase, phrase
from tally.account_words import needed_line
from tally.outcome import Standing, State
from tally.papers.content import Minutes, Person
from tally.papers.form import people, subject
from tally.papers.minutes import foot
from tally.papers.sheet import Said

NAMES_A_PAGE = 8

_TIED = {Standing.TIED_AT_CUT, Standing.TIED_AT_ALTERNATE_CUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One name with its votes; ``share`` is of the base. ``passed`` are drawn as those the page is about."""

    place: int
    person: Person
    share: Fraction
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of names under a heading."""

    heading: Phrase
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """All slides of one contest and round.

    ``line`` is the share of the base that had to be passed, None where the higher number alone decides; ``line_said``
    says it, None of a box without a result. ``facts`` are numbers with what they are of.
    """

    title: tuple[Said, ...]
    headline: Phrase
    facts: tuple[tuple[Phrase, int], ...]
    line: Fraction | None
    line_said: Phrase | None
    pages: tuple[Page, ...]
    following: tuple[Phrase, ...]
    foot: Phrase


def deck(minutes: Minutes) -> Deck:
    """Compute the slides from what the minutes say: the same numbers."""
    threshold = minutes.result.terms.threshold if minutes.result.needed is not None else None
    return Deck(
        title=subject(minutes),
        headline=_headline(minutes),
        facts=tuple(_facts(minutes)),
        line=None if threshold is None else _share(threshold.more_than or threshold.at_least),
        line_said=None if minutes.result.tally is None else needed_line(minutes.result),
        pages=tuple(_pages(minutes)),
        # Of seats that are full the headline says it all.
        following=() if minutes.result.outcome.state is State.FILLED and not minutes.decisions else minutes.following,
        foot=foot(minutes),
    )


def _share(limit: Fraction | int | None) -> Fraction | None:
    """A threshold as a share: one that is a count of people has no place on a picture of shares."""
    return limit if isinstance(limit, Fraction) else None


def _headline(minutes: Minutes) -> Phrase:
    contest = minutes.contest
    if minutes.result.outcome.state is State.VOID:
        return phrase("Không có kết quả")
    if minutes.result.outcome.state is State.NOT_RECOGNISED:
        return phrase("Không công nhận kết quả")
    if not contest.vote.elects:
        return phrase("Đủ số phiếu đồng ý: {people}", people=people(minutes, len(minutes.supported)))
    if minutes.result.for_alternates:
        return phrase("Dự khuyết: {people}", people=people(minutes, len(minutes.alternates)))
    elected, seats = len(minutes.elected), people(minutes, contest.seats)
    return phrase("Trúng cử: {elected} trong {people} cần bầu", elected=elected, people=seats)


def _facts(minutes: Minutes) -> Iterator[tuple[Phrase, int]]:
    account, tally = minutes.result.account, minutes.result.tally
    base = account.taken_of(account.base_rule)
    if base is not None:  # of valid ballots it is not, where the box has no result
        yield phrase("Tổng số để tính"), base
    yield phrase("Phát ra"), account.issued
    yield phrase("Thu về"), account.returned
    if tally is None:
        yield phrase("Kiểm được"), account.counted
    else:
        yield phrase("Hợp lệ"), tally.valid
        yield phrase("Không hợp lệ"), tally.invalid


def _pages(minutes: Minutes) -> Iterator[Page]:
    """Everybody once: the elected from high to low, alternates, the supported, the tied; the others by the ballot."""
    shown = {person.number for person in (*minutes.elected, *minutes.alternates, *minutes.supported)}
    tied = tuple(person for person in minutes.people if person.standing in _TIED)
    others = tuple(person for person in minutes.people if person.number not in shown and person.standing not in _TIED)
    yield from _group(minutes, minutes.elected, phrase("Trúng cử"), passed=True)
    yield from _group(minutes, minutes.alternates, phrase("Dự khuyết"), passed=True)
    yield from _group(minutes, minutes.supported, phrase("Đủ số phiếu đồng ý"), passed=True)
    yield from _group(minutes, tied, phrase("Bằng phiếu ở ranh giới"), passed=False)
    left = phrase("Không trúng cử") if minutes.contest.vote.elects else phrase("Chưa đủ số phiếu đồng ý")
    yield from _group(minutes, others, phrase("{left}, theo thứ tự trên phiếu", left=left), passed=False)


def _group(minutes: Minutes, listed: Iterable[Person], heading: Phrase, *, passed: bool) -> Iterator[Page]:
    base = minutes.result.account.base or 1
    bars = (
        Bar(
            place=place if passed else person.number,
            person=person,
            share=Fraction(person.votes, base),
            passed=passed,
        )
        for place, person in enumerate(listed, start=1)
    )
    yield from (Page(heading=heading, bars=tuple(each)) for each in _in_pages(tuple(bars)))


def _in_pages(bars: tuple[Bar, ...]) -> Iterator[tuple[Bar, ...]]:
    return (bars[at : at + NAMES_A_PAGE] for at in range(0, len(bars), NAMES_A_PAGE))
