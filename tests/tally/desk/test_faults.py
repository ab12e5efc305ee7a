"""The desk's faults in short; ``python -m tests.desk_faults`` has them at full length."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.desk_faults.cuts import cut_everywhere
from tests.desk_faults.flushes import Trace, judge, trace_flushes
from tests.desk_faults.full import fill
from tests.desk_faults.kills import kill_often

WAL = "9</box/desk.sqlite-wal>"


def test_a_desk_killed_while_clerks_type_has_every_acknowledged_ballot_once(tmp_path: Path) -> None:
    assert "all are there, once" in kill_often(tmp_path, 3, seed=20200315)


def test_a_log_cut_short_is_the_beginning_of_what_was_told(tmp_path: Path) -> None:
    assert "always the first so many" in cut_everywhere(tmp_path, 1499)


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    assert "all there" in fill(tmp_path)


def test_no_ballot_is_told_before_its_flush_returned(tmp_path: Path) -> None:
    """Where the system can be traced; the settings the flush hangs on are held by ``test_store`` everywhere."""
    told = trace_flushes(tmp_path)
    assert ("none told before" in told) == (shutil.which("strace") is not None)


def test_a_trace_in_order_is_judged_sound() -> None:
    trace = f'1 pwrite64({WAL}, "x", 4) = 4\n1 fdatasync({WAL}) = 0\n2 write(1<pipe:[1]>, "saved 1 1 1 9\\n", 9) = 9\n'
    assert judge(trace) == Trace(told=1, flushes=1, unflushed=0)


def test_a_ballot_told_before_the_flush_returned_is_seen() -> None:
    begun = f'1 pwrite64({WAL}, "x", 4) = 4\n1 fdatasync({WAL} <unfinished ...>\n'
    told = '2 write(1<pipe:[1]>, "saved 1 1 1 9\\n", 9) = 9\n'
    ended = "1 <... fdatasync resumed>) = 0\n"
    assert judge(begun + told + ended).unflushed == 1
    assert judge(begun + ended + told).unflushed == 0
    assert judge(f'1 pwrite64({WAL}, "x", 4) = 4\n{told}').unflushed == 1
