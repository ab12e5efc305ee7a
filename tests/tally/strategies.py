"""Hypothesis strategies of the counting side: printed ballots, marks on them, and whole piles."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import COMPUTED_REASONS, Ballot, InvalidReason
from tally.validity import BallotForm

LETTERS = {Form.STRIKE_OUT: "ks", Form.AGREE_DISAGREE: "adbn"}
"""The marks each form knows; ``u`` stands only on ballots the committee ruled on."""

RULED_REASONS = tuple(sorted(set(InvalidReason) - COMPUTED_REASONS))

all_disagree_choices = st.sampled_from(AllDisagree)


@dataclass(frozen=True)
class Pile:
    """A printed ballot, the papers out of the box, and the choice for papers that agree to nobody."""

    paper: BallotForm
    ballots: tuple[Ballot, ...]
    all_disagree: AllDisagree


@st.composite
def papers(draw: st.DrawFn, *, form: Form | None = None, max_names: int = 12) -> BallotForm:
    """A printed ballot as the two forms allow it: with surplus, or with no more names than seats."""
    form = form or draw(st.sampled_from(Form))
    if form is Form.STRIKE_OUT:
        names = draw(st.integers(2, max_names))
        seats = draw(st.integers(1, names - 1))
    else:
        names = draw(st.integers(1, max_names))
        seats = draw(st.integers(names, names + 2))
    return BallotForm(form=form, names=names, seats=seats)


def marks_on(paper: BallotForm) -> st.SearchStrategy[str]:
    """The marks of one paper, any of the form."""
    return st.text(LETTERS[paper.form], min_size=paper.names, max_size=paper.names)


@st.composite
def ballots_on(draw: st.DrawFn, paper: BallotForm, number: int) -> Ballot:
    """One ballot: mostly the voter's marks alone, now and then ruled invalid, then perhaps with unreadable marks."""
    if draw(st.integers(0, 9)):
        return Ballot(number, draw(marks_on(paper)))
    letters = LETTERS[paper.form] + "u"
    marks = draw(st.text(letters, min_size=paper.names, max_size=paper.names))
    return Ballot(number, marks, draw(st.sampled_from(RULED_REASONS)))


@st.composite
def piles(draw: st.DrawFn, *, form: Form | None = None, max_names: int = 12, max_ballots: int = 25) -> Pile:
    """A pile of ballots numbered from 1, on a printed ballot of either form."""
    paper = draw(papers(form=form, max_names=max_names))
    size = draw(st.integers(0, max_ballots))
    ballots = tuple(draw(ballots_on(paper, number)) for number in range(1, size + 1))
    return Pile(paper, ballots, draw(all_disagree_choices))
