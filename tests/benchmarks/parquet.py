"""Goal 1: Parquet to the result against pyarrow merely reading it, for booleans, bytes and packed words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Goal, Run
from tests.benchmarks.piles import SHORT, check, count_file, installed, write_parquet

NAME = "parquet"
UNIT = "s"
REPEATS = 5
GOALS = (
    Goal(name="Parquet of booleans, 10 M × 30", subject="booleans", reference="pyarrow reads booleans", limit=1.2),
    Goal(name="Parquet of bytes, 10 M × 30", subject="bytes", reference="pyarrow reads bytes", limit=1.5),
    Goal(name="packed Parquet, 10 M × 30", subject="packed", reference="pyarrow reads packed", limit=5),
    Goal(
        name="packed Parquet with the digest of all ballots",
        subject="packed, digest",
        reference="pyarrow reads packed",
        limit=None,
    ),
)


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """Each form of column, counted and merely read."""
    if not installed("pyarrow"):
        return {}
    ballots = SHORT if short else 10_000_000
    found: dict[str, Run] = {}
    for name, kind in (("booleans", "bool"), ("bytes", "uint8"), ("packed", "packed")):
        path = folder / f"{name}.parquet"
        write_parquet(path, ballots, kind)
        check(count_file(folder, ballots, path.name), ballots)
        found[name] = partial(count_file, folder, ballots, path.name)
        found[f"pyarrow reads {name}"] = partial(_read, path)
    found["packed, digest"] = partial(count_file, folder, ballots, "packed.parquet", digest=True)
    return found


def _read(path: Path) -> None:
    """Row group by row group, with all of pyarrow's threads."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            file.read_row_group(group)
