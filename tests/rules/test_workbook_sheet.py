"""What a sheet of a workbook may hold, and which cells a merged range covers."""

from __future__ import annotations

import pytest

from rules.workbook_sheet import AREA_LIMIT, COLUMNS_LIMIT, Merge, fits


@pytest.mark.parametrize(
    ("row", "column", "covered"),
    [
        (2, 1, True),
        (4, 3, True),
        (3, 2, True),
        (1, 2, False),
        (5, 2, False),
        (3, 0, False),
        (3, 4, False),
        (9, 9, False),
    ],
)
def test_a_merged_range_covers_its_ends_and_what_is_between(row: int, column: int, *, covered: bool) -> None:
    assert Merge(first_row=2, first_column=1, last_row=4, last_column=3).covers(row, column) is covered


def test_a_sheet_may_be_as_wide_and_as_large_as_the_limits_and_no_more() -> None:
    assert fits(0, COLUMNS_LIMIT - 1)
    assert not fits(0, COLUMNS_LIMIT)
    for columns in (1, 10, 100):
        assert fits(AREA_LIMIT // columns - 1, columns - 1)
        assert not fits(AREA_LIMIT // columns, columns - 1)
