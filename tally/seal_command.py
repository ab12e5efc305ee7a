"""``kiemphieu seal``: one file that holds a count with everything it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, InputError, shown_path
from rules.language import help_text
from rules.phrase import phrase
from rules.session import FINE, UNDECIDED, Session


@click.command(
    "seal",
    cls=Command,
    help=help_text("Niêm phong một cuộc kiểm phiếu thành một tệp hồ sơ mà ai cũng kiểm lại được."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("ghi hồ sơ vào thư mục này hoặc tệp .zip này; mặc định là thư mục đại hội"),
)
@click.option("--at", default=None, help=help_text("thời điểm niêm phong, ví dụ 2020-07-15T17:30+07:00"))
@click.option(
    "--paper",
    "papers",
    type=click.Path(path_type=Path),
    multiple=True,
    help=help_text(
        "giấy tờ kèm theo, ví dụ bản quét biên bản đã ký; dùng được nhiều lần; bản do chương trình làm tự vào hồ sơ"
    ),
)
@json_option
@lang_option
@click.pass_obj
def seal(session: Session, folder: Path, output: Path | None, at: str | None, papers: tuple[Path, ...]) -> int:
    """Seal a congress folder; exit code 3 while a contest waits for the congress: the record then says so too."""
    from rules.json_form import to_text
    from tally import seal_file
    from tally.audit import audit
    from tally.count_record import count_head
    from tally.progress import watching
    from tally.record_file import record_from
    from tally.record_papers import papers_to_seal
    from tally.record_view import seal_form, seal_lines

    when = None if at is None else _moment(at)
    with watching(session) as report:
        record = count_head(folder, report)
    made = papers_to_seal(folder, record)
    sealed = seal_file.seal(record, papers={**_read(papers, beside=made), **made}, at=when)
    path = output if output is not None and output.suffix == ".zip" else (output or folder) / sealed.name
    shown = shown_path(path)
    if not audit(record_from(sealed.content, shown=shown)).holds:
        raise InputError((_changed(folder),))
    _write(path, sealed.content)
    still_open = [each.contest.id for each in record.counted.result.open_contests]
    if session.json:
        click.echo(to_text(seal_form(sealed, shown, still_open)), nl=False)
    else:
        for line in seal_lines(sealed, path, still_open, session.translator):
            click.echo(line)
    return UNDECIDED if still_open else FINE


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError as error:
        fault = Fault(
            name="seal.at",
            file="--at",
            seen=text,
            message=phrase("không đọc được thời điểm này"),
            remedy=phrase("ghi năm-tháng-ngàyTgiờ:phút, ví dụ {example}", example="2020-07-15T17:30+07:00"),
        )
        raise InputError((fault,)) from error


def _read(papers: Iterable[Path], *, beside: Iterable[str]) -> Mapping[str, bytes]:
    """The papers by file name: their folders are nobody's business. None may be called as one ``beside`` them."""
    taken = {name.casefold() for name in beside}
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in papers:
        if path.name.casefold() in taken:
            message = phrase("tên này là của giấy tờ do chương trình làm và đã có trong hồ sơ")
            remedy = phrase("bản chương trình làm không cần đưa kèm; bản quét đã ký thì đổi tên")
        elif path.name.casefold() in {name.casefold() for name in files}:
            message = phrase("hai giấy tờ trùng tên tệp")
            remedy = phrase("đổi tên một tệp")
        else:
            try:
                files[path.name] = path.read_bytes()
                continue
            except OSError:
                message = phrase("không mở được tệp {file}", file=shown_path(path))
                remedy = phrase("kiểm tra lại tên tệp và thư mục; tên phân biệt chữ hoa, chữ thường")
        faults.append(Fault(name="seal.paper", file=shown_path(path), message=message, remedy=remedy))
    if faults:
        raise InputError(tuple(faults))
    return files


def _write(path: Path, content: bytes) -> None:
    """Write the record; one that stands there already is kept, and must be the same."""
    from rules.whole_file import write_whole

    if not path.exists():
        write_whole(path, content)
    elif path.read_bytes() != content:
        fault = Fault(
            name="seal.exists",
            file=shown_path(path),
            message=phrase("đã có một hồ sơ khác của cùng cuộc kiểm phiếu này ở đây, có thể đã được ký"),
            remedy=phrase("chuyển hồ sơ cũ đi chỗ khác, hoặc ghi vào thư mục khác bằng -o"),
        )
        raise InputError((fault,))


def _changed(folder: Path) -> Fault:
    return Fault(
        name="seal.changed_meanwhile",
        file=shown_path(folder),
        message=phrase("dữ liệu đã thay đổi trong lúc niêm phong: kiểm lại không ra cùng kết quả"),
        remedy=phrase("đóng các chương trình đang mở tệp của đại hội rồi niêm phong lại"),
    )
