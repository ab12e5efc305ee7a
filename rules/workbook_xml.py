"""XML as workbooks hold it, parsed strictly, and how much text their cells may show all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from rules.workbook_refusal import damaged, too_much_text
from rules.workbook_sheet import TEXT_LIMIT

Attributes = Mapping[str, str]

BEGINNING = 20
"""Characters of a cell that are enough to know a number or an error by."""


@dataclass(slots=True)
class Texts:
    """How much text the cells of one workbook show, all sheets together."""

    file: str
    shown: int = 0

    def add(self, length: int, sheet: str) -> None:
        """Count one more."""
        self.shown += length
        if self.shown > TEXT_LIMIT:
            raise too_much_text(self.file, sheet=sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """What to do at each beginning, end and text."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None] | None = None
    text: Callable[[str], None] | None = None


def parse_xml(content: bytes, handlers: Handlers, file: str, *, sheet: str | None = None) -> None:
    """Parse as UTF-8 and nothing else, and refuse a document type: in it, a few bytes can stand for gigabytes."""

    def refuse_doctype(*_: object) -> None:
        raise damaged(file, "<!DOCTYPE>", sheet=sheet)

    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise damaged(file, str(error), sheet=sheet) from error


def local_name(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]
