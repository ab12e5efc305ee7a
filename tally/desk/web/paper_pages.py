"""Papers from buttons (giấy tờ): ballots to print before the vote, minutes, slides and lists after the count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.congress_file import read_congress
from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.model import CONGRESS_FILE, Congress, Contest
from rules.phrase import phrase
from rules.regulation import Rules
from rules.regulation_file import rules_for
from rules.whole_file import write_whole
from tally.ballots_command import ready_contests
from tally.count_record import count_head
from tally.desk.state import DeskContest
from tally.desk.web.board import NotDoneError
from tally.desk.web.entry_pages import NOT_A_NUMBER, contest_of, copies_of
from tally.desk.web.language import translator_of
from tally.desk.web.notes import Note
from tally.desk.web.visit import Visit
from tally.papers.issue_file import PAPERS_FILE, PAPERS_FOLDER, versions_bytes
from tally.papers_command import check_kept, make_folder
from tally.record_papers import versions_in

KINDS_OF_FILES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".zip": "application/zip",
}
"""What papers are, by the ends of their names; nothing else of the folder is handed out."""

MOST_COPIES: Final = 5000


async def show_papers(visit: Visit) -> Response:
    """The papers of a contest: those made, and buttons for the others."""
    contest = contest_of(visit)
    board = visit.site.board
    files = made(board.desk.folder, contest.id)
    return visit.page("papers.html", contest=contest, files=files, copies=copies_of(board.state, contest))


def made(folder: Path, contest: str) -> list[str]:
    """The papers of a contest that stand in the folder, by name: the id of a contest has no dot."""
    there = (folder / PAPERS_FOLDER).glob("*")
    ending = f"-{contest}."
    return sorted(path.name for path in there if ending in path.name and path.suffix in KINDS_OF_FILES)


async def show_ballots(visit: Visit) -> Response:
    """The ballots of a contest as a PDF, one sheet to copy or as many as asked for."""
    contest = contest_of(visit)
    asked = visit.request.query_params.get("copies", "")
    copies = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= MOST_COPIES else None
    if asked and copies is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_papers(visit)
    folder = visit.site.board.desk.folder
    return await _made_now(visit, f"ballots-{contest.id}.pdf", lambda: _ballots(folder, contest.id, copies))


async def show_slips(visit: Visit) -> Response:
    """The slips of the bundles that count, to lie on them while they are entered."""
    contest, translator = contest_of(visit), translator_of(visit.lang)
    folder = visit.site.board.desk.folder
    return await _made_now(visit, f"bundles-{contest.id}.pdf", lambda: _slips(folder, contest, translator))


async def show_key_sheet(visit: Visit) -> Response:
    """The key sheet of a contest, to lie beside each keyboard."""
    contest, translator = contest_of(visit), translator_of(visit.lang)
    folder = visit.site.board.desk.folder
    return await _made_now(visit, f"keys-{contest.id}.pdf", lambda: _keys(folder, contest.id, translator))


async def show_log_paper(visit: Visit) -> Response:
    """The log as a paper to sign, as far as it concerns a contest and the desk itself."""
    contest, translator = contest_of(visit), translator_of(visit.lang)
    desk = visit.site.board.desk
    return await _made_now(
        visit, f"log-{contest.id}.pdf", lambda: _log(desk.folder, desk.log(), contest.id, translator)
    )


async def show_slides(visit: Visit) -> Response:
    """The slides of a result for the hall's screen; before the committee has released the votes there are none."""
    contest, translator = contest_of(visit), translator_of(visit.lang)
    if not (contest.released and contest.written):
        raise HTTPException(404)
    folder = visit.site.board.desk.folder
    try:
        return _file(
            f"slides-{contest.id}.pdf", await visit.site.board.do(lambda: _slides(folder, contest.id, translator))
        )
    except NotDoneError as error:
        return visit.refused_page(*error.told, status=409)


async def show_record(visit: Visit) -> Response:
    """The sealed record, to take along."""
    board = visit.site.board
    path = board.desk.folder / (board.state.record or "-")
    if not path.is_file():
        raise HTTPException(404)
    return _file(path.name, await board.do(path.read_bytes))


async def show_seal_slip(visit: Visit) -> Response:
    """The slip for the sealed pile of papers, with the seal code of the record."""
    board, translator = visit.site.board, translator_of(visit.lang)
    path = board.desk.folder / (board.state.record or "-")
    if not path.is_file():
        raise HTTPException(404)
    return _file("seal-slip.pdf", await board.do(lambda: _seal_slip(path, translator)))


async def _made_now(visit: Visit, name: str, work: Callable[[], bytes]) -> Response:
    """A paper that is made when it is asked for and stands nowhere."""
    try:
        return _file(name, await visit.site.board.do(work))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_papers(visit)


def _ballots(folder: Path, contest: str, copies: int | None) -> bytes:
    from tally.papers.ballots import make_ballots

    congress, rules, (ready,) = ready_contests(folder, [contest])
    return make_ballots(congress, ready, rules, copies=copies).pdf


def _slides(folder: Path, contest: str, translator: Translator) -> bytes:
    from tally.papers.making import SLIDES, make, versions_now

    record = count_head(folder)
    versions = versions_now(record, versions_in(folder), contests=[contest])
    files = make(record, versions, translator, kinds=(SLIDES,), contests=[contest]).files
    return next(content for name, content in files.items() if name.endswith(".pdf"))


def _seal_slip(path: Path, translator: Translator) -> bytes:
    from rules.report_text import Writer
    from tally.papers.slips import heads_of, seal_slip
    from tally.record_file import counted_record, open_record

    record = open_record(path)
    result = counted_record(record).result
    return seal_slip(result.congress, result.contests, heads_of(record.seal, path.name), Writer(translator))


def _slips(folder: Path, contest: DeskContest, translator: Translator) -> bytes:
    from rules.report_text import Writer
    from tally.papers.slips import Slip, bundle_slips

    congress, _, declared = _contest(folder, contest.id)
    slips = [
        Slip(bundle=bundle.number, first=bundle.first, last=bundle.last, papers=bundle.papers)
        for bundle in contest.real.counting()
    ]
    if not slips:
        raise InputError((_no_bundles(),))
    return bundle_slips(congress, declared, slips, Writer(translator), entries=contest.entries)


def _keys(folder: Path, contest: str, translator: Translator) -> bytes:
    from rules.report_text import Writer
    from tally.desk.key_sheet import key_sheet

    congress, rules, declared = _contest(folder, contest)
    return key_sheet(congress, declared, rules, Writer(translator))


def _log(folder: Path, log: bytes, contest: str, translator: Translator) -> bytes:
    from rules.report_text import Writer
    from tally.desk.log_paper import log_paper

    congress, _, _ = _contest(folder, contest)
    return log_paper(congress, log.splitlines(keepends=True), Writer(translator), contest=contest)


def _contest(folder: Path, contest: str) -> tuple[Congress, Rules, Contest]:
    """A contest as the folder has it."""
    reading = read_congress(folder)
    if reading.congress is None or reading.faults:
        raise InputError(reading.faults)
    declared = next(each for each in reading.congress.contests if each.id == contest)
    return reading.congress, rules_for(reading.congress), declared


def _no_bundles() -> Fault:
    return Fault(
        name="slips.no_bundles",
        file=CONGRESS_FILE,
        message=phrase("nội dung bầu này chưa có tập phiếu nào"),
        remedy=phrase("lập tập trước, rồi in phiếu theo tập"),
    )


async def make_papers(visit: Visit) -> Response:
    """Make every paper of a contest's count and put it into the folder, as the command does."""
    contest = contest_of(visit)
    folder, translator = visit.site.board.desk.folder, translator_of(visit.lang)
    try:
        await visit.site.board.do(lambda: _make(folder, contest.id, translator))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_papers(visit)
    return visit.go(f"/desk/{contest.id}/papers", Note(words=phrase("Giấy tờ đã làm xong, nằm trong thư mục đại hội.")))


def _make(folder: Path, contest: str, translator: Translator) -> None:
    from tally.papers.making import make, versions_now

    record = count_head(folder)
    versions = versions_now(record, versions_in(folder), contests=[contest])
    files = make(record, versions, translator, contests=[contest]).files
    home = folder / PAPERS_FOLDER
    check_kept(home, files)
    make_folder(home)
    for name, content in files.items():
        write_whole(home / name, content)
    write_whole(home / PAPERS_FILE, versions_bytes(versions))


async def show_paper(visit: Visit) -> Response:
    """One paper that was made; a name that is not on the list is no page, whatever it is made of."""
    contest = contest_of(visit)
    folder, name = visit.site.board.desk.folder, visit.path("name")
    if name not in made(folder, contest.id):
        raise HTTPException(404)
    return _file(name, (folder / PAPERS_FOLDER / name).read_bytes())


def _file(name: str, content: bytes) -> Response:
    kind = KINDS_OF_FILES[Path(name).suffix]
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
