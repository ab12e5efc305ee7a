"""Checking slates: a long list under many provisions against reading its workbook; a province of lists in one go."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook

from rules.check_many import check_each
from rules.check_run import check_path
from rules.congress_file import read_congress
from rules.pack_file import PackShelf
from rules.regulation_file import rules_for
from rules.slate_file import read_slate
from tests.benchmarks.measure import Goal, Run
from tests.rules.report_builders import HEADINGS, SAID, rows_of, write_folder

NAME = "slates"
UNIT = "s"
GOALS = (
    Goal(name="300 names under 60 provisions", subject="check", reference="read", limit=1.5),
    Goal(name="the same, processor time", subject="check, CPU", reference="read, CPU", limit=1.5),
    Goal(name="500 slates a second after start-up", subject="province", reference="500 a second", limit=1),
    Goal(name="the same, processor time over the cores", subject="province, CPU", reference="500 a second", limit=1),
)
_A_SECOND = 500
_PROVISIONS = 60
_ROUNDS = 9
_PROVINCES = 3
_FEW, _MANY = 500, 2500  # what the many cost beyond the few is their cost after start-up


def measured(folder: Path, *, short: bool) -> Mapping[str, float]:
    """A workbook of 300 names read and checked; many folders of 21 names, which is a commune's list, checked.

    Beside the time on the clock stands the processor's, which other work on the machine does not lengthen.
    """
    names, few, many = (30, 5, 20) if short else (300, _FEW, _MANY)
    book = _workbook(folder, names)
    shelf = PackShelf()
    folders = tuple(write_folder(folder / f"{at:05d}", 21, complete=True) for at in range(many))
    alone = _medians(
        {
            "read": lambda: read_slate(book, shown=book.name),
            "check": lambda: check_path(book.parent, SAID, shelf),
        },
        1 if short else _ROUNDS,
    )
    province = _medians(
        {
            "few": lambda: list(check_each(folders[:few], SAID, "vi")),
            "many": lambda: list(check_each(folders, SAID, "vi")),
        },
        1 if short else _PROVINCES,
    )
    return {
        **alone,
        "province": province["many"] - province["few"],
        "province, CPU": (province["many, CPU"] - province["few, CPU"]) / (os.cpu_count() or 1),
        "500 a second": (many - few) / _A_SECOND,
    }


def _medians(variants: Mapping[str, Run], rounds: int) -> dict[str, float]:
    """Median seconds of each variant by the clock, and of the processor (its children too) as ``name, CPU``."""
    times: dict[str, list[float]] = {}
    for run in variants.values():  # a first round warms file caches and is not counted
        run()
    for _ in range(rounds):
        for name, run in variants.items():
            start, busy = time.perf_counter(), _busy()
            run()
            times.setdefault(name, []).append(time.perf_counter() - start)
            times.setdefault(f"{name}, CPU", []).append(_busy() - busy)
    return {name: statistics.median(each) for name, each in times.items()}


def _busy() -> float:
    """Seconds the processor has worked for this process and for its children that have ended."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


def _workbook(folder: Path, names: int) -> Path:
    """A congress whose slate is a workbook, with provisions of its own until there are sixty for its list."""
    write_folder(folder / "long", names, complete=True)
    path = folder / "long" / "slate-bch.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([HEADINGS, *rows_of(names, complete=True)]):
            sheet.write_row(row, 0, cells)
    congress = folder / "long" / "congress.toml"
    text = congress.read_text(encoding="utf-8").replace("slate-bch.csv", path.name)
    congress.write_text(text, encoding="utf-8")
    missing = _PROVISIONS - _asked(congress.parent)
    text += "".join(_LOCAL.format(number=number) for number in range(missing))
    congress.write_text(text, encoding="utf-8")
    return path


def _asked(folder: Path) -> int:
    """How many provisions a check of the list asks already."""
    congress = read_congress(folder).congress
    if congress is None:
        raise ValueError(f"no congress: {folder}")
    asked = ("composition.", "surplus.", "size.", "eligibility.")
    return sum(each.parameter.startswith(asked) for each in rules_for(congress).provisions)


_LOCAL = """
[[local]]
parameter = "local"
title = "Người có chức vụ mã số {number}"
column = "Chức vụ hiện nay"
contains = ["số {number}"]
at_most = "{number}%"
of = "list"
force = "target"
source = "Kế hoạch thử, mục {number}"
"""
