"""The work every benchmark of counting does: one pile of ballots, made from a seed, in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rules.choice import Choices
from rules.model import BallotSource, Cells, Contest, Form
from tally.ballot_file import read_box
from tally.canonical import digest, slate_canonical
from tally.model import InvalidReason, Tally
from tally.result import count_twice
from tally.streamed import Passing
from tally.validity import BallotForm
from tests.tally.builders import contest

NAMES, SEATS = 30, 20
SHORT = 11_000
"""Ballots where only correctness matters: enough for the way big boxes go."""

BLOCK = 1 << 18
"""Ballots made at a time."""

Table = NDArray[np.uint8]


def installed(*names: str) -> bool:
    """Whether these packages can be imported."""
    return all(find_spec(name) is not None for name in names)


def tables(ballots: int) -> Iterator[Table]:
    """The pile, a row a ballot and a column a name: some names are liked, about two papers of a hundred are invalid."""
    chance = np.random.default_rng(2020)
    liked = chance.random(NAMES) * 0.7 + 0.1
    for start in range(0, ballots, BLOCK):
        size = min(BLOCK, ballots - start)
        table = (chance.random((size, NAMES), np.float32) < liked.astype(np.float32)).astype(np.uint8)
        table[::97], table[1::193] = 0, 1
        yield table


def contest_of(ballots: int, file: str) -> Contest:
    """The contest the pile belongs to."""
    made = contest(NAMES, SEATS, Form.STRIKE_OUT, ballots=ballots)
    return replace(made, ballots=BallotSource(file=file, issued=ballots, returned=ballots, cells=Cells.KEPT))


def count_file(folder: Path, ballots: int, file: str, *, digest: bool = False) -> Tally:
    """Read and count it as the program does; the digest of all ballots only if asked for."""
    of = contest_of(ballots, file)
    assert of.ballots is not None
    box = read_box(folder, of, of.ballots, tuple(InvalidReason), Passing(digest=digest))
    return count_twice(box.ballots, BallotForm(form=of.form, names=NAMES, seats=SEATS), Choices())


def write_wide(path: Path, ballots: int, *, numbered: bool) -> None:
    """A wide CSV file, as a program writes it: numbers without leading zeros."""
    header = [*(["ballot"] if numbered else []), *map(str, range(1, NAMES + 1))]
    number = 1
    with path.open("wb") as file:
        file.write(",".join(header).encode() + b"\n")
        for table in tables(ballots):
            lines = np.full((len(table), 2 * NAMES), ord(","), np.uint8)
            lines[:, ::2] = table + ord("0")
            lines[:, -1] = ord("\n")
            if not numbered:
                file.write(lines.tobytes())
                continue
            texts = lines.view(f"V{2 * NAMES}").ravel().tolist()
            file.write(b"".join(b"%d,%b" % pair for pair in enumerate(texts, start=number)))
            number += len(table)


def write_parquet(path: Path, ballots: int, kind: str) -> None:
    """A Parquet file of ``bool`` or ``uint8`` columns, or ``packed``; a million ballots a row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    said = {"kiemphieu.cells": "kept", "kiemphieu.slate": digest(slate_canonical(contest_of(1, path.name).slate))}
    fields = [("kept_0", pa.uint64())] if kind == "packed" else [(str(name), kind) for name in range(1, NAMES + 1)]
    schema = pa.schema(fields, metadata=said)
    with pq.ParquetWriter(path, schema) as file:
        for group in _groups(ballots):
            if kind == "packed":
                words = np.zeros((len(group), 8), np.uint8)
                words[:, :4] = np.packbits(group, axis=1, bitorder="little")
                columns = [pa.array(words.view(np.uint64).ravel())]
            else:
                columns = [pa.array(column.astype(kind)) for column in group.T]
            file.write_table(pa.Table.from_arrays(columns, schema=schema))


def _groups(ballots: int) -> Iterator[Table]:
    waiting: list[Table] = []
    for table in tables(ballots):
        waiting.append(table)
        if len(waiting) == 4:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


@cache
def expected(ballots: int) -> tuple[int, tuple[int, ...]]:
    """Valid ballots and votes, by plain numpy: every variant that counts must come to these."""
    valid, votes = 0, np.zeros(NAMES, np.int64)
    for table in tables(ballots):
        kept = table.sum(axis=1)
        good = table[(kept > 0) & (kept <= SEATS)]
        valid += len(good)
        votes += good.sum(axis=0, dtype=np.int64)
    return valid, tuple(votes.tolist())


def check(found: Tally | tuple[int, tuple[int, ...]], ballots: int) -> None:
    """Hold a count to the expected numbers."""
    numbers = (found.valid, found.votes) if isinstance(found, Tally) else found
    if numbers != expected(ballots):
        raise AssertionError(json.dumps({"found": str(numbers), "expected": str(expected(ballots))}))


def left_out(peers: Mapping[str, str]) -> list[str]:
    """The peers that are not installed, by name; ``peers`` maps the package to the name people know."""
    return [name for package, name in peers.items() if not installed(package)]
