"""One provision as people read it and as JSON: what it says, for whom, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from rules.checks.bounds import limit_text
from rules.checks.wording import demand, force_of
from rules.json_form import Json
from rules.labels import label_of, level_of
from rules.messages import Translator
from rules.model import Kind, Level, Office, Sex
from rules.parameter import PARAMETERS, Shape
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Ages, InForce, Limit, Provision, Scope
from rules.retirement import AgeStep, RetirementAges

Member = TypeVar("Member", bound=StrEnum)

_OF = {
    "seats": phrase("số lượng cần bầu"),
    "members": phrase("số ủy viên"),
    "base": phrase("tổng số để tính kết quả"),
    "list": phrase("số người trong danh sách"),
    "voters": phrase("số cử tri trong danh sách"),
    "previous_term": phrase("số ủy viên nhiệm kỳ trước"),
    "summoned": phrase("số người được triệu tập"),
}


def content(provision: Provision, *, of_state: bool) -> Iterator[Phrase]:
    """What it says, then for whom; ``of_state``: of a pack that voters elect under."""
    if PARAMETERS[provision.parameter].shape in {Shape.MONTHS, Shape.LEVEL, Shape.RETIREMENT}:
        yield from _of_persons(provision)
    elif provision.limit is not None:
        yield _limit(provision, provision.limit)
    elif provision.round is not None and provision.rule is not None:
        yield phrase("lần bầu thứ {round} không ai đạt: {rule}", round=provision.round, rule=_rule(provision))
    elif provision.rule is not None:
        yield _rule(provision)
    elif provision.month is not None:
        yield phrase("tháng {month}", month=PartialDate(provision.month.year, provision.month.month))
    elif provision.reasons:
        for reason in provision.reasons:
            yield phrase("- {reason}", reason=label_of(reason))
    else:
        yield phrase("không có tỷ lệ riêng")
    if provision.ages is not None:
        yield _ages(provision.ages)
    yield from _scope(provision.scope, of_state=of_state)


def _limit(provision: Provision, limit: Limit) -> Phrase:
    """A number, what it is of, and at which step."""
    if provision.parameter == "process.steps" and isinstance(limit.at_least, int):
        return phrase("đủ {steps} bước", steps=limit.at_least)
    if limit.more_than == Fraction(1, 2) and provision.of:
        return phrase("phải quá một nửa {of}", of=_OF[provision.of])
    said = demand(force_of(provision), limit)
    said = phrase("{limit}, tính trên {of}", limit=said, of=_OF[provision.of]) if provision.of else said
    return phrase("bước {step}: {limit}", step=provision.step, limit=said) if provision.step else said


def _of_persons(provision: Provision) -> Iterator[Phrase]:
    """What is asked of each person: months, a level; or the ages months are reckoned with."""
    months = provision.limit.at_least if provision.limit else None
    if provision.retirement is not None:
        yield from _retirement(provision.retirement)
    elif provision.rule is not None:
        ladder = PARAMETERS[provision.parameter].levels
        yield phrase("từ {level} trở lên", level=label_of(ladder(provision.rule) if ladder else provision.rule))
    elif provision.month is not None:
        start = PartialDate(provision.month.year, provision.month.month)
        yield phrase("còn từ {months} tháng công tác trở lên, tính từ {month}", months=str(months), month=start)
    else:
        yield phrase("còn từ {months} tháng công tác trở lên, tính từ tháng mốc của cấp", months=str(months))


def _retirement(ages: RetirementAges) -> Iterator[Phrase]:
    for sex, steps in ((Sex.MALE, ages.male), (Sex.FEMALE, ages.female)):
        said = tuple(_age_step(step) for step in steps)
        yield phrase("{sex}: {steps}", sex=sex, steps=said)


def _age_step(step: AgeStep) -> Phrase:
    years, months = divmod(step.months, 12)
    age = (
        phrase("{years} tuổi {months} tháng", years=years, months=months)
        if months
        else phrase("{years} tuổi", years=years)
    )
    if step.born_from is None:
        return age
    return phrase("sinh từ {month} {age}", month=PartialDate(step.born_from.year, step.born_from.month), age=age)


def _rule(provision: Provision) -> Phrase:
    """A rule in its parameter's own words: one value may stand in several enums."""
    rules = PARAMETERS[provision.parameter].rules
    return label_of(rules(provision.rule) if rules and provision.rule else provision.rule or "")


def _ages(ages: Ages) -> Phrase:
    if ages.at_least is None:
        return phrase("từ {oldest} tuổi tròn trở xuống", oldest=ages.at_most or 0)
    if ages.at_most is None:
        return phrase("từ {youngest} tuổi tròn trở lên", youngest=ages.at_least)
    return phrase("từ {youngest} đến {oldest} tuổi tròn", youngest=ages.at_least, oldest=ages.at_most)


def _scope(scope: Scope, *, of_state: bool) -> Iterator[Phrase]:
    if scope.offices is not None:
        yield phrase("bầu: {offices}", offices=in_order(scope.offices, Office))
    if scope.levels is not None:
        levels = tuple(level_of(level, of_state=of_state) for level in in_order(scope.levels, Level))
        yield phrase("cấp: {levels}", levels=levels)
    if scope.kinds is not None:
        yield phrase("tại: {kinds}", kinds=in_order(scope.kinds, Kind))
    if scope.seats is not None and scope.seats[1] is None:
        yield phrase("số lượng cần bầu: từ {fewest} trở lên", fewest=scope.seats[0])
    elif scope.seats is not None and scope.seats[0] == scope.seats[1]:
        yield phrase("số lượng cần bầu: {seats}", seats=scope.seats[0])
    elif scope.seats is not None and scope.seats[1] is not None:
        yield phrase("số lượng cần bầu: {fewest} đến {most}", fewest=scope.seats[0], most=scope.seats[1])


def evidence(provision: Provision, sources: tuple[str, ...], lang: str) -> Iterator[Phrase]:
    """Place, how sure, how we read it, and where it was seen."""
    yield phrase(
        "{place} · {confidence}",
        place=provision.place or phrase("chưa rõ điều, khoản"),
        confidence=provision.confidence,
    )
    if not provision.confirmed:
        yield phrase("Cần người dùng xác nhận: {what}", what=provision.confirm[lang])
    if provision.reading:
        yield phrase("Cách đọc: {reading}", reading=provision.reading[lang])
    if provision.source:
        yield phrase(
            "Nguồn {numbers}, hàng {row}", numbers=source_numbers(provision.source, sources), row=provision.row
        )
    else:
        yield phrase("Chưa tìm thấy nguồn, hàng {row}", row=provision.row)


def provision_form(provision: Provision, translator: Translator) -> Json:
    """Everything a provision says, as JSON."""
    citation = provision.citation
    ages, seats, scope = provision.ages, provision.scope.seats, provision.scope
    return {
        "parameter": provision.parameter,
        "force": provision.force.value if provision.force else None,
        "limit": limit_text(provision.limit) if provision.limit else None,
        "of": provision.of,
        "ages": {"at_least": ages.at_least, "at_most": ages.at_most} if ages else None,
        "reasons": list(provision.reasons) or None,
        "rule": provision.rule,
        "month": provision.month.isoformat()[:7] if provision.month else None,
        "round": provision.round,
        "step": provision.step,
        "retirement": _retirement_form(provision.retirement) if provision.retirement else None,
        "scope": {
            "offices": [each.value for each in in_order(scope.offices, Office)] or None,
            "levels": [each.value for each in in_order(scope.levels, Level)] or None,
            "kinds": [each.value for each in in_order(scope.kinds, Kind)] or None,
            "seats": {"at_least": seats[0], "at_most": seats[1]} if seats else None,
        },
        "number": citation.number,
        "date": iso_day(citation.date),
        "place": citation.place,
        "in_force": time_form(provision.in_force),
        "confirmed": provision.confirmed,
        "confidence": provision.confidence.value,
        "row": provision.row,
        "sources": split_sources(provision.source),
        "confirm": provision.confirm.get(translator.lang),
        "reading": provision.reading.get(translator.lang),
    }


def _retirement_form(ages: RetirementAges) -> Json:
    def steps(of_sex: tuple[AgeStep, ...]) -> list[Json]:
        return [
            {"born_from": step.born_from.isoformat()[:7] if step.born_from else None, "months": step.months}
            for step in of_sex
        ]

    return {"male": steps(ages.male), "female": steps(ages.female), "female_at_60": ages.female_at_60}


def time_form(time: InForce) -> Json:
    """When something holds; ``to`` is null where it is open."""
    return {"from": time.start.isoformat(), "to": iso_day(time.end)}


def iso_day(day: date | None) -> str | None:
    """A day as JSON has it."""
    return day.isoformat() if day else None


def split_sources(source: str) -> list[str]:
    """The addresses that one source names."""
    return [each for each in source.split(" ; ") if each]


def source_numbers(source: str, sources: tuple[str, ...]) -> str:
    """``[1] [3]``: where the addresses of a source stand in a numbered list."""
    return " ".join(f"[{sources.index(each) + 1}]" for each in split_sources(source))


def in_order(members: Iterable[Member] | None, kind: type[Member]) -> tuple[Member, ...]:
    """In the order of the enum: from the branch up, the first office first."""
    chosen = frozenset(members or ())
    return tuple(member for member in kind if member in chosen)
