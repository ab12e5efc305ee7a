"""A count as its record holds it (hồ sơ của một lần kiểm), up to the count head: every file, and the log of how.

All of it follows from the folder alone, so that whoever prints a paper and whoever seals the record later have the
same code without telling each other anything. No time stands in it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rules.errors import Fault, InputError, shown_path
from rules.freeze import FROZEN_FILE
from rules.json_form import Json, to_text
from rules.model import CONGRESS_FILE, Contest
from rules.phrase import phrase
from tally.ballot_file import Box
from tally.canonical import ballots_canonical, slate_canonical
from tally.congress_count import CountedCongress, count_folder
from tally.model import COMPUTED_REASONS, InvalidReason
from tally.record import (
    BallotRuled,
    BallotsRead,
    CongressRead,
    ContestCounted,
    DecisionRecorded,
    Entry,
    Happened,
    InputRead,
    ResultMade,
    RulesTaken,
    SlateTaken,
    chain,
    contest_digests,
    short_code,
)
from tally.record_forms import numbers_of, sealed_congress, sealed_rules
from tally.result_file import result_json
from tally.ruling_file import Ruling, read_rulings

CONGRESS, RULES, RESULT = "congress.json", "rules.json", "result.json"
INPUTS, CONTESTS = "inputs/", "contests/"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRecord:
    """A count as its record holds it, up to the result: the files, and the log whose last line gives the count head."""

    counted: CountedCongress
    files: Mapping[str, bytes]
    log: tuple[Entry, ...]

    @property
    def head(self) -> str:
        """The count head (mã kiểm phiếu), 64 digits."""
        return self.log[-1].digest

    @property
    def code(self) -> str:
        """The count head as papers print it."""
        return short_code(self.head)


def count_head(folder: Path, report: Callable[[int, int], None] | None = None) -> CountRecord:
    """Count a folder and make its count head, without sealing anything: ``.head``, and ``.code`` for papers.

    ``report`` is told of a big box how many ballots have gone past, and how many are expected.
    Raises ``InputError`` and ``UndecidedError`` as ``count_folder`` does.
    """
    return record_count(folder, count_folder(folder, report))


def record_count(folder: Path, counted: CountedCongress) -> CountRecord:
    """Put a count into the form of a record; ``folder`` is the one it was counted from."""
    result, boxes = counted.result, counted.boxes
    contents = {f"{INPUTS}{name}": _bytes(folder, name) for name in input_names(folder)}
    forms: Mapping[str, Json] = {
        CONGRESS: sealed_congress(result.congress, boxes),
        RULES: sealed_rules(result),
        RESULT: result_json(result, boxes),
    }
    contents |= {name: to_text(form).encode("utf-8") for name, form in forms.items()}
    for contest in result.congress.contests:
        contents[slate_name(contest.id)] = slate_canonical(contest.slate)
        if contest.id in boxes:
            contents[ballots_name(contest.id)] = ballots_canonical(boxes[contest.id].ballots, len(contest.slate))
    log = chain(_counting(folder, counted, contents))
    found = contest_digests(log, json.loads(contents[RESULT])["contests"])
    made = ResultMade(file=RESULT, sha256=_sha256(contents[RESULT]), contests=found)
    return CountRecord(counted=counted, files=contents, log=chain((Happened(act=made),), log))


def input_names(folder: Path) -> tuple[str, ...]:
    """Every file of the folder that its ``congress.toml`` names, whatever for, each once; then what was frozen.

    Whoever counts again reads the same files, those that only ``check`` asks for as well.
    """
    found = [CONGRESS_FILE]
    found += _named_in(tomllib.loads(_bytes(folder, CONGRESS_FILE).decode("utf-8-sig")), folder)
    if (folder / FROZEN_FILE).is_file():
        found += [FROZEN_FILE, *_named_in(json.loads(_bytes(folder, FROZEN_FILE)), folder)]
    return tuple(dict.fromkeys(found))


def slate_name(contest: str) -> str:
    """Where a record holds a contest's slate in canonical form."""
    return f"{CONTESTS}{contest}/slate.csv"


def ballots_name(contest: str) -> str:
    """Where a record holds a contest's cast vote records in canonical form."""
    return f"{CONTESTS}{contest}/ballots.csv"


def _counting(folder: Path, counted: CountedCongress, contents: Mapping[str, bytes]) -> Iterator[Happened]:
    """Everything from the first file read to the last contest counted, in the order in which it happens."""
    result, boxes = counted.result, counted.boxes
    congress = result.congress

    def digest(name: str) -> str:
        return _sha256(contents[name])

    for file in (name for name in contents if name.startswith(INPUTS)):
        yield Happened(act=InputRead(file=file, sha256=digest(file), bytes=len(contents[file])))
    opens = congress.opens.isoformat()
    yield Happened(act=CongressRead(file=CONGRESS, sha256=digest(CONGRESS), opens=opens))
    yield Happened(act=RulesTaken(file=RULES, sha256=digest(RULES), pack=result.rules.pack))
    for contest in congress.contests:
        file = slate_name(contest.id)
        names = len(contest.slate)
        yield Happened(act=SlateTaken(contest=contest.id, file=file, sha256=digest(file), names=names))
        if contest.id in boxes:
            yield from _ballots(folder, contest, boxes[contest.id], digest(ballots_name(contest.id)))
    for decision in congress.decisions:
        act = DecisionRecorded(
            contest=decision.contest,
            about=decision.about.value,
            decision=decision.decision,
            text=decision.text,
        )
        yield Happened(act=act, by=decision.by)
    for each in result.contests:
        counted_act = ContestCounted(
            contest=each.contest.id,
            counted=each.account.counted,
            state=each.outcome.state.value,
            elected=each.outcome.elected,
        )
        yield Happened(act=counted_act)


def _ballots(folder: Path, contest: Contest, box: Box, digest: str) -> Iterator[Happened]:
    read = BallotsRead(
        contest=contest.id,
        file=ballots_name(contest.id),
        sha256=digest,
        ballots=len(box.ballots),
        numbers=numbers_of(box),
    )
    yield Happened(act=read)
    told = told_rulings(folder, contest)
    for ballot in box.ballots:
        ruled = {ruling.name: ruling.mark.name.lower() for ruling in ballot.mark_rulings}
        if ballot.ruling is not None:
            ruled[0] = ballot.ruling.value
        elif (ballot.number, 0) in told:
            ruled[0] = "valid"
        for name, ruling in sorted(ruled.items()):
            why = told.get((ballot.number, name))
            act = BallotRuled(
                contest=contest.id,
                ballot=ballot.number,
                name=name,
                ruling=ruling,
                reason=why.reason if why else "",
                in_favour=why.in_favour if why else 0,
                of=why.of if why else 0,
            )
            yield Happened(act=act)


def told_rulings(folder: Path, contest: Contest) -> Mapping[tuple[int, int], Ruling]:
    """The rulings that stand in a file of their own, with reason and vote, by ballot and name (0: the whole ballot)."""
    shown = contest.ballots.rulings if contest.ballots else None
    if shown is None:
        return {}
    grounds = tuple(reason.value for reason in InvalidReason if reason not in COMPUTED_REASONS)
    layer = read_rulings(folder / shown, shown, contest, grounds)
    return {(ruling.ballot, ruling.name or 0): ruling for ruling in layer.rulings}


def _named_in(value: object, folder: Path) -> Iterator[str]:
    """Every text in what a file says that is the name of a file inside the folder."""
    match value:
        case str():
            path = PurePosixPath(value)
            if not path.is_absolute() and ".." not in path.parts and _is_file(folder / path):
                yield path.as_posix()
        case dict():
            for inner in value.values():
                yield from _named_in(inner, folder)
        case list():
            for inner in value:
                yield from _named_in(inner, folder)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a sentence, not a name
        return False


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:  # it was there a moment ago
        message = phrase("không mở được tệp {file}", file=name)
        remedy = phrase("kiểm tra quyền đọc tệp và ổ đĩa, đóng chương trình đang mở tệp, rồi chạy lại")
        fault = Fault(name="file.unreadable", file=shown_path(folder / name), message=message, remedy=remedy)
        raise InputError((fault,)) from error


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
