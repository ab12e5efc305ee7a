"""``result.json``, format ``kiemphieu-result/1``: numbers and codes, no prose; same input, same bytes."""

from __future__ import annotations

from collections.abc import Mapping

from rules.canonical import provisions_canonical
from rules.json_form import Json, choices_form, citation_form, congress_form
from rules.model import Form
from rules.parameter import Base
from tally.ballot_file import Box
from tally.canonical import ballots_digest, digest, slate_canonical
from tally.chain import Seated
from tally.ledger import Ledger, ledgers
from tally.outcome import NextVote, State
from tally.result import ContestResult
from tally.rounds import CongressResult

FORMAT = "kiemphieu-result/1"


def result_json(result: CongressResult, boxes: Mapping[str, Box]) -> Json:
    """Make the result object; ``boxes`` are the ballots counted, by contest id."""
    congress = result.congress
    content: Json = {
        "format": FORMAT,
        "congress": congress_form(congress),
        "rules": result.rules.pack,
        "choices": choices_form(congress.choices),
        "contests": [_contest(each, result, boxes[each.contest.id]) for each in result.contests],
    }
    found = ledgers(result)
    if any(len(each.chain.rounds) > 1 for each in found):
        content["ledger"] = [_ledger(each) for each in found]
    return content


def _ledger(ledger: Ledger) -> Json:
    """All rounds of one first contest as one result."""
    content: Json = {
        "contest": ledger.first.contest.id,
        "rounds": [each.contest.id for each in ledger.chain.rounds],
        "seats": ledger.first.contest.seats,
        "elected": [_seated(person) for person in ledger.elected],
        "seats_open": ledger.seats_open,
        "open": ledger.open,
    }
    if any(each.contest.alternates for each in ledger.chain.rounds):
        content["alternates"] = [_seated(person) for person in ledger.alternates]
        content["alternates_tied"] = [_seated(person) for person in ledger.alternates_tied]
    if ledger.ends is not None:
        content["ends"] = ledger.ends.value
    return content


def _seated(person: Seated) -> Json:
    contest = person.result.contest
    return {
        "contest": contest.id,
        "round": contest.round,
        "number": person.number,
        "name": person.name,
        "votes": person.votes,
    }


def _contest(each: ContestResult, result: CongressResult, box: Box) -> Json:
    contest = each.contest
    content: Json = {
        "id": contest.id,
        "after": contest.after,
        "vote": contest.vote.value,
        "round": contest.round,
        "office": contest.office.value,
        "form": contest.form.value,
        "seats": contest.seats,
        "ballot_numbers": "stamped" if box.stamped else "row_place",
        "account": _account(each),
        "needed": each.needed,
        "provisions": _provisions(each),
        "candidates": _candidates(each, result),
        "outcome": _outcome(each),
        "digests": {
            "slate": digest(slate_canonical(contest.slate)),
            "ballots": ballots_digest(box.ballots, len(contest.slate)),
            "rules": digest(provisions_canonical(tuple(step.provision for step in each.steps))),
        },
    }
    if each.not_among:
        content["not_among"] = list(each.not_among)
    if each.decision is not None:
        content["decision"] = {"about": each.decision.about.value, "decision": each.decision.decision}
    return content


def _provisions(each: ContestResult) -> list[Json]:
    """Each step with its citation; two provisions of one place, equally sure, are cited once."""
    cited = dict.fromkeys((step.step, step.citation) for step in each.steps)
    return [{"step": step, "citation": citation_form(citation)} for step, citation in cited]


def _account(each: ContestResult) -> Json:
    """The papers; ``base_of`` says what the base is of wherever it is not those summoned less those excluded."""
    account, tally = each.account, each.tally
    content: Json = {
        "summoned": account.summoned,
        "excluded": dict(account.excluded),
        "base": account.taken_of(each.terms.base),
        "present": account.present,
        "issued": account.issued,
        "returned": account.returned,
        "counted": account.counted,
        "valid": tally.valid if tally else None,
        "invalid": tally.invalid if tally else None,
        "invalid_reasons": dict(each.invalid_reasons),
    }
    if each.terms.base is not Base.SUMMONED_LESS_EXCLUDED:
        content["base_of"] = each.terms.base.value
    for name, number in (("spoilt", account.spoilt), ("not_returned", account.not_returned)):
        if number is not None:
            content[name] = number
    return content


def _candidates(each: ContestResult, result: CongressResult) -> list[Json]:
    tally, outcome = each.tally, each.outcome
    percents, ranks = each.percents(result.congress.choices), each.ranks
    people: list[Json] = []
    for place, person in enumerate(each.contest.slate.candidates):
        entry: Json = {"number": person.number, "name": person.name}
        if each.contest.after is not None:
            entry["number_before"] = person.number_before
        entry["votes"] = tally.votes[place] if tally else None
        if each.contest.form is Form.AGREE_DISAGREE:
            entry["disagree"] = tally.against[place] if tally else None
            entry["not_counted"] = tally.not_counted[place] if tally else None
        entry["percent"] = str(percents[place]) if tally else None
        entry["standing"] = outcome.standings[place].value if tally else None
        entry["rank"] = ranks[place] if tally else None
        people.append(entry)
    return people


def _outcome(each: ContestResult) -> Json:
    outcome = each.outcome
    content: Json = {
        "state": outcome.state.value,
        "elected": list(outcome.elected),
        "tied": list(outcome.tied),
        "seats_open": outcome.seats_open,
        "next": _next(outcome.next),
    }
    if (each.contest.alternates or each.for_alternates) and outcome.state is not State.VOID:
        content["alternates"] = list(outcome.alternates)
    if outcome.state is State.COUNTED:
        content["supported"] = list(outcome.supported)
    if outcome.ends is not None:
        content["ends"] = outcome.ends.value
    return content


def _next(following: NextVote | None) -> Json | None:
    if following is None:
        return None
    return {
        "vote": following.vote.value,
        "seats": following.seats,
        "list": list(following.names),
        "needed": following.needed,
    }
