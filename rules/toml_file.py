"""A TOML file with the line of every key, which the standard library's reader does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.errors import FaultList, Place
from rules.phrase import Phrase, phrase
from rules.text_file import read_text, refuse_old_line_ends, shortened

KeyPath = tuple[str | int, ...]
"""Keys from the top down; the n-th table of an array of tables is its place, from 0: ``("contest", 1, "seats")``."""

_BLANKS = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
# The long forms first: three quotes would otherwise read as an empty text and a quote. A long text may end with
# one or two quotes of its own before the closing three.
_TEXTS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r'"""(?:[^\\]|\\.)*?""""{0,2}',
        r"'''.*?''''{0,2}",
        r'"(?:[^"\\]|\\.)*"',
        r"'[^']*'",
    )
)
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """What a TOML file says, and on which line it says it. ``sha256`` is of the file's bytes, in hex."""

    file: str
    sha256: str
    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of a key; of a key that is not there, the line of the table it belongs in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_toml(path: Path, *, shown: str) -> TomlFile:
    """Read a TOML file; ``shown`` is its name in messages. Raises ``InputError`` if it is not one."""
    source = read_text(path, shown=shown)
    faults = FaultList(shown)
    values: Mapping[str, Any] = {}
    try:
        values = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or brackets in brackets
        _refuse(source.text, error, faults)
    faults.raise_if_any()
    return TomlFile(file=shown, sha256=source.sha256, values=values, lines=_LinesWhenAsked(source.text))


def key_text(path: KeyPath) -> str:
    """Write a key as messages show it, tables counted from 1: ``contest[2].ballots.issued``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{shortened(part)}"
    return text.removeprefix(".")


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Find the line of every key, table and array item of a text that ``tomllib`` has accepted."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


class _LinesWhenAsked(Mapping[KeyPath, int]):
    """The lines of a text, found when the first is asked for: a file without faults is never asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: Mapping[KeyPath, int] | None = None

    def __getitem__(self, key: KeyPath) -> int:
        return self._lines[key]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def _lines(self) -> Mapping[KeyPath, int]:
        if self._found is None:
            self._found = key_lines(self._text)
        return self._found


class _Scanner:
    """Walks over valid TOML and notes lines; it checks nothing, ``tomllib`` has done that."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._array_lengths: dict[KeyPath, int] = {}
        self.lines: dict[KeyPath, int] = {}

    def scan(self) -> None:
        here: KeyPath = ()
        self._take(_GAP)
        while self._at < len(self._text):
            here = self._header() if self._sees("[") else self._pair(here)
            self._take(_GAP)

    def _header(self) -> KeyPath:
        """``[table]`` or ``[[table]]``; returns where the keys under it belong."""
        line = self._line
        of_array = self._sees("[[")
        self._at += 1 + of_array
        *above, last = self._key()
        self._at += 1 + of_array
        path: KeyPath = ()
        for part in above:
            path = (*path, part)
            self.lines.setdefault(path, line)
            path = self._newest(path)
        path = (*path, last)
        if of_array:
            self._array_lengths[path] = self._array_lengths.get(path, 0) + 1
            self.lines.setdefault(path, line)
            path = self._newest(path)
        self.lines[path] = line
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        """A table named under an array of tables belongs to the newest one."""
        length = self._array_lengths.get(path)
        return path if length is None else (*path, length - 1)

    def _pair(self, table: KeyPath) -> KeyPath:
        """``key = value``; returns the table, in which the next pair stands too."""
        line = self._line
        path = table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._take(_BLANKS)
        self._value(path)
        return table

    def _key(self) -> list[str]:
        """``a."b.c".d``; the blanks around it are taken too."""
        parts: list[str] = []
        while not parts or self._sees("."):
            self._at += bool(parts)
            self._take(_BLANKS)
            quoted = self._sees('"') or self._sees("'")
            part = self._take(*_TEXTS[2:]) if quoted else self._take(_BARE_KEY)
            parts.append(tomllib.loads(f"key = {part}")["key"] if quoted else part)
            self._take(_BLANKS)
        return parts

    def _value(self, path: KeyPath) -> None:
        if self._sees("["):
            self._array(path)
        elif self._sees("{"):
            self._inline_table(path)
        else:
            self._take(*_TEXTS, _SCALAR)

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        place = 0
        self._take(_GAP)
        while not self._sees("]"):
            self.lines[(*path, place)] = self._line
            self._value((*path, place))
            place += 1
            self._take(_GAP)
            self._at += self._sees(",")
            self._take(_GAP)
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        self._take(_GAP)
        while not self._sees("}"):
            self._pair(path)
            self._take(_GAP)
            self._at += self._sees(",")
            self._take(_GAP)
        self._at += 1

    @property
    def _line(self) -> int:
        return bisect_right(self._line_starts, self._at)

    def _sees(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _take(self, *patterns: re.Pattern[str]) -> str:
        for pattern in patterns:
            if found := pattern.match(self._text, self._at):
                self._at = found.end()
                return found.group()
        raise ValueError(f"not TOML at line {self._line}: {self._text[self._at : self._at + 20]!r}")


def _refuse(text: str, error: Exception, faults: FaultList) -> None:
    if "\r" in text and "\n" not in text:
        refuse_old_line_ends(1, text.split("\r", 1)[0].encode(), faults)
        return
    reason = str(error)
    found = _POSITION.search(reason)
    rows = text.split("\n")
    row = int(found[1]) if found else len(text.rstrip().split("\n"))
    name, message, remedy = _reason(reason, row, int(found[2]) if found else 0)
    faults.add(name, message, remedy, place=Place(row=row), seen=shortened(rows[row - 1].strip()))


def _reason(reason: str, row: int, column: int) -> tuple[str, Phrase, Phrase]:
    if reason.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        message = phrase("đến dòng {row}, một khóa hoặc một bảng được ghi hai lần", row=row)
        return "toml.key_twice", message, phrase("xóa một lần ghi; mỗi nội dung bầu là một bảng [[contest]] riêng")
    if reason.startswith("Invalid date"):
        message = phrase("dòng {row}, cột {column}: ngày không có trong lịch", row=row, column=column)
        return "toml.date", message, phrase("ghi năm-tháng-ngày, không có ngoặc kép, ví dụ 2020-07-15")
    remedy = phrase("chữ phải đặt trong ngoặc kép, mỗi dòng một khóa = giá trị, ngoặc mở thì phải đóng")
    if column:
        return "toml.syntax", phrase("sai cú pháp TOML ở dòng {row}, cột {column}", row=row, column=column), remedy
    return "toml.syntax", phrase("sai cú pháp TOML: đến hết tệp (dòng {row}) vẫn chưa kết thúc", row=row), remedy
