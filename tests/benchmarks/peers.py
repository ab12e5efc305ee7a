"""Goal 4: against programs of the field and the scripts people write, each from the input that suits it best."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.measure import Goal, Part, Run
from tests.benchmarks.piles import NAMES, SEATS, SHORT, check, count_file, installed, tables, write_wide

VOTEKIT: str | None = None
"""A Python that has VoteKit, which cannot be installed beside the rest."""

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
    Goal(name="against pref_voting", subject="ours", reference="pref_voting", limit=None, at_least=True),
    Goal(name="against VoteKit", subject="ours", reference="VoteKit", limit=None, at_least=True),
    Goal(name="against a Counter over lists in memory", subject="ours", reference="Counter", limit=None, at_least=True),
)


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """Ours from the wide file; the libraries and Counter from lists in memory, the scripts from the file."""
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
        found["abcvoting"] = _abcvoting(_votes_of(lists))
    if installed("pabutools"):
        found["pabutools"] = Part(_pabutools(_votes_of(lists[: few // 10])), 10)
    if installed("pref_voting", "seaborn"):
        found["pref_voting"] = Part(_pref_voting(_votes_of(lists[: few // 100])), 100)
    if VOTEKIT is not None:
        found["VoteKit"] = Part(_votekit(VOTEKIT, _votes_of(lists[: few // 100]), folder), 100)
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


@dataclass(frozen=True, slots=True)
class _Valid:
    """The valid ballots of a pile, all that a library of approval voting knows, and the votes they come to."""

    ballots: list[list[int]]
    votes: list[int]


def _votes_of(lists: list[list[int]]) -> _Valid:
    ballots = [kept for kept in lists if 0 < len(kept) <= SEATS]
    votes = Counter(name for kept in ballots for name in kept)
    return _Valid(ballots, [votes[name] for name in range(NAMES)])


def _same(found: list[int], pile: _Valid) -> list[int]:
    if found != pile.votes:
        raise AssertionError(f"{found} != {pile.votes}")
    return found


def _abcvoting(pile: _Valid) -> Run:
    """Approval voting over a profile made of sets."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    best = sorted(range(NAMES), key=lambda name: (-pile.votes[name], name))[:SEATS]

    def run() -> object:
        profile = Profile(NAMES)
        profile.add_voters(pile.ballots)
        committees = abcrules.compute_av(profile, SEATS, resolute=False)
        if set(best) not in [set(each) for each in committees]:
            raise AssertionError(f"{best} is not among {committees}")
        return committees

    return run


def _pabutools(pile: _Valid) -> Run:
    """Its approval scores."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Instance, Project

    projects = [Project(str(name), 1) for name in range(NAMES)]
    instance = Instance(projects, budget_limit=SEATS)

    def run() -> object:
        ballots = [ApprovalBallot(projects[name] for name in kept) for kept in pile.ballots]
        profile = ApprovalProfile(ballots, instance=instance)
        return _same([int(profile.approval_score(project)) for project in projects], pile)

    return run


def _pref_voting(pile: _Valid) -> Run:
    """The sums of a profile of the grades 0 and 1, which is how it knows approval."""
    from pref_voting.grade_profiles import GradeProfile

    def run() -> object:
        grades = [dict.fromkeys(range(NAMES), 0) | dict.fromkeys(kept, 1) for kept in pile.ballots]
        profile = GradeProfile(grades, [0, 1], candidates=list(range(NAMES)))
        return _same([int(profile.sum(name)) for name in range(NAMES)], pile)

    return run


def _votekit(python: str, pile: _Valid, folder: Path) -> Run:
    """Approval voting of score ballots, in a process that is already running when it is asked."""
    path = folder / "valid.json"
    path.write_text(json.dumps(pile.ballots), encoding="utf-8")
    process = subprocess.Popen(
        [python, str(Path(__file__).with_name("votekit_peer.py")), str(path), str(NAMES), str(SEATS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    asked, told = process.stdin, process.stdout
    if asked is None or told is None or not told.readline():
        raise RuntimeError(f"no VoteKit under {python}")

    def run() -> object:
        asked.write("count\n")
        asked.flush()
        return _same(json.loads(told.readline()), pile)

    return run
