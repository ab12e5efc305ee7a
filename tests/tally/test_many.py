"""Many small contests at once: what ``decide`` and the reference say of each, on every tied and short one as well."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.count import count
from tally.many import MOST_BALLOTS, ManyCounted, count_many
from tally.model import Ballot
from tally.outcome import State, decide
from tally.validity import BallotForm


def assert_as_decided(found: ManyCounted, contest: int, rows: list[list[int]], *, seats: int, needed: int) -> None:
    """One contest, counted and decided alone."""
    names = found.votes.shape[1]
    ballots = [Ballot(at, "".join("sk"[mark] for mark in row)) for at, row in enumerate(rows, start=1)]
    alone = count(ballots, BallotForm(form=Form.STRIKE_OUT, names=names, seats=seats))
    outcome = decide(alone.votes, seats=seats, needed=needed)
    assert (int(found.valid[contest]), tuple(found.votes[contest].tolist())) == (alone.valid, alone.votes)
    assert (np.flatnonzero(found.elected[contest]) + 1).tolist() == sorted(outcome.elected)
    assert tuple((np.flatnonzero(found.tied[contest]) + 1).tolist()) == outcome.tied
    assert int(found.seats_open[contest]) == outcome.seats_open
    assert (contest in found.to_look_at.tolist()) == (outcome.state is not State.FILLED)


@given(data=st.data(), names=st.integers(1, 18), seats=st.integers(1, 18))
def test_each_contest_is_decided_as_if_it_were_alone(data: st.DataObject, names: int, seats: int) -> None:
    row = st.lists(st.integers(0, 1), min_size=names, max_size=names)
    contests = data.draw(st.lists(st.lists(row, max_size=7), max_size=6))
    needed = data.draw(st.lists(st.integers(1, 5), min_size=len(contests), max_size=len(contests)))
    kept = np.array([row for rows in contests for row in rows], np.uint8).reshape(-1, names)
    sizes = np.array([len(rows) for rows in contests], np.int64)
    found = count_many(kept, sizes, seats=seats, needed=np.array(needed, np.int64))
    for contest, rows in enumerate(contests):
        assert_as_decided(found, contest, rows, seats=seats, needed=needed[contest])


def test_thousands_of_branches_a_sample_and_every_tied_or_short_one() -> None:
    chance = np.random.default_rng(2020)
    sizes = chance.integers(3, 40, 20_000)
    kept = (chance.random((int(sizes.sum()), 8)) < 0.55).astype(np.uint8)
    needed = sizes // 2 + 1
    found = count_many(kept, sizes, seats=5, needed=needed)
    starts = np.cumsum(sizes) - sizes
    looked_at = {*range(0, 20_000, 100), *islice(found.to_look_at.tolist(), 2_000)}
    assert (found.seats_open == 0).any()
    assert found.tied.any()
    for contest in looked_at:
        rows = kept[starts[contest] : starts[contest] + sizes[contest]].tolist()
        assert_as_decided(found, contest, rows, seats=5, needed=int(needed[contest]))


def test_a_lane_holds_as_many_ballots_as_it_says() -> None:
    kept = np.tile(np.array([[1, 0, 0]], np.uint8), (MOST_BALLOTS, 1))
    found = count_many(kept, np.array([MOST_BALLOTS]), seats=1, needed=np.array([2]))
    assert found.votes.tolist() == [[MOST_BALLOTS, 0, 0]]
    assert found.valid.tolist() == [MOST_BALLOTS]


@pytest.mark.parametrize(
    ("kept", "sizes", "needed", "said"),
    [
        (np.ones((MOST_BALLOTS + 1, 2), np.uint8), [MOST_BALLOTS + 1], [1], "65535"),
        (np.ones((3, 2), np.uint8), [2], [1], "3 ballots"),
        (np.ones((3, 2), np.uint8), [4, -1], [1, 1], "3 ballots"),
        (np.ones((3, 2), np.uint8), [3], [1, 1], "thresholds"),
        (np.full((3, 2), 2, np.uint8), [3], [1], "0 or 1"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    kept: np.typing.NDArray[np.uint8],
    sizes: list[int],
    needed: list[int],
    said: str,
) -> None:
    with pytest.raises(ValueError, match=said):
        count_many(kept, np.array(sizes), seats=1, needed=np.array(needed))
