"""A big box of ballots counted while it streams past: both routes of the columns, a sample, the digest, in one reading.

Nothing is kept a ballot but what people must see: so a box of any size is counted in the same memory.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from rules.choice import AllDisagree
from rules.errors import Fault, FaultList, InputError, Place
from rules.model import Form
from rules.phrase import phrase
from tally.blocks import BlockCounter
from tally.chunk import Chunk, ballots_at, canonical_parts, taken, with_ballots
from tally.model import Ballot, RawMark, Ruled, Tally
from tally.packed import RowCounter, agreeing_to_nobody
from tally.ruling_file import RulingLayer
from tally.spool import Spool
from tally.streamed import TOLD, UNASKED, Passing, Streamed, StreamedBallots, told
from tally.validity import BallotForm
from tally.words import Counting, Pile

COMPILED_FROM = 200_000_000
"""Ballots from which the compiled count is quicker on the whole: loading the compiler takes most of a second."""


class Source(Protocol):
    """What gives the ballots of a file in its order, as often as asked."""

    def chunks(self) -> Iterator[Chunk]:
        """All ballots; raises ``InputError`` with the faults of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a box is counted by; ``expected`` is how many ballots came out of it."""

    file: str
    paper: BallotForm
    passing: Passing = UNASKED
    rulings: RulingLayer | None = None
    expected: int = 0

    @property
    def all_disagree(self) -> AllDisagree | None:
        """The choice about ballots that agree to nobody, if it was made."""
        return self.passing.all_disagree


class _UnorderedError(Exception):
    """A ballot's number is not above the one before it."""


def count_stream(source: Source, order: Order) -> StreamedBallots:
    """Count a box in one reading; in three where the file does not have the ballots by number.

    Raises ``InputError`` with the faults of the file, of the rulings on it, and ballots that are there twice.
    """
    ruled = _Rulings(order.rulings)
    try:
        streamed = _count(source, order, ruled, None)
    except _UnorderedError:
        ruled = _Rulings(order.rulings)
        spool = Spool(order.paper.names, boxes=order.paper.form is Form.AGREE_DISAGREE)
        try:
            streamed = _count(source, order, ruled, spool)
        except InputError as error:
            raise InputError(_with_repeated(error.faults, spool, order.file)) from None
        faults = _with_repeated((), spool, order.file)
        if faults:
            raise InputError(faults) from None
        ruled.raise_if_any()
        return StreamedBallots(streamed, lambda: _ballots(spool.chunks(), _Rulings(None), order.paper.form))
    ruled.raise_if_any()
    return StreamedBallots(streamed, lambda: _ballots(source.chunks(), _Rulings(order.rulings), order.paper.form))


def _ballots(chunks: Iterator[Chunk], ruled: _Rulings, form: Form) -> Iterator[Ballot]:
    for chunk in chunks:
        yield from ballots_at(ruled.lay_over(chunk, form), range(len(chunk)))


def _count(source: Source, order: Order, ruled: _Rulings, spool: Spool | None) -> Streamed:
    """Read once. Without a spool the ballots must come by number, and are digested on the way."""
    rows = _in_file_order(order)
    blocks = BlockCounter(order.paper, order.all_disagree)
    watch = _Watch(order)
    counted, last = 0, 0
    with _Digest(needed=order.passing.digest) as digest:
        for read in source.chunks():
            chunk = ruled.lay_over(read, order.paper.form)
            if spool is not None:
                spool.add(chunk)
            else:
                if int(chunk.numbers[0]) <= last or (chunk.numbers[1:] <= chunk.numbers[:-1]).any():
                    raise _UnorderedError
                last = int(chunk.numbers[-1])
                digest.add(chunk)
            rows.add(chunk.pile)
            if chunk.pile.columns is not None:
                blocks.add_columns(chunk.pile)
            else:
                blocks.add(chunk.pile)
            watch.add(chunk)
            counted += len(chunk)
            if order.passing.report is not None:
                order.passing.report(counted)
        if spool is not None and order.passing.digest:
            for chunk in spool.chunks():
                digest.add(chunk)
        return Streamed(
            paper=order.paper,
            all_disagree=order.all_disagree,
            counted=counted,
            file_order=rows.tally(),
            blocks=blocks.tally(),
            sample=tuple(watch.sample),
            sample_tally=watch.tally(),
            unclear=tuple(watch.unclear),
            nobody=tuple(watch.nobody),
            digest=digest.text(),
            ruled=watch.ruled(),
        )


class _Watch:
    """What is told of single ballots: the sample, and those that people must decide on first."""

    def __init__(self, order: Order) -> None:
        self._order = order
        asks = order.paper.form is Form.AGREE_DISAGREE and order.paper.names > 1
        self._asks_nobody = asks and order.all_disagree is None
        self.sample: list[Ballot] = []
        self.unclear: list[int] = []
        self.nobody: list[int] = []
        self._piles: list[Pile] = []
        self._valid = order.rulings.valid if order.rulings is not None else frozenset[int]()
        self._invalid = self._marks = self._both = 0

    def add(self, chunk: Chunk) -> None:
        self._invalid += 0 if chunk.pile.ruled is None else int(np.count_nonzero(chunk.pile.ruled))
        self.sample += chunk.sample.values()
        self._piles.append(taken(chunk.pile, list(chunk.sample)))
        for ballot in chunk.odd.values():
            if ballot.ruling is None and RawMark.UNCLEAR in ballot.reading and len(self.unclear) <= TOLD:
                self.unclear.append(ballot.number)
            if ballot.mark_rulings:
                self._marks += 1
                self._both += ballot.ruling is not None or ballot.number in self._valid
        if self._asks_nobody and len(self.nobody) <= TOLD:
            self.nobody += chunk.numbers[np.flatnonzero(agreeing_to_nobody(chunk.pile))].tolist()

    def ruled(self) -> Ruled:
        in_all = self._invalid + len(self._valid) + self._marks - self._both
        return Ruled(ballots=in_all, invalid=self._invalid, valid=len(self._valid), marks=self._marks)

    def tally(self) -> Tally:
        counter = RowCounter(self._order.paper, self._order.all_disagree)
        for pile in self._piles:
            counter.add(pile)
        return counter.tally()


class _Rulings:
    """The committee's rulings from a file of their own, laid over the chunks as they come."""

    def __init__(self, layer: RulingLayer | None) -> None:
        self._layer = layer
        self._faults: FaultList | None = None if layer is None else FaultList(layer.file)
        numbers = sorted({ruling.ballot for ruling in layer.rulings}) if layer is not None else []
        self._open = set(numbers)
        self._numbers = np.array(numbers, np.uint64)

    def lay_over(self, chunk: Chunk, form: Form) -> Chunk:
        if self._layer is None or self._faults is None or not len(self._numbers):
            return chunk
        at = np.flatnonzero(np.isin(chunk.numbers, self._numbers)).tolist()
        if not at:
            return chunk
        before = {ballot.number: ballot for ballot in ballots_at(chunk, at)}
        after = self._only(set(before)).lay_over(before, self._faults)
        self._open -= set(before)
        return with_ballots(chunk, form, {place: after[int(chunk.numbers[place])] for place in at})

    def raise_if_any(self) -> None:
        """Raise the faults of all rulings, in the order of their rows; those on no ballot there is among them."""
        if self._layer is None or self._faults is None:
            return
        self._only(self._open).lay_over({}, self._faults)
        faults = sorted(self._faults.faults, key=lambda fault: fault.place.row or 0)
        if faults:
            raise InputError(tuple(faults))

    def _only(self, numbers: set[int]) -> RulingLayer:
        layer = self._layer or RulingLayer("")
        return RulingLayer(layer.file, tuple(ruling for ruling in layer.rulings if ruling.ballot in numbers))


class _Digest:
    """The digest of the canonical form, made in a thread of its own: hashing leaves the interpreter free."""

    def __init__(self, *, needed: bool) -> None:
        self._needed = needed
        self._hash = hashlib.sha256()
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def add(self, chunk: Chunk) -> None:
        if self._needed:
            self._waiting.append(self._thread.submit(self._take, chunk))
            if len(self._waiting) > 2:  # noqa: PLR2004 - as few chunks in memory as keep both threads at work
                self._waiting.popleft().result()

    def text(self) -> str:
        while self._waiting:
            self._waiting.popleft().result()
        return f"sha256:{self._hash.hexdigest()}" if self._needed else ""

    def _take(self, chunk: Chunk) -> None:
        for part in canonical_parts(chunk):
            self._hash.update(part)


def _in_file_order(order: Order) -> Counting:
    """The count of the first route: compiled where that is installed and pays, else numpy's."""
    if order.expected >= COMPILED_FROM and find_spec("numba") is not None:
        from tally.compiled import CompiledCounter, serves

        if serves(order.paper):
            return CompiledCounter(order.paper, order.all_disagree)
    return RowCounter(order.paper, order.all_disagree)


def _with_repeated(found: tuple[Fault, ...], spool: Spool, file: str) -> tuple[Fault, ...]:
    """The faults of a box and its ballots that are there twice, by row; of a table that cannot be read, its own."""
    if any(not fault.name.startswith("ballots.") for fault in found):
        return found
    faults = FaultList(file)
    for number, row, first in spool.repeated(TOLD):
        faults.add(
            "ballots.duplicate",
            phrase("phiếu số {number} đã có ở dòng {row}", number=number, row=first),
            phrase("tìm lá phiếu, giữ một dòng đúng; 0001 và 1 là cùng một phiếu"),
            place=Place(row=row, column="ballot"),
            seen=number,
        )
    if not faults.faults:
        return found
    return told(sorted([*found, *faults.faults], key=lambda fault: fault.place.row or 0), file)
