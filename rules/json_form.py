"""The JSON forms that every output shares: congress, choices, citation, faults; and how JSON is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from rules.choice import Choices
from rules.citation import Citation
from rules.errors import Fault
from rules.model import Congress
from rules.phrase import Phrase

FAULTS_FORMAT = "kiemphieu-faults/1"

Json = dict[str, Any]
"""A JSON object; the tests hold every one to its published schema."""


def to_text(content: Json) -> str:
    """JSON as files hold it: two spaces, Vietnamese letters as they are, one newline at the end."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def congress_form(congress: Congress) -> Json:
    """Which congress it is."""
    return {
        "name": congress.name,
        "body": congress.body,
        "level": congress.level.value,
        "kind": congress.kind.value,
        "opens": congress.opens.isoformat(),
    }


def choices_form(choices: Choices) -> Json:
    """The choices in force; ``all_disagree`` only where somebody made it, since it has no default."""
    form: Json = {
        "surplus_rounding": choices.surplus_rounding.value,
        "percent_rounding": choices.percent_rounding.value,
        "quota_of": choices.quota_of.value,
        "age_on": choices.age_on.value,
        "women_retire_at_60": choices.women_retire_at_60,
    }
    if choices.all_disagree is not None:
        form["all_disagree"] = choices.all_disagree.value
    return form


def citation_form(citation: Citation) -> Json:
    """What a verdict rests on; an unknown place is null, never guessed."""
    return {
        "number": citation.number,
        "date": citation.date.isoformat() if citation.date else None,
        "place": citation.place,
        "confirmed": citation.confirmed,
    }


def faults_form(faults: Iterable[Fault], text: Callable[[Phrase], str]) -> Json:
    """Every fault of an input; ``name`` is stable, ``message`` and ``remedy`` are in the language asked for."""
    return {
        "format": FAULTS_FORMAT,
        "faults": [
            {
                "name": fault.name,
                "file": fault.file,
                "sheet": fault.place.sheet,
                "row": fault.place.row,
                "column": fault.place.column,
                "key": fault.place.key,
                "seen": fault.seen,
                "message": text(fault.message),
                "remedy": text(fault.remedy),
            }
            for fault in faults
        ],
    }
