"""How long entering a pile takes (thời gian nhập phiếu), from its keys alone: the keystroke-level model.

Times of Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23(7), 1980, table 1: a key takes 0.28 s ("average non-secretary typist", 40 words a minute),
0.50 s ("typing random letters") or 0.75 s ("typing complex codes"); a mental preparation takes 1.35 s. A paper has two
preparations: turning it and finding its number, and looking for its marks. Nothing is added for talking or for rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

PREPARATION = 1350
"""Thousandths of a second of one mental preparation."""

PREPARATIONS = 2
"""Preparations a paper."""


class Typist(Enum):
    """Thousandths of a second a key: the quick of the table is an ordinary clerk typing prose, the slow one codes."""

    QUICK = 280
    MIDDLE = 500
    SLOW = 750


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who enters: so many typists at once, every paper so many times over."""

    clerks: int
    entries: int = 2


def minutes(keys: Iterable[int], typist: Typist, crew: Crew) -> Fraction:
    """Minutes for papers of so many keys each, shared evenly among the clerks."""
    papers = list(keys)
    once = sum(papers) * typist.value + len(papers) * PREPARATIONS * PREPARATION
    return Fraction(once * crew.entries, 60_000 * crew.clerks)
