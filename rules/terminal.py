"""A check as people read it in a terminal: one table a contest, what it means, and the choices behind it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rules.engine import CheckResult
from rules.messages import Translator
from rules.reading_view import print_reading
from rules.report_content import ContestReport, Told, report_of
from rules.report_text import Writer
from rules.terminal_heading import print_heading
from rules.verdict import Verdict

_STYLES = {
    Verdict.KEPT: "green",
    Verdict.BROKEN: "bold red",
    Verdict.ASKS: "bold yellow",
    Verdict.MISSED: "yellow",
    Verdict.NOTED: "",
}


def print_check(result: CheckResult, translator: Translator, console: Console | None = None) -> None:
    """Print every finding with its arithmetic and provision, then the summary and the choices in force."""
    console = console or Console(highlight=False)
    report, writer = report_of(result), Writer(translator)
    console.print(Text(writer.text(report.congress.name), style="bold"))
    for line in report.opening:
        console.print(Text(writer.text(line)))
    for contest in report.contests:
        console.print()
        print_heading(console, writer.sentence(contest.heading))
        print_reading(contest.contest.slate, translator, console)
        console.print(_table(contest, writer))
    console.print()
    for closing in report.closing:
        console.print(Text(writer.text(closing.text), style=_STYLES[closing.verdict]))
    console.print(Text(writer.text(report.choices), style="dim"))


def _table(contest: ContestReport, writer: Writer) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for told in (*contest.to_do, *contest.others):
        style = _STYLES[told.verdict]
        table.add_row(
            Text(told.verdict.sign, style=style),
            Text(told.finding.code, style=style),
            _words(told, writer),
        )
    return table


def _words(told: Told, writer: Writer) -> Text:
    """What was asked, what was found, who is concerned, and the provision."""
    words = Text(writer.sentence(told.title), style="bold")
    for line in writer.lines(told.finding.message):
        words.append(f"\n- {line.text}" if line.listed else f"\n{line.text}", style="not bold")
    if told.concerned is not None:
        words.append("\n" + writer.text(told.concerned), style="not bold")
    if told.citation is not None:
        words.append("\n" + writer.text(told.citation), style="not bold dim")
    return words
