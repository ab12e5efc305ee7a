"""A short run of the fuzzing: some broken files of every reader, a small Parquet file cut short at every byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.hostile import HOSTILE, QUICK, run
from tests.fuzz.mutation import broken
from tests.fuzz.readers import parquet, readers


@pytest.mark.parametrize("name", list(readers()))
def test_every_reader_reads_the_files_it_starts_from(name: str) -> None:
    reader = readers()[name]
    for ending, content in reader.seeds:
        assert reader.survives(content, ending) is None


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), rounds=st.integers(1, 12), data=st.data())
@pytest.mark.parametrize("name", list(readers()))
def test_a_broken_file_ends_in_words(name: str, seed: int, rounds: int, data: st.DataObject) -> None:
    reader = readers()[name]
    ending, content = data.draw(st.sampled_from(reader.seeds))
    assert reader.survives(broken(content, seed, rounds), ending) is None


def test_a_parquet_file_cut_short_at_every_byte_is_refused() -> None:
    reader, content = readers()["parquet"], parquet()
    assert {reader.survives(content[:end], ".parquet") for end in range(len(content))} == {None}


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_refused_or_read_within_its_bounds(name: str, tmp_path: Path) -> None:
    found = run(HOSTILE[name], tmp_path)
    assert found.problem is None, found
