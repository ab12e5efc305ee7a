"""The elected held against the composition rules and the last term (cơ cấu người trúng cử), after the count.

The same checks as of a list before the congress, asked of a list that holds only the elected: those of the family CP,
as many as there are. They say what came out; nobody's election hangs on them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules.check import Subject
from rules.checks import ALL
from rules.choice import QuotaOf
from rules.finding import Finding, Group
from rules.model import Candidate, Contest, Kind
from tally.chain import Seated
from tally.ledger import Ledger
from tally.rounds import CongressResult

_FAMILY = "CP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What the checks find of the elected of one first contest; ``contest`` has the elected for its list."""

    contest: Contest
    findings: tuple[Finding, ...]


def composition(ledger: Ledger, result: CongressResult) -> Composition | None:
    """Ask the checks of the make-up of the elected; None where nobody is elected or no provision asks anything.

    The law of the State asks shares of the candidates, none of the elected.
    """
    if ledger.first.contest.kind is Kind.VOTERS:
        return None
    people = tuple(
        replace(_as_first_listed(person, ledger), number=place, number_before=None)
        for place, person in enumerate(ledger.elected, start=1)
    )
    listed = ledger.first.contest
    contest = replace(listed, slate=replace(listed.slate, candidates=people))
    congress = result.congress
    subject = Subject(
        contest=contest,
        contests=(contest,),
        rules=result.rules,
        choices=replace(congress.choices, quota_of=QuotaOf.LIST),  # of those elected, not of seats left open
        opens=congress.opens,
        previous_term=congress.previous_term,
    )
    findings = tuple(
        finding
        for check in ALL
        if check.code.startswith(_FAMILY)
        for finding in check.run(subject)
        # What the list does not say of people cannot be said of those elected either: ``check`` has told that.
        if finding.group is Group.LIST and finding.measured is not None
    )
    return Composition(contest=contest, findings=findings) if findings else None


def _as_first_listed(person: Seated, ledger: Ledger) -> Candidate:
    """What the first list said of somebody, which may be more than a later one; else what the later one says."""
    number = ledger.chain.number_in(ledger.first, person)
    if number is None:
        return person.result.contest.slate.candidates[person.number - 1]
    return ledger.first.contest.slate.candidates[number - 1]
