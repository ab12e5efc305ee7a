"""A sentence before it is put into a language: its Vietnamese wording and the values in it.

Pure modules say what they have to say as phrases; ``rules.messages`` turns them into text. The Vietnamese
wording is the gettext msgid, so every call of ``phrase`` with a literal is found by the extraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Union

from rules.partial_date import PartialDate
from rules.percent import Percent

Value = Union[str, int, date, PartialDate, Percent, "Phrase", "Clauses", "tuple[Value, ...]"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A msgid with ``{named}`` places, and the values that go there; nested phrases are translated too."""

    msgid: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses of one sentence that hold commas of their own: semicolons stand between them, or each has its line."""

    each: tuple[Phrase, ...]


def phrase(msgid: str, /, **values: Value) -> Phrase:
    """Make a phrase; ``msgid`` is Vietnamese and must be a literal so that the catalogs can hold it."""
    return Phrase(msgid, values)
