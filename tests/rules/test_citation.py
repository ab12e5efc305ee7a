"""A provision is cited by number, date and place; what is unknown, unconfirmed or the congress's own is said."""

from __future__ import annotations

from datetime import date

import pytest

from rules.citation import Citation, citation_phrase
from rules.messages import Translator

DAY = date(2014, 6, 9)


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (
            Citation(number="244-QĐ/TW", date=DAY, place="Điều 32, khoản 2", confirmed=True),
            "244-QĐ/TW ngày 09/06/2014, Điều 32, khoản 2",
        ),
        (
            Citation(number="244-QĐ/TW", date=DAY, place="Điều 32", confirmed=False),
            "244-QĐ/TW ngày 09/06/2014, Điều 32 (cần người dùng xác nhận)",
        ),
        (
            Citation(number="244-QĐ/TW", date=DAY, place=None, confirmed=True),
            "244-QĐ/TW ngày 09/06/2014, chưa rõ điều, khoản",
        ),
        (
            Citation(number="Nghị quyết số 5-NQ/HU", date=None, place=None, confirmed=True),
            "quy định của cấp mình: Nghị quyết số 5-NQ/HU",
        ),
    ],
)
def test_as_people_write_it(citation: Citation, words: str) -> None:
    assert Translator("vi").text(citation_phrase(citation)) == words
