"""How a workbook's sheet was understood, for people and for programs: columns and their meaning, rows left out."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rules.headings import Reading
from rules.labels import label_of
from rules.messages import Translator
from rules.model import Slate
from rules.phrase import Phrase, phrase
from rules.sheet_reading import ColumnReading, SheetReading

_ROWS_SHOWN = 12


def print_reading(slate: Slate, translator: Translator, console: Console) -> None:
    """Print what was understood, before what was found: whoever reads on must know what it is about.

    The headings of a CSV file are plain: only those that were not understood are told.
    """
    if slate.reading is not None:
        _print_sheet(slate.reading, translator, console)
        console.print()
    elif slate.notes:
        notes = tuple(phrase("«{heading}»", heading=heading) for heading in slate.notes)
        console.print(Text(translator.text(_not_understood(notes)), style="dim"))
        console.print()


def _print_sheet(reading: SheetReading, translator: Translator, console: Console) -> None:
    for line in _opening(reading):
        console.print(Text(translator.text(line)))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True, style="dim", justify="right")
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for column in reading.columns:
        if column.field is not None:
            meaning = f"→ {translator.text(_meaning(column, column.field))}"
            table.add_row(column.letters, Text(column.heading), Text(meaning))
    console.print(table)
    for line in _closing(reading):
        console.print(Text(translator.text(line), style="dim"))


def _opening(reading: SheetReading) -> Iterator[Phrase]:
    first, last = reading.first_heading_row, reading.last_heading_row
    if first == last:
        yield phrase("Trang tính «{sheet}», tiêu đề ở dòng {row}. Các cột được hiểu:", sheet=reading.sheet, row=first)
    else:
        yield phrase(
            "Trang tính «{sheet}», tiêu đề từ dòng {first} đến dòng {last}. Các cột được hiểu:",
            sheet=reading.sheet,
            first=first,
            last=last,
        )


def _closing(reading: SheetReading) -> Iterator[Phrase]:
    notes = tuple(
        phrase("{letters} «{heading}»", letters=column.letters, heading=column.heading)
        for column in reading.columns
        if column.field is None
    )
    if notes:
        yield _not_understood(notes)
    if reading.numbers_row is not None and reading.slips:
        yield phrase(
            "Dòng {row} là dòng đánh số cột, bỏ qua; số không liền ở cột {columns}.",
            row=reading.numbers_row,
            columns=reading.slips,
        )
    elif reading.numbers_row is not None:
        yield phrase("Dòng {row} là dòng đánh số cột, bỏ qua.", row=reading.numbers_row)
    if reading.left_out:
        shown = tuple(
            phrase("dòng {row} «{text}»", row=left.row, text=left.text) for left in reading.left_out[:_ROWS_SHOWN]
        )
        more = len(reading.left_out) - len(shown)
        yield phrase("Không phải người, bỏ qua: {rows}.", rows=shown)
        if more:
            yield phrase("… và {count} dòng nữa.", count=more)


def _not_understood(columns: tuple[Phrase, ...]) -> Phrase:
    return phrase("Không hiểu, chỉ giữ làm ghi chú: {columns}.", columns=columns)


def _meaning(column: ColumnReading, field: str) -> Phrase:
    known = label_of(field)
    match column.reading:
        case Reading.MARK if column.value is not None and field == "theory":  # its values say themselves what they are
            return phrase("có dấu là {value}", value=column.value)
        case Reading.MARK if column.value is not None:
            return phrase("{field}: có dấu là {value}", field=known, value=column.value)
        case Reading.DATED_MARK if column.value is not None:
            return phrase("{field}; ghi ở cột này là {value}", field=known, value=column.value)
        case Reading.OPPOSITE:
            return phrase("{field}: có dấu là không", field=known)
        case Reading.PART:
            return phrase("{field} (một phần)", field=known)
        case _:
            return known
