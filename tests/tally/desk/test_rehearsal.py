"""The test deck, paper by paper: what it tries on either form, for lists short and long, and names that look alike."""

from __future__ import annotations

import pytest

from rules.model import Form
from tally.desk.rehearsal import DeckPaper, deck

GROUNDS = ("not_issued", "signed")


def people(count: int) -> list[str]:
    """Names of which no two look alike."""
    return [f"Nguyễn Văn {chr(ord('A') + place)}" for place in range(count)]


def marks_of(form: Form, names: list[str], seats: int) -> list[str]:
    """The marks of each paper; the last one, with a ground that only people see, left out."""
    *plain, last = deck(form, names, seats, GROUNDS)
    assert all(paper.ground == "" for paper in plain)
    assert last == DeckPaper(marks=plain[2].marks, ground="not_issued")
    return [paper.marks for paper in plain]


@pytest.mark.parametrize(
    ("names", "seats", "marks"),
    [
        (1, 1, ["k", "s", "s", "s", "k", "s", "u"]),
        (2, 1, ["kk", "ss", "sk", "ks", "kk", "ss", "us"]),
        (4, 4, ["kkkk", "ssss", "skkk", "kkks", "kkkk", "sskk", "uskk"]),
        (4, 3, ["kkkk", "ssss", "skkk", "kkks", "kkkk", "sskk", "uskk"]),
        (5, 3, ["kkkkk", "sssss", "sskkk", "kkkss", "skkkk", "ssskk", "usskk"]),
        (4, 1, ["kkkk", "ssss", "sssk", "ksss", "sskk", "ssss", "usss"]),
        (11, 10, ["k" * 11, "s" * 11, "s" + "k" * 10, "k" * 10 + "s", "k" * 11, "ss" + "k" * 9, "us" + "k" * 9]),
        (
            12,
            10,
            [
                "kkkkkkkkkkkk",
                "ssssssssssss",
                "sskkkkkkkkkk",
                "kkkkkkkkkkss",
                "skkkkkkkkkkk",
                "ssskkkkkkkkk",
                "sskkkkkkkkkk",  # 1 and 2
                "kkkkkkkkkkks",  # 12
                "kkkkkkkkksss",  # 10 to the end
                "usskkkkkkkkk",
            ],
        ),
    ],
)
def test_a_deck_of_names_to_strike(names: int, seats: int, marks: list[str]) -> None:
    """Nobody, everybody, just valid from either end, one too many, one too few, and a mark that is not clear."""
    assert marks_of(Form.STRIKE_OUT, people(names), seats) == marks


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        (1, ["a", "d", "d", "d", "b", "n", "n", "u"]),
        (2, ["aa", "dd", "da", "ad", "ba", "an", "nn", "ua"]),
        (3, ["aaa", "ddd", "daa", "aad", "baa", "aan", "nnn", "dbn", "uaa"]),
        (
            11,
            [
                "a" * 11,
                "d" * 11,
                "d" + "a" * 10,
                "a" * 10 + "d",
                "b" + "a" * 10,
                "a" * 10 + "n",
                "n" * 11,
                "dbn" + "a" * 8,
                "u" + "a" * 10,
            ],
        ),
        (
            12,
            [
                "aaaaaaaaaaaa",
                "dddddddddddd",
                "daaaaaaaaaaa",
                "aaaaaaaaaaad",
                "baaaaaaaaaaa",
                "aaaaaaaaaaan",
                "nnnnnnnnnnnn",
                "dbnaaaaaaaaa",
                "ddaaaaaaaaaa",  # 1 and 2
                "aaaaaaaaaaad",  # 12
                "aaaaaaaaaddd",  # 10 to the end
                "uaaaaaaaaaaa",
            ],
        ),
    ],
)
def test_a_deck_of_two_boxes(names: int, marks: list[str]) -> None:
    """Every box that can be crossed, both and neither; how many are elected changes nothing."""
    assert marks_of(Form.AGREE_DISAGREE, people(names), 1) == marks
    assert marks_of(Form.AGREE_DISAGREE, people(names), names) == marks


@pytest.mark.parametrize(("form", "other", "against"), [(Form.STRIKE_OUT, "k", "s"), (Form.AGREE_DISAGREE, "a", "d")])
def test_names_that_look_alike_stand_on_papers_of_their_own(form: Form, other: str, against: str) -> None:
    """Each with the first that looks like it, four pairs at the most; before the paper that is not clear."""
    plain = [*people(4), *people(4)]
    hurried = ["Lê Hùng", "Trần An", "Lê Hưng", "LE HUNG", "Trần Ân"]
    for names, pairs in (
        (hurried, [(1, 3), (1, 4), (2, 5)]),
        (["Lê Hùng"] * 7, [(1, 2), (1, 3), (1, 4), (1, 5)]),
        (plain, [(1, 5), (2, 6), (3, 7), (4, 8)]),
    ):
        found = marks_of(form, names, len(names) - 1)
        alone = [other * (name - 1) + against + other * (len(names) - name) for pair in pairs for name in pair]
        assert found[-len(alone) - 1 : -1] == alone
        assert len(found) == len(marks_of(form, people(len(names)), len(names) - 1)) + len(alone)


def test_a_list_without_grounds_has_no_paper_of_any() -> None:
    papers = deck(Form.STRIKE_OUT, people(4), 3, ())
    assert [paper.ground for paper in papers] == [""] * 7
