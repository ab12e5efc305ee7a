"""What the checker of records judges by itself, and what it says it cannot judge."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from rules.choice import AllDisagree
from rules.json_form import Json, to_text
from tally import verifier
from tally.model import InvalidReason
from tests.tally.records import opened
from tests.tally.verifier_cases import NO_LAW


def test_people_born_on_one_day_stay_tied() -> None:
    paper, law = {"vote": "first", "seats": 1, "alternates": 0}, NO_LAW | {"older": True}
    assert verifier.standings([3, 3], ["1970-05-01", "1970-05-01"], paper, 2, law) == ["tied_at_cut", "tied_at_cut"]
    assert verifier.standings([3, 3], ["1970-05-01", "1970-05-02"], paper, 2, law) == ["elected", "majority_no_seat"]


@pytest.mark.parametrize(
    ("limit", "share", "holds"),
    [
        ({}, Fraction(0), True),
        ({"more_than": "1/2"}, Fraction(1, 2), False),
        ({"more_than": "1/2"}, Fraction(51, 100), True),
        ({"at_least": "1/2"}, Fraction(1, 2), True),
        ({"at_least": "1/2"}, Fraction(49, 100), False),
        ({"less_than": "2/3"}, Fraction(2, 3), False),
        ({"less_than": "2/3"}, Fraction(65, 100), True),
    ],
)
def test_a_share_is_within_the_words_of_a_provision(limit: Json, share: Fraction, holds: bool) -> None:  # noqa: FBT001
    assert verifier.holds(limit, share) is holds


@pytest.mark.parametrize("line", ["2,kk,", "2,kkkk,", "2,kka,", "1,kkk,", "0,kkk,"])
def test_a_ballot_that_is_not_in_its_form_cannot_be_judged(line: str) -> None:
    content = f"1,kks,\n{line}\n".encode()
    with pytest.raises(ValueError, match=r"not in its form|unpack|invalid literal"):
        list(verifier.read_ballots(content, 3, "strike_out"))
    assert list(verifier.read_ballots(b"1,kks,\n2,kku,3=struck signed\n", 3, "strike_out")) == [
        ("kks", ""),
        ("kks", "signed"),
    ]


def contest_changed(change: Callable[[Any], None]) -> dict[str, bytes]:
    """A record in which the only contest says something else of its people and papers."""
    files = dict(opened("bang-phieu").files)
    form = json.loads(files["congress.json"])
    change(form["contests"][0])
    return files | {"congress.json": to_text(form).encode()}


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [("attendance", "summoned", 80), ("attendance", "present", 80), ("ballots", "issued", 200)],
)
def test_people_and_papers_that_do_not_add_up_are_said(table: str, key: str, value: int) -> None:
    def change(contest: Any) -> None:  # noqa: ANN401 - JSON as it is
        contest[table][key] = value

    assert any("do not add up" in line for line in verifier.verify(contest_changed(change)))


def test_a_pile_that_is_not_all_entered_is_said() -> None:
    files = dict(opened("bang-phieu").files)
    name = "contests/bch/ballots.csv"
    files[name] = b"".join(files[name].splitlines(keepends=True)[:-1])
    assert any("do not add up" in line for line in verifier.verify(files))


def test_a_decision_about_who_may_stand_is_none_about_the_outcome() -> None:
    files = dict(opened("bang-phieu").files)
    form = json.loads(files["congress.json"])
    form["decisions"] = [{"contest": "bch", "about": "not_among", "decision": "confirmed"}]
    law = json.loads(files["rules.json"])["contests"][0]
    made = verifier.derive(form["contests"][0], form, law, files)
    assert "decision" not in made
    assert made["outcome"]["next"]["vote"] == "revote"


def test_a_rule_this_file_does_not_know_is_not_its_to_judge() -> None:
    files = dict(opened("bang-phieu").files)
    form = json.loads(files["congress.json"])
    law = json.loads(files["rules.json"])["contests"][0]
    law["terms"]["lot"] = True
    with pytest.raises(ValueError, match="lot"):
        verifier.derive(form["contests"][0], form, law, files)


def test_a_mark_nobody_ruled_on_and_an_open_choice_cannot_be_judged() -> None:
    paper = {"form": "agree_disagree", "seats": 2}
    with pytest.raises(ValueError, match="nobody ruled on"):
        verifier.verdict("au", "", paper, None)
    with pytest.raises(KeyError, match="all_disagree is open"):
        verifier.verdict("dd", "", paper, None)
    assert verifier.verdict("dd", "", paper, "valid") == ""
    assert verifier.verdict("dd", "", paper, AllDisagree.INVALID) == InvalidReason.VOTES_FOR_NOBODY
