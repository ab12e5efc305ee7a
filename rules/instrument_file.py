"""One file of the law: an instrument (văn bản) with its number, date, time in force and provisions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.citation import Instrument
from rules.errors import Fault, FaultList, InputError, Place
from rules.law_table import LawTable, table_of
from rules.phrase import phrase
from rules.provision_table import clashes, read_provision
from rules.regulation import Edition, InForce, Provision
from rules.toml_file import read_toml

_NO_TIME = InForce(start=date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentFile:
    """What a file of the law says; ``file`` is its name in messages."""

    file: str
    edition: Edition
    provisions: tuple[Provision, ...]


def read_instrument(path: Path, *, shown: str) -> InstrumentFile:
    """Read a file of the law; raises ``InputError`` with every fault of it."""
    table = table_of(read_toml(path, shown=shown))
    edition = _edition(table)
    if edition is not None and path.name != file_name(edition.instrument.number, edition.instrument.date):
        table.refuse(
            "wrong_file_name",
            "number",
            phrase("tên tệp không khớp với số và ngày của văn bản"),
            phrase("đặt tên tệp là {name}", name=file_name(edition.instrument.number, edition.instrument.date)),
        )
    provisions = _provisions(table, edition)
    table.finish()
    if edition is None or table.faults.faults:
        raise InputError(tuple(table.faults.faults))
    return InstrumentFile(file=shown, edition=edition, provisions=provisions)


def file_name(number: str, day: date) -> str:
    """``190-qd-tw-2024-10-10.toml``: numbers repeat across tenures, so number and date together are the name."""
    plain = unicodedata.normalize("NFD", number.lower().replace("đ", "d"))
    return f"{'-'.join(re.findall(r'[a-z0-9]+', plain))}-{day.isoformat()}.toml"


def read_in_force(table: LawTable) -> InForce | None:
    """``in_force = { from = …, to = … }``, half-open; ``to`` left out is open."""
    time = table.table("in_force", required=True)
    if time is None:
        return None
    start, end = time.day("from", required=True), time.day("to")
    time.finish()
    if start is None or (time.has("to") and end is None):
        return None
    if end is not None and start >= end:
        time.refuse(
            "wrong_time",
            "to",
            phrase("ngày hết hiệu lực ({end}) không sau ngày có hiệu lực ({start})", start=start, end=end),
            phrase("sửa ngày; to là ngày đầu tiên không còn hiệu lực"),
        )
        return None
    return InForce(start=start, end=end)


def overlapping_replacements(files: tuple[InstrumentFile, ...]) -> Iterator[Fault]:
    """An instrument whose time overlaps that of the one it replaced, of those that have a file here."""
    known = {(each.edition.instrument.number, each.edition.instrument.date): each.edition for each in files}
    for each in files:
        replaced = known.get(each.edition.replaces) if each.edition.replaces else None
        if replaced is not None and replaced.in_force.overlaps(each.edition.in_force):
            faults = FaultList(each.file)
            faults.add(
                "regulation.overlaps_replaced",
                phrase(
                    "thời gian có hiệu lực trùng với văn bản bị thay thế, {number} ngày {day}",
                    number=replaced.instrument.number,
                    day=replaced.instrument.date,
                ),
                phrase(
                    "ghi cho văn bản cũ ngày hết hiệu lực không muộn hơn {start}", start=each.edition.in_force.start
                ),
                place=Place(key="in_force"),
                seen=each.edition.in_force.start.isoformat(),
            )
            yield from faults.faults


def _edition(table: LawTable) -> Edition | None:
    number, day = table.text("number", required=True), table.day("date", required=True)
    title = table.text("title", required=True)
    in_force = read_in_force(table)
    replaces = _replaces(table)
    if number is None or day is None or title is None or in_force is None:
        return None
    if in_force.start < day:
        table.refuse(
            "wrong_time",
            "in_force",
            phrase("văn bản có hiệu lực từ {start}, trước ngày ban hành {day}", start=in_force.start, day=day),
            phrase("sửa ngày ban hành hoặc ngày có hiệu lực"),
        )
    if replaces is not None and replaces[1] >= day:
        table.refuse(
            "wrong_replaces",
            "replaces",
            phrase("văn bản bị thay thế ({old}) không cũ hơn văn bản này ({day})", old=replaces[1], day=day),
            phrase("sửa số và ngày của văn bản bị thay thế"),
        )
    return Edition(instrument=Instrument(number=number, date=day, title=title), in_force=in_force, replaces=replaces)


def _replaces(table: LawTable) -> tuple[str, date] | None:
    old = table.table("replaces")
    return None if old is None else read_key(old)


def read_key(table: LawTable) -> tuple[str, date] | None:
    """``{ number = …, date = … }``: what an instrument is known by."""
    number, day = table.text("number", required=True), table.day("date", required=True)
    table.finish()
    return None if number is None or day is None else (number, day)


def _provisions(table: LawTable, edition: Edition | None) -> tuple[Provision, ...]:
    """The provisions in the order of the file. Without number, date or time they are still read for their faults."""
    instrument = edition.instrument if edition else Instrument(number="", date=date.min, title="")
    in_force = edition.in_force if edition else _NO_TIME
    tables = table.tables("provision")
    read = [(each, provision) for each in tables if (provision := read_provision(each, instrument, in_force))]
    provisions = tuple(provision for _, provision in read)
    refuse_clashes(tuple(each for each, _ in read), provisions)
    return provisions


def refuse_clashes(tables: tuple[LawTable, ...], provisions: tuple[Provision, ...]) -> None:
    """Note each provision that answers what an earlier one of the same file answers already."""
    for earlier, later in clashes(provisions):
        tables[later].refuse(
            "duplicate",
            "parameter",
            phrase(
                "trùng với {earlier}: cùng quy định {parameter} cho cùng một phạm vi và thời gian",
                earlier=tables[earlier].at,
                parameter=provisions[later].parameter,
            ),
            phrase("giữ một quy định, hoặc tách phạm vi (offices, levels, kinds, seats)"),
        )
