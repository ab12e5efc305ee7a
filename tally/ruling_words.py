"""What the committee concluded of a ballot or of a mark, in words (kết luận về phiếu): for log, minutes and screen."""

from __future__ import annotations

from rules.labels import label_of
from rules.phrase import Phrase, phrase
from tally.model import RawMark


def ruling_phrase(ruling: str) -> Phrase:
    """Say a ruling as files and logs write it: a mark's name in small letters, a ground of invalidity, or ``valid``.

    As an identifier of its own ``valid`` is the number of valid ballots, and ``struck`` a way to fill in a table.
    """
    if ruling == "valid":
        return phrase("hợp lệ")
    mark = RawMark.__members__.get(ruling.upper())
    return label_of(ruling if mark is None else mark)
