"""Ballot files (phiếu đã nhập): the header says the layout, every fault of the file is reported at once.

Layouts of CSV, and of a workbook's sheet: ``ballot,struck`` · ``ballot,agree,disagree`` · ``1,2,…,n`` with 1 or 0 in
every cell; each with an optional ``invalid`` column, the committee's ruling. A file that does not say what a mark
means is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.model import BallotSource, Contest
from rules.phrase import phrase
from rules.table_file import WORKBOOK_ENDINGS, Row, Table, read_csv
from rules.text_file import TEXT_LIMIT
from tally.ballot_rows import HEADINGS, NO_HEADER, BallotReader, Header, Layout, ballots_in, read_header, ruled_grounds
from tally.model import NOT_RULED, Ballot, Ruled
from tally.ruling_file import RulingLayer, read_rulings, ruled_on
from tally.streamed import UNASKED, Passing

SMALL = 10_000
"""Ballots up to which a box is read at once and its columns are Python integers; beyond, they are numpy's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The ballots of one contest, by ballot number.

    ``stamped`` is False where the file has no ballot numbers and a row's place stands in for them. ``ruled`` says on
    how many of them people ruled, in the file or in one of rulings.
    """

    layout: Layout
    stamped: bool
    ballots: Sequence[Ballot]
    ruled: Ruled = NOT_RULED


def read_box(  # noqa: PLR0913 - whose ballots, where, and how they are counted
    folder: Path,
    contest: Contest,
    source: BallotSource,
    reasons: Collection[str],
    passing: Passing = UNASKED,
    *,
    shared: bool = False,
) -> Box:
    """Read the ballots of a contest, and the rulings on them if they are in a file of their own.

    ``shared``: other contests have theirs in the same file, where this one then stands under its id.
    ``reasons`` are the grounds of invalidity the regulation in force knows. Raises ``InputError`` with all faults.
    A box of more than 10,000 ballots, or in Parquet, is counted while it is read, as ``passing`` says.
    """
    faults = FaultList(source.file)
    reader = BallotReader(contest, source, reasons, faults, shared=shared)
    ruling_faults = FaultList(source.rulings or source.file)
    rulings = _read_rulings(reader, folder, ruling_faults)
    if (folder / source.file).suffix.casefold() == ".json":
        return _cvr_box(folder, reader, rulings, ruling_faults, passing)
    if is_big(folder / source.file):
        return _big_box(folder, reader, rulings, ruling_faults, passing)
    header, ballots = _read_ballots(reader, folder)
    # A ruling on a ballot that could not be read would seem to be on none.
    if rulings is not None and not faults.faults:
        ballots = rulings.lay_over(ballots, ruling_faults)
    faults.faults.extend(ruling_faults.faults)
    faults.raise_if_any()
    return Box(
        layout=header.layout,
        stamped=header.ballot is not None,
        ballots=tuple(sorted(ballots.values(), key=lambda ballot: ballot.number)),
        ruled=ruled_on(ballots.values(), rulings),
    )


def _cvr_box(
    folder: Path,
    reader: BallotReader,
    rulings: RulingLayer | None,
    ruling_faults: FaultList,
    passing: Passing,
) -> Box:
    """The ballots of a cast vote record file; of many they are counted while they stream past."""
    from tally.interchange.cvr_ballots import CvrBallots

    try:
        source = CvrBallots(folder / reader.source.file, reader)
        found = list(islice(source.ballots(), SMALL + 1))
        if len(found) > SMALL:
            from tally.big_box import order_of
            from tally.interchange.cvr_stream import CvrStream
            from tally.stream import count_stream

            stream = CvrStream(source, reader.contest)
            many = count_stream(stream, order_of(reader, rulings, passing))
            ballots: Sequence[Ballot] = many
            ruled = many.streamed.ruled
        else:
            unique = _unique_records(reader, found)
            if rulings is not None and not reader.faults.faults:
                unique = rulings.lay_over(unique, ruling_faults)
            ballots = tuple(sorted(unique.values(), key=lambda ballot: ballot.number))
            ruled = ruled_on(ballots, rulings)
    except InputError as error:
        raise InputError((*error.faults, *ruling_faults.faults)) from None
    reader.faults.faults.extend(ruling_faults.faults)
    reader.faults.raise_if_any()
    return Box(layout=Layout.CAST_VOTE_RECORDS, stamped=source.stamped, ballots=ballots, ruled=ruled)


def is_big(path: Path) -> bool:
    """Whether a file has more lines than Python's integers count quickly or more bytes than are held, or is Parquet."""
    if not path.is_file():
        return False  # the careful reader says what it is
    if path.suffix.casefold() in WORKBOOK_ENDINGS:
        return False  # no sheet is big: what is read of a workbook is bounded
    if path.suffix.casefold() == ".parquet" or path.stat().st_size > TEXT_LIMIT:
        return True
    lines = 0
    with path.open("rb") as file:
        while content := file.read(1 << 20):
            lines += content.count(b"\n")
            if lines > SMALL + 1:
                return True
    return False


def _big_box(
    folder: Path,
    reader: BallotReader,
    rulings: RulingLayer | None,
    ruling_faults: FaultList,
    passing: Passing,
) -> Box:
    from tally.big_box import read_big_box

    path = folder / reader.source.file
    try:
        box = read_big_box(path, reader, rulings, passing)
    except InputError as error:
        raise InputError((*error.faults, *ruling_faults.faults)) from None
    ruling_faults.raise_if_any()
    return Box(layout=box.layout, stamped=box.stamped, ballots=box.ballots, ruled=box.ballots.streamed.ruled)


def _unique_records(reader: BallotReader, ballots: Iterable[tuple[int, Ballot]]) -> Mapping[int, Ballot]:
    """Ballots by number; one that is there twice is a fault."""
    found: dict[int, Ballot] = {}
    for record, ballot in ballots:
        if ballot.number in found:
            reader.faults.add(
                "ballots.duplicate",
                phrase("phiếu số {number} đã có trong một bản ghi trước", number=ballot.number),
                phrase("tìm lá phiếu, giữ một bản ghi đúng; 0001 và 1 là cùng một phiếu"),
                place=Place(key=f"CVR[{record - 1}].BallotAuditId"),
                seen=ballot.number,
            )
        found.setdefault(ballot.number, ballot)
    return found


def _read_ballots(reader: BallotReader, folder: Path) -> tuple[Header, Mapping[int, Ballot]]:
    """The ballots by number; none where the file cannot be read or its header does not say what marks mean."""
    table = _read_table(reader, folder / reader.source.file)
    if table is None:
        return NO_HEADER, {}
    header = read_header(reader, table)
    return header, {} if reader.faults.faults else _unique(reader, ballots_in(reader, header, table.rows))


def _read_table(reader: BallotReader, path: Path) -> Table | None:
    """The table of a CSV file, or of a workbook's sheet; None where it has faults, noted in the reader's list."""
    if path.suffix.casefold() in WORKBOOK_ENDINGS:
        from tally.ballot_sheet import read_ballot_sheet

        return read_ballot_sheet(path, reader)
    try:
        return read_csv(path, shown=reader.source.file, headings=HEADINGS)
    except InputError as error:
        reader.faults.extend(error)
        return None


def _read_rulings(reader: BallotReader, folder: Path, faults: FaultList) -> RulingLayer | None:
    """The rulings, where they are in a file of their own and can be read."""
    if reader.source.rulings is None:
        return None
    file = reader.source.rulings
    try:
        return read_rulings(folder / file, file, reader.contest, ruled_grounds(reader.reasons))
    except InputError as error:
        faults.extend(error)
        return None


def _unique(reader: BallotReader, ballots: Iterator[tuple[Row, Ballot]]) -> Mapping[int, Ballot]:
    first_rows: dict[int, int] = {}
    found: dict[int, Ballot] = {}
    for row, ballot in ballots:
        if ballot.number in found:
            reader.faults.add(
                "ballots.duplicate",
                phrase(
                    "phiếu số {number} đã có ở dòng {row}",
                    number=ballot.number,
                    row=first_rows[ballot.number],
                ),
                phrase("tìm lá phiếu, giữ một dòng đúng; 0001 và 1 là cùng một phiếu"),
                place=Place(row=row.number, column="ballot"),
                seen=ballot.number,
            )
            continue
        first_rows[ballot.number] = row.number
        found[ballot.number] = ballot
    return found
