"""The fold (gộp việc thành tình trạng): what the desk knows after one more line of its log.

It judges nothing: what may be done was decided before the line was written. The same lines always give the same state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from tally.desk.acts import (
    AccountEntered,
    BallotCorrected,
    BallotEntered,
    BallotUndone,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundlesMade,
    BundleTaken,
    BundleVoided,
    ClockSetBack,
    CodeMade,
    CodeRevoked,
    CongressDecided,
    CongressDeclared,
    ContestDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    DifferenceRuled,
    DoubtfulRuled,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PersonJoined,
    PersonRemoved,
    PhaseEntered,
    RehearsalDeckMade,
    RulingsWithdrawn,
    VotesReleased,
    ZeroReported,
)
from tally.desk.comparing import settle
from tally.desk.entering import Entering, in_place, typed_as
from tally.desk.roles import Phase, Role
from tally.desk.state import Bundle, BundleEntry, DeskContest, Person, Pile, Resolution, Ruling, State, Typed
from tally.desk.written import Written

Key = TypeVar("Key")
Item = TypeVar("Item")

OfPapers = (
    BundlesMade
    | BundleVoided
    | BundleTaken
    | BundleReleased
    | BundleFinished
    | BallotEntered
    | BallotCorrected
    | BallotUndone
    | BundleMerged
    | DifferenceRuled
    | DoubtfulRuled
    | RulingsWithdrawn
)
OfBundle = (
    BundleTaken
    | BundleReleased
    | BundleFinished
    | BallotEntered
    | BallotCorrected
    | BallotUndone
    | BundleMerged
    | DifferenceRuled
    | DoubtfulRuled
    | RulingsWithdrawn
)
OfContest = (
    EntryPlanned
    | PhaseEntered
    | RehearsalDeckMade
    | ZeroReported
    | AccountEntered
    | FilesWritten
    | VotesReleased
    | MinutesSigned
)


def fold(state: State, lines: Iterable[Written]) -> State:
    """The state after all these lines: as ``apply`` line by line gives it, without a state for every paper typed."""
    entering = Entering()
    for line in lines:
        if isinstance(line.act, BallotEntered) and entering.takes(state, line.act, line):
            continue
        state = apply(entering.into(state), line)
    return entering.into(state)


def apply(state: State, line: Written) -> State:
    """The state after one more line."""
    act = line.act
    if isinstance(act, OfPapers):
        contest = _papers(state.contests[act.contest], act, line)
    elif isinstance(act, OfContest):
        contest = _contest(state.contests[act.contest], act, line)
    else:
        state = _desk(state, line)
        return replace(
            state,
            sequence=line.sequence,
            head=line.digest,
            last_at=max(state.last_at, line.at),
            people=_seen(state.people, line),
        )
    return replace(
        state,
        sequence=line.sequence,
        head=line.digest,
        last_at=max(state.last_at, line.at),
        contests=_with(state.contests, {contest.id: contest}),
        people=_seen(state.people, line),
    )


def _desk(state: State, line: Written) -> State:
    act = line.act
    match act:
        case DeskOpened():
            return replace(state, congress=act.congress, body=act.body, machine=act.machine)
        case CongressDeclared():
            return replace(state, congress=act.congress, body=act.body)
        case DeskTakenOver():
            return replace(state, machine=act.machine, handed_over=False, codes=frozenset())
        case DeskHandedOver():
            return replace(state, handed_over=True)
        case ContestDeclared():
            before = state.contests.get(act.contest)  # how it is entered was planned for the contest, not for its list
            return _with_contest(state, replace(before, declared=act) if before else DeskContest(declared=act))
        case CongressDecided():
            changed = replace(state.contests[act.contest], changed_at=line.sequence)
            return replace(_with_contest(state, changed), decisions=(*state.decisions, act))
        case DeskSealed():
            contests = {name: replace(each, phase=Phase.SEALED) for name, each in state.contests.items()}
            return replace(state, sealed=act.seal_head, record=act.file, contests=contests)
        case _:
            return _people(state, line)


def _people(state: State, line: Written) -> State:
    act = line.act
    match act:
        case PersonJoined():
            before = state.people.get(act.person)
            typed = before.typed if before else 0
            return _with_person(state, Person(name=act.person, role=Role(act.role), typed=typed, last_at=line.at))
        case PersonRemoved():
            return _with_person(state, replace(state.people[act.person], removed=True))
        case CodeMade():
            return replace(state, codes=state.codes | {Role(act.role)})
        case CodeRevoked():
            return replace(state, codes=state.codes - {Role(act.role)})
        case ClockSetBack():
            return state
        case _:
            raise TypeError(f"not an act of the desk: {act!r}")


def _contest(contest: DeskContest, act: OfContest, line: Written) -> DeskContest:
    match act:
        case EntryPlanned():
            return replace(contest, entries=act.entries, bundle_size=act.bundle_size)
        case PhaseEntered():
            signing = act.phase == Phase.SIGN
            return replace(
                contest,
                phase=Phase(act.phase),
                released=contest.released and signing,
                signed=contest.signed if signing else "",
            )
        case RehearsalDeckMade():
            return replace(contest, deck=act.marks, deck_grounds=act.grounds, rehearsal=Pile())
        case ZeroReported():
            return replace(contest, zero=act)
        case AccountEntered():
            return replace(contest, account=act, changed_at=line.sequence)
        case FilesWritten():
            return replace(contest, files=dict(act.files), written_at=line.sequence)
        case VotesReleased():
            return replace(contest, released=True)
        case MinutesSigned():
            return replace(contest, signed=act.count_head)


def _papers(contest: DeskContest, act: OfPapers, line: Written) -> DeskContest:
    pile = contest.pile(rehearsal=act.rehearsal)
    match act:
        case BundlesMade():
            made = zip(act.numbers, act.firsts, act.lasts, act.papers, strict=True)
            bundles = {number: _new(contest, number, first, last, papers) for number, first, last, papers in made}
        case BundleVoided():
            bundles = {act.bundle: replace(pile.bundles[act.bundle], void=act.reason, again=act.again)}
            if act.again:
                bundles[act.again] = _new(contest, act.again, act.first, act.last, act.papers)
        case _:
            bundles = {act.bundle: _bundle(pile.bundles[act.bundle], act, line)}
    pile = Pile(bundles=_with(pile.bundles, bundles))
    if act.rehearsal:
        return replace(contest, rehearsal=pile)
    return replace(contest, real=pile, changed_at=line.sequence)


def _new(contest: DeskContest, number: int, first: int, last: int, papers: int) -> Bundle:
    entries = tuple(BundleEntry(number=place) for place in range(1, contest.entries + 1))
    return Bundle(number=number, first=first, last=last, papers=papers, entries=entries)


def _bundle(bundle: Bundle, act: OfBundle, line: Written) -> Bundle:
    match act:
        case DifferenceRuled():
            paper = typed_as(act, line) if act.present else None
            resolution = Resolution(paper=paper, by=line.by, digest=line.digest)
            resolved = _with(bundle.resolved, {act.ballot: resolution})
            return settle(replace(bundle, resolved=resolved, rulings=_without(bundle.rulings, act.ballot)))
        case DoubtfulRuled():
            ruling = Ruling(
                name=act.name,
                ruling=act.ruling,
                reason=act.reason,
                in_favour=act.in_favour,
                of=act.of,
                by=line.by,
            )
            before = bundle.rulings.get(act.ballot, ())
            return settle(replace(bundle, rulings=_with(bundle.rulings, {act.ballot: (*before, ruling)})))
        case RulingsWithdrawn():
            return settle(replace(bundle, rulings=_without(bundle.rulings, act.ballot)))
        case _:
            entry = _entry(bundle.entries[act.entry - 1], act, line)
            return settle(replace(bundle, entries=in_place(bundle.entries, entry)))


def _entry(
    entry: BundleEntry,
    act: BundleTaken | BundleReleased | BundleFinished | BallotEntered | BallotCorrected | BallotUndone | BundleMerged,
    line: Written,
) -> BundleEntry:
    match act:
        case BundleTaken():
            people = entry.people if line.by in entry.people else (*entry.people, line.by)
            return replace(entry, holder=line.by, people=people, began_at=entry.began_at or line.at)
        case BundleReleased():
            return replace(entry, holder="")
        case BundleFinished():
            return replace(entry, holder="", finished=True, last_at=line.at)
        case BallotUndone():
            return replace(entry, ballots=_without(entry.ballots, act.ballot), last_at=line.at)
        case BundleMerged():
            places = zip(act.ballots, act.typed, act.marks, act.grounds, act.doubtful, act.notes, act.by, strict=True)
            ballots = {
                ballot: Typed(
                    typed=typed,
                    marks=marks,
                    ground=ground,
                    doubtful=doubtful,
                    note=note,
                    by=by,
                    digest=line.digest,
                )
                for ballot, typed, marks, ground, doubtful, note, by in places
            }
            return replace(
                entry,
                people=act.people,
                ballots=ballots,
                finished=True,
                began_at=line.at,
                last_at=line.at,
            )
        case _:
            return replace(entry, ballots=_with(entry.ballots, {act.ballot: typed_as(act, line)}), last_at=line.at)


def _seen(people: Mapping[str, Person], line: Written) -> Mapping[str, Person]:
    """Whoever did it was there then; what he typed is his."""
    person = people.get(line.by)
    if person is None:
        return people
    typed = isinstance(line.act, BallotEntered) - isinstance(line.act, BallotUndone)
    return _with(people, {person.name: replace(person, typed=person.typed + typed, last_at=line.at)})


def _with_person(state: State, person: Person) -> State:
    return replace(state, people=_with(state.people, {person.name: person}))


def _with_contest(state: State, contest: DeskContest) -> State:
    return replace(state, contests=_with(state.contests, {contest.id: contest}))


def _with(before: Mapping[Key, Item], changed: Mapping[Key, Item]) -> Mapping[Key, Item]:
    return {**before, **changed}


def _without(before: Mapping[Key, Item], key: Key) -> Mapping[Key, Item]:
    return {other: item for other, item in before.items() if other != key}
