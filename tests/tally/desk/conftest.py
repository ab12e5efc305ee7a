"""What tests of the desk share: cheap join codes, and a store of each kind that there is here."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import pytest

from tally.desk import access
from tally.desk.desk import Desk
from tally.desk.writer import Clock
from tests.tally.desk import postgres

KINDS = ("sqlite", "postgresql") if postgres.binaries() else ("sqlite",)
"""PostgreSQL too where its programs are installed: the tests start a server of their own."""

_NAMES = count(1)


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """How slow guessing codes is made is no matter of these tests."""
    monkeypatch.setitem(access._COST, "n", 2)


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server, started when the first test asks; each call gives the address of a new database."""
    ending = ExitStack()
    addresses: list[str] = []
    folder = Path(tempfile.mkdtemp())

    def fresh() -> str:
        import psycopg
        from psycopg.sql import SQL, Identifier

        if not addresses:
            addresses.append(ending.enter_context(postgres.server(folder)))
        name = f"desk_{next(_NAMES)}"
        plain = addresses[0].replace("postgresql+psycopg", "postgresql")
        with closing(psycopg.connect(f"{plain}postgres", autocommit=True)) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return addresses[0] + name

    with ending:
        yield fresh
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _all_on_postgresql(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With KIEMPHIEU_DESK_DB=postgresql every desk of a test that names no store of its own has a new database."""
    if os.environ.get("KIEMPHIEU_DESK_DB") != "postgresql":
        return
    fresh: Callable[[], str] = request.getfixturevalue("server")
    opened = Desk.open
    places: dict[Path, str] = {}

    def open_there(
        folder: Path,
        *,
        db: str | None = None,
        clock: Clock | None = None,
        machine: str | None = None,
        take_over: str | None = None,
    ) -> Desk:
        if db is None:
            db = places[folder] = places.get(folder) or fresh()  # opened again it is the same one
        return opened(folder, db=db, clock=clock, machine=machine, take_over=take_over)

    monkeypatch.setattr(Desk, "open", open_there)


@pytest.fixture(params=KINDS)
def db(request: pytest.FixtureRequest) -> str | None:
    """Where the store is: None for a file in the folder, or the address of a new database."""
    if request.param == "sqlite":
        return None
    fresh: Callable[[], str] = request.getfixturevalue("server")
    return fresh()
