"""Results that the tests of their JSON form are about, and its schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

import rules as rules_package
from rules.choice import Choices
from rules.json_form import to_text
from rules.model import About, Congress, Contest, Decision, Kind, Level
from rules.regulation import Rules
from tally.ballot_file import Box
from tally.ballot_rows import Layout
from tally.model import Ballot, InvalidReason
from tally.result import count_contest
from tally.result_file import result_json
from tally.rounds import CongressResult
from tests.tally.builders import pile, rules, times

SCHEMA = json.loads(
    (Path(rules_package.__file__).parent / "schemas" / "kiemphieu-result-1.schema.json").read_text(encoding="utf-8")
)


VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


PLAIN = Choices()


DECIDED = Decision(contest="bch", about=About.SHORT, decision="no_further_vote", by="Đoàn chủ tịch", text="Biểu quyết")


def result_of(
    what: Contest,
    ballots: Sequence[Ballot],
    *decisions: Decision,
    choices: Choices = PLAIN,
    under: Rules | None = None,
    stamped: bool = True,
) -> dict[str, Any]:
    """Count one contest of a branch and write the result; every one is held to the schema."""
    under = under or rules()
    congress = Congress(
        name="Đại hội Chi bộ thôn Đoài, nhiệm kỳ 2020 - 2022",
        body="Chi bộ thôn Đoài",
        level=Level.BRANCH,
        kind=Kind.MEMBERS,
        opens=date(2020, 3, 15),
        contests=(what,),
        choices=choices,
        decisions=decisions,
    )
    counted = count_contest(what, ballots, under, choices, decisions)
    result = CongressResult(congress=congress, rules=under, contests=(counted,))
    box = Box(layout=Layout.STRIKES, stamped=stamped, ballots=tuple(ballots))
    form = result_json(result, {what.id: box})
    VALIDATOR.validate(form)
    assert json.loads(to_text(form)) == form
    return form


def only_contest(form: dict[str, Any]) -> dict[str, Any]:
    """The one contest of a result."""
    (each,) = form["contests"]
    assert isinstance(each, dict)
    return each


BALLOTS = (
    *pile(*times(5, "kkks"), *times(3, "ksss"), "kkkk"),
    Ballot(10, "kkss", InvalidReason.SIGNED),
)
"""Ten ballots, eight valid: votes 8, 5, 5, 0."""
