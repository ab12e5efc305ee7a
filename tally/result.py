"""The result of a contest (kết quả): two counts that agree, the account, the outcome, and each step's provision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rules.choice import AllDisagree, Choices
from rules.errors import FaultList, Place, UndecidedError
from rules.model import CONGRESS_FILE, About, Attendance, BallotSource, Contest, Decision, Form, Kind, Vote
from rules.percent import Percent, percent
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from tally.account import Account, check_all_entered, check_base, check_identities, take_account
from tally.columns import count_columns, turn, verdicts
from tally.count import count
from tally.model import NOT_RULED, Ballot, RawMark, Ruled, Tally
from tally.outcome import NextVote, Outcome, State, ranks, void
from tally.steps import Step, steps_of
from tally.streamed import REFERENCE_UP_TO, Streamed, streamed_as
from tally.terms import Terms, terms_of
from tally.turned_round import Shown, ballot_to_show, looks_turned_round
from tally.validity import BallotForm, needing_all_disagree, unclear, verdict

_STATE_OF = {
    About.TIED: State.TIED,
    About.SHORT: State.SHORT,
    About.OVER_ISSUED: State.VOID,
    About.TURNOUT: State.NOT_RECOGNISED,
}
"""What a decision about the outcome answers; those about who stands and who elects are judged by ``membership``."""


class CountsDifferError(Exception):
    """The two independent counts of one pile differ: a fault of the program. Names the first ballots that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestResult:
    """Everything the count of one contest says.

    ``for_alternates``: a re-vote at the alternates' cut, which elects nobody; ``not_among``: those on the list who
    were not elected to the body this office is elected from. Both are known only beside the other contests.
    ``needed`` is None for a re-vote and where the base is not known, ``tally`` for a void contest. ``terms`` are
    the provisions as they were used, for whoever decides again under other votes. ``decision`` is the congress's
    own, recorded where one was needed. ``invalid_order`` are the grounds of invalidity in the regulation's order.
    ``confirmed`` are decisions about who stands and who elects, ``ruled`` says on how many ballots people ruled.
    ``shown`` is a ballot to hold against its paper, ``turned_round`` whether struck and kept look exchanged.
    """

    contest: Contest
    account: Account
    terms: Terms
    needed: int | None
    tally: Tally | None
    outcome: Outcome
    steps: tuple[Step, ...]
    invalid_order: tuple[str, ...]
    decision: Decision | None
    for_alternates: bool = False
    not_among: tuple[int, ...] = ()
    confirmed: tuple[Decision, ...] = ()
    ruled: Ruled = NOT_RULED
    shown: Shown | None = None
    turned_round: bool = False

    @property
    def ranks(self) -> tuple[int, ...]:
        """Rank of each name by votes, equal votes sharing one; empty for a void contest."""
        return ranks(self.tally.votes) if self.tally else ()

    @property
    def invalid_reasons(self) -> Mapping[str, int]:
        """Invalid ballots by reason: only those that occur, in the regulation's order."""
        if self.tally is None:
            return {}
        found = {reason.value: number for reason, number in self.tally.invalid_reasons.items()}
        order = (*self.invalid_order, *sorted(set(found) - set(self.invalid_order)))
        return {reason: found[reason] for reason in order if found.get(reason)}

    def percents(self, choices: Choices) -> tuple[Percent, ...]:
        """Votes of each name as a share of the base, for print only; empty for a void contest."""
        votes = self.tally.votes if self.tally else ()
        base = self.account.base or 1  # where no ballot is valid nobody has a vote
        return tuple(percent(Fraction(each, base), choices.percent_rounding) for each in votes)


def count_contest(
    contest: Contest,
    ballots: Sequence[Ballot],
    rules: Rules,
    choices: Choices,
    decisions: Iterable[Decision] = (),
) -> ContestResult:
    """Count a contest whose attendance and ballots are given, and determine who is elected.

    Raises ``InputError`` where the account or the rules do not allow a count, ``UndecidedError`` where people must
    rule or choose first, ``CountsDifferError`` if the two counts differ.
    """
    faults = FaultList(CONGRESS_FILE)
    attendance, source = _given(contest)
    terms = terms_of(contest, rules, faults)
    account = take_account(attendance, source, len(ballots), terms.base)
    _check_excluded(contest, attendance, rules, faults)
    check_form(contest, faults)
    check_base(account, faults)
    check_all_entered(account, source.file, faults)
    faults.raise_if_any()

    paper = BallotForm(form=contest.form, names=len(contest.slate), seats=contest.seats)
    if account.void:
        tally = None
        votes_needed = terms.needed(account.taken_of(terms.base))
        again = account.over_issued and terms.annuls
        outcome = void(paper.names, seats=contest.seats, needed=votes_needed, vote_again=again)
    else:
        choices = choices_for(contest, choices)
        _check_decided(contest, source, ballots, paper, choices)
        tally = count_twice(ballots, paper, choices)
        check_identities(account, tally, paper)
        account = replace(account, valid=tally.valid)
        votes_needed = terms.needed(account.base)
        outcome = terms.decide(tally.votes, votes_needed, account)
    decision = _decision(contest, outcome, decisions, faults)
    faults.raise_if_any()
    return ContestResult(
        contest=contest,
        account=account,
        terms=terms,
        needed=votes_needed,
        tally=tally,
        outcome=_replay(outcome, decision, contest, terms.needed_next(votes_needed)),
        steps=tuple(steps_of(contest, rules, account, outcome, tally.invalid_reasons if tally else ())),
        invalid_order=rules.invalid_reasons_in_order(contest),
        decision=decision,
        shown=None if tally is None else ballot_to_show(ballots, contest.form),
        turned_round=tally is not None and looks_turned_round(tally, paper),
    )


def count_twice(ballots: Sequence[Ballot], paper: BallotForm, choices: Choices) -> Tally:
    """Count by ballot and by column; the two must agree in every number, or nothing is said at all."""
    streamed = streamed_as(ballots, paper, choices.all_disagree)
    if streamed is not None:
        return _agreed(streamed, ballots)
    by_ballot = count(ballots, paper, choices.all_disagree)
    columns = turn(ballots, paper.names)
    by_column = count_columns(columns, paper, choices.all_disagree)
    if by_ballot != by_column:
        pairs = zip(ballots, verdicts(columns, paper, choices.all_disagree), strict=True)
        differing = [
            ballot.number for ballot, other in pairs if verdict(ballot, paper, choices.all_disagree) is not other
        ]
        raise CountsDifferError(f"first ballots that differ: {differing[:10]}; {by_ballot} != {by_column}")
    return by_ballot


def _agreed(streamed: Streamed, ballots: Sequence[Ballot]) -> Tally:
    """The tally of a box that streamed past: both routes of the columns, and the reference on all or on a sample."""
    by_columns = streamed.file_order
    pairs = [
        (by_columns, streamed.blocks),
        (streamed.sample_tally, count(streamed.sample, streamed.paper, streamed.all_disagree)),
    ]
    if streamed.counted <= REFERENCE_UP_TO:
        pairs.append((by_columns, count(ballots, streamed.paper, streamed.all_disagree)))
    for one, other in pairs:
        if one != other:
            raise CountsDifferError(f"{one} != {other}")
    return by_columns


def choices_for(contest: Contest, choices: Choices) -> Choices:
    """An opinion asked may be that of nobody: such a ballot is valid, and nobody's election hangs on it."""
    if contest.vote.elects or choices.all_disagree is not None:
        return choices
    return replace(choices, all_disagree=AllDisagree.VALID)


def _given(contest: Contest) -> tuple[Attendance, BallotSource]:
    if contest.attendance is None or contest.ballots is None:
        raise ValueError(f"contest {contest.id} has no attendance or no ballots to count")
    return contest.attendance, contest.ballots


def _check_excluded(contest: Contest, attendance: Attendance, rules: Rules, faults: FaultList) -> None:
    allowed = tuple(reason for each in rules.for_contest("count.excluded", contest) for reason in each.reasons)
    for reason in attendance.excluded:
        if reason not in allowed:
            faults.add(
                "attendance.excluded_not_allowed",
                phrase("quy chế đang dùng không cho trừ «{reason}» khỏi tổng số để tính quá nửa", reason=reason),
                phrase(
                    "chỉ được trừ: {allowed}; lý do khác cần một mục [[local]] có nguồn",
                    allowed=allowed or (phrase("không có lý do nào"),),
                ),
                place=Place(key=f"attendance.excluded.{reason}"),
                seen=attendance.excluded[reason],
            )


def check_form(contest: Contest, faults: FaultList) -> None:
    """A ballot with surplus has more names than seats, one without has no more: else the form is the wrong one.

    Asked before ballots are printed and again before they are counted: nothing is printed that cannot be. Voters of a
    state election strike out names and have no other ballot (Luật 85/2015/QH13 Điều 74).
    """
    names, seats = len(contest.slate), contest.seats
    if contest.kind is Kind.VOTERS and contest.form is not Form.STRIKE_OUT:
        faults.add(
            "contest.form_of_voters",
            phrase("phiếu bầu cử đại biểu là phiếu gạch tên, ở đây mẫu phiếu là {form}", form=contest.form),
            phrase('ghi form = "strike_out"; danh sách phải nhiều hơn số đại biểu được bầu'),
            place=Place(key=f"contest.{contest.id}.form"),
            seen=contest.form.value,
        )
        return
    if (contest.form is Form.STRIKE_OUT) == (names > seats):
        return
    if contest.kind is Kind.VOTERS:
        faults.add(
            "contest.form_and_seats",
            phrase(
                "danh sách có {names} người, được bầu {seats} đại biểu: danh sách phải nhiều hơn số được bầu",
                names=names,
                seats=seats,
            ),
            phrase("xem lại slate và seats; bầu cử đại biểu chỉ có phiếu gạch tên, không có phiếu đồng ý"),
            place=Place(key=f"contest.{contest.id}.seats"),
            seen=seats,
        )
        return
    faults.add(
        "contest.form_and_seats",
        phrase(
            "danh sách có {names} người, bầu {seats} người, nhưng mẫu phiếu là {form}",
            names=names,
            seats=seats,
            form=contest.form,
        ),
        phrase("có số dư dùng strike_out (gạch tên); không có số dư dùng agree_disagree (đồng ý / không đồng ý)"),
        place=Place(key=f"contest.{contest.id}.form"),
        seen=contest.form.value,
    )


def _check_decided(
    contest: Contest,
    source: BallotSource,
    ballots: Sequence[Ballot],
    paper: BallotForm,
    choices: Choices,
) -> None:
    """Stop where people must decide first: marks nobody could read, and the one open question about validity."""
    open_points = FaultList(source.file)
    streamed = streamed_as(ballots, paper, choices.all_disagree)
    for ballot in _doubtful(streamed, ballots):
        open_points.add(
            "ballots.unclear",
            _unclear_words(ballot, contest),
            phrase(
                "ghi kết luận vào tệp {file} (trong ballots: rulings = …), dòng đầu là {columns}, mỗi dấu một dòng; "
                "hoặc ghi lý do không hợp lệ của cả phiếu ở cột invalid",
                file=f'"rulings-{contest.id}.csv"',
                columns="ballot,code,ruling,reason,in_favour,of",
            ),
            place=Place(column="ballot"),
            seen=ballot.number,
        )
    if choices.all_disagree is None:
        asking = (ballot.number for ballot in needing_all_disagree(ballots, paper))
        for number in streamed.nobody if streamed else asking:
            open_points.add(
                "ballots.all_disagree",
                phrase("phiếu số {number} không đồng ý với ai trong danh sách nhiều người", number=number),
                phrase(
                    "quy chế không nói phiếu này hợp lệ hay không: đại hội quyết định, rồi ghi "
                    'all_disagree = "valid" hoặc "invalid" trong [choices]',
                ),
                place=Place(column="ballot", key=f"contest.{contest.id}"),
                seen=number,
            )
    if open_points.faults:
        raise UndecidedError(tuple(open_points.faults))


def _doubtful(streamed: Streamed | None, ballots: Sequence[Ballot]) -> Iterable[Ballot]:
    """The ballots with marks nobody could read; of a big box those that were seen while it streamed past."""
    if streamed is None:
        return unclear(ballots)
    numbers = frozenset(streamed.unclear)
    return (ballot for ballot in ballots if ballot.number in numbers) if numbers else ()


def _unclear_words(ballot: Ballot, contest: Contest) -> Phrase:
    people = contest.slate.candidates
    at = [place for place, mark in enumerate(ballot.reading, start=1) if mark == RawMark.UNCLEAR]
    if len(at) == len(people) > 1:
        return phrase(
            "phiếu số {number} không đọc được cả phiếu, ban kiểm phiếu phải kết luận trước", number=ballot.number
        )
    return phrase(
        "phiếu số {number} có dấu không rõ ở {names}, ban kiểm phiếu phải kết luận trước",
        number=ballot.number,
        names=tuple(phrase("{number}. {name}", number=place, name=people[place - 1].name) for place in at),
    )


def _decision(
    contest: Contest,
    outcome: Outcome,
    decisions: Iterable[Decision],
    faults: FaultList,
) -> Decision | None:
    """The decision that answers this outcome; one about something that did not happen is a fault, never skipped."""
    answering: Decision | None = None
    for decision in decisions:
        if decision.contest != contest.id or decision.about not in _STATE_OF:
            continue
        if _STATE_OF[decision.about] is outcome.state:
            answering = decision
            continue
        faults.add(
            "decision.not_needed",
            phrase(
                "quyết định về «{about}» nhưng kết quả của «{contest}» là «{state}»",
                about=decision.about,
                contest=contest.id,
                state=outcome.state,
            ),
            phrase("bỏ mục [[decision]] này, hoặc xem lại tệp phiếu"),
            place=Place(key=f"decision.{contest.id}.about"),
            seen=decision.about.value,
        )
    return answering


def _replay(outcome: Outcome, decision: Decision | None, contest: Contest, votes_needed: int | None) -> Outcome:
    """Apply a recorded decision: no further vote ends the matter, an annulled box is followed by a vote again."""
    if decision is None:
        return outcome
    if decision.decision not in {"annulled", "vote_again"}:
        return replace(outcome, next=None)
    names = tuple(range(1, len(contest.slate) + 1))
    return replace(outcome, next=NextVote(vote=Vote.AGAIN, seats=contest.seats, names=names, needed=votes_needed))
