"""What somebody with bad intentions, or bad luck, sends to the pages: nobody gets in where he doesn't belong."""

from __future__ import annotations

import pytest

from tally.desk.roles import Role
from tally.desk.web.tokens import new_key
from tests.tally.desk.evening import CHAIR, FIRST, SECOND
from tests.tally.desk.web.asking import COOKIE, ENTRY, Pages, head, words


@pytest.mark.parametrize("token", ["", "0" * 64, "không"])
def test_a_form_without_the_sessions_token_changes_nothing(there: Pages, token: str) -> None:
    chair, before = there.of(CHAIR), head(there)
    assert chair.post("/people/code", role="clerk", token=token).status_code == 403
    assert head(there) == before


def test_the_token_of_another_session_changes_nothing(there: Pages) -> None:
    chair, clerk, before = there.of(CHAIR), there.of(FIRST), head(there)
    assert chair.post("/people/code", role="clerk", token=clerk.token).status_code == 403
    assert head(there) == before


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1", "null"])
def test_a_form_from_another_page_changes_nothing(there: Pages, origin: str) -> None:
    chair, before = there.of(CHAIR), head(there)
    assert chair.post("/people/code", {"origin": origin}, role="clerk").status_code == 403
    assert head(there) == before


def test_a_cookie_signed_by_somebody_else_is_nobodys(there: Pages) -> None:
    browser = there.browser()
    forged = there.cookie(there.evening.tokens[CHAIR], key="00" * 32)
    browser.client.cookies.set(COOKIE, forged, domain="127.0.0.1")
    assert browser.get("/desk").headers["location"] == "/join"


def test_a_token_nobody_was_given_is_nobodys(there: Pages) -> None:
    browser = there.browser()
    browser.client.cookies.set(COOKIE, there.cookie("x" * 43), domain="127.0.0.1")
    assert browser.get("/desk").headers["location"] == "/join"


def test_a_cookie_kept_from_before_leaving_opens_nothing(there: Pages) -> None:
    clerk, thief = there.of(FIRST), there.of(FIRST)
    assert thief.get("/entry").status_code == 200
    clerk.done("/leave")
    assert thief.get("/entry").headers["location"] == "/join"
    assert thief.post("/entry/take", contest="bch", pile="count", bundle="1").headers["location"] == "/join"


def test_whoever_left_may_join_again_under_his_name(there: Pages) -> None:
    there.of(FIRST).done("/leave")
    assert there.joined(Role.CLERK, FIRST).get("/entry").status_code == 200


def test_joining_gives_a_new_session(there: Pages) -> None:
    """A session planted into somebody's browser beforehand does not become his."""
    browser = there.browser()
    browser.get("/join")
    planted = browser.client.cookies[COOKIE]
    browser.join(there.codes[Role.CHAIR], "Hoàng Thị Nhàn")
    assert browser.client.cookies[COOKIE] != planted
    other = there.browser()
    other.client.cookies.set(COOKIE, planted, domain="127.0.0.1")
    assert other.get("/desk").headers["location"] == "/join"


def test_cookies_are_kept_from_scripts_and_other_sites(there: Pages) -> None:
    said = there.browser().get("/join").headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said


def test_a_form_sent_twice_is_done_once(there: Pages) -> None:
    clerk, key = there.of(FIRST), new_key()
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    for _ in range(3):
        clerk.done(ENTRY, ballot="1", typed="4", key=key)
    assert list(there.evening.desk.state.contests["bch"].real.bundles[1].entries[0].ballots) == [1]


def test_a_key_used_for_something_else_is_refused(there: Pages) -> None:
    clerk, key = there.of(FIRST), new_key()
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    clerk.done(ENTRY, ballot="1", typed="4", key=key)
    assert clerk.post(ENTRY, ballot="2", typed="4", key=key).status_code == 409


def test_codes_cannot_be_guessed(there: Pages) -> None:
    stranger = there.browser("192.168.1.77")
    tried = [stranger.post("/join", code=f"{number:012d}", name="Người Lạ").status_code for number in range(9)]
    assert tried == [409] * 8 + [429]
    assert stranger.post("/join", code=there.codes[Role.CHAIR], name="Người Lạ").status_code == 429
    there.now[0] += 61
    assert stranger.post("/join", code=there.codes[Role.CHAIR], name="Người Lạ").status_code == 303


def test_many_machines_together_guess_no_faster(there: Pages) -> None:
    tried = [
        there.browser(f"192.168.1.{number}").post("/join", code="0" * 12, name="Người Lạ").status_code
        for number in range(42)
    ]
    assert tried == [409] * 40 + [429] * 2


def test_a_revoked_code_lets_nobody_in_and_sends_those_away_who_had_it(there: Pages) -> None:
    clerk = there.of(FIRST)
    there.of(CHAIR).done("/people/revoke", role="clerk", sessions="yes")
    assert clerk.get("/entry").headers["location"] == "/join"
    assert there.browser().post("/join", code=there.codes[Role.CLERK], name="Mã Thị Ngân").status_code == 409


def test_a_code_is_shown_once_and_kept_nowhere_readable(there: Pages) -> None:
    chair = there.of(CHAIR)
    shown = chair.post("/people/code", role="observer").text
    code = words(shown).partition("chỉ hiện lần này: ")[2][:14]
    assert there.browser().post("/join", code=code, name="Sa Thị Yên").status_code == 303
    assert code not in chair.read("/people")
    assert code not in chair.read("/log")
    assert code.encode() not in there.evening.desk.log()
    for path in there.evening.desk.folder.iterdir():
        assert code.encode() not in path.read_bytes()
        assert code.replace("-", "").encode() not in path.read_bytes()


def test_a_technician_makes_no_code_of_the_chair(there: Pages) -> None:
    technician = there.joined(Role.TECHNICIAN, "Phan Văn Thể")
    assert technician.post("/people/code", role="chair").status_code == 409


def test_whoever_asks_too_fast_is_told_to_wait(there: Pages) -> None:
    clerk = there.of(FIRST)
    answers = [clerk.get("/keys").status_code for _ in range(310)]
    assert answers[:300] == [200] * 300
    assert answers[-1] == 429
    assert there.of(SECOND).get("/keys").status_code == 200, "others are not held up"
