"""The list of ballots as they were entered (danh sách phiếu đã nhập): what people add up by hand with paper and pencil.

A page holds 25 ballots, one row each, one column a name, with the page's own totals, what is carried over from the
pages before, and both together; the last page's totals are the result's. Long lists are split into parts of the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.choice import Choices
from rules.model import Form
from tally.model import Ballot, InvalidReason, RawMark
from tally.papers.content import Minutes
from tally.result import ContestResult, CountsDifferError, choices_for
from tally.validity import BallotForm, verdict

ROWS = 25
NAMES = 45
"""Ballots and names a page holds at most."""

MOST = 2_000
"""Ballots of which a list is made: 80 pages. Beyond, nobody adds up by hand; the record holds the ballots anyway."""

_FOR = {Form.STRIKE_OUT: RawMark.KEPT, Form.AGREE_DISAGREE: RawMark.AGREE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One ballot as the page shows it.

    ``marks`` is how the committee reads them, one letter a name; ``ruled`` are the names it ruled on. ``reason`` says
    why the ballot is invalid, None of a valid one and of a box without a result; ``voted`` is how many names are for;
    ``boxes`` whether there are two beside each name.
    """

    number: int
    marks: str
    ruled: frozenset[int]
    reason: InvalidReason | None
    voted: int
    boxes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over ballots: how many, how many valid, and the votes of each name on the valid ones."""

    ballots: int
    valid: int
    votes: tuple[int, ...]

    def __add__(self, other: Totals) -> Totals:
        """Carry forward."""
        votes = tuple(one + more for one, more in zip(self.votes, other.votes, strict=True))
        return Totals(ballots=self.ballots + other.ballots, valid=self.valid + other.valid, votes=votes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PilePage:
    """A page: its ballots, names ``first`` to ``last`` of the list, and three rows of totals over all names."""

    ballots: tuple[Listed, ...]
    first: int
    last: int
    own: Totals
    carried: Totals
    together: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class PileList:
    """All pages; ``minutes`` say of which contest, with the rulings in words. ``stamped``: the papers bear numbers."""

    minutes: Minutes
    stamped: bool
    pages: tuple[PilePage, ...]

    @property
    def has_result(self) -> bool:
        """Whether there is anything to add up to: an annulled box has no votes."""
        return self.minutes.result.tally is not None


def pile_list(minutes: Minutes, ballots: Sequence[Ballot], *, stamped: bool) -> PileList:
    """Arrange the ballots of a contest in the order of their numbers; the totals are held to the result's own.

    Raises ``CountsDifferError`` if they differ: a list that adds up to another result is never printed.
    """
    result = minutes.result
    names = len(result.contest.slate)
    listed = tuple(_listed(ballot, result, minutes.congress.choices) for ballot in ballots)
    nothing = Totals(ballots=0, valid=0, votes=(0,) * names)
    pages: list[PilePage] = []
    carried = nothing
    for start in range(0, max(1, len(listed)), ROWS):
        part = listed[start : start + ROWS]
        own = _totals(part, result)
        together = carried + own
        pages.extend(
            PilePage(ballots=part, first=first, last=last, own=own, carried=carried, together=together)
            for first, last in _parts(names)
        )
        carried = together
    tally = result.tally
    if tally is not None and (carried.votes, carried.valid) != (tally.votes, tally.valid):
        raise CountsDifferError(f"{result.contest.id}: the list adds up to {carried}, the count says {tally}")
    return PileList(minutes=minutes, stamped=stamped, pages=tuple(pages))


def _listed(ballot: Ballot, result: ContestResult, choices: Choices) -> Listed:
    contest = result.contest
    paper = BallotForm(form=contest.form, names=len(contest.slate), seats=contest.seats)
    all_disagree = choices_for(contest, choices).all_disagree
    return Listed(
        number=ballot.number,
        marks=ballot.reading,
        ruled=frozenset(ruling.name for ruling in ballot.mark_rulings),
        reason=None if result.tally is None else verdict(ballot, paper, all_disagree),
        voted=ballot.reading.count(_FOR[contest.form]),
        boxes=contest.form is Form.AGREE_DISAGREE,
    )


def _totals(ballots: Sequence[Listed], result: ContestResult) -> Totals:
    """Sums over one page, ballot by ballot, as a hand would make them."""
    mark = _FOR[result.contest.form].value
    valid = [ballot for ballot in ballots if ballot.reason is None]
    names = len(result.contest.slate)
    return Totals(
        ballots=len(ballots),
        valid=len(valid),
        votes=tuple(sum(ballot.marks[name] == mark for ballot in valid) for name in range(names)),
    )


def _parts(names: int) -> Iterator[tuple[int, int]]:
    """The names of each page, first and last: parts of one length, as few as hold them."""
    parts = -(-names // NAMES)
    each, longer = divmod(names, parts)
    first = 1
    for part in range(parts):
        last = first + each - (0 if part < longer else 1)
        yield first, last
        first = last + 1


SIGNS: Mapping[RawMark, str] = {
    RawMark.AGREE: "+",
    RawMark.DISAGREE: "–",
    RawMark.BOTH: "2",
    RawMark.NEITHER: "0",
    RawMark.UNCLEAR: "?",
}
"""What stands in a cell of a list with boxes, where every cell holds something."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the column of a name, and whether a line goes through it."""

    text: str
    struck: bool = False


def cell(ballot: Listed, name: int, code: str) -> Cell | None:
    """The cell of one name; None for one that nobody struck, which stays blank.

    A struck name shows its own code struck through: so the words of a page alone say everything, columns aside, and a
    page on which two ballots were exchanged has other words.
    """
    mark = RawMark(ballot.marks[name - 1])
    ruled = "*" if name in ballot.ruled else ""
    match mark:
        case RawMark.STRUCK:
            return Cell(f"{code}{ruled}", struck=True)
        case RawMark.KEPT:
            return Cell(f"*{code}") if ruled else None
        case RawMark.UNCLEAR if not ballot.boxes:
            return Cell(f"{code}?")
        case _:
            return Cell(f"{SIGNS[mark]}{ruled}")
