"""The counting desk: thirty clerks saving together, a hundred thousand ballots in the store, opening it again."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tally.desk.desk import Desk
from tally.desk.requests import EnterBallot, FinishBundle, TakeBundle
from tally.desk.state import Bundle
from tests.benchmarks.measure import Goal
from tests.desk_faults.clerks import clerk, prepare, typed

NAME = "desk"
UNIT = "s"
CLERKS = 30
RATE = 200
"""Ballots a second of all clerks together, sent at times that do not wait for answers."""

GOALS = (
    Goal(name="30 clerks, 200 ballots/s: 99 of 100 saved in", subject="p99", reference="100 ms", limit=1),
    Goal(name="the same, half of them in", subject="median", reference="100 ms", limit=None),
    Goal(name="30 clerks at once, a ballot", subject="flat out", reference="1/200 s", limit=1),
    Goal(name="a ballot among 100,000", subject="last 3,000", reference="first 3,000", limit=1.5),
    Goal(name="opening the store", subject="100,000 ballots", reference="a second", limit=None),
)


@dataclass(slots=True)
class Waits:
    """How long each save took, from being sent to being told."""

    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, mine: list[float]) -> None:
        """Take over a clerk's."""
        with self.lock:
            self.seconds.extend(mine)


def measured(folder: Path, *, short: bool) -> dict[str, float]:
    """Everything, in seconds; ``short`` shows that it runs."""
    found: dict[str, float] = {"100 ms": 0.1, "1/200 s": 1 / RATE, "a second": 1.0}
    found |= _paced(folder / "paced", 2 if short else 20)
    found |= _flat_out(folder / "flat", 300 if short else 6000)
    return found | _many(folder / "many", 6_000 if short else 100_000)


def _paced(folder: Path, seconds: float) -> dict[str, float]:
    """Each clerk sends a ballot every so often, whatever the answers take: waiting in line counts."""
    papers = CLERKS * 50 * 4
    prepare(folder, CLERKS, papers)
    waits = Waits()
    with Desk.open(folder) as desk:
        start = time.perf_counter() + 0.5

        def work(number: int) -> None:
            ballots = _ballots(desk, number)
            mine: list[float] = []
            for turn in range(int(seconds * RATE / CLERKS)):
                due = start + (turn + number / CLERKS) * CLERKS / RATE
                request = next(ballots)
                time.sleep(max(0.0, due - time.perf_counter()))
                desk.do(request, clerk(number))
                mine.append(time.perf_counter() - due)
            waits.add(mine)

        all_clerks(work)
    waits.seconds.sort()
    return {"p99": waits.seconds[int(len(waits.seconds) * 0.99)], "median": statistics.median(waits.seconds)}


def _flat_out(folder: Path, papers: int) -> dict[str, float]:
    """Each clerk sends the next ballot when the last is saved."""
    each = papers // CLERKS
    prepare(folder, CLERKS, CLERKS * 50 * (each // 50 + 1))
    with Desk.open(folder) as desk:

        def work(number: int) -> None:
            ballots = _ballots(desk, number)
            for _ in range(each):
                desk.do(next(ballots), clerk(number))

        start = time.perf_counter()
        all_clerks(work)
        return {"flat out": (time.perf_counter() - start) / (each * CLERKS)}


def _many(folder: Path, papers: int) -> dict[str, float]:
    """One entry of a whole box, sent without waiting; the first and last ballots of it, and opening it again."""
    prepare(folder, CLERKS, papers)
    blocks: list[float] = []
    with Desk.open(folder) as desk:
        bundles = list(desk.state.contests["bch"].real.counting())
        for at in range(0, len(bundles), CLERKS):
            start = time.perf_counter()
            together = list(enumerate(bundles[at : at + CLERKS]))
            for number, bundle in together:
                desk.submit(TakeBundle(contest="bch", rehearsal=False, bundle=bundle.number), clerk(number))
            sent = [
                desk.submit(_typing(bundle, ballot), clerk(number))
                for number, bundle in together
                for ballot in _of(bundle)
            ]
            sent += [desk.submit(_finished(bundle), clerk(number)) for number, bundle in together]
            for each in sent:
                each.result()
            blocks.append((time.perf_counter() - start) / sum(bundle.papers for _, bundle in together))
    start = time.perf_counter()
    Desk.open(folder).close()
    opened = time.perf_counter() - start
    return {"first 3,000": min(blocks[:2]), "last 3,000": min(blocks[-3:-1]), "100,000 ballots": opened}


def _ballots(desk: Desk, number: int) -> Iterator[EnterBallot]:
    """The ballots of one clerk after another bundle, taken and finished on the way."""
    bundles = list(desk.state.contests["bch"].real.counting())
    for bundle in bundles[number::CLERKS]:
        desk.do(TakeBundle(contest="bch", rehearsal=False, bundle=bundle.number), clerk(number))
        for ballot in _of(bundle):
            yield _typing(bundle, ballot)
        desk.do(_finished(bundle), clerk(number))


def _of(bundle: Bundle) -> range:
    return range(bundle.first, bundle.last + 1)


def _typing(bundle: Bundle, ballot: int) -> EnterBallot:
    return EnterBallot(
        contest="bch", rehearsal=False, bundle=bundle.number, entry=1, ballot=ballot, typed=typed(ballot)
    )


def _finished(bundle: Bundle) -> FinishBundle:
    return FinishBundle(contest="bch", rehearsal=False, bundle=bundle.number, entry=1, papers=bundle.papers)


def all_clerks(work: Callable[[int], None]) -> None:
    """Let every clerk work at once, each in a thread of his own; what goes wrong for one is raised here."""
    with ThreadPoolExecutor(CLERKS) as clerks:
        list(clerks.map(work, range(CLERKS)))
