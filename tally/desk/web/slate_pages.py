"""The slate before the congress (kiểm tra danh sách): what the check finds, a list tried and taken, the list frozen."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import tomlkit
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.check_run import Said, check_path
from rules.congress_file import read_congress
from rules.engine import CheckResult
from rules.errors import Fault, InputError
from rules.freeze import freeze, read_frozen
from rules.model import CONGRESS_FILE, Congress, Contest, Kind, Office
from rules.phrase import phrase
from rules.report_content import Report, report_of
from rules.report_file import ReportForm, report_bytes
from rules.table_file import WORKBOOK_ENDINGS
from rules.whole_file import write_whole
from tally.desk.roles import Phase
from tally.desk.web.board import NotDoneError
from tally.desk.web.language import translator_of
from tally.desk.web.notes import Note, Refusal
from tally.desk.web.visit import Visit

LARGEST_WORKBOOK: Final = 8 * 1024 * 1024
"""Bytes of a list that is dropped here; the largest seen, with pictures in it, had three million."""

ENDINGS: Final = (".csv", *WORKBOOK_ENDINGS)

_FOLDER: Final = Said(seats=None, opens=None, level=None, kind=Kind.MEMBERS, office=Office.OTHER, pack=None)
_MEDIA: Final = {
    ReportForm.PAGE: "text/html; charset=utf-8",
    ReportForm.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportForm.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def show_slate(visit: Visit, tried: Report | None = None) -> Response:
    """What the check finds in the folder; ``tried`` is the report of a list just dropped, which changed nothing."""
    board = visit.site.board
    report, reading = None, await board.do(lambda: read_congress(board.desk.folder))
    try:
        report = report_of(await board.do(lambda: check_path(board.desk.folder, _FOLDER)))
    except NotDoneError as error:
        visit.refuse(*error.told)
    frozen = {}
    try:
        frozen = {each.contest: each for each in await board.do(lambda: read_frozen(board.desk.folder))}
    except NotDoneError as error:
        visit.refuse(*error.told)
    preparing = [each for each in reading.contests if _may_change(visit, each.id)]
    return visit.page("slate.html", report=report, tried=tried, contests=preparing, frozen=frozen, endings=ENDINGS)


def _may_change(visit: Visit, contest: str) -> bool:
    there = visit.site.board.state.contests.get(contest)
    return there is None or there.phase is Phase.PREPARE


async def drop(visit: Visit) -> Response:
    """Check a list that was dropped; with ``do=take`` it becomes the contest's list in the folder."""
    board, upload = visit.site.board, visit.file("list")
    reading = await board.do(lambda: read_congress(board.desk.folder))
    contest = next((each for each in reading.contests if each.id == visit.typed("contest")), None)
    if upload is None or contest is None or reading.congress is None or not _may_change(visit, contest.id):
        visit.refuse(
            Refusal(
                message=phrase("chưa chọn tệp danh sách hoặc nội dung bầu"),
                remedy=phrase("chọn một tệp và một nội dung bầu còn ở giai đoạn chuẩn bị"),
            )
        )
        return await show_slate(visit)
    ending = Path(upload.filename or "").suffix.lower()
    if ending not in ENDINGS:
        visit.refuse(
            Refusal(
                message=phrase("không đọc được danh sách có đuôi tệp này"),
                remedy=phrase("dùng một trong: {endings}", endings=ENDINGS),
            )
        )
        return await show_slate(visit)
    content, congress = await upload.read(), reading.congress
    try:
        result = await board.do(lambda: _check(congress, contest, content, ending))
        if visit.typed("do") == "take":
            name = await board.do(lambda: _take(board.desk.folder, contest, content, ending))
            await board.do(lambda: board.desk.declare(visit.name))
            note = phrase("Danh sách «{contest}» nay là tệp {file}; tệp cũ vẫn còn đó.", contest=contest.id, file=name)
            return visit.go("/slate", Note(words=note))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_slate(visit)
    return await show_slate(visit, report_of(result))


def _check(congress: Congress, contest: Contest, content: bytes, ending: str) -> CheckResult:
    """Check a list as the contest's; the name it came under is nobody's business here."""
    said = Said(
        seats=contest.seats,
        opens=congress.opens,
        level=congress.level,
        kind=contest.kind,
        office=contest.office,
        pack=congress.rules,
    )
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        path = Path(folder) / f"slate-{contest.id}{ending}"
        path.write_bytes(content)
        try:
            return check_path(path, said)
        except InputError as error:
            raise InputError(tuple(_named(fault, path.name) for fault in error.faults)) from error


def _named(fault: Fault, name: str) -> Fault:
    return replace(fault, file=name)


def _take(folder: Path, contest: Contest, content: bytes, ending: str) -> str:
    """Put the list beside the old one, and let congress.toml name it; nothing is written over."""
    name = f"slate-{contest.id}-{hashlib.sha256(content).hexdigest()[:8]}{ending}"
    path = folder / CONGRESS_FILE
    text = path.read_bytes().decode("utf-8-sig")
    document = tomlkit.parse(text)
    tables = document.get("contest", [])
    table = next(each for each in tables if each.get("id") == contest.id)
    table["slate"] = name
    write_whole(folder / name, content)
    write_whole(path, tomlkit.dumps(document).encode("utf-8"))
    return name


async def freeze_lists(visit: Visit) -> Response:
    """Freeze every list as it stands; again only with a reason."""
    board, reason = visit.site.board, visit.typed("reason")
    try:
        versions = await board.do(lambda: _freeze(board.desk.folder, reason))
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
