"""Rule packs on disk (bộ quy định): a pack's own file, enough to choose it, and the files of its instruments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.errors import NOWHERE, Fault, FaultList, InputError, Place
from rules.instrument_file import (
    InstrumentFile,
    file_name,
    overlapping_replacements,
    read_in_force,
    read_instrument,
    read_key,
)
from rules.law_table import LawTable, table_of
from rules.model import Kind, Level, Office
from rules.phrase import phrase
from rules.provision_table import clashes, read_evidence
from rules.regulation import InForce, Provision, Refusal, RulePack
from rules.toml_file import read_toml

REGULATIONS = Path(__file__).parent / "regulations"
_PACKS = "packs"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHeader:
    """What a pack's file says; ``instruments`` are numbers and dates, in the order their provisions are to stand."""

    file: str
    name: str
    title: Mapping[str, str]
    in_force: InForce
    levels: frozenset[Level]
    kinds: frozenset[Kind]
    offices: frozenset[Office]
    refused: tuple[Refusal, ...]
    instruments: tuple[tuple[str, date], ...]


class PackShelf:
    """The packs of a folder, each file read once: for a run that asks them of thousands of congresses."""

    def __init__(self, folder: Path = REGULATIONS) -> None:
        """Nothing is read yet."""
        self.folder = folder
        self._names: tuple[str, ...] | None = None
        self._headers: dict[str, PackHeader] = {}
        self._packs: dict[str, RulePack] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all packs."""
        if self._names is None:
            self._names = pack_names(folder=self.folder)
        return self._names

    def header(self, stem: str) -> PackHeader:
        """A pack's own file; raises ``InputError``."""
        if stem not in self._headers:
            self._headers[stem] = read_header(stem, folder=self.folder)
        return self._headers[stem]

    def pack(self, header: PackHeader) -> RulePack:
        """A pack with its instruments; raises ``InputError``."""
        if header.file not in self._packs:
            self._packs[header.file] = load_headed(header, folder=self.folder)
        return self._packs[header.file]


def pack_names(*, folder: Path = REGULATIONS) -> tuple[str, ...]:
    """The names of all packs, without reading them."""
    return tuple(sorted(path.stem for path in (folder / _PACKS).glob("*.toml")))


def load_pack(name: str, *, folder: Path = REGULATIONS) -> RulePack:
    """Read a pack and the files of its instruments, no others; raises ``InputError`` with the faults of all of them."""
    known = pack_names(folder=folder)
    if name not in known:
        raise InputError((unknown_pack(name, known, file="kiemphieu"),))
    return load_headed(read_header(name, folder=folder), folder=folder)


def load_packs(*, folder: Path = REGULATIONS) -> tuple[RulePack, ...]:
    """Read every pack and every instrument, and hold each instrument to the one it replaced."""
    faults: list[Fault] = []
    packs: list[RulePack] = []
    files: list[InstrumentFile] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            files.append(read_instrument(path, shown=path.name))
        except InputError as error:
            faults += error.faults
    faults += overlapping_replacements(tuple(files))
    for name in pack_names(folder=folder):
        try:
            packs.append(load_pack(name, folder=folder))
        except InputError as error:
            faults += (fault for fault in error.faults if fault not in faults)
    if faults:
        raise InputError(tuple(faults))
    return tuple(packs)


def unknown_pack(name: str, known: tuple[str, ...], *, file: str, place: Place = NOWHERE) -> Fault:
    """Say that there is no such pack, and which there are."""
    return Fault(
        name="rules.unknown_pack",
        file=file,
        place=place,
        seen=name,
        message=phrase("không có bộ quy định nào tên là «{pack}»", pack=name),
        remedy=phrase("dùng một trong các bộ: {known}", known=known),
    )


def read_header(stem: str, *, folder: Path = REGULATIONS) -> PackHeader:
    """Read a pack's file and no other; raises ``InputError`` with every fault of it."""
    shown = f"{_PACKS}/{stem}.toml"
    table = table_of(read_toml(folder / shown, shown=shown))
    name = table.text("name", required=True)
    if name is not None and name != stem:
        table.refuse(
            "wrong_file_name",
            "name",
            phrase("tên tệp không khớp với tên của bộ quy định"),
            phrase("đặt tên tệp là {name}", name=f"{name}.toml"),
        )
    title = table.in_languages("title", required=True)
    in_force = read_in_force(table)
    levels = table.members("levels", Level, required=True)
    kinds = table.members("kinds", Kind, required=True)
    offices = table.members("offices", Office, required=True)
    refused = tuple(_refusal(each, levels or frozenset()) for each in table.tables("refused"))
    instruments = _instruments(table)
    table.finish()
    if table.faults.faults or name is None or in_force is None or not (levels and kinds and offices):
        raise InputError(tuple(table.faults.faults))
    return PackHeader(
        file=shown,
        name=name,
        title=title,
        in_force=in_force,
        levels=levels,
        kinds=kinds,
        offices=offices,
        refused=tuple(each for each in refused if each is not None),
        instruments=instruments,
    )


def load_headed(header: PackHeader, *, folder: Path = REGULATIONS) -> RulePack:
    """Read the instruments of a pack; they may not answer one question twice for the same contest and day."""
    faults = FaultList(header.file)
    files: list[InstrumentFile] = []
    for place, (number, day) in enumerate(header.instruments, start=1):
        path = folder / file_name(number, day)
        if not path.is_file():
            faults.add(
                "regulation.unknown_instrument",
                phrase("không có tệp nào của văn bản {number} ngày {day}", number=number, day=day),
                phrase("thêm tệp {name}, hoặc sửa số và ngày", name=path.name),
                place=Place(key=f"instruments[{place}]"),
                seen=number,
            )
            continue
        try:
            files.append(read_instrument(path, shown=path.name))
        except InputError as error:
            faults.extend(error)
    provisions = tuple(provision for each in files for provision in each.provisions)
    _refuse_double_answers(provisions, faults)
    faults.faults += overlapping_replacements(tuple(files))
    faults.raise_if_any()
    return RulePack(
        name=header.name,
        title=header.title,
        in_force=header.in_force,
        levels=header.levels,
        kinds=header.kinds,
        offices=header.offices,
        refused=header.refused,
        editions=tuple(each.edition for each in files),
        provisions=provisions,
    )


def _refuse_double_answers(provisions: tuple[Provision, ...], faults: FaultList) -> None:
    """Between instruments: within one, its own file was refused already."""
    for earlier, later in clashes(provisions):
        first, second = provisions[earlier].citation, provisions[later].citation
        faults.add(
            "regulation.duplicate",
            phrase(
                "hai văn bản cùng quy định {parameter} cho cùng một phạm vi và thời gian: {first}, {second}",
                parameter=provisions[later].parameter,
                first=first.number,
                second=second.number,
            ),
            phrase("giữ một quy định, hoặc tách phạm vi (offices, levels, kinds, seats)"),
            place=Place(key="instruments"),
            seen=second.number,
        )


def _refusal(table: LawTable, levels: frozenset[Level]) -> Refusal | None:
    level = table.one_of("level", Level, required=True)
    why = table.in_languages("why", required=True)
    source, row, confidence = read_evidence(table)
    table.finish()
    if level in levels:
        table.refuse(
            "refused_and_ruled",
            "level",
            phrase("cấp này vừa được quy định vừa bị từ chối"),
            phrase("bỏ cấp này khỏi levels hoặc khỏi refused"),
        )
    if level is None or confidence is None:
        return None
    return Refusal(level=level, why=why, source=source, row=row, confidence=confidence)


def _instruments(table: LawTable) -> tuple[tuple[str, date], ...]:
    keys: list[tuple[str, date]] = []
    for each in table.tables("instruments"):
        key = read_key(each)
        if key in keys:
            each.refuse("repeated", "number", phrase("văn bản này đã có ở trên"), phrase("giữ mỗi văn bản một lần"))
        elif key is not None:
            keys.append(key)
    if not table.has("instruments") or table.raw("instruments") == []:
        table.refuse(
            "no_instruments",
            "instruments",
            phrase("bộ quy định không có văn bản nào"),
            phrase("thêm khóa instruments: số và ngày của từng văn bản"),
        )
    return tuple(keys)
