"""Join codes are slow to check on purpose; here they are not what is tested, so they are quick."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tally.desk import access


@pytest.fixture(autouse=True, scope="module")
def quick_codes() -> Iterator[None]:
    """The same function at the least cost it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(access._COST, "n", 2)
        yield
