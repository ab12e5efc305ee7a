"""A counted deck as people read it in a terminal: every contest's votes, and what was left blank or over."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.messages import Translator
from rules.phrase import phrase
from rules.terminal_heading import print_heading
from rules.text_file import visible
from tally.interchange.deck import ContestCount, DeckCount


def print_deck(count: DeckCount, translator: Translator, console: Console | None = None) -> None:
    """Print every contest of a deck."""
    console = console or Console(highlight=False)
    opening = phrase("{file} · {kind} · {records} bản ghi", file=count.file, kind=count.kind, records=count.records)
    console.print(Text(translator.text(opening), style="bold"))
    for each in count.contests:
        console.print()
        _print_contest(each, translator, console)
    console.print()
    closing = phrase(
        "Tệp không nói theo quy định nào, có bao nhiêu người được triệu tập: ở đây chỉ có số phiếu, không xác định ai "
        "trúng cử. Để xác định, đặt tệp vào một thư mục đại hội."
    )
    console.print(Text(translator.text(closing)))


def _print_contest(each: ContestCount, translator: Translator, console: Console) -> None:
    contest = each.contest
    heading = phrase("{contest}: chọn tối đa {allowed}", contest=visible(contest.name), allowed=contest.votes_allowed)
    print_heading(console, translator.text(heading))
    numbers = phrase(
        "{ballots} phiếu; {blank} không chọn ai; {overvoted} chọn quá số lượng (mất {overvotes} phiếu bầu); "
        "còn {undervotes} phiếu bầu không dùng",
        ballots=each.tally.counted,
        blank=each.blank,
        overvoted=each.overvoted,
        overvotes=each.overvotes,
        undervotes=each.undervotes,
    )
    console.print(Padding(Text(translator.text(numbers)), (0, 0, 0, 2)))
    table = Table(pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(translator.text(phrase("Số")), justify="right")
    table.add_column(translator.text(phrase("Lựa chọn")), overflow="fold", ratio=1)
    table.add_column(translator.text(phrase("Số phiếu")), justify="right")
    for number, (selection, votes) in enumerate(zip(contest.selections, each.tally.votes, strict=True), start=1):
        written = translator.text(phrase("(tên viết thêm)"))
        name = " ".join(part for part in (visible(selection.name), written if selection.write_in else "") if part)
        table.add_row(str(number), Text(name or selection.id), str(votes))
    console.print(table)
