"""Pages as people hold them: headings repeat, no signature stands alone, no name is cut, at 9 and at 90 names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from rules.choice import Choices
from rules.messages import Translator
from rules.report_text import Writer
from tally.count_record import count_head
from tally.papers.content import Issue, minutes_of
from tally.papers.issue_file import rulings_of
from tally.papers.minutes import minutes_sheet
from tally.papers.sheet_docx import to_docx
from tally.papers.sheet_pdf import to_pages
from tally.papers.slides import NAMES_A_PAGE, deck
from tally.papers.slides_pdf import to_slides
from tally.record import short_code
from tally.result import count_contest
from tally.rounds import CongressResult
from tests.conftest import Golden
from tests.tally.builders import contest, pile, rules, slate, times
from tests.tally.papers.minutes_picture import PICTURE, digest_in, digest_of, shown
from tests.tally.papers.reading import docx_lines, outside, pdf_pages
from tests.tally.papers.test_minutes import CODE, LONGEST, WRITER, congress
from tests.tally.records import SAMPLES

CLOSING = "Mã kiểm phiếu: "
SIGNS = "T/M BAN KIỂM PHIẾU"
SIGNED = {
    "huyen-2020": "bch",
    "bang-phieu-bau-lai": "bch-bau-lai",
    "bau-thieu-khong-bau-tiep": "bch",
    "dai-bieu-du-khuyet": "dai-bieu",
    "hdnd-xa-2021": "hdnd",
    "xin-y-kien": "xin-y-kien",
}
"""What people sign, one of each kind: filled, a re-vote, short and decided, a tie of alternates, voters, an opinion."""


def many(names: int, seats: int, *, members: int = 7) -> tuple[CongressResult, list[str]]:
    """A congress with the longest names there are, and those names: everybody keeps the first ``seats`` of them."""
    listed = slate(names)
    people = [f"{LONGEST} {number}" for number in range(1, names + 1)]
    candidates = tuple(replace(each, name=name) for each, name in zip(listed.candidates, people, strict=True))
    several = replace(contest(names, seats, ballots=7), slate=replace(listed, candidates=candidates))
    known, choices = rules(), Choices()
    each = count_contest(several, pile(*times(7, "k" * seats + "s" * (names - seats))), known, choices)
    committee = tuple(f"{LONGEST} {chr(ord('A') + at)}" for at in range(members))
    held = replace(congress(choices), people={"presidium": (LONGEST,), "counting_committee": committee})
    return CongressResult(congress=held, rules=known, contests=(each,)), people


def pages_of(result: CongressResult) -> list[str]:
    """The pages of the minutes of its one contest."""
    return pdf_pages(
        to_pages(minutes_sheet(minutes_of(result, result.contests[0], Issue(version=1, code=CODE), ())), WRITER)
    )


@pytest.mark.parametrize(("names", "seats"), [(2, 1), (9, 7), (44, 39), (90, 71)])
def test_headings_stand_on_every_page_of_a_table_and_no_name_is_cut(names: int, seats: int) -> None:
    result, people = many(names, seats)
    pages = pages_of(result)
    text = " ".join(pages)
    for at, name in enumerate(people, start=1):
        votes = "7 100,00" if at <= seats else "0 0,00"
        assert f"{at} {name} {votes}" in text
    for page in pages:
        rows = sum(f"{name} 7 100,00" in page or f"{name} 0 0,00" in page for name in people)
        if rows:
            assert "Họ và tên Số phiếu % so với 7" in page
    assert all(short_code(CODE) in page and f"{at}/{len(pages)}" in page for at, page in enumerate(pages, start=1))


@pytest.mark.parametrize("members", [0, 1, 3, 7, 15])
@pytest.mark.parametrize("names", [2, 5, 8, 11, 14, 17, 20])
def test_no_signature_stands_on_a_page_alone(names: int, members: int) -> None:
    result, _ = many(names, names - 1, members=members)
    made = minutes_of(result, result.contests[0], Issue(version=1, code=CODE), ())
    content = to_pages(minutes_sheet(made), WRITER)
    pages = pdf_pages(content)
    assert outside(content) == []
    (signed,) = [page for page in pages if SIGNS in page]
    assert CLOSING in signed
    assert signed.index(CLOSING) < signed.index(SIGNS)
    for member in result.congress.people["counting_committee"][1:]:
        assert member in signed[signed.index(SIGNS) :]


def test_members_too_many_for_one_page_go_on_over_the_next() -> None:
    result, _ = many(5, 4, members=60)
    content = to_pages(minutes_sheet(minutes_of(result, result.contests[0], Issue(version=1, code=CODE), ())), WRITER)
    assert outside(content) == []
    text = " ".join(pdf_pages(content))
    assert [name for name in result.congress.people["counting_committee"] if name not in text] == []
    signed = next(page for page in pdf_pages(content) if SIGNS in page)
    assert CLOSING in signed


@pytest.mark.parametrize(("names", "seats"), [(9, 7), (90, 71)])
def test_slides_have_few_names_a_page_and_each_in_one_line(names: int, seats: int) -> None:
    result, people = many(names, seats)
    shown = deck(minutes_of(result, result.contests[0], Issue(version=1, code=CODE), ()))
    content = to_slides(shown, WRITER)
    assert outside(content) == []
    pages = pdf_pages(content)
    assert len(pages) == 1 + len(shown.pages)
    assert all(len(page.bars) <= NAMES_A_PAGE for page in shown.pages)
    for page, made in zip(shown.pages, pages[1:], strict=True):
        for bar in page.bars:
            assert f"{bar.place} {people[bar.person.number - 1]} {bar.person.votes} " in made


def test_the_readme_shows_the_minutes_as_they_are_now() -> None:
    stale = "the picture is of other minutes: python -m tests.tally.papers.minutes_picture"
    assert digest_in(PICTURE.read_bytes()) == digest_of(shown()), stale


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("sample", SIGNED)
def test_what_people_sign(sample: str, lang: str, golden: Golden) -> None:
    writer = Writer(Translator(lang))
    record = count_head(SAMPLES / sample)
    result = record.counted.result
    each = next(each for each in result.contests if each.contest.id == SIGNED[sample])
    rulings = rulings_of(record, each.contest.id)
    sheet = minutes_sheet(minutes_of(result, each, Issue(version=1, code=CODE), rulings))
    document = to_docx(sheet, writer)
    golden(f"minutes-{sample}.{lang}.txt", "\n".join(docx_lines(document)) + "\n")
    # The pages say the same words; they break lines after a stroke, and have running numbers and a foot of their own.
    words = " ".join(docx_lines(document)).replace(" | ", " ").replace(" / ", " ").split()
    on_pages = " ".join(pdf_pages(to_pages(sheet, writer))).replace("/ ", "/").split()
    assert not Counter(words) - Counter(on_pages)
