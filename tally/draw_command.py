"""``kiemphieu draw``: which ballots to pull from the sealed pile, and what looking at them proves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError, shown_path
from rules.language import help_text
from rules.model import Congress
from rules.phrase import Phrase, phrase
from rules.session import FINE, NO, UNDECIDED, Session
from tally.draw_view import Drawing
from tally.result import ContestResult

_LIMIT = "5%"
_PERCENT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,4}))?\s*%")


@click.command(
    "draw",
    cls=Command,
    help=help_text("Rút ngẫu nhiên số phiếu từ chồng phiếu đã niêm phong, rồi xét những lá đã mở ra xem."),
)
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--seed", required=True, help=help_text("mầm: các lần gieo xúc xắc trước mọi người, từ 20 chữ số"))
@click.option("-n", "--number", "count", type=click.IntRange(min=1), required=True, help=help_text("rút bao nhiêu lá"))
@click.option("--contest", default=None, help=help_text("chỉ nội dung bầu có id này"))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("ghi tờ để điền, mỗi lá rút một dòng: .csv để xét bằng --found, .pdf để in và ghi tay"),
)
@click.option("--found", type=click.Path(path_type=Path), default=None, help=help_text("tờ đã điền, để xét"))
@click.option("--limit", default=_LIMIT, help=help_text("rủi ro chấp nhận được khi xét; mặc định 5%"))
@json_option
@lang_option
@click.pass_obj
def draw(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    record: Path,
    seed: str,
    count: int,
    contest: str | None,
    output: Path | None,
    found: Path | None,
    limit: str,
) -> int:
    """Draw, and judge what was found: exit code 1 where a full recount is needed, 3 where more must be drawn."""
    from rules.json_form import to_text
    from rules.whole_file import write_whole
    from tally.audit import audit
    from tally.draw_papers import draw_for_all, judge_papers, read_sheet
    from tally.draw_view import draw_form, draw_lines, found_lines
    from tally.progress import watching
    from tally.record_file import counted_record, open_record
    from tally.record_view import audit_lines
    from tally.sampling import draw as draw_ballots

    digits, share = _seed(seed), _share(limit)
    opened = open_record(record)
    with watching(session) as report:
        checked = audit(opened, report=report)
    if not checked.holds:
        for line in audit_lines(checked, session.translator):
            click.echo(line, err=True)
        return NO
    with watching(session) as report:
        counted = counted_record(opened, report)
    result = _chosen(counted.result.contests, contest)
    box = counted.boxes[result.contest.id]
    numbers = (ballot.number for ballot in box.ballots)
    drawing = Drawing(
        record=opened.shown,
        contest=result.contest,
        stamped=box.stamped,
        seed=digits,
        ballots=len(box.ballots),
        drawn=draw_ballots(numbers, seed=digits, contest=result.contest.id, count=count),
    )
    if output is not None:
        write_whole(output, _sheet(drawing, counted.result.congress, output, session))
    findings = None
    if found is not None:
        grounds = counted.result.rules.invalid_reasons_in_order(result.contest)
        findings = judge_papers(result, tuple(box.ballots), read_sheet(found, drawing, grounds), share)
    if session.json:
        click.echo(to_text(draw_form(drawing, findings)), nl=False)
    else:
        lines = draw_lines(drawing, draw_for_all(result, share), share, session.translator)
        if findings is not None:
            lines = found_lines(drawing, findings, session.translator)
        for line in lines:
            click.echo(line)
    if findings is None or findings.confirmed:
        return FINE
    return NO if findings.differing else UNDECIDED


def _sheet(drawing: Drawing, congress: Congress, output: Path, session: Session) -> bytes:
    """The sheet to write on: a page to be printed, or a file to be filled in and judged."""
    if output.suffix.casefold() == ".pdf":
        from rules.report_text import Writer
        from tally.draw_sheet import MOST_PRINTED, sheet_pages

        if len(drawing.drawn) > MOST_PRINTED:
            raise InputError((_too_many(drawing, output, MOST_PRINTED),))
        return sheet_pages(drawing, congress, Writer(session.translator))
    from tally.draw_view import sheet

    return sheet(drawing)


def _too_many(drawing: Drawing, output: Path, most: int) -> Fault:
    message = phrase(
        "{drawn} số phiếu là quá nhiều cho một tờ in: nhiều nhất {most}", drawn=len(drawing.drawn), most=most
    )
    remedy = phrase("ghi vào một tệp .csv, hoặc rút ít hơn bằng -n; đối chiếu cả chồng phiếu là kiểm phiếu lại")
    return _fault("draw.too_many_printed", "-o", shown_path(output), message, remedy)


def _seed(text: str) -> str:
    from tally.sampling import LEAST_THROWS, read_seed

    try:
        return read_seed(text)
    except ValueError as error:
        message = phrase("mầm phải là từ {least} chữ số", least=LEAST_THROWS)
        remedy = phrase("gieo xúc xắc {least} lần trước mọi người, ghi lần lượt các mặt", least=LEAST_THROWS)
        raise InputError((_fault("draw.seed", "--seed", text, message, remedy),)) from error


def _share(text: str) -> Fraction:
    found = _PERCENT.fullmatch(text.strip())
    share = Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else Fraction(0)
    if share > 0:
        return share
    message = phrase("rủi ro chấp nhận được phải lớn hơn 0 % và nhỏ hơn 100 %")
    remedy = phrase("ghi phần trăm, ví dụ {example}", example=_LIMIT)
    raise InputError((_fault("draw.limit", "--limit", text, message, remedy),))


def _chosen(contests: Sequence[ContestResult], wanted: str | None) -> ContestResult:
    """The contest asked for, or the only one; one without a result has nothing to confirm."""
    having = [each for each in contests if each.tally is not None and wanted in {None, each.contest.id}]
    if len(having) == 1:
        return having[0]
    ids = tuple(each.contest.id for each in contests if each.tally is not None)
    if not ids:
        message, remedy = phrase("không nội dung bầu nào có kết quả để đối chiếu"), phrase("xem kết quả trong hồ sơ")
    else:
        message = phrase("mỗi nội dung bầu là một chồng phiếu riêng: cần nói rút từ chồng nào")
        remedy = phrase("thêm --contest, một trong: {ids}", ids=ids)
    raise InputError((_fault("draw.which_contest", "--contest", wanted, message, remedy),))


def _fault(name: str, file: str, seen: str | None, message: Phrase, remedy: Phrase) -> Fault:
    return Fault(name=name, file=file, seen=seen, message=message, remedy=remedy)
