"""The reference count (kiểm phiếu): one ballot after the other, one name after the other, as people count.

Written to be read beside the provision, not to be fast; ``columns`` counts the same ballots another way and
the two must agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rules.choice import AllDisagree
from tally.model import Ballot, InvalidReason, RawMark, Tally
from tally.validity import BallotForm, verdict

_FOR = frozenset({RawMark.KEPT.value, RawMark.AGREE.value})
_AGAINST = frozenset({RawMark.STRUCK.value, RawMark.DISAGREE.value})


def count(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None = None) -> Tally:
    """Count every ballot: invalid ones by reason, and for each name the votes for, against and not counted."""
    reasons: Counter[InvalidReason] = Counter()
    votes = [0] * paper.names
    against = [0] * paper.names
    not_counted = [0] * paper.names
    valid = 0
    for ballot in ballots:
        reason = verdict(ballot, paper, all_disagree)
        if reason is not None:
            reasons[reason] += 1
            continue
        valid += 1
        for name, mark in enumerate(ballot.reading):
            if mark in _FOR:
                votes[name] += 1
            elif mark in _AGAINST:
                against[name] += 1
            else:  # both boxes or neither: not counted for this person
                not_counted[name] += 1
    return Tally(
        valid=valid,
        invalid_reasons=dict(reasons),
        votes=tuple(votes),
        against=tuple(against),
        not_counted=tuple(not_counted),
    )
