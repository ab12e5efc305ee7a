"""How everything here is measured: variants interleaved in one run, medians, and ratios between them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Run = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One line of the table: ``subject`` may cost at most ``limit`` times ``reference``.

    ``at_least`` turns it around: the reference must cost at least ``limit`` times the subject (it is that much
    slower).
    """

    name: str
    subject: str
    reference: str
    limit: float
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A goal with what was measured."""

    goal: Goal
    subject_seconds: float
    reference_seconds: float

    @property
    def ratio(self) -> float:
        """Subject to reference; for ``at_least`` reference to subject."""
        pair = (self.subject_seconds, self.reference_seconds)
        above, below = reversed(pair) if self.goal.at_least else pair
        return above / below

    @property
    def reached(self) -> bool:
        """Whether the goal is reached in this run."""
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
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def lines(goals: Sequence[Goal], seconds: Mapping[str, float]) -> list[Line]:
    """Hold every goal whose two sides were measured against the run."""
    return [
        Line(goal=goal, subject_seconds=seconds[goal.subject], reference_seconds=seconds[goal.reference])
        for goal in goals
        if goal.subject in seconds and goal.reference in seconds
    ]
