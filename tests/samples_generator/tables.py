"""How the files are written: columns of a slate, rows of a pile, and the bytes different programs make of a table."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rules.partial_date import PartialDate
from tests.samples_generator.people import Person
from tests.samples_generator.piles import Paper

Column = tuple[str, Callable[[Person], str]]
Rows = list[list[str]]

_QUALIFICATIONS = {
    "postgraduate": "Thạc sĩ",
    "university": "Đại học",
    "college": "Cao đẳng",
    "vocational": "Trung cấp",
}
_THEORIES = {
    "bachelor": "Cử nhân",
    "advanced": "Cao cấp",
    "intermediate": "Trung cấp",
    "elementary": "Sơ cấp",
    "none": "Chưa",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The marks of the program a file was saved with."""

    separator: str = ","
    line_end: str = "\n"
    byte_order_mark: bool = False
    unicode: Literal["NFC", "NFD"] = "NFC"


PLAIN = Writing()
EXCEL = Writing(separator=";", line_end="\r\n", byte_order_mark=True)
"""Excel with Vietnamese settings: "CSV UTF-8 (Comma delimited)" has semicolons there."""
MACINTOSH = Writing(unicode="NFD")
"""Letters and their marks apart, as names come out of a Macintosh."""


def vietnamese_columns(*, short_dates: bool = False) -> tuple[Column, ...]:
    """Every column of the format, under the organizers' own headings."""
    shown = _short if short_dates else _full
    return (
        ("Họ và tên", lambda person: person.name),
        ("Ngày sinh", lambda person: shown(person.born)),
        ("Giới tính", lambda person: "Nữ" if person.female else "Nam"),
        ("Dân tộc", lambda person: person.ethnicity),
        ("Tôn giáo", lambda person: person.religion),
        ("Ngày kết nạp", lambda person: shown(person.joined)),
        ("Ngày chính thức", lambda person: shown(person.official)),
        ("Trình độ chuyên môn", lambda person: _QUALIFICATIONS[person.qualification]),
        ("Lý luận chính trị", lambda person: _THEORIES[person.theory]),
        ("Chức vụ hiện nay", lambda person: person.post),
        ("Tái cử / Mới", lambda person: "Tái cử" if person.incumbent else "Mới"),
        ("Quy hoạch", lambda person: "có" if person.planned else "không"),
        ("Dự kiến ban thường vụ", lambda person: "x" if person.for_standing else ""),
        ("Khoa học, công nghệ", lambda person: "có" if person.science else "không"),
    )


def english_columns() -> tuple[Column, ...]:
    """The same columns by the names of the format."""
    return (
        ("name", lambda person: person.name),
        ("born", lambda person: person.born.iso() if person.born else ""),
        ("sex", lambda person: "female" if person.female else "male"),
        ("ethnicity", lambda person: person.ethnicity),
        ("religion", lambda person: person.religion),
        ("joined", lambda person: person.joined.iso()),
        ("official", lambda person: person.official.iso()),
        ("qualification", lambda person: person.qualification),
        ("theory", lambda person: person.theory),
        ("post", lambda person: person.post),
        ("incumbent", lambda person: _yes_no(yes=person.incumbent)),
        ("planned", lambda person: _yes_no(yes=person.planned)),
        ("for_standing", lambda person: _yes_no(yes=person.for_standing)),
        ("science", lambda person: _yes_no(yes=person.science)),
    )


def marked_columns() -> tuple[Column, ...]:
    """As workbooks have it that were made to be printed: one column a sex and a level, with a mark."""
    return (
        ("Họ và tên", lambda person: person.name),
        ("Ngày tháng năm sinh", lambda person: _full(person.born)),
        ("Nam", lambda person: "" if person.female else "x"),
        ("Nữ", lambda person: "x" if person.female else ""),
        ("Dân tộc", lambda person: person.ethnicity),
        *(_level_column("Trình độ chuyên môn", *level) for level in _marked_qualifications()),
        *(_theory_column("Trình độ LLCT", *level) for level in _marked_theories()),
        ("Chức vụ", lambda person: person.post),
        ("Tham gia lần đầu", lambda person: "" if person.incumbent else "x"),
        ("BTV", lambda person: "x" if person.for_standing else ""),
    )


def without(columns: Iterable[Column], *headings: str) -> tuple[Column, ...]:
    """The columns but for some."""
    return tuple(column for column in columns if column[0] not in headings)


def slate_rows(people: Sequence[Person], columns: Sequence[Column], *, number: str) -> Rows:
    """The rows of a slate, numbered; ``number`` is the heading of the numbers."""
    header = [number, *(heading for heading, _ in columns)]
    return [header, *([str(at), *(cell(person) for _, cell in columns)] for at, person in enumerate(people, start=1))]


def strike_rows(pile: Sequence[Paper], names: int) -> Rows:
    """The layout ``ballot,struck,invalid``; ``-`` for a paper with nothing struck, ``*`` with all."""
    return [
        ["ballot", "struck", "invalid"],
        *([_stamp(at, pile), _codes(paper.struck, names), paper.invalid] for at, paper in enumerate(pile, start=1)),
    ]


def wide_rows(pile: Sequence[Paper], names: int) -> Rows:
    """The wide layout, 1 for a name that was kept."""
    numbers = range(1, names + 1)
    return [
        ["ballot", *map(str, numbers), "invalid"],
        *(
            [_stamp(at, pile), *(str(int(number not in paper.struck)) for number in numbers), paper.invalid]
            for at, paper in enumerate(pile, start=1)
        ),
    ]


def boxed_rows(pile: Sequence[str]) -> Rows:
    """The layout ``ballot,agree,disagree`` of one name."""
    return [
        ["ballot", "agree", "disagree"],
        *(
            [_stamp(at, pile), "1" if paper in {"a", "b"} else "-", "1" if paper in {"d", "b"} else "-"]
            for at, paper in enumerate(pile, start=1)
        ),
    ]


def as_bytes(rows: Rows, writing: Writing = PLAIN) -> bytes:
    """The file as one program or another saves it."""
    text = io.StringIO()
    csv.writer(text, delimiter=writing.separator, lineterminator=writing.line_end).writerows(rows)
    content = unicodedata.normalize(writing.unicode, text.getvalue())
    return content.encode("utf-8-sig" if writing.byte_order_mark else "utf-8")


def _marked_qualifications() -> tuple[tuple[str, str], ...]:
    return (("Trên đại học", "postgraduate"), ("Đại học", "university"), ("Cao đẳng", "college"))


def _marked_theories() -> tuple[tuple[str, str], ...]:
    return (("Cao cấp", "advanced"), ("Trung cấp", "intermediate"), ("Sơ cấp", "elementary"))


def _level_column(parent: str, heading: str, level: str) -> Column:
    return f"{parent}: {heading}", lambda person: "x" if person.qualification == level else ""


def _theory_column(parent: str, heading: str, level: str) -> Column:
    return f"{parent}: {heading}", lambda person: "x" if person.theory == level else ""


def _full(day: PartialDate | None) -> str:
    return day.vietnamese() if day else ""


def _short(day: PartialDate | None) -> str:
    """Without the zeros in front, as spreadsheets show it: 7/3/1979."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _yes_no(*, yes: bool) -> str:
    return "yes" if yes else "no"


def _stamp(at: int, pile: Sequence[object]) -> str:
    return str(at).zfill(len(str(len(pile))))


def _codes(struck: frozenset[int], names: int) -> str:
    if not struck:
        return "-"
    if len(struck) == names:
        return "*"
    return " ".join(str(number).zfill(len(str(names))) for number in sorted(struck))
