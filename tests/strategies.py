"""Hypothesis strategies shared by all tests: names with every Vietnamese mark, dates, candidates, slates."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import fields
from typing import TypeVar

from hypothesis import strategies as st

from rules.model import Candidate, Nomination, Qualification, Sex, Slate, Theory
from rules.partial_date import PartialDate

VOWELS = "aăâeêioôơuưy"
CONSONANTS = "bcdđghklmnpqrstvx"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = CONSONANTS + "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
"""Every small letter of the alphabet with every tone, in NFC; 17 consonants and 72 marked vowels."""

OPTIONAL_COLUMNS = frozenset(
    field.name for field in fields(Candidate) if field.name not in {"row", "number", "name", "notes"}
)
"""What a slate may say of a person beside number and name."""

# Headings of real lists (shared data: slate_columns) that the program keeps as notes.
NOTE_HEADINGS = (
    "Mã nhân viên",
    "Nơi sinh (3 cấp)",
    "Chi bộ",
    "Đảng bộ",
    "Quê quán",
    "Số thẻ đảng viên/Số lý lịch",
    "Là đảng viên dự bị",
    "Quyết định: Khen thưởng",
    "Quá trình công tác",
    "Ghi chú",
)

_Found = TypeVar("_Found")

words = st.text(LETTERS, min_size=1, max_size=7)


def names() -> st.SearchStrategy[str]:
    """Two to five words, each with a capital: "Nguyễn Thị Hải Đường", mostly ones nobody has."""
    parts = st.lists(words.map(lambda word: word[0].upper() + word[1:]), min_size=2, max_size=5)
    return parts.map(" ".join)


def sentences() -> st.SearchStrategy[str]:
    """A text as cells hold it, with the marks that tables use themselves; it begins with a letter."""
    parts = st.lists(st.one_of(words, st.sampled_from((";", ",", '"', "-", "(x)", "0,5 %"))), max_size=5)
    return st.builds(lambda first, rest: " ".join([first, *rest]), words, parts)


@st.composite
def partial_dates(draw: st.DrawFn, *, first: int = 1930, last: int = 2030) -> PartialDate:
    """A date known to the day, the month or the year."""
    day = draw(st.dates(PartialDate(first).earliest, PartialDate(last).latest))
    known = draw(st.integers(1, 3))
    return PartialDate(day.year, day.month if known > 1 else None, day.day if known > 2 else None)


@st.composite
def candidates(
    draw: st.DrawFn,
    *,
    number: int = 1,
    columns: Collection[str] = OPTIONAL_COLUMNS,
    note_headings: Collection[str] = (),
) -> Candidate:
    """A person on a slate; what is not in ``columns`` is not said of anyone, what is may be missing."""

    def said(column: str, values: st.SearchStrategy[_Found]) -> _Found | None:
        return draw(st.none() | values) if column in columns else None

    return Candidate(
        row=number + 1,
        number=number,
        name=draw(names()),
        born=said("born", partial_dates(last=2005)),
        sex=said("sex", st.sampled_from(Sex)),
        ethnicity=said("ethnicity", st.sampled_from(("Kinh", "Tày", "Ê-đê", "H'Mông"))),
        religion=said("religion", st.sampled_from(("Không", "Phật giáo", "Công giáo"))),
        joined=said("joined", partial_dates()),
        official=said("official", partial_dates()),
        qualification=said("qualification", st.sampled_from(Qualification)),
        theory=said("theory", st.sampled_from(Theory)),
        post=said("post", sentences()),
        incumbent=said("incumbent", st.booleans()),
        planned=said("planned", st.booleans()),
        for_standing="for_standing" in columns and draw(st.booleans()),
        science=said("science", st.booleans()),
        nomination=said("nomination", st.sampled_from(Nomination)),
        retires=said("retires", partial_dates()),
        number_before=said("number_before", st.integers(1, 99)),
        notes={heading: text for heading in note_headings if (text := draw(st.none() | sentences()))},
    )


@st.composite
def slates(draw: st.DrawFn, *, min_size: int = 1, max_size: int = 6) -> Slate:
    """A contest's slate as its file would give it: numbered 1 to n, row after row below the header."""
    columns = draw(st.sets(st.sampled_from(sorted(OPTIONAL_COLUMNS))))
    note_headings = tuple(draw(st.lists(st.sampled_from(NOTE_HEADINGS), unique=True, max_size=3)))
    size = draw(st.integers(min_size, max_size))
    people = tuple(
        draw(candidates(number=number, columns=columns, note_headings=note_headings)) for number in range(1, size + 1)
    )
    return Slate(
        file="slate.csv",
        sha256="0" * 64,
        candidates=people,
        columns=frozenset({"number", "name"} | columns),
        notes=note_headings,
    )
