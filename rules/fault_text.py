"""Faults as people read them: where, the value seen, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from rules.errors import Fault
from rules.messages import Translator
from rules.phrase import Phrase, phrase


def fault_lines(faults: Iterable[Fault], translator: Translator, *, undecided: bool = False) -> Iterable[str]:
    """Every fault in three lines: where and what was seen, what is wrong, what to do.

    ``undecided``: the data are sound, and people must decide first.
    """
    faults = tuple(faults)
    if undecided:
        yield translator.text(
            phrase("{count} điều con người phải quyết định trước; chưa có kết quả nào:", count=len(faults)),
        )
    else:
        yield translator.text(
            phrase("{count} lỗi trong dữ liệu; chưa có gì được ghi hay thay đổi:", count=len(faults)),
        )
    for fault in faults:
        yield ""
        yield f"  {fault_place(fault, translator)}"
        yield f"    {translator.text(fault.message)}"
        yield f"    → {translator.text(fault.remedy)}"


def fault_place(fault: Fault, translator: Translator) -> str:
    """Where a fault is, and the value seen there."""
    place = fault.place
    parts: list[Phrase | str] = [fault.file]
    if place.sheet is not None:
        parts.append(phrase("trang tính {sheet}", sheet=place.sheet))
    if place.row is not None:
        parts.append(phrase("dòng {row}", row=place.row))
    if place.column is not None:
        parts.append(phrase("cột {column}", column=place.column))
    if place.key is not None:
        parts.append(place.key)
    where = ", ".join(translator.text(part) if isinstance(part, Phrase) else part for part in parts)
    return where if fault.seen is None else f"{where}: «{fault.seen}»"
