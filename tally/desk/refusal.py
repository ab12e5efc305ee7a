"""A request refused (từ chối): a stable name, what is wrong and what to do, in words; all reasons at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.phrase import Phrase
from tally.desk.state import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason why something cannot be done. ``now`` is what stands there, where an edit came too late."""

    name: str
    message: Phrase
    remedy: Phrase
    now: Typed | None = field(default=None)


class RefusedError(Exception):
    """A request that was not done; nothing of it is in the log. Carries every refusal found."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        """Take the refusals; the only argument, so that the exception pickles."""
        super().__init__(refusals)
        self.refusals = refusals


def refuse(name: str, message: Phrase, remedy: Phrase, *, now: Typed | None = None) -> RefusedError:
    """The error of one refusal, to be raised."""
    return RefusedError((Refusal(name=name, message=message, remedy=remedy, now=now),))
