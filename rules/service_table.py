"""Months in a provision: one month, and the ages at retirement by month of birth (lộ trình tuổi nghỉ hưu)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from rules.law_table import LawTable
from rules.phrase import phrase
from rules.retirement import AgeStep, RetirementAges

RETIREMENT_KEYS = ("male", "female", "female_at_60")
_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")


def read_month(table: LawTable, key: str, *, required: bool = False) -> date | None:
    """Read a month, ``"2025-06"``, as its first day."""
    text = table.text(key, required=required)
    found = _MONTH.fullmatch(text) if text else None
    if text and not found:
        table.refuse(
            "wrong_month",
            key,
            phrase("«{month}» không phải là một tháng", month=text),
            phrase('ghi năm-tháng trong ngoặc kép, ví dụ "2025-06"'),
        )
    return date(int(found[1]), int(found[2]), 1) if found else None


def read_retirement(table: LawTable) -> RetirementAges | None:
    """Read the steps of men and of women; None, with every fault noted in the table, where they cannot be used."""
    male, female = _steps(table, "male"), _steps(table, "female")
    at_60 = table.count("female_at_60", at_least=1, required=True)
    if male is None or female is None or at_60 is None:
        return None
    return RetirementAges(male=male, female=female, female_at_60=at_60)


def _steps(table: LawTable, key: str) -> tuple[AgeStep, ...] | None:
    """The first step holds for whoever was born before the second; births and ages rise from step to step."""
    tables = table.tables(key)
    steps: list[AgeStep | None] = []
    for at, each in enumerate(tables):
        born_from = read_month(each, "born_from", required=True) if at else None
        months = each.count("months", at_least=1, required=True)
        each.finish()
        steps.append(
            None if months is None or (at and born_from is None) else AgeStep(born_from=born_from, months=months),
        )
    read = tuple(step for step in steps if step is not None)
    if not tables or any(
        later.months < earlier.months
        or (later.born_from is not None and earlier.born_from is not None and later.born_from <= earlier.born_from)
        for earlier, later in pairwise(read)
    ):
        table.refuse(
            "wrong_retirement",
            key,
            phrase("{key} phải có ít nhất một bậc tuổi nghỉ hưu, tháng sinh và số tháng tuổi tăng dần", key=key),
            phrase(
                "ghi theo dạng {example}",
                example=f'{key} = [{{ months = 720 }}, {{ born_from = "1961-01", months = 723 }}]',
            ),
        )
        return None
    return read if len(read) == len(tables) else None
