"""Joining and leaving (tham gia, rời bàn), the choice of language, and the first page of each role."""

from __future__ import annotations

from typing import Final

from starlette.responses import RedirectResponse, Response

from rules.labels import label_of
from rules.language import LANGUAGES
from rules.model import Form
from rules.phrase import phrase
from tally.desk.key_table import key_table, polarity
from tally.desk.keys import KeyPad
from tally.desk.roles import Role
from tally.desk.web.board import NotDoneError
from tally.desk.web.notes import Refusal
from tally.desk.web.visit import Visit

HOME: Final = {Role.CHAIR: "/desk", Role.CLERK: "/entry", Role.OBSERVER: "/hall", Role.TECHNICIAN: "/prepare"}
"""Where each role begins."""

_USUAL: Final = 44
"""Names of a list whose keys are explained: codes of two digits, as nearly every list has."""


async def home(visit: Visit) -> Response:
    """Send everybody where he begins."""
    return RedirectResponse("/join" if visit.guest is None else HOME[visit.guest.role], status_code=303)


async def show_join(visit: Visit) -> Response:
    """Ask for name and code."""
    if visit.guest is not None:
        return await home(visit)
    return visit.page("join.html")


async def show_keys(visit: Visit) -> Response:
    """The keys ballots are typed with, on one page: the table that the printed sheet shows too."""
    pads = [KeyPad(form=form, names=_USUAL) for form in Form]
    return visit.page("keys.html", forms=[(label_of(pad.form), polarity(pad.form), key_table(pad)) for pad in pads])


async def join(visit: Visit) -> Response:
    """Let somebody in; the browser gets a new session, so that one it had before is worth nothing."""
    site, now = visit.site, visit.site.seconds()
    if not (site.limits.joining.allows(visit.address, now) and site.limits.joining_all.allows("", now)):
        wait = site.limits.joining.wait(visit.address, now)
        remedy = phrase("chờ {seconds} giây rồi thử lại", seconds=wait)
        visit.refuse(Refusal(message=phrase("đã thử mã quá nhiều lần"), remedy=remedy))
        return visit.page("join.html", status=429)
    try:
        joined = await site.board.join(visit.typed("code"), visit.typed("name"))
    except NotDoneError as error:
        visit.refuse(*error.told)
        return visit.page("join.html")
    lang = visit.lang
    visit.request.session.clear()
    visit.request.session.update(session=joined.token, lang=lang)
    return RedirectResponse(HOME[joined.person.role], status_code=303)


async def leave(visit: Visit) -> Response:
    """End the session here and on the server; what this person holds goes back."""
    if visit.guest is not None:
        await visit.site.board.leave(visit.name)
    visit.request.session.clear()
    return RedirectResponse("/join", status_code=303)


async def choose_language(visit: Visit) -> Response:
    """Speak the other language from now on."""
    lang = visit.typed("lang")
    if lang in LANGUAGES:
        visit.request.session["lang"] = lang
    return RedirectResponse(local_path(visit.typed("back")), status_code=303)


def local_path(path: str) -> str:
    """A path on this server, as a form gave it; anything that could lead elsewhere becomes the first page."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else "/"
