"""The connection over which a page hears of changes (server-sent events); open to everybody who joined."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response, StreamingResponse

from rules.phrase import phrase
from tally.desk.web.notes import Refusal
from tally.desk.web.visit import Visit

MOST_STREAMS: Final = 6
"""Open connections of one session: as many as a browser holds."""


async def show_events(visit: Visit) -> Response:
    """Open a connection that tells of changes."""
    changes = visit.site.changes
    if changes.streams(visit.session) >= MOST_STREAMS:
        told = Refusal(message=phrase("quá nhiều cửa sổ đang mở"), remedy=phrase("đóng bớt các cửa sổ của trang này"))
        return visit.refused_page(told, status=429)
    return StreamingResponse(changes.listen(visit.session), media_type="text/event-stream")
