"""What somebody may ask of the desk (yêu cầu): one frozen dataclass a request, with what the page knew.

``rehearsal`` is what the page showed: a page of the rehearsal that is sent late never reaches the count. ``before`` is
the digest of the entry that was read; if there is another one now, the request is refused and shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tally.desk.contest_acts import ContestDeclared


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDesk:
    """The desk itself: it runs on this folder, on this laptop."""

    congress: str
    body: str
    sha256: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """The desk itself: another laptop goes on from a copy; ``head`` is the last line of the copy."""

    machine: str
    head: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Give the desk to another laptop: this one never writes again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The desk itself, for somebody who had a code: take this name in the role of the code."""

    person: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Leave the desk oneself (rời bàn): what is held goes back, the name is free to join again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePerson:
    """Send somebody away; his sessions end."""

    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCode:
    """A new join code for a role, in place of the one before; the code is made outside and never logged."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCode:
    """Nobody joins with a role's code any more; with ``sessions`` those who joined with it are sent away."""

    role: str
    sessions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declare:
    """Count these contests of the folder at the desk; those declared before are left as they are.

    ``congress`` and ``body`` are the names the folder gives them, ``sha256`` is of its congress.toml.
    """

    contests: tuple[ContestDeclared, ...]
    congress: str = ""
    body: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """How a contest is entered: independent entries (2 or 3) and papers a bundle."""

    contest: str
    entries: int
    bundle_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Go on to the next phase; ``to`` is the one the page named. To leave a rehearsal unfinished takes a ``reason``."""

    contest: str
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoBack:
    """Return to the phase before, for a reason."""

    contest: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeDeck:
    """Put a test deck on the desk for the rehearsal, in place of the one before; made by ``rehearsal.deck``."""

    contest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterAccount:
    """The people and papers of a contest; None where a number is not given."""

    contest: str
    summoned: int
    present: int
    issued: int
    returned: int
    excluded: Mapping[str, int] = field(default_factory=dict, hash=False)
    spoilt: int | None = None
    not_returned: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBundles:
    """Make bundles of so many papers, numbered as stamped from ``first`` on, of the size that was planned."""

    contest: str
    rehearsal: bool
    papers: int
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBundle:
    """One more bundle: numbers ``first`` to ``last``, ``papers`` as the slip says (None: as many as the numbers)."""

    contest: str
    rehearsal: bool
    first: int
    last: int
    papers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidBundle:
    """A bundle counts no more; with ``again`` a new one takes its place in the same act, to be entered anew.

    ``first``, ``last`` and ``papers`` of the new one are the old one's where None.
    """

    contest: str
    rehearsal: bool
    bundle: int
    reason: str
    again: bool = True
    first: int | None = None
    last: int | None = None
    papers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBundle:
    """Take a bundle to enter it; ``entry`` None takes the first entry that is free for this person."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseBundle:
    """Give a bundle back unfinished; the chair may do it for somebody."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterBallot:
    """Save one paper: its stamped number and what was typed, as ``keys`` reads it."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    typed: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectBallot:
    """Type a paper anew, before its entry is finished; ``before`` is the digest of what was read."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    before: str
    typed: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoBallot:
    """Take a paper back, before its entry is finished; ``before`` is the digest of what was read."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    ballot: int
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishBundle:
    """An entry of a bundle is whole: as many papers as counted by hand."""

    contest: str
    rehearsal: bool
    bundle: int
    entry: int
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBundle:
    """Take in an entry of a bundle from a laptop without network: what ``stick.read`` found in the file."""

    contest: str
    rehearsal: bool
    slate: str
    first: int
    last: int
    papers: int
    people: tuple[str, ...]
    machine: str
    sha256: str
    head: str
    ballots: tuple[int, ...]
    by: tuple[str, ...]
    typed: tuple[str, ...]
    notes: tuple[str, ...]
    marks: tuple[str, ...]
    grounds: tuple[str, ...]
    doubtful: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDifference:
    """The entries of a paper differ: somebody who typed neither looked at it. ``present`` False: no such paper.

    ``before`` is the digest of the resolution that was read, empty if there was none.
    """

    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    typed: str
    present: bool = True
    note: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRuling:
    """A conclusion on the mark beside a name (``name`` from 1), or on the whole paper (``name`` 0)."""

    name: int
    ruling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDoubtful:
    """The committee's conclusion on a doubtful paper, with its reason and vote."""

    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    rulings: tuple[OneRuling, ...]
    reason: str
    in_favour: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRulings:
    """Take back what the committee concluded on a paper, to conclude anew."""

    contest: str
    rehearsal: bool
    bundle: int
    ballot: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecision:
    """What the congress decided where the law leaves it to people: ``[[decision]]`` of congress.toml."""

    contest: str
    about: str
    decision: str
    decided_by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFiles:
    """The desk itself: the contest's files stand in the folder. ``upto`` is the line of the log they were made at."""

    contest: str
    ballots: int
    files: Mapping[str, str] = field(hash=False)
    upto: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseVotes:
    """Let the hall see the votes of a contest."""

    contest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignMinutes:
    """The minutes are signed on paper, with this code in them."""

    contest: str
    count_head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSeal:
    """The desk itself: the record was sealed."""

    file: str
    sha256: str
    count_head: str
    seal_head: str


Request = (
    OpenDesk
    | TakeOver
    | HandOver
    | Join
    | Leave
    | RemovePerson
    | MakeCode
    | RevokeCode
    | Declare
    | PlanEntry
    | Advance
    | GoBack
    | MakeDeck
    | EnterAccount
    | MakeBundles
    | AddBundle
    | VoidBundle
    | TakeBundle
    | ReleaseBundle
    | EnterBallot
    | CorrectBallot
    | UndoBallot
    | FinishBundle
    | MergeBundle
    | RuleDifference
    | RuleDoubtful
    | WithdrawRulings
    | RecordDecision
    | NoteFiles
    | ReleaseVotes
    | SignMinutes
    | NoteSeal
)
