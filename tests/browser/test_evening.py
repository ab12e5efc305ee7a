"""The whole evening with a chair and three clerks at their own browsers, at once, from codes to the sealed record."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tally.audit import audit
from tally.desk.deciding_ballots import pad_of
from tally.desk.desk import Desk
from tally.desk.roles import Phase, Role
from tally.record_file import record_from
from tests.browser.conftest import ARGUMENTS, CHROMIUM, answering
from tests.browser.people import LAPTOP
from tests.tally import folders
from tests.tally.desk.evening import STRIKES, Evening, folder

TOML = (folders.HEAD + '[[contest]]\nid = "bch"\noffice = "executive_committee"\nseats = 3\n') + (
    'slate = "slate-bch.csv"\nform = "strike_out"\n'
)
CLERKS = ("Cầm Thị Doan", "Đào Xuân Giáp", "Hờ A Khua")
CHAIRS = ("Lương Ngọc Bính", "Hoàng Thị Nhàn")


async def joined(context: BrowserContext, address: str, name: str, code: str) -> Page:
    """A window of somebody who joins."""
    page = await context.new_page()
    await page.goto(address)
    await page.fill("#name", name)
    await page.fill("#code", code)
    await page.keyboard.press("Enter")
    await expect(page.locator(".who")).to_contain_text(name)
    return page


async def press(page: Page, name: str) -> None:
    """Press a button, and see on the page that follows that it was done: words of the page before do not count."""
    await page.evaluate("document.body.dataset.before = ''")
    await page.get_by_role("button", name=name).click()
    await expect(page.locator("body:not([data-before]) .note").first).to_be_visible()


async def enter(page: Page, papers: dict[int, str]) -> None:
    """A clerk's work on one bundle, with real keys."""
    await page.get_by_role("button", name="Nhận tập 1").click()
    await expect(page.locator("#typed")).to_be_focused()
    await page.wait_for_load_state()
    for number, typed in papers.items():
        await expect(page.locator("#ballot")).to_have_value(f"{number:04d}")
        await expect(page.locator("#typed")).to_be_focused()
        await page.keyboard.type(typed)
        await page.keyboard.press("Enter")
    await expect(page.locator("#papers")).to_be_focused()
    await page.keyboard.type(str(len(papers)))
    await page.keyboard.press("Enter")
    await expect(page.locator(".note.good")).to_contain_text("Xong tập 1")


async def rule(page: Page, address: str, papers: dict[int, str]) -> None:
    """The chair looks at every paper that waits, one after the other."""
    await page.goto(f"{address}/desk/bch/open")
    while await page.locator("#open a.button").count():
        await page.locator("#open a.button").first.click()
        if "/difference/" in page.url:
            await page.fill("#typed", papers[int(page.url.rsplit("/", 1)[1])])
            await page.keyboard.press("Enter")
        else:
            if await page.locator("input[value=struck]").count():
                await page.locator("input[value=struck]").first.check()
            elif (
                await page.locator("input[value=valid]").count()
                and not await page.locator("input[name=whole]:checked").count()
            ):
                await page.locator("input[value=valid]").check()
            await page.fill("#reason", "cả ban xem và thống nhất")
            await page.fill("#in_favour", "5")
            await page.fill("#of", "5")
            await page.keyboard.press("Enter")
        await expect(page.locator(".note.good").first).to_be_visible()
        await page.goto(f"{address}/desk/bch/open")


async def evening(address: str, desk: Desk, codes: dict[Role, str]) -> None:
    """Everybody at once, as far as the evening lets them."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        windows = [await browser.new_context(viewport=LAPTOP) for _ in range(5)]
        chair = await joined(windows[0], address, CHAIRS[0], codes[Role.CHAIR])
        hall = await joined(windows[1], address, "Sa Thị Yên", codes[Role.OBSERVER])
        clerks = [
            await joined(window, address, name, codes[Role.CLERK])
            for window, name in zip(windows[2:], CLERKS, strict=True)
        ]
        await chair.goto(f"{address}/desk/bch")
        await chair.fill("#entries", "3")
        await press(chair, "Ghi cách nhập")
        await press(chair, "Sang «tập dượt»")
        await press(chair, "Tạo bộ phiếu tập dượt")
        there = desk.state.contests["bch"]
        pad = pad_of(there)
        deck = {
            number: pad.shortest(marks) + (f"!{list(pad.grounds).index(ground) + 1}" if ground else "")
            for number, (marks, ground) in enumerate(zip(there.deck, there.deck_grounds, strict=True), start=1)
        }
        await asyncio.gather(*(enter(clerk, deck) for clerk in clerks))
        await rule(chair, address, deck)
        await chair.goto(f"{address}/desk/bch")
        await press(chair, "Sang «biên bản số không»")
        await press(chair, "Sang «nhập phiếu»")
        for name, number in {"summoned": 11, "present": 10, "issued": 10, "returned": 10}.items():
            await chair.fill(f"#{name}", str(number))
        await press(chair, "Ghi các con số")
        await press(chair, "Chia thành tập")
        typed = [STRIKES, STRIKES | {7: "4"}, STRIKES | {8: "2-4!0"}]
        for clerk in clerks:
            await clerk.goto(f"{address}/entry")
        await asyncio.gather(*(enter(clerk, papers) for clerk, papers in zip(clerks, typed, strict=True)))
        await expect(hall.locator("progress")).to_have_attribute("value", "30")
        await expect(chair.get_by_role("link", name="lá cần kết luận")).to_be_visible()
        await rule(chair, address, STRIKES)
        await chair.goto(f"{address}/desk/bch")
        await press(chair, "Sang «đối chiếu»")
        await press(chair, "Sang «kết luận»")
        await chair.goto(f"{address}/desk/bch/result")
        await press(chair, "Tính kết quả")
        await chair.goto(f"{address}/desk/bch")
        await press(chair, "Sang «ký biên bản»")
        assert "Trúng cử" not in await hall.inner_text("main")
        await chair.goto(f"{address}/desk/bch/result")
        await press(chair, "Công bố cho hội trường")
        await expect(hall.locator("main")).to_contain_text("Trúng cử 3/3")
        await chair.fill("#count_head", desk.code())
        await press(chair, "Ghi: biên bản đã ký")
        await press(chair, "Niêm phong hồ sơ")
        await expect(chair.locator(".note").first).to_contain_text("Đã niêm phong")
        await browser.close()


def test_the_whole_evening(tmp_path: Path) -> None:
    with Desk.open(folder(tmp_path / "dai-hoi", TOML)) as desk:
        codes = {role: desk.make_code(role) for role in Role}
        with answering(Evening(desk)) as address:
            failed: list[BaseException] = []

            def run() -> None:
                try:
                    asyncio.run(evening(address, desk, codes))
                except BaseException as error:  # noqa: BLE001 - it is raised again where pytest sees it
                    failed.append(error)

            # Its own thread: the other tests' browser has an event loop in this one.
            thread = threading.Thread(target=run)
            thread.start()
            thread.join()
            if failed:
                raise failed[0]
        assert desk.state.contests["bch"].phase is Phase.SEALED
        (record,) = desk.folder.glob("record-*.zip")
    assert audit(record_from(record.read_bytes(), shown=record.name)).holds
