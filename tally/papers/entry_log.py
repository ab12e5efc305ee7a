"""The log as a paper (nhật ký): what was done in its order, each line with the digest that the next line holds.

The acts of a record, and those of the counting desk, are put into words by whoever knows them; here is the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.labels import label_of, letterhead_of
from rules.model import Congress
from rules.phrase import Phrase, Value, phrase
from tally.papers.form import FORMS, letter_for
from tally.papers.sheet import Column, Line, LineKind, Said, Sheet, Signature, Signatures, Table
from tally.record import (
    NOTHING_BEFORE,
    Act,
    BallotRuled,
    BallotsRead,
    CongressRead,
    ContestCounted,
    DecisionRecorded,
    Entry,
    InputRead,
    PaperMade,
    RecordSealed,
    ResultMade,
    RulesTaken,
    SlateTaken,
    short_code,
)
from tally.ruling_words import ruling_phrase

_SHORT = 12
"""Digits of a digest that the table shows; the last line's stand whole below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line of a log in words; ``at`` as it is stamped, empty without a time, ``by`` empty for the program."""

    sequence: int
    at: str
    by: str
    said: Phrase
    digest: str


def record_log(congress: Congress, log: Sequence[Entry]) -> Sheet:
    """The log of a record, from the first file read to the last line there is."""
    rows = [
        LogRow(
            sequence=entry.sequence,
            at=entry.happened.at or "",
            by=entry.happened.by or "",
            said=act_words(entry.happened.act),
            digest=entry.digest,
        )
        for entry in log
    ]
    return log_sheet(congress, rows, phrase("nhật ký kiểm phiếu · {code}", code=short_code(log[-1].digest)))


def log_sheet(congress: Congress, rows: Sequence[LogRow], said_below: Said) -> Sheet:
    """Arrange a log; columns that no line fills are left out. ``said_below`` stands at the foot of every page."""
    contest = congress.contests[0]
    form = FORMS[letterhead_of(congress, contest.kind)]
    timed, signed = any(row.at for row in rows), any(row.by for row in rows)
    columns = (
        Column(phrase("Mục"), 13, right=True),
        *((Column(phrase("Lúc"), 24),) if timed else ()),
        *((Column(phrase("Ai"), 28),) if signed else ()),
        Column(phrase("Việc đã làm"), 165 - 13 - 32 - (24 if timed else 0) - (28 if signed else 0)),
        Column(phrase("Mã băm"), 32),
    )
    table = Table(columns=columns, rows=tuple(tuple(_cells(row, timed=timed, signed=signed)) for row in rows))
    committee = tuple(congress.people.get("counting_committee", ()))
    last = rows[-1].digest if rows else NOTHING_BEFORE
    closing = (
        Line(
            phrase("Mỗi mục giữ mã băm của mục ngay trước nó; mã của mục cuối: {code}", code=short_code(last)),
            LineKind.STRONG,
        ),
        Line(phrase("Nhật ký này in {rows} mục.", rows=len(rows))),
    )
    return Sheet(
        letter=letter_for(congress, contest),
        title=phrase("NHẬT KÝ KIỂM PHIẾU"),
        subject=(congress.name,),
        blocks=(Line(phrase("Mọi việc đã làm, theo thứ tự; không mục nào bị xóa hay sửa lại."), LineKind.NOTE), table),
        signatures=Signatures(
            closing=closing,
            left=Signature(titles=(phrase("NGƯỜI IN NHẬT KÝ"),)),
            right=Signature(titles=form.right_signs, name=committee[0] if committee else ""),
            members_title="",
            members=(),
        ),
        foot=said_below,
    )


def act_words(act: Act) -> Phrase:  # noqa: C901 - one case an act
    """Say in words what an act of a record's log did."""
    match act:
        case InputRead():
            return phrase("đọc tệp {file} ({bytes} byte)", file=act.file, bytes=act.bytes)
        case CongressRead():
            return phrase("đọc thông tin đại hội, khai mạc {day}", day=_day(act.opens))
        case RulesTaken():
            return phrase("áp dụng bộ quy định {pack}", pack=act.pack)
        case SlateTaken():
            return phrase("danh sách của «{contest}»: {names} người", contest=act.contest, names=act.names)
        case BallotsRead():
            return phrase("phiếu đã nhập của «{contest}»: {ballots} lá", contest=act.contest, ballots=act.ballots)
        case BallotRuled():
            return _ruled(act)
        case DecisionRecorded():
            return phrase(
                "quyết định về {about} của «{contest}»: {decision}. {text}",
                about=label_of(act.about),
                contest=act.contest,
                decision=label_of(act.decision),
                text=act.text,
            )
        case ContestCounted():
            return phrase(
                "kiểm «{contest}»: {counted} phiếu, {state}; trúng cử: {elected}",
                contest=act.contest,
                counted=act.counted,
                state=label_of(act.state),
                elected=act.elected or phrase("không có ai"),
            )
        case ResultMade():
            return phrase("lập kết quả; mã băm của mục này là mã kiểm phiếu")
        case PaperMade():
            return phrase("làm giấy tờ {file}", file=act.file)
        case RecordSealed():
            return phrase(
                "niêm phong, chương trình bản {program}; mã băm của mục này là mã niêm phong", program=act.program
            )


def _ruled(act: BallotRuled) -> Phrase:
    ruling = ruling_phrase(act.ruling)
    said = (
        phrase("phiếu {ballot}, người số {name}: kết luận {ruling}", ballot=act.ballot, name=act.name, ruling=ruling)
        if act.name
        else phrase("phiếu {ballot}: kết luận {ruling}", ballot=act.ballot, ruling=ruling)
    )
    if not act.of:
        return said
    return phrase(
        "{said} ({reason}, {in_favour}/{of})", said=said, reason=act.reason, in_favour=act.in_favour, of=act.of
    )


def _cells(row: LogRow, *, timed: bool, signed: bool) -> Iterator[Said]:
    yield str(row.sequence)
    if timed:
        yield _moment(row.at)
    if signed:
        yield row.by
    yield row.said
    yield " ".join(row.digest[at : at + 4] for at in range(0, _SHORT, 4))


def _moment(at: str) -> str:
    """As clocks show it: the day below the time, the zone left to the log itself."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return f"{moment:%H:%M:%S %d/%m/%Y}"


def _day(text: str) -> Value:
    return datetime.fromisoformat(text).date()
