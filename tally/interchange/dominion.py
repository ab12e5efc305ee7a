"""Cast vote records as Dominion's program exports them in CSV: four rows of headings, then one row a record.

Row 1 names the election; row 2 has over every column of a selection its contest, ``Name (Vote For=2)``; row 3 the
selection; row 4 the columns before them (``CvrNumber`` …) and parties. A 1 is a vote, a 0 none; where a contest is not
on the paper its cells are empty. Votes for more than are allowed stand in the file, and are judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
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

NUMBER = "CvrNumber"
COLUMNS_LIMIT = 20_000
"""Columns of one file: the largest county seen has under 3,000."""

_HEADINGS = 4
_TITLE = re.compile(r"(?P<name>.*\S)\s*\(\s*Vote For\s*=\s*(?P<allowed>[0-9]{1,4})\s*\)", re.IGNORECASE)
_WRITE_IN = re.compile(r"write[- ]?in\b.*", re.IGNORECASE)
_MARKS = {"1": RawMark.KEPT, "0": RawMark.STRUCK}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The columns of one contest."""

    contest: DeckContest
    first: int
    end: int


class DominionDeck:
    """The file as ``deck.Deck`` asks for it."""

    kind = "dominion"

    def __init__(self, path: Path, shown: str) -> None:
        """Read the headings. Raises ``InputError`` with all that is wrong with them, or where it is no such file."""
        self.file = shown
        self._path = path
        self._lines: TextLines | None = None
        faults = FaultList(shown)
        reading = csv_rows(TextLines(path, faults), ",")
        rows = list(islice(reading, _HEADINGS))
        if not faults.faults and all(row.blank for row in chain(rows, reading)):
            decoded(b"", faults)
        faults.raise_if_any()
        if len(rows) < _HEADINGS or rows[-1].cells[:1] != (NUMBER,):
            raise _not_dominion(shown, rows)
        self._width = _width(rows[1])
        self._blocks = _blocks(rows, faults)
        if faults.faults:
            raise InputError(told(faults.faults, shown))

    @property
    def contests(self) -> Sequence[DeckContest]:
        """Its contests, in its order."""
        return tuple(block.contest for block in self._blocks)

    @property
    def position(self) -> int:
        """How many bytes of it ``records`` has read."""
        return self._lines.position if self._lines else 0

    def records(self) -> Iterator[Record]:
        """Its records; raises ``InputError`` at the end, or after enough faults, if there were any."""
        faults = FaultList(self.file)
        self._lines = TextLines(self._path, faults)
        numbers: set[int | None] = set()
        for place, row in enumerate(islice(csv_rows(self._lines, ","), _HEADINGS, None), start=1):
            record = None if row.blank else self._record(place, row, faults)
            if record is not None and record.number in numbers:
                message = phrase("bản ghi số {number} đã có ở một dòng trước", number=str(record.number))
                _refuse(
                    "dominion.repeated_record", Place(row=row.number, column=NUMBER), record.number, message, faults
                )
            elif record is not None:
                numbers.add(record.number)
                if not faults.faults:
                    yield record
            if len(faults.faults) > TOLD:
                break
        if not numbers and not faults.faults:
            message = phrase("dưới các dòng tiêu đề không có bản ghi nào: tệp bị cắt ngang, hoặc chưa có phiếu")
            _refuse("dominion.no_records", Place(row=_HEADINGS), "", message, faults)
        if faults.faults:
            raise InputError(told(faults.faults, self.file))

    def _record(self, place: int, row: Row, faults: FaultList) -> Record | None:
        number = parse_whole(row.cells[0].strip('="'))  # some exports write ="12", so that Excel keeps it as text
        if number is None:
            message = phrase("dòng này không phải là một bản ghi: cột đầu phải là số")
            _refuse("dominion.no_record", Place(row=row.number, column=NUMBER), row.cells[0], message, faults)
            return None
        if len(row.cells) < self._width or any(row.cells[self._width :]):
            message = phrase(
                "dòng {row} có {cells} ô, dòng tên nội dung bầu có {width}",
                row=row.number,
                cells=len(row.cells),
                width=self._width,
            )
            _refuse("dominion.row_width", Place(row=row.number), len(row.cells), message, faults)
            return None
        found = {}
        for block in self._blocks:
            cells = row.cells[block.first : block.end]
            if not any(cells):
                continue  # this contest is not on this paper
            marks = [_MARKS.get(cell) for cell in cells]
            if None in marks:
                at = marks.index(None)
                column = shortened(f"{block.contest.name}: {block.contest.selections[at].name}")
                message = phrase("ô phải là 1 hoặc 0, hoặc mọi ô của nội dung bầu đều trống")
                _refuse("dominion.bad_cell", Place(row=row.number, column=column), cells[at], message, faults)
                continue
            found[block.contest.id] = "".join(filter(None, marks))
        return Record(place=place, number=number, marks=found)


def _width(titles: Row) -> int:
    """Columns up to the last that has a contest over it: some exports end every line with empty cells."""
    return max((at for at, title in enumerate(titles.cells, start=1) if title), default=0)


def _blocks(rows: Sequence[Row], faults: FaultList) -> tuple[_Block, ...]:
    """The contests over their columns; the columns before the first are the record's own."""
    width = _width(rows[1])
    titles, names = rows[1].cells[:width], [*rows[2].cells[:width], *[""] * (width - len(rows[2].cells))]
    if width > COLUMNS_LIMIT:
        message = phrase("tệp có quá {limit} cột", limit=COLUMNS_LIMIT)
        _refuse("dominion.too_many_columns", Place(row=rows[1].number), width, message, faults)
        return ()
    start = next((at for at, title in enumerate(titles) if title), len(titles))
    found: list[_Block] = []
    seen: set[str] = set()
    at = start
    for title, columns in groupby(titles[start:]):
        size = len(list(columns))
        block = _block(rows, title, at, names[at : at + size], faults)
        if title in seen:
            message = phrase("nội dung bầu này đứng ở hai nhóm cột rời nhau")
            _refuse("dominion.repeated_contest", Place(row=rows[1].number), title, message, faults)
        seen.add(title)
        at += size
        if block is not None:
            found.append(block)
    if not found and not faults.faults:
        message = phrase("dòng 2 không có tên nội dung bầu nào")
        _refuse("dominion.no_contest", Place(row=rows[1].number), "", message, faults)
    return tuple(found)


def _block(rows: Sequence[Row], title: str, first: int, names: Sequence[str], faults: FaultList) -> _Block | None:
    said = _TITLE.fullmatch(title)
    allowed = int(said["allowed"]) if said else 0
    if said is None or allowed < 1:
        message = phrase("tiêu đề nội dung bầu phải kết thúc bằng (Vote For=N), N từ 1 trở lên")
        _refuse("dominion.no_vote_for", Place(row=rows[1].number), title, message, faults)
        return None
    if not all(names):
        message = phrase("dòng 3 thiếu tên một lựa chọn của nội dung bầu này")
        _refuse("dominion.no_name", Place(row=rows[2].number, column=shortened(title)), "", message, faults)
        return None
    if len(set(names)) < len(names):
        twice = next(name for name, number in Counter(names).items() if number > 1)
        message = phrase("một lựa chọn đứng hai lần trong nội dung bầu này")
        _refuse("dominion.repeated_name", Place(row=rows[2].number, column=shortened(title)), twice, message, faults)
        return None
    selections = tuple(
        Selection(id=str(at), name=name, write_in=_WRITE_IN.fullmatch(name) is not None)
        for at, name in enumerate(names, start=1)
    )
    contest = DeckContest(id=title, name=said["name"], votes_allowed=allowed, selections=selections)
    return _Block(contest=contest, first=first, end=first + len(names))


def _not_dominion(shown: str, rows: Sequence[Row]) -> InputError:
    faults = FaultList(shown)
    faults.add(
        "dominion.not_a_deck",
        phrase(
            "tệp CSV này không phải là bản ghi lá phiếu của Dominion: dòng 4 phải bắt đầu bằng {number}", number=NUMBER
        ),
        phrase("tệp phiếu của một nội dung bầu thì đặt vào thư mục đại hội, congress.toml nói danh sách và số lượng"),
        place=Place(row=_HEADINGS),
        seen=shortened(rows[-1].cells[0]) if rows and rows[-1].cells else "",
    )
    return InputError(tuple(faults.faults))


def _refuse(name: str, place: Place, seen: object, message: Phrase, faults: FaultList) -> None:
    remedy = phrase("xuất lại tệp từ chương trình đã tạo ra nó")
    faults.add(name, message, remedy, place=place, seen=shortened(str(seen)))
