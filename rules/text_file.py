"""A text file read strictly: UTF-8 or refused, bounded lines, and the digest of the bytes that were read."""

from __future__ import annotations

import codecs
import hashlib
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rules.errors import FaultList, Place
from rules.phrase import Phrase, phrase

LINE_LIMIT = 1_000_000
"""Bytes of one line. A slate's line has a few hundred; a file without line ends must not fill the memory."""

TEXT_LIMIT = 1 << 24
"""Bytes of a text file that is read at once: a slate has less than 0.1 MB, 10,000 ballots of 400 names have this."""

_SEEN_LIMIT = 80
_START = 1000
"""Bytes that tell whether a file that is no UTF-8 is text at all."""

_TEXT_HAS_FEWER = 20
"""One control character in so many bytes is too many; old Vietnamese encodings have some letters among them."""

_BLANK_CONTROLS = frozenset("\t\n\r")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# UTF-32 little-endian starts with the mark of UTF-16 too, so it comes first.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHER_STARTS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"PAR1", "Parquet"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"SQLite format 3\0", "SQLite"),
)
_COMPRESSED_STARTS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A whole file as text, without byte-order mark. ``sha256`` is of the file's bytes, in hex."""

    file: str
    sha256: str
    text: str


def read_text(path: Path, *, shown: str) -> TextFile:
    """Read a UTF-8 file; ``shown`` is its name in messages. Raises ``InputError`` for anything that is not text.

    Text in another encoding is refused, never replaced: a replaced letter changes a person's name.
    """
    faults = FaultList(shown)
    content = _content(path, faults)
    faults.raise_if_any()
    text = decoded(content, faults)
    faults.raise_if_any()
    return TextFile(file=shown, sha256=hashlib.sha256(content).hexdigest(), text=text)


def read_bytes(path: Path, *, shown: str, limit: int) -> bytes:
    """Read a file that is no text: its bytes, and one more than ``limit`` of one that has more."""
    faults = FaultList(shown)
    content = _content(path, faults, limit=limit)
    faults.raise_if_any()
    return content


def visible(text: str) -> str:
    """A text whose hidden characters are written out as codes.

    A value of a file must never reach a terminal as it stands: it could move the cursor or turn the writing round.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def harmless(text: str) -> str:
    """A line for a terminal: what would move its cursor or turn the writing round, or is no letter, as a code."""
    if text.isprintable():  # nearly always, and quick to know
        return text
    return "".join(char.encode("unicode_escape").decode() if _moves(char) else char for char in text)


def _moves(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _TURNING


def shortened(text: str) -> str:
    """A value for a message: visible, and cut to what is enough to find it again."""
    text = visible(text)
    return text if len(text) <= _SEEN_LIMIT else text[: _SEEN_LIMIT - 1] + "…"


def hidden_character(text: str) -> str | None:
    """The first character that nobody can see, as ``U+200B``, or that stands for a lost one; None if there is none."""
    if text.isprintable() and "\ufffd" not in text:  # nearly always, and quick to know
        return None
    return next(code_point(char) for char in text if not char.isprintable() or char == "\ufffd")


def control_character(text: str) -> str | None:
    """The first character that no paper can show or that turns the writing round, as ``U+001B``; else None.

    Tabs and line ends are blanks. U+FFFD is what other programs leave where they could not read a letter.
    """
    if text.isprintable():  # nearly always, and quick to know
        return None if "\ufffd" not in text else "U+FFFD"
    for char in text:
        control = unicodedata.category(char) == "Cc" and char not in _BLANK_CONTROLS
        if control or char in _TURNING or char == "\ufffd":
            return code_point(char)
    return None


def code_point(char: str) -> str:
    """Write a character that cannot be seen: ``U+200B``."""
    return f"U+{ord(char):04X}"


def save_as_utf8() -> Phrase:
    """The remedy of every file in another encoding, in the words of Excel's menu."""
    return phrase("mở tệp bằng Excel rồi lưu lại, chọn «Lưu dưới dạng CSV UTF-8»")


def _content(path: Path, faults: FaultList, *, limit: int | None = None) -> bytes:
    remedy = phrase("kiểm tra lại tên tệp và thư mục; tên phân biệt chữ hoa, chữ thường")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            faults.add("file.not_a_file", phrase("{file} không phải là tệp", file=faults.file), remedy)
            return b""
        if limit is None:
            return _lines(path, faults)
        with path.open("rb") as handle:
            return handle.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        faults.add("file.missing", phrase("không có tệp {file}", file=faults.file), remedy)
    except (OSError, ValueError) as error:
        faults.add(
            "file.unreadable",
            phrase("không mở được tệp {file}", file=faults.file),
            phrase("kiểm tra quyền đọc tệp và ổ đĩa, đóng chương trình đang mở tệp, rồi chạy lại"),
            seen=getattr(error, "strerror", None) or str(error),
        )
    return b""


def _lines(path: Path, faults: FaultList) -> bytes:
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as handle:
        while line := handle.readline(LINE_LIMIT + 1):
            lines.append(line)
            size += len(line)
            if len(line) > LINE_LIMIT:
                refuse_long_line(line, len(lines), faults)
                break
            if size > TEXT_LIMIT:
                faults.add(
                    "file.too_large",
                    phrase("tệp lớn quá {limit} byte", limit=TEXT_LIMIT),
                    phrase("kiểm tra có chọn nhầm tệp không"),
                    seen=path.stat().st_size,
                )
                break
    return b"".join(lines)


def refuse_long_line(line: bytes, row: int, faults: FaultList) -> None:
    """Note that a line is longer than ``LINE_LIMIT``; what of it was read is enough to show.

    One that has returns in it is many lines of an old Mac.
    """
    if b"\r" in line:
        refuse_old_line_ends(row, line[: line.index(b"\r")], faults)
        return
    faults.add(
        "file.line_too_long",
        phrase("dòng {row} dài quá {limit} byte", row=row, limit=LINE_LIMIT),
        phrase("tệp này không phải là bảng hoặc văn bản thường; kiểm tra có chọn nhầm tệp không"),
        place=Place(row=row),
        seen=shortened(line[:200].decode("utf-8", "backslashreplace")),
    )


def refuse_old_line_ends(row: int, line: bytes, faults: FaultList) -> None:
    """Note that lines end with a return alone, as old Macs wrote them; ``line`` is the first that does."""
    faults.add(
        "file.old_line_ends",
        phrase("từ dòng {row} tệp xuống dòng kiểu máy Mac cũ: ký tự CR thay cho LF", row=row),
        phrase(
            "lưu lại tệp với xuống dòng kiểu Windows (CRLF) hoặc Unix (LF); trong Excel chọn «CSV UTF-8», "
            "không chọn «CSV (Macintosh)»"
        ),
        place=Place(row=row),
        seen=shortened(line[:200].decode("utf-8", "backslashreplace")),
    )


def decoded(content: bytes, faults: FaultList, *, rows_before: int = 0) -> str:
    """Bytes as text, or a fault; ``rows_before`` is how many lines of the file came before these bytes."""
    if refuse_foreign(content, faults, save_as_utf8()):
        return ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_undecodable(content, error, faults, rows_before)
        return ""
    if not text.strip():
        message = phrase("tệp {file} rỗng", file=faults.file)
        faults.add("file.empty", message, phrase("kiểm tra lại tệp đã lưu; có thể đã chọn nhầm tệp"))
    elif "\0" in text:
        _refuse_nul(text, faults, rows_before)
    return text


def refuse_foreign(content: bytes, faults: FaultList, remedy: Phrase) -> bool:
    """Whether a file that begins so is text of another encoding, a workbook or compressed: then that is noted."""
    for mark, encoding in _FOREIGN_MARKS:
        if content.startswith(mark):
            message = phrase("tệp ghi bằng mã {encoding}, không phải UTF-8", encoding=encoding)
            faults.add("file.utf16", message, remedy, place=Place(row=1), seen=mark.hex(" ").upper())
            return True
    if content.startswith(_WORKBOOK_STARTS):
        message = phrase("tệp là sổ tính Excel hoặc tệp nén, không phải tệp văn bản")
        faults.add("file.workbook", message, remedy, place=Place(row=1), seen=content[:4].hex(" ").upper())
        return True
    for start, kind in _COMPRESSED_STARTS:
        if content.startswith(start):
            message = phrase("tệp đã nén bằng {kind}, không phải tệp văn bản", kind=kind)
            unpack = phrase("giải nén tệp rồi chạy lại với tệp đã giải nén")
            faults.add("file.compressed", message, unpack, place=Place(row=1), seen=start.hex(" ").upper())
            return True
    for start, kind in _OTHER_STARTS:
        if content.startswith(start):
            message = phrase("tệp này là {kind}, không phải tệp văn bản", kind=kind)
            other = phrase("kiểm tra có chọn nhầm tệp không")
            faults.add("file.other_kind", message, other, place=Place(row=1), seen=start[:4].hex(" ").upper())
            return True
    return False


def _refuse_undecodable(content: bytes, error: UnicodeDecodeError, faults: FaultList, rows_before: int) -> None:
    # ``start`` counts from behind a byte-order mark, which the decoder has cut off.
    mark = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    at = mark + error.start
    row = rows_before + content.count(b"\n", 0, at) + 1
    if _is_binary(content[:_START]):
        faults.add(
            "file.binary",
            phrase("tệp không phải là văn bản, hoặc là văn bản ghi bằng mã khác UTF-8"),
            phrase("kiểm tra có chọn nhầm tệp không; nếu đúng là bảng, {save}", save=save_as_utf8()),
            place=Place(row=row),
            seen=f"0x{content[at]:02X}",
        )
        return
    in_line = at - (content.rfind(b"\n", 0, at) + 1) + 1
    faults.add(
        "file.undecodable",
        phrase("dòng {row}, byte thứ {byte} của dòng không phải là chữ UTF-8", row=row, byte=in_line),
        save_as_utf8(),
        place=Place(row=row),
        seen=f"0x{content[at]:02X}",
    )


def _is_binary(start: bytes) -> bool:
    """Whether bytes hold more control characters than any text in any encoding of one byte a letter."""
    controls = sum(byte < ord(" ") and byte not in b"\t\n\r\f" for byte in start)
    return controls * _TEXT_HAS_FEWER >= len(start)


def _refuse_nul(text: str, faults: FaultList, rows_before: int) -> None:
    at = text.index("\0")
    row = rows_before + text.count("\n", 0, at) + 1
    faults.add(
        "file.nul",
        phrase("tệp có {count} ký tự NUL, đầu tiên ở dòng {row}", count=text.count("\0"), row=row),
        phrase("tệp bị hỏng hoặc ghi bằng mã khác; mở bằng Excel rồi lưu lại, chọn «Lưu dưới dạng CSV UTF-8»"),
        place=Place(row=row),
        seen=code_point("\0"),
    )
