"""A compound file (the container of .xls and of locked workbooks): its streams read under limits, one written anew."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from rules.workbook_refusal import damaged, too_large

COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _SHIFT = 4096, 12  # of what is written: then the header alone can list every sector of the table
_SMALL_SECTOR, _ENTRY = 64, 128
_SMALL = 4096  # shorter streams lie in small sectors
_SECTOR_SHIFTS = {9: 512, 12: 4096}
_IN_HEADER = 109  # places of the header for sectors of the allocation table
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """The directory of a compound file; no chain of sectors is followed further than the file is long."""

    def __init__(self, content: bytes, file: str) -> None:
        """Read header, allocation table and directory; raises ``InputError`` where they cannot be."""
        self._content = content
        self._file = file
        try:
            header = struct.unpack_from("<HHH", content, 26)
            self._size = _SECTOR_SHIFTS[header[2]]
            first_directory, _, _, small_table, _, more, _ = struct.unpack_from("<IIIIIII", content, 48)
            self._table = self._allocation(more)
            self._entries = dict(self._directory(first_directory))
            self._small_table = self._numbers(self._chain(small_table, len(content)))
            start, length = self._entries.get("", (_END, 0))
            self._small = self._chain(start, length)
        except (struct.error, KeyError, IndexError) as error:
            raise damaged(file, "OLE2") from error

    @property
    def names(self) -> frozenset[str]:
        """The streams by name; the root is not one."""
        return frozenset(self._entries) - {""}

    def stream(self, name: str, limit: int) -> bytes:
        """The bytes of a stream; raises ``InputError`` above ``limit`` and for a chain that breaks off."""
        start, length = self._entries[name]
        if length > limit:
            raise too_large(self._file, limit)
        try:
            found = self._chain(start, length) if length >= _SMALL else self._small_chain(start, length)
        except IndexError as error:
            raise damaged(self._file, name) from error
        if len(found) < length:
            raise damaged(self._file, name)
        return found

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._content[at : at + self._size]
        if not found:
            raise IndexError(number)
        return found

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        count = len(content) // 4
        return struct.unpack_from(f"<{count}I", content)

    def _allocation(self, more: int) -> tuple[int, ...]:
        sectors = [number for number in struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76) if number < _TABLE]
        seen = set()
        while more < _TABLE - 1:
            if more in seen:
                raise IndexError(more)
            seen.add(more)
            *found, more = self._numbers(self._sector(more))
            sectors += [number for number in found if number < _TABLE]
        if len(sectors) > len(self._content) // self._size:
            raise IndexError(len(sectors))
        return self._numbers(b"".join(self._sector(number) for number in sectors))

    def _chain(self, number: int, length: int) -> bytes:
        found: list[bytes] = []
        left = min(length, len(self._content))
        while number != _END and left > 0:
            found.append(self._sector(number))
            left -= self._size
            number = self._table[number]
        return b"".join(found)[:length]

    def _small_chain(self, number: int, length: int) -> bytes:
        found: list[bytes] = []
        left = length
        while number != _END and left > 0:
            found.append(self._small[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR])
            left -= _SMALL_SECTOR
            number = self._small_table[number]
        return b"".join(found)[:length]

    def _directory(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        entries = self._chain(first, len(self._content))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            name, name_length, kind = struct.unpack_from("<64sHB", entries, at)
            start, length = struct.unpack_from("<II", entries, at + 116)
            if kind == _ROOT:
                yield "", (start, length)
            elif kind == _STREAM:
                yield name[: max(name_length - 2, 0)].decode("utf-16-le", "replace"), (start, length)


def write_compound(name: str, stream: bytes) -> bytes:
    """A compound file of one stream, as plain as can be."""
    padded = stream.ljust(_SMALL, b"\0")
    sectors = -(-len(padded) // _SECTOR)
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    table = [_TABLE] * tables + [_END] + [*range(tables + 2, tables + 1 + sectors), _END]
    table += [_FREE] * (tables * _SECTOR // 4 - len(table))
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", COMPOUND_START, 0x3E, 3, 0xFFFE, _SHIFT, 6, 0, tables, tables, 0,
                         _SMALL, _END, 0, _END, 0)  # fmt: skip
    listed = [*range(tables), *[_FREE] * (_IN_HEADER - tables)]
    directory = _entry("Root Entry", _ROOT, _END, 0, child=1) + _entry(name, _STREAM, tables + 1, len(padded))
    return b"".join(
        (
            (header + struct.pack(f"<{_IN_HEADER}I", *listed)).ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(table)}I", *table),
            directory.ljust(_SECTOR, b"\0"),
            padded.ljust(sectors * _SECTOR, b"\0"),
        ),
    )


def _entry(name: str, kind: int, start: int, length: int, *, child: int = _FREE) -> bytes:
    spelled = name.encode("utf-16-le")
    size = len(spelled) + 2 if name else 0
    return struct.pack("<64sHBBIII36xIII", spelled, size, kind, 1, _FREE, _FREE, child, start, length, 0)
