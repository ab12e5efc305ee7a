"""What the minutes of a vote say (nội dung biên bản kiểm phiếu), computed once from the result; forms arrange it.

The fields are those of the published form (law: FORMS 1.1 to 1.16); numbers are the result's own and are only put
into rows here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.citation import Citation, citation_phrase
from rules.labels import letterhead_of
from rules.model import Congress, Contest, Decision, Form, Letterhead
from rules.percent import Percent
from rules.phrase import Phrase, phrase
from tally.outcome import Standing, State
from tally.papers.following import following
from tally.record import BallotRuled
from tally.result import ContestResult
from tally.result_words import cited_steps
from tally.rounds import CongressResult
from tally.ruling_words import ruling_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One name of the list with its numbers, as the papers print them; ``number`` is that of the ballot."""

    number: int
    name: str
    votes: int
    disagree: int
    not_counted: int
    percent: Percent
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Which making of a paper it is (lần lập): its version, the code it bears, its day, what changed and since when.

    ``day`` is None where it is left to be written in; ``changes`` is empty for a first version.
    """

    version: int
    code: str
    day: date | None = None
    changes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A ruling of the committee (kết luận của ban kiểm phiếu); ``name`` is empty for the whole ballot."""

    ballot: int
    name: str
    ruling: Phrase
    reason: str
    in_favour: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Everything the minutes of one contest and round say.

    ``people`` in ballot order, empty for a box without a result; ``elected``, ``alternates`` and ``supported`` from
    high to low. ``instruments`` are the regulations used; ``confirmed`` and ``unconfirmed`` the places in them, with
    the steps each carries, the second still to be held against the wording. ``before`` are those elected in the
    rounds that this one follows, and ``of_seats`` the seats of the first.
    """

    congress: Congress
    result: ContestResult
    issue: Issue
    people: tuple[Person, ...]
    elected: tuple[Person, ...]
    alternates: tuple[Person, ...]
    supported: tuple[Person, ...]
    following: tuple[Phrase, ...]
    before: tuple[str, ...]
    of_seats: int
    rulings: tuple[Ruled, ...]
    decisions: tuple[Decision, ...]
    instruments: tuple[Phrase, ...]
    confirmed: tuple[Phrase, ...]
    unconfirmed: tuple[Phrase, ...]

    @property
    def contest(self) -> Contest:
        """The contest."""
        return self.result.contest

    @property
    def letterhead(self) -> Letterhead:
        """Whose paper it is."""
        return letterhead_of(self.congress, self.contest.kind)

    @property
    def has_boxes(self) -> bool:
        """Whether the ballot had a box to agree and one to disagree."""
        return self.contest.form is Form.AGREE_DISAGREE

    def names(self, key: str) -> tuple[str, ...]:
        """The presidium, or the counting committee with its chair first, as far as the folder names them."""
        return tuple(self.congress.people.get(key, ()))


def minutes_of(result: CongressResult, each: ContestResult, issue: Issue, rulings: Iterable[BallotRuled]) -> Minutes:
    """Compute what the minutes of ``each`` say; ``rulings`` are those of its own ballots, as the log has them."""
    people = people_of(each, result)
    first, before = _before(each, result.contests)
    decided = (decision for decision in result.congress.decisions if decision.contest == each.contest.id)
    cited = cited_steps(each)
    return Minutes(
        congress=result.congress,
        result=each,
        issue=issue,
        people=people,
        elected=tuple(people[number - 1] for number in each.outcome.elected),
        alternates=tuple(people[number - 1] for number in each.outcome.alternates),
        supported=tuple(people[number - 1] for number in each.outcome.supported),
        following=tuple(following(each)),
        before=before,
        of_seats=first.contest.seats,
        rulings=tuple(_ruled(ruling, each) for ruling in rulings),
        decisions=tuple(decided),
        instruments=tuple(_instruments(each)),
        confirmed=tuple(_cited({place: steps for place, steps in cited.items() if place.confirmed})),
        unconfirmed=tuple(_cited({place: steps for place, steps in cited.items() if not place.confirmed})),
    )


def people_of(each: ContestResult, result: CongressResult) -> tuple[Person, ...]:
    """Every name with its numbers in ballot order; nobody where the box gave no result."""
    tally = each.tally
    if tally is None:
        return ()
    percents = each.percents(result.congress.choices)
    return tuple(
        Person(
            number=place + 1,
            name=person.name,
            votes=tally.votes[place],
            disagree=tally.against[place],
            not_counted=tally.not_counted[place],
            percent=percents[place],
            standing=each.outcome.standings[place],
        )
        for place, person in enumerate(each.contest.slate.candidates)
    )


def unsettled(result: CongressResult) -> tuple[ContestResult, ...]:
    """Contests of which no paper may be made yet: the account of their ballots is open.

    A tie or a shortfall is a result and its minutes are signed before the congress decides; a box with more papers
    than there may be has none until it is recorded what becomes of it.
    """
    return tuple(each for each in result.contests if each.outcome.state is State.VOID and each.decision is None)


def _before(each: ContestResult, results: Sequence[ContestResult]) -> tuple[ContestResult, tuple[str, ...]]:
    """The first vote that this one comes of, and who was elected in it and in any between."""
    by_id = {other.contest.id: other for other in results}
    at, elected = each, list[str]()
    while (parent := by_id.get(at.contest.after or "")) is not None:
        names = parent.contest.slate.candidates
        elected[:0] = [names[number - 1].name for number in parent.outcome.elected]
        at = parent
    return at, tuple(elected)


def _ruled(ruling: BallotRuled, each: ContestResult) -> Ruled:
    return Ruled(
        ballot=ruling.ballot,
        name=each.contest.slate.candidates[ruling.name - 1].name if ruling.name else "",
        ruling=ruling_phrase(ruling.ruling),
        reason=ruling.reason,
        in_favour=ruling.in_favour,
        of=ruling.of,
    )


def _instruments(each: ContestResult) -> Iterator[Phrase]:
    """The regulations that the result rests on, each once, by title, number and date; then the body's own sources."""
    own: dict[str, None] = {}
    seen: set[tuple[str, date]] = set()
    for step in each.steps:
        instrument = step.provision.instrument
        if instrument is None:
            own[step.provision.source] = None
        elif (instrument.number, instrument.date) not in seen:
            seen.add((instrument.number, instrument.date))
            yield phrase(
                "{title} ({number} ngày {date})",
                title=instrument.title,
                number=instrument.number,
                date=instrument.date,
            )
    for source in own:
        yield phrase("quy định của cấp mình: {source}", source=source)


def _cited(cited: Mapping[Citation, tuple[Phrase, ...]]) -> Iterator[Phrase]:
    """Each place with its steps; that some are unconfirmed is said once, above them."""
    for place, steps in cited.items():
        yield phrase("{citation}: {steps}", citation=citation_phrase(replace(place, confirmed=True)), steps=steps)
