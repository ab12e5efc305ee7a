"""Drawing ballots at random from the sealed pile (rút ngẫu nhiên), and what finding them right or wrong proves.

The draw is consistent sampling (R. L. Rivest, "Consistent Sampling with Replacement", 2018) without replacement:
every ballot has a ticket, SHA-256 of ``seed,contest,ballot``, and those with the smallest tickets are drawn. The
seed is thrown with dice in public after the record is sealed, so nobody could have known which papers will be
looked at; anybody can repeat the draw with ``printf '%s' 'seed,contest,ballot' | sha256sum``.

The risk is exact. If a person's standing is wrong, then at least so many papers are not as the record has them
(``papers_to_change``); the risk is the chance that a draw would show no more differences than were found if exactly
so many were wrong: a hypergeometric tail, in whole numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from tally.outcome import Outcome, Standing

LEAST_THROWS = 20
"""Digits of a seed: twenty throws of a common die leave 2^51 seeds, more than anybody tries out on the spot."""

_SEED = re.compile(r"[0-9]+")
_TIED = frozenset({Standing.TIED_AT_CUT, Standing.TIED_AT_ALTERNATE_CUT})
# One paper moves the difference between two people by at most two votes, one up and one down.
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a draw says of one person, by ballot number. ``papers`` None: no number of wrong papers changes it.

    ``enough`` is how many ballots would have to be drawn, all found right, for the risk to be within the limit.
    """

    number: int
    papers: int | None
    risk: Fraction
    confirmed: bool
    enough: int


def read_seed(text: str) -> str:
    """The digits of a seed; raises ``ValueError`` for anything but digits and blanks, or too few."""
    seed = re.sub(r"\s", "", text)
    if not _SEED.fullmatch(seed) or len(seed) < LEAST_THROWS:
        raise ValueError(f"not {LEAST_THROWS} digits or more: {text!r}")
    return seed


def ticket(seed: str, contest: str, ballot: int) -> str:
    """The ticket of a ballot, in hexadecimal digits."""
    return hashlib.sha256(f"{seed},{contest},{ballot}".encode()).hexdigest()


def draw(ballots: Iterable[int], *, seed: str, contest: str, count: int) -> tuple[int, ...]:
    """The ballots drawn, in the order of their tickets; all of them if there are no more than ``count``.

    A larger ``count`` adds to a smaller one and takes nothing away.
    """
    return tuple(sorted(set(ballots), key=lambda ballot: ticket(seed, contest, ballot))[:count])


def risk(*, ballots: int, wrong: int, drawn: int, found: int) -> Fraction:
    """The chance that ``drawn`` of ``ballots`` show no more than ``found`` wrong ones if ``wrong`` are wrong."""
    if wrong > ballots:
        return Fraction(0)
    right = ballots - wrong
    ways = sum(comb(wrong, hit) * comb(right, drawn - hit) for hit in range(min(found, drawn) + 1))
    return Fraction(ways, comb(ballots, drawn))


def enough(*, ballots: int, wrong: int, limit: Fraction) -> int:
    """The fewest ballots to draw so that the risk, if none is found wrong, is within the limit."""
    low, high = 0, ballots
    while low < high:
        middle = (low + high) // 2
        if risk(ballots=ballots, wrong=wrong, drawn=middle, found=0) <= limit:
            high = middle
        else:
            low = middle + 1
    return low


def papers_to_change(
    votes: Sequence[int], outcome: Outcome, *, needed: int | None, alternates: int = 0, threshold_moves: bool = False
) -> tuple[int | None, ...]:
    """For each person the fewest wrong papers with which the standing could be another; None: no number does.

    Never too many, sometimes too few, which only makes the risk larger than it is. ``alternates`` is how many were to
    be elected. ``threshold_moves``: the base follows the papers, so that one paper moves votes and threshold at once.
    """
    standings, seats_open = outcome.standings, outcome.seats_open
    places_open = seats_open + alternates - len(outcome.alternates)
    step = _PAIR if threshold_moves else 1

    def to_pass(place: int) -> int:
        return 0 if needed is None else max(0, -(-(needed - votes[place]) // step))

    def to_fail(place: int) -> int | None:
        return None if needed is None else -(-(votes[place] - needed + 1) // step)

    def between(place: int, other: int) -> int:
        """Until two people draw level; somebody outside has to pass the threshold too.

        A rival may have to pass it as well, but whoever he would push out falls below it with no more papers.
        """
        return max(1, -(-abs(votes[place] - votes[other]) // _PAIR), to_pass(place))

    def fewest(place: int) -> int | None:
        mine = standings[place]
        if mine in _TIED:
            return 1
        others = [other for other in range(len(votes)) if _group(standings[other]) != _group(mine)]
        rivals = sorted(between(place, other) for other in others)
        # Somebody seated is pushed out only once more rivals draw level than there are seats left open. Seats are open
        # beside somebody outside where he has to pass the threshold, or where more are tied for them than there are.
        ways: list[int | None] = list(rivals[seats_open:])
        if mine in {Standing.ELECTED, Standing.ALTERNATE}:
            ways.append(to_fail(place))
        elif places_open:
            ways.append(to_pass(place) or None)
        return min((way for way in ways if way is not None), default=None)

    return tuple(fewest(place) for place in range(len(votes)))


def judge(papers: Sequence[int | None], *, ballots: int, drawn: int, found: int, limit: Fraction) -> tuple[Judged, ...]:
    """What a draw of ``drawn`` ballots with ``found`` differences says of everybody, in ballot order."""
    return tuple(
        Judged(
            number=number,
            papers=wrong,
            risk=(at_risk := _risk_of(wrong, ballots=ballots, drawn=drawn, found=found)),
            confirmed=at_risk <= limit,
            enough=0 if wrong is None else enough(ballots=ballots, wrong=wrong, limit=limit),
        )
        for number, wrong in enumerate(papers, start=1)
    )


def _risk_of(wrong: int | None, *, ballots: int, drawn: int, found: int) -> Fraction:
    return Fraction(0) if wrong is None else risk(ballots=ballots, wrong=wrong, drawn=drawn, found=found)


def _group(standing: Standing) -> int:
    """Who stands on which side of a cut; those outside are alike whether they have a majority or not."""
    return {Standing.ELECTED: 0, Standing.ALTERNATE: 1}.get(standing, 2 if standing in _TIED else 3)
