"""A heading stands whole on every terminal: in the line where it fits, above it where it does not."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from rules.terminal_heading import print_heading

WORDS = "bch · bầu ban chấp hành"


def printed(width: int) -> list[str]:
    """What a terminal of that width shows."""
    out = io.StringIO()
    print_heading(Console(file=out, width=width), WORDS)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [25, 26, 80])
def test_a_heading_that_fits_stands_in_the_line(width: int) -> None:
    assert printed(width) == [f"{WORDS} {'─' * (width - len(WORDS) - 1)}"]


def test_a_longer_one_stands_above_the_line_and_nothing_of_it_is_lost() -> None:
    assert printed(24) == [WORDS, "─" * 24]
    assert printed(12) == ["bch · bầu", "ban chấp", "hành", "─" * 12]
