"""A paper as pages (PDF): the same lines, tables and signatures as the document, set by ``layouts/sheet.typ``."""

from __future__ import annotations

from rules.json_form import Json
from rules.report_text import Writer
from tally.papers.sheet import Block, Letter, Line, Sheet, Signature, Table
from tally.papers.typesetting import to_pdf


def to_pages(sheet: Sheet, writer: Writer) -> bytes:
    """Set the pages; the same paper gives the same bytes."""
    return to_pdf("sheet", written(sheet, writer))


def written(sheet: Sheet, writer: Writer) -> Json:
    """The paper with its words in a language, as the layout reads it."""
    signatures = sheet.signatures
    return {
        "lang": writer.lang,
        "letter": _letter(sheet.letter, writer),
        "title": writer.text(sheet.title),
        "subject": [writer.text(said) for said in sheet.subject],
        "blocks": [_block(block, writer) for block in sheet.blocks],
        "closing": [_block(line, writer) for line in signatures.closing],
        "signatures": [_signature(each, writer) for each in (signatures.left, signatures.right)],
        "members_title": writer.text(signatures.members_title),
        "members": [writer.text(name) for name in signatures.members],
        "foot": writer.text(sheet.foot),
    }


def _letter(letter: Letter, writer: Writer) -> Json:
    return {
        "left": [writer.text(said).upper() for said in letter.left],
        "left_strong": [writer.text(said).upper() for said in letter.left_strong],
        "right": [writer.text(said) for said in letter.right],
        "dated": writer.text(letter.dated),
        "left_width": letter.left_width,
    }


def _block(block: Block, writer: Writer) -> Json:
    match block:
        case Line():
            return {"is": block.kind.value, "text": writer.text(block.said)}
        case Table():
            return {
                "is": "table",
                "columns": [
                    {"heading": writer.text(column.heading), "width": column.width, "right": column.right}
                    for column in block.columns
                ],
                "rows": [[writer.text(said) for said in row] for row in block.rows],
            }


def _signature(signature: Signature, writer: Writer) -> Json:
    return {"titles": [writer.text(said) for said in signature.titles], "name": writer.text(signature.name)}
