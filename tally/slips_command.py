"""``kiemphieu slips``: what lies beside the papers while they are entered, and the slip on the sealed pile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError, shown_path
from rules.json_form import Json
from rules.language import help_text
from rules.model import CONGRESS_FILE, Congress, Contest
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from rules.session import FINE, NO, Session

SLIPS_FORMAT = "kiemphieu-slips/1"


@click.command(
    "slips",
    cls=Command,
    help=help_text(
        "In phiếu theo tập và tờ phím cho người nhập (từ thư mục đại hội), hoặc giấy niêm phong (từ hồ sơ .zip)."
    ),
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--contest", "wanted", multiple=True, help=help_text("chỉ nội dung bầu có id này; dùng được nhiều lần"))
@click.option(
    "--papers",
    "count",
    type=click.IntRange(min=1, max=1_000_000),
    default=None,
    help=help_text("bao nhiêu lá phiếu thu về; mặc định theo congress.toml"),
)
@click.option(
    "--bundle",
    "size",
    type=click.IntRange(min=1, max=1_000),
    default=50,
    help=help_text("bao nhiêu lá một tập; mặc định 50"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("ghi vào thư mục này; mặc định thư mục papers của đại hội, hoặc thư mục của hồ sơ"),
)
@json_option
@lang_option
@click.pass_obj
def slips(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    source: Path,
    wanted: tuple[str, ...],
    count: int | None,
    size: int,
    output: Path | None,
) -> int:
    """Make the slips of a folder's contests, or the seal slip of a record that was looked through first."""
    from rules.json_form import to_text
    from rules.whole_file import write_whole

    if source.suffix.casefold() == ".zip":
        made = _of_record(source, session)
        if made is None:
            return NO
        folder = output or source.parent
    else:
        made = dict(_of_folder(source, wanted, count, size, session))
        folder = output or source / "papers"
    _make_folder(folder)
    for name, content in made.items():
        write_whole(folder / name, content)
    if session.json:
        form: Json = {"format": SLIPS_FORMAT, "files": [shown_path(folder / name) for name in made]}
        click.echo(to_text(form), nl=False)
    else:
        for name in made:
            click.echo(shown_path(folder / name))
    return FINE


def _of_folder(
    folder: Path, wanted: tuple[str, ...], count: int | None, size: int, session: Session
) -> Iterator[tuple[str, bytes]]:
    from rules.report_text import Writer
    from tally.desk.key_sheet import key_sheet
    from tally.papers.slips import bundle_slips, bundles
    from tally.progress import Doing, watching

    congress, rules, contests = _read(folder, wanted)
    writer = Writer(session.translator)
    language = "" if session.lang == "vi" else f".{session.lang}"
    papers = {contest.id: _papers(contest, count) for contest in contests}
    missing = tuple(_not_known(contest) for contest in contests if papers[contest.id] is None)
    if missing:
        raise InputError(missing)
    for contest in contests:
        made = bundles(papers[contest.id] or 0, size)
        with watching(session, Doing.SLIPS) as report:
            set_slips = bundle_slips(congress, contest, made, writer, report=report)
        yield f"bundles-{contest.id}{language}.pdf", set_slips
        yield f"keys-{contest.id}{language}.pdf", key_sheet(congress, contest, rules, writer)


def _of_record(path: Path, session: Session) -> dict[str, bytes] | None:
    """The seal slip; None, with what was found said, for a record that does not hold."""
    from rules.report_text import Writer
    from tally.audit import audit
    from tally.papers.slips import heads_of, seal_slip
    from tally.progress import watching
    from tally.record_file import counted_record, open_record
    from tally.record_view import audit_lines

    record = open_record(path)
    with watching(session) as report:
        checked = audit(record, report=report)
    if not checked.holds:
        for line in audit_lines(checked, session.translator):
            click.echo(line, err=True)
        return None
    result = counted_record(record).result
    sealed = heads_of(record.seal, path.name)
    language = "" if session.lang == "vi" else f".{session.lang}"
    name = f"seal-slip-{sealed.seal_head[:8]}{language}.pdf"
    return {name: seal_slip(result.congress, result.contests, sealed, Writer(session.translator))}


def _read(folder: Path, wanted: tuple[str, ...]) -> tuple[Congress, Rules, tuple[Contest, ...]]:
    from rules.congress_file import read_congress
    from rules.regulation_file import rules_for

    reading = read_congress(folder)
    if reading.congress is None or reading.faults:
        raise InputError(reading.faults)
    congress = reading.congress
    ids = tuple(contest.id for contest in congress.contests)
    unknown = [each for each in wanted if each not in ids]
    if unknown or not ids:
        message, remedy = phrase("không có nội dung bầu nào như vậy"), phrase("ghi một trong: {ids}", ids=ids)
        raise InputError(tuple(_fault("slips.unknown_contest", each, message, remedy) for each in unknown or [""]))
    contests = tuple(contest for contest in congress.contests if not wanted or contest.id in wanted)
    return congress, rules_for(congress), contests


def _papers(contest: Contest, count: int | None) -> int | None:
    """The papers out of the box: as said, as counted in public, or at most as many as people were there."""
    if count is not None:
        return count
    if contest.ballots is not None:
        return contest.ballots.returned
    return contest.attendance.present if contest.attendance is not None else None


def _not_known(contest: Contest) -> Fault:
    return _fault(
        "slips.papers_unknown",
        contest.id,
        phrase("chưa biết có bao nhiêu lá phiếu"),
        phrase("thêm --papers với số phiếu thu về"),
    )


def _fault(name: str, seen: str, message: Phrase, remedy: Phrase) -> Fault:
    return Fault(name=name, file=CONGRESS_FILE, seen=seen, message=message, remedy=remedy)


def _make_folder(path: Path) -> None:
    from rules.whole_file import cannot_write

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError((cannot_write(path, error),)) from error
