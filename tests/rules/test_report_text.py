"""How reports write what findings hold: limits as people read them."""

from __future__ import annotations

import pytest

from rules.messages import Translator
from rules.report_text import Writer


@pytest.mark.parametrize(
    ("limit", "written"),
    [
        (None, ""),
        ("10%..15%", "10 – 15 %"),
        ("12.5%..15%", "12,5 – 15 %"),
        ("15%..", "≥ 15 %"),
        ("..30%", "≤ 30 %"),
        ("1..", "≥ 1"),
        ("..39", "≤ 39"),
        ("9..11", "9 – 11"),
        (">0", "> 0"),
        ("<1/2", "< 1/2"),
        ("1/3..", "≥ 1/3"),
        (">7/42", "> 7/42"),
        (">10%..15%", "> 10 %, ≤ 15 %"),
        ("1/3..1/2", "≥ 1/3, ≤ 1/2"),
        ("5%", "5 %"),
        ("60..", "≥ 60"),
    ],
)
def test_a_limit_is_written_as_people_read_it(limit: str | None, written: str) -> None:
    assert Writer(Translator("vi")).limit(limit) == written
    assert Writer(Translator("en")).limit(limit) == written.replace(",5", ".5")
