"""Which instrument says so, where in it, and how sure we are (văn bản, điều khoản, độ tin cậy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.phrase import Phrase, phrase


class Confidence(StrEnum):
    """How sure a row of the law file is; see ``rules/regulations/README.md``."""

    SEEN = "V"
    PARAPHRASED = "P"
    DERIVED = "D"
    RECALLED = "R"
    GIVEN_BY_USER = "U"

    @property
    def confirmed(self) -> bool:
        """Whether a failed requirement may refuse (đã đối chiếu nguyên văn), or must ask the user first."""
        return self in {Confidence.SEEN, Confidence.GIVEN_BY_USER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A regulation or directive (văn bản). Numbers repeat across tenures: number **and** date are its key."""

    number: str
    date: date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a verdict rests on. ``date`` is None only for a congress's own ``[[local]]`` provision.

    ``place`` is None where no place was seen: printed "chưa rõ điều, khoản", never guessed.
    """

    number: str
    date: date | None
    place: str | None
    confirmed: bool


def citation_phrase(citation: Citation) -> Phrase:
    """Cite as people write it: number, date, place; what is unknown or unconfirmed is said."""
    if citation.date is None:
        return phrase("quy định của cấp mình: {source}", source=citation.number)
    where = citation.place or phrase("chưa rõ điều, khoản")
    if citation.confirmed:
        return phrase("{number} ngày {date}, {place}", number=citation.number, date=citation.date, place=where)
    return phrase(
        "{number} ngày {date}, {place} (cần người dùng xác nhận)",
        number=citation.number,
        date=citation.date,
        place=where,
    )
