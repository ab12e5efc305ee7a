"""Many checked folders in a terminal: progress while they are checked, then one table of what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from rules.check_many import Checked, gravest
from rules.messages import Translator
from rules.phrase import phrase
from rules.session import FINE, NO, UNDECIDED

_MOST_ROWS = 60
_SIGNS = {FINE: ("✓", "green"), NO: ("✗", "bold red"), UNDECIDED: ("?", "bold yellow")}


def with_progress(checked: Iterable[Checked], total: int, translator: Translator) -> list[Checked]:
    """Collect, with a bar on the error stream where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return list(checked)
    words = TextColumn(translator.text(phrase("Đang kiểm tra")))
    with Progress(words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as progress:
        return list(progress.track(checked, total=total))


def print_many(checked: Sequence[Checked], translator: Translator, console: Console | None = None) -> None:
    """Print a row a folder; of very many only those somebody has to see to, and how many more are fine."""
    console = console or Console(highlight=False)
    text = translator.text
    shown = checked if len(checked) <= _MOST_ROWS else [each for each in checked if each.exit_code != FINE]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("")
    table.add_column(text(phrase("Thư mục")), overflow="fold", ratio=1)
    for heading in (
        phrase("Danh sách"),
        phrase("Người"),
        phrase("Vi phạm"),
        phrase("Cần hỏi"),
        phrase("Chưa đạt"),
        phrase("Lỗi tệp"),
    ):
        table.add_column(text(heading), justify="right")
    for each in shown:
        sign, style = _SIGNS.get(each.exit_code, ("✗", "bold red"))
        summary = each.summary
        counts = (each.slates, each.names, summary.required_failed, summary.asks, summary.targets_missed)
        cells = [str(count) if count else "-" for count in (*counts, len(each.faults))]
        table.add_row(Text(sign, style=style), Text(each.folder), *cells)
    console.print(table)
    console.print()
    if len(shown) < len(checked):
        console.print(
            Text(text(phrase("Không liệt kê {count} thư mục không có gì phải xem.", count=len(checked) - len(shown))))
        )
    sign, style = _SIGNS.get(gravest(each.exit_code for each in checked), ("✗", "bold red"))
    console.print(
        Text(
            text(
                phrase(
                    "{sign} {folders} thư mục, {slates} danh sách, {names} người: {broken} vi phạm, {asks} điểm cần "
                    "hỏi, {missed} mức phấn đấu chưa đạt, {unusable} thư mục không đọc được.",
                    sign=sign,
                    folders=len(checked),
                    slates=sum(each.slates for each in checked),
                    names=sum(each.names for each in checked),
                    broken=sum(each.summary.required_failed for each in checked),
                    asks=sum(each.summary.asks for each in checked),
                    missed=sum(each.summary.targets_missed for each in checked),
                    unusable=sum(bool(each.faults) for each in checked),
                ),
            ),
            style=style,
        ),
    )
    console.print(Text(text(phrase("Chạy kiemphieu check THƯ_MỤC để xem chi tiết từng nơi.")), style="dim"))
