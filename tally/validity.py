"""A ballot's verdict (phiếu hợp lệ, không hợp lệ), computed from the raw marks under the regulation.

The provision: 244-QĐ/TW Điều 17 (190-QĐ/TW Điều 15). Valid: issued by the counting committee and voting for
exactly as many as the number to elect or fewer; of one name, an X in exactly one of the two boxes; of several
names without surplus also with rows that have both boxes or neither. Which grounds a regulation knows is data
(``ballot.invalid``); what each computed ground means is here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import Ballot, InvalidReason, RawMark


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotForm:
    """What a verdict needs to know of the printed ballot: its design, how many names, how many to elect."""

    form: Form
    names: int
    seats: int


def verdict(ballot: Ballot, paper: BallotForm, all_disagree: AllDisagree | None) -> InvalidReason | None:
    """Why a ballot is invalid, None if it is valid, in the order: ruled by the committee, then by its marks.

    Raises ``ValueError`` for a ballot people must rule on first; ``undecided`` finds those beforehand.
    """
    if ballot.ruling is not None:
        return ballot.ruling
    marks = ballot.reading
    if RawMark.UNCLEAR in marks:
        raise ValueError(f"ballot {ballot.number} has a mark nobody has ruled on: {marks}")
    if paper.form is Form.STRIKE_OUT:
        return _struck_out(marks, paper.seats)
    if paper.names == 1:
        return _one_name(marks)
    return _several_names(marks, all_disagree)


def unclear(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Ballots with a mark nobody could read and no ruling: the count stops until the committee rules on them."""
    return tuple(ballot for ballot in ballots if ballot.ruling is None and RawMark.UNCLEAR in ballot.reading)


def needing_all_disagree(ballots: Iterable[Ballot], paper: BallotForm) -> tuple[Ballot, ...]:
    """Ballots of several names that agree to nobody: the law seen does not say whether they are valid.

    One with a mark nobody could read is not among them: whether it agrees to somebody is not known yet.
    """
    if paper.form is not Form.AGREE_DISAGREE or paper.names == 1:
        return ()
    agreeing = (RawMark.AGREE, RawMark.UNCLEAR)
    return tuple(
        ballot for ballot in ballots if ballot.ruling is None and not any(mark in ballot.reading for mark in agreeing)
    )


def _struck_out(marks: str, seats: int) -> InvalidReason | None:
    kept = marks.count(RawMark.KEPT)
    if kept > seats:  # «nhiều hơn số lượng» = strictly more; nothing struck at all ends here too
        return InvalidReason.OVERVOTE
    if kept == 0:  # «không bầu cho ai» on a list of several
        return InvalidReason.VOTES_FOR_NOBODY
    return None  # «bằng hoặc ít hơn số lượng»: fewer names than seats is valid


def _one_name(marks: str) -> InvalidReason | None:
    if marks == RawMark.BOTH:
        return InvalidReason.DOUBLE_MARK
    if marks == RawMark.NEITHER:
        return InvalidReason.UNMARKED
    return None  # disagreeing is a valid ballot


def _several_names(marks: str, all_disagree: AllDisagree | None) -> InvalidReason | None:
    # A row with both boxes or neither is not counted for that person and the ballot stays valid (Điều 32, khoản 1).
    if RawMark.AGREE in marks:
        return None
    if all_disagree is None:
        raise ValueError(f"a ballot agrees to nobody and the choice all_disagree is open: {marks}")
    return InvalidReason.VOTES_FOR_NOBODY if all_disagree is AllDisagree.INVALID else None
