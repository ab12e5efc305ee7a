"""The commands of the counting side: ``count``, ``new``, ``demo``."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from itertools import count as count_up
from pathlib import Path

import click

from rules.command_line import Command, OneOf, json_option, lang_option, output_option
from rules.errors import shown_path
from rules.language import help_text
from rules.model import CONGRESS_FILE, Kind, Level
from rules.phrase import phrase
from rules.session import FINE, UNDECIDED, Session


@click.command(
    "count",
    cls=Command,
    help=help_text(
        "Kiểm phiếu mọi nội dung bầu của một thư mục đại hội và xác định người trúng cử; hoặc đếm một tệp bản ghi lá "
        "phiếu của chương trình khác."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--why", default=None, help=help_text("một người (họ tên hoặc số trên phiếu) được kết quả ra sao, vì sao")
)
@click.option("--bases", is_flag=True, help=help_text("cùng số phiếu, nếu tính trên tổng số khác thì ra sao"))
@click.option("--contest", default=None, help=help_text("chỉ nội dung bầu có id này (với --why, --bases)"))
@click.option("--next", "next_vote", is_flag=True, help=help_text("lập danh sách và nội dung của lần bầu sau"))
@click.option("--write", is_flag=True, help=help_text("với --next: thêm nội dung bầu đó vào cuối congress.toml"))
@json_option
@output_option
@lang_option
@click.pass_obj
def count(  # noqa: PLR0913 - one parameter an option
    session: Session,
    folder: Path,
    output: str | None,
    why: str | None,
    contest: str | None,
    *,
    bases: bool,
    next_vote: bool,
    write: bool,
) -> int:
    """Count a congress folder, or a file of cast vote records.

    Exit code 3 while a tie, a shortfall or a void box waits for the congress.
    """
    from rules.json_form import to_text
    from rules.whole_file import write_whole
    from tally.congress_count import count_folder
    from tally.ledger import ledgers
    from tally.progress import watching
    from tally.result_file import result_json

    asked = None
    if bases or next_vote or write or why is not None or contest is not None:
        from tally.why_command import Asked

        asked = Asked(why=why, contest=contest, bases=bases, next=next_vote, write=write)
        asked.check(folder)
    elif not folder.is_dir() and folder.name != CONGRESS_FILE:
        from tally.deck_command import count_file, means_file

        if means_file(folder):
            return count_file(session, folder, output)
    with watching(session) as report:
        counted = count_folder(folder, report)
    if asked is not None:
        content = to_text(asked.answer(folder, counted.result, session))
    else:
        content = to_text(result_json(counted.result, counted.boxes))
    if output is not None:
        write_whole(Path(output), content.encode("utf-8"))
    if session.json:
        if any(each.turned_round for each in counted.result.contests):  # its words cost time to load
            from tally.turned_round_words import cautions

            for line in cautions(counted.result.contests):
                click.echo(session.translator.text(line), err=True)
        click.echo(content, nl=False)
    elif asked is None:
        from tally.terminal import print_result

        print_result(counted.result, session.translator)
    return UNDECIDED if any(ledger.open for ledger in ledgers(counted.result)) else FINE


@click.command(
    "new",
    cls=Command,
    help=help_text("Tạo một thư mục đại hội để bắt đầu: congress.toml có giải thích, mẫu danh sách và mẫu tệp phiếu."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help=help_text("tên đại hội"))
@click.option("--body", default="", help=help_text("tổ chức đảng"))
@click.option("--level", type=OneOf(Level), default=Level.GRASSROOTS, help=help_text("cấp"))
@click.option("--kind", type=OneOf(Kind), default=Kind.MEMBERS, help=help_text("ai bầu"))
@click.option("--opens", type=click.DateTime(["%Y-%m-%d"]), help=help_text("ngày khai mạc, năm-tháng-ngày"))
@click.option("--seats", type=click.IntRange(min=1), default=None, help=help_text("số lượng cần bầu"))
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
    for file in make_folder(folder, known, session.lang):
        click.echo(shown_path(folder / file))
    click.echo(
        session.translator.text(
            phrase("Điền vào các tệp này rồi chạy: kiemphieu check {folder}", folder=shown_path(folder))
        )
    )
    return FINE


@click.command(
    "demo",
    cls=Command,
    help=help_text("Chép một đại hội mẫu và đi hết đường: kiểm tra danh sách, kiểm phiếu, giải thích từng bước."),
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--sample", default=None, help=help_text("tên mẫu, xem --list"))
@click.option("--list", "only_list", is_flag=True, help=help_text("chỉ liệt kê các mẫu"))
@lang_option
@click.pass_obj
def demo(session: Session, folder: Path | None, sample: str | None, *, only_list: bool) -> int:
    """Show a newcomer the whole way on a sample."""
    from tally.samples import FIRST, sample_names

    if only_list:
        for name in sample_names():
            click.echo(name)
        return FINE
    from tally.demo import show

    show(sample or FIRST, folder or _free_folder(), session.translator)
    return FINE


def _free_folder() -> Path:
    """The first of kiemphieu-demo, kiemphieu-demo-2, … that nothing stands at: running it twice works."""
    names = chain(["kiemphieu-demo"], (f"kiemphieu-demo-{number}" for number in count_up(2)))
    return next(path for path in map(Path, names) if not path.exists())
