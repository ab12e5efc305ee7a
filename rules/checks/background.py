"""Checks of who is on a list (CP, cơ cấu): ethnic minorities, those who are new, those of science and technology.

36-CT/TW ngày 30/5/2014 gave numbers for the congresses of 2015; later directives were seen in part. A provision that
names no number shows the share and gives no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.check import Check, Subject
from rules.checks.comparison import compared
from rules.checks.shares import shares
from rules.checks.traits import MINORITY, NEW, SCIENCE
from rules.finding import Finding
from rules.phrase import phrase


def _minorities(subject: Subject) -> Iterator[Finding]:
    """CP06: people of ethnic minorities, and whether their share is below that of the outgoing committee."""
    yield from shares(CP06, subject, "composition.minorities", lambda _: MINORITY)
    yield from compared(CP06, subject, "composition.minorities_last_term", "minorities", lambda _: MINORITY)


def _renewal(subject: Subject) -> Iterator[Finding]:
    """CP07: who stands for the first time (đổi mới cấp ủy): all who are not re-elected, whatever post they held."""
    yield from shares(CP07, subject, "composition.renewal", lambda _: NEW)


def _science(subject: Subject) -> Iterator[Finding]:
    """CP08: people with qualifications in science and technology, as the list's own column says."""
    yield from shares(CP08, subject, "composition.science", lambda _: SCIENCE)


CP06 = Check(code="CP06", name="composition.minorities", title=phrase("tỷ lệ người dân tộc thiểu số"), run=_minorities)
CP07 = Check(code="CP07", name="composition.renewal", title=phrase("tỷ lệ đổi mới"), run=_renewal)
CP08 = Check(code="CP08", name="composition.science", title=phrase("tỷ lệ cán bộ khoa học, công nghệ"), run=_science)
