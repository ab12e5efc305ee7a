"""What happens to a contest at the desk (việc của nội dung bầu): declared, phases, account, files, minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestDeclared:
    """A contest of the folder is counted at this desk, on this slate (canonical digest) and this ballot form.

    ``grounds`` are those of invalidity that only people can see, in the regulation's order.
    """

    type: ClassVar[str] = "contest_declared"
    contest: str
    office: str
    form: str
    seats: int
    names: tuple[str, ...]
    slate: str
    sha256: str
    grounds: tuple[str, ...]
    after: str
    vote: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlanned:
    """How the ballots of a contest are entered: by how many independently, and how many papers a bundle has."""

    type: ClassVar[str] = "entry_planned"
    contest: str
    entries: int
    bundle_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntered:
    """A contest went on to its next phase, or back to the one before, for a reason."""

    type: ClassVar[str] = "phase_entered"
    contest: str
    phase: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalDeckMade:
    """The test deck (bộ phiếu tập dượt): made-up papers with known marks, one letter a name, numbered from 1."""

    type: ClassVar[str] = "rehearsal_deck_made"
    contest: str
    marks: tuple[str, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroReported:
    """The zero report (biên bản số không): what the count holds before the first paper, which must be nothing."""

    type: ClassVar[str] = "zero_reported"
    contest: str
    bundles: int
    ballots: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntered:
    """The people and papers of a contest; -1 where a number is not given."""

    type: ClassVar[str] = "account_entered"
    contest: str
    summoned: int
    excluded: Mapping[str, int]
    present: int
    issued: int
    returned: int
    spoilt: int
    not_returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressDecided:
    """The congress decided what the law leaves to it; ``decided_by`` and ``text`` as the minutes have them."""

    type: ClassVar[str] = "congress_decided"
    contest: str
    about: str
    decision: str
    decided_by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesWritten:
    """The ballots of a contest, and the rulings on them, stand in the folder as files of these digests."""

    type: ClassVar[str] = "files_written"
    contest: str
    ballots: int
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesReleased:
    """The committee lets the hall see the votes of a contest."""

    type: ClassVar[str] = "votes_released"
    contest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSigned:
    """The minutes of a contest are signed on paper; ``count_head`` is the code printed in them."""

    type: ClassVar[str] = "minutes_signed"
    contest: str
    count_head: str
