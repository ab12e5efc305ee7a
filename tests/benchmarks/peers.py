"""Goal 4: against programs of the field and the scripts people write, each from the input that suits it best."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measure import Goal, Run
from tests.benchmarks.piles import NAMES, SEATS, SHORT, check, count_file, installed, tables, write_wide

NAME = "peers"
UNIT = "s"
REPEATS = 3
GOALS = (
    Goal(
        name="wide CSV against abcvoting, 200,000 × 30", subject="ours", reference="abcvoting", limit=40, at_least=True
    ),
    Goal(name="against a csv.DictReader script", subject="ours", reference="csv.DictReader", limit=30, at_least=True),
    Goal(name="against a pandas script, 2 M × 30", subject="ours, 2 M", reference="pandas", limit=3.5, at_least=True),
    Goal(name="against pabutools", subject="ours", reference="pabutools", limit=None, at_least=True),
    Goal(name="against a Counter over lists in memory", subject="ours", reference="Counter", limit=None, at_least=True),
)


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """Ours from the wide file; abcvoting, pabutools and Counter from lists in memory, the scripts from the file."""
    few, many = (SHORT, SHORT + 1000) if short else (200_000, 2_000_000)
    write_wide(folder / "few.csv", few, numbered=False)
    write_wide(folder / "many.csv", many, numbered=False)
    lists = [np.flatnonzero(row).tolist() for table in tables(few) for row in table]
    found: dict[str, Run] = {
        "ours": lambda: check(count_file(folder, few, "few.csv"), few),
        "ours, 2 M": lambda: check(count_file(folder, many, "many.csv"), many),
        "csv.DictReader": lambda: check(_dict_reader(folder / "few.csv"), few),
        "Counter": lambda: check(_counter(lists), few),
        "pandas": lambda: check(_pandas(folder / "many.csv"), many),
    }
    if installed("abcvoting"):
        found["abcvoting"] = _abcvoting(lists)
    if installed("pabutools"):
        found["pabutools"] = _pabutools(lists[: few // 10], 10)
    return found


def _dict_reader(path: Path) -> tuple[int, tuple[int, ...]]:
    names = [str(name) for name in range(1, NAMES + 1)]
    votes, valid = dict.fromkeys(names, 0), 0
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            kept = [name for name in names if row[name] == "1"]
            if 0 < len(kept) <= SEATS:
                valid += 1
                for name in kept:
                    votes[name] += 1
    return valid, tuple(votes.values())


def _counter(lists: list[list[int]]) -> tuple[int, tuple[int, ...]]:
    votes: Counter[int] = Counter()
    valid = 0
    for kept in lists:
        if 0 < len(kept) <= SEATS:
            valid += 1
            votes.update(kept)
    return valid, tuple(votes[name] for name in range(NAMES))


def _pandas(path: Path) -> tuple[int, tuple[int, ...]]:
    """As people write it, without a word about types."""
    import pandas as pd

    frame = pd.read_csv(path)
    kept = frame.sum(axis=1)
    good = frame[(kept > 0) & (kept <= SEATS)]
    return len(good), tuple(good.sum().tolist())


def _abcvoting(lists: list[list[int]]) -> Callable[[], Any]:
    """Approval voting over a profile made of sets; valid ballots only, since it knows no other."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    good = [kept for kept in lists if 0 < len(kept) <= SEATS]

    def run() -> Any:  # noqa: ANN401 - abcvoting has no types
        profile = Profile(NAMES)
        profile.add_voters(good)
        return abcrules.compute_av(profile, SEATS, resolute=False)

    return run


def _pabutools(lists: list[list[int]], times: int) -> Callable[[], Any]:
    """Its approval scores of a tenth of the pile, ten times over: the whole takes it too long."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Instance, Project

    projects = [Project(str(name), 1) for name in range(NAMES)]
    instance = Instance(projects, budget_limit=SEATS)

    def run() -> Any:  # noqa: ANN401 - pabutools has no types
        found = None
        for _ in range(times):
            ballots = [ApprovalBallot(projects[name] for name in kept) for kept in lists if 0 < len(kept) <= SEATS]
            profile = ApprovalProfile(ballots, instance=instance)
            found = [profile.approval_score(project) for project in projects]
        return found

    return run
