"""Attacks by what is typed and sent: names, paths, bodies, odd fields, headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tally.desk.roles import Role
from tally.desk.web.guard import HEADERS
from tests.tally import folders
from tests.tally.desk.evening import CHAIR, FIRST, NO_BALLOTS
from tests.tally.desk.web.asking import ENTRY, Pages, head, pages, words

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
