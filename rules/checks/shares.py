"""Shares of people by what is known of them (tỷ lệ): groups, the whole, what the unknown leaves open, the finding.

What a slate does not say of somebody may go either way: only where every possibility gives the same verdict is it
given. The group ``standing`` is those of an executive committee's list proposed for its standing committee.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rules.check import Check, Subject
from rules.checks.bounds import Band, band, limit_text
from rules.checks.wording import cited, demand_in_people, force_of, outcome, percentage
from rules.choice import QuotaOf
from rules.finding import Finding, Group, Share
from rules.model import Candidate, Office
from rules.phrase import Phrase, phrase
from rules.regulation import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What is counted: in words, who has it (None: the slate does not say), and what the slate would have to say."""

    words: Phrase
    has: Callable[[Candidate], bool | None]
    needs: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How many people of a group have a trait: surely, and at most; and the places of those it is not known of."""

    fewest: int
    most: int
    unknown: tuple[int, ...]

    @property
    def exact(self) -> bool:
        """Whether it is known of everybody."""
        return self.fewest == self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A group that is measured, as places of the slate; ``seats`` None where nobody said how many are to be elected.

    ``office`` is the one whose provisions hold for the group; ``whole_words`` name all of it where a share is of it.
    """

    group: Group
    words: Phrase
    whole_words: Phrase
    office: Office
    places: tuple[int, ...]
    seats: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a share is of, and the other whole that is shown beside it."""

    of: QuotaOf
    people: int
    beside: int | None


def groups(subject: Subject) -> Iterator[People]:
    """The contest's whole list, whatever its office; then, of an executive committee, those marked ``for_standing``."""
    everybody = tuple(enumerate(subject.slate.candidates, start=1))
    yield People(
        group=Group.LIST,
        words=phrase("trong danh sách"),
        whole_words=phrase("danh sách"),
        office=subject.contest.office,
        places=tuple(place for place, _ in everybody),
        seats=subject.seats,
    )
    if subject.contest.office is Office.EXECUTIVE_COMMITTEE:
        yield People(
            group=Group.STANDING,
            words=phrase("trong số dự kiến ban thường vụ"),
            whole_words=phrase("số dự kiến"),
            office=Office.STANDING_COMMITTEE,
            places=tuple(place for place, person in everybody if person.for_standing),
            seats=next(
                (
                    contest.seats
                    for contest in subject.contests
                    if contest.office is Office.STANDING_COMMITTEE and contest.after is None
                ),
                None,
            ),
        )


def provisions_for(people: People, subject: Subject, parameter: str) -> tuple[Provision, ...]:
    """The pack's provision for a group, then the congress's own."""
    return subject.rules.for_contest(parameter, subject.contest, office=people.office)


def measure(people: People, subject: Subject, trait: Trait) -> Measured:
    """Count a trait in a group."""
    answers = {place: trait.has(subject.slate.candidates[place - 1]) for place in people.places}
    surely = sum(answer is True for answer in answers.values())
    unknown = tuple(place for place, answer in answers.items() if answer is None)
    return Measured(fewest=surely, most=surely + len(unknown), unknown=unknown)


def whole_of(people: People, subject: Subject) -> Whole:
    """The list or the seats, by the choice ``quota_of``; the list where the seats are not known."""
    listed = len(people.places)
    if subject.choices.quota_of is QuotaOf.SEATS and people.seats is not None:
        return Whole(of=QuotaOf.SEATS, people=people.seats, beside=listed)
    return Whole(of=QuotaOf.LIST, people=listed, beside=people.seats)


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
                yield _share(check, subject, people, provision, trait_of(provision))


def _share(check: Check, subject: Subject, people: People, provision: Provision, trait: Trait | None) -> Finding:
    """The finding on one group's share of a trait; without a trait (ages cannot be reckoned) it stays unknown."""
    whole = whole_of(people, subject)
    if trait is None or not people.places:
        return _unknown(check, subject, people, provision, empty=trait is not None)
    measured = measure(people, subject, trait)
    allowed = band(provision.limit, whole.people) if provision.limit else None
    passed = allowed.verdict(measured.fewest, measured.most) if allowed else None
    return Finding(
        contest=subject.contest.id,
        code=check.code,
        name=check.name,
        group=people.group,
        force=force_of(provision),
        passed=passed,
        message=cited(
            phrase(
                "{trait} {group}: {counted}, {outcome}",
                trait=trait.words,
                group=people.words,
                counted=_counted(subject, people, measured, whole),
                outcome=verdict_words(subject, provision, allowed, measured, trait),
            ),
            provision,
        ),
        measured=Share(measured.fewest, whole.people) if measured.exact else None,
        of=whole.of.value,
        limit=limit_text(provision.limit) if provision.limit else None,
        margin=allowed.margin(measured.fewest) if allowed and measured.exact else None,
        people=measured.unknown if passed is None else (),
        citation=provision.citation,
    )


def verdict_words(
    subject: Subject,
    provision: Provision,
    allowed: Band | None,
    measured: Measured,
    trait: Trait,
) -> Phrase:
    """What is asked, and what follows; whose data are missing where that decides."""
    if provision.limit is None or allowed is None:
        if provision.parameter == "composition.age_senior":
            return phrase("phần còn lại, văn bản không nêu con số")
        return phrase("văn bản không nêu con số")
    asked = demand_in_people(force_of(provision), provision.limit, allowed)
    if measured.exact:
        return phrase("{demand}: {outcome}", demand=asked, outcome=outcome(measured.fewest, allowed))
    passed = allowed.verdict(measured.fewest, measured.most)
    if passed is None:
        return phrase(
            "{demand}: chưa kết luận được, cần bổ sung {needs} của số {people}",
            demand=asked,
            needs=trait.needs,
            people=subject.numbers(measured.unknown),
        )
    people = len(measured.unknown)
    if passed:
        return phrase(
            "{demand}: đạt dù chưa rõ {needs} của {people} người", demand=asked, needs=trait.needs, people=people
        )
    return phrase(
        "{demand}: không đạt dù chưa rõ {needs} của {people} người", demand=asked, needs=trait.needs, people=people
    )


def _unknown(check: Check, subject: Subject, people: People, provision: Provision, *, empty: bool) -> Finding:
    message = (
        phrase("chưa kết luận được: danh sách không có ai")
        if empty
        else phrase(
            "chưa biết tháng mốc tính tuổi của cấp này: chọn age_on = opens, hoặc thêm reference_month có nguồn",
        )
    )
    return Finding(
        contest=subject.contest.id,
        code=check.code,
        name=check.name,
        group=people.group,
        force=force_of(provision),
        passed=None,
        message=cited(message, provision),
        of=whole_of(people, subject).of.value,
        limit=limit_text(provision.limit) if provision.limit else None,
        citation=provision.citation,
    )


def _counted(subject: Subject, people: People, measured: Measured, whole: Whole) -> Phrase:
    """The arithmetic, and the other whole beside it."""
    names = {QuotaOf.LIST: people.whole_words, QuotaOf.SEATS: phrase("số lượng cần bầu")}
    counted = _of(subject, measured, whole.people, names[whole.of])
    if whole.beside is None:
        return phrase("{counted} (chỉ tính trên danh sách, chưa có số lượng cần bầu)", counted=counted)
    other = QuotaOf.LIST if whole.of is QuotaOf.SEATS else QuotaOf.SEATS
    return phrase("{counted} ({beside})", counted=counted, beside=_of(subject, measured, whole.beside, names[other]))


def _of(subject: Subject, measured: Measured, whole: int, words: Phrase) -> Phrase:
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
        percent=percentage(part, subject.choices.percent_rounding),
        words=words,
    )
