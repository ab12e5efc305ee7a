"""The congress folder: congress.toml and the slates it names, every fault of all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.attendance_table import read_attendance
from rules.choice import AgeOn, AllDisagree, Choices, QuotaOf, SurplusRounding
from rules.column_map import ColumnMap
from rules.contest_links import check_links
from rules.contest_table import ContestReading, Surroundings, read_contest
from rules.decision_table import read_decisions
from rules.errors import Fault, FaultList, InputError, shown_path
from rules.model import CONGRESS_FILE, Congress, Contest, Kind, Letterhead, Level, LocalProvision
from rules.percent import PercentRounding
from rules.phrase import phrase
from rules.toml_file import TomlFile, read_toml
from rules.toml_table import TomlTable

FORMAT = "kiemphieu-congress/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressReading:
    """What a folder holds. ``congress`` is None when a fault leaves no usable one.

    ``contests`` are those without a fault of their own, so that their ballots can still be read and the faults of
    every file reported together; the caller raises while ``faults`` remain.
    """

    congress: Congress | None
    contests: tuple[Contest, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """``[congress]``; None where a key is missing or wrong."""

    name: str | None
    body: str | None
    level: Level | None
    kind: Kind | None
    opens: date | None
    rules: str | None
    elects: bool


def read_congress(folder: Path, *, by_hand: ColumnMap | None = None, instead: Path | None = None) -> CongressReading:
    """Read a congress folder; never raises for what stands in it.

    ``by_hand`` are columns the user named; ``instead`` is a file read in place of congress.toml, to see what would be
    wrong with it before it is put there.
    """
    try:
        source = _open(folder) if instead is None else read_toml(instead, shown=CONGRESS_FILE)
    except InputError as error:
        return CongressReading(congress=None, contests=(), faults=error.faults)
    return _read(folder, source, by_hand or ColumnMap())


def _open(folder: Path) -> TomlFile:
    faults = FaultList(shown_path(folder))
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        faults.add(
            "congress.folder_missing",
            phrase("không có thư mục {folder}", folder=faults.file),
            phrase("kiểm tra lại đường dẫn; thư mục đại hội là thư mục chứa {file}", file=CONGRESS_FILE),
        )
    elif not (folder / CONGRESS_FILE).exists():
        faults = FaultList(CONGRESS_FILE)
        faults.add(
            "congress.file_missing",
            phrase("thư mục {folder} không có tệp {file}", folder=shown_path(folder), file=CONGRESS_FILE),
            phrase("tạo thư mục đại hội bằng lệnh kiemphieu new, hoặc kiểm tra lại đường dẫn"),
        )
    faults.raise_if_any()
    return read_toml(folder / CONGRESS_FILE, shown=CONGRESS_FILE)


def _read(folder: Path, source: TomlFile, by_hand: ColumnMap) -> CongressReading:
    faults = FaultList(CONGRESS_FILE)
    root = TomlTable(source, faults)
    right_format = _has_right_format(root)
    head = _read_head(root)
    heading = _read_heading(root)
    people = _read_people(root)
    previous_term = _read_previous_term(root)
    choices = _read_choices(root)
    local = tuple(provision for table in root.tables("local") if (provision := _read_local(table)) is not None)
    attendance = root.table("attendance")
    around = Surroundings(
        folder=folder,
        kind=head.kind,
        has_attendance="attendance" in root.keys,
        attendance=None if attendance is None else read_attendance(attendance, head.kind, local),
        local=local,
        by_hand=by_hand,
    )
    readings = [read_contest(table, around) for table in root.tables("contest")]
    check_links(readings)
    ids = [reading.id for reading in readings if reading.id is not None]
    decisions = read_decisions(root, ids)
    contests = tuple(each for reading in readings if (each := reading.contest()))
    steps, support = root.tables("step"), root.tables("support")
    if steps or support:  # few folders tell of them, and a count of the others starts sooner
        from rules.step_table import with_processes

        contests = with_processes(steps, support, ids, contests, folder)
    root.finish()
    if head.elects and "contest" not in root.keys:
        _refuse_no_contest(root)
    congress = None
    if right_format and head.name and head.body and head.level and head.kind and head.opens:
        congress = Congress(
            name=head.name,
            body=head.body,
            level=head.level,
            kind=head.kind,
            opens=head.opens,
            contests=contests,
            choices=choices,
            rules=head.rules,
            elects=head.elects,
            heading=heading,
            people=people,
            previous_term=previous_term,
            local=local,
            decisions=decisions,
        )
    return CongressReading(congress=congress, contests=contests, faults=_in_order(faults, readings))


def _in_order(faults: FaultList, readings: Sequence[ContestReading]) -> tuple[Fault, ...]:
    """Those of congress.toml from its top down, then the slates as the contests name them."""
    found = [*faults.faults, *(fault for reading in readings for fault in reading.table.faults.faults)]
    return tuple(sorted(found, key=lambda fault: (0, fault.place.row or 0) if fault.file == CONGRESS_FILE else (1, 0)))


def _has_right_format(root: TomlTable) -> bool:
    value = root.text("format", required=True)
    if value is not None and value != FORMAT:
        root.faults.add(
            "congress.format",
            phrase("không đọc được dạng «{seen}»", seen=value),
            phrase('chương trình này đọc format = "{format}"', format=FORMAT),
            place=root.place("format"),
            seen=value,
        )
    return value == FORMAT


def _read_head(root: TomlTable) -> _Head:
    table = root.table("congress", required=True)
    if table is None:
        return _Head(name=None, body=None, level=None, kind=None, opens=None, rules=None, elects=True)
    elects = table.flag("elects")
    head = _Head(
        name=table.text("name", required=True),
        body=table.text("body", required=True),
        level=table.one_of("level", Level, required=True),
        kind=table.one_of("kind", Kind, required=True),
        opens=table.day("opens", required=True),
        rules=table.text("rules"),
        elects=elects is not False,
    )
    table.finish()
    return head


def _read_heading(root: TomlTable) -> Mapping[str, str | int]:
    table = root.table("heading")
    if table is None:
        return {}
    values: dict[str, str | int | None] = {key: table.text(key) for key in ("upper_body", "place", "term")}
    # "Lần thứ XX" or 20: both are written.
    values["ordinal"] = table.count("ordinal", at_least=1) if table.is_whole("ordinal") else table.text("ordinal")
    values["letterhead"] = table.one_of("letterhead", Letterhead)
    table.finish()
    return {key: value for key, value in values.items() if value is not None}


def _read_people(root: TomlTable) -> Mapping[str, tuple[str, ...]]:
    table = root.table("people")
    if table is None:
        return {}
    values = {key: table.texts(key) for key in ("presidium", "counting_committee")}
    table.finish()
    return {key: names for key, names in values.items() if names is not None}


def _read_previous_term(root: TomlTable) -> Mapping[str, int]:
    table = root.table("previous_term")
    if table is None:
        return {}
    values = {key: table.count(key) for key in ("members", "size", "women", "youth", "minorities")}
    table.finish()
    known = {key: value for key, value in values.items() if value is not None}
    members = known.get("members")
    for key, value in known.items():
        if members is not None and key != "size" and value > members:
            table.faults.add(
                "congress.previous_term",
                phrase(
                    "{key} là {value}, nhiều hơn cả cấp ủy khóa trước ({members})",
                    key=key,
                    value=value,
                    members=members,
                ),
                phrase("xem lại số của cấp ủy khóa trước; ghi số người, không ghi phần trăm"),
                place=table.place(key),
                seen=value,
            )
    return known


def _read_choices(root: TomlTable) -> Choices:
    default = Choices()
    table = root.table("choices")
    if table is None:
        return default
    choices = Choices(
        surplus_rounding=table.one_of("surplus_rounding", SurplusRounding) or default.surplus_rounding,
        percent_rounding=table.one_of("percent_rounding", PercentRounding) or default.percent_rounding,
        quota_of=table.one_of("quota_of", QuotaOf) or default.quota_of,
        age_on=table.one_of("age_on", AgeOn) or default.age_on,
        women_retire_at_60=table.flag("women_retire_at_60") or default.women_retire_at_60,
        all_disagree=table.one_of("all_disagree", AllDisagree),
    )
    table.finish()
    return choices


def _read_local(table: TomlTable) -> LocalProvision | None:
    """What it says beside parameter and source is judged where provisions are (``regulation_file``)."""
    parameter = table.text("parameter", required=True)
    source = table.text("source", required=True)
    values = table.others()
    if parameter is None or source is None:
        return None
    return LocalProvision(parameter=parameter, values=values, source=source)


def _refuse_no_contest(root: TomlTable) -> None:
    root.faults.add(
        "congress.no_contest",
        phrase("chưa có nội dung bầu nào"),
        phrase("thêm bảng [[contest]] với id, office, seats, slate, form; đại hội không bầu thì ghi elects = false"),
        place=root.place("contest"),
    )
