"""How a run ends when something is wrong: faults for people or programs, the exit code, a report of our own."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import click

from rules.errors import Fault, InputError, UndecidedError
from rules.fault_text import fault_lines
from rules.json_form import faults_form, to_text
from rules.phrase import Phrase, phrase
from rules.session import FINE, OUR_FAULT, UNDECIDED, UNUSABLE, Session
from rules.text_file import harmless, shortened


def end(error: Exception, session: Session, words: Sequence[str]) -> int:
    """Tell the user what was wrong and give the exit code; anything unforeseen is a fault of ours."""
    match error:
        case UndecidedError():
            _report(error.faults, session, undecided=True)
            return UNDECIDED
        case InputError():
            _report(error.faults, session)
            return UNUSABLE
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.ctx.get_help())
            return FINE
        case click.ClickException():
            _report((_usage(error),), session)
            return UNUSABLE
        case OSError(filename=str() | bytes() as path):
            _report((_refused_by_the_system(path, error),), session)
            return UNUSABLE
        case _:
            click.echo(_own_fault(error, session, words), err=True)
            return OUR_FAULT


def _report(faults: Sequence[Fault], session: Session, *, undecided: bool = False) -> None:
    if session.json:
        click.echo(to_text(faults_form(faults, session.translator.text)), nl=False)
        return
    for line in fault_lines(faults, session.translator, undecided=undecided):
        click.echo(harmless(line), err=True)


def _usage(error: click.ClickException) -> Fault:
    return Fault(
        name="command.usage",
        file="kiemphieu",
        message=phrase("{problem}", problem=error.format_message()),
        remedy=phrase("xem «kiemphieu --help» hoặc «kiemphieu LỆNH --help»"),
    )


def _refused_by_the_system(path: str | bytes, error: OSError) -> Fault:
    """A file or folder that the system does not let us have: its name is too long, a disk is full or gone."""
    problem = error.strerror or str(error)
    return Fault(
        name="file.system",
        file=shortened(os.fsdecode(path)),
        message=phrase("hệ điều hành không cho dùng tệp hay thư mục này: {problem}", problem=problem),
        remedy=phrase("xem lại tên, quyền truy cập và chỗ trống trên đĩa, rồi chạy lại"),
    )


def _own_fault(error: Exception, session: Session, words: Sequence[str]) -> str:
    """One sentence for the user; the details go to a file he can send."""
    return session.translator.text(own_fault(error, f"kiemphieu {' '.join(words)}"))


def own_fault(error: Exception, asked: str) -> Phrase:
    """Write what is known of a fault of ours to a file, with what was asked for; the sentence that names the file."""
    trace = "".join(traceback.format_exception(error))
    details = f"{asked}\nPython {sys.version}\n\n{trace}"
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        errors="backslashreplace",
        prefix="kiemphieu-",
        suffix=".txt",
        delete=False,
    ) as file:
        file.write(details)
    return phrase(
        "Lỗi của chương trình, không phải của dữ liệu; chi tiết ở {file}, xin gửi kèm khi báo lỗi.", file=file.name
    )
