"""How reports write what findings hold: limits as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.persons import one_by_one
from rules.messages import Translator
from rules.phrase import Phrase, phrase
from rules.report_text import TextLine, Writer


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


def _said(*names: str) -> Phrase:
    short = one_by_one([phrase("{name}: còn 3 tháng", name=name) for name in names])
    return phrase("{message} (cần hỏi)", message=phrase("không đủ: {short}; chưa rõ: số 9", short=short))


def test_several_clauses_stand_below_each_other() -> None:
    assert list(Writer(Translator("vi")).lines(_said("An", "Bình"))) == [
        TextLine("Không đủ:"),
        TextLine("An: còn 3 tháng", listed=True),
        TextLine("Bình: còn 3 tháng", listed=True),
        TextLine("chưa rõ: số 9 (cần hỏi)"),
    ]
    assert Writer(Translator("vi")).paragraph(_said("An", "Bình")).splitlines()[1:3] == [
        "- An: còn 3 tháng",
        "- Bình: còn 3 tháng",
    ]


def test_a_demand_before_clauses_ends_with_a_colon() -> None:
    said = phrase("phải hơn 50 %; {found}", found=one_by_one([phrase("bước 1"), phrase("bước 2")]))
    assert [line.text for line in Writer(Translator("vi")).lines(said)] == ["Phải hơn 50 %:", "bước 1", "bước 2"]


def test_one_clause_stays_in_its_sentence() -> None:
    assert list(Writer(Translator("vi")).lines(_said("An"))) == [
        TextLine("Không đủ: An: còn 3 tháng; chưa rõ: số 9 (cần hỏi)"),
    ]


def test_clauses_within_a_clause_stay_in_its_line() -> None:
    steps = one_by_one([phrase("bước 1: {names}", names=one_by_one([phrase("An"), phrase("Bình")])), phrase("bước 2")])
    assert [line.text for line in Writer(Translator("vi")).lines(steps)] == ["bước 1: An; Bình", "bước 2"]


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=5))
def test_lines_say_what_the_sentence_says(names: list[str]) -> None:
    writer = Writer(Translator("vi"))
    joined = "".join(line.text for line in writer.lines(_said(*names)))
    assert joined.casefold().replace("; ", "").replace(" ", "") == (
        writer.text(_said(*names)).casefold().replace("; ", "").replace(" ", "")
    )
