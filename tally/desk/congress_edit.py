"""Editing congress.toml without losing a comment (sửa congress.toml): what the desk knows, where people look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from rules.errors import FaultList
from rules.model import CONGRESS_FILE, Attendance
from rules.phrase import phrase
from rules.whole_file import write_whole
from tally.desk.contest_acts import AccountEntered, CongressDecided

_MARK = "\ufeff"


def edit_congress(  # noqa: PLR0913 - one argument a thing that is written
    folder: Path,
    *,
    contest: str,
    ballots: Mapping[str, str | int],
    account: AccountEntered,
    attendance: Attendance | None,
    decisions: Sequence[CongressDecided],
) -> None:
    """Write a contest's ``ballots``, its attendance where it is not the congress's, and what the congress decided.

    ``attendance`` is what the folder gives the contest so far. Raises ``InputError`` if the file has no such contest
    as a ``[[contest]]`` table.
    """
    path = folder / CONGRESS_FILE
    text = path.read_bytes().decode("utf-8")
    document = tomlkit.parse(text.removeprefix(_MARK))
    contests = document.get("contest")
    at = next((at for at, each in enumerate(contests or ()) if each.get("id") == contest), None)
    if not isinstance(contests, AoT) or at is None:
        faults = FaultList(CONGRESS_FILE)
        faults.add(
            "desk.cannot_edit",
            phrase("không tìm thấy bảng [[contest]] của «{contest}»", contest=contest),
            phrase("viết nội dung bầu thành một bảng [[contest]] riêng"),
        )
        faults.raise_if_any()
        raise AssertionError  # the line above always ends here
    wanted = Attendance(summoned=account.summoned, present=account.present, excluded=dict(account.excluded))
    values: dict[str, Item] = {"ballots": _inline(ballots)}
    if wanted != attendance:
        values["attendance"] = _attendance(wanted)
    contests[at] = _with(contests[at], values)
    _add_decisions(document, decisions)
    made = _MARK * text.startswith(_MARK) + tomlkit.dumps(document)
    if "\r\n" in text:
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    if made != text:
        write_whole(path, made.encode("utf-8"))


def _with(table: Table, values: Mapping[str, Item]) -> Table:
    """The table with these keys: where they stood, or after its last key, before the remarks that follow."""
    body = [(key, item) for key, item in table.value.body if not (key and key.key in values and _is_table(item))]
    standing = {key.key for key, _ in body if key}
    last = max((at for at, (key, item) in enumerate(body) if key and not _is_table(item)), default=-1)
    made = tomlkit.table()
    for at, (key, item) in enumerate(body):
        made.value.append(key, _replaced(item, values[key.key]) if key and key.key in values else item)
        if at == last:
            for name, value in values.items():
                if name not in standing:
                    made.append(name, value)
    return made


def _replaced(before: Item, value: Item) -> Item:
    """The new value with the remark that stood behind the old one; the old one if it says the same."""
    if before.unwrap() == value.unwrap():
        return before
    value.trivia.comment_ws, value.trivia.comment = before.trivia.comment_ws, before.trivia.comment
    return value


def _is_table(item: Any) -> bool:  # noqa: ANN401 - whatever stands in a table
    return isinstance(item, Table | AoT)


def _inline(values: Mapping[str, str | int]) -> Item:
    table = tomlkit.inline_table()
    for name, value in values.items():
        table.append(name, value)
    return table


def _attendance(attendance: Attendance) -> Item:
    table = tomlkit.inline_table()
    table.append("summoned", attendance.summoned)
    table.append("present", attendance.present)
    if attendance.excluded:
        table.append("excluded", _inline(attendance.excluded))
    return table


def _add_decisions(document: tomlkit.TOMLDocument, decisions: Sequence[CongressDecided]) -> None:
    """The newest decision of a contest about one thing stands; one that stands already is left as it is."""
    newest = {(each.contest, each.about): each for each in decisions}
    if not newest:
        return
    standing = document.get("decision")
    made = standing if isinstance(standing, AoT) else tomlkit.aot()
    for each in newest.values():
        values = {
            "contest": each.contest,
            "about": each.about,
            "decision": each.decision,
            "by": each.decided_by,
            "text": each.text,
        }
        at = next(
            (at for at, old in enumerate(made) if (old["contest"], old["about"]) == (each.contest, each.about)), None
        )
        if at is not None and dict(made[at]) == values:
            continue
        table = tomlkit.table()
        for name, value in values.items():
            table.append(name, value)
        if at is None:
            made.append(table)
        else:
            made[at] = table
    if standing is None and len(made):
        document.append("decision", made)
