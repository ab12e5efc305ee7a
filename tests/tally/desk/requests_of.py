"""A request of every kind, for tests."""

from __future__ import annotations

from typing import Any

from tally.desk import requests as ask
from tally.desk.requests import Request
from tests.tally.desk.bench import (
    THIRD,
)

REAL: dict[str, Any] = {"contest": "bch", "rehearsal": False}


OF_BUNDLE: dict[str, Any] = {**REAL, "bundle": 1}


OF_ENTRY: dict[str, Any] = {**OF_BUNDLE, "entry": 1}


SAMPLES: dict[type[Request], dict[str, Any]] = {
    ask.OpenDesk: {"congress": "", "body": "", "sha256": "", "machine": ""},
    ask.TakeOver: {"machine": "", "head": "", "reason": "a"},
    ask.HandOver: {"reason": "a"},
    ask.Join: {"person": "An", "role": "clerk"},
    ask.Leave: {},
    ask.RemovePerson: {"person": THIRD, "reason": "a"},
    ask.MakeCode: {"role": "technician"},
    ask.RevokeCode: {"role": "technician"},
    ask.Declare: {"contests": ()},
    ask.PlanEntry: {"contest": "bch", "entries": 2, "bundle_size": 50},
    ask.Advance: {"contest": "bch", "to": "x"},
    ask.GoBack: {"contest": "bch", "to": "x", "reason": "a"},
    ask.MakeDeck: {"contest": "bch"},
    ask.EnterAccount: {"contest": "bch", "summoned": 1, "present": 1, "issued": 1, "returned": 1},
    ask.MakeBundles: {**REAL, "papers": 1, "first": 900},
    ask.AddBundle: {**REAL, "first": 900, "last": 900},
    ask.VoidBundle: {**OF_BUNDLE, "reason": "a"},
    ask.TakeBundle: OF_BUNDLE,
    ask.ReleaseBundle: OF_ENTRY,
    ask.EnterBallot: {**OF_ENTRY, "ballot": 1, "typed": "4"},
    ask.CorrectBallot: {**OF_ENTRY, "ballot": 1, "before": "", "typed": "4"},
    ask.UndoBallot: {**OF_ENTRY, "ballot": 1, "before": ""},
    ask.FinishBundle: {**OF_ENTRY, "papers": 2},
    ask.MergeBundle: {
        **REAL,
        **dict.fromkeys(("slate", "machine", "sha256", "head"), ""),
        **dict.fromkeys(("people", "ballots", "by", "typed", "notes", "marks", "grounds", "doubtful"), ()),
        "first": 1,
        "last": 2,
        "papers": 2,
    },
    ask.RuleDifference: {**OF_BUNDLE, "ballot": 1, "typed": "4"},
    ask.RuleDoubtful: {**OF_BUNDLE, "ballot": 1, "rulings": (), "reason": "a", "in_favour": 1, "of": 1},
    ask.WithdrawRulings: {**OF_BUNDLE, "ballot": 1, "reason": "a"},
    ask.RecordDecision: {"contest": "bch", "about": "tied", "decision": "x", "decided_by": "a", "text": "b"},
    ask.NoteFiles: {"contest": "bch", "ballots": 1, "files": {}},
    ask.ReleaseVotes: {"contest": "bch"},
    ask.SignMinutes: {"contest": "bch", "count_head": ""},
    ask.NoteSeal: {"file": "", "sha256": "", "count_head": "", "seal_head": ""},
}
"""One of each request, for asking as everybody."""


def doubtful(
    *rulings: tuple[int, str], reason: str = "dấu gạch rõ", vote: tuple[int, int] = (5, 7)
) -> ask.RuleDoubtful:
    return ask.RuleDoubtful(
        **OF_BUNDLE,
        ballot=1,
        rulings=tuple(ask.OneRuling(name=name, ruling=ruling) for name, ruling in rulings),
        reason=reason,
        in_favour=vote[0],
        of=vote[1],
    )
