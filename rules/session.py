"""One run of the program (phiên làm việc): the language it speaks, who listens, and the exit codes it may end with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.language import catalog

if TYPE_CHECKING:  # for the start-up time, not against a cycle: it is imported where it is used
    from rules.messages import Translator

FINE, NO, UNUSABLE, UNDECIDED, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130


class Session:
    """The language people are spoken to in, and whether a program is listening."""

    def __init__(self, lang: str, *, json: bool) -> None:
        """Note both; nothing is loaded yet."""
        self.lang = lang
        self.json = json
        self._translator: Translator | None = None

    @property
    def translator(self) -> Translator:
        """What makes text of phrases in the session's language."""
        if self._translator is None:
            from rules.messages import Translator

            self._translator = Translator(self.lang)
        return self._translator

    def help(self, msgid: str) -> str:
        """Put a help text into the session's language."""
        return catalog(self.lang).gettext(msgid)
