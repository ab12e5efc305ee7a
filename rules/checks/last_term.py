"""Checks against the last term (CP): more women, and more of the young, than the outgoing committee had.

Reported as the practice of 2020 (Bắc Ninh, law: CASES 6), nowhere seen as a rule: where a pack has it, it is an aim and
unconfirmed; a body's own resolution gives it as ``[[local]]``.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.check import Check, Subject
from rules.checks.ages import age_trait, day_of
from rules.checks.comparison import compared
from rules.checks.traits import WOMAN
from rules.finding import Finding
from rules.phrase import phrase
from rules.regulation import Ages


def _women(subject: Subject) -> Iterator[Finding]:
    """CP09: the share of women against that of the outgoing committee."""
    yield from compared(CP09, subject, "composition.women_last_term", "women", lambda _: WOMAN)


def _youth(subject: Subject) -> Iterator[Finding]:
    """CP10: the share of the young, who are those the provision says; of the outgoing committee its own number."""
    day = day_of(subject)
    yield from compared(
        CP10,
        subject,
        "composition.youth_last_term",
        "youth",
        lambda provision: None if day is None else age_trait(day, provision.ages or Ages()),
    )


CP09 = Check(
    code="CP09",
    name="composition.women_last_term",
    title=phrase("tỷ lệ nữ so với nhiệm kỳ trước"),
    run=_women,
)
CP10 = Check(
    code="CP10",
    name="composition.youth_last_term",
    title=phrase("tỷ lệ cán bộ trẻ so với nhiệm kỳ trước"),
    run=_youth,
)
