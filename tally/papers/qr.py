"""QR codes (mã QR) on papers, drawn as lines so that a printer of any resolution makes them sharp."""

from __future__ import annotations

from collections.abc import Iterator

QUIET = 4
"""Blank modules around a code, without which a reader may miss it (ISO/IEC 18004)."""


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code of a text, row by row, True where it is black; at least a seventh of it may be lost."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_svg(text: str) -> str:
    """The code as a picture of one unit a module, without the blank margin: the layout leaves ``QUIET`` around it."""
    rows = modules(text)
    size = len(rows)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _runs(row))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where black begins in a row, and for how many modules."""
    start: int | None = None
    for at, black in enumerate((*row, False)):
        if black and start is None:
            start = at
        elif not black and start is not None:
            yield start, at - start
            start = None
