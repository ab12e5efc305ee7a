"""Preparing (chuẩn bị): the technician's page, without any vote, entry or result."""

from __future__ import annotations

from starlette.responses import Response

from rules.phrase import phrase
from tally.desk import requests
from tally.desk.web.board import NotDoneError
from tally.desk.web.entry_pages import NOT_A_NUMBER, contest_of
from tally.desk.web.notes import Note
from tally.desk.web.visit import Visit


async def show_prepare(visit: Visit) -> Response:
    """Every contest with how it will be entered."""
    return visit.page("prepare.html", contests=list(visit.site.board.state.contests.values()))


async def plan(visit: Visit) -> Response:
    """Plan the entry of a contest."""
    contest = contest_of(visit)
    entries, size = visit.number("entries"), visit.number("bundle_size")
    if entries is None or size is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_prepare(visit)
    if not await visit.ask(requests.PlanEntry(contest=contest.id, entries=entries, bundle_size=size)):
        return await show_prepare(visit)
    return visit.go("/prepare", Note(words=phrase("Đã ghi cách nhập.")))


async def declare(visit: Visit) -> Response:
    """Read the folder again."""
    try:
        await visit.site.board.do(lambda: visit.site.board.desk.declare(visit.name))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_prepare(visit)
    return visit.go("/prepare", Note(words=phrase("Đã đọc lại thư mục đại hội.")))
