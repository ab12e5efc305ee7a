"""The desk without a disk: requests are decided, written into lines and folded, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.acts import Act, ContestDeclared
from tally.desk.deciding import decide
from tally.desk.fold import apply
from tally.desk.refusal import Refusal, RefusedError
from tally.desk.requests import Request
from tally.desk.roles import PHASES, Phase, Role
from tally.desk.state import Bundle, DeskContest, State
from tally.desk.written import Written, write

CHAIR, OTHER_CHAIR = "Lương Ngọc Bính", "Cầm Thị Doan"
FIRST, SECOND, THIRD, FOURTH = "Đào Xuân Giáp", "Hờ A Khua", "Phan Văn Thể", "Sa Thị Yên"
TECHNICIAN, OBSERVER = "Lò Văn Pản", "Trần Hữu Lượng"
ROLES = {
    CHAIR: Role.CHAIR,
    OTHER_CHAIR: Role.CHAIR,
    FIRST: Role.CLERK,
    SECOND: Role.CLERK,
    THIRD: Role.CLERK,
    FOURTH: Role.CLERK,
    TECHNICIAN: Role.TECHNICIAN,
    OBSERVER: Role.OBSERVER,
}
GROUNDS = ("not_issued", "outside_name", "marked", "signed", "written_on")


def declared(contest: str = "bch", form: Form = Form.STRIKE_OUT, names: int = 4, seats: int = 3) -> ContestDeclared:
    """A contest of so many invented names."""
    return ContestDeclared(
        contest=contest,
        office="executive_committee",
        form=form.value,
        seats=seats,
        names=tuple(f"Nguyễn Văn {number}" for number in range(1, names + 1)),
        slate=f"slate-{contest}.csv",
        sha256="sha256:" + "1" * 64,
        grounds=GROUNDS,
        after="",
        vote="first",
        round=1,
    )


def refusal_of(rule: Callable[..., object], /, *asked: object, **how: object) -> Refusal:
    """The one reason for which a rule refuses what it is asked."""
    with pytest.raises(RefusedError) as refused:
        rule(*asked, **how)
    (refusal,) = refused.value.refusals
    return refusal


@dataclass(slots=True)
class Bench:
    """Everything that was done, and what is known of it."""

    state: State = field(default_factory=State)
    lines: list[Written] = field(default_factory=list)

    @classmethod
    def open(cls, *contests: ContestDeclared) -> Bench:
        """A desk with two chairs, four clerks, a technician and an observer."""
        bench = cls()
        bench.do(ask.OpenDesk(congress="Đại hội", body="Đảng bộ", sha256="0" * 64, machine="máy 1"), "")
        bench.do(ask.Declare(contests=contests or (declared(),)), "")
        for person, role in ROLES.items():
            bench.do(ask.Join(person=person, role=role.value), "")
        return bench

    @classmethod
    def counting(cls, papers: int = 4, size: int = 2, entries: int = 2, what: ContestDeclared | None = None) -> Bench:
        """A desk at the count: the account entered, bundles made."""
        bench = cls.open(what or declared())
        bench.do(ask.PlanEntry(contest="bch", entries=entries, bundle_size=size), CHAIR)
        bench.advance(Phase.COUNT)
        bench.do(
            ask.EnterAccount(contest="bch", summoned=papers, present=papers, issued=papers, returned=papers), CHAIR
        )
        bench.do(ask.MakeBundles(contest="bch", rehearsal=False, papers=papers), TECHNICIAN)
        return bench

    @property
    def contest(self) -> DeskContest:
        """The contest."""
        return self.state.contests["bch"]

    def bundle(self, number: int = 1, *, rehearsal: bool = False) -> Bundle:
        """A bundle of it."""
        return self.contest.pile(rehearsal=rehearsal).bundles[number]

    def do(self, request: Request, person: str) -> tuple[Act, ...]:
        """Do it."""
        acts = decide(self.state, request, person)
        for act in acts:
            line = write(
                act,
                sequence=self.state.sequence + 1,
                previous=self.state.head,
                at=f"2020-03-15T14:{len(self.lines) // 60 % 60:02d}:{len(self.lines) % 60:02d}+00:00",
                by=person,
            )
            self.lines.append(line)
            self.state = apply(self.state, line)
        return acts

    def refused(self, request: Request, person: str) -> list[str]:
        """The names of why it is not done; nothing may have changed."""
        before = self.state
        try:
            acts = decide(self.state, request, person)
        except RefusedError as error:
            assert self.state == before
            return [refusal.name for refusal in error.refusals]
        raise AssertionError(f"done: {acts}")

    def why_not(self, request: Request, person: str) -> Refusal:
        """The one reason why it is not done, whole."""
        return refusal_of(decide, self.state, request, person)

    def advance(self, to: Phase, reason: str = "đã tập dượt") -> None:
        """Go on, phase by phase."""
        while self.contest.phase is not to:
            following = PHASES[PHASES.index(self.contest.phase) + 1]
            self.do(ask.Advance(contest="bch", to=following.value, reason=reason), CHAIR)

    def take(self, person: str, bundle: int = 1, entry: int | None = None, *, rehearsal: bool = False) -> int:
        """Take a bundle; which entry it is."""
        self.do(ask.TakeBundle(contest="bch", rehearsal=rehearsal, bundle=bundle, entry=entry), person)
        return next(each.number for each in self.bundle(bundle, rehearsal=rehearsal).entries if each.holder == person)

    def typing(
        self, entry: int, ballot: int, typed: str, bundle: int = 1, *, rehearsal: bool = False
    ) -> ask.EnterBallot:
        """The request that saves one paper."""
        return ask.EnterBallot(
            contest="bch", rehearsal=rehearsal, bundle=bundle, entry=entry, ballot=ballot, typed=typed
        )

    def enter(
        self, person: str, papers: Mapping[int, str], bundle: int = 1, *, rehearsal: bool = False, finish: bool = True
    ) -> int:
        """Take a bundle, type it, finish it."""
        entry = self.take(person, bundle, rehearsal=rehearsal)
        for ballot, typed in papers.items():
            self.do(self.typing(entry, ballot, typed, bundle, rehearsal=rehearsal), person)
        if finish:
            self.do(
                ask.FinishBundle(contest="bch", rehearsal=rehearsal, bundle=bundle, entry=entry, papers=len(papers)),
                person,
            )
        return entry
