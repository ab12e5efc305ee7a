"""Who is elected (kết quả bầu cử), from votes, seats and the threshold; stops where the law leaves it to people.

The provisions: more than half of the base is needed (244-QĐ/TW Điều 32; Điều lệ Đảng Điều 12); of more people
than seats the higher votes win; a tie at the cut goes to a re-vote among the tied, where the higher wins and no
majority is needed; a shortfall is for the congress to decide. The last three are unconfirmed in the Party's packs
and the result says so. Rejected: breaking a tie by name, age or ballot order, which no provision of theirs seen
allows; by age only where a provision says so (Luật 85/2015/QH13 Điều 78).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.model import Vote
from rules.partial_date import PartialDate
from tally.seniority import oldest


class State(StrEnum):
    """How a contest ended: đủ, thiếu, bằng phiếu ở ranh giới, hủy; too few voters; no election at all."""

    FILLED = "filled"
    SHORT = "short"
    TIED = "tied"
    VOID = "void"
    NOT_RECOGNISED = "not_recognised"
    COUNTED = "counted"


class Ending(StrEnum):
    """Why no vote follows although seats are open: the provision ends it, nobody has to decide."""

    UPPER_COMMITTEE_APPOINTS = "upper_committee_appoints"
    NO_EXTRA_ELECTION = "no_extra_election"


class Standing(StrEnum):
    """How one person stands after the count."""

    ELECTED = "elected"
    TIED_AT_CUT = "tied_at_cut"
    MAJORITY_NO_SEAT = "majority_no_seat"
    NO_MAJORITY = "no_majority"
    ALTERNATE = "alternate"
    TIED_AT_ALTERNATE_CUT = "tied_at_alternate_cut"
    NOT_ELECTED = "not_elected"
    SUPPORTED = "supported"
    NOT_SUPPORTED = "not_supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextVote:
    """The vote the provision names next: which kind, for how many seats, among whom, and its threshold."""

    vote: Vote
    seats: int
    names: tuple[int, ...]
    needed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who is elected and what is open; people are ballot numbers.

    ``elected``, ``alternates`` and ``supported`` by votes, then ballot order; ``tied`` in ballot order;
    ``seats_open`` includes the tied seats; ``standings`` one a name in ballot order, empty for a void contest.
    """

    state: State
    elected: tuple[int, ...]
    tied: tuple[int, ...]
    seats_open: int
    next: NextVote | None
    standings: tuple[Standing, ...]
    alternates: tuple[int, ...] = ()
    supported: tuple[int, ...] = ()
    ends: Ending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The best of a group by votes: those surely in, and the group the cut falls inside, if any."""

    inside: tuple[int, ...]
    tied: tuple[int, ...]


def decide(
    votes: Sequence[int],
    *,
    seats: int,
    needed: int,
    alternates: int = 0,
    births: Sequence[PartialDate | None] | None = None,
) -> Outcome:
    """Decide a vote under a threshold: ``votes`` one a name in ballot order, ``needed`` the fewest that pass.

    ``alternates`` (đại biểu dự khuyết) come from those over the threshold after the seats are full. ``births`` are
    given where the provision elects the older of the tied: then no vote follows from a tie, and only people of whom
    the births do not tell stay tied.
    """
    passed = [number for number, votes_of in enumerate(votes, start=1) if votes_of >= needed]
    cut = place_best(votes, passed, seats)
    if births is not None:
        cut = _by_age(cut, votes, births, seats)
    standings = [Standing.MAJORITY_NO_SEAT if number in passed else Standing.NO_MAJORITY for number in _numbers(votes)]
    seats_open = seats - len(cut.inside)
    if cut.tied:
        revote = NextVote(vote=Vote.REVOTE, seats=seats_open, names=cut.tied, needed=None)
        following = revote if births is None else None
        return _outcome(State.TIED, cut, seats_open, following, standings)
    if seats_open:
        rest = tuple(number for number in _numbers(votes) if number not in cut.inside)
        further = NextVote(vote=Vote.FURTHER, seats=seats_open, names=rest, needed=needed)
        return _outcome(State.SHORT, cut, seats_open, further if rest else None, standings)
    rest_passed = [number for number in passed if number not in cut.inside]
    return _with_alternates(cut, place_best(votes, rest_passed, alternates), alternates, standings)


def decide_revote(votes: Sequence[int], *, seats: int) -> Outcome:
    """Decide a re-vote among the tied (bầu lại): the higher votes win, no majority is needed; tied again stays tied."""
    cut = place_best(votes, list(_numbers(votes)), seats)
    standings = [Standing.NOT_ELECTED for _ in votes]
    seats_open = seats - len(cut.inside)
    following = NextVote(vote=Vote.REVOTE, seats=seats_open, names=cut.tied, needed=None) if cut.tied else None
    state = State.TIED if cut.tied else State.SHORT if seats_open else State.FILLED
    return _outcome(state, cut, seats_open, following, standings)


def decide_support(votes: Sequence[int], *, needed: int) -> Outcome:
    """Say whom enough people support (phiếu xin ý kiến, phiếu giới thiệu): nobody is elected, no vote follows."""
    standings = tuple(Standing.SUPPORTED if each >= needed else Standing.NOT_SUPPORTED for each in votes)
    supported = [number for number in _numbers(votes) if votes[number - 1] >= needed]
    return Outcome(
        state=State.COUNTED,
        elected=(),
        tied=(),
        seats_open=0,
        next=None,
        standings=standings,
        supported=_in_order(votes, supported),
    )


def not_recognised(names: int, *, seats: int) -> Outcome:
    """Elect nobody: too few of the listed voters voted (Luật 85/2015/QH13 Điều 78), and the votes stay on record."""
    return Outcome(
        state=State.NOT_RECOGNISED,
        elected=(),
        tied=(),
        seats_open=seats,
        next=None,
        standings=(Standing.NOT_ELECTED,) * names,
    )


def void(names: int, *, seats: int, needed: int | None, vote_again: bool) -> Outcome:
    """Make no result: more papers than there may be. ``vote_again`` where a provision says what follows."""
    following = NextVote(vote=Vote.AGAIN, seats=seats, names=tuple(range(1, names + 1)), needed=needed)
    return Outcome(
        state=State.VOID,
        elected=(),
        tied=(),
        seats_open=seats,
        next=following if vote_again else None,
        standings=(),
    )


def ranks(votes: Sequence[int]) -> tuple[int, ...]:
    """Rank of each name: one more than how many have more votes, so equal votes share a rank."""
    return tuple(1 + sum(other > mine for other in votes) for mine in votes)


def place_best(votes: Sequence[int], group: Sequence[int], seats: int) -> Placed:
    """Place those of a group with the highest votes on so many seats; a group of equals is never divided."""
    by_votes = _in_order(votes, group)
    if len(by_votes) <= seats:
        return Placed(inside=by_votes, tied=())
    if seats == 0:
        return Placed(inside=(), tied=())
    at_cut = votes[by_votes[seats - 1] - 1]
    if votes[by_votes[seats] - 1] < at_cut:
        return Placed(inside=by_votes[:seats], tied=())
    return Placed(
        inside=tuple(number for number in by_votes if votes[number - 1] > at_cut),
        tied=tuple(number for number in by_votes if votes[number - 1] == at_cut),  # already in ballot order
    )


def _by_age(cut: Placed, votes: Sequence[int], births: Sequence[PartialDate | None], seats: int) -> Placed:
    """Elect the older of the tied, as far as births tell."""
    if not cut.tied:
        return cut
    found = oldest(cut.tied, births, seats - len(cut.inside))
    return Placed(inside=_in_order(votes, (*cut.inside, *found.oldest)), tied=found.unknown)


def _in_order(votes: Sequence[int], numbers: Sequence[int]) -> tuple[int, ...]:
    """By votes, then ballot order."""
    return tuple(sorted(numbers, key=lambda number: (-votes[number - 1], number)))


def _outcome(
    state: State,
    cut: Placed,
    seats_open: int,
    following: NextVote | None,
    standings: list[Standing],
) -> Outcome:
    _mark(standings, cut.inside, Standing.ELECTED)
    _mark(standings, cut.tied, Standing.TIED_AT_CUT)
    return Outcome(
        state=state,
        elected=cut.inside,
        tied=cut.tied,
        seats_open=seats_open,
        next=following,
        standings=tuple(standings),
    )


def _with_alternates(
    cut: Placed,
    alternate_cut: Placed,
    alternates: int,
    standings: list[Standing],
) -> Outcome:
    """All seats are full; alternates come next, and their cut may fall inside a tied group as well."""
    _mark(standings, cut.inside, Standing.ELECTED)
    _mark(standings, alternate_cut.inside, Standing.ALTERNATE)
    _mark(standings, alternate_cut.tied, Standing.TIED_AT_ALTERNATE_CUT)
    alternates_open = alternates - len(alternate_cut.inside)
    tied = alternate_cut.tied
    return Outcome(
        state=State.TIED if tied else State.FILLED,
        elected=cut.inside,
        tied=tied,
        seats_open=0,
        next=NextVote(vote=Vote.REVOTE, seats=alternates_open, names=tied, needed=None) if tied else None,
        standings=tuple(standings),
        alternates=alternate_cut.inside,
    )


def _mark(standings: list[Standing], numbers: Sequence[int], standing: Standing) -> None:
    for number in numbers:
        standings[number - 1] = standing


def _numbers(votes: Sequence[int]) -> range:
    return range(1, len(votes) + 1)
