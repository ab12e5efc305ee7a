"""A page as a picture, so that tests can look at it: rendered by the layout's own program, read without a library."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import typst

from rules.json_form import Json
from tally.papers import typesetting

DARK = 110
LINE = 200
"""A hairline is thinner than a pixel, so it is grey."""


@dataclass(frozen=True)
class Picture:
    """Grey values, 0 is black; ``scale`` is pixels a millimetre."""

    grey: npt.NDArray[np.int64]
    scale: float

    def at(self, x: float, y: float) -> int:
        """The grey value of a point, in millimetres."""
        return int(self.grey[round(y * self.scale - 0.5), round(x * self.scale - 0.5)])

    def part(self, x: float, y: float, width: float, height: float) -> npt.NDArray[np.int64]:
        """A rectangle of the page, in millimetres."""
        left, top = round(x * self.scale), round(y * self.scale)
        return self.grey[top : round((y + height) * self.scale), left : round((x + width) * self.scale)]


def pictures(layout: str, content: Json, *, ppi: float = 127.0) -> tuple[Picture, ...]:
    """The pages of a layout; 127 ppi are five pixels a millimetre."""
    made = typst.compile(
        typesetting.LAYOUTS / f"{layout}.typ",
        root=typesetting.LAYOUTS,
        format="png",
        ppi=ppi,
        **typesetting._surroundings(content),
    )
    pages = [made] if isinstance(made, bytes) else list(made)
    return tuple(Picture(_first_channel(page), ppi / 25.4) for page in pages)


def _first_channel(png: bytes) -> npt.NDArray[np.int64]:
    """Read the red channel of a PNG of 8 bits a channel (ISO/IEC 15948), which on papers is the grey."""
    at, data, size = 8, b"", (0, 0, 0)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8
            size = (width, height, {0: 1, 2: 3, 4: 2, 6: 4}[colour])
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    width, height, channels = size
    raw, line = zlib.decompress(data), 1 + width * channels
    rows = [[0] * width]
    for start in range(0, height * line, line):
        rows.append(_unfiltered(raw[start], raw[start + 1 : start + line : channels], rows[-1]))
    return np.asarray(rows[1:], np.int64)


def _unfiltered(kind: int, raw: bytes, above: list[int]) -> list[int]:
    """One line of a picture; the filters of different channels do not touch."""
    if kind == 0:
        return list(raw)
    if kind == 2:
        return [(value + up) & 255 for value, up in zip(raw, above, strict=True)]
    done: list[int] = []
    left = corner = 0
    for value, up in zip(raw, above, strict=True):
        if kind == 1:
            near = left
        elif kind == 3:
            near = (left + up) // 2
        else:
            to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            near = left if to_left <= min(to_up, to_corner) else up if to_up <= to_corner else corner
        left, corner = (value + near) & 255, up
        done.append(left)
    return done
