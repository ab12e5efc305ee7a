"""The column count on words of bits, in file order (numpy): carry-save adders over words of 64 names.

A ballot's verdict is how many bits its lane has; the votes are ``CarrySaveCounter``'s. ``blocks`` goes another way to
the same numbers. Nothing here is a float, and nothing overflows: sums leave as Python integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.choice import AllDisagree
from rules.model import Form
from tally.model import InvalidReason, Tally
from tally.validity import BallotForm
from tally.words import RULED, Pile, Words, lane, turn, words_of

PLANE = 4096
"""Words of one bit plane: 32 KiB, so that the planes being added stay in the processor's own memory."""


class CarrySaveCounter:
    """How often each bit position is set over many words (a positional popcount), by carry-save adders.

    Counting bit by bit would look at every name of every ballot. Instead whole words are added, all 64 positions at
    once, without letting carries run from one position to the next: three words of the same weight become two, their
    sum ``a ^ b ^ c`` of that weight and their carry ``a & b | (a ^ b) & c`` (the majority) of twice the weight.
    Nothing is lost: in each position a + b + c = sum + 2 * carry. Five operations take one word away for good.

    A level of this counter is one weight, 1, 2, 4, …: a plane of words that stays, and at most one arrival that waits.
    A second arrival is added to both, and the carry goes one level up, like the wheels of an odometer. So of sixteen
    arrivals one reaches the fifth level. ``totals`` reads off what every level holds, weight by weight.
    """

    def __init__(self, kind: np.dtype[Any]) -> None:
        """Count in lanes of this kind: bits of ballots that share a word are told apart at the end."""
        self._kind = kind
        self._begun = np.zeros(PLANE * 8 // kind.itemsize, kind)
        self._filled = 0
        self._planes: list[NDArray[np.uint64]] = []
        self._waiting: list[NDArray[np.uint64] | None] = []

    def add(self, ballots: Words) -> None:
        """Add lanes, one a ballot; they may be changed afterwards."""
        row = PLANE * 8 // self._kind.itemsize
        if self._filled:  # first fill up the row that was begun
            taken = min(row - self._filled, len(ballots))
            self._begun[self._filled : self._filled + taken] = ballots[:taken]
            self._filled += taken
            ballots = ballots[taken:]
            if self._filled < row:
                return
            self._finish_row()
        whole = len(ballots) // row * row
        for words in np.ascontiguousarray(ballots[:whole]).view(np.uint64).reshape(-1, PLANE):
            self._arrive(0, words)
        if whole < len(ballots):
            self._filled = len(ballots) - whole
            self._begun[: self._filled] = ballots[whole:]
        if self._waiting and (waiting := self._waiting[0]) is not None:
            self._waiting[0] = waiting.copy()  # it may lie in the caller's buffer

    def _finish_row(self) -> None:
        """Let the row that was begun arrive, what is missing of it empty."""
        self._begun[self._filled :] = 0
        self._filled = 0
        self._arrive(0, self._begun.view(np.uint64).copy())

    def totals(self) -> list[int]:
        """For each bit of a lane, in how many lanes it was set."""
        if self._filled:
            self._finish_row()
        bits = 8 * self._kind.itemsize
        found = [0] * bits
        for level, held in enumerate(zip(self._planes, self._waiting, strict=True)):
            for plane in held:
                if plane is not None:
                    counts = np.bitwise_count(turn(plane.view(self._kind)[None], bits)).sum(axis=1, dtype=np.int64)
                    for bit, number in enumerate(counts.tolist()):
                        found[bit] += number << level
        return found

    def _arrive(self, level: int, words: NDArray[np.uint64]) -> None:
        if level == len(self._planes):
            self._planes.append(np.zeros(PLANE, np.uint64))
            self._waiting.append(None)
        first = self._waiting[level]
        if first is None:
            self._waiting[level] = words
            return
        self._waiting[level] = None
        plane = self._planes[level]
        either = plane ^ first
        carry = plane & first
        np.bitwise_xor(either, words, out=plane)
        either &= words
        carry |= either
        self._arrive(level + 1, carry)


class RowCounter:
    """The route in file order: a lane a ballot; the lanes of invalid ballots are emptied before they are added."""

    def __init__(self, paper: BallotForm, all_disagree: AllDisagree | None) -> None:
        """Count papers of this form. Without the choice ballots that agree to nobody are taken as valid."""
        self._paper = paper
        self._void_nobody = all_disagree is AllDisagree.INVALID
        self._reasons: Counter[InvalidReason] = Counter()
        self._valid = 0
        self._favour, self._against = (
            [CarrySaveCounter(lane(paper.names)) for _ in range(words_of(paper.names))] for _ in range(2)
        )

    def add(self, pile: Pile) -> None:
        """Count these ballots too."""
        favour, against = _sides(pile)
        grounds = self._grounds(favour, pile)
        good = np.ones(len(pile), np.bool_)
        for found in grounds.values():
            good &= ~found
        if pile.ruled is not None:  # the committee's ruling comes before the marks
            codes = np.bincount(pile.ruled, minlength=len(RULED) + 1)
            self._reasons.update({reason: int(codes[code]) for code, reason in enumerate(RULED, start=1)})
            grounds = {reason: found & (pile.ruled == 0) for reason, found in grounds.items()}
            good &= pile.ruled == 0
        self._reasons.update({reason: int(np.count_nonzero(found)) for reason, found in grounds.items()})
        self._valid += int(np.count_nonzero(good))
        _add(self._favour, favour, good)
        if against is not None:
            _add(self._against, against, good)

    def tally(self) -> Tally:
        """The numbers of everything added so far."""
        votes = self._totals(self._favour)
        if self._paper.form is Form.STRIKE_OUT:
            against = [self._valid - each for each in votes]
        else:
            against = self._totals(self._against)
        return tally_of(self._valid, self._reasons, votes, against)

    def _totals(self, counters: Sequence[CarrySaveCounter]) -> list[int]:
        return [number for counter in counters for number in counter.totals()][: self._paper.names]

    def _grounds(self, favour: Words, pile: Pile) -> dict[InvalidReason, NDArray[np.bool_]]:
        """The ballots that are invalid by their marks, by ground; no ballot has two."""
        if self._paper.form is Form.STRIKE_OUT:
            counts = np.bitwise_count(favour)
            kept = counts[0] if len(counts) == 1 else counts.sum(axis=0, dtype=np.uint16)
            return {InvalidReason.OVERVOTE: kept > self._paper.seats, InvalidReason.VOTES_FOR_NOBODY: kept == 0}
        if self._paper.names == 1:
            agree, disagree = pile.favour[0], _against(pile)[0]
            return {
                InvalidReason.DOUBLE_MARK: (agree & disagree) != 0,
                InvalidReason.UNMARKED: (agree | disagree) == 0,
            }
        return {InvalidReason.VOTES_FOR_NOBODY: nobody(favour)} if self._void_nobody else {}


def _add(counters: Sequence[CarrySaveCounter], ballots: Words, good: NDArray[np.bool_]) -> None:
    """Add the marks of one side, word by word; of ballots that are not good none."""
    everyone = bool(good.all())
    for counter, lanes in zip(counters, ballots, strict=True):
        counter.add(lanes if everyone else lanes * good)


def nobody(favour: Words) -> NDArray[np.bool_]:
    """The ballots without any bit."""
    none: NDArray[np.bool_] = np.bitwise_or.reduce(favour, axis=0) == 0
    return none


def agreeing_to_nobody(pile: Pile) -> NDArray[np.bool_]:
    """The ballots of an agree/disagree list that agree to nobody; a name with both boxes is not agreed to."""
    found = nobody(_sides(pile)[0])
    return found if pile.ruled is None else found & (pile.ruled == 0)


def tally_of(valid: int, reasons: Counter[InvalidReason], votes: Sequence[int], against: Sequence[int]) -> Tally:
    """Put the numbers of a route together; what was neither for nor against was not counted."""
    pairs = zip(votes, against, strict=True)
    return Tally(
        valid=valid,
        invalid_reasons={reason: number for reason, number in reasons.items() if number},
        votes=tuple(votes),
        against=tuple(against),
        not_counted=tuple(valid - one - other for one, other in pairs),
    )


def _sides(pile: Pile) -> tuple[Words, Words | None]:
    """What counts for and against: a name with both boxes marked counts for neither."""
    if pile.against is None:
        return pile.favour, None
    return pile.favour & ~pile.against, pile.against & ~pile.favour


def _against(pile: Pile) -> Words:
    if pile.against is None:
        raise ValueError("an agree/disagree ballot has marks against")
    return pile.against
