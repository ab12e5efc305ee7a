"""A ballot file too large to be held at once, read by the careful reader part by part, its faults told as always."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rules.errors import Fault, FaultList, InputError
from rules.table_file import Table, parse_csv, read_csv, separator_of
from rules.text_file import LINE_LIMIT, TEXT_LIMIT, TextFile, decoded, read_text, refuse_long_line
from tally.ballot_rows import HEADINGS, BallotReader, Header, ballots_in, read_header
from tally.chunk import Chunk, chunk_of
from tally.streamed import TOLD, told

PART = 1 << 19
"""Bytes of one part, about: some thousand ballots."""

_BLANK = str.maketrans("", "", ',;\t"')


_QUOTES = frozenset({"table.unclosed_quote", "table.stray_quote"})


class _QuotesError(Exception):
    """The quotes of a file do not let it be cut into parts."""


class CarefulReader:
    """Reads a file part by part, each with the header line before it. Faults are kept until all is read."""

    def __init__(self, path: Path, reader: BallotReader) -> None:
        """Note what to read."""
        self._path = path
        self._reader = reader

    def chunks(self) -> Iterator[Chunk]:
        """The ballots in file order. Raises ``InputError`` at the end if there were faults."""
        try:
            yield from self._chunks_of(self._tables)
        except _QuotesError:
            # Parts are cut by counting quotes. Where some are broken, or the header goes over several lines, only
            # the whole file says what is wrong; ballots given out before belong to a file that is then refused.
            yield from self._chunks_of(self._at_once)

    def _chunks_of(self, tables: Callable[[FaultList], Iterator[Table]]) -> Iterator[Chunk]:
        faults = FaultList(self._reader.source.file)  # each reading has its own
        reader = replace(self._reader, faults=faults)
        names, form = self._reader.names, self._reader.contest.form
        of_table = FaultList(self._reader.source.file)
        header: Header | None = None
        place, unknown = 1, False
        for table in tables(of_table):
            if header is None:
                header = read_header(reader, table)
                unknown = bool(faults.faults)
            if unknown:
                continue  # what the cells mean is not known; the table may still have faults
            found = list(ballots_in(reader, header, table.rows, place))
            place += len(table.rows)
            if found and not of_table.faults:
                yield chunk_of([ballot for _, ballot in found], [row.number for row, _ in found], form, names)
            if len(faults.faults) > TOLD:
                break
        # As of a file read at once: what is wrong with the table hides what its cells would say.
        found_faults = of_table.faults or faults.faults
        if found_faults:
            raise InputError(told(found_faults, faults.file))

    def _tables(self, faults: FaultList) -> Iterator[Table]:
        """The parts as tables; those with faults are left out."""
        head, separator, before, blank = "", "", 0, ""
        for content, rows in self._parts(faults):
            if not content.strip():
                blank += content.decode("ascii")
                continue
            of_text = FaultList(faults.file)
            text = blank + decoded(content, of_text, rows_before=rows)
            if of_text.faults:
                faults.faults[:] = self._of_whole_text() or of_text.faults  # what is no text is told first, and alone
                return
            text, blank = _split_blank(text)
            if not head:
                head = next(io.StringIO(text, newline=""), "")
                separator = separator_of(text)
                text = text[len(head) :]
                if not head.endswith(("\n", "\r")):
                    head += "\n"
                self._refuse_parts(where=not _one_row(head, separator))
            source = TextFile(file=faults.file, sha256="", text=head + text)
            try:
                yield parse_csv(source, separator=separator, rows_before=before)
            except InputError as error:
                self._refuse_parts(where=any(fault.name in _QUOTES for fault in error.faults))
                faults.faults += _new(error.faults, faults.faults)
                if len(faults.faults) > TOLD:
                    return
            before += _lines(text)
        if not head and not faults.faults:
            decoded(b"", faults)

    def _refuse_parts(self, *, where: bool) -> None:
        """Go over to the whole file there, unless it is too much to hold: then the faults of its parts are told."""
        if where and self._path.stat().st_size <= TEXT_LIMIT:
            raise _QuotesError

    def _at_once(self, faults: FaultList) -> Iterator[Table]:
        """The whole file as one table."""
        try:
            yield read_csv(self._path, shown=faults.file, headings=HEADINGS)
        except InputError as error:
            faults.faults[:] = error.faults

    def _of_whole_text(self) -> list[Fault]:
        """What is wrong with the text of a file that can be held at once: how many such characters, and so on."""
        if self._path.stat().st_size > TEXT_LIMIT:
            return []
        try:
            read_text(self._path, shown=self._reader.source.file)
        except InputError as error:
            return list(error.faults)
        return []

    def _parts(self, faults: FaultList) -> Iterator[tuple[bytes, int]]:
        """Whole lines, and no quoted cell cut in two; with how many lines came before."""
        kept, rows = b"", 0
        with self._path.open("rb") as file:
            while content := file.read(PART):
                kept += content
                end = kept.rfind(b"\n") + 1
                if len(kept) - end > LINE_LIMIT:
                    faults.faults.clear()
                    refuse_long_line(kept[end:], rows + kept.count(b"\n") + 1, faults)
                    return
                if end and (kept.count(b'"', 0, end) % 2 == 0 or end > LINE_LIMIT):
                    yield kept[:end], rows
                    rows += kept.count(b"\n", 0, end)
                    kept = kept[end:]
        if kept:
            yield kept, rows


def _one_row(line: str, separator: str) -> bool:
    """Whether a line is a row by itself: no quoted cell goes on behind it, none is followed by stray text."""
    try:
        return len(list(csv.reader([line], delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _new(found: tuple[Fault, ...], known: list[Fault]) -> list[Fault]:
    """Faults that were not told of an earlier part: each part has the same header, and the same blank headings."""

    def column(fault: Fault) -> object:
        return fault.message.values["column"] if fault.name == "table.blank_heading" else fault

    of_header = {column(fault) for fault in known if fault.place.row == 1 or fault.name == "table.blank_heading"}
    return [fault for fault in found if column(fault) not in of_header]


def _split_blank(text: str) -> tuple[str, str]:
    """A text, and the blank rows at its end: they are a fault only where something follows them."""
    end = len(text)
    while end and not text[text.rfind("\n", 0, end - 1) + 1 : end].translate(_BLANK).strip():
        end = text.rfind("\n", 0, end - 1) + 1
    return text[:end], text[end:]


def _lines(text: str) -> int:
    """Lines as the CSV reader counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + (bool(text) and not text.endswith(("\n", "\r")))
