"""Ballots written as packed Parquet (pyarrow, extra ``parquet``): 64 names a word, the smallest form there is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rules.errors import InputError
from rules.model import Cells, Contest, Form
from rules.whole_file import cannot_write
from tally.canonical import digest, slate_canonical
from tally.chunk import CHUNK, Chunk, chunk_of
from tally.model import Ballot
from tally.parquet_file import BOXES, CELLS, SLATE
from tally.words import RULED, Words, words_of

_GROUP = 16
"""Chunks of one row group: a million ballots."""


class UnclearBallotError(ValueError):
    """A ballot that bits cannot hold: a mark nobody could read, or a ruling on a mark. Its number is the argument."""


def write_packed(path: Path, contest: Contest, ballots: Iterable[Ballot], *, stamped: bool = True) -> None:
    """Write ballots with their numbers and the grounds the committee ruled; all of it or nothing stands there then.

    Where the papers are not ``stamped`` no column of numbers is written: a row's place is its number again.
    Raises ``UnclearBallotError`` for a ballot with a mark nobody could read or with a ruling on a mark.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            _write(part, contest, _chunks(contest, ballots), stamped=stamped)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError((cannot_write(path, error),)) from error


def _chunks(contest: Contest, ballots: Iterable[Ballot]) -> Iterator[Chunk]:
    left = iter(ballots)
    while found := list(islice(left, CHUNK)):
        chunk = chunk_of(found, range(len(found)), contest.form, len(contest.slate))
        if chunk.odd:
            raise UnclearBallotError(next(iter(chunk.odd.values())).number)
        yield chunk


def _write(path: Path, contest: Contest, chunks: Iterator[Chunk], *, stamped: bool) -> None:
    words = range(words_of(len(contest.slate)))
    sides = ("agree", "disagree") if contest.form is Form.AGREE_DISAGREE else ("kept",)
    marks = [f"{side}_{word}" for side in sides for word in words]
    cells = BOXES if contest.form is Form.AGREE_DISAGREE else Cells.KEPT.value
    number = [("ballot", pa.uint64())] if stamped else []
    schema = pa.schema(
        [*number, *((name, pa.uint64()) for name in marks), ("invalid", pa.string())],
        metadata={CELLS: cells, SLATE: digest(slate_canonical(contest.slate))},
    )
    with pq.ParquetWriter(path, schema, use_dictionary=["invalid"], compression="zstd") as file:
        while group := [_columns(chunk, stamped=stamped) for chunk in islice(chunks, _GROUP)]:
            tables = [pa.Table.from_arrays(columns, schema=schema) for columns in group]
            file.write_table(pa.concat_tables(tables))


def _columns(chunk: Chunk, *, stamped: bool) -> list[pa.Array]:
    codes = np.zeros(len(chunk), np.uint8) if chunk.pile.ruled is None else chunk.pile.ruled
    reasons = [None, *(reason.value for reason in RULED)]
    against = () if chunk.pile.against is None else tuple(chunk.pile.against)
    return [
        *([_array(chunk.numbers)] if stamped else []),
        *(_array(words) for words in (*chunk.pile.favour, *against)),
        pa.array([reasons[code] for code in codes.tolist()], pa.string()),
    ]


def _array(values: Words) -> pa.Array:
    """A column of numbers; pyarrow's own way from numpy would do, but looks for pandas."""
    words = np.ascontiguousarray(values, np.uint64)
    return pa.Array.from_buffers(pa.uint64(), len(words), [None, pa.py_buffer(words)])
