"""Opening a sealed record: read safely, known to be a record of ours, and of a version this program understands."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.archive import archive_bytes, unpack
from rules.errors import Fault, InputError, shown_path
from rules.phrase import Phrase, phrase
from tally.congress_count import CountedCongress, count_folder
from tally.count_record import INPUTS
from tally.seal_file import RECORD_FORMAT, SEAL

_FORMAT = re.compile(r"kiemphieu-record/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A record as it lies on the disk; ``seal`` is what its SEAL.json says, which nothing has checked yet."""

    shown: str
    content: bytes
    files: Mapping[str, bytes]
    seal: Mapping[str, Any]

    @property
    def inputs(self) -> Mapping[str, bytes]:
        """The files of the congress folder, by their names there."""
        return {name.removeprefix(INPUTS): file for name, file in self.files.items() if name.startswith(INPUTS)}


def open_record(path: Path) -> RecordFile:
    """Open a record; raises ``InputError`` for what is none, is hostile, or comes from a newer program."""
    shown = shown_path(path)
    return record_from(archive_bytes(path, shown=shown), shown=shown)


def record_from(content: bytes, *, shown: str) -> RecordFile:
    """A record whose bytes are in memory; raises ``InputError`` as ``open_record`` does."""
    files = unpack(content, shown=shown)
    try:
        seal: Any = json.loads(files[SEAL])
        written = seal["format"]
        version = _FORMAT.fullmatch(written)
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise InputError((_no_record(shown, None),)) from error
    if version is None:
        raise InputError((_no_record(shown, written),))
    if written != RECORD_FORMAT:
        fault = _fault(
            "record.newer",
            shown,
            written,
            phrase("hồ sơ dạng {seen}, chương trình này đọc {known}", seen=written, known=RECORD_FORMAT),
            phrase("dùng bản kiemphieu mới hơn để kiểm hồ sơ này"),
        )
        raise InputError((fault,))
    return RecordFile(shown=shown, content=content, files=files, seal=seal)


def unpack_inputs(record: RecordFile, folder: Path) -> None:
    """Write the congress folder of a record into an empty folder of ours; the names were checked when it was read.

    Raises ``InputError`` where no folder can hold them: a name too long, a file that would have to be a folder too.
    """
    try:
        for name, content in record.inputs.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        fault = _fault(
            "record.inputs",
            record.shown,
            error.strerror,
            phrase("không đặt được dữ liệu gốc của hồ sơ vào một thư mục"),
            phrase("hồ sơ này không do kiemphieu làm ra như thế: hỏi người đã gửi"),
        )
        raise InputError((fault,)) from error


def counted_record(record: RecordFile, report: Callable[[int, int], None] | None = None) -> CountedCongress:
    """Count again what a record holds, from its inputs; raises ``InputError`` as ``count_folder`` does."""
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        unpack_inputs(record, Path(folder))
        return count_folder(Path(folder), report)


def _no_record(shown: str, seen: str | None) -> Fault:
    return _fault(
        "record.not_a_record",
        shown,
        seen,
        phrase("đây không phải là hồ sơ niêm phong của kiemphieu: {file} thiếu hoặc không đọc được", file=SEAL),
        phrase("chọn tệp record-….zip do lệnh kiemphieu seal làm ra"),
    )


def _fault(name: str, shown: str, seen: str | None, message: Phrase, remedy: Phrase) -> Fault:
    return Fault(name=name, file=shown, seen=seen, message=message, remedy=remedy)
