"""Join codes cost little here: how slow guessing them is made is no matter of these tests."""

from __future__ import annotations

import pytest

from tally.desk import access


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access._COST, "n", 2)
