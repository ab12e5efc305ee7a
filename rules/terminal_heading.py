"""A heading over a part of what a terminal shows (tiêu đề): in a line across it, or above the line where it is long."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_BESIDE = 2  # a blank and a dash at least


def print_heading(console: Console, words: str, style: str = "bold") -> None:
    """Print a heading whole, however narrow the terminal is: nothing of it is cut off."""
    heading = Text(words, style=style)
    if heading.cell_len + _BESIDE <= console.width:
        console.rule(heading, align="left")
    else:
        console.print(heading)
        console.rule()
