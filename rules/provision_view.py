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
from rules.labels import label_of
from rules.messages import Translator
from rules.model import Kind, Level, Office
from rules.parameter import PARAMETERS
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Ages, InForce, Provision, Scope

Member = TypeVar("Member", bound=StrEnum)

_OF = {
    "seats": phrase("số lượng cần bầu"),
    "members": phrase("số ủy viên"),
    "base": phrase("tổng số để tính quá nửa"),
    "list": phrase("số người trong danh sách"),
    "voters": phrase("số cử tri trong danh sách"),
    "previous_term": phrase("số ủy viên nhiệm kỳ trước"),
}


def content(provision: Provision) -> Iterator[Phrase]:
    """What it says, then for whom."""
    if provision.limit is not None and provision.limit.more_than == Fraction(1, 2) and provision.of:
        yield phrase("phải quá một nửa {of}", of=_OF[provision.of])
    elif provision.limit is not None:
        said = demand(force_of(provision), provision.limit)
        yield phrase("{limit}, tính trên {of}", limit=said, of=_OF[provision.of]) if provision.of else said
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
    yield from _scope(provision.scope)


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


def _scope(scope: Scope) -> Iterator[Phrase]:
    if scope.offices is not None:
        yield phrase("bầu: {offices}", offices=in_order(scope.offices, Office))
    if scope.levels is not None:
        yield phrase("cấp: {levels}", levels=in_order(scope.levels, Level))
    if scope.kinds is not None:
        yield phrase("tại: {kinds}", kinds=in_order(scope.kinds, Kind))
    if scope.seats is not None and scope.seats[1] is None:
        yield phrase("số lượng cần bầu: từ {fewest} trở lên", fewest=scope.seats[0])
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
