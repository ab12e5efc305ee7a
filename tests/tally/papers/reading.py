"""Papers read back as an auditor's eye would: the text of PDF and DOCX, and the rows of their tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader


@dataclass(frozen=True)
class Row:
    """One row of a table of people: the number before the name, the name, and the numbers after it as printed."""

    number: int
    name: str
    numbers: tuple[str, ...]


def pdf_pages(content: bytes) -> list[str]:
    """The text of every page, blanks folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def outside(content: bytes) -> list[str]:
    """Every piece of text that is not wholly on its page: nobody would see it."""
    found: list[str] = []
    for page in PdfReader(io.BytesIO(content)).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def look(text: str, at: Any, of: Any, *_: object, width: float = width, height: float = height) -> None:  # noqa: ANN401
            x, y = at[4] + of[4] * at[0], at[5] + of[5] * at[3]
            if text.strip() and not (0 < x < width and 0 < y < height):
                found.append(text)

        page.extract_text(visitor_text=look)
    return found


def docx_lines(content: bytes) -> list[str]:
    """Every paragraph and every row of a table, in their order; cells are kept apart by bars."""
    return list(_docx_lines(content))


def docx_tables(content: bytes) -> list[list[tuple[str, ...]]]:
    """The cells of every table under a heading row."""
    tables = Document(io.BytesIO(content)).tables
    return [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in tables]


def people_in_docx(content: bytes) -> list[list[Row]]:
    """The tables of people: those with a column of names."""
    found = []
    for head, *rows in docx_tables(content):
        if len(head) > 1 and head[1] in {"Họ và tên", "Name"}:
            found.append([Row(int(row[0]), row[1], row[2:]) for row in rows])
    return found


def people_in_pages(pages: Sequence[str], names: Mapping[str, int], columns: int) -> Iterator[Row]:
    """Every place in the pages where a name stands between a number and the numbers of a table, in their order."""
    text = " ".join(pages)
    # A line may end after a hyphen, and the text then has a space there.
    written = [
        re.escape(" ".join(name.split())).replace("\\-", "\\- ?") for name in sorted(names, key=len, reverse=True)
    ]
    whole = {"".join(name.split()): " ".join(name.split()) for name in names}
    one = "|".join(written)
    numbers = " ".join([r"(\d+)"] * (columns - 1) + [r"(\d+,\d\d)"])
    for found in re.finditer(rf"(\d+) ({one}) {numbers}(?!\S)", text):
        number, name, *rest = found.groups()
        yield Row(int(number), whole["".join(name.split())], tuple(rest))


def _docx_lines(content: bytes) -> Iterator[str]:
    for block in Document(io.BytesIO(content)).iter_inner_content():
        match block:
            case Paragraph():
                yield block.text
            case Table():
                for row in block.rows:
                    yield " | ".join(cell.text.replace("\n", " / ") for cell in row.cells)
