"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rules.errors import Fault, InputError, shown_path
from rules.phrase import phrase


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once: either all of it stands there afterwards, or what stood there before."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file bit by bit; it stands there when the block ends, and nothing of it if the block fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError((cannot_write(path, error),)) from error


def cannot_write(path: Path, error: OSError) -> Fault:
    """The fault of a place that cannot be written to."""
    return Fault(
        name="output.cannot_write",
        file=shown_path(path),
        message=phrase("không ghi được vào đây: {problem}", problem=error.strerror or str(error)),
        remedy=phrase("chọn một thư mục có thật và có quyền ghi"),
    )
