"""What is said of a long count, and to whom."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from rules.session import Session
from tally.progress import Doing, Progress, by_bytes, watching

SECOND = 1_000_000_000


class Terminal(io.StringIO):
    """A stream people look at."""

    def isatty(self) -> bool:
        """Whether people look at it."""
        return True


def said(lang: str, *moments: tuple[float, int], expected: int = 10_000, doing: Doing = Doing.COUNTING) -> list[str]:
    """The lines a count of so many ballots after so many seconds leads to."""
    times: Iterator[int] = iter([0, *(int(seconds * SECOND) for seconds, _ in moments)])
    stream = Terminal()
    progress = Progress(Session(lang, json=False), stream, lambda: next(times), doing)
    for _, counted in moments:
        progress(counted, expected)
    progress.close()
    return [line.removesuffix("\x1b[K") for line in stream.getvalue().split("\r")[1:]]


def test_the_first_two_seconds_are_silent() -> None:
    assert said("vi", (0.5, 100), (1.9, 9_000)) == []


def test_then_speed_and_time_left_are_told_not_too_often_and_wiped_away() -> None:
    lines = said("vi", (2.0, 2_000), (2.1, 2_100), (4.0, 5_000), (8.0, 10_000))
    assert lines == [
        "Đã kiểm 2000 trên 10000 phiếu, 1000 phiếu/giây, còn khoảng 8 giây",
        "Đã kiểm 5000 trên 10000 phiếu, 1250 phiếu/giây, còn khoảng 4 giây",
        "Đã kiểm 10000 phiếu, 1250 phiếu/giây",
        "",
    ]


def test_the_next_box_begins_anew() -> None:
    assert said("vi", (3.0, 9_000), (4.0, 100), (5.0, 5_000), (7.0, 6_000))[1:] == [
        "Đã kiểm 6000 trên 10000 phiếu, 2000 phiếu/giây, còn khoảng 2 giây",
        "",
    ]


def test_of_a_file_that_does_not_say_how_many_it_has_no_number_is_promised() -> None:
    assert said("vi", (2.0, 2_000), (8.0, 10_000), doing=Doing.COUNTING_SOME) == [
        "Đã kiểm 2000 phiếu, 1000 phiếu/giây, còn khoảng 8 giây",
        "Đã kiểm 10000 phiếu, 1250 phiếu/giây",
        "",
    ]


def test_what_is_written_is_called_written() -> None:
    assert said("vi", (2.0, 2_000), (8.0, 10_000), doing=Doing.WRITING) == [
        "Đã ghi 2000 trên 10000 phiếu, 1000 phiếu/giây, còn khoảng 8 giây",
        "Đã ghi 10000 phiếu, 1250 phiếu/giây",
        "",
    ]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "vi",
            [
                "Đã làm phiếu theo tập cho 2000 trên 10000 phiếu, 1000 phiếu/giây, còn khoảng 8 giây",
                "Đã làm phiếu theo tập cho 10000 phiếu, 1250 phiếu/giây",
            ],
        ),
        (
            "en",
            [
                "Slips made for 2000 of 10000 ballots, 1000 a second, about 8 s left",
                "Slips made for 10000 ballots, 1250 a second",
            ],
        ),
    ],
)
def test_slips_are_told_by_the_papers_that_have_one(lang: str, lines: list[str]) -> None:
    assert said(lang, (2.0, 2_000), (8.0, 10_000), doing=Doing.SLIPS) == [*lines, ""]


def test_by_bytes_as_many_are_expected_as_fill_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deck.csv"
    path.write_bytes(bytes(1000))
    told: list[tuple[int, int]] = []
    report = by_bytes(lambda *said: told.append(said), path)
    for counted, position in ((10, 100), (50, 500), (100, 1000), (7, 0)):
        report(counted, position)
    assert told == [(10, 100), (50, 100), (100, 100), (7, 7000)]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_only_a_terminal_is_told(stream: io.StringIO) -> None:
    with patch.object(sys, "stderr", stream), watching(Session("vi", json=True)) as report:
        assert (report is not None) == stream.isatty()
        if report is not None:
            report(1, 2)
    assert stream.getvalue() == ""
