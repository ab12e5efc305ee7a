"""Words shown once at the top of the next page (lời nhắn): what was done; and what any refusal says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from rules.phrase import Phrase

MOST_SESSIONS: Final = 512
"""Sessions that words may wait for; whoever left without looking is forgotten."""


class Told(Protocol):
    """What went wrong, as any refusal or fault says it: in words, with what to do."""

    @property
    def message(self) -> Phrase: ...  # noqa: D102 - the name says it
    @property
    def remedy(self) -> Phrase: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the pages themselves refuse, before the desk is asked."""

    message: Phrase
    remedy: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words to show; ``look`` is how: ``good``, ``wait`` or ``bad``."""

    words: Phrase
    look: str = "good"
    remedy: Phrase | None = None


class Notes:
    """Words waiting, by session; kept in memory: losing them with the server loses nothing that was done."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._waiting: dict[str, list[Note]] = {}

    def add(self, session: str, notes: Iterable[Note]) -> None:
        """Let words wait for the next page of a session."""
        new = list(notes)
        if new:
            self._waiting.setdefault(session, []).extend(new)
        while len(self._waiting) > MOST_SESSIONS:
            self._waiting.pop(next(iter(self._waiting)))

    def pop(self, session: str) -> tuple[Note, ...]:
        """Take what waits."""
        return tuple(self._waiting.pop(session, ()))
