"""How far entering is, how fast, and how long it will take (tiến độ): from the papers typed, never from their marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from tally.desk.state import Bundle, BundleEntry, Pile

FEW: Final = 3
"""Papers of an entry before its speed means anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """What one person typed, and his seconds a paper; None before that can be said."""

    name: str
    typed: int
    seconds: Fraction | None
    holds: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The whole pile: papers to be typed over all entries, those typed, bundles settled, minutes left if known."""

    to_type: int
    typed: int
    bundles: int
    settled: int
    clerks: tuple[Clerk, ...]
    minutes_left: int | None
    differences: int
    doubtful: int

    @property
    def percent(self) -> int:
        """Whole percents typed, rounded down: 100 only when all is typed."""
        return 100 * self.typed // self.to_type if self.to_type else 0


def pace_of(pile: Pile) -> Pace:
    """Measure a pile."""
    bundles = list(pile.counting())
    entries = [(bundle, entry) for bundle in bundles for entry in bundle.entries]
    to_type = sum(bundle.papers for bundle, _ in entries)
    typed = sum(len(entry.ballots) for _, entry in entries)
    clerks = _clerks(entries)
    return Pace(
        to_type=to_type,
        typed=typed,
        bundles=len(bundles),
        settled=sum(bundle.settled for bundle in bundles),
        clerks=clerks,
        minutes_left=_left(to_type - typed, clerks) if to_type else None,
        differences=sum(len(bundle.differing) for bundle in bundles),
        doubtful=sum(len(bundle.asking) for bundle in bundles),
    )


def _clerks(entries: Iterable[tuple[Bundle, BundleEntry]]) -> tuple[Clerk, ...]:
    typed: dict[str, int] = {}
    timed: dict[str, list[tuple[int, int]]] = {}
    holds: dict[str, list[int]] = {}
    for bundle, entry in entries:
        for paper in entry.ballots.values():
            typed[paper.by] = typed.get(paper.by, 0) + 1
        if entry.holder:
            holds.setdefault(entry.holder, []).append(bundle.number)
            typed.setdefault(entry.holder, 0)
        # An entry that two people shared says nothing of the speed of either.
        if len(entry.people) == 1 and len(entry.ballots) >= FEW and (seconds := _seconds(entry)) > 0:
            timed.setdefault(entry.people[0], []).append((len(entry.ballots), seconds))
    return tuple(
        Clerk(name=name, typed=count, seconds=_mean(timed.get(name, ())), holds=tuple(holds.get(name, ())))
        for name, count in sorted(typed.items(), key=lambda item: item[0].casefold())
    )


def _mean(timed: Iterable[tuple[int, int]]) -> Fraction | None:
    pairs = list(timed)
    papers = sum(count for count, _ in pairs)
    return Fraction(sum(seconds for _, seconds in pairs), papers) if papers else None


def _seconds(entry: BundleEntry) -> int:
    try:
        took = datetime.fromisoformat(entry.last_at) - datetime.fromisoformat(entry.began_at)
    except ValueError:
        return 0
    return int(took.total_seconds())


def _left(papers: int, clerks: Iterable[Clerk]) -> int | None:
    """Minutes until all is typed if those who hold bundles go on as they do; None where nobody types."""
    speeds = [1 / clerk.seconds for clerk in clerks if clerk.seconds and clerk.holds]
    if papers <= 0:
        return 0
    return -(-papers // (60 * sum(speeds))) if speeds else None
