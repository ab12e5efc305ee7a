"""Every page as people see it: no fault that axe knows of, on a laptop's screen and on a phone's, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tally.desk.requests import ReleaseVotes
from tally.desk.roles import Phase, Role
from tests.browser.people import LAPTOP, PHONE, People
from tests.tally.desk.evening import AGREED, CHAIR, FIRST, SECOND, STRIKES

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}))
    .violations.map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.html).slice(0, 3).join(" | ")}`)"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

OF_THE_CHAIR = (
    "/desk",
    "/desk/bch",
    "/desk/bch/bundle/1",
    "/desk/bch/open",
    "/desk/bch/bundle/1/difference/1",
    "/desk/bch/bundle/1/doubtful/2",
    "/desk/bi-thu",
    "/desk/bi-thu/result",
    "/desk/bi-thu/papers",
    "/people",
    "/prepare",
    "/congress",
    "/slate",
    "/stick",
    "/log",
    "/hall",
    "/keys",
)


def looked_at(page: Page, path: str) -> list[str]:
    """What is wrong with a page: what axe finds, and what makes people scroll sideways."""
    page.goto(path)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    wider = page.evaluate(WIDER)
    return found + ([f"{path} is {wider} pixels too wide"] if wider > 0 else [])


def an_evening(people: People) -> None:
    """One contest with a difference and a doubtful ballot, another counted and released."""
    evening = people.evening
    evening.open_box("bi-thu")
    for person in (FIRST, SECOND):
        evening.type_bundle("bi-thu", person, AGREED)
    evening.advance("bi-thu", Phase.DECIDE)
    evening.desk.compute("bi-thu")
    evening.advance("bi-thu", Phase.SIGN)
    evening.desk.do(ReleaseVotes(contest="bi-thu"), CHAIR)
    evening.open_box("bch")
    evening.type_bundle("bch", FIRST, STRIKES)
    evening.type_bundle("bch", SECOND, {**STRIKES, 1: "3", 2: "4!0"})


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_of_the_chair(people: People, screen: ViewportSize, lang: str) -> None:
    an_evening(people)
    page = people.of(Role.CHAIR, "Hoàng Thị Nhàn", screen=screen, bypass_csp=True, base_url=people.address)
    if lang == "en":
        page.get_by_role("button", name="English").click()
    wrong = [each for path in OF_THE_CHAIR for each in looked_at(page, path)]
    assert wrong == []


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_pages_of_clerk_hall_and_technician(people: People, screen: ViewportSize) -> None:
    an_evening(people)
    options: dict[str, Any] = {"screen": screen, "bypass_csp": True, "base_url": people.address}
    stranger = people.window(**options)
    wrong = looked_at(stranger, "/join")
    clerk = people.of(Role.CLERK, "Mã Thị Ngân", **options)
    wrong += looked_at(clerk, "/entry")
    hall = people.of(Role.OBSERVER, "Sa Thị Yên", **options)
    wrong += looked_at(hall, "/hall")
    technician = people.of(Role.TECHNICIAN, "Phan Văn Thể", **options)
    wrong += looked_at(technician, "/prepare")
    assert wrong == []


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("contest", ["bch", "bi-thu"])
def test_the_page_ballots_are_typed_on(people: People, screen: ViewportSize, contest: str) -> None:
    people.evening.open_box(contest)
    page = people.of(Role.CLERK, "Mã Thị Ngân", screen=screen, bypass_csp=True, base_url=people.address)
    page.get_by_role("button", name="Nhận tập 1").first.click()
    expect(page.locator("#typed")).to_be_focused()
    page.keyboard.type("?")
    page.keyboard.press("Enter")
    page.locator("#rows tr").wait_for()
    path = page.url.removeprefix(people.address)
    assert looked_at(page, path) == []
    page.keyboard.type("1")
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
