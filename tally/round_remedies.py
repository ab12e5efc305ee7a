"""What to do where a later round does not follow (cách sửa): which vote may be held, for how many seats, among whom.

Everything is said as congress.toml and the slate have it, so that it can be put right without looking elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.model import About, Vote
from rules.phrase import Clauses, Phrase, phrase
from tally.outcome import State
from tally.result import ContestResult
from tally.terms import decision_told, who_decides

_UNTIL_DECIDED = {State.VOID: About.OVER_ISSUED, State.NOT_RECOGNISED: About.TURNOUT}
"""What must have been decided before a vote is held again."""


def what_follows(parent: ContestResult, earlier: Sequence[ContestResult]) -> Phrase:
    """Which vote may follow a vote after all; ``earlier`` are the rounds that answer it already."""
    following, undecided = parent.outcome.next, parent.decision is None
    if undecided and parent.outcome.state in _UNTIL_DECIDED:
        return phrase(
            "bỏ nội dung bầu này; khi {who} đã quyết định thì {record}, rồi chạy kiemphieu count --next",
            who=who_decides(parent.contest),
            record=decision_told(parent.contest.id, _UNTIL_DECIDED[parent.outcome.state]),
        )
    if following is None:
        return nothing_follows(parent)
    seats = max(0, following.seats - sum(other.contest.seats for other in earlier))
    if not seats:
        return seats_of(following.vote, seats)
    among = (
        phrase("danh sách gồm những người có number_before trong các số {numbers}", numbers=following.names)
        if following.vote is Vote.FURTHER
        else list_of(following.names, made_ready=False)
    )
    vote = phrase('ghi vote = "{vote}"', vote=following.vote.value)
    return _or_made_ready(Clauses((vote, seats_of(following.vote, seats), among)), made_ready=not earlier)


def nothing_follows(parent: ContestResult) -> Phrase:
    """No vote is held any more after this one."""
    return phrase(
        "bỏ nội dung bầu này, vì sau «{parent}» không bầu nữa; nếu nó theo sau nội dung bầu khác thì sửa after",
        parent=parent.contest.id,
    )


def seats_of(vote: Vote, seats: int) -> Phrase:
    """For how many seats a round may be; a further vote (bầu tiếp) also for fewer than are missing."""
    if not seats:
        return phrase("bỏ nội dung bầu này: không còn chỗ nào để bầu")
    if vote is Vote.FURTHER and seats > 1:
        return phrase("ghi seats từ 1 đến {seats}", seats=seats)
    return phrase("ghi seats = {seats}", seats=seats)


def list_of(numbers: Iterable[int], *, made_ready: bool) -> Phrase:
    """Who has to stand on a round's list; ``made_ready``: ``count --next`` writes it where the round is taken out."""
    people = tuple(numbers)
    exactly = phrase(
        "danh sách phải gồm đúng {count} người, number_before là {numbers}", count=len(people), numbers=people
    )
    return _or_made_ready(Clauses((exactly,)), made_ready=made_ready)


def _or_made_ready(what: Clauses, *, made_ready: bool) -> Phrase:
    if not made_ready:
        return phrase("{what}", what=what)
    return phrase(
        "{what}; hoặc bỏ nội dung bầu này cùng tệp danh sách của nó, rồi chạy kiemphieu count --next", what=what
    )
