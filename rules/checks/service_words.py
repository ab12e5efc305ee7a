"""What the checks of months say (EL01, EL02): who is short and by what, who cannot be told, what is unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.checks.months import Months, Term
from rules.checks.persons import one_by_one
from rules.model import Candidate, Sex
from rules.phrase import Phrase, phrase


def short_of(name: Phrase, person: Candidate, term: Term, months: Months) -> Phrase:
    """Who is short, why, by how much, and the first month that would do."""
    if person.retires is not None:
        return phrase(
            "{name}, nghỉ hưu {retires}: {left}, phải từ {first}",
            name=name,
            retires=person.retires,
            left=left(months),
            first=term.first_retirement,
        )
    born, first = person.born or "", term.first_birth(person)
    if first is None:
        return phrase("{name}, sinh {born}: {left}", name=name, born=born, left=left(months))
    if person.sex is Sex.MALE:
        return phrase(
            "{name}, nam sinh {born}: {left}, phải sinh từ {first}",
            name=name,
            born=born,
            left=left(months),
            first=first,
        )
    return phrase(
        "{name}, nữ sinh {born}: {left}, phải sinh từ {first}",
        name=name,
        born=born,
        left=left(months),
        first=first,
    )


def left(months: Months) -> Phrase:
    """How many months somebody still serves: the number, or the fewest and the most; or by how many the age is past."""
    fewest, most = months.fewest, months.most
    if most < 0 and fewest == most:
        return phrase("quá tuổi nghỉ hưu {months} tháng", months=-most)
    if most < 0:
        return phrase("quá tuổi nghỉ hưu {fewest} đến {most} tháng", fewest=-most, most=-fewest)
    if fewest == most:
        return phrase("còn {months} tháng", months=most)
    if fewest < 0:
        return phrase("còn nhiều nhất {months} tháng", months=most)
    return phrase("còn {fewest} đến {most} tháng", fewest=fewest, most=most)


def asked_of(term: Term, short: Sequence[Phrase], unclear: Sequence[Phrase], asked: int) -> Phrase:
    """The sentence on everybody a provision asks about."""
    need, month = term.need, term.start_words
    if short and unclear:
        return phrase(
            "phải còn từ {need} tháng, tính từ {month}; không đủ: {short}; chưa rõ: {unclear}",
            need=need,
            month=month,
            short=one_by_one(short),
            unclear=one_by_one(unclear),
        )
    if short:
        return phrase(
            "phải còn từ {need} tháng, tính từ {month}; không đủ: {short}",
            need=need,
            month=month,
            short=one_by_one(short),
        )
    if unclear:
        return phrase(
            "phải còn từ {need} tháng, tính từ {month}; chưa rõ: {unclear}",
            need=need,
            month=month,
            unclear=one_by_one(unclear),
        )
    if not asked:
        return phrase("không có ai thuộc diện này")
    return phrase(
        "{people} người đều còn từ {need} tháng trở lên, tính từ {month}", people=asked, need=need, month=month
    )


def unconfirmed(term: Term, people: Iterable[Candidate]) -> tuple[Phrase, ...]:
    """What a verdict on people rests on and nobody has confirmed; ages only where no own month stands in for them."""
    by_ages = any(person.retires is None for person in people)
    return (
        *(() if term.provision.confirmed else (phrase("quy định này"),)),
        *(() if term.start_confirmed else (phrase("tháng mốc"),)),
        *((phrase("tuổi nghỉ hưu"),) if by_ages and not term.ages_confirmed else ()),
    )


def with_unconfirmed(message: Phrase, what: tuple[Phrase, ...]) -> Phrase:
    """Say what of it the user has to confirm."""
    return phrase("{message} (cần người dùng xác nhận: {what})", message=message, what=what) if what else message
