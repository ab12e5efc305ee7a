"""``kiemphieu sign``: a member of the committee signs a sealed record, with a key made on the spot."""

from __future__ import annotations

from pathlib import Path

import click

from rules.archive import write_archive
from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError, shown_path
from rules.language import help_text
from rules.phrase import Phrase, phrase
from rules.session import FINE, NO, Session
from tally.signing import Signature

FORMAT = "kiemphieu-signature/1"


@click.command(
    "sign",
    cls=Command,
    help=help_text("Ký một hồ sơ niêm phong. Khóa chưa có thì tạo tại chỗ, giữ bằng mật khẩu; mỗi người ký một lần."),
)
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--name", required=True, help=help_text("họ tên người ký"))
@click.option("--key", type=click.Path(path_type=Path), required=True, help=help_text("tệp giữ khóa của người ký"))
@click.option("--qr", type=click.Path(path_type=Path), default=None, help=help_text("ghi mã QR của khóa (SVG)"))
@json_option
@lang_option
@click.pass_obj
def sign(session: Session, record: Path, name: str, key: Path, qr: Path | None) -> int:
    """Sign a record that verifies; one that does not is refused with exit code 1."""
    from rules.json_form import to_text
    from rules.whole_file import write_whole
    from tally.audit import audit
    from tally.progress import watching
    from tally.record_file import open_record
    from tally.record_view import audit_lines
    from tally.seal_file import SIGNATURES
    from tally.signing import qr_svg, read_signatures, require_signing, signatures_bytes

    require_signing()
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise InputError((_fault("sign.name", "--name", phrase("chưa có họ tên người ký"), phrase("ghi họ tên")),))
    opened = open_record(record)
    with watching(session) as report:
        found = audit(opened, report=report)
    if not found.holds or found.seal_head is None:
        for line in audit_lines(found, session.translator):
            click.echo(line, err=True)
        return NO
    signature = _sign(session, found.seal_head, name, key)
    others = [each.signature for each in found.signatures]
    signed = signatures_bytes((*others, signature))
    if read_signatures(signed) != tuple(each.signature for each in found.signatures):
        write_whole(record, write_archive({**opened.files, SIGNATURES: signed}))
    if qr is not None:
        write_whole(qr, qr_svg(signature.public_key))
    if session.json:
        content = {
            "format": FORMAT,
            "record": shown_path(record),
            "name": signature.name,
            "words": signature.words,
            "public_key": signature.public_key,
            "signature": signature.signature,
        }
        click.echo(to_text(content), nl=False)
    else:
        _tell(session, record, signature)
    return FINE


def _sign(session: Session, seal_head: str, name: str, path: Path) -> Signature:
    from rules.whole_file import write_whole
    from tally.signing import SHORTEST_PASSPHRASE, PassphraseError, new_key
    from tally.signing import sign as sign_head

    text = session.translator.text
    if not path.exists():
        ask = text(phrase("Mật khẩu mới cho khóa của {name}", name=name))
        again = text(phrase("Gõ lại mật khẩu"))
        passphrase = click.prompt(ask, hide_input=True, confirmation_prompt=again, err=True)
        if len(passphrase) < SHORTEST_PASSPHRASE:
            message = phrase("mật khẩu ngắn hơn {least} ký tự", least=SHORTEST_PASSPHRASE)
            fault = _fault("sign.passphrase_short", shown_path(path), message, phrase("chọn một câu dễ nhớ"))
            raise InputError((fault,))
        write_whole(path, new_key(passphrase))
    else:
        ask = text(phrase("Mật khẩu khóa của {name}", name=name))
        passphrase = click.prompt(ask, hide_input=True, err=True)
    try:
        return sign_head(seal_head, name=name, key=path.read_bytes(), passphrase=passphrase)
    except (PassphraseError, OSError) as error:
        fault = _fault(
            "sign.key",
            shown_path(path),
            phrase("không mở được khóa: sai mật khẩu, hoặc tệp không phải khóa của kiemphieu"),
            phrase("gõ lại mật khẩu; quên thì tạo khóa mới ở tệp khác"),
        )
        raise InputError((fault,)) from error


def _tell(session: Session, record: Path, signature: Signature) -> None:
    from tally.signing import qr_lines

    text = session.translator.text
    click.echo(text(phrase("{name} đã ký {record}", name=signature.name, record=shown_path(record))))
    click.echo(text(phrase("Chữ đọc của khóa, ghi lại và đọc cho người kiểm tra:")))
    click.echo(f"    {signature.words}")
    click.echo(text(phrase("Khóa công khai:")))
    click.echo(f"    {signature.public_key}")
    click.echo(qr_lines(signature.public_key), nl=False)


def _fault(name: str, file: str, message: Phrase, remedy: Phrase) -> Fault:
    return Fault(name=name, file=file, message=message, remedy=remedy)
