"""Laptops that no cable joins (USB): bundles out and in by file, a copy of the store, the desk handed to another."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.phrase import phrase
from tally.desk import requests
from tally.desk.desk import DATABASE
from tally.desk.stick import MOST_BYTES, name_of, read_bundle, write_bundle
from tally.desk.web.board import NotDoneError
from tally.desk.web.entry_pages import REAL, REHEARSAL, contest_of
from tally.desk.web.notes import Note, Refusal
from tally.desk.web.visit import Visit

LARGEST: Final = MOST_BYTES + 64 * 1024
"""Bytes of a file of one bundle, and of the form around it."""


async def show_stick(visit: Visit) -> Response:
    """Every finished entry as a file to take along, a place to drop one, the copy of the store, handing over."""
    piles = [(REAL, False), (REHEARSAL, True)]
    entries = [
        (contest, pile, bundle, entry)
        for contest in visit.site.board.state.contests.values()
        for pile, rehearsal in piles
        for bundle in contest.pile(rehearsal=rehearsal).counting()
        for entry in bundle.entries
        if entry.finished
    ]
    file = visit.site.board.desk.has_file
    return visit.page("stick.html", entries=entries, file=file, name=DATABASE)


async def take_bundle(visit: Visit) -> Response:
    """One finished entry as a file."""
    contest, board = contest_of(visit), visit.site.board
    rehearsal, number, entry = visit.path("pile") == REHEARSAL, visit.part("bundle"), visit.part("entry")
    bundle = contest.pile(rehearsal=rehearsal).bundles.get(number)
    if bundle is None or visit.path("pile") not in {REAL, REHEARSAL}:
        raise HTTPException(404)
    try:
        content = await board.do(
            lambda: write_bundle(board.state, contest=contest.id, rehearsal=rehearsal, bundle=number, entry=entry)
        )
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_stick(visit)
    return _file(name_of(contest.id, bundle.first, bundle.last, entry), content, "application/json")


async def merge(visit: Visit) -> Response:
    """Take in a file of another laptop."""
    upload, board = visit.file("bundle"), visit.site.board
    if upload is None:
        visit.refuse(
            Refusal(
                message=phrase("chưa chọn tệp nào"),
                remedy=phrase("chọn tệp bundle-….json đã xuất từ máy nhập"),
            )
        )
        return await show_stick(visit)
    content = await upload.read()
    try:
        asked = await board.do(lambda: read_bundle(content))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_stick(visit)
    if not await visit.ask(asked):
        return await show_stick(visit)
    return visit.go(
        "/stick",
        Note(words=phrase("Đã ghép {papers} lá do {people} nhập.", papers=len(asked.ballots), people=asked.people)),
    )


async def take_copy(visit: Visit) -> Response:
    """The store as it is now, as a file: what another laptop takes over from."""
    board = visit.site.board

    def work() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / DATABASE
            board.desk.copy_to(path)
            return path.read_bytes()

    try:
        content = await board.do(work)
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_stick(visit)
    return _file(DATABASE, content, "application/octet-stream")


async def hand_over(visit: Visit) -> Response:
    """Write the last line of this laptop."""
    if not await visit.ask(requests.HandOver(reason=visit.typed("reason"))):
        return await show_stick(visit)
    words = phrase("Đã bàn giao: máy này không ghi gì thêm. Lấy bản sao kho dữ liệu sang máy kia.")
    return visit.go("/stick", Note(words=words, look="wait"))


def _file(name: str, content: bytes, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
