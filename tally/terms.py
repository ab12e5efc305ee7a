"""What the provisions ask of one contest (các quy định áp dụng): base, threshold, tie, shortfall, turnout; as values.

A contest's vote says which question of the law it answers: an election (``count.…``), an opinion ballot
(``opinion.…``, 190-QĐ/TW Điều 14, khoản 3) or an introduction ballot (``introduction.…``). What follows is the same
code under other provisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rules.errors import FaultList, Place
from rules.model import CONGRESS_FILE, DECISIONS, FILL_IN, About, Contest, Kind, Vote
from rules.parameter import Base, TieRule
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Rules
from tally.account import Account, needed
from tally.outcome import Ending, Outcome, State, decide, decide_revote, decide_support, not_recognised

_FAMILIES = {Vote.OPINION: "opinion", Vote.INTRODUCTION: "introduction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The provisions of one contest as the count uses them.

    ``threshold`` is None in a re-vote, where no majority is needed. ``births`` are given where the older of the tied
    is elected. ``turnout`` is the share of the listed voters without which nothing is recognised,
    ``extra_election`` the share of the seats below which one follows. ``annuls``: a provision cancels the ballots
    where there are more than were issued.
    """

    vote: Vote
    seats: int
    alternates: int
    base: Base
    threshold: Limit | None
    births: tuple[PartialDate | None, ...] | None = None
    turnout: Limit | None = None
    extra_election: Limit | None = None
    annuls: bool = False

    def needed(self, base: int | None) -> int | None:
        """The fewest votes that pass; None where no majority is needed, or the base is not known."""
        return None if self.threshold is None or base is None else needed(self.threshold, base)

    def needed_next(self, votes_needed: int | None) -> int | None:
        """The fewest votes of a vote that follows; of valid ballots it is not known before they are counted."""
        return None if self.base is Base.VALID else votes_needed

    def recognised(self, account: Account) -> bool:
        """Whether enough of the listed voters voted («quá một nửa»); of a congress nothing of the kind is asked."""
        if self.turnout is None:
            return True
        return account.summoned > 0 and self.turnout.holds(Fraction(account.present, account.summoned))

    def decide(self, votes: Sequence[int], votes_needed: int | None, account: Account) -> Outcome:
        """Who is elected, or supported, with these votes."""
        if not self.recognised(account):
            return not_recognised(len(votes), seats=self.seats)
        return self.place(votes, votes_needed)

    def place(self, votes: Sequence[int], votes_needed: int | None) -> Outcome:
        """The same where the vote is recognised: what depends on votes and threshold alone."""
        if votes_needed is None:
            return decide_revote(votes, seats=self.seats)
        if not self.vote.elects:
            return decide_support(votes, needed=votes_needed)
        outcome = decide(
            votes,
            seats=self.seats,
            needed=votes_needed,
            alternates=self.alternates,
            births=self.births,
        )
        return self._short(outcome) if outcome.state is State.SHORT else outcome

    def _short(self, outcome: Outcome) -> Outcome:
        """What follows a shortfall (Luật 85/2015/QH13 Điều 79, Điều 80): of valid ballots the next base is not known.

        A People's Council votes again only below a share of its seats («chưa đủ hai phần ba»).
        """
        share = Fraction(len(outcome.elected), self.seats)
        if self.extra_election is not None and not self.extra_election.holds(share):
            return replace(outcome, next=None, ends=Ending.NO_EXTRA_ELECTION)
        if outcome.next is None:
            return outcome
        return replace(outcome, next=replace(outcome.next, needed=self.needed_next(outcome.next.needed)))


def family(contest: Contest) -> str:
    """Which parameters a contest's vote is under."""
    return _FAMILIES.get(contest.vote, "count")


def terms_of(contest: Contest, rules: Rules, faults: FaultList) -> Terms:
    """Gather the provisions of a contest; without a base or a threshold for it nothing can be counted: a fault."""
    asks = family(contest)
    base, threshold = rules.one(f"{asks}.base", contest), rules.one(f"{asks}.needed", contest)
    tie = rules.one("count.tie", contest)
    turnout, extra = rules.one("count.turnout", contest), rules.one("count.extra_election", contest)
    if base is None or base.rule is None or threshold is None or threshold.limit is None:
        _refuse(contest, rules, faults)
    older = tie is not None and tie.rule == TieRule.OLDER
    return Terms(
        vote=contest.vote,
        seats=contest.seats,
        alternates=contest.alternates,
        base=Base(base.rule) if base is not None and base.rule else Base.SUMMONED_LESS_EXCLUDED,
        threshold=None if contest.held_as is Vote.REVOTE or threshold is None else threshold.limit,
        births=tuple(person.born for person in contest.slate.candidates) if older else None,
        turnout=turnout.limit if turnout else None,
        extra_election=extra.limit if extra else None,
        annuls=rules.one("count.over_issued", contest) is not None,
    )


def _refuse(contest: Contest, rules: Rules, faults: FaultList) -> None:
    if contest.vote.elects:
        message = phrase(
            "bộ quy định {pack} không nói tổng số để tính quá nửa cho «{contest}» ({kind}) vào ngày này",
            pack=rules.pack,
            contest=contest.id,
            kind=contest.kind,
        )
        remedy = phrase("xem lại kind, rules và opens trong congress.toml")
        seen = contest.kind.value
    else:
        message = phrase(
            "bộ quy định {pack} không nói bao nhiêu phiếu là đủ khi {vote} («{contest}»)",
            pack=rules.pack,
            vote=contest.vote,
            contest=contest.id,
        )
        remedy = phrase(
            'nếu có quy định, thêm hai mục [[local]] với parameter = "{family}.base" và "{family}.needed", kèm source',
            family=family(contest),
        )
        seen = contest.vote.value
    faults.add("rules.no_threshold", message, remedy, place=Place(key=f"contest.{contest.id}"), seen=seen)


def who_decides(contest: Contest) -> Phrase:
    """Who decides what the provision leaves to people: congress, committee's meeting, or an election's own body."""
    match contest.kind:
        case Kind.VOTERS:
            return phrase("tổ chức phụ trách bầu cử")
        case Kind.COMMITTEE:
            return phrase("hội nghị")
        case Kind.MEMBERS | Kind.DELEGATES:
            return phrase("đại hội")


def decision_entry(contest: str, about: About) -> tuple[str, ...]:
    """The lines of congress.toml that record a decision (quyết định); who decided and the words are to be filled in.

    The words of the file are the same in every language. Where people may decide this or that, a comment has both.
    """
    decisions = DECISIONS[about]
    either = f"  # {' · '.join(decisions)}" if len(decisions) > 1 else ""
    return (
        "[[decision]]",
        f'contest = "{contest}"',
        f'about = "{about.value}"',
        f'decision = "{decisions[0]}"{either}',
        f'by = "{FILL_IN}"',
        f'text = "{FILL_IN}"',
    )


def decision_told(contest: str, about: About) -> Phrase:
    """The same in one line, for a sentence: what stands in brackets is no TOML before each key has its own line."""
    return phrase(
        'thêm vào cuối {file} một bảng [[decision]], mỗi khóa một dòng: contest = "{contest}", about = "{about}", '
        'decision = "{decision}", by = ai quyết định, text = nguyên văn quyết định',
        file=CONGRESS_FILE,
        contest=contest,
        about=about.value,
        decision=DECISIONS[about][0],
    )


def still_tied(contest: Contest) -> Phrase:
    """What the provision says of people tied after their re-vote."""
    return phrase(
        "Vẫn bằng phiếu sau khi bầu lại: {who} quyết định có bầu lại nữa hay không.", who=who_decides(contest)
    )
