"""A part of a box of ballots as it streams past (numpy): packed marks, numbers, and what is told ballot by ballot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.model import Form
from tally.canonical import ballots_canonical
from tally.model import Ballot, RawMark
from tally.words import RULED, Bytes, Pile, pack, spread

CHUNK = 1 << 16
"""Ballots of one part: as many as fit the processor's own memory while they are counted."""

Numbers = NDArray[np.uint64]

_SAMPLED = 500
"""Of ballots that were read one by one, every so many-th is in the sample."""

_WRITTEN = 1 << 13
"""Lines of the canonical form written at a time: they fit the processor's own memory."""

_CODES = {reason: code for code, reason in enumerate(RULED, start=1)}
_FOUR_DIGITS = np.frombuffer("".join(f"{number:04d}" for number in range(10_000)).encode(), np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some ballots of a box. ``numbers`` are theirs, ``rows`` the rows of the file they stand in.

    ``odd`` are, by place, the ballots whose line in the canonical form is not made of their bits: those with marks
    nobody could read, or with rulings on marks; their bits are what the committee read. ``sample`` are some ballots
    as the careful reader reads them.
    """

    pile: Pile
    numbers: Numbers
    rows: NDArray[np.int64]
    odd: Mapping[int, Ballot] = field(default_factory=dict)
    sample: Mapping[int, Ballot] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many ballots."""
        return len(self.pile)


def chunk_of(ballots: Sequence[Ballot], rows: Sequence[int], form: Form, names: int) -> Chunk:
    """Pack ballots that were read one by one; some of them are the sample."""
    return Chunk(
        pile=pile_of(ballots, form, names),
        numbers=np.array([ballot.number for ballot in ballots], np.uint64),
        rows=np.array(rows, np.int64),
        odd={place: ballot for place, ballot in enumerate(ballots) if is_odd(ballot)},
        sample={place: ballots[place] for place in range(0, len(ballots), _SAMPLED)},
    )


def pile_of(ballots: Sequence[Ballot], form: Form, names: int) -> Pile:
    """Pack ballots as the committee reads them."""
    text = "".join(ballot.reading for ballot in ballots).encode("ascii")
    marks = np.frombuffer(text, np.uint8).reshape(len(ballots), names)
    codes = np.array([0 if ballot.ruling is None else _CODES[ballot.ruling] for ballot in ballots], np.uint8)
    return Pile(
        names=names,
        favour=pack(_any_of(marks, RawMark.KEPT, RawMark.AGREE, RawMark.BOTH)),
        against=pack(_any_of(marks, RawMark.DISAGREE, RawMark.BOTH)) if form is Form.AGREE_DISAGREE else None,
        ruled=codes if codes.any() else None,
    )


def is_odd(ballot: Ballot) -> bool:
    """Whether the bits of a ballot do not tell all that is on it."""
    return bool(ballot.mark_rulings) or RawMark.UNCLEAR in ballot.marks


def taken(pile: Pile, places: Any) -> Pile:  # noqa: ANN401 - whatever selects from an array
    """Some ballots of a pile: a slice of it, or places."""
    return Pile(
        names=pile.names,
        favour=pile.favour[:, places],
        against=None if pile.against is None else pile.against[:, places],
        ruled=None if pile.ruled is None else pile.ruled[places],
    )


def with_ballots(chunk: Chunk, form: Form, ballots: Mapping[int, Ballot]) -> Chunk:
    """The chunk with the ballots at some places replaced: the committee has ruled on them."""
    if not ballots:
        return chunk
    places = list(ballots)
    new = pile_of(list(ballots.values()), form, chunk.pile.names)
    favour = chunk.pile.favour.copy()
    favour[:, places] = new.favour
    against = None
    if chunk.pile.against is not None and new.against is not None:
        against = chunk.pile.against.copy()
        against[:, places] = new.against
    ruled = np.zeros(len(chunk), np.uint8) if chunk.pile.ruled is None else chunk.pile.ruled.copy()
    ruled[places] = 0 if new.ruled is None else new.ruled
    odd = {place: ballot for place, ballot in chunk.odd.items() if place not in ballots}
    odd |= {place: ballot for place, ballot in ballots.items() if is_odd(ballot)}
    return replace(
        chunk,
        pile=Pile(names=chunk.pile.names, favour=favour, against=against, ruled=ruled),
        odd=odd,
        sample=dict(chunk.sample) | {place: ballots[place] for place in chunk.sample if place in ballots},
    )


def ballots_at(chunk: Chunk, places: Iterable[int]) -> Iterator[Ballot]:
    """The ballots at some places, made of their bits."""
    at = list(places)
    texts = _letters(taken(chunk.pile, at))[:, : chunk.pile.names]
    codes = None if chunk.pile.ruled is None else chunk.pile.ruled[at]
    for place, number in enumerate(chunk.numbers[at].tolist()):
        odd = chunk.odd.get(at[place])
        ruling = RULED[codes[place] - 1] if codes is not None and codes[place] else None
        yield odd or Ballot(number, texts[place].tobytes().decode("ascii"), ruling)


def canonical_parts(chunk: Chunk) -> Iterator[bytes | memoryview]:
    """The lines of ``canonical.ballots_canonical``, of numbers that ascend, without a string a ballot.

    All lines of one width are one table of bytes; only ballots with rulings or unread marks are written by hand.
    """
    start = 0
    while start < len(chunk):
        digits = len(str(int(chunk.numbers[start])))
        end = int(np.searchsorted(chunk.numbers, np.uint64(10**digits))) if digits < len(str(2**64 - 1)) else len(chunk)
        end = min(end, start + _WRITTEN)
        yield from _lines_of_one_width(chunk, slice(start, end), digits)
        start = end


def _lines_of_one_width(chunk: Chunk, part: slice, digits: int) -> Iterator[bytes | memoryview]:
    names = chunk.pile.names
    numbers = chunk.numbers[part]
    lines = np.empty((len(numbers), digits + names + 3), np.uint8)
    lines[:, :digits] = _digits(numbers, digits)
    lines[:, digits] = lines[:, -2] = ord(",")
    letters = _letters(taken(chunk.pile, part))
    # One item a line: numpy then copies it at once instead of byte by byte.
    item = np.dtype(f"V{names}")
    source: NDArray[np.void] = np.ndarray((len(numbers),), item, letters, 0, letters.strides[:1])
    np.ndarray((len(numbers),), item, lines, digits + 1, lines.strides[:1])[:] = source
    lines[:, -1] = ord("\n")
    ruled = () if chunk.pile.ruled is None else np.flatnonzero(chunk.pile.ruled[part]).tolist()
    special = sorted({*ruled, *(place - part.start for place in chunk.odd if part.start <= place < part.stop)})
    done = 0
    for place in special:
        yield lines[done:place].data
        odd = chunk.odd.get(part.start + place)
        if odd is not None:
            yield ballots_canonical([odd], names)
        elif chunk.pile.ruled is not None:
            reason = RULED[chunk.pile.ruled[part.start + place] - 1]
            yield lines[place, :-1].tobytes() + reason.value.encode("ascii") + b"\n"
        done = place + 1
    yield lines[done:].data


def _digits(numbers: Numbers, digits: int) -> Bytes:
    """Decimal digits, four at a time from a table."""
    groups = -(-digits // 4)
    written = np.empty((len(numbers), groups), np.uint32)
    rest = numbers.astype(np.uint32) if len(numbers) and int(numbers[-1]) < 1 << 32 else numbers
    for group in reversed(range(groups)):
        higher = rest // rest.dtype.type(10_000)
        written[:, group] = _FOUR_DIGITS[rest - higher * rest.dtype.type(10_000)]
        rest = higher
    return written.view(np.uint8)[:, 4 * groups - digits :]


def _letters(pile: Pile) -> Bytes:
    """A letter for every bit, used or not: eight at once, since a mark is 0 or 1 and no byte borrows from the next."""
    favour = spread(pile.favour)
    marked = favour.reshape(-1).view(np.uint64)
    if pile.against is None:
        letters = marked
        letters *= _step(RawMark.STRUCK, RawMark.KEPT)
        np.subtract(_each(RawMark.STRUCK), letters, out=letters)
    else:
        opposed = spread(pile.against).reshape(-1).view(np.uint64)
        letters = _each(RawMark.NEITHER) - marked * _step(RawMark.NEITHER, RawMark.AGREE)
        letters -= opposed * _step(RawMark.NEITHER, RawMark.DISAGREE)
        # Both: what agree and disagree take away together is too much.
        too_much = ord(RawMark.NEITHER) - ord(RawMark.AGREE) - ord(RawMark.DISAGREE) + ord(RawMark.BOTH)
        letters += (marked & opposed) * np.uint64(too_much)
    return letters.view(np.uint8).reshape(favour.shape)


def _each(mark: RawMark) -> np.uint64:
    return np.uint64(ord(mark) * 0x0101010101010101)


def _step(high: RawMark, low: RawMark) -> np.uint64:
    return np.uint64(ord(high) - ord(low))


def _any_of(marks: Bytes, *which: RawMark) -> NDArray[np.bool_]:
    found = np.zeros(marks.shape, np.bool_)
    for mark in which:
        found |= marks == ord(mark)
    return found
