"""The result (kết quả): counted from the files like any other, decided on, released to the hall, signed, sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.responses import Response

from rules.model import DECISIONS
from rules.phrase import phrase
from tally.count_record import count_head
from tally.desk import requests
from tally.desk.missing import missing
from tally.desk.state import DeskContest
from tally.desk.web.board import NotDoneError
from tally.desk.web.entry_pages import contest_of
from tally.desk.web.language import translator_of
from tally.desk.web.notes import Note, Refusal
from tally.desk.web.visit import Visit
from tally.next_round import next_contests
from tally.record import read_code, short_code
from tally.record_papers import versions_in


def _path(contest: DeskContest) -> str:
    return f"/desk/{contest.id}/result"


async def show_result(visit: Visit) -> Response:
    """The result of a contest as the folder counts, or what stops it; what is to be done next."""
    contest = contest_of(visit)
    counted = await visit.site.board.counted() if contest.written else None
    result = counted.of(contest.id) if counted else None
    congress = counted.counted.result if counted and counted.counted else None
    is_open = result is not None and congress is not None and result in congress.open_contests
    code = await visit.site.board.code() if result is not None else ""
    ready = next_contests(congress) if congress else ()
    return visit.page(
        "result.html",
        contest=contest,
        result=result,
        stopped=counted.told if counted and result is None else (),
        choices=congress.congress.choices if congress else None,
        is_open=is_open,
        code=code,
        lacking=missing(contest),
        decisions=[(about, decision) for about, each in DECISIONS.items() for decision in each],
        next_votes=[each for each in ready if each.pending.after.contest.id == contest.id],
        sealable=all(each.signed for each in visit.site.board.state.contests.values()),
    )


async def compute(visit: Visit) -> Response:
    """Write the contest's files and count the folder from them."""
    contest = contest_of(visit)
    try:
        await visit.site.board.edit(lambda: visit.site.board.desk.compute(contest.id))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_result(visit)
    return visit.go(_path(contest), Note(words=phrase("Đã tính kết quả từ các tệp trong thư mục đại hội.")))


async def decide(visit: Visit) -> Response:
    """Record what the congress decided where the law leaves it to people."""
    contest = contest_of(visit)
    about, _, decision = visit.typed("decision").partition(":")
    asked = requests.RecordDecision(
        contest=contest.id,
        about=about,
        decision=decision,
        decided_by=visit.typed("decided_by"),
        text=visit.typed("text"),
    )
    if not await visit.ask(asked):
        return await show_result(visit)
    return visit.go(_path(contest), Note(words=phrase("Đã ghi quyết định: tính kết quả lại.")))


async def release(visit: Visit) -> Response:
    """Let the hall see the votes."""
    contest = contest_of(visit)
    if not await visit.ask(requests.ReleaseVotes(contest=contest.id)):
        return await show_result(visit)
    return visit.go(_path(contest), Note(words=phrase("Đã công bố: hội trường thấy kết quả.")))


async def sign(visit: Visit) -> Response:
    """Note that the minutes are signed, with the code printed in them."""
    contest, folder = contest_of(visit), visit.site.board.desk.folder
    try:
        heads = await visit.site.board.do(lambda: _heads(folder, contest.id))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_result(visit)
    if not _one_of(visit.typed("count_head"), heads):
        visit.refuse(_OTHER_CODE)
        return await show_result(visit)
    if not await visit.ask(requests.SignMinutes(contest=contest.id, count_head=visit.typed("count_head"))):
        return await show_result(visit)
    return visit.go(_path(contest), Note(words=phrase("Đã ghi: biên bản đã ký.")))


def _heads(folder: Path, contest: str) -> tuple[str, ...]:
    """The count heads that minutes of a contest may bear: of the count as it stands, and of those printed last."""
    printed = versions_in(folder).of.get(contest, ())
    return (count_head(folder).head, *(version.code for version in printed[-1:]))


def _one_of(typed: str, heads: tuple[str, ...]) -> bool:
    """Whether a code is of one of them; what is no code at all, the desk refuses itself."""
    try:
        code = read_code(typed)
    except ValueError:
        return True
    return any(head.startswith(code) for head in heads)


_OTHER_CODE: Final = Refusal(
    message=phrase("mã này không phải mã in trong biên bản của nội dung bầu này"),
    remedy=phrase("đọc lại từng nhóm bốn ký tự; biên bản in trước khi kiểm lại thì in lại, ký bản mới"),
)


async def write_next(visit: Visit) -> Response:
    """Make the next vote ready: its list, its contest in the folder and at the desk."""
    contest = contest_of(visit)
    try:
        ready = await visit.site.board.write_next(translator_of(visit.lang), visit.name)
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_result(visit)
    note = Note(words=phrase("Đã lập lần bầu sau: {contests}.", contests=tuple(each.contest for each in ready)))
    return visit.go(f"/desk/{ready[0].contest}" if len(ready) == 1 else "/desk" if ready else _path(contest), note)


async def seal(visit: Visit) -> Response:
    """Seal the record and close the desk."""
    try:
        sealed = await visit.site.board.seal(visit.name)
    except NotDoneError as error:
        visit.refuse(*error.told)
        return await show_result(visit)
    note = Note(
        words=phrase(
            "Đã niêm phong: {file}. Mã niêm phong: {code}", file=sealed.name, code=short_code(sealed.seal_head)
        )
    )
    return visit.go(_path(contest_of(visit)), note)
