"""Checks of the make-up of a list (CP, cơ cấu): women, the woman in the standing committee, the three age bands.

The directive of a term (35-CT/TW ngày 30/5/2019 for 2020-2025) says the shares; its words "phấn đấu" and "khoảng"
are the provision's force. What is left open, and chosen: whether a share is of the list or of the seats, and the
day ages are counted on.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.check import Check, Subject
from rules.checks.ages import age_trait, day_of
from rules.checks.groups import groups, provisions_for
from rules.checks.shares import Asked, share, shares
from rules.checks.traits import WOMAN
from rules.finding import Finding
from rules.model import Office
from rules.phrase import phrase
from rules.regulation import Ages


def _women(subject: Subject) -> Iterator[Finding]:
    """CP01: the share of women."""
    yield from shares(CP01, subject, "composition.women", lambda _: WOMAN)


def _women_standing(subject: Subject) -> Iterator[Finding]:
    """CP02: how many women are proposed for the standing committee; unknown until somebody is marked for it."""
    for people in groups(subject):
        if people.office is Office.STANDING_COMMITTEE:
            for provision in provisions_for(people, subject, "composition.women_standing"):
                yield share(Asked(check=CP02, subject=subject, people=people, provision=provision, trait=WOMAN))


def _youth(subject: Subject) -> Iterator[Finding]:
    """CP03: the share of the young (dưới 40 tuổi in 2020)."""
    yield from _age_shares(CP03, subject, "composition.youth")


def _middle(subject: Subject) -> Iterator[Finding]:
    """CP04: the share of the band in the middle (40 đến 50 tuổi in 2020)."""
    yield from _age_shares(CP04, subject, "composition.age_middle")


def _senior(subject: Subject) -> Iterator[Finding]:
    """CP05: the rest (trên 50 tuổi in 2020), for which the regulation may name no number."""
    yield from _age_shares(CP05, subject, "composition.age_senior")


CP01 = Check(code="CP01", name="composition.women", title=phrase("tỷ lệ nữ"), run=_women)
CP02 = Check(
    code="CP02",
    name="composition.women_standing",
    title=phrase("nữ trong ban thường vụ"),
    run=_women_standing,
)
CP03 = Check(code="CP03", name="composition.youth", title=phrase("tỷ lệ cán bộ trẻ"), run=_youth)
CP04 = Check(code="CP04", name="composition.age_middle", title=phrase("tỷ lệ độ tuổi giữa"), run=_middle)
CP05 = Check(code="CP05", name="composition.age_senior", title=phrase("tỷ lệ độ tuổi cao"), run=_senior)


def _age_shares(check: Check, subject: Subject, parameter: str) -> Iterator[Finding]:
    day = day_of(subject)
    yield from shares(
        check,
        subject,
        parameter,
        lambda provision: None if day is None else age_trait(day, provision.ages or Ages()),
    )
