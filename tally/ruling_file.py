"""Rulings on doubtful ballots (kết luận về phiếu nghi vấn) in a file of their own: a layer over unchanged marks.

Columns ``ballot,code,ruling,reason,in_favour,of``: with ``code`` empty the ruling is on the whole ballot, a ground
of invalidity or ``valid``; with one name's code it is on that mark. ``reason`` is the committee's words,
``in_favour`` of ``of`` members voted for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rules.errors import FaultList, Place
from rules.model import Contest, Form
from rules.phrase import Phrase, phrase
from rules.table_file import Row, Table, read_csv
from rules.text_file import shortened
from tally.codes import parse_whole, width_of
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark, Ruled

_COLUMNS = ("ballot", "code", "ruling", "reason", "in_favour", "of")
_VALID = "valid"
_MARKS = {
    Form.STRIKE_OUT: (RawMark.KEPT, RawMark.STRUCK),
    Form.AGREE_DISAGREE: (RawMark.AGREE, RawMark.DISAGREE, RawMark.BOTH, RawMark.NEITHER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One conclusion of the committee. ``name`` None: on the whole ballot, with ``ground`` None for valid."""

    row: int
    ballot: int
    name: int | None
    mark: RawMark | None
    ground: InvalidReason | None
    reason: str
    in_favour: int
    of: int


@dataclass(frozen=True, slots=True)
class RulingLayer:
    """All rulings of a file, in file order."""

    file: str
    rulings: tuple[Ruling, ...] = field(default=())

    @property
    def valid(self) -> frozenset[int]:
        """The ballots that the committee ruled to be valid."""
        return frozenset(each.ballot for each in self.rulings if each.name is None and each.ground is None)

    def lay_over(self, ballots: Mapping[int, Ballot], faults: FaultList) -> Mapping[int, Ballot]:
        """Lay the rulings over the ballots; rulings on unknown ballots, or twice on one thing, are faults."""
        own = FaultList(self.file)
        ruled = dict(ballots)
        for ruling in self.rulings:
            ballot = ruled.get(ruling.ballot)
            if ballot is None:
                own.add(
                    "rulings.unknown_ballot",
                    phrase("không có phiếu số {number} trong tệp phiếu", number=ruling.ballot),
                    phrase("xem lại số phiếu"),
                    place=Place(row=ruling.row, column="ballot"),
                    seen=ruling.ballot,
                )
            elif ballots[ruling.ballot].ruling is not None:
                own.add(
                    "rulings.twice",
                    phrase("phiếu số {number} đã có kết luận ở cột invalid của tệp phiếu", number=ruling.ballot),
                    phrase("giữ một nơi: cột invalid hoặc tệp kết luận"),
                    place=Place(row=ruling.row, column="ruling"),
                    seen=ruling.ballot,
                )
            else:
                ruled[ruling.ballot] = _lay(ballot, ruling)
        faults.faults.extend(own.faults)
        return ruled


def ruled_on(ballots: Collection[Ballot], layer: RulingLayer | None) -> Ruled:
    """How many of these ballots were ruled on; that one is valid only the layer says."""
    invalid = {ballot.number for ballot in ballots if ballot.ruling is not None}
    marks = {ballot.number for ballot in ballots if ballot.mark_rulings}
    valid = layer.valid if layer is not None else frozenset[int]()
    return Ruled(ballots=len(invalid | marks | valid), invalid=len(invalid), valid=len(valid), marks=len(marks))


def read_rulings(path: Path, shown: str, contest: Contest, grounds: Collection[str]) -> RulingLayer:
    """Read a rulings file; ``grounds`` are those of the regulation that people rule on. Raises ``InputError``."""
    table = read_csv(path, shown=shown)
    faults = FaultList(shown)
    _check_header(table, faults)
    faults.raise_if_any()
    places = {heading.casefold(): place for place, heading in enumerate(table.header.cells)}
    reader = _RowReader(contest, grounds, faults, places)
    rulings = [ruling for row in table.rows if (ruling := reader.read(row)) is not None]
    seen: set[tuple[int, int | None]] = set()
    for ruling in rulings:
        if (ruling.ballot, ruling.name) in seen:
            faults.add(
                "rulings.twice",
                phrase("hai kết luận về cùng một điểm của phiếu số {number}", number=ruling.ballot),
                phrase("giữ một kết luận"),
                place=Place(row=ruling.row),
                seen=ruling.ballot,
            )
        seen.add((ruling.ballot, ruling.name))
    faults.raise_if_any()
    return RulingLayer(shown, tuple(rulings))


def _lay(ballot: Ballot, ruling: Ruling) -> Ballot:
    if ruling.name is None or ruling.mark is None:
        return replace(ballot, ruling=ruling.ground)
    return replace(ballot, mark_rulings=(*ballot.mark_rulings, MarkRuling(ruling.name, ruling.mark)))


def _check_header(table: Table, faults: FaultList) -> None:
    headings = tuple(heading.casefold() for heading in table.header.cells)
    if set(headings) != set(_COLUMNS):
        faults.add(
            "rulings.wrong_header",
            phrase("dòng tiêu đề của tệp kết luận không đúng"),
            phrase("tiêu đề phải là: {columns}", columns=",".join(_COLUMNS)),
            place=Place(row=table.header.number),
            seen=",".join(table.header.cells),
        )


@dataclass(frozen=True, slots=True)
class _RowReader:
    contest: Contest
    grounds: Collection[str]
    faults: FaultList
    places: Mapping[str, int]

    def read(self, row: Row) -> Ruling | None:
        """One ruling, None if the row has a fault."""
        before = len(self.faults.faults)
        cells = {column: row.cells[self.places[column]] for column in _COLUMNS}
        ballot, in_favour, of = (self._whole(row, column, cells[column]) for column in ("ballot", "in_favour", "of"))
        name = self._name(row, cells["code"])
        mark = self._mark(row, cells["ruling"]) if cells["code"] else None
        ground = self._ground(row, cells["ruling"]) if not cells["code"] else None
        if not cells["reason"]:
            self._fault(row, "reason", "rulings.no_reason", "", phrase("ghi lý do kết luận của ban kiểm phiếu"))
        if in_favour > of:
            self._fault(
                row, "in_favour", "rulings.bad_vote", f"{in_favour}/{of}", phrase("số tán thành không quá số người")
            )
        if len(self.faults.faults) > before:
            return None
        return Ruling(
            row=row.number,
            ballot=ballot,
            name=name,
            mark=mark,
            ground=ground,
            reason=cells["reason"],
            in_favour=in_favour,
            of=of,
        )

    def _whole(self, row: Row, column: str, cell: str) -> int:
        number = parse_whole(cell)
        if number is None:
            self._fault(row, column, "rulings.bad_number", cell, phrase("ghi một số nguyên"))
        return number or 0

    def _name(self, row: Row, cell: str) -> int | None:
        names = len(self.contest.slate)
        if not cell:
            return None
        width = width_of(names)
        number = parse_whole(cell)
        if number is not None and len(cell) == width and 1 <= number <= names:
            return number
        remedy = phrase("ghi mã của một người trong danh sách: {first} đến {last}", first=f"{1:0{width}d}", last=names)
        self._fault(row, "code", "rulings.unknown_code", cell, remedy)
        return None

    def _mark(self, row: Row, cell: str) -> RawMark | None:
        allowed = {mark.name.lower(): mark for mark in _MARKS[self.contest.form]}
        if cell not in allowed:
            self._fault(row, "ruling", "rulings.unknown_ruling", cell, _one_of(tuple(allowed)))
        return allowed.get(cell)

    def _ground(self, row: Row, cell: str) -> InvalidReason | None:
        if cell in self.grounds:
            return InvalidReason(cell)
        if cell != _VALID:
            self._fault(row, "ruling", "rulings.unknown_ruling", cell, _one_of((_VALID, *self.grounds)))
        return None

    def _fault(self, row: Row, column: str, name: str, seen: str, remedy: Phrase) -> None:
        message = phrase("giá trị không dùng được trong tệp kết luận")
        self.faults.add(name, message, remedy, place=Place(row=row.number, column=column), seen=shortened(seen))


def _one_of(allowed: tuple[str, ...]) -> Phrase:
    return phrase("dùng một trong: {values}", values=allowed)
