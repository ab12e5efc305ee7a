"""A full disk, as the system makes one: the files of the desk may not grow beyond a limit, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.desk_faults.clerks import prepare
from tests.desk_faults.kills import CHECKOUT, Seen, check

_LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["clerks", *sys.argv[2:]]
runpy.run_module("tests.desk_faults.clerks", run_name="__main__")
"""


def fill(path: Path) -> str:
    """Type until the files are full; what was acknowledged before is there, and the clerks were told in words."""
    box = path / "box"
    prepare(box, 1)
    limit = max(each.stat().st_size for each in box.glob("desk.sqlite*")) + 300_000
    command = [sys.executable, "-c", _LIMITED, str(limit), str(box), "1"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert "StoreError" in done.stderr, done.stderr
    assert "store.disk_full" in done.stderr or "store.disk_failed" in done.stderr, done.stderr
    seen = Seen()
    for line in done.stdout.splitlines()[1:]:
        _, bundle, entry, ballot, sequence = line.split()
        seen.saved[int(bundle), int(entry), int(ballot)] = int(sequence)
    assert seen.saved, "nothing was saved before the limit"
    lines = check(box, seen)
    return f"files limited to {limit} bytes: {len(seen.saved)} ballots acknowledged, all there ({lines} lines)"
