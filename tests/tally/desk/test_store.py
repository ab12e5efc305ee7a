"""The store when things go wrong with disk, file or clock: nothing lost, nothing doubled, each told in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select

from rules.messages import Translator
from tally.desk import migrations
from tally.desk.desk import Desk
from tally.desk.migrations import LINES, STEPS_DONE, Step, migrate
from tally.desk.requests import EnterBallot, Join, TakeBundle
from tally.desk.store import Store
from tally.desk.store_error import StoreError
from tests.tally.desk.evening import FIRST, Evening, folder

TAKE = TakeBundle(contest="bch", rehearsal=False, bundle=1)


def typing(ballot: int, typed: str = "4") -> EnterBallot:
    return EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=ballot, typed=typed)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """A desk at the count, a clerk with a bundle of ten papers in his hands, two of them typed."""
    begun = Evening.begin(tmp_path / "desk")
    begun.open_box("bch")
    begun.desk.do(TAKE, FIRST)
    for ballot in (1, 2):
        begun.desk.do(typing(ballot), FIRST, f"key-{ballot}")
    yield begun
    begun.desk.close()


def entered(desk: Desk) -> list[int]:
    return sorted(desk.state.contests["bch"].real.bundles[1].entries[0].ballots)


def fails(desk: Desk, ballot: int, name: str) -> None:
    """It is told in words of both languages, the state is what it was, and nobody thinks it is saved."""
    before = desk.state
    with pytest.raises(StoreError) as failed:
        desk.do(typing(ballot), FIRST, f"key-{ballot}")
    assert failed.value.name == name
    assert all(Translator(lang).text(failed.value.remedy) for lang in ("vi", "en"))
    assert desk.state == before


def raw(desk: Desk) -> sqlite3.Connection:
    """The desk's own connection, for setting limits on it."""
    connection = desk._store._now().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def test_what_is_written_is_flushed_by_the_database_at_each_commit(evening: Evening) -> None:
    connection = raw(evening.desk)
    evening.desk.log()  # nothing is under way in the writer's thread after it
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert found == {"journal_mode": "wal", "synchronous": 2}


def test_a_full_disk_loses_nothing_and_the_same_sending_succeeds_later(evening: Evening) -> None:
    connection = raw(evening.desk)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")

    def long(ballot: int) -> EnterBallot:
        return replace(typing(ballot), note="x" * 500)

    def enter_all() -> None:
        for ballot in range(3, 11):
            evening.desk.do(long(ballot), FIRST, f"key-{ballot}")

    with pytest.raises(StoreError) as failed:
        enter_all()
    saved = len(entered(evening.desk))
    assert failed.value.name == "store.disk_full"
    assert entered(evening.desk) == list(range(1, saved + 1))
    # The store opened itself anew, without the limit: what was not saved is sent once more.
    assert not evening.desk.do(long(saved + 1), FIRST, f"key-{saved + 1}").again
    assert entered(evening.desk) == list(range(1, saved + 2))


def test_a_database_that_another_program_holds_is_told(evening: Evening) -> None:
    evening.desk.log()
    raw(evening.desk).execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(evening.desk.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        fails(evening.desk, 3, "store.locked")
        other.execute("ROLLBACK")
    evening.desk.do(typing(3), FIRST, "key-3")
    assert entered(evening.desk) == [1, 2, 3]


def test_a_file_replaced_by_another_is_never_written_to(evening: Evening) -> None:
    path = evening.desk.folder / "desk.sqlite"
    kept = path.with_name("old")
    path.rename(kept)
    shutil.copy(kept, path)
    before = path.read_bytes()
    fails(evening.desk, 3, "store.replaced")
    fails(evening.desk, 4, "store.replaced")
    assert path.read_bytes() == before
    kept.replace(path)
    evening.desk.do(typing(3), FIRST, "key-3")
    assert entered(evening.desk) == [1, 2, 3]


def test_a_file_that_is_gone_is_told_and_not_made_anew(evening: Evening) -> None:
    path = evening.desk.folder / "desk.sqlite"
    path.rename(path.with_name("old"))
    fails(evening.desk, 3, "store.replaced")
    assert not path.exists()
    path.with_name("old").replace(path)


def test_a_file_cut_short_while_open_is_told(tmp_path: Path) -> None:
    evening = Evening.begin(tmp_path / "desk")
    evening.desk.close()
    evening.desk = Desk.open(tmp_path / "desk", machine="máy 1")  # closing wrote everything into the file itself
    os.truncate(tmp_path / "desk" / "desk.sqlite", 4096)
    with pytest.raises(StoreError) as failed:
        evening.desk.do(Join(person="An", role="clerk"), "")
    assert failed.value.name == "store.truncated"
    evening.desk.close()


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 20_000])
def test_a_file_cut_short_while_closed_is_told(tmp_path: Path, size: int) -> None:
    Evening.begin(tmp_path / "desk").desk.close()
    os.truncate(tmp_path / "desk" / "desk.sqlite", size)
    with pytest.raises(StoreError) as failed:
        Desk.open(tmp_path / "desk")
    assert failed.value.name == "store.damaged"


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (folder(tmp_path / "desk") / "desk.sqlite").write_bytes(b"no database, but a letter\n" * 100)
    with pytest.raises(StoreError) as failed:
        Desk.open(tmp_path / "desk")
    assert failed.value.name == "store.damaged"


def test_lines_that_another_program_wrote_are_seen_and_nothing_is_written_over_them(evening: Evening) -> None:
    """The lock keeps desks apart; were it not there, the number of lines would."""
    intruder = Store.__new__(Store)
    with pytest.raises(StoreError) as failed:
        intruder.__init__(f"sqlite:///{evening.desk.folder / 'desk.sqlite'}")  # type: ignore[misc]
    assert failed.value.name == "store.in_use"
    evening.desk.log()
    last = evening.desk.state.sequence
    with closing(sqlite3.connect(evening.desk.folder / "desk.sqlite")) as other:
        other.execute("INSERT INTO lines VALUES (?, ?)", (last + 1, b"{}\n"))
        other.commit()
    fails(evening.desk, 3, "store.other_writer")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE lines SET line = CAST(replace(line, 'clerk', 'chair') AS BLOB) WHERE sequence = 8",
        "UPDATE lines SET line = replace(line, 'clerk', 'chair') WHERE sequence = 8",
        "DELETE FROM lines WHERE sequence = 8",
        "UPDATE lines SET sequence = 900 WHERE sequence = 8",
        "UPDATE lines SET line = x'7b7d0a' WHERE sequence = 8",
        "UPDATE lines SET line = (SELECT line FROM lines WHERE sequence = 7) WHERE sequence = 8",
    ],
)
def test_a_log_that_somebody_altered_is_not_opened(tmp_path: Path, damage: str) -> None:
    Evening.begin(tmp_path / "desk").desk.close()
    with closing(sqlite3.connect(tmp_path / "desk" / "desk.sqlite")) as other:
        other.execute(damage)
        other.commit()
    with pytest.raises(StoreError) as failed:
        Desk.open(tmp_path / "desk")
    assert failed.value.name == "store.broken_chain"
    assert failed.value.message.values["row"] in {8, 9}


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    Evening.begin(tmp_path / "desk").desk.close()
    path = tmp_path / "desk" / "desk.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO steps VALUES (99)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError) as failed:
        Desk.open(tmp_path / "desk")
    assert (failed.value.name, failed.value.message.values) == ("store.newer", {"step": 99})
    assert path.read_bytes() == before


def test_steps_are_done_once_in_order_and_recorded() -> None:
    done: list[int] = []
    steps = tuple(Step(number=number, do=lambda _, number=number: done.append(number)) for number in (1, 2, 3))  # type: ignore[misc]
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        assert migrate(connection, steps[:2]) == 2
        assert migrate(connection, steps) == 3
        assert migrate(connection, steps) == 3
        assert list(connection.scalars(select(STEPS_DONE.c.number))) == [1, 2, 3]
    assert done == [1, 2, 3]


def test_the_steps_make_the_tables_that_are_used() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        connection.execute(insert(LINES).values(sequence=1, line=b"x"))
        for table in migrations.METADATA.sorted_tables:
            connection.execute(select(table))
