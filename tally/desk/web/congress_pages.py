"""Declaring the congress (khai báo đại hội): its names, its contests with their lists, what is still missing."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from rules.congress_file import read_congress
from rules.model import Form, Kind, Level, Office
from rules.phrase import phrase
from tally.desk.congress_form import HEAD, HEADING, PEOPLE, DraftContest, drafted, put_contest, put_head
from tally.desk.roles import Phase
from tally.desk.web.board import NotDoneError
from tally.desk.web.notes import Note, Refusal
from tally.desk.web.slate_pages import ENDINGS, may_change, redeclared, uploaded
from tally.desk.web.visit import Visit

FIELDS: Final = (*HEAD, *HEADING, *PEOPLE)


async def show_congress(visit: Visit) -> Response:
    """What the folder says of the congress so far, to be filled in and put right."""
    board = visit.site.board
    draft = await board.do(lambda: drafted(board.desk.folder))
    reading = await board.do(lambda: read_congress(board.desk.folder))
    return visit.page(
        "congress.html",
        draft=draft,
        open=_open(visit),
        changeable=[each for each in draft.contests if not each.follows and may_change(visit, each.id)],
        fixed=[each for each in draft.contests if each.follows or not may_change(visit, each.id)],
        lacking=reading.faults,
        levels=[each for each in Level if each is not Level.CENTRAL],
        kinds=tuple(Kind),
        offices=tuple(Office),
        forms=tuple(Form),
        endings=ENDINGS,
    )


def _open(visit: Visit) -> bool:
    """Whether the names may still be changed: papers and logs of a count bear them."""
    state = visit.site.board.state
    return not state.closed and all(each.phase is Phase.PREPARE for each in state.contests.values())


async def put(visit: Visit) -> Response:
    """Write the names, level, kind and day of the congress."""
    board, said = visit.site.board, {name: visit.typed(name) for name in FIELDS}
    if not _open(visit):
        visit.refuse(_TOO_LATE)
        return await show_congress(visit)
    try:
        await board.edit(lambda: put_head(board.desk.folder, said))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_congress(visit)
    return visit.go("/congress", Note(words=phrase("Đã ghi khai báo đại hội.")), *await redeclared(visit))


async def put_one(visit: Visit) -> Response:
    """Write one contest, a new one with its list."""
    board, id_ = visit.site.board, visit.typed("contest")
    draft = await board.do(lambda: drafted(board.desk.folder))
    known = next((each for each in draft.contests if each.id == id_), None)
    said = DraftContest(
        id=id_,
        office=visit.typed("office"),
        seats=visit.typed("seats"),
        form=visit.typed("form"),
        slate="",
        follows=False,
    )
    if visit.site.board.state.closed or (id_ and (known is None or known.follows or not may_change(visit, id_))):
        visit.refuse(_TOO_LATE)
        return await show_congress(visit)
    try:
        slate = await uploaded(visit)
        contest = await board.edit(lambda: put_contest(board.desk.folder, said, slate))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_congress(visit)
    note = Note(words=phrase("Đã ghi nội dung bầu «{contest}».", contest=contest))
    return visit.go("/congress", note, *await redeclared(visit))


_TOO_LATE: Final = Refusal(
    message=phrase("không sửa khai báo được nữa: đã có nội dung bầu vào tập dượt hoặc kiểm phiếu"),
    remedy=phrase("quay lại giai đoạn chuẩn bị, nếu chưa nhập phiếu nào"),
)
