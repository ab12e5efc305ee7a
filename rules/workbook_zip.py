"""A zipped workbook (.xlsx, .ods) before anything else opens it: its parts unpacked under limits, and packed anew."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from rules.ods_scan import OdsScan
from rules.workbook_refusal import binary_workbook, damaged, locked, not_a_workbook, too_large, too_many_parts
from rules.workbook_sheet import MARKUP_LIMIT, SHEETS_LIMIT, XML_LIMIT, SheetMarks, Weighed
from rules.workbook_xml import Texts
from rules.xlsx_scan import SheetScan, SstScan, relations, sheet_names

ZIP_START = b"PK\x03\x04"

PARTS_LIMIT = 5_000
"""Parts in one zip: a slate with a photograph of each of 90 people has some 300."""

_CHUNK = 2**16
_ENTRY = b"PK\x01\x02"
_LOCKED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS.decode()}"/></manifest:manifest>'
)
# What the reader below us opens beside the sheets; drawings, pictures, pivot tables and macros are left out.
_FRAME = re.compile(r"\[content_types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels", re.IGNORECASE)
_STRINGS = "xl/sharedstrings.xml"


def weigh_zip(content: bytes, file: str) -> Weighed:
    """Look at every part that matters and pack those alone anew; raises ``InputError`` for what no slate can be.

    The reader below us allocates by what a file declares, and an allocation that fails ends the whole program. So it
    gets no byte that was not unpacked and looked at here: no other zip, no second part of the same name.
    """
    if content.count(_ENTRY) > PARTS_LIMIT:  # before zipfile makes an object of each
        raise too_many_parts(file, content.count(_ENTRY), PARTS_LIMIT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _Parts(archive, file)
            if "content.xml" in parts.names:
                return _weigh_ods(parts)
            if "xl/workbook.bin" in parts.names:
                raise binary_workbook(file)
            if "xl/workbook.xml" in parts.names:
                return _weigh_xlsx(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise damaged(file, str(error)) from error
    raise not_a_workbook(file, content)


class _Parts:
    """The parts of a zip by name; what is read of all of them together stays under one limit."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self.file = file
        self._archive = archive
        self._left = XML_LIMIT
        self._markup_left = MARKUP_LIMIT
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")  # some programs on Windows
            if self._entries.setdefault(name, entry) is not entry:
                raise damaged(file, f"{name} ×2")

    @property
    def names(self) -> Iterable[str]:
        return self._entries.keys()

    def read(self, name: str) -> bytes:
        """Unpack a part; what an entry says of its own size is not believed."""
        entry = self._entries.get(name)
        if entry is None:
            raise damaged(self.file, name)
        if entry.flag_bits & _LOCKED:
            raise locked(self.file)
        if entry.compress_type not in _METHODS:
            raise damaged(self.file, name)
        chunks = []
        with self._archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                chunks.append(chunk)
                self._left -= len(chunk)
                self._markup_left -= chunk.count(b"<")
                if self._left < 0 or self._markup_left < 0:
                    raise too_large(self.file, XML_LIMIT)
        return b"".join(chunks)


def _weigh_xlsx(parts: _Parts) -> Weighed:
    texts = Texts(parts.file)
    kept = {name: parts.read(name) for name in parts.names if _FRAME.fullmatch(name)}
    targets = relations(kept.get("xl/_rels/workbook.xml.rels", b"<none/>"), parts.file)
    sheets = sheet_names(kept["xl/workbook.xml"], parts.file)
    if len(sheets) > SHEETS_LIMIT:
        raise too_many_parts(parts.file, len(sheets), SHEETS_LIMIT)
    strings: tuple[int, ...] = ()
    for name, content in kept.items():
        if name.lower() == _STRINGS:
            strings = SstScan(parts.file).scan(content)
        else:  # no part may be taken for a sheet that was not looked at as one
            SheetScan(texts, name, ()).scan(content)
    marks = []
    for sheet, relation in sheets.items():
        target = targets.get(relation, "")
        name = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        if name not in kept and name in parts.names:
            kept[name] = parts.read(name)
        # A chart or a dialog is a sheet too; one whose part is not there is told by the reader below us.
        marks.append(SheetScan(texts, sheet, strings).scan(kept[name]) if name in kept else SheetMarks())
    return Weighed(content=_packed(kept), sheets=tuple(marks))


def _weigh_ods(parts: _Parts) -> Weighed:
    if not parts.read("mimetype").startswith(_ODS):
        raise not_a_workbook(parts.file, b"mimetype")
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise locked(parts.file)
    content = parts.read("content.xml")
    marks = OdsScan(Texts(parts.file)).scan(content)
    if len(marks) > SHEETS_LIMIT:
        raise too_many_parts(parts.file, len(marks), SHEETS_LIMIT)
    kept = {"mimetype": _ODS, "META-INF/manifest.xml": _MANIFEST.encode(), "content.xml": content}
    return Weighed(content=_packed(kept), sheets=marks)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
