"""``kiemphieu minutes``, ``slides`` and ``papers``: the papers of a count, written beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError, Place, shown_path
from rules.json_form import Json
from rules.language import help_text
from rules.model import CONGRESS_FILE
from rules.phrase import phrase
from rules.session import FINE, Session

if TYPE_CHECKING:  # for the start-up time, not against a cycle: it is imported where it is used
    from tally.papers.content import Issue

MADE_FORMAT = "kiemphieu-made/1"

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _options(command: _Command) -> _Command:
    """What the three commands share."""
    options = (
        click.argument("folder", type=click.Path(path_type=Path)),
        click.option("--contest", default=None, help=help_text("chỉ nội dung bầu có id này")),
        click.option(
            "--on",
            "day",
            type=click.DateTime(["%Y-%m-%d"]),
            default=None,
            help=help_text("ngày lập văn bản, năm-tháng-ngày; không có thì để trống cho người ký ghi"),
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            default=None,
            help=help_text("ghi vào thư mục này; mặc định là thư mục papers trong thư mục đại hội"),
        ),
        json_option,
        lang_option,
        click.pass_obj,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    "minutes",
    cls=Command,
    help=help_text("Làm biên bản kiểm phiếu của từng nội dung bầu, từng lần bầu: DOCX để sửa, PDF để in."),
)
@_options
def minutes(session: Session, folder: Path, contest: str | None, day: datetime | None, output: Path | None) -> int:
    """Make the minutes of every counted contest."""
    return _make(session, _Wanted(folder, contest, day, output, kinds=("minutes",)))


@click.command(
    "slides",
    cls=Command,
    help=help_text("Làm trình chiếu kết quả cho hội trường: ai trúng cử, số phiếu, vạch quá nửa (PDF 16:9)."),
)
@_options
def slides(session: Session, folder: Path, contest: str | None, day: datetime | None, output: Path | None) -> int:
    """Make the slides of every counted contest."""
    return _make(session, _Wanted(folder, contest, day, output, kinds=("slides",)))


@click.command(
    "papers",
    cls=Command,
    help=help_text("Làm mọi giấy tờ của cuộc kiểm phiếu trong một lần, đúng như hồ sơ niêm phong sẽ giữ."),
)
@_options
def papers(session: Session, folder: Path, contest: str | None, day: datetime | None, output: Path | None) -> int:
    """Make every paper of every counted contest."""
    return _make(session, _Wanted(folder, contest, day, output, kinds=None))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for; ``kinds`` None is every kind."""

    folder: Path
    contest: str | None
    day: datetime | None
    output: Path | None
    kinds: tuple[str, ...] | None


def _make(session: Session, wanted: _Wanted) -> int:
    from rules.json_form import to_text
    from rules.whole_file import write_whole
    from tally.count_record import count_head
    from tally.papers.issue_file import PAPERS_FILE, PAPERS_FOLDER, versions_bytes
    from tally.papers.making import KINDS, make, versions_now
    from tally.record_papers import versions_in
    from tally.turned_round_words import cautions, to_hold_to_paper

    record = count_head(wanted.folder)
    counted = tuple(each.contest.id for each in record.counted.result.contests)
    _check_contest(wanted.contest, counted)
    contests = counted if wanted.contest is None else (wanted.contest,)
    day = None if wanted.day is None else wanted.day.date()
    versions = versions_now(record, versions_in(wanted.folder), contests=contests, day=day)
    kinds = [kind for kind in KINDS if wanted.kinds is None or kind.name in wanted.kinds]
    files = make(record, versions, session.translator, kinds=kinds, contests=contests).files
    home = wanted.folder / PAPERS_FOLDER
    to = wanted.output or home
    check_kept(to, files)
    for place in (home, to):
        make_folder(place)
    for name, content in files.items():
        write_whole(to / name, content)
    write_whole(home / PAPERS_FILE, versions_bytes(versions))
    results = [each for each in record.counted.result.contests if each.contest.id in contests]
    for line in cautions(results):
        click.echo(session.translator.text(line), err=True)
    issues = {contest: versions.issue(contest) for contest in contests}
    if session.json:
        click.echo(to_text(_form(files, to, issues, session)), nl=False)
    else:
        for text in _lines(files, to, issues, session):
            click.echo(text)
        for line in to_hold_to_paper(results):
            click.echo(session.translator.text(line))
        click.echo()
        sealing = phrase("Mã kiểm phiếu in trong giấy tờ kiểm lại được bằng hồ sơ niêm phong ngay lúc này:")
        click.echo(session.translator.text(sealing))
        click.echo(f"    kiemphieu seal {shown_path(wanted.folder)}")
    return FINE


def _lines(files: Iterable[str], to: Path, issues: Mapping[str, Issue], session: Session) -> Iterator[str]:
    text = session.translator.text
    yield from (shown_path(to / name) for name in files)
    yield ""
    for contest, issue in issues.items():
        yield text(phrase("«{contest}»: bản thứ {version}", contest=contest, version=issue.version))
        yield from (f"  - {text(change)}" for change in issue.changes)


def _form(files: Mapping[str, bytes], to: Path, issues: Mapping[str, Issue], session: Session) -> Json:
    from tally.record import short_code

    return {
        "format": MADE_FORMAT,
        "files": [
            {"file": shown_path(to / name), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "contests": [
            {
                "contest": contest,
                "version": issue.version,
                "code": short_code(issue.code),
                "changes": [session.translator.text(change) for change in issue.changes],
            }
            for contest, issue in issues.items()
        ],
    }


def _check_contest(contest: str | None, known: Iterable[str]) -> None:
    known = tuple(known)
    if contest is None or contest in known:
        return
    fault = Fault(
        name="papers.contest",
        file=CONGRESS_FILE,
        place=Place(key="contest.id"),
        seen=contest,
        message=phrase("không có nội dung bầu nào đã kiểm phiếu với id này"),
        remedy=phrase("chọn một trong: {known}", known=known),
    )
    raise InputError((fault,))


def check_kept(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to write over a paper that somebody has changed since: a document is there to be edited."""
    faults = tuple(
        Fault(
            name="papers.edited",
            file=shown_path(folder / name),
            message=phrase(
                "ở đây đã có tệp cùng tên mà nội dung khác: có người đã sửa, hoặc do bản chương trình khác làm"
            ),
            remedy=phrase("chuyển tệp đó đi chỗ khác hoặc đổi tên, hoặc ghi vào thư mục khác bằng -o"),
        )
        for name, content in files.items()
        if _other(folder / name, content)
    )
    if faults:
        raise InputError(faults)


def _other(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except FileNotFoundError:
        return False
    except OSError:
        return True


def make_folder(folder: Path) -> None:
    """Make the folder of the papers if there is none; raises ``InputError``."""
    from rules.whole_file import cannot_write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError((cannot_write(folder, error),)) from error
