"""The writer (người ghi): one thread decides and writes everything, and nobody is told "saved" before it is on disk.

All requests that wait are decided one after another, each with the state the one before left, and written in one
transaction: thirty clerks cost one flush of the disk, not thirty. If the transaction fails, nothing of the group
happened: each of them is told, and what the desk knows is read from the store again.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from rules.phrase import phrase
from tally.desk.acts import Act, ClockSetBack
from tally.desk.deciding import decide
from tally.desk.fold import apply, fold
from tally.desk.refusal import RefusedError, refuse
from tally.desk.requests import Request
from tally.desk.state import State
from tally.desk.store import Answer, Store
from tally.desk.store_error import StoreError
from tally.desk.written import Written, read, write
from tally.record import LogError

MOST_TOGETHER = 256
"""Requests written in one transaction."""

MOST_KEY = 64

CLOCK_SLACK = timedelta(seconds=2)
"""A clock that goes back less than that was set right by the network, not by a hand."""

Clock = Callable[[], datetime]

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a request: the numbers of its lines in the log, ``first`` to ``last``; none if it did nothing.

    ``again`` says that it had been done before under the same key: nothing was done twice.
    """

    first: int
    last: int
    again: bool = False


class Also(Protocol):
    """What belongs to a request besides its lines, such as a session that begins with it."""

    def write(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Write it in the same transaction; ``acts`` are those of the request."""

    def then(self, acts: Sequence[Act]) -> None:
        """It is on disk: what else has to be known before anybody is answered."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """Something to read of the store, in the thread that owns it."""

    do: Callable[[Store], Any] | None
    answer: Future[Any] = field(default_factory=Future)


@dataclass(slots=True, kw_only=True)
class _Work:
    """One request that waits, with who asks; ``also`` is written in the same transaction."""

    request: Request
    person: str
    key: str
    also: Also | None
    answer: Future[Outcome] = field(default_factory=Future)
    digest: str = ""


@dataclass(slots=True, kw_only=True)
class _Group:
    """What one transaction is to hold, and what to tell afterwards."""

    state: State
    lines: list[Written] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    also: list[tuple[Also, tuple[Act, ...]]] = field(default_factory=list)
    done: list[tuple[_Work, Outcome]] = field(default_factory=list)
    refused: list[tuple[_Work, Exception]] = field(default_factory=list)


class Writer:
    """The one thread that writes. ``state`` is always what is on disk, never more."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Read the log and start; raises ``StoreError`` if it is damaged."""
        self._store = store
        self._clock = clock
        self._state = _read_all(store)
        self._queue: SimpleQueue[_Work | _Reading | None] = SimpleQueue()
        self._listeners: list[Callable[[State], None]] = []
        self._thread = threading.Thread(target=self._run, name="desk-writer", daemon=True)
        self._closing = threading.Lock()
        self._closed = False
        self._thread.start()

    @property
    def state(self) -> State:
        """What is on disk now; a value that never changes."""
        return self._state

    def submit(
        self,
        request: Request,
        person: str,
        key: str,
        also: Also | None = None,
    ) -> Future[Outcome]:
        """Ask for something; the future is done when it is on disk, or refused (``RefusedError``, ``StoreError``)."""
        work = _Work(request=request, person=person, key=key, also=also)
        with self._closing:
            if self._closed:
                work.answer.set_exception(_closed())
            else:
                self._queue.put(work)
        return work.answer

    def read(self, do: Callable[[Store], Found]) -> Future[Found]:
        """Read something of the store, after everything that waits; the future is done when it is read."""
        reading = _Reading(do=do)
        with self._closing:
            if self._closed:
                reading.answer.set_exception(_closed())
            else:
                self._queue.put(reading)
        return reading.answer

    def listen(self, told: Callable[[State], None]) -> Callable[[], None]:
        """Be told of every new state, in the writer's thread: return at once. The answer ends it."""
        self._listeners.append(told)
        return lambda: self._listeners.remove(told)

    def close(self) -> None:
        """Write what waits, then end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        waiting: list[_Work] = []
        while True:
            item = self._queue.get()
            while isinstance(item, _Work):
                waiting.append(item)
                item = self._next() if len(waiting) < MOST_TOGETHER else _NOTHING
            if waiting:
                self._do(waiting)
                waiting = []
            if item is None:
                return
            _answer_reading(item, self._store)

    def _next(self) -> _Work | _Reading | None:
        """What waits; nothing to read, if nothing does."""
        try:
            return self._queue.get_nowait()
        except Empty:
            return _NOTHING

    def _do(self, works: Sequence[_Work]) -> None:
        try:
            group = self._decide_all(works)
            if group.lines or group.also or group.answers:
                self._store.append(
                    group.lines,
                    group.answers.values(),
                    after=self._state.sequence,
                    also=[partial(also.write, acts=acts) for also, acts in group.also],
                )
        except Exception as error:  # noqa: BLE001 - the thread must live on, and somebody waits for an answer
            self._tell_failed(works, error)
            return
        self._state = group.state
        for also, acts in group.also:
            also.then(acts)
        for work, outcome in group.done:
            work.answer.set_result(outcome)
        for work, refusal in group.refused:
            work.answer.set_exception(refusal)
        if group.lines:
            for told in tuple(self._listeners):
                told(self._state)

    def _decide_all(self, works: Sequence[_Work]) -> _Group:
        for work in works:
            work.digest = request_digest(work.request, work.person)
        before = self._store.answers([work.key for work in works if work.key])
        group = _Group(state=self._state)
        for work in works:
            earlier = group.answers.get(work.key) or before.get(work.key)
            if work.key and earlier is not None:
                self._again(group, work, earlier)
                continue
            try:
                if len(work.key) > MOST_KEY:
                    raise _bad_key()
                acts = decide(group.state, work.request, work.person)
            except RefusedError as refusal:
                group.refused.append((work, refusal))
                continue
            self._take(group, work, acts)
        return group

    def _take(self, group: _Group, work: _Work, acts: Sequence[Act]) -> None:
        now = self._clock()
        at = now.isoformat(timespec="milliseconds")
        lines: list[Written] = []
        sequence, previous = group.state.sequence, group.state.head
        back = acts and _set_back(group.state.last_at, now)
        by_desk: list[Act] = [ClockSetBack(before=group.state.last_at, now=at)] if back else []
        for place, act in enumerate([*by_desk, *acts]):
            by = "" if place < len(by_desk) else work.person
            line = write(act, sequence=sequence + 1, previous=previous, at=at, by=by)
            sequence, previous = line.sequence, line.digest
            lines.append(line)
            group.state = apply(group.state, line)
        group.lines += lines
        first = lines[len(by_desk)].sequence if lines else sequence + 1
        outcome = Outcome(first=first, last=sequence)
        if work.key:
            group.answers[work.key] = Answer(key=work.key, request=work.digest, first=first, last=sequence)
        if work.also is not None:
            group.also.append((work.also, tuple(acts)))
        group.done.append((work, outcome))

    @staticmethod
    def _again(group: _Group, work: _Work, earlier: Answer) -> None:
        if earlier.request != work.digest:
            group.refused.append((work, _other_request()))
        else:
            group.done.append((work, Outcome(first=earlier.first, last=earlier.last, again=True)))

    def _tell_failed(self, works: Sequence[_Work], error: Exception) -> None:
        """Nothing of the group happened, unless the store says otherwise now."""
        found: dict[str, Answer] = {}
        if not (isinstance(error, StoreError) and error.name == "store.locked"):  # nothing was begun there
            with suppress(StoreError, LogError):  # the next request finds out; the error that is told is the first
                self._store.reopen()
                with closing(self._store.lines(self._state.sequence)) as lines:
                    self._state = fold(self._state, read(lines, self._state.sequence, self._state.head))
                found = dict(self._store.answers([work.key for work in works if work.key]))
        for work in works:
            earlier = found.get(work.key)
            if work.key and earlier is not None and earlier.request == work.digest:
                work.answer.set_result(Outcome(first=earlier.first, last=earlier.last, again=True))
            else:
                work.answer.set_exception(error)


_NOTHING = _Reading(do=None)


def _answer_reading(reading: _Reading, store: Store) -> None:
    if reading.do is None:
        return
    try:
        reading.answer.set_result(reading.do(store))
    except Exception as error:  # noqa: BLE001 - whoever asked is told
        reading.answer.set_exception(error)


def request_digest(request: Request, person: str) -> str:
    """What a request is, and who asks it: the same key for something else is no repetition."""
    return hashlib.sha256(f"{person}\n{request!r}".encode()).hexdigest()


def _read_all(store: Store) -> State:
    try:
        with closing(store.lines()) as lines:
            return fold(State(), read(lines))
    except LogError as error:
        raise StoreError(
            "store.broken_chain",
            phrase("nhật ký bị sửa hoặc mất dòng ở dòng {row}", row=error.row),
            phrase("không dùng kho này nữa; lấy bản sao gần nhất và báo trưởng ban"),
        ) from error


def _set_back(last_at: str, now: datetime) -> bool:
    return bool(last_at) and now < datetime.fromisoformat(last_at) - CLOCK_SLACK


def _closed() -> StoreError:
    return StoreError("store.closed", phrase("bàn kiểm phiếu đang tắt"), phrase("mở lại bàn rồi gửi lại"))


def _bad_key() -> RefusedError:
    return refuse("desk.bad_key", phrase("mã chống gửi hai lần quá dài"), phrase("tải lại trang"))


def _other_request() -> RefusedError:
    return refuse(
        "desk.key_used",
        phrase("trang này đã gửi một việc khác với cùng mã"),
        phrase("tải lại trang rồi làm lại"),
    )
