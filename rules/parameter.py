"""The known parameters: every question a provision can answer, what its answer looks like, and who asks it.

A provision with any other parameter is refused by the loader, so a slip in a file of the law cannot pass in
silence. The rules that exist as code are named here and nowhere else: a regulation chooses among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What the answer to a parameter looks like in a provision."""

    LIMIT = "limit"  # at_least, at_most, more_than, less_than
    REASONS = "reasons"  # reasons = ["…", "…"], in the regulation's order
    RULE = "rule"  # rule = "…", one of the rules the program knows
    ROUND = "round"  # round = 3 with rule = "…": what follows a vote of that number
    MONTH = "month"  # month = "2020-06"


class Base(StrEnum):
    """What "more than half" is taken of (tổng số để tính quá nửa); of voters, summoned are those listed."""

    SUMMONED_LESS_EXCLUDED = "summoned_less_excluded"
    SUMMONED = "summoned"
    PRESENT = "present"
    ISSUED = "issued"
    RETURNED = "returned"
    VALID = "valid"


class OrderRule(StrEnum):
    """Who comes first when more people pass the threshold than there are seats."""

    HIGHEST_VOTES = "highest_votes"


class TieRule(StrEnum):
    """What follows when the cut falls inside a group with equal votes."""

    REVOTE_AMONG_TIED = "revote_among_tied"
    OLDER = "older"


class ShortRule(StrEnum):
    """What follows when fewer people pass the threshold than there are seats."""

    CONGRESS_DECIDES = "congress_decides"
    NATIONAL_COUNCIL_DECIDES = "national_council_decides"
    EXTRA_ELECTION = "extra_election"


class LastRoundRule(StrEnum):
    """What follows when nobody passes the threshold in the last vote there may be."""

    UPPER_COMMITTEE_APPOINTS = "upper_committee_appoints"


class AmongRule(StrEnum):
    """The body an office is elected from among, members first."""

    EXECUTIVE_COMMITTEE = "executive_committee"
    INSPECTION_COMMITTEE = "inspection_committee"


class OverIssuedRule(StrEnum):
    """What follows when more ballots are counted than were issued."""

    ANNUL_AND_VOTE_AGAIN = "annul_and_vote_again"


class AlternatesRule(StrEnum):
    """Where alternate delegates come from."""

    OVER_HALF_IN_ORDER = "over_half_in_order"


class ValidRule(StrEnum):
    """Which ballots are valid."""

    NO_MORE_THAN_SEATS = "no_more_than_seats"


EXCLUSIONS = (
    "active_elsewhere",
    "exempt",
    "suspended",
    "absent_with_reason",
    "convener_absent",
    "absent_no_alternate",
)
"""Who may leave the base (số được trừ). A congress may name further ones as its own, with a source."""

GROUNDS = (
    "not_issued",
    "overvote",
    "votes_for_nobody",
    "double_mark",
    "unmarked",
    "outside_name",
    "marked",
    "signed",
    "written_on",
    "not_prescribed",
    "no_stamp",
)
"""Grounds of invalidity (lý do không hợp lệ) that the regulations give; counting knows each by this name.

The last two are those of state elections alone, which have no others beside ``overvote``, ``votes_for_nobody``,
``outside_name`` and ``written_on``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One question of the law.

    ``of``: the denominators a share may name. ``ages``: the provision must say which completed years it means.
    ``limit_optional``: a provision may name the thing without a number of its own ("the rest").
    ``reasons``: the words a list of reasons may hold. ``code``: the check that asks it, None where counting asks.
    ``local``: a congress may have a provision of its own (``[[local]]``).
    """

    name: str
    shape: Shape
    of: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    rules: type[StrEnum] | None = None
    ages: bool = False
    limit_optional: bool = False
    code: str | None = None
    local: bool = False


_ALL = (
    Parameter(name="surplus.prepared", shape=Shape.LIMIT, of=("seats",), code="SZ02", local=True),
    Parameter(name="surplus.cap", shape=Shape.LIMIT, of=("seats",), code="SZ03", local=True),
    Parameter(name="surplus.small", shape=Shape.LIMIT, code="SZ04", local=True),
    Parameter(name="surplus.more_than_seats", shape=Shape.LIMIT, code="SZ05", local=True),
    Parameter(name="composition.women", shape=Shape.LIMIT, of=("members", "list"), code="CP01", local=True),
    Parameter(name="composition.women_standing", shape=Shape.LIMIT, code="CP02", local=True),
    Parameter(name="composition.youth", shape=Shape.LIMIT, of=("members",), ages=True, code="CP03", local=True),
    Parameter(
        name="composition.age_middle",
        shape=Shape.LIMIT,
        of=("members",),
        ages=True,
        limit_optional=True,
        code="CP04",
        local=True,
    ),
    Parameter(
        name="composition.age_senior",
        shape=Shape.LIMIT,
        of=("members",),
        ages=True,
        limit_optional=True,
        code="CP05",
        local=True,
    ),
    Parameter(name="reference_month", shape=Shape.MONTH, local=True),
    Parameter(name="count.base", shape=Shape.RULE, rules=Base),
    Parameter(name="count.excluded", shape=Shape.REASONS, reasons=EXCLUSIONS, local=True),
    Parameter(name="count.needed", shape=Shape.LIMIT, of=("base",)),
    Parameter(name="count.turnout", shape=Shape.LIMIT, of=("voters",)),
    Parameter(name="count.order", shape=Shape.RULE, rules=OrderRule),
    Parameter(name="count.tie", shape=Shape.RULE, rules=TieRule),
    Parameter(name="count.short", shape=Shape.RULE, rules=ShortRule),
    Parameter(name="count.extra_election", shape=Shape.LIMIT, of=("seats",)),
    Parameter(name="count.last_round", shape=Shape.ROUND, rules=LastRoundRule),
    Parameter(name="count.from_among", shape=Shape.RULE, rules=AmongRule),
    Parameter(name="count.committee_from", shape=Shape.LIMIT),
    Parameter(name="count.over_issued", shape=Shape.RULE, rules=OverIssuedRule),
    Parameter(name="count.alternates", shape=Shape.RULE, rules=AlternatesRule),
    Parameter(name="opinion.base", shape=Shape.RULE, rules=Base, local=True),
    Parameter(name="opinion.needed", shape=Shape.LIMIT, of=("base",), local=True),
    Parameter(name="introduction.base", shape=Shape.RULE, rules=Base, local=True),
    Parameter(name="introduction.needed", shape=Shape.LIMIT, of=("base",), local=True),
    Parameter(name="ballot.valid", shape=Shape.RULE, rules=ValidRule),
    Parameter(name="ballot.invalid", shape=Shape.REASONS, reasons=GROUNDS),
)

PARAMETERS = {parameter.name: parameter for parameter in _ALL}
