"""The desk's log as a paper: every line is printed with who typed what, a chain that is broken is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.congress_file import read_congress
from rules.messages import Translator
from rules.report_text import Writer
from tally.desk.log_paper import log_paper
from tally.desk.written import read
from tally.record import LogError, short_code
from tests.tally.desk.evening import FIRST, SECOND, STRIKES, Evening
from tests.tally.papers.reading import pdf_pages

VI = Writer(Translator("vi"))


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
