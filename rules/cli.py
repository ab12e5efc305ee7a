"""The commands of the slate side: ``check`` and ``rules``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rules.command_line import Command, Group, OneOf, json_option, lang_option
from rules.language import help_text
from rules.model import Kind, Level, Office
from rules.session import FINE, Session

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "check",
    cls=Command,
    help=help_text(
        "Kiểm tra danh sách của một hay nhiều thư mục đại hội, hoặc một tệp danh sách, theo quy định.",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--seats", type=click.IntRange(min=1), help=help_text("tệp danh sách: số lượng cần bầu"))
@click.option("--opens", type=_DAY, help=help_text("tệp danh sách: ngày khai mạc, năm-tháng-ngày"))
@click.option("--level", type=OneOf(Level), help=help_text("tệp danh sách: cấp"))
@click.option(
    "--kind",
    type=OneOf(Kind),
    default=Kind.DELEGATES,
    help=help_text("tệp danh sách: ai bầu"),
)
@click.option(
    "--office",
    type=OneOf(Office),
    default=Office.EXECUTIVE_COMMITTEE,
    help=help_text("tệp danh sách: chức danh bầu"),
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="HEADING=FIELD",
    help=help_text(
        'nói rõ một cột của danh sách là gì, ví dụ "Họ tên khai sinh=name"; cột đánh dấu thì cả giá trị: '
        '"Cao đẳng, Trung cấp=qualification:college"; dùng được nhiều lần',
    ),
)
@click.option("--rules", "pack", help=help_text("tệp danh sách: bộ quy định, nếu không theo ngày khai mạc"))
@click.option(
    "--freeze", "freezes", is_flag=True, help=help_text("thư mục: chốt danh sách; kiểm phiếu sẽ đòi đúng bản chốt")
)
@click.option("--reason", default="", help=help_text("lý do, khi chốt lại danh sách đã chốt"))
@json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("ghi báo cáo vào tệp này, theo đuôi tệp: .xlsx, .html, .docx hoặc .json"),
)
@lang_option
@click.pass_obj
def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    paths: tuple[Path, ...],
    seats: int | None,
    opens: datetime | None,
    level: Level | None,
    kind: Kind,
    office: Office,
    columns: tuple[str, ...],
    pack: str | None,
    reason: str,
    output: Path | None,
    *,
    freezes: bool,
) -> int:
    """Check congress folders or a slate alone; exit code 1 where a confirmed requirement is broken."""
    from rules.check_command import Asked, check_one, check_several
    from rules.check_run import Said

    said = Said(
        seats=seats,
        opens=opens.date() if opens else None,
        level=level,
        kind=kind,
        office=office,
        pack=pack,
        columns=columns,
    )
    asked = Asked(paths=paths, said=said, output=output, freezes=freezes, reason=reason)
    return check_several(asked, session) if asked.several else check_one(asked, session)


@click.group("rules", cls=Group, help=help_text("Các bộ quy định: có những gì, điều khoản nào, độ tin cậy ra sao."))
@lang_option
def rules() -> None:
    """Show what the program takes the law to be."""


@rules.command("list", cls=Command, help=help_text("Liệt kê các bộ quy định và thời gian hiệu lực."))
@click.option("--on", type=_DAY, help=help_text("như vào ngày này, năm-tháng-ngày"))
@json_option
@lang_option
@click.pass_obj
def list_packs(session: Session, on: datetime | None) -> int:
    """List every pack."""
    from rules.json_form import to_text
    from rules.law_view import packs_json, print_packs
    from rules.regulation_file import load_packs

    packs, day = load_packs(), _day(on)
    if session.json:
        click.echo(to_text(packs_json(packs, day, session.translator)), nl=False)
    else:
        print_packs(packs, day, session.translator)
    return FINE


@rules.command("show", cls=Command, help=help_text("Nêu mọi quy định của một bộ, kèm nguồn và độ tin cậy."))
@click.argument("pack")
@click.option("--on", type=_DAY, help=help_text("như vào ngày này, năm-tháng-ngày"))
@json_option
@lang_option
@click.pass_obj
def show_pack(session: Session, pack: str, on: datetime | None) -> int:
    """Show every provision of a pack."""
    from rules.json_form import to_text
    from rules.law_view import pack_json, print_pack
    from rules.regulation_file import load_pack

    loaded, day = load_pack(pack), _day(on)
    if session.json:
        click.echo(to_text(pack_json(loaded, day, session.translator)), nl=False)
    else:
        print_pack(loaded, day, session.translator)
    return FINE


@rules.command(
    "explain",
    cls=Command,
    help=help_text(
        "Giải thích một mã kiểm tra: quy định trong từng bộ, cách hiểu, thí dụ đạt và không đạt, nguồn. "
        "Không ghi mã thì liệt kê mọi mã.",
    ),
)
@click.argument("code", required=False)
@json_option
@lang_option
@click.pass_obj
def explain_check(session: Session, code: str | None) -> int:
    """Explain a check, or say which there are."""
    from rules.explain_view import check_called, checks_json, explain_json, print_checks, print_explanation
    from rules.explanation_file import load_explanation
    from rules.json_form import to_text
    from rules.regulation_file import load_packs

    if code is None:
        if session.json:
            click.echo(to_text(checks_json(session.translator)), nl=False)
        else:
            print_checks(session.translator)
        return FINE
    check = check_called(code)
    packs, explanation = load_packs(), load_explanation(check.code)
    if session.json:
        click.echo(to_text(explain_json(check, packs, explanation, session.translator)), nl=False)
    else:
        print_explanation(check, packs, explanation, session.translator)
    return FINE


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
