"""An evening at the desk for tests: a small congress, people who join, bundles that are entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from tally.desk.desk import Desk
from tally.desk.requests import (
    Advance,
    EnterAccount,
    EnterBallot,
    FinishBundle,
    MakeBundles,
    TakeBundle,
)
from tally.desk.roles import PHASES, Phase, Role
from tests.tally import folders

CHAIR, FIRST, SECOND, THIRD = "Lương Ngọc Bính", "Cầm Thị Doan", "Đào Xuân Giáp", "Hờ A Khua"

NO_BALLOTS = """
[[contest]]
id = "bch"
office = "executive_committee"
seats = 3
slate = "slate-bch.csv" # bốn người
form = "strike_out"

# Sau đó bầu bí thư.
[[contest]]
id = "bi-thu"
office = "secretary"
seats = 1
slate = "slate-bi-thu.csv"
form = "agree_disagree"
"""

STRIKES = {1: "4", 2: "4", 3: "4", 4: "4", 5: "4", 6: "4", 7: "34", 8: "2-4", 9: "-", 10: "34"}
"""As ``tests.tally.folders`` has them as a file."""

AGREED = dict.fromkeys(range(1, 10), "-") | {10: "1"}


def clock(start: datetime = datetime(2020, 3, 15, 14, 0, tzinfo=UTC)) -> Iterator[datetime]:
    """A second more at each look."""
    return (start + timedelta(seconds=seconds) for seconds in count())


def folder(path: Path, toml: str = folders.HEAD + NO_BALLOTS) -> Path:
    """A congress folder without ballots."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "congress.toml").write_text(toml, encoding="utf-8")
    (path / "slate-bch.csv").write_text(folders.SLATE, encoding="utf-8")
    (path / "slate-bi-thu.csv").write_text(folders.ONE_NAME, encoding="utf-8")
    return path


@dataclass(slots=True)
class Evening:
    """A desk with a chair and three clerks; every step waits until it is on disk."""

    desk: Desk
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, path: Path, toml: str = folders.HEAD + NO_BALLOTS, db: str | None = None) -> Evening:
        """Open a desk on a new folder and let everybody join."""
        times = clock()
        evening = cls(Desk.open(folder(path, toml), clock=lambda: next(times), machine="máy 1", db=db))
        evening.everybody_joins()
        return evening

    def everybody_joins(self) -> None:
        """A code for each role, and the people."""
        chair, clerk = (self.desk.make_code(role) for role in (Role.CHAIR, Role.CLERK))
        for name, code in ((CHAIR, chair), (FIRST, clerk), (SECOND, clerk), (THIRD, clerk)):
            self.tokens[name] = self.desk.join(code, name).token

    def advance(self, contest: str, to: Phase, reason: str = "") -> None:
        """Go on phase by phase."""
        while (now := self.desk.state.contests[contest].phase) is not to:
            following = PHASES[PHASES.index(now) + 1]
            self.desk.do(Advance(contest=contest, to=following.value, reason=reason), CHAIR)

    def open_box(self, contest: str, papers: int = 10) -> None:
        """Skip the rehearsal, make the zero report, enter the account, make the bundles."""
        self.advance(contest, Phase.COUNT, reason="đã tập dượt buổi sáng")
        self.desk.do(
            EnterAccount(
                contest=contest,
                summoned=11,
                present=10,
                excluded={"absent_with_reason": 1},
                issued=papers,
                returned=papers,
            ),
            CHAIR,
        )
        self.desk.do(MakeBundles(contest=contest, rehearsal=False, papers=papers), CHAIR)

    def type_bundle(  # noqa: PLR0913 - what differs between tests
        self,
        contest: str,
        person: str,
        papers: Mapping[int, str],
        bundle: int = 1,
        *,
        rehearsal: bool = False,
        finish: bool = True,
    ) -> int:
        """Take a bundle, type its papers, finish it; returns which entry it was."""
        self.desk.do(TakeBundle(contest=contest, rehearsal=rehearsal, bundle=bundle), person)
        pile = self.desk.state.contests[contest].pile(rehearsal=rehearsal)
        entry = next(each.number for each in pile.bundles[bundle].entries if each.holder == person)
        for number, typed in papers.items():
            self.desk.do(
                EnterBallot(
                    contest=contest, rehearsal=rehearsal, bundle=bundle, entry=entry, ballot=number, typed=typed
                ),
                person,
            )
        if finish:
            self.desk.do(
                FinishBundle(contest=contest, rehearsal=rehearsal, bundle=bundle, entry=entry, papers=len(papers)),
                person,
            )
        return entry
