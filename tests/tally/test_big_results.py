"""The same ballots from any layout, read at once or while they stream past, give the same result, byte for byte."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from rules.json_form import to_text
from tally.columns import count_columns, turn
from tally.compiled import CompiledCounter
from tally.congress_count import CountedCongress, count_folder
from tally.count import count
from tally.count_record import count_head
from tally.parquet_writer import write_packed
from tally.result import choices_for
from tally.result_file import result_json
from tally.streamed import StreamedBallots
from tally.validity import BallotForm
from tests.tally.big_piles import Sizes, streaming, wide_lines
from tests.tally.records import SAMPLES, sealable

SAMPLE = SAMPLES / "huyen-2020"
FILE = "ballots-bch.csv"


def text_of(counted: CountedCongress) -> str:
    """What ``count --json`` prints."""
    return to_text(result_json(counted.result, counted.boxes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "congress"))


def point_to(folder: Path, file: str, cells: str | None = None) -> None:
    """Let congress.toml name another file of ballots."""
    path = folder / "congress.toml"
    text = path.read_text(encoding="utf-8")
    said = f'file = "{file}"' + (f', cells = "{cells}"' if cells else "")
    changed = re.sub(rf'file = "{FILE}"', said, text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("layout", ["strikes", "kept", "struck", "parquet"])
@pytest.mark.parametrize("sizes", [Sizes(), Sizes(lines=1 << 13, chunk=1 << 16, part=1 << 19)])
def test_the_result_is_the_same_whatever_the_ballots_come_in(folder: Path, layout: str, sizes: Sizes) -> None:
    once = count_folder(folder)
    box = once.boxes["bch"]
    contest = next(each for each in once.result.congress.contests if each.id == "bch")
    if layout == "parquet":
        write_packed(folder / "ballots-bch.parquet", contest, box.ballots)
        point_to(folder, "ballots-bch.parquet")
    elif layout != "strikes":
        lines = wide_lines(tuple(box.ballots), kept="1" if layout == "kept" else "0", numbered=True, ruled=True)
        (folder / "wide.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        point_to(folder, "wide.csv", layout)
    assert text_of(count_folder(folder)) == text_of(once)
    with streaming(sizes):
        past = count_folder(folder)
        assert isinstance(past.boxes["bch"].ballots, StreamedBallots)
        assert text_of(past) == text_of(once)


@pytest.mark.parametrize("sample", sealable())
def test_the_ballots_of_every_sample_are_counted_alike_by_paper_by_column_and_in_words(sample: str) -> None:
    once = count_folder(SAMPLES / sample)
    for each in once.result.contests:
        paper = BallotForm(form=each.contest.form, names=len(each.contest.slate), seats=each.contest.seats)
        ballots = once.boxes[each.contest.id].ballots
        choice = choices_for(each.contest, once.result.congress.choices).all_disagree
        if each.tally is not None:  # a void box has none
            assert count(ballots, paper, choice) == each.tally
            assert count_columns(turn(ballots, paper.names), paper, choice) == each.tally
    with streaming():
        past = count_folder(SAMPLES / sample)
    assert all(isinstance(box.ballots, StreamedBallots) for box in past.boxes.values())
    assert text_of(past) == text_of(once)


@pytest.mark.parametrize("listening", [count_folder, count_head])
def test_whoever_listens_is_told_what_is_expected(folder: Path, listening: Callable[..., object]) -> None:
    told: list[tuple[int, int]] = []
    with streaming():
        listening(folder, lambda counted, expected: told.append((counted, expected)))
    assert told[-1][0] == told[-1][1]
    assert {expected for _, expected in told} == {248}


def test_where_it_pays_the_compiled_count_gives_the_same(folder: Path) -> None:
    once = count_folder(folder)
    tally = CompiledCounter.tally
    spied = patch.object(CompiledCounter, "tally", autospec=True, side_effect=tally)
    with streaming(), patch("tally.stream.COMPILED_FROM", 1), spied as used:
        assert text_of(count_folder(folder)) == text_of(once)
    assert used.called
