"""Telling pages that something was saved (sự kiện): a number of the log goes out, never a vote."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

HEARTBEAT: Final = 15.0
"""Seconds after which a connection that has nothing to tell says so, or it would be closed by what lies between."""


class Changes:
    """Who waits to be told; the writer's thread tells through the event loop."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._waiting: dict[asyncio.Queue[int], str] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Remember the loop that pages run in."""
        self._loop = asyncio.get_running_loop()

    def tell(self, sequence: int) -> None:
        """Tell everybody that the log has grown to this line; callable from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, sequence)

    def _put(self, sequence: int) -> None:
        for queue in self._waiting:
            if queue.empty():  # whoever is slow is told once, of the newest
                queue.put_nowait(sequence)

    def streams(self, session: str) -> int:
        """How many connections a session holds."""
        return sum(each == session for each in self._waiting.values())

    async def listen(self, session: str) -> AsyncIterator[str]:
        """What one connection says, until it is closed."""
        queue: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
        self._waiting[queue] = session
        try:
            yield "retry: 2000\n\n"
            while True:
                try:
                    sequence = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield ": \n\n"
                else:
                    yield f"event: changed\ndata: {sequence}\n\n"
        finally:
            del self._waiting[queue]
