"""``congress.json`` and ``rules.json`` of a sealed record: what was read, in a form that needs no TOML to read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.canonical import provisions_canonical
from rules.json_form import Json, choices_form, citation_form
from rules.model import Congress, Contest
from rules.partial_date import PartialDate
from rules.regulation import Limit
from tally.ballot_file import Box
from tally.result import ContestResult
from tally.rounds import CongressResult

CONGRESS_FORMAT = "kiemphieu-sealed-congress/1"
RULES_FORMAT = "kiemphieu-sealed-rules/1"

# Said of every contest, even where they hold what they hold for most: whoever counts again asks for them.
_ALWAYS = ("after", "alternates")
_EMPTY: tuple[object, ...] = (None, "", (), {})


def numbers_of(box: Box) -> str:
    """What stands for a ballot's number: the one stamped on it, or the place of its row."""
    return "stamped" if box.stamped else "row_place"


def sealed_congress(congress: Congress, boxes: Mapping[str, Box]) -> Json:
    """Everything ``congress.toml`` says. A field that holds nothing is left out, so that a later one adds nothing."""
    form = _fields(congress)
    form |= {
        "format": CONGRESS_FORMAT,
        "choices": choices_form(congress.choices),
        "decisions": [_fields(decision) for decision in congress.decisions],
        "contests": [_contest(contest, boxes.get(contest.id)) for contest in congress.contests],
    }
    return {"format": form.pop("format"), **form}


def sealed_rules(result: CongressResult) -> Json:
    """The provisions that each result rests on: what they ask in a few words, and step by step as cited and in full."""
    return {
        "format": RULES_FORMAT,
        "pack": result.rules.pack,
        "contests": [{"id": each.contest.id, "terms": _terms(each), "steps": _steps(each)} for each in result.contests],
    }


def _contest(contest: Contest, box: Box | None) -> Json:
    form = _fields(contest) | {name: getattr(contest, name) for name in _ALWAYS}
    form["slate"] = {"file": contest.slate.file, "sha256": contest.slate.sha256, "names": len(contest.slate)}
    if contest.after is not None:
        form["numbers_before"] = [person.number_before for person in contest.slate.candidates]
    if contest.attendance is not None:
        form["attendance"] = {"excluded": {}} | form["attendance"]
    if box is not None:
        form["ballots"] |= {"numbers": numbers_of(box)}
    else:
        form.pop("ballots", None)
    return form


def _terms(each: ContestResult) -> Json:
    """What the provisions ask, as the count used them: whoever counts again needs no more of the law.

    Two are of a vote's place among others: ``for_alternates`` a re-vote at their cut, ``ends`` a shortfall in the last
    vote there may be.
    """
    terms = each.terms
    return {
        "base": terms.base.value,
        "needed": None if terms.threshold is None else _plain(terms.threshold),
        "older": terms.births is not None,
        "turnout": _plain(terms.turnout or Limit()),
        "extra_election": _plain(terms.extra_election or Limit()),
        "annuls": terms.annuls,
        "for_alternates": each.for_alternates,
        "ends": each.outcome.ends is not None,
    }


def _steps(each: ContestResult) -> list[Json]:
    provisions = provisions_canonical(step.provision for step in each.steps).splitlines()
    return [
        {"step": step.step, "citation": citation_form(step.citation), "provision": json.loads(line)}
        for step, line in zip(each.steps, provisions, strict=True)
    ]


def _fields(value: object) -> Json:
    """The fields of one of our values that hold something, in the order of its class."""
    if not is_dataclass(value):
        raise TypeError(f"not one of our values: {value!r}")
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: _plain(inner) for name, inner in held.items() if inner not in _EMPTY and name != "row"}


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case PartialDate():
            return value.iso()
        case date():
            return value.isoformat()
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case AbstractSet():
            return sorted(str(_plain(inner)) for inner in value)
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case _ if is_dataclass(value):
            return _fields(value)
        case _:
            return value
