"""The congress folder and the desk (thư mục đại hội): what is read from it to declare, what is written to count.

Everything that decides an election is counted from files, as anybody can do again: the desk writes ``ballots-….csv``
and ``rulings-….csv``, and ``count_folder`` reads them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.congress_file import read_congress
from rules.errors import FaultList, InputError, shown_path
from rules.freeze import frozen_faults
from rules.model import CONGRESS_FILE, Attendance, Congress, Contest, Form
from rules.phrase import phrase
from rules.regulation_file import rules_for
from rules.slate_digest import digest, slate_canonical
from rules.whole_file import write_whole
from tally.ballot_rows import ruled_grounds
from tally.codes import width_of
from tally.desk.comparing import shown
from tally.desk.congress_edit import edit_congress
from tally.desk.contest_acts import CongressDecided, ContestDeclared
from tally.desk.state import DeskContest, Ruling, Typed
from tally.model import RawMark

_NUMBER_WIDTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a folder says to the desk: the congress, and its contests that wait for their ballots.

    ``attendance`` is what the folder has of each contest already, None where it has nothing.
    """

    congress: Congress
    sha256: str
    contests: tuple[ContestDeclared, ...]
    attendance: Mapping[str, Attendance | None]


def read_declaration(folder: Path, at_desk: Iterable[str] = ()) -> Declaration:
    """Read a folder; ``at_desk`` are contests whose ballots are the desk's own. Raises ``InputError``, all faults."""
    reading = read_congress(folder)
    faults = [*reading.faults, *frozen_faults(folder, reading.contests)]
    own = set(at_desk)
    if reading.congress is None or faults:
        raise InputError(tuple(faults))
    rules = rules_for(reading.congress)
    waiting = [each for each in reading.contests if each.ballots is None or each.id in own]
    return Declaration(
        congress=reading.congress,
        sha256=hashlib.sha256((folder / CONGRESS_FILE).read_bytes()).hexdigest(),
        contests=tuple(_declared(each, rules.invalid_reasons_in_order(each)) for each in waiting),
        attendance={each.id: each.attendance for each in waiting},
    )


def write_contest(folder: Path, contest: DeskContest, decisions: Iterable[CongressDecided]) -> Mapping[str, str]:
    """Write a settled contest's files, and name them in congress.toml; returns their digests (SHA-256) by name.

    Raises ``InputError`` where a file of that name is not the desk's, or the slate is another than was declared.
    """
    if contest.account is None:
        raise ValueError(f"no account: {contest.id}")
    attendance = _same_slate(folder, contest)
    contents = files_of(contest)
    _check_own(folder, contents, contest.files)
    ballots, rulings = names_of(contest.id)
    for name, content in contents.items():
        if not (folder / name).exists() or (folder / name).read_bytes() != content:
            write_whole(folder / name, content)
    source: dict[str, str | int] = {
        "file": ballots,
        "issued": contest.account.issued,
        "returned": contest.account.returned,
    }
    source |= {
        name: number
        for name, number in (("spoilt", contest.account.spoilt), ("not_returned", contest.account.not_returned))
        if number >= 0
    }
    if rulings in contents:
        source["rulings"] = rulings
    edit_congress(
        folder,
        contest=contest.id,
        ballots=source,
        account=contest.account,
        attendance=attendance,
        decisions=[each for each in decisions if each.contest == contest.id],
    )
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def names_of(contest: str) -> tuple[str, str]:
    """The names of a contest's files: of its ballots, and of the rulings on them."""
    return f"ballots-{contest}.csv", f"rulings-{contest}.csv"


def files_of(contest: DeskContest) -> Mapping[str, bytes]:
    """The contest's files as the formats have them; rulings only where there are any."""
    form = Form(contest.declared.form)
    papers: dict[int, Typed] = {}
    rulings: dict[int, tuple[Ruling, ...]] = {}
    for bundle in contest.real.counting():
        papers |= shown(bundle)
        rulings |= bundle.rulings
    header = ["ballot", "struck"] if form is Form.STRIKE_OUT else ["ballot", "agree", "disagree"]
    width = max(_NUMBER_WIDTH, width_of(max(papers, default=1)))
    rows = [[f"{number:0{width}d}", *_cells(form, papers[number].marks)] for number in sorted(papers)]
    ballots_name, rulings_name = names_of(contest.id)
    files = {ballots_name: _csv([header, *rows])}
    ruled = [
        [f"{number:0{width}d}", *_ruling_cells(ruling, contest.names)]
        for number in sorted(rulings)
        for ruling in rulings[number]
    ]
    if ruled:
        files[rulings_name] = _csv([["ballot", "code", "ruling", "reason", "in_favour", "of"], *ruled])
    return files


def _declared(contest: Contest, reasons: tuple[str, ...]) -> ContestDeclared:
    return ContestDeclared(
        contest=contest.id,
        office=contest.office.value,
        form=contest.form.value,
        seats=contest.seats,
        names=tuple(person.name for person in contest.slate.candidates),
        slate=contest.slate.file,
        sha256=digest(slate_canonical(contest.slate)),
        grounds=ruled_grounds(reasons),
        after=contest.after or "",
        vote=contest.vote.value,
        round=contest.round,
    )


def _same_slate(folder: Path, contest: DeskContest) -> Attendance | None:
    declaration = read_declaration(folder, [contest.id])
    now = next((each for each in declaration.contests if each.contest == contest.id), None)
    if now != contest.declared:
        faults = FaultList(CONGRESS_FILE if now is None else now.slate)
        faults.add(
            "desk.slate_changed",
            phrase(
                "danh sách hoặc mẫu phiếu của «{contest}» khác với lúc khai báo ở bàn kiểm phiếu", contest=contest.id
            ),
            phrase("trả lại tệp như lúc khai báo"),
        )
        faults.raise_if_any()
    return declaration.attendance[contest.id]


def _check_own(folder: Path, contents: Mapping[str, bytes], written: Mapping[str, str]) -> None:
    """Files of these names must be the desk's own, hold the same already, or hold nothing."""
    faults: list[FaultList] = []
    for name, content in contents.items():
        path = folder / name
        if not path.exists():
            continue
        there = path.read_bytes() if path.is_file() else b""
        if path.is_file() and _no_rows(there):
            continue
        if there != content and hashlib.sha256(there).hexdigest() != written.get(name):
            own = FaultList(shown_path(path))
            own.add(
                "desk.file_exists",
                phrase("đã có tệp này với nội dung không phải của bàn kiểm phiếu; chương trình không ghi đè"),
                phrase("đổi tên hoặc chuyển tệp đó đi, rồi tính kết quả lại"),
            )
            faults.append(own)
    found = tuple(fault for each in faults for fault in each.faults)
    if found:
        raise InputError(found)


def _no_rows(content: bytes) -> bool:
    """Whether a file is empty under its heading, as ``kiemphieu new`` makes it: nothing is lost with it."""
    return len(content.split()) <= 1


def _cells(form: Form, marks: str) -> list[str]:
    if form is Form.STRIKE_OUT:
        return [_codes(marks, (RawMark.STRUCK,), unclear=True)]
    return [
        _codes(marks, (RawMark.AGREE, RawMark.BOTH), unclear=True),
        _codes(marks, (RawMark.DISAGREE, RawMark.BOTH), unclear=False),
    ]


def _codes(marks: str, letters: tuple[RawMark, ...], *, unclear: bool) -> str:
    """The codes cell: those with a mark, and once in the row those that nobody can read."""
    width = width_of(len(marks))
    if unclear and set(marks) == {RawMark.UNCLEAR}:
        return "?"
    codes = [
        f"{name:0{width}d}" + "?" * (mark == RawMark.UNCLEAR)
        for name, mark in enumerate(marks, start=1)
        if mark in letters or (unclear and mark == RawMark.UNCLEAR)
    ]
    if len(codes) == len(marks) and RawMark.UNCLEAR not in marks:
        return "*"
    return " ".join(codes) or "-"


def _ruling_cells(ruling: Ruling, names: int) -> list[str]:
    code = f"{ruling.name:0{width_of(names)}d}" if ruling.name else ""
    return [code, ruling.ruling, ruling.reason, str(ruling.in_favour), str(ruling.of)]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")
