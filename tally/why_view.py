"""``kiemphieu count --why`` and ``--bases`` in a terminal: the sentence, the arithmetic, the provision, other bases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.citation import citation_phrase
from rules.messages import Translator
from rules.phrase import Phrase, phrase
from rules.terminal_heading import print_heading
from tally.outcome import Outcome, Standing, State
from tally.result import ContestResult
from tally.result_words import heading
from tally.rounds import CongressResult
from tally.why import BaseView, bases, explain
from tally.why_rounds import over_rounds
from tally.why_words import of_void, sentences

_STEPS_OF = {
    Standing.NO_MAJORITY: {"base", "needed"},
    Standing.SUPPORTED: {"base", "needed"},
    Standing.NOT_SUPPORTED: {"base", "needed"},
    Standing.NOT_ELECTED: {"base", "turnout", "order"},
    Standing.ALTERNATE: {"base", "needed", "order", "alternates"},
    Standing.TIED_AT_ALTERNATE_CUT: {"base", "needed", "order", "alternates", "tie"},
    Standing.ELECTED: {"base", "needed", "order"},
    Standing.MAJORITY_NO_SEAT: {"base", "needed", "order"},
    Standing.TIED_AT_CUT: {"base", "needed", "order", "tie"},
}
"""The steps a standing rests on; of people tied by votes the tie rule too."""


def print_why(
    result: CongressResult,
    people: Iterable[tuple[ContestResult, tuple[int, ...]]],
    translator: Translator,
    console: Console | None = None,
) -> None:
    """Explain each person in each contest, then what all rounds of a contest made of him."""
    console = console or Console(highlight=False)
    asked = tuple(people)
    for each, numbers in asked:
        for number in numbers:
            _print_person(each, number, result, translator, console)
    for over in over_rounds(result, asked):
        first, rounds = over.ledger.first.contest, len(over.ledger.chain.rounds)
        title = phrase("{id} · tổng hợp {rounds} lần bầu", id=first.id, rounds=rounds)
        console.rule(Text(translator.text(title), style="bold"), align="left")
        _tell(console, translator, over.sentence, "bold")


def print_bases(
    result: CongressResult,
    contests: Iterable[ContestResult],
    translator: Translator,
    console: Console | None = None,
) -> None:
    """Print what the ballots of each contest give under each base."""
    console = console or Console(highlight=False)
    for each in contests:
        views = bases(each)
        console.print()
        print_heading(console, translator.text(heading(each, result.congress.level)))
        if not views:
            _tell(console, translator, _no_bases(each))
            continue
        _print_table(views, tuple(_change(each, view) for view in views), translator, console)


def _no_bases(each: ContestResult) -> Phrase:
    """Why there are no bases to compare."""
    if each.tally is None:
        return of_void(each)
    if each.outcome.state is State.NOT_RECOGNISED:
        return phrase("Không có tổng số nào để so sánh: quá ít cử tri đi bầu, tính cách nào cũng không ai trúng cử.")
    return phrase("Không có tổng số nào để so sánh: lần bầu này không cần quá nửa.")


def _print_person(
    each: ContestResult, number: int, result: CongressResult, translator: Translator, console: Console
) -> None:
    person = each.contest.slate.candidates[number - 1]
    print_heading(console, translator.text(heading(each, result.congress.level)))
    found = explain(each, number)
    standing = phrase("không có kết quả") if found is None else phrase("{standing}", standing=found.standing)
    title = phrase("{number}. {name}: {standing}", number=number, name=person.name, standing=standing)
    console.print(Padding(Text(translator.text(title), style="bold"), (0, 0, 0, 2)))
    if found is None:
        _tell(console, translator, of_void(each))
        return
    for sentence in sentences(found, result.congress.choices):
        _tell(console, translator, sentence)
    by_votes = found.level > 1 and found.standing is not Standing.NO_MAJORITY
    steps = _STEPS_OF[found.standing] | ({"tie"} if by_votes else set())
    for citation in dict.fromkeys(step.citation for step in each.steps if step.step in steps):
        _tell(console, translator, phrase("Căn cứ {citation}.", citation=citation_phrase(citation)), "dim")
    views = bases(each)
    if views:
        _print_table(views, tuple(_standing(view.outcome, number) for view in views), translator, console)


def _print_table(
    views: Iterable[BaseView], outcomes: tuple[Phrase, ...], translator: Translator, console: Console
) -> None:
    table = Table(pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("", width=1)
    table.add_column(translator.text(phrase("Nếu tính trên")), overflow="fold")
    table.add_column(translator.text(phrase("Tổng số")), justify="right")
    table.add_column(translator.text(phrase("Cần từ")), justify="right")
    table.add_column(translator.text(phrase("Thì")), overflow="fold", ratio=1)
    for view, outcome in zip(views, outcomes, strict=True):
        table.add_row(
            "●" if view.own else "",
            Text(translator.label(view.base)),
            str(view.number),
            str(view.needed),
            Text(translator.text(outcome)),
            style="bold" if view.own else "dim",
        )
    console.print(Padding(table, (1, 0, 0, 2)))
    _tell(console, translator, phrase("● là tổng số theo quy định: chỉ dòng này là kết quả, các dòng khác để so sánh."))


def _standing(outcome: Outcome, number: int) -> Phrase:
    return phrase("{standing}", standing=outcome.standings[number - 1])


def _change(each: ContestResult, view: BaseView) -> Phrase:
    """How many are elected, and who differs from the result."""
    ours, theirs = _winners(each.outcome), _winners(view.outcome)
    counted = (
        phrase("{people} người đủ phiếu đồng ý", people=len(theirs))
        if view.outcome.state is State.COUNTED
        else phrase("{people} người trúng cử", people=len(theirs))
    )
    parts = [counted, *_differences(each, ours, theirs)]
    if view.outcome.tied:
        parts.append(phrase("bằng phiếu: {names}", names=_names(each, view.outcome.tied)))
    return phrase("{parts}", parts=tuple(parts))


def _differences(each: ContestResult, ours: set[int], theirs: set[int]) -> Iterator[Phrase]:
    if theirs - ours:
        yield phrase("thêm: {names}", names=_names(each, theirs - ours))
    if ours - theirs:
        yield phrase("bớt: {names}", names=_names(each, ours - theirs))


def _winners(outcome: Outcome) -> set[int]:
    return {*outcome.elected, *outcome.supported}


def _names(each: ContestResult, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(each.contest.slate.candidates[number - 1].name for number in sorted(numbers))


def _tell(console: Console, translator: Translator, line: Phrase, style: str = "") -> None:
    console.print(Padding(Text(translator.text(line), style=style), (0, 0, 0, 2)))
