"""What every command shares: languages, help in them, faults and exit codes.

Whatever ``--help`` does not need is imported where it is used: people ask for help more often than for anything
else, and on slow laptops.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, TypeVar

import click

from rules.language import LANGUAGES, help_text, speak_click
from rules.session import FINE, INTERRUPTED, Session

AnyCommand = TypeVar("AnyCommand", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help, and whose options' help, are in the session's language."""

    def get_help(self, ctx: click.Context) -> str:
        """Translate, then let click lay it out."""
        session = ctx.find_object(Session) or Session("vi", json=False)
        self.help = session.help(self.help or "")
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.help:
                parameter.help = session.help(parameter.help)
        return super().get_help(ctx)


class Group(Command, click.Group):
    """A group whose commands are imported only when they run: ``add_lazy`` names where each is."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        """Take click's own arguments."""
        super().__init__(*args, **kwargs)
        self._lazy: dict[str, tuple[str, str]] = {}

    def add_lazy(self, name: str, where: str, about: str) -> None:
        """Name a command, where it is (``rules.cli:check``), and its help in one line."""
        self._lazy[name] = (where, about)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order they were named: the order people meet them in."""
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command the moment it is asked for."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._lazy[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{name} is no command: {command!r}")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their help in one line, without importing those that have not run."""
        session = ctx.find_object(Session) or Session("vi", json=False)
        abouts = {name: about for name, (_, about) in self._lazy.items()}
        abouts |= {name: command.help or "" for name, command in self.commands.items()}
        with formatter.section(session.help(help_text("Các lệnh"))):
            formatter.write_dl([(name, session.help(about)) for name, about in abouts.items()])


class Program(Group):
    """The whole program: chooses the language, turns every ending into an exit code, lets no traceback out."""

    def main(self, args: Sequence[str] | None = None, *_args: object, **extra: Any) -> NoReturn:  # noqa: ANN401
        """Run, and exit with 0, 1, 2, 3, 70 or 130 as the README says."""
        words = list(sys.argv[1:] if args is None else args)
        session = Session(_language(words), json="--json" in words)
        speak_click(session.lang)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                # A Windows console may start in a code page without Vietnamese; the name of a file may be no text.
                reconfigure(encoding="utf-8", errors="backslashreplace")
        extra |= {"standalone_mode": False, "obj": session, "prog_name": "kiemphieu"}
        try:
            code = super().main(words, **extra)
        except click.Abort:
            click.echo(session.help(help_text("Đã dừng; không có tệp nào ghi dở.")), err=True)
            code = INTERRUPTED
        except BrokenPipeError:
            # Whoever read our output has left; nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = FINE
        except Exception as error:  # noqa: BLE001 - the one place where every error ends
            from rules.ending import end

            code = end(error, session, words)
        sys.exit(code if isinstance(code, int) else FINE)


class OneOf(click.Choice[Any]):
    """A choice among the members of an enum, written as our files write them: ``delegates``, not ``DELEGATES``."""

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's own signature
        """Call a member by its value."""
        return super().normalize_choice(getattr(choice, "value", choice), ctx)


def lang_option(command: AnyCommand) -> AnyCommand:
    """``--lang vi|en``: read from the command line before click runs, declared here so that help names it."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default="vi",
        expose_value=False,
        help=help_text("ngôn ngữ: vi (mặc định) hoặc en"),
    )(command)


def json_option(command: AnyCommand) -> AnyCommand:
    """``--json``: for programs; the session knows it before click runs."""
    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        help=help_text("in JSON cho chương trình khác đọc"),
    )(command)


def output_option(command: AnyCommand) -> AnyCommand:
    """``-o FILE``: writes the JSON result to a file."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(),
        default=None,
        help=help_text("ghi kết quả (JSON) vào tệp này"),
    )(command)


def _language(words: Sequence[str]) -> str:
    """The last ``--lang`` on the command line, anywhere in it; a wrong one is told by click in Vietnamese."""
    lang = "vi"
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            lang = words[place + 1]
    return lang if lang in LANGUAGES else "vi"
