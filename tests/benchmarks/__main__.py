"""``python -m tests.benchmarks [--short] [NAME…]``: runs the benchmarks in one go and prints the table of ratios."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import slates, startup
from tests.benchmarks.measure import Line, lines, medians

BENCHMARKS = (startup, slates)


def main() -> int:
    """Run what is asked for; the exit code says nothing about speed, only whether everything ran."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(each.NAME for each in BENCHMARKS))
    parser.add_argument("--short", action="store_true", help="small sizes: shows that everything runs, not how fast")
    asked = parser.parse_args()
    print(f"{platform.machine()}, {platform.python_implementation()} {platform.python_version()}\n")
    print("| benchmark | measured | against | ratio | goal | reached |")
    print("|---|---|---|---|---|---|")
    for each in BENCHMARKS:
        if asked.names and each.NAME not in asked.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            seconds = medians(each.variants(Path(folder), short=asked.short), 1 if asked.short else each.REPEATS)
        for line in lines(each.GOALS, seconds):
            print(_row(line))
    return 0


def _row(line: Line) -> str:
    goal = line.goal
    sign = "≥" if goal.at_least else "≤"
    return (
        f"| {goal.name} | {goal.subject} {line.subject_seconds * 1000:.1f} ms "
        f"| {goal.reference} {line.reference_seconds * 1000:.1f} ms "
        f"| {line.ratio:.2f} | {sign} {goal.limit:g} | {'yes' if line.reached else 'no'} |"
    )


if __name__ == "__main__":
    sys.exit(main())
