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

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from rules.phrase import Phrase, phrase
from tally.desk.migrations import ANSWERS, LINES, migrate
from tally.desk.written import Written

Found = TypeVar("Found")

BUSY_SECONDS = 5
"""How long a write waits for another program to let go of the database."""

_ADVISORY = 0x6B69656D  # any number that no other program would take
_SHORTEST = 512  # bytes: one page of the smallest size there is


class StoreError(Exception):
    """The store cannot do it: a stable name, what happened and what to do. Nothing was written."""

    def __init__(self, name: str, message: Phrase, remedy: Phrase) -> None:
        """Take all three, so that the exception pickles."""
        super().__init__(name, message, remedy)
        self.name = name
        self.message = message
        self.remedy = remedy


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
        self._engine.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def lines(self, after: int = 0) -> Generator[bytes, None, None]:
        """Every line of the log after that one, in order."""
        with _in_words():
            found = self._now().execute(select(LINES.c.line).where(LINES.c.sequence > after).order_by(LINES.c.sequence))
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
        with _in_words():
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
            with _in_words():
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
        with _in_words():
            found = do(self._now())
            self._now().rollback()
        return found

    def write(self, do: Callable[[Connection], Found]) -> Found:
        """Do something else in a transaction of its own."""
        try:
            with _in_words():
                found = do(self._now())
                self._now().commit()
        except BaseException:
            self._roll_back()
            raise
        self._footprint = self._look()
        return found

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
        with _in_words():
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
        """One desk a database: the lock is one of SQLite's own, which every system drops when a program ends."""
        if self._path is None:
            return
        try:
            self._lock = sqlite3.connect(f"{self._path}.lock", timeout=0, isolation_level=None, check_same_thread=False)
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise StoreError(
                    "store.in_use",
                    phrase("đã có một bàn kiểm phiếu chạy trên kho dữ liệu này"),
                    phrase("dùng bàn đang chạy; hoặc tắt nó rồi mở lại"),
                ) from error
            raise _told(error) from error

    def _check_whole(self) -> None:
        """A file that is shorter than any database was one once: to the database it would be a new, empty store."""
        there = self._look()
        if there is not None and there.size < _SHORTEST:
            raise StoreError(*_WORDS["SQLITE_CORRUPT"])

    def _hold(self, connection: Connection) -> None:
        """Nobody else writes until the commit."""
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY)))

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


class _in_words:  # noqa: N801 - used as a statement
    """Whatever the database says inside comes out as a ``StoreError``."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DBAPIError) and error.orig is not None:
            raise _told(error.orig) from error
        if isinstance(error, SQLAlchemyError):
            raise _told(error) from error


def _told(error: BaseException) -> StoreError:
    """What a database's error means, in words."""
    name = getattr(error, "sqlite_errorname", "")
    for beginning, told in _WORDS.items():
        if name.startswith(beginning):
            return StoreError(*told)
    return StoreError(
        "store.failed",
        phrase("kho dữ liệu báo lỗi: {problem}", problem=str(error)),
        phrase("điều vừa gửi chưa được lưu; thử lại, nếu vẫn lỗi thì tắt bàn kiểm phiếu và xem đĩa"),
    )


_WORDS: Mapping[str, tuple[str, Phrase, Phrase]] = {
    "SQLITE_FULL": (
        "store.disk_full",
        phrase("đĩa đã đầy"),
        phrase("điều vừa gửi chưa được lưu; xóa bớt tệp khác trên đĩa rồi gửi lại"),
    ),
    "SQLITE_BUSY": (
        "store.locked",
        phrase("kho dữ liệu đang bị chương trình khác giữ"),
        phrase("điều vừa gửi chưa được lưu; đóng chương trình đang mở tệp kho rồi gửi lại"),
    ),
    "SQLITE_LOCKED": (
        "store.locked",
        phrase("kho dữ liệu đang bị chương trình khác giữ"),
        phrase("điều vừa gửi chưa được lưu; đóng chương trình đang mở tệp kho rồi gửi lại"),
    ),
    "SQLITE_READONLY": (
        "store.read_only",
        phrase("không được ghi vào kho dữ liệu"),
        phrase("điều vừa gửi chưa được lưu; cho quyền ghi vào thư mục đại hội rồi mở lại bàn kiểm phiếu"),
    ),
    "SQLITE_CANTOPEN": (
        "store.cannot_open",
        phrase("không mở được tệp kho dữ liệu"),
        phrase("xem lại thư mục và quyền ghi"),
    ),
    "SQLITE_CORRUPT": (
        "store.damaged",
        phrase("tệp kho dữ liệu bị hỏng"),
        phrase("tắt bàn kiểm phiếu, lấy bản sao gần nhất; điều chưa báo là đã lưu thì chưa lưu"),
    ),
    "SQLITE_NOTADB": (
        "store.damaged",
        phrase("tệp kho dữ liệu bị hỏng"),
        phrase("tắt bàn kiểm phiếu, lấy bản sao gần nhất; điều chưa báo là đã lưu thì chưa lưu"),
    ),
    "SQLITE_IOERR": (
        "store.disk_failed",
        phrase("đĩa báo lỗi khi đọc hoặc ghi"),
        phrase("điều vừa gửi chưa được lưu; kiểm tra đĩa, rồi mở lại bàn kiểm phiếu"),
    ),
}
