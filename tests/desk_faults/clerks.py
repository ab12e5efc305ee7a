"""``python -m tests.desk_faults.clerks FOLDER CLERKS [BUNDLES]``: clerks who type as fast as they can.

They go on until somebody kills them. Each saved ballot is told on the standard output, one line a ballot, after the
desk said that it is saved. Opened again on the same folder they go on where they were; every ballot has one key for
ever, so sending again saves nothing twice.
"""

from __future__ import annotations

import os
import sys
import threading
from itertools import count
from pathlib import Path

from tally.desk.desk import Desk
from tally.desk.refusal import RefusedError
from tally.desk.requests import Advance, EnterAccount, EnterBallot, FinishBundle, Join, MakeBundles, TakeBundle
from tally.desk.roles import PHASES, Phase
from tally.desk.state import Bundle
from tests.tally.desk.evening import CHAIR, folder

PAPERS = 20_000
NAMES = 63

CONGRESS = """format = "kiemphieu-congress/1"

[congress]
name = "Đại hội"
body = "Đảng bộ"
level = "district"
kind = "delegates"
opens = 2020-03-15

[[contest]]
id = "bch"
office = "executive_committee"
seats = 55
slate = "slate-63.csv"
form = "strike_out"
"""


def prepare(path: Path, clerks: int, papers: int = PAPERS) -> None:
    """A congress with a box of papers in bundles, and the people."""
    folder(path, CONGRESS)
    rows = [f"{number},Nguyễn Văn {chr(65 + number % 26)}{number},1970" for number in range(1, NAMES + 1)]
    (path / "slate-63.csv").write_text("number,name,born\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with Desk.open(path) as desk:
        desk.do(Join(person=CHAIR, role="chair"), "")
        for number in range(clerks):
            desk.do(Join(person=clerk(number), role="clerk"), "")
        for phase in PHASES[1 : PHASES.index(Phase.COUNT) + 1]:
            desk.do(Advance(contest="bch", to=phase.value, reason="thử"), CHAIR)
        desk.do(EnterAccount(contest="bch", summoned=papers, present=papers, issued=papers, returned=papers), CHAIR)
        desk.do(MakeBundles(contest="bch", rehearsal=False, papers=papers), CHAIR)


def clerk(number: int) -> str:
    """The name of a clerk."""
    return f"Người nhập {number + 1}"


def typed(ballot: int) -> str:
    """What is on a paper: another for every number."""
    return "".join(f"{name:02d}" for name in sorted({1 + (ballot * step) % NAMES for step in range(3, 12)}))


def key(bundle: int, entry: int, ballot: int) -> str:
    """The one key of a ballot."""
    return f"{bundle}-{entry}-{ballot}"


def type_on(desk: Desk, person: str, most: int) -> None:
    """Go on with the bundle in one's hands, or take the next."""
    for done in count():
        if done >= most:
            return
        bundle, entry = _in_hand(desk, person) or _taken(desk, person)
        if bundle is None:
            return
        for ballot in range(bundle.first, bundle.last + 1):
            request = EnterBallot(
                contest="bch", rehearsal=False, bundle=bundle.number, entry=entry, ballot=ballot, typed=typed(ballot)
            )
            # Sent again what was sent before the last kill: it is saved once, and told again.
            outcome = desk.do(request, person, key(bundle.number, entry, ballot))
            os.write(1, f"saved {bundle.number} {entry} {ballot} {outcome.first}\n".encode())
        desk.do(
            FinishBundle(contest="bch", rehearsal=False, bundle=bundle.number, entry=entry, papers=bundle.papers),
            person,
        )


def _in_hand(desk: Desk, person: str) -> tuple[Bundle, int] | None:
    for bundle in desk.state.contests["bch"].real.counting():
        for entry in bundle.entries:
            if entry.holder == person:
                return bundle, entry.number
    return None


def _taken(desk: Desk, person: str) -> tuple[Bundle | None, int]:
    for bundle in desk.state.contests["bch"].real.counting():
        free = any(not entry.people for entry in bundle.entries)
        if free and person not in bundle.people():
            try:
                desk.do(TakeBundle(contest="bch", rehearsal=False, bundle=bundle.number), person)
            except RefusedError:
                continue  # somebody was quicker
            return _in_hand(desk, person) or (None, 0)
    return None, 0


def main() -> None:
    """All clerks at once."""
    path, clerks, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 10**9
    with Desk.open(path) as desk:
        os.write(1, b"open\n")
        threads = [threading.Thread(target=type_on, args=(desk, clerk(number), most)) for number in range(clerks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
