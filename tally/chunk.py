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
from tally.words import RULED, Bytes, Pile, pack, unpack

CHUNK = 1 << 16
"""Ballots of one part: as many as fit the processor's own memory while they are counted."""

Numbers = NDArray[np.uint64]

_SAMPLED = 500
"""Of ballots that were read one by one, every so many-th is in the sample."""

_CODES = {reason: code for code, reason in enumerate(RULED, start=1)}
# By what is marked for (1) and against (2); a strike-out ballot has only the first two.
_LETTERS = {
    Form.STRIKE_OUT: np.frombuffer(b"sk", np.uint8),
    Form.AGREE_DISAGREE: np.frombuffer(b"nadb", np.uint8),
}
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


def ballots_at(chunk: Chunk, form: Form, places: Iterable[int]) -> Iterator[Ballot]:
    """The ballots at some places, made of their bits."""
    at = list(places)
    texts = _letters(taken(chunk.pile, at), form)
    codes = None if chunk.pile.ruled is None else chunk.pile.ruled[at]
    for place, number in enumerate(chunk.numbers[at].tolist()):
        odd = chunk.odd.get(at[place])
        ruling = RULED[codes[place] - 1] if codes is not None and codes[place] else None
        yield odd or Ballot(number, texts[place].tobytes().decode("ascii"), ruling)


def canonical_parts(chunk: Chunk, form: Form) -> Iterator[bytes | memoryview]:
    """The lines of ``canonical.ballots_canonical``, of numbers that ascend, without a string a ballot.

    All lines of one width are one table of bytes; only ballots with rulings or unread marks are written by hand.
    """
    letters = _letters(chunk.pile, form)
    start = 0
    while start < len(chunk):
        digits = len(str(int(chunk.numbers[start])))
        end = int(np.searchsorted(chunk.numbers, np.uint64(10**digits))) if digits < len(str(2**64 - 1)) else len(chunk)
        yield from _lines_of_one_width(chunk, letters, slice(start, end), digits)
        start = end


def _lines_of_one_width(chunk: Chunk, letters: Bytes, part: slice, digits: int) -> Iterator[bytes | memoryview]:
    names = chunk.pile.names
    numbers = chunk.numbers[part]
    lines = np.empty((len(numbers), digits + names + 3), np.uint8)
    lines[:, :digits] = _digits(numbers, digits)
    lines[:, digits] = lines[:, -2] = ord(",")
    lines[:, digits + 1 : -2] = letters[part]
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


def _letters(pile: Pile, form: Form) -> Bytes:
    marks = unpack(pile.favour, pile.names)
    if pile.against is not None:
        marks += unpack(pile.against, pile.names) << 1
    return _LETTERS[form][marks]


def _any_of(marks: Bytes, *which: RawMark) -> NDArray[np.bool_]:
    found = np.zeros(marks.shape, np.bool_)
    for mark in which:
        found |= marks == ord(mark)
    return found
