"""The provision read plainly a second time (design §5), for tests: it calls nothing of what it tests.

Where the program sorts and cuts, this asks of every person how many have more votes; where the program adds
columns, this looks at one paper. Marks and answers are the plain letters and words of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The printed ballot: its form, and how many to elect."""

    form: str
    seats: int


def reason(marks: str, ruling: str | None, paper: Paper, all_disagree: str | None) -> str | None:
    """Why a ballot is invalid, None if it is valid."""
    if ruling is not None:
        return ruling
    if paper.form == "strike_out":
        # Điều 17, khoản 2: valid is «bằng hoặc ít hơn số lượng»; the list has several names, so nobody is a ground.
        kept = len([mark for mark in marks if mark == "k"])
        return "votes_for_nobody" if kept == 0 else None if kept in range(1, paper.seats + 1) else "overvote"
    if len(marks) == 1:
        # One name: an X in exactly one of the two boxes, and a «không đồng ý» is a valid ballot.
        return {"a": None, "d": None, "b": "double_mark", "n": "unmarked"}[marks]
    # Several names: valid whatever the rows hold; agreeing to nobody at all is what the law leaves open.
    if set(marks) <= {"d", "b", "n"}:
        return {"valid": None, "invalid": "votes_for_nobody"}[all_disagree or "not chosen"]
    return None


@dataclass(kw_only=True)
class Numbers:
    """What a count gives, filled paper by paper."""

    votes: list[int]
    against: list[int]
    not_counted: list[int]
    valid: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, marks: str, why: str | None) -> None:
        """Take in one paper with its verdict."""
        if why is not None:
            self.reasons[why] = self.reasons.get(why, 0) + 1
            return
        self.valid += 1
        for name, mark in enumerate(marks):
            # «Người đó không được tính»: both boxes or neither count for nobody, and against nobody.
            {"k": self.votes, "a": self.votes, "s": self.against, "d": self.against}.get(mark, self.not_counted)[
                name
            ] += 1


def numbers(papers: Iterable[tuple[str, str | None]], names: int, paper: Paper, all_disagree: str | None) -> Numbers:
    """Count papers, each its marks and the committee's ruling or None."""
    found = Numbers(votes=[0] * names, against=[0] * names, not_counted=[0] * names)
    for marks, ruling in papers:
        found.add(marks, reason(marks, ruling, paper, all_disagree))
    return found


def standing(number: int, votes: Sequence[int], *, seats: int, base: int, alternates: int = 0) -> str:
    """How one person stands, asked of that person alone; ``number`` is the ballot number."""
    mine = votes[number - 1]
    passed = [each for each in votes if 2 * each > base]  # «quá một nửa» = strictly more than half
    if 2 * mine <= base:
        return "no_majority"
    above = sum(each > mine for each in passed)
    level = sum(each >= mine for each in passed)  # those above and those equal, the person included
    if level <= seats:
        return "elected"
    if above < seats:
        return "tied_at_cut"
    if _anyone_tied(votes, seats, base):
        return "majority_no_seat"  # the seats are not full: there is no talk of alternates yet
    if level - seats <= alternates:
        return "alternate"
    return "tied_at_alternate_cut" if above - seats < alternates else "majority_no_seat"


def standing_in_revote(number: int, votes: Sequence[int], *, seats: int) -> str:
    """How one of the tied stands after the re-vote: the higher wins, no majority is needed."""
    mine = votes[number - 1]
    if sum(each >= mine for each in votes) <= seats:
        return "elected"
    return "tied_at_cut" if sum(each > mine for each in votes) < seats else "not_elected"


def by_votes(numbers_of: Iterable[int], votes: Sequence[int]) -> tuple[int, ...]:
    """From the highest votes down, equal votes in ballot order."""
    left = sorted(numbers_of)
    ordered: list[int] = []
    while left:
        best = max(votes[number - 1] for number in left)
        first = next(number for number in left if votes[number - 1] == best)
        left.remove(first)
        ordered.append(first)
    return tuple(ordered)


def _anyone_tied(votes: Sequence[int], seats: int, base: int) -> bool:
    passed = [each for each in votes if 2 * each > base]
    return any(
        sum(each > mine for each in passed) < seats < sum(each >= mine for each in passed) for mine in set(passed)
    )
