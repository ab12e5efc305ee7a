"""The shared words of both packages: ``Candidate``, ``Slate``, ``Contest``, ``Congress`` and what they hold.

Everything is frozen; readers (``slate_file``, ``congress_file``) make these values and nothing changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.choice import Choices
from rules.partial_date import PartialDate
from rules.sheet_reading import SheetReading

CONGRESS_FILE = "congress.toml"
"""The file that makes a folder a congress."""

OF_SEVERAL = (".json", ".xlsx", ".xlsm", ".xls", ".ods")
"""Endings of ballot files that may hold several contests, each under its id."""


class Level(StrEnum):
    """The level of the body (cấp): which provisions and reference months apply."""

    BRANCH = "branch"
    GRASSROOTS = "grassroots"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"


class Kind(StrEnum):
    """Who votes: members or delegates of a congress, a committee's meeting, or voters of a state election."""

    MEMBERS = "members"
    DELEGATES = "delegates"
    COMMITTEE = "committee"
    VOTERS = "voters"


class Office(StrEnum):
    """What is being filled (chức danh bầu)."""

    EXECUTIVE_COMMITTEE = "executive_committee"
    STANDING_COMMITTEE = "standing_committee"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    INSPECTION_COMMITTEE = "inspection_committee"
    INSPECTION_CHAIR = "inspection_chair"
    DELEGATES = "delegates"
    STATE_DEPUTIES = "state_deputies"
    OTHER = "other"


class Form(StrEnum):
    """The printed ballot (mẫu phiếu), which fixes what a mark means; nothing turns it over later."""

    STRIKE_OUT = "strike_out"
    AGREE_DISAGREE = "agree_disagree"


class Vote(StrEnum):
    """What a vote is: the first, among the tied, for the missing seats, after an annulled box; or no election at all.

    ``opinion`` (phiếu xin ý kiến) and ``introduction`` (phiếu giới thiệu) ask whom people support: nobody is elected
    by them, and no round follows from them.
    """

    FIRST = "first"
    REVOTE = "revote"
    FURTHER = "further"
    AGAIN = "again"
    OPINION = "opinion"
    INTRODUCTION = "introduction"

    @property
    def elects(self) -> bool:
        """Whether somebody can be elected by it."""
        return self not in {Vote.OPINION, Vote.INTRODUCTION}


class Cells(StrEnum):
    """What a 1 means in a wide ballot file: the name was kept, or the name was struck."""

    KEPT = "kept"
    STRUCK = "struck"


class About(StrEnum):
    """What a recorded decision of the congress, or of whoever may decide, is about."""

    TIED = "tied"
    SHORT = "short"
    OVER_ISSUED = "over_issued"
    TURNOUT = "turnout"
    NOT_AMONG = "not_among"
    SMALL_BRANCH = "small_branch"


class Letterhead(StrEnum):
    """Whose papers they are (thể thức văn bản): what stands at their head, whom they speak of, who signs."""

    PARTY = "party"
    STATE = "state"
    YOUTH_UNION = "youth_union"


DECISIONS = {
    About.TIED: ("no_further_revote",),
    About.SHORT: ("no_further_vote",),
    About.OVER_ISSUED: ("annulled",),
    About.TURNOUT: ("vote_again", "no_further_vote"),
    About.NOT_AMONG: ("confirmed",),
    About.SMALL_BRANCH: ("confirmed",),
}
"""What people can decide where the provision leaves it to them (design §4)."""

FILL_IN = "…"
"""Stands in a decision to be copied, for who decided and the words; a file that still has it there is refused."""


class Sex(StrEnum):
    """Giới tính."""

    MALE = "male"
    FEMALE = "female"


class Qualification(StrEnum):
    """Trình độ chuyên môn, highest first."""

    POSTGRADUATE = "postgraduate"
    UNIVERSITY = "university"
    COLLEGE = "college"
    VOCATIONAL = "vocational"
    NONE = "none"


class Theory(StrEnum):
    """Trình độ lý luận chính trị; ``bachelor`` (cử nhân) ranks as ``advanced`` (cao cấp)."""

    BACHELOR = "bachelor"
    ADVANCED = "advanced"
    INTERMEDIATE = "intermediate"
    ELEMENTARY = "elementary"
    NONE = "none"


class Nomination(StrEnum):
    """Who put the name up (đề cử, ứng cử)."""

    COMMITTEE = "committee"
    FLOOR = "floor"
    SELF = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One name on a slate (ứng cử viên). None means: the slate does not say; it never means no.

    ``row`` is the line of the slate file; ``number`` is the ballot's number, None only in a draft. ``notes`` are
    the columns the program does not know, by heading.
    """

    row: int
    number: int | None
    name: str
    born: PartialDate | None = None
    sex: Sex | None = None
    ethnicity: str | None = None
    religion: str | None = None
    joined: PartialDate | None = None
    official: PartialDate | None = None
    qualification: Qualification | None = None
    theory: Theory | None = None
    post: str | None = None
    incumbent: bool | None = None
    planned: bool | None = None
    for_standing: bool = False
    science: bool | None = None
    nomination: Nomination | None = None
    retires: PartialDate | None = None
    number_before: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """The ordered list put to the vote (danh sách bầu cử). ``sha256`` is of the file's bytes, in hex.

    ``columns`` are the fields the file has a column for: a missing column and an empty cell are told apart.
    ``notes`` are the headings that were not understood. ``reading`` says how a workbook's sheet was understood.
    """

    file: str
    sha256: str
    candidates: tuple[Candidate, ...]
    columns: frozenset[str]
    notes: tuple[str, ...] = ()
    reading: SheetReading | None = None

    def __len__(self) -> int:
        """How many names."""
        return len(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Summoned (được triệu tập), present (có mặt), and who leaves the base, reason by reason."""

    summoned: int
    present: int
    excluded: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotSource:
    """Where a contest's ballots are, and the public counts of papers.

    ``issued`` (phát ra) is already without papers replaced as spoilt; ``returned`` (thu về) is the public count
    out of the box. ``cells`` is given for the wide layout only.
    """

    file: str
    issued: int
    returned: int
    cells: Cells | None = None
    spoilt: int | None = None
    not_returned: int | None = None
    rulings: str | None = None

    @property
    def of_several(self) -> bool:
        """Whether the file may hold the ballots of several contests: cast vote records, a workbook of many sheets."""
        return self.file.casefold().endswith(OF_SEVERAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of introducing people for a list (bước giới thiệu nhân sự): who was there, and votes by place.

    Places count the slate from 1. Of whom no number was given there is none.
    """

    number: int
    summoned: int
    present: int
    votes: Mapping[int, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How many of those present support somebody named at the congress itself (phiếu xin ý kiến), by his place."""

    place: int
    votes: int
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the congress itself decided where the law leaves it to people, with who and the words."""

    contest: str
    about: About
    decision: str
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """One thing being filled (nội dung bầu). ``kind`` and ``attendance`` are already the contest's own.

    ``attendance`` and ``ballots`` are None where the folder holds none yet: ``check`` needs neither. ``repeats`` is,
    of a vote again, the vote that was annulled. ``steps`` and ``support`` say how the people came onto the list, as
    far as the folder does.
    """

    id: str
    office: Office
    kind: Kind
    seats: int
    form: Form
    slate: Slate
    size: int | None = None
    alternates: int = 0
    attendance: Attendance | None = None
    ballots: BallotSource | None = None
    after: str | None = None
    vote: Vote = Vote.FIRST
    repeats: Vote | None = None
    round: int = 1
    steps: tuple[Step, ...] = ()
    support: tuple[Support, ...] = ()

    @property
    def held_as(self) -> Vote:
        """The vote under whose terms it is held: of a vote again (bỏ phiếu lại) those of the vote that was annulled."""
        return self.repeats or self.vote


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalProvision:
    """A provision of the congress's own level (``[[local]]``), as written; ``regulation`` makes it one of the law."""

    parameter: str
    values: Mapping[str, object] = field(hash=False)
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Congress:
    """The event (đại hội, hội nghị bầu): its contests and everything the folder says of it."""

    name: str
    body: str
    level: Level
    kind: Kind
    opens: date
    contests: tuple[Contest, ...]
    choices: Choices
    rules: str | None = None
    elects: bool = True
    heading: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    previous_term: Mapping[str, int] = field(default_factory=dict, hash=False)
    local: tuple[LocalProvision, ...] = ()
    decisions: tuple[Decision, ...] = ()
