"""The desk in one object (bàn kiểm phiếu): a congress folder, its store, its writer. What every page is built on.

``desk.state`` is what is on disk now, a value that never changes; ``desk.do(request, person, key)`` asks for something
and returns when it is on disk. Refusals come as ``RefusedError``, faults of the disk as ``StoreError``, faults of the
folder's files as ``InputError`` or ``UndecidedError``; each carries phrases for the user.
"""

from __future__ import annotations

import asyncio
import hashlib
import platform
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rules.errors import FaultList, InputError
from rules.messages import Translator
from rules.phrase import phrase
from rules.whole_file import write_whole
from tally.congress_count import CountedCongress, count_folder
from tally.count_record import count_head, record_count
from tally.desk.access import (
    Access,
    DropAccess,
    DropAll,
    KeepCode,
    KeepSession,
    hash_code,
    hash_token,
    new_code,
    new_token,
    read_access,
    role_of,
    secret,
)
from tally.desk.congress_form import drafted
from tally.desk.deciding import decide
from tally.desk.folder import Declaration, read_declaration, write_contest
from tally.desk.missing import unsettled
from tally.desk.refusal import RefusedError, refuse
from tally.desk.requests import (
    Declare,
    Join,
    Leave,
    MakeCode,
    NoteFiles,
    NoteSeal,
    OpenDesk,
    RemovePerson,
    Request,
    RevokeCode,
    TakeOver,
)
from tally.desk.roles import Role
from tally.desk.state import Person, State
from tally.desk.store import Store
from tally.desk.writer import Also, Clock, Outcome, Writer
from tally.next_file import append_entries, entry_text, write_tables
from tally.next_round import NextContest, next_contests
from tally.record import short_code
from tally.seal_file import SealedRecord, seal

DATABASE = "desk.sqlite"
LOG_PAPER = "desk-log.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody joined: who he is from now on, and the session token, which is told once and kept nowhere."""

    person: Person
    token: str


class Desk:
    """A counting desk. Open it with ``Desk.open``; close it, or use it in a ``with`` statement."""

    def __init__(self, folder: Path, store: Store, writer: Writer, access: Access, clock: Clock) -> None:
        """Put the parts together; ``open`` makes them."""
        self.folder = folder
        self._store = store
        self._writer = writer
        self._access = access
        self._clock = clock

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        db: str | None = None,
        clock: Clock | None = None,
        machine: str | None = None,
        take_over: str | None = None,
    ) -> Self:
        """Open the desk of a folder, made if there is none, and declare the contests that wait for their ballots.

        A congress.toml that is not filled in yet is no fault: it is declared at the desk, before anything else.
        ``db`` is an SQLAlchemy address; None is ``desk.sqlite`` in the folder. A desk of another ``machine`` is opened
        only to take it over, for the reason given: codes and sessions end, people join anew. Raises ``StoreError``,
        ``RefusedError``, and ``InputError`` with the faults of the folder.
        """
        declaration = _declaration(folder)
        store = Store(db or f"sqlite:///{folder / DATABASE}")
        try:
            access = store.read(read_access)
            now = clock or _now
            writer = Writer(store, now)
        except BaseException:
            store.close()
            raise
        desk = cls(folder, store, writer, access, now)
        here = machine or platform.node()
        try:
            if not desk.state.sequence:
                desk.do(_opening(declaration, here), "")
            elif take_over is not None:
                desk.do(TakeOver(machine=here, head=desk.state.head, reason=take_over), "")
            else:
                _check_machine(desk.state, here)
            if not desk.state.closed and (declaration or desk.state.contests):
                desk.declare()
        except BaseException:
            desk.close()
            raise
        return desk

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Write what waits, and let go of the store."""
        self._writer.close()
        self._store.close()

    @property
    def has_file(self) -> bool:
        """Whether the store is a file, which can be copied to a stick."""
        return self._store.path is not None

    @property
    def state(self) -> State:
        """What is on disk now."""
        return self._writer.state

    def submit(self, request: Request, person: str, key: str = "") -> Future[Outcome]:
        """Ask for something; the future is done when it is on disk, or refused."""
        also: Also | None = DropAccess(self._access) if isinstance(request, Leave | RemovePerson | RevokeCode) else None
        if isinstance(request, TakeOver):
            also = DropAll(self._access)
        return self._writer.submit(request, person, key, also)

    def do(self, request: Request, person: str, key: str = "") -> Outcome:
        """Ask for something and wait until it is on disk.

        ``person`` is who asks, as ``person_of`` says; empty for the desk itself. ``key`` is the random id that came
        with the form: the same once more is answered with what it did the first time.
        """
        return self.submit(request, person, key).result()

    async def ado(self, request: Request, person: str, key: str = "") -> Outcome:
        """Do the same without holding up other pages."""
        return await asyncio.wrap_future(self.submit(request, person, key))

    def listen(self, told: Callable[[State], None]) -> Callable[[], None]:
        """Be told of every new state, in the writer's thread: return at once. The answer ends it."""
        return self._writer.listen(told)

    # People

    def make_code(self, role: Role, by: str = "") -> str:
        """Make a new join code for a role, in place of any before; it is told here once and kept nowhere."""
        code = new_code()
        request = MakeCode(role=role.value)
        self._writer.submit(request, by, "", KeepCode(self._access, hash_code(role, code))).result()
        return code

    def join(self, code: str, name: str) -> Joined:
        """Join with a code under a name; refused in words if either is not to be had. Slow on purpose (scrypt)."""
        role = role_of(code, self._access.codes)
        if role is None:
            raise refuse(
                "people.wrong_code",
                phrase("không có mã này, hoặc mã đã bị thu"),
                phrase("xem lại mã, hoặc xin trưởng ban mã mới"),
            )
        token = new_token()
        made_at = self._clock().isoformat(timespec="seconds")
        self._writer.submit(
            Join(person=name, role=role.value), "", "", KeepSession(self._access, token, made_at)
        ).result()
        person = self.person_of(token)
        if person is None:
            raise RuntimeError("joined, and gone already")
        return Joined(person=person, token=token)

    def person_of(self, token: str) -> Person | None:
        """Whose session it is; None if it is nobody's, or he was sent away."""
        name = self._access.sessions.get(hash_token(token))
        person = None if name is None else self.state.people.get(name)
        return None if person is None or person.removed else person

    def secret(self, name: str) -> bytes:
        """Random bytes of this desk under a name (as for signing forms), the same after a restart."""

        def keep(store: Store) -> bytes:
            return store.write(lambda connection: secret(connection, name))

        return self._writer.read(keep).result()

    # The folder

    def declare(self, person: str = "") -> Outcome:
        """Declare what waits in the folder: contests that are new there, or whose slate changed before the count."""
        declaration = read_declaration(self.folder, self.state.contests)
        congress = declaration.congress
        return self.do(
            Declare(
                contests=declaration.contests,
                congress=congress.name,
                body=congress.body,
                sha256=declaration.sha256,
            ),
            person,
        )

    def compute(self, contest: str) -> CountedCongress:
        """Write a contest's files into the folder and count the whole folder from files.

        Refused while something is missing; raises what ``count_folder`` raises.
        """
        state = self.state
        there = state.contests.get(contest)
        if there is None:
            raise refuse(
                "desk.unknown_contest",
                phrase("bàn kiểm phiếu không có nội dung bầu «{contest}»", contest=contest),
                phrase("dùng một trong: {contests}", contests=tuple(state.contests) or "-"),
            )
        lacking = unsettled(there)
        if lacking:
            raise RefusedError(lacking)
        files = write_contest(self.folder, there, state.decisions)
        counted = count_folder(self.folder)
        ballots = sum(bundle.papers for bundle in there.real.counting())
        self.do(NoteFiles(contest=contest, ballots=ballots, files=files, upto=state.sequence), "")
        return counted

    def code(self) -> str:
        """The count code (mã kiểm phiếu) of the folder as it is counted now, as the minutes print it."""
        return count_head(self.folder).code

    def next_votes(self) -> tuple[NextContest, ...]:
        """The votes that follow from the count as it stands: re-votes, further votes, votes again."""
        return next_contests(count_folder(self.folder).result)

    def write_next(self, translator: Translator, person: str = "") -> tuple[NextContest, ...]:
        """Write the slates and contests of the next votes into the folder, and declare them at the desk."""
        ready = self.next_votes()
        write_tables(self.folder, {each.slate: each.rows for each in ready})
        if ready:
            append_entries(self.folder, tuple(entry_text(each, translator) for each in ready))
        self.declare(person)
        return ready

    def copy_to(self, path: Path) -> None:
        """A copy of the store as it is now (SQLite only), for a stick: what another laptop takes over from.

        Raises ``StoreError``, also where something stands at ``path``.
        """
        self._writer.read(lambda store: store.copy_to(path)).result()

    def log(self, after: int = 0, most: int | None = None) -> bytes:
        """The desk's log as it is kept, after a line, at most so many: what is printed and goes into the record."""
        return self._writer.read(lambda store: b"".join(store.lines(after, most))).result()

    def seal(self, person: str, papers: Mapping[str, bytes] | None = None, at: str | None = None) -> SealedRecord:
        """Seal the count with its papers and the desk's log, as a file in the folder, and close the desk.

        Refused while minutes are unsigned, or none of them bear the code of this count.
        """
        record = record_count(self.folder, count_folder(self.folder))
        signed = {each.signed for each in self.state.contests.values()}
        if record.code not in signed:
            raise refuse(
                "seal.other_code",
                phrase("không biên bản nào mang mã kiểm phiếu của hồ sơ này: {code}", code=short_code(record.head)),
                phrase("in lại biên bản của lần kiểm hiện nay, ký, rồi ghi mã"),
            )
        sealed = seal(record, papers={**(papers or {}), LOG_PAPER: self.log()}, at=at)
        request = NoteSeal(
            file=sealed.name,
            sha256=hashlib.sha256(sealed.content).hexdigest(),
            count_head=sealed.count_head,
            seal_head=sealed.seal_head,
        )
        decide(self.state, request, person)  # what would be refused writes no file
        path = self.folder / sealed.name
        if path.exists() and path.read_bytes() != sealed.content:
            faults = FaultList(sealed.name)
            faults.add(
                "seal.file_exists",
                phrase("đã có tệp này với nội dung khác; chương trình không ghi đè"),
                phrase("đổi tên hoặc chuyển tệp đó đi, rồi niêm phong lại"),
            )
            faults.raise_if_any()
        write_whole(path, sealed.content)
        self.do(request, person)
        return sealed


def _declaration(folder: Path) -> Declaration | None:
    """What the folder declares; None where it is not filled in yet, which is done at the desk."""
    try:
        return read_declaration(folder)
    except InputError:
        drafted(folder)  # raises for a folder that no page can fill in
        return None


def _opening(declaration: Declaration | None, machine: str) -> OpenDesk:
    if declaration is None:
        return OpenDesk(congress="", body="", sha256="", machine=machine)
    congress = declaration.congress
    return OpenDesk(congress=congress.name, body=congress.body, sha256=declaration.sha256, machine=machine)


def _check_machine(state: State, here: str) -> None:
    """Two laptops never go on from one log without anybody saying so; what is sealed may be looked at anywhere."""
    if state.sealed or state.machine == here:
        return
    raise refuse(
        "desk.other_machine",
        phrase("bàn kiểm phiếu này đã bàn giao để máy khác tiếp quản")
        if state.handed_over
        else phrase("bàn kiểm phiếu này đang chạy ở máy «{machine}»", machine=state.machine),
        phrase("tắt bàn ở máy kia, rồi tiếp quản và ghi lý do (--take-over); mọi người vào lại bằng mã mới"),
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
