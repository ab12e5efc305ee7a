"""From a provision's limit to whole people: which numbers pass, by how many, and how the limit is printed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rules.regulation import Amount, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The whole numbers of people a limit lets through, both ends included; None is an open end.

    ``low`` above ``high`` is a band without any whole number: 10-15 % of 11 people lies between 1 and 2.
    """

    low: int | None = None
    high: int | None = None

    @property
    def empty(self) -> bool:
        """Whether no whole number is inside."""
        return self.low is not None and self.high is not None and self.low > self.high

    def verdict(self, fewest: int, most: int) -> bool | None:
        """Whether every number from ``fewest`` to ``most`` is inside, or none is; None where it depends which."""
        below = self.low is not None and most < self.low
        above = self.high is not None and fewest > self.high
        if self.empty or below or above:
            return False
        inside = (self.low is None or fewest >= self.low) and (self.high is None or most <= self.high)
        return True if inside else None

    def margin(self, people: int) -> int | None:
        """How many people may be lost or added before the verdict turns; negative: how many are missing or too many.

        None where no number of people would turn it.
        """
        if self.empty:
            return None
        room = [people - self.low] if self.low is not None else []
        room += [self.high - people] if self.high is not None else []
        return min(room, default=None)


def band(limit: Limit, whole: int) -> Band:
    """Turn shares of ``whole``, or counts, into the whole numbers of people that satisfy all of them."""
    lows, highs = [], []
    if limit.at_least is not None:  # «từ … trở lên» = at least: up to the next person
        lows.append(_up(limit.at_least, whole))
    if limit.more_than is not None:  # «hơn», «quá» = strictly more: the person after
        lows.append(_down(limit.more_than, whole) + 1)
    if limit.at_most is not None:  # «không quá» = at most: down to the last whole person
        highs.append(_down(limit.at_most, whole))
    if limit.less_than is not None:  # «dưới» = strictly less: the person before
        highs.append(_up(limit.less_than, whole) - 1)
    return Band(low=max(lows, default=None), high=min(highs, default=None))


def exact(amount: Amount, whole: int) -> Fraction:
    """People, not yet whole: a share is taken of ``whole``, a count stays what it is."""
    return amount * whole if isinstance(amount, Fraction) else Fraction(amount)


def _down(amount: Amount, whole: int) -> int:
    """The whole person at or below: in whole numbers, which is exact too, and is asked of every list and provision."""
    return amount.numerator * whole // amount.denominator if isinstance(amount, Fraction) else amount


def _up(amount: Amount, whole: int) -> int:
    """The whole person at or above."""
    return -(-amount.numerator * whole // amount.denominator) if isinstance(amount, Fraction) else amount


def is_share(limit: Limit) -> bool:
    """Whether it bounds a share, not a number of people."""
    amounts = (limit.at_least, limit.at_most, limit.more_than, limit.less_than)
    return any(isinstance(amount, Fraction) for amount in amounts)


def limit_text(limit: Limit) -> str:
    """``10%..15%``, ``15%..``, ``..30%``, ``1..``; strict bounds carry their sign and need no dots alone: ``>0``.

    Both ends at one amount are that amount: ``5%``.
    """
    low = "" if limit.at_least is None else _amount_text(limit.at_least)
    low = low if limit.more_than is None else f">{_amount_text(limit.more_than)}"
    high = "" if limit.at_most is None else _amount_text(limit.at_most)
    high = high if limit.less_than is None else f"<{_amount_text(limit.less_than)}"
    if low and low == high:
        return low
    if not (low and high) and (low or high).startswith((">", "<")):
        return low or high
    return f"{low}..{high}"


def _amount_text(amount: Amount) -> str:
    """``10%``, ``12.5%``; a share no decimal can write stays a fraction, ``1/3``; a count is a number."""
    if not isinstance(amount, Fraction):
        return str(amount)
    hundredths, rest = divmod(amount.numerator * 10_000, amount.denominator)
    if rest:
        return str(amount)
    percents, rest = divmod(hundredths, 100)
    return f"{percents}%" if rest == 0 else f"{percents}.{rest:02d}".rstrip("0") + "%"
