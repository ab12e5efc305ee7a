"""Pages from a layout and its content (dàn trang): Typst, our own fonts, the same bytes everywhere.

A layout is a file of ``layouts/``; what it shows reaches it as JSON only, so that no name is ever read as markup. It
sees no clock, no font and no package of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from rules.json_form import Json

LAYOUTS: Final = Path(__file__).parent / "layouts"
_FONTS: Final = Path(__file__).parent / "fonts"


def to_pdf(layout: str, content: Json, *, tagged: bool = True) -> bytes:
    """Set ``layouts/<layout>.typ`` with its content; the layout reads it as ``json(bytes(sys.inputs.content))``.

    ``tagged`` pages can be read aloud by a machine; thousands of ballots are made twenty times as fast without.
    """
    import typst

    made: bytes = typst.compile(
        LAYOUTS / f"{layout}.typ",
        root=LAYOUTS,
        format="pdf",
        pdf_tags=tagged,
        **_surroundings(content),
    )
    return made


def repeated(pages: bytes, times: int, last: bytes = b"") -> bytes:
    """The pages of a PDF so many times, then those of another: what they show is in the file once, however many.

    Where there are several but an odd number of them, an empty one follows them each time: on paper printed on both
    sides nothing begins on the back of what went before.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pages)))
    writer.root_object.pop(NameObject("/Metadata"), None)  # it says how many pages there are
    first = PdfReader(BytesIO(pages)).pages
    empty = len(first) > 1 and len(first) % 2 == 1
    for time in range(times):
        for page in first if time else ():  # the writer has them once already
            writer.add_page(page)
        if empty:
            writer.add_blank_page()
    for page in PdfReader(BytesIO(last)).pages if last else ():
        writer.add_page(page)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def joined(parts: Iterable[bytes]) -> bytes:
    """The pages of several PDFs as one, in their order; what all show, such as fonts, is in the file once.

    One after the other: a paper of thousands of pages set at once would fill the memory of a laptop.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer: PdfWriter | None = None
    for part in parts:
        if writer is None:
            writer = PdfWriter(clone_from=PdfReader(BytesIO(part)))  # its title and language are the whole's
            writer.root_object.pop(NameObject("/Metadata"), None)  # it says how many pages there are
            continue
        for page in PdfReader(BytesIO(part)).pages:
            writer.add_page(page)
    if writer is None:
        raise ValueError("no pages to join")
    writer.compress_identical_objects()
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def positions(layout: str, content: Json, label: str) -> Sequence[Mapping[str, Any]]:
    """What the layout itself says of where its parts stand: the values of every ``metadata`` with this label."""
    import typst

    found = typst.query(LAYOUTS / f"{layout}.typ", f"<{label}>", field="value", root=LAYOUTS, **_surroundings(content))
    values: Sequence[Mapping[str, Any]] = json.loads(found)
    return values


def _surroundings(content: Json) -> dict[str, Any]:
    return {
        "font_paths": [_FONTS],
        "ignore_system_fonts": True,
        "sys_inputs": {"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
    }
