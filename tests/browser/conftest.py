"""A desk that answers on loopback, and Chromium, for the tests that see what people see."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import expect as expect_in_many
from playwright.sync_api import Browser, expect, sync_playwright

from tally.desk import access
from tally.desk.roles import Role
from tally.desk.web.app import create_app
from tally.desk.web.serve import listening, site_of
from tests.browser.people import People
from tests.tally.desk.evening import Evening

# A machine that does other things too is slow at times; how long an answer takes is not what is tested here.
for _expect in (expect, expect_in_many):
    _expect.set_options(timeout=20_000)

CHROMIUM = os.environ.get("KIEMPHIEU_CHROMIUM") or shutil.which("chromium") or "chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True, scope="session")
def quick_codes() -> Iterator[None]:
    """Codes are slow to check on purpose, and not what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(access._COST, "n", 2)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each person has a window of his own, with cookies of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def answering(evening: Evening) -> Iterator[str]:
    """Answer for a desk on a free port of this machine; the address."""
    addresses = [ip_address("127.0.0.1")]
    with listening(addresses, 0) as where:
        site = site_of(evening.desk, addresses, lang="vi", secure=False, beyond=False)
        config = uvicorn.Config(
            create_app(site), log_config=None, ws="none", lifespan="on", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": list(where.sockets)})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server ended before it began"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{where.port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def people(tmp_path: Path, chromium: Browser) -> Iterator[People]:
    """An evening whose chair and clerks have joined, and whoever else the test asks for."""
    evening = Evening.begin(tmp_path / "dai-hoi")
    with evening.desk, answering(evening) as address:
        codes = {role: evening.desk.make_code(role) for role in Role}
        made = People(evening=evening, address=address, codes=codes, browser=chromium)
        yield made
        made.close()
