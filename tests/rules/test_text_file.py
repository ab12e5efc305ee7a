"""Text files: UTF-8 or refused, with the place of the first byte that is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.text_file import LINE_LIMIT, control_character, hidden_character, read_text, shortened, visible

VIETNAMESE = Translator("vi")


def refused(path: Path) -> Fault:
    """The only fault of a file."""
    with pytest.raises(InputError) as caught:
        read_text(path, shown="slate.csv")
    (fault,) = caught.value.faults
    assert fault.file == "slate.csv"
    return fault


def written(folder: Path, content: bytes) -> Path:
    """A file of these bytes."""
    path = folder / "slate.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_text_is_without_the_mark_and_the_digest_is_of_the_bytes(tmp_path: Path, mark: bytes) -> None:
    content = mark + "Họ và tên\r\n".encode()
    read = read_text(written(tmp_path, content), shown="slate.csv")
    assert read.text == "Họ và tên\r\n"
    assert read.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_of_another_encoding_is_named_with_its_row(tmp_path: Path, mark: bytes) -> None:
    # "é" of Windows-1258 in the third line.
    fault = refused(written(tmp_path, mark + "STT\nDũng\n1,L".encode() + b"\xe9,x\n2,\xe9\n"))
    assert (fault.name, fault.place.row, fault.seen) == ("file.undecodable", 3, "0xE9")
    assert "byte thứ 4" in VIETNAMESE.text(fault.message)
    assert "Lưu dưới dạng CSV UTF-8" in VIETNAMESE.text(fault.remedy)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("STT;Họ tên".encode("utf-16"), "file.utf16", "UTF-16"),
        (b"\xfe\xff" + "STT;Họ tên".encode("utf-16-be"), "file.utf16", "UTF-16"),
        ("STT;Họ tên".encode("utf-32"), "file.utf16", "UTF-32"),
        (b"PK\x03\x04rest of a workbook", "file.workbook", "sổ tính Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.workbook", "sổ tính Excel"),
        (b"", "file.empty", "rỗng"),
        (b"\xef\xbb\xbf\r\n \r\n", "file.empty", "rỗng"),
        (b"STT\n1\n2\x00\n", "file.nul", "1 ký tự NUL, đầu tiên ở dòng 3"),
        (b"a" * (LINE_LIMIT + 1), "file.line_too_long", "dòng 1 dài quá 1000000 byte"),
        (b"ok\n" + b"a" * (2 * LINE_LIMIT), "file.line_too_long", "dòng 2"),
        (b"ok\n" + b"a,b\r" * LINE_LIMIT, "file.old_line_ends", "từ dòng 2"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file.other_kind", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "file.other_kind", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file.other_kind", "JPEG"),
        (b"PAR1\x15\x04", "file.other_kind", "Parquet"),
        (bytes(range(256)) * 3, "file.binary", "không phải là văn bản"),
        ("Nguyễn Văn An;1;2;3".encode("utf-16-le"), "file.binary", "mã khác UTF-8"),
        (b"\xc8" * 19 + b"\x02", "file.binary", "không phải là văn bản"),
        (b"\xc8" * 20 + b"\x02", "file.undecodable", "byte thứ 1 "),
        (b"\xc8" * 1000 + b"\0" * 1000, "file.undecodable", "byte thứ 1 "),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    fault = refused(written(tmp_path, content))
    assert fault.name == name
    assert words in VIETNAMESE.text(fault.message)


def test_a_line_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read_text(written(tmp_path, b"a" * (LINE_LIMIT - 1) + b"\nb"), shown="x").text) == LINE_LIMIT + 1


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv").name == "file.missing"
    assert refused(tmp_path).name == "file.not_a_file"
    assert refused(written(tmp_path, b"x") / "below.csv").name == "file.missing"
    assert refused(tmp_path / ("a" * 5000)).name == "file.unreadable"
    assert refused(tmp_path / "a\0b").name == "file.unreadable"


def test_an_endless_device_is_not_read() -> None:
    assert refused(Path("/dev/zero")).name in {"file.not_a_file", "file.missing"}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), content)
    try:
        text = read_text(path, shown="slate.csv").text
    except InputError:
        return
    assert text == content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đỗ Ý\t\r\n", None),
        ("a\x1b[31m", "U+001B"),
        ("Nguy\ufffdn", "U+FFFD"),
        ("a\x00", "U+0000"),
        ("\u200b", None),
        ("a\u202eb", "U+202E"),
    ],
)
def test_control_characters_are_found(text: str, found: str | None) -> None:
    assert control_character(text) == found


@given(st.text(max_size=300))
def test_what_is_seen_is_cut_to_a_line(text: str) -> None:
    seen = shortened(text)
    assert seen.isprintable()
    assert len(seen) <= 80
    assert seen == text or not text.isprintable() or (len(text) > 80 and seen == text[:79] + "…")


def test_what_cannot_be_seen_is_written_out() -> None:
    assert shortened("Tr\u200bần\x1b[31m\u202e") == r"Tr\u200bần\x1b[31m\u202e"
    assert visible("Đỗ\u00adÝ" * 50) == r"Đỗ\xadÝ" * 50


@pytest.mark.parametrize(
    ("text", "found"), [("Đỗ Ý", None), ("L\u200bê", "U+200B"), ("a\nb", "U+000A"), ("\ufffd", "U+FFFD")]
)
def test_hidden_characters_are_found(text: str, found: str | None) -> None:
    assert hidden_character(text) == found
