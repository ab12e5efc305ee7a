"""The log of the desk as people read it (nhật ký): what was done, by whom, when; every line there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from rules.phrase import Phrase
from tally.desk.log_words import act_words
from tally.desk.web.visit import Visit
from tally.desk.written import read

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
    content = await board.do(lambda: board.desk.log(first - 1))
    lines = content.splitlines(keepends=True)[:A_PAGE]
    shown = [
        Line(
            sequence=each.sequence,
            at=each.at[:19].replace("T", " "),
            by=each.by,
            words=act_words(each.act),
        )
        for each in read(lines)
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
