"""The desk's log as a paper (nhật ký nhập phiếu): every line in words, to be signed and kept with the ballots."""

from __future__ import annotations

from collections.abc import Iterable

from rules.model import Congress
from rules.phrase import phrase
from rules.report_text import Writer
from tally.desk.log_words import act_words
from tally.desk.written import Written, read
from tally.papers.entry_log import LogRow, log_sheet
from tally.papers.sheet_pdf import to_pages
from tally.record import NOTHING_BEFORE, short_code


def log_paper(congress: Congress, lines: Iterable[bytes], writer: Writer, *, contest: str = "") -> bytes:
    """Set the log, ``lines`` being all of it: the chain is held first, and a broken one raises ``LogError``.

    With ``contest`` only what concerns that contest and the desk itself is printed; the numbers show what is left out.
    """
    log = tuple(read(lines))
    rows = [_row(each) for each in log if not contest or getattr(each.act, "contest", contest) == contest]
    head = log[-1].digest if log else NOTHING_BEFORE
    return to_pages(log_sheet(congress, rows, phrase("nhật ký nhập phiếu · {code}", code=short_code(head))), writer)


def _row(each: Written) -> LogRow:
    return LogRow(sequence=each.sequence, at=each.at, by=each.by, said=act_words(each.act), digest=each.digest)
