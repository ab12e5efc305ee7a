"""The log as a paper: every line of it, in order, with what each did and the digest of the last whole."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from rules.messages import Translator
from rules.report_text import Writer
from tally.count_record import count_head
from tally.papers.entry_log import act_words, record_log
from tally.papers.sheet_pdf import to_pages
from tally.record import ACTS, Entry, Happened, InputRead, chain, short_code
from tests.conftest import Golden
from tests.tally.records import SAMPLES, sealable, sealed

VI = Translator("vi")


def text_of(record: str) -> str:
    made = count_head(SAMPLES / record)
    pages = PdfReader(BytesIO(to_pages(record_log(made.counted.result.congress, made.log), Writer(VI)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("sample", sealable())
def test_every_line_of_the_log_is_printed_with_its_digest(sample: str) -> None:
    log = sealed(sample).log[: len(count_head(SAMPLES / sample).log)]
    text = text_of(sample)
    at = 0
    for entry in log:
        digest = " ".join(entry.digest[start : start + 4] for start in (0, 4, 8))
        at = text.find(digest, at)
        assert at >= 0, entry.sequence
    assert short_code(log[-1].digest) in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_log_says(lang: str, golden: Golden) -> None:
    log = sealed("bang-phieu-bau-lai").log
    said = Translator(lang).text
    lines = [f"{entry.sequence} {said(act_words(entry.happened.act))}" for entry in log]
    golden(f"log-bang-phieu-bau-lai.{lang}.txt", "\n".join(lines) + "\n")


def test_every_act_of_a_record_has_words() -> None:
    told = {type(entry.happened.act) for sample in sealable() for entry in sealed(sample).log}
    # A paper is logged only where a record holds one; its words are asked for beside.
    assert {act.type for act in ACTS} - {act.type for act in told} <= {
        "paper_made",
        "ballot_ruled",
        "decision_recorded",
    }


def test_times_and_people_have_columns_where_there_are_any() -> None:
    made = count_head(SAMPLES / "xin-y-kien")
    act = InputRead(file="inputs/x.csv", sha256="0" * 64, bytes=3)
    log: tuple[Entry, ...] = chain((Happened(act=act, at="2020-07-15T17:30:05+07:00", by="Lò Văn Pản"),), made.log)
    pages = PdfReader(BytesIO(to_pages(record_log(made.counted.result.congress, log), Writer(VI)))).pages
    text = " ".join(pages[0].extract_text().split())
    assert "17:30:05 15/07/2020" in text
    assert "Lò Văn Pản" in text
    assert "17:30" not in text_of("xin-y-kien")
