"""The clauses that messages of several checks share: shares, limits, what is missing, what is unconfirmed."""

from __future__ import annotations

from fractions import Fraction

from rules.checks.bounds import Band, is_share
from rules.finding import Force, Share
from rules.percent import Percent, PercentRounding, percent
from rules.phrase import Phrase, phrase
from rules.regulation import Amount, Limit, Provision


def percentage(share: Share, rounding: PercentRounding) -> Phrase:
    """Print ``12,82 %``; a share below zero has no percentage and none may be asked for."""
    return phrase("{percent} %", percent=percent(share.fraction, rounding))


def demand(force: Force, limit: Limit) -> Phrase:
    """How hard it binds, and the limit: "phấn đấu từ 15 % trở lên"."""
    match force:
        case Force.REQUIRED:
            return phrase("phải {limit}", limit=bounds(limit))
        case Force.TARGET:
            return phrase("phấn đấu {limit}", limit=bounds(limit))
        case Force.ABOUT if limit.at_least is not None and limit.at_least == limit.at_most:
            return phrase("khoảng {limit}", limit=_amount(limit.at_least))
        case Force.ABOUT:
            return phrase("khoảng {limit}", limit=bounds(limit))


def demand_in_people(force: Force, limit: Limit, allowed: Band) -> Phrase:
    """The same with the whole numbers it comes to: "phải từ 10 % đến 15 %, tức từ 4 đến 5 người"."""
    asked = demand(force, limit)
    return with_people(asked, allowed) if is_share(limit) else asked


def with_people(asked: Phrase, allowed: Band) -> Phrase:
    """Add the whole numbers of people that something asked comes to, if there are any."""
    people = _people(allowed)
    return phrase("{demand}, tức {people}", demand=asked, people=people) if people else asked


def bounds(limit: Limit) -> Phrase:
    """The limit in the regulation's words for its comparisons."""
    low, high = _lower(limit), _upper(limit)
    if limit.at_least is not None and limit.at_least == limit.at_most:
        return phrase("đúng {amount}", amount=_amount(limit.at_least))
    if limit.at_least is not None and limit.at_most is not None and limit.more_than is None is limit.less_than:
        return phrase("từ {low} đến {high}", low=_amount(limit.at_least), high=_amount(limit.at_most))
    if low and high:
        return phrase("{low} và {high}", low=low, high=high)
    return low or high or phrase("không có giới hạn")


def outcome(people: int, allowed: Band) -> Phrase:
    """What follows for a number of people: it is right, or how many are missing or too many."""
    if allowed.empty:
        return phrase("không có số người nào nằm trong giới hạn này")
    if allowed.low is not None and people < allowed.low:
        return phrase("thiếu {people} người", people=allowed.low - people)
    if allowed.high is not None and people > allowed.high:
        return phrase("thừa {people} người", people=people - allowed.high)
    return phrase("đạt")


def cited(message: Phrase, provision: Provision) -> Phrase:
    """Say of an unconfirmed provision that the user has to confirm it."""
    if provision.confirmed:
        return message
    return phrase("{message} (quy định này cần người dùng xác nhận)", message=message)


def force_of(provision: Provision) -> Force:
    """How hard a provision binds; one that names a thing without a number binds as "about"."""
    return provision.force or Force.ABOUT


def _people(allowed: Band) -> Phrase | None:
    if allowed.empty or (allowed.low is None and allowed.high is None):
        return None
    if allowed.high is None:
        return phrase("từ {low} người trở lên", low=allowed.low or 0)
    if allowed.low is None:
        return phrase("không quá {high} người", high=allowed.high)
    if allowed.low == allowed.high:
        return phrase("đúng {people} người", people=allowed.low)
    return phrase("từ {low} đến {high} người", low=allowed.low, high=allowed.high)


def _lower(limit: Limit) -> Phrase | None:
    if limit.more_than == 0:
        return phrase("lớn hơn 0")
    if limit.more_than is not None:
        return phrase("hơn {amount}", amount=_amount(limit.more_than))
    if limit.at_least is not None:
        return phrase("từ {amount} trở lên", amount=_amount(limit.at_least))
    return None


def _upper(limit: Limit) -> Phrase | None:
    if limit.less_than is not None:
        return phrase("dưới {amount}", amount=_amount(limit.less_than))
    if limit.at_most is not None:
        return phrase("không quá {amount}", amount=_amount(limit.at_most))
    return None


def _amount(amount: Amount) -> Phrase | str:
    if not isinstance(amount, Fraction):
        return phrase("{people} người", people=amount)
    hundredths, rest = divmod(amount.numerator * 10_000, amount.denominator)
    if rest:
        return str(amount)
    if hundredths % 100 == 0:
        return phrase("{percent} %", percent=hundredths // 100)
    return phrase("{percent} %", percent=Percent(hundredths))
