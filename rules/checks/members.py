"""The check of a body's size (SZ01, số lượng): what was decided, what regulations allow, how many fewer than before.

Seats may be below the number decided (Nghệ An 2020: 66 decided, 64 elected, law: ADDITIONS 9.8), never above it: that
is the congress's own decision, no provision was seen that says so. Our reading of "giảm khoảng 5 %" (35-CT/TW ngày
30/5/2019): the whole numbers next to 5 % of the last term's size on either side. Published as such: 2 of 51, 3,92 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from rules.check import Check, Subject
from rules.checks.bounds import Band, band, exact, limit_text
from rules.checks.wording import cited, demand, demand_in_people, force_of, outcome, percentage
from rules.finding import Finding, Force, Group, Share
from rules.model import Contest
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Provision


def _members(subject: Subject) -> Iterator[Finding]:
    """SZ01: seats against the number decided, then each provision on how many members there are."""
    contest = subject.contest
    if subject.seats is None:
        return
    if contest.size is not None:
        yield _decided(subject, contest.size)
    for provision in subject.rules.for_contest("size.members", contest):
        yield _of_provision(subject, provision)
    before = subject.previous_term.get("size") or subject.previous_term.get("members")
    if before:
        for provision in subject.rules.for_contest("size.reduction", contest):
            yield _reduction(subject, provision, before)


SZ01 = Check(code="SZ01", name="size.members", title=phrase("số lượng ủy viên"), run=_members)


def _decided(subject: Subject, size: int) -> Finding:
    seats = subject.contest.seats
    allowed = Band(high=size)
    passed = allowed.verdict(seats, seats)
    message = phrase("số lượng đã quyết định {size} người, bầu {seats} người: đạt", size=size, seats=seats)
    if not passed:
        message = phrase(
            "số lượng đã quyết định {size} người mà bầu {seats} người: thừa {people} người",
            size=size,
            seats=seats,
            people=seats - size,
        )
    elif seats < size:
        message = phrase(
            "số lượng đã quyết định {size} người, bầu {seats} người, để khuyết {people} người: đạt",
            size=size,
            seats=seats,
            people=size - seats,
        )
    return Finding(
        contest=subject.contest.id,
        code=SZ01.code,
        name=SZ01.name,
        group=Group.LIST,
        force=Force.REQUIRED,
        passed=passed,
        message=message,
        measured=seats,
        limit=limit_text(Limit(at_most=size)),
        margin=allowed.margin(seats),
    )


def _of_provision(subject: Subject, provision: Provision) -> Finding:
    limit, members = provision.limit or Limit(), _size(subject.contest)
    allowed = band(limit, members)
    return Finding(
        contest=subject.contest.id,
        code=SZ01.code,
        name=SZ01.name,
        group=Group.LIST,
        force=force_of(provision),
        passed=allowed.verdict(members, members),
        message=cited(
            phrase(
                "{members}, {demand}: {outcome}",
                members=_counted(subject),
                demand=demand(force_of(provision), limit),
                outcome=outcome(members, allowed),
            ),
            provision,
        ),
        measured=members,
        limit=limit_text(limit),
        margin=allowed.margin(members),
        citation=provision.citation,
    )


def _reduction(subject: Subject, provision: Provision, before: int) -> Finding:
    limit, fewer = provision.limit or Limit(), before - _size(subject.contest)
    allowed = _allowed(provision, limit, before)
    asked = demand_in_people(force_of(provision), limit, allowed)
    return Finding(
        contest=subject.contest.id,
        code=SZ01.code,
        name=SZ01.name,
        group=Group.LIST,
        force=force_of(provision),
        passed=allowed.verdict(fewer, fewer),
        message=cited(
            phrase(
                "{members}, {change}; giảm {demand}: {outcome}",
                members=_counted(subject),
                change=_change(subject, fewer, before),
                demand=asked,
                outcome=outcome(fewer, allowed),
            ),
            provision,
        ),
        about=phrase("giảm so với nhiệm kỳ trước"),
        measured=Share(fewer, before),
        of="previous_term",
        limit=limit_text(limit),
        margin=allowed.margin(fewer),
        citation=provision.citation,
    )


def _allowed(provision: Provision, limit: Limit, before: int) -> Band:
    """Read "about" one share (khoảng) as the whole number below it or above it; a band is what it says."""
    if force_of(provision) is Force.ABOUT and limit.at_least is not None and limit.at_least == limit.at_most:
        people = exact(limit.at_least, before)
        return Band(low=math.floor(people), high=math.ceil(people))
    return band(limit, before)


def _size(contest: Contest) -> int:
    """The number decided, or the number to elect where the folder does not give it."""
    return contest.size or contest.seats


def _counted(subject: Subject) -> Phrase:
    contest = subject.contest
    if contest.size is not None:
        return phrase("số lượng đã quyết định {size} người", size=contest.size)
    if subject.appointed:
        return phrase("chỉ định {seats} người (chưa ghi size, số lượng đã quyết định)", seats=contest.seats)
    return phrase("bầu {seats} người (chưa ghi size, số lượng đã quyết định)", seats=contest.seats)


def _change(subject: Subject, fewer: int, before: int) -> Phrase:
    if fewer < 0:
        return phrase("tăng {people} người so với nhiệm kỳ trước ({before} người)", people=-fewer, before=before)
    return phrase(
        "giảm {part}/{whole} = {percent} so với nhiệm kỳ trước",
        part=fewer,
        whole=before,
        percent=percentage(Share(fewer, before), subject.choices.percent_rounding),
    )
