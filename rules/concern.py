"""Which cell of whom a finding concerns (ô liên quan): what a report colours, and where a person has to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.check import Subject
from rules.checks.groups import noted_as
from rules.finding import Finding
from rules.model import Candidate

NAME: Final = "name"

_FIELDS: Final = {
    "CP01": ("sex",),
    "CP02": ("sex",),
    "CP03": ("born",),
    "CP04": ("born",),
    "CP05": ("born",),
    "CP06": ("ethnicity",),
    "CP07": ("incumbent",),
    "CP08": ("science",),
    "CP09": ("sex",),
    "CP10": ("born",),
    "EL01": ("born",),
    "EL02": ("born",),
    "EL03": ("official",),
    "EL04": ("planned",),
    "EL05": ("theory",),
    "EL06": ("qualification",),
    "EL08": ("nomination",),
    "PR02": ("nomination",),
    "LS02": ("name", "born"),
    "LS03": ("name",),
    "LS04": ("number",),
}
_NEEDED: Final = ("number", "name", "born", "sex")  # what LS01 asks of everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A finding by its place from 0, somebody by his in the slate, and a column: a field, or a heading of the notes."""

    finding: int
    place: int
    column: str


def concerns_of(findings: Iterable[Finding], subject: Subject) -> tuple[Concern, ...]:
    """Every cell that a finding which is not kept concerns; a column the slate lacks is shown at the name."""
    return tuple(
        Concern(finding=at, place=place, column=column)
        for at, finding in enumerate(findings)
        if not finding.passed
        for place in finding.people
        for column in _shown(_columns(finding, subject.slate.candidates[place - 1], subject), subject)
    )


def _columns(finding: Finding, person: Candidate, subject: Subject) -> tuple[str, ...]:
    if finding.code == "LS01":
        return tuple(field for field in _NEEDED if getattr(person, field) in {None, ""})
    if finding.code.startswith("LC"):
        return tuple(dict.fromkeys(_own(finding, subject)))
    return _FIELDS.get(finding.code, (NAME,))


def _own(finding: Finding, subject: Subject) -> Iterator[str]:
    """The columns that the congress's own provisions of this finding's source count."""
    for provision in subject.rules.provisions:
        if provision.characteristic is not None and provision.citation == finding.citation:
            yield provision.characteristic.column


def _shown(columns: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
    slate = subject.slate
    there = tuple(column if column in slate.columns else noted_as(subject, column) or "" for column in columns)
    return tuple(dict.fromkeys(column or NAME for column in there)) or (NAME,)
