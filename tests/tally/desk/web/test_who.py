"""Every page as every role and as nobody: the table of who may, written out here once more, and held to the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tally.desk.roles import Phase, Role
from tally.desk.web.routes import PAGES
from tests.tally.desk.conftest import KINDS
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, STRIKES
from tests.tally.desk.web.asking import Browser, Pages, pages

ANYBODY = frozenset({None, *Role})
JOINED = frozenset(Role)
CHAIRS = frozenset({Role.CHAIR})
ENTERS = frozenset({Role.CHAIR, Role.CLERK})
PREPARES = frozenset({Role.CHAIR, Role.TECHNICIAN})

MAY: dict[str, frozenset[Role | None] | frozenset[Role]] = {
    "GET /": ANYBODY,
    "GET /join": ANYBODY,
    "POST /join": ANYBODY,
    "POST /leave": ANYBODY,
    "POST /lang": ANYBODY,
    "GET /keys": ANYBODY,
    "GET /events": JOINED,
    "GET /hall": JOINED,
    "GET /hall/bch/slides.pdf": JOINED,
    "GET /entry": ENTERS,
    "POST /entry/take": ENTERS,
    "GET /entry/bch/count/1/1": ENTERS,
    "POST /entry/bch/count/1/1": ENTERS,
    "POST /entry/bch/count/1/1/undo": ENTERS,
    "POST /entry/bch/count/1/1/finish": ENTERS,
    "POST /entry/bch/count/1/1/release": ENTERS,
    "GET /prepare": PREPARES,
    "POST /prepare/declare": PREPARES,
    "POST /prepare/bch/plan": PREPARES,
    "GET /congress": PREPARES,
    "POST /congress": PREPARES,
    "POST /congress/contest": PREPARES,
    "GET /slate": PREPARES,
    "POST /slate": PREPARES,
    "POST /slate/freeze": PREPARES,
    "GET /slate/report/xlsx": PREPARES,
    "GET /people": PREPARES,
    "POST /people/code": PREPARES,
    "POST /people/revoke": PREPARES,
    "POST /people/remove": CHAIRS,
    "GET /desk": CHAIRS,
    "GET /desk/bch": CHAIRS,
    "POST /desk/bch/advance": CHAIRS,
    "POST /desk/bch/back": CHAIRS,
    "POST /desk/bch/plan": CHAIRS,
    "GET /desk/bch/deck": CHAIRS,
    "POST /desk/bch/deck": CHAIRS,
    "POST /desk/bch/account": CHAIRS,
    "POST /desk/bch/bundles": CHAIRS,
    "POST /desk/bch/bundle": CHAIRS,
    "GET /desk/bch/bundle/1": CHAIRS,
    "POST /desk/bch/bundle/1/void": CHAIRS,
    "POST /desk/bch/bundle/1/release": CHAIRS,
    "GET /desk/bch/open": CHAIRS,
    "GET /desk/bch/bundle/1/difference/1": CHAIRS,
    "POST /desk/bch/bundle/1/difference/1": CHAIRS,
    "GET /desk/bch/bundle/1/doubtful/1": CHAIRS,
    "POST /desk/bch/bundle/1/doubtful/1": CHAIRS,
    "POST /desk/bch/bundle/1/doubtful/1/withdraw": CHAIRS,
    "GET /desk/bch/result": CHAIRS,
    "POST /desk/bch/result/compute": CHAIRS,
    "POST /desk/bch/result/decide": CHAIRS,
    "POST /desk/bch/result/release": CHAIRS,
    "POST /desk/bch/result/sign": CHAIRS,
    "POST /desk/bch/result/next": CHAIRS,
    "POST /desk/bch/result/seal": CHAIRS,
    "GET /desk/bch/papers": CHAIRS,
    "POST /desk/bch/papers": CHAIRS,
    "GET /desk/bch/papers/minutes-bch.pdf": CHAIRS,
    "GET /desk/bch/ballots.pdf": CHAIRS,
    "GET /desk/bch/bundles.pdf": CHAIRS,
    "GET /desk/bch/keys.pdf": CHAIRS,
    "GET /desk/bch/log.pdf": CHAIRS,
    "GET /record.zip": CHAIRS,
    "GET /record.pdf": CHAIRS,
    "GET /stick": CHAIRS,
    "GET /stick/copy": CHAIRS,
    "POST /stick/merge": CHAIRS,
    "POST /stick/hand-over": CHAIRS,
    "GET /stick/bch/count/1/1": CHAIRS,
    "GET /log": CHAIRS,
}
"""Who may, by what a browser asks."""

WHO: tuple[Role | None, ...] = (None, *Role)
ENDLESS = "GET /events"
"""It never ends for those who may; the others are told at once."""


@pytest.fixture(scope="module", params=KINDS)
def there(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Pages, dict[Role | None, Browser]]]:
    """An evening in which every page of the table has something to show, and a browser of each role."""
    fresh = None if request.param == "sqlite" else request.getfixturevalue("server")
    with pages(tmp_path_factory.mktemp("desk"), db=fresh and fresh()) as made:
        evening = made.evening
        evening.open_box("bch")
        evening.type_bundle("bch", FIRST, STRIKES)
        evening.type_bundle("bch", SECOND, {**STRIKES, 1: "3", 2: "4!0"})
        evening.advance("bch", Phase.RECONCILE)
        names = {Role.TECHNICIAN: "Phan Văn Thể", Role.OBSERVER: "Sa Thị Yên", Role.CLERK: "Mã Thị Ngân"}
        browsers: dict[Role | None, Browser] = {role: made.joined(role, name) for role, name in names.items()}
        yield made, browsers | {None: made.browser(), Role.CHAIR: made.of(CHAIR)}


def shape(path: str) -> str:
    """A path of the table as the routes write it."""
    parts = path.replace("/bch", "/{contest}").replace("/count/1/1", "/{pile}/{bundle:int}/{entry:int}")
    for name in ("bundle/1", "difference/1", "doubtful/1"):
        field = name.split("/")[0] if name.startswith("bundle") else "ballot"
        parts = parts.replace(f"/{name}", f"/{name.split('/')[0]}/{{{field}:int}}")
    return (
        parts.replace("minutes-{contest}.pdf", "{name}")
        .replace("minutes-bch.pdf", "{name}")
        .replace("report/xlsx", "report/{ending}")
    )


def test_the_table_has_every_page() -> None:
    assert {f"{page.method} {page.path}" for page in PAGES} == {shape(asked) for asked in MAY}


@pytest.mark.parametrize("who", WHO, ids=str)
@pytest.mark.parametrize("asked", [asked for asked in MAY if asked.startswith("GET") and asked != ENDLESS])
def test_a_page_is_shown_to_those_who_may(
    asked: str, who: Role | None, there: tuple[Pages, dict[Role | None, Browser]]
) -> None:
    _, browsers = there
    answer = browsers[who].get(asked.removeprefix("GET "))
    if who in MAY[asked]:
        assert answer.status_code in {200, 303, 404, 409}, "asked for, not there, or refused: a server is not copied"
        assert answer.headers.get("location") != "/join" or asked == "GET /"
    elif who is None:
        assert (answer.status_code, answer.headers["location"]) == (303, "/join")
    else:
        assert answer.status_code == 403
        assert "<table" not in answer.text


@pytest.mark.parametrize("who", WHO, ids=str)
@pytest.mark.parametrize("asked", [asked for asked in MAY if asked.startswith("POST")])
def test_nobody_changes_what_is_not_his_to_change(
    asked: str, who: Role | None, there: tuple[Pages, dict[Role | None, Browser]]
) -> None:
    if who in MAY[asked]:
        return
    made, browsers = there
    before = made.evening.desk.state.head
    answer = browsers[who].post(asked.removeprefix("POST "))
    assert (answer.status_code, answer.headers.get("location")) in {(403, None), (303, "/join")}
    assert made.evening.desk.state.head == before


def test_changes_are_told_to_nobody_who_has_not_joined(there: tuple[Pages, dict[Role | None, Browser]]) -> None:
    _, browsers = there
    assert browsers[None].get("/events").headers["location"] == "/join"


@pytest.mark.parametrize("role", [Role.CLERK, Role.OBSERVER, Role.TECHNICIAN])
def test_whoever_may_not_see_votes_finds_no_link_to_them(
    role: Role, there: tuple[Pages, dict[Role | None, Browser]]
) -> None:
    _, browsers = there
    home = browsers[role].get("/").headers["location"]
    page = browsers[role].read(home)
    assert 'href="/desk' not in page
    assert 'href="/log' not in page
