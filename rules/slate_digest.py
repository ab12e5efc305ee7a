"""The canonical form of a slate and its digest (mã băm): the same list from any file gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable

from rules.model import Slate


def slate_canonical(slate: Slate) -> bytes:
    """``number,name,born`` lines in ballot order: names in NFC, births in ISO as far as known; UTF-8, LF, no header."""
    return csv_lines(
        (str(person.number), person.name, person.born.iso() if person.born else "") for person in slate.candidates
    )


def digest(content: bytes) -> str:
    """``sha256:`` and the hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def csv_lines(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Rows as canonical forms have them: quoted only where needed, LF, UTF-8."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")
