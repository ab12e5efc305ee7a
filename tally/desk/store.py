"""Where the log is kept (kho): SQLite by default, one transaction a group of requests, on disk before anybody is told.

Every fault of the disk or the database becomes a ``StoreError`` in words; nothing is half written.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from rules.phrase import phrase
from tally.desk.migrations import ANSWERS, LINES, migrate
from tally.desk.store_error import IN_USE, WORDS, StoreError, in_words, told_in_words
from tally.desk.written import Written

Found = TypeVar("Found")

BUSY_SECONDS = 5
"""How long a write waits for another program to let go of the database."""

_ONE_DESK, _ONE_WRITE = 0x6B69656D, 0x6B69656E  # any numbers that no other program would take
_SHORTEST = 512  # bytes: one page of the smallest size there is


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request of some key did, as lines of the log; ``last`` before ``first`` where it did nothing."""

    key: str
    request: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Footprint:
    """The file that was opened: which one it is, and how long it was when it was last written."""

    device: int
    inode: int
    size: int


class Store:
    """One open database; used by one thread only, except for ``close``."""

    def __init__(self, url: str) -> None:
        """Open it, and bring its tables up to date; raises ``StoreError``."""
        self._url = make_url(url)
        name = self._url.database
        self._path = Path(name) if self._url.get_backend_name() == "sqlite" and name else None
        self._lock: sqlite3.Connection | None = None
        self._guard: Connection | None = None
        self._footprint: _Footprint | None = None
        self._engine = _engine(url)
        self._connection: Connection | None = None
        try:
            self._take_lock()
            self._check_whole()
            self._open()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path | None:
        """The file, of SQLite."""
        return self._path

    def close(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None
        if self._guard is not None:
            with suppress(SQLAlchemyError):
                self._guard.close()
            self._guard = None
        self._engine.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def lines(self, after: int = 0, most: int | None = None) -> Generator[bytes, None, None]:
        """Every line of the log after that one, in order; at most so many."""
        asked = select(LINES.c.line).where(LINES.c.sequence > after).order_by(LINES.c.sequence)
        with in_words():
            found = self._now().execute(asked if most is None else asked.limit(most))
            try:
                for row in found:
                    yield row[0] if isinstance(row[0], bytes) else str(row[0]).encode()
            finally:
                found.close()
                self._now().rollback()

    def answers(self, keys: Sequence[str]) -> Mapping[str, Answer]:
        """What was done under these keys before, by key."""
        if not keys:
            return {}
        with in_words():
            rows = self._now().execute(select(ANSWERS).where(ANSWERS.c.key.in_(keys))).all()
            self._now().rollback()
        return {row.key: Answer(key=row.key, request=row.request, first=row.first, last=row.last) for row in rows}

    def append(
        self,
        lines: Sequence[Written],
        answers: Iterable[Answer],
        *,
        after: int,
        also: Iterable[Callable[[Connection], None]] = (),
    ) -> None:
        """Append lines, note answers and do what else belongs to it, in one transaction; on disk when this returns.

        ``after`` is the line the caller knows to be the last: if it is not, another program writes here, and this
        one must look again. Raises ``StoreError``; then nothing was written.
        """
        self._check_same_file()
        try:
            with in_words():
                connection = self._now()
                self._hold(connection)
                self._check_last(connection, after)
                if lines:
                    connection.execute(
                        insert(LINES), [{"sequence": each.sequence, "line": each.line} for each in lines]
                    )
                noted = [
                    {"key": each.key, "request": each.request, "first": each.first, "last": each.last}
                    for each in answers
                ]
                if noted:
                    connection.execute(insert(ANSWERS), noted)
                for do in also:
                    do(connection)
                connection.commit()
        except BaseException:
            self._roll_back()
            raise
        self._footprint = self._look()

    def read(self, do: Callable[[Connection], Found]) -> Found:
        """Read something else of the same database."""
        with in_words():
            found = do(self._now())
            self._now().rollback()
        return found

    def write(self, do: Callable[[Connection], Found]) -> Found:
        """Do something else in a transaction of its own."""
        try:
            with in_words():
                found = do(self._now())
                self._now().commit()
        except BaseException:
            self._roll_back()
            raise
        self._footprint = self._look()
        return found

    def copy_to(self, path: Path) -> None:
        """A copy of everything as it is now, whole or not at all; of SQLite."""
        if self._path is None or path.exists():
            raise StoreError(
                "store.cannot_copy",
                phrase("không chép kho dữ liệu vào {file} được", file=path.name),
                phrase("chọn một tên tệp chưa có; kho PostgreSQL thì chép bằng công cụ của nó"),
            )
        self._check_same_file()
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        with in_words():
            connection = self._now()
            connection.rollback()
            driver = connection.connection.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise TypeError(f"not SQLite: {driver!r}")
            copy = sqlite3.connect(part)
            try:
                driver.backup(copy)
            except sqlite3.Error as error:
                raise told_in_words(error) from error
            finally:
                copy.close()
        part.replace(path)

    def reopen(self) -> None:
        """Open the same database again, after something went wrong with it; never another in its place."""
        self._check_same_file()
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None
        self._engine.dispose()
        self._open()

    def _now(self) -> Connection:
        if self._connection is None:
            self._check_same_file()
            self._open()
        if self._connection is None:
            raise RuntimeError("the store is closed")
        return self._connection

    def _open(self) -> None:
        with in_words():
            self._connection = self._engine.connect()
            try:
                migrate(self._connection)
            except ValueError as error:
                self._connection.rollback()
                raise StoreError(
                    "store.newer",
                    phrase("kho dữ liệu này do bản mới hơn của chương trình lập (bước {step})", step=error.args[0]),
                    phrase("dùng bản kiemphieu mới hơn; bản này không đụng đến kho"),
                ) from None
            self._connection.commit()
        self._footprint = self._look()

    def _take_lock(self) -> None:
        """One desk a database: the lock is one of the database's own, dropped whenever a program ends."""
        if self._path is None:
            self._lock_server()
            return
        try:
            self._lock = sqlite3.connect(f"{self._path}.lock", timeout=0, isolation_level=None, check_same_thread=False)
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise StoreError(*IN_USE) from error
            raise told_in_words(error) from error

    def _lock_server(self) -> None:
        with in_words():
            if self._engine.dialect.name != "postgresql":
                return
            self._guard = self._engine.connect()
            held = self._guard.scalar(select(func.pg_try_advisory_lock(_ONE_DESK)))
            self._guard.commit()
        if not held:
            raise StoreError(*IN_USE)

    def _check_whole(self) -> None:
        """A file that is shorter than any database was one once: to the database it would be a new, empty store."""
        there = self._look()
        if there is not None and there.size < _SHORTEST:
            raise StoreError(*WORDS["SQLITE_CORRUPT"])

    def _hold(self, connection: Connection) -> None:
        """Nobody else writes until the commit."""
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_WRITE)))
            connection.execute(text("SET LOCAL synchronous_commit = on"))  # whatever the server is set to

    def _check_last(self, connection: Connection, after: int) -> None:
        last = connection.scalar(select(func.max(LINES.c.sequence))) or 0
        if last != after:
            raise StoreError(
                "store.other_writer",
                phrase("kho dữ liệu có {found} dòng, bàn này biết {known} dòng", found=last, known=after),
                phrase("chỉ mở một bàn kiểm phiếu trên một kho; xem lại tình trạng hiện nay rồi làm lại"),
            )

    def _roll_back(self) -> None:
        try:
            if self._connection is not None:
                self._connection.rollback()
        except SQLAlchemyError:
            self._connection = None

    def _look(self) -> _Footprint | None:
        if self._path is None:
            return None
        with suppress(OSError):
            found = os.stat(self._path)  # noqa: PTH116 - once a commit, and no slower than it must be
            return _Footprint(found.st_dev, found.st_ino, found.st_size)
        return None

    def _check_same_file(self) -> None:
        if self._path is None or self._footprint is None:
            return
        now = self._look()
        if now is None or (now.device, now.inode) != (self._footprint.device, self._footprint.inode):
            raise StoreError(
                "store.replaced",
                phrase("tệp {file} đã bị xóa hoặc thay bằng tệp khác trong lúc đang dùng", file=self._path.name),
                phrase("trả lại tệp cũ rồi mở lại bàn kiểm phiếu; điều chưa báo là đã lưu thì chưa lưu"),
            )
        if now.size < self._footprint.size:
            raise StoreError(
                "store.truncated",
                phrase("tệp {file} đã bị cắt ngắn trong lúc đang dùng", file=self._path.name),
                phrase("tắt bàn kiểm phiếu, lấy bản sao gần nhất; điều chưa báo là đã lưu thì chưa lưu"),
            )


def _engine(url: str) -> Engine:
    where = make_url(url)
    if where.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
