"""Goal 3: counting packed columns in memory, against a bare read of them and of the dense matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rules.model import Form
from tally.blocks import BlockCounter
from tally.chunk import CHUNK, taken
from tally.packed import CarrySaveCounter, RowCounter
from tally.validity import BallotForm
from tally.words import Counting, Pile, pack
from tests.benchmarks.measure import Goal, Run
from tests.benchmarks.piles import NAMES, SEATS, SHORT, check, expected, installed, tables

NAME = "kernels"
UNIT = "s"
REPEATS = 7
GOALS = (
    Goal(name="votes of packed columns, 30 M × 30", subject="votes", reference="read dense", limit=1),
    Goal(name="with a verdict on every ballot", subject="file order", reference="read dense", limit=None),
    Goal(name="with verdicts, compiled", subject="compiled", reference="read dense", limit=1),
    Goal(name="with verdicts, by blocks", subject="blocks", reference="read dense", limit=None),
    Goal(name="with verdicts, compiled", subject="compiled", reference="read packed", limit=2),
    Goal(name="votes of packed columns", subject="votes", reference="read packed", limit=None),
    Goal(name="numpy's sum of the dense matrix", subject="dense sum", reference="votes", limit=None),
)
_PAPER = BallotForm(form=Form.STRIKE_OUT, names=NAMES, seats=SEATS)


def variants(_folder: Path, *, short: bool) -> Mapping[str, Run]:
    """The count goes over the pile in the parts that a file comes in."""
    ballots = SHORT if short else 30_000_000
    dense = np.concatenate(list(tables(ballots)))
    favour = np.concatenate([pack(table) for table in tables(ballots)], axis=1)
    found: dict[str, Run] = {
        "read dense": lambda: _read(dense),
        "read packed": lambda: _read(favour),
        "dense sum": lambda: dense.sum(axis=0, dtype=np.uint32),
        "votes": lambda: _votes(favour),
        "file order": lambda: _count(lambda: RowCounter(_PAPER, None), favour),
        "blocks": lambda: _count(lambda: BlockCounter(_PAPER, None), favour),
    }
    if installed("numba"):
        from tally.compiled import CompiledCounter

        found["compiled"] = lambda: _count(lambda: CompiledCounter(_PAPER, None), favour)
    expected(ballots)
    return found


def _read(table: NDArray[np.unsignedinteger]) -> object:
    """Touch every word once; nothing that looks at all of it can be quicker."""
    flat = table.reshape(-1).view(np.uint8)
    return np.bitwise_or.reduce(flat[: len(flat) // 8 * 8].view(np.uint64))


def _votes(favour: NDArray[np.unsignedinteger]) -> list[int]:
    """The kernel alone: how often each name is kept, on valid ballots and others."""
    votes = CarrySaveCounter(favour.dtype)
    for start in range(0, favour.shape[1], CHUNK):
        votes.add(favour[0, start : start + CHUNK])
    return votes.totals()


def _count(counter: Callable[[], Counting], favour: NDArray[np.unsignedinteger]) -> None:
    counting = counter()
    whole = Pile(names=NAMES, favour=favour)
    for start in range(0, len(whole), CHUNK):
        counting.add(taken(whole, slice(start, start + CHUNK)))
    check(counting.tally(), len(whole))
