"""What tests of the pages share: join codes that are quick to check, and an evening with a bundle on the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tally.desk import access
from tests.tally.desk.web.asking import Pages, pages


@pytest.fixture(autouse=True, scope="module")
def quick_codes() -> Iterator[None]:
    """They are slow on purpose, and not what is tested here: the same function at the least cost it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(access._COST, "n", 2)
        yield


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Pages]:
    """An evening with one bundle on the table."""
    with pages(tmp_path / "dai-hoi") as made:
        made.evening.open_box("bch")
        yield made
