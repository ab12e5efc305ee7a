"""Checks of how people came onto a list (PR): the steps of introducing them (PR01), support at the congress (PR02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rules.check import Check, Subject
from rules.checks.bounds import Band, band, limit_text
from rules.checks.persons import Judgement, called, finding_of, newcomers, one_by_one
from rules.checks.wording import bounds, cited, demand_in_people, force_of, outcome
from rules.finding import Finding, Force, Group, Share
from rules.model import Nomination, Step
from rules.parameter import Base
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Provision

_OUTSIDE = frozenset({Nomination.FLOOR, Nomination.SELF})


def _steps(subject: Subject) -> Iterator[Finding]:
    """PR01: every step was held, with enough people present, and everybody got enough of all summoned at each.

    Asked of a list whose congress.toml gives a ``[[step]]``: weeks before there may be none, and who keeps the papers
    of the process elsewhere is not asked for them at every check. Once one is given, all of them are asked for.
    Reading: more than half of those summoned. The reading rejected: of those present, or of the ballots.
    """
    given = {step.number: step for step in subject.contest.steps}
    if not given:
        return
    people = tuple(
        place for place in newcomers(subject) if subject.slate.candidates[place - 1].nomination not in _OUTSIDE
    )
    findings = [
        *(_held(subject, provision, given, people) for provision in _for(subject, "process.steps")),
        *(
            _present(subject, provision, given[provision.step])
            for provision in _for(subject, "process.present")
            if provision.step in given
        ),
        *(_enough(subject, provision, given, people) for provision in _for(subject, "introduction.needed")),
    ]
    yield from findings or [_nothing_asks(subject)]


def _floor_support(subject: Subject) -> Iterator[Finding]:
    """PR02: who was named at the congress and not by the committee has the support asked for (190, art. 14(3)).

    Reading: "từ hơn 30 %" is strictly more than 30 %, of those attending when they were asked. The reading rejected:
    30 % itself is enough.
    """
    outside = tuple(place for place in newcomers(subject) if subject.slate.candidates[place - 1].nomination in _OUTSIDE)
    given = {each.place: each for each in subject.contest.support}
    for provision in _for(subject, "opinion.needed") if outside else ():
        of_present = _base(subject, "opinion.base") is Base.PRESENT
        short: dict[int, Phrase] = {}
        missing: list[int] = []
        for place in outside:
            support = given.get(place)
            if support is None or not of_present:
                missing.append(place)
            elif not _reached(needed := band(_limit(provision), support.present), support.votes):
                short[place] = phrase(
                    "{name}: {votes}/{base}, cần {needed}",
                    name=called(subject, place),
                    votes=support.votes,
                    base=support.present,
                    needed=needed.low or 0,
                )
        clauses = [
            *([phrase("chưa đủ: {names}", names=one_by_one(tuple(short.values())))] if short else []),
            *([phrase("cần [[support]] của số {people}", people=subject.numbers(missing))] if missing else []),
        ]
        said = phrase("phải {limit} số người có mặt", limit=bounds(_limit(provision)))
        yield finding_of(
            PR02,
            subject,
            provision,
            Judgement(
                passed=False if short else None if missing else True,
                message=phrase("{demand}; {found}", demand=said, found=one_by_one(clauses))
                if clauses
                else phrase("{people} người đều đạt, {demand}", people=len(outside), demand=said),
                people=(*short, *missing),
            ),
        )


PR01 = Check(code="PR01", name="process.steps", title=phrase("các bước giới thiệu nhân sự"), run=_steps)
PR02 = Check(
    code="PR02",
    name="process.floor_support",
    title=phrase("mức ủng hộ người được giới thiệu tại đại hội"),
    run=_floor_support,
)


def _held(subject: Subject, provision: Provision, given: Mapping[int, Step], people: Sequence[int]) -> Finding:
    """Whether every step is there, and in each a number for everybody."""
    limit = _limit(provision)
    steps = range(1, (limit.at_least if isinstance(limit.at_least, int) else 0) + 1)
    missing = tuple(number for number in steps if number not in given)
    gaps = {
        step.number: places
        for step in given.values()
        if (places := tuple(place for place in people if place not in step.votes))
    }
    clauses = [
        *([phrase("chưa có bước {steps}", steps=missing)] if missing else []),
        *(
            phrase("bước {step} chưa có số phiếu của số {people}", step=number, people=subject.numbers(places))
            for number, places in gaps.items()
        ),
    ]
    return finding_of(
        PR01,
        subject,
        provision,
        Judgement(
            passed=None if clauses else True,
            message=one_by_one(clauses)
            if clauses
            else phrase("đủ {steps} bước, {people} người", steps=len(steps), people=len(people)),
            people=tuple({place for places in gaps.values() for place in places}),
        ),
    )


def _present(subject: Subject, provision: Provision, step: Step) -> Finding:
    """Whether enough of those summoned were at a step."""
    limit = _limit(provision)
    allowed = band(limit, step.summoned)
    return Finding(
        contest=subject.contest.id,
        code=PR01.code,
        name=PR01.name,
        group=Group.LIST,
        force=force_of(provision),
        passed=allowed.verdict(step.present, step.present),
        message=cited(
            phrase(
                "bước {step}: có mặt {present}/{summoned}, {demand}: {outcome}",
                step=step.number,
                present=step.present,
                summoned=step.summoned,
                demand=demand_in_people(force_of(provision), limit, allowed),
                outcome=outcome(step.present, allowed),
            ),
            provision,
        ),
        measured=Share(step.present, step.summoned) if step.summoned else None,
        limit=limit_text(limit),
        margin=allowed.margin(step.present),
        citation=provision.citation,
    )


def _enough(subject: Subject, provision: Provision, given: Mapping[int, Step], people: Sequence[int]) -> Finding:
    """Whether everybody whose number is known got enough at every step that is given."""
    base = _base(subject, "introduction.base")
    short: dict[int, None] = {}
    clauses: list[Phrase] = []
    for step in given.values():
        needed = band(_limit(provision), step.present if base is Base.PRESENT else step.summoned)
        places = [place for place in people if place in step.votes and not _reached(needed, step.votes[place])]
        if places:
            names = tuple(
                phrase("{name} {votes} phiếu", name=called(subject, place), votes=step.votes[place]) for place in places
            )
            clauses.append(
                phrase("bước {step} cần {needed}: {names}", step=step.number, needed=needed.low or 0, names=names)
            )
            short |= dict.fromkeys(places)
    known = base in {Base.SUMMONED, Base.PRESENT}
    said = phrase(
        "phải {limit} {base}",
        limit=bounds(_limit(provision)),
        base=phrase("số người có mặt") if base is Base.PRESENT else phrase("số người được triệu tập"),
    )
    if not known:
        message = phrase("chưa biết tính trên tổng số nào: thêm introduction.base vào [[local]]")
    elif clauses:
        message = phrase("{demand}; {found}", demand=said, found=one_by_one(clauses))
    else:
        message = phrase("{steps} bước đã có số phiếu đều đạt, {demand}", steps=len(given), demand=said)
    return finding_of(
        PR01,
        subject,
        provision,
        Judgement(
            passed=None if not known else not short,
            message=message,
            people=tuple(short) if known else (),
        ),
    )


def _nothing_asks(subject: Subject) -> Finding:
    return Finding(
        contest=subject.contest.id,
        code=PR01.code,
        name=PR01.name,
        group=Group.LIST,
        force=Force.ABOUT,
        passed=None,
        message=phrase("bộ quy định này không nêu con số cho các bước; muốn so thì thêm quy định vào [[local]]"),
    )


def _for(subject: Subject, parameter: str) -> tuple[Provision, ...]:
    return subject.rules.for_contest(parameter, subject.contest)


def _base(subject: Subject, parameter: str) -> Base | None:
    provision = subject.rules.one(parameter, subject.contest)
    return Base(provision.rule) if provision and provision.rule else None


def _limit(provision: Provision) -> Limit:
    return provision.limit or Limit()


def _reached(needed: Band, votes: int) -> bool:
    return needed.verdict(votes, votes) is True
