"""How everything here is measured: variants interleaved in one run, medians, and ratios between them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A variant too slow for the whole pile: it does one part of ``parts`` equal ones, and its time is multiplied."""

    run: Run
    parts: int

    def __call__(self) -> object:
        """Do the part."""
        return self.run()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One line of the table: ``subject`` may cost at most ``limit`` times ``reference``.

    ``at_least`` turns it around: the reference must cost at least ``limit`` times the subject (it is that much
    slower). Of several references the quickest is meant. A ``limit`` of None is no goal, only worth knowing.
    """

    name: str
    subject: str
    reference: str | tuple[str, ...]
    limit: float | None
    at_least: bool = False

    @property
    def references(self) -> tuple[str, ...]:
        """All it is held against."""
        return (self.reference,) if isinstance(self.reference, str) else self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A goal with what was measured, in seconds or in whatever unit the benchmark has."""

    goal: Goal
    subject: float
    reference: float
    against: str

    @property
    def ratio(self) -> float:
        """Subject to reference; for ``at_least`` reference to subject."""
        return self.reference / self.subject if self.goal.at_least else self.subject / self.reference

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached in this run; None where there is none."""
        if self.goal.limit is None:
            return None
        return self.ratio >= self.goal.limit if self.goal.at_least else self.ratio <= self.goal.limit


def medians(variants: Mapping[str, Run], repeats: int) -> dict[str, float]:
    """Median seconds of each variant; one round runs every variant once, so that the machine's moods hit all alike."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    for run in variants.values():  # a first round warms file caches and is not counted
        run()
    for _ in range(repeats):
        for name, run in variants.items():
            start = time.perf_counter()
            run()
            parts = run.parts if isinstance(run, Part) else 1
            times[name].append((time.perf_counter() - start) * parts)
    return {name: statistics.median(each) for name, each in times.items()}


def lines(goals: Sequence[Goal], measured: Mapping[str, float]) -> list[Line]:
    """Hold every goal whose sides were measured against the run."""
    found: list[Line] = []
    for goal in goals:
        against = min((each for each in goal.references if each in measured), key=measured.__getitem__, default=None)
        if goal.subject in measured and against is not None:
            found.append(Line(goal=goal, subject=measured[goal.subject], reference=measured[against], against=against))
    return found
