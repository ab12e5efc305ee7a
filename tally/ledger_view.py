"""What stands after all results in a terminal: the ledger of rounds, and the make-up of those elected."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.checks import ALL
from rules.citation import citation_phrase
from rules.finding import Finding
from rules.messages import Translator
from rules.phrase import phrase
from rules.terminal_heading import print_heading
from tally.elected import Composition, composition
from tally.ledger import Ledger, ledgers
from tally.ledger_words import ledger_lines
from tally.rounds import CongressResult

_TITLES = {check.code: check.title for check in ALL}


def print_ledgers(result: CongressResult, translator: Translator, console: Console) -> None:
    """Print every contest of several rounds as one result, then what the checks say of the elected."""
    found = ledgers(result)
    for ledger in found:
        if len(ledger.chain.rounds) > 1:
            _print_ledger(ledger, translator, console)
    for ledger in found:
        made_up = composition(ledger, result)
        if made_up is not None:
            _print_composition(made_up, translator, console)


def _print_ledger(ledger: Ledger, translator: Translator, console: Console) -> None:
    first = ledger.first.contest
    rounds = len(ledger.chain.rounds)
    title = phrase("{id} · tổng hợp {rounds} lần bầu", id=first.id, rounds=rounds)
    console.print()
    print_heading(console, translator.text(title))
    for line in ledger_lines(ledger):
        console.print(Padding(Text(translator.text(line)), (0, 0, 0, 2)))


def _print_composition(made_up: Composition, translator: Translator, console: Console) -> None:
    contest = made_up.contest
    title = phrase("{id} · cơ cấu {people} người trúng cử", id=contest.id, people=len(contest.slate))
    console.print()
    print_heading(console, translator.text(title))
    note = phrase("«Danh sách» ở đây là những người trúng cử; phần này không làm thay đổi kết quả kiểm phiếu.")
    console.print(Padding(Text(translator.text(note), style="dim"), (0, 0, 0, 2)))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in made_up.findings:
        told = Text(translator.text(_TITLES[finding.code]), style="bold")
        told.append("\n" + translator.text(finding.message), style="not bold")
        if finding.citation is not None:
            # The message itself says where a provision is unconfirmed: once is enough.
            provision = replace(finding.citation, confirmed=True)
            told.append("\n" + translator.text(citation_phrase(provision)), style="not bold dim")
        table.add_row(_sign(finding), finding.code, told)
    console.print(Padding(table, (0, 0, 0, 2)))


def _sign(finding: Finding) -> Text:
    """Reached, not reached, not known: nothing here is refused."""
    if finding.passed:
        return Text("✓", style="green")
    return Text("·") if finding.passed is None else Text("!", style="yellow")
