"""What every answer of the server carries, and whom it answers at all (lớp bảo vệ): headers, private peers."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tally.desk.web.addresses import is_private

CONTENT_POLICY: Final = "; ".join(  # noqa: FLY002 - one directive a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Only our own files: a name with a script in it could not run even if it reached a page unescaped."""

HEADERS: Final = (
    ("Content-Security-Policy", CONTENT_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


class Guard:
    """Adds the headers to every answer, and answers nobody from outside the local network unless ``beyond``."""

    def __init__(self, app: ASGIApp, *, beyond: bool) -> None:
        """Stand before an application."""
        self.app = app
        self.beyond = beyond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers[name] = value
                # A page of the count must not come back from the memory of a browser that somebody else uses next.
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if self.beyond or _from_here(scope):
            await self.app(scope, receive, with_headers)
        else:
            await PlainTextResponse("Chỉ trong mạng nội bộ. Local network only.\n", 403)(scope, receive, with_headers)


def _from_here(scope: Scope) -> bool:
    """Whether whoever asks is on a local network; the system knows his address from the connection itself."""
    client = scope.get("client")
    try:
        return client is not None and is_private(ip_address(client[0]))
    except ValueError:
        return False
