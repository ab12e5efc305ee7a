"""What the ledger of rounds says in words (lời tổng hợp): what each vote did, and where all of them together stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.phrase import Clauses, Phrase, phrase
from tally.chain import Seated
from tally.ledger import Ledger
from tally.outcome import State
from tally.result import ContestResult


def ledger_lines(ledger: Ledger) -> Iterator[Phrase]:
    """Each vote with what it did, then alternates, seats, and what a provision says of those left open."""
    for result in ledger.chain.rounds:
        yield phrase(
            "Lần {round} («{id}»): {did}",
            round=result.contest.round,
            id=result.contest.id,
            did=Clauses(tuple(_did(result))),
        )
    if ledger.alternates:
        yield phrase("Dự khuyết: {people}", people=_people(ledger.alternates))
    if ledger.alternates_tied:
        yield phrase("Bằng phiếu ở ranh giới dự khuyết: {people}", people=_people(ledger.alternates_tied))
        (owner, *_) = (person.result for person in ledger.alternates_tied)
        if owner.decision is None:
            yield phrase(
                'CHƯA XONG: còn bầu lại trong số những người này ([[contest]] có after = "{id}"; kiemphieu count '
                "--next lập sẵn).",
                id=owner.contest.id,
            )
    yield phrase(
        "Trúng cử tất cả {elected} trong {seats} người; còn thiếu {open}.",
        elected=len(ledger.elected),
        seats=ledger.first.contest.seats,
        open=ledger.seats_open,
    )
    if ledger.ends is not None:
        yield phrase("Theo quy định: {ending}.", ending=ledger.ends)


def _did(result: ContestResult) -> Iterator[Phrase]:
    """Whom one vote elected or made an alternate; of one that places nobody, why."""
    outcome = result.outcome
    if outcome.state is State.VOID:
        if result.decision is None:
            yield phrase("không có kết quả, chờ quyết định")
        else:
            yield phrase("đã hủy toàn bộ số phiếu, không có kết quả")
        return
    if outcome.state is State.NOT_RECOGNISED:
        yield phrase("không công nhận kết quả, quá ít cử tri đi bầu")
        return
    if outcome.elected:
        yield phrase("{people}", people=_people(_seated(result, outcome.elected)))
    if outcome.alternates:
        yield phrase("dự khuyết: {people}", people=_people(_seated(result, outcome.alternates)))
    elif result.for_alternates:
        yield phrase("chưa ai là đại biểu dự khuyết")
    elif not outcome.elected:
        yield phrase("không ai trúng cử")


def _seated(result: ContestResult, numbers: Iterable[int]) -> Iterator[Seated]:
    return (Seated(result=result, number=number) for number in numbers)


def _people(people: Iterable[Seated]) -> tuple[Phrase, ...]:
    return tuple(phrase("{name} {votes}", name=person.name, votes=person.votes) for person in people)
