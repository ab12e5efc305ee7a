"""What happens to the desk itself (việc của bàn): people, codes, laptops, the clock, the seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOpened:
    """The desk was opened on a congress folder: of which congress, and by what name this laptop goes.

    ``congress`` and ``body`` are empty where the folder did not say yet; then ``CongressDeclared`` follows.
    """

    type: ClassVar[str] = "desk_opened"
    congress: str
    body: str
    sha256: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressDeclared:
    """The congress goes by this name (khai báo đại hội): declared, or put right, after the desk was opened."""

    type: ClassVar[str] = "congress_declared"
    congress: str
    body: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTakenOver:
    """Another laptop goes on from here (máy khác tiếp quản), with the lines up to ``head``; ``reason`` is why."""

    type: ClassVar[str] = "desk_taken_over"
    machine: str
    head: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHandedOver:
    """This laptop gave the desk away: the last line it may ever write (bàn giao)."""

    type: ClassVar[str] = "desk_handed_over"
    machine: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSetBack:
    """The laptop's clock shows less than the line before was stamped with; lines are ordered by number, not by time."""

    type: ClassVar[str] = "clock_set_back"
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined:
    """Somebody joined under a name of his own, in the role of the code he had."""

    type: ClassVar[str] = "person_joined"
    person: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved:
    """Somebody no longer works at the desk; what he did stays."""

    type: ClassVar[str] = "person_removed"
    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMade:
    """A join code of a role was made, and any before it revoked; the code itself is nowhere but on paper."""

    type: ClassVar[str] = "code_made"
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRevoked:
    """Nobody joins with the code of this role any more; with ``sessions`` those who had are sent away too."""

    type: ClassVar[str] = "code_revoked"
    role: str
    sessions: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSealed:
    """The record was sealed; nothing is counted at this desk any more."""

    type: ClassVar[str] = "desk_sealed"
    file: str
    sha256: str
    count_head: str
    seal_head: str
