"""One table of a file of the law, asked key by key: lists of known words, texts in both languages, law's own faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from rules.errors import FaultList, Place
from rules.phrase import Phrase, phrase
from rules.toml_file import TomlFile, key_text
from rules.toml_table import TomlTable, toml_text

Member = TypeVar("Member", bound=StrEnum)


class LawTable(TomlTable):
    """A table being read. What is missing or wrong is noted, and answered with None or nothing, so reading goes on."""

    @property
    def at(self) -> str:
        """Where it stands, as messages show it: ``provision[3]``."""
        return key_text(self._path)

    def place(self, key: str | None = None) -> Place:
        """Where a key stands; values that do not come straight from a file have no line."""
        place = super().place(key)
        return place if self._source.lines else Place(key=place.key)

    def has(self, key: str) -> bool:
        """Whether the key is there, right or wrong; to look is to ask."""
        return self.raw(key) is not None

    def raw(self, key: str) -> object:
        """The value as it stands, None if there is none."""
        self._asked.append(key)
        return self._values.get(key)

    def ignore(self, keys: Iterable[str]) -> None:
        """Let keys stand unread."""
        self._asked += keys

    def refuse(self, name: str, key: str, message: Phrase, remedy: Phrase) -> None:
        """Note what is wrong with a key; ``name`` is the last part of the fault's name."""
        value = self.raw(key)
        seen = None if value is None else toml_text(value)
        self.faults.add(f"regulation.{name}", message, remedy, place=self.place(key), seen=seen)

    def maybe_empty(self, key: str) -> str | None:
        """A text that must be there and may say that nothing is known: ``place = ""``."""
        return "" if self.raw(key) == "" else self.text(key, required=True)

    def words(self, key: str, *, known: Iterable[str] | None = None, required: bool = False) -> tuple[str, ...]:
        """Several texts, none twice, each of them ``known`` where that is given."""
        if required and not self.has(key):
            self.refuse("missing", key, phrase("thiếu khóa {key}", key=self.shown(key)), phrase("thêm khóa này"))
        words = self.texts(key)
        if words == ():
            self.refuse("empty", key, phrase("khóa {key} để trống", key=key), phrase("ghi giá trị, hoặc bỏ khóa này"))
        words = words or ()
        twice = tuple(word for word in dict.fromkeys(words) if words.count(word) > 1)
        if twice:
            message = phrase("khóa {key} ghi hai lần: {words}", key=key, words=twice)
            self.refuse("repeated", key, message, phrase("giữ mỗi giá trị một lần"))
        known = None if known is None else tuple(known)
        unknown = tuple(word for word in words if known is not None and word not in known)
        if known and unknown:
            message = phrase("khóa {key} không có giá trị: {words}", key=key, words=unknown)
            self.refuse(f"unknown_{key}", key, message, phrase("dùng các giá trị: {known}", known=known))
        return words

    def members(self, key: str, kind: type[Member], *, required: bool = False) -> frozenset[Member] | None:
        """Several values of an enum; None where the key is left out."""
        if not required and not self.has(key):
            return None
        known = tuple(each.value for each in kind)
        words = self.words(key, known=known, required=required)
        return frozenset(kind(word) for word in words if word in known) or None

    def in_languages(self, key: str, *, required: bool = False) -> Mapping[str, str]:
        """A text in each language, ``confirm.vi`` and ``confirm.en``."""
        table = self.table(key, required=required)
        if table is None:
            return {}
        texts = {lang: text for lang in ("vi", "en") if (text := table.text(lang, required=True)) is not None}
        table.finish()
        return texts

    def table(self, key: str, *, required: bool = False) -> LawTable | None:
        """The table under a key."""
        inner = super().table(key, required=required)
        return None if inner is None else LawTable(self._source, self.faults, (*self._path, key))

    def tables(self, key: str) -> tuple[LawTable, ...]:
        """The tables written ``[[key]]``, or in brackets; none if there are none."""
        found = super().tables(key)
        return tuple(LawTable(self._source, self.faults, (*self._path, key, at)) for at in range(len(found)))


def table_of(source: TomlFile) -> LawTable:
    """A whole file to be asked, with faults of its own."""
    return LawTable(source, FaultList(source.file))
