"""``[[decision]]``: what the congress decided where the provision leaves it to people (quyết định của đại hội)."""

from __future__ import annotations

from collections.abc import Sequence

from rules.model import DECISIONS, FILL_IN, About, Decision
from rules.phrase import phrase
from rules.toml_table import TomlTable, nearest


def read_decisions(root: TomlTable, ids: Sequence[str]) -> tuple[Decision, ...]:
    """Read every decision; ``ids`` are those of all contests. A contest has one decision about one thing."""
    decisions: dict[tuple[str, About], Decision] = {}
    for table in root.tables("decision"):
        decision = _read_decision(table, ids)
        if decision is None:
            continue
        if decisions.setdefault((decision.contest, decision.about), decision) is not decision:
            table.faults.add(
                "decision.twice",
                phrase("đã có quyết định về {about} của «{contest}»", about=decision.about, contest=decision.contest),
                phrase("giữ lại một bảng [[decision]]"),
                place=table.place(),
                seen=decision.decision,
            )
    return tuple(decisions.values())


def _read_decision(table: TomlTable, ids: Sequence[str]) -> Decision | None:
    contest = table.text("contest", required=True)
    about = table.one_of("about", About, required=True)
    decision = table.text("decision", required=True)
    by = table.text("by", required=True)
    text = table.text("text", required=True)
    table.finish()
    for key, value in (("by", by), ("text", text)):
        if value == FILL_IN:
            table.faults.add(
                "decision.not_filled_in",
                phrase("khóa {key} của quyết định chưa điền", key=key),
                phrase("thay dấu … bằng người quyết định (by) và nguyên văn quyết định (text)"),
                place=table.place(key),
                seen=value,
            )
    if contest is not None and contest not in ids:
        near = nearest(contest, ids)
        table.faults.add(
            "decision.contest_unknown",
            phrase("không có nội dung bầu nào có id là «{contest}»", contest=contest),
            phrase("có phải «{near}»?", near=near)
            if near
            else phrase("ghi id của một nội dung bầu; các id đã ghi: {ids}", ids=tuple(ids)),
            place=table.place("contest"),
            seen=contest,
        )
        return None
    if about is not None and decision is not None and decision not in DECISIONS[about]:
        table.faults.add(
            "decision.does_not_match",
            phrase("quyết định «{decision}» không phải là về {about}", decision=decision, about=about),
            phrase(
                'với about = "{about}", ghi decision = "{expected}"', about=about.value, expected=DECISIONS[about][0]
            ),
            place=table.place("decision"),
            seen=decision,
        )
        return None
    if contest is None or about is None or decision is None or by is None or text is None:
        return None
    return Decision(contest=contest, about=about, decision=decision, by=by, text=text)
