"""The next vote (lần bầu sau), made ready from what the provision names: its list, renumbered, and its ``[[contest]]``.

A re-vote is among the tied, a further vote among those not elected, a vote again on the whole list; the people keep
everything the list before said of them, and ``number_before`` says who each was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from rules.model import Candidate, Contest, Kind, Vote
from rules.partial_date import PartialDate
from rules.phrase import Phrase, phrase
from tally.ledger import Ledger, ledgers
from tally.rounds import CongressResult, Pending

Rows = tuple[tuple[str, ...], ...]

_KEPT = tuple(each.name for each in fields(Candidate) if each.name not in {"row", "number", "number_before", "notes"})
"""What is carried over of a person, in the order of the format; the heading is the field's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContest:
    """A vote ready to be printed: ``contest`` its id, ``rows`` its slate with the headings first.

    ``entry`` is the ``[[contest]]`` to stand in congress.toml; ``about`` says in words what it is.
    """

    contest: str
    pending: Pending
    round: int
    slate: str
    ballots: str
    rows: Rows
    entry: str
    about: Phrase


def next_contests(result: CongressResult) -> tuple[NextContest, ...]:
    """Make ready every vote that a provision names, that was not held and that congress.toml does not have yet."""
    taken = {contest.id for contest in result.congress.contests}
    made: list[NextContest] = []
    for ledger in ledgers(result):
        for pending in ledger.pending:
            if not _is_written(pending, result.congress.contests):
                ready = _ready(ledger, pending, result.congress.kind, taken)
                taken.add(ready.contest)
                made.append(ready)
    return tuple(made)


def written_already(result: CongressResult) -> tuple[Contest, ...]:
    """The rounds that stand in congress.toml and only lack their ballots."""
    counted = {each.contest.id for each in result.contests}
    return tuple(
        contest for contest in result.congress.contests if contest.after in counted and contest.id not in counted
    )


def _is_written(pending: Pending, contests: tuple[Contest, ...]) -> bool:
    """Whether a contest without ballots stands for this vote; a re-vote is known by its list."""
    for contest in contests:
        if contest.after == pending.after.contest.id and contest.vote is pending.vote.vote and not contest.ballots:
            before = {person.number_before for person in contest.slate.candidates}
            if contest.vote is not Vote.REVOTE or before == set(pending.vote.names):
                return True
    return False


def _ready(ledger: Ledger, pending: Pending, kind: Kind, taken: set[str]) -> NextContest:
    parent = pending.after.contest
    number = parent.round + 1
    name = next(name for name in _names(ledger.first.contest.id, number) if name not in taken)
    slate = f"slate-{name}.csv"
    ballots = f"ballots-{name}.csv"
    return NextContest(
        contest=name,
        pending=pending,
        round=number,
        slate=slate,
        ballots=ballots,
        rows=_rows(parent, pending.vote.names),
        entry=_entry(name, pending, kind, slate),
        about=phrase(
            "Lần bầu {round} của «{contest}»: {vote}, danh sách {names} người, {seats} chỗ.",
            round=number,
            contest=ledger.first.contest.id,
            vote=pending.vote.vote,
            names=len(pending.vote.names),
            seats=pending.vote.seats,
        ),
    )


def _names(first: str, number: int) -> Iterator[str]:
    """``bch-2``; and if that is taken, ``bch-2-2`` and so on."""
    yield f"{first}-{number}"
    again = 2
    while True:
        yield f"{first}-{number}-{again}"
        again += 1


def _rows(parent: Contest, names: tuple[int, ...]) -> Rows:
    columns = tuple(column for column in _KEPT if column in parent.slate.columns)
    people = (parent.slate.candidates[number - 1] for number in names)
    return (
        ("number", *columns, "number_before"),
        *(
            (str(place), *(cell(getattr(person, column)) for column in columns), str(person.number))
            for place, person in enumerate(people, start=1)
        ),
    )


def cell(value: object) -> str:
    """As the format writes it: dates as far as known, the words of an enum, yes and no; empty for what is not said."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case PartialDate():
            return value.iso()
        case _:
            return str(value)


def _entry(name: str, pending: Pending, kind: Kind, slate: str) -> str:
    """The table as congress.toml has it; every value is an id, a number or a file name of ours, safe as it stands."""
    parent, vote = pending.after.contest, pending.vote
    lines = [
        "[[contest]]",
        f'id = "{name}"',
        f'after = "{parent.id}"',
        f'vote = "{vote.vote.value}"',
        f"round = {parent.round + 1}",
        f'office = "{parent.office.value}"',
    ]
    if parent.kind is not kind:
        lines.append(f'kind = "{parent.kind.value}"')
    lines.append(f"seats = {vote.seats}")
    if parent.alternates and vote.vote is not Vote.REVOTE:
        lines.append(f"alternates = {parent.alternates}")
    # The tied are more than the seats, and so was the list they were on; any other list stands to its seats as before.
    lines += [f'slate = "{slate}"', f'form = "{parent.form.value}"']
    return "\n".join(lines) + "\n"
