"""Draws from a seed that are the same on every machine and in every version of Python (SHA-256, no ``random``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class Draws:
    """A stream of numbers that depends on nothing but the seed and how many were drawn."""

    seed: str
    drawn: int = 0

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        self.drawn += 1
        return int.from_bytes(sha256(f"{self.seed}:{self.drawn}".encode()).digest(), "big") % limit

    def between(self, first: int, last: int) -> int:
        """A number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """The items in an order of chance."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
