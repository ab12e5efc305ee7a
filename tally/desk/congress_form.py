"""Declaring the congress from a form (khai báo đại hội): what congress.toml says so far, and what people fill in.

A folder that is not filled in yet can be read here, where ``read_congress`` would say what is missing. What is filled
in is judged by ``read_congress`` before it is written: nothing that makes the folder worse than it was is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from rules.congress_file import read_congress
from rules.errors import Fault, FaultList, InputError
from rules.model import CONGRESS_FILE, Office
from rules.phrase import phrase
from rules.toml_file import read_toml
from rules.whole_file import write_whole

_MARK = "\ufeff"
_MOST_DIGITS = 6

HEAD = ("name", "body", "level", "kind", "opens")
"""Keys of ``[congress]`` that are asked for; the first five lines of every paper hang on them."""

HEADING = ("upper_body", "place", "term", "ordinal")
PEOPLE = ("counting_committee", "presidium")
"""Keys that papers print if they are there."""

_IDS: Mapping[Office, str] = {
    Office.EXECUTIVE_COMMITTEE: "bch",
    Office.STANDING_COMMITTEE: "btv",
    Office.SECRETARY: "bi-thu",
    Office.DEPUTY_SECRETARY: "pho-bi-thu",
    Office.INSPECTION_COMMITTEE: "ubkt",
    Office.INSPECTION_CHAIR: "chu-nhiem-ubkt",
    Office.DELEGATES: "dai-bieu",
    Office.STATE_DEPUTIES: "dai-bieu-dan-cu",
    Office.OTHER: "khac",
}
"""The short name a contest gets by what it fills, as files and addresses show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContest:
    """One ``[[contest]]`` as it stands, right or wrong; empty where it says nothing."""

    id: str
    office: str
    seats: str
    form: str
    slate: str
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What congress.toml says so far, right or wrong: texts as a form shows them, empty where there is nothing."""

    head: Mapping[str, str]
    contests: tuple[DraftContest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateUpload:
    """A list that came with the form: its bytes, and the ending that says what they are."""

    content: bytes
    ending: str


def drafted(folder: Path) -> Draft:
    """Read what stands in congress.toml. Raises ``InputError`` where there is no such file, or it is no TOML."""
    if not (folder / CONGRESS_FILE).is_file():
        raise InputError(read_congress(folder).faults)
    values = read_toml(folder / CONGRESS_FILE, shown=CONGRESS_FILE).values
    head = _table(values, "congress")
    heading, people = _table(values, "heading"), _table(values, "people")
    said = {name: _shown(head.get(name)) for name in (*HEAD, "rules")}
    said |= {name: _shown(heading.get(name)) for name in HEADING}
    said |= {name: _shown(people.get(name)) for name in PEOPLE}
    contests = values.get("contest")
    tables = [each for each in contests if isinstance(each, dict)] if isinstance(contests, list) else []
    return Draft(head=said, contests=tuple(_draft_contest(each) for each in tables))


def put_head(folder: Path, said: Mapping[str, str]) -> None:
    """Write the names, level, kind and day of the congress, and what papers print. Raises ``InputError``."""
    document = _parsed(folder)
    _put(document, "congress", {name: _day(said[name]) if name == "opens" else said[name] for name in HEAD})
    _put(document, "heading", {name: said[name] or None for name in HEADING})
    people = {name: [each.strip() for each in said[name].splitlines() if each.strip()] for name in PEOPLE}
    _put(document, "people", {name: names or None for name, names in people.items()})
    _keep(folder, document)


def put_contest(folder: Path, said: DraftContest, slate: SlateUpload | None) -> str:
    """Write what a contest fills, how many seats and on what form, with its list; returns its id.

    Without an id it is a new one, and needs its list: a contest without one would hold up all others.
    """
    document = _parsed(folder)
    contests = document.get("contest")
    if not isinstance(contests, AoT):
        contests = tomlkit.aot()
        document["contest"] = contests
    contest = said.id or _new_id(said.office, {str(each.get("id")) for each in contests})
    table = next((each for each in contests if each.get("id") == contest), None)
    if table is None:
        if slate is None:
            raise InputError((_no_list(),))
        table = tomlkit.table()
        table["id"] = contest
        contests.append(table)
        table = contests[-1]
    for name, value in {"office": said.office, "seats": _whole(said.seats), "form": said.form}.items():
        table[name] = value
    if slate is not None:
        table["slate"] = _name_of(contest, slate)
    _keep(folder, document, {} if slate is None else {_name_of(contest, slate): slate.content})
    return contest


def put_slate(folder: Path, contest: str, slate: SlateUpload) -> str:
    """Put a list beside the old one, and let congress.toml name it; nothing is written over. Returns its name."""
    document = _parsed(folder)
    table = next(each for each in document.get("contest", []) if each.get("id") == contest)
    table["slate"] = name = _name_of(contest, slate)
    _keep(folder, document, {name: slate.content})
    return name


def _keep(folder: Path, document: tomlkit.TOMLDocument, files: Mapping[str, bytes] | None = None) -> None:
    """Write it all, unless it brings a fault that was not there before: then nothing of it stays."""
    path = folder / CONGRESS_FILE
    before = path.read_bytes().decode("utf-8")
    text = _MARK * before.startswith(_MARK) + tomlkit.dumps(document)
    if "\r\n" in before:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    known = {_what(fault) for fault in read_congress(folder).faults}
    new = [name for name in files or {} if not (folder / name).exists()]
    part = folder / f".{CONGRESS_FILE}.part"
    try:
        for name in new:
            write_whole(folder / name, (files or {})[name])
        part.write_bytes(text.encode("utf-8"))
        faults = tuple(each for each in read_congress(folder, instead=part).faults if _what(each) not in known)
        if faults:
            for name in new:
                (folder / name).unlink()
            raise InputError(faults)
    finally:
        part.unlink(missing_ok=True)
    write_whole(path, text.encode("utf-8"))


def _what(fault: Fault) -> tuple[str, str, str]:
    """What is wrong, wherever its line has moved to."""
    return (fault.name, fault.file, str(fault.seen))


def _parsed(folder: Path) -> tomlkit.TOMLDocument:
    read_toml(folder / CONGRESS_FILE, shown=CONGRESS_FILE)  # says in words what is no TOML
    return tomlkit.parse((folder / CONGRESS_FILE).read_bytes().decode("utf-8-sig"))


def _put(document: tomlkit.TOMLDocument, table: str, values: Mapping[str, object]) -> None:
    """Set keys of a table where they stand, with the remarks behind them; a key whose value is None goes."""
    if table not in document:
        if all(value is None for value in values.values()):
            return
        document[table] = tomlkit.table()
    there: Any = document[table]
    for name, value in values.items():
        if value is None:
            there.pop(name, None)
        elif there.get(name) != value:
            there[name] = value


def _draft_contest(table: Mapping[str, Any]) -> DraftContest:
    said = {name: _shown(table.get(name)) for name in ("id", "office", "seats", "form", "slate")}
    return DraftContest(**said, follows="after" in table)


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _shown(value: object) -> str:
    """A value as a field of a form shows it; names one a line."""
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return "" if value is None else str(value)


def _day(text: str) -> date | str:
    """A day; what is none stays as it was typed, for the reader to say so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _whole(text: str) -> int | str:
    """A number; what is none, or more than any congress has, stays as it was typed, for the reader to say so."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else text


def _name_of(contest: str, slate: SlateUpload) -> str:
    return f"slate-{contest}-{hashlib.sha256(slate.content).hexdigest()[:8]}{slate.ending}"


def _new_id(office: str, taken: set[str]) -> str:
    base = _IDS.get(Office(office), "khac") if office in set(Office) else "khac"
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _no_list() -> Fault:
    faults = FaultList(CONGRESS_FILE)
    faults.add(
        "desk.contest_without_list",
        phrase("nội dung bầu mới chưa có danh sách"),
        phrase("chọn tệp danh sách cùng lúc: nội dung bầu không có danh sách thì không nội dung nào kiểm được"),
    )
    return faults.faults[0]
