"""What the desk knows (tình trạng của bàn): values that never change, made by the fold of its acts and by nothing else.

A reader takes one ``State`` and has everything as it was at one moment; the writer puts another in its place.
Pages ask bundles, of which there are few; nothing here is as long as all ballots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rules.names import spelling_key
from tally.desk.contest_acts import AccountEntered, CongressDecided, ContestDeclared, ZeroReported
from tally.desk.roles import Phase, Role
from tally.model import RawMark
from tally.record import NOTHING_BEFORE

Key = TypeVar("Key")
Item = TypeVar("Item")

ENTRIES = 2
"""Independent entries of a bundle unless planned otherwise (nhập hai lần độc lập)."""

BUNDLE_SIZE = 50


def none_yet() -> Mapping[Key, Item]:
    """A mapping with nothing in it. Nobody changes a mapping of a state: the types say so, and copies stay quick."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the desk. ``typed`` is how many papers he typed; ``last_at`` when he last did something."""

    name: str
    role: Role
    removed: bool = False
    typed: int = 0
    last_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One paper as somebody typed it; ``digest`` is of the line of the log that says so: edits carry it."""

    typed: str
    marks: str
    ground: str
    doubtful: bool
    note: str
    by: str
    digest: str

    @property
    def asks(self) -> bool:
        """Whether the committee has to look at it: flagged, not clear, or with a ground that only people can see."""
        return self.doubtful or bool(self.ground) or RawMark.UNCLEAR in self.marks

    def same_paper(self, other: Typed) -> bool:
        """Whether both saw the same on the paper; a flag or a note is no difference."""
        return self.marks == other.marks and self.ground == other.ground


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleEntry:
    """One of the independent entries of a bundle (một lần nhập): who typed it, who holds the papers, what is typed."""

    number: int
    people: tuple[str, ...] = ()
    holder: str = ""
    ballots: Mapping[int, Typed] = field(default_factory=none_yet, hash=False)
    finished: bool = False
    began_at: str = ""
    last_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a paper shows whose entries differed; ``paper`` None: there is no paper of that number."""

    paper: Typed | None
    by: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A conclusion of the committee on a paper; ``name`` 0 is on the paper as a whole."""

    name: int
    ruling: str
    reason: str
    in_favour: int
    of: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle (tập phiếu): numbers ``first`` to ``last``, ``papers`` of them on the slip.

    ``differing`` and ``asking`` are known once every entry is finished: the papers whose entries differ and that
    nobody ruled on, and those that wait for the committee.
    """

    number: int
    first: int
    last: int
    papers: int
    entries: tuple[BundleEntry, ...]
    void: str = ""
    again: int = 0
    resolved: Mapping[int, Resolution] = field(default_factory=none_yet, hash=False)
    rulings: Mapping[int, tuple[Ruling, ...]] = field(default_factory=none_yet, hash=False)
    differences: int = 0
    differing: tuple[int, ...] = ()
    asking: tuple[int, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it was not voided."""
        return not self.void

    @property
    def complete(self) -> bool:
        """Whether every entry is finished."""
        return all(entry.finished for entry in self.entries)

    @property
    def settled(self) -> bool:
        """Whether nothing of it waits for anybody."""
        return self.complete and not self.differing and not self.asking

    @property
    def typed(self) -> int:
        """Papers typed so far, over all entries."""
        return sum(len(entry.ballots) for entry in self.entries)

    def entry(self, number: int) -> BundleEntry | None:
        """One of its entries, None if there is no such."""
        return self.entries[number - 1] if 1 <= number <= len(self.entries) else None

    def people(self) -> frozenset[str]:
        """Everybody who typed something of it: they neither enter it again nor rule on it."""
        return frozenset(person for entry in self.entries for person in entry.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The papers of a contest, or of its rehearsal: two piles that never meet."""

    bundles: Mapping[int, Bundle] = field(default_factory=none_yet, hash=False)

    def counting(self) -> Iterator[Bundle]:
        """Those not voided, by their first number."""
        return iter(sorted((each for each in self.bundles.values() if each.counts), key=lambda each: each.first))

    @property
    def papers(self) -> int:
        """Papers on the slips of all bundles that count."""
        return sum(bundle.papers for bundle in self.counting())

    @property
    def empty(self) -> bool:
        """Whether there was never anything in it."""
        return not self.bundles


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskContest:
    """A contest at the desk (nội dung bầu)."""

    declared: ContestDeclared
    phase: Phase = Phase.PREPARE
    entries: int = ENTRIES
    bundle_size: int = BUNDLE_SIZE
    real: Pile = Pile()
    rehearsal: Pile = Pile()
    deck: tuple[str, ...] = ()
    deck_grounds: tuple[str, ...] = ()
    zero: ZeroReported | None = None
    account: AccountEntered | None = None
    released: bool = False
    signed: str = ""
    files: Mapping[str, str] = field(default_factory=none_yet, hash=False)
    written_at: int = 0
    changed_at: int = 0

    @property
    def id(self) -> str:
        """Its id in the folder."""
        return self.declared.contest

    @property
    def names(self) -> int:
        """How many names its ballot has."""
        return len(self.declared.names)

    def pile(self, *, rehearsal: bool) -> Pile:
        """The real papers, or those of the test deck."""
        return self.rehearsal if rehearsal else self.real

    @property
    def written(self) -> bool:
        """Whether the files in the folder hold what the desk holds now."""
        return self.written_at > self.changed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything, at one moment. ``head`` is the digest of the last line; ``sequence`` its number.

    ``sealed`` is the seal head of the record, ``record`` the name of its file; empty before.
    """

    sequence: int = 0
    head: str = NOTHING_BEFORE
    last_at: str = ""
    congress: str = ""
    body: str = ""
    machine: str = ""
    handed_over: bool = False
    sealed: str = ""
    record: str = ""
    people: Mapping[str, Person] = field(default_factory=none_yet, hash=False)
    codes: frozenset[Role] = frozenset()
    contests: Mapping[str, DeskContest] = field(default_factory=none_yet, hash=False)
    decisions: tuple[CongressDecided, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether nothing is written here any more: sealed, or given to another laptop."""
        return bool(self.sealed) or self.handed_over

    def named(self, name: str) -> Person | None:
        """The person of that name, however it is spelled."""
        key = spelling_key(name)
        return next((each for each in self.people.values() if spelling_key(each.name) == key), None)
