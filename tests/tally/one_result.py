"""One contest counted, for the tests of its result."""

from __future__ import annotations

from collections.abc import Sequence

from rules.choice import Choices
from rules.model import Contest, Decision
from rules.regulation import Rules
from tally.model import Ballot
from tally.result import ContestResult, count_contest
from tests.tally.builders import pile, rules, times

CHOICES = Choices()


def counted(
    what: Contest,
    ballots: Sequence[Ballot],
    *decisions: Decision,
    under: Rules | None = None,
    choices: Choices = CHOICES,
) -> ContestResult:
    """Count a contest under the rules of a branch."""
    return count_contest(what, ballots, under or rules(), choices, decisions)


SHORT_OF_ONE = pile(*times(6, "kkks"), *times(4, "ksss"))
"""Ten ballots, three to elect: votes 10, 6, 6, 0."""
