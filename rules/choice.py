"""What the law leaves open and the user chooses (``[choices]``), with defaults where nobody's election hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.percent import PercentRounding


class SurplusRounding(StrEnum):
    """Which whole number stands for 10-15 % when the band holds none (law: RULES 4.A; no official rule was found)."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


class QuotaOf(StrEnum):
    """What a share of the composition is measured on: the names on the list, or the seats."""

    LIST = "list"
    SEATS = "seats"


class AgeOn(StrEnum):
    """The day ages are counted on: the opening day, or the reference month of the level."""

    OPENS = "opens"
    REFERENCE_MONTH = "reference_month"


class AllDisagree(StrEnum):
    """A ballot of several names, agree/disagree, that agrees to nobody (law: RULES 1.13, not settled)."""

    VALID = "valid"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices in force. ``all_disagree`` has no default: a ballot that needs it stops the count (exit code 3)."""

    surplus_rounding: SurplusRounding = SurplusRounding.UP
    percent_rounding: PercentRounding = PercentRounding.HALF_UP
    quota_of: QuotaOf = QuotaOf.LIST
    age_on: AgeOn = AgeOn.OPENS
    women_retire_at_60: bool = False
    all_disagree: AllDisagree | None = None
