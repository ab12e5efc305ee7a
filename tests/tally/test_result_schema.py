"""The schema of a result: it knows every key, misses none, and refuses what no count says."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rules.model import Attendance, Contest, Decision, Form, Vote
from tally.model import Ballot
from tally.outcome import State
from tests.tally.builders import attended, contest, pile, slate, times
from tests.tally.result_examples import BALLOTS, DECIDED, SCHEMA, VALIDATOR, only_contest, result_of


def objects_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    """Every object of a JSON value, by its path."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from objects_of(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from objects_of(inner, (*path, place))


def at(form: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    """The object at a path."""
    found: Any = form
    for part in path:
        found = found[part]
    assert isinstance(found, dict)
    return found


OPTIONAL = {"all_disagree", "spoilt", "not_returned", "alternates", "decision"}


BY_REASON = {"excluded", "invalid_reasons"}


EXAMPLES: dict[str, tuple[Contest, tuple[Ballot, ...], tuple[Decision, ...]]] = {
    "short": (
        attended(contest(4, 3), Attendance(summoned=12, present=10, excluded={"exempt": 1}), issued=10, returned=10),
        BALLOTS,
        (DECIDED,),
    ),
    "boxes": (contest(2, 2, Form.AGREE_DISAGREE), pile(*times(10, "aa")), ()),
    "revote": (
        replace(contest(2, 1), after="bch", vote=Vote.REVOTE, round=2, slate=slate(2, before=(3, 4))),
        pile(*times(5, "ks"), *times(5, "sk")),
        (),
    ),
    "void": (contest(4, 3, ballots=9), BALLOTS, ()),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_schema_knows_every_key_and_misses_none(example: str) -> None:
    what, ballots, decisions = EXAMPLES[example]
    form = result_of(what, ballots, *decisions)
    for path in objects_of(form):
        if path and path[-1] in BY_REASON:
            continue
        more = copy.deepcopy(form)
        at(more, path)["unknown"] = 1
        assert not VALIDATOR.is_valid(more), path
        for key in set(at(form, path)) - OPTIONAL:
            less = copy.deepcopy(form)
            del at(less, path)[key]
            assert not VALIDATOR.is_valid(less), (path, key)


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda each: each.update(vote="further"),
        lambda each: each.update(round=2),
        lambda each: each.update(after="bch-1"),
        lambda each: each.update(needed=None),
        lambda each: each.update(form="agree_disagree"),
        lambda each: each["account"].update(valid=None),
        lambda each: each["account"].update(valid=7.5),
        lambda each: each["account"].update(base=0),
        lambda each: each["account"]["invalid_reasons"].update(torn=1),
        lambda each: each["account"]["invalid_reasons"].update(marked=0),
        lambda each: each["candidates"][0].update(percent=72.73),
        lambda each: each["candidates"][0].update(percent="72,73"),
        lambda each: each["candidates"][0].update(percent="72.7"),
        lambda each: each["candidates"][0].update(standing=None),
        lambda each: each["candidates"][0].update(standing="not_elected"),
        lambda each: each["candidates"][0].update(standing="alternate"),
        lambda each: each["candidates"][0].update(number_before=1),
        lambda each: each["candidates"][0].update(disagree=1),
        lambda each: each["outcome"].update(state="void"),
        lambda each: each["outcome"].update(state="filled"),
        lambda each: each["outcome"].update(state="tied"),
        lambda each: each["outcome"].update(elected=[1, 1]),
        lambda each: each["outcome"].update(alternates=[]),
        lambda each: each["outcome"]["next"].update(vote="first"),
        lambda each: each["outcome"]["next"].update(list=[]),
        lambda each: each["digests"].update(ballots="0" * 64),
        lambda each: each["provisions"][0].update(step="surplus"),
        lambda each: each["provisions"][0]["citation"].update(date="9/6/2014"),
        lambda each: each.update(decision={"about": "over_issued", "decision": "annulled"}),
    ],
)
def test_the_schema_refuses_what_no_count_says(change: Change) -> None:
    form = result_of(contest(4, 3), BALLOTS)
    assert only_contest(form)["outcome"]["state"] == State.SHORT
    change(only_contest(form))
    assert not VALIDATOR.is_valid(form)


def test_the_schema_is_one_of_its_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)
