"""``kiemphieu diff``: two or three counts of the same pile, ballot by ballot."""

from __future__ import annotations

from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.language import help_text
from rules.session import FINE, NO, Session


@click.command(
    "diff",
    cls=Command,
    help=help_text("So hai hoặc ba lần kiểm của cùng một chồng phiếu: thư mục đại hội, hồ sơ hoặc tệp phiếu."),
)
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.argument("third", type=click.Path(path_type=Path), required=False)
@click.option("--contest", default=None, help=help_text("chỉ nội dung bầu có id này"))
@click.option(
    "--congress",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("tệp phiếu: thư mục đại hội nói danh sách và mẫu phiếu"),
)
@json_option
@lang_option
@click.pass_obj
def diff(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    first: Path,
    second: Path,
    third: Path | None,
    contest: str | None,
    congress: Path | None,
) -> int:
    """Compare counts; exit code 1 where they differ."""
    from rules.json_form import to_text
    from tally.diff_sides import compare_sides, read_sides
    from tally.diff_view import diff_form, diff_lines, is_same
    from tally.progress import watching

    paths = [first, second, *([third] if third is not None else [])]
    with watching(session) as report:
        sides = read_sides(paths, congress=congress, contest=contest, report=report)
    found = compare_sides(sides, contest=contest)
    if session.json:
        click.echo(to_text(diff_form(sides, found, session.translator)), nl=False)
    else:
        for line in diff_lines(sides, found, session.translator):
            click.echo(line)
    return FINE if is_same(found) else NO
