"""The languages people are spoken to in, their catalogs, and help texts: what even ``--help`` needs, and no more."""

from __future__ import annotations

import gettext
import os

LANGUAGES = ("vi", "en")
LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib costs --help 2 ms


def help_text(msgid: str) -> str:
    """Mark the Vietnamese words of a help text, so that the catalogs hold them; a literal like any msgid."""
    return msgid


def catalog(lang: str) -> gettext.NullTranslations:
    """The translations of our own sentences; Vietnamese, the language of the msgids, needs none."""
    if lang == "vi":
        return gettext.NullTranslations()
    return gettext.translation("kiemphieu", LOCALE, languages=[lang], fallback=True)


def speak_click(lang: str) -> None:
    """Let click say its own words ("Usage", "No such option") in a language: it asks gettext, which asks these.

    click's words are English; the Vietnamese ones stand in the catalog ``click``. gettext offers no other way to
    name a language than the environment variable.
    """
    gettext.bindtextdomain("click", LOCALE)
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = lang
