"""What people must look at (kết luận): papers whose entries differ, and doubtful ones, each with the paper in hand."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.phrase import phrase
from tally.desk import requests
from tally.desk.bundle_rules import typed_by
from tally.desk.comparing import VALID, Difference, differences, shown
from tally.desk.deciding_rulings import RULED_MARKS
from tally.desk.state import Bundle, DeskContest, Resolution, Ruling, Typed
from tally.desk.web.chair_pages import bundle_of
from tally.desk.web.entry_pages import NOT_A_NUMBER, contest_of, script_words
from tally.desk.web.notes import Note
from tally.desk.web.pad import pad_of, reading_of
from tally.desk.web.visit import Visit
from tally.model import RawMark


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPaper:
    """A paper that waits for people; ``own`` where whoever looks typed it and so may not rule."""

    bundle: Bundle
    ballot: int
    kind: str
    own: bool


async def show_open(visit: Visit) -> Response:
    """List every paper of a contest that waits for people, and what was concluded already."""
    contest = contest_of(visit)
    rehearsal = contest.phase.value == "rehearse"
    papers: list[OpenPaper] = []
    done: list[tuple[Bundle, int, Resolution | None, tuple[Ruling, ...]]] = []
    for bundle in contest.pile(rehearsal=rehearsal).counting():
        own = typed_by(bundle, visit.name)
        papers += [OpenPaper(bundle=bundle, ballot=each, kind="difference", own=own) for each in bundle.differing]
        papers += [OpenPaper(bundle=bundle, ballot=each, kind="doubtful", own=own) for each in bundle.asking]
        ruled = sorted({*bundle.resolved, *(number for number, given in bundle.rulings.items() if given)})
        done += [(bundle, each, bundle.resolved.get(each), bundle.rulings.get(each, ())) for each in ruled]
    return visit.page("open.html", contest=contest, papers=papers, done=done, rehearsing=rehearsal)


def _paper(visit: Visit) -> tuple[DeskContest, Bundle, bool, int]:
    contest, bundle, rehearsal = bundle_of(visit)
    if not bundle.complete or not bundle.counts:
        raise HTTPException(404)  # entries stay blind until all of them are finished
    return contest, bundle, rehearsal, visit.part("ballot")


async def show_difference(visit: Visit) -> Response:
    """A paper's entries side by side; the chair looks at the paper and types what it shows."""
    contest, bundle, rehearsal, ballot = _paper(visit)
    difference = next((each for each in differences(bundle) if each.ballot == ballot), None)
    if difference is None:
        typed = tuple(entry.ballots.get(ballot) for entry in bundle.entries)
        if not any(typed):
            raise HTTPException(404)
        difference = Difference(ballot=ballot, typed=typed, names=(), alone=None)
    pad = pad_of(contest.declared)
    now = bundle.resolved.get(ballot)
    return visit.page(
        "difference.html",
        contest=contest,
        bundle=bundle,
        difference=difference,
        pad=pad,
        people=[", ".join(entry.people) for entry in bundle.entries],
        now=now,
        own=typed_by(bundle, visit.name),
        line=visit.typed("typed"),
        shown=reading_of(pad, None),
        script=script_words(visit, pad, None, visit.request.url.path),
        rehearsing=rehearsal,
    )


async def rule_difference(visit: Visit) -> Response:
    """Save what the paper shows."""
    contest, bundle, rehearsal, ballot = _paper(visit)
    asked = requests.RuleDifference(
        contest=contest.id,
        rehearsal=rehearsal,
        bundle=bundle.number,
        ballot=ballot,
        typed=visit.typed("typed"),
        present=visit.typed("do") != "absent",
        note=visit.typed("note"),
        before=visit.typed("before"),
    )
    if not await visit.ask(asked):
        return await show_difference(visit)
    return visit.go(_next(visit, contest, ballot), Note(words=phrase("Đã kết luận lá {ballot}.", ballot=ballot)))


def _next(visit: Visit, contest: DeskContest, ballot: int) -> str:
    """Where the chair goes on: the next paper that waits, or the list if it was the last one."""
    del ballot
    after = visit.site.board.state.contests[contest.id]
    for bundle in after.pile(rehearsal=after.phase.value == "rehearse").counting():
        if typed_by(bundle, visit.name):
            continue
        if bundle.differing:
            return f"/desk/{contest.id}/bundle/{bundle.number}/difference/{bundle.differing[0]}"
        if bundle.asking:
            return f"/desk/{contest.id}/bundle/{bundle.number}/doubtful/{bundle.asking[0]}"
    return f"/desk/{contest.id}/open"


async def show_doubtful(visit: Visit) -> Response:
    """A doubtful paper: its marks, what is unclear, and what the committee may conclude."""
    contest, bundle, rehearsal, ballot = _paper(visit)
    paper = shown(bundle).get(ballot)
    if paper is None:
        raise HTTPException(404)
    pad = pad_of(contest.declared)
    marks = [(mark.name.lower(), mark) for mark in RULED_MARKS[pad.form]]
    return visit.page(
        "doubtful.html",
        contest=contest,
        bundle=bundle,
        ballot=ballot,
        paper=paper,
        pad=pad,
        unclear=_unclear(paper),
        marks=marks,
        grounds=contest.declared.grounds,
        valid=VALID,
        rulings=bundle.rulings.get(ballot, ()),
        own=typed_by(bundle, visit.name),
        shown=reading_of(pad, None),
        rehearsing=rehearsal,
    )


def _unclear(paper: Typed) -> tuple[int, ...]:
    return tuple(name for name, mark in enumerate(paper.marks, start=1) if mark == RawMark.UNCLEAR)


async def rule_doubtful(visit: Visit) -> Response:
    """Save the committee's conclusion with its reason and vote."""
    contest, bundle, rehearsal, ballot = _paper(visit)
    whole = visit.typed("whole")
    rulings: tuple[requests.OneRuling, ...]
    if whole and whole != "marks":
        rulings = (requests.OneRuling(name=0, ruling=whole),)
    else:
        typed = ((name, visit.typed(f"mark-{name}")) for name in range(1, contest.names + 1))
        rulings = tuple(requests.OneRuling(name=name, ruling=ruling) for name, ruling in typed if ruling)
    in_favour, of = visit.number("in_favour"), visit.number("of")
    if in_favour is None or of is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_doubtful(visit)
    asked = requests.RuleDoubtful(
        contest=contest.id,
        rehearsal=rehearsal,
        bundle=bundle.number,
        ballot=ballot,
        rulings=rulings,
        reason=visit.typed("reason"),
        in_favour=in_favour,
        of=of,
    )
    if not await visit.ask(asked):
        return await show_doubtful(visit)
    return visit.go(_next(visit, contest, ballot), Note(words=phrase("Đã ghi kết luận về lá {ballot}.", ballot=ballot)))


async def withdraw(visit: Visit) -> Response:
    """Take a conclusion back, to conclude anew."""
    contest, bundle, rehearsal, ballot = _paper(visit)
    asked = requests.WithdrawRulings(
        contest=contest.id, rehearsal=rehearsal, bundle=bundle.number, ballot=ballot, reason=visit.typed("reason")
    )
    if not await visit.ask(asked):
        return await show_doubtful(visit)
    return visit.go(
        visit.request.url.path.removesuffix("/withdraw"), Note(words=phrase("Đã rút kết luận."), look="wait")
    )
