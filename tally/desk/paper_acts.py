"""What happens to papers (việc của lá phiếu): bundles, entries, differences, rulings.

``rehearsal`` tells the papers of the test deck from the real ones, ``entry`` is which of the independent entries of a
bundle it belongs to (lần nhập: 1, 2, perhaps 3). Digests are of lines of this log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlesMade:
    """Bundles (tập phiếu) by the numbers stamped on their papers, from and to; ``papers`` as each slip says."""

    type: ClassVar[str] = "bundles_made"
    contest: str
    rehearsal: bool
    numbers: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    papers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleVoided:
    """A bundle counts no more (hủy tập phiếu); ``again`` is the bundle that takes its place, 0 for none."""

    type: ClassVar[str] = "bundle_voided"
    contest: str
    rehearsal: bool
    bundle: int
    reason: str
    again: int
    first: int
    last: int
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleTaken:
    """Somebody took a bundle to enter it: the papers are in his hands."""

    type: ClassVar[str] = "bundle_taken"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReleased:
    """A bundle went back unfinished; what is entered stays, somebody else goes on."""

    type: ClassVar[str] = "bundle_released"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFinished:
    """An entry of a bundle is whole: so many papers, as the slip says."""

    type: ClassVar[str] = "bundle_finished"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotEntered:
    """One paper as somebody typed it: its keys, and the raw marks they mean, one letter a name.

    ``ground`` is one of invalidity that only people see, empty if none; ``doubtful`` asks the committee to look.
    """

    type: ClassVar[str] = "ballot_entered"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    typed: str
    marks: str
    ground: str
    doubtful: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCorrected:
    """A paper was typed anew by whoever typed it; ``before`` is the digest of the line it replaces, which stays."""

    type: ClassVar[str] = "ballot_corrected"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    before: str
    typed: str
    marks: str
    ground: str
    doubtful: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotUndone:
    """A paper counts as not entered; ``before`` is the digest of the line that said otherwise, which stays."""

    type: ClassVar[str] = "ballot_undone"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMerged:
    """A bundle entered on a laptop without network came in by stick, entered by whom, from a file of this digest.

    The papers stand beside each other by place; ``sha256`` is of the whole file, ``head`` of that laptop's log.
    """

    type: ClassVar[str] = "bundle_merged"
    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    people: tuple[str, ...]
    machine: str
    sha256: str
    head: str
    ballots: tuple[int, ...]
    by: tuple[str, ...]
    typed: tuple[str, ...]
    marks: tuple[str, ...]
    grounds: tuple[str, ...]
    doubtful: tuple[bool, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRuled:
    """The entries of a paper differed; somebody who entered neither looked at the paper, and this is what it shows.

    ``present`` is False where there is no such paper: an entry had a number that no paper bears.
    """

    type: ClassVar[str] = "difference_ruled"
    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    present: bool
    typed: str
    marks: str
    ground: str
    doubtful: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulRuled:
    """The committee's conclusion on a doubtful paper, or on the mark beside one name of it (``name`` 0: the paper).

    ``ruling``, ``reason``, ``in_favour`` and ``of`` as a file of rulings has them.
    """

    type: ClassVar[str] = "doubtful_ruled"
    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    name: int
    ruling: str
    reason: str
    in_favour: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingsWithdrawn:
    """The committee takes back what it concluded on a paper, to conclude anew; both stay in the log."""

    type: ClassVar[str] = "rulings_withdrawn"
    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    reason: str
