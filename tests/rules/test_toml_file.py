"""TOML with lines: the scanner finds every key where the text has it, and what is no TOML is refused with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from rules.errors import InputError
from rules.messages import Translator
from rules.toml_file import KeyPath, TomlFile, key_lines, key_text, read_toml

VIETNAMESE = Translator("vi")

LINES = (
    'format = "x # = [y]"  # a comment = [with] { marks }',
    "# [congress]",
    "[congress]",
    "name = 'a = [b]'",
    'body = """',
    "[contest]",
    r'seats = 1 \""" still """""',
    "opens = 2020-07-15 # day",
    "closes = 2020-07-15 07:30:00Z",
    "",
    "[[contest]]",
    'id = "a"',
    'ballots = { file = "a # b.csv", issued = 1, "re.turned" = [1, 2] }',
    "[contest.attendance]",
    "summoned = 3",
    "excluded.exempt = 2",
    "  [contest.attendance.reasons]",
    "  x = '''[[contest]]",
    "' '' '''",
    "",
    "[[contest]]",
    "seats = 0x10",
    "names = [ # ]",
    '  "x]", [1, { a = [',
    "  2] }],",
    "",
    '  "y",',
    "]",
    "[[contest.part]]",
    "[[contest.part]]",
    '\'l "m"\'."n\\u0301" = 1.5',
)
TEXT = "\n".join(LINES)


def test_the_line_of_every_key() -> None:
    assert dict(key_lines(TEXT)) == {
        ("format",): 1,
        ("congress",): 3,
        ("congress", "name"): 4,
        ("congress", "body"): 5,
        ("congress", "opens"): 8,
        ("congress", "closes"): 9,
        ("contest",): 11,
        ("contest", 0): 11,
        ("contest", 0, "id"): 12,
        ("contest", 0, "ballots"): 13,
        ("contest", 0, "ballots", "file"): 13,
        ("contest", 0, "ballots", "issued"): 13,
        ("contest", 0, "ballots", "re.turned"): 13,
        ("contest", 0, "ballots", "re.turned", 0): 13,
        ("contest", 0, "ballots", "re.turned", 1): 13,
        ("contest", 0, "attendance"): 14,
        ("contest", 0, "attendance", "summoned"): 15,
        ("contest", 0, "attendance", "excluded"): 16,
        ("contest", 0, "attendance", "excluded", "exempt"): 16,
        ("contest", 0, "attendance", "reasons"): 17,
        ("contest", 0, "attendance", "reasons", "x"): 18,
        ("contest", 1): 21,
        ("contest", 1, "seats"): 22,
        ("contest", 1, "names"): 23,
        ("contest", 1, "names", 0): 24,
        ("contest", 1, "names", 1): 24,
        ("contest", 1, "names", 1, 0): 24,
        ("contest", 1, "names", 1, 1): 24,
        ("contest", 1, "names", 1, 1, "a"): 24,
        ("contest", 1, "names", 1, 1, "a", 0): 25,
        ("contest", 1, "names", 2): 27,
        ("contest", 1, "part"): 29,
        ("contest", 1, "part", 0): 29,
        ("contest", 1, "part", 1): 30,
        ("contest", 1, "part", 1, 'l "m"'): 31,
        ("contest", 1, "part", 1, 'l "m"', "n\u0301"): 31,
    }


def test_lines_are_the_same_with_windows_line_ends() -> None:
    assert key_lines(TEXT.replace("\n", "\r\n")) == key_lines(TEXT)


def paths(value: object, above: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key, table and item of what tomllib read."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, below in items:
        yield (*above, part)
        yield from paths(below, (*above, part))


_KEYS = ("a", "b", "c.d", '"e.f"', "'g h'", "a . b", '"\\""')
_SIMPLE = ("1", "-0x1F", "1.5e3", "true", '"x"', "'='", '"[[a]]"', '"#"', "2020-07-15", "2020-07-15 10:00:00", "''")
_LONG = ('"""\n[a]\nb = 1\\""""""', "'''\n# = '\n'''", '"""a\\\n\n  b"""', "''''a'''''")
_VALUES = st.recursive(
    st.sampled_from(_SIMPLE + _LONG),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[ " + ", # ]\n".join(items) + "\n]"),
        st.lists(st.tuples(st.sampled_from(_KEYS), inner), max_size=2).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }",
        ),
    ),
    max_leaves=5,
)
_STATEMENTS = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(_KEYS), _VALUES),
    st.builds("[{}]".format, st.sampled_from(_KEYS)),
    st.builds("[[ {} ]] # c".format, st.sampled_from(_KEYS)),
    st.sampled_from(("", "# a = [", "\t")),
)


@given(st.lists(_STATEMENTS, max_size=8).map("\n".join))
def test_everything_tomllib_reads_has_a_line(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reject()
    lines = key_lines(text)
    assert set(lines) == set(paths(values))
    rows = text.split("\n")
    assert all(isinstance(path[-1], int) or path[-1] in rows[line - 1] for path, line in lines.items())


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    read = TomlFile(file="congress.toml", sha256="", values=tomllib.loads(TEXT), lines=key_lines(TEXT))
    assert read.line(("contest", 1, "seats")) == 22
    assert read.line(("contest", 1, "ballots", "file")) == 21
    assert read.line(("attendance", "present")) == 1


def test_keys_are_shown_counted_from_one() -> None:
    assert key_text(("contest", 1, "ballots", "issued")) == "contest[2].ballots.issued"
    assert key_text(()) == ""


@pytest.mark.parametrize(
    ("text", "name", "row", "said"),
    [
        ("a = 1\nb = \n", "toml.syntax", 2, "dòng 2, cột 5"),
        ("a = Nguyễn Văn A\n", "toml.syntax", 1, "dòng 1, cột 5"),
        ("a = [1,\n2\n\n", "toml.syntax", 2, "đến hết tệp (dòng 2) vẫn chưa kết thúc"),
        ('a = "x\n', "toml.syntax", 1, "dòng 1, cột"),
        ("a = 1\na = 2\nb = 3\n", "toml.key_twice", 2, "ghi hai lần"),
        ("[a]\n[b]\n[a]\n", "toml.key_twice", 3, "ghi hai lần"),
        ("a = 1\nopens = 2020-02-30\n", "toml.date", 2, "dòng 2, cột 9: ngày không có trong lịch"),
        ("a = 1\rb = 2\r", "file.old_line_ends", 1, "máy Mac cũ"),
        ("a = " + "9" * 5000, "toml.syntax", 1, "dòng 1"),
        ("a = " + "[" * 5000, "toml.syntax", 1, "dòng 1"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path, text: str, name: str, row: int, said: str) -> None:
    (tmp_path / "congress.toml").write_bytes(text.encode())
    with pytest.raises(InputError) as caught:
        read_toml(tmp_path / "congress.toml", shown="congress.toml")
    (fault,) = caught.value.faults
    assert (fault.file, fault.name, fault.place.row) == ("congress.toml", name, row)
    assert said in VIETNAMESE.text(fault.message)
    assert fault.seen is not None
    assert fault.seen in text or fault.seen.endswith("…")
