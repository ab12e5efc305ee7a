"""The known parameters: every question a provision can answer, what its answer looks like, and who asks it.

A provision with any other parameter is refused by the loader, so a slip in a file of the law cannot pass in
silence. The rules that exist as code are named here and nowhere else: a regulation chooses among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.eligibility_rule import CountingRule, MembershipRule, NominationRule, PlannedRule
from rules.model import Office, Qualification, Theory


class Shape(StrEnum):
    """What the answer to a parameter looks like in a provision."""

    LIMIT = "limit"  # at_least, at_most, more_than, less_than
    REASONS = "reasons"  # reasons = ["…", "…"], in the regulation's order
    RULE = "rule"  # rule = "…", one of the rules the program knows
    ROUND = "round"  # round = 3 with rule = "…": what follows a vote of that number
    MONTH = "month"  # month = "2020-06"
    MONTHS = "months"  # at_least = 60: months to serve from the reference month, or from = "2021-03"
    LEVEL = "level"  # at_least = "intermediate", of a ladder the program knows
    RETIREMENT = "retirement"  # male, female: ages in months by month of birth; female_at_60


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
    VOTE_AGAIN_FIRST = "vote_again_first"
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


class StampRule(StrEnum):
    """Whose stamp a ballot bears, and where as far as the provision says."""

    CONVENING_COMMITTEE_TOP_LEFT = "convening_committee_top_left"
    ELECTION_TEAM = "election_team"


class StrikeRule(StrEnum):
    """How a name is struck."""

    STRIKE_FAMILY_AND_GIVEN_NAME = "strike_family_and_given_name"
    STRIKE_NAME = "strike_name"


class BoxRule(StrEnum):
    """How boxes beside a name are marked."""

    X_IN_ONE_BOX = "x_in_one_box"


class LastTermRule(StrEnum):
    """How a share stands to that of the outgoing committee (so với nhiệm kỳ trước)."""

    HIGHER = "higher"
    NOT_LOWER = "not_lower"


_COMMITTEE = (Office.EXECUTIVE_COMMITTEE,)
_STANDING = (Office.STANDING_COMMITTEE,)

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
    ``local``: a congress may have a provision of its own (``[[local]]``); ``law``: an instrument may have one.
    ``offices``: whom a congress's own provision is for where neither it nor the pack says; empty: it has to say.
    ``outgoing``: it is held against the outgoing committee, so it can be of the new committee only.
    ``column``: the provision says which column of the slate it counts. ``at_step``: it says of which step of a process
    it is. ``levels``: the ladder a level is of, its highest first. ``several``: texts contradict each other, and both
    answers stand side by side. ``also``: checks that ask it besides.
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
    law: bool = True
    offices: tuple[Office, ...] = (*_COMMITTEE, *_STANDING)
    outgoing: bool = False
    column: bool = False
    at_step: bool = False
    levels: type[StrEnum] | None = None
    several: bool = False
    also: tuple[str, ...] = ()


_ALL = (
    Parameter(name="size.members", shape=Shape.LIMIT, code="SZ01", local=True, offices=()),
    Parameter(
        name="size.reduction",
        shape=Shape.LIMIT,
        of=("previous_term",),
        code="SZ01",
        local=True,
        offices=_COMMITTEE,
        outgoing=True,
    ),
    Parameter(name="surplus.prepared", shape=Shape.LIMIT, of=("seats",), code="SZ02", local=True),
    Parameter(name="surplus.cap", shape=Shape.LIMIT, of=("seats",), code="SZ03", local=True),
    Parameter(name="surplus.small", shape=Shape.LIMIT, code="SZ04", local=True),
    Parameter(name="surplus.more_than_seats", shape=Shape.LIMIT, code="SZ05", local=True),
    Parameter(
        name="composition.women",
        shape=Shape.LIMIT,
        of=("members", "list"),
        code="CP01",
        local=True,
        offices=_COMMITTEE,
    ),
    Parameter(name="composition.women_standing", shape=Shape.LIMIT, code="CP02", local=True, offices=_STANDING),
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
    Parameter(
        name="composition.minorities",
        shape=Shape.LIMIT,
        of=("members", "list"),
        limit_optional=True,
        code="CP06",
        local=True,
    ),
    Parameter(
        name="composition.minorities_last_term",
        shape=Shape.RULE,
        rules=LastTermRule,
        code="CP06",
        local=True,
        offices=_COMMITTEE,
        outgoing=True,
    ),
    Parameter(
        name="composition.renewal",
        shape=Shape.LIMIT,
        of=("members",),
        code="CP07",
        local=True,
        offices=_COMMITTEE,
    ),
    Parameter(
        name="composition.science",
        shape=Shape.LIMIT,
        of=("members",),
        code="CP08",
        local=True,
        offices=_COMMITTEE,
    ),
    Parameter(
        name="composition.women_last_term",
        shape=Shape.RULE,
        rules=LastTermRule,
        code="CP09",
        local=True,
        offices=_COMMITTEE,
        outgoing=True,
    ),
    Parameter(
        name="composition.youth_last_term",
        shape=Shape.RULE,
        rules=LastTermRule,
        ages=True,
        code="CP10",
        local=True,
        offices=_COMMITTEE,
        outgoing=True,
    ),
    Parameter(
        name="local",
        shape=Shape.LIMIT,
        of=("members", "list", "seats"),
        code="LC01",
        local=True,
        law=False,
        offices=_COMMITTEE,
        column=True,
    ),
    Parameter(name="eligibility.first_term", shape=Shape.MONTHS, code="EL01", local=True, offices=_COMMITTEE),
    Parameter(name="eligibility.reelection", shape=Shape.MONTHS, code="EL02", local=True, offices=_COMMITTEE),
    Parameter(
        name="eligibility.state_post",
        shape=Shape.MONTHS,
        code="EL02",
        local=True,
        offices=_COMMITTEE,
        several=True,
    ),
    Parameter(
        name="eligibility.official_member",
        shape=Shape.RULE,
        rules=MembershipRule,
        code="EL03",
        local=True,
        offices=_COMMITTEE,
    ),
    Parameter(
        name="eligibility.planned",
        shape=Shape.RULE,
        rules=PlannedRule,
        code="EL04",
        local=True,
        law=False,
        offices=_COMMITTEE,
    ),
    Parameter(
        name="eligibility.theory",
        shape=Shape.LEVEL,
        levels=Theory,
        code="EL05",
        local=True,
        law=False,
        offices=_COMMITTEE,
    ),
    Parameter(
        name="eligibility.qualification",
        shape=Shape.LEVEL,
        levels=Qualification,
        code="EL06",
        local=True,
        law=False,
        offices=_COMMITTEE,
    ),
    Parameter(name="eligibility.not_counting", shape=Shape.RULE, rules=CountingRule, code="EL07"),
    Parameter(name="eligibility.nomination_limits", shape=Shape.RULE, rules=NominationRule, code="EL08"),
    Parameter(name="process.steps", shape=Shape.LIMIT, code="PR01", local=True, offices=_COMMITTEE),
    Parameter(
        name="process.present",
        shape=Shape.LIMIT,
        of=("summoned",),
        code="PR01",
        local=True,
        offices=_COMMITTEE,
        at_step=True,
    ),
    Parameter(name="reference_month", shape=Shape.MONTH, local=True, also=("EL01", "EL02")),
    Parameter(name="retirement.ages", shape=Shape.RETIREMENT, also=("EL01", "EL02")),
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
    Parameter(name="opinion.base", shape=Shape.RULE, rules=Base, local=True, also=("PR02",)),
    Parameter(name="opinion.needed", shape=Shape.LIMIT, of=("base",), local=True, also=("PR02",)),
    Parameter(name="introduction.base", shape=Shape.RULE, rules=Base, local=True, also=("PR01",)),
    Parameter(name="introduction.needed", shape=Shape.LIMIT, of=("base",), local=True, also=("PR01",)),
    Parameter(name="ballot.stamp", shape=Shape.RULE, rules=StampRule),
    Parameter(name="ballot.strike_out", shape=Shape.RULE, rules=StrikeRule),
    Parameter(name="ballot.agree_disagree", shape=Shape.RULE, rules=BoxRule),
    Parameter(name="ballot.valid", shape=Shape.RULE, rules=ValidRule),
    Parameter(name="ballot.invalid", shape=Shape.REASONS, reasons=GROUNDS),
)

PARAMETERS = {parameter.name: parameter for parameter in _ALL}
