"""Slides as pages (PDF, 16:9), set by ``layouts/slides.typ``."""

from __future__ import annotations

from fractions import Fraction

from rules.json_form import Json
from rules.report_text import Writer
from tally.papers.slides import Bar, Deck
from tally.papers.typesetting import to_pdf

_WHOLE = 10_000  # bars are drawn in ten-thousandths of the base


def to_slides(deck: Deck, writer: Writer) -> bytes:
    """Set the slides; the same deck gives the same bytes."""
    return to_pdf("slides", _written(deck, writer))


def _written(deck: Deck, writer: Writer) -> Json:
    return {
        "lang": writer.lang,
        "title": [writer.sentence(said) for said in deck.title],
        "headline": writer.text(deck.headline),
        "facts": [[writer.text(what), str(number)] for what, number in deck.facts],
        "line": None if deck.line is None else _part(deck.line),
        "line_said": None if deck.line_said is None else writer.text(deck.line_said),
        "pages": [
            {"heading": writer.text(page.heading), "bars": [_bar(bar, writer) for bar in page.bars]}
            for page in deck.pages
        ],
        "following": [writer.text(said) for said in deck.following],
        "foot": writer.text(deck.foot),
    }


def _bar(bar: Bar, writer: Writer) -> Json:
    return {
        "place": str(bar.place),
        "name": writer.text(bar.person.name),
        "votes": str(bar.person.votes),
        "percent": f"{writer.value(bar.person.percent)} %",
        "part": min(_part(bar.share), _WHOLE),
        "passed": bar.passed,
    }


def _part(share: Fraction) -> int:
    return share.numerator * _WHOLE // share.denominator
