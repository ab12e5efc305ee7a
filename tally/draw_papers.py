"""The papers that were drawn and looked at: the sheet that came back, held against the record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from rules.errors import FaultList, InputError, Place, shown_path
from rules.model import BallotSource
from rules.parameter import Base
from rules.phrase import phrase
from tally.ballot_file import read_box
from tally.draw_view import Drawing, Findings, differing
from tally.model import Ballot
from tally.result import ContestResult
from tally.sampling import enough, judge, papers_to_change

# Bases that no paper in the pile can move: they were counted before it was opened.
_FIXED = frozenset({Base.SUMMONED_LESS_EXCLUDED.value})


def read_sheet(path: Path, drawing: Drawing, grounds: Collection[str]) -> tuple[Ballot, ...]:
    """Read a filled sheet: every ballot drawn and no other. Raises ``InputError`` with every fault of it."""
    shown = shown_path(path)
    source = BallotSource(file=path.name, issued=0, returned=0)
    try:
        found = tuple(read_box(path.parent, drawing.contest, source, grounds).ballots)
    except InputError as error:
        raise InputError(tuple(replace(fault, file=shown) for fault in error.faults)) from error
    faults = FaultList(shown)
    drawn, filled = set(drawing.drawn), {ballot.number for ballot in found}
    for number in sorted(drawn - filled):
        faults.add(
            "draw.missing",
            phrase("thiếu phiếu số {number}: lá này đã được rút", number=number),
            phrase("ghi những gì thấy trên lá phiếu; không tìm thấy lá phiếu thì ghi «?»"),
            place=Place(column="ballot"),
            seen=number,
        )
    for number in sorted(filled - drawn):
        faults.add(
            "draw.not_drawn",
            phrase("phiếu số {number} không được rút với mầm này", number=number),
            phrase("xem lại mầm và số lá; chỉ xét những lá đã rút"),
            place=Place(column="ballot"),
            seen=number,
        )
    faults.raise_if_any()
    return found


def judge_papers(
    result: ContestResult, recorded: tuple[Ballot, ...], found: tuple[Ballot, ...], limit: Fraction
) -> Findings:
    """Say what the papers prove of everybody's standing."""
    differ = differing(recorded, found)
    papers = _papers_to_change(result)
    judged = judge(papers, ballots=len(recorded), drawn=len(found), found=len(differ), limit=limit)
    return Findings(differing=differ, judged=judged, limit=limit)


def draw_for_all(result: ContestResult, limit: Fraction) -> int:
    """How many ballots to draw to confirm everybody, if none of them is found wrong."""
    papers = [wrong for wrong in _papers_to_change(result) if wrong is not None]
    ballots = result.account.counted
    return enough(ballots=ballots, wrong=min(papers), limit=limit) if papers else 0


def _papers_to_change(result: ContestResult) -> tuple[int | None, ...]:
    bases = {step.provision.rule for step in result.steps if step.step == "base"}
    return papers_to_change(
        result.tally.votes if result.tally else (),
        result.outcome,
        needed=result.needed,
        alternates=result.contest.alternates,
        threshold_moves=not bases <= _FIXED,
    )
