"""``[[step]]`` and ``[[support]]`` of congress.toml: how people came onto a list, step by step and at the congress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rules.errors import FaultList, InputError
from rules.model import Attendance, Contest, Office, Step, Support
from rules.named_file import NamedFile, find_file
from rules.names import spelling_key
from rules.phrase import phrase
from rules.step_sheet import SheetPerson, StepSheet, people_by_place, read_step_sheet, votes_by_place
from rules.text_file import shortened
from rules.toml_table import TomlTable, nearest


@dataclass(slots=True, kw_only=True)
class _Lists:
    """The contests a step can be of: every id, those without a fault, and what was read of sheets so far."""

    folder: Path
    ids: tuple[str, ...]
    contests: Mapping[str, Contest]
    sheets: dict[str, StepSheet | None] = field(default_factory=dict)
    people: dict[tuple[str, str], Mapping[int, SheetPerson]] = field(default_factory=dict)

    @property
    def only(self) -> str | None:
        """The one first vote on a committee, for which ``contest`` need not be written."""
        found = [
            each.id
            for each in self.contests.values()
            if each.office is Office.EXECUTIVE_COMMITTEE and each.after is None and each.vote.elects
        ]
        return found[0] if len(found) == 1 else None


def with_processes(
    step_tables: Sequence[TomlTable],
    support_tables: Sequence[TomlTable],
    ids: Sequence[str],
    contests: Sequence[Contest],
    folder: Path,
) -> tuple[Contest, ...]:
    """Give every contest its steps and its support; ``ids`` are those of all contests, faulty ones among them."""
    lists = _Lists(folder=folder, ids=tuple(ids), contests={contest.id: contest for contest in contests})
    steps: dict[str, dict[int, Step]] = {}
    for table in step_tables:
        contest_id, step = _read_step(table, lists)
        if (
            contest_id is not None
            and step is not None
            and steps.setdefault(contest_id, {}).setdefault(step.number, step) is not step
        ):
            table.faults.add(
                "step.twice",
                phrase("bước {step} của «{contest}» được ghi hai lần", step=step.number, contest=contest_id),
                phrase("giữ lại một bảng [[step]] cho mỗi bước"),
                place=table.place("step"),
                seen=step.number,
            )
    support: dict[str, list[Support]] = {}
    for table in support_tables:
        contest_id, given = _read_support(table, lists)
        if contest_id is not None and given is not None:
            support.setdefault(contest_id, []).append(given)
    return tuple(
        replace(
            contest,
            steps=tuple(step for _, step in sorted(steps.get(contest.id, {}).items())),
            support=tuple(support.get(contest.id, ())),
        )
        for contest in contests
    )


def _read_step(table: TomlTable, lists: _Lists) -> tuple[str | None, Step | None]:
    contest_id = _contest_id(table, lists)
    number = table.count("step", at_least=1, required=True)
    summoned = table.count("summoned", required=True)
    present = table.count("present", required=True)
    file = find_file(table, "votes", lists.folder)
    table.finish()
    if summoned is not None and present is not None and present > summoned:
        table.faults.add(
            "step.present_over_summoned",
            phrase("có mặt {present} nhiều hơn được triệu tập {summoned}", present=present, summoned=summoned),
            phrase("kiểm tra lại hai con số"),
            place=table.place("present"),
            seen=present,
        )
        return contest_id, None
    contest = lists.contests.get(contest_id or "")
    if number is None or summoned is None or present is None or file is None or contest is None:
        return contest_id, None
    sheet = _sheet(table, file, lists)
    if sheet is None:
        return contest_id, None
    faults = FaultList(file.shown)
    if (sheet.file, contest.id) not in lists.people:  # one sheet of all steps has its faults told once
        lists.people[sheet.file, contest.id] = people_by_place(sheet, contest.slate, faults)
    votes = votes_by_place(sheet, number, lists.people[sheet.file, contest.id], present, faults)
    table.faults.faults.extend(faults.faults)
    return contest_id, Step(number=number, summoned=summoned, present=present, votes=votes)


def _sheet(table: TomlTable, file: NamedFile, lists: _Lists) -> StepSheet | None:
    if file.shown not in lists.sheets:
        lists.sheets[file.shown] = None
        try:
            lists.sheets[file.shown] = read_step_sheet(file.path, shown=file.shown)
        except InputError as error:
            table.faults.extend(error)
    return lists.sheets[file.shown]


def _read_support(table: TomlTable, lists: _Lists) -> tuple[str | None, Support | None]:
    contest_id = _contest_id(table, lists)
    name = table.text("name", required=True)
    votes = table.count("votes", required=True)
    own_present = table.count("present")
    table.finish()
    contest = lists.contests.get(contest_id or "")
    if contest is None or name is None or votes is None:
        return contest_id, None
    present = _present(table, own_present, contest.attendance)
    place = _place(table, name, contest)
    if present is None or place is None:
        return contest_id, None
    if votes > present:
        table.faults.add(
            "support.votes_over_present",
            phrase("{votes} người ủng hộ, nhiều hơn {present} người có mặt", votes=votes, present=present),
            phrase("kiểm tra lại hai con số"),
            place=table.place("votes"),
            seen=votes,
        )
        return contest_id, None
    return contest_id, Support(place=place, votes=votes, present=present)


def _present(table: TomlTable, own: int | None, attendance: Attendance | None) -> int | None:
    """Those present when the opinion was asked; where it does not say, those present at the vote."""
    if own is not None:
        return own
    if attendance is None:
        table.faults.add(
            "support.present_missing",
            phrase("chưa biết có bao nhiêu người có mặt"),
            phrase("thêm present vào đây, hoặc thêm bảng [attendance]"),
            place=table.place("present"),
        )
        return None
    return attendance.present


def _place(table: TomlTable, name: str, contest: Contest) -> int | None:
    places = [
        place
        for place, person in enumerate(contest.slate.candidates, start=1)
        if spelling_key(person.name) == spelling_key(name)
    ]
    if len(places) == 1:
        return places[0]
    near = nearest(name, [person.name for person in contest.slate.candidates])
    table.faults.add(
        "support.person_unknown" if not places else "support.person_unclear",
        phrase("danh sách «{contest}» không có ai tên là {name}", contest=contest.id, name=shortened(name))
        if not places
        else phrase("danh sách «{contest}» có hai người tên là {name}", contest=contest.id, name=shortened(name)),
        phrase("có phải «{near}»?", near=near)
        if near and not places
        else phrase("ghi họ và tên đúng như trong danh sách, mỗi người một tên"),
        place=table.place("name"),
        seen=shortened(name),
    )
    return None


def _contest_id(table: TomlTable, lists: _Lists) -> str | None:
    """The contest it is of; a fault where it does not say and there is no single committee to elect.

    Where a contest has faults nobody knows yet whether it is that one: its own faults come first.
    """
    all_read = len(lists.contests) == len(lists.ids)
    given = table.text("contest", required="contest" in table.keys or (lists.only is None and all_read))
    contest_id = given or lists.only
    if given is not None and given not in lists.ids:
        near = nearest(given, lists.ids)
        table.faults.add(
            "step.contest_unknown",
            phrase("không có nội dung bầu nào có id là «{contest}»", contest=given),
            phrase("có phải «{near}»?", near=near)
            if near
            else phrase("ghi id của một nội dung bầu; các id đã ghi: {ids}", ids=lists.ids),
            place=table.place("contest"),
            seen=given,
        )
        return None
    return contest_id
