"""Which column holds what: headings in English or Vietnamese, alone or under a common heading (parent + child)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rules.errors import FaultList, Place
from rules.phrase import phrase
from rules.text_file import visible
from rules.vocabulary import LEVELS, level_words, plain


class Reading(StrEnum):
    """How the cells of a column are read."""

    VALUE = "value"  # the cell holds the value
    MARK = "mark"  # a mark means the value of the heading ("Nữ", "Cao cấp")
    OPPOSITE = "opposite"  # yes and no change places ("Tham gia lần đầu" of the field incumbent)
    DATED_MARK = "dated_mark"  # the date in it is the value, that it stands there a mark ("Năm sinh": "Nam", "Nữ")
    PART = "part"  # one of several cells that make up the text ("Chức vụ hiện nay": "Đảng", "Chính quyền")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as it stands in the file; ``parent`` is the common heading over it, empty where there is none.

    ``letters`` name the column of a workbook, as Excel does.
    """

    parent: str = ""
    child: str
    letters: str = ""

    @property
    def shown(self) -> str:
        """As messages and notes show it."""
        return visible(f"{self.parent}: {self.child}" if self.parent else self.child)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it holds. ``field`` is one of ``Candidate``, None for a heading that is not known.

    ``value`` is what a mark in it means.
    """

    index: int
    heading: str
    letters: str = ""
    field: str | None = None
    reading: Reading = Reading.VALUE
    value: StrEnum | None = None

    @property
    def where(self) -> str:
        """As messages name it: by its heading, in a workbook also by its letters."""
        return f"{self.heading} ({self.letters})" if self.letters else self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a heading says of the cells below it; no field means that they are a note."""

    field: str | None
    reading: Reading = Reading.VALUE
    value: StrEnum | None = None


# The first one is the name in the file format (design §4); the others are headings seen or expected in real lists.
_NAMES: Mapping[str, Sequence[str]] = {
    "number": ("number", "STT", "Số TT", "Số thứ tự", "TT"),
    "name": ("name", "Họ và tên", "Họ tên", "Họ, chữ đệm và tên"),
    "born": ("born", "Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Tháng năm sinh"),
    "sex": ("sex", "Giới tính", "Giới"),
    "ethnicity": ("ethnicity", "Dân tộc"),
    "religion": ("religion", "Tôn giáo"),
    "joined": ("joined", "Ngày vào Đảng", "Ngày kết nạp", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị"),
    "official": ("official", "Ngày chính thức", "Ngày vào Đảng chính thức", "Ngày công nhận chính thức"),
    "qualification": (
        "qualification",
        "Trình độ chuyên môn",
        "Chuyên môn",
        "Trình độ chuyên môn nghiệp vụ",
        "Chuyên môn nghiệp vụ",
    ),
    "theory": (
        "theory",
        "Lý luận chính trị",
        "LLCT",
        "Trình độ LLCT",
        "Trình độ lý luận chính trị",
    ),
    "post": ("post", "Chức vụ", "Chức vụ hiện nay", "Chức vụ công tác", "Chức vụ, đơn vị công tác"),
    "incumbent": ("incumbent", "Tái cử / Mới", "Tái cử", "Tái cử / Tham gia lần đầu", "Tái cử / Lần đầu"),
    "planned": ("planned", "Quy hoạch", "Trong quy hoạch", "Có trong quy hoạch", "Thuộc quy hoạch"),
    "for_standing": (
        "for_standing",
        "Dự kiến ban thường vụ",
        "BTV",
        "Dự kiến BTV",
        "Ban thường vụ",
        "Dự kiến tham gia ban thường vụ",
    ),
    "science": ("science", "Khoa học, công nghệ", "Khoa học và công nghệ", "KHCN"),
    "nomination": ("nomination", "Hình thức giới thiệu"),
    "retires": ("retires", "Thời điểm nghỉ hưu", "Nghỉ hưu", "Tháng nghỉ hưu", "Ngày nghỉ hưu"),
    "number_before": (
        "number_before",
        "Số trước",
        "STT trước",
        "Số thứ tự trước",
        "Số lần bầu trước",
        "STT lần bầu trước",
        "Số thứ tự lần bầu trước",
    ),
}
FIELDS = tuple(_NAMES)
"""The fields a slate file can have a column for."""

_FIRST_TIME = ("Tham gia lần đầu", "Lần đầu", "Mới", "Tham gia cấp ủy lần đầu")
_PARTY_DATES = {
    "joined": ("kết nạp", "Ngày kết nạp", "Dự bị", "Ngày dự bị"),
    "official": ("chính thức", "Ngày chính thức"),
}
_POSTS = ("Đảng", "Chính quyền", "Đoàn thể")
_NAME_PARTS = (
    "Họ",
    "Họ và",
    "Họ đệm",
    "Họ và đệm",
    "Họ và tên đệm",
    "Họ, tên đệm",
    "Họ và chữ đệm",
    "Họ, chữ đệm",
    "Họ lót",
    "Chữ đệm",
    "Tên đệm",
    "Tên",
)
_BRACKET = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """What headings are compared by: small letters and digits, without spaces and marks ("SỐ  TT", "KH&CN")."""
    return "".join(char for char in plain(text) if char.isalnum())


def _entries() -> Iterator[tuple[str, Meaning]]:
    for field, names in _NAMES.items():
        yield from ((name, Meaning(field=field)) for name in names)
    yield from ((name, Meaning(field="incumbent", reading=Reading.OPPOSITE)) for name in _FIRST_TIME)
    for field, children in _PARTY_DATES.items():
        yield from _under(("Ngày vào Đảng", "Vào Đảng"), children, Meaning(field=field))
    yield from _under(_NAMES["post"], _POSTS, Meaning(field="post", reading=Reading.PART))
    yield from _under(("", *_NAMES["name"]), _NAME_PARTS, Meaning(field="name", reading=Reading.PART))
    for word, value in level_words("sex").items():
        yield from _under(_NAMES["born"], (word,), Meaning(field="born", reading=Reading.DATED_MARK, value=value))
    for field in ("sex", *LEVELS):
        for word, value in level_words(field).items():
            yield from _under(("", *_NAMES[field]), (word,), Meaning(field=field, reading=Reading.MARK, value=value))


def _under(parents: Sequence[str], children: Sequence[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    return ((parent + child, meaning) for parent in parents for child in children)


@cache
def _known() -> Mapping[str, tuple[Meaning, ...]]:
    known: dict[str, tuple[Meaning, ...]] = {}
    for text, meaning in _entries():
        key = key_of(text)
        known[key] = tuple(dict.fromkeys((*known.get(key, ()), meaning)))
    return known


def fields_named(heading: str) -> Mapping[str, Reading]:
    """The fields a heading alone can be of, and how the cells under it are read; none for a heading not known."""
    meanings = meanings_of(Heading(child=heading))
    return {meaning.field: meaning.reading for meaning in meanings if meaning.field is not None}


def name_columns(
    headings: Sequence[Heading],
    faults: FaultList,
    *,
    row: int,
    by_hand: Mapping[str, Meaning] | None = None,
) -> tuple[Column, ...]:
    """Say what each column holds, in the order of the file; faults where two columns or two readings compete.

    ``by_hand`` is what the user says of some headings, by their key.

    A bare "Trung cấp" or "Cử nhân" is a level of the profession or of political theory: the other columns decide
    (the field that has no column of its own, then the one whose other levels are there), else it is a fault.
    """
    found = [meanings_of(heading, by_hand) for heading in headings]
    sure = [meanings[0] for meanings in found if len(meanings) == 1]
    columns = []
    for index, (heading, possible) in enumerate(zip(headings, found, strict=True)):
        meanings = _likely(possible, sure) if len(possible) > 1 else possible
        meaning = meanings[0] if len(meanings) == 1 else Meaning(field=None)
        column = Column(
            index=index,
            heading=heading.shown,
            letters=heading.letters,
            field=meaning.field,
            reading=meaning.reading,
            value=meaning.value,
        )
        if len(meanings) > 1:
            faults.add(
                "slate.level_unclear",
                phrase("không rõ cột «{heading}» là chuyên môn hay lý luận chính trị", heading=heading.shown),
                phrase(
                    "ghi cả tiêu đề chung: «Trình độ chuyên môn: {level}» hoặc «Trình độ LLCT: {level}»",
                    level=heading.shown,
                ),
                place=Place(row=row, column=column.where),
                seen=heading.shown,
            )
        columns.append(column)
    _refuse_competing(columns, faults, row)
    return tuple(columns)


def meanings_of(heading: Heading, by_hand: Mapping[str, Meaning] | None = None) -> tuple[Meaning, ...]:
    """What a heading can mean; a parent that is not known makes its children notes (whose "Họ tên" would it be?)."""
    if by_hand and (said := by_hand.get(key_of(heading.shown))) is not None:
        return (said,)
    full = f"{heading.parent} {heading.child}"
    return _known().get(key_of(full)) or _known().get(key_of(_BRACKET.sub(" ", full))) or ()


def _likely(meanings: tuple[Meaning, ...], sure: Sequence[Meaning]) -> tuple[Meaning, ...]:
    whole = {meaning.field for meaning in sure if meaning.reading is Reading.VALUE}
    by_level = {meaning.field for meaning in sure if meaning.reading is Reading.MARK}
    free = tuple(meaning for meaning in meanings if meaning.field not in whole) or meanings
    sisters = tuple(meaning for meaning in free if meaning.field in by_level)
    return sisters if len(sisters) == 1 else free


def _refuse_competing(columns: Sequence[Column], faults: FaultList, row: int) -> None:
    before: dict[str, list[Column]] = {}
    for column in columns:
        if column.field is None:
            continue
        rivals = before.setdefault(column.field, [])
        rival = next((other for other in rivals if _compete(other, column)), None)
        rivals.append(column)
        if rival is not None:
            faults.add(
                "slate.field_twice",
                phrase(
                    "hai cột «{first}» và «{second}» cùng nói về một điều",
                    first=rival.where,
                    second=column.where,
                ),
                phrase("giữ một cột; nếu cột kia nói về điều khác thì đổi tiêu đề"),
                place=Place(row=row, column=column.where),
                seen=column.heading,
            )


def _compete(first: Column, second: Column) -> bool:
    """A field has one column, or one a value, or one a part; a turned-round column may stand beside the plain one."""
    if first.reading is second.reading:
        return first.reading in {Reading.VALUE, Reading.OPPOSITE}
    return Reading.OPPOSITE not in {first.reading, second.reading}
