"""The desk as the pages use it (bàn kiểm phiếu): answers that wait for the disk without holding up other pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from anyio.to_thread import run_sync

from rules.attendance_table import allowed_reasons
from rules.congress_file import read_congress
from rules.errors import InputError
from rules.freeze import read_frozen
from rules.messages import Translator
from rules.model import Congress, Contest
from tally.congress_count import CountedCongress, count_folder
from tally.count_record import count_head
from tally.desk.desk import Desk, Joined
from tally.desk.refusal import Refusal, RefusedError
from tally.desk.requests import Leave, Request
from tally.desk.roles import Role
from tally.desk.state import State
from tally.desk.store_error import StoreError
from tally.desk.web.notes import Told
from tally.next_round import NextContest
from tally.record_papers import papers_to_seal
from tally.result import ContestResult
from tally.seal_file import SealedRecord

Made = TypeVar("Made")


class NotDoneError(Exception):
    """Something was not done; ``told`` says why, all of it, in words."""

    def __init__(self, told: tuple[Told, ...]) -> None:
        """Take what is to be told; the only argument, so that the exception pickles."""
        super().__init__(told)
        self.told = told


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The folder's count as it stands: the count, or what stops it."""

    counted: CountedCongress | None
    told: tuple[Told, ...]

    def of(self, contest: str) -> ContestResult | None:
        """The result of one contest; None if it was not counted."""
        results = () if self.counted is None else self.counted.result.contests
        return next((each for each in results if each.contest.id == contest), None)


class Board:
    """One desk, and its count as it was last made."""

    def __init__(self, desk: Desk) -> None:
        """Stand before a desk that is open."""
        self.desk = desk
        self._counting = asyncio.Lock()
        self._editing = asyncio.Lock()
        self._counted: tuple[tuple[int, ...], Counted] | None = None
        self._exclusions: tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]] | None = None

    @property
    def state(self) -> State:
        """Everything as it is now; the value never changes."""
        return self.desk.state

    async def ask(self, person: str, request: Request, key: str) -> tuple[Told, ...]:
        """Ask for something; nothing is returned once it is on disk. The same key again gets the first answer."""
        try:
            await self.desk.ado(request, person, key)
        except RefusedError as error:
            return error.refusals
        except StoreError as error:
            return (Refusal(name=error.name, message=error.message, remedy=error.remedy),)
        return ()

    async def do(self, work: Callable[[], Made]) -> Made:
        """Do what takes long in a thread; raises ``NotDoneError`` for what is refused, or wrong with files or disk."""
        try:
            return await run_sync(work)
        except RefusedError as error:
            raise NotDoneError(error.refusals) from error
        except StoreError as error:
            raise NotDoneError((Refusal(name=error.name, message=error.message, remedy=error.remedy),)) from error
        except InputError as error:
            raise NotDoneError(error.faults) from error

    async def edit(self, work: Callable[[], Made]) -> Made:
        """Do what writes into the folder, one after the other: two people never write congress.toml at once."""
        async with self._editing:
            return await self.do(work)

    async def join(self, code: str, name: str) -> Joined:
        """Let somebody in; codes are slow to check."""
        return await self.do(lambda: self.desk.join(code, name))

    async def leave(self, person: str) -> tuple[Told, ...]:
        """End every session of somebody who leaves."""
        return await self.ask(person, Leave(), "")

    async def code(self) -> str:
        """The count code of the folder as it is counted now (mã kiểm phiếu)."""
        return await self.do(self.desk.code)

    async def make_code(self, role: Role, by: str) -> str:
        """Make a role's code anew."""
        return await self.do(lambda: self.desk.make_code(role, by))

    async def counted(self) -> Counted:
        """Count the folder, once for every change of its files."""
        known = tuple(contest.written_at for contest in self.state.contests.values())
        async with self._counting:
            if self._counted is None or self._counted[0] != known:
                try:
                    made = Counted(counted=await self.do(lambda: count_folder(self.desk.folder)), told=())
                except NotDoneError as error:
                    made = Counted(counted=None, told=error.told)
                self._counted = (known, made)
            return self._counted[1]

    async def exclusions(self, contest: str) -> tuple[str, ...]:
        """The reasons for which people leave the base of a contest (số được trừ), as its kind of congress has them."""
        known = tuple(self.state.contests)
        if self._exclusions is None or self._exclusions[0] != known:
            reading = await run_sync(lambda: read_congress(self.desk.folder))
            congress = reading.congress
            found = {} if congress is None else {each.id: _reasons(congress, each) for each in reading.contests}
            self._exclusions = (known, found)
        return self._exclusions[1].get(contest, ())

    async def frozen(self, contest: str) -> bool:
        """Whether the list of a contest is frozen; a file of frozen lists that cannot be read is told elsewhere."""
        try:
            return any(each.contest == contest for each in await self.do(lambda: read_frozen(self.desk.folder)))
        except NotDoneError:
            return False

    async def write_next(self, translator: Translator, person: str) -> tuple[NextContest, ...]:
        """Make the next votes ready in the folder, and declare them."""
        return await self.edit(lambda: self.desk.write_next(translator, person))

    async def seal(self, person: str) -> SealedRecord:
        """Seal the count with its papers, and close the desk."""

        def work() -> SealedRecord:
            folder = self.desk.folder
            return self.desk.seal(person, papers_to_seal(folder, count_head(folder)))

        return await self.do(work)


def _reasons(congress: Congress, contest: Contest) -> tuple[str, ...]:
    return allowed_reasons(contest.kind, congress.local)
