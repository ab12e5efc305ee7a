"""What all rounds together made of somebody (kết quả qua các lần bầu): elected in which, an alternate, still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.model import Vote
from rules.phrase import Phrase, phrase
from tally.chain import Seated
from tally.ledger import Ledger, ledgers
from tally.outcome import Standing
from tally.result import ContestResult
from tally.rounds import CongressResult


@dataclass(frozen=True, slots=True, kw_only=True)
class OverRounds:
    """One person over all rounds of a first contest.

    ``standing`` is elected, alternate or not elected, None while nobody can tell. ``by`` is the vote that elected the
    person or made an alternate; of somebody on the list of a vote still to be held, ``vote``, the one before it.
    """

    ledger: Ledger
    name: str
    standing: Standing | None
    by: ContestResult | None = None
    vote: Vote | None = None

    @property
    def sentence(self) -> Phrase:
        """The one line that is told of it."""
        return phrase(
            "Qua {rounds} lần bầu, {name}: {together}.",
            rounds=len(self.ledger.chain.rounds),
            name=self.name,
            together=self._said(),
        )

    def _said(self) -> Phrase:
        if self.by is not None and self.vote is not None:
            return phrase(
                "chưa xong, sau lần {round} («{id}») còn có tên trong danh sách {vote}",
                vote=self.vote,
                round=self.by.contest.round,
                id=self.by.contest.id,
            )
        if self.by is not None:
            place = phrase("trúng cử") if self.standing is Standing.ELECTED else phrase("là đại biểu dự khuyết")
            return phrase(
                "{place} ở lần {round} («{id}»)", place=place, round=self.by.contest.round, id=self.by.contest.id
            )
        if self.standing is None:
            return phrase("chưa trúng cử, các lần bầu chưa xong")
        return phrase("không trúng cử")


def over_rounds(
    result: CongressResult, people: Iterable[tuple[ContestResult, tuple[int, ...]]]
) -> tuple[OverRounds, ...]:
    """What all rounds made of each person asked about; of a contest with a single vote nothing is said again."""
    asked = [Seated(result=each, number=number) for each, numbers in people for number in numbers]
    return tuple(
        _of(person, ledger)
        for ledger in ledgers(result)
        if len(ledger.chain.rounds) > 1
        for person in _each_once(asked, ledger)
    )


def _each_once(asked: Iterable[Seated], ledger: Ledger) -> Iterator[Seated]:
    """The people asked about that stood in any round, as they stood on the first list they were on."""
    ids = {each.contest.id for each in ledger.chain.rounds}
    origins = (ledger.chain.origin(person) for person in asked if person.result.contest.id in ids)
    return iter({_key(person): person for person in origins}.values())


def _of(person: Seated, ledger: Ledger) -> OverRounds:
    name, origin = person.name, ledger.chain.origin

    def found(among: Iterable[Seated]) -> ContestResult | None:
        return next((each.result for each in among if _key(origin(each)) == _key(person)), None)

    if (by := found(ledger.elected)) is not None:
        return OverRounds(ledger=ledger, name=name, standing=Standing.ELECTED, by=by)
    if (by := found(ledger.alternates)) is not None:
        return OverRounds(ledger=ledger, name=name, standing=Standing.ALTERNATE, by=by)
    for pending in ledger.pending:
        listed = (Seated(result=pending.after, number=number) for number in pending.vote.names)
        if (by := found(listed)) is not None:
            return OverRounds(ledger=ledger, name=name, standing=None, by=by, vote=pending.vote.vote)
    return OverRounds(ledger=ledger, name=name, standing=None if ledger.open else Standing.NOT_ELECTED)


def _key(person: Seated) -> tuple[str, int]:
    return person.result.contest.id, person.number
