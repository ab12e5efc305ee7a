"""What the parts of an .xlsx declare: its sheets, how far they reach, how much they say, which cells are flawed."""

from __future__ import annotations

import re
from functools import cache

from rules.workbook_refusal import damaged, too_far
from rules.workbook_sheet import Flaw, FlawedCell, SheetMarks, fits
from rules.workbook_xml import BEGINNING, Attributes, Handlers, Texts, local_name, parse_xml

_LETTERS = re.compile(r"[A-Za-z]{1,8}")
_NUMBER = re.compile(r"[0-9]{1,10}")
_SHORTEST_TEXT = len("<si/>")


def sheet_names(content: bytes, file: str) -> dict[str, str]:
    """The sheets of ``xl/workbook.xml`` in their order: name and the id of the part that holds the cells."""
    sheets: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if local_name(name) == "sheet" and "name" in attributes:
            if attributes["name"] in sheets:
                raise damaged(file, f"«{attributes['name']}» ×2")
            relation = (value for key, value in attributes.items() if local_name(key) == "id" and key != "id")
            sheets[attributes["name"]] = next(relation, "")

    parse_xml(content, Handlers(start=start), file)
    return sheets


def relations(content: bytes, file: str) -> dict[str, str]:
    """Which part each id of a ``.rels`` stands for."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if local_name(name) == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    parse_xml(content, Handlers(start=start), file)
    return found


class SstScan:
    """``xl/sharedStrings.xml``: how long each text is that cells share."""

    def __init__(self, file: str) -> None:
        """Start with no texts."""
        self._file = file
        self._lengths: list[int] = []
        self._declared = 0

    def scan(self, content: bytes) -> tuple[int, ...]:
        """The lengths in order; refuses a table that declares more texts than it has room for."""
        parse_xml(content, Handlers(start=self._start, text=self._text), self._file)
        if self._declared * _SHORTEST_TEXT > len(content):
            raise damaged(self._file, f"uniqueCount={self._declared}")
        return tuple(self._lengths)

    def _start(self, name: str, attributes: Attributes) -> None:
        local = local_name(name)
        if local == "si":
            self._lengths.append(0)
        elif local == "sst":
            for key in ("count", "uniqueCount"):
                # Cells may share a text, so only the number of different ones says what is made room for.
                declared = attributes.get(key, "0")
                if not _NUMBER.fullmatch(declared):
                    raise damaged(self._file, f"{key}={declared}")
                self._declared = int(declared) if key == "uniqueCount" else self._declared

    def _text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)


class SheetScan:
    """One sheet of an ``.xlsx``; ``strings`` are the lengths of the texts its cells share.

    Five calls a cell come here, so what is frequent is asked first and nothing is done twice.
    """

    def __init__(self, texts: Texts, sheet: str, strings: tuple[int, ...]) -> None:
        """Start at A1."""
        self._texts = texts
        self._sheet = sheet
        self._strings = strings
        self._marks = SheetMarks()
        self._row = self._column = -1
        self._last_row = self._last_column = -1
        self._in_cell = self._in_value = self._has_formula = False
        self._type: str | None = None
        self._value = ""  # its beginning: a number, or enough to know an error by
        self._length = 0

    def scan(self, content: bytes) -> SheetMarks:
        """Go through every cell; raises ``InputError`` where the sheet reaches too far or says too much."""
        handlers = Handlers(start=self._start, end=self._end, text=self._text)
        parse_xml(content, handlers, self._texts.file, sheet=self._sheet)
        return self._marks

    def _start(self, name: str, attributes: Attributes) -> None:
        local = local_name(name) if ":" in name else name
        if local == "c":
            if self._in_cell:
                raise damaged(self._texts.file, "<c><c>", sheet=self._sheet)
            self._in_cell = True
            self._has_formula = False
            self._type = attributes.get("t")
            self._value, self._length = "", 0
            self._place(attributes.get("r"))
        elif local in {"v", "t"}:
            self._in_value = self._in_cell
        elif local == "row":
            row = attributes.get("r", str(self._row + 2))
            if not _NUMBER.fullmatch(row) or int(row) < 1:
                raise damaged(self._texts.file, f"row {row}", sheet=self._sheet)
            self._row, self._column = int(row) - 1, -1
        elif local == "f":
            self._has_formula = True

    def _place(self, name: str | None) -> None:
        if name is None:
            self._column += 1
            return
        letters = name.rstrip("0123456789")
        row = name[len(letters) :]
        if not _LETTERS.fullmatch(letters) or not _NUMBER.fullmatch(row) or row[0] == "0":
            raise damaged(self._texts.file, name, sheet=self._sheet)
        self._column, self._row = _column_of(letters), int(row) - 1

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value = self._value or text[:BEGINNING]
            self._length += len(text)

    def _end(self, name: str) -> None:
        local = local_name(name) if ":" in name else name
        if local in {"v", "t"}:
            self._in_value = False
        elif local == "c":
            self._in_cell = False
            if self._value:
                self._fill()
            # An empty text is what a formula may well give; no text and no number is no answer.
            if self._type == "e":
                self._mark(Flaw.ERROR, self._value)
            elif self._has_formula and not self._value and self._type != "str":
                self._mark(Flaw.NO_VALUE, "")

    def _fill(self) -> None:
        if self._row > self._last_row or self._column > self._last_column:
            self._last_row = max(self._last_row, self._row)
            self._last_column = max(self._last_column, self._column)
            if not fits(self._last_row, self._last_column):
                raise too_far(self._texts.file, self._row, self._column, sheet=self._sheet)
        length = self._length
        if self._type == "s":
            length = self._shared(self._value.strip())
        self._texts.add(length, self._sheet)

    def _shared(self, index: str) -> int:
        if not _NUMBER.fullmatch(index):
            return max(self._strings, default=0)  # whatever the reader below us makes of it
        return self._strings[int(index)] if int(index) < len(self._strings) else 0

    def _mark(self, flaw: Flaw, seen: str) -> None:
        self._marks.flawed.append(FlawedCell(row=self._row, column=self._column, flaw=flaw, seen=seen))


@cache
def _column_of(letters: str) -> int:
    """The column of Excel's letters, which are a number to the base 26 without a zero."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
