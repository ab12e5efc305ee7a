"""Ballots written as CSV: put in the place of the file they came from they are read as what they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rules.model import Cells, Form
from tally.interchange.csv_writer import write_ballots
from tests.tally.big_piles import contest_of, paper_of, read
from tests.tally.builders import pile


@pytest.mark.parametrize("cells", list(Cells))
def test_a_file_put_in_the_place_of_its_source_does_not_turn_the_result_round(tmp_path: Path, cells: Cells) -> None:
    ballots = pile("kss", "kks", "skk", "kss")
    of = contest_of(paper_of(Form.STRIKE_OUT, 3, 2), len(ballots), cells=cells)
    assert of.ballots is not None
    write_ballots(tmp_path / of.ballots.file, of, ballots, {}, stamped=False)
    assert [ballot.marks for ballot in read(tmp_path, of).ballots] == ["kss", "kks", "skk", "kss"]


def test_where_the_contest_says_nothing_one_is_a_name_kept(tmp_path: Path) -> None:
    of = contest_of(paper_of(Form.STRIKE_OUT, 3, 2), 1)
    assert of.ballots is not None
    write_ballots(tmp_path / "out.csv", of, pile("kss"), {}, stamped=False)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == ["1,2,3,invalid", "1,0,0,"]
    kept = replace(of, ballots=replace(of.ballots, file="out.csv", cells=Cells.KEPT))
    assert [ballot.marks for ballot in read(tmp_path, kept).ballots] == ["kss"]
