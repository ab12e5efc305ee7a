"""The result as people read it in a terminal: account, votes in ballot order, who is elected, what is open and why."""

from __future__ import annotations

from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Form
from rules.phrase import Phrase, phrase
from rules.terminal_heading import print_heading
from tally.account_words import account_lines
from tally.ledger_view import print_ledgers
from tally.outcome import Standing
from tally.result import ContestResult
from tally.result_words import (
    grounds,
    heading,
    names_of,
    outcome_lines,
    polarity,
    to_record,
)
from tally.rounds import CongressResult
from tally.turned_round_words import shown_line, turned_round_line

_STYLES = {
    Standing.ELECTED: "bold green",
    Standing.ALTERNATE: "green",
    Standing.TIED_AT_CUT: "bold yellow",
    Standing.TIED_AT_ALTERNATE_CUT: "bold yellow",
    Standing.SUPPORTED: "green",
}


def print_result(result: CongressResult, translator: Translator, console: Console | None = None) -> None:
    """Print every contest: what was counted, how each person stands, and what people still have to decide."""
    console = console or Console(highlight=False)
    congress = result.congress
    console.print(Text(congress.name, style="bold"))
    opening = phrase("Khai mạc {opens} · bộ quy định {pack}", opens=congress.opens, pack=result.rules.pack)
    console.print(Text(translator.text(opening)))
    for each in result.contests:
        console.print()
        _print_contest(each, result, translator, console)
    print_ledgers(result, translator, console)


def _print_contest(each: ContestResult, result: CongressResult, translator: Translator, console: Console) -> None:
    print_heading(console, translator.text(heading(each, result.congress.level)))

    def tell(line: Phrase, style: str = "") -> None:
        console.print(Padding(Text(translator.text(line), style=style), (0, 0, 0, 2)))

    for line in (polarity(each.contest), *account_lines(each)):
        tell(line)
    if (shown := shown_line(each)) is not None:
        tell(shown)
    if (turned_round := turned_round_line(each)) is not None:
        tell(turned_round, "bold yellow")
    if each.tally is not None:
        console.print(_votes(each, result.congress.choices, translator))
        _print_elected(each, translator, console)
    is_open = each in result.open_contests
    for line in outcome_lines(each, is_open=is_open):
        tell(line, "bold yellow" if is_open else "bold")
    if is_open:  # as the file has them: a line broken in two would be no TOML
        lines = "".join(f"    {line}\n" for line in to_record(each))
        console.print(Text(f"\n{lines}"), soft_wrap=True)
    for line in grounds(each, result.congress.choices):
        tell(line, "dim")


def _votes(each: ContestResult, choices: Choices, translator: Translator) -> Table:
    """The table of votes, in ballot order; the percentages name their base."""
    boxed = each.contest.form is Form.AGREE_DISAGREE
    table = Table(pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(translator.text(phrase("Số")), justify="right")
    table.add_column(translator.text(phrase("Họ và tên")), overflow="fold", ratio=1)
    table.add_column(translator.text(phrase("Đồng ý") if boxed else phrase("Số phiếu")), justify="right")
    if boxed:
        table.add_column(translator.text(phrase("Không đồng ý")), justify="right")
        table.add_column(translator.text(phrase("Không tính")), justify="right")
    table.add_column(translator.text(phrase("% của {base}", base=each.account.base)), justify="right")
    table.add_column(translator.text(phrase("Kết quả")))
    tally = each.tally
    if tally is None:
        return table
    percents = each.percents(choices)
    for place, person in enumerate(each.contest.slate.candidates):
        standing = each.outcome.standings[place]
        others = [str(tally.against[place]), str(tally.not_counted[place])] if boxed else []
        table.add_row(
            str(person.number),
            Text(person.name),
            str(tally.votes[place]),
            *others,
            translator.percent(percents[place]),
            Text(translator.label(standing)),
            style=_STYLES.get(standing),
        )
    return table


def _print_elected(each: ContestResult, translator: Translator, console: Console) -> None:
    """The elected from high to low, with their votes: as the minutes list them; then the alternates."""
    outcome = each.outcome
    if not each.contest.vote.elects:
        _print_people(each, outcome.supported, phrase("Đủ số phiếu đồng ý, từ cao xuống thấp:"), translator, console)
        return
    if not (outcome.elected or each.for_alternates):
        console.print(Padding(Text(translator.text(phrase("Không có ai trúng cử."))), (0, 0, 0, 2)))
    _print_people(each, outcome.elected, phrase("Trúng cử, từ cao xuống thấp:"), translator, console)
    _print_people(each, outcome.alternates, phrase("Dự khuyết, từ cao xuống thấp:"), translator, console)


def _print_people(
    each: ContestResult, numbers: tuple[int, ...], title: Phrase, translator: Translator, console: Console
) -> None:
    if not numbers or each.tally is None:
        return
    votes = each.tally.votes
    console.print(Padding(Text(translator.text(title)), (1, 0, 0, 2)))
    people = (
        Text(f"{place}. {name} {votes[number - 1]}")
        for place, (number, name) in enumerate(zip(numbers, names_of(each, numbers), strict=True), start=1)
    )
    console.print(Padding(Columns(people, equal=True, column_first=True), (0, 0, 1, 2)))
