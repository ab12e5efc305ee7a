"""What every command shares: languages, help in them, faults and exit codes, files written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from rules.errors import Fault, FaultList, InputError, UndecidedError, shown_path
from rules.json_form import faults_form, to_text
from rules.messages import LANGUAGES, Translator, speak_click
from rules.phrase import Phrase, phrase

FINE, NO, UNUSABLE, UNDECIDED, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130

AnyCommand = TypeVar("AnyCommand", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """One run of the program: the language people are spoken to in, and whether a program is listening."""

    translator: Translator
    json: bool

    def say(self, text: str = "") -> None:
        """Print a line for people or the whole of a JSON output."""
        click.echo(text)

    def text(self, sentence: Phrase) -> str:
        """Put a phrase into the session's language."""
        return self.translator.text(sentence)


class _InLanguage:
    """Help whose words are phrases: they become text when help is asked for, in the language asked for."""

    about: Phrase
    params: list[click.Parameter]
    help: str | None

    def put_into(self, translator: Translator) -> None:
        """Set click's help texts from the phrases."""
        self.help = translator.text(self.about)
        for parameter in self.params:
            if isinstance(parameter, Option):
                parameter.help = translator.text(parameter.about)


class Option(click.Option):
    """An option whose help is a phrase."""

    def __init__(self, *args: Any, about: Phrase, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take the phrase besides click's own arguments."""
        super().__init__(*args, **kwargs)
        self.about = about


def _translator(ctx: click.Context) -> Translator:
    """The session's translator; without a session (a tool that inspects the commands) Vietnamese."""
    session = ctx.find_object(Session)
    return session.translator if session else Translator()


class Command(_InLanguage, click.Command):
    """A command whose help is in the session's language."""

    def __init__(self, *args: Any, about: Phrase, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take the phrase besides click's own arguments."""
        super().__init__(*args, **kwargs)
        self.about = about

    def get_help(self, ctx: click.Context) -> str:
        """Help in the session's language."""
        self.put_into(_translator(ctx))
        return super().get_help(ctx)


class Group(_InLanguage, click.Group):
    """A group of commands whose help, and whose commands' short help, are in the session's language."""

    command_class = Command

    def __init__(self, *args: Any, about: Phrase, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take the phrase besides click's own arguments."""
        super().__init__(*args, **kwargs)
        self.about = about

    def get_help(self, ctx: click.Context) -> str:
        """Help in the session's language."""
        translator = _translator(ctx)
        self.put_into(translator)
        for command in self.commands.values():
            if isinstance(command, _InLanguage):
                command.put_into(translator)
        return super().get_help(ctx)


class Program(Group):
    """The whole program: chooses the language, turns every ending into an exit code, lets no traceback out."""

    def main(self, args: Sequence[str] | None = None, *_args: object, **extra: Any) -> NoReturn:  # noqa: ANN401
        """Run, and exit with 0, 1, 2, 3, 70 or 130 as the README says."""
        words = list(sys.argv[1:] if args is None else args)
        session = Session(Translator(_language(words)), json="--json" in words)
        speak_click(session.translator.lang)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:  # a Windows console may start in a code page without Vietnamese
                reconfigure(encoding="utf-8")
        sys.exit(self._run(words, session, extra))

    def _run(self, words: list[str], session: Session, extra: dict[str, Any]) -> int:
        extra = extra | {"standalone_mode": False, "obj": session}
        try:
            code = super().main(words, **extra)
        except UndecidedError as error:
            _report(error.faults, session)
            return UNDECIDED
        except InputError as error:
            _report(error.faults, session)
            return UNUSABLE
        except click.ClickException as error:
            _report((_usage_fault(error),), session)
            return UNUSABLE
        except click.Abort:
            click.echo(session.text(phrase("Đã dừng; không có tệp nào ghi dở.")), err=True)
            return INTERRUPTED
        except BrokenPipeError:
            # Whoever read our output has left; nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FINE
        except Exception:  # noqa: BLE001 - the one place where a fault of ours ends
            click.echo(_own_fault(words, session), err=True)
            return OUR_FAULT
        return code if isinstance(code, int) else FINE


def lang_option(command: AnyCommand) -> AnyCommand:
    """``--lang vi|en``: read from the command line before click runs, declared here so that help names it."""
    return click.option(
        "--lang",
        cls=Option,
        type=click.Choice(LANGUAGES),
        default="vi",
        expose_value=False,
        about=phrase("ngôn ngữ: vi (mặc định) hoặc en"),
    )(command)


def json_option(command: AnyCommand) -> AnyCommand:
    """``--json``: for programs; the session knows it before click runs."""
    return click.option(
        "--json",
        cls=Option,
        is_flag=True,
        expose_value=False,
        about=phrase("in JSON cho chương trình khác đọc"),
    )(command)


def output_option(command: AnyCommand) -> AnyCommand:
    """``-o FILE``: writes the JSON result to a file."""
    return click.option(
        "-o",
        "--output",
        cls=Option,
        type=click.Path(path_type=Path),
        default=None,
        about=phrase("ghi kết quả (JSON) vào tệp này"),
    )(command)


def write_whole(path: Path, content: str) -> None:
    """Write a file at once: either all of it stands there afterwards, or what stood there before."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        faults = FaultList(shown_path(path))
        faults.add(
            "output.cannot_write",
            phrase("không ghi được tệp này: {problem}", problem=error.strerror or str(error)),
            phrase("chọn một thư mục có thật và có quyền ghi"),
            seen=path.name,
        )
        raise InputError(tuple(faults.faults)) from error


def _language(words: Sequence[str]) -> str:
    """The last ``--lang`` on the command line, anywhere in it; a wrong one is told by click in Vietnamese."""
    lang = "vi"
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            lang = words[place + 1]
    return lang if lang in LANGUAGES else "vi"


def _report(faults: Sequence[Fault], session: Session) -> None:
    if session.json:
        click.echo(to_text(faults_form(faults, session.text)), nl=False)
        return
    from rules.fault_text import fault_lines

    for line in fault_lines(faults, session.translator):
        click.echo(line, err=True)


def _usage_fault(error: click.ClickException) -> Fault:
    return Fault(
        name="usage",
        file="kiemphieu",
        message=phrase("{problem}", problem=error.format_message()),
        remedy=phrase("xem «kiemphieu --help» hoặc «kiemphieu LỆNH --help»"),
    )


def _own_fault(words: Sequence[str], session: Session) -> str:
    """One sentence for the user; the details go to a file he can send."""
    import tempfile
    import traceback

    details = f"kiemphieu {' '.join(words)}\nPython {sys.version}\n\n{traceback.format_exc()}"
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        prefix="kiemphieu-",
        suffix=".txt",
        delete=False,
    ) as file:
        file.write(details)
    return session.text(
        phrase(
            "Lỗi của chương trình, không phải của dữ liệu; chi tiết ở {file}, xin gửi kèm khi báo lỗi.", file=file.name
        ),
    )
