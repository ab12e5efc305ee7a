"""``python -m tests.fuzz [--seconds N] [--seed N] [READER…]``: breaks files for every reader, then the hostile ones.

A file that a reader does not end in words for is kept in the folder named at the end; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.hostile import HOSTILE, run
from tests.fuzz.mutation import broken
from tests.fuzz.readers import Reader, readers

SLOW = 5
"""Seconds after which reading a small file counts as a hang."""


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="READER", help=", ".join([*readers(), "hostile"]))
    parser.add_argument("--seconds", type=int, default=20, help="for each reader (20)")
    parser.add_argument("--seed", type=int, default=1, help="the first broken file is made from (1)")
    asked = parser.parse_args()
    kept = Path(tempfile.mkdtemp(prefix="kiemphieu-fuzz-"))
    failed = 0
    for name, reader in readers().items():
        if not asked.names or name in asked.names:
            failed += _fuzz(reader, asked.seconds, asked.seed, kept)
    if not asked.names or "hostile" in asked.names:
        failed += sum(_hostile(name) for name in HOSTILE)
    print(f"{failed} problems" + (f"; the files are in {kept}" if failed else ""))
    if not failed:
        kept.rmdir()
    return bool(failed)


def _fuzz(reader: Reader, seconds: int, first: int, kept: Path) -> int:
    """Break files for some seconds; how many were not ended in words."""
    failed, seed, slowest, start = 0, first, 0.0, time.monotonic()
    while time.monotonic() - start < seconds:
        ending, content = reader.seeds[seed % len(reader.seeds)]
        made = broken(content, seed, 1 + seed % 16)
        before = time.monotonic()
        problem = reader.survives(made, ending)
        took = time.monotonic() - before
        slowest = max(slowest, took)
        if problem is None and took > SLOW:
            problem = f"{took:.1f} s"
        if problem is not None:
            failed += 1
            path = kept / f"{reader.name.replace(' ', '-')}-{seed}{ending}"
            path.write_bytes(made)
            print(f"  {path.name}: {problem}")
        seed += 1
    print(f"{reader.name}: {seed - first} files, {failed} problems, slowest {slowest * 1000:.0f} ms", flush=True)
    return failed


def _hostile(name: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = run(HOSTILE[name], Path(folder))
    told = f"exit code {found.code}, {found.seconds:.1f} s, {found.mebibytes} MiB"
    print(f"{name}: {told}" + (f" — {found.problem}" if found.problem else ""), flush=True)
    return found.problem is not None


if __name__ == "__main__":
    sys.exit(main())
