"""The chair's evening (trưởng ban): the phases of each contest and what is missing, people and papers, the bundles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.phrase import Phrase, phrase
from tally.desk import requests
from tally.desk.comparing import shown
from tally.desk.keys import AGAINST
from tally.desk.missing import gaps, missing
from tally.desk.refusal import Refusal as Lacking
from tally.desk.roles import PHASES, Phase, next_phase, phase_before
from tally.desk.state import Bundle, DeskContest
from tally.desk.web.entry_pages import NOT_A_NUMBER, contest_of, copies_of
from tally.desk.web.notes import Note
from tally.desk.web.pace import Pace, pace_of
from tally.desk.web.pad import Pad, pad_of
from tally.desk.web.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A phase as the row of steps shows it."""

    phase: Phase
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A contest as the chair sees it at a glance."""

    contest: DeskContest
    rehearsal: bool
    steps: tuple[Step, ...]
    missing: tuple[Lacking, ...]
    pace: Pace
    next: Phase | None
    back: Phase | None


def overview_of(contest: DeskContest) -> Overview:
    """Everything that stands at the head of a contest's page."""
    at = PHASES.index(contest.phase)
    rehearsal = contest.phase is Phase.REHEARSE
    looks = ["past" if place < at else "now" if place == at else "" for place in range(len(PHASES))]
    return Overview(
        contest=contest,
        rehearsal=rehearsal,
        steps=tuple(Step(phase=phase, look=look) for phase, look in zip(PHASES, looks, strict=True)),
        missing=missing(contest),
        pace=pace_of(contest.pile(rehearsal=rehearsal)),
        next=next_phase(contest.phase),
        back=phase_before(contest.phase),
    )


async def show_desk(visit: Visit) -> Response:
    """All contests at a glance."""
    state = visit.site.board.state
    return visit.page("desk.html", overviews=[overview_of(contest) for contest in state.contests.values()])


async def show_contest(visit: Visit) -> Response:
    """One contest: where it stands, what is missing, its papers."""
    contest = contest_of(visit)
    overview = overview_of(contest)
    pile = contest.pile(rehearsal=overview.rehearsal)
    return visit.page(
        "contest.html",
        overview=overview,
        contest=contest,
        bundles=sorted(pile.bundles.values(), key=lambda bundle: bundle.number),
        gaps=gaps(contest),
        reasons=await visit.site.board.exclusions(contest.id),
        rehearsing=overview.rehearsal,
        papers=pile.papers,
        copies=copies_of(visit.site.board.state, contest),
        unfrozen=contest.phase is Phase.PREPARE and not await visit.site.board.frozen(contest.id),
    )


def _back(contest: DeskContest) -> str:
    return f"/desk/{contest.id}"


async def advance(visit: Visit) -> Response:
    """Go on to the next phase."""
    contest = contest_of(visit)
    asked = requests.Advance(contest=contest.id, to=visit.typed("to"), reason=visit.typed("reason"))
    if not await visit.ask(asked):
        return await show_contest(visit)
    return visit.go(_back(contest), Note(words=phrase("Đã sang giai đoạn «{phase}».", phase=contest_of(visit).phase)))


async def go_back(visit: Visit) -> Response:
    """Return to the phase before."""
    contest = contest_of(visit)
    asked = requests.GoBack(contest=contest.id, to=visit.typed("to"), reason=visit.typed("reason"))
    if not await visit.ask(asked):
        return await show_contest(visit)
    return visit.go(
        _back(contest), Note(words=phrase("Đã quay lại «{phase}».", phase=contest_of(visit).phase), look="wait")
    )


async def plan(visit: Visit) -> Response:
    """Plan how many independent entries, and how large bundles are."""
    contest = contest_of(visit)
    entries, size = visit.number("entries"), visit.number("bundle_size")
    if entries is None or size is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_contest(visit)
    if not await visit.ask(requests.PlanEntry(contest=contest.id, entries=entries, bundle_size=size)):
        return await show_contest(visit)
    return visit.go(_back(contest), _kept(phrase("Đã ghi cách nhập.")))


async def make_deck(visit: Visit) -> Response:
    """Put the test deck on the desk."""
    contest = contest_of(visit)
    if not await visit.ask(requests.MakeDeck(contest=contest.id)):
        return await show_contest(visit)
    return visit.go(
        f"{_back(contest)}/deck", _kept(phrase("Đã tạo bộ phiếu tập dượt: giao các lá dưới đây cho người nhập."))
    )


async def show_deck(visit: Visit) -> Response:
    """The papers of the test deck, to be printed or read out and typed."""
    contest = contest_of(visit)
    papers = list(zip(contest.deck, contest.deck_grounds, strict=True))
    pad = pad_of(contest.declared)
    return visit.page(
        "deck.html", contest=contest, papers=papers, pad=pad, sums=deck_sums(contest, pad), rehearsing=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckSum:
    """How many papers of the test deck are against a name, and how many were typed so; None before all is typed."""

    code: str
    name: str
    made: int
    typed: int | None


def deck_sums(contest: DeskContest, pad: Pad) -> tuple[DeckSum, ...]:
    """What the test deck must come to, name by name, beside what it came to."""
    bundles = list(contest.rehearsal.counting())
    done = bool(bundles) and all(bundle.complete and not bundle.differing for bundle in bundles)
    typed = [paper.marks for bundle in bundles for paper in shown(bundle).values()] if done else []
    against = AGAINST[pad.form].value

    def count(papers: Iterable[str], place: int) -> int:
        return sum(marks[place] == against for marks in papers)

    return tuple(
        DeckSum(code=code, name=name, made=count(contest.deck, place), typed=count(typed, place) if done else None)
        for place, (code, name) in enumerate(zip(pad.codes, pad.names, strict=True))
    )


async def enter_account(visit: Visit) -> Response:
    """Enter people and papers."""
    contest = contest_of(visit)
    names = ("summoned", "present", "issued", "returned", "spoilt", "not_returned")
    numbers = {name: visit.number(name) for name in names}
    excluded = await visit.site.board.exclusions(contest.id)
    reasons = {reason: visit.number(f"excluded-{reason}", missing=0) for reason in excluded}
    wanted = [numbers[name] for name in names[:4]]
    if None in numbers.values() or None in reasons.values() or -1 in wanted:
        visit.refuse(NOT_A_NUMBER)
        return await show_contest(visit)
    asked = requests.EnterAccount(
        contest=contest.id,
        summoned=numbers["summoned"] or 0,
        present=numbers["present"] or 0,
        issued=numbers["issued"] or 0,
        returned=numbers["returned"] or 0,
        excluded={reason: count for reason, count in reasons.items() if count},
        spoilt=_optional(numbers["spoilt"]),
        not_returned=_optional(numbers["not_returned"]),
    )
    if not await visit.ask(asked):
        return await show_contest(visit)
    return visit.go(_back(contest), _kept(phrase("Đã ghi số người và số phiếu.")))


def _optional(number: int | None) -> int | None:
    return None if number == -1 else number


def _kept(words: Phrase) -> Note:
    return Note(words=words)


async def make_bundles(visit: Visit) -> Response:
    """Make bundles of all papers, as they were stamped."""
    contest = contest_of(visit)
    papers, first = visit.number("papers"), visit.number("first", missing=1)
    if papers is None or first is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_contest(visit)
    asked = requests.MakeBundles(contest=contest.id, rehearsal=False, papers=papers, first=first)
    if not await visit.ask(asked):
        return await show_contest(visit)
    return visit.go(_back(contest), _kept(phrase("Đã chia tập: người nhập nhận tập ở trang của mình.")))


async def add_bundle(visit: Visit) -> Response:
    """Make one more bundle."""
    contest = contest_of(visit)
    first, last, papers = visit.number("first"), visit.number("last"), visit.number("papers")
    if first is None or last is None or papers is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_contest(visit)
    asked = requests.AddBundle(contest=contest.id, rehearsal=False, first=first, last=last, papers=_optional(papers))
    if not await visit.ask(asked):
        return await show_contest(visit)
    return visit.go(_back(contest), _kept(phrase("Đã thêm một tập.")))


def bundle_of(visit: Visit) -> tuple[DeskContest, Bundle, bool]:
    """The contest, the bundle, and whether it is of the rehearsal, as the address names them."""
    contest = contest_of(visit)
    rehearsal = contest.phase is Phase.REHEARSE
    bundle = contest.pile(rehearsal=rehearsal).bundles.get(visit.part("bundle"))
    if bundle is None:
        raise HTTPException(404)
    return contest, bundle, rehearsal


async def show_bundle(visit: Visit) -> Response:
    """One bundle: who has it, and how to void it."""
    contest, bundle, rehearsal = bundle_of(visit)
    return visit.page("bundle.html", contest=contest, bundle=bundle, rehearsing=rehearsal)


async def void_bundle(visit: Visit) -> Response:
    """Void a bundle and, if wanted, put another in its place, in one act."""
    contest, bundle, rehearsal = bundle_of(visit)
    first, last, papers = visit.number("first"), visit.number("last"), visit.number("papers")
    if first is None or last is None or papers is None:
        visit.refuse(NOT_A_NUMBER)
        return await show_bundle(visit)
    asked = requests.VoidBundle(
        contest=contest.id,
        rehearsal=rehearsal,
        bundle=bundle.number,
        reason=visit.typed("reason"),
        again=visit.typed("again") == "yes",
        first=_optional(first),
        last=_optional(last),
        papers=_optional(papers),
    )
    if not await visit.ask(asked):
        return await show_bundle(visit)
    return visit.go(_back(contest), Note(words=phrase("Đã hủy tập {bundle}.", bundle=bundle.number), look="wait"))


async def release_bundle(visit: Visit) -> Response:
    """Have a bundle given back by somebody who cannot do it himself."""
    contest, bundle, rehearsal = bundle_of(visit)
    entry = visit.number("entry") or 0
    asked = requests.ReleaseBundle(contest=contest.id, rehearsal=rehearsal, bundle=bundle.number, entry=entry)
    if not await visit.ask(asked):
        return await show_bundle(visit)
    return visit.go(_back(contest), Note(words=phrase("Đã thu lại tập {bundle}.", bundle=bundle.number)))
