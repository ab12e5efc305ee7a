"""A text file of any size as rows or lines, in bounded memory: UTF-8 or refused, no line without end, quotes closed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rules.errors import FaultList, Place
from rules.names import fold
from rules.phrase import phrase
from rules.table_file import Row
from rules.text_file import LINE_LIMIT, decoded, read_bytes, refuse_long_line, refuse_old_line_ends


@dataclass(slots=True)
class TextLines:
    """The lines of a file, their ends kept; ``number`` is the last one's, ``position`` the bytes that were read.

    It ends at the first that is no text.
    """

    path: Path
    faults: FaultList
    number: int = 0
    position: int = 0

    def __iter__(self) -> Iterator[str]:
        """Read them; what is wrong with one is noted and ends the file."""
        read_bytes(self.path, shown=self.faults.file, limit=0)  # raises what is wrong with a file that cannot be opened
        with self.path.open("rb") as file:
            while line := self._line(file):
                yield line

    def _line(self, file: BinaryIO) -> str:
        content = file.readline(LINE_LIMIT + 1)
        if not content:
            return ""
        self.number += 1
        self.position += len(content)
        if len(content) > LINE_LIMIT:
            refuse_long_line(content, self.number, self.faults)
            return ""
        first, turned, more = content.partition(b"\r")
        if self.number == 1 and turned and more.strip(b"\r\n") and first.count(b'"') % 2 == 0:  # not within a cell
            refuse_old_line_ends(1, first, self.faults)
            return ""
        if not content.strip() and b"\0" not in content:
            return content.decode("ascii", "replace")
        before = len(self.faults.faults)
        text = decoded(content, self.faults, rows_before=self.number - 1)
        return text if len(self.faults.faults) == before else ""


def csv_rows(lines: TextLines, separator: str) -> Iterator[Row]:
    """The rows of a CSV file, cells folded as everywhere; what is wrong is noted and ends the file."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "new-line" in str(error):
                refuse_old_line_ends(number, b"", lines.faults)
                return
            lines.faults.add(
                "table.broken_quotes",
                phrase("từ dòng {row} dấu ngoặc kép mở không được đóng, hoặc có chữ đứng sau dấu đóng", row=number),
                phrase("viết hai dấu ngoặc kép liền nhau nếu đó là một phần của nội dung"),
                place=Place(row=number),
                seen='"',
            )
            return
        yield Row(number=number, cells=tuple(map(fold, cells)))
