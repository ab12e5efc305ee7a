"""The flush before the answer, in a trace of system calls: no ballot is told as saved while its log is unflushed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.desk_faults.clerks import prepare
from tests.desk_faults.kills import CHECKOUT

_WRITTEN = re.compile(r"pwrite64\(\d+<[^>]*desk\.sqlite-wal>")
_FLUSHED = re.compile(r"(?:fsync|fdatasync)\(\d+<[^>]*desk\.sqlite-wal>")
_TOLD = re.compile(r'write\(1<[^>]*>, "saved ')
_UNFINISHED = "<unfinished ...>"


@dataclass(slots=True)
class Trace:
    """What a trace shows: ballots told, flushes, and those told while something written was not flushed."""

    told: int = 0
    flushes: int = 0
    unflushed: int = 0


def judge(trace: str) -> Trace:
    """Read a trace in the order of time. A flush counts when it returned, a write from when it began."""
    seen = Trace()
    dirty = False
    flushing: set[str] = set()
    for line in trace.splitlines():
        thread = line.split(maxsplit=1)[0]
        if _WRITTEN.search(line):
            dirty = True
        elif _FLUSHED.search(line) or ("resumed>" in line and thread in flushing):
            if _UNFINISHED in line:
                flushing.add(thread)
                continue
            flushing.discard(thread)
            seen.flushes += 1
            dirty = False
        elif _TOLD.search(line):
            seen.told += 1
            seen.unflushed += dirty
    return seen


def trace_flushes(path: Path) -> str:
    """Let one clerk type a bundle under ``strace``; raises ``AssertionError`` for a ballot told too early."""
    if shutil.which("strace") is None:
        return "not traced: strace is not installed"
    prepare(path / "box", 1, papers=50)
    out = path / "trace"
    calls = "trace=write,pwrite64,fsync,fdatasync"
    command = ["strace", "-f", "-y", "-o", str(out), "-e", calls]
    command += [sys.executable, "-m", "tests.desk_faults.clerks", str(path / "box"), "1", "1"]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    seen = judge(out.read_text(encoding="utf-8", errors="replace"))
    assert seen.told == 50, f"{seen.told} ballots told"
    assert seen.unflushed == 0, f"{seen.unflushed} ballots told before they were flushed"
    assert seen.flushes >= seen.told, f"{seen.flushes} flushes"
    return f"{seen.told} ballots told, {seen.flushes} flushes of the log, none told before its flush returned"
