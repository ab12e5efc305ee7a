"""A counted deck as JSON, format ``kiemphieu-tally/1``: numbers of every contest, nobody's election."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rules.json_form import Json
from tally.interchange.deck import ContestCount, DeckCount

FORMAT = "kiemphieu-tally/1"


def deck_json(count: DeckCount, sha256: str) -> Json:
    """Make the object; ``sha256`` is of the file's bytes, in hex."""
    return {
        "format": FORMAT,
        "file": count.file,
        "kind": count.kind,
        "sha256": sha256,
        "records": count.records,
        "contests": [_contest(each) for each in count.contests],
    }


def sha256_of(path: Path) -> str:
    """The digest of a file of any size, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contest(each: ContestCount) -> Json:
    contest = each.contest
    return {
        "id": contest.id,
        "name": contest.name,
        "votes_allowed": contest.votes_allowed,
        "ballots": each.tally.counted,
        "blank": each.blank,
        "overvoted": each.overvoted,
        "overvotes": each.overvotes,
        "undervotes": each.undervotes,
        "selections": [
            {"id": selection.id, "name": selection.name, "write_in": selection.write_in, "votes": votes}
            for selection, votes in zip(contest.selections, each.tally.votes, strict=True)
        ],
    }
