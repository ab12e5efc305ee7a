"""Parts that are read ahead are the same parts, in their order, and an error comes where it would have come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.ahead import ahead


@given(st.lists(st.integers()), st.integers(1, 4))
def test_nothing_is_lost_or_changed(parts: list[int], most: int) -> None:
    assert list(ahead(iter(parts), most)) == parts


@given(st.integers(0, 5), st.integers(1, 4))
def test_an_error_comes_after_the_parts_before_it(good: int, most: int) -> None:
    def parts() -> Iterator[int]:
        yield from range(good)
        raise ZeroDivisionError

    reading = ahead(parts(), most)
    assert [next(reading) for _ in range(good)] == list(range(good))
    with pytest.raises(ZeroDivisionError):
        next(reading)


def test_closed_early_it_reads_no_further() -> None:
    made: list[int] = []

    def parts() -> Iterator[int]:
        for part in range(100):
            made.append(part)
            yield part

    reading = ahead(parts(), 2)
    assert next(reading) == 0
    reading.close()
    were = len(made)
    assert were <= 4
    assert list(reading) == []
    assert len(made) == were
