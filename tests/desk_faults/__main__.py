"""``python -m tests.desk_faults [--short] [NAME…]``: the desk's faults at full length, in minutes."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.desk_faults.cuts import cut_everywhere
from tests.desk_faults.flushes import trace_flushes
from tests.desk_faults.full import fill
from tests.desk_faults.kills import kill_often


def main() -> int:
    """Run what is asked for; ends with a traceback at the first thing lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.desk_faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="kills, cuts, flushes, full; all if none is named")
    parser.add_argument("--short", action="store_true", help="a few kills and cuts: shows that everything runs")
    parser.add_argument("--seed", type=int, default=None, help="of the moments of the kills, to have them again")
    asked = parser.parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    faults: Mapping[str, Callable[[Path], str]] = {
        "kills": lambda path: f"seed {seed}; {kill_often(path, 3 if asked.short else 200, seed)}",
        "cuts": lambda path: cut_everywhere(path, 997 if asked.short else 1),
        "flushes": trace_flushes,
        "full": fill,
    }
    for name, run in faults.items():
        if asked.names and name not in asked.names:
            continue
        with tempfile.TemporaryDirectory() as path:
            start = time.perf_counter()
            told = run(Path(path))
            print(f"{name}: {told}; {time.perf_counter() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
