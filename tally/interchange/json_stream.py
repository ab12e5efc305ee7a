"""A large JSON document read piece by piece: its members, one of which is an array whose items come one at a time.

What a file may cost is bounded: by characters of one item and of the other members, never by the size of the file.
A key that stands twice, a number that is none (NaN), half a letter (a lone surrogate), text behind the end and nesting
without end are refused, each where it stands.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rules.errors import FaultList, InputError, Place
from rules.phrase import Phrase, phrase
from rules.text_file import read_bytes, refuse_foreign, shortened

ITEM_LIMIT = 1 << 20
"""Characters of one item: a record of ten contests has 7,000."""

MEMBERS_LIMIT = 8 << 20
"""Characters of the members beside the array, each: contests, candidates and places of a whole state fit."""

_PIECE = 1 << 18
_OFTEN = 1000  # items, after which whoever listens is told how far it has come
_START = 8  # bytes that tell a foreign file
_TOKEN = 16  # no word, number sign or escape of JSON is longer
_BLANK = re.compile(r"[ \t\n\r]*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A document without its array: the other members, and how many items the array has; None where there is none."""

    members: dict[str, Any]
    items: int | None


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
        self.position = 0

    def outline(self, report: Callable[[int, int], None] | None = None) -> Outline:
        """Everything but the array's items. Raises ``InputError`` for whatever is wrong anywhere in the document.

        ``report`` is told now and then how many items and how many bytes were read; ``position`` is how many bytes.
        """
        members: dict[str, Any] = {}
        items: int | None = None
        for one in self._walk():
            if isinstance(one, Item):
                items = one.at + 1
                if report is not None and items % _OFTEN == 0:
                    report(items, self.position)
            elif one.name == self._array:
                items = 0
            else:
                members[one.name] = one.value
        return Outline(members=members, items=items)

    def items(self) -> Iterator[Item]:
        """The items of the array, in their order; none where there is no array."""
        for one in self._walk():
            if isinstance(one, Item):
                yield one

    def _walk(self) -> Iterator[_Member | Item]:
        start = read_bytes(self._path, shown=self._shown, limit=_START)  # says why a file cannot be opened
        faults = FaultList(self._shown)
        if refuse_foreign(start, faults, _as_utf8()):
            raise InputError(tuple(faults.faults))
        with self._path.open("rb") as file:
            text = _Text(file)
            try:
                yield from self._object(text)
            except _BadError as bad:
                place = Place(row=text.line, column=str(text.column), key=text.within)
                faults.add(bad.name, bad.message, bad.remedy, place=place, seen=bad.seen)
                raise InputError(tuple(faults.faults)) from None

    def _object(self, text: _Text) -> Iterator[_Member | Item]:
        names: set[str] = set()
        if not text.peek():
            raise _empty()
        text.expect("{")
        if text.taken("}"):
            text.end()
            return
        while True:
            if text.peek() != '"':
                raise text.malformed()
            name = text.value(MEMBERS_LIMIT)
            if name in names:
                raise _repeated(name)
            names.add(name)
            text.expect(":")
            if name == self._array:
                yield _Member(name, None)
                yield from self._items(text)
            else:
                yield _Member(name, text.value(MEMBERS_LIMIT))
            if not text.taken(","):
                break
        text.expect("}")
        text.end()

    def _items(self, text: _Text) -> Iterator[Item]:
        if text.peek() not in {"[", ""}:
            raise _no_array(self._array, text.ahead())
        text.expect("[")
        if text.taken("]"):
            return
        at = 0
        while True:
            text.within = f"{self._array}[{at}]"
            value = text.value(ITEM_LIMIT)
            text.within = None
            self.position = text.position
            yield Item(at=at, value=value)
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
    """The text of a file from where it was read to: the line and column that is, and ``within`` which item.

    ``position`` is how many bytes were read, some of them ahead.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.line = self.column = 1
        self.position = 0
        self.within: str | None = None
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
            raise self.malformed()

    def end(self) -> None:
        """Refuse anything but blanks."""
        if self.peek():
            raise self.malformed()

    def malformed(self) -> _BadError:
        """What stands here is no JSON, or nothing stands here any more."""
        return _malformed(self.ahead()) if self.ahead() else _cut_short()

    def ahead(self) -> str:
        """A little of what comes next, to show it."""
        return shortened(self._text[self._at : self._at + 80])

    def value(self, limit: int) -> Any:  # noqa: ANN401 - what JSON holds
        """The value that comes next, of no more characters than ``limit``."""
        self.peek()
        while (found := self._decoded()) is None:
            have = len(self._text) - self._at
            if have > limit:
                raise _too_long(limit, self.ahead())
            self._more(min(max(_PIECE, have), limit + 1))
        value, end = found
        if _HALF.search(self._text, self._at, end) and not _is_text(value):
            raise _half_a_letter()
        self._advance(end)
        return value

    def _decoded(self) -> tuple[Any, int] | None:
        """The value that begins here, and where it ends; None where more must be read to know it."""
        try:
            value, end = self._json.raw_decode(self._text, self._at)
        except RecursionError:
            raise _too_deep() from None
        except _BadError:
            raise
        except json.JSONDecodeError as error:
            unclosed = error.msg.startswith("Unterminated string")
            # Near the end of what was read it may only be cut off: more is read before it is believed.
            if not self._ended and (unclosed or error.pos + _TOKEN >= len(self._text)):
                return None
            self._advance(len(self._text) if unclosed else error.pos)
            raise self.malformed() from None
        except ValueError:  # Python reads no number of so many digits
            raise _too_many_digits() from None
        return (value, end) if end < len(self._text) or self._ended else None

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        start = self._text.rfind("\n", self._at, to)
        self.column = self.column + to - self._at if start < 0 else to - start
        self._at = to

    def _more(self, size: int) -> None:
        content = self._file.read(size)
        self.position += len(content)
        self._ended = not content
        try:
            more = self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            self._text = self._text[self._at :] + error.object[: error.start].decode()
            self._at = 0
            self._advance(len(self._text))
            raise _undecodable(error.object[error.start : error.start + 1]) from None
        self._text = self._text[self._at :] + more
        self._at = 0


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        often = Counter(name for name, _ in pairs)  # in one pass: an object may have half a million keys
        raise _repeated(next(name for name, number in often.items() if number > 1))
    return found


def _is_text(value: object) -> bool:
    """Whether a value can be written: an escape may be half a letter of UTF-16 whose other half is missing."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_constant(text: str) -> Any:  # noqa: ANN401 - it never returns
    raise _malformed(text)


def _malformed(seen: str) -> _BadError:
    return _BadError(
        "json.malformed",
        phrase("từ đây tệp không còn là JSON đúng: tệp hỏng, hoặc không phải tệp JSON"),
        _again(),
        seen,
    )


def _cut_short() -> _BadError:
    return _BadError("json.cut_short", phrase("tệp JSON dừng giữa chừng: tệp bị cắt ngắn"), _again(), None)


def _empty() -> _BadError:
    return _BadError("json.empty", phrase("tệp rỗng"), _again(), None)


def _no_array(name: str, seen: str) -> _BadError:
    return _BadError(
        "json.not_an_array", phrase("«{name}» phải là một danh sách, đặt trong dấu [ ]", name=name), _again(), seen
    )


def _half_a_letter() -> _BadError:
    return _BadError(
        "json.half_a_letter",
        phrase("giá trị này có nửa ký tự (\\uD800 đến \\uDFFF đứng một mình): không phải là chữ"),
        _again(),
        None,
    )


def _too_many_digits() -> _BadError:
    return _BadError("json.too_many_digits", phrase("giá trị này có một số dài hàng nghìn chữ số"), _again(), None)


def _again() -> Phrase:
    return phrase("xuất lại hoặc chép lại tệp")


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
        phrase("chỗ này có byte không phải là chữ UTF-8"),
        _as_utf8(),
        "0x" + seen.hex().upper(),
    )


def _as_utf8() -> Phrase:
    return phrase("xuất lại tệp, chọn mã UTF-8")
