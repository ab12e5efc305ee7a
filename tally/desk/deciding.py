"""Deciding (xét yêu cầu): what a request does at this moment, as acts; or why it cannot be done, in words.

Pure: the writer asks here with the newest state, one request after another, and writes what comes out. The list of
everything that can be asked is the table below; who may ask it stands in ``permissions``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rules.phrase import phrase
from tally.desk import (
    deciding_ballots,
    deciding_bundles,
    deciding_contest,
    deciding_desk,
    deciding_rulings,
    requests,
)
from tally.desk.acts import Act
from tally.desk.permissions import check_allowed
from tally.desk.refusal import refuse
from tally.desk.requests import Request
from tally.desk.state import State

DECIDERS: Mapping[type[Request], Callable[[State, Any, str], tuple[Act, ...]]] = {
    requests.OpenDesk: deciding_desk.open_desk,
    requests.TakeOver: deciding_desk.take_over,
    requests.HandOver: deciding_desk.hand_over,
    requests.Join: deciding_desk.join,
    requests.Leave: deciding_desk.leave,
    requests.RemovePerson: deciding_desk.remove,
    requests.MakeCode: deciding_desk.make_code,
    requests.RevokeCode: deciding_desk.revoke_code,
    requests.Declare: deciding_desk.declare,
    requests.PlanEntry: deciding_contest.plan,
    requests.Advance: deciding_contest.advance,
    requests.GoBack: deciding_contest.go_back,
    requests.MakeDeck: deciding_contest.make_deck,
    requests.EnterAccount: deciding_contest.enter_account,
    requests.MakeBundles: deciding_bundles.make,
    requests.AddBundle: deciding_bundles.add,
    requests.VoidBundle: deciding_bundles.void,
    requests.TakeBundle: deciding_bundles.take,
    requests.ReleaseBundle: deciding_bundles.release,
    requests.EnterBallot: deciding_ballots.enter,
    requests.CorrectBallot: deciding_ballots.correct,
    requests.UndoBallot: deciding_ballots.undo,
    requests.FinishBundle: deciding_bundles.finish,
    requests.MergeBundle: deciding_bundles.merge,
    requests.RuleDifference: deciding_rulings.difference,
    requests.RuleDoubtful: deciding_rulings.doubtful,
    requests.WithdrawRulings: deciding_rulings.withdraw,
    requests.RecordDecision: deciding_contest.decide_congress,
    requests.NoteFiles: deciding_contest.note_files,
    requests.ReleaseVotes: deciding_contest.release_votes,
    requests.SignMinutes: deciding_contest.sign,
    requests.NoteSeal: deciding_desk.seal,
}


def decide(state: State, request: Request, person: str) -> tuple[Act, ...]:
    """The acts that a request is; none where it was so already. An empty ``person`` is the desk itself.

    Raises ``RefusedError``.
    """
    if state.handed_over and not isinstance(request, requests.TakeOver):
        raise refuse(
            "desk.handed_over",
            phrase("bàn kiểm phiếu này đã bàn giao cho máy khác; ở đây không ghi gì thêm"),
            phrase("làm tiếp ở máy đã tiếp quản"),
        )
    if state.sealed:
        raise refuse(
            "desk.sealed",
            phrase("hồ sơ đã niêm phong; bàn kiểm phiếu đã đóng"),
            phrase("xem hồ sơ bằng kiemphieu verify"),
        )
    check_allowed(state, request, person)
    return DECIDERS[type(request)](state, request, person)
