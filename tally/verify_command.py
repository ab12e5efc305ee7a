"""``kiemphieu verify``: everything in a sealed record checked, and the count made again."""

from __future__ import annotations

from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError
from rules.language import help_text
from rules.phrase import phrase
from rules.session import FINE, NO, Session


@click.command(
    "verify",
    cls=Command,
    help=help_text("Kiểm một hồ sơ niêm phong: mã băm, nhật ký, chữ ký, và kiểm phiếu lại từ đầu."),
)
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--code", default=None, help=help_text("mã trong biên bản đã ký, hoặc trên giấy niêm phong"))
@click.option(
    "--public-key",
    "public_keys",
    multiple=True,
    help=help_text("đòi chữ ký của khóa này: các chữ đọc hoặc 64 chữ số; dùng được nhiều lần"),
)
@json_option
@lang_option
@click.pass_obj
def verify(session: Session, record: Path, code: str | None, public_keys: tuple[str, ...]) -> int:
    """Verify a record; exit code 1 where anything differs."""
    from rules.json_form import to_text
    from tally.audit import audit
    from tally.progress import watching
    from tally.record_file import open_record
    from tally.record_view import audit_form, audit_lines

    opened, wanted = open_record(record), None if code is None else _code(code)
    with watching(session) as report:
        found = audit(opened, code=wanted, public_keys=public_keys, report=report)
    if session.json:
        click.echo(to_text(audit_form(found, session.translator)), nl=False)
    else:
        for line in audit_lines(found, session.translator):
            click.echo(line)
    return FINE if found.holds else NO


def _code(text: str) -> str:
    from tally.record import CODE_DIGITS, read_code

    try:
        return read_code(text)
    except ValueError as error:
        fault = Fault(
            name="verify.code",
            file="--code",
            seen=text,
            message=phrase("mã này không đủ để đối chiếu"),
            remedy=phrase("gõ đủ {digits} chữ số như trong biên bản, có hay không có khoảng trắng", digits=CODE_DIGITS),
        )
        raise InputError((fault,)) from error
