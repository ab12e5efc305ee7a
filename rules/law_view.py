"""Rule packs as people read them and as JSON: each provision with its limit, scope, place, source and confidence."""

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
from rules.regulation import Ages, Edition, InForce, Provision, RulePack, Scope
from rules.regulation_file import time_phrase

RULES_FORMAT = "kiemphieu-rules/1"

Member = TypeVar("Member", bound=StrEnum)

_OF = {
    "seats": phrase("số lượng cần bầu"),
    "members": phrase("số ủy viên"),
    "base": phrase("tổng số để tính quá nửa"),
    "list": phrase("số người trong danh sách"),
    "voters": phrase("số cử tri trong danh sách"),
    "previous_term": phrase("số ủy viên nhiệm kỳ trước"),
}


def packs_json(packs: tuple[RulePack, ...], on: date | None, translator: Translator) -> Json:
    """Every pack with its time and instruments; with a day, how many provisions are in force on it."""
    return {"format": RULES_FORMAT, "on": _iso(on), "packs": [_pack_form(pack, on, translator) for pack in packs]}


def pack_json(pack: RulePack, on: date | None, translator: Translator) -> Json:
    """One pack with every provision, or with those in force on a day."""
    form = _pack_form(pack, on, translator)
    form["refused"] = [
        {
            "level": refusal.level.value,
            "why": refusal.why[translator.lang],
            "sources": _split(refusal.source),
            "row": refusal.row,
            "confidence": refusal.confidence.value,
        }
        for refusal in pack.refused
    ]
    form["provisions"] = [_provision_form(provision, translator) for provision in _shown(pack, on)]
    return {"format": RULES_FORMAT, "on": _iso(on), "pack": form}


def print_packs(packs: tuple[RulePack, ...], on: date | None, translator: Translator) -> None:
    """Print a table of the packs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in (
        phrase("Bộ quy định"),
        phrase("Hiệu lực"),
        phrase("Văn bản"),
        phrase("Quy định"),
        phrase("Cần người dùng xác nhận"),
    ):
        table.add_column(translator.text(heading), overflow="fold")
    for pack in packs:
        shown = _shown(pack, on)
        table.add_row(
            Text(f"{pack.name}\n{pack.title[translator.lang]}"),
            Text(translator.text(_time(pack.in_force, on))),
            Text("\n".join(translator.text(_named(edition)) for edition in pack.editions)),
            str(len(shown)),
            str(sum(not provision.confirmed for provision in shown)),
        )
    console = Console(highlight=False)
    if on is not None:
        console.print(Text(translator.text(phrase("Như vào ngày {day}:", day=on))))
    console.print(table)


def print_pack(pack: RulePack, on: date | None, translator: Translator) -> None:
    """Print a pack: what it is for, then a table an instrument with every provision and what it rests on."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"{pack.name}: {pack.title[translator.lang]}", style="bold"))
    sources = _sources(pack)
    for line in _opening(pack, on, sources, translator):
        console.print(Text(line))
    shown = _shown(pack, on)
    for edition in pack.editions:
        console.print()
        console.print(Text(translator.text(_heading(edition, on)), style="bold"))
        provisions = [provision for provision in shown if provision.instrument == edition.instrument]
        if not provisions:
            console.print(Text(translator.text(phrase("Không có quy định nào chương trình đang dùng."))))
            continue
        table = Table(show_edge=False, pad_edge=False, show_lines=True, header_style="bold", expand=True)
        table.add_column(translator.text(phrase("Quy định")), ratio=3, overflow="fold")
        table.add_column(translator.text(phrase("Nội dung và phạm vi")), ratio=4, overflow="fold")
        table.add_column(translator.text(phrase("Căn cứ")), ratio=5, overflow="fold")
        for provision in provisions:
            table.add_row(
                Text(f"{translator.label(provision.parameter)}\n{provision.parameter}"),
                Text("\n".join(translator.text(line) for line in _content(provision))),
                Text(
                    "\n".join(translator.text(line) for line in _evidence(provision, sources, translator.lang)),
                    style="" if provision.confirmed else "yellow",
                ),
            )
        console.print(table)
    console.print()
    console.print(Text(translator.text(phrase("Nguồn")), style="bold"))
    for number, source in enumerate(sources, start=1):
        # Not wrapped, so that an address can be copied whole.
        console.print(Text(f"[{number}] {source}"), soft_wrap=True)


def _shown(pack: RulePack, on: date | None) -> tuple[Provision, ...]:
    return pack.provisions if on is None else pack.on(on)


def _sources(pack: RulePack) -> tuple[str, ...]:
    """Every source of a pack once, whatever the day, so that a source keeps its number."""
    given = [refusal.source for refusal in pack.refused] + [provision.source for provision in pack.provisions]
    return tuple(dict.fromkeys(source for each in given for source in _split(each)))


def _split(source: str) -> list[str]:
    return [each for each in source.split(" ; ") if each]


def _numbers(source: str, sources: tuple[str, ...]) -> str:
    return " ".join(f"[{sources.index(each) + 1}]" for each in _split(source))


def _in_order(members: Iterable[Member] | None, kind: type[Member]) -> tuple[Member, ...]:
    """In the order of the enum: from the branch up, the first office first."""
    chosen = frozenset(members or ())
    return tuple(member for member in kind if member in chosen)


def _pack_form(pack: RulePack, on: date | None, translator: Translator) -> Json:
    shown = _shown(pack, on)
    return {
        "name": pack.name,
        "title": pack.title[translator.lang],
        "in_force": _time_form(pack.in_force),
        "levels": [level.value for level in _in_order(pack.levels, Level)],
        "kinds": [kind.value for kind in _in_order(pack.kinds, Kind)],
        "offices": [office.value for office in _in_order(pack.offices, Office)],
        "instruments": [
            {
                "number": edition.instrument.number,
                "date": edition.instrument.date.isoformat(),
                "title": edition.instrument.title,
                "in_force": _time_form(edition.in_force),
            }
            for edition in pack.editions
        ],
        "counts": {"provisions": len(shown), "unconfirmed": sum(not provision.confirmed for provision in shown)},
    }


def _provision_form(provision: Provision, translator: Translator) -> Json:
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
            "offices": [each.value for each in _in_order(scope.offices, Office)] or None,
            "levels": [each.value for each in _in_order(scope.levels, Level)] or None,
            "kinds": [each.value for each in _in_order(scope.kinds, Kind)] or None,
            "seats": {"at_least": seats[0], "at_most": seats[1]} if seats else None,
        },
        "number": citation.number,
        "date": _iso(citation.date),
        "place": citation.place,
        "in_force": _time_form(provision.in_force),
        "confirmed": provision.confirmed,
        "confidence": provision.confidence.value,
        "row": provision.row,
        "sources": _split(provision.source),
        "confirm": provision.confirm.get(translator.lang),
        "reading": provision.reading.get(translator.lang),
    }


def _time_form(time: InForce) -> Json:
    return {"from": time.start.isoformat(), "to": _iso(time.end)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time(time: InForce, on: date | None) -> Phrase:
    """When something holds, and whether it does on the day asked for."""
    if on is None or time.holds_on(on):
        return time_phrase(time)
    if on < time.start:
        return phrase("{time}: chưa có hiệu lực", time=time_phrase(time))
    return phrase("{time}: đã hết hiệu lực", time=time_phrase(time))


def _named(edition: Edition) -> Phrase:
    return phrase("{number} ngày {date}", number=edition.instrument.number, date=edition.instrument.date)


def _heading(edition: Edition, on: date | None) -> Phrase:
    return phrase(
        "{number} ngày {date}, {title} (hiệu lực {time})",
        number=edition.instrument.number,
        date=edition.instrument.date,
        title=edition.instrument.title,
        time=_time(edition.in_force, on),
    )


def _opening(pack: RulePack, on: date | None, sources: tuple[str, ...], translator: Translator) -> Iterator[str]:
    if on is not None:
        yield translator.text(phrase("Như vào ngày {day}:", day=on))
    yield translator.text(phrase("Hiệu lực: {time}", time=_time(pack.in_force, on)))
    yield translator.text(phrase("Cấp: {levels}", levels=_in_order(pack.levels, Level)))
    yield translator.text(phrase("Ai bầu: {kinds}", kinds=_in_order(pack.kinds, Kind)))
    for refusal in pack.refused:
        yield translator.text(
            phrase(
                "Không dùng cho {level}: {why} Nguồn {numbers}, hàng {row}.",
                level=refusal.level,
                why=refusal.why[translator.lang],
                numbers=_numbers(refusal.source, sources),
                row=refusal.row,
            ),
        )


def _content(provision: Provision) -> Iterator[Phrase]:
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
        yield phrase("bầu: {offices}", offices=_in_order(scope.offices, Office))
    if scope.levels is not None:
        yield phrase("cấp: {levels}", levels=_in_order(scope.levels, Level))
    if scope.kinds is not None:
        yield phrase("tại: {kinds}", kinds=_in_order(scope.kinds, Kind))
    if scope.seats is not None and scope.seats[1] is None:
        yield phrase("số lượng cần bầu: từ {fewest} trở lên", fewest=scope.seats[0])
    elif scope.seats is not None and scope.seats[1] is not None:
        yield phrase("số lượng cần bầu: {fewest} đến {most}", fewest=scope.seats[0], most=scope.seats[1])


def _evidence(provision: Provision, sources: tuple[str, ...], lang: str) -> Iterator[Phrase]:
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
        yield phrase("Nguồn {numbers}, hàng {row}", numbers=_numbers(provision.source, sources), row=provision.row)
    else:
        yield phrase("Chưa tìm thấy nguồn, hàng {row}", row=provision.row)
