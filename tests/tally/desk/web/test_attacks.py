"""What somebody with bad intentions, or bad luck, sends to the pages: nobody gets in where he doesn't belong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tally.desk.roles import Role
from tally.desk.web.guard import HEADERS
from tally.desk.web.tokens import new_key
from tests.tally import folders
from tests.tally.desk.evening import CHAIR, FIRST, NO_BALLOTS, SECOND, STRIKES, THIRD
from tests.tally.desk.web.asking import COOKIE, Pages, pages, words

ENTRY = "/entry/bch/count/1/1"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Pages]:
    """An evening with one bundle on the table."""
    with pages(tmp_path / "dai-hoi") as made:
        made.evening.open_box("bch")
        yield made


def head(made: Pages) -> str:
    """The last line of the log: nothing was written while it is the same."""
    return made.evening.desk.state.head


# tokens, cookies, sessions


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


# codes


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


# another's bundle, another's entry


def test_nobody_sees_or_touches_a_bundle_in_other_hands(there: Pages) -> None:
    there.of(FIRST).done("/entry/take", contest="bch", pile="count", bundle="1")
    second, before = there.of(SECOND), head(there)
    assert second.get(ENTRY).headers["location"] == "/entry"
    for path in ("", "/undo", "/finish", "/release"):
        assert second.post(ENTRY + path, ballot="1", typed="4", papers="10").status_code == 409
    assert head(there) == before


def test_the_second_clerk_sees_nothing_of_the_first_entry(there: Pages) -> None:
    """The pages of a second clerk are the same whatever the first one typed."""
    seen: list[str] = []
    first, second = there.of(FIRST), there.of(SECOND)
    first.done("/entry/take", contest="bch", pile="count", bundle="1")
    for number in range(1, 11):
        first.done(ENTRY, ballot=str(number), typed="12" if number % 2 else "24!0", note="nhận xét riêng")
    first.done(f"{ENTRY}/finish", papers="10")
    second.done("/entry/take", contest="bch", pile="count", bundle="1")
    seen += [second.read("/entry"), second.read("/entry/bch/count/1/2"), second.read("/hall")]
    for page in seen:
        assert "nhận xét riêng" not in page
        assert ">12<" not in page
        assert "24!0" not in page


def test_nobody_enters_a_bundle_twice(there: Pages) -> None:
    there.evening.type_bundle("bch", FIRST, STRIKES)
    first = there.of(FIRST)
    assert first.post("/entry/take", contest="bch", pile="count", bundle="1").status_code == 409
    assert "Nhận tập" not in words(first.read("/entry"))


def test_nobody_rules_on_what_he_typed(there: Pages) -> None:
    there.evening.type_bundle("bch", CHAIR, {**STRIKES, 1: "3"})
    there.evening.type_bundle("bch", SECOND, STRIKES)
    chair, before = there.of(CHAIR), head(there)
    assert "không kết luận" in words(chair.read("/desk/bch/bundle/1/difference/1"))
    assert chair.post("/desk/bch/bundle/1/difference/1", typed="3").status_code == 409
    assert head(there) == before


def test_entries_are_not_compared_before_all_are_finished(there: Pages) -> None:
    there.evening.type_bundle("bch", FIRST, STRIKES)
    there.evening.type_bundle("bch", SECOND, {1: "3"}, finish=False)
    chair = there.of(CHAIR)
    assert chair.get("/desk/bch/bundle/1/difference/1").status_code == 404
    assert chair.get("/desk/bch/bundle/1/doubtful/1").status_code == 404
    assert "Xem lá" not in words(chair.read("/desk/bch/open"))


def test_the_hall_sees_the_same_whatever_the_votes_are(tmp_path: Path) -> None:
    """Until the committee releases them, nothing of the votes reaches a page of the hall, a clerk or a technician."""
    seen = []
    for name, marks in (("một", "4"), ("hai", "1")):
        with pages(tmp_path / name) as made:
            made.evening.open_box("bch")
            papers = dict.fromkeys(range(1, 11), marks)
            made.evening.type_bundle("bch", FIRST, papers)
            made.evening.type_bundle("bch", SECOND, papers)
            hall = made.joined(Role.OBSERVER, "Sa Thị Yên")
            clerk = made.of(THIRD)
            technician = made.joined(Role.TECHNICIAN, "Phan Văn Thể")
            shown = (hall.read("/hall"), clerk.read("/hall"), clerk.read("/entry"), technician.read("/prepare"))
            seen.append([words(page) for page in shown])
    assert seen[0] == seen[1]


def test_two_people_do_not_overwrite_each_other(there: Pages) -> None:
    """The same person in two windows: the second edit was made on what is no longer there, and is shown what is."""
    clerk = there.of(FIRST)
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    clerk.done(ENTRY, ballot="1", typed="4")
    read = there.evening.desk.state.contests["bch"].real.bundles[1].entries[0].ballots[1].digest
    clerk.done(ENTRY, ballot="1", typed="3", before=read)
    late = clerk.post(ENTRY, ballot="1", typed="2", before=read)
    assert late.status_code == 409
    assert "«3»" in words(late.text)


# what is sent

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE lines; --",
    "{{ 7 * 7 }}{% raw %}",
    '=HYPERLINK("http://evil")',
    "&lt;b&gt;",
)


@pytest.mark.parametrize("text", NASTY)
def test_what_people_type_is_text_and_nothing_else(there: Pages, text: str) -> None:
    clerk = there.joined(Role.CLERK, text)
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    clerk.done(ENTRY, ballot="1", typed="4!0", note=text)
    chair = there.of(CHAIR)
    shown = [clerk.read(ENTRY), chair.read("/desk/bch"), chair.read("/people"), chair.read("/log")]
    for page in shown:
        assert text not in page or not set(text) & set("<>\"'&")
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page
        assert "49" not in page.partition("7 * 7")[0][-5:]


@pytest.mark.parametrize("name", ["\u202egnud", "a\x00b", "\u2066", "   ", "", "x" * 61])
def test_names_that_hide_something_are_refused(there: Pages, name: str) -> None:
    assert there.browser().post("/join", code=there.codes[Role.CLERK], name=name).status_code == 409


def test_names_of_the_slate_cannot_break_a_page(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> 'An\" &"
    slate = folders.SLATE.splitlines()
    cells = slate[1].split(",")
    cells[1] = '"' + bad.replace('"', '""') + '"'
    slate[1] = ",".join(cells)
    with pages(tmp_path / "dai-hoi") as made:
        (made.evening.desk.folder / "slate-bch.csv").write_text("\n".join(slate) + "\n", encoding="utf-8")
        made.evening.desk.declare(CHAIR)
        made.evening.open_box("bch")
        clerk = made.of(FIRST)
        clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
        page = clerk.read(ENTRY)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert r"\u003cscript\u003e" not in page, "names are read from the list, not from the script's values"
        assert page.count("<bdi>") == page.count("</bdi>")


def test_a_name_that_turns_the_direction_of_writing_is_refused_with_its_file(there: Pages) -> None:
    folder = there.evening.desk.folder
    slate = (folder / "slate-bi-thu.csv").read_text(encoding="utf-8")
    (folder / "slate-bi-thu.csv").write_text(slate.replace("1,", "1,\u202e", 1), encoding="utf-8")
    answer = there.of(CHAIR).post("/prepare/declare")
    assert answer.status_code == 409
    assert "U+202E" in words(answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../congress.toml",
        "/static/..%2f..%2f..%2fserve.py",
        "/static/%2e%2e/serve.py",
        "/static//etc/passwd",
        "/desk/bch/papers/..%2f..%2fcongress.toml",
        "/desk/bch/papers/congress.toml",
        "/desk/bch/papers/%2e%2e",
        "/desk/..%2fbch/result",
        "/desk/khong-co",
        "/entry/bch/count/1/99",
        "/entry/bch/khac/1/1",
        "/slate/report/toml",
        "/slate/report/..%2fcongress.toml",
        "/desk/bch/bundle/99999999999999999999",
    ],
)
def test_no_path_leads_out(there: Pages, path: str) -> None:
    answer = there.of(CHAIR).get(path)
    assert answer.status_code in {303, 404}
    assert "kiemphieu-congress/1" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_form_sends_people_elsewhere(there: Pages, back: str) -> None:
    assert there.browser().done("/lang", lang="en", back=back) == "/"


def test_bodies_have_a_size(there: Pages) -> None:
    chair, before = there.of(CHAIR), head(there)
    token = chair.token
    big = chair.client.post("/people/code", data={"token": token, "role": "x" * 70_000}, follow_redirects=False)
    assert big.status_code == 413
    many = chair.client.post(
        "/people/code", data={"token": token} | {f"f{number}": "1" for number in range(300)}, follow_redirects=False
    )
    assert many.status_code == 400
    endless = chair.client.post(
        "/people/code",
        content=(b"x" * 10_000 for _ in range(20)),
        headers={"content-type": "application/x-www-form-urlencoded"},
        follow_redirects=False,
    )
    assert endless.status_code == 413
    upload = chair.client.post(
        "/slate",
        data={"token": token, "contest": "bch", "do": "check"},
        files={"list": ("a.xlsx", b"\x00" * (9 * 1024 * 1024))},
        follow_redirects=False,
    )
    assert upload.status_code == 413
    assert head(there) == before


@pytest.mark.parametrize("name", ["../../../tmp/x.csv", "a.exe", "x.csv\x00.exe", ".csv", "con.xlsx"])
def test_the_name_of_a_dropped_file_means_nothing(there: Pages, name: str) -> None:
    chair, folder = there.of(CHAIR), there.evening.desk.folder
    before = sorted(path.name for path in folder.parent.rglob("*") if not path.name.startswith("desk.sqlite"))
    chair.client.post(
        "/slate",
        data={"token": chair.token, "contest": "bi-thu", "do": "check"},
        files={"list": (name, b"\xff\xfe not a list")},
        follow_redirects=False,
    )
    after = sorted(path.name for path in folder.parent.rglob("*") if not path.name.startswith("desk.sqlite"))
    assert before == after


def test_a_dropped_list_is_checked_and_taken_without_writing_over_the_old_one(there: Pages) -> None:
    chair, folder = there.of(CHAIR), there.evening.desk.folder
    old = (folder / "slate-bi-thu.csv").read_bytes()
    fields = {"token": chair.token, "contest": "bi-thu"}
    upload = {"list": ("danh sách.csv", folders.ONE_NAME.replace("1970", "1971").encode())}
    tried = chair.client.post("/slate", data={**fields, "do": "check"}, files=upload, follow_redirects=False)
    assert tried.status_code == 200
    assert "chưa thay danh sách nào" in words(tried.text)
    assert sorted(path.name for path in folder.glob("slate-bi-thu*")) == ["slate-bi-thu.csv"]
    taken = chair.client.post("/slate", data={**fields, "do": "take"}, files=upload, follow_redirects=False)
    assert taken.status_code == 303, words(taken.text)
    assert (folder / "slate-bi-thu.csv").read_bytes() == old
    assert len(list(folder.glob("slate-bi-thu-*.csv"))) == 1
    assert "# Sau đó bầu bí thư." in (folder / "congress.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "value"),
    [("ballot", "một"), ("ballot", "-1"), ("ballot", "٣"), ("ballot", "9" * 40), ("typed", ""), ("typed", "x" * 5000)],
)
def test_odd_fields_are_refused_in_words(there: Pages, field: str, value: str) -> None:
    clerk = there.of(FIRST)
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    answer = clerk.post(ENTRY, **({"ballot": "1", "typed": "4"} | {field: value}))
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a_script_is_answered_in_values(there: Pages) -> None:
    clerk = there.of(FIRST)
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    asks = {"accept": "application/json"}
    saved = clerk.post(ENTRY, asks, ballot="1", typed="24").json()
    assert (saved["refused"], saved["ballot"], saved["next"], saved["against"]) == ([], 1, 2, 2)
    refused = clerk.post(ENTRY, asks, ballot="2", typed="99")
    assert refused.status_code == 409
    assert refused.json()["refused"][0]["message"]
    assert there.browser().post(ENTRY, asks, ballot="2", typed="4").status_code == 401


# who is answered at all


@pytest.mark.parametrize("path", ["/join", "/static/desk.css", "/khong-co", "/desk"])
def test_every_answer_carries_the_headers(there: Pages, path: str) -> None:
    answer = there.of(CHAIR).get(path)
    for name, value in HEADERS:
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_no_page_holds_a_script_or_a_style_of_its_own(there: Pages) -> None:
    chair = there.of(CHAIR)
    for path in ("/desk", "/desk/bch", "/people", "/log", "/slate", "/prepare", "/hall", "/keys", "/desk/bch/papers"):
        page = chair.read(path)
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script src="/static/')
        assert "http://" not in page.replace("http://www.w3.org/", "")
        assert "https://" not in page


@pytest.mark.parametrize("address", ["8.8.8.8", "100.64.0.1", "192.0.2.7", "2001:db8::1"])
def test_nobody_outside_the_local_network_is_answered(there: Pages, address: str) -> None:
    answer = there.browser(address).get("/join")
    assert answer.status_code == 403
    assert "<form" not in answer.text


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "172.20.0.5", "192.168.1.9", "169.254.7.7", "::1"])
def test_the_local_network_is_answered(there: Pages, address: str) -> None:
    assert there.browser(address).get("/join").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "10.0.0.1"])
def test_a_name_that_is_not_ours_is_not_answered(there: Pages, host: str) -> None:
    """A page elsewhere whose name is made to lead here (DNS rebinding) reads nothing."""
    assert there.of(CHAIR).get("/desk", host=host).status_code == 400


def test_the_congresss_name_is_text_too(tmp_path: Path) -> None:
    toml = (folders.HEAD + NO_BALLOTS).replace('name = "', 'name = "<b>x</b> ')
    with pages(tmp_path / "dai-hoi", toml) as made:
        page = made.browser().read("/join")
        assert "<b>x</b>" not in page
        assert "&lt;b&gt;x&lt;/b&gt;" in page
