"""One ``[[contest]]`` of congress.toml: its own keys, its slate, its ballots and its attendance."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from rules.attendance_table import read_attendance
from rules.column_map import ColumnMap
from rules.errors import FaultList, InputError
from rules.model import (
    Attendance,
    BallotSource,
    Cells,
    Contest,
    Form,
    Kind,
    LocalProvision,
    Office,
    Slate,
    Vote,
)
from rules.named_file import find_file
from rules.phrase import phrase
from rules.slate_file import read_slate
from rules.table_file import WORKBOOK_ENDINGS
from rules.toml_table import TomlTable

_ID = re.compile(r"[a-z0-9_-]+")


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """What a contest takes from the rest of the folder; ``by_hand`` are columns the user named.

    Slates are kept by name: two contests may share one. Of a workbook each may have its own sheet.
    """

    folder: Path
    kind: Kind | None
    has_attendance: bool
    attendance: Attendance | None
    local: tuple[LocalProvision, ...]
    by_hand: ColumnMap = field(default_factory=ColumnMap)
    slates: dict[str, Slate | None] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class ContestReading:
    """What one ``[[contest]]`` says, None where that is missing or wrong; ``table`` keeps the faults of its own."""

    table: TomlTable
    id: str | None
    office: Office | None
    kind: Kind | None
    seats: int | None
    size: int | None
    form: Form | None
    alternates: int | None
    after: str | None
    vote: Vote | None
    round: int | None
    slate: Slate | None
    attendance: Attendance | None
    ballots: BallotSource | None
    repeats: Vote | None = None

    def contest(self) -> Contest | None:
        """The contest, if nothing of its own is missing or wrong."""
        if (
            self.table.faults.faults
            or self.id is None
            or self.office is None
            or self.kind is None
            or self.seats is None
            or self.form is None
            or self.slate is None
        ):
            return None
        return Contest(
            id=self.id,
            office=self.office,
            kind=self.kind,
            seats=self.seats,
            form=self.form,
            slate=self.slate,
            size=self.size,
            alternates=self.alternates or 0,
            attendance=self.attendance,
            ballots=self.ballots,
            after=self.after,
            vote=self.vote or Vote.FIRST,
            repeats=self.repeats,
            round=self.round or 1,
        )


def read_contest(table: TomlTable, around: Surroundings) -> ContestReading:
    """Read one contest; what it says of other contests (``after``, ``vote``, ``round``) is judged by the links."""
    table = table.noting_in(FaultList(table.faults.file))
    name = _read_id(table)
    papers = table.table("ballots")
    reading = ContestReading(
        table=table,
        id=name,
        office=table.one_of("office", Office, required=True),
        kind=table.one_of("kind", Kind) if "kind" in table.keys else around.kind,
        seats=table.count("seats", at_least=1),
        size=table.count("size", at_least=1),
        form=table.one_of("form", Form, required=True),
        alternates=table.count("alternates"),
        after=table.text("after"),
        vote=table.one_of("vote", Vote),
        round=table.count("round", at_least=1),
        slate=_read_slate(table, around, name),
        attendance=None,
        ballots=None if papers is None else _read_ballots(papers, around.folder),
    )
    reading.seats = _seats(reading)
    reading.attendance = _read_attendance(reading, around)
    table.finish()
    if papers is not None:
        _check_issued(papers, reading)
    _check_form_and_alternates(reading)
    return reading


def _read_id(table: TomlTable) -> str | None:
    value = table.text("id", required=True)
    if value is None or _ID.fullmatch(value):
        return value
    table.faults.add(
        "contest.id",
        phrase("id «{seen}» chỉ được có chữ thường không dấu, chữ số, dấu - và dấu _", seen=value),
        phrase('đặt một tên ngắn, ví dụ id = "bch"'),
        place=table.place("id"),
        seen=value,
    )
    return None


def _seats(reading: ContestReading) -> int | None:
    """The number to elect; an opinion or introduction ballot with boxes may approve everybody on its list."""
    if "seats" in reading.table.keys:
        return reading.seats
    asks = reading.vote is not None and not reading.vote.elects
    if asks and reading.form is Form.AGREE_DISAGREE:
        return len(reading.slate) if reading.slate else None
    return reading.table.count("seats", at_least=1, required=True)


def _read_slate(table: TomlTable, around: Surroundings, name: str | None) -> Slate | None:
    file = find_file(table, "slate", around.folder)
    if file is None:
        return None
    contest = name if file.path.suffix.lower() in WORKBOOK_ENDINGS else None
    kept = f"{file.shown}#{contest}"
    if kept not in around.slates:
        around.slates[kept] = None
        try:
            around.slates[kept] = read_slate(
                file.path,
                shown=file.shown,
                contest=contest,
                by_hand=around.by_hand,
            )
        except InputError as error:
            table.faults.extend(error)
    return around.slates[kept]


def _read_ballots(ballots: TomlTable, folder: Path) -> BallotSource | None:
    file = find_file(ballots, "file", folder)
    issued = ballots.count("issued", required=True)
    returned = ballots.count("returned", required=True)
    cells = ballots.one_of("cells", Cells)
    spoilt = ballots.count("spoilt")
    not_returned = ballots.count("not_returned")
    rulings = find_file(ballots, "rulings", folder, required=False)
    ballots.finish()
    if file is None or issued is None or returned is None:
        return None
    if not_returned is not None and issued != returned + not_returned:
        ballots.faults.add(
            "ballots.papers_do_not_add_up",
            phrase(
                "phát ra {issued}, nhưng thu về {returned} và không thu về {not_returned} cộng lại là {sum}",
                issued=issued,
                returned=returned,
                not_returned=not_returned,
                sum=returned + not_returned,
            ),
            phrase("đếm lại số phiếu phát ra, thu về và không thu về"),
            place=ballots.place("not_returned"),
            seen=not_returned,
        )
    return BallotSource(
        file=file.shown,
        issued=issued,
        returned=returned,
        cells=cells,
        spoilt=spoilt,
        not_returned=not_returned,
        rulings=rulings.shown if rulings else None,
    )


def _read_attendance(reading: ContestReading, around: Surroundings) -> Attendance | None:
    """Its own, else the congress's; but never that of other voters: the base would be theirs."""
    table = reading.table
    if "attendance" in table.keys:
        own = table.table("attendance")
        return None if own is None else read_attendance(own, reading.kind, around.local)
    if reading.kind is None or around.kind is None:
        return None
    same_voters = reading.kind is around.kind
    if around.has_attendance and same_voters:
        return around.attendance
    if "ballots" in table.keys:
        table.faults.add(
            "contest.attendance_missing",
            phrase("có phiếu nhưng chưa có số được triệu tập và có mặt")
            if same_voters
            else phrase(
                "người bầu ở đây là {kind}, bảng [attendance] lại là của {other}",
                kind=reading.kind,
                other=around.kind,
            ),
            phrase("thêm bảng [attendance] với summoned và present, trước các bảng [[contest]]")
            if same_voters
            else phrase("thêm bảng [contest.attendance] với summoned và present ngay dưới nội dung bầu này"),
            place=table.place("attendance"),
        )
    return None


def _check_issued(papers: TomlTable, reading: ContestReading) -> None:
    if reading.ballots is None or reading.attendance is None:
        return
    issued, present = reading.ballots.issued, reading.attendance.present
    if issued > present:
        papers.faults.add(
            "ballots.issued_over_present",
            phrase("phát ra {issued} phiếu, nhưng chỉ có {present} người có mặt", issued=issued, present=present),
            phrase("đếm lại số có mặt và số phiếu phát ra; phiếu đổi vì hỏng ghi ở spoilt, không cộng vào phát ra"),
            place=papers.place("issued"),
            seen=issued,
        )


def _check_form_and_alternates(reading: ContestReading) -> None:
    table = reading.table
    if "alternates" in table.keys and reading.office not in {None, Office.DELEGATES}:
        table.faults.add(
            "contest.alternates",
            phrase("đại biểu dự khuyết chỉ có khi bầu đại biểu dự đại hội cấp trên"),
            phrase('xóa alternates, hoặc sửa office = "delegates"'),
            place=table.place("alternates"),
            seen=reading.alternates,
        )
    if reading.form is not Form.AGREE_DISAGREE or reading.slate is None or reading.seats is None:
        return
    names, wanted = len(reading.slate), reading.seats + (reading.alternates or 0)
    if names > wanted:
        table.faults.add(
            "contest.form_with_surplus",
            phrase(
                "phiếu đồng ý / không đồng ý là mẫu không có số dư, nhưng danh sách có {names} người để bầu {wanted}",
                names=names,
                wanted=wanted,
            ),
            phrase('danh sách có số dư thì ghi form = "strike_out"; nếu không thì xem lại seats và danh sách'),
            place=table.place("form"),
            seen=reading.form.value,
        )
