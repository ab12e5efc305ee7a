"""Running the server (chạy máy chủ): where it listens, what it tells people at its start, how it ends."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from tally.desk.desk import Desk
from tally.desk.web.addresses import Ip
from tally.desk.web.app import create_app
from tally.desk.web.board import Board
from tally.desk.web.certificate import Certificate, server_context
from tally.desk.web.site import Site

FAREWELL = 2
"""Seconds for open connections to end when the desk is closed: pages that listen never end by themselves."""


class PortTakenError(Exception):
    """Another program listens there already."""

    def __init__(self, address: str, port: int) -> None:
        """Take the place."""
        super().__init__(address, port)
        self.address = address
        self.port = port


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Sockets that listen already, so that the addresses told to people are true."""

    sockets: tuple[socket.socket, ...]
    port: int


@contextmanager
def listening(addresses: Sequence[Ip], port: int) -> Iterator[Listening]:
    """Listen at each address; port 0 takes a free one, the same for all. Raises ``PortTakenError``."""
    taken: list[socket.socket] = []
    try:
        for address in addresses:
            family = socket.AF_INET6 if address.version == 6 else socket.AF_INET  # noqa: PLR2004 - of IPv6
            made = socket.socket(family, socket.SOCK_STREAM)
            taken.append(made)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                made.bind((str(address), port))
            except OSError as error:
                raise PortTakenError(str(address), port) from error
            port = made.getsockname()[1]
            made.listen(256)
        yield Listening(sockets=tuple(taken), port=port)
    finally:
        for each in taken:
            each.close()


def serve(site: Site, where: Listening, certificate: Certificate | None) -> None:
    """Answer until somebody interrupts; returns when every answer that was begun is given."""
    config = uvicorn.Config(
        create_app(site),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=FAREWELL,
        ssl_context_factory=None if certificate is None else lambda _config, _default: server_context(certificate),
    )
    uvicorn.Server(config).run(sockets=list(where.sockets))


def site_of(desk: Desk, addresses: Sequence[Ip], *, lang: str, secure: bool, beyond: bool) -> Site:
    """The pages of an open desk, for these addresses."""
    hosts = ("localhost", *(f"[{each}]" if ":" in str(each) else str(each) for each in addresses))
    return Site(
        board=Board(desk),
        key=desk.secret("pages"),
        seconds=time.monotonic,
        lang=lang,
        secure=secure,
        beyond=beyond,
        hosts=("*",) if beyond else hosts,
    )
