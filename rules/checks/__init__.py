"""The checks, in the order of their codes: ``ALL`` is what ``kiemphieu check`` asks of every contest."""

from __future__ import annotations

from rules.check import Check
from rules.checks.background import CP06, CP07, CP08
from rules.checks.candidacy import EL07, EL08
from rules.checks.composition import CP01, CP02, CP03, CP04, CP05
from rules.checks.eligibility import EL03, EL04, EL05, EL06
from rules.checks.last_term import CP09, CP10
from rules.checks.listing import LS01, LS02, LS04, LS05
from rules.checks.local import LC01
from rules.checks.look_alike import LS03
from rules.checks.members import SZ01
from rules.checks.process import PR01, PR02
from rules.checks.service import EL01, EL02
from rules.checks.size import SZ02, SZ03, SZ04, SZ05

ALL: tuple[Check, ...] = (
    CP01,
    CP02,
    CP03,
    CP04,
    CP05,
    CP06,
    CP07,
    CP08,
    CP09,
    CP10,
    EL01,
    EL02,
    EL03,
    EL04,
    EL05,
    EL06,
    EL07,
    EL08,
    LC01,
    LS01,
    LS02,
    LS03,
    LS04,
    LS05,
    PR01,
    PR02,
    SZ01,
    SZ02,
    SZ03,
    SZ04,
    SZ05,
)
