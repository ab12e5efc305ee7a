"""``python -m tests.benchmarks [--short] [NAME…]``: runs the benchmarks in one go and prints the table of ratios."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from tests.benchmarks import (
    ballots,
    desk,
    desk_pages,
    growth,
    kernels,
    many_contests,
    memory,
    papers,
    parquet,
    peers,
    slates,
    startup,
    wide,
)
from tests.benchmarks.measure import Line, lines, medians
from tests.benchmarks.piles import left_out

BENCHMARKS = (
    startup,
    desk,
    desk_pages,
    slates,
    papers,
    ballots,
    parquet,
    wide,
    memory,
    kernels,
    peers,
    many_contests,
    growth,
)
PEERS = {
    "abcvoting": "abcvoting",
    "votekit": "VoteKit",
    "pref_voting": "pref_voting",
    "pabutools": "pabutools",
    "polars": "polars",
    "duckdb": "DuckDB",
    "pyarrow": "pyarrow",
    "numba": "numba",
}


def main() -> int:
    """Run what is asked for; the exit code says nothing about speed, only whether everything ran."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(each.NAME for each in BENCHMARKS))
    parser.add_argument("--short", action="store_true", help="small sizes: shows that everything runs, not how fast")
    parser.add_argument("--huge", action="store_true", help="growth up to 100 million ballots (6 GB on disk)")
    parser.add_argument("--votekit", metavar="PYTHON", help="a Python that has VoteKit, whose numba is not ours")
    asked = parser.parse_args()
    growth.HUGE, peers.VOTEKIT = asked.huge, asked.votekit
    print(f"{machine()}\n")
    here = {package: name for package, name in PEERS.items() if package != "votekit" or asked.votekit is None}
    if missing := left_out(here):
        print(f"Left out, not installed: {', '.join(missing)}.\n")
    print("| benchmark | measured | against | ratio | goal | reached |")
    print("|---|---|---|---|---|---|")
    for each in BENCHMARKS:
        if not asked.names or each.NAME in asked.names:
            for line in _run(each, short=asked.short):
                print(_row(line, each.UNIT), flush=True)
    return 0


def machine() -> str:
    """What it ran on, in words for a README: no name of a host."""
    cpu = platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        models = [line.partition(":")[2].strip() for line in told.read_text().splitlines() if "model name" in line]
        cpu = f"{models[0]} ({cpu})" if models else cpu
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("numpy", "pandas", "pyarrow", "polars", "duckdb", "numba", "abcvoting", "pabutools", "pref_voting")
        if not left_out({name: name})
    )
    return f"{cpu}, {os.cpu_count()} cores; {platform.python_implementation()} {platform.python_version()}, {versions}"


def _run(benchmark: ModuleType, *, short: bool) -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if hasattr(benchmark, "measured"):
            return lines(benchmark.GOALS, benchmark.measured(folder, short=short))
        return lines(
            benchmark.GOALS, medians(benchmark.variants(folder, short=short), 1 if short else benchmark.REPEATS)
        )


def _row(line: Line, unit: str) -> str:
    goal = line.goal
    wanted = "" if goal.limit is None else f"{'≥' if goal.at_least else '≤'} {goal.limit:g}"
    reached = {None: "", True: "yes", False: "**no**"}[line.reached]
    return (
        f"| {goal.name} | {goal.subject} {_value(line.subject, unit)} | {line.against} {_value(line.reference, unit)} "
        f"| {line.ratio:.2f} | {wanted} | {reached} |"
    )


def _value(number: float, unit: str) -> str:
    return f"{number * 1000:.4g} ms" if unit == "s" else f"{number:.4g} {unit}"


if __name__ == "__main__":
    sys.exit(main())
