"""A ballot file too large to be held at once, read by the careful reader part by part, its faults told as always."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from rules.errors import Fault, FaultList, InputError
from rules.phrase import phrase
from rules.table_file import Table, parse_csv, separator_of
from rules.text_file import LINE_LIMIT, TextFile, decoded, refuse_long_line
from tally.ballot_rows import BallotReader, Header, ballots_in, read_header
from tally.chunk import Chunk, chunk_of
from tally.streamed import TOLD

PART = 1 << 19
"""Bytes of one part, about: some thousand ballots."""

_BLANK = str.maketrans("", "", ',;\t"')


class CarefulReader:
    """Reads a file part by part, each with the header line before it. Faults are kept until all is read."""

    def __init__(self, path: Path, reader: BallotReader) -> None:
        """Note what to read; ``reader``'s faults are raised once the file is at its end."""
        self._path = path
        self._reader = reader

    def chunks(self) -> Iterator[Chunk]:
        """The ballots in file order. Raises ``InputError`` at the end if there were faults."""
        names, form = self._reader.names, self._reader.contest.form
        of_table = FaultList(self._reader.source.file)
        header: Header | None = None
        place = 1
        for table in self._tables(of_table):
            if header is None:
                header = read_header(self._reader, table)
                self._reader.faults.raise_if_any()
            found = list(ballots_in(self._reader, header, table.rows, place))
            place += len(table.rows)
            if found and not of_table.faults and not self._reader.faults.faults:
                yield chunk_of([ballot for _, ballot in found], [row.number for row, _ in found], form, names)
            if len(self._reader.faults.faults) > TOLD:
                break
        # As of a file read at once: what is wrong with the table hides what its cells would say.
        faults = of_table.faults or self._reader.faults.faults
        if faults:
            raise InputError(told(faults, self._reader.source.file))

    def _tables(self, faults: FaultList) -> Iterator[Table]:
        """The parts as tables; those with faults are left out."""
        head, separator, before, blank = "", "", 0, ""
        for content in self._parts(faults):
            text = blank + decoded(content, faults, rows_before=before + blank.count("\n") + bool(head))
            if faults.faults:
                return
            text, blank = _split_blank(text)
            if not head:
                head = next(io.StringIO(text, newline=""), "")
                separator = separator_of(text)
                text = text[len(head) :]
                if not head.endswith(("\n", "\r")):
                    head += "\n"
            source = TextFile(file=faults.file, sha256="", text=head + text)
            try:
                yield parse_csv(source, separator=separator, rows_before=before)
            except InputError as error:
                faults.extend(error)
                if len(faults.faults) > TOLD:
                    return
            before += _lines(text)

    def _parts(self, faults: FaultList) -> Iterator[bytes]:
        """Whole lines, and no quoted cell cut in two."""
        kept, row = b"", 1
        with self._path.open("rb") as file:
            while content := file.read(PART):
                kept += content
                end = kept.rfind(b"\n") + 1
                if len(kept) - end > LINE_LIMIT:
                    refuse_long_line(kept[end:], row + kept.count(b"\n"), faults)
                    return
                if end and (kept.count(b'"', 0, end) % 2 == 0 or end > LINE_LIMIT):
                    yield kept[:end]
                    row += kept.count(b"\n", 0, end)
                    kept = kept[end:]
        if kept:
            yield kept


def told(faults: list[Fault], file: str) -> tuple[Fault, ...]:
    """The first ``TOLD`` faults, and that there are more."""
    if len(faults) <= TOLD:
        return tuple(faults)
    rest = FaultList(file)
    rest.add(
        "ballots.more_faults",
        phrase("còn nữa: chỉ nêu {told} lỗi đầu tiên của tệp này", told=TOLD),
        phrase("sửa các lỗi đã nêu rồi chạy lại"),
    )
    return (*faults[:TOLD], *rest.faults)


def _split_blank(text: str) -> tuple[str, str]:
    """A text, and the blank rows at its end: they are a fault only where something follows them."""
    end = len(text)
    while end and not text[text.rfind("\n", 0, end - 1) + 1 : end].translate(_BLANK).strip():
        end = text.rfind("\n", 0, end - 1) + 1
    return text[:end], text[end:]


def _lines(text: str) -> int:
    """Lines as the CSV reader counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + (bool(text) and not text.endswith(("\n", "\r")))
