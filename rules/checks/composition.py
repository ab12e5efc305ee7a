"""Checks of the make-up of a list (CP, cơ cấu): women, the woman in the standing committee, the three age bands.

The directive of a term (35-CT/TW ngày 30/5/2019 for 2020-2025) says the shares; its words "phấn đấu" and "khoảng"
are the provision's force. What is left open, and chosen: whether a share is of the list or of the seats, and the
day ages are counted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.age import Reckoning
from rules.check import Check, Subject
from rules.checks.bounds import band, limit_text
from rules.checks.shares import Measured, People, Trait, groups, measure, provisions_for, shares, verdict_words
from rules.checks.wording import cited, force_of
from rules.choice import AgeOn
from rules.finding import Finding
from rules.model import Candidate, Office, Sex
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from rules.regulation import Ages, Limit, Provision


def _women(subject: Subject) -> Iterator[Finding]:
    """CP01: the share of women."""
    yield from shares(CP01, subject, "composition.women", lambda _: _WOMAN)


def _women_standing(subject: Subject) -> Iterator[Finding]:
    """CP02: how many women are proposed for the standing committee; unknown until somebody is marked for it."""
    for people in groups(subject):
        if people.office is Office.STANDING_COMMITTEE:
            for provision in provisions_for(people, subject, "composition.women_standing"):
                yield _women_among(people, subject, provision)


def _women_among(people: People, subject: Subject, provision: Provision) -> Finding:
    women = measure(people, subject, _WOMAN)
    limit = provision.limit or Limit()
    allowed = band(limit, len(people.places))
    passed = allowed.verdict(women.fewest, women.most) if people.places else None
    known = women.exact and bool(people.places)
    return Finding(
        contest=subject.contest.id,
        code=CP02.code,
        name=CP02.name,
        group=people.group,
        force=force_of(provision),
        passed=passed,
        message=cited(_women_message(people, subject, provision, women), provision),
        measured=women.fewest if known else None,
        limit=limit_text(limit),
        margin=allowed.margin(women.fewest) if known else None,
        people=women.unknown if passed is None else (),
        citation=provision.citation,
    )


def _youth(subject: Subject) -> Iterator[Finding]:
    """CP03: the share of the young (dưới 40 tuổi in 2020)."""
    yield from _age_shares(CP03, subject, "composition.youth")


def _middle(subject: Subject) -> Iterator[Finding]:
    """CP04: the share of the band in the middle (40 đến 50 tuổi in 2020)."""
    yield from _age_shares(CP04, subject, "composition.age_middle")


def _senior(subject: Subject) -> Iterator[Finding]:
    """CP05: the rest (trên 50 tuổi in 2020), for which the regulation may name no number."""
    yield from _age_shares(CP05, subject, "composition.age_senior")


CP01 = Check(code="CP01", name="composition.women", title=phrase("tỷ lệ nữ"), run=_women)
CP02 = Check(
    code="CP02",
    name="composition.women_standing",
    title=phrase("nữ trong ban thường vụ"),
    run=_women_standing,
)
CP03 = Check(code="CP03", name="composition.youth", title=phrase("tỷ lệ cán bộ trẻ"), run=_youth)
CP04 = Check(code="CP04", name="composition.age_middle", title=phrase("tỷ lệ độ tuổi giữa"), run=_middle)
CP05 = Check(code="CP05", name="composition.age_senior", title=phrase("tỷ lệ độ tuổi cao"), run=_senior)


def _is_woman(person: Candidate) -> bool | None:
    return None if person.sex is None else person.sex is Sex.FEMALE


_WOMAN = Trait(words=phrase("nữ"), has=_is_woman, needs=phrase("giới tính"))


def _women_message(people: People, subject: Subject, provision: Provision, women: Measured) -> Phrase:
    if not people.places and "for_standing" not in subject.slate.columns:
        return phrase("chưa kết luận được: danh sách không có cột dự kiến ban thường vụ")
    if not people.places:
        return phrase("chưa kết luận được: chưa ai được ghi là dự kiến ban thường vụ")
    counted = (
        phrase("{people} người", people=women.fewest)
        if women.exact
        else phrase("từ {fewest} đến {most} người", fewest=women.fewest, most=women.most)
    )
    return phrase(
        "{trait} {group}: {counted}, {outcome}",
        trait=_WOMAN.words,
        group=people.words,
        counted=counted,
        outcome=verdict_words(subject, provision, band(provision.limit or Limit(), len(people.places)), women, _WOMAN),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What ages are reckoned to, and how a message says so."""

    reckoning: Reckoning
    words: Phrase


def _age_shares(check: Check, subject: Subject, parameter: str) -> Iterator[Finding]:
    day = _day(subject)
    yield from shares(
        check,
        subject,
        parameter,
        lambda provision: None if day is None else _age_trait(day, provision.ages or Ages()),
    )


def _day(subject: Subject) -> _Day | None:
    """The opening day, or the reference month of the level: the congress's own where it gives one, else the pack's."""
    if subject.choices.age_on is AgeOn.OPENS:
        return _Day(reckoning=Reckoning(day=subject.opens), words=phrase("{day}", day=subject.opens))
    provision = subject.rules.one("reference_month", subject.contest)
    if provision is None or provision.month is None:
        return None
    month = PartialDate(provision.month.year, provision.month.month)
    return _Day(
        reckoning=Reckoning(day=provision.month, by_month=True),
        words=phrase("tháng {month}", month=month)
        if provision.confirmed
        else phrase("tháng {month}, mốc này cần người dùng xác nhận", month=month),
    )


def _age_trait(day: _Day, ages: Ages) -> Trait:
    def in_band(person: Candidate) -> bool | None:
        return day.reckoning.within(person.born, ages)

    return Trait(
        words=phrase("người {ages} (tuổi tròn, tính đến {day})", ages=_ages(ages), day=day.words),
        has=in_band,
        needs=phrase("ngày sinh"),
    )


def _ages(ages: Ages) -> Phrase:
    if ages.at_least is not None and ages.at_most is not None:
        return phrase("từ {youngest} đến {oldest} tuổi", youngest=ages.at_least, oldest=ages.at_most)
    if ages.at_least is not None:
        return phrase("từ {youngest} tuổi trở lên", youngest=ages.at_least)
    if ages.at_most is not None:
        return phrase("dưới {age} tuổi", age=ages.at_most + 1)  # completed years: under 40 is 39 at most
    return phrase("mọi độ tuổi")
