"""Typing ballots in a browser: what is shown live, keys alone, lost networks, failing scripts, Vietnamese keyboards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tally.desk.roles import Role
from tests.browser.people import People, take_bundle, type_ballot
from tests.tally.desk.evening import STRIKES


def ballots(people: People, entry: int = 1) -> dict[int, str]:
    """What is saved of an entry of the first bundle, by number."""
    bundle = people.evening.desk.state.contests["bch"].real.bundles[1]
    return {number: paper.typed for number, paper in bundle.entries[entry - 1].ballots.items()}


@pytest.fixture
def clerk(people: People) -> Page:
    """A clerk before his first ballot."""
    people.evening.open_box("bch")
    return take_bundle(people.of(Role.CLERK, "Mã Thị Ngân"), people.address)


def test_the_list_follows_every_key(people: People, clerk: Page) -> None:
    clerk.keyboard.type("2-")
    expect(clerk.locator("#verdict")).to_contain_text("đang gõ mã")
    clerk.keyboard.type("3")
    expect(clerk.locator("#against")).to_have_text("2")
    expect(clerk.locator("#favour")).to_have_text("2")
    expect(clerk.locator("#verdict")).to_have_text("HỢP LỆ")
    expect(clerk.locator("#names li.against")).to_have_count(2)
    expect(clerk.locator("#echo")).to_contain_text("3 Lê Hữu Cường")
    clerk.keyboard.press("Backspace")
    clerk.keyboard.press("Backspace")
    clerk.keyboard.press("Backspace")
    expect(clerk.locator("#names li.against")).to_have_count(0)
    for typed, verdict in (
        ("-", "để lại quá số lượng"),
        ("*", "không bầu cho ai"),
        ("4!0", "NGHI VẤN"),
        ("9", "không có số 9"),
    ):
        clerk.fill("#typed", typed)
        expect(clerk.locator("#verdict")).to_contain_text(verdict)
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#trouble")).to_be_visible()
    assert ballots(people) == {}, "what means nothing is not sent"


def test_a_bundle_by_keys_alone(people: People) -> None:
    """From the join page to a finished bundle without a mouse."""
    people.evening.open_box("bch")
    page = people.window()
    expect(page.locator("#name")).to_be_focused()  # keys before the page has its focus go nowhere
    page.keyboard.type("Mã Thị Ngân")
    page.keyboard.press("Tab")
    page.keyboard.type(people.codes[Role.CLERK])
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text("Mã Thị Ngân")
    button = page.get_by_role("button", name="Nhận tập 1")
    expect(button).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#typed")).to_be_focused()
    page.wait_for_load_state()
    for number, typed in list(STRIKES.items())[:9]:
        type_ballot(page, typed, number)
    page.keyboard.press("F2")
    expect(page.locator("#ballot")).to_have_value("0009")
    expect(page.locator("#typed")).to_have_value("-")
    expect(page.locator("#typed")).to_be_focused()
    page.wait_for_load_state()
    page.keyboard.press("Control+A")
    page.keyboard.type("34")
    page.keyboard.press("Enter")
    expect(page.locator("#ballot")).to_have_value("0010")
    expect(page.locator("#typed")).to_be_focused()
    page.keyboard.type("=")
    page.keyboard.press("Enter")
    expect(page.locator("#papers")).to_be_focused()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.locator(".note.good")).to_contain_text("Xong tập 1")
    assert ballots(people) == {**STRIKES, 9: "34", 10: "="}


def test_without_scripts_the_same_forms_work(people: People) -> None:
    people.evening.open_box("bch")
    page = people.of(Role.CLERK, "Mã Thị Ngân", scripts=False)
    page.get_by_role("button", name="Nhận tập 1").click()
    page.fill("#typed", "24")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("#names li.against")).to_have_count(2)
    assert ballots(people) == {}
    page.locator("#typed").press("Enter")
    expect(page.locator(".note.good")).to_contain_text("2 Trần Thị Bình, 4 Phạm Thị Dung")
    page.fill("#typed", "99")
    page.locator("#typed").press("Enter")
    expect(page.locator("#refused")).to_contain_text("không có trong danh sách")
    expect(page.locator("#typed")).to_have_value("99")
    page.fill("#typed", "4")
    page.locator("#typed").press("Enter")
    expect(page.locator("#count")).to_have_text("2")
    page.get_by_role("button", name="Bỏ 0002").click()
    expect(page.locator("#count")).to_have_text("1")
    assert ballots(people) == {1: "24"}


def test_a_lost_network_loses_nothing_that_was_typed(people: People, clerk: Page) -> None:
    type_ballot(clerk, "4", 1)
    clerk.context.set_offline(True)
    clerk.keyboard.type("34")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#trouble")).to_contain_text("CHƯA lưu")
    assert ballots(people) == {1: "4"}
    expect(clerk.locator("#typed")).to_have_value("34")
    clerk.context.set_offline(False)
    expect(clerk.locator("#count")).to_have_text("2")
    assert ballots(people) == {1: "4", 2: "34"}
    type_ballot(clerk, "4", 3)
    people.wrong.clear()  # the browser notes that it could not reach the desk


def test_an_answer_that_is_lost_saves_the_ballot_once(people: People, clerk: Page) -> None:
    """The desk saved the ballot, and its answer never came: the same key again is answered, and nothing is doubled."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    clerk.route("**/entry/**", lose)
    clerk.keyboard.type("34")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#count")).to_have_text("1")
    assert lost
    assert ballots(people) == {1: "34"}
    expect(clerk.locator("#ballot")).to_have_value("0002")
    people.wrong.clear()


def test_keys_typed_while_a_ballot_is_saved_are_those_of_the_next(people: People, clerk: Page) -> None:
    """The desk takes its time, the typist does not: no key is lost, and none comes into the ballot before."""
    held: list[Route] = []
    clerk.route(
        "**/entry/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    clerk.keyboard.type("4")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#trouble")).to_contain_text("Đang lưu")
    while not held:
        clerk.wait_for_timeout(10)
    clerk.keyboard.type("39")
    clerk.keyboard.press("Backspace")
    clerk.keyboard.type("4")
    expect(clerk.locator("#typed")).to_have_value("4")
    held.pop().continue_()
    expect(clerk.locator("#count")).to_have_text("1")
    expect(clerk.locator("#typed")).to_have_value("34")
    expect(clerk.locator("#against")).to_have_text("2")
    clerk.unroute("**/entry/**")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#count")).to_have_text("2")
    assert ballots(people) == {1: "4", 2: "34"}


def test_a_key_that_meets_no_field_goes_into_the_one_for_it(people: People, clerk: Page) -> None:
    clerk.evaluate("document.activeElement.blur()")
    clerk.keyboard.type("34")
    expect(clerk.locator("#typed")).to_have_value("34")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#echo")).to_contain_text("3 Lê Hữu Cường")
    assert ballots(people) == {1: "34"}


def test_a_window_closed_in_the_middle_of_a_ballot_goes_on_there(people: People, clerk: Page) -> None:
    type_ballot(clerk, "4", 1)
    clerk.keyboard.type("3")
    where = clerk.url
    again = clerk.context.new_page()
    again.goto(f"{people.address}/keys")
    # The draft is on its way from one process of the browser to another; a person's hand is slower than that.
    again.wait_for_function("""() => Object.values(localStorage).some((kept) => kept.includes('"3"'))""")
    clerk.close()
    again.goto(where)
    expect(again.locator("#typed")).to_have_value("3")
    expect(again.locator("#trouble")).to_contain_text("gõ dở")
    again.keyboard.press("Enter")
    expect(again.locator("#count")).to_have_text("2")
    assert ballots(people) == {1: "4", 2: "3"}


def test_somebody_sent_away_is_told_and_keeps_what_he_typed(people: People, clerk: Page) -> None:
    from tally.desk.requests import RemovePerson
    from tests.tally.desk.evening import CHAIR

    clerk.keyboard.type("34")
    people.evening.desk.do(RemovePerson(person="Mã Thị Ngân", reason="đổi máy"), CHAIR)
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#trouble")).to_contain_text("tham gia lại")
    expect(clerk.get_by_role("link", name="Tham gia lại")).to_be_visible()
    expect(clerk.locator("#typed")).to_have_value("34")
    people.wrong.clear()  # the browser notes the answer 401


def test_a_vietnamese_keyboard_types_names_and_codes(people: People) -> None:
    """Letters as Telex makes them, composed from key to key; digits and signs go through it untouched."""
    people.evening.open_box("bch")
    page = people.window()
    session = page.context.new_cdp_session(page)

    def compose(*steps: str) -> None:
        for text in steps:
            session.send(
                "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
            )
        session.send("Input.insertText", {"text": steps[-1]})

    page.focus("#name")
    compose("N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn")
    page.keyboard.press("Space")
    compose("A", "An", "Ánh"[:1], "Ánh")
    page.focus("#code")
    for digits in people.codes[Role.CLERK].split("-"):
        compose(*(digits[: at + 1] for at in range(len(digits))))
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text("Nguyễn Ánh")
    assert "Nguyễn Ánh" in people.evening.desk.state.people
    take_bundle(page, people.address)
    for key in ("2", "-", "3"):
        compose(key)
    expect(page.locator("#against")).to_have_text("2")
    page.locator("summary", has_text="Ghi chú").click()
    page.focus("#note")
    compose("D", "Đ", "Đâ", "Đấ", "Đấu", "Dấu")
    page.keyboard.type(" mo\u031b\u0300")  # the same letters in pieces, as some keyboards send them
    page.focus("#typed")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("1")
    paper = people.evening.desk.state.contests["bch"].real.bundles[1].entries[0].ballots[1]
    assert (paper.marks, paper.note) == ("kssk", "Dấu mờ")
