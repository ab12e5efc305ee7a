"""What is said of the account of a vote (lời số liệu): people and papers, rulings, the base and the votes needed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rules.checks.wording import bounds
from rules.labels import label_of
from rules.model import Kind
from rules.parameter import Base
from rules.phrase import Phrase, phrase
from rules.regulation import Limit
from tally.result import ContestResult

_HALF = Limit(more_than=Fraction(1, 2))


def account_lines(each: ContestResult) -> Iterator[Phrase]:
    """People and papers, then the base and the votes needed."""
    account = each.account
    yield from _people(each)
    if account.spoilt is not None:
        yield phrase("Hỏng đổi lại {spoilt} phiếu (đã trừ khỏi số phát ra).", spoilt=account.spoilt)
    if each.tally is None:
        return
    reasons = tuple(
        phrase("{reason} {number}", reason=label_of(reason), number=number)
        for reason, number in each.invalid_reasons.items()
    )
    if reasons:
        yield phrase(
            "Hợp lệ {valid}, không hợp lệ {invalid} ({reasons}).",
            valid=each.tally.valid,
            invalid=each.tally.invalid,
            reasons=reasons,
        )
    else:
        yield phrase("Hợp lệ {valid}, không hợp lệ 0.", valid=each.tally.valid)
    if each.ruled.ballots:
        yield phrase(
            "Đã có kết luận về {ballots} phiếu: {rulings}.", ballots=each.ruled.ballots, rulings=_rulings(each)
        )
    yield needed_line(each)


def needed_line(each: ContestResult) -> Phrase:
    """How many votes somebody needs, and of what."""
    base, needed, threshold = each.account.base, each.needed, each.terms.threshold
    if each.for_alternates:
        return phrase("Bầu lại ở ranh giới dự khuyết: ai nhiều phiếu hơn là đại biểu dự khuyết, không cần quá nửa.")
    if needed is None or threshold is None:
        return phrase("Bầu lại trong số người bằng phiếu: ai nhiều phiếu hơn thì trúng cử, không cần quá nửa.")
    if not each.contest.vote.elects:
        return phrase(
            "Đủ khi được {limit} của {base}: từ {needed} phiếu.", limit=bounds(threshold), base=base, needed=needed
        )
    if threshold == _HALF and each.terms.base is Base.VALID:
        return phrase("Trúng cử cần quá một nửa của {base} phiếu hợp lệ: từ {needed} phiếu.", base=base, needed=needed)
    if threshold == _HALF:
        return phrase("Trúng cử cần quá một nửa của {base}: từ {needed} phiếu.", base=base, needed=needed)
    return phrase(
        "Trúng cử cần {limit} của {base}: từ {needed} phiếu.", limit=bounds(threshold), base=base, needed=needed
    )


def _people(each: ContestResult) -> Iterator[Phrase]:
    account = each.account
    papers = phrase(
        "phát ra {issued}, thu về {returned}, kiểm được {counted} phiếu",
        issued=account.issued,
        returned=account.returned,
        counted=account.counted,
    )
    if each.contest.kind is Kind.VOTERS:
        yield phrase(
            "Cử tri trong danh sách {summoned}, đã đi bầu {present}; {papers}.",
            summoned=account.summoned,
            present=account.present,
            papers=papers,
        )
        return
    if each.terms.base is Base.SUMMONED_LESS_EXCLUDED:
        excluded = tuple(
            phrase("{reason} {number}", reason=label_of(reason), number=number)
            for reason, number in account.excluded.items()
        )
        yield phrase(
            "Được triệu tập {summoned}, trừ {excluded}: tổng số để tính quá nửa là {base}.",
            summoned=account.summoned,
            excluded=excluded or (phrase("không ai"),),
            base=account.base,
        )
    else:
        yield phrase(
            "Được triệu tập {summoned}; tổng số để tính là {base}, tức {of}.",
            summoned=account.summoned,
            base=account.base,
            of=each.terms.base,
        )
    yield phrase("Có mặt {present}; {papers}.", present=account.present, papers=papers)


def _rulings(each: ContestResult) -> tuple[Phrase, ...]:
    """To what people ruled, with how many ballots; a ballot may stand under several."""
    ruled = each.ruled
    told = (
        (ruled.invalid, phrase("không hợp lệ {number}", number=ruled.invalid)),
        (ruled.valid, phrase("hợp lệ {number}", number=ruled.valid)),
        (ruled.marks, phrase("về dấu ở từng tên {number}", number=ruled.marks)),
    )
    return tuple(said for number, said in told if number)
