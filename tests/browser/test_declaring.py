"""From ``kiemphieu new`` to a frozen list in a browser: the congress declared, its workbook dropped, findings read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tally.desk.desk import Desk
from tally.desk.roles import Role
from tally.new_folder import Known, make_folder
from tally.samples import samples_folder
from tests.browser.conftest import answering
from tests.browser.people import People
from tests.browser.test_pages import looked_at
from tests.tally.desk.evening import Evening

WORKBOOK = samples_folder() / "so-lieu-excel" / "slate-bch.xlsx"


def press(page: Page, name: str) -> None:
    """Press a button, and see on the page that follows that it was done."""
    page.evaluate("document.body.dataset.before = ''")
    page.get_by_role("button", name=name).first.click()
    expect(page.locator("body:not([data-before]) .note").first).to_be_visible()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.TECHNICIAN])
def test_a_new_folder_is_declared_and_its_list_frozen(role: Role, tmp_path: Path, chromium: Browser) -> None:
    make_folder(tmp_path / "dai-hoi", Known(), "vi")
    evening = Evening(Desk.open(tmp_path / "dai-hoi"))
    with evening.desk as desk, answering(evening) as address:
        people = People(evening=evening, address=address, codes={role: desk.make_code(role)}, browser=chromium)
        page = people.of(role, "Phan Văn Thể", bypass_csp=True, base_url=address)
        page.get_by_role("link", name="Khai báo đại hội").click()
        assert looked_at(page, "/congress") == []
        page.fill("#name", "Đại hội Đảng bộ xã Ea Mlang")
        page.fill("#body", "Đảng bộ xã Ea Mlang")
        page.select_option("#level", "district")
        page.select_option("#kind", "delegates")
        page.fill("#opens", "2020-05-22")
        press(page, "Ghi khai báo")
        page.fill("#seats-1", "15")
        press(page, "Ghi nội dung bầu")
        page.get_by_role("link", name="Danh sách", exact=True).click()
        page.set_input_files("#list", WORKBOOK)
        press(page, "Kiểm tra thử")
        expect(page.locator("#tried-title")).to_be_visible()
        assert desk.state.contests == {}
        page.set_input_files("#list", WORKBOOK)
        press(page, "Dùng làm danh sách")
        assert looked_at(page, "/slate") == []
        press(page, "Chốt danh sách")
        expect(page.locator(".note.good")).to_contain_text("Đã chốt danh sách: bch (1)")
        page.goto("/congress")
        expect(page.locator("main")).to_contain_text("Khai báo đủ")
        people.close()
    assert desk.state.contests["bch"].names > 15
