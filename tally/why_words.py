"""Why somebody stands as he does, in sentences (lời giải thích): the arithmetic, then what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rules.choice import Choices
from rules.percent import percent
from rules.phrase import Phrase, Value, phrase
from rules.regulation import Limit
from tally.outcome import Standing, State
from tally.result import ContestResult
from tally.why import Explanation

_HALF = Limit(more_than=Fraction(1, 2))


def sentences(found: Explanation, choices: Choices) -> Iterator[Phrase]:
    """The standing with its arithmetic, then the margins."""
    result = found.result
    yield phrase("{votes}; {seat}.", votes=_threshold(found, choices), seat=_seat(found))
    if result.outcome.state is State.NOT_RECOGNISED:
        return
    if found.gain is not None:
        yield phrase("Thêm {votes} phiếu thì: {standing}.", votes=found.gain.votes, standing=found.gain.standing)
    if found.loss is not None:
        yield phrase("Bớt {votes} phiếu thì: {standing}.", votes=found.loss.votes, standing=found.loss.standing)
    if found.gain is None and found.loss is None:
        yield phrase("Giữ nguyên phiếu của người khác thì bao nhiêu phiếu cũng không làm thay đổi kết quả này.")


def of_void(result: ContestResult) -> Phrase:
    """Why nobody stands anyhow."""
    account = result.account
    return phrase(
        "không có kết quả: phát ra {issued}, thu về {returned}, kiểm được {counted} phiếu.",
        issued=account.issued,
        returned=account.returned,
        counted=account.counted,
    )


def _threshold(found: Explanation, choices: Choices) -> Phrase:
    """The comparison itself: whole numbers, and the percentage only for the eye."""
    result = found.result
    base, needed = result.account.base, result.needed
    if needed is None:
        return phrase("{votes} phiếu, bầu lại nên không cần quá nửa", votes=found.votes)
    share = percent(Fraction(found.votes, base or 1), choices.percent_rounding)
    if result.terms.threshold == _HALF:
        values: dict[str, Value] = {
            "votes": found.votes,
            "double": 2 * found.votes,
            "base": base,
            "share": share,
            "needed": needed,
        }
        if found.votes >= needed:
            return phrase(
                "{votes} phiếu × 2 = {double}, lớn hơn {base} ({share} %): quá một nửa, cần từ {needed} phiếu", **values
            )
        return phrase(
            "{votes} phiếu × 2 = {double}, không lớn hơn {base} ({share} %): chưa quá một nửa, cần từ {needed} phiếu",
            **values,
        )
    return phrase(
        "{votes} phiếu trên {base} ({share} %), cần từ {needed} phiếu",
        votes=found.votes,
        base=base,
        share=share,
        needed=needed,
    )


def _seat(found: Explanation) -> Phrase:
    """What follows from it, beside the others."""
    result = found.result
    match found.standing:
        case Standing.ELECTED | Standing.MAJORITY_NO_SEAT | Standing.TIED_AT_CUT:
            return _at_cut(found)
        case Standing.ALTERNATE | Standing.TIED_AT_ALTERNATE_CUT:
            return _of_alternates(found)
        case Standing.NO_MAJORITY:
            return phrase("không trúng cử")
        case Standing.SUPPORTED | Standing.NOT_SUPPORTED:
            return phrase("{standing}", standing=found.standing)
        case Standing.NOT_ELECTED if result.outcome.state is State.NOT_RECOGNISED:
            return phrase(
                "mới có {present} trên {summoned} cử tri đi bầu, chưa quá một nửa: không công nhận kết quả",
                present=result.account.present,
                summoned=result.account.summoned,
            )
        case Standing.NOT_ELECTED:
            seats = result.contest.seats
            return phrase(
                "{above} người nhiều phiếu hơn, có {seats} chỗ: không trúng cử", above=found.above, seats=seats
            )


def _at_cut(found: Explanation) -> Phrase:
    """Of those over the threshold: how many stand above, how many beside, how many seats there are."""
    seats, above, level = found.result.contest.seats, found.above, found.level
    beside = phrase(
        "{above} người nhiều phiếu hơn, {level} người cùng {votes} phiếu, có {seats} chỗ",
        above=above,
        level=level,
        votes=found.votes,
        seats=seats,
    )
    if found.standing is Standing.TIED_AT_CUT:
        return phrase("{beside}: bằng phiếu ở ranh giới trúng cử", beside=beside)
    if found.standing is Standing.ELECTED:
        if above + level <= seats:
            return phrase("{above} người nhiều phiếu hơn, có {seats} chỗ: trúng cử", above=above, seats=seats)
        return phrase("{beside}; trong số bằng phiếu là người nhiều tuổi hơn: trúng cử", beside=beside)
    if above >= seats:
        return phrase("đã có {above} người nhiều phiếu hơn cho {seats} chỗ: không trúng cử", above=above, seats=seats)
    return phrase("{beside}; trong số bằng phiếu là người ít tuổi hơn: không trúng cử", beside=beside)


def _of_alternates(found: Explanation) -> Phrase:
    contest = found.result.contest
    places = contest.seats if found.result.for_alternates else contest.alternates
    ahead = found.above - len(found.result.outcome.elected)  # a re-vote on alternates elects nobody
    if found.standing is Standing.ALTERNATE:
        return phrase(
            "chỗ chính thức đã đủ; trong những người còn lại có {ahead} người nhiều phiếu hơn, {places} chỗ dự khuyết: "
            "đại biểu dự khuyết",
            ahead=ahead,
            places=places,
        )
    return phrase(
        "chỗ chính thức đã đủ; trong những người còn lại có {ahead} người nhiều phiếu hơn, {level} người cùng {votes} "
        "phiếu, {places} chỗ dự khuyết: bằng phiếu ở ranh giới dự khuyết",
        ahead=ahead,
        level=found.level,
        votes=found.votes,
        places=places,
    )
