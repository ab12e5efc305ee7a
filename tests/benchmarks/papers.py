"""All papers of a contest in one go, after start-up: the goal is a second, of which nothing else may be a part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from rules.messages import Translator
from tally.count_record import CountRecord, count_head
from tally.papers.issue_file import NONE_MADE
from tally.papers.making import make, versions_now
from tests.benchmarks.measure import Goal, medians

NAME = "papers"
UNIT = "s"
GOALS = (
    Goal(name="all papers of a contest: 44 names, 248 ballots", subject="district", reference="second", limit=1),
    Goal(name="all papers of a contest: 90 names, 998 ballots", subject="most names", reference="second", limit=1),
)
_SAMPLE = Path(__file__).parents[2] / "samples" / "huyen-2020"
_REPEATS = 7


def measured(folder: Path, *, short: bool) -> Mapping[str, float]:
    """Seconds a contest, beside the second they may take."""
    district, most = count_head(_SAMPLE), count_head(_most_names(folder))
    runs = {"district": partial(_make, district), "most names": partial(_make, most)}
    return {"second": 1.0, **medians(runs, 1 if short else _REPEATS)}


def _make(record: CountRecord) -> None:
    contest = record.counted.result.contests[0].contest.id
    versions = versions_now(record, NONE_MADE, contests=(contest,))
    make(record, versions, Translator("vi"), contests=(contest,))


def _most_names(folder: Path) -> Path:
    """A congress with as many names as any has, most of them elected."""
    names, ballots = 90, 998
    toml = (_SAMPLE / "congress.toml").read_text(encoding="utf-8")
    head, _, _ = toml.partition("[[contest]]")
    contest = (
        f'[[contest]]\nid = "bch"\noffice = "executive_committee"\nseats = 71\nslate = "slate.csv"\n'
        f'form = "strike_out"\nballots = {{ file = "ballots.csv", issued = {ballots}, returned = {ballots} }}\n'
    )
    head = head.replace("summoned = 250", f"summoned = {ballots + 2}").replace("present = 248", f"present = {ballots}")
    slate = "".join(
        f"{number},Nguyễn Thị Hoàng Phương Thảo {number},{1960 + number % 30}\n" for number in range(1, names + 1)
    )
    struck = "72-90"
    texts = {
        "congress.toml": head + contest,
        "slate.csv": f"number,name,born\n{slate}",
        "ballots.csv": "ballot,struck\n" + "".join(f"{number},{struck}\n" for number in range(1, ballots + 1)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
