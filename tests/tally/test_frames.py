"""pandas tables of counts and results: the same numbers, whole where they are whole, missing where nothing is known."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given

from rules.model import Form
from tally.congress_count import count_folder
from tally.count import count
from tally.frames import ballots_frame, candidates_frame, contests_frame, deck_frame, findings_frame, tally_frame
from tally.interchange.cvr_deck import read_cvr_deck
from tally.interchange.deck import count_deck
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tests.conftest import CHECKOUT
from tests.tally.builders import contest
from tests.tally.interchange.nist import deck
from tests.tally.strategies import Pile, piles

SAMPLES = CHECKOUT / "samples"
COUNTED = sorted(path.parent.parent.name for path in SAMPLES.glob("*/expected/result.json"))


@pytest.mark.parametrize("name", COUNTED)
def test_every_sample_s_tables_hold_what_its_result_says(name: str) -> None:
    result = count_folder(SAMPLES / name).result
    wanted = json.loads((SAMPLES / name / "expected" / "result.json").read_text(encoding="utf-8"))
    people, contests = candidates_frame(result), contests_frame(result)
    assert list(contests.index) == [each["id"] for each in wanted["contests"]]
    for each in wanted["contests"]:
        row, account = contests.loc[each["id"]], each["account"]
        for field in ("summoned", "base", "present", "issued", "returned", "counted", "valid", "invalid"):
            assert (None if pd.isna(row[field]) else row[field]) == account[field]
        assert (None if pd.isna(row["needed"]) else row["needed"]) == each["needed"]
        assert row["state"] == each["outcome"]["state"]
        for reason, number in account["invalid_reasons"].items():
            assert row[f"invalid_{reason}"] == number
        own = people.loc[each["id"]]
        assert [None if pd.isna(votes) else votes for votes in own["votes"]] == [
            one["votes"] for one in each["candidates"]
        ]
        assert [one and str(one) for one in own["percent"].where(own["percent"].notna(), None)] == [
            one["percent"] for one in each["candidates"]
        ]


def test_whole_numbers_stay_whole_and_shares_exact_where_some_are_missing() -> None:
    void = candidates_frame(count_folder(SAMPLES / "qua-so-phieu").result)
    assert void["votes"].dtype == "Int64"
    assert void["votes"].isna().all()
    found = candidates_frame(count_folder(SAMPLES / "huyen-2020").result)
    assert found["share"].iloc[0] == Fraction(192, 249)
    assert found["percent"].iloc[0] == Decimal("77.11")


@given(pile=piles())
def test_a_tally_is_a_row_a_name(pile: Pile) -> None:
    tally = count(pile.ballots, pile.paper, pile.all_disagree)
    frame = tally_frame(tally)
    assert tuple(frame["votes"]) == tally.votes
    assert tuple(frame["not_counted"]) == tally.not_counted
    assert list(frame.index) == list(range(1, pile.paper.names + 1))
    assert set(frame.dtypes) == {frame["votes"].dtype}


def test_a_ballot_is_a_row_read_as_the_committee_reads_it() -> None:
    ruled = Ballot(7, "ku", InvalidReason.SIGNED, (MarkRuling(2, RawMark.STRUCK),))
    frame = ballots_frame(contest(2, 1), [Ballot(1, "ks"), ruled])
    assert frame[2].tolist() == ["struck", "struck"]
    assert frame.loc[7, "marks_on_paper"] == "ku"
    assert [None if pd.isna(ground) else ground for ground in frame["ruling"]] == [None, "signed"]
    assert frame[1].cat.codes.dtype == "int8"
    boxes = ballots_frame(contest(1, 1, Form.AGREE_DISAGREE), [Ballot(1, "b"), Ballot(2, "n")])
    assert boxes[1].tolist() == ["both", "neither"]


def test_a_deck_is_a_row_a_selection(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    path.write_bytes(deck())
    frame = deck_frame(count_deck(read_cvr_deck(path, "deck.json")))
    assert frame.loc[("cc-county-assessor", 7), "votes"] == 16
    assert frame["votes"].dtype == "int64"


def test_findings_are_rows_in_either_language() -> None:
    from tally.api import check_folder

    result = check_folder(SAMPLES / "huyen-2020")
    frames = {lang: findings_frame(result, lang) for lang in ("vi", "en")}
    assert frames["vi"]["code"].tolist() == [finding.code for finding in result.findings]
    assert frames["vi"]["passed"].dtype == "boolean"
    assert (frames["vi"]["message"] != frames["en"]["message"]).all()


def test_words_are_words_also_of_no_ballots_and_where_nobody_ruled() -> None:
    plain = ballots_frame(contest(2, 1), [Ballot(7, "ks")])
    for frame in (plain, ballots_frame(contest(2, 1), [])):
        assert [str(frame[column].dtype) for column in ("ruling", "marks_on_paper")] == ["string", "string"]
    assert plain["ruling"].isna().all()
