"""Ballots put into the order of their numbers outside memory (numpy): a spool of fixed-width records on disk.

The canonical form of a box, and the search for a number that is there twice, want the ballots by number. A box whose
file has them in another order is written to a temporary file without a name, which is gone when the program ends
whatever way; then it is read back range of numbers by range of numbers, each small enough to be sorted in memory.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from tally.chunk import CHUNK, Chunk, Numbers
from tally.model import Ballot
from tally.words import Pile, lane, words_of

IN_MEMORY = 1 << 23
"""Bytes of records sorted at a time."""

_SPLITTERS_OF_A_CHUNK = 64


class Spool:
    """Takes chunks in any order and gives them back by ballot number."""

    def __init__(self, names: int, *, boxes: bool) -> None:
        """Hold ballots of so many names; ``boxes`` if they have a side against as well."""
        self._names = names
        side = (lane(names), (words_of(names),))
        fields = [("number", np.uint64), ("row", np.int64), ("favour", *side), ("ruled", np.uint8)]
        self._kind = np.dtype([*fields, ("against", *side)] if boxes else fields)
        self._boxes = boxes
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the spool
        weakref.finalize(self, self._file.close)
        self._ballots = 0
        self._seen: list[Numbers] = []
        self._odd: dict[int, Ballot] = {}

    def add(self, chunk: Chunk) -> None:
        """Write a chunk's records."""
        records = np.zeros(len(chunk), self._kind)
        records["number"], records["row"] = chunk.numbers, chunk.rows
        records["favour"] = chunk.pile.favour.T
        if self._boxes and chunk.pile.against is not None:
            records["against"] = chunk.pile.against.T
        if chunk.pile.ruled is not None:
            records["ruled"] = chunk.pile.ruled
        self._file.write(records.tobytes())
        self._ballots += len(chunk)
        self._seen.append(np.sort(chunk.numbers)[:: max(1, len(chunk) // _SPLITTERS_OF_A_CHUNK)])
        self._odd |= {int(chunk.numbers[place]): ballot for place, ballot in chunk.odd.items()}

    def chunks(self) -> Iterator[Chunk]:
        """The ballots by number; equal numbers stand side by side, by row."""
        for records in self._ranges():
            order = np.lexsort((records["row"], records["number"]))
            for start in range(0, len(records), CHUNK):
                yield self._chunk(records[order[start : start + CHUNK]])

    def repeated(self, at_most: int) -> list[tuple[int, int, int]]:
        """Ballots whose number came before: number, row, and the first row with that number; by row."""
        found: list[tuple[int, int, int]] = []
        number, first = 0, 0
        for chunk in self.chunks():
            same = np.flatnonzero(np.concatenate(([int(chunk.numbers[0]) == number], np.diff(chunk.numbers) == 0)))
            if len(same) and len(found) <= at_most:
                numbers, rows = chunk.numbers.tolist(), chunk.rows.tolist()
                for place in same.tolist():
                    if numbers[place] != number:
                        number, first = numbers[place], rows[place - 1]
                    found.append((number, rows[place], first))
            if int(chunk.numbers[-1]) != number:
                number, first = int(chunk.numbers[-1]), int(chunk.rows[-1])
        return sorted(found, key=lambda each: each[1])

    def _ranges(self) -> Iterator[NDArray[Any]]:
        """Records of one range of numbers after the other, each range in memory."""
        parts = -(-self._ballots * self._kind.itemsize // IN_MEMORY)
        if parts <= 1:
            yield from self._records()
            return
        seen = np.sort(np.concatenate(self._seen))
        splitters = np.unique(seen[np.arange(1, parts) * len(seen) // parts])
        sizes = np.zeros(len(splitters) + 1, np.int64)
        for records in self._records(CHUNK):
            sizes += np.bincount(np.searchsorted(splitters, records["number"], side="right"), minlength=len(sizes))
        starts = np.concatenate(([0], np.cumsum(sizes)))
        written = starts[:-1].copy()
        with tempfile.TemporaryFile() as sorted_file:
            for records in self._records(CHUNK):
                which = np.searchsorted(splitters, records["number"], side="right")
                for part in np.unique(which).tolist():
                    these = records[which == part]
                    sorted_file.seek(int(written[part]) * self._kind.itemsize)
                    sorted_file.write(these.tobytes())
                    written[part] += len(these)
            for part, size in enumerate(sizes.tolist()):
                sorted_file.seek(int(starts[part]) * self._kind.itemsize)
                yield np.frombuffer(bytearray(sorted_file.read(size * self._kind.itemsize)), self._kind)

    def _records(self, at_a_time: int | None = None) -> Iterator[NDArray[Any]]:
        """The records as written, all at once or so many at a time."""
        self._file.flush()
        self._file.seek(0)
        size = self._kind.itemsize * (at_a_time or max(self._ballots, 1))
        while content := self._file.read(size):
            yield np.frombuffer(bytearray(content), self._kind)

    def _chunk(self, records: NDArray[Any]) -> Chunk:
        numbers = np.ascontiguousarray(records["number"])
        ruled = np.ascontiguousarray(records["ruled"])
        odd = {}
        if self._odd:
            odd = {place: self._odd[number] for place, number in enumerate(numbers.tolist()) if number in self._odd}
        return Chunk(
            pile=Pile(
                names=self._names,
                favour=np.ascontiguousarray(records["favour"].T),
                against=np.ascontiguousarray(records["against"].T) if self._boxes else None,
                ruled=ruled if ruled.any() else None,
            ),
            numbers=numbers,
            rows=np.ascontiguousarray(records["row"]),
            odd=odd,
        )
