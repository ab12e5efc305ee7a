"""One table of a TOML file, asked key by key: each value of the right kind, no key unknown, or a fault with a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from rules.errors import FaultList, Place
from rules.names import fold
from rules.partial_date import parse
from rules.phrase import Phrase, phrase
from rules.text_file import hidden_character, shortened
from rules.toml_file import KeyPath, TomlFile, key_text

COUNT_LIMIT = 100_000_000
"""No count of people or papers is larger; a slip of the keyboard is."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_Kind = TypeVar("_Kind")

_TEXT = phrase("chữ trong ngoặc kép")
_TEXTS = phrase('danh sách chữ, ví dụ ["…", "…"]')
_WHOLE = phrase("số nguyên, không có ngoặc kép")
_FLAG = phrase("true hoặc false, không có ngoặc kép")
_DAY = phrase("ngày dạng năm-tháng-ngày, không có ngoặc kép")


class TomlTable:
    """A table being read. Each question notes what is wrong; ``finish`` then refuses the keys nobody asked for.

    A question answers None where the key is missing or wrong, so that the reader goes on and finds every fault.
    """

    def __init__(self, source: TomlFile, faults: FaultList, path: KeyPath = ()) -> None:
        """Take the table at ``path``, which must be one; the whole file if none is given."""
        self.faults = faults
        self._source = source
        self._path = path
        self._asked: list[str] = []
        values: Any = source.values
        for part in path:
            values = values[part]
        self._values: Mapping[str, Any] = values

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are there, in the order of the file."""
        return tuple(self._values)

    def place(self, key: str | None = None) -> Place:
        """Where the key stands, or would stand; without one, where the table begins."""
        path = self._path if key is None else (*self._path, key)
        return Place(row=self._source.line(path), key=key_text(path) or None)

    def shown(self, key: str) -> str:
        """The key with the tables above it: ``contest[2].seats``."""
        return key_text((*self._path, key))

    def noting_in(self, faults: FaultList) -> TomlTable:
        """The same table, its faults kept in a list of their own."""
        return TomlTable(self._source, faults, self._path)

    def text(self, key: str, *, required: bool = False, folded: bool = True) -> str | None:
        """A text that is not empty; ``folded`` puts it into one Unicode form, which a file's name must not be."""
        value = self._of_kind(key, str, _TEXT, required=required)
        if value is None:
            return None
        value = fold(value) if folded else value
        return value if self._is_readable(key, value) else None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Several texts in brackets, none of them empty."""
        values = self._of_kind(key, list, _TEXTS, required=False)
        if values is None:
            return None
        if not all(isinstance(value, str) for value in values):
            self._refuse_kind(key, values, _TEXTS)
            return None
        return tuple(text for value in values if self._is_readable(key, text := fold(value)))

    def count(self, key: str, *, at_least: int = 0, required: bool = False) -> int | None:
        """A whole number of people or papers."""
        value = self._of_kind(key, int, _WHOLE, required=required)
        if value is None or at_least <= value <= COUNT_LIMIT:
            return value
        seen = toml_text(value)
        message = (
            phrase("khóa {key} phải từ {limit} trở lên, ở đây là {seen}", key=key, limit=at_least, seen=seen)
            if value < at_least
            else phrase("khóa {key} không được quá {limit}, ở đây là {seen}", key=key, limit=COUNT_LIMIT, seen=seen)
        )
        remedy = phrase("kiểm tra lại con số rồi sửa {key}", key=self.shown(key))
        self.faults.add("toml.out_of_range", message, remedy, place=self.place(key), seen=seen)
        return None

    def is_whole(self, key: str) -> bool:
        """Whether a whole number stands there, for the keys that may also be a text."""
        return type(self._values.get(key)) is int

    def flag(self, key: str) -> bool | None:
        """``true`` or ``false``."""
        return self._of_kind(key, bool, _FLAG, required=False)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day, which TOML writes without quotes."""
        return self._of_kind(key, date, _DAY, required=required)

    def one_of(self, key: str, kind: type[_Choice], *, required: bool = False) -> _Choice | None:
        """One of the values of an enum."""
        allowed = tuple(choice.value for choice in kind)
        named = phrase("một trong {allowed}, trong ngoặc kép", allowed=allowed)
        value = self._of_kind(key, str, named, required=required)
        if value is None or value in allowed:
            return None if value is None else kind(value)
        self.faults.add(
            "toml.value_unknown",
            phrase("khóa {key} không có giá trị «{seen}»", key=key, seen=shortened(value)),
            phrase("dùng một trong các giá trị: {allowed}", allowed=allowed),
            place=self.place(key),
            seen=shortened(value),
        )
        return None

    def table(self, key: str, *, required: bool = False) -> TomlTable | None:
        """The table under a key, written ``[table.key]`` or ``key = { … }``."""
        # As it is written: the place in an array of tables is no part of it.
        header = ".".join(part for part in (*self._path, key) if isinstance(part, str))
        kind = phrase("bảng, ghi [{header}] hoặc {key} = {{ … }}", header=header, key=key)
        if self._of_kind(key, dict, kind, required=required) is None:
            return None
        return TomlTable(self._source, self.faults, (*self._path, key))

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """The tables written ``[[key]]``, none if there are none."""
        kind = phrase("các bảng, mỗi bảng mở đầu bằng [[{key}]]", key=key)
        values = self._of_kind(key, list, kind, required=False)
        if values is None:
            return ()
        if not all(isinstance(value, dict) for value in values):
            self._refuse_kind(key, values, kind)
            return ()
        return tuple(TomlTable(self._source, self.faults, (*self._path, key, at)) for at in range(len(values)))

    def others(self) -> Mapping[str, object]:
        """Everything not asked for so far, as it stands; none of it is an unknown key then."""
        rest = {key: value for key, value in self._values.items() if key not in self._asked}
        self._asked += rest
        return rest

    def finish(self) -> None:
        """Refuse the keys that nobody asked for: a slip in a key's name must not pass in silence."""
        for key in self._values:
            if key not in self._asked:
                near = nearest(key, self._asked)
                self.faults.add(
                    "toml.unknown_key",
                    phrase("không có khóa nào tên là «{key}» ở đây", key=shortened(key)),
                    phrase("có phải «{near}»? Nếu không thì xóa dòng này", near=near)
                    if near
                    else phrase(
                        "xóa khóa này; các khóa dùng được ở đây: {known}", known=tuple(dict.fromkeys(self._asked))
                    ),
                    place=self.place(key),
                    seen=shortened(key),
                )

    def _of_kind(self, key: str, kind: type[_Kind], named: Phrase, *, required: bool) -> _Kind | None:
        self._asked.append(key)
        value = self._values.get(key)
        if value is None:
            if required:
                self.faults.add(
                    "toml.key_missing",
                    phrase("thiếu khóa {key}", key=self.shown(key)),
                    phrase("thêm {key}: {kind}", key=key, kind=named),
                    place=self.place(key),
                )
            return None
        # By the exact type: in Python true is a whole number too, and a time of day is a date.
        if type(value) is kind:
            return value
        self._refuse_kind(key, value, named, _as_day(key, value) if kind is date else None)
        return None

    def _refuse_kind(self, key: str, value: object, named: Phrase, remedy: Phrase | None = None) -> None:
        seen = toml_text(value)
        self.faults.add(
            "toml.wrong_type",
            phrase("khóa {key} phải là {kind}; ở đây là {seen}", key=key, kind=named, seen=seen),
            remedy or phrase("ghi lại {key} cho đúng: {kind}", key=key, kind=named),
            place=self.place(key),
            seen=seen,
        )

    def _is_readable(self, key: str, value: str) -> bool:
        if not value.strip():
            self.faults.add(
                "toml.empty",
                phrase("khóa {key} để trống", key=key),
                phrase("ghi nội dung vào {key}", key=self.shown(key)),
                place=self.place(key),
                seen=toml_text(value),
            )
        elif char := hidden_character(value):
            self.faults.add(
                "toml.hidden_character",
                phrase("khóa {key} có ký tự ẩn {char}", key=key, char=char),
                phrase("gõ lại giá trị của {key}", key=self.shown(key)),
                place=self.place(key),
                seen=toml_text(value),
            )
        else:
            return True
        return False


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a slip of the keyboard is nearest to; None if none is near."""
    # Needed only where something is wrong, and slow to import.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, tuple(known), n=1)), None)


def toml_text(value: object) -> str:
    """Write a value as the file has it, cut to what a message can hold."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to write out numbers of thousands of digits; TOML can hold them in hexadecimal.
            return str(value) if abs(value) < 10**40 else shortened(hex(value))
        case str():
            return shortened(f'"{value}"')
        case date():
            return value.isoformat()
        case list():
            return shortened("[" + ", ".join(toml_text(item) for item in value[:10]) + "]")
        case dict():
            return shortened("{ " + ", ".join(f"{key} = {toml_text(item)}" for key, item in value.items()) + " }")
        case _:
            return str(value)


def _as_day(key: str, value: object) -> Phrase | None:
    """Of "15/07/2020" in quotes, the day as TOML writes it."""
    if not isinstance(value, str):
        return None
    try:
        written = parse(value)
    except ValueError:
        return None
    if written.day is None:
        return None
    return phrase("ghi {key} = {day}, không có ngoặc kép", key=key, day=written.iso())
