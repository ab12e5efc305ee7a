"""Goal 5: 300,000 small contests at once, against pandas and a loop over contests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from rules.model import Form
from tally.count import count
from tally.many import count_many
from tally.model import Ballot
from tally.outcome import decide
from tally.validity import BallotForm
from tests.benchmarks.measure import Goal, Run

NAME = "many"
UNIT = "s"
REPEATS = 5
BALLOTS, NAMES, SEATS = 20, 8, 5
GOALS = (
    Goal(name="300,000 contests × 20 ballots × 8 names", subject="ours", reference="pandas", limit=4, at_least=True),
    Goal(name="the same", subject="ours", reference="pandas, a loop", limit=500, at_least=True),
    Goal(name="the same", subject="ours", reference="reference, a loop", limit=None, at_least=True),
)


def variants(_folder: Path, *, short: bool) -> Mapping[str, Run]:
    """Votes, winners and ties of every contest; the loops over a thousandth of them, told as if over all."""
    import pandas as pd

    contests = 1_000 if short else 300_000
    times = 1 if short else 1000  # a loop over all of them would take minutes
    kept = (np.random.default_rng(2020).random((contests * BALLOTS, NAMES)) < 0.55).astype(np.uint8)
    sizes = np.full(contests, BALLOTS)
    needed = sizes // 2 + 1
    frame = pd.DataFrame(kept)
    frame["contest"] = np.repeat(np.arange(contests), BALLOTS)
    few = frame[: contests // 1000 * BALLOTS]
    return {
        "ours": lambda: count_many(kept, sizes, seats=SEATS, needed=needed),
        "pandas": lambda: _pandas(frame),
        "pandas, a loop": lambda: _alone(few, times),
        "reference, a loop": lambda: _reference(kept),
    }


def _pandas(frame: object) -> object:
    import pandas as pd

    assert isinstance(frame, pd.DataFrame)
    names = list(range(NAMES))
    marked = frame[names].sum(axis=1)
    votes = frame[(marked > 0) & (marked <= SEATS)].groupby("contest", sort=False)[names].sum()
    ranks = votes.rank(axis=1, method="max", ascending=False)
    passed = votes > BALLOTS // 2
    return passed & (ranks <= SEATS)


def _alone(frame: object, times: int) -> None:
    import pandas as pd

    assert isinstance(frame, pd.DataFrame)
    for _ in range(times):
        for _contest, rows in frame.groupby("contest", sort=False):
            names = rows[list(range(NAMES))]
            marked = names.sum(axis=1)
            votes = names[(marked > 0) & (marked <= SEATS)].sum()
            decide(votes.tolist(), seats=SEATS, needed=BALLOTS // 2 + 1)


def _reference(kept: np.typing.NDArray[np.uint8]) -> None:
    paper = BallotForm(form=Form.STRIKE_OUT, names=NAMES, seats=SEATS)
    for start in range(0, len(kept), BALLOTS):
        rows = kept[start : start + BALLOTS].tolist()
        ballots = [Ballot(at, "".join("sk"[mark] for mark in row)) for at, row in enumerate(rows, start=1)]
        decide(count(ballots, paper).votes, seats=SEATS, needed=BALLOTS // 2 + 1)
