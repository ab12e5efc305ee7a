"""The log of the desk as people read it (nhật ký): what was done, by whom, when; every line there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from starlette.responses import Response

from rules.phrase import Phrase, phrase
from tally.desk import acts
from tally.desk.acts import Act
from tally.desk.web.visit import Visit
from tally.desk.written import read

A_PAGE: Final = 200
"""Lines shown at once."""


WORDS: Final[Mapping[type[Act], Phrase]] = {
    acts.DeskOpened: phrase("mở bàn"),
    acts.DeskTakenOver: phrase("máy khác tiếp quản"),
    acts.DeskHandedOver: phrase("bàn giao cho máy khác"),
    acts.ClockSetBack: phrase("đồng hồ máy lùi lại"),
    acts.PersonJoined: phrase("tham gia"),
    acts.PersonRemoved: phrase("ra khỏi bàn"),
    acts.CodeMade: phrase("cấp mã tham gia"),
    acts.CodeRevoked: phrase("thu mã tham gia"),
    acts.ContestDeclared: phrase("khai báo nội dung bầu"),
    acts.EntryPlanned: phrase("định cách nhập"),
    acts.PhaseEntered: phrase("sang giai đoạn"),
    acts.RehearsalDeckMade: phrase("tạo bộ phiếu tập dượt"),
    acts.ZeroReported: phrase("biên bản số không"),
    acts.AccountEntered: phrase("ghi số người, số phiếu"),
    acts.BundlesMade: phrase("lập tập"),
    acts.BundleVoided: phrase("hủy tập"),
    acts.BundleTaken: phrase("nhận tập"),
    acts.BundleReleased: phrase("trả tập"),
    acts.BundleFinished: phrase("xong tập"),
    acts.BallotEntered: phrase("nhập phiếu"),
    acts.BallotCorrected: phrase("sửa phiếu"),
    acts.BallotUndone: phrase("bỏ phiếu đã nhập"),
    acts.BundleMerged: phrase("ghép tập từ máy khác"),
    acts.DifferenceRuled: phrase("kết luận lá nhập khác nhau"),
    acts.DoubtfulRuled: phrase("kết luận phiếu nghi vấn"),
    acts.RulingsWithdrawn: phrase("rút kết luận"),
    acts.CongressDecided: phrase("đại hội quyết định"),
    acts.FilesWritten: phrase("tính kết quả"),
    acts.VotesReleased: phrase("công bố"),
    acts.MinutesSigned: phrase("ký biên bản"),
    acts.DeskSealed: phrase("niêm phong"),
}
"""What each act is called where people read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as the page shows it."""

    sequence: int
    at: str
    by: str
    words: Phrase
    details: str


async def show_log(visit: Visit) -> Response:
    """A page of the log, the newest first asked for."""
    board = visit.site.board
    last = board.state.sequence
    asked = visit.request.query_params.get("from", "")
    newest = max(1, last - A_PAGE + 1)
    first = min(max(1, int(asked)), newest) if asked.isascii() and asked.isdigit() and len(asked) < 10 else newest  # noqa: PLR2004
    content = await board.do(lambda: board.desk.log(first - 1))
    lines = content.splitlines(keepends=True)[:A_PAGE]
    shown = [
        Line(
            sequence=each.sequence,
            at=each.at[:19].replace("T", " "),
            by=each.by,
            words=WORDS[type(each.act)],
            details=_details(asdict(each.act)),
        )
        for each in read(lines)
    ]
    return visit.page(
        "log.html",
        lines=reversed(shown),
        first=first,
        earlier=max(1, first - A_PAGE),
        later=first + A_PAGE if first + A_PAGE <= last else 0,
        last=last,
        head=board.state.head,
    )


def _details(values: dict[str, object]) -> str:
    """What an act says, on one line; long lists are the log's own business."""
    text = json.dumps(values, ensure_ascii=False)
    return text if len(text) <= 400 else text[:400] + " …"  # noqa: PLR2004 - a line of a screen or two
