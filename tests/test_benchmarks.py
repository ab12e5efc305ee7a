"""The benchmarks run, and every variant comes to the same numbers; how fast they are is not asked here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.measure import Goal, lines, medians

CHECKOUT = Path(__file__).parents[1]


@pytest.mark.parametrize("names", [["parquet", "wide", "growth", "papers"], ["memory", "kernels", "peers", "many"]])
def test_the_benchmarks_run(names: list[str]) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--short", *names]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) > 2 * len(names)
    assert all(row.count("|") == 7 for row in rows)


def test_the_quickest_of_several_references_is_meant() -> None:
    goals = (
        Goal(name="a", subject="ours", reference=("slow", "quick", "missing"), limit=2, at_least=True),
        Goal(name="b", subject="ours", reference="quick", limit=0.4),
        Goal(name="c", subject="ours", reference="missing", limit=1),
        Goal(name="d", subject="slow", reference="quick", limit=None),
    )
    found = lines(goals, {"ours": 1.0, "slow": 9.0, "quick": 3.0})
    assert [(line.against, line.ratio, line.reached) for line in found] == [
        ("quick", 3.0, True),
        ("quick", 1 / 3, True),
        ("quick", 3.0, None),
    ]


def test_every_variant_runs_once_to_warm_up_and_then_as_often_as_asked() -> None:
    runs: list[str] = []
    found = medians({"a": lambda: runs.append("a"), "b": lambda: runs.append("b")}, 3)
    assert runs == ["a", "b"] * 4
    assert found.keys() == {"a", "b"}
