"""The rules of a congress: which pack it is under, the provisions in force on its opening day, and its own."""

from __future__ import annotations

from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.instrument_file import refuse_clashes
from rules.law_table import LawTable
from rules.model import CONGRESS_FILE, Congress, Level
from rules.own_scope import own_scope
from rules.pack_file import (
    REGULATIONS,
    PackHeader,
    PackShelf,
    load_pack,
    load_packs,
    pack_names,
    unknown_pack,
)
from rules.phrase import Phrase, phrase
from rules.provision_table import read_local
from rules.regulation import InForce, Provision, RulePack, Rules
from rules.toml_file import TomlFile

__all__ = ["REGULATIONS", "PackShelf", "load_pack", "load_packs", "pack_names", "rules_for", "time_phrase"]


def rules_for(congress: Congress, *, folder: Path = REGULATIONS, shelf: PackShelf | None = None) -> Rules:
    """Choose the pack of a congress and keep what is in force on its opening day, then add the congress's own.

    The pack is the one it names, or else the only one in force on that day. A named pack may be outside its own
    time, and ``outside_time`` says so; what of it is in force that day holds. Raises ``InputError`` with every fault
    of the choice, of the pack's files and of the ``[[local]]`` provisions. A ``shelf`` keeps what was read for others.
    """
    shelf = shelf or PackShelf(folder)
    faults = FaultList(CONGRESS_FILE)
    read = _read_own(congress, faults)
    own: tuple[Provision, ...] = ()
    pack: RulePack | None = None
    try:
        header = _chosen(congress, shelf, faults)
        if header is not None:
            _check_ruled(header, congress, faults)
            pack = shelf.pack(header)
            own = _scoped(read, pack, congress)
    except InputError as error:
        faults.extend(error)
    if pack is None or faults.faults:
        raise InputError(tuple(faults.faults))
    return Rules(
        pack=pack.name,
        level=congress.level,
        provisions=pack.on(congress.opens) + own,
        outside_time=not pack.in_force.holds_on(congress.opens),
    )


def time_phrase(time: InForce) -> Phrase:
    """When something holds, in words; the end is the first day it no longer does."""
    if time.end is None:
        return phrase("từ {start}", start=time.start)
    return phrase("từ {start} đến trước {end}", start=time.start, end=time.end)


def _read_own(congress: Congress, faults: FaultList) -> list[tuple[LawTable, Provision]]:
    """The congress's own provisions, read by the same code as those of the law."""
    values = [{**local.values, "parameter": local.parameter, "source": local.source} for local in congress.local]
    source = TomlFile(file=CONGRESS_FILE, sha256="", values={"local": values}, lines={})
    tables = (LawTable(source, faults, ("local", at)) for at in range(len(values)))
    return [(table, provision) for table in tables if (provision := read_local(table))]


def _scoped(read: list[tuple[LawTable, Provision]], pack: RulePack, congress: Congress) -> tuple[Provision, ...]:
    """The congress's own provisions, each for the contests it means; two answers to one question are a fault."""
    own = tuple(
        own_scope(provision, pack.provisions, level=congress.level, offices=pack.offices) for _, provision in read
    )
    refuse_clashes(tuple(table for table, _ in read), own)
    return own


def _chosen(congress: Congress, shelf: PackShelf, faults: FaultList) -> PackHeader | None:
    """The pack the congress names, in force or not; else the only one in force on its opening day for who votes.

    A pack that rules other votes is no answer: on one day the Party's regulations and the State's law both hold.
    """
    names = shelf.names
    if congress.rules is not None:
        if congress.rules in names:
            return shelf.header(congress.rules)
        faults.faults.append(
            unknown_pack(congress.rules, names, file=CONGRESS_FILE, place=Place(key="congress.rules")),
        )
        return None
    every = tuple(shelf.header(name) for name in names)
    headers = tuple(header for header in every if congress.kind in header.kinds) or every
    in_force = tuple(header for header in headers if header.in_force.holds_on(congress.opens))
    if len(in_force) == 1:
        return in_force[0]
    if in_force:
        message = phrase(
            "ngày {day} có nhiều bộ quy định cùng có hiệu lực: {packs}",
            day=congress.opens,
            packs=tuple(_with_time(header) for header in in_force),
        )
    else:
        message = phrase(
            "ngày {day} không có bộ quy định nào có hiệu lực; các bộ đã biết: {packs}",
            day=congress.opens,
            packs=tuple(_with_time(header) for header in headers),
        )
    faults.add(
        "rules.several_in_force" if in_force else "rules.none_in_force",
        message,
        phrase("sửa ngày khai mạc, hoặc ghi rõ tên bộ quy định: {example}", example='rules = "…"'),
        place=Place(key="congress.opens"),
        seen=congress.opens.isoformat(),
    )
    return None


def _with_time(header: PackHeader) -> Phrase:
    return phrase("{pack} ({time})", pack=header.name, time=time_phrase(header.in_force))


def _check_ruled(header: PackHeader, congress: Congress, faults: FaultList) -> None:
    """Refuse the levels, kinds and offices that a pack does not rule."""
    if congress.level not in header.levels:
        faults.add(
            "rules.level",
            phrase(
                "bộ {pack} không dùng cho đại hội toàn quốc: đại hội toàn quốc tự quyết định việc bầu cử của mình",
                pack=header.name,
            )
            if congress.level is Level.CENTRAL
            else phrase("bộ {pack} không dùng cho cấp này", pack=header.name),
            phrase("bộ này dùng cho các cấp: {known}", known=tuple(sorted(level.value for level in header.levels))),
            place=Place(key="congress.level"),
            seen=congress.level.value,
        )
    kinds = [("congress.kind", congress.kind)]
    kinds += [
        (f"contest[{n}].kind", each.kind) for n, each in enumerate(congress.contests, 1) if each.kind != congress.kind
    ]
    for key, kind in kinds:
        if kind not in header.kinds:
            faults.add(
                "rules.kind",
                phrase("bộ {pack} không dùng cho loại đại hội, hội nghị này", pack=header.name),
                phrase("bộ này dùng cho các loại: {known}", known=tuple(sorted(each.value for each in header.kinds))),
                place=Place(key=key),
                seen=kind.value,
            )
    for n, contest in enumerate(congress.contests, 1):
        if contest.office not in header.offices:
            faults.add(
                "rules.office",
                phrase("bộ {pack} không quy định việc bầu chức danh này", pack=header.name),
                phrase("bộ này dùng cho: {known}", known=tuple(sorted(each.value for each in header.offices))),
                place=Place(key=f"contest[{n}].office"),
                seen=contest.office.value,
            )
