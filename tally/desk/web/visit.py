"""One request as a page sees it (lượt xem): who asks, in which language, what was typed, and how to answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rules.phrase import Phrase
from tally.desk.requests import Request as Asked
from tally.desk.roles import Role
from tally.desk.state import Person
from tally.desk.web.language import render, translator_of
from tally.desk.web.notes import Note, Told
from tally.desk.web.site import Site
from tally.desk.web.tokens import new_key

LONGEST_FIELD: Final = 4000
"""Signs of one field: a reason is a sentence, the codes of a ballot are at most a few hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of a role, as its menu names it."""

    path: str
    words: Phrase
    here: bool = False


@dataclass(slots=True, kw_only=True)
class Visit:
    """One request; ``person`` is None for somebody who has not joined, ``form`` empty unless he sent one."""

    request: Request
    site: Site
    guest: Person | None
    session: str
    lang: str
    links: tuple[Link, ...] = ()
    form: FormData = field(default_factory=FormData)
    refusals: tuple[Told, ...] = ()

    @property
    def name(self) -> str:
        """The name of whoever asks; only pages for people who joined may ask for it."""
        if self.guest is None:
            raise LookupError("nobody has joined with this session")
        return self.guest.name

    @property
    def role(self) -> Role:
        """The role of whoever asks; only pages for people who joined may ask for it."""
        if self.guest is None:
            raise LookupError("nobody has joined with this session")
        return self.guest.role

    @property
    def address(self) -> str:
        """The address somebody asks from."""
        return self.request.client.host if self.request.client else ""

    @property
    def by_script(self) -> bool:
        """Whether the page's script sent the form and waits for values, not for a page."""
        return self.request.headers.get("accept", "").startswith("application/json")

    @property
    def by_htmx(self) -> bool:
        """Whether a page fetches a part of itself anew: words that wait are not for it, it would drop them."""
        return "hx-request" in self.request.headers

    async def ask(self, request: Asked) -> bool:
        """Ask the desk for something; True once it is saved, else the page that follows says why not."""
        key = self.typed("key")
        self.refusals = await self.site.board.ask(self.name, request, key)
        return not self.refusals

    def refuse(self, *told: Told) -> None:
        """Let the page that follows say why something was not done."""
        self.refusals += told

    def path(self, name: str) -> str:
        """A part of the address, as the route names it."""
        return str(self.request.path_params[name])

    def part(self, name: str) -> int:
        """A number in the address; the route lets nothing else through."""
        return int(self.request.path_params[name])

    def typed(self, name: str) -> str:
        """What stands in a field, in NFC without blanks around it; empty if it is missing, a file, or too long."""
        value = self.form.get(name, "")
        if isinstance(value, UploadFile) or len(value) > LONGEST_FIELD:
            return ""
        return unicodedata.normalize("NFC", value).strip()

    def number(self, name: str, *, missing: int = -1) -> int | None:
        """A whole number in a field; ``missing`` where it is empty, None where something else stands there."""
        text = self.typed(name)
        if not text:
            return missing
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None  # noqa: PLR2004 - a billion

    def file(self, name: str) -> UploadFile | None:
        """A file that was sent; None where the field was left empty."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def page(self, template: str, /, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - any value
        """Answer with a page; refusals stand at its top, and what was typed stands in the fields again."""
        hidden = Markup('<input type="hidden" name="token" value="{}">').format(self.site.form_token(self.session))
        content = render(
            template,
            self.lang,
            {
                "congress": self.site.congress,
                "person": self.guest,
                "state": self.site.board.state,
                "links": self.links,
                "here": self.request.url.path,
                "rehearsing": False,
                "notes": () if self.by_htmx else self.site.notes.pop(self.session),
                "refused": self.refusals,
                "hidden": lambda: hidden,
                "new_key": new_key,
                "typed": self._typed_before,
                "chosen": self._chosen_before,
            }
            | values,
        )
        return HTMLResponse(content, status_code=409 if self.refusals and status == 200 else status)  # noqa: PLR2004 - HTTP's

    def refused_page(self, *told: Told, status: int) -> Response:
        """Answer that nothing was done, and why."""
        self.refuse(*told)
        if self.by_script:
            return self.values({}, status=status)
        return self.page("refused.html", status=status)

    def go(self, path: str, *notes: Note) -> Response:
        """Send the browser on to a page of ours after something was done, with words to show there once."""
        self.site.notes.add(self.session, notes)
        return RedirectResponse(quote(path, safe="/?=&#"), status_code=303)

    def values(self, values: Mapping[str, object], status: int = 200) -> Response:
        """Answer the page's script; refusals go with the values, in words."""
        text = translator_of(self.lang).text
        told = [{"message": text(each.message), "remedy": text(each.remedy)} for each in self.refusals]
        if told and status == 200:  # noqa: PLR2004 - HTTP's
            status = 409
        return JSONResponse({"refused": told, **values}, status_code=status)

    def _typed_before(self, name: str, otherwise: object = "") -> str:
        """What stood in a field of the form that was refused, or else a value."""
        return self.typed(name) if name in self.form else str(otherwise)

    def _chosen_before(self, name: str, value: str, *, otherwise: bool = False) -> Markup:
        """``checked`` where this choice was taken in the form that was refused, or else where it should be."""
        taken = value in map(str, self.form.getlist(name)) if self.form else otherwise
        return Markup("checked") if taken else Markup()


Show = Callable[[Visit], Awaitable[Response]]
"""What makes the answer to one request."""
