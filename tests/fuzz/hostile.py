"""Hostile files, each read by the program in a process of its own whose memory and time are bounded (Linux)."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tally.canonical import digest, slate_canonical
from tally.congress_count import read_folder
from tests.tally import folders
from tests.tally.interchange import build
from tests.workbooks import grid, parts_of, xlsx

GIB = 2**30
MEMORY = 3 * GIB // 2
"""Bytes of address space a reading may take: numpy and pyarrow alone reserve half a GiB."""

SECONDS = 300
_GROWN = 4 * GIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A hostile file: how it is made in a folder, the command that reads it, the exit codes that are right."""

    name: str
    make: Callable[[Path], tuple[str, ...]]
    codes: tuple[int, ...] = (2,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of one: the exit code, seconds of processor time, the most memory, and what was wrong, if anything."""

    name: str
    code: int | None
    seconds: float
    mebibytes: int
    problem: str | None


def run(hostile: Hostile, folder: Path) -> Found:
    """Make the file and let the program read it."""
    words = hostile.make(folder)
    program = (
        "import resource, sys; from tally.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "try:\n    main()\n"
        "finally:\n    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    status = open('/proc/self/status', encoding='ascii', errors='replace').read()\n"
        "    most = int(status.split('VmHWM:')[1].split()[0]) // 1024\n"
        "    print(f'#{used.ru_utime + used.ru_stime:.2f} {most}', file=sys.stderr)"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Found(name=hostile.name, code=None, seconds=SECONDS, mebibytes=0, problem=f"more than {SECONDS} s")
    seconds, mebibytes = done.stderr.rsplit("#", 1)[-1].split() if "#" in done.stderr else ("0", "0")
    problem = None
    if done.returncode not in hostile.codes:
        problem = f"exit code {done.returncode}, expected {hostile.codes}: {(done.stdout + done.stderr)[-2000:]}"
    elif "Traceback" in done.stdout + done.stderr:
        problem = "a traceback"
    return Found(
        name=hostile.name, code=done.returncode, seconds=float(seconds), mebibytes=int(mebibytes), problem=problem
    )


def _sparse(path: Path, head: bytes = b"") -> None:
    """A file of 4 GiB that takes no room: its head, then zeros."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(_GROWN)


def _congress(folder: Path, ballots: str, form: str = folders.COMMITTEE, **more: str) -> tuple[str, ...]:
    entry = form.replace("ballots-bch.csv", ballots)
    for key, value in more.items():
        entry = entry.replace("issued = 10", f'{key} = "{value}", issued = 10')
    folders.write(folder, folders.HEAD + entry)
    return "count", str(folder)


def _line_of_4_gib(head: bytes) -> Callable[[Path], tuple[str, ...]]:
    def make(folder: Path) -> tuple[str, ...]:
        words = _congress(folder, "b.csv")
        _sparse(folder / "b.csv", head)
        return words

    return make


def _long_lines(folder: Path) -> tuple[str, ...]:
    """Fewer lines than a box that is read at once may have, and 8 GB of them; most of it takes no room."""
    words = _congress(folder, "b.csv")
    with (folder / "b.csv").open("wb") as file:
        file.write(b"ballot,struck\n")
        for _ in range(9000):
            file.write(b"1,4")
            file.seek(900_000, 1)
            file.write(b"\n")
    return words


def _rulings_of_4_gib(folder: Path) -> tuple[str, ...]:
    words = _congress(folder, "ballots-bch.csv", rulings="r.csv")
    _sparse(folder / "r.csv", b"ballot,code,ruling,reason,in_favour,of\n1,")
    return words


def _grown(name: str, head: bytes = b"") -> Callable[[Path], tuple[str, ...]]:
    def make(folder: Path) -> tuple[str, ...]:
        _sparse(folder / name, head)
        return "count", str(folder / name)

    return make


def _in_folder(name: str, content: Callable[[], bytes]) -> Callable[[Path], tuple[str, ...]]:
    def make(folder: Path) -> tuple[str, ...]:
        words = _congress(folder, name, cells="kept")
        (folder / name).write_bytes(content())
        return words

    return make


def _alone(name: str, content: Callable[[], bytes]) -> Callable[[Path], tuple[str, ...]]:
    def make(folder: Path) -> tuple[str, ...]:
        (folder / name).write_bytes(content())
        return "count", str(folder / name)

    return make


def _columns(count: int) -> bytes:
    return b"ballot" + b",1" * count + b"\n1" + b",1" * count


def _dominion_columns(count: int) -> bytes:
    titles = b"x" + b",C (Vote For=1)" * count
    return b"\n".join([b"x,1", titles, b"x" + b",n" * count, b"CvrNumber" + b"," * count, b"1" + b",1" * count])


def _snapshots(records: int, each: int) -> Callable[[Path], tuple[str, ...]]:
    """So many records of so many snapshots; a record of a million is longer than any may be."""

    def make(folder: Path) -> tuple[str, ...]:
        kinds = ["original", *(f"modified-{at}" for at in range(1, each))]
        snapshots = [
            build.snapshot(build.said(build.mark(1)), kind=kind.partition("-")[0]) | {"@id": kind} for kind in kinds
        ]
        line = json.dumps(build.record(*snapshots))
        head, tail = json.dumps(build.report([{"here": 1}])).split('{"here": 1}')
        with (folder / "deck.json").open("w", encoding="utf-8") as file:
            file.write(head + line)
            for _ in range(records - 1):
                file.write(",\n" + line)
            file.write(tail)
        return "count", str(folder / "deck.json")

    return make


def _bomb(folder: Path) -> tuple[str, ...]:
    """A workbook of 20 KB whose sheet unpacks to 4 GiB."""
    words = _congress(folder, "b.xlsx")
    parts = parts_of(xlsx({"S": grid(["ballot", "struck"], [1, "4"])}))
    with zipfile.ZipFile(folder / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(part)
                if name == "xl/worksheets/sheet1.xml":
                    for _ in range(_GROWN // 2**26):
                        file.write(b" " * 2**26)
    return words


def _long_texts(folder: Path) -> tuple[str, ...]:
    """A sheet of 100,000 cells that all show one text of 30,000 characters, stored once."""
    words = _congress(folder, "b.xlsx")
    parts = parts_of(xlsx({"S": grid(["ballot", "struck"], [1, "x" * 30_000])}))
    name = "xl/worksheets/sheet1.xml"
    start, end = parts[name].index(b'<row r="2"'), parts[name].index(b"</sheetData>")
    row = parts[name][start:end]
    rows = b"".join(
        row.replace(b'r="2"', b'r="%d"' % at).replace(b'"A2"', b'"A%d"' % at).replace(b'"B2"', b'"B%d"' % at)
        for at in range(2, 100_002)
    )
    parts[name] = (parts[name][:start] + rows + parts[name][end:]).replace(b"A1:B2", b"A1:B100001")
    with zipfile.ZipFile(folder / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return words


def _parquet(make: Callable[[], pa.Table]) -> Callable[[Path], tuple[str, ...]]:
    def write(folder: Path) -> tuple[str, ...]:
        folders.write(folder, folders.HEAD + folders.COMMITTEE)
        slate = read_folder(folder).congress.contests[0].slate
        words = _congress(folder, "b.parquet")
        said = {"kiemphieu.cells": "kept", "kiemphieu.slate": digest(slate_canonical(slate))}
        pq.write_table(make().replace_schema_metadata(said), folder / "b.parquet", compression="zstd")
        return words

    return write


def _nested(depth: int) -> bytes:
    return b'{"a": ' + b"[" * depth + b"]" * depth + b"}"


def _repeated_key(keys: int) -> bytes:
    """An object whose last key is its last but one: whoever looks for it must not compare each with all."""
    return b'{"a": {' + b"".join(b'"%d":1,' % at for at in range(keys)) + b'"%d":1}}' % (keys - 1)


def _faulty(row: bytes) -> bytes:
    return b"ballot,struck\n" + row * 1_000_000


def _wide_parquet(columns: int) -> pa.Table:
    return pa.table({f"c{at}": pa.array([True]) for at in range(columns)})


def _long_ground() -> pa.Table:
    """Ten ballots, one of which has a ground of invalidity of 600 million characters."""
    marks = {str(name): pa.array([True] * 3 + [False] * 7) for name in range(1, 5)}
    return pa.table(marks | {"invalid": pa.array(["x" * 600_000_000] + [None] * 9)})


_ALL = (
    Hostile(name="ballots of one line of 4 GiB", make=_line_of_4_gib(b"")),
    Hostile(name="ballots in 9,000 lines of 900 kB", make=_long_lines),
    Hostile(name="ballots with a line of 4 GiB", make=_line_of_4_gib(b"ballot,struck\n1,4\n2,")),
    Hostile(name="rulings with a line of 4 GiB", make=_rulings_of_4_gib),
    Hostile(name="records of 4 GiB of zeros", make=_grown("d.json")),
    Hostile(name="a string of 4 GiB in records", make=_grown("d.json", b'{"CVR": [{"@type": "')),
    Hostile(name="Dominion with a line of 4 GiB", make=_grown("d.csv", b"x,1\n")),
    Hostile(name="PrefLib with a line of 4 GiB", make=_grown("d.cat", b"# TITLE: x\n")),
    Hostile(name="Pabulib with a line of 4 GiB", make=_grown("d.pb", b"META\n")),
    Hostile(name="Parquet of 4 GiB of zeros", make=_in_folder("b.parquet", lambda: b"PAR1" + b"\0" * 2**20)),
    Hostile(name="ten million columns", make=_in_folder("b.csv", lambda: _columns(10_000_000))),
    Hostile(name="a hundred thousand columns", make=_in_folder("b.csv", lambda: _columns(100_000))),
    Hostile(name="Dominion of 60,000 columns", make=_alone("d.csv", lambda: _dominion_columns(60_000))),
    Hostile(name="Parquet of 20,000 columns", make=_parquet(lambda: _wide_parquet(20_000))),
    Hostile(name="a ground of 600 million characters", make=_parquet(_long_ground)),
    Hostile(name="records nested 50 million deep", make=_alone("d.json", lambda: b'{"CVR": [' + b"[" * 50_000_000)),
    Hostile(name="records nested 2,000 deep", make=_alone("d.json", lambda: _nested(2000))),
    Hostile(name="a member of 100 MB", make=_alone("d.json", lambda: b'{"a": [' + b"[]," * 33_000_000 + b"[]]}")),
    Hostile(name="a number of a million digits", make=_alone("d.json", lambda: b'{"a": ' + b"9" * 1_000_000 + b"}")),
    Hostile(name="400,000 keys, the last one twice", make=_alone("d.json", lambda: _repeated_key(400_000))),
    Hostile(name="PrefLib with a line of blanks", make=_alone("d.cat", lambda: b"# a" + b" " * 900_000 + b"b\n")),
    Hostile(name="a record of a million snapshots", make=_snapshots(1, 1_000_000)),
    Hostile(name="a record of 20,000 snapshots", make=_snapshots(1, 20_000)),
    Hostile(name="a million snapshots in 200,000 records", make=_snapshots(200_000, 5), codes=(0,)),
    Hostile(name="a million quotes", make=_in_folder("b.csv", lambda: _faulty(b'1,"\n'))),
    Hostile(name="a million times a fault", make=_in_folder("b.csv", lambda: _faulty(b"x,y\n"))),
    Hostile(name="a workbook of 4 GiB unpacked", make=_bomb),
    Hostile(name="a workbook of three billion characters", make=_long_texts),
)
HOSTILE: Mapping[str, Hostile] = {hostile.name: hostile for hostile in _ALL}
QUICK = (
    "ballots with a line of 4 GiB",
    "a string of 4 GiB in records",
    "Dominion with a line of 4 GiB",
    "ten million columns",
    "records nested 50 million deep",
    "a record of 20,000 snapshots",
    "400,000 keys, the last one twice",
    "PrefLib with a line of blanks",
)
"""Those the suite runs: together some seconds."""
