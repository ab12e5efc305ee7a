"""The desk's log as a paper: every act has words in both languages, every line is printed, a broken chain is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from rules.congress_file import read_congress
from rules.messages import Translator
from rules.report_text import Writer
from tally.desk.acts import ACTS, Act
from tally.desk.log_paper import log_paper
from tally.desk.log_words import act_words
from tally.desk.written import read
from tally.record import LogError, short_code
from tests.tally.desk.evening import FIRST, SECOND, STRIKES, Evening
from tests.tally.papers.reading import pdf_pages

VI = Writer(Translator("vi"))

# Values that the words put through labels; every other field takes one of its own type.
NAMED: Mapping[str, object] = {
    "role": "clerk",
    "phase": "count",
    "ruling": "struck",
    "about": "tied",
    "decision": "no_further_vote",
    "ground": "signed",
    "seal_head": "ab" * 32,
    "count_head": "cd" * 32,
    "present": 7,
}
PLAIN: Mapping[str, object] = {
    "str": "chữ",
    "int": 7,
    "bool": True,
    "tuple[int, ...]": (7,),
    "tuple[str, ...]": ("chữ",),
    "tuple[bool, ...]": (True,),
    "Mapping[str, int]": {},
    "Mapping[str, str]": {},
}


def some(act: type[Act]) -> Act:
    """An act with a value in every field."""
    return act(**{each.name: NAMED.get(each.name, PLAIN[str(each.type)]) for each in fields(act)})  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.type)
def test_every_act_of_the_desk_has_words_in_both_languages(act: type[Act]) -> None:
    said = {lang: Translator(lang).text(act_words(some(act))) for lang in ("vi", "en")}
    assert said["vi"] != said["en"]
    assert not re.search(r"[{}]", "".join(said.values()))
    names = {each.name for each in fields(act)}
    for field in {"reason", "bundle", "ballot", "typed", "machine", "person"} & names:
        if (act.type, field) not in {("bundle_released", "person"), ("desk_opened", "machine")}:
            assert str(PLAIN["int"] if field in {"bundle", "ballot"} else PLAIN["str"]) in said["vi"], field
    if "rehearsal" in names:
        assert "(tập dượt)" in said["vi"]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[bytes, ...]]:
    """The folder and the log of a desk where a bundle was entered twice."""
    folder = tmp_path_factory.mktemp("desk") / "congress"
    evening = Evening.begin(folder)
    with evening.desk as desk:
        evening.open_box("bch")
        evening.type_bundle("bch", FIRST, STRIKES)
        evening.type_bundle("bch", SECOND, STRIKES)
        return folder, tuple(desk.log().splitlines(keepends=True))


def test_every_line_is_printed_with_who_typed_what(lines: tuple[Path, tuple[bytes, ...]]) -> None:
    folder, log = lines
    congress = read_congress(folder).congress
    assert congress is not None
    text = " ".join(pdf_pages(log_paper(congress, log, VI)))
    digests = [" ".join(each.digest[at : at + 4] for at in (0, 4, 8)) for each in read(log)]
    at = 0
    for digest in digests:
        at = text.find(digest, at)
        assert at >= 0
    for number, typed in STRIKES.items():
        assert text.count(f"phiếu {number}: nhập {typed}") == 2
    assert text.count(FIRST) >= len(STRIKES)
    assert short_code(list(read(log))[-1].digest) in text


def test_of_another_contest_only_the_desk_is_printed(lines: tuple[Path, tuple[bytes, ...]]) -> None:
    folder, log = lines
    congress = read_congress(folder).congress
    assert congress is not None
    text = " ".join(pdf_pages(log_paper(congress, log, VI, contest="bi-thu")))
    assert "«bch»" not in text
    assert "mở bàn kiểm phiếu" in text


@pytest.mark.parametrize("change", [lambda log: log[:3] + log[4:], lambda log: (*log[:2], log[3], log[2], *log[4:])])
def test_a_log_that_does_not_hang_together_is_not_printed(
    change: object, lines: tuple[Path, tuple[bytes, ...]]
) -> None:
    folder, log = lines
    congress = read_congress(folder).congress
    assert congress is not None
    assert callable(change)
    with pytest.raises(LogError):
        log_paper(congress, change(log), VI)
