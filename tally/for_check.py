"""What opinion and introduction ballots, once counted, give the check of a slate: ``[[support]]`` and ``[[step]]``.

The check of a slate counts no ballots: it holds the numbers of congress.toml against the provisions (RULES 2.9,
ADDITIONS 4.6). Nobody has to copy them from a screen; only which step it was the count cannot know.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent

from rules.model import Candidate, Contest, Vote
from rules.names import spelling_key
from rules.phrase import Phrase, phrase
from tally.next_round import Rows, cell
from tally.result import ContestResult
from tally.rounds import CongressResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCheck:
    """The lines to stand in congress.toml of the election; ``sheet`` and ``rows`` are the votes of an introduction.

    ``about`` says what they are, ``missing`` what is left to write; ``contest`` is the one that was counted.
    """

    contest: str
    entry: str
    about: Phrase
    missing: Phrase | None = None
    sheet: str | None = None
    rows: Rows = ()


def numbers_for_check(result: CongressResult) -> tuple[ForCheck, ...]:
    """Of every opinion or introduction ballot that was counted, the lines the check reads."""
    made = {Vote.OPINION: _support, Vote.INTRODUCTION: _step}
    return tuple(
        made[each.contest.vote](each, each.tally.votes, _election_of(each.contest, result.congress.contests))
        for each in result.contests
        if each.contest.vote in made and each.tally is not None
    )


def _election_of(asked: Contest, contests: tuple[Contest, ...]) -> Contest | None:
    """The vote people were introduced for, where this congress has one and no other like it."""
    found = [each for each in contests if each.vote is Vote.FIRST and each.office is asked.office]
    return found[0] if len(found) == 1 else None


def _named(election: Contest | None) -> str:
    """The line that names it."""
    return "" if election is None else f'contest = "{election.id}"\n'


def _support(each: ContestResult, votes: Sequence[int], election: Contest | None) -> ForCheck:
    """A table for everybody asked; in a comment of those who were not put on the list, for the check is of the list."""
    people, present = zip(each.contest.slate.candidates, votes, strict=True), each.account.present
    listed = None if election is None else {spelling_key(person.name) for person in election.slate.candidates}

    def table(person: Candidate, number: int) -> str:
        text = f"[[support]]\n{_named(election)}name = {_quoted(person.name)}\nvotes = {number}\npresent = {present}\n"
        return text if listed is None or spelling_key(person.name) in listed else indent(text, "# ")

    return ForCheck(
        contest=each.contest.id,
        about=phrase(
            "Số phiếu đồng ý của «{contest}», để kiemphieu check đối chiếu với danh sách bầu.", contest=each.contest.id
        ),
        entry="\n".join(table(person, number) for person, number in people),
    )


def _step(each: ContestResult, votes: Sequence[int], election: Contest | None) -> ForCheck:
    people = zip(each.contest.slate.candidates, votes, strict=True)
    sheet = f"votes-{each.contest.id}.csv"
    return ForCheck(
        contest=each.contest.id,
        about=phrase(
            "Số phiếu giới thiệu của «{contest}», để kiemphieu check đối chiếu với danh sách bầu.",
            contest=each.contest.id,
        ),
        missing=phrase("Thay số 0 bằng số của bước, từ 1 đến 5."),
        entry=(
            f"[[step]]\n{_named(election)}step = 0\n"
            f"summoned = {each.account.summoned}\npresent = {each.account.present}\n"
            f'votes = "{sheet}"\n'
        ),
        sheet=sheet,
        rows=(("name", "born", "votes"), *((person.name, cell(person.born), str(number)) for person, number in people)),
    )


def _quoted(text: str) -> str:
    """A text as TOML has it; of what a name may hold JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
