"""The committee's words and votes on a ruling (lý do kết luận) as annotations of cast vote records.

This program writes one annotation a ruling, of three messages: the name's number (0 for the whole ballot), the words,
and how many of how many voted for it. What others annotate is taken as words on whatever was ruled on that ballot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.json_form import Json
from rules.names import fold


@dataclass(frozen=True, slots=True)
class Reason:
    """The committee's words, and how many of how many voted for a ruling; 0 of 0 where that is not known."""

    words: str
    in_favour: int = 0
    of: int = 0


Reasons = Mapping[tuple[int, int], Reason]
"""By ballot and name; name 0 is the whole ballot."""

_OURS = 3
_NAME = re.compile(r"[0-9]{1,6}")
_VOTE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def annotation_of(ballot: int, names: int, reasons: Reasons) -> list[Json]:
    """What is annotated to one ballot's modified snapshot."""
    return [
        {"@type": "CVR.Annotation", "Message": [str(name), said.words, f"{said.in_favour}/{said.of}"]}
        for name in range(names + 1)
        if (said := reasons.get((ballot, name))) is not None
    ]


def annotated(snapshot: Json, ruled: set[int]) -> Iterator[tuple[int, Reason]]:
    """The reasons in a snapshot, by name; ``ruled`` are the names ruled on, to whom words of others are given."""
    for annotation in snapshot.get("Annotation", ()):
        said = [fold(message) for message in annotation.get("Message", ())]
        vote = _VOTE.fullmatch(said[2]) if len(said) == _OURS else None
        if vote is not None and _NAME.fullmatch(said[0]) and said[1]:
            yield int(said[0]), Reason(said[1], int(vote[1]), int(vote[2]))
        elif words := " ".join(filter(None, said)):
            yield from ((name, Reason(words)) for name in sorted(ruled))
