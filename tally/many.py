"""Many small contests at once (numpy): votes, winners and ties of hundreds of thousands of branches with one list size.

Four names lie beside each other in a word, 16 bits each, so that one addition adds four names of a ballot; a lane
holds 65,535 ballots, and a contest with more is refused. What ``outcome.decide`` says of one contest this says of all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tally.words import Bytes

MOST_BALLOTS = (1 << 16) - 1
"""Ballots of one contest that a lane of 16 bits can count."""

_EVERY_OTHER_BYTE = np.uint64(0x00FF00FF00FF00FF)
_WORD = 8  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyCounted:
    """Of each contest a row; of each name, where a table has them, a column in ballot order.

    ``elected`` are those surely elected, ``tied`` those among whom the cut falls; ``seats_open`` includes tied seats.
    """

    valid: NDArray[np.int64]
    votes: NDArray[np.int64]
    elected: NDArray[np.bool_]
    tied: NDArray[np.bool_]
    seats_open: NDArray[np.int64]

    @property
    def to_look_at(self) -> NDArray[np.intp]:
        """The contests that are tied or short: of these the reference counts every one."""
        return np.flatnonzero(self.seats_open > 0)


def count_many(kept: Bytes, sizes: NDArray[np.int64], *, seats: int, needed: NDArray[np.int64]) -> ManyCounted:
    """Count strike-out ballots: ``kept[ballot, name]`` is 1 where the name was kept, contest after contest.

    ``sizes`` is how many ballots each contest has, ``needed`` its threshold. A ballot that keeps nobody, or more than
    ``seats``, is invalid. Raises ``ValueError`` for sizes that are not those of the ballots, for a cell that is
    neither 0 nor 1, and for more ballots in a contest than a lane can count.
    """
    ballots, names = kept.shape
    if sizes.sum() != ballots or len(needed) != len(sizes) or (sizes < 0).any():
        raise ValueError(f"{ballots} ballots, but the contests have {sizes.sum()}; {len(needed)} thresholds")
    if sizes.max(initial=0) > MOST_BALLOTS:
        raise ValueError(f"a contest may have {MOST_BALLOTS} ballots here, not {sizes.max()}")
    if kept.max(initial=0) > 1:
        raise ValueError(f"a cell is 0 or 1, not {kept.max()}")
    groups = -(-names // _WORD)
    lanes = np.zeros((len(sizes), groups, 2, 4), np.uint16)
    valid = np.zeros(len(sizes), np.int64)
    there = np.flatnonzero(sizes)  # an empty contest has no first ballot
    if len(there):
        starts = (np.cumsum(sizes) - sizes)[there]
        words = _words(kept, groups)
        good = _valid(words, seats)
        valid[there] = np.add.reduceat(good, starts, dtype=np.int64)
        for group in range(groups):
            counted = words[:, group] * good
            for half, shift in enumerate((0, 8)):
                spread = (counted >> np.uint64(shift)) & _EVERY_OTHER_BYTE
                lanes[there, group, half] = np.add.reduceat(spread, starts).view(np.uint16).reshape(-1, 4)
    # The even bytes of a word are its names 1, 3, 5, 7, the odd ones 2, 4, 6, 8.
    votes = lanes.transpose(0, 1, 3, 2).reshape(len(sizes), groups * _WORD)[:, :names]
    return _decided(votes.astype(np.int64), valid, seats, needed)


def _words(kept: Bytes, groups: int) -> NDArray[np.uint64]:
    """Eight names a word, a byte each."""
    ballots, names = kept.shape
    if names == groups * _WORD:
        return np.ascontiguousarray(kept).view(np.uint64)
    padded = np.zeros((ballots, groups * _WORD), np.uint8)
    padded[:, :names] = kept
    return padded.view(np.uint64)


def _valid(words: NDArray[np.uint64], seats: int) -> NDArray[np.uint64]:
    """1 for a ballot that keeps somebody and not too many, else 0."""
    counts = np.bitwise_count(words)
    count = counts[:, 0] if words.shape[1] == 1 else counts.sum(axis=1, dtype=np.uint16)
    return ((count > 0) & (count <= seats)).astype(np.uint64)


def _decided(
    votes: NDArray[np.int64],
    valid: NDArray[np.int64],
    seats: int,
    needed: NDArray[np.int64],
) -> ManyCounted:
    """Ask of every person how many of those over the threshold have more votes, and how many at least as many."""
    passed = votes >= needed[:, None]
    counted = np.where(passed, votes, -1)
    more = np.zeros(votes.shape, np.int16)
    level = np.zeros(votes.shape, np.int16)  # the person included
    for other in range(votes.shape[1]):
        theirs = counted[:, other : other + 1]
        more += theirs > counted
        level += theirs >= counted
    elected = passed & (level <= seats)
    return ManyCounted(
        valid=valid,
        votes=votes,
        elected=elected,
        tied=passed & (more < seats) & (level > seats),
        seats_open=seats - elected.sum(axis=1, dtype=np.int64),
    )
