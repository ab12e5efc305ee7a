"""Later votes: linked to the one before, with the same people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Vote
from tests.rules.folders import CONGRESS, CONTEST, LATER, check_faults, congress, names, reading
from tests.strategies import names as people


def test_later_votes_are_linked(tmp_path: Path) -> None:
    third = LATER.replace("chi-uy-2", "chi-uy-3").replace('after = "chi-uy"', 'after = "chi-uy-2"')
    third = third.replace("revote", "again").replace("round = 2", "round = 3").replace("slate-2", "slate-3")
    slate_3 = "STT,number_before,Họ và tên\n1,2,Vũ Thị Dung\n2,1,Trần Thị Bình\n"
    read = congress(tmp_path, CONGRESS + third + LATER + CONTEST, slate_3=slate_3)
    assert [(one.id, one.after, one.vote, one.round) for one in read.contests] == [
        ("chi-uy-3", "chi-uy-2", Vote.AGAIN, 3),
        ("chi-uy-2", "chi-uy", Vote.REVOTE, 2),
        ("chi-uy", None, Vote.FIRST, 1),
    ]
    assert [person.number_before for person in read.contests[0].slate.candidates] == [2, 1]


@pytest.mark.parametrize("vote", [Vote.REVOTE, Vote.FURTHER, Vote.FIRST])
def test_a_vote_again_is_held_as_the_vote_that_was_annulled(tmp_path: Path, vote: Vote) -> None:
    def later(number: int, kind: str) -> str:
        before = f"chi-uy-{number - 1}" if number > 2 else "chi-uy"
        entry = LATER.replace('"chi-uy-2"', f'"chi-uy-{number}"').replace('after = "chi-uy"', f'after = "{before}"')
        return entry.replace("revote", kind).replace("round = 2", f"round = {number}").replace("slate-2", "slate-3")

    slate_3 = "STT,number_before,Họ và tên\n1,1,Trần Thị Bình\n2,2,Vũ Thị Dung\n"
    second = "again" if vote is Vote.FIRST else vote.value
    toml = later(4, "again") + later(3, "again") + later(2, second).replace("slate-3", "slate-2")
    read = congress(tmp_path, CONGRESS + toml + CONTEST, slate_3=slate_3)
    assert [one.held_as for one in read.contests] == [vote, vote, vote, Vote.FIRST]
    assert [one.vote.value for one in read.contests] == ["again", "again", second, "first"]


@pytest.mark.parametrize("vote", ["revote", "further", "again"])
@pytest.mark.parametrize(("rounds", "faults"), [(1, 1), (2, 0), (3, 1)])
def test_a_later_vote_is_one_round_later(tmp_path: Path, vote: str, rounds: int, faults: int) -> None:
    toml = CONGRESS + CONTEST + LATER.replace("revote", vote).replace("round = 2", f"round = {rounds}")
    assert names(reading(tmp_path, toml)) == [("contest.round", 29)] * faults


def test_a_first_vote_may_say_so(tmp_path: Path) -> None:
    read = congress(tmp_path, CONGRESS + CONTEST + 'vote = "first"\nround = 1\n')
    assert (read.contests[0].vote, read.contests[0].round) == (Vote.FIRST, 1)


def test_a_circle_is_told_of_its_members_only(tmp_path: Path) -> None:
    def after(name: str, before: str) -> str:
        return LATER.replace('"chi-uy-2"', f'"{name}"').replace('after = "chi-uy"', f'after = "{before}"')

    read = reading(tmp_path, CONGRESS + after("a", "b") + after("b", "c") + after("c", "b"))
    assert [(fault.name, fault.seen) for fault in read.faults if fault.name == "contest.after_cycle"] == [
        ("contest.after_cycle", "c"),
        ("contest.after_cycle", "b"),
    ]


@given(st.lists(people(), min_size=1, max_size=5, unique=True), st.data())
def test_people_are_those_of_the_vote_before_or_named(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[str],
    data: st.DataObject,
) -> None:
    listed = data.draw(st.lists(st.sampled_from(range(1, len(before) + 1)), min_size=1, unique=True))
    wrong = data.draw(st.sets(st.integers(0, len(listed) - 1)))
    rows = [
        f"{at},{number},{before[number - 1]}{' Khác' if at - 1 in wrong else ''}" for at, number in enumerate(listed, 1)
    ]
    read = reading(
        tmp_path_factory.mktemp("congress"),
        CONGRESS + CONTEST + LATER,
        slate="\n".join(["STT,Họ tên", *(f"{at},{name}" for at, name in enumerate(before, 1))]),
        slate_2="\n".join(["STT,number_before,Họ tên", *rows]),
    )
    expected = [("slate.number_before_other_person", at + 2) for at in sorted(wrong)]
    assert names(read) == expected
    if expected:
        check_faults(read)
        assert [one.id for one in read.contests] == ["chi-uy"]
