"""The program ``kiemphieu``: ``count``, ``new``, ``demo``, and the commands of ``rules``."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from itertools import count as count_up
from pathlib import Path

import click

from rules.cli import check, rules
from rules.command_line import (
    FINE,
    UNDECIDED,
    Command,
    Option,
    Program,
    Session,
    json_option,
    lang_option,
    output_option,
    write_whole,
)
from rules.errors import shown_path
from rules.model import Kind, Level
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
    from rules.json_form import to_text
    from tally.congress_count import count_folder
    from tally.result_file import result_json

    counted = count_folder(folder)
    content = to_text(result_json(counted.result, counted.boxes))
    if output is not None:
        write_whole(output, content)
    if session.json:
        click.echo(content, nl=False)
    else:
        from tally.terminal import print_result

        print_result(counted.result, session.translator)
    return UNDECIDED if counted.result.open_contests else FINE


@main.command(
    "new",
    cls=Command,
    about=phrase("Tạo một thư mục đại hội để bắt đầu: congress.toml có giải thích, mẫu danh sách và mẫu tệp phiếu."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", cls=Option, default="", about=phrase("tên đại hội"))
@click.option("--body", cls=Option, default="", about=phrase("tổ chức đảng"))
@click.option("--level", cls=Option, type=click.Choice(Level), default=Level.GRASSROOTS, about=phrase("cấp"))
@click.option("--kind", cls=Option, type=click.Choice(Kind), default=Kind.MEMBERS, about=phrase("ai bầu"))
@click.option("--opens", cls=Option, type=click.DateTime(["%Y-%m-%d"]), about=phrase("ngày khai mạc, năm-tháng-ngày"))
@click.option("--seats", cls=Option, type=click.IntRange(min=1), default=None, about=phrase("số lượng cần bầu"))
@lang_option
@click.pass_obj
def new(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    folder: Path,
    name: str,
    body: str,
    level: Level,
    kind: Kind,
    opens: datetime | None,
    seats: int | None,
) -> int:
    """Make a folder to start from; nothing that already stands there is touched."""
    from tally.new_folder import Known, make_folder

    known = Known(name=name, body=body, level=level, kind=kind, opens=opens.date() if opens else None, seats=seats or 0)
    for file in make_folder(folder, known, session.translator.lang):
        session.say(shown_path(folder / file))
    session.say(
        session.text(phrase("Điền vào các tệp này rồi chạy: kiemphieu check {folder}", folder=shown_path(folder)))
    )
    return FINE


@main.command(
    "demo",
    cls=Command,
    about=phrase("Chép một đại hội mẫu và đi hết đường: kiểm tra danh sách, kiểm phiếu, giải thích từng bước."),
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--sample", cls=Option, default=None, about=phrase("tên mẫu, xem --list"))
@click.option("--list", "only_list", cls=Option, is_flag=True, about=phrase("chỉ liệt kê các mẫu"))
@lang_option
@click.pass_obj
def demo(session: Session, folder: Path | None, sample: str | None, *, only_list: bool) -> int:
    """Show a newcomer the whole way on a sample."""
    from tally.samples import FIRST, sample_names

    if only_list:
        for name in sample_names():
            session.say(name)
        return FINE
    from tally.demo import show

    show(sample or FIRST, folder or _free_folder(), session.translator)
    return FINE


def _free_folder() -> Path:
    """The first of kiemphieu-demo, kiemphieu-demo-2, … that nothing stands at: running it twice works."""
    names = chain(["kiemphieu-demo"], (f"kiemphieu-demo-{number}" for number in count_up(2)))
    return next(path for path in map(Path, names) if not path.exists())
