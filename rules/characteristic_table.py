"""What a ``[[local]]`` provision of the parameter ``local`` counts: a column, and what its cells must say."""

from __future__ import annotations

from typing import TypedDict

from rules.answer_table import read_ages
from rules.finding import Group
from rules.headings import Reading, fields_named
from rules.law_table import LawTable
from rules.names import fold
from rules.phrase import phrase
from rules.regulation import Ages, Characteristic
from rules.vocabulary import WORDS, accepted_words, read_incumbent, read_word, read_yes_no

_CONDITIONS = ("value", "values", "other_than", "contains", "years")
_DATES = ("born", "joined", "official")
_FLAGS = ("incumbent", "planned", "for_standing", "science")
_TEXTS = ("name", "ethnicity", "religion", "post")
_EMPTY = {"no": True, "unknown": False}


def read_characteristic(table: LawTable) -> Characteristic | None:
    """Read the column and its condition; None, with every fault noted in the table, where they cannot be used.

    The column is called by its name in the file format, by any heading the program reads as that, or, for a column
    it does not know, by the heading as the slate writes it.
    """
    title, column = table.text("title", required=True), table.text("column", required=True)
    given = [key for key in _CONDITIONS if table.has(key)]
    if len(given) != 1:
        table.refuse(
            "no_condition" if not given else "two_conditions",
            given[1] if given else "value",
            phrase("quy định riêng phải nói ô của cột này ghi gì thì được tính, bằng đúng một khóa"),
            phrase("dùng một trong các khóa: {known}", known=_CONDITIONS),
        )
    empty_is_no = _empty_is_no(table)
    group = table.one_of("group", Group)
    condition = _condition(table, given)
    if title is None or column is None or len(given) != 1 or condition is None:
        return None
    field = _field(table, column, given[0])
    if field is None:
        return None
    noted = not fields_named(column)
    if not noted:
        condition["values"] = _words(table, given[0], field, condition["values"])
        condition["other_than"] = _words(table, given[0], field, condition["other_than"])
    return Characteristic(
        title=title,
        heading=column,
        column=field,
        noted=noted,
        empty_is_no=empty_is_no,
        group=group,
        **condition,
    )


def _empty_is_no(table: LawTable) -> bool:
    said = table.text("empty")
    if said is not None and said not in _EMPTY:
        table.refuse(
            "unknown_empty",
            "empty",
            phrase("khóa empty nói ô để trống nghĩa là gì, không có giá trị «{seen}»", seen=said),
            phrase("ghi no (ô trống là không) hoặc bỏ khóa này (ô trống là chưa biết)"),
        )
    return _EMPTY.get(said or "", False)


class _Condition(TypedDict):
    """What a cell must say, in the fields of a ``Characteristic``."""

    values: tuple[str, ...]
    other_than: tuple[str, ...]
    contains: tuple[str, ...]
    years: Ages | None


def _condition(table: LawTable, given: list[str]) -> _Condition | None:
    """What the given keys say, still without a column; a list and a single text are both written."""
    found: dict[str, tuple[str, ...]] = {}
    years: Ages | None = None
    for key in given:
        if key == "years":
            years = read_ages(table, key)
        elif key != "value" and isinstance(table.raw(key), list):
            found[key] = tuple(fold(word) for word in table.words(key, required=True))
        elif (word := table.text(key, required=True)) is not None:
            found[key] = (word,)
    if not any(found.values()) and years is None:
        return None
    return _Condition(
        values=found.get("values", found.get("value", ())),
        other_than=found.get("other_than", ()),
        contains=found.get("contains", ()),
        years=years,
    )


def _field(table: LawTable, column: str, key: str) -> str | None:
    """The field a column is read to, or its own heading where it is kept as a note; None where it cannot be counted."""
    named = fields_named(column)
    if not named:
        if key == "years":
            _refuse_kind(table, key, column)
            return None
        return column
    field, reading = next(iter(named.items()))
    if len(named) > 1 or reading is not Reading.VALUE or field not in {*_DATES, *_FLAGS, *_TEXTS, *WORDS}:
        table.refuse(
            "wrong_column",
            "column",
            phrase(
                "cột «{column}» không đứng riêng: chương trình đọc nó vào cột {field}",
                column=column,
                field=field,
            ),
            phrase("gọi cột bằng tên của nó, ví dụ {example}", example=f'column = "{field}"'),
        )
        return None
    if (field in _DATES) != (key == "years") or (key == "contains" and field not in _TEXTS):
        _refuse_kind(table, key, column)
        return None
    return field


def _refuse_kind(table: LawTable, key: str, column: str) -> None:
    table.refuse(
        "wrong_condition",
        key,
        phrase("cột «{column}» không dùng được với khóa {key}", column=column, key=key),
        phrase("cột ngày thì dùng years; contains chỉ dùng với cột chữ; còn lại dùng value, values hoặc other_than"),
    )


def _words(table: LawTable, key: str, field: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word as the value its cells are read to: "Cao cấp" is ``advanced``, "Tái cử" is ``yes``."""
    if field in _TEXTS:
        return words
    read = {word: _value(field, word) for word in words}
    unknown = tuple(word for word, value in read.items() if value is None)
    if unknown:
        table.refuse(
            "unknown_value",
            key,
            phrase("cột {field} không có giá trị: {words}", field=field, words=unknown),
            phrase("dùng một trong các cách ghi: {accepted}", accepted=accepted_words(field)),
        )
    return tuple(dict.fromkeys(value for value in read.values() if value is not None))


def _value(field: str, word: str) -> str | None:
    if field in WORDS:
        value = read_word(field, word)
        return None if value is None else value.value
    said = read_incumbent(word) if field == "incumbent" else None
    if said is None:
        said = read_yes_no(word)
    return None if said is None else "yes" if said else "no"
