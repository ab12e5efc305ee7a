"""The words of a paper (chữ trên giấy tờ) read back from its file, so that papers of two versions can be compared."""

from __future__ import annotations

import io
from typing import Final

from rules.archive import unpack
from rules.workbook_xml import Handlers, local_name, parse_xml

_TEXT_PARTS: Final = ("word/document.xml", "word/footer1.xml", "word/footer2.xml")
_MOST_PAGES: Final = 2000


class NoTextError(ValueError):
    """A file that is no paper, or is one that nobody should open."""


def words_of(name: str, content: bytes) -> tuple[str, ...]:
    """Every word of a DOCX or PDF, in the order of the file; raises ``NoTextError``."""
    try:
        text = _of_docx(name, content) if name.endswith(".docx") else _of_pdf(content)
    except Exception as error:  # whatever a hostile file does to a reader ends here
        raise NoTextError(name) from error
    return tuple(text.split())


def _of_docx(name: str, content: bytes) -> str:
    files = unpack(content, shown=name)
    return " ".join(_of_xml(files[part], part) for part in _TEXT_PARTS if part in files)


def _of_xml(content: bytes, shown: str) -> str:
    parts: list[str] = []
    inside: list[bool] = []

    def start(element: str, _: object) -> None:
        inside.append(local_name(element) == "t")

    def end(element: str) -> None:
        inside.pop()
        if local_name(element) in {"p", "br", "tab"}:
            parts.append(" ")

    def text(said: str) -> None:
        if inside and inside[-1]:
            parts.append(said)

    parse_xml(content, Handlers(start=start, end=end, text=text), shown)
    return "".join(parts)


def _of_pdf(content: bytes) -> str:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(content)).pages
    if len(pages) > _MOST_PAGES:
        raise NoTextError(f"{len(pages)} pages")
    return "\n".join(page.extract_text() for page in pages)
