"""A big box of ballots (hòm phiếu lớn) counted while it streamed past: its numbers, and its ballots on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from rules.choice import AllDisagree
from rules.errors import Fault, FaultList
from rules.phrase import phrase
from tally.model import NOT_RULED, Ballot, Ruled, Tally
from tally.validity import BallotForm

REFERENCE_UP_TO = 100_000
"""Ballots the reference counts one by one; of more it counts a sample, and the columns are counted by two routes."""

TOLD = 1000
"""Of a kind of fault, so many are told; nobody reads more, and a file of 10 million ballots may have as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What a box is counted under while it streams past, and who is told how many ballots have gone by.

    ``digest`` False leaves out the digest of the canonical form, which costs more than the count itself: for studies
    of many files; a result always has it.
    """

    all_disagree: AllDisagree | None = None
    digest: bool = True
    report: Callable[[int], None] | None = None


UNASKED = Passing()
"""No choice was made, and nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """Two counts by columns, in file order and by blocks; a sample for the reference, with the columns' count of it.

    They hold for this ``paper`` and this choice. The ballots of the sample were read by the careful reader, whatever
    reader read the box. ``unclear`` are ballots people must rule on first, ``nobody`` those that agree to nobody while
    the choice about them is open; of either no more than ``TOLD``. ``digest`` is of the canonical form of all ballots.
    """

    paper: BallotForm
    all_disagree: AllDisagree | None
    counted: int
    file_order: Tally
    blocks: Tally
    sample: tuple[Ballot, ...]
    sample_tally: Tally
    unclear: tuple[int, ...]
    nobody: tuple[int, ...]
    digest: str
    ruled: Ruled = NOT_RULED


class StreamedBallots(Sequence[Ballot]):
    """The ballots of a big box, by number. They are made when they are asked for: reading them again takes its time."""

    def __init__(self, streamed: Streamed, again: Callable[[], Iterator[Ballot]]) -> None:
        """Hold what was counted; ``again`` reads the ballots once more. Up to 100,000 of them are read now and kept."""
        self.streamed = streamed
        self._again = again
        self._kept = tuple(again()) if streamed.counted <= REFERENCE_UP_TO else None

    def __len__(self) -> int:
        """How many ballots."""
        return self.streamed.counted

    def __iter__(self) -> Iterator[Ballot]:
        """Read them, one after the other."""
        return self._again() if self._kept is None else iter(self._kept)

    @overload
    def __getitem__(self, place: int) -> Ballot: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ballot]: ...
    def __getitem__(self, place: int | slice) -> Ballot | Sequence[Ballot]:
        """One ballot, or some: of a big box all before them are read."""
        if self._kept is not None:
            return self._kept[place]
        if isinstance(place, slice):
            wanted = range(*place.indices(len(self)))
            found = {at: ballot for at, ballot in enumerate(self) if at in wanted}
            return tuple(found[at] for at in wanted)
        at = place if place >= 0 else place + len(self)
        if not 0 <= at < len(self):
            raise IndexError(f"there are {len(self)} ballots: {place}")
        return next(islice(self, at, None))


def streamed_as(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None) -> Streamed | None:
    """What was counted while these ballots streamed past, if it was counted for this paper and this choice."""
    if not isinstance(ballots, StreamedBallots):
        return None
    streamed = ballots.streamed
    return streamed if (streamed.paper, streamed.all_disagree) == (paper, all_disagree) else None


def told(faults: list[Fault], file: str) -> tuple[Fault, ...]:
    """The first ``TOLD`` faults, and that there are more."""
    if len(faults) <= TOLD:
        return tuple(faults)
    rest = FaultList(file)
    rest.add(
        "ballots.more_faults",
        phrase("còn nữa: chỉ nêu {told} lỗi đầu tiên của tệp này", told=TOLD),
        phrase("sửa các lỗi đã nêu rồi chạy lại"),
    )
    return (*faults[:TOLD], *rest.faults)
