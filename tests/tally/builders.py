"""Small slates, contests and rules for tests of the count; every number has a default that fits the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rules.choice import Choices
from rules.citation import Confidence, Instrument
from rules.model import (
    Attendance,
    BallotSource,
    Candidate,
    Congress,
    Contest,
    Form,
    Kind,
    Level,
    Office,
    Slate,
)
from rules.partial_date import PartialDate
from rules.regulation import InForce, Limit, Provision, Rules, Scope
from tally.model import Ballot, InvalidReason

REGULATION = Instrument(number="244-QĐ/TW", date=date(2014, 6, 9), title="Quy chế bầu cử trong Đảng")
MORE_THAN_HALF = Limit(more_than=Fraction(1, 2))

_FAMILY = ("Nguyễn Văn", "Trần Thị", "Lê Hữu", "Phạm Thị")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Đào", "Giang", "Hà", "Khánh", "Lan", "Minh")


def slate(names: int, *, before: Iterable[int] = ()) -> Slate:
    """A list of invented people; ``before`` are their numbers in the vote before."""
    numbers_before = tuple(before)
    people = tuple(
        Candidate(
            row=number + 1,
            number=number,
            name=f"{_FAMILY[number % len(_FAMILY)]} {_GIVEN[number % len(_GIVEN)]} {number}",
            born=PartialDate(1975, 1 + number % 12, 1 + number % 28),
            number_before=numbers_before[number - 1] if numbers_before else None,
        )
        for number in range(1, names + 1)
    )
    columns = {"number", "name", "born"} | ({"number_before"} if numbers_before else set())
    return Slate(file="slate-bch.csv", sha256="0" * 64, candidates=people, columns=frozenset(columns))


def contest(names: int = 4, seats: int = 3, form: Form = Form.STRIKE_OUT, *, ballots: int = 10) -> Contest:
    """A members' congress electing a committee; everybody summoned is present, takes a ballot and returns it."""
    return Contest(
        id="bch",
        office=Office.EXECUTIVE_COMMITTEE,
        kind=Kind.MEMBERS,
        seats=seats,
        form=form,
        slate=slate(names),
        attendance=Attendance(summoned=ballots, present=ballots),
        ballots=BallotSource(file="ballots-bch.csv", issued=ballots, returned=ballots),
    )


def congress(contests: Iterable[Contest], choices: Choices | None = None) -> Congress:
    """The congress of a branch that holds these contests."""
    return Congress(
        name="Đại hội chi bộ",
        body="Chi bộ 1",
        level=Level.BRANCH,
        kind=Kind.MEMBERS,
        opens=date(2020, 3, 15),
        contests=tuple(contests),
        choices=choices or Choices(),
    )


def attended(what: Contest, attendance: Attendance, *, issued: int, returned: int) -> Contest:
    """The same contest with its own attendance and public counts of papers."""
    source = BallotSource(file="ballots-bch.csv", issued=issued, returned=returned)
    return replace(what, attendance=attendance, ballots=source)


def provision(parameter: str, *, place: str | None = "Điều 32", **answer: object) -> Provision:
    """A provision of the regulation of 2014 for everybody, its wording seen."""
    plain = Provision(
        parameter=parameter,
        instrument=REGULATION,
        in_force=InForce(start=date(2014, 6, 9)),
        scope=Scope(),
        confidence=Confidence.SEEN,
        row="1.21",
        place=place,
        source="https://example.org/244",
    )
    return replace(plain, **answer)  # type: ignore[arg-type]  # the answer's fields are the caller's


def provisions() -> tuple[Provision, ...]:
    """Everything a count asks for, as the regulation of 2014 has it."""
    return (
        provision("count.base", place="Điều 32, khoản 2", rule="summoned_less_excluded"),
        provision("count.excluded", reasons=("exempt", "suspended", "absent_with_reason")),
        provision("count.excluded", reasons=("active_elsewhere",)),
        provision("count.needed", limit=MORE_THAN_HALF, of="base"),
        provision("count.order", rule="highest_votes"),
        provision("count.tie", rule="revote_among_tied"),
        provision("count.short", rule="congress_decides"),
        provision("count.over_issued", place=None, rule="annul_and_vote_again"),
        provision("count.alternates", scope=Scope(offices=frozenset({Office.DELEGATES})), rule="over_half_in_order"),
        provision("ballot.valid", place="Điều 17, khoản 2", rule="no_more_than_seats"),
        provision("ballot.invalid", reasons=("not_issued", "overvote", "votes_for_nobody")),
        provision("ballot.invalid", reasons=("double_mark",)),
        provision("ballot.invalid", reasons=("unmarked",)),
        provision("ballot.invalid", reasons=("outside_name", "marked", "signed", "written_on")),
    )


def rules(*extra: Provision, without: str | None = None) -> Rules:
    """The rules of a branch under the regulation of 2014, with further provisions or without one parameter."""
    kept = tuple(each for each in provisions() if each.parameter != without)
    return Rules(pack="party-2020", level=Level.BRANCH, provisions=kept + extra)


def pile(*marks: str, ruling: InvalidReason | None = None) -> tuple[Ballot, ...]:
    """Ballots with these marks, numbered from 1."""
    return tuple(Ballot(number, each, ruling) for number, each in enumerate(marks, start=1))


def times(number: int, marks: str) -> tuple[str, ...]:
    """The same paper several times."""
    return (marks,) * number


def pile_for(votes: Iterable[int], ballots: int) -> tuple[Ballot, ...]:
    """A strike-out pile in which name i is kept on the first ``votes[i]`` papers."""
    wanted = tuple(votes)
    return pile(*("".join("k" if place < each else "s" for each in wanted) for place in range(ballots)))
