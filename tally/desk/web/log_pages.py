"""The log of the desk as people read it (nhật ký): what was done, by whom, when; every line there is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from rules.phrase import Phrase
from tally.desk.log_words import act_words
from tally.desk.web.visit import Visit
from tally.desk.written import read
from tally.record import NOTHING_BEFORE

A_PAGE: Final = 200
"""Lines shown at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as the page shows it."""

    sequence: int
    at: str
    by: str
    words: Phrase


async def show_log(visit: Visit) -> Response:
    """A page of the log, the newest first asked for."""
    board = visit.site.board
    last = board.state.sequence
    asked = visit.request.query_params.get("from", "")
    newest = max(1, last - A_PAGE + 1)
    first = min(max(1, int(asked)), newest) if asked.isascii() and asked.isdigit() and len(asked) < 10 else newest  # noqa: PLR2004
    # One line more than is shown: a page is held to the line before it, as the whole log is.
    content = await board.do(lambda: board.desk.log(max(0, first - 2), A_PAGE + 1))
    lines = content.splitlines(keepends=True)
    before = hashlib.sha256(lines.pop(0)).hexdigest() if first > 1 else NOTHING_BEFORE
    shown = [
        Line(
            sequence=each.sequence,
            at=each.at[:19].replace("T", " "),
            by=each.by,
            words=act_words(each.act),
        )
        for each in read(lines[:A_PAGE], first - 1, before)
    ]
    return visit.page(
        "log.html",
        lines=reversed(shown),
        first=first,
        earlier=max(1, first - A_PAGE),
        later=first + A_PAGE if first + A_PAGE <= last else 0,
        last=last,
        head=board.state.head,
    )
