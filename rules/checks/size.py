"""Checks of how many names there are (SZ): the surplus (số dư) prepared, its cap, the rule of small committees.

The provisions: 190-QĐ/TW Điều 14 khoản 1 (244-QĐ/TW Điều 16) and the answers to it. Which contests they are for is
their scope, so where none covers a contest there is no finding; the numbers are theirs too.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rules.check import Check, Subject
from rules.checks.bounds import Band, band, exact, limit_text
from rules.checks.wording import cited, demand, demand_in_people, force_of, outcome, percentage
from rules.choice import SurplusRounding
from rules.finding import Finding, Group, Share
from rules.model import Contest
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Provision

_SMALL = "surplus.small"


def rounded_surplus(limit: Limit, seats: int, rounding: SurplusRounding) -> int | None:
    """The one number that stands for a band without whole numbers, by the user's choice; None where there are some.

    No official rule was found (law: RULES 4.A). ``up``: the first number that reaches the lower bound; ``down``: the
    last that keeps the upper; ``nearest``: the one nearer to its end of the band, the larger if both are as near.
    Never below 1: a list with surplus has one.
    """
    allowed = band(limit, seats)
    if allowed.low is None or allowed.high is None or not allowed.empty:
        return None
    up, down = max(allowed.low, 1), max(allowed.high, 1)
    match rounding:
        case SurplusRounding.UP:
            return up
        case SurplusRounding.DOWN:
            return down
        case SurplusRounding.NEAREST:
            down_by = _lower_end(limit, seats) - allowed.high
            up_by = allowed.low - _upper_end(limit, seats)
            return down if down_by < up_by else up


def _prepared(subject: Subject) -> Iterator[Finding]:
    """SZ02: what the convening committee prepares, 10-15 % of the seats; any whole number inside passes."""
    if subject.seats is None or _is_small(subject):
        return
    surplus = _surplus(subject.contest)
    for provision in _provisions(subject, "surplus.prepared"):
        limit = provision.limit or Limit()
        rounded = rounded_surplus(limit, subject.seats, subject.choices.surplus_rounding)
        allowed = band(limit, subject.seats) if rounded is None else Band(low=rounded, high=rounded)
        yield Finding(
            contest=subject.contest.id,
            code=SZ02.code,
            name=SZ02.name,
            group=Group.LIST,
            force=force_of(provision),
            passed=allowed.verdict(surplus, surplus),
            message=cited(
                _message(subject, provision, allowed)
                if rounded is None
                else _rounded_message(subject, provision, rounded),
                provision,
            ),
            measured=Share(surplus, subject.seats),
            of="seats",
            limit=limit_text(limit),
            margin=allowed.margin(surplus),
            citation=provision.citation,
        )


def _cap(subject: Subject) -> Iterator[Finding]:
    """SZ03: with everybody put up at the congress the surplus is not above 30 % of the seats.

    Where not even one person fits under the cap (1 or 2 seats), it contradicts "more candidates than seats": the
    program does not decide between them.
    """
    if subject.seats is None or _is_small(subject):
        return
    surplus = _surplus(subject.contest)
    for provision in _provisions(subject, "surplus.cap"):
        limit = provision.limit or Limit()
        allowed = band(limit, subject.seats)
        fits = allowed.high is None or allowed.high >= 1
        message = _message(subject, provision, allowed)
        if not fits:
            message = phrase(
                "{counted}, {demand}: với {seats} người cần bầu, không có số dư nào từ 1 người trở lên nằm trong "
                "giới hạn này; cần người quyết định",
                counted=_counted(subject),
                demand=demand(force_of(provision), limit),
                seats=subject.seats,
            )
        yield Finding(
            contest=subject.contest.id,
            code=SZ03.code,
            name=SZ03.name,
            group=Group.LIST,
            force=force_of(provision),
            passed=allowed.verdict(surplus, surplus) if fits else None,
            message=cited(message, provision),
            measured=Share(surplus, subject.seats),
            of="seats",
            limit=limit_text(limit),
            margin=allowed.margin(surplus) if fits else None,
            citation=provision.citation,
        )


def _small(subject: Subject) -> Iterator[Finding]:
    """SZ04: a committee of 3 to 5 has a surplus of at most one person; it stands in place of SZ02 and SZ03."""
    yield from _people(SZ04, subject, _SMALL)


def _more_than_seats(subject: Subject) -> Iterator[Finding]:
    """SZ05: more candidates than seats (danh sách bầu cử có số dư)."""
    yield from _people(SZ05, subject, "surplus.more_than_seats")


SZ02 = Check(
    code="SZ02", name="size.surplus_prepared", title=phrase("số dư do cấp ủy triệu tập đại hội chuẩn bị"), run=_prepared
)
SZ03 = Check(code="SZ03", name="size.surplus_cap", title=phrase("số dư tối đa"), run=_cap)
SZ04 = Check(code="SZ04", name="size.surplus_small", title=phrase("số dư khi số lượng cần bầu ít"), run=_small)
SZ05 = Check(
    code="SZ05",
    name="size.more_than_seats",
    title=phrase("danh sách nhiều hơn số lượng cần bầu"),
    run=_more_than_seats,
)


def _people(check: Check, subject: Subject, parameter: str) -> Iterator[Finding]:
    """A limit on the surplus as a number of people."""
    if subject.seats is None:
        return
    surplus = _surplus(subject.contest)
    for provision in _provisions(subject, parameter):
        limit = provision.limit or Limit()
        allowed = band(limit, subject.seats)
        yield Finding(
            contest=subject.contest.id,
            code=check.code,
            name=check.name,
            group=Group.LIST,
            force=force_of(provision),
            passed=allowed.verdict(surplus, surplus),
            message=cited(
                phrase(
                    "{counted}, {demand}: {outcome}",
                    counted=_counted_people(subject),
                    demand=demand(force_of(provision), limit),
                    outcome=outcome(surplus, allowed),
                ),
                provision,
            ),
            measured=surplus,
            limit=limit_text(limit),
            margin=allowed.margin(surplus),
            citation=provision.citation,
        )


def _provisions(subject: Subject, parameter: str) -> tuple[Provision, ...]:
    """Nothing is asked of a list nobody votes on: a committee that is appointed is as many people as it has seats."""
    if subject.appointed:
        return ()
    return subject.rules.for_contest(parameter, subject.contest)


def _is_small(subject: Subject) -> bool:
    """Whether the rule of small committees covers the contest; how small is the provision's scope, not ours."""
    return bool(subject.rules.for_contest(_SMALL, subject.contest))


def _surplus(contest: Contest) -> int:
    """Candidates beyond seats; below zero where the list is too short."""
    return len(contest.slate) - contest.seats


def _message(subject: Subject, provision: Provision, allowed: Band) -> Phrase:
    return phrase(
        "{counted}, {demand}: {outcome}",
        counted=_counted(subject),
        demand=demand_in_people(force_of(provision), provision.limit or Limit(), allowed),
        outcome=outcome(_surplus(subject.contest), allowed),
    )


def _rounded_message(subject: Subject, provision: Provision, people: int) -> Phrase:
    return phrase(
        "{counted}, {demand}; với {seats} người cần bầu không có số nguyên nào trong khoảng này, theo lựa chọn "
        "surplus_rounding = {rounding} thì số dư là {people} người: {outcome}",
        counted=_counted(subject),
        demand=demand(force_of(provision), provision.limit or Limit()),
        seats=subject.contest.seats,
        rounding=subject.choices.surplus_rounding.value,
        people=people,
        outcome=outcome(_surplus(subject.contest), Band(low=people, high=people)),
    )


def _counted(subject: Subject) -> Phrase:
    surplus, seats = _surplus(subject.contest), subject.contest.seats
    if surplus < 0:
        return _too_short(subject)
    return phrase(
        "số dư {surplus}/{seats} = {percent}",
        surplus=surplus,
        seats=seats,
        percent=percentage(Share(surplus, seats), subject.choices.percent_rounding),
    )


def _counted_people(subject: Subject) -> Phrase:
    surplus = _surplus(subject.contest)
    if surplus < 0:
        return _too_short(subject)
    return phrase(
        "danh sách {candidates} người để bầu {seats}, số dư {surplus} người",
        candidates=len(subject.slate),
        seats=subject.contest.seats,
        surplus=surplus,
    )


def _too_short(subject: Subject) -> Phrase:
    return phrase(
        "danh sách {candidates} người, ít hơn {missing} người so với số lượng cần bầu ({seats})",
        candidates=len(subject.slate),
        missing=-_surplus(subject.contest),
        seats=subject.contest.seats,
    )


def _lower_end(limit: Limit, seats: int) -> Fraction:
    return max(exact(amount, seats) for amount in (limit.at_least, limit.more_than) if amount is not None)


def _upper_end(limit: Limit, seats: int) -> Fraction:
    return min(exact(amount, seats) for amount in (limit.at_most, limit.less_than) if amount is not None)
