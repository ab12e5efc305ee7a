"""Every paper of a count (mọi giấy tờ của một cuộc kiểm phiếu): the kinds there are, made of one record in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.errors import Fault, Place, UndecidedError
from rules.messages import Translator
from rules.model import CONGRESS_FILE, About
from rules.phrase import phrase
from rules.report_text import Writer
from tally.count_record import CountRecord
from tally.papers.content import Issue, Minutes, minutes_of, unsettled
from tally.papers.entry_log import record_log
from tally.papers.issue_file import PAPERS_FILE, Versions, rulings_of, versions_bytes
from tally.papers.minutes import minutes_sheet
from tally.papers.pile_list import MOST, pile_list
from tally.papers.pile_list_pdf import to_list
from tally.papers.sheet_docx import to_docx
from tally.papers.sheet_pdf import to_pages
from tally.papers.slides import deck
from tally.papers.slides_pdf import to_slides
from tally.result import ContestResult
from tally.terms import decision_told, who_decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a paper is made of: one contest of a record, which issue it is, and the language it is written in."""

    record: CountRecord
    each: ContestResult
    issue: Issue
    translator: Translator

    @property
    def writer(self) -> Writer:
        """Writes phrases and names safely."""
        return Writer(self.translator)

    @property
    def minutes(self) -> Minutes:
        """What the minutes say, which other papers say too."""
        rulings = rulings_of(self.record, self.each.contest.id)
        return minutes_of(self.record.counted.result, self.each, self.issue, rulings)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its name, with which its files begin, and what makes it: bytes by the ending of the file."""

    name: str
    make: Callable[[Asked], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class WholeKind:
    """A kind of paper of a whole count, which is another with every count: its files are named by the count head."""

    name: str
    make: Callable[[CountRecord, Writer], Mapping[str, bytes]]


def _minutes(asked: Asked) -> Mapping[str, bytes]:
    sheet = minutes_sheet(asked.minutes)
    return {"docx": to_docx(sheet, asked.writer), "pdf": to_pages(sheet, asked.writer)}


def _slides(asked: Asked) -> Mapping[str, bytes]:
    return {"pdf": to_slides(deck(asked.minutes), asked.writer)}


def _list(asked: Asked) -> Mapping[str, bytes]:
    box = asked.record.counted.boxes[asked.each.contest.id]
    if len(box.ballots) > MOST:
        return {}
    pile = pile_list(asked.minutes, box.ballots, stamped=box.stamped)
    return {"pdf": to_list(pile, asked.writer)}


def _log(record: CountRecord, writer: Writer) -> Mapping[str, bytes]:
    return {"pdf": to_pages(record_log(record.counted.result.congress, record.log), writer)}


MINUTES = Kind("minutes", _minutes)
SLIDES = Kind("slides", _slides)

LIST = Kind("list", _list)
LOG = WholeKind("log", _log)

KINDS = (MINUTES, SLIDES, LIST, LOG)
"""Every kind of paper that is made of a count; a sealed record holds all of them.

Only minutes are documents too: people add to them before they sign. What is compared or added up is never edited.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Papers by file name, and every version there is of them now."""

    files: Mapping[str, bytes]
    versions: Versions

    @property
    def with_versions(self) -> Mapping[str, bytes]:
        """The papers, and the file that says which version they are."""
        return {**self.files, PAPERS_FILE: versions_bytes(self.versions)}


def versions_now(
    record: CountRecord, before: Versions, *, contests: Iterable[str] | None = None, day: date | None = None
) -> Versions:
    """The versions as they would be if the papers of these contests, or of all, were made now.

    Raises ``UndecidedError`` while the account of any contest is open: then no paper of the congress may be made.
    """
    result = record.counted.result
    if still := unsettled(result):
        raise UndecidedError(tuple(_open(each) for each in still))
    wanted = None if contests is None else set(contests)
    versions = before
    for each in result.contests:
        if wanted is None or each.contest.id in wanted:
            versions = versions.next(record, each, day)
    return versions


def make(
    record: CountRecord,
    versions: Versions,
    translator: Translator,
    *,
    kinds: Iterable[Kind | WholeKind] = KINDS,
    contests: Iterable[str] | None = None,
) -> Papers:
    """Make papers of these contests, or of all of the record that have a version."""
    kinds = tuple(kinds)
    of_each = [kind for kind in kinds if isinstance(kind, Kind)]
    of_all = [kind for kind in kinds if isinstance(kind, WholeKind)]
    results = record.counted.result.contests
    wanted = set(versions.of if contests is None else contests)
    files: dict[str, bytes] = {}
    for each in results:
        if each.contest.id in wanted:
            issue = versions.issue(each.contest.id)
            asked = Asked(record=record, each=each, issue=issue, translator=translator)
            for kind in of_each:
                files |= {_name(kind, asked, end): made for end, made in kind.make(asked).items()}
    if wanted >= {each.contest.id for each in results}:
        for whole in of_all:
            made = whole.make(record, Writer(translator))
            files |= {f"{whole.name}-{record.head[:8]}{_language(translator)}.{end}": made[end] for end in made}
    return Papers(files=files, versions=versions)


def _name(kind: Kind, asked: Asked, end: str) -> str:
    """``minutes-bch.pdf``; later versions and other languages have names of their own, so that none replaces another.

    The id of a contest has no dot.
    """
    version = "" if asked.issue.version == 1 else f".v{asked.issue.version}"
    return f"{kind.name}-{asked.each.contest.id}{version}{_language(asked.translator)}.{end}"


def _language(translator: Translator) -> str:
    return "" if translator.lang == "vi" else f".{translator.lang}"


def _open(each: ContestResult) -> Fault:
    account, contest = each.account, each.contest
    return Fault(
        name="papers.account_open",
        file=CONGRESS_FILE,
        place=Place(key=f"contest.{contest.id}.ballots"),
        message=phrase(
            "số phiếu của «{contest}» chưa khớp (phát ra {issued}, thu về {returned}, kiểm được {counted}): chưa làm "
            "giấy tờ nào",
            contest=contest.id,
            issued=account.issued,
            returned=account.returned,
            counted=account.counted,
        ),
        remedy=phrase(
            "tìm chỗ sai và sửa; hoặc khi {who} đã quyết định thì {record}; rồi làm lại",
            who=who_decides(contest),
            record=decision_told(contest.id, About.OVER_ISSUED),
        ),
    )
