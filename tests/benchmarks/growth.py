"""Goal 7, second half: the cost of a ballot stays the same from ten thousand ballots to a hundred million."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Goal, medians
from tests.benchmarks.piles import count_file, write_wide

NAME = "growth"
UNIT = "ns a ballot"
REPEATS = 3
HUGE = False
"""Set by ``--huge``: a hundred million ballots too."""

_SIZES = {"10^4": 10**4 + 1, "10^5": 10**5, "10^6": 10**6, "10^7": 10**7, "10^8": 10**8}
_STEPS = tuple(zip(_SIZES, list(_SIZES)[1:], strict=False))
GOALS = tuple(
    Goal(name="wide CSV: a ballot costs no more than in a smaller box", subject=larger, reference=smaller, limit=1.2)
    for smaller, larger in _STEPS
)


def measured(folder: Path, *, short: bool) -> Mapping[str, float]:
    """Nanoseconds a ballot, counted and digested. Up to 100,000 ballots the reference counts every one of them too."""
    found: dict[str, float] = {}
    for name, ballots in _SIZES.items():
        if (short and ballots > 10**5) or (ballots == 10**8 and not HUGE):
            continue
        path = folder / "wide.csv"
        write_wide(path, ballots, numbered=False)
        run = partial(count_file, folder, ballots, "wide.csv", digest=True)
        seconds = medians({name: run}, 1 if short or ballots == 10**8 else REPEATS)
        found[name] = seconds[name] * 1e9 / ballots
        path.unlink()
    return found
