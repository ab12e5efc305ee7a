"""Every page there is (bảng các trang): its address, what shows it, who may; one table that everything is held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.phrase import Phrase, phrase
from tally.desk.roles import Role
from tally.desk.web import (
    chair_pages,
    congress_pages,
    entry_pages,
    events,
    hall_pages,
    join_pages,
    log_pages,
    paper_pages,
    people_pages,
    prepare_pages,
    result_pages,
    ruling_pages,
    slate_pages,
    stick_pages,
)
from tally.desk.web.visit import Link, Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: ``roles`` None is for anybody, joined or not; ``largest`` is how many bytes may be sent to it."""

    path: str
    show: Show
    roles: frozenset[Role] | None
    method: str = "GET"
    largest: int | None = None


_ANYBODY: Final = None
_CHAIR: Final = frozenset({Role.CHAIR})
_ENTERS: Final = frozenset({Role.CHAIR, Role.CLERK})
_PREPARES: Final = frozenset({Role.CHAIR, Role.TECHNICIAN})
_JOINED: Final = frozenset(Role)

_CONTEST: Final = "/desk/{contest}"
_BUNDLE: Final = "/desk/{contest}/bundle/{bundle:int}"
_ENTRY: Final = "/entry/{contest}/{pile}/{bundle:int}/{entry:int}"


def _get(path: str, show: Show, roles: frozenset[Role] | None) -> Page:
    return Page(path=path, show=show, roles=roles)


def _post(path: str, show: Show, roles: frozenset[Role] | None, largest: int | None = None) -> Page:
    return Page(path=path, show=show, roles=roles, method="POST", largest=largest)


PAGES: Final[tuple[Page, ...]] = (
    # for anybody
    _get("/", join_pages.home, _ANYBODY),
    _get("/join", join_pages.show_join, _ANYBODY),
    _post("/join", join_pages.join, _ANYBODY),
    _post("/leave", join_pages.leave, _ANYBODY),
    _post("/lang", join_pages.choose_language, _ANYBODY),
    _get("/keys", join_pages.show_keys, _ANYBODY),
    # for everybody who joined
    _get("/events", events.show_events, _JOINED),
    _get("/hall", hall_pages.show_hall, _JOINED),
    _get("/hall/{contest}/slides.pdf", paper_pages.show_slides, _JOINED),
    # entering ballots
    _get("/entry", entry_pages.show_bundles, _ENTERS),
    _post("/entry/take", entry_pages.take, _ENTERS),
    _get(_ENTRY, entry_pages.show_entry, _ENTERS),
    _post(_ENTRY, entry_pages.save, _ENTERS),
    _post(f"{_ENTRY}/undo", entry_pages.undo, _ENTERS),
    _post(f"{_ENTRY}/finish", entry_pages.finish, _ENTERS),
    _post(f"{_ENTRY}/release", entry_pages.give_back, _ENTERS),
    # preparing
    _get("/prepare", prepare_pages.show_prepare, _PREPARES),
    _post("/prepare/declare", prepare_pages.declare, _PREPARES),
    _post("/prepare/{contest}/plan", prepare_pages.plan, _PREPARES),
    _get("/congress", congress_pages.show_congress, _PREPARES),
    _post("/congress", congress_pages.put, _PREPARES),
    _post("/congress/contest", congress_pages.put_one, _PREPARES, slate_pages.LARGEST_WORKBOOK),
    _get("/slate", slate_pages.show_slate, _PREPARES),
    _post("/slate", slate_pages.drop, _PREPARES, slate_pages.LARGEST_WORKBOOK),
    _post("/slate/freeze", slate_pages.freeze_lists, _PREPARES),
    _get("/slate/report/{ending}", slate_pages.show_report, _PREPARES),
    _get("/people", people_pages.show_people, _PREPARES),
    _post("/people/code", people_pages.make_code, _PREPARES),
    _post("/people/revoke", people_pages.revoke_code, _PREPARES),
    _post("/people/remove", people_pages.remove, _CHAIR),
    # the chair's evening
    _get("/desk", chair_pages.show_desk, _CHAIR),
    _get(_CONTEST, chair_pages.show_contest, _CHAIR),
    _post(f"{_CONTEST}/advance", chair_pages.advance, _CHAIR),
    _post(f"{_CONTEST}/back", chair_pages.go_back, _CHAIR),
    _post(f"{_CONTEST}/plan", chair_pages.plan, _CHAIR),
    _get(f"{_CONTEST}/deck", chair_pages.show_deck, _CHAIR),
    _post(f"{_CONTEST}/deck", chair_pages.make_deck, _CHAIR),
    _post(f"{_CONTEST}/account", chair_pages.enter_account, _CHAIR),
    _post(f"{_CONTEST}/bundles", chair_pages.make_bundles, _CHAIR),
    _post(f"{_CONTEST}/bundle", chair_pages.add_bundle, _CHAIR),
    _get(_BUNDLE, chair_pages.show_bundle, _CHAIR),
    _post(f"{_BUNDLE}/void", chair_pages.void_bundle, _CHAIR),
    _post(f"{_BUNDLE}/release", chair_pages.release_bundle, _CHAIR),
    # what people must look at
    _get(f"{_CONTEST}/open", ruling_pages.show_open, _CHAIR),
    _get(f"{_BUNDLE}/difference/{{ballot:int}}", ruling_pages.show_difference, _CHAIR),
    _post(f"{_BUNDLE}/difference/{{ballot:int}}", ruling_pages.rule_difference, _CHAIR),
    _get(f"{_BUNDLE}/doubtful/{{ballot:int}}", ruling_pages.show_doubtful, _CHAIR),
    _post(f"{_BUNDLE}/doubtful/{{ballot:int}}", ruling_pages.rule_doubtful, _CHAIR),
    _post(f"{_BUNDLE}/doubtful/{{ballot:int}}/withdraw", ruling_pages.withdraw, _CHAIR),
    # the result
    _get(f"{_CONTEST}/result", result_pages.show_result, _CHAIR),
    _post(f"{_CONTEST}/result/compute", result_pages.compute, _CHAIR),
    _post(f"{_CONTEST}/result/decide", result_pages.decide, _CHAIR),
    _post(f"{_CONTEST}/result/release", result_pages.release, _CHAIR),
    _post(f"{_CONTEST}/result/sign", result_pages.sign, _CHAIR),
    _post(f"{_CONTEST}/result/next", result_pages.write_next, _CHAIR),
    _post(f"{_CONTEST}/result/seal", result_pages.seal, _CHAIR),
    _get(f"{_CONTEST}/papers", paper_pages.show_papers, _CHAIR),
    _post(f"{_CONTEST}/papers", paper_pages.make_papers, _CHAIR),
    _get(f"{_CONTEST}/papers/{{name}}", paper_pages.show_paper, _CHAIR),
    _get(f"{_CONTEST}/ballots.pdf", paper_pages.show_ballots, _CHAIR),
    _get(f"{_CONTEST}/bundles.pdf", paper_pages.show_slips, _CHAIR),
    _get(f"{_CONTEST}/keys.pdf", paper_pages.show_key_sheet, _CHAIR),
    _get(f"{_CONTEST}/log.pdf", paper_pages.show_log_paper, _CHAIR),
    _get("/record.zip", paper_pages.show_record, _CHAIR),
    _get("/record.pdf", paper_pages.show_seal_slip, _CHAIR),
    # laptops without network
    _get("/stick", stick_pages.show_stick, _CHAIR),
    _get("/stick/copy", stick_pages.take_copy, _CHAIR),
    _post("/stick/merge", stick_pages.merge, _CHAIR, stick_pages.LARGEST),
    _post("/stick/hand-over", stick_pages.hand_over, _CHAIR),
    _get("/stick/{contest}/{pile}/{bundle:int}/{entry:int}", stick_pages.take_bundle, _CHAIR),
    _get("/log", log_pages.show_log, _CHAIR),
)

_MENU: Final[tuple[tuple[str, Phrase, frozenset[Role]], ...]] = (
    ("/desk", phrase("Nội dung bầu"), _CHAIR),
    ("/entry", phrase("Nhập phiếu"), _ENTERS),
    ("/congress", phrase("Đại hội"), _PREPARES),
    ("/prepare", phrase("Chuẩn bị"), _PREPARES),
    ("/slate", phrase("Danh sách"), _PREPARES),
    ("/people", phrase("Người và mã"), _PREPARES),
    ("/hall", phrase("Hội trường"), _JOINED),
    ("/stick", phrase("Máy khác, USB"), _CHAIR),
    ("/log", phrase("Nhật ký"), _CHAIR),
    ("/keys", phrase("Phím"), _ENTERS),
)


def links_for(role: Role | None, path: str) -> tuple[Link, ...]:
    """The menu of a role; the page one is on, or below, is marked."""
    if role is None:
        return ()
    return tuple(
        Link(path=link, words=words, here=path == link or path.startswith(f"{link}/"))
        for link, words, roles in _MENU
        if role in roles
    )
