"""Tables asked key by key: the right kind or a fault with its line; no key passes unasked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import FaultList
from rules.messages import Translator
from rules.model import Form
from rules.toml_file import TomlFile, key_lines
from rules.toml_table import COUNT_LIMIT, TomlTable, nearest, toml_text

VIETNAMESE = Translator("vi")


def table(text: str) -> TomlTable:
    """The whole of a text as a table."""
    source = TomlFile(file="congress.toml", sha256="", values=tomllib.loads(text), lines=key_lines(text))
    return TomlTable(source, FaultList(source.file))


ASKED: dict[str, Callable[[TomlTable], object]] = {
    "text": lambda asked: asked.text("key", required=True),
    "texts": lambda asked: asked.texts("key"),
    "count": lambda asked: asked.count("key", required=True),
    "flag": lambda asked: asked.flag("key"),
    "day": lambda asked: asked.day("key", required=True),
    "one_of": lambda asked: asked.one_of("key", Form, required=True),
    "table": lambda asked: asked.table("key", required=True),
    "tables": lambda asked: asked.tables("key"),
}
RIGHT: dict[str, dict[str, object]] = {
    "text": {'"a  b"': "a b", "'strike_out'": "strike_out"},
    "texts": {'["a", " b "]': ("a", "b"), "[]": ()},
    "count": {"0": 0, "12": 12, "1_000": 1000},
    "flag": {"true": True, "false": False},
    "day": {"2020-03-14": date(2020, 3, 14)},
    "one_of": {'"strike_out"': Form.STRIKE_OUT},
}
VALUES = (
    "1",
    "true",
    "1.5",
    '"x"',
    '"2020-03-14"',
    "2020-03-14",
    "2020-03-14T07:00:00",
    "07:00:00",
    "[1]",
    "{ a = 1 }",
)


@pytest.mark.parametrize("kind", RIGHT)
def test_a_value_of_the_right_kind(kind: str) -> None:
    for text, value in RIGHT[kind].items():
        asked = table(f"key = {text}")
        assert ASKED[kind](asked) == value
        asked.finish()
        assert asked.faults.faults == []


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("text", {'"x"', '"2020-03-14"'}),
        ("texts", set[str]()),
        ("count", {"1"}),
        ("flag", {"true"}),
        ("day", {"2020-03-14"}),
        ("one_of", set[str]()),
        ("table", {"{ a = 1 }"}),
        ("tables", set[str]()),
    ],
)
def test_a_value_of_another_kind_is_refused_and_never_turned_into_one(kind: str, right: set[str]) -> None:
    for text in VALUES:
        asked = table(f"# one\n\nkey = {text}\n")
        answer = ASKED[kind](asked)
        if text in right:
            assert asked.faults.faults == []
            continue
        (fault,) = asked.faults.faults
        assert answer in (None, ())
        assert fault.name == ("toml.value_unknown" if kind == "one_of" and text.startswith('"') else "toml.wrong_type")
        assert (fault.place.row, fault.place.key) == (3, "key")
        assert fault.seen is not None
        assert fault.seen in VIETNAMESE.text(fault.message)


def test_a_day_in_quotes_is_shown_as_it_should_be() -> None:
    asked = table('key = "14/3/2020"')
    asked.day("key")
    assert VIETNAMESE.text(asked.faults.faults[0].remedy) == "ghi key = 2020-03-14, không có ngoặc kép"


@pytest.mark.parametrize("kind", ["text", "count", "day", "one_of", "table"])
def test_a_missing_key_is_told_with_what_it_should_be(kind: str) -> None:
    asked = table("other = 1\n")
    assert ASKED[kind](asked) is None
    (fault,) = asked.faults.faults
    assert (fault.name, fault.place.row, fault.seen) == ("toml.key_missing", 1, None)
    if kind == "one_of":
        assert "strike_out, agree_disagree" in VIETNAMESE.text(fault.remedy)


@given(st.integers(-10, 10), st.integers(-5, 5))
def test_counts_have_a_least(value: int, least: int) -> None:
    asked = table(f"key = {value}")
    assert asked.count("key", at_least=least) == (value if value >= least else None)
    assert bool(asked.faults.faults) == (value < least)


def test_counts_have_a_greatest() -> None:
    assert table(f"key = {COUNT_LIMIT}").count("key") == COUNT_LIMIT
    for text in (str(COUNT_LIMIT + 1), "0x" + "F" * 9000):
        asked = table(f"key = {text}")
        assert asked.count("key") is None
        assert len(asked.faults.faults[0].seen or "") <= 80


def test_a_key_nobody_asked_for_is_refused_with_the_nearest_known() -> None:
    asked = table("seats = 3\nseat = 4\nxyz = 5\n")
    asked.count("seats")
    asked.count("size")
    asked.finish()
    first, second = asked.faults.faults
    assert (first.name, first.place.row, first.place.key, first.seen) == ("toml.unknown_key", 2, "seat", "seat")
    assert "có phải «seats»" in VIETNAMESE.text(first.remedy)
    assert "seats, size" in VIETNAMESE.text(second.remedy)


def test_other_keys_may_be_taken_as_they_stand() -> None:
    asked = table('parameter = "a"\nat_least = "20%"\nlevels = ["branch"]\n')
    asked.text("parameter")
    assert asked.others() == {"at_least": "20%", "levels": ["branch"]}
    asked.finish()
    assert asked.faults.faults == []


def test_tables_know_where_they_are() -> None:
    asked = table("[[contest]]\nid = 1\n\n[[contest]]\n[contest.ballots]\nissued = -1\n")
    first, second = asked.tables("contest")
    ballots = second.table("ballots")
    assert ballots is not None
    ballots.count("issued")
    assert (first.place().row, second.place().row, second.shown("id")) == (1, 4, "contest[2].id")
    (fault,) = asked.faults.faults
    assert (fault.place.row, fault.place.key) == (6, "contest[2].ballots.issued")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (3, "3"),
        (1.5, "1.5"),
        ("a", '"a"'),
        (["a", 1, [True]], '["a", 1, [true]]'),
        ({"a": {"b": date(2020, 3, 14)}}, "{ a = { b = 2020-03-14 } }"),
        ("a\x1b[1m", r'"a\x1b[1m"'),
    ],
)
def test_values_are_shown_as_the_file_has_them(value: object, text: str) -> None:
    assert toml_text(value) == text
    assert toml_text(16**9000) == "0x1" + "0" * 76 + "…"


def test_the_nearest_word() -> None:
    assert nearest("deligates", ("members", "delegates")) == "delegates"
    assert nearest("xyz", ("members", "delegates")) is None
