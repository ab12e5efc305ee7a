"""What follows from an outcome, in the words of minutes and slides (điều tiếp theo): what the provision says, no more.

A screen asks its user to do something; what is signed states. Nothing here decides: a tie and a shortfall say who
has to.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.labels import label_of
from rules.phrase import Phrase, phrase
from tally.outcome import Standing, State
from tally.result import ContestResult
from tally.result_words import meaning, names_of, tied_again
from tally.terms import still_tied


def following(each: ContestResult) -> Iterator[Phrase]:
    """What the outcome means, what the provision says comes next, and what has been decided about it."""
    if each.outcome.state is State.TIED:
        yield from _tied(each)
    else:
        yield from meaning(each)
    yield from _by_age(each)
    if each.not_among:
        yield phrase(
            "Lưu ý: không có trong số những người đã trúng cử vào tập thể phải bầu trước: {names}.",
            names=names_of(each, each.not_among),
        )
    if each.decision is not None:
        yield phrase("Đã quyết định: {decision}.", decision=label_of(each.decision.decision))


def _by_age(each: ContestResult) -> Iterator[Phrase]:
    """Whom age alone elected, where the provision says so: those with as many votes stand below the cut."""
    if each.terms.births is None or each.tally is None:
        return
    votes, standings = each.tally.votes, each.outcome.standings
    below = {votes[at] for at, standing in enumerate(standings) if standing is Standing.MAJORITY_NO_SEAT}
    older = tuple(number for number in each.outcome.elected if votes[number - 1] in below)
    if older:
        yield phrase(
            "Bằng {votes} phiếu ở ranh giới trúng cử, người nhiều tuổi hơn trúng cử: {names}.",
            votes=votes[older[0] - 1],
            names=names_of(each, older),
        )


def _tied(each: ContestResult) -> Iterator[Phrase]:
    """Who is tied for how many places; the next vote with its list, places and threshold, or who decides by what."""
    outcome, votes = each.outcome, each.tally.votes if each.tally else ()
    at_alternates = each.for_alternates or not outcome.seats_open
    yield phrase(
        "Kết quả: {count} người cùng {votes} phiếu ở {where}, chỉ còn {open} chỗ: {names}.",
        count=len(outcome.tied),
        votes=votes[outcome.tied[0] - 1],
        where=phrase("ranh giới dự khuyết") if at_alternates else phrase("ranh giới trúng cử"),
        open=outcome.next.seats if outcome.next else outcome.seats_open,
        names=names_of(each, outcome.tied),
    )
    if each.terms.births is not None:
        yield phrase(
            "Theo luật người nhiều tuổi hơn trúng cử, nhưng ngày sinh trong danh sách chưa cho biết ai nhiều hơn; "
            "nếu cùng ngày sinh thì tổ chức phụ trách bầu cử quyết định."
        )
    elif tied_again(each):
        yield still_tied(each.contest)
    elif outcome.next is not None and at_alternates:
        yield phrase(
            "Theo quy định: lập danh sách những người này và bầu lại lấy {seats} người; ai nhiều phiếu hơn là dự "
            "khuyết, không cần quá một nửa.",
            seats=outcome.next.seats,
        )
    elif outcome.next is not None:
        yield phrase(
            "Theo quy định: lập danh sách những người này và bầu lại lấy {seats} người; ai nhiều phiếu hơn thì trúng "
            "cử, không cần quá một nửa.",
            seats=outcome.next.seats,
        )
