"""Which reader reads a big box (hòm phiếu lớn): the fixed-width one, the careful one part by part, or Parquet's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rules.errors import FaultList, InputError
from rules.phrase import phrase
from rules.table_file import Table, parse_csv, separator_of
from rules.text_file import LINE_LIMIT, TextFile, decoded
from tally.ballot_rows import BallotReader, Header, Layout, read_header
from tally.careful import CarefulReader
from tally.fixed_width import DeviatesError, FixedWidthReader, form_of
from tally.ruling_file import RulingLayer
from tally.stream import Order, Source, count_stream
from tally.streamed import Passing, StreamedBallots
from tally.validity import BallotForm


@dataclass(frozen=True, slots=True, kw_only=True)
class BigBox:
    """What was read and counted."""

    layout: Layout
    stamped: bool
    ballots: StreamedBallots


@dataclass(frozen=True, slots=True)
class _Start:
    """The beginning of a CSV file: its header, what separates cells, how lines end, where the first ballot is."""

    header: Header
    separator: str
    end: bytes
    first: int


def read_big_box(
    path: Path,
    reader: BallotReader,
    rulings: RulingLayer | None,
    passing: Passing,
) -> BigBox:
    """Read and count a big CSV or any Parquet file. Raises ``InputError`` with its faults and those of the rulings."""
    order = order_of(reader, rulings, passing)
    if path.suffix.casefold() == ".parquet":
        return _read_parquet(path, reader, order)
    start = _start(path, reader)
    layout = start.header.layout if start else Layout.WIDE
    stamped = start is not None and start.header.ballot is not None
    form = form_of(start.header, reader, start.separator, start.end) if start else None
    if start is not None and form is not None:
        fixed: Source = FixedWidthReader(path, start.first, form, start.header, reader)
        try:
            return BigBox(layout=layout, stamped=stamped, ballots=count_stream(fixed, order))
        except DeviatesError:
            pass  # the careful reader reads it, or tells what is wrong with it
    return BigBox(layout=layout, stamped=stamped, ballots=count_stream(CarefulReader(path, reader), order))


def order_of(reader: BallotReader, rulings: RulingLayer | None, passing: Passing) -> Order:
    """What a contest's box is counted by."""
    contest = reader.contest
    return Order(
        file=reader.source.file,
        paper=BallotForm(form=contest.form, names=reader.names, seats=contest.seats),
        rulings=rulings,
        passing=passing,
        expected=reader.source.returned,
    )


def _start(path: Path, reader: BallotReader) -> _Start | None:
    """The beginning of the file; None where only the careful reader can say what is wrong with it."""
    with path.open("rb") as file:
        first, second = file.readline(LINE_LIMIT), file.readline(LINE_LIMIT)
    faults = FaultList(reader.source.file)
    text = decoded(first + second, faults)
    # A return alone ends a line too: bytes behind it would be taken for the header's.
    if faults.faults or '"' in text or b"\r" in first[:-2]:
        return None
    separator = separator_of(text)
    try:
        table: Table = parse_csv(TextFile(file=faults.file, sha256="", text=text), separator=separator)
    except InputError:
        return None
    header = read_header(BallotReader(reader.contest, reader.source, reader.reasons, faults), table)
    if faults.faults or len(table.header.cells) != text.splitlines()[0].count(separator) + 1:
        return None
    return _Start(header, separator, b"\r\n" if first.endswith(b"\r\n") else b"\n", len(first))


def _read_parquet(path: Path, reader: BallotReader, order: Order) -> BigBox:
    try:
        from tally.parquet_file import ParquetReader
    except ImportError:
        raise no_pyarrow(order.file) from None
    source = ParquetReader(path, reader)
    ballots = count_stream(source, order)
    return BigBox(layout=source.layout, stamped=source.stamped, ballots=ballots)


def no_pyarrow(file: str) -> InputError:
    """What is said where Parquet is asked for and the library is not there."""
    faults = FaultList(file)
    faults.add(
        "ballots.no_pyarrow",
        phrase("đọc hoặc ghi tệp Parquet cần thư viện pyarrow, ở máy này chưa cài"),
        phrase('cài bằng lệnh: pip install "kiemphieu[parquet]"; hoặc đưa tệp phiếu dạng CSV'),
        seen=file,
    )
    return InputError(tuple(faults.faults))
