"""The tables of the desk's store, and the numbered steps that make them (bước nâng cấp), each recorded when done.

A step that stands here is never changed, only followed by another; a store made by a newer program is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table, insert, inspect, select

METADATA = MetaData()

STEPS_DONE = Table("steps", METADATA, Column("number", Integer, primary_key=True, autoincrement=False))

LINES = Table(
    "lines",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("line", LargeBinary, nullable=False),
)
"""The log: a line as it is, its number beside it. Appended to, never changed."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
"""What a request of that key did: the lines from ``first`` to ``last``; ``request`` is its digest, with who asked."""

CODES = Table(
    "codes",
    METADATA,
    Column("role", String(16), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""Join codes, hashed: out of the log, which everybody may read later."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("made_at", String(40), nullable=False),
)
"""Who holds a session token, hashed."""

SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)
"""Random bytes of this desk, as for signing forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its number, and what it does."""

    number: int
    do: Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[LINES, ANSWERS, CODES, SESSIONS, SECRETS])


STEPS = (Step(number=1, do=_first_tables),)
"""Every step, in order."""


def migrate(connection: Connection, steps: tuple[Step, ...] = STEPS) -> int:
    """Do the steps that were not done yet; returns the number of the last one. The caller owns the transaction.

    Raises ``ValueError`` with the number found if the store is of a newer program.
    """
    STEPS_DONE.create(connection, checkfirst=True)
    done = set(connection.scalars(select(STEPS_DONE.c.number)))
    if done - {step.number for step in steps}:
        raise ValueError(max(done))
    for step in steps:
        if step.number not in done:
            step.do(connection)
            connection.execute(insert(STEPS_DONE).values(number=step.number))
    return steps[-1].number


def has_tables(connection: Connection) -> bool:
    """Whether anything was ever made here."""
    return bool(inspect(connection).get_table_names())
