"""A check's result for programs: the ``kiemphieu-check/1`` object, held to its schema in ``schemas``."""

from __future__ import annotations

from collections.abc import Callable

from rules.check import slate_numbers
from rules.engine import CheckResult
from rules.finding import Finding, Share
from rules.json_form import Json, choices_form, citation_form, congress_form
from rules.model import Contest
from rules.percent import PercentRounding, percent
from rules.phrase import Phrase
from rules.sheet_reading import SheetReading

CHECK_FORMAT = "kiemphieu-check/1"


def to_json(result: CheckResult, text: Callable[[Phrase], str]) -> Json:
    """Make the whole object; ``text`` puts the messages into the language asked for."""
    contests = {contest.id: contest for contest in result.congress.contests}
    summary = result.summary
    elects: Json = {} if result.congress.elects else {"elects": False}
    return {
        "format": CHECK_FORMAT,
        # A slate alone, of which nobody said the congress, stands under no rules.
        "congress": congress_form(result.congress) if result.rules.pack else None,
        "rules": result.rules.pack or None,
        **elects,
        "choices": choices_form(result.congress.choices),
        "contests": [_contest_form(contest) for contest in contests.values()],
        "summary": {
            "required_failed": summary.required_failed,
            "targets_missed": summary.targets_missed,
            "asks": summary.asks,
        },
        "findings": [
            finding_form(finding, contests[finding.contest], result.congress.choices.percent_rounding, text)
            for finding in result.findings
        ],
    }


def _contest_form(contest: Contest) -> Json:
    reading = contest.slate.reading
    understood: Json = {} if reading is None else {"reading": _reading_form(reading)}
    return {
        "id": contest.id,
        "slate": {
            "file": contest.slate.file,
            "sha256": contest.slate.sha256,
            "candidates": len(contest.slate),
            "seats": contest.seats or None,  # a draft of which the number to elect was not said
            **understood,
        },
    }


def _reading_form(reading: SheetReading) -> Json:
    """How a workbook's sheet was understood."""
    return {
        "sheet": reading.sheet,
        "heading_rows": [reading.first_heading_row, reading.last_heading_row],
        "numbers_row": reading.numbers_row,
        "numbers_slips": list(reading.slips),
        "columns": [
            {
                "column": column.letters,
                "heading": column.heading,
                "field": column.field,
                "reading": column.reading.value,
                "value": None if column.value is None else column.value.value,
            }
            for column in reading.columns
        ],
        "left_out": [{"row": left.row, "text": left.text} for left in reading.left_out],
    }


def finding_form(
    finding: Finding,
    contest: Contest,
    rounding: PercentRounding,
    text: Callable[[Phrase], str],
) -> Json:
    """One finding; ``text`` puts its message into the language asked for."""
    called = slate_numbers(contest.slate)
    return {
        "contest": finding.contest,
        "code": finding.code,
        "name": finding.name,
        "group": finding.group.value,
        "force": finding.force.value,
        "passed": finding.passed,
        "measured": None if finding.measured is None else str(finding.measured),
        "percent": _percent(finding.measured, rounding),
        "of": finding.of,
        "limit": finding.limit,
        "margin": finding.margin,
        "people": sorted(called[place - 1] for place in finding.people),
        "message": text(finding.message),
        "citation": None if finding.citation is None else citation_form(finding.citation),
    }


def _percent(measured: Share | int | None, rounding: PercentRounding) -> str | None:
    """Two decimals with a point; a count has none, and a list shorter than the seats has no percentage."""
    if not isinstance(measured, Share) or measured.part < 0:
        return None
    return str(percent(measured.fraction, rounding))
