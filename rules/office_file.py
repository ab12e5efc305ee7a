"""Workbooks and documents with the same bytes everywhere: what an office library packed, packed again by our rule."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final
from zipfile import ZipFile

from rules.archive import write_archive

_TYPES: Final = "[Content_Types].xml"  # office programs want it first

CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""What files say of when they were made: a report has no time of its own, its congress has."""


def repacked(content: bytes) -> bytes:
    """The same files, uncompressed, in a fixed order and without times: zlib differs between its versions."""
    with ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return write_archive(files, first=(_TYPES,))
