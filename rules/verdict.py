"""What a finding means to people (kết luận): kept, broken, to be asked, a target missed, or only noted."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from rules.finding import Finding, Force
from rules.labels import label_of
from rules.phrase import Phrase


class Verdict(StrEnum):
    """What a finding means to people: kept, broken, to be asked, a target missed, or only noted."""

    KEPT = "kept"
    BROKEN = "broken"
    ASKS = "asks"
    MISSED = "missed"
    NOTED = "noted"

    @property
    def sign(self) -> str:
        """A sign that is read without colour too."""
        return _SIGNS[self]

    @property
    def words(self) -> Phrase:
        """The same in words."""
        return label_of(self)


_SIGNS: Final = {
    Verdict.KEPT: "✓",
    Verdict.BROKEN: "✗",
    Verdict.ASKS: "?",
    Verdict.MISSED: "!",
    Verdict.NOTED: "·",
}
TO_DO: Final = (Verdict.BROKEN, Verdict.ASKS, Verdict.MISSED)
"""What somebody has to see to, the gravest first."""


def verdict_of(finding: Finding) -> Verdict:
    """What a finding means; only ``required`` refuses or asks."""
    if finding.passed:
        return Verdict.KEPT
    if finding.refuses:
        return Verdict.BROKEN
    if finding.asks:
        return Verdict.ASKS
    if finding.passed is False and finding.force is Force.TARGET:
        return Verdict.MISSED
    return Verdict.NOTED
