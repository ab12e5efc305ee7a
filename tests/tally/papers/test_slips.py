"""Slips of bundles and of the sealed pile: numbers that leave no gap, and heads that are the record's own."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rules.messages import Translator
from rules.report_text import Writer
from tally.papers import slips as papers_slips
from tally.papers.slips import BUNDLE, bundle_slips, bundles, heads_of, seal_slip
from tally.record import short_code
from tally.record_file import counted_record
from tests.tally.papers.ballot_cases import congress, contest, some_names
from tests.tally.papers.reading import pdf_pages
from tests.tally.records import opened, sealed

VI = Writer(Translator("vi"))


@given(st.integers(0, 3000), st.integers(1, 200))
def test_bundles_hold_every_number_once_and_in_order(papers: int, size: int) -> None:
    made = bundles(papers, size)
    assert [number for slip in made for number in range(slip.first, slip.last + 1)] == list(range(1, papers + 1))
    assert [slip.bundle for slip in made] == list(range(1, len(made) + 1))
    assert all(slip.papers == size for slip in made[:-1])
    assert sum(slip.papers for slip in made) == papers


def test_a_bundle_of_no_papers_is_refused() -> None:
    with pytest.raises(ValueError, match="0 papers"):
        bundles(10, 0)


@pytest.mark.parametrize("papers", [1, 50, 248, 1001])
def test_every_slip_is_printed_once_with_its_numbers(papers: int) -> None:
    made = bundles(papers, BUNDLE)
    pages = pdf_pages(bundle_slips(congress(), contest(some_names(5)), made, VI))
    assert len(pages) == -(-len(made) // 4)
    found = re.findall(r"Phiếu số (\d+) đến (\d+): (\d+) lá", " ".join(pages))
    assert [(int(first), int(last), int(count)) for first, last, count in found] == [
        (slip.first, slip.last, slip.papers) for slip in made
    ]
    assert " ".join(pages).count("tên bị gạch là không bầu") == len(made)


def test_a_great_many_slips_are_set_part_by_part_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_slips, "PART", 8)
    made, told = bundles(1001, BUNDLE), []
    pdf = bundle_slips(congress(), contest(some_names(5)), made, VI, report=lambda *said: told.append(said))
    assert told == [(400, 1001), (800, 1001), (1001, 1001)]
    found = re.findall(r"Tập số\s+(\d+) / 21\s+Phiếu số (\d+) đến (\d+)", " ".join(pdf_pages(pdf)))
    assert [tuple(map(int, slip)) for slip in found] == [(slip.bundle, slip.first, slip.last) for slip in made]
    assert pdf == bundle_slips(congress(), contest(some_names(5)), made, VI)
    assert len(PdfReader(BytesIO(pdf)).pages) == 6


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_seal_slip_bears_both_heads_of_its_record(lang: str) -> None:
    record = opened("huyen-2020")
    result = counted_record(record).result
    heads = heads_of(record.seal, "record-x.zip")
    assert heads.seal_head == sealed("huyen-2020").seal_head
    (page,) = pdf_pages(seal_slip(result.congress, result.contests, heads, Writer(Translator(lang))))
    assert short_code(sealed("huyen-2020").seal_head) in page
    assert short_code(sealed("huyen-2020").count_head) in page
    assert "record-x.zip" in page
    assert re.search(r"bch»?[^0-9]*248 248 248", page)


def test_a_seal_slip_is_one_page_however_many_contests_there_are() -> None:
    record = opened("bau-truc-tiep")
    result = counted_record(record).result
    made = seal_slip(result.congress, result.contests * 3, heads_of(record.seal, "r.zip"), VI)
    assert len(PdfReader(BytesIO(made)).pages) == 1
