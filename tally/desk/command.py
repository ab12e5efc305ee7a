"""``kiemphieu desk``: the counting desk in a browser, for the committee's laptop and those on its cable or Wi-Fi."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import click

from rules.command_line import Command, lang_option
from rules.errors import Fault, InputError, shown_path
from rules.language import help_text
from rules.phrase import Phrase, phrase
from rules.session import FINE, Session

if TYPE_CHECKING:  # imported where they are used: --help does not pay for a web server
    from tally.desk.desk import Desk
    from tally.desk.roles import Role
    from tally.desk.web.addresses import Places
    from tally.desk.web.certificate import Certificate
    from tally.desk.web.serve import Listening

PORT = 8640

PATIENCE = 2.0
"""Seconds to open a desk before people are told that its log is being read."""

_READING = phrase("Đang đọc lại nhật ký của bàn và kiểm tra từng dòng; bàn lớn mất vài giây…")


@click.command(
    "desk",
    cls=Command,
    help=help_text(
        "Mở bàn kiểm phiếu của một thư mục đại hội; máy khác cùng dây mạng hoặc Wi-Fi tham gia bằng trình duyệt."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=help_text("cổng; 0: cổng trống bất kỳ"))
@click.option("--host", "hosts", multiple=True, help=help_text("chỉ lắng nghe ở địa chỉ này; dùng được nhiều lần"))
@click.option("--beyond", is_flag=True, help=help_text("cho phép cả địa chỉ ngoài mạng nội bộ"))
@click.option("--tls", is_flag=True, help=help_text("mã hóa đường truyền bằng chứng thư tạo tại chỗ"))
@click.option("--db", default=None, help=help_text("kho dữ liệu khác, ví dụ postgresql+psycopg://…"))
@click.option("--take-over", default=None, help=help_text("tiếp quản bàn của máy khác từ bản sao của nó; ghi lý do"))
@click.option("--new-codes", is_flag=True, help=help_text("cấp lại mã tham gia của mọi vai trò, thu các mã cũ"))
@lang_option
@click.pass_obj
def desk(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    folder: Path,
    port: int,
    hosts: tuple[str, ...],
    db: str | None,
    take_over: str | None,
    *,
    beyond: bool,
    tls: bool,
    new_codes: bool,
) -> int:
    """Open the desk and answer until Ctrl+C; everything saved is on disk, so closing it loses nothing."""
    _check_installed()
    from tally.desk.web.addresses import has_way_out, own_addresses
    from tally.desk.web.serve import PortTakenError, listening, serve, site_of

    own = own_addresses()
    chosen = _places(hosts, own, beyond=beyond)
    try:
        with listening(chosen.taken, port) as where, _open(folder, db, take_over, session) as opened:
            certificate = _certificate(chosen) if tls else None
            for line in _opening(opened, chosen, where, certificate, new_codes=new_codes, session=session):
                click.echo(line)
            if has_way_out():
                _warn(session, phrase("Máy này có đường ra mạng ngoài. Kiểm phiếu không cần internet: nên rút ra."))
            if beyond:
                _warn(session, phrase("Bàn nhận cả máy ngoài mạng nội bộ, vì --beyond."))
            serve(site_of(opened, chosen.taken, lang=session.lang, secure=tls, beyond=beyond), where, certificate)
    except PortTakenError as error:
        raise InputError((_port_taken(error.address, error.port),)) from None
    except KeyboardInterrupt:
        pass
    click.echo(
        session.translator.text(
            phrase("Đã đóng bàn; mọi lá đã báo lưu đều nằm trong {folder}.", folder=shown_path(folder))
        )
    )
    return FINE


def _open(folder: Path, db: str | None, take_over: str | None, session: Session) -> Desk:
    """Open it; what the desk or its store refuses is told as any fault is."""
    from tally.desk.desk import DATABASE, Desk
    from tally.desk.refusal import RefusedError
    from tally.desk.store_error import StoreError

    waiting = Timer(PATIENCE, click.echo, [session.translator.text(_READING)], {"err": True})
    waiting.start()
    try:
        return Desk.open(folder, db=db, take_over=take_over)
    except RefusedError as error:
        told = [(each.name, each.message, each.remedy) for each in error.refusals]
    except StoreError as error:
        told = [(error.name, error.message, error.remedy)]
    finally:
        waiting.cancel()
    file = shown_path(folder / DATABASE) if db is None else "--db"
    raise InputError(
        tuple(Fault(name=name, file=file, message=message, remedy=remedy) for name, message, remedy in told)
    )


def _opening(  # noqa: PLR0913 - everything the committee is told at the start
    opened: Desk,
    chosen: Places,
    where: Listening,
    certificate: Certificate | None,
    *,
    new_codes: bool,
    session: Session,
) -> Iterator[str]:
    """What the committee reads when the desk opens: addresses, a code to scan, the codes to join with."""
    text = session.translator.text
    scheme = "http" if certificate is None else "https"
    addresses = [f"{scheme}://{_in_address(each)}:{where.port}/" for each in chosen.taken]
    yield opened.state.congress or text(phrase("Đại hội chưa khai báo: khai báo ở trang «Đại hội»."))
    yield text(phrase("Mở trong trình duyệt, trên máy này hoặc máy cùng mạng:"))
    yield from (f"  {address}" for address in addresses)
    yield from _qr(addresses[0])
    if certificate is not None:
        yield text(phrase("Trình duyệt sẽ cảnh báo một lần; dấu vân tay của chứng thư phải là:"))
        yield f"  {certificate.fingerprint}"
    made = list(_codes(opened, new=new_codes))
    if opened.state.closed:
        yield text(phrase("Bàn đã niêm phong hoặc bàn giao: ai đã vào thì còn xem được, không ai ghi gì thêm."))
    elif made:
        yield text(phrase("Mã tham gia, mỗi vai trò một mã, chỉ hiện lần này:"))
        width = max(len(session.translator.label(role)) for role, _ in made)
        yield from (f"  {session.translator.label(role):<{width}}  {code}" for role, code in made)
    else:
        yield text(phrase("Các mã tham gia đã cấp vẫn dùng được; cấp lại bằng --new-codes."))
    yield text(phrase("Đóng bàn bằng Ctrl+C."))


def _codes(opened: Desk, *, new: bool) -> Iterator[tuple[Role, str]]:
    from tally.desk.roles import Role

    if opened.state.closed:
        return
    for role in Role:
        if new or role not in opened.state.codes:
            yield role, opened.make_code(role)


def _qr(address: str) -> Iterator[str]:
    import io

    import segno

    out = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(out, border=2, compact=True)
    yield from out.getvalue().splitlines()


def _in_address(address: object) -> str:
    return f"[{address}]" if ":" in str(address) else str(address)


def _places(hosts: tuple[str, ...], own: Sequence[IPv4Address], *, beyond: bool) -> Places:
    from tally.desk.web.addresses import places

    try:
        chosen = places(hosts, tuple(own), beyond=beyond)
    except ValueError:
        raise InputError((_no_address(hosts),)) from None
    if chosen.refused:
        raise InputError(tuple(_not_private(str(each)) for each in chosen.refused))
    return chosen


def _certificate(chosen: Places) -> Certificate:
    from datetime import UTC, datetime

    from tally.desk.web.certificate import make_certificate

    return make_certificate(chosen.taken, datetime.now(UTC))


def _warn(session: Session, words: Phrase) -> None:
    click.echo(f"! {session.translator.text(words)}", err=True)


def _check_installed() -> None:
    """Name what the desk needs besides the program, if it is not there."""
    from importlib.util import find_spec

    needed = ("starlette", "uvicorn", "jinja2", "itsdangerous", "python_multipart", "ifaddr", "sqlalchemy", "tomlkit")
    missing = tuple(name for name in (*needed, "cryptography") if find_spec(name) is None)
    if missing:
        fault = Fault(
            name="desk.not_installed",
            file="kiemphieu desk",
            seen=", ".join(missing),
            message=phrase("chưa cài phần bàn kiểm phiếu"),
            remedy=phrase("cài bằng: {line}", line="pip install 'kiemphieu[desk]'"),
        )
        raise InputError((fault,))


def _no_address(hosts: tuple[str, ...]) -> Fault:
    return Fault(
        name="desk.no_address",
        file="--host",
        seen=", ".join(hosts),
        message=phrase("đây không phải địa chỉ IP"),
        remedy=phrase("ghi địa chỉ của máy này, ví dụ {example}", example="192.168.1.10"),
    )


def _not_private(address: str) -> Fault:
    return Fault(
        name="desk.not_private",
        file="--host",
        seen=address,
        message=phrase("địa chỉ này không thuộc mạng nội bộ: người ngoài có thể tới được"),
        remedy=phrase("dùng địa chỉ của mạng nội bộ; nếu thật sự cần thì thêm --beyond"),
    )


def _port_taken(address: str, port: int) -> Fault:
    return Fault(
        name="desk.port_taken",
        file="--port",
        seen=f"{address}:{port}",
        message=phrase(
            "không lắng nghe ở đây được: chương trình khác đang dùng cổng này, hoặc máy không có địa chỉ này"
        ),
        remedy=phrase("chọn cổng khác, ví dụ --port {other}; hoặc đóng bàn đang mở", other=port % 65000 + 1),
    )
