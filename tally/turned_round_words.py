"""Struck and kept exchanged, in words: a ballot to hold against its paper, and where a pile looks turned round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.phrase import Phrase, phrase
from tally.result import ContestResult
from tally.result_words import names_of

_SOME = 6
"""Names shown of a ballot that is held against its paper."""


def shown_line(each: ContestResult) -> Phrase | None:
    """One ballot to hold against its paper: whoever looks at it sees whether struck and kept were exchanged."""
    if each.shown is None:
        return None
    struck, kept = (names_of(each, numbers) for numbers in (each.shown.struck, each.shown.kept))
    if len(struck) <= len(kept):
        return phrase(
            "Đối chiếu với giấy, lá số {number} của tệp phiếu: gạch {names}; để lại {others} người.",
            number=each.shown.number,
            names=_some(struck),
            others=len(kept),
        )
    return phrase(
        "Đối chiếu với giấy, lá số {number} của tệp phiếu: để lại {names}; gạch {others} người.",
        number=each.shown.number,
        names=_some(kept),
        others=len(struck),
    )


def turned_round_line(each: ContestResult) -> Phrase | None:
    """What looks like the marks of a whole pile read the wrong way round; people look, the count stays as it is."""
    if each.tally is None or not each.turned_round:
        return None
    valid, seats = each.tally.valid, each.contest.seats
    return phrase(
        "CHÚ Ý: {valid} phiếu hợp lệ để lại tất cả {kept} lượt tên, chưa đến một nửa của {valid} × {seats} = {places}. "
        "Có phải tệp phiếu ghi người được để lại, không phải người bị gạch? Đối chiếu với giấy trước khi dùng kết quả.",
        valid=valid,
        kept=sum(each.tally.votes),
        seats=seats,
        places=valid * seats,
    )


def to_hold_to_paper(results: Iterable[ContestResult]) -> Iterator[Phrase]:
    """The ballots to look at before anything is signed, one a contest."""
    for each in results:
        if (line := shown_line(each)) is not None:
            yield phrase("{contest}: {line}", contest=each.contest.id, line=line)


def cautions(results: Iterable[ContestResult]) -> Iterator[Phrase]:
    """What to say beside any output of a count, so that nobody signs papers of a pile that was read the wrong way."""
    for each in results:
        if (line := turned_round_line(each)) is not None:
            yield phrase("{contest}: {line}", contest=each.contest.id, line=line)


def _some(names: tuple[str, ...]) -> tuple[str | Phrase, ...]:
    """Names to be looked at; nobody compares more than a few."""
    if len(names) <= _SOME + 1:
        return names
    return (*names[:_SOME], phrase("và {number} người nữa", number=len(names) - _SOME))
