"""The key sheet says what the desk does: every example is typed, and means what stands beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.messages import Translator
from rules.model import Form
from rules.regulation_file import rules_for
from rules.report_text import Writer
from tally.desk.key_sheet import MOST_NAMES, key_sheet, pad_for
from tally.desk.key_table import key_table, polarity
from tally.desk.keys import AGAINST, KeyPad, Keys
from tally.model import RawMark
from tests.conftest import Golden
from tests.tally.papers.ballot_cases import LONGEST, congress, contest, some_names
from tests.tally.papers.reading import pdf_pages

VI = Translator("vi")
GROUNDS = ("not_issued", "outside_name", "signed")


@given(st.sampled_from(Form), st.integers(1, 150))
def test_every_example_can_be_typed_and_means_what_is_said(form: Form, names: int) -> None:
    pad = KeyPad(form=form, names=names, grounds=GROUNDS)
    before = Keys(marks=AGAINST[form] * names, ground="", doubtful=False)
    seen = set()
    for row in key_table(pad):
        if row.keys == "Enter":
            continue
        found = pad.read(row.keys, before)
        said = VI.text(row.said)
        numbers = [int(number) for number in re.findall(r"(?<!!)\b\d+", said)]
        marked = [at for at, mark in enumerate(found.marks, start=1) if mark != pad.read("-").marks[at - 1]]
        if said.startswith("từ số"):
            assert marked == list(range(numbers[0], numbers[1] + 1))
        elif numbers and "!" not in row.keys:
            assert marked == numbers
        elif row.keys in {"*", "="}:
            assert found.marks == AGAINST[form] * names
        elif row.keys == "?":
            assert found.marks == RawMark.UNCLEAR * names
        else:
            assert marked == []
        if "không đánh dấu ô nào" in said:
            assert RawMark.NEITHER in found.marks
        if "cả hai ô" in said:
            assert RawMark.BOTH in found.marks
        assert found.doubtful is row.keys.endswith("!0")
        seen.add(found.ground)
    assert seen == {"", *GROUNDS}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("count", [1, 3, 9, 30, 63, 90, MOST_NAMES])
def test_the_sheet_is_one_page_with_every_name_and_its_code(form: Form, count: int) -> None:
    if form is Form.STRIKE_OUT and count == 1:
        return
    asked = contest([*some_names(count - 1), LONGEST], form)
    what = congress()
    (page,) = pdf_pages(key_sheet(what, asked, rules_for(what), Writer(VI)))
    squeezed = page.replace(" ", "")
    width = pad_for(asked, rules_for(what)).width
    for person in asked.slate.candidates:
        assert f"{person.number:0{width}d}{person.name}".replace(" ", "") in squeezed
    assert VI.text(polarity(form)) in page


def test_of_a_list_no_page_holds_only_the_keys_are_printed() -> None:
    what = congress()
    (page,) = pdf_pages(key_sheet(what, contest(some_names(MOST_NAMES + 1)), rules_for(what), Writer(VI)))
    assert "Nguyễn Văn Đặng" not in page
    assert "Mỗi mã 3 chữ số" in page


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", Form)
def test_what_the_sheet_says(form: Form, lang: str, golden: Golden) -> None:
    what = congress()
    asked = replace(contest(some_names(12), form), id="bch")
    (page,) = pdf_pages(key_sheet(what, asked, rules_for(what), Writer(Translator(lang))))
    golden(f"keys-{form.value}.{lang}.txt", page + "\n")
