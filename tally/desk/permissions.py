"""Who may ask what, and in which phase of a contest: the one table that everything at the desk is held to.

A role that is not named may not; a phase that is not named, neither. The desk itself (opening, joining by code,
files written) is no role: it is the program, and no page can send its requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.phrase import phrase
from tally.desk import requests
from tally.desk.refusal import refuse
from tally.desk.requests import Request
from tally.desk.roles import EVERY_PHASE, Phase, Role
from tally.desk.state import State

_CHAIR = frozenset({Role.CHAIR})
_ENTERS = frozenset({Role.CHAIR, Role.CLERK})
_PREPARES = frozenset({Role.CHAIR, Role.TECHNICIAN})
_NOBODY: frozenset[Role] = frozenset()

_ENTRY = frozenset({Phase.REHEARSE, Phase.COUNT, Phase.RECONCILE})
_PAPERS = frozenset({Phase.REHEARSE, Phase.COUNT, Phase.RECONCILE, Phase.DECIDE})
_OPEN = EVERY_PHASE - {Phase.SEALED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The roles that may, and the phases of the contest in which they may."""

    roles: frozenset[Role]
    phases: frozenset[Phase] = EVERY_PHASE
    desk_itself: bool = False


ALLOWED: Mapping[type[Request], Allowed] = {
    # the desk itself
    requests.OpenDesk: Allowed(roles=_NOBODY, desk_itself=True),
    requests.TakeOver: Allowed(roles=_NOBODY, desk_itself=True),
    requests.Join: Allowed(roles=_NOBODY, desk_itself=True),
    requests.NoteFiles: Allowed(roles=_NOBODY, phases=_OPEN, desk_itself=True),
    requests.NoteSeal: Allowed(roles=_CHAIR, desk_itself=True),
    # people and laptops
    requests.HandOver: Allowed(roles=_CHAIR),
    requests.Leave: Allowed(roles=frozenset(Role)),
    requests.RemovePerson: Allowed(roles=_CHAIR),
    requests.MakeCode: Allowed(roles=_PREPARES, desk_itself=True),
    requests.RevokeCode: Allowed(roles=_PREPARES),
    # preparing
    requests.Declare: Allowed(roles=_PREPARES, desk_itself=True),
    requests.PlanEntry: Allowed(roles=_PREPARES, phases=frozenset({Phase.PREPARE})),
    requests.Advance: Allowed(roles=_CHAIR, phases=_OPEN),
    requests.GoBack: Allowed(roles=_CHAIR, phases=_OPEN),
    requests.MakeDeck: Allowed(roles=_PREPARES, phases=frozenset({Phase.REHEARSE})),
    requests.EnterAccount: Allowed(roles=_CHAIR, phases=_OPEN - {Phase.SIGN}),
    # papers
    requests.MakeBundles: Allowed(roles=_PREPARES, phases=_ENTRY),
    requests.AddBundle: Allowed(roles=_PREPARES, phases=_ENTRY),
    requests.VoidBundle: Allowed(roles=_CHAIR, phases=_ENTRY),
    requests.TakeBundle: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.ReleaseBundle: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.EnterBallot: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.CorrectBallot: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.UndoBallot: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.FinishBundle: Allowed(roles=_ENTERS, phases=_ENTRY),
    requests.MergeBundle: Allowed(roles=_CHAIR, phases=_ENTRY),
    requests.RuleDifference: Allowed(roles=_CHAIR, phases=_ENTRY),
    requests.RuleDoubtful: Allowed(roles=_CHAIR, phases=_PAPERS),
    requests.WithdrawRulings: Allowed(roles=_CHAIR, phases=_PAPERS),
    # the outcome
    requests.RecordDecision: Allowed(roles=_CHAIR, phases=frozenset({Phase.DECIDE, Phase.SIGN})),
    requests.ReleaseVotes: Allowed(roles=_CHAIR, phases=frozenset({Phase.SIGN})),
    requests.SignMinutes: Allowed(roles=_CHAIR, phases=frozenset({Phase.SIGN})),
}


class Sight(StrEnum):
    """What can be seen at the desk, from the least to the most."""

    PROGRESS = "progress"  # how far each bundle is, without any mark
    OWN_ENTRY = "own_entry"  # what one typed oneself
    ACCOUNT = "account"  # people and papers of the contest
    DIFFERENCES = "differences"  # entries side by side, once all are finished
    VOTES = "votes"  # votes and result
    LOG = "log"  # the whole log, marks included


SEES: Mapping[Role, frozenset[Sight]] = {
    Role.CHAIR: frozenset(Sight),
    Role.CLERK: frozenset({Sight.PROGRESS, Sight.OWN_ENTRY}),
    Role.OBSERVER: frozenset({Sight.PROGRESS}),
    Role.TECHNICIAN: frozenset({Sight.PROGRESS}),
}
"""Votes are shown to clerks and the hall only once the committee released them; to a technician never before that."""


def check_allowed(state: State, request: Request, person: str) -> None:
    """Refuse what the table does not allow; an empty ``person`` is the desk itself."""
    allowed = ALLOWED[type(request)]
    _check_role(state, allowed, person)
    contest = getattr(request, "contest", None)
    if contest is None:
        return
    if contest not in state.contests:
        raise refuse(
            "desk.unknown_contest",
            phrase("bàn kiểm phiếu không có nội dung bầu «{contest}»", contest=contest),
            phrase("dùng một trong: {contests}", contests=tuple(state.contests) or "-"),
        )
    phase = state.contests[contest].phase
    if phase not in allowed.phases:
        raise refuse(
            "desk.wrong_phase",
            phrase("không làm được việc này ở giai đoạn «{phase}»", phase=phase),
            phrase(
                "làm việc này ở giai đoạn: {phases}", phases=tuple(each for each in Phase if each in allowed.phases)
            ),
        )


def _check_role(state: State, allowed: Allowed, person: str) -> None:
    if not person:
        if allowed.desk_itself:
            return
        raise refuse(
            "desk.nobody",
            phrase("chưa biết ai yêu cầu việc này"),
            phrase("vào bàn kiểm phiếu bằng mã của vai trò và tên của mình"),
        )
    who = state.people.get(person)
    if who is None or who.removed:
        raise refuse(
            "desk.unknown_person",
            phrase("«{person}» không (hoặc không còn) làm việc ở bàn kiểm phiếu", person=person),
            phrase("vào lại bằng mã của vai trò"),
        )
    if who.role not in allowed.roles:
        raise refuse(
            "desk.not_your_role",
            phrase("vai trò {role} không được làm việc này", role=who.role),
            phrase("nhờ người có vai trò: {roles}", roles=tuple(each for each in Role if each in allowed.roles)),
        )
