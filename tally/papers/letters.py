"""Which letters our fonts can print: a name with any other would stand on paper with a hole in it."""

from __future__ import annotations

from typing import Final

_RANGES: Final = (
    (0x20, 0x7E),  # Latin
    (0xA0, 0x24F),  # accents, Vietnamese among them, and those of Ê-đê, Ba-na, Gia-rai
    (0x300, 0x36F),  # marks that stand on letters which have no form with them (ê̆)
    (0x1E00, 0x1E9B),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),  # Vietnamese with two marks
)
_OTHERS: Final = frozenset("–—‘’“”…")
_UNSEEN: Final = frozenset("\u00ad\u034f")
"""A soft hyphen and a joiner: they lie in the ranges, and nobody sees them."""


def unprintable(text: str) -> tuple[str, ...]:
    """Every character of a text that our fonts have no letter for, once each, in order."""
    return tuple(dict.fromkeys(char for char in text if not _printable(char)))


def _printable(char: str) -> bool:
    if char in _UNSEEN:
        return False
    return char in _OTHERS or any(first <= ord(char) <= last for first, last in _RANGES)
