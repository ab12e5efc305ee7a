"""The program ``kiemphieu``: ``count``, ``new``, ``demo``, and the commands of ``rules``."""

from __future__ import annotations

from pathlib import Path

import click

from rules.cli import check, rules
from rules.command_line import (
    FINE,
    UNDECIDED,
    Command,
    Program,
    Session,
    json_option,
    lang_option,
    output_option,
    write_whole,
)
from rules.phrase import phrase

main = Program(
    "kiemphieu",
    about=phrase("Kiểm tra danh sách nhân sự trước đại hội, kiểm phiếu bầu cử, và cho ai cũng kiểm lại được."),
)
main.add_command(check)
main.add_command(rules)


@main.command(
    "count",
    cls=Command,
    about=phrase("Kiểm phiếu mọi nội dung bầu của một thư mục đại hội và xác định người trúng cử."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
@output_option
@lang_option
@click.pass_obj
def count(session: Session, folder: Path, output: Path | None) -> int:
    """Count a congress folder; exit code 3 while a tie, a shortfall or a void box waits for the congress."""
    from rules.json_form import to_text  # noqa: PLC0415 - so that --help does not pay for counting
    from tally.congress_count import count_folder  # noqa: PLC0415
    from tally.result_file import result_json  # noqa: PLC0415

    counted = count_folder(folder)
    content = to_text(result_json(counted.result, counted.boxes))
    if output is not None:
        write_whole(output, content)
    if session.json:
        click.echo(content, nl=False)
    else:
        from tally.terminal import print_result  # noqa: PLC0415

        print_result(counted.result, session.translator)
    return UNDECIDED if counted.result.open_contests else FINE
