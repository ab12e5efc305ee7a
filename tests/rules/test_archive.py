"""A zip has the same bytes whenever and wherever it is made, and a hostile one is refused before anything is opened."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import archive
from rules.archive import read_archive, unpack, write_archive
from rules.errors import InputError

PARTS = st.text("abcxyzàđ 0129._-", min_size=1, max_size=8).filter(lambda part: not part.endswith((".", " ")))
NAMES = st.lists(PARTS.filter(lambda part: part not in {".", ".."}), min_size=1, max_size=3).map("/".join)


def folded(name: str) -> str:
    """How a system that knows no case sees a name."""
    return unicodedata.normalize("NFC", name).casefold()


FILES = st.lists(st.tuples(NAMES, st.binary(max_size=200)), unique_by=lambda file: folded(file[0]), max_size=6).map(
    dict
)


def refused(content: bytes) -> list[str]:
    """The names of the faults of an archive."""
    with pytest.raises(InputError) as caught:
        unpack(content, shown="hồ sơ.zip")
    for fault in caught.value.faults:
        assert fault.file == "hồ sơ.zip"
    return [fault.name for fault in caught.value.faults]


def zipped(*entries: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip as other programs make it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


@given(FILES)
def test_what_is_written_is_read_back(files: dict[str, bytes]) -> None:
    assert unpack(write_archive(files), shown="a.zip") == files


@given(FILES)
def test_the_order_in_which_files_come_changes_nothing(files: dict[str, bytes]) -> None:
    assert write_archive(dict(reversed(files.items()))) == write_archive(files)


def test_nothing_in_it_tells_when_where_and_with_what_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(write_archive({"b": b"2", "a/đ.csv": b"1"}))) as made:
        infos = made.infolist()
    assert [info.filename for info in infos] == ["a/đ.csv", "b"]
    for info in infos:
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.create_system == 3
        assert info.external_attr >> 16 == stat.S_IFREG | 0o644
        assert info.compress_type == zipfile.ZIP_STORED
        assert (info.extra, info.comment) == (b"", b"")


def test_a_file_may_have_to_come_first() -> None:
    files = {"_rels": b"", "[Content_Types].xml": b"", "word": b""}
    made = write_archive(files, first=("[Content_Types].xml",))
    with zipfile.ZipFile(io.BytesIO(made)) as archive_read:
        assert archive_read.namelist() == ["[Content_Types].xml", "_rels", "word"]


OUTSIDE = ["../x", "a/../../x", "/etc/passwd", "a//b", "./a", "a/", "..", "C:/x", "a\\b", "..\\x", "a:b"]
ODD = ["con", "a/NUL.txt", "com1", "a.", "b /c", "a\x1b[2J", "a?b", "a|b"]


@pytest.mark.parametrize("name", OUTSIDE + ODD)
def test_a_name_that_leads_outside_or_that_not_every_system_holds_is_refused(name: str) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    assert "archive.outside" in refused(zipped((info, b"1")))
    with pytest.raises(InputError) as caught:
        write_archive({name: b"1"})
    assert [fault.name for fault in caught.value.faults] == ["archive.name"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_is_refused(kind: int) -> None:
    info = zipfile.ZipInfo("a")
    info.external_attr = (kind | 0o777) << 16
    assert refused(zipped((info, b"/etc/passwd"))) == ["archive.link"]


@pytest.mark.parametrize(("first", "second"), [("a", "A"), ("đ/x", "Đ/x"), ("é", "e\u0301")])
def test_two_files_that_some_system_takes_for_one_are_refused(first: str, second: str) -> None:
    assert refused(zipped((first, b"1"), (second, b"2"))) == ["archive.duplicate"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused() -> None:
    assert refused(zipped(("a", b"1"), ("a", b"2"))) == ["archive.duplicate"]


def test_a_compressed_file_is_refused_before_it_is_opened() -> None:
    bomb = zipped(("a", b"\0" * 20_000_000), compression=zipfile.ZIP_DEFLATED)
    assert set(refused(bomb)) == {"archive.compressed", "archive.too_large"}


def test_an_encrypted_file_is_refused() -> None:
    content = bytearray(write_archive({"a": b"1"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    assert refused(bytes(content)) == ["archive.encrypted"]


def test_files_laid_over_each_other_are_refused() -> None:
    """Every entry of the directory names the same bytes: small outside, large inside."""
    content = write_archive({"a": b"x" * 5000, "b": b"y"})
    start = content.index(b"PK\x01\x02")
    entry = content[start : content.index(b"PK\x05\x06")]
    first = entry[: entry.index(b"PK\x01\x02", 4)]
    many = b"".join(first[:-1] + bytes([letter]) for letter in b"abcdefgh")
    total = struct.pack("<4H2LH", 0, 0, 8, 8, len(many), start, 0)
    assert "archive.too_large" in refused(content[:start] + many + b"PK\x05\x06" + total)


def test_more_files_than_a_record_ever_has_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_archive({f"{number}": b"" for number in range(5)})
    monkeypatch.setattr(archive, "MOST_FILES", 4)
    monkeypatch.setattr(archive, "ZipFile", None)  # whoever opened it now would fail
    assert refused(content) == ["archive.too_many"]


def test_an_end_that_gives_another_length_than_it_says_is_refused() -> None:
    content = write_archive({"a": b""})
    assert refused(content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:]) == ["archive.damaged"]


def test_a_file_too_large_to_hold_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(write_archive({"a": b"1234"}))
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    with pytest.raises(InputError) as caught:
        read_archive(path, shown="record.zip")
    assert [fault.name for fault in caught.value.faults] == ["archive.too_large"]


def made_folder(path: Path) -> None:
    """A folder where a file is expected."""
    path.mkdir()


def made_text(path: Path) -> None:
    """A file that is no zip."""
    path.write_text("không phải zip" * 10, encoding="utf-8")


def made_nothing(path: Path) -> None:
    """No file."""


@pytest.mark.parametrize(
    ("make", "fault"),
    [(made_folder, "archive.missing"), (made_nothing, "archive.missing"), (made_text, "archive.damaged")],
)
def test_what_is_no_zip_is_said(make: Callable[[Path], None], fault: str, tmp_path: Path) -> None:
    make(tmp_path / "a.zip")
    with pytest.raises(InputError) as caught:
        read_archive(tmp_path / "a.zip", shown="a.zip")
    assert [each.name for each in caught.value.faults] == [fault]


ONE = write_archive({"a": b"some bytes", "b/c": b"others"})


@given(st.integers(0, len(ONE) - 1), st.integers(1, 255))
def test_a_damaged_zip_is_read_as_some_files_or_refused(at: int, change: int) -> None:
    damaged = bytearray(ONE)
    damaged[at] ^= change
    with suppress(InputError):  # any other exception fails
        assert all(isinstance(content, bytes) for content in unpack(bytes(damaged), shown="a.zip").values())


@given(st.integers(0, len(ONE) - 1))
def test_a_zip_cut_short_is_refused(length: int) -> None:
    assert refused(ONE[:length]) == ["archive.damaged"]
