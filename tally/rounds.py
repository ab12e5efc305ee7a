"""Rounds (lần bầu): how a contest answers its parent, what it means there, and what people still have to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rules.errors import FaultList, Place
from rules.model import Congress, Contest, Vote
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from tally.chain import Chain, alternate_cut, chains, counted_before
from tally.outcome import Ending, NextVote, Outcome, Placed, Standing, State
from tally.result import ContestResult
from tally.round_remedies import list_of, nothing_follows, seats_of, what_follows
from tally.steps import cite

_ANSWERS = {
    Vote.REVOTE: {State.TIED},
    Vote.FURTHER: {State.SHORT},
    Vote.AGAIN: {State.VOID, State.NOT_RECOGNISED},
}
_NOTHING_OPEN = {State.FILLED, State.COUNTED}
_ANNULLED = {State.VOID, State.NOT_RECOGNISED}
_OF_ALTERNATES = {
    Standing.ELECTED: Standing.ALTERNATE,
    Standing.TIED_AT_CUT: Standing.TIED_AT_ALTERNATE_CUT,
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A vote a provision names that has not been held: the vote it comes of, by whose numbers it names people."""

    after: ContestResult
    vote: NextVote


def settle(results: Sequence[ContestResult], rules: Rules) -> tuple[ContestResult, ...]:
    """Say of every round what only its place among the others tells.

    A re-vote at the alternates' cut makes alternates, nobody is elected in it. A shortfall in the last vote there may
    be ends the matter as the provision says (294-QĐ/TW: the third ballot for a branch's secretary).
    """
    by_id = {result.contest.id: result for result in results}
    settled: dict[str, ContestResult] = {}

    def settled_of(result: ContestResult) -> ContestResult:
        contest = result.contest
        if contest.id not in settled:
            settled[contest.id] = result  # so that a ring of rounds, refused elsewhere, ends here too
            parent = by_id.get(contest.after or "")
            if parent is not None and _is_for_alternates(result.contest, settled_of(parent)):
                result = replace(result, for_alternates=True, outcome=as_alternates(result.outcome))
            settled[contest.id] = _ended(result, rules, counted_before(result, results))
        return settled[contest.id]

    return tuple(settled_of(result) for result in results)


def _is_for_alternates(contest: Contest, parent: ContestResult) -> bool:
    """Whether a re-vote is about the alternates' cut: the seats were full, or others than the tied are voted on.

    A vote again after one that was annulled is about what that was about.
    """
    if contest.vote is Vote.AGAIN:
        return parent.for_alternates
    if contest.vote is not Vote.REVOTE or parent.outcome.state is not State.TIED:
        return False
    return parent.outcome.seats_open == 0 or (
        bool(parent.contest.alternates) and _numbers_before(contest) != set(parent.outcome.tied)
    )


def as_alternates(outcome: Outcome) -> Outcome:
    """Read a re-vote at the alternates' cut: whoever wins it is an alternate (đại biểu dự khuyết)."""
    if outcome.state in _ANNULLED:  # it places nobody, as any annulled vote
        return outcome
    return replace(
        outcome,
        elected=(),
        alternates=outcome.elected,
        seats_open=0,
        standings=tuple(_OF_ALTERNATES.get(standing, standing) for standing in outcome.standings),
    )


def _ended(result: ContestResult, rules: Rules, votes: int) -> ContestResult:
    provision = rules.one("count.last_round", result.contest)
    if provision is None or result.outcome.state is not State.SHORT or votes < (provision.round or votes):
        return result
    outcome = replace(result.outcome, next=None, ends=Ending(provision.rule or ""))
    return replace(result, outcome=outcome, steps=(*result.steps, *cite("last_round", provision)))


def check_links(results: Iterable[ContestResult], faults: FaultList) -> None:
    """Hold every later round against its parent's outcome: what it answers, its seats, and who is on its list."""
    results = tuple(results)
    in_chain = {result.contest.id: chain for chain in chains(results) for result in chain.rounds}
    counted = {result.contest.id: result for result in results}
    answered: dict[str, list[ContestResult]] = {}
    for result in counted.values():
        if result.contest.after is None:
            continue
        earlier = answered.setdefault(result.contest.after, [])
        parent = counted.get(result.contest.after)
        chain = in_chain.get(result.contest.id)
        _add(_problems(result.contest, parent, earlier, chain, result.for_alternates), result.contest, faults)
        earlier.append(result)


def check_coming(contest: Contest, results: Iterable[ContestResult], faults: FaultList) -> None:
    """Hold a round that has no ballots yet against what was counted, so that no wrong list is printed."""
    results = tuple(results)
    parent = next((result for result in results if result.contest.id == contest.after), None)
    chain = next((chain for chain in chains(results) if parent in chain.rounds), None)
    earlier = [result for result in results if result.contest.after == contest.after]
    for_alternates = parent is not None and _is_for_alternates(contest, parent)
    _add(_problems(contest, parent, earlier, chain, for_alternates), contest, faults)


def _add(problems: Iterable[_Problem], contest: Contest, faults: FaultList) -> None:
    for problem in problems:
        faults.add(
            problem.name,
            problem.message,
            problem.remedy,
            place=Place(key=f"contest.{contest.id}.{problem.key}"),
            seen=problem.seen,
        )


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why a later round does not follow from its parent, the key of the contest that says so, and what to do."""

    name: str
    key: str
    seen: str
    message: Phrase
    remedy: Phrase


def _problems(
    contest: Contest,
    parent: ContestResult | None,
    earlier: Sequence[ContestResult],
    chain: Chain | None,
    for_alternates: bool,  # noqa: FBT001 - what settling found of it
) -> Iterator[_Problem]:
    """What is wrong with a round; ``earlier`` are those that answer the same parent before it."""
    if parent is None:
        missing = phrase("cần kết quả của «{parent}» trước: nội dung bầu đó chưa có phiếu", parent=contest.after or "")
        first = phrase(
            "ghi ballots của «{parent}» để kiểm trước, hoặc sửa after nếu lần bầu này theo sau nội dung bầu khác",
            parent=contest.after or "",
        )
        yield _Problem("contest.parent_not_counted", "after", contest.after or "", missing, first)
    elif parent.outcome.state not in _ANSWERS[contest.vote]:
        not_so = phrase(
            "«{parent}» có kết quả «{state}», không dẫn đến «{vote}»",
            parent=parent.contest.id,
            state=parent.outcome.state,
            vote=contest.vote,
        )
        yield _Problem("contest.answers_nothing", "vote", contest.vote.value, not_so, what_follows(parent, earlier))
    elif parent.outcome.ends is not None:
        ended = phrase(
            "theo quy định, sau «{parent}» không bầu nữa: {rule}", parent=parent.contest.id, rule=parent.outcome.ends
        )
        yield _Problem("contest.rounds_ended", "after", parent.contest.id, ended, nothing_follows(parent))
    elif (cut := _alternates_after(parent, chain) if for_alternates else None) is not None:
        yield from _alternate_problems(contest, parent, cut, earlier)
    elif parent.decision is not None and not _may_follow(contest, parent):
        ended = phrase(
            "đại hội đã quyết định «{decision}» về «{parent}», không còn «{vote}»",
            decision=parent.decision.decision,
            parent=parent.contest.id,
            vote=contest.vote,
        )
        other = phrase(
            "bỏ nội dung bầu này; nếu quyết định đã khác đi thì sửa bảng [[decision]] về «{parent}»",
            parent=parent.contest.id,
        )
        yield _Problem("contest.decided_otherwise", "after", parent.contest.id, ended, other)
    else:
        yield from _seat_problems(contest, parent, earlier)
        yield from _list_problems(contest, parent, earlier)


def _alternates_after(parent: ContestResult, chain: Chain | None) -> Placed | None:
    """The alternates' cut a re-vote answers where the seats of its parent were full only after another re-vote."""
    if parent.outcome.seats_open == 0 or chain is None:
        return None
    return alternate_cut(parent, chain)


def _alternate_problems(
    contest: Contest, parent: ContestResult, cut: Placed, earlier: Sequence[ContestResult]
) -> Iterator[_Problem]:
    # Two votes never fill one place.
    filled = sum(other.contest.seats for other in earlier if other.for_alternates)
    places = max(0, parent.contest.alternates - len(cut.inside) - filled)
    if _numbers_before(contest) != set(cut.tied) or len(contest.slate) != len(cut.tied):
        among = phrase("bầu lại chỉ trong số người bằng phiếu ở ranh giới dự khuyết, số cũ: {tied}", tied=cut.tied)
        remedy = list_of(cut.tied, made_ready=not filled)
        yield _Problem("contest.list_of_revote", "slate", _numbers(_numbers_before(contest)), among, remedy)
    elif contest.seats != places:
        left = phrase("«{parent}» còn {open} chỗ dự khuyết để bầu", parent=parent.contest.id, open=places)
        yield _Problem("contest.seats_of_round", "seats", str(contest.seats), left, seats_of(contest.vote, places))


def _may_follow(contest: Contest, parent: ContestResult) -> bool:
    """Whether a round may follow although the congress decided: on an annulled box, or where it decided of alternates.

    A tie at the cut of the seats is then voted on again, and the decision is about the cut of the alternates.
    """
    return contest.vote is Vote.AGAIN or (contest.vote is Vote.REVOTE and bool(parent.contest.alternates))


def _seat_problems(contest: Contest, parent: ContestResult, earlier: Sequence[ContestResult]) -> Iterator[_Problem]:
    following = parent.outcome.next
    open_seats = following.seats if following is not None else parent.outcome.seats_open
    # Two votes never fill one seat.
    open_seats = max(0, open_seats - sum(other.contest.seats for other in earlier))
    # A further vote may fill fewer than all missing seats: the congress decides how many.
    fits = contest.seats <= open_seats if contest.vote is Vote.FURTHER else contest.seats == open_seats
    if not fits:
        left = phrase("«{parent}» còn {open} chỗ để bầu", parent=parent.contest.id, open=open_seats)
        yield _Problem("contest.seats_of_round", "seats", str(contest.seats), left, seats_of(contest.vote, open_seats))


def _list_problems(contest: Contest, parent: ContestResult, earlier: Sequence[ContestResult]) -> Iterator[_Problem]:
    """A re-vote is among exactly the tied; a further vote among people not yet elected."""
    before = _numbers_before(contest)
    if contest.vote is Vote.AGAIN and before != set(range(1, len(parent.contest.slate) + 1)):
        whole = phrase("bỏ phiếu lại với cả danh sách {names} người như trước", names=len(parent.contest.slate))
        everybody = range(1, len(parent.contest.slate) + 1)
        remedy = list_of(everybody, made_ready=parent.decision is not None and not earlier)
        yield _Problem("contest.list_of_again", "slate", _numbers(before), whole, remedy)
    if contest.vote is Vote.REVOTE and (before != set(parent.outcome.tied) or len(before) != len(contest.slate)):
        among = phrase("bầu lại chỉ trong số người bằng phiếu, số cũ: {tied}", tied=parent.outcome.tied)
        remedy = list_of(parent.outcome.tied, made_ready=not earlier)
        yield _Problem("contest.list_of_revote", "slate", _numbers(before), among, remedy)
    elected = before & {*parent.outcome.elected, *(number for other in earlier for number in _elected_before(other))}
    if contest.vote is Vote.FURTHER and elected:
        done = phrase("người đã trúng cử ở «{parent}» không bầu tiếp nữa", parent=parent.contest.id)
        leave = phrase("bỏ khỏi danh sách những người có number_before là {numbers}", numbers=_numbers(elected))
        yield _Problem("contest.list_of_further", "slate", _numbers(elected), done, leave)


def _numbers_before(contest: Contest) -> set[int]:
    return {person.number_before for person in contest.slate.candidates if person.number_before is not None}


def _elected_before(result: ContestResult) -> Iterator[int]:
    """The elected of a later round, by their numbers in the vote before."""
    for person in result.contest.slate.candidates:
        if person.number in result.outcome.elected and person.number_before is not None:
            yield person.number_before


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in sorted(numbers))
