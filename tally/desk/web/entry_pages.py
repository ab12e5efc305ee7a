"""Entering ballots (nhập phiếu): which bundles there are to take, one paper after the other, what was typed so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rules.phrase import Phrase, phrase
from tally.desk import requests
from tally.desk.bundle_rules import typed_by
from tally.desk.keys import AGAINST, Keys, KeysError
from tally.desk.roles import Phase
from tally.desk.state import Bundle, BundleEntry, DeskContest, State, Typed
from tally.desk.web.language import translator_of
from tally.desk.web.notes import Note, Refusal
from tally.desk.web.pad import SHORT_PROBLEMS, VERDICTS, Pad, look_of, pad_of, reading_of, verdict_of
from tally.desk.web.visit import Visit

REHEARSAL, REAL = "rehearsal", "count"
"""The two piles, as addresses name them."""

ENTERING: Final = (Phase.REHEARSE, Phase.COUNT, Phase.RECONCILE)
"""The phases in which papers are typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entry of a bundle, held by somebody or free to be taken: what every page of entering is about."""

    contest: DeskContest
    rehearsal: bool
    bundle: Bundle
    entry: BundleEntry
    mine: bool = True

    @property
    def pile(self) -> str:
        """Its pile, as addresses name it."""
        return REHEARSAL if self.rehearsal else REAL

    @property
    def path(self) -> str:
        """Its address."""
        return f"/entry/{self.contest.id}/{self.pile}/{self.bundle.number}/{self.entry.number}"

    @property
    def next_ballot(self) -> int:
        """The first number of the bundle that is not typed yet; past the last one where all are."""
        numbers = range(self.bundle.first, self.bundle.last + 2)
        return next(number for number in numbers if number not in self.entry.ballots)

    @property
    def full(self) -> bool:
        """Whether as many papers are typed as the slip says."""
        return len(self.entry.ballots) >= self.bundle.papers

    @property
    def gaps(self) -> tuple[int, ...]:
        """Numbers passed over: not typed, though a later one is."""
        last = max(self.entry.ballots, default=self.bundle.first)
        return tuple(number for number in range(self.bundle.first, last) if number not in self.entry.ballots)

    @property
    def last(self) -> tuple[int, Typed] | None:
        """The paper typed last in this entry, with its number."""
        return next(reversed(tuple(self.entry.ballots.items())), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper that was typed, as the list below the typing field shows it."""

    ballot: int
    typed: str
    digest: str
    against: int
    verdict: Phrase
    look: str
    note: str


async def show_bundles(visit: Visit) -> Response:
    """List what this person may enter: his own bundles first, of every contest that is being entered."""
    contests = visit.site.board.state.contests.values()
    free = [each for contest in contests if contest.phase in ENTERING for each in _free_of(contest, visit.name)]
    free.sort(key=lambda each: not each.mine)
    return visit.page("bundles.html", free=free, rehearsing=any(each.rehearsal for each in free))


async def take(visit: Visit) -> Response:
    """Take a bundle: its papers go from the table into this person's hands."""
    contest, rehearsal, bundle = visit.typed("contest"), visit.typed("pile") == REHEARSAL, visit.number("bundle") or 0
    if not await visit.ask(requests.TakeBundle(contest=contest, rehearsal=rehearsal, bundle=bundle)):
        return await show_bundles(visit)
    free = _free_of(visit.site.board.state.contests[contest], visit.name)
    mine = next((each for each in free if each.mine and each.bundle.number == bundle), None)
    return visit.go(mine.path if mine else "/entry")


async def show_entry(visit: Visit) -> Response:
    """The page one types ballots on; with ``?ballot=`` for a paper typed before, or passed over."""
    held = held_of(visit)
    if held is None:
        return visit.go("/entry", Note(words=_NOT_HELD.message, look="wait"))
    asked = visit.request.query_params.get("ballot", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 9  # noqa: PLR2004 - no stamp has so many digits
    return _page(visit, held, int(asked) if known else held.next_ballot)


async def save(visit: Visit) -> Response:
    """Save one paper, or show what the line of keys means where only that was asked."""
    held = held_of(visit)
    if held is None:
        return visit.refused_page(_NOT_HELD, status=409)
    ballot, before = visit.number("ballot") or 0, visit.typed("before")
    if visit.typed("do") == "preview":
        return _page(visit, held, ballot)
    if not await visit.ask(_request(visit, held, ballot, before)):
        return visit.values({}) if visit.by_script else _page(visit, held, ballot)
    after = held_of(visit) or held
    if visit.by_script:
        return _to_script(visit, after, ballot)
    return visit.go(after.path, _saved(after, ballot))


def _request(visit: Visit, held: Held, ballot: int, before: str) -> requests.EnterBallot | requests.CorrectBallot:
    contest, rehearsal, bundle, entry = held.contest.id, held.rehearsal, held.bundle.number, held.entry.number
    typed, note = visit.typed("typed"), visit.typed("note")
    if before:
        return requests.CorrectBallot(
            contest=contest,
            rehearsal=rehearsal,
            bundle=bundle,
            entry=entry,
            ballot=ballot,
            before=before,
            typed=typed,
            note=note,
        )
    return requests.EnterBallot(
        contest=contest, rehearsal=rehearsal, bundle=bundle, entry=entry, ballot=ballot, typed=typed, note=note
    )


async def undo(visit: Visit) -> Response:
    """Take one paper back: it counts as not entered, and the log keeps what was typed."""
    held = held_of(visit)
    if held is None:
        return visit.refused_page(_NOT_HELD, status=409)
    ballot = visit.number("ballot") or 0
    asked = requests.UndoBallot(
        contest=held.contest.id,
        rehearsal=held.rehearsal,
        bundle=held.bundle.number,
        entry=held.entry.number,
        ballot=ballot,
        before=visit.typed("before"),
    )
    if not await visit.ask(asked):
        return _page(visit, held, held.next_ballot)
    return visit.go(
        f"{held.path}?ballot={ballot}", Note(words=phrase("Đã bỏ lá {ballot}: nhập lại lá này.", ballot=ballot))
    )


async def finish(visit: Visit) -> Response:
    """Close an entry: the papers were counted by hand once more."""
    held = held_of(visit)
    if held is None:
        return visit.refused_page(_NOT_HELD, status=409)
    papers = visit.number("papers")
    if papers is None or papers < 0:
        visit.refuse(NOT_A_NUMBER)
        return _page(visit, held, held.next_ballot)
    asked = requests.FinishBundle(
        contest=held.contest.id,
        rehearsal=held.rehearsal,
        bundle=held.bundle.number,
        entry=held.entry.number,
        papers=papers,
    )
    if not await visit.ask(asked):
        return _page(visit, held, held.next_ballot)
    words = phrase(
        "Xong tập {bundle}: {papers} lá. Trả tập cho tổ trưởng rồi nhận tập khác.",
        bundle=held.bundle.number,
        papers=papers,
    )
    return visit.go("/entry", Note(words=words))


async def give_back(visit: Visit) -> Response:
    """Give a bundle back unfinished; what was typed stays."""
    held = held_of(visit)
    if held is None:
        return visit.refused_page(_NOT_HELD, status=409)
    asked = requests.ReleaseBundle(
        contest=held.contest.id, rehearsal=held.rehearsal, bundle=held.bundle.number, entry=held.entry.number
    )
    if not await visit.ask(asked):
        return _page(visit, held, held.next_ballot)
    return visit.go("/entry", Note(words=phrase("Đã trả tập {bundle}.", bundle=held.bundle.number)))


def contest_of(visit: Visit) -> DeskContest:
    """The contest that the address names; no page for one that the desk does not have."""
    contest = visit.site.board.state.contests.get(visit.path("contest"))
    if contest is None:
        raise HTTPException(404)
    return contest


def copies_of(state: State, contest: DeskContest) -> str:
    """How many ballots a later round is printed: one for each who was present; a first round says itself."""
    before = state.contests.get(contest.declared.after)
    return "" if before is None or before.account is None else str(before.account.present)


def held_of(visit: Visit) -> Held | None:
    """The entry that the address names if it is in this person's hands: nobody sees another's."""
    contest, rehearsal = contest_of(visit), visit.path("pile") == REHEARSAL
    bundle = contest.pile(rehearsal=rehearsal).bundles.get(visit.part("bundle"))
    entry = bundle.entry(visit.part("entry")) if bundle is not None and bundle.counts else None
    if bundle is None or entry is None or entry.finished or entry.holder != visit.name:
        return None
    return Held(contest=contest, rehearsal=rehearsal, bundle=bundle, entry=entry)


def _free_of(contest: DeskContest, person: str) -> list[Held]:
    """What somebody holds of a contest or may take, at most one entry of a bundle."""
    rehearsal = contest.phase is Phase.REHEARSE
    found: list[Held] = []
    for bundle in contest.pile(rehearsal=rehearsal).counting():
        unfinished = [each for each in bundle.entries if not each.finished]
        own = [each for each in unfinished if each.holder == person or (person in each.people and not each.holder)]
        others = [] if typed_by(bundle, person) else [each for each in unfinished if not each.holder]
        for entry in (own or others)[:1]:
            mine = entry.holder == person
            found.append(Held(contest=contest, rehearsal=rehearsal, bundle=bundle, entry=entry, mine=mine))
    return found


def _page(visit: Visit, held: Held, ballot: int) -> Response:
    pad = pad_of(held.contest.declared)
    there = held.entry.ballots.get(ballot)
    typed = visit.typed("typed") if "typed" in visit.form else there.typed if there else ""
    keys = None
    if typed and visit.form:
        try:
            keys = pad.keys.read(typed, _before(held, ballot))
        except KeysError as error:
            if not visit.refusals:
                visit.refuse(Refusal(message=error.problem.message, remedy=error.problem.remedy))
    elif there is not None:
        keys = Keys(marks=there.marks, ground=there.ground, doubtful=there.doubtful)
    return visit.page(
        "entry.html",
        held=held,
        pad=pad,
        ballot=ballot,
        line=typed,
        there=there,
        before=visit.typed("before") if "before" in visit.form else there.digest if there else "",
        shown=reading_of(pad, keys),
        rows=_rows(pad, held),
        key=visit.typed("key"),
        script=script_words(visit, pad, _before(held, ballot), held.path),
        rehearsing=held.rehearsal,
    )


def _before(held: Held, ballot: int) -> Keys | None:
    """What ``=`` stands for: the paper typed last, or before the one that is typed anew."""
    last: Typed | None = None
    for number, typed in held.entry.ballots.items():
        if number == ballot:
            break
        last = typed
    return None if last is None else Keys(marks=last.marks, ground=last.ground, doubtful=last.doubtful)


def _rows(pad: Pad, held: Held) -> list[Row]:
    return [_row(pad, ballot, typed) for ballot, typed in reversed(tuple(held.entry.ballots.items()))]


def _row(pad: Pad, ballot: int, typed: Typed) -> Row:
    said = verdict_of(pad, Keys(marks=typed.marks, ground=typed.ground, doubtful=typed.doubtful))
    return Row(
        ballot=ballot,
        typed=typed.typed,
        digest=typed.digest,
        against=typed.marks.count(AGAINST[pad.form].value),
        verdict=VERDICTS[said],
        look=look_of(said),
        note=typed.note,
    )


def _saved(held: Held, ballot: int) -> Note:
    """What the partner hears back: the names of the paper that was just saved."""
    pad, typed = pad_of(held.contest.declared), held.entry.ballots[ballot]
    against = AGAINST[pad.form].value
    names = tuple(
        f"{code} {name}" for code, name, mark in zip(pad.codes, pad.names, typed.marks, strict=True) if mark == against
    )
    words = phrase(
        "Đã lưu lá {ballot}: {against} {count}. {names}",
        ballot=ballot,
        against=pad.against_words,
        count=len(names),
        names=names or "–",
    )
    return Note(words=words)


def _to_script(visit: Visit, held: Held, ballot: int) -> Response:
    """What the page's script shows after a paper was saved: the row, the next number, what is left."""
    typed = held.entry.ballots[ballot]
    row = _row(pad_of(held.contest.declared), ballot, typed)
    return visit.values(
        {
            "ballot": ballot,
            "typed": row.typed,
            "digest": row.digest,
            "against": row.against,
            "verdict": translator_of(visit.lang).text(row.verdict),
            "look": row.look,
            "marks": typed.marks,
            "ground": typed.ground,
            "doubtful": typed.doubtful,
            "next": held.next_ballot,
            "count": len(held.entry.ballots),
            "full": held.full,
            "gaps": list(held.gaps),
        }
    )


def script_words(visit: Visit, pad: Pad, before: Keys | None, path: str) -> dict[str, object]:
    """What the page's script needs to begin with: the keys, the words, the paper that ``=`` stands for."""
    translator = translator_of(visit.lang)
    text = translator.text
    last = None if before is None else {"marks": before.marks, "ground": before.ground, "doubtful": before.doubtful}
    return {
        "pad": pad.script(),
        "last": last,
        "path": path,
        "verdicts": {name: [text(words), look_of(name)] for name, words in VERDICTS.items()},
        "grounds": {ground: translator.label(ground) for ground in pad.grounds},
        "problems": {name: text(words) for name, words in SHORT_PROBLEMS.items()},
        "words": {name: text(words) for name, words in _SCRIPT_WORDS.items()},
    }


NOT_A_NUMBER: Final = Refusal(
    message=phrase("chỗ này phải là một số"), remedy=phrase("gõ số bằng chữ số, không có chữ và dấu")
)

_NOT_HELD: Final = Refusal(
    message=phrase("tập phiếu này không ở trong tay đồng chí"),
    remedy=phrase("về trang chọn tập; nếu tập đã hủy hoặc giao người khác thì trả giấy cho tổ trưởng"),
)

_SCRIPT_WORDS: Final = {
    "saving": phrase("Đang lưu lá {ballot}…", ballot="{ballot}"),
    "saved": phrase("Đã lưu lá {ballot}: {against} {count}.", ballot="{ballot}", against="{against}", count="{count}"),
    "lost": phrase("MẤT KẾT NỐI. Lá {ballot} CHƯA lưu, vẫn giữ trên máy này; đang thử lại…", ballot="{ballot}"),
    "back": phrase("Có kết nối lại."),
    "draft": phrase("Lá {ballot} gõ dở được giữ lại: xem lại rồi nhấn Enter.", ballot="{ballot}"),
    "leave": phrase("Phiên đã hết: tham gia lại bằng mã, lá đang gõ vẫn được giữ trên máy này."),
    "join": phrase("Tham gia lại"),
    "correct": phrase("Sửa"),
    "full": phrase("Đủ số lá của tập: đếm tay lần nữa rồi kết thúc tập."),
}
"""What the page's script says, put into the language here."""
