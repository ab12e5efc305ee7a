"""Who works at the desk, in which phases, and how far blind each is: the words everything else is said in."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody joined as (vai trò); the code he joined with says it, never he himself."""

    CHAIR = "chair"  # trưởng ban
    CLERK = "clerk"  # người nhập
    OBSERVER = "observer"  # hội trường
    TECHNICIAN = "technician"  # kỹ thuật


class Phase(StrEnum):
    """Where a contest stands (giai đoạn), in this order; ``missing`` says what is lacking before the next."""

    PREPARE = "prepare"  # chuẩn bị
    REHEARSE = "rehearse"  # tập dượt
    ZERO = "zero"  # biên bản số không
    COUNT = "count"  # nhập phiếu
    RECONCILE = "reconcile"  # đối chiếu
    DECIDE = "decide"  # kết luận
    SIGN = "sign"  # ký biên bản
    SEALED = "sealed"  # niêm phong


PHASES = tuple(Phase)

EVERY_PHASE = frozenset(Phase)


def next_phase(phase: Phase) -> Phase | None:
    """The phase after this one; None after the last."""
    at = PHASES.index(phase) + 1
    return PHASES[at] if at < len(PHASES) else None


def phase_before(phase: Phase) -> Phase | None:
    """The phase before this one; None before the first."""
    at = PHASES.index(phase)
    return PHASES[at - 1] if at else None
