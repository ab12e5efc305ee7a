"""What all pages of one server share (máy chủ): the desk, the door, limits, words that wait, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tally.desk.web.board import Board
from tally.desk.web.changes import Changes
from tally.desk.web.notes import Notes
from tally.desk.web.rates import ASKING, ASKING_UNKNOWN, JOINING, JOINING_ALL, Rates
from tally.desk.web.tokens import form_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often people may join and ask."""

    joining: Rates = field(default_factory=lambda: Rates(JOINING))
    joining_all: Rates = field(default_factory=lambda: Rates(JOINING_ALL))
    asking: Rates = field(default_factory=lambda: Rates(ASKING))
    asking_unknown: Rates = field(default_factory=lambda: Rates(ASKING_UNKNOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One server.

    ``key`` signs cookies and forms; ``seconds`` is a clock that only goes forward, for limits, never for the log.
    """

    board: Board
    key: bytes
    seconds: Callable[[], float]
    lang: str = "vi"
    secure: bool = False
    beyond: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    limits: Limits = field(default_factory=Limits)
    changes: Changes = field(default_factory=Changes)
    notes: Notes = field(default_factory=Notes)

    @property
    def congress(self) -> str:
        """The name of the congress, at the head of every page."""
        return self.board.state.congress

    def form_token(self, session: str) -> str:
        """The token that forms of a session carry."""
        return form_token(self.key, session)
