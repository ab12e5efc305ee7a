"""``python -m tests.tally.papers.minutes_picture``: the README's picture of the minutes, first and last page.

The picture carries the digest of the pages it shows, so that a test sees when the program prints others.
"""

from __future__ import annotations

import hashlib
import struct
import zlib

import numpy as np

from rules.json_form import Json
from rules.messages import Translator
from rules.report_text import Writer
from tally.count_record import count_head
from tally.papers.content import minutes_of
from tally.papers.issue_file import NONE_MADE, rulings_of
from tally.papers.making import versions_now
from tally.papers.minutes import minutes_sheet
from tally.papers.sheet_pdf import written
from tally.papers.typesetting import LAYOUTS
from tally.record import canonical_json
from tests.conftest import CHECKOUT
from tests.tally.papers.pictures import pictures
from tests.tally.records import SAMPLES

PICTURE = CHECKOUT / "docs" / "minutes.png"
SAMPLE, CONTEST = "huyen-2020", "bch"
LAYOUT = "sheet"

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DIGEST = b"Pages"
_FRAME, _DESK, _BITS = 6, 0xCC, 4


def main() -> None:
    """Write the picture."""
    PICTURE.write_bytes(picture())


def shown() -> Json:
    """What the layout is given for the minutes of the sample, as ``kiemphieu minutes`` makes them first."""
    record = count_head(SAMPLES / SAMPLE)
    each = next(each for each in record.counted.result.contests if each.contest.id == CONTEST)
    issue = versions_now(record, NONE_MADE).issue(CONTEST)
    sheet = minutes_sheet(minutes_of(record.counted.result, each, issue, rulings_of(record, CONTEST)))
    return written(sheet, Writer(Translator("vi")))


def digest_of(content: Json) -> str:
    """What stands for the pages: their words and the layout that sets them."""
    layout = b"".join((LAYOUTS / f"{name}.typ").read_text(encoding="utf-8").encode() for name in ("common", LAYOUT))
    return hashlib.sha256(canonical_json(content) + layout).hexdigest()


def picture() -> bytes:
    """A PNG (ISO/IEC 15948) of sixteen greys, with the digest of the pages in a text chunk."""
    content = shown()
    first, *_, last = (np.pad(page.grey, _FRAME, constant_values=_DESK) for page in pictures(LAYOUT, content, ppi=60))
    grey = np.hstack((first, last[:, _FRAME:]))
    grey = grey[:, : grey.shape[1] // 2 * 2]  # two points a byte
    points = (grey * 15 + 127) // 255
    packed = (points[:, ::2] << _BITS | points[:, 1::2]).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in packed)
    height, width = grey.shape
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, _BITS, 0, 0, 0, 0)),
        (b"tEXt", _DIGEST + b"\0" + digest_of(content).encode()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def digest_in(png: bytes) -> str:
    """The digest that a picture carries; "" for one that carries none."""
    _, _, rest = png.partition(b"tEXt" + _DIGEST + b"\0")
    return rest[:64].decode("ascii")


if __name__ == "__main__":
    main()
