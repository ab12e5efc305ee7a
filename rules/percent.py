"""Printed shares (tỷ lệ phần trăm): made once, for print, by a named rounding; nothing is decided from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class PercentRounding(StrEnum):
    """How the third decimal is dropped; published Party figures use both (law: ADDITIONS 0.5)."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


@dataclass(frozen=True, slots=True)
class Percent:
    """A share with two decimals, kept as whole hundredths of a per cent (12,82 % is 1282)."""

    hundredths: int

    def __str__(self) -> str:
        """With a point, as JSON and English have it."""
        return f"{self.hundredths // 100}.{self.hundredths % 100:02d}"

    def vietnamese(self) -> str:
        """With a comma, as Vietnamese papers have it."""
        return str(self).replace(".", ",")


def percent(share: Fraction, rounding: PercentRounding) -> Percent:
    """Print a share: 8/53 is 15.09 either way; 400/2468 is 16.21 half up and 16.20 truncated.

    Half up is the reading of the National Election Council (22.566 % becomes 22.57 %).
    """
    if share < 0:
        raise ValueError(f"a share below zero: {share}")
    hundredths, whole = share.numerator * 10_000, share.denominator
    if rounding is PercentRounding.TRUNCATE:
        return Percent(hundredths // whole)
    return Percent((2 * hundredths + whole) // (2 * whole))
