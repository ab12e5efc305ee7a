"""Goal 2, second half: how much memory a process has at most that counts a wide CSV file, whatever its size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.measure import Goal
from tests.benchmarks.piles import SHORT, write_wide

NAME = "memory"
UNIT = "MiB"
GOALS = (
    Goal(name="wide CSV, 1 M × 30, most memory", subject="1 M", reference="bound", limit=1),
    Goal(name="wide CSV, 10 M × 30, most memory", subject="10 M", reference="bound", limit=1),
    Goal(name="numbers out of order, 1 M × 30, most memory", subject="out of order", reference="bound", limit=1),
)
_PROGRAM = """
import sys
from pathlib import Path
from tests.benchmarks.piles import count_file
count_file(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], digest=True)
told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
print(told.split()[0])
"""


def measured(folder: Path, *, short: bool) -> Mapping[str, float]:
    """The kernel's account of the process's largest size, in MiB; only Linux has it so."""
    if not Path("/proc/self/status").exists():
        return {}
    found = {"bound": 100.0}
    sizes = {"1 M": SHORT} if short else {"1 M": 1_000_000, "10 M": 10_000_000}
    for name, ballots in sizes.items():
        write_wide(folder / "wide.csv", ballots, numbered=False)
        found[name] = _most(folder, ballots, "wide.csv")
    ballots = sizes["1 M"]
    write_wide(folder / "numbered.csv", ballots, numbered=True)
    header, *lines = (folder / "numbered.csv").read_bytes().splitlines(keepends=True)
    (folder / "turned.csv").write_bytes(b"".join([header, *reversed(lines)]))
    del lines
    found["out of order"] = _most(folder, ballots, "turned.csv")
    return found


def _most(folder: Path, ballots: int, file: str) -> float:
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(ballots), file]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return int(done.stdout) / 1024
