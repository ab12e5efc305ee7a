"""Join codes and sessions (mã vào bàn, phiên làm việc): hashed, in tables of their own, never in the log.

A code is read from paper and typed once; it is worth a role, for as many people as have it, until another is made.
A session is worth one person. Both are random; nobody chooses one, and none comes with the program.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from tally.desk.acts import Act, CodeRevoked, PersonJoined, PersonRemoved
from tally.desk.migrations import CODES, SECRETS, SESSIONS
from tally.desk.roles import Role

DIGITS = "0123456789"
"""Digits only: a Vietnamese keyboard makes other letters of letters as they are typed, a phone has keys for digits."""

GROUPS, GROUP = 3, 4
"""Twelve digits, 40 bits, in groups of four: at forty attempts a minute, guessing takes tens of thousands of years."""

_COST = {"n": 2**14, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeHash:
    """A code as it is kept."""

    role: Role
    salt: bytes
    hash: bytes


@dataclass(slots=True)
class Access:
    """What is known of codes and sessions without asking the store: the mappings are replaced, never changed."""

    codes: Mapping[Role, CodeHash]
    sessions: Mapping[str, str]


def new_code() -> str:
    """A join code as it is read out: ``4829-1756-0331``."""
    return "-".join("".join(secrets.choice(DIGITS) for _ in range(GROUP)) for _ in range(GROUPS))


def plain_code(typed: str) -> str:
    """The digits of a code as somebody typed it: without blanks and dashes, full-width digits as plain ones."""
    return "".join(char for char in unicodedata.normalize("NFKC", typed) if char in DIGITS)


def hash_code(role: Role, code: str) -> CodeHash:
    """Make a code into what is kept of it."""
    salt = secrets.token_bytes(16)
    return CodeHash(role=role, salt=salt, hash=_stretched(code, salt))


def role_of(code: str, kept: Mapping[Role, CodeHash]) -> Role | None:
    """The role a typed code is worth; every kept hash is tried, so that the time tells nothing."""
    found: Role | None = None
    for role, each in kept.items():
        if hmac.compare_digest(_stretched(code, each.salt), each.hash):
            found = role
    return found


def new_token() -> str:
    """A session token, 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """A token as it is kept; it is random enough to need no salt."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class KeepCode:
    """With the act that logs it: this code in place of the role's code before."""

    access: Access
    kept: CodeHash

    def write(self, connection: Connection, acts: Sequence[Act]) -> None:  # noqa: ARG002 - the request says it all
        """Put it into the table."""
        connection.execute(delete(CODES).where(CODES.c.role == self.kept.role.value))
        connection.execute(insert(CODES).values(role=self.kept.role.value, salt=self.kept.salt, hash=self.kept.hash))

    def then(self, acts: Sequence[Act]) -> None:  # noqa: ARG002 - the same
        """From now on it opens."""
        self.access.codes = {**self.access.codes, self.kept.role: self.kept}


@dataclass(frozen=True, slots=True)
class KeepSession:
    """With the act of joining: this token is of whoever joined."""

    access: Access
    token: str
    made_at: str

    def write(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Put it into the table, hashed."""
        row = {"hash": hash_token(self.token), "person": _joined(acts), "made_at": self.made_at}
        connection.execute(insert(SESSIONS).values(**row))

    def then(self, acts: Sequence[Act]) -> None:
        """From now on it is known."""
        self.access.sessions = {**self.access.sessions, hash_token(self.token): _joined(acts)}


@dataclass(frozen=True, slots=True)
class DropAccess:
    """With acts that send people away, or end a code: their sessions, and that code."""

    access: Access

    def write(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Take them out of the tables."""
        people, roles = _gone(acts)
        if people:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.person.in_(people)))
        if roles:
            connection.execute(delete(CODES).where(CODES.c.role.in_([role.value for role in roles])))

    def then(self, acts: Sequence[Act]) -> None:
        """From now on they are nobody's."""
        people, roles = _gone(acts)
        self.access.sessions = {token: who for token, who in self.access.sessions.items() if who not in people}
        self.access.codes = {role: code for role, code in self.access.codes.items() if role not in roles}


@dataclass(frozen=True, slots=True)
class DropAll:
    """With the act of taking over: no code and no session of before; whoever works here now joins anew."""

    access: Access

    def write(self, connection: Connection, acts: Sequence[Act]) -> None:  # noqa: ARG002 - the request says it all
        """Empty the tables."""
        connection.execute(delete(SESSIONS))
        connection.execute(delete(CODES))

    def then(self, acts: Sequence[Act]) -> None:  # noqa: ARG002 - the same
        """From now on nobody is known."""
        self.access.sessions = {}
        self.access.codes = {}


def read_access(connection: Connection) -> Access:
    """Everything that is kept."""
    rows = connection.execute(select(CODES)).all()
    kept = [CodeHash(role=Role(row.role), salt=bytes(row.salt), hash=bytes(row.hash)) for row in rows]
    sessions = {row.hash: row.person for row in connection.execute(select(SESSIONS)).all()}
    return Access(codes={each.role: each for each in kept}, sessions=sessions)


def secret(connection: Connection, name: str) -> bytes:
    """Random bytes of this desk under a name, made when they are first asked for. The caller owns the transaction."""
    found = connection.scalar(select(SECRETS.c.secret).where(SECRETS.c.name == name))
    if found is not None:
        return bytes(found)
    made = secrets.token_bytes(32)
    connection.execute(insert(SECRETS).values(name=name, secret=made))
    return made


def _stretched(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(plain_code(code).encode("ascii"), salt=salt, n=_COST["n"], r=_COST["r"], p=_COST["p"])


def _joined(acts: Sequence[Act]) -> str:
    return next(act.person for act in acts if isinstance(act, PersonJoined))


def _gone(acts: Sequence[Act]) -> tuple[frozenset[str], frozenset[Role]]:
    """Who was sent away, and the roles whose code ended."""
    people = frozenset(act.person for act in acts if isinstance(act, PersonRemoved))
    return people, frozenset(Role(act.role) for act in acts if isinstance(act, CodeRevoked))
