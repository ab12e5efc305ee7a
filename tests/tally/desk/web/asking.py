"""Browsers for tests: they keep cookies, carry the tokens of forms, and ask the pages of an evening at the desk."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from httpx2 import Response
from itsdangerous import TimestampSigner
from starlette.testclient import TestClient

from tally.desk.roles import Role
from tally.desk.web.app import create_app
from tally.desk.web.board import Board
from tally.desk.web.site import Site
from tally.desk.web.tokens import new_key
from tests.tally.desk.evening import Evening

ENTRY = "/entry/bch/count/1/1"
"""Where the first clerk types the first bundle."""

COOKIE = "kiemphieu"
HOME = "http://127.0.0.1"
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass(slots=True)
class Browser:
    """One browser; ``post`` does what a person does: open a page of ours, fill in the form, send it."""

    client: TestClient

    def get(self, path: str, **headers: str) -> Response:
        """Open a page; a redirect is not followed."""
        return self.client.get(path, headers=headers, follow_redirects=False)

    def read(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:400])
        return answer.text

    @property
    def token(self) -> str:
        """The token that forms of this session carry."""
        found = _TOKEN.search(self.get("/keys").text)
        assert found is not None
        return found[1]

    def post(self, path: str, _headers: Mapping[str, str] | None = None, /, **fields: str) -> Response:
        """Send a form; token and key come with it unless they are given."""
        values = {"token": self.token, "key": new_key(), **fields}
        return self.client.post(path, data=values, headers=_headers, follow_redirects=False)

    def done(self, path: str, /, **fields: str) -> str:
        """Send a form that must be accepted; returns where the browser is sent."""
        answer = self.post(path, **fields)
        assert answer.status_code == 303, (path, answer.status_code, words(answer.text)[:600])
        return str(answer.headers["location"])

    def join(self, code: str, name: str) -> Browser:
        """Join with a code."""
        self.done("/join", code=code, name=name)
        return self


@dataclass(slots=True)
class Pages:
    """The pages of one evening, and the clock of their limits."""

    evening: Evening
    codes: dict[Role, str]
    now: list[float] = field(default_factory=lambda: [0.0])
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        """Put the server together; nothing listens anywhere."""
        desk = self.evening.desk
        self.site = Site(board=Board(desk), key=desk.secret("pages"), seconds=lambda: self.now[0])

    def browser(self, address: str = "127.0.0.1") -> Browser:
        """A new browser on some machine."""
        return Browser(TestClient(create_app(self.site), base_url=HOME, client=(address, 50_000)))

    def joined(self, role: Role, name: str) -> Browser:
        """A browser of somebody who joins now; a minute passes, so that joining is not limited."""
        self.now[0] += 61
        return self.browser().join(self.codes[role], name)

    def of(self, name: str) -> Browser:
        """A browser of somebody of the evening, who joined before."""
        browser = self.browser()
        browser.client.cookies.set(COOKIE, self.cookie(self.evening.tokens[name]), domain="127.0.0.1")
        return browser

    def cookie(self, token: str, key: str | None = None) -> str:
        """The cookie of a session, signed with the key of this desk or with another."""
        content = b64encode(json.dumps({"session": token}).encode())
        return TimestampSigner(key or self.site.key.hex()).sign(content).decode()


@contextmanager
def pages(path: Path, toml: str | None = None, db: str | None = None) -> Iterator[Pages]:
    """The pages of a new evening; its chair and clerks have joined already."""
    evening = Evening.begin(path, db=db) if toml is None else Evening.begin(path, toml, db)
    with evening.desk:
        yield Pages(evening, {role: evening.desk.make_code(role) for role in Role})


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def head(made: Pages) -> str:
    """The last line of the log: nothing was written while it is the same."""
    return made.evening.desk.state.head
