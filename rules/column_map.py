"""Columns that the user names by hand (``--map "HEADING=field"``), where the program does not know a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rules.errors import FaultList
from rules.headings import FIELDS, Heading, Meaning, Reading, key_of
from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from rules.toml_table import nearest
from rules.vocabulary import WORDS

NOTE = "note"
"""What a column is mapped to that the program is to leave alone."""

_PARTS = frozenset({"name", "post"})  # of these, several columns may be mapped: they are joined


@dataclass(slots=True)
class ColumnMap:
    """What was named by hand, by the key of the heading; it remembers which headings it met."""

    meanings: dict[str, Meaning] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    met: dict[str, str] = field(default_factory=dict)

    def meaning(self, heading: Heading) -> Meaning | None:
        """What the user says a column is; None for one he did not speak of."""
        return self.meanings.get(key_of(heading.shown))

    def note(self, headings: Sequence[Heading]) -> None:
        """Remember the headings of a file that was read."""
        self.met |= {key_of(heading.shown): heading.shown for heading in headings if heading.shown}

    def faults(self, file: str) -> FaultList:
        """A fault for every heading the user named and no file has."""
        faults = FaultList(file)
        for key, heading in self.headings.items():
            if key in self.met:
                continue
            near = nearest(key, self.met)
            faults.add(
                "map.heading_missing",
                phrase(
                    "không có cột nào mang tiêu đề «{heading}»; các tiêu đề đọc được: {headings}",
                    heading=shortened(heading),
                    headings=tuple(self.met.values()),
                ),
                phrase(
                    "có phải «{near}»? cột con thì ghi cả tiêu đề chung, cách bằng dấu hai chấm", near=self.met[near]
                )
                if near
                else phrase("chép nguyên tiêu đề của cột; cột con thì ghi cả tiêu đề chung, ví dụ «Giới tính: Nam»"),
                seen=shortened(heading),
            )
        return faults


def read_column_map(texts: Sequence[str]) -> ColumnMap:
    """Read every ``HEADING=field`` of the command line; raises ``InputError`` with all that are wrong.

    The field is one of the file format, ``note``, or for a column of marks ``field:value``: ``theory:advanced``.
    """
    faults = FaultList("--map")
    found = ColumnMap()
    for text in texts:
        heading, equals, name = (part.strip() for part in text.rpartition("="))
        if not (equals and key_of(heading) and name):
            faults.add(
                "map.form",
                phrase("«{seen}» không có dạng TIÊU ĐỀ=trường", seen=shortened(text)),
                phrase('ví dụ: --map "Họ tên khai sinh=name" --map "Cao đẳng, Trung cấp=qualification:vocational"'),
                seen=shortened(text),
            )
            continue
        key = key_of(heading)
        if key in found.headings:
            faults.add(
                "map.twice",
                phrase("tiêu đề «{heading}» được --map hai lần", heading=shortened(heading)),
                phrase("giữ một lần"),
                seen=shortened(text),
            )
        found.headings[key] = heading
        if (meaning := _meaning(name, text, faults)) is not None:
            found.meanings[key] = meaning
    faults.raise_if_any()
    return found


def _meaning(name: str, text: str, faults: FaultList) -> Meaning | None:
    known, _, word = name.partition(":")
    if known == NOTE and not word:
        return Meaning(field=None)
    if known not in FIELDS:
        faults.add(
            "map.field_unknown",
            phrase("không có trường «{field}»; các trường: {fields}", field=shortened(known), fields=(*FIELDS, NOTE)),
            _field_meant(known),
            seen=shortened(text),
        )
        return None
    if not word:
        return Meaning(field=known, reading=Reading.PART if known in _PARTS else Reading.VALUE)
    values: dict[str, StrEnum] = {value.value: value for value in WORDS.get(known, ())}
    if word not in values:
        faults.add(
            "map.value_unknown",
            phrase("trường {field} không có giá trị «{seen}»", field=known, seen=shortened(word)),
            phrase("các giá trị: {values}", values=tuple(values))
            if values
            else phrase("chỉ ghi tên trường: {field}", field=known),
            seen=shortened(text),
        )
        return None
    return Meaning(field=known, reading=Reading.MARK, value=values[word])


def _field_meant(word: str) -> Phrase:
    """The remedy for a field that is none: a value of one, as of a column of marks, or a slip of the keys."""
    owners = tuple(f"{each}:{word}" for each in WORDS if any(value.value == word for value in WORDS[each]))
    if owners:
        return phrase("cột đánh dấu thì ghi cả trường và giá trị: {known}", known=owners)
    near = nearest(word, FIELDS)
    return phrase("có phải {near}?", near=near) if near else phrase("dùng một trong các trường đã nêu")
