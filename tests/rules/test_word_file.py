"""Documents keep what the page says whole; only their properties have a limit."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from rules.word_file import document_bytes, new_document


@pytest.mark.parametrize(
    ("letters", "kept"),
    [(254, "ạ" * 254), (255, "ạ" * 255), (256, "ạ" * 254 + "…"), (3000, "ạ" * 254 + "…")],
)
def test_a_long_title_is_cut_among_the_properties_and_stands_whole_on_the_page(letters: int, kept: str) -> None:
    paper, title = new_document(), "ạ" * letters
    paper.add_paragraph(title)
    read = Document(BytesIO(document_bytes(paper, title)))
    assert read.core_properties.title == kept
    assert read.paragraphs[-1].text == title
