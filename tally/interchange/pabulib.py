"""Approval ballots as Pabulib keeps them (``.pb``): sections META, PROJECTS and VOTES of cells divided by semicolons.

Only who is approved of is read: what a file says of voters (age, sex, place) is passed over and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.phrase import Phrase, phrase
from rules.table_file import Row
from rules.text_file import decoded, shortened
from tally.codes import parse_whole
from tally.interchange.deck import DeckContest, Record, Selection
from tally.interchange.text_rows import TextLines, csv_rows
from tally.model import RawMark
from tally.streamed import TOLD, told

PROJECTS_LIMIT = 20_000
_META, _PROJECTS, _VOTES = "META", "PROJECTS", "VOTES"
_READ = frozenset({"description", "max_length", "num_projects", "num_votes", "vote_type"})
_CONTEST = "1"


class PabulibDeck:
    """The file as ``deck.Deck`` asks for it: one contest, up to ``max_length`` projects a voter, else all."""

    kind = "pabulib"

    def __init__(self, path: Path, shown: str) -> None:
        """Read META and PROJECTS. Raises ``InputError`` with all that is wrong with them."""
        self.file = shown
        self._path = path
        self._lines: TextLines | None = None
        faults, text = FaultList(shown), FaultList(shown)
        said: dict[str, str] = {}
        projects: dict[str, str] = {}
        columns: Mapping[str, int] = {}
        _check_kind(path, shown)
        for section, row in _sections(TextLines(path, text)):
            if section == _META and len(row.cells) > 1:
                _note(row, said, faults)
            elif section == _PROJECTS and not columns:
                columns = _columns(row, "project_id", faults)
            elif section == _PROJECTS:
                self._project(row, columns, projects, faults)
            elif section == _VOTES:
                break
            if len(faults.faults) > TOLD or len(projects) > PROJECTS_LIMIT:
                break
        text.raise_if_any()
        self._voters = parse_whole(said.get("num_votes", ""))
        if said.get("vote_type") != "approval":
            message = phrase("tệp không phải là phiếu tán thành (vote_type phải là approval)")
            _refuse("pabulib.not_approval", None, said.get("vote_type", ""), message, faults)
        allowed = _allowed(said, faults)
        if not projects or len(projects) > PROJECTS_LIMIT or parse_whole(said.get("num_projects", "")) != len(projects):
            message = phrase("số dự án không đúng num_projects, hoặc không có dự án nào")
            _refuse("pabulib.projects", None, said.get("num_projects", ""), message, faults)
        if faults.faults:
            raise InputError(told(faults.faults, shown))
        self._places = {project: at for at, project in enumerate(projects)}
        selections = tuple(Selection(id=project, name=name or project) for project, name in projects.items())
        name = said.get("description") or shown
        self.contests: Sequence[DeckContest] = (
            DeckContest(id=_CONTEST, name=name, votes_allowed=allowed or len(projects), selections=selections),
        )

    @property
    def position(self) -> int:
        """How many bytes of it ``records`` has read."""
        return self._lines.position if self._lines else 0

    def records(self) -> Iterator[Record]:
        """Its records; raises ``InputError`` at the end if there were faults."""
        faults = FaultList(self.file)
        self._lines = TextLines(self._path, faults)
        columns: Mapping[str, int] = {}
        place = 0
        for section, row in _sections(self._lines):
            if section != _VOTES:
                continue
            if not columns:
                columns = _columns(row, "vote", faults)
                if not columns:
                    break
                continue
            place += 1
            marks = self._marks(row, columns["vote"], faults)
            if marks is not None and not faults.faults:
                yield Record(place=place, marks={_CONTEST: marks})
            if len(faults.faults) > TOLD:
                break
        if not faults.faults and place != self._voters:
            message = phrase("tệp nói có {said} phiếu, mục VOTES có {found}", said=self._voters or 0, found=place)
            _refuse("pabulib.voters", None, str(self._voters), message, faults)
        if faults.faults:
            raise InputError(told(faults.faults, self.file))

    @staticmethod
    def _project(row: Row, columns: Mapping[str, int], projects: dict[str, str], faults: FaultList) -> None:
        if not columns:
            return
        at, named = columns["project_id"], columns.get("name")
        project = row.cells[at] if at < len(row.cells) else ""
        if not project or project in projects:
            message = phrase("mã dự án bị thiếu hoặc trùng")
            _refuse("pabulib.project_id", row, project, message, faults)
            return
        projects[project] = row.cells[named] if named is not None and named < len(row.cells) else ""

    def _marks(self, row: Row, column: int, faults: FaultList) -> str | None:
        said = row.cells[column] if column < len(row.cells) else None
        listed = [] if not said else [each.strip() for each in said.split(",")]
        if said is None or len(set(listed)) < len(listed) or not self._places.keys() >= set(listed):
            message = phrase("lá phiếu thiếu ô vote, nêu một dự án hai lần, hoặc nêu dự án không có trong tệp")
            _refuse("pabulib.bad_vote", row, said or "", message, faults)
            return None
        marks = [RawMark.STRUCK] * len(self._places)
        for project in listed:
            marks[self._places[project]] = RawMark.KEPT
        return "".join(marks)


def _check_kind(path: Path, shown: str) -> None:
    """Raise ``InputError`` with one fault where a file is empty, no text, or does not begin with a section."""
    text = FaultList(shown)
    first = next((row for row in csv_rows(TextLines(path, text), ";") if not row.blank), None)
    if first is not None and not _section(first):
        message = phrase("tệp không phải là phiếu Pabulib: dòng đầu phải là {section}", section=_META)
        _refuse("pabulib.not_pabulib", first, ";".join(first.cells), message, text)
    elif first is None and not text.faults:
        decoded(b"", text)
    text.raise_if_any()


def _note(row: Row, said: dict[str, str], faults: FaultList) -> None:
    """Keep what a row of META says; a second one that says otherwise is a fault: nobody knows which is right."""
    key, value = row.cells[:2]
    before = said.setdefault(key, value)
    if before != value and key in _READ:
        message = phrase("«{key}» đứng hai lần ở đầu tệp, lần trước là «{value}»", key=key, value=shortened(before))
        _refuse("pabulib.repeated_key", row, value, message, faults)


def _allowed(said: Mapping[str, str], faults: FaultList) -> int | None:
    """How many projects a voter may approve, None for all: the file sets no limit."""
    most = said.get("max_length", "")
    allowed = parse_whole(most)
    if most and not allowed:
        message = phrase("max_length phải là số nguyên từ 1 trở lên")
        _refuse("pabulib.max_length", None, most, message, faults)
    return allowed


def _sections(lines: TextLines) -> Iterator[tuple[str, Row]]:
    """Every row that is not blank, with the section it stands in; the lines that name sections are left out."""
    section = ""
    for row in csv_rows(lines, ";"):
        if row.blank:
            continue
        opened = _section(row)
        if opened:
            section = opened
        else:
            yield section, row


def _section(row: Row) -> str:
    """The section a row opens; "" for a row within one."""
    head = row.cells[0].upper()
    return head if head in {_META, _PROJECTS, _VOTES} and not any(row.cells[1:]) else ""


def _columns(row: Row, needed: str, faults: FaultList) -> Mapping[str, int]:
    headings = [heading.casefold() for heading in row.cells]
    if headings.count(needed) == 1:
        return {heading: at for at, heading in enumerate(headings)}
    message = (
        phrase("có hai cột «{column}»", column=needed)
        if needed in headings
        else phrase("thiếu cột «{column}»", column=needed)
    )
    _refuse("pabulib.column", row, ";".join(row.cells), message, faults)
    return {}


def _refuse(name: str, row: Row | None, seen: str, message: Phrase, faults: FaultList) -> None:
    remedy = phrase("xem lại tệp ở nơi đã lấy nó về")
    faults.add(name, message, remedy, place=Place(row=row.number if row else None), seen=shortened(seen))
