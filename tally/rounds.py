"""Rounds (lần bầu): how a contest answers its parent, and what people still have to decide in a congress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rules.errors import FaultList, Place
from rules.model import Congress, Contest, Vote
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from tally.outcome import State
from tally.result import ContestResult

_ANSWERS = {
    Vote.REVOTE: {State.TIED},
    Vote.FURTHER: {State.SHORT},
    Vote.AGAIN: {State.VOID, State.NOT_RECOGNISED},
}
_NOTHING_OPEN = {State.FILLED, State.COUNTED}
_ANNULLED = {State.VOID, State.NOT_RECOGNISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressResult:
    """The results of every contest of a congress that has ballots, in the order of the file."""

    congress: Congress
    rules: Rules
    contests: tuple[ContestResult, ...]

    @property
    def open_contests(self) -> tuple[ContestResult, ...]:
        """Contests where people must decide first: no recorded decision, and no later round that answers them.

        A void contest, or one too few voters voted in, is answered by a decision alone: whoever counts cannot annul
        a box. Where the provision ends the matter nothing is left to decide.
        """
        answered = {result.contest.after for result in self.contests if result.contest.after is not None}
        return tuple(
            result
            for result in self.contests
            if result.outcome.state not in _NOTHING_OPEN
            and result.outcome.ends is None
            and result.decision is None
            and (result.outcome.state in _ANNULLED or result.contest.id not in answered)
        )


def check_links(results: Iterable[ContestResult], faults: FaultList) -> None:
    """Hold every later round against its parent's outcome: what it answers, its seats, and who is on its list."""
    counted = {result.contest.id: result for result in results}
    answered: dict[str, list[ContestResult]] = {}
    for result in counted.values():
        if result.contest.after is None:
            continue
        earlier = answered.setdefault(result.contest.after, [])
        for problem in _problems(result, counted.get(result.contest.after), earlier):
            faults.add(
                problem.name,
                problem.message,
                phrase("sửa nội dung bầu này theo kết quả của lần bầu trước"),
                place=Place(key=f"contest.{result.contest.id}.{problem.key}"),
                seen=problem.seen,
            )
        earlier.append(result)


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why a later round does not follow from its parent, and the key of the contest that says so."""

    name: str
    key: str
    seen: str
    message: Phrase


def _problems(
    result: ContestResult, parent: ContestResult | None, earlier: Sequence[ContestResult]
) -> Iterator[_Problem]:
    """What is wrong with a round; ``earlier`` are those that answer the same parent before it."""
    contest = result.contest
    if parent is None:
        missing = phrase("cần kết quả của «{parent}» trước: nội dung bầu đó chưa có phiếu", parent=contest.after or "")
        yield _Problem("contest.parent_not_counted", "after", contest.after or "", missing)
    elif parent.outcome.state not in _ANSWERS[contest.vote]:
        not_so = phrase(
            "«{parent}» có kết quả «{state}», không dẫn đến «{vote}»",
            parent=parent.contest.id,
            state=parent.outcome.state,
            vote=contest.vote,
        )
        yield _Problem("contest.answers_nothing", "vote", contest.vote.value, not_so)
    elif parent.decision is not None and contest.vote is not Vote.AGAIN:
        ended = phrase(
            "đại hội đã quyết định «{decision}» về «{parent}», không còn «{vote}»",
            decision=parent.decision.decision,
            parent=parent.contest.id,
            vote=contest.vote,
        )
        yield _Problem("contest.decided_otherwise", "after", parent.contest.id, ended)
    else:
        yield from _seat_problems(contest, parent, earlier)
        yield from _list_problems(contest, parent, earlier)


def _seat_problems(contest: Contest, parent: ContestResult, earlier: Sequence[ContestResult]) -> Iterator[_Problem]:
    following = parent.outcome.next
    open_seats = following.seats if following is not None else parent.outcome.seats_open
    # Two votes never fill one seat.
    open_seats = max(0, open_seats - sum(other.contest.seats for other in earlier))
    # A further vote may fill fewer than all missing seats: the congress decides how many.
    fits = contest.seats <= open_seats if contest.vote is Vote.FURTHER else contest.seats == open_seats
    if not fits:
        left = phrase("«{parent}» còn {open} chỗ để bầu", parent=parent.contest.id, open=open_seats)
        yield _Problem("contest.seats_of_round", "seats", str(contest.seats), left)


def _list_problems(contest: Contest, parent: ContestResult, earlier: Sequence[ContestResult]) -> Iterator[_Problem]:
    """A re-vote is among exactly the tied; a further vote among people not yet elected."""
    before = {person.number_before for person in contest.slate.candidates if person.number_before is not None}
    if contest.vote is Vote.REVOTE and (before != set(parent.outcome.tied) or len(before) != len(contest.slate)):
        among = phrase("bầu lại chỉ trong số người bằng phiếu, số cũ: {tied}", tied=parent.outcome.tied)
        yield _Problem("contest.list_of_revote", "slate", _numbers(before), among)
    elected = before & {*parent.outcome.elected, *(number for other in earlier for number in _elected_before(other))}
    if contest.vote is Vote.FURTHER and elected:
        done = phrase("người đã trúng cử ở «{parent}» không bầu tiếp nữa", parent=parent.contest.id)
        yield _Problem("contest.list_of_further", "slate", _numbers(elected), done)


def _elected_before(result: ContestResult) -> Iterator[int]:
    """The elected of a later round, by their numbers in the vote before."""
    for person in result.contest.slate.candidates:
        if person.number in result.outcome.elected and person.number_before is not None:
            yield person.number_before


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in sorted(numbers))
