"""Checking slates: a long list under many provisions against reading its workbook; a province of lists in one go."""

from __future__ import annotations

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
REPEATS = 3
_A_SECOND = 500
GOALS = (
    Goal(name="300 names under 60 provisions", subject="check", reference="read", limit=1.5),
    Goal(name="500 slates a second after start-up", subject="province", reference="500 a second", limit=1),
)
_PROVISIONS = 60
_FOLDERS = 2000


def variants(folder: Path, *, short: bool) -> Mapping[str, Run]:
    """A workbook of 300 names read and checked; many folders of 21 names, which is a commune's list, checked."""
    names, folders = (30, 20) if short else (300, _FOLDERS)
    book = _workbook(folder, names)
    shelf = PackShelf()
    province = tuple(write_folder(folder / f"{at:05d}", 21, complete=True) for at in range(folders))
    return {
        "read": lambda: read_slate(book, shown=book.name),
        "check": lambda: check_path(book.parent, SAID, shelf),
        "province": lambda: list(check_each(province, SAID, "vi")),
        "500 a second": lambda: time.sleep(folders / _A_SECOND),
    }


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
