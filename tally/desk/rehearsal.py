"""The test deck (bộ phiếu tập dượt): made-up papers on the real slate that try everything a clerk can meet.

Nothing is drawn at random: the same slate gives the same deck, and what it must count to is known before the first
paper is typed. Names that look alike, and codes of which one begins another (1 and 12), stand on papers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rules.model import Form
from rules.names import without_marks
from tally.model import RawMark

MOST_PAIRS = 4
_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckPaper:
    """One paper of the deck: its marks, and the ground of invalidity a person would see on it, empty if none."""

    marks: str
    ground: str = ""


def deck(form: Form, names: Sequence[str], seats: int, grounds: Sequence[str]) -> tuple[DeckPaper, ...]:
    """The papers of the deck, numbered by their place from 1."""
    papers = _strike_out(len(names), seats, names) if form is Form.STRIKE_OUT else _boxed(len(names), names)
    made = [DeckPaper(marks=marks) for marks in papers]
    plain = made[2].marks
    made.extend(DeckPaper(marks=plain, ground=ground) for ground in grounds[:1])
    return tuple(made)


def _strike_out(names: int, seats: int, people: Sequence[str]) -> Iterator[str]:
    surplus = max(names - seats, 1)

    def struck(against: Iterable[int], unclear: Iterable[int] = ()) -> str:
        return _marks(names, RawMark.KEPT, {RawMark.STRUCK: against, RawMark.UNCLEAR: unclear})

    yield struck(())  # nobody struck: as many kept as names
    yield RawMark.STRUCK.value * names  # everybody struck: votes for nobody
    yield struck(range(1, surplus + 1))  # the first, just valid
    yield struck(range(names - surplus + 1, names + 1))  # the last, just valid
    yield struck(range(1, surplus))  # one kept too many
    yield struck(range(1, min(surplus + 2, names + 1)))  # one kept too few, which is valid
    if names > _TEN + 1:
        yield struck((1, 2))
        yield struck((_TEN + 2,))
        yield struck(range(_TEN, names + 1))
    for pair in _look_alikes(people):
        yield from (struck((name,)) for name in pair)
    yield struck(range(2, min(surplus + 1, names) + 1), unclear=(1,))


def _boxed(names: int, people: Sequence[str]) -> Iterator[str]:
    def boxed(against: Iterable[int] = (), both: Iterable[int] = (), neither: Iterable[int] = ()) -> str:
        return _marks(names, RawMark.AGREE, {RawMark.DISAGREE: against, RawMark.BOTH: both, RawMark.NEITHER: neither})

    yield boxed()
    yield RawMark.DISAGREE.value * names
    yield boxed((1,))
    yield boxed((names,))
    yield boxed(both=(1,))
    yield boxed(neither=(names,))
    yield RawMark.NEITHER.value * names
    if names > 2:  # noqa: PLR2004 - three rows, each another mark
        yield boxed((1,), both=(2,), neither=(3,))
    if names > _TEN + 1:
        yield boxed((1, 2))
        yield boxed((_TEN + 2,))
        yield boxed(range(_TEN, names + 1))
    for pair in _look_alikes(people):
        yield from (boxed((name,)) for name in pair)
    yield _marks(names, RawMark.AGREE, {RawMark.UNCLEAR: (1,)})


def _marks(names: int, otherwise: RawMark, laid: dict[RawMark, Iterable[int]]) -> str:
    letters = [otherwise.value] * names
    for mark, places in laid.items():
        for place in places:
            letters[place - 1] = mark.value
    return "".join(letters)


def _look_alikes(people: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers whose names read alike in a hurry, a few."""
    seen: dict[str, int] = {}
    found = 0
    for number, name in enumerate(people, start=1):
        plain = without_marks(name)
        if plain in seen and found < MOST_PAIRS:
            found += 1
            yield seen[plain], number
        seen.setdefault(plain, number)
