"""What a refusal says to people, for tests: its name, what is wrong and what to do, as Vietnamese is read."""

from __future__ import annotations

from collections.abc import Iterable

from rules.messages import Translator
from tally.desk.deciding import decide
from tally.desk.refusal import Refusal, RefusedError
from tally.desk.requests import Request
from tally.desk.state import State
from tests.tally.desk.bench import Bench

Said = tuple[str, str, str]
"""The stable name of a refusal, what is wrong, what to do."""


def said(refusals: Iterable[Refusal]) -> list[Said]:
    """Each refusal as people read it."""
    words = Translator("vi")
    return [(each.name, words.text(each.message), words.text(each.remedy)) for each in refusals]


def refusals_of(state: State, request: Request, person: str) -> tuple[Refusal, ...]:
    """Why it is not done; that it is done is a failure."""
    try:
        acts = decide(state, request, person)
    except RefusedError as error:
        return error.refusals
    raise AssertionError(f"done: {acts}")


def told(bench: Bench, request: Request, person: str) -> list[Said]:
    """What somebody is told who asks for what is not done."""
    return said(refusals_of(bench.state, request, person))
