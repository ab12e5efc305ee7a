"""Slates, provisions and congresses for tests of the checks: short to write, with names in their right order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from rules.check import Check, Subject
from rules.choice import Choices
from rules.citation import Confidence, Instrument
from rules.finding import Finding, Force
from rules.messages import Translator
from rules.model import Candidate, Congress, Contest, Form, Kind, Level, Office, Sex, Slate
from rules.names import order_key
from rules.partial_date import PartialDate
from rules.regulation import Ages, Characteristic, InForce, Limit, Provision, Rules, Scope

OPENS = date(2025, 6, 15)
INSTRUMENT = Instrument(number="99-QĐ/TEST", date=date(2024, 10, 10), title="Quy định để thử")
BODIES = frozenset({Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE})
COLUMNS = frozenset({"number", "name", "born", "sex"})
VI = Translator("vi")

_FAMILY = ("Trần", "Lê", "Nguyễn", "Hoàng")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Sơn",
    "Tâm",
    "Yến",
)
NAMES = tuple(
    sorted(
        (f"{family} {middle} {given}" for family, middle, given in product(_FAMILY, _MIDDLE, _GIVEN)),
        key=order_key,
    ),
)
"""300 different names, as a list would have them."""


def person(place: int = 1, **known: Any) -> Candidate:  # noqa: ANN401 - the fields of a candidate
    """A man born in 1970 of whom everything needed is known; ``known`` says what is otherwise."""
    plain = Candidate(
        row=place + 1,
        number=place,
        name=NAMES[place - 1],
        born=PartialDate(1970, 1, 1),
        sex=Sex.MALE,
    )
    return replace(plain, **known)


def people(count: int, **known: Any) -> tuple[Candidate, ...]:  # noqa: ANN401 - the fields of a candidate
    """So many of them."""
    return tuple(person(place, **known) for place in range(1, count + 1))


def women(count: int, among: int) -> tuple[Candidate, ...]:
    """So many women, then men up to ``among`` people."""
    return tuple(person(place, sex=Sex.FEMALE if place <= count else Sex.MALE) for place in range(1, among + 1))


def slate(candidates: Iterable[Candidate], *columns: str) -> Slate:
    """A list as its reader would give it; ``columns`` besides those every list of the tests has."""
    return Slate(
        file="slate.csv",
        sha256="0" * 64,
        candidates=tuple(candidates),
        columns=COLUMNS | frozenset(columns),
    )


def contest(candidates: Iterable[Candidate], seats: int, *columns: str, **known: Any) -> Contest:  # noqa: ANN401
    """An executive committee; ``known`` says what is otherwise."""
    plain = Contest(
        id="bch",
        office=Office.EXECUTIVE_COMMITTEE,
        kind=Kind.DELEGATES,
        seats=seats,
        form=Form.STRIKE_OUT,
        slate=slate(candidates, *columns),
    )
    return replace(plain, **known)


def provision(parameter: str, limit: Limit | None = None, **known: Any) -> Provision:  # noqa: ANN401
    """A confirmed requirement for both bodies; ``known`` says what is otherwise."""
    plain = Provision(
        parameter=parameter,
        instrument=INSTRUMENT,
        in_force=InForce(start=INSTRUMENT.date),
        scope=Scope(offices=BODIES),
        confidence=Confidence.SEEN,
        row="1.1",
        place="Điều 1",
        source="https://example.org",
        force=Force.REQUIRED,
        limit=limit,
        of="seats" if parameter.startswith("surplus") else "members",
    )
    return replace(plain, **known)


def percents(low: int | None = None, high: int | None = None) -> Limit:
    """From ``low`` to ``high`` per cent."""
    return Limit(
        at_least=None if low is None else Fraction(low, 100),
        at_most=None if high is None else Fraction(high, 100),
    )


PREPARED = provision("surplus.prepared", percents(10, 15))
CAP = provision("surplus.cap", percents(high=30))
SMALL = provision("surplus.small", Limit(at_most=1), scope=Scope(offices=BODIES, seats=(3, 5)))
MORE = provision("surplus.more_than_seats", Limit(more_than=0))
WOMEN = provision(
    "composition.women",
    percents(15),
    force=Force.TARGET,
    scope=Scope(offices=frozenset({Office.EXECUTIVE_COMMITTEE})),
)
WOMEN_STANDING = provision(
    "composition.women_standing",
    Limit(at_least=1),
    force=Force.TARGET,
    scope=Scope(offices=frozenset({Office.STANDING_COMMITTEE})),
)
YOUTH = provision("composition.youth", percents(10), force=Force.TARGET, ages=Ages(at_most=39))
MIDDLE = provision("composition.age_middle", percents(40, 50), force=Force.ABOUT, ages=Ages(at_least=40, at_most=50))
SENIOR = provision("composition.age_senior", force=Force.ABOUT, ages=Ages(at_least=51))
OF_COMMITTEE = Scope(offices=frozenset({Office.EXECUTIVE_COMMITTEE}))
MINORITIES = provision("composition.minorities", force=Force.ABOUT, scope=OF_COMMITTEE)
MINORITIES_BEFORE = provision(
    "composition.minorities_last_term",
    rule="not_lower",
    force=Force.TARGET,
    scope=OF_COMMITTEE,
)
RENEWAL = provision("composition.renewal", Limit(at_least=Fraction(1, 3)), force=Force.TARGET, scope=OF_COMMITTEE)
SCIENCE = provision("composition.science", percents(5), force=Force.TARGET, scope=OF_COMMITTEE)
WOMEN_BEFORE = provision("composition.women_last_term", rule="higher", force=Force.TARGET, scope=OF_COMMITTEE)
YOUTH_BEFORE = provision(
    "composition.youth_last_term",
    rule="higher",
    force=Force.TARGET,
    ages=Ages(at_most=39),
    scope=OF_COMMITTEE,
)
MEMBERS = provision("size.members", Limit(at_most=45), of=None, scope=OF_COMMITTEE)
REDUCTION = provision("size.reduction", percents(5, 5), of="previous_term", force=Force.ABOUT, scope=OF_COMMITTEE)
OWN = provision(
    "local",
    Limit(at_least=1),
    of=None,
    instrument=None,
    force=Force.TARGET,
    scope=OF_COMMITTEE,
    characteristic=Characteristic(
        title="nghệ nhân",
        heading="Danh hiệu",
        column="Danh hiệu",
        noted=True,
        values=("Nghệ nhân",),
    ),
)
ALL_PROVISIONS = (
    *(PREPARED, CAP, SMALL, MORE, WOMEN, WOMEN_STANDING, YOUTH, MIDDLE, SENIOR),
    *(MINORITIES, MINORITIES_BEFORE, RENEWAL, SCIENCE, WOMEN_BEFORE, YOUTH_BEFORE, MEMBERS, REDUCTION, OWN),
)


def law(*provisions: Provision, level: Level = Level.DISTRICT) -> Rules:
    """Rules that hold these provisions only."""
    return Rules(pack="test", level=level, provisions=provisions)


def congress(*contests: Contest, **known: Any) -> Congress:  # noqa: ANN401 - the fields of a congress
    """A district congress of delegates with these contests; ``known`` says what is otherwise."""
    plain = Congress(
        name="Đại hội thử",
        body="Đảng bộ thử",
        level=Level.DISTRICT,
        kind=Kind.DELEGATES,
        opens=OPENS,
        contests=contests,
        choices=Choices(),
    )
    return replace(plain, **known)


def subject(
    one: Contest,
    *provisions: Provision,
    siblings: Sequence[Contest] = (),
    **known: Any,  # noqa: ANN401 - the fields of a subject
) -> Subject:
    """One contest under these provisions; ``siblings`` are the other contests of its congress."""
    plain = Subject(
        contest=one,
        contests=(one, *siblings),
        rules=law(*provisions),
        choices=Choices(),
        opens=OPENS,
    )
    return replace(plain, **known)


def only(check: Check, asked: Subject) -> Finding:
    """The one finding of a check."""
    findings = tuple(check.run(asked))
    assert len(findings) == 1, findings
    return findings[0]


def text(finding: Finding) -> str:
    """Its message as people here read it."""
    return VI.text(finding.message)


births = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1955, 1995)),
    st.builds(PartialDate, st.integers(1955, 1995), st.integers(1, 12)),
    st.dates(date(1955, 1, 1), date(1995, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day)),
)
"""What slates hold of a birth."""
