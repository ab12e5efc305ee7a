"""Minutes of small votes, and what a paper says as plain lines, without type or pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Congress, Contest, Decision, Office, Vote
from rules.regulation import Limit
from tally.papers.content import Issue, Minutes, minutes_of
from tally.papers.minutes import minutes_sheet
from tally.papers.sheet import Block, Column, Line, LineKind, Said, Table
from tally.record import BallotRuled
from tally.result import ContestResult, count_contest
from tally.rounds import CongressResult, as_alternates
from tests.tally import under_state_2015
from tests.tally.builders import congress, contest, pile, provision, rules, slate, times

VI = Translator("vi")
ISSUE = Issue(version=1, code="0123456789abcdef" * 4)

_BEFORE = {LineKind.ITEM: "- ", LineKind.SECTION: "# ", LineKind.STRONG: "! ", LineKind.NOTE: "  "}

ENOUGH = (*times(6, "kkks"), *times(3, "kksk"), "ksss")
"""Ten papers of which the four names have 10, 9, 6 and 3: three seats are filled."""

FEW = (*times(6, "kkss"), *times(4, "kssk"))
"""Ten papers of which the four names have 10, 6, 0 and 4: of three seats one is left open."""

TIES = (*times(5, "kksk"), *times(5, "kkks"))
"""Ten papers of which two names have 10 and two have 5: nobody is over half for the third seat."""

TIED_ALTERNATES = (
    *("skksk", "kskks", "kkkss") * 2,
    *("skskk", "ksskk", "kkssk", "kksks") * 2,
    *("skksk", "skkks", "skkks", "ksksk", "ksksk", "kskks"),
)
"""Twenty papers of which five names have 13, 13, 12, 11 and 11: three are elected, two tied for what comes after."""

TIED = (*times(4, "kkss"), *times(4, "ksks"), *times(4, "skks"))
"""Twelve papers of which three names have 8: three are tied for two seats."""


def result_of(what: Contest, marks: Sequence[str], *decisions: Decision) -> ContestResult:
    """Count a pile under the rules of a branch."""
    return count_contest(what, pile(*marks), rules(), Choices(), decisions)


def minutes_for(
    *results: ContestResult,
    held: Congress | None = None,
    issue: Issue = ISSUE,
    rulings: Iterable[BallotRuled] = (),
) -> Minutes:
    """The minutes of the last of these results."""
    event = held or congress(each.contest for each in results)
    return minutes_of(CongressResult(congress=event, rules=rules(), contests=results), results[-1], issue, rulings)


def voters_minutes(what: Contest, marks: Sequence[str], *decisions: Decision) -> Minutes:
    """The minutes of a constituency under the law of 2015."""
    found = under_state_2015.counted(what, pile(*marks), *decisions)
    return minutes_for(found, held=under_state_2015.congress(what))


def opinion() -> Minutes:
    """The minutes of an opinion asked of ten people: more than half of those present support three of four names."""
    asked = replace(contest(), vote=Vote.OPINION)
    limit = Limit(more_than=Fraction(1, 2))
    known = rules(provision("opinion.base", rule="present"), provision("opinion.needed", limit=limit, of="present"))
    return minutes_for(count_contest(asked, pile(*ENOUGH), known, Choices()))


def later(
    vote: Vote, names: int = 4, seats: int = 2, *, ballots: int = 10, office: Office = Office.EXECUTIVE_COMMITTEE
) -> Contest:
    """A second vote, by default for two seats among four people."""
    people = slate(names, before=range(1, names + 1))
    what = contest(names, seats, ballots=ballots)
    return replace(what, id="bch-2", after="bch", vote=vote, round=2, slate=people, office=office)


def for_alternates(*marks: str, names: int = 2) -> ContestResult:
    """A re-vote at the alternates' cut, for one alternate."""
    what = later(Vote.REVOTE, names, 1, ballots=len(marks), office=Office.DELEGATES)
    found = result_of(what, marks)
    return replace(found, for_alternates=True, outcome=as_alternates(found.outcome))


def text_of(said: Said) -> str:
    """What a paper says, in Vietnamese."""
    return said if isinstance(said, str) else VI.text(said)


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """A paper line by line: sections ``#``, items ``-``, strong lines ``!``, notes set in; tables with bars.

    Of a column stands the width, and ``>`` where its cells stand at the right.
    """
    return list(_lines_of(blocks))


def section(minutes: Minutes, title: str) -> list[str]:
    """The lines of one section of minutes, without its heading; none where there is no such section."""
    blocks = minutes_sheet(minutes).blocks
    heads = [at for at, block in enumerate(blocks) if isinstance(block, Line) and block.kind is LineKind.SECTION]
    for start, end in pairwise((*heads, len(blocks))):
        (heading,) = lines_of(blocks[start : start + 1])
        if heading.split(". ", 1)[1] == title:
            return lines_of(blocks[start + 1 : end])
    return []


def _lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                yield f"{_BEFORE.get(block.kind, '')}{text_of(block.said)}"
            case Table():
                yield " | ".join(map(_heading, block.columns))
                yield from (" | ".join(map(text_of, row)) for row in block.rows)


def _heading(column: Column) -> str:
    return f"{text_of(column.heading)} {column.width}{'>' if column.right else ''}"
