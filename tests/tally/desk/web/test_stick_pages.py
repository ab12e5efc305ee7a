"""The page for laptops without network: a bundle goes out as a file and comes in once, the desk is handed over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tally.desk.evening import CHAIR, FIRST, SECOND, STRIKES
from tests.tally.desk.web.asking import Browser, Pages, pages, words


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Pages]:
    """An evening at the count, one entry finished."""
    with pages(tmp_path / "here") as made:
        made.evening.open_box("bch")
        made.evening.type_bundle("bch", FIRST, STRIKES)
        yield made


def away(path: Path) -> bytes:
    """The same bundle entered by somebody else on another laptop, as its page gives it."""
    with pages(path) as made:
        made.evening.open_box("bch")
        made.evening.type_bundle("bch", SECOND, STRIKES)
        answer = made.of(CHAIR).get("/stick/bch/count/1/1")
        assert answer.headers["content-disposition"] == 'attachment; filename="bundle-bch-0001-0010-1.json"'
        return answer.content


def merge(chair: Browser, content: bytes) -> tuple[int, str]:
    """Drop the file; the status and what the page says."""
    answer = chair.client.post(
        "/stick/merge",
        data={"token": chair.token, "key": "merge"},
        files={"bundle": ("bundle.json", content)},
        follow_redirects=False,
    )
    return answer.status_code, words(answer.text)


def test_a_bundle_comes_in_once(there: Pages, tmp_path: Path) -> None:
    chair, content = there.of(CHAIR), away(tmp_path / "away")
    assert merge(chair, content)[0] == 303
    assert there.evening.desk.state.contests["bch"].real.bundles[1].settled
    assert merge(chair, content)[0] == 303  # the same form once more: done once, answered alike
    assert SECOND in words(chair.read("/stick"))


def test_what_is_wrong_with_a_file_is_told_on_the_page(there: Pages) -> None:
    chair = there.of(CHAIR)
    status, told = merge(chair, b"{}")
    assert status == 409
    assert "không phải một tập phiếu" in told
    assert chair.post("/stick/merge").status_code == 409
    assert "chưa xong" in words(chair.get("/stick/bch/count/1/2").text)
    assert chair.get("/stick/bch/count/9/1").status_code == 404
    assert chair.get("/stick/bch/other/1/1").status_code == 404


def test_the_copy_is_a_whole_store_and_handing_over_is_the_last_line(there: Pages, tmp_path: Path) -> None:
    chair = there.of(CHAIR)
    assert chair.post("/stick/hand-over", reason=" ").status_code == 409
    assert chair.done("/stick/hand-over", reason="máy nóng") == "/stick"
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(chair.get("/stick/copy").content)
    with closing(sqlite3.connect(copy)) as opened:
        (line,) = opened.execute("SELECT line FROM lines ORDER BY sequence DESC LIMIT 1").fetchone()
    assert b"desk_handed_over" in line
    assert chair.post("/stick/hand-over", reason="lần nữa").status_code == 409
