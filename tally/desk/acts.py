"""Everything that can happen at the desk (việc đã làm): one frozen dataclass an act, one line of the log.

The log is the desk: its state is nothing but the fold of these acts. An act says what was done, never what follows
from it; who did it and when stand in its line.
"""

from __future__ import annotations

from tally.desk.contest_acts import (
    AccountEntered,
    CongressDecided,
    ContestDeclared,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PhaseEntered,
    RehearsalDeckMade,
    VotesReleased,
    ZeroReported,
)
from tally.desk.desk_acts import (
    ClockSetBack,
    CodeMade,
    CodeRevoked,
    CongressDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    PersonJoined,
    PersonRemoved,
)
from tally.desk.paper_acts import (
    BallotCorrected,
    BallotEntered,
    BallotUndone,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundlesMade,
    BundleTaken,
    BundleVoided,
    DifferenceRuled,
    DoubtfulRuled,
    RulingsWithdrawn,
)

__all__ = [
    "ACTS",
    "BY_TYPE",
    "AccountEntered",
    "Act",
    "BallotCorrected",
    "BallotEntered",
    "BallotUndone",
    "BundleFinished",
    "BundleMerged",
    "BundleReleased",
    "BundleTaken",
    "BundleVoided",
    "BundlesMade",
    "ClockSetBack",
    "CodeMade",
    "CodeRevoked",
    "CongressDecided",
    "CongressDeclared",
    "ContestDeclared",
    "DeskHandedOver",
    "DeskOpened",
    "DeskSealed",
    "DeskTakenOver",
    "DifferenceRuled",
    "DoubtfulRuled",
    "EntryPlanned",
    "FilesWritten",
    "MinutesSigned",
    "PersonJoined",
    "PersonRemoved",
    "PhaseEntered",
    "RehearsalDeckMade",
    "RulingsWithdrawn",
    "VotesReleased",
    "ZeroReported",
]

Act = (
    DeskOpened
    | CongressDeclared
    | DeskTakenOver
    | DeskHandedOver
    | ClockSetBack
    | PersonJoined
    | PersonRemoved
    | CodeMade
    | CodeRevoked
    | DeskSealed
    | ContestDeclared
    | EntryPlanned
    | PhaseEntered
    | RehearsalDeckMade
    | ZeroReported
    | AccountEntered
    | CongressDecided
    | FilesWritten
    | VotesReleased
    | MinutesSigned
    | BundlesMade
    | BundleVoided
    | BundleTaken
    | BundleReleased
    | BundleFinished
    | BallotEntered
    | BallotCorrected
    | BallotUndone
    | BundleMerged
    | DifferenceRuled
    | DoubtfulRuled
    | RulingsWithdrawn
)

ACTS: tuple[type[Act], ...] = (
    DeskOpened,
    CongressDeclared,
    DeskTakenOver,
    DeskHandedOver,
    ClockSetBack,
    PersonJoined,
    PersonRemoved,
    CodeMade,
    CodeRevoked,
    DeskSealed,
    ContestDeclared,
    EntryPlanned,
    PhaseEntered,
    RehearsalDeckMade,
    ZeroReported,
    AccountEntered,
    CongressDecided,
    FilesWritten,
    VotesReleased,
    MinutesSigned,
    BundlesMade,
    BundleVoided,
    BundleTaken,
    BundleReleased,
    BundleFinished,
    BallotEntered,
    BallotCorrected,
    BallotUndone,
    BundleMerged,
    DifferenceRuled,
    DoubtfulRuled,
    RulingsWithdrawn,
)
"""Every act the desk's log may hold."""

BY_TYPE = {act.type: act for act in ACTS}
