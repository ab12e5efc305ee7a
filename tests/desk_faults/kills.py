"""The desk killed at random moments under load: every acknowledged ballot is there, once, and the chain is whole."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tally.desk.acts import BallotEntered
from tally.desk.store import Store
from tally.desk.written import Written, read
from tests.desk_faults.clerks import prepare, typed

CHECKOUT = Path(__file__).parents[2]
CLERKS = 8
BOXES = 20
"""Kills on one store; then a new one, so that opening does not take ever longer."""


@dataclass(slots=True)
class Seen:
    """What was told to clerks: every ballot with the line of the log that it is."""

    saved: dict[tuple[int, int, int], int] = field(default_factory=dict)
    told: int = 0
    torn: int = 0


def kill_often(path: Path, times: int, seed: int) -> str:
    """Kill it so often; ``AssertionError`` at the first thing lost or doubled. Returns what was seen, in words."""
    draws = random.Random(seed)  # noqa: S311 - moments, no secrets
    in_all = again = lines = 0
    seen = Seen()
    for number in range(times):
        box = path / f"box-{number // BOXES}"
        if number % BOXES == 0:
            if box.parent.exists() and number:
                shutil.rmtree(path / f"box-{number // BOXES - 1}")
            prepare(box, CLERKS)
            seen = Seen()
        before = len(seen.saved)
        _run_and_kill(box, draws.uniform(0.0, 0.8), seen)
        again += seen.told - (len(seen.saved) - before)
        in_all += len(seen.saved) - before
        lines = check(box, seen)
    return (
        f"{times} kills: {in_all} ballots were acknowledged, {again} of them again after a kill; "
        f"all are there, once; the chain is whole ({lines} lines in the last store)"
    )


def check(box: Path, seen: Seen) -> int:
    """Hold the store to what was told; returns how many lines it has."""
    store = Store(f"sqlite:///{box / 'desk.sqlite'}")
    try:
        lines = list(read(store.lines()))
    finally:
        store.close()
    entered = [(line, line.act) for line in lines if isinstance(line.act, BallotEntered)]
    times = Counter((act.bundle, act.entry, act.ballot) for _, act in entered)
    assert set(times.values()) <= {1}, "a ballot stands there twice"
    for place, sequence in seen.saved.items():
        _check_line(lines[sequence - 1], place)
    return len(lines)


def _check_line(line: Written, place: tuple[int, int, int]) -> None:
    act = line.act
    assert isinstance(act, BallotEntered), f"acknowledged and lost: {place}"
    assert (act.bundle, act.entry, act.ballot) == place, f"acknowledged as another: {place}"
    assert act.typed == typed(act.ballot), f"saved with other marks: {place}"


def _run_and_kill(box: Path, seconds: float, seen: Seen) -> None:
    command = [sys.executable, "-m", "tests.desk_faults.clerks", str(box), str(CLERKS)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        assert first == b"open\n", process.stderr.read().decode()
        time.sleep(seconds)
        assert process.poll() is None, process.stderr.read().decode()
        process.kill()
        out = process.stdout.read()
    seen.told = 0
    for line in out.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            seen.torn += 1  # killed while telling: nobody was told
            continue
        _, bundle, entry, ballot, sequence = line.split()
        place = (int(bundle), int(entry), int(ballot))
        assert seen.saved.setdefault(place, int(sequence)) == int(sequence), f"saved twice: {place}"
        seen.told += 1
