"""Rule packs as people read them and as JSON: each provision with its limit, scope, place, source and confidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.json_form import Json
from rules.labels import level_of
from rules.messages import Translator
from rules.model import Kind, Level, Office
from rules.phrase import Phrase, phrase
from rules.provision_view import (
    content,
    evidence,
    in_order,
    iso_day,
    provision_form,
    source_numbers,
    split_sources,
    time_form,
)
from rules.regulation import Edition, InForce, Provision, RulePack
from rules.regulation_file import time_phrase

RULES_FORMAT = "kiemphieu-rules/1"


def packs_json(packs: tuple[RulePack, ...], on: date | None, translator: Translator) -> Json:
    """Every pack with its time and instruments; with a day, how many provisions are in force on it."""
    return {"format": RULES_FORMAT, "on": iso_day(on), "packs": [_pack_form(pack, on, translator) for pack in packs]}


def pack_json(pack: RulePack, on: date | None, translator: Translator) -> Json:
    """One pack with every provision, or with those in force on a day."""
    form = _pack_form(pack, on, translator)
    form["refused"] = [
        {
            "level": refusal.level.value,
            "why": refusal.why[translator.lang],
            "sources": split_sources(refusal.source),
            "row": refusal.row,
            "confidence": refusal.confidence.value,
        }
        for refusal in pack.refused
    ]
    form["provisions"] = [provision_form(provision, translator) for provision in _shown(pack, on)]
    return {"format": RULES_FORMAT, "on": iso_day(on), "pack": form}


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
                Text("\n".join(translator.text(line) for line in content(provision, of_state=pack.of_state))),
                Text(
                    "\n".join(translator.text(line) for line in evidence(provision, sources, translator.lang)),
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
    return tuple(dict.fromkeys(source for each in given for source in split_sources(each)))


def _pack_form(pack: RulePack, on: date | None, translator: Translator) -> Json:
    shown = _shown(pack, on)
    return {
        "name": pack.name,
        "title": pack.title[translator.lang],
        "in_force": time_form(pack.in_force),
        "levels": [level.value for level in in_order(pack.levels, Level)],
        "kinds": [kind.value for kind in in_order(pack.kinds, Kind)],
        "offices": [office.value for office in in_order(pack.offices, Office)],
        "instruments": [
            {
                "number": edition.instrument.number,
                "date": edition.instrument.date.isoformat(),
                "title": edition.instrument.title,
                "in_force": time_form(edition.in_force),
            }
            for edition in pack.editions
        ],
        "counts": {"provisions": len(shown), "unconfirmed": sum(not provision.confirmed for provision in shown)},
    }


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
    levels = tuple(level_of(level, of_state=pack.of_state) for level in in_order(pack.levels, Level))
    yield translator.text(phrase("Cấp: {levels}", levels=levels))
    yield translator.text(phrase("Ai bầu: {kinds}", kinds=in_order(pack.kinds, Kind)))
    for refusal in pack.refused:
        yield translator.text(
            phrase(
                "Không dùng cho {level}: {why} Nguồn {numbers}, hàng {row}.",
                level=refusal.level,
                why=refusal.why[translator.lang],
                numbers=source_numbers(refusal.source, sources),
                row=refusal.row,
            ),
        )
