"""What pictures of a report show (hình): shares against their limits, ages and their bands, what is not said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.checks.ages import day_of
from rules.finding import Share
from rules.model import Sex
from rules.phrase import Phrase, phrase
from rules.regulation import Ages
from rules.report_content import ContestReport, Named, Told
from rules.structure import bands_of

_ASKED: Final = (
    "born",
    "sex",
    "ethnicity",
    "official",
    "qualification",
    "theory",
    "incumbent",
    "planned",
    "science",
)
"""What the checks and the annex look at, in the order of the annex."""

_ONLY_IF_ASKED: Final = {"official": "EL03", "planned": "EL04", "science": "CP08"}
"""Columns that only these checks look at: where none of them asks, nobody misses the column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A measured share beside its limit; both ends None where the provision gives no number."""

    told: Told
    share: Fraction
    low: Fraction | None
    high: Fraction | None

    @property
    def title(self) -> Phrase:
        """What is measured; the body's own provision is told apart from the law's on the same thing."""
        citation = self.told.finding.citation
        if citation is None or citation.date is not None or self.told.finding.about is not None:
            return self.told.title
        return phrase("{title}, quy định của cấp mình", title=self.told.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """Somebody with completed years that are known."""

    person: Named
    years: int
    woman: bool
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """How old people are, and the bands; ``unknown`` are those whose years the slate does not say."""

    day: Phrase | None
    people: tuple[Aged, ...]
    unknown: tuple[Named, ...]
    bands: tuple[Ages, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A column and who lacks it, by place; ``has_column`` false: the slate has no such column at all."""

    column: str
    has_column: bool
    places: frozenset[int]


def gauges_of(contest: ContestReport) -> tuple[Gauge, ...]:
    """Every share that was measured of people, in the order of the findings."""
    return tuple(_gauges(contest))


def _gauges(contest: ContestReport) -> Iterator[Gauge]:
    for told in contest.findings:
        measured, limit = told.finding.measured, told.finding.limit
        if not isinstance(measured, Share) or measured.whole == 0 or measured.part < 0:
            continue
        low, high = ends_of(limit or "")
        yield Gauge(told=told, share=measured.fraction, low=low, high=high)


def ends_of(limit: str) -> tuple[Fraction | None, Fraction | None]:
    """The ends of a limit as findings write it: ``10%..15%``, ``>1/3``, ``5%``; a picture does not tell > from ≥."""
    low, dots, high = limit.partition("..")
    if dots:
        return _share(low), _share(high)
    if limit.startswith(">"):
        return _share(limit), None
    return (None if limit.startswith("<") else _share(limit)), _share(limit)


def _share(amount: str) -> Fraction | None:
    """A percentage or a fraction; a number of people is no share."""
    plain = amount.lstrip("<>")
    if plain.endswith("%"):
        return Fraction(plain[:-1]) / 100
    return Fraction(plain) if "/" in plain else None


def years_of(contest: ContestReport) -> Years:
    """Everybody's completed years, the youngest first."""
    subject = contest.subject
    day = day_of(subject)
    people: list[Aged] = []
    unknown: list[Named] = []
    for number, candidate in zip(contest.numbers, subject.slate.candidates, strict=True):
        person = Named(number=number, name=candidate.name)
        known = set()
        if day is not None and candidate.born is not None:
            known = {day.reckoning.years(candidate.born.earliest), day.reckoning.years(candidate.born.latest)}
        if len(known) != 1 or min(known) < 0:
            unknown.append(person)
            continue
        aged = Aged(
            person=person, years=known.pop(), woman=candidate.sex is Sex.FEMALE, standing=candidate.for_standing
        )
        people.append(aged)
    people.sort(key=lambda aged: (aged.years, aged.person.number))
    return Years(
        day=None if day is None else day.words, people=tuple(people), unknown=tuple(unknown), bands=bands_of(subject)
    )


def gaps_of(contest: ContestReport) -> tuple[Gap, ...]:
    """What the slate does not say, column by column."""
    slate = contest.contest.slate
    codes = {told.finding.code for told in contest.findings}
    return tuple(
        Gap(
            column=column,
            has_column=column in slate.columns,
            places=frozenset(
                place for place, person in enumerate(slate.candidates, start=1) if getattr(person, column) is None
            ),
        )
        for column in _ASKED
        if column in slate.columns or _ONLY_IF_ASKED.get(column) in {None, *codes}
    )
