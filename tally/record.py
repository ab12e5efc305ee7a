"""The log of a sealed record (nhật ký của hồ sơ): acts of named types, one JSON line each, chained by digests.

A line holds ``Sequence``, ``Type``, ``Details``, perhaps ``TimeStamp`` and ``UserId`` (names and meanings of NIST's
election event logging, SP 1500-101), and ``Previous``: the SHA-256 of the line before it with its line end, zeros in
the first. So the digest of any line stands for everything up to it; ``sed -n 5p log.jsonl | sha256sum`` makes it.

Nothing protects the last line of a chain but paper: the **count head** (mã kiểm phiếu) is the digest of the line
that names the result, printed in the minutes; the **seal head** (mã niêm phong) that of the very last line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, fields
from functools import cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

NOTHING_BEFORE = "0" * 64
"""What the first line has as the digest of the line before it."""

CODE_DIGITS = 32
"""Digits of a short code: half of a head. Fewer could be met by somebody who prepares two records side by side."""

_GROUP = 4
_CODE = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CongressRead:
    """The congress was read: who is summoned, what is elected, what was chosen and decided."""

    type: ClassVar[str] = "congress_read"
    file: str
    sha256: str
    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRead:
    """One file of the folder was read, as it is."""

    type: ClassVar[str] = "input_read"
    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesTaken:
    """The provisions that the result rests on, of which rule pack."""

    type: ClassVar[str] = "rules_taken"
    file: str
    sha256: str
    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateTaken:
    """A contest's slate in its canonical form."""

    type: ClassVar[str] = "slate_taken"
    contest: str
    file: str
    sha256: str
    names: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotsRead:
    """A contest's cast vote records in their canonical form; ``numbers`` are stamped, or places in the file."""

    type: ClassVar[str] = "ballots_read"
    contest: str
    file: str
    sha256: str
    ballots: int
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRuled:
    """The committee ruled on a ballot, or on the mark beside one name of it (``name`` 0: on the whole ballot).

    ``reason`` is empty and ``of`` zero where the ruling stands in the ballot file alone, which has no room for them.
    """

    type: ClassVar[str] = "ballot_ruled"
    contest: str
    ballot: int
    name: int
    ruling: str
    reason: str
    in_favour: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecorded:
    """The congress decided what the law leaves to it; who decided is the entry's ``UserId``."""

    type: ClassVar[str] = "decision_recorded"
    contest: str
    about: str
    decision: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestCounted:
    """A contest was counted: how it ended and who is elected, by ballot number."""

    type: ClassVar[str] = "contest_counted"
    contest: str
    counted: int
    state: str
    elected: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMade:
    """The result was made; the digest of this line is the count head.

    ``contests`` has by contest the digest of all that was found and ruled of it (``contest_digests``): so the code on
    minutes proves their contest by this line alone, also in a later record that counts more.
    """

    type: ClassVar[str] = "result_made"
    file: str
    sha256: str
    contests: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMade:
    """A paper was made of the result: minutes, slides, or the scan of what was signed."""

    type: ClassVar[str] = "paper_made"
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSealed:
    """The record was closed with the verifier in it, by these versions; the digest of this line is the seal head."""

    type: ClassVar[str] = "record_sealed"
    file: str
    sha256: str
    program: str
    dependencies: Mapping[str, str]


Act = (
    CongressRead
    | InputRead
    | RulesTaken
    | SlateTaken
    | BallotsRead
    | BallotRuled
    | DecisionRecorded
    | ContestCounted
    | ResultMade
    | PaperMade
    | RecordSealed
)

ACTS: tuple[type[Act], ...] = (
    CongressRead,
    InputRead,
    RulesTaken,
    SlateTaken,
    BallotsRead,
    BallotRuled,
    DecisionRecorded,
    ContestCounted,
    ResultMade,
    PaperMade,
    RecordSealed,
)
"""Every act a log may hold, in the order in which they happen."""

_BY_TYPE = {act.type: act for act in ACTS}


class Logged(Protocol):
    """What a log can hold: a dataclass of plain values whose kind has a name."""

    type: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Kind = TypeVar("Kind", bound=Logged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Generic[Kind]):
    """What one line of any log says: of a record, or of the desk that the record was made at."""

    sequence: int
    act: Kind
    previous: str
    at: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An act before it stands in a log: ``at`` as the caller gave it (no clock is asked), ``by`` whom it is of."""

    act: Act
    at: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a log (mục nhật ký)."""

    sequence: int
    happened: Happened
    previous: str

    @property
    def line(self) -> bytes:
        """The line as the file holds it, with its end."""
        return line_of(
            sequence=self.sequence,
            act=self.happened.act,
            previous=self.previous,
            at=self.happened.at,
            by=self.happened.by,
        )

    @property
    def digest(self) -> str:
        """What stands for this line and all before it."""
        return hashlib.sha256(self.line).hexdigest()


class LogError(ValueError):
    """A line that is no entry of a log: its number, from 1."""

    def __init__(self, row: int) -> None:
        """Take the number of the line; the only argument, so that the exception pickles."""
        super().__init__(row)
        self.row = row


def canonical_json(value: object) -> bytes:
    """One line of JSON with sorted keys and no blanks; UTF-8, LF. The same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode("utf-8")


def line_of(*, sequence: int, act: Logged, previous: str, at: str | None = None, by: str | None = None) -> bytes:
    """One line of a log, with its end."""
    envelope: dict[str, object] = {
        "Sequence": sequence,
        "Type": act.type,
        "Details": _details(act),
        "Previous": previous,
    }
    if at is not None:
        envelope["TimeStamp"] = at
    if by is not None:
        envelope["UserId"] = by
    return canonical_json(envelope)


def read_line(line: bytes, row: int, kinds: Mapping[str, type[Kind]]) -> Line[Kind]:
    """Read one line of a log that holds acts of these kinds, by name.

    Raises ``LogError`` with ``row`` for what is none. Blanks and the order of keys are not judged.
    """
    try:
        content: Any = json.loads(line.decode("utf-8"))
        return Line(
            sequence=content["Sequence"],
            act=_act(kinds[content["Type"]], content["Details"]),
            previous=content["Previous"],
            at=content.get("TimeStamp"),
            by=content.get("UserId"),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LogError(row) from error


def chain(acts: Iterable[Happened], onto: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """Write acts into a log, after the entries it holds already."""
    log = list(onto)
    for happened in acts:
        previous = log[-1].digest if log else NOTHING_BEFORE
        log.append(Entry(sequence=len(log) + 1, happened=happened, previous=previous))
    return tuple(log)


def log_bytes(log: Iterable[Entry]) -> bytes:
    """The file ``log.jsonl``."""
    return b"".join(entry.line for entry in log)


def read_log(content: bytes) -> tuple[Entry, ...]:
    """Read a log; raises ``LogError`` for a line that is no entry in exactly this form. The chain is not judged."""
    return tuple(_entry(line, row) for row, line in enumerate(content.splitlines(keepends=True), start=1))


def broken_links(log: Iterable[Entry]) -> tuple[int, ...]:
    """The lines that do not follow from the line before them: altered, dropped or moved ones leave one."""
    broken: list[int] = []
    previous = NOTHING_BEFORE
    for row, entry in enumerate(log, start=1):
        if entry.sequence != row or entry.previous != previous:
            broken.append(row)
        previous = entry.digest
    return tuple(broken)


def count_head(log: Iterable[Entry]) -> str | None:
    """The chain after the result (mã kiểm phiếu); None for a log that has no result, or more than one."""
    found = [entry.digest for entry in log if isinstance(entry.happened.act, ResultMade)]
    return found[0] if len(found) == 1 else None


def seal_head(log: Sequence[Entry]) -> str | None:
    """The chain after everything (mã niêm phong); None for a log that was not sealed, or goes on after it."""
    sealed = [isinstance(entry.happened.act, RecordSealed) for entry in log]
    return log[-1].digest if sealed and sealed[-1] and sealed.count(True) == 1 else None


def contest_digests(log: Iterable[Entry], entries: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    """By contest, the SHA-256 of its entry in ``result.json`` with every ruling and decision about it in the log."""
    acts = tuple(entry.happened.act for entry in log)
    told = tuple(act for act in acts if isinstance(act, BallotRuled | DecisionRecorded))
    return {
        entry["id"]: hashlib.sha256(
            canonical_json([entry, *(_details(act) for act in told if act.contest == entry["id"])])
        ).hexdigest()
        for entry in entries
    }


def named_files(log: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """Every file with the digest that the log gives it, in the order of the log."""
    acts = (entry.happened.act for entry in log)
    return tuple((act.file, act.sha256) for act in acts if not isinstance(act, _WITHOUT_FILE))


def short_code(head: str) -> str:
    """A head as people read it out and type it: its first half in groups of four."""
    return " ".join(head[at : at + _GROUP] for at in range(0, CODE_DIGITS, _GROUP))


def read_code(text: str) -> str:
    """A code as somebody typed it, without blanks and dashes; raises ``ValueError`` for what proves too little."""
    code = re.sub(r"[\s-]", "", text).lower()
    if not _CODE.fullmatch(code) or not CODE_DIGITS <= len(code) <= len(NOTHING_BEFORE):
        raise ValueError(f"not a code of {CODE_DIGITS} to {len(NOTHING_BEFORE)} digits: {text!r}")
    return code


_WITHOUT_FILE = (BallotRuled, DecisionRecorded, ContestCounted)


def _entry(line: bytes, row: int) -> Entry:
    found = read_line(line, row, _BY_TYPE)
    entry = Entry(
        sequence=found.sequence,
        happened=Happened(act=found.act, at=found.at, by=found.by),
        previous=found.previous,
    )
    try:
        same = entry.line == line
    except (ValueError, TypeError) as error:
        raise LogError(row) from error
    if not same:  # another key, another order of keys, blanks: a line has one form only
        raise LogError(row)
    return entry


@cache
def _names(kind: type[Logged]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _details(act: Logged) -> Mapping[str, object]:
    return {name: getattr(act, name) for name in _names(type(act))}


def _act(kind: type[Kind], details: Mapping[str, Any]) -> Kind:
    values = {name: details[name] for name in _names(kind)}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    return kind(**values)
