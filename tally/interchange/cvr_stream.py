"""The ballots of a cast vote record file packed some at a time (numpy), for a box too large to be held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rules.model import Contest
from tally.chunk import CHUNK, Chunk, chunk_of
from tally.interchange.cvr_ballots import CvrBallots


class CvrStream:
    """What ``stream.count_stream`` reads: the ballots of a file in its order, as often as asked."""

    def __init__(self, source: CvrBallots, contest: Contest) -> None:
        """Note both; ``contest`` is the one whose ballots they are."""
        self._source = source
        self._contest = contest

    def chunks(self) -> Iterator[Chunk]:
        """All ballots, the place of each record as its row; raises ``InputError`` with the faults of the file."""
        left, names = self._source.ballots(), len(self._contest.slate)
        while found := list(islice(left, CHUNK)):
            places = [place for place, _ in found]
            yield chunk_of([ballot for _, ballot in found], places, self._contest.form, names)
