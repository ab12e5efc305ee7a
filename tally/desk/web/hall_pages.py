"""The hall (hội trường): how far the count is while it runs; votes only after the committee has released them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from tally.desk.roles import Phase
from tally.desk.state import DeskContest
from tally.desk.web.pace import Pace, pace_of
from tally.desk.web.visit import Visit
from tally.result import ContestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A contest as the hall sees it; ``result`` only once it was released."""

    contest: DeskContest
    pace: Pace
    counting: bool
    result: ContestResult | None


async def show_hall(visit: Visit) -> Response:
    """Progress of every contest, and the results that were released."""
    board = visit.site.board
    contests = tuple(board.state.contests.values())
    counted = await board.counted() if any(each.released for each in contests) else None
    shown = [
        Shown(
            contest=each,
            pace=pace_of(each.real),
            counting=each.phase in {Phase.COUNT, Phase.RECONCILE},
            result=counted.of(each.id) if counted is not None and each.released and each.written else None,
        )
        for each in contests
    ]
    choices = counted.counted.result.congress.choices if counted is not None and counted.counted else None
    return visit.page("hall.html", shown=shown, choices=choices)
