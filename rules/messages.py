"""Phrases and labels as text in a language: Vietnamese as they are written, English from the gettext catalog."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from string import Formatter

from rules.labels import label_of
from rules.language import LANGUAGES, catalog
from rules.partial_date import PartialDate
from rules.percent import Percent
from rules.phrase import Clauses, Phrase, Value


class Translator:
    """Makes text in one language (``vi`` or ``en``); immutable, so one may be shared.

    A phrase that the English catalog lacks stays Vietnamese: a missing translation never stops a count.
    """

    __slots__ = ("_catalog", "lang")

    def __init__(self, lang: str = "vi") -> None:
        """Load what the language needs; Vietnamese needs nothing."""
        if lang not in LANGUAGES:
            raise ValueError(f"no language of ours: {lang!r}")
        self.lang = lang
        self._catalog = catalog(lang)

    def text(self, phrase: Phrase) -> str:
        """Put a phrase into the language, its values written as the language writes them."""
        said: list[str] = []
        for literal, name, choice in _parts(self._catalog.gettext(phrase.msgid)):
            said.append(literal)
            if name is not None:
                said.append(self._filled(phrase.values[name], choice))
        return "".join(said)

    def _filled(self, value: Value, choice: str) -> str:
        """Fill a place of a sentence; ``{n:seat|seats}`` chooses a word by a number, which Vietnamese never needs."""
        one, or_many, many = choice.partition("|")
        if or_many:
            return one if value == 1 else many
        return self.value(value)

    def label(self, identifier: str) -> str:
        """Name an identifier, or a member of one of our enums, in the words of the regulations."""
        return self.text(label_of(identifier))

    def percent(self, share: Percent) -> str:
        """``12,82`` or ``12.82``, without the sign."""
        return share.vietnamese() if self.lang == "vi" else str(share)

    def date(self, day: date | PartialDate) -> str:
        """``20/03/1975`` or ``1975-03-20``; what is known only to the month or the year stays so."""
        known = day if isinstance(day, PartialDate) else PartialDate(day.year, day.month, day.day)
        return known.vietnamese() if self.lang == "vi" else known.iso()

    def value(self, value: Value) -> str:
        """Write any value a phrase can hold; several are joined by commas."""
        match value:
            case Phrase():
                return self.text(value)
            case tuple():
                return ", ".join(self.value(item) for item in value)
            case Clauses():
                return "; ".join(self.text(clause) for clause in value.each)
            case Percent():
                return self.percent(value)
            case date() | PartialDate():
                return self.date(value)
            case StrEnum():
                return self.label(value)
            case bool():
                return self.label("yes" if value else "no")
            case _:
                return str(value)


@lru_cache(maxsize=4096)  # there are not more sentences than that, and each is said again and again
def _parts(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    """A sentence as literal texts, each with the name and the choice of the value after it."""
    return tuple((literal, name, choice or "") for literal, name, choice, _ in Formatter().parse(sentence))
