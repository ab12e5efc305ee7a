"""Large JSON read piece by piece: what is sound is read, what is not is refused where it stands, in words."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from tally.interchange import json_stream
from tally.interchange.json_stream import JsonDocument

SOUND = b'{"a": 1, "A": [{"x": "\xc4\x90"}, 2], "b": null}'


def document(folder: Path, content: bytes) -> JsonDocument:
    path = folder / "d.json"
    path.write_bytes(content)
    return JsonDocument(path, "d.json", "A")


def refused(folder: Path, content: bytes) -> Fault:
    with pytest.raises(InputError) as raised:
        document(folder, content).outline()
    (fault,) = raised.value.faults
    return fault


def test_members_and_items_are_read_apart(tmp_path: Path) -> None:
    sound = document(tmp_path, SOUND)
    outline = sound.outline()
    assert (outline.members, outline.items) == ({"a": 1, "b": None}, 2)
    assert [(item.at, item.value) for item in sound.items()] == [(0, {"x": "Đ"}), (1, 2)]


def test_no_array_is_not_an_empty_one(tmp_path: Path) -> None:
    assert document(tmp_path, b'{"a": 1}').outline().items is None
    assert document(tmp_path, b'{"A": []}').outline().items == 0


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(
    items=st.lists(values, max_size=6),
    more=st.dictionaries(st.text(max_size=5).filter(lambda key: key != "A"), values, max_size=3),
    style=st.fixed_dictionaries({"ensure_ascii": st.booleans(), "indent": st.sampled_from([None, 0, 3])}),
    piece=st.integers(1, 40),
)
def test_whatever_json_writes_is_read_however_it_is_cut_into_pieces(
    tmp_path_factory: pytest.TempPathFactory,
    items: list[Any],
    more: dict[str, Any],
    style: dict[str, Any],
    piece: int,
) -> None:
    text = json.dumps(more | {"A": items}, **style)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_PIECE", piece)
        found = document(tmp_path_factory.mktemp("json"), text.encode())
        assert found.outline().members == more
        assert [item.value for item in found.items()] == items


# Content, then of the fault its name, row, column, key and what is seen; "" is something long.
REFUSED: list[tuple[bytes, str, int, str | None, str | None, str | None]] = [
    (b"", "json.empty", 1, "1", None, None),
    (b" \n\n ", "json.empty", 3, "2", None, None),
    (b"[1]", "json.malformed", 1, "1", None, "[1]"),
    (SOUND[:-1], "json.cut_short", 1, str(len(SOUND.decode())), None, None),
    (SOUND[:25], "json.cut_short", 1, "25", "A[0]", None),  # inside a text
    (b'{"A": [1,\n  {"x": 1,, "y": 2}, ' + b"3, " * 10_000, "json.malformed", 2, "11", "A[1]", ""),
    (b'{"A": [1, {"x": \x00}, 2]}' + b" " * 100, "json.malformed", 1, "17", "A[1]", ""),
    (b'{"a": 1,}', "json.malformed", 1, "9", None, "}"),
    (SOUND + b"x", "json.malformed", 1, str(len(SOUND.decode()) + 1), None, "x"),
    (b'{"A": {"x": 1}}', "json.not_an_array", 1, "7", None, '{"x": 1}}'),
    (b'{"A": null}', "json.not_an_array", 1, "7", None, "null}"),
    (b'{"A": [1,\n{"x": 1, "x": 1}]}', "json.repeated_key", 2, "1", "A[1]", "x"),
    (b'{"a": 1, "a": 1}', "json.repeated_key", 1, "13", None, "a"),
    (b'{"A": [NaN]}', "json.malformed", 1, "8", "A[0]", "NaN"),
    (b'{"A": [{"x": "\\ud800"}]}', "json.half_a_letter", 1, "8", "A[0]", None),
    (b'{"A": [{"x": "\\uD83D\\uDE00\\uDE00"}]}', "json.half_a_letter", 1, "8", "A[0]", None),
    (b'{"\\udfff": 1}', "json.half_a_letter", 1, "2", None, None),
    (b'{"A": [' + b"9" * 5000 + b"]}", "json.too_many_digits", 1, "8", "A[0]", None),
    (b'{"A": [1,\n "\xff"]}', "json.undecodable", 2, "3", None, "0xFF"),
    (b'{"A": [' + b"[" * 100_000, "json.too_deep", 1, "8", "A[0]", None),
    ("{}".encode("utf-16"), "file.utf16", 1, None, None, "FF FE"),
    (gzip.compress(SOUND), "file.compressed", 1, None, None, "1F 8B"),
    (b"PK\x03\x04" + b"\0" * 30, "file.workbook", 1, None, None, "50 4B 03 04"),
]


@pytest.mark.parametrize(("content", "expected"), [(content, expected) for content, *expected in REFUSED])
def test_what_is_no_json_is_refused_where_it_stands(tmp_path: Path, content: bytes, expected: list[Any]) -> None:
    fault = refused(tmp_path, content)
    *place, seen = expected
    assert [fault.name, fault.place.row, fault.place.column, fault.place.key] == place
    assert fault.seen is not None if seen == "" else fault.seen == seen


def test_a_whole_letter_written_as_two_escapes_and_an_escaped_backslash_are_text(tmp_path: Path) -> None:
    outline = document(tmp_path, b'{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}').outline()
    assert outline.members == {"a": "\U0001f600", "b": "\\ud800"}


def test_a_fault_early_in_a_long_file_is_told_as_itself_and_not_as_too_long(tmp_path: Path) -> None:
    record = b'{"x": [1, 2, 3]},\n'
    content = b'{"A": [\n' + record * 9 + b'{"x": [1, 2 3]},\n' + record * 400_000 + b"0]}"
    fault = refused(tmp_path, content)
    assert (fault.name, fault.place.row, fault.place.column, fault.place.key) == ("json.malformed", 11, "13", "A[9]")


def test_an_item_or_member_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "ITEM_LIMIT", 50)
    monkeypatch.setattr(json_stream, "MEMBERS_LIMIT", 100)
    monkeypatch.setattr(json_stream, "_PIECE", 10)
    assert document(tmp_path, b'{"A": ["' + b"x" * 40 + b'"]}').outline().items == 1
    assert refused(tmp_path, b'{"A": ["' + b"x" * 90 + b'"]}').name == "json.too_long"
    assert document(tmp_path, b'{"a": "' + b"x" * 90 + b'"}').outline().items is None
    assert refused(tmp_path, b'{"a": "' + b"x" * 200 + b'"}').name == "json.too_long"
