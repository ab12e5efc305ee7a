"""How far a deck was read: every format tells how many papers and how many bytes have gone past."""

from __future__ import annotations

from pathlib import Path

import pytest

from tally.interchange.deck import count_deck
from tally.interchange.decks import open_deck
from tests.tally.interchange.build import mark, record, report, said, snapshot, write


def deck_of(folder: Path, kind: str, records: int) -> Path:
    """A deck of one contest, in one of the formats, every record alike."""
    heads = {
        "csv": ("Bầu cử thử,5.10", ",Ban (Vote For=1),Ban (Vote For=1)", ",An,Bình", "CvrNumber,,"),
        "cat": (
            *("# NUMBER ALTERNATIVES: 2", f"# NUMBER VOTERS: {records}", "# NUMBER CATEGORIES: 2"),
            *("# ALTERNATIVE NAME 1: An", "# ALTERNATIVE NAME 2: Bình"),
        ),
        "pb": (
            *("META", "key;value", "num_projects;2", f"num_votes;{records}", "vote_type;approval"),
            *("PROJECTS", "project_id;cost", "1;1", "2;1", "VOTES", "voter_id;vote"),
        ),
    }
    line = {"csv": "{number},1,0", "cat": "1: {{1}},{{2}}", "pb": "{number};1"}[kind]
    lines = (*heads[kind], *(line.format(number=number) for number in range(1, records + 1)))
    path = folder / f"deck.{kind}"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "cat", "pb"])
def test_whoever_listens_is_told_of_every_kind_of_deck(tmp_path: Path, kind: str) -> None:
    path = deck_of(tmp_path, kind, 2500)
    told: list[tuple[int, int]] = []
    count_deck(open_deck(path, path.name), lambda *said: told.append(said))
    lines = path.read_bytes().splitlines(keepends=True)
    heads = len(lines) - 2500
    assert told == [(records, len(b"".join(lines[: heads + records]))) for records in (1000, 2000)]


def test_of_records_of_nist_both_readings_are_told(tmp_path: Path) -> None:
    """The first finds what stands beside the records, and has to pass over them all."""
    path = write(tmp_path / "deck.json", report(record(snapshot(said(mark(1)))) for _ in range(2500)))
    told: list[tuple[int, int]] = []
    deck = open_deck(path, path.name, lambda *said: told.append(said))
    assert [records for records, _ in told] == [1000, 2000]
    count_deck(deck, lambda *said: told.append(said))
    assert [records for records, _ in told] == [1000, 2000] * 2
    assert all(0 < read <= path.stat().st_size for _, read in told)
