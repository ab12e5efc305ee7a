"""A large JSON document read piece by piece: its members, one of which is an array whose items come one at a time.

What a file may cost is bounded: by characters of one item and of the other members, never by the size of the file.
A key that stands twice, a number that is none (NaN), text behind the end and nesting without end are refused.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rules.errors import FaultList, InputError, Place
from rules.phrase import Phrase, phrase
from rules.text_file import read_bytes, shortened

ITEM_LIMIT = 1 << 20
"""Characters of one item: a record of ten contests has 7,000."""

MEMBERS_LIMIT = 8 << 20
"""Characters of the members beside the array, each: contests, candidates and places of a whole state fit."""

_PIECE = 1 << 18
_BLANK = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the array: its place from 0, and what it holds."""

    at: int
    value: Any


class JsonDocument:
    """A file that holds one JSON object; ``array`` names the member whose items are read one by one."""

    def __init__(self, path: Path, shown: str, array: str) -> None:
        """Note what to read; nothing is opened yet."""
        self._path = path
        self._shown = shown
        self._array = array

    def members(self) -> dict[str, Any]:
        """Every member but the array. Raises ``InputError`` for whatever is wrong anywhere in the document."""
        found: dict[str, Any] = {}
        for one in self._walk():
            if isinstance(one, _Member):
                found[one.name] = one.value
        return found

    def items(self) -> Iterator[Item]:
        """The items of the array, in their order; none where there is no array."""
        for one in self._walk():
            if isinstance(one, Item):
                yield one

    def _walk(self) -> Iterator[_Member | Item]:
        read_bytes(self._path, shown=self._shown, limit=0)  # says what is wrong with a file that cannot be opened
        with self._path.open("rb") as file:
            text = _Text(file)
            try:
                yield from self._object(text)
            except _BadError as bad:
                faults = FaultList(self._shown)
                faults.add(bad.name, bad.message, bad.remedy, place=Place(row=text.line), seen=bad.seen)
                raise InputError(tuple(faults.faults)) from None

    def _object(self, text: _Text) -> Iterator[_Member | Item]:
        names: set[str] = set()
        text.expect("{")
        if text.taken("}"):
            text.end()
            return
        while True:
            if text.peek() != '"':
                raise _malformed(text.ahead())
            name = text.value(MEMBERS_LIMIT)
            if name in names:
                raise _repeated(name)
            names.add(name)
            text.expect(":")
            if name == self._array:
                yield from self._items(text)
            else:
                yield _Member(name, text.value(MEMBERS_LIMIT))
            if not text.taken(","):
                break
        text.expect("}")
        text.end()

    def _items(self, text: _Text) -> Iterator[Item]:
        text.expect("[")
        if text.taken("]"):
            return
        at = 0
        while True:
            yield Item(at=at, value=text.value(ITEM_LIMIT))
            at += 1
            if not text.taken(","):
                break
        text.expect("]")


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    value: Any


class _BadError(ValueError):
    """What is wrong with the document, before anyone knows where."""

    def __init__(self, name: str, message: Phrase, remedy: Phrase, seen: str | None) -> None:
        super().__init__(name, message, remedy, seen)
        self.name, self.message, self.remedy, self.seen = name, message, remedy, seen


class _Text:
    """The text of a file from where it was read to, and the line that is."""

    def __init__(self, file: BinaryIO) -> None:
        self.line = 1
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._json = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not blank; nothing at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._advance(blank.end() if blank else self._at)
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more(_PIECE)

    def taken(self, char: str) -> bool:
        """Whether this character came next; it is then behind us."""
        if self.peek() != char:
            return False
        self._advance(self._at + 1)
        return True

    def expect(self, char: str) -> None:
        """Take this character, or refuse what stands in its place."""
        if not self.taken(char):
            raise _malformed(self.ahead())

    def end(self) -> None:
        """Refuse anything but blanks."""
        if self.peek():
            raise _malformed(self.ahead())

    def ahead(self) -> str:
        """A little of what comes next, to show it."""
        return shortened(self._text[self._at : self._at + 80])

    def value(self, limit: int) -> Any:  # noqa: ANN401 - what JSON holds
        """The value that comes next, of no more characters than ``limit``."""
        self.peek()
        while True:
            problem: ValueError | None = None
            try:
                value, end = self._json.raw_decode(self._text, self._at)
                if end < len(self._text) or self._ended:
                    self._advance(end)
                    return value
            except RecursionError:
                raise _too_deep() from None
            except _BadError:
                raise
            except ValueError as error:  # it may only be cut off: more is read before it is believed
                problem = error
            have = len(self._text) - self._at
            if self._ended:
                raise _malformed(self.ahead()) from problem
            if have > limit:
                raise _too_long(limit, self.ahead())
            self._more(min(max(_PIECE, have), limit + 1))

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self, size: int) -> None:
        content = self._file.read(size)
        self._ended = not content
        try:
            more = self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            raise _undecodable(content[error.start : error.start + 1] or error.object[error.start :][:1]) from None
        self._text = self._text[self._at :] + more
        self._at = 0


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _repeated(next(name for name in names if names.count(name) > 1))
    return found


def _refuse_constant(text: str) -> Any:  # noqa: ANN401 - it never returns
    raise _malformed(text)


def _malformed(seen: str) -> _BadError:
    return _BadError(
        "json.malformed",
        phrase("từ đây tệp không còn là JSON đúng: hỏng, bị cắt ngắn, hoặc không phải tệp JSON"),
        phrase("xuất lại hoặc chép lại tệp"),
        seen,
    )


def _repeated(name: str) -> _BadError:
    return _BadError(
        "json.repeated_key",
        phrase("khóa «{name}» có hai lần trong một đối tượng JSON: không rõ giá trị nào đúng", name=shortened(name)),
        phrase("xuất lại tệp từ nơi đã tạo ra nó"),
        shortened(name),
    )


def _too_deep() -> _BadError:
    return _BadError(
        "json.too_deep",
        phrase("JSON lồng nhau quá sâu"),
        phrase("tệp này không phải là bản ghi lá phiếu; kiểm tra có chọn nhầm tệp không"),
        None,
    )


def _too_long(limit: int, seen: str) -> _BadError:
    return _BadError(
        "json.too_long",
        phrase("một giá trị JSON dài quá {limit} ký tự", limit=limit),
        phrase("tệp này không phải là bản ghi lá phiếu; kiểm tra có chọn nhầm tệp không"),
        seen,
    )


def _undecodable(seen: bytes) -> _BadError:
    return _BadError(
        "json.undecodable",
        phrase("tệp có byte không phải là chữ UTF-8"),
        phrase("xuất lại tệp, chọn mã UTF-8"),
        "0x" + seen.hex().upper(),
    )
