"""People at their laptops, for tests: each has a window with cookies of its own, and nothing may go wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tally.desk.roles import Role
from tests.tally.desk.evening import Evening

LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(slots=True)
class People:
    """Everybody of an evening, in windows of one browser; ``wrong`` is what their pages complained of."""

    evening: Evening
    address: str
    codes: dict[Role, str]
    browser: Browser
    wrong: list[str] = field(default_factory=list)
    _windows: list[BrowserContext] = field(default_factory=list)

    def window(self, *, screen: ViewportSize | None = None, scripts: bool = True, **options: Any) -> Page:  # noqa: ANN401
        """A new window; with ``scripts`` False every script fails to load, as on a bad network."""
        context = self.browser.new_context(viewport=screen or LAPTOP, **options)
        self._windows.append(context)
        if not scripts:
            context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        if scripts:
            page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.set_default_timeout(20_000)
        page.goto(f"{self.address}/join")
        return page

    def join(self, page: Page, role: Role, name: str) -> Page:
        """Type name and code, and join."""
        page.fill("#name", name)
        page.fill("#code", self.codes[role])
        page.keyboard.press("Enter")
        expect(page.locator(".who")).to_contain_text(name)
        return page

    def of(self, role: Role, name: str, **options: Any) -> Page:  # noqa: ANN401 - as for a window
        """The window of somebody who joins."""
        return self.join(self.window(**options), role, name)

    def close(self) -> None:
        """Close every window; a page that complained fails the test."""
        for context in self._windows:
            context.close()
        assert not self.wrong, self.wrong


def take_bundle(page: Page, address: str, bundle: int = 1) -> Page:
    """Take a bundle, and come to the page on which ballots are typed."""
    page.goto(f"{address}/entry")
    page.get_by_role("button", name=f"Nhận tập {bundle}").click()
    expect(page.locator("#typed")).to_be_focused()
    page.wait_for_load_state()  # a key before its script is there goes to a plain form, as without scripts
    return page


def type_ballot(page: Page, typed: str, count: int) -> None:
    """Type a ballot with real keys and save it; ``count`` are saved then."""
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text(str(count))
