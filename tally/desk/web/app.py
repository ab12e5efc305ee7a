"""The application (ứng dụng): every page behind the guard, each request checked the same way before a page sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.datastructures import FormData, Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from rules.ending import own_fault
from rules.language import LANGUAGES
from rules.phrase import phrase
from tally.desk.web.board import NotDoneError
from tally.desk.web.guard import Guard
from tally.desk.web.notes import Refusal
from tally.desk.web.routes import PAGES, Page, links_for
from tally.desk.web.site import Site
from tally.desk.web.tokens import new_session, same
from tally.desk.web.visit import Visit

STATIC: Final = Path(__file__).parent / "static"
LASTS: Final = 60 * 60 * 36
"""Seconds a browser keeps its session: a congress of a day and what comes after midnight."""

LARGEST_BODY: Final = 64 * 1024
"""Bytes of a form unless its page says otherwise; the largest form is one ballot with a note."""

CHANGING: Final = "POST"


def create_app(site: Site) -> Starlette:
    """Put the pages together; the application tells its pages of every change while it runs."""

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        site.changes.start()
        stop = site.board.desk.listen(lambda state: site.changes.tell(state.sequence))
        try:
            yield
        finally:
            stop()

    routes = [
        Route(page.path, _endpoint(site, page), methods=[page.method], max_body_size=page.largest or LARGEST_BODY)
        for page in PAGES
    ]
    return Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[
            Middleware(Guard, beyond=site.beyond),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False),
            Middleware(
                SessionMiddleware,
                secret_key=site.key.hex(),
                session_cookie="kiemphieu",
                max_age=LASTS,
                same_site="strict",
                https_only=site.secure,
            ),
        ],
        max_body_size=LARGEST_BODY,
        lifespan=running,
        exception_handlers={HTTPException: _not_there(site)},
    )


def _endpoint(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visit = _visit(site, request)
        visit.links = links_for(visit.guest.role if visit.guest else None, request.url.path)
        try:
            return await _answer(site, page, visit)
        except (HTTPException, ClientDisconnect):
            raise
        except NotDoneError as error:
            return visit.refused_page(*error.told, status=503)
        except Exception as error:  # noqa: BLE001 - the one place where every fault of a page ends
            words = await run_sync(own_fault, error, f"kiemphieu desk: {page.method} {page.path}")
            return visit.refused_page(Refusal(message=words, remedy=_KEPT), status=500)

    return answer


async def _answer(site: Site, page: Page, visit: Visit) -> Response:
    """Check who asks and what he sent, then let the page answer."""
    if not _within_rate(site, visit):
        refused = Refusal(message=phrase("máy này hỏi quá nhanh"), remedy=phrase("chờ vài giây rồi thử lại"))
        return visit.refused_page(refused, status=429)
    if page.roles is not None:
        if visit.guest is None:
            return visit.values({"go": "/join"}, status=401) if visit.by_script else visit.go("/join")
        if visit.guest.role not in page.roles:
            return visit.refused_page(_not_yours(), status=403)
    if page.method != CHANGING:
        return await page.show(visit)
    largest = page.largest or LARGEST_BODY
    visit.form = await visit.request.form(max_files=1, max_fields=200, max_part_size=largest)
    try:
        if not _meant(site, visit):
            visit.form = FormData()
            return visit.refused_page(_not_meant(), status=403)
        return await page.show(visit)
    finally:
        await visit.form.close()


def _visit(site: Site, request: Request) -> Visit:
    """Who asks: the signed cookie names the session, the door knows whose it is."""
    session = request.session.get("session")
    if not isinstance(session, str):
        session = new_session()
        request.session["session"] = session
    lang = request.session.get("lang")
    return Visit(
        request=request,
        site=site,
        guest=site.board.desk.person_of(session),
        session=session,
        lang=lang if lang in LANGUAGES else site.lang,
    )


def _within_rate(site: Site, visit: Visit) -> bool:
    if visit.guest is not None:
        return site.limits.asking.allows(visit.session, site.seconds())
    return site.limits.asking_unknown.allows(visit.address, site.seconds())


def _meant(site: Site, visit: Visit) -> bool:
    """Whether a form was sent from a page of ours that this session was given, and not by somebody else's page."""
    headers = Headers(scope=visit.request.scope)
    origin = headers.get("origin")
    if origin is not None and origin != f"{visit.request.url.scheme}://{headers.get('host', '')}":
        return False
    return same(visit.typed("token"), site.form_token(visit.session))


_KEPT: Final = phrase("điều đã báo lưu vẫn còn; về trang đầu rồi làm tiếp, nếu gặp lại thì báo kỹ thuật")


def _not_yours() -> Refusal:
    return Refusal(
        message=phrase("trang này không thuộc vai trò của đồng chí"),
        remedy=phrase("chọn một trang ở phía trên, hoặc hỏi trưởng ban"),
    )


def _not_meant() -> Refusal:
    return Refusal(
        message=phrase("biểu mẫu này không phải của phiên đang mở, nên không có gì được ghi"),
        remedy=phrase("mở lại trang rồi gõ lại; nếu vừa tham gia lại thì đó là trang cũ"),
    )


def _not_there(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if "session" not in request.scope:
            raise error
        visit = _visit(site, request)
        visit.links = links_for(visit.guest.role if visit.guest else None, request.url.path)
        return visit.refused_page(_words_of(status), status=status)

    return answer


def _words_of(status: int) -> Refusal:
    match status:
        case 413:
            return Refusal(
                message=phrase("gửi lên quá nhiều dữ liệu"), remedy=phrase("kiểm tra lại tệp hoặc nội dung đã gõ")
            )
        case 404:
            return Refusal(message=phrase("không có trang này"), remedy=phrase("chọn một trang ở phía trên"))
        case _:
            return Refusal(message=phrase("không làm được việc này ở đây"), remedy=phrase("mở lại trang rồi thử lại"))
