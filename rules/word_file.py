"""Documents (DOCX) of our own form: the template, tables whose headings repeat, cells, and the same bytes always."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from rules.archive import write_archive
from rules.office_file import CREATED, repacked

TEXT_WIDTH: Final = 165
"""Millimetres between the margins of the template's page."""

_LONGEST_TITLE: Final = 255
"""Letters a document's title may have among its properties (ECMA-376); on the page it stands whole."""

_TEMPLATE: Final = Path(__file__).parent / "templates" / "document"


def new_document() -> Paper:
    """An empty document on our own template, a few small texts: the library's own holds every style there ever was."""
    files = {
        path.relative_to(_TEMPLATE).as_posix(): path.read_bytes() for path in _TEMPLATE.rglob("*") if path.is_file()
    }
    return Document(io.BytesIO(write_archive(files, first=("[Content_Types].xml",))))


def document_bytes(paper: Paper, title: str) -> bytes:
    """The file: the same document gives the same bytes."""
    properties = paper.core_properties
    properties.title = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    properties.created = properties.modified = CREATED
    buffer = io.BytesIO()
    paper.save(buffer)
    return repacked(buffer.getvalue())


def boxed_table(paper: Paper, widths: Sequence[int], headings: Sequence[str], rows: int) -> Iterator[Sequence[_Cell]]:
    """A table whose headings stand on every page, and whose rows are not broken: the cells of each row.

    ``widths`` are millimetres.
    """
    table: Table = paper.add_table(rows=1 + rows, cols=len(widths), style="Boxed")
    _set_widths(table, widths)
    head, *below = table.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library has no other way
    for cell, heading in zip(head.cells, headings, strict=True):
        cell.paragraphs[0].style = "Head Cell"
        cell.paragraphs[0].add_run(heading)
    for row in below:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - the same
    return iter([row.cells for row in below])


def unboxed_table(paper: Paper, widths: Sequence[int], rows: int = 1) -> Table:
    """A table without lines, to put things beside each other; no row of it is broken over two pages."""
    table: Table = paper.add_table(rows=rows, cols=len(widths))
    _set_widths(table, widths)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - the same
    return table


def put(cell: _Cell, text: str, *, right: bool = False) -> Run:
    """Write into a fresh cell; the answer is what can be made bold."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run: Run = paragraph.add_run(text)
    return run


def fill(cell: _Cell, lines: Iterable[tuple[str, bool]]) -> None:
    """Centred lines, some of them bold."""
    for at, (text, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        paragraph.style = "Letterhead"
        paragraph.add_run(text).bold = bold


def add_field(paragraph: Paragraph, name: str) -> None:
    """A number that the office program knows, as ``PAGE`` or ``NUMPAGES``."""
    for kind, text in (("begin", None), (None, f" {name} "), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run(text if kind == "text" else None)
        if kind in {"begin", "separate", "end"}:
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), kind)
            run._r.append(character)  # noqa: SLF001 - the same
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001 - the same


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    """Millimetres; both the columns and their cells, since programs differ in which they read."""
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
