"""``kiemphieu count FILE``: a deck of cast vote records, every contest of it counted."""

from __future__ import annotations

from pathlib import Path

import click

from rules.errors import shown_path
from rules.json_form import to_text
from rules.session import FINE, Session
from rules.whole_file import write_whole
from tally.deck_file import deck_json, sha256_of
from tally.interchange.deck import count_deck
from tally.interchange.decks import READERS, open_deck


def means_file(path: Path) -> bool:
    """Whether something that is no folder is meant as a file: it exists, or has the ending of one we read (a slip)."""
    return path.exists() or path.suffix.casefold() in READERS


def count_file(session: Session, path: Path, output: str | None) -> int:
    """Count a deck and tell it as ``count`` tells a congress; raises ``InputError`` and ``UndecidedError``."""
    from tally.progress import Doing, by_bytes, watching

    with watching(session, Doing.COUNTING_SOME) as watch:
        report = None if watch is None else by_bytes(watch, path)
        counted = count_deck(open_deck(path, shown_path(path), report), report)
    content = to_text(deck_json(counted, sha256_of(path)))
    if output is not None:
        write_whole(Path(output), content.encode("utf-8"))
    if session.json:
        click.echo(content, nl=False)
    else:
        from tally.deck_view import print_deck

        print_deck(counted, session.translator)
    return FINE
