"""The finding on how many of a group have something (tỷ lệ, số người): the arithmetic, the verdict, who is meant.

Only where every possibility of what the slate does not say gives the same verdict is it given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.check import Check, Subject
from rules.checks.bounds import Band, band, is_share, limit_text
from rules.checks.groups import (
    Measured,
    People,
    Trait,
    Whole,
    groups,
    has_column,
    measure,
    provisions_for,
    whole_of,
)
from rules.checks.wording import cited, demand_in_people, force_of, outcome, percentage, with_people
from rules.choice import QuotaOf
from rules.finding import Finding, Group, Share
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A limit that is not written in the provision but comes of other numbers: in words, and as JSON prints it."""

    limit: Limit
    words: Phrase
    text: str


@dataclass(frozen=True, kw_only=True)  # without slots, so that what is reckoned once can be kept
class Asked:
    """What is asked of one group: how many of its people have the trait, under a provision.

    ``about`` tells the finding from others of its check.
    """

    check: Check
    subject: Subject
    people: People
    provision: Provision
    trait: Trait
    against: Against | None = None
    about: str | None = None

    @property
    def limit(self) -> Limit | None:
        """The provision's own limit, or the one that comes of other numbers."""
        return self.against.limit if self.against else self.provision.limit

    @property
    def limit_text(self) -> str | None:
        """As JSON prints it."""
        if self.against:
            return self.against.text
        return limit_text(self.provision.limit) if self.provision.limit else None

    @cached_property
    def counts_people(self) -> bool:
        """Whether the limit is a number of people, so that no share is taken."""
        return self.limit is not None and not is_share(self.limit)

    @cached_property
    def whole(self) -> Whole:
        """What a share is of."""
        return whole_of(self.people, self.subject, self.provision.of)


def shares(
    check: Check,
    subject: Subject,
    parameter: str,
    trait_of: Callable[[Provision], Trait | None],
) -> Iterator[Finding]:
    """A finding for every group and every provision for it; ``trait_of`` gives None where ages cannot be reckoned.

    Of a group ``standing`` nobody is marked for there is nothing to say.
    """
    for people in groups(subject):
        if people.places or people.group is Group.LIST:
            for provision in provisions_for(people, subject, parameter):
                trait = trait_of(provision)
                if trait is None:
                    yield unreckoned(check, subject, people, provision)
                else:
                    asked = Asked(check=check, subject=subject, people=people, provision=provision, trait=trait)
                    yield share(asked)


def share(asked: Asked) -> Finding:
    """The finding on one group."""
    if not asked.people.places:
        return _unknown(asked, _nobody(asked))
    measured = measure(asked.people, asked.trait)
    allowed = band(asked.limit, asked.whole.people) if asked.limit else None
    passed = allowed.verdict(measured.fewest, measured.most) if allowed else None
    if passed is None and not measured.exact and not has_column(asked.subject, asked.trait.column):
        return _unknown(
            asked,
            phrase(
                "{trait} {group}: chưa kết luận được, danh sách không có cột {column}",
                trait=asked.trait.words,
                group=asked.people.words,
                column=asked.trait.needs,
            ),
        )
    counted: Share | int = measured.fewest if asked.counts_people else Share(measured.fewest, asked.whole.people)
    return Finding(
        contest=asked.subject.contest.id,
        code=asked.check.code,
        name=asked.check.name,
        group=asked.people.group,
        force=force_of(asked.provision),
        passed=passed,
        message=cited(
            phrase(
                "{trait} {group}: {counted}, {outcome}",
                trait=asked.trait.words,
                group=asked.people.words,
                counted=_people_counted(measured) if asked.counts_people else _share_counted(asked, measured),
                outcome=_outcome(asked, allowed, measured),
            ),
            asked.provision,
        ),
        measured=counted if measured.exact else None,
        of=None if asked.counts_people else asked.whole.of.value,
        limit=asked.limit_text,
        margin=allowed.margin(measured.fewest) if allowed and measured.exact else None,
        people=_concerned(asked, measured, passed=passed),
        citation=asked.provision.citation,
        about=asked.about,
    )


def unreckoned(check: Check, subject: Subject, people: People, provision: Provision) -> Finding:
    """The finding where no day is known that ages are counted to."""
    return Finding(
        contest=subject.contest.id,
        code=check.code,
        name=check.name,
        group=people.group,
        force=force_of(provision),
        passed=None,
        message=cited(
            phrase(
                "chưa biết tháng mốc tính tuổi của cấp này: chọn age_on = opens, hoặc thêm reference_month có nguồn",
            ),
            provision,
        ),
        of=whole_of(people, subject, provision.of).of.value,
        limit=limit_text(provision.limit) if provision.limit else None,
        citation=provision.citation,
    )


def _unknown(asked: Asked, message: Phrase) -> Finding:
    return Finding(
        contest=asked.subject.contest.id,
        code=asked.check.code,
        name=asked.check.name,
        group=asked.people.group,
        force=force_of(asked.provision),
        passed=None,
        message=cited(message, asked.provision),
        of=None if asked.counts_people else asked.whole.of.value,
        limit=asked.limit_text,
        citation=asked.provision.citation,
        about=asked.about,
    )


def _nobody(asked: Asked) -> Phrase:
    if asked.people.group is Group.LIST:
        return phrase("chưa kết luận được: danh sách không có ai")
    if "for_standing" in asked.subject.slate.columns:
        return phrase("chưa kết luận được: chưa ai được ghi là dự kiến ban thường vụ")
    return phrase("chưa kết luận được: danh sách không có cột dự kiến ban thường vụ")


def _concerned(asked: Asked, measured: Measured, *, passed: bool | None) -> tuple[int, ...]:
    """Whose data are missing; and where everybody or nobody must have it, whoever is in the way."""
    if passed is None:
        return measured.unknown
    if passed or asked.limit is None:
        return ()
    if asked.limit.at_least == Fraction(1) and is_share(asked.limit):
        return measured.lacking
    return measured.having if asked.limit.at_most == 0 else ()


def _outcome(asked: Asked, allowed: Band | None, measured: Measured) -> Phrase:
    """What is asked, and what follows; whose data are missing where that decides."""
    if asked.limit is None or allowed is None:
        if asked.provision.parameter == "composition.age_senior":
            return phrase("phần còn lại, văn bản không nêu con số")
        return phrase("văn bản không nêu con số")
    demanded = (
        with_people(asked.against.words, allowed)
        if asked.against
        else demand_in_people(force_of(asked.provision), asked.limit, allowed)
    )
    if measured.exact:
        return phrase("{demand}: {outcome}", demand=demanded, outcome=outcome(measured.fewest, allowed))
    passed = allowed.verdict(measured.fewest, measured.most)
    needs, people = asked.trait.needs, len(measured.unknown)
    if passed is None:
        return phrase(
            "{demand}: chưa kết luận được, cần bổ sung {needs} của số {people}",
            demand=demanded,
            needs=needs,
            people=asked.subject.numbers(measured.unknown),
        )
    if passed:
        return phrase(
            "{demand}: đạt dù chưa rõ {needs} của {people} người", demand=demanded, needs=needs, people=people
        )
    return phrase(
        "{demand}: không đạt dù chưa rõ {needs} của {people} người", demand=demanded, needs=needs, people=people
    )


def _people_counted(measured: Measured) -> Phrase:
    if measured.exact:
        return phrase("{people} người", people=measured.fewest)
    return phrase("từ {fewest} đến {most} người", fewest=measured.fewest, most=measured.most)


def _share_counted(asked: Asked, measured: Measured) -> Phrase:
    """The arithmetic, and the other whole beside it."""
    whole = asked.whole
    names = {QuotaOf.LIST: asked.people.whole_words, QuotaOf.SEATS: phrase("số lượng cần bầu")}
    counted = _of(asked, measured, whole.people, names[whole.of])
    if whole.fixed:
        return counted
    if whole.beside is None:
        return phrase("{counted} (chỉ tính trên danh sách, chưa có số lượng cần bầu)", counted=counted)
    other = QuotaOf.LIST if whole.of is QuotaOf.SEATS else QuotaOf.SEATS
    return phrase("{counted} ({beside})", counted=counted, beside=_of(asked, measured, whole.beside, names[other]))


def _of(asked: Asked, measured: Measured, whole: int, words: Phrase) -> Phrase:
    if not measured.exact:
        return phrase(
            "từ {fewest} đến {most} trên {whole} ({words})",
            fewest=measured.fewest,
            most=measured.most,
            whole=whole,
            words=words,
        )
    part = Share(measured.fewest, whole)
    return phrase(
        "{part}/{whole} = {percent} {words}",
        part=part.part,
        whole=part.whole,
        percent=percentage(part, asked.subject.choices.percent_rounding),
        words=words,
    )
