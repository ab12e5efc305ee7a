"""Provisions (quy định), the instruments they stand in, the packs that hold together, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from rules.citation import Citation, Confidence, Instrument
from rules.finding import Force, Group
from rules.model import Contest, Kind, Level, Office
from rules.retirement import RetirementAges

Amount = Fraction | int
"""A share (``Fraction``, of what ``of`` names) or a count of people (``int``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """When something holds (hiệu lực): half-open, from ≤ day < to; ``to`` None is open."""

    start: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: InForce) -> bool:
        """Whether some day lies in both."""
        starts_before_other_ends = other.end is None or self.start < other.end
        ends_after_other_starts = self.end is None or other.start < self.end
        return starts_before_other_ends and ends_after_other_starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A lower and an upper bound; the field says the provision's comparison word.

    ``at_least`` từ … trở lên (>=), ``at_most`` không quá (<=), ``more_than`` quá, hơn (>), ``less_than`` dưới (<).
    """

    at_least: Amount | None = None
    at_most: Amount | None = None
    more_than: Amount | None = None
    less_than: Amount | None = None

    def holds(self, value: Amount) -> bool:
        """Whether ``value`` satisfies every bound that is given."""
        return (
            (self.at_least is None or value >= self.at_least)  # «từ … trở lên» = at least
            and (self.at_most is None or value <= self.at_most)  # «không quá» = at most
            and (self.more_than is None or value > self.more_than)  # «quá», «hơn» = strictly more
            and (self.less_than is None or value < self.less_than)  # «dưới» = strictly less
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """A band of completed years of age, both ends included; None is open."""

    at_least: int | None = None
    at_most: int | None = None

    def holds(self, years: int) -> bool:
        """Whether somebody of that many completed years is in the band."""
        return (self.at_least is None or years >= self.at_least) and (self.at_most is None or years <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """Whom a congress's own provision counts: those of whom one column of the slate says something.

    ``column`` is a field of ``Candidate``, or with ``noted`` a heading the program does not know; ``heading`` is how
    the provision calls it. One of the others
    says what the cell must hold: one of ``values``; anything but ``other_than``; one of the words of ``contains``;
    a date so many completed ``years`` ago. ``empty_is_no``: in this column an empty cell says no; otherwise it is
    not known. ``group``: only the whole list, or only those proposed for the standing committee.
    """

    title: str
    heading: str
    column: str
    noted: bool = False
    values: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    years: Ages | None = None
    empty_is_no: bool = False
    group: Group | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom a provision is for; None means all. ``seats`` bounds the number to elect, both ends included.

    The upper end of ``seats`` is None where it is open.
    """

    offices: frozenset[Office] | None = None
    levels: frozenset[Level] | None = None
    kinds: frozenset[Kind] | None = None
    seats: tuple[int, int | None] | None = None

    def covers(self, *, office: Office, level: Level, kind: Kind, seats: int) -> bool:
        """Whether a contest of that office, level, kind and number of seats falls under it."""
        return (
            (self.offices is None or office in self.offices)
            and (self.levels is None or level in self.levels)
            and (self.kinds is None or kind in self.kinds)
            and (self.seats is None or (self.seats[0] <= seats and _reaches(self.seats[1], seats)))
        )

    def meets(self, other: Scope) -> bool:
        """Whether some contest could fall under both."""
        sets = ((self.offices, other.offices), (self.levels, other.levels), (self.kinds, other.kinds))
        return all(a is None or b is None or bool(a & b) for a, b in sets) and (
            self.seats is None
            or other.seats is None
            or (_reaches(other.seats[1], self.seats[0]) and _reaches(self.seats[1], other.seats[0]))
        )


def _reaches(most: int | None, seats: int) -> bool:
    """Whether an upper end, open if None, is not below a number of seats."""
    return most is None or seats <= most


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One dated, cited answer to one parameter.

    ``instrument`` is None for a congress's own provision, whose ``source`` then says where it stands;
    ``characteristic`` is what only such a one can count. ``confirm``
    says in words what the user has to confirm while the wording is unseen; ``reading`` how we read the words.
    Both are texts by language, as the file of the law gives them.
    """

    parameter: str
    instrument: Instrument | None
    in_force: InForce
    scope: Scope
    confidence: Confidence
    row: str
    place: str | None
    source: str
    force: Force | None = None
    limit: Limit | None = None
    of: str | None = None
    ages: Ages | None = None
    reasons: tuple[str, ...] = ()
    rule: str | None = None
    month: date | None = None
    round: int | None = None
    step: int | None = None
    retirement: RetirementAges | None = None
    characteristic: Characteristic | None = None
    confirm: Mapping[str, str] = field(default_factory=dict, hash=False)
    reading: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def confirmed(self) -> bool:
        """Whether its wording was seen, or the project's user gave it."""
        return self.confidence.confirmed

    @property
    def citation(self) -> Citation:
        """How a verdict cites it."""
        if self.instrument is None:
            return Citation(number=self.source, date=None, place=self.place, confirmed=self.confirmed)
        return Citation(
            number=self.instrument.number,
            date=self.instrument.date,
            place=self.place,
            confirmed=self.confirmed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An instrument with the time it is in force, and the number and date of the one it replaced, if that was seen."""

    instrument: Instrument
    in_force: InForce
    replaces: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A level that a pack does not rule, and why, with where that was seen."""

    level: Level
    why: Mapping[str, str] = field(hash=False)
    source: str
    row: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """Instruments that hold together (bộ quy định), with the levels, kinds and offices they rule.

    ``in_force`` is the pack's own time: it chooses the default pack of a day. Each provision has its
    instrument's time besides, so a pack can be asked as it stood on any date. Provisions stand in the order of the
    instruments and of their files, which is the order of a regulation's list of grounds.
    """

    name: str
    title: Mapping[str, str] = field(hash=False)
    in_force: InForce
    levels: frozenset[Level]
    kinds: frozenset[Kind]
    offices: frozenset[Office]
    refused: tuple[Refusal, ...] = ()
    editions: tuple[Edition, ...]
    provisions: tuple[Provision, ...]

    @property
    def of_state(self) -> bool:
        """Whether it rules what voters elect, the State's bodies, and not the Party's."""
        return self.kinds == {Kind.VOTERS}

    def on(self, day: date) -> tuple[Provision, ...]:
        """The provisions as they stood on a day."""
        return tuple(provision for provision in self.provisions if provision.in_force.holds_on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for one congress: a pack as it stood on the opening day, and the congress's own provisions.

    ``outside_time``: the congress named a pack whose own time does not hold its opening day, which is to be printed.
    """

    pack: str
    level: Level
    provisions: tuple[Provision, ...]
    outside_time: bool = False
    _of: Mapping[str, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the provisions by the question they answer."""
        of: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            of.setdefault(provision.parameter, []).append(provision)
        object.__setattr__(self, "_of", {parameter: tuple(found) for parameter, found in of.items()})

    def for_contest(self, parameter: str, contest: Contest, *, office: Office | None = None) -> tuple[Provision, ...]:
        """Every provision of ``parameter`` for a contest: the pack's, then the congress's own.

        ``office`` asks for another office than the contest's, as for those proposed for the standing committee.
        """
        return tuple(self._covering(parameter, contest, office or contest.office))

    def one(self, parameter: str, contest: Contest) -> Provision | None:
        """The provision of a parameter that has one answer; the loader lets no second one cover the contest.

        A month of the congress's own stands in place of the pack's. Limits of its own stand beside the pack's, so
        a check asks ``for_contest``.
        """
        found = self.for_contest(parameter, contest)
        own_months = (each for each in found if each.instrument is None and each.month is not None)
        return next(own_months, found[0] if found else None)

    def reasons(self, parameter: str, contest: Contest) -> tuple[str, ...]:
        """The reasons that hold for a contest, each once, in the order of the regulation."""
        found = (reason for each in self.for_contest(parameter, contest) for reason in each.reasons)
        return tuple(dict.fromkeys(found))

    def invalid_reasons_in_order(self, contest: Contest) -> tuple[str, ...]:
        """The grounds of invalidity (lý do không hợp lệ) in the order of the regulation's list."""
        return self.reasons("ballot.invalid", contest)

    def for_reason(self, parameter: str, reason: str, contest: Contest) -> Provision | None:
        """The provision that gives a reason; None where the rules do not know it for this contest."""
        return next((each for each in self.for_contest(parameter, contest) if reason in each.reasons), None)

    def _covering(self, parameter: str, contest: Contest, office: Office) -> Iterator[Provision]:
        for provision in self._of.get(parameter, ()):
            if provision.scope.covers(office=office, level=self.level, kind=contest.kind, seats=contest.seats):
                yield provision
