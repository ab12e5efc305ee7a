"""``kiemphieu count --why`` and ``--bases`` for programs: the ``kiemphieu-why/1`` object, held to its schema."""

from __future__ import annotations

from collections.abc import Callable

from rules.json_form import Json, citation_form, congress_form
from rules.phrase import Phrase
from tally.outcome import Outcome, State
from tally.result import ContestResult
from tally.rounds import CongressResult
from tally.why import BaseView, Explanation, Margin, bases, explain
from tally.why_rounds import OverRounds, over_rounds
from tally.why_words import of_void, sentences

WHY_FORMAT = "kiemphieu-why/1"


def why_json(
    result: CongressResult,
    people: tuple[tuple[ContestResult, tuple[int, ...]], ...],
    asked: str | None,
    text: Callable[[Phrase], str],
) -> Json:
    """Make the object: each contest with the numbers of the people asked about; ``text`` makes the sentences."""
    return {
        "format": WHY_FORMAT,
        "congress": congress_form(result.congress),
        "rules": result.rules.pack,
        "asked": asked,
        "contests": [_contest(each, numbers, result, text) for each, numbers in people],
        "over_rounds": [_over_rounds(each, text) for each in over_rounds(result, people)],
    }


def _contest(
    each: ContestResult, numbers: tuple[int, ...], result: CongressResult, text: Callable[[Phrase], str]
) -> Json:
    views = bases(each)
    cited = dict.fromkeys((step.step, step.citation) for step in each.steps)
    return {
        "id": each.contest.id,
        "vote": each.contest.vote.value,
        "round": each.contest.round,
        "office": each.contest.office.value,
        "seats": each.contest.seats,
        "base": each.account.taken_of(each.terms.base),
        "base_of": each.terms.base.value,
        "needed": each.needed,
        "state": each.outcome.state.value,
        "provisions": [{"step": step, "citation": citation_form(citation)} for step, citation in cited],
        "bases": [_base(view) for view in views],
        "people": [_person(each, number, views, result, text) for number in numbers],
    }


def _over_rounds(each: OverRounds, text: Callable[[Phrase], str]) -> Json:
    return {
        "id": each.ledger.first.contest.id,
        "rounds": len(each.ledger.chain.rounds),
        "name": each.name,
        "standing": None if each.standing is None else each.standing.value,
        "by": None if each.by is None else each.by.contest.id,
        "vote": None if each.vote is None else each.vote.value,
        "sentence": text(each.sentence),
    }


def _base(view: BaseView) -> Json:
    return {
        "base": view.base.value,
        "number": view.number,
        "needed": view.needed,
        "regulation": view.own,
        **_who(view.outcome),
    }


def _who(outcome: Outcome) -> Json:
    content: Json = {
        "state": outcome.state.value,
        "elected": list(outcome.elected),
        "tied": list(outcome.tied),
    }
    if outcome.alternates:
        content["alternates"] = list(outcome.alternates)
    if outcome.state is State.COUNTED:
        content["supported"] = list(outcome.supported)
    return content


def _person(
    each: ContestResult,
    number: int,
    views: tuple[BaseView, ...],
    result: CongressResult,
    text: Callable[[Phrase], str],
) -> Json:
    found = explain(each, number)
    person: Json = {"number": number, "name": each.contest.slate.candidates[number - 1].name}
    if found is None:
        return person | {"votes": None, "standing": None, "sentences": [text(of_void(each))]}
    choices = result.congress.choices
    return person | {
        "votes": found.votes,
        "percent": str(each.percents(choices)[number - 1]),
        "standing": found.standing.value,
        "rank": each.ranks[number - 1],
        "above": found.above,
        "level": found.level,
        "gain": _margin(found.gain),
        "loss": _margin(found.loss),
        "ladder": _ladder(found),
        "under_bases": [
            {"base": view.base.value, "standing": view.outcome.standings[number - 1].value, "regulation": view.own}
            for view in views
        ],
        "sentences": [text(sentence) for sentence in sentences(found, choices)],
    }


def _margin(margin: Margin | None) -> Json | None:
    return None if margin is None else {"votes": margin.votes, "standing": margin.standing.value}


def _ladder(found: Explanation) -> list[Json]:
    return [{"fewest": rung.fewest, "most": rung.most, "standing": rung.standing.value} for rung in found.ladder]
