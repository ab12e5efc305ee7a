"""Pages as text (trang): templates in one of the two languages, everything people wrote escaped and kept apart."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rules.errors import Fault
from rules.fault_text import fault_place
from rules.messages import Translator
from rules.phrase import Phrase, Value
from tally.account_words import account_lines
from tally.model import RawMark
from tally.record import short_code
from tally.result_words import grounds, outcome_lines
from tally.ruling_words import ruling_phrase

TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def translator_of(lang: str) -> Translator:
    """The translator of a language; it never changes, so all pages share it."""
    return Translator(lang)


@cache
def environment() -> Environment:
    """Where templates come from; a value that a template names and nobody gave is a fault, never a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["person"] = apart
    made.filters["code"] = short_code
    made.filters["number"] = ballot_number
    made.filters["capitalize_first"] = capitalized
    made.filters["tenths"] = tenths
    return made


def apart(text: str) -> Markup:
    """Words that somebody wrote, set apart: a mark in them that turns the direction of writing ends with them."""
    return Markup("<bdi>{}</bdi>").format(text)


def ballot_number(number: int) -> str:
    """The number stamped on a paper, as the stamp shows it: ``0117``."""
    return f"{number:04d}"


def capitalized(text: str) -> str:
    """A phrase at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def tenths(seconds: Fraction) -> str:
    """A number with one decimal; a comma, as in Vietnamese, which people read in English pages too."""
    tens = round(seconds * 10)
    return f"{tens // 10},{tens % 10}"


def where(told: object, translator: Translator) -> str:
    """Where a fault of a file is, as far as it says; nothing for what has no place."""
    if not isinstance(told, Fault):
        return ""
    return f"{fault_place(told, translator)}: "


def words_of(lang: str) -> dict[str, Any]:
    """What every template may call: ``t`` for sentences, ``text`` for phrases, ``label`` for identifiers and more."""
    translator = translator_of(lang)

    def t(msgid: str, /, **values: Value) -> str:
        return translator.text(Phrase(msgid, values))

    return {
        "lang": lang,
        "t": t,
        "text": translator.text,
        "label": translator.label,
        "percent": translator.percent,
        "date": translator.date,
        "value": translator.value,
        "account_lines": account_lines,
        "outcome_lines": outcome_lines,
        "grounds": grounds,
        "where": lambda told: where(told, translator),
        "ruling_label": lambda ruling: translator.text(ruling_phrase(ruling)),
        "mark_label": lambda letter: translator.label(RawMark(letter)),
    }


def render(name: str, lang: str, values: dict[str, Any]) -> str:
    """Fill a template; ``values`` may not hide what every template calls."""
    return environment().get_template(name).render(words_of(lang) | values | {"lang": lang})
