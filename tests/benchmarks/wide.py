"""Goal 2: a wide CSV file to the result, against what reads and counts it best among the libraries people use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measure import Goal, Run
from tests.benchmarks.piles import NAMES, SEATS, SHORT, check, count_file, installed, write_wide

NAME = "wide"
UNIT = "s"
REPEATS = 5
READERS = ("polars", "pyarrow", "pandas", "duckdb")
GOALS = (
    Goal(name="wide CSV, 10 M × 30", subject="plain", reference=READERS, limit=4, at_least=True),
    *(Goal(name="the same", subject="plain", reference=each, limit=None, at_least=True) for each in READERS),
    Goal(
        name="wide CSV with ballot numbers",
        subject="numbered",
        reference=tuple(f"{each}, numbered" for each in READERS),
        limit=3,
        at_least=True,
    ),
    Goal(
        name="wide CSV, digest of all ballots too",
        subject="plain, digest",
        reference=READERS,
        limit=None,
        at_least=True,
    ),
    Goal(
        name="with numbers, digest of all ballots too",
        subject="numbered, digest",
        reference=tuple(f"{each}, numbered" for each in READERS),
        limit=None,
        at_least=True,
    ),
)

Counted = tuple[int, tuple[int, ...]]


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """Ours and the readers that are installed, each reading the file and counting what is valid."""
    ballots = SHORT if short else 10_000_000
    readers: dict[str, Callable[[Path], Counted]] = {
        "polars": _polars,
        "pyarrow": _pyarrow,
        "pandas": _pandas,
        "duckdb": _duckdb,
    }
    found: dict[str, Run] = {}
    for name, numbered in (("plain", False), ("numbered", True)):
        path = folder / f"{name}.csv"
        write_wide(path, ballots, numbered=numbered)
        check(count_file(folder, ballots, path.name), ballots)
        found[name] = partial(count_file, folder, ballots, path.name)
        found[f"{name}, digest"] = partial(count_file, folder, ballots, path.name, digest=True)
        for reader, read in readers.items():
            if installed(reader):
                check(read(path), ballots)
                found[reader if not numbered else f"{reader}, numbered"] = partial(read, path)
    return found


def _columns() -> list[str]:
    return [str(name) for name in range(1, NAMES + 1)]


def _pandas(path: Path) -> Counted:
    import pandas as pd

    frame = pd.read_csv(path, usecols=_columns(), dtype=dict.fromkeys(_columns(), np.uint8))
    kept = frame.sum(axis=1)
    good = frame[(kept > 0) & (kept <= SEATS)]
    return len(good), tuple(good.sum().tolist())


def _polars(path: Path) -> Counted:
    import polars as pl

    frame = pl.read_csv(path, columns=_columns(), schema_overrides=dict.fromkeys(_columns(), pl.UInt8))
    kept = pl.sum_horizontal([pl.col(name).cast(pl.UInt16) for name in _columns()])
    good = frame.lazy().filter((kept > 0) & (kept <= SEATS))
    sums = good.select(pl.len().alias("valid"), *(pl.col(name).cast(pl.UInt32).sum() for name in _columns())).collect()
    valid, *votes = sums.row(0)
    return valid, tuple(votes)


def _pyarrow(path: Path) -> Counted:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    types = dict.fromkeys(_columns(), pa.uint8())
    options = csv.ConvertOptions(column_types=types, include_columns=_columns())
    table = csv.read_csv(path, convert_options=options)
    kept: Any = table.column("1")
    for name in _columns()[1:]:
        kept = pc.add(kept, table.column(name))
    good = table.filter(pc.and_(pc.greater(kept, 0), pc.less_equal(kept, SEATS)))
    return good.num_rows, tuple(pc.sum(good.column(name)).as_py() or 0 for name in _columns())


def _duckdb(path: Path) -> Counted:
    import duckdb

    kept = " + ".join(f'"{name}"' for name in _columns())
    sums = ", ".join(f'sum("{name}")' for name in _columns())
    kinds = ", ".join(f"'{name}': 'UTINYINT'" for name in _columns())
    read = f"read_csv('{path}', header = true, types = {{{kinds}}})"
    asked = f"select count(*), {sums} from {read} where {kept} between 1 and {SEATS}"  # noqa: S608 - our own words
    relation = duckdb.sql(asked)
    assert relation is not None
    (found,) = relation.fetchall()
    return found[0], tuple(int(votes) for votes in found[1:])
