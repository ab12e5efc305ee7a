"""Marks on paper, ballots, rulings on them, and the numbers a count gives (dấu trên phiếu, lá phiếu, số liệu)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RawMark(StrEnum):
    """What is on the paper beside one name; its letter is the one the canonical form of ballots uses."""

    KEPT = "k"  # để lại
    STRUCK = "s"  # gạch
    AGREE = "a"  # đồng ý
    DISAGREE = "d"  # không đồng ý
    BOTH = "b"  # cả hai ô
    NEITHER = "n"  # không ô nào
    UNCLEAR = "u"  # không rõ: people must rule on it before anything is counted


class InvalidReason(StrEnum):
    """A ground on which a ballot is invalid (lý do không hợp lệ); the regulation in force names those it has."""

    NOT_ISSUED = "not_issued"
    OVERVOTE = "overvote"
    VOTES_FOR_NOBODY = "votes_for_nobody"
    DOUBLE_MARK = "double_mark"
    UNMARKED = "unmarked"
    OUTSIDE_NAME = "outside_name"
    MARKED = "marked"
    SIGNED = "signed"
    WRITTEN_ON = "written_on"
    NOT_PRESCRIBED = "not_prescribed"
    NO_STAMP = "no_stamp"


COMPUTED_REASONS = frozenset(
    {
        InvalidReason.OVERVOTE,
        InvalidReason.VOTES_FOR_NOBODY,
        InvalidReason.DOUBLE_MARK,
        InvalidReason.UNMARKED,
    },
)
"""Grounds that follow from the marks alone: the program finds them, nobody may enter them."""


@dataclass(frozen=True, slots=True)
class MarkRuling:
    """What the committee concluded about the mark beside one name; ``name`` is its ballot number."""

    name: int
    mark: RawMark


@dataclass(frozen=True, slots=True)
class Ballot:
    """One paper (lá phiếu): its stamped number, one ``RawMark`` letter a name in ballot order, and rulings on it.

    ``marks`` is what is on the paper and is never rewritten. ``ruling`` is the committee's ground of invalidity,
    one that only people can see; ``mark_rulings`` what it concluded about doubtful marks.
    """

    number: int
    marks: str
    ruling: InvalidReason | None = None
    mark_rulings: tuple[MarkRuling, ...] = ()

    @property
    def reading(self) -> str:
        """The marks as the committee reads them: the raw ones with its rulings laid over."""
        if not self.mark_rulings:
            return self.marks
        letters = list(self.marks)
        for ruling in self.mark_rulings:
            letters[ruling.name - 1] = ruling.mark.value
        return "".join(letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """How many ballots people ruled on (phiếu đã có kết luận): in all, as invalid, as valid, on marks beside names.

    One with several rulings stands under each of them and once in all.
    """

    ballots: int = 0
    invalid: int = 0
    valid: int = 0
    marks: int = 0


NOT_RULED = Ruled()
"""Nobody ruled on any ballot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a count gives, numbers only (số liệu kiểm phiếu); one entry a name in ballot order.

    ``votes`` are names kept, or agreed to, on valid ballots; ``against`` names struck, or disagreed with;
    ``not_counted`` rows of valid agree/disagree ballots with both boxes or neither.
    """

    valid: int
    invalid_reasons: Mapping[InvalidReason, int] = field(hash=False)
    votes: tuple[int, ...]
    against: tuple[int, ...]
    not_counted: tuple[int, ...]

    @property
    def invalid(self) -> int:
        """All ballots that are not valid."""
        return sum(self.invalid_reasons.values())

    @property
    def counted(self) -> int:
        """All ballots that were entered (kiểm được)."""
        return self.valid + self.invalid
