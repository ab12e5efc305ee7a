"""Entries of a bundle side by side (đối chiếu các lần nhập): where they differ, and what each paper shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tally.desk.state import Bundle, Ruling, Typed
from tally.model import RawMark

VALID = "valid"
"""The committee's conclusion that a paper is valid as it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A paper whose entries are not the same: what each typed, None where an entry has no such paper.

    ``names`` are those beside which the marks differ; ``alone`` the entry that stands against all others, from 1,
    None of two.
    """

    ballot: int
    typed: tuple[Typed | None, ...]
    names: tuple[int, ...]
    alone: int | None


def differences(bundle: Bundle) -> tuple[Difference, ...]:
    """Every paper of a bundle whose entries differ, by number, ruled on or not."""
    piles = [entry.ballots for entry in bundle.entries]
    numbers = sorted(set().union(*piles))
    return tuple(
        _difference(number, tuple(pile.get(number) for pile in piles)) for number in numbers if not _same(number, piles)
    )


def settle(bundle: Bundle) -> Bundle:
    """The same bundle with what is still open in it; of an unfinished one nothing is known."""
    if not bundle.complete:
        return replace(bundle, differences=0, differing=(), asking=())
    differing = [each.ballot for each in differences(bundle)]
    papers = shown(bundle)
    return replace(
        bundle,
        differences=len(differing),
        differing=tuple(number for number in differing if number not in bundle.resolved),
        asking=tuple(
            number for number, paper in papers.items() if paper.asks and not is_ruled(paper, bundle.rulings.get(number))
        ),
    )


def shown(bundle: Bundle) -> Mapping[int, Typed]:
    """What each paper of a complete bundle shows, by number; without those that still differ.

    The entries agree, or somebody looked at the paper. One flag is enough to make it doubtful.
    """
    piles = [entry.ballots for entry in bundle.entries]
    papers: dict[int, Typed] = {}
    for number in sorted(set().union(*piles)):
        resolution = bundle.resolved.get(number)
        if resolution is not None:
            if resolution.paper is not None:
                papers[number] = resolution.paper
        elif _same(number, piles):
            typed = [pile[number] for pile in piles]
            notes = dict.fromkeys(each.note for each in typed if each.note)
            papers[number] = replace(typed[0], doubtful=any(each.doubtful for each in typed), note="; ".join(notes))
    return papers


def is_ruled(paper: Typed, rulings: Sequence[Ruling] | None) -> bool:
    """Whether the committee has said all that a doubtful paper asks: a ground, or how everything unclear reads."""
    if not rulings:
        return False
    ruled = {each.name for each in rulings}  # nobody rules that a mark is unclear
    unclear = {place for place, mark in enumerate(paper.marks, start=1) if mark == RawMark.UNCLEAR}
    return unclear <= ruled or any(each.name == 0 and each.ruling != VALID for each in rulings)


def _same(number: int, piles: Sequence[Mapping[int, Typed]]) -> bool:
    first = piles[0].get(number)
    return first is not None and all(
        (other := pile.get(number)) is not None and first.same_paper(other) for pile in piles[1:]
    )


def _difference(number: int, typed: tuple[Typed | None, ...]) -> Difference:
    present = [each for each in typed if each is not None]
    names = tuple(
        place
        for place, letters in enumerate(zip(*(each.marks for each in present), strict=True), start=1)
        if len(set(letters)) > 1
    )
    return Difference(ballot=number, typed=typed, names=names, alone=_alone(typed))


def _alone(typed: tuple[Typed | None, ...]) -> int | None:
    """Of three or more, the one that differs while all others agree; of two that differ each is as alone."""
    looks = [None if each is None else (each.marks, each.ground) for each in typed]
    lonely = [place for place, look in enumerate(looks, start=1) if looks.count(look) == 1]
    return lonely[0] if len(lonely) == 1 else None
