"""The result of a contest (kết quả): two counts that agree, the account, the outcome, and each step's provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rules.choice import Choices
from rules.citation import Citation
from rules.errors import FaultList, Place, UndecidedError
from rules.model import CONGRESS_FILE, About, Attendance, BallotSource, Contest, Decision, Form, Vote
from rules.percent import Percent, percent
from rules.phrase import phrase
from rules.regulation import Limit, Provision, Rules
from tally.account import Account, check_all_entered, check_base, check_identities, needed, take_account
from tally.columns import count_columns, turn, verdicts
from tally.count import count
from tally.model import Ballot, Tally
from tally.outcome import NextVote, Outcome, State, decide, decide_revote, ranks, void
from tally.validity import BallotForm, needing_all_disagree, unclear, verdict

_STATE_OF = {About.TIED: State.TIED, About.SHORT: State.SHORT, About.OVER_ISSUED: State.VOID}


class CountsDifferError(Exception):
    """The two independent counts of one pile differ: a fault of the program. Names the first ballots that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a result (base, needed, order, tie, short, validity, over_issued) and the provision behind it."""

    step: str
    provision: Provision

    @property
    def citation(self) -> Citation:
        """How the result cites it."""
        return self.provision.citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestResult:
    """Everything the count of one contest says.

    ``needed`` is None for a re-vote, ``tally`` for a void contest. ``decision`` is the congress's own, recorded
    where one was needed. ``invalid_order`` are the grounds of invalidity in the regulation's order.
    """

    contest: Contest
    account: Account
    needed: int | None
    tally: Tally | None
    outcome: Outcome
    steps: tuple[Step, ...]
    invalid_order: tuple[str, ...]
    decision: Decision | None

    @property
    def ranks(self) -> tuple[int, ...]:
        """Rank of each name by votes, equal votes sharing one; empty for a void contest."""
        return ranks(self.tally.votes) if self.tally else ()

    def percents(self, choices: Choices) -> tuple[Percent, ...]:
        """Votes of each name as a share of the base, for print only; empty for a void contest."""
        votes = self.tally.votes if self.tally else ()
        return tuple(percent(Fraction(each, self.account.base), choices.percent_rounding) for each in votes)


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
    account = take_account(attendance, source, len(ballots))
    threshold = _threshold(contest, rules, faults)
    _check_excluded(contest, attendance, rules, faults)
    _check_form(contest, faults)
    check_base(account, faults)
    check_all_entered(account, source.file, faults)
    faults.raise_if_any()
    votes_needed = None if contest.vote is Vote.REVOTE or threshold is None else needed(threshold, account.base)

    paper = BallotForm(form=contest.form, names=len(contest.slate), seats=contest.seats)
    if account.void:
        tally = None
        outcome = void(paper.names, seats=contest.seats, needed=votes_needed, vote_again=account.over_issued)
    else:
        _check_decided(contest, source, ballots, paper, choices)
        tally = count_twice(ballots, paper, choices)
        check_identities(account, tally, paper)
        if votes_needed is None:
            outcome = decide_revote(tally.votes, seats=contest.seats)
        else:
            outcome = decide(tally.votes, seats=contest.seats, needed=votes_needed, alternates=contest.alternates)
    decision = _decision(contest, outcome, decisions, faults)
    faults.raise_if_any()
    return ContestResult(
        contest=contest,
        account=account,
        needed=votes_needed,
        tally=tally,
        outcome=_replay(outcome, decision, contest, votes_needed),
        steps=tuple(_steps(contest, rules, attendance, tally)),
        invalid_order=rules.invalid_reasons_in_order(contest),
        decision=decision,
    )


def count_twice(ballots: Sequence[Ballot], paper: BallotForm, choices: Choices) -> Tally:
    """Count by ballot and by column; the two must agree in every number, or nothing is said at all."""
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


def _given(contest: Contest) -> tuple[Attendance, BallotSource]:
    if contest.attendance is None or contest.ballots is None:
        raise ValueError(f"contest {contest.id} has no attendance or no ballots to count")
    return contest.attendance, contest.ballots


def _threshold(contest: Contest, rules: Rules, faults: FaultList) -> Limit | None:
    """The provision's threshold; a pack without a base or a threshold for this kind of contest cannot count it."""
    base, threshold = rules.one("count.base", contest), rules.one("count.needed", contest)
    if base is None or threshold is None or threshold.limit is None:
        faults.add(
            "rules.no_threshold",
            phrase(
                "bộ quy định {pack} không nói tổng số để tính quá nửa cho «{contest}» ({kind}) vào ngày này",
                pack=rules.pack,
                contest=contest.id,
                kind=contest.kind,
            ),
            phrase("xem lại kind, rules và opens trong congress.toml"),
            place=Place(key=f"contest.{contest.id}"),
            seen=contest.kind.value,
        )
        return None
    return threshold.limit


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


def _check_form(contest: Contest, faults: FaultList) -> None:
    """A ballot with surplus has more names than seats, one without has no more: else the form is the wrong one."""
    names, seats = len(contest.slate), contest.seats
    if (contest.form is Form.STRIKE_OUT) == (names > seats):
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
    for ballot in unclear(ballots):
        open_points.add(
            "ballots.unclear",
            phrase("phiếu số {number} có dấu không rõ, ban kiểm phiếu phải kết luận trước", number=ballot.number),
            phrase("ghi kết luận vào tệp rulings, hoặc ghi lý do không hợp lệ ở cột invalid"),
            place=Place(column="ballot"),
            seen=ballot.number,
        )
    if choices.all_disagree is None:
        for ballot in needing_all_disagree(ballots, paper):
            open_points.add(
                "ballots.all_disagree",
                phrase("phiếu số {number} không đồng ý với ai trong danh sách nhiều người", number=ballot.number),
                phrase(
                    "quy chế không nói phiếu này hợp lệ hay không: đại hội quyết định, rồi ghi "
                    'all_disagree = "valid" hoặc "invalid" trong [choices]',
                ),
                place=Place(column="ballot", key=f"contest.{contest.id}"),
                seen=ballot.number,
            )
    if open_points.faults:
        raise UndecidedError(tuple(open_points.faults))


def _decision(
    contest: Contest,
    outcome: Outcome,
    decisions: Iterable[Decision],
    faults: FaultList,
) -> Decision | None:
    """The decision that answers this outcome; one about something that did not happen is a fault, never skipped."""
    answering: Decision | None = None
    for decision in decisions:
        if decision.contest != contest.id:
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
    if decision.about is not About.OVER_ISSUED:
        return replace(outcome, next=None)
    names = tuple(range(1, len(contest.slate) + 1))
    return replace(outcome, next=NextVote(vote=Vote.AGAIN, seats=contest.seats, names=names, needed=votes_needed))


def _steps(contest: Contest, rules: Rules, attendance: Attendance, tally: Tally | None) -> Iterator[Step]:
    """The provisions a result rests on, in the order a reader follows."""
    if tally is None:
        steps: tuple[str, ...] = ("base", "needed")  # nobody is placed in a void contest
    elif contest.vote is Vote.REVOTE:
        steps = ("base", "order", "tie")
    else:
        steps = ("base", "needed", "order", "tie", "short")
    for step in (*steps, "alternates") if contest.alternates and tally else steps:
        yield from _cite(step, rules.one(f"count.{step}", contest))
        if step == "base":
            yield from _cite_reasons(step, rules.for_contest("count.excluded", contest), attendance.excluded)
    if tally is None:
        yield from _cite("over_issued", rules.one("count.over_issued", contest))
    else:
        yield from _cite("validity", rules.one("ballot.valid", contest))
        yield from _cite_reasons("validity", rules.for_contest("ballot.invalid", contest), tally.invalid_reasons)


def _cite(step: str, provision: Provision | None) -> Iterator[Step]:
    if provision is not None:
        yield Step(step=step, provision=provision)


def _cite_reasons(step: str, provisions: Iterable[Provision], used: Iterable[str]) -> Iterator[Step]:
    """Of provisions that list reasons, those with a reason that was used."""
    reasons = set(used)
    return (Step(step=step, provision=provision) for provision in provisions if reasons & set(provision.reasons))
