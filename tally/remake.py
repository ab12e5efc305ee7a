"""Making a sealed record again from its own inputs, and every place where it is not what comes out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.errors import InputError
from rules.phrase import Phrase, phrase
from tally.count_record import CONGRESS, CONTESTS, RESULT, RULES, CountRecord, count_head
from tally.record import Entry
from tally.record_file import RecordFile, unpack_inputs
from tally.record_papers import has_papers, paper_differences
from tally.seal_file import LOG, PROGRAM, versions

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it must be: the stable name of it, the file of the record, and the sentence."""

    name: str
    file: str
    message: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """What making a record again found; ``papers`` None where it holds none, or nothing could be made again."""

    count: tuple[Difference, ...]
    papers: tuple[Difference, ...] | None


def remake(
    record: RecordFile, log: tuple[Entry, ...], version: str, report: Callable[[int, int], None] | None = None
) -> Remade:
    """Make everything up to the count head again from the inputs, then the papers, and compare.

    ``report`` is told of a big box how many ballots have gone past, and how many are expected.
    """
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        try:
            unpack_inputs(record, Path(folder))
            again = count_head(Path(folder), report)
        except InputError as error:
            return Remade(count=tuple(_not_counted(error)), papers=None)
        papers = tuple(_of_papers(record, again)) if has_papers(record) else None
        return Remade(count=tuple(_of_count(record, again, log, version)), papers=papers)


def _not_counted(error: InputError) -> Iterator[Difference]:
    for fault in error.faults:
        message = phrase("không kiểm lại được từ dữ liệu gốc: {problem}", problem=fault.message)
        yield Difference(name=f"recount.{fault.name}", file=fault.file, message=message)


def _of_papers(record: RecordFile, again: CountRecord) -> Iterator[Difference]:
    for each in paper_differences(record, again):
        yield Difference(name=each.name, file=each.file, message=each.message)


def _of_count(record: RecordFile, again: CountRecord, log: tuple[Entry, ...], version: str) -> Iterator[Difference]:
    differing = tuple(_remade(record.files, again, log))
    yield from differing
    if differing and version != versions()[0]:
        yield Difference(
            name="recount.other_version",
            file=record.shown,
            message=phrase("hồ sơ do {program} {version} làm ra, không phải bản này", program=PROGRAM, version=version),
        )


def _remade(files: Mapping[str, bytes], again: CountRecord, log: tuple[Entry, ...]) -> Iterator[Difference]:
    kept = {name for name in files if name.startswith(CONTESTS) or name in {CONGRESS, RULES, RESULT}}
    for name in sorted({*again.files, *kept}):
        here, made = files.get(name), again.files.get(name)
        if here != made:
            where = tuple(_places(name, here or b"", made or b""))[:_SHOWN]
            message = phrase("kiểm lại từ dữ liệu gốc thì khác: {where}", where=where or (phrase("toàn tệp"),))
            yield Difference(name="recount.differs", file=name, message=message)
    for row, (entry, made_entry) in enumerate(zip(log, again.log, strict=False), start=1):
        if entry.happened != made_entry.happened:
            message = phrase("dòng {row} không phải điều xảy ra khi kiểm lại", row=row)
            yield Difference(name="recount.log", file=LOG, message=message)
    if len(log) <= len(again.log):
        yield Difference(name="recount.log", file=LOG, message=phrase("nhật ký ngắn hơn khi kiểm lại"))


def _places(name: str, here: bytes, made: bytes) -> Iterator[Phrase]:
    """Where two versions of a file differ: the keys of JSON, the ballots or candidates of a table."""
    if name.endswith(".json"):
        try:
            for path in _json_paths(json.loads(here), json.loads(made), ""):
                yield phrase("{place}", place=path)
        except (ValueError, RecursionError):
            return
    elif name.startswith(CONTESTS):
        rows_here, rows_made = _rows(here), _rows(made)
        for number in sorted({*rows_here, *rows_made}, key=lambda each: (len(each), each)):
            if rows_here.get(number) != rows_made.get(number):
                yield phrase("số {number}", number=number)


def _rows(content: bytes) -> Mapping[str, str]:
    return dict(line.split(",", 1) for line in _text(content).split("\n") if "," in line)


def _json_paths(here: object, made: object, path: str) -> Iterator[str]:
    if isinstance(here, dict) and isinstance(made, dict):
        for key in sorted({*here, *made}):
            yield from _json_paths(here.get(key), made.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(here, list) and isinstance(made, list) and len(here) == len(made):
        for place, (one, other) in enumerate(zip(here, made, strict=True), start=1):
            yield from _json_paths(one, other, f"{path}[{place}]")
    elif here != made:
        yield path


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
