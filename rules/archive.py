"""A zip with the same bytes everywhere (tệp nén), and the safe reading of one that a stranger may have made.

Nothing is compressed: zlib's output differs between its versions. Nothing tells when or on which system it was made.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rules.errors import Fault, FaultList, InputError
from rules.phrase import Phrase, phrase

MOST_BYTES = 1 << 28
"""256 MiB: far above any congress, and small enough to hold in memory."""

MOST_FILES = 2000

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_UNIX = 3
_ATTRIBUTES = (stat.S_IFREG | 0o644) << 16
_ENCRYPTED = 1
# What Windows takes for a device, whatever stands behind the dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONG_MARK = b"PK\x06\x07"  # zip64, which could give another length of the list than the end does
_LONG_SIZE = 20
_LONG_NAME = 512  # bytes of a directory's entry, its name included


def write_archive(files: Mapping[str, bytes], *, first: Sequence[str] = ()) -> bytes:
    """Make a zip; files are in the order of their names, those of ``first`` before all others.

    Raises ``InputError`` for a name that not every system can hold inside the folder it is unpacked to.
    """
    problems = ((name, why) for name in sorted(files) if (why := _name_problem(name)))
    rename = phrase("đổi tên tệp: chữ, số, dấu chấm, gạch; không dùng tên dành riêng của Windows")
    faults = tuple(
        Fault(name="archive.name", file=name, seen=name, message=why, remedy=rename) for name, why in problems
    )
    if faults:
        raise InputError(faults)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in (*first, *sorted(set(files) - set(first))):
            info = ZipInfo(name, date_time=_FIRST_DAY)
            info.create_system = _UNIX
            info.external_attr = _ATTRIBUTES
            archive.writestr(info, files[name])
    return buffer.getvalue()


def read_archive(path: Path, *, shown: str) -> Mapping[str, bytes]:
    """Read every file of a zip into memory; nothing is written anywhere.

    Raises ``InputError`` for what ``write_archive`` never makes: names that lead outside, links, folders, two files
    of one name, encrypted or compressed files, more than the limits.
    """
    return unpack(archive_bytes(path, shown=shown), shown=shown)


def archive_bytes(path: Path, *, shown: str) -> bytes:
    """The bytes of a zip, if there are not too many; raises ``InputError``."""
    faults = FaultList(shown)
    content = _content(path, faults)
    faults.raise_if_any()
    return content


def unpack(content: bytes, *, shown: str) -> Mapping[str, bytes]:
    """The files of a zip that is in memory already."""
    faults = FaultList(shown)
    _check_directory(content, faults)
    faults.raise_if_any()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            faults.faults.extend(_problems(infos, len(content), shown))
            faults.raise_if_any()
            return {info.filename: archive.read(info) for info in infos}
    except (BadZipFile, OSError, EOFError, ValueError, struct.error, NotImplementedError, RuntimeError) as error:
        faults.faults.append(_damaged(shown, str(error)))
        raise InputError(tuple(faults.faults)) from error


def _content(path: Path, faults: FaultList) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FileNotFoundError
        if size > MOST_BYTES:
            faults.faults.append(_too_large(faults.file, size))
            return b""
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        faults.add(
            "archive.missing",
            phrase("không mở được tệp {file}", file=faults.file),
            phrase("kiểm tra lại tên tệp và thư mục; tên phân biệt chữ hoa, chữ thường"),
            seen=getattr(error, "strerror", None),
        )
        return b""


def _check_directory(content: bytes, faults: FaultList) -> None:
    """Refuse a list of files too long to be looked at, before anything looks at it."""
    tail = content[-_END.size :]
    is_long = content[: -_END.size][-_LONG_SIZE:].startswith(_LONG_MARK)
    if len(tail) < _END.size or not tail.startswith(_END_MARK) or is_long:
        faults.faults.append(_damaged(faults.file, content[:4].hex(" ")))
        return
    _, _, _, _, files, size, _, _ = _END.unpack(tail)
    if files > MOST_FILES or size > MOST_FILES * _LONG_NAME:
        faults.add(
            "archive.too_many",
            phrase("tệp nén khai {files} tệp, quá giới hạn {limit}", files=files, limit=MOST_FILES),
            _not_ours(),
            seen=files,
        )


def _problems(infos: Sequence[ZipInfo], size: int, shown: str) -> Iterator[Fault]:
    total = sum(info.file_size for info in infos)
    if total > size:  # files laid over each other, or packed small to swell
        yield _too_large(shown, total)
    seen: dict[str, str] = {}
    for info in infos:
        name = info.filename
        for fault, message in _file_problems(info):
            yield Fault(name=fault, file=shown, seen=name, message=message, remedy=_not_ours())
        # Windows and macOS take these for one file, and the second would be written over the first.
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            message = phrase("hai tệp trùng tên: {first} và {second}", first=seen[same], second=name)
            yield Fault(name="archive.duplicate", file=shown, seen=name, message=message, remedy=_not_ours())
        seen.setdefault(same, name)


def _file_problems(info: ZipInfo) -> Iterator[tuple[str, Phrase]]:
    if why := _name_problem(info.filename):
        yield "archive.outside", why
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        yield "archive.link", phrase("đây là liên kết hoặc tệp đặc biệt, không phải tệp thường")
    if info.flag_bits & _ENCRYPTED:
        yield "archive.encrypted", phrase("tệp này bị khóa bằng mật khẩu")
    if info.compress_type != ZIP_STORED or info.file_size != info.compress_size:
        yield "archive.compressed", phrase("tệp này bị nén: mở ra có thể lớn gấp nhiều lần")


def _name_problem(name: str) -> Phrase | None:
    """Why a name cannot be unpacked inside a folder on every system, None if it can."""
    parts = name.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in name or ":" in name:
        return phrase("tên tệp dẫn ra ngoài thư mục, hoặc là một thư mục")
    if _NO_NAME.search(name) or any(_DEVICE.fullmatch(part) or part.endswith((".", " ")) for part in parts):
        return phrase("không phải hệ điều hành nào cũng ghi được tên tệp này")
    return None


def _too_large(shown: str, size: int) -> Fault:
    return Fault(
        name="archive.too_large",
        file=shown,
        seen=str(size),
        message=phrase("tệp nén chứa {size} byte, quá giới hạn hoặc nhiều hơn chính nó", size=size),
        remedy=_not_ours(),
    )


def _damaged(shown: str, seen: str) -> Fault:
    return Fault(
        name="archive.damaged",
        file=shown,
        seen=seen,
        message=phrase("tệp không phải là tệp nén zip, hoặc đã hỏng"),
        remedy=phrase("lấy lại bản gốc từ người giữ hồ sơ"),
    )


def _not_ours() -> Phrase:
    return phrase("chương trình không bao giờ làm ra tệp như thế: không mở nó, hỏi người đã gửi")
