"""A paper before it has type and pages (văn bản): what stands on it from the top down, for any renderer to set.

Its words are phrases, so one paper can be made in either language; a text is what a file of the user's says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.phrase import Phrase

Said = Phrase | str


class LineKind(StrEnum):
    """What a line is on its paper."""

    TEXT = "text"
    ITEM = "item"
    SECTION = "section"
    STRONG = "strong"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    said: Said
    kind: LineKind = LineKind.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` in millimetres, numbers stand at the right."""

    heading: Said
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings that stand again on every page; a row is never broken."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Said, ...], ...]


Block = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The head of a paper (thể thức): who it is of at the left; the Party's name, or the motto, at the right.

    ``left_width`` in millimetres, of the 165 between the margins.
    """

    left: tuple[Said, ...]
    left_strong: tuple[Said, ...]
    right: tuple[Said, ...]
    dated: Said
    left_width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Room for one signature (chữ ký): for whom and as what it is given, and who gives it, where that is known."""

    titles: tuple[Said, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """The end of a paper, never broken over two pages: its last lines, and who signs below them.

    ``members`` sign below the two, each at the own name.
    """

    closing: tuple[Line, ...]
    left: Signature
    right: Signature
    members_title: Said
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole paper; ``foot`` stands at the bottom of every page."""

    letter: Letter
    title: Said
    subject: tuple[Said, ...]
    blocks: tuple[Block, ...]
    signatures: Signatures
    foot: Said
