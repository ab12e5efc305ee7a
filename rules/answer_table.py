"""What a provision answers, read from its table: a limit, reasons, a rule, a round, months, a level, ages."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TypedDict

from rules.finding import Force
from rules.law_table import LawTable
from rules.parameter import Parameter, Shape
from rules.phrase import phrase
from rules.regulation import Ages, Amount, Limit
from rules.retirement import RetirementAges
from rules.service_table import RETIREMENT_KEYS, read_month, read_retirement

_BOUNDS = ("at_least", "at_most", "more_than", "less_than")
_KEYS = {
    Shape.LIMIT: (*_BOUNDS, "of", "ages", "step", "force"),
    Shape.REASONS: ("reasons",),
    Shape.RULE: ("rule", "ages", "force"),
    Shape.ROUND: ("round", "rule", "force"),
    Shape.MONTH: ("month",),
    Shape.MONTHS: ("at_least", "from", "force"),
    Shape.LEVEL: ("at_least", "force"),
    Shape.RETIREMENT: RETIREMENT_KEYS,
}
_ALL_KEYS = tuple(dict.fromkeys(key for keys in _KEYS.values() for key in keys))
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))? ?%")
_FRACTION = re.compile(r"(\d{1,6})/(\d{1,6})")
_OLDEST = 130


class Answer(TypedDict, total=False):
    """The fields of a provision that depend on the shape of its parameter."""

    force: Force | None
    limit: Limit | None
    of: str | None
    ages: Ages | None
    reasons: tuple[str, ...]
    rule: str | None
    month: date | None
    round: int | None
    step: int | None
    retirement: RetirementAges | None


def read_answer(table: LawTable, parameter: Parameter, *, any_reason: bool = False) -> Answer:
    """Read what the parameter asks for, and refuse what belongs to another shape; faults are noted in the table.

    ``any_reason`` lets a list hold reasons that no regulation seen has.
    """
    unasked = {"ages": not parameter.ages, "step": not parameter.at_step}
    known = tuple(key for key in _KEYS[parameter.shape] if not unasked.get(key))
    for key in table.keys:
        if key in _ALL_KEYS and key not in known:
            table.refuse(
                "wrong_shape",
                key,
                phrase("quy định {parameter} không có khóa {key}", parameter=parameter.name, key=key),
                phrase("bỏ khóa này; quy định này dùng: {keys}", keys=known),
            )
    match parameter.shape:
        case Shape.LIMIT:
            return _limit_answer(table, parameter)
        case Shape.REASONS:
            return Answer(
                reasons=table.words("reasons", known=None if any_reason else parameter.reasons, required=True)
            )
        case Shape.RULE:
            return Answer(
                force=table.one_of("force", Force, required=True),
                rule=_rule(table, parameter),
                ages=read_ages(table, "ages") if parameter.ages else None,
            )
        case Shape.ROUND:
            return Answer(
                force=table.one_of("force", Force, required=True),
                rule=_rule(table, parameter),
                round=table.count("round", at_least=1, required=True),
            )
        case Shape.MONTH | Shape.RETIREMENT | Shape.MONTHS | Shape.LEVEL:
            return _service_answer(table, parameter)


def ignore_answer(table: LawTable) -> None:
    """Leave the keys of any answer alone: of an unknown parameter nobody can say what is wrong with them."""
    table.ignore(_ALL_KEYS)


def _service_answer(table: LawTable, parameter: Parameter) -> Answer:
    """Months, ages, and the level somebody must have."""
    if parameter.shape is Shape.MONTH:
        return Answer(month=read_month(table, "month", required=True))
    if parameter.shape is Shape.RETIREMENT:
        return Answer(retirement=read_retirement(table))
    force = table.one_of("force", Force, required=True)
    if parameter.levels is not None:
        level = table.one_of("at_least", parameter.levels, required=True)
        return Answer(force=force, rule=level.value if level else None)
    months = table.count("at_least", at_least=1, required=True)
    limit = None if months is None else Limit(at_least=months)
    return Answer(force=force, limit=limit, month=read_month(table, "from"))


def _rule(table: LawTable, parameter: Parameter) -> str | None:
    rule = table.one_of("rule", parameter.rules, required=True) if parameter.rules else None
    return rule.value if rule else None


def _limit_answer(table: LawTable, parameter: Parameter) -> Answer:
    given = [key for key in _BOUNDS if table.has(key)]
    amounts = {key: amount for key in given if (amount := _amount(table, key)) is not None}
    if not given and not parameter.limit_optional:
        table.refuse(
            "no_limit",
            "at_least",
            phrase("quy định {parameter} không có giới hạn nào", parameter=parameter.name),
            phrase("ghi ít nhất một trong các khóa: {keys}", keys=_BOUNDS),
        )
    limit = Limit(**amounts)
    if amounts and len(amounts) == len(given):
        _check_bounds(table, given[0], limit)
    return Answer(
        force=table.one_of("force", Force, required=True),
        limit=limit if amounts else None,
        of=_of(table, parameter, amounts, unread=len(amounts) < len(given)),
        ages=read_ages(table, "ages") if parameter.ages else None,
        step=table.count("step", at_least=1, required=True) if parameter.at_step else None,
    )


def _amount(table: LawTable, key: str) -> Amount | None:
    """``"10%"`` and ``"1/2"`` are shares, a whole number is people; a number with a point is neither, exactly."""
    value = table.raw(key)
    if type(value) is int and value >= 0:  # true is an int too
        return value
    share = _share(value.strip()) if isinstance(value, str) else None
    if share is not None and share <= 1:
        return share
    table.refuse(
        "wrong_amount",
        key,
        phrase("khóa {key} không phải là tỷ lệ từ 0 đến 100 % hoặc số người", key=key),
        phrase('ghi tỷ lệ là "10%" hoặc "1/2", trong ngoặc kép; ghi số người là số nguyên, không ngoặc kép'),
    )
    return None


def _share(text: str) -> Fraction | None:
    if found := _PERCENT.fullmatch(text):
        whole, decimals = found[1], found[2] or ""
        return Fraction(int(whole + decimals), 100 * 10 ** len(decimals))
    found = _FRACTION.fullmatch(text)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None


def _check_bounds(table: LawTable, key: str, limit: Limit) -> None:
    """Refuse limits that mix shares and people, say one end twice, or let nothing through."""
    amounts = (limit.at_least, limit.at_most, limit.more_than, limit.less_than)
    if len({isinstance(amount, Fraction) for amount in amounts if amount is not None}) > 1:
        problem = phrase("giới hạn này lẫn tỷ lệ với số người")
    elif None not in {limit.at_least, limit.more_than} or None not in {limit.at_most, limit.less_than}:
        problem = phrase("một đầu của giới hạn được ghi hai lần")
    elif _is_empty(limit):
        problem = phrase("không giá trị nào nằm trong giới hạn này: đầu dưới lớn hơn đầu trên")
    else:
        return
    table.refuse("wrong_limit", key, problem, phrase("ghi lại giới hạn đúng như văn bản"))


def _is_empty(limit: Limit) -> bool:
    low = limit.more_than if limit.at_least is None else limit.at_least
    high = limit.less_than if limit.at_most is None else limit.at_most
    if low is None or high is None:
        return False
    strict = limit.more_than is not None or limit.less_than is not None
    return low > high or (low == high and strict)


def _of(table: LawTable, parameter: Parameter, amounts: dict[str, Amount], *, unread: bool) -> str | None:
    """What a share is of; a share always says it, a number of people never does.

    ``unread``: there is an amount that could not be read, which may have been a share.
    """
    of = table.text("of")
    share = next((key for key, amount in amounts.items() if isinstance(amount, Fraction)), None)
    if share and not parameter.of:
        table.refuse(
            "wrong_shape",
            share,
            phrase("quy định {parameter} tính bằng số người, không phải tỷ lệ", parameter=parameter.name),
            phrase("ghi số người là số nguyên, không ngoặc kép"),
        )
    elif share and not table.has("of"):
        table.refuse(
            "share_without_of",
            "of",
            phrase("tỷ lệ này không nói là tỷ lệ của số nào"),
            phrase("thêm khóa of, một trong: {known}", known=parameter.of),
        )
    elif of and (of not in parameter.of or not (share or unread)):
        table.refuse(
            "wrong_of",
            "of",
            phrase("khóa of không thể là «{of}» ở đây", of=of),
            phrase("tỷ lệ thì ghi of, một trong: {known}", known=parameter.of)
            if share
            else phrase("bỏ khóa of: giới hạn này không phải là tỷ lệ"),
        )
    return of


def read_ages(table: LawTable, key: str) -> Ages | None:
    """Read a band of completed years, ``{ at_least = 40, at_most = 50 }``; one of its ends may be left out."""
    band = table.table(key, required=True)
    if band is None:
        return None
    ages = Ages(at_least=band.count("at_least"), at_most=band.count("at_most"))
    band.finish()
    known = [age for age in (ages.at_least, ages.at_most) if age is not None]
    if not known or max(known) > _OLDEST or known != sorted(known):
        table.refuse(
            "wrong_ages",
            key,
            phrase("độ tuổi phải có ít nhất một đầu, và đầu dưới không lớn hơn đầu trên"),
            phrase("ghi số tuổi tròn, ví dụ {example}", example=f"{key} = {{ at_least = 40, at_most = 50 }}"),
        )
    return ages
