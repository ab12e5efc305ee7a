"""The words people write in a slate's cells, and which value each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from rules.model import Nomination, Qualification, Sex, Theory
from rules.names import fold

# The first two words of a value are those a message offers. Words of two letters are only whole cells.
_QUALIFICATION: Mapping[StrEnum, Sequence[str]] = {
    Qualification.POSTGRADUATE: (
        "postgraduate",
        "trên đại học",
        "sau đại học",
        "thạc sĩ",
        "thạc sỹ",
        "tiến sĩ",
        "tiến sỹ",
        "ths",
        "ts",
    ),
    Qualification.UNIVERSITY: ("university", "đại học", "cử nhân", "kỹ sư", "kĩ sư", "đh"),
    Qualification.COLLEGE: ("college", "cao đẳng", "cđ"),
    Qualification.VOCATIONAL: ("vocational", "trung cấp", "trung học chuyên nghiệp", "tc"),
    Qualification.NONE: (
        "none",
        "không",
        "chưa qua đào tạo",
        "lao động phổ thông",
        "lđ phổ thông",
    ),
}
_THEORY: Mapping[StrEnum, Sequence[str]] = {
    Theory.BACHELOR: ("bachelor", "cử nhân", "cn"),
    Theory.ADVANCED: ("advanced", "cao cấp", "ccllct", "cc"),
    Theory.INTERMEDIATE: ("intermediate", "trung cấp", "tcllct", "tc"),
    Theory.ELEMENTARY: ("elementary", "sơ cấp", "scllct", "sc"),
    Theory.NONE: ("none", "không", "chưa", "chưa qua đào tạo", "chưa có"),
}
_SEX: Mapping[StrEnum, Sequence[str]] = {
    Sex.MALE: ("male", "Nam"),
    Sex.FEMALE: ("female", "Nữ"),
}
_NOMINATION: Mapping[StrEnum, Sequence[str]] = {
    Nomination.COMMITTEE: (
        "committee",
        "cấp ủy giới thiệu",
        "cấp ủy",
        "cấp ủy đề cử",
        "cấp ủy triệu tập",
        "cấp ủy triệu tập giới thiệu",
        "cấp ủy triệu tập đại hội giới thiệu",
        "ban chấp hành giới thiệu",
    ),
    # "Đề cử" alone is left out: the committee's list is a nomination too.
    Nomination.FLOOR: (
        "floor",
        "đề cử tại đại hội",
        "đại hội đề cử",
        "đại biểu đề cử",
        "đảng viên đề cử",
        "tại đại hội",
    ),
    Nomination.SELF: ("self", "ứng cử", "tự ứng cử"),
}
WORDS = {"sex": _SEX, "qualification": _QUALIFICATION, "theory": _THEORY, "nomination": _NOMINATION}
"""Words by field of ``Candidate`` and value."""

LEVELS = ("qualification", "theory")
"""The fields that lists also write as one column a level."""

_YES = frozenset({"yes", "có", "x", "1", "true", "✓", "✔"})
_NO = frozenset({"no", "không", "0", "false"})
_MEANINGS = {
    field: {spoken.casefold(): value for value, words in by_value.items() for spoken in words}
    for field, by_value in WORDS.items()
}
_INCUMBENT = {"tái cử": True, "mới": False, "tham gia lần đầu": False, "lần đầu": False}
# What can turn a level round ("Chưa tốt nghiệp đại học", "Đại học (đang học)").
_DOUBTS = re.compile(r"\b(chưa|đang|không|dở|học viên|sinh viên)\b")
_BETWEEN_LEVELS = re.compile(r"[,;+\n]|\bvà\b")
_ABBREVIATION = 4


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """One spelling of a word or heading: NFC, small letters, and one of two ways to write "ủy" and "lý"."""
    return fold(text).casefold().replace("uỷ", "ủy").replace("lí luận", "lý luận")


def read_word(field: str, text: str) -> StrEnum | None:
    """The value of a word; None if it is not understood. Of a level, the subject may follow: "Đại học Luật".

    Of several levels one after another ("Đại học Luật, Thạc sĩ Quản lý công") the highest is somebody's level, as the
    annexes of structure count it. A level within other words ("Cao đẳng liên thông đại học") is not understood.
    """
    spoken = plain(text).rstrip(".")
    meanings = _MEANINGS[field]
    if spoken in meanings or field not in LEVELS:
        return meanings.get(spoken)
    if _DOUBTS.search(spoken):
        return None
    parts = [part.strip(" .") for part in _BETWEEN_LEVELS.split(spoken)]
    levels = [_level(field, part) for part in parts]
    unread = [part for part, level in zip(parts, levels, strict=True) if level is None]
    if levels[0] is None or any(_names_a_level(field, part) for part in unread):
        return None
    return min((level for level in levels if level is not None), key=list(WORDS[field]).index)


def _level(field: str, part: str) -> StrEnum | None:
    """The level a text begins with; None where it begins with none, or names another one besides."""
    meanings = _MEANINGS[field]
    if part in meanings:
        return meanings[part]
    word = max((word for word in _spelled_out(field) if re.match(rf"{word}\b", part)), key=len, default="")
    rest = part[len(word) :]
    others = (other for other in _spelled_out(field) if meanings[other] is not meanings.get(word))
    return None if any(re.search(rf"\b{other}\b", rest) for other in others) else meanings.get(word)


def _names_a_level(field: str, part: str) -> bool:
    return any(re.search(rf"\b{word}\b", part) for word in _spelled_out(field))


def _spelled_out(field: str) -> list[str]:
    return [word for word in _MEANINGS[field] if len(word) > _ABBREVIATION]


def read_yes_no(text: str) -> bool | None:
    """Whether a cell says yes or no; None if it says neither."""
    spoken = plain(text)
    return True if spoken in _YES else False if spoken in _NO else None


def read_incumbent(text: str) -> bool | None:
    """Re-elected or for the first time, by its word ("Tái cử", "Mới"); None for anything else, also for a mark."""
    return _INCUMBENT.get(plain(text))


def accepted_words(field: str) -> tuple[str, ...]:
    """What a message offers for a field: for each value its word in the file format and its Vietnamese one."""
    if field in WORDS:
        return tuple(spoken for words in WORDS[field].values() for spoken in words[:2])
    marks = ("x", "1", "yes", "có", "0", "no", "không")
    return ("Tái cử", "Mới", *marks) if field == "incumbent" else marks


def level_words(field: str) -> Mapping[str, StrEnum]:
    """The words of a field that can be a column's heading: no abbreviations, nothing that merely says "none"."""
    unclear = {"none", "không", "chưa", "chưa có"}
    return {
        word: value
        for word, value in _MEANINGS[field].items()
        if (len(word) > _ABBREVIATION or field == "sex") and word not in unclear
    }
