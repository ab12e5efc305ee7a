"""Checks of what everybody on a list is (EL): an official member, in the personnel plan, of a level of education.

Plan and levels are asked only by a congress's own provision: the Party's directive fixes no level (law: RULES 3.12).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rules.check import Check, Subject
from rules.checks.groups import People, groups, provisions_for
from rules.checks.persons import Judgement, by_reason, called, finding_of, newcomers, one_by_one
from rules.eligibility_rule import PlannedRule
from rules.finding import Finding
from rules.model import Candidate, Qualification, Theory
from rules.phrase import Phrase, phrase
from rules.regulation import Provision

_THEORY = {
    Theory.BACHELOR: 3,  # cử nhân ranks as cao cấp
    Theory.ADVANCED: 3,
    Theory.INTERMEDIATE: 2,
    Theory.ELEMENTARY: 1,
    Theory.NONE: 0,
}
_QUALIFICATION = {level: len(Qualification) - at for at, level in enumerate(Qualification)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """What is asked of everybody of a group: who meets it (None: the slate does not say), and the words for it."""

    column: str
    meets: Callable[[Candidate], bool | None]
    passed: Callable[[int], Phrase]
    failed: Callable[[Phrase], Phrase]
    unclear: Callable[[tuple[int, ...]], Phrase]
    no_column: Phrase
    reason: Callable[[Candidate], Phrase] | None = None


def _official_member(subject: Subject) -> Iterator[Finding]:
    """EL03: who stands is an official member on the opening day (đảng viên chính thức).

    Asked of a list that gives a day of membership for somebody: a list made only to vote on has none, and members are
    known to those who make it. Reading: the day somebody becomes official counts; who joined after the opening day is
    no member at all. The reading rejected: twelve months after joining, since probation may be longer.
    """
    if not any(person.official or person.joined for person in subject.slate.candidates):
        return

    def meets(person: Candidate) -> bool | None:
        day = person.official
        if day is None:
            return False if person.joined is not None and person.joined.earliest > subject.opens else None
        if day.latest <= subject.opens:
            return True
        return False if day.earliest > subject.opens else None

    demand = _Demand(
        column="official",
        meets=meets,
        passed=lambda people: phrase("{people} người đều đủ, tính đến {day}", people=people, day=subject.opens),
        failed=lambda names: phrase("chưa chính thức vào {day}: {names}", day=subject.opens, names=names),
        unclear=lambda numbers: phrase("cần ngày chính thức của số {people}", people=numbers),
        no_column=phrase("chưa kết luận được: danh sách chỉ có ngày kết nạp"),
        reason=_membership,
    )
    yield from _findings(EL03, subject, lambda _: demand)


def _planned(subject: Subject) -> Iterator[Finding]:
    """EL04: in the confirmed personnel plan (quy hoạch); a congress's own provision says who has to be."""

    def demand(provision: Provision) -> _Demand:
        first_only = provision.rule == PlannedRule.FIRST_TERM.value

        def meets(person: Candidate) -> bool | None:
            if person.planned or (first_only and person.incumbent):
                return True
            if first_only and person.incumbent is None:
                return None
            return person.planned

        return _Demand(
            column="planned",
            meets=meets,
            passed=lambda people: phrase("{people} người đều đạt", people=people),
            failed=lambda names: phrase("chưa có trong quy hoạch: {names}", names=names),
            unclear=lambda numbers: phrase("cần ghi quy hoạch (và tái cử hay lần đầu) của số {people}", people=numbers),
            no_column=phrase("chưa kết luận được: danh sách không có cột quy hoạch"),
        )

    yield from _findings(EL04, subject, demand)


def _theory(subject: Subject) -> Iterator[Finding]:
    """EL05: the level of political theory, as a congress's own provision sets it."""

    def demand(provision: Provision) -> _Demand:
        least = Theory(provision.rule or Theory.NONE)

        def meets(person: Candidate) -> bool | None:
            return None if person.theory is None else _THEORY[person.theory] >= _THEORY[least]

        return _Demand(
            column="theory",
            meets=meets,
            passed=lambda people: phrase("{people} người đều từ {level} trở lên", people=people, level=least),
            failed=lambda names: phrase("thấp hơn {level}: {names}", level=least, names=names),
            unclear=lambda numbers: phrase("cần trình độ lý luận chính trị của số {people}", people=numbers),
            no_column=phrase("chưa kết luận được: danh sách không có cột lý luận chính trị"),
            reason=lambda person: phrase("{level}", level=person.theory or least),
        )

    yield from _findings(EL05, subject, demand)


def _qualification(subject: Subject) -> Iterator[Finding]:
    """EL06: the level of qualification, as a congress's own provision sets it."""

    def demand(provision: Provision) -> _Demand:
        least = Qualification(provision.rule or Qualification.NONE)

        def meets(person: Candidate) -> bool | None:
            return (
                None if person.qualification is None else _QUALIFICATION[person.qualification] >= _QUALIFICATION[least]
            )

        return _Demand(
            column="qualification",
            meets=meets,
            passed=lambda people: phrase("{people} người đều từ {level} trở lên", people=people, level=least),
            failed=lambda names: phrase("thấp hơn {level}: {names}", level=least, names=names),
            unclear=lambda numbers: phrase("cần trình độ chuyên môn của số {people}", people=numbers),
            no_column=phrase("chưa kết luận được: danh sách không có cột trình độ chuyên môn"),
            reason=lambda person: phrase("{level}", level=person.qualification or least),
        )

    yield from _findings(EL06, subject, demand)


EL03 = Check(
    code="EL03",
    name="eligibility.official_member",
    title=phrase("đảng viên chính thức"),
    run=_official_member,
)
EL04 = Check(code="EL04", name="eligibility.planned", title=phrase("trong quy hoạch"), run=_planned)
EL05 = Check(code="EL05", name="eligibility.theory", title=phrase("trình độ lý luận chính trị"), run=_theory)
EL06 = Check(
    code="EL06",
    name="eligibility.qualification",
    title=phrase("trình độ chuyên môn tối thiểu"),
    run=_qualification,
)


def _findings(check: Check, subject: Subject, demand_of: Callable[[Provision], _Demand]) -> Iterator[Finding]:
    """A finding for every group that has people and every provision for it."""
    asked = frozenset(newcomers(subject))
    for people in groups(subject):
        places = tuple(place for place in people.places if place in asked)
        for provision in provisions_for(people, subject, check.name) if places else ():
            yield finding_of(check, subject, provision, _verdict(subject, people, places, demand_of(provision)))


def _verdict(subject: Subject, people: People, places: tuple[int, ...], demand: _Demand) -> Judgement:
    answers = {place: demand.meets(subject.slate.candidates[place - 1]) for place in places}
    failing = tuple(place for place, answer in answers.items() if answer is False)
    unclear = tuple(place for place, answer in answers.items() if answer is None)
    if not failing and len(unclear) == len(places) and demand.column not in subject.slate.columns:
        return Judgement(passed=None, message=demand.no_column, group=people.group)
    clauses = []
    if failing:
        clauses.append(demand.failed(one_by_one(_names(subject, failing, demand))))
    if unclear:
        clauses.append(demand.unclear(subject.numbers(unclear)))
    return Judgement(
        passed=False if failing else None if unclear else True,
        message=one_by_one(clauses) if clauses else demand.passed(len(places)),
        people=(*failing, *unclear),
        group=people.group,
    )


def _names(subject: Subject, places: Sequence[int], demand: _Demand) -> tuple[Phrase, ...]:
    """Whom a demand is not met by: their names, or where each has a reason the numbers of those who share one."""
    if demand.reason is None:
        return tuple(called(subject, place) for place in places)
    return by_reason(subject, {place: demand.reason(subject.slate.candidates[place - 1]) for place in places})


def _membership(person: Candidate) -> Phrase:
    if person.official is not None:
        return phrase("{day}", day=person.official)
    return phrase("kết nạp {day}", day=person.joined or "")
