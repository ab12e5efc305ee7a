"""``[attendance]`` of a congress or of one contest: summoned, present, and who leaves the base, reason by reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.model import Attendance, Kind, LocalProvision
from rules.phrase import phrase
from rules.text_file import shortened
from rules.toml_table import TomlTable

# The reasons the regulation allows, in its order (law: RULES 1.21, 1.22). A committee's meeting has none of its own
# (RULES 1.23, not seen): only a [[local]] provision with its source can give it one. Voters have none.
_REASONS = {
    Kind.MEMBERS: ("active_elsewhere", "exempt", "suspended", "absent_with_reason"),
    Kind.DELEGATES: ("convener_absent", "absent_no_alternate"),
    Kind.COMMITTEE: (),
    Kind.VOTERS: (),
}
_LOCAL_REASONS = "count.excluded"


def allowed_reasons(kind: Kind, local: Iterable[LocalProvision]) -> tuple[str, ...]:
    """The keys ``[attendance.excluded]`` may have for a kind of voters."""
    if kind is not Kind.COMMITTEE:
        return _REASONS[kind]
    given = (provision.values.get("reasons") for provision in local if provision.parameter == _LOCAL_REASONS)
    return tuple(str(reason) for reasons in given if isinstance(reasons, list) for reason in reasons)


def read_attendance(table: TomlTable, kind: Kind | None, local: Iterable[LocalProvision]) -> Attendance | None:
    """Read the table; None where a number is missing or wrong. Numbers that contradict each other are faults too.

    Without a kind, which is then a fault of its own, the reasons are not judged.
    """
    summoned = table.count("summoned", required=True)
    present = table.count("present", required=True)
    excluded = _read_excluded(table, kind, local)
    table.finish()
    if summoned is None or present is None:
        return None
    away, absent = sum(excluded.values()), summoned - present
    if absent < 0:
        table.faults.add(
            "attendance.present_over_summoned",
            phrase("có mặt {present} nhiều hơn được triệu tập {summoned}", present=present, summoned=summoned),
            phrase("đếm lại số có mặt và số được triệu tập; số có mặt không kể người không được triệu tập"),
            place=table.place("present"),
            seen=present,
        )
    elif away > absent:
        table.faults.add(
            "attendance.excluded_over_absent",
            phrase(
                "trừ {away} người, nhưng chỉ có {absent} người vắng mặt ({summoned} triệu tập, {present} có mặt)",
                away=away,
                absent=absent,
                summoned=summoned,
                present=present,
            ),
            phrase("chỉ trừ người vắng mặt; người có mặt thì vẫn tính"),
            place=table.place("excluded"),
            seen=away,
        )
    return Attendance(summoned=summoned, present=present, excluded=excluded)


def _read_excluded(table: TomlTable, kind: Kind | None, local: Iterable[LocalProvision]) -> Mapping[str, int]:
    excluded = table.table("excluded")
    if excluded is None:
        return {}
    counts = {reason: excluded.count(reason) for reason in excluded.keys}
    if kind is not None:
        allowed = allowed_reasons(kind, local)
        for reason in counts:
            if reason not in allowed:
                _refuse_reason(excluded, reason, kind, allowed)
    return {reason: count for reason, count in counts.items() if count is not None}


def _refuse_reason(table: TomlTable, reason: str, kind: Kind, allowed: tuple[str, ...]) -> None:
    if allowed:
        remedy = phrase("các lý do được trừ ở đây: {allowed}", allowed=tuple(map(shortened, allowed)))
    elif kind is Kind.COMMITTEE:
        remedy = phrase(
            'nếu có quy định cho trừ, thêm bảng [[local]] với parameter = "count.excluded", reasons = ["{reason}"] '
            "và source là văn bản quy định; nếu không thì xóa dòng này",
            reason=shortened(reason),
        )
    else:
        remedy = phrase("xóa dòng này; cử tri không được trừ vì lý do nào")
    table.faults.add(
        "attendance.reason_not_allowed",
        phrase("«{reason}» không phải là lý do được trừ ({kind})", reason=shortened(reason), kind=kind),
        remedy,
        place=table.place(reason),
        seen=shortened(reason),
    )
