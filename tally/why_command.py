"""What ``kiemphieu count`` does besides counting: ``--why``, ``--bases`` and ``--next``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from rules.errors import Fault, InputError, shown_path
from rules.json_form import Json
from rules.model import CONGRESS_FILE
from rules.phrase import Phrase, phrase
from rules.session import Session
from rules.toml_table import nearest
from tally.for_check import ForCheck, numbers_for_check
from tally.next_round import NextContest, next_contests, written_already
from tally.result import ContestResult
from tally.rounds import CongressResult
from tally.why import numbers_of

NEXT_FORMAT = "kiemphieu-next/1"

People = tuple[tuple[ContestResult, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options of ``count`` ask for besides the result."""

    why: str | None
    contest: str | None
    bases: bool
    next: bool
    write: bool

    def check(self, folder: Path) -> None:
        """Refuse options that say nothing together."""
        if self.write and not self.next:
            _refuse(folder, phrase("--write chỉ dùng cùng --next"))
        if self.next and (self.why is not None or self.bases):
            _refuse(folder, phrase("--next không dùng cùng --why hay --bases"))
        if self.contest is not None and self.why is None and not self.bases:
            _refuse(folder, phrase("--contest chỉ dùng cùng --why hay --bases"))

    def answer(self, folder: Path, result: CongressResult, session: Session) -> Json:
        """Do what was asked, tell people unless a program listens, and give the answer as JSON."""
        if self.next:
            return _write_next(folder, result, self, session)
        people = people_asked(result, self)
        if not session.json:
            _show(result, people, self, session)
        from tally.why_file import why_json

        return why_json(result, people, self.why, session.translator.text)


def people_asked(result: CongressResult, asked: Asked) -> People:
    """The contests asked about and, with ``--why``, whom the name or number means in each."""
    contests = tuple(each for each in result.contests if asked.contest in {None, each.contest.id})
    if not contests:
        raise InputError((_unknown_contest(result, asked.contest or ""),))
    if asked.why is None:
        return tuple((each, ()) for each in contests)
    found = tuple((each, numbers) for each in contests if (numbers := numbers_of(each, asked.why)))
    if not found:
        raise InputError((_unknown_person(contests, asked.why),))
    return found


def _show(result: CongressResult, people: People, asked: Asked, session: Session) -> None:
    """Explain people; ``--bases`` alone comes after the result itself."""
    from tally.terminal import print_result
    from tally.why_view import print_bases, print_why

    if asked.why is not None:
        print_why(result, people, session.translator)
    else:
        print_result(result, session.translator)
        print_bases(result, (each for each, _ in people), session.translator)


def _write_next(folder: Path, result: CongressResult, asked: Asked, session: Session) -> Json:
    """Write the slates of the next votes, and with ``--write`` their contests; say what was done."""
    from tally.next_file import append_entries, entry_text, write_tables

    ready, counted = next_contests(result), numbers_for_check(result)
    entries = tuple(entry_text(each, session.translator) for each in ready)
    sheets = {each.sheet: each.rows for each in counted if each.sheet is not None}
    write_tables(folder, {each.slate: each.rows for each in ready} | sheets)
    if asked.write and entries:
        append_entries(folder, entries)
    if not session.json:
        of_rounds = _told(folder, result, asked, ready, entries) if ready or not counted else ()
        for line in chain(_told_of_check(folder, counted), of_rounds):
            click.echo(line if isinstance(line, str) else session.translator.text(line))
    return {
        "format": NEXT_FORMAT,
        "written": asked.write and bool(ready),
        "contests": [
            {
                "id": each.contest,
                "after": each.pending.after.contest.id,
                "vote": each.pending.vote.vote.value,
                "round": each.round,
                "seats": each.pending.vote.seats,
                "list": list(each.pending.vote.names),
                "needed": each.pending.vote.needed,
                "slate": each.slate,
                "entry": entry,
            }
            for each, entry in zip(ready, entries, strict=True)
        ],
        "for_check": [{"contest": each.contest, "entry": each.entry, "sheet": each.sheet} for each in counted],
    }


def _told_of_check(folder: Path, counted: tuple[ForCheck, ...]) -> Iterator[Phrase | str]:
    """The numbers of opinion and introduction ballots, as the congress.toml of the election has them."""
    for each in counted:
        yield each.about
        if each.sheet is not None:
            yield phrase("Bảng số phiếu: {file}", file=shown_path(folder / each.sheet))
        yield phrase("Chép các dòng sau vào {file} của cuộc bầu.", file=CONGRESS_FILE)
        if each.missing is not None:
            yield each.missing
        yield f"\n{each.entry}"


def _told(
    folder: Path,
    result: CongressResult,
    asked: Asked,
    ready: tuple[NextContest, ...],
    entries: tuple[str, ...],
) -> Iterator[Phrase | str]:
    """What was made ready, the lines of congress.toml as they are to stand there, and what to do now."""
    for each, entry in zip(ready, entries, strict=True):
        yield phrase("Danh sách: {file}", file=shown_path(folder / each.slate))
        yield f"\n{entry}"
    for contest in written_already(result):
        yield phrase("«{contest}» đã có trong {file}, chỉ còn thiếu phiếu.", contest=contest.id, file=CONGRESS_FILE)
    if not ready:
        yield phrase("Không có lần bầu nào cần lập thêm.")
    elif asked.write:
        yield phrase("Đã thêm vào cuối {file}; các dòng cũ giữ nguyên.", file=CONGRESS_FILE)
    else:
        yield phrase("Chép các dòng trên vào {file}, hoặc chạy lại với --write.", file=CONGRESS_FILE)


def _refuse(folder: Path, message: Phrase) -> NoReturn:
    remedy = phrase("xem «kiemphieu --help» hoặc «kiemphieu LỆNH --help»")
    raise InputError((Fault(name="command.usage", file=shown_path(folder), message=message, remedy=remedy),))


def _unknown_contest(result: CongressResult, asked: str) -> Fault:
    ids = tuple(each.contest.id for each in result.contests)
    return Fault(
        name="why.unknown_contest",
        file=CONGRESS_FILE,
        seen=asked,
        message=phrase("không có nội dung bầu nào đã kiểm có id là «{asked}»", asked=asked),
        remedy=phrase("dùng một trong các id: {ids}", ids=ids),
    )


def _unknown_person(contests: tuple[ContestResult, ...], asked: str) -> Fault:
    names = {person.name: None for each in contests for person in each.contest.slate.candidates}
    near = nearest(asked, names)
    return Fault(
        name="why.unknown_person",
        file=CONGRESS_FILE,
        seen=asked,
        message=phrase("không có ai là «{asked}» trong các danh sách bầu đã kiểm", asked=asked),
        remedy=phrase("có phải «{near}»?", near=near)
        if near
        else phrase("ghi đúng họ và tên như trong danh sách, hoặc số trên phiếu"),
    )
