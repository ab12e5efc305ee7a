"""The slate before the congress (kiểm tra danh sách): what the check finds, a list tried and taken, the list frozen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.check_run import Said, check_path
from rules.congress_file import read_congress
from rules.engine import CheckResult
from rules.errors import Fault, InputError
from rules.freeze import freeze, read_frozen
from rules.model import Kind, Level, Office
from rules.phrase import phrase
from rules.report_content import Report, report_of
from rules.report_file import ReportForm, report_bytes
from rules.table_file import WORKBOOK_ENDINGS
from tally.desk.congress_form import Draft, DraftContest, SlateUpload, drafted, put_slate
from tally.desk.roles import Phase
from tally.desk.web.board import NotDoneError
from tally.desk.web.language import translator_of
from tally.desk.web.notes import Note, Refusal, Told
from tally.desk.web.visit import Visit

Made = TypeVar("Made")

LARGEST_WORKBOOK: Final = 8 * 1024 * 1024
"""Bytes of a list that is dropped here; the largest seen, with pictures in it, had three million."""

ENDINGS: Final = (".csv", *WORKBOOK_ENDINGS)

_FOLDER: Final = Said(seats=None, opens=None, level=None, kind=Kind.MEMBERS, office=Office.OTHER, pack=None)
_NOTHING_CHOSEN: Final = Refusal(
    message=phrase("chưa chọn tệp danh sách hoặc nội dung bầu"),
    remedy=phrase("chọn một tệp và một nội dung bầu còn ở giai đoạn chuẩn bị"),
)
_NO_LIST: Final = Refusal(
    message=phrase("không đọc được danh sách có đuôi tệp này"),
    remedy=phrase("dùng một trong: {endings}", endings=ENDINGS),
)
_MEDIA: Final = {
    ReportForm.PAGE: "text/html; charset=utf-8",
    ReportForm.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportForm.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def show_slate(visit: Visit, tried: Report | None = None) -> Response:
    """What the check finds in the folder; ``tried`` is the report of a list just dropped, which changed nothing."""
    folder = visit.site.board.desk.folder
    draft = await visit.site.board.do(lambda: drafted(folder))
    report, report_faults = await _or_faults(visit, lambda: report_of(check_path(folder, _FOLDER)))
    frozen, frozen_faults = await _or_faults(visit, lambda: {each.contest: each for each in read_frozen(folder)})
    return visit.page(
        "slate.html",
        report=report,
        tried=tried,
        contests=[each for each in draft.contests if may_change(visit, each.id)],
        frozen=frozen or {},
        lacking=(*report_faults, *frozen_faults),
        endings=ENDINGS,
    )


async def _or_faults(visit: Visit, make: Callable[[], Made]) -> tuple[Made | None, tuple[Told, ...]]:
    """Something of the folder, or what is wrong with it: a page about a folder with faults is no fault."""
    try:
        return await visit.site.board.do(make), ()
    except NotDoneError as error:
        return None, error.told


def may_change(visit: Visit, contest: str) -> bool:
    """Whether the list, seats and form of a contest may still be changed here: nobody has rehearsed or counted it."""
    state = visit.site.board.state
    there = state.contests.get(contest)
    return not state.closed and (there is None or there.phase is Phase.PREPARE)


async def drop(visit: Visit) -> Response:
    """Check a list that was dropped; with ``do=take`` it becomes the contest's list in the folder."""
    board = visit.site.board
    draft = await board.do(lambda: drafted(board.desk.folder))
    contest = next((each for each in draft.contests if each.id == visit.typed("contest")), None)
    upload = visit.file("list")
    if upload is None or contest is None or not may_change(visit, contest.id):
        visit.refuse(_NOTHING_CHOSEN)
        return await show_slate(visit)
    try:
        slate = await _read(upload)
        result = await board.do(lambda: _check(draft, contest, slate))
        if visit.typed("do") == "take":
            name = await board.edit(lambda: put_slate(board.desk.folder, contest.id, slate))
            note = phrase("Danh sách «{contest}» nay là tệp {file}; tệp cũ vẫn còn đó.", contest=contest.id, file=name)
            return visit.go("/slate", Note(words=note), *await redeclared(visit))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_slate(visit)
    return await show_slate(visit, report_of(result))


async def uploaded(visit: Visit) -> SlateUpload | None:
    """The list that came with a form, None without one; raises ``NotDoneError`` for what is no list at all."""
    upload = visit.file("list")
    return None if upload is None else await _read(upload)


async def _read(upload: UploadFile) -> SlateUpload:
    ending = Path(upload.filename or "").suffix.lower()
    if ending not in ENDINGS:
        raise NotDoneError((_NO_LIST,))
    return SlateUpload(content=await upload.read(), ending=ending)


async def redeclared(visit: Visit) -> tuple[Note, ...]:
    """Declare the folder at the desk as it stands now; words about what it still lacks, if it does."""
    board = visit.site.board
    try:
        await board.do(lambda: board.desk.declare(visit.name))
    except NotDoneError:
        return (Note(words=phrase("Đại hội chưa khai báo đủ: còn thiếu những điều nêu dưới đây."), look="wait"),)
    return ()


def _check(draft: Draft, contest: DraftContest, slate: SlateUpload) -> CheckResult:
    """Check a list as the contest's; the name it came under is nobody's business here."""
    said = _said(draft, contest)
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        path = Path(folder) / f"slate-{contest.id}{slate.ending}"
        path.write_bytes(slate.content)
        try:
            return check_path(path, said)
        except InputError as error:
            raise InputError(tuple(_named(fault, path.name) for fault in error.faults)) from error


def _said(draft: Draft, contest: DraftContest) -> Said:
    """What is known of the congress so far; without its level and day no provision is asked."""
    head = draft.head
    seats = int(contest.seats) if contest.seats.isdecimal() else 0
    try:
        opens = date.fromisoformat(head["opens"])
    except ValueError:
        opens = None
    return Said(
        seats=seats or None,
        opens=opens,
        level=Level(head["level"]) if head["level"] in set(Level) else None,
        kind=Kind(head["kind"]) if head["kind"] in set(Kind) else Kind.MEMBERS,
        office=Office(contest.office) if contest.office in set(Office) else Office.OTHER,
        pack=head["rules"] or None,
    )


def _named(fault: Fault, name: str) -> Fault:
    return replace(fault, file=name)


async def freeze_lists(visit: Visit) -> Response:
    """Freeze every list as it stands; again only with a reason."""
    board, reason = visit.site.board, visit.typed("reason")
    try:
        versions = await board.edit(lambda: _freeze(board.desk.folder, reason))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_slate(visit)
    if not versions:
        return visit.go("/slate", Note(words=phrase("Danh sách vẫn như bản đã chốt, không ghi bản mới.")))
    return visit.go("/slate", Note(words=phrase("Đã chốt danh sách: {contests}.", contests=tuple(versions))))


def _freeze(folder: Path, reason: str) -> list[str]:
    reading = read_congress(folder)
    if reading.faults:
        raise InputError(reading.faults)
    return [f"{each.contest} ({each.version})" for each in freeze(folder, reading.contests, reason)]


async def show_report(visit: Visit) -> Response:
    """The report of the check as a file: a page, a workbook or a document."""
    board, translator = visit.site.board, translator_of(visit.lang)
    form = next((each for each in _MEDIA if each.value == f".{visit.path('ending')}"), None)
    if form is None:
        raise HTTPException(404)
    try:
        content = await board.do(lambda: report_bytes(form, check_path(board.desk.folder, _FOLDER), translator))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_slate(visit)
    headers = {"Content-Disposition": f'attachment; filename="kiem-tra{form.value}"'}
    return Response(content, media_type=_MEDIA[form], headers=headers)
