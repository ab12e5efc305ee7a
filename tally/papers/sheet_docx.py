"""A paper as a document (DOCX) that Word and LibreOffice can edit: A4, 14-point Times, our own template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from rules.report_text import Writer
from rules.word_file import TEXT_WIDTH, add_field, boxed_table, document_bytes, fill, new_document, put, unboxed_table
from tally.papers.sheet import Letter, Line, LineKind, Sheet, Signatures, Table

_LEFT_WIDTH: Final = 82
_MEMBERS: Final = 3  # beside each other
_FIRST_ROWS: Final = 2  # that stay with the headings
_SIGNING: Final = Mm(22)
_MEMBER_SIGNING: Final = Mm(14)
_NOTE_SIZE: Final = Pt(12)
_LETTER_SIZE: Final = Pt(13)


def to_docx(sheet: Sheet, writer: Writer) -> bytes:
    """Make the document; the same paper gives the same bytes."""
    paper = new_document()
    _write_letter(paper, sheet.letter, writer)
    title = writer.text(sheet.title)
    paper.add_paragraph(title, style="Report Title")
    for at, said in enumerate(sheet.subject, start=1):
        line = paper.add_paragraph(writer.text(said), style="Subject")
        line.paragraph_format.space_after = Pt(12 if at == len(sheet.subject) else 0)
    for block in sheet.blocks:
        if isinstance(block, Table):
            _write_table(paper, block, writer)
        else:
            _write_line(paper, block, writer)
    _write_signatures(paper, sheet.signatures, writer)
    _write_foot(paper, writer.text(sheet.foot))
    return document_bytes(paper, f"{title} {' '.join(writer.text(said) for said in sheet.subject)}")


def _write_letter(paper: Paper, letter: Letter, writer: Writer) -> None:
    left, right = unboxed_table(paper, (letter.left_width, TEXT_WIDTH - letter.left_width)).rows[0].cells
    lines = [(writer.text(said).upper(), False) for said in letter.left]
    fill(left, [*lines, *((writer.text(said).upper(), True) for said in letter.left_strong), ("*", False)])
    fill(right, [(writer.text(said), True) for said in letter.right])
    right.paragraphs[-1].runs[0].underline = True
    dated = right.add_paragraph(style="Letterhead")
    dated.paragraph_format.space_before = Pt(6)
    dated.add_run(writer.text(letter.dated)).italic = True
    for paragraph in (*left.paragraphs, *right.paragraphs):
        for run in paragraph.runs:
            run.font.size = _LETTER_SIZE


def _write_line(paper: Paper, line: Line, writer: Writer, *, keep: bool = False) -> None:
    text = writer.text(line.said)
    paragraph = paper.add_paragraph(style="Section" if line.kind is LineKind.SECTION else "Text")
    run = paragraph.add_run(f"- {text}" if line.kind is LineKind.ITEM else text)
    if line.kind is LineKind.STRONG:
        run.bold = True
        paragraph.paragraph_format.keep_with_next = True
    elif line.kind is LineKind.NOTE:
        run.font.size = _NOTE_SIZE
    paragraph.paragraph_format.keep_with_next = keep or line.kind in {LineKind.SECTION, LineKind.STRONG}


def _write_table(paper: Paper, table: Table, writer: Writer) -> None:
    headings = [writer.text(column.heading) for column in table.columns]
    rows = boxed_table(paper, [column.width for column in table.columns], headings, len(table.rows))
    for at, (cells, row) in enumerate(zip(rows, table.rows, strict=True)):
        for cell, column, said in zip(cells, table.columns, row, strict=True):
            put(cell, writer.text(said), right=column.right)
            if at < _FIRST_ROWS:
                _hold(cell.paragraphs)
    paper.add_paragraph(style="Cell")


def _write_signatures(paper: Paper, signatures: Signatures, writer: Writer) -> None:
    """The last lines and whoever signs below them stay on one page: each line holds on to the next."""
    for line in signatures.closing:
        _write_line(paper, line, writer, keep=True)
    titles, names = unboxed_table(paper, (_LEFT_WIDTH, TEXT_WIDTH - _LEFT_WIDTH), 2).rows
    for at, signature in enumerate((signatures.left, signatures.right)):
        fill(titles.cells[at], [(writer.text(said), True) for said in signature.titles])
        titles.cells[at].paragraphs[0].paragraph_format.space_before = Pt(12)
        _hold(titles.cells[at].paragraphs)
        fill(names.cells[at], [(writer.text(signature.name) or "…", True)])
        names.cells[at].paragraphs[0].paragraph_format.space_before = _SIGNING
    if not signatures.members:
        return
    for cell in names.cells:
        _hold(cell.paragraphs)
    heading = paper.add_paragraph(style="Letterhead")
    heading.add_run(writer.text(signatures.members_title)).bold = True
    heading.paragraph_format.space_before = Pt(12)
    heading.paragraph_format.keep_with_next = True
    rows = -(-len(signatures.members) // _MEMBERS)
    table = unboxed_table(paper, (TEXT_WIDTH // _MEMBERS,) * _MEMBERS, rows)
    for at, name in enumerate(signatures.members):
        cell = table.rows[at // _MEMBERS].cells[at % _MEMBERS]
        fill(cell, [(writer.text(name), False)])
        cell.paragraphs[0].runs[0].font.size = _NOTE_SIZE
        cell.paragraphs[0].paragraph_format.space_before = _MEMBER_SIGNING
        if at // _MEMBERS < rows - 1:
            _hold(cell.paragraphs)


def _hold(paragraphs: Iterable[Paragraph]) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _write_foot(paper: Paper, text: str) -> None:
    section = paper.sections[0]
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = "Cell"
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{text} · ").font.size = Pt(9)
        for name, after in (("PAGE", "/"), ("NUMPAGES", "")):
            add_field(paragraph, name)
            paragraph.add_run(after)
        for run in paragraph.runs:
            run.font.size = Pt(9)
