"""Piles of ballots that give known votes: strikes cluster on few names, as on real ballots; rows in random order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.samples_generator.draws import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One strike-out ballot: the numbers struck, and the committee's ruling if it is invalid."""

    struck: frozenset[int]
    invalid: str = ""


def strike_out_pile(
    votes: Sequence[int],
    *,
    valid: int,
    seats: int,
    others: Sequence[Paper] = (),
    draws: Draws,
) -> tuple[Paper, ...]:
    """Valid papers on which name i is kept ``votes[i]`` times, and ``others`` among them.

    Every valid paper keeps at most ``seats`` names; those that keep fewer are a third of the pile.
    """
    strikes = [valid - each for each in votes]
    fewest = len(votes) - seats
    sizes = [fewest] * valid
    for _ in range(sum(strikes) - fewest * valid):
        sizes[draws.below(max(valid // 3, 1))] += 1
    papers = _mixed(_with_margins(strikes, sizes, draws), draws)
    return tuple(draws.shuffled([*(Paper(struck=frozenset(paper)) for paper in papers), *others]))


def boxed_pile(*, agree: int, disagree: int, both: int = 0, neither: int = 0, draws: Draws) -> tuple[str, ...]:
    """Papers of one name with agree and disagree boxes: each ``a``, ``d``, ``b`` or ``n``."""
    return tuple(draws.shuffled("a" * agree + "d" * disagree + "b" * both + "n" * neither))


def _with_margins(strikes: Sequence[int], sizes: Sequence[int], draws: Draws) -> list[set[int]]:
    """Papers of the given sizes on which each name is struck as often as asked.

    The most struck name goes first, always to the papers with the most room: that finds a way if there is one.
    """
    papers: list[set[int]] = [set() for _ in sizes]
    room = list(sizes)
    for at in sorted(range(len(strikes)), key=lambda at: -strikes[at]):
        by_room = sorted(draws.shuffled(range(len(room))), key=lambda paper: -room[paper])
        for paper in by_room[: strikes[at]]:
            papers[paper].add(at + 1)
            room[paper] -= 1
    if any(room):
        raise ValueError(f"no pile has these strikes: {strikes}, {sizes}")
    return papers


def _mixed(papers: list[set[int]], draws: Draws) -> list[set[int]]:
    """Let papers trade strikes, so that they look like people's choices; votes and sizes stay as they are."""
    for _ in range(10 * len(papers)):
        first, second = draws.one_of(papers), draws.one_of(papers)
        ours, theirs = sorted(first - second), sorted(second - first)
        traded = draws.shuffled([*ours, *theirs])
        first.difference_update(ours)
        first.update(traded[: len(ours)])
        second.difference_update(theirs)
        second.update(traded[len(ours) :])
    return papers
