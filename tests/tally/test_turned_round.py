"""Struck taken for kept: no file can tell by itself, so people are shown a ballot and told where a pile looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Form
from tally.cli import main
from tally.congress_count import count_folder
from tally.count import count
from tally.model import Ballot, InvalidReason
from tally.result import ContestResult, count_contest
from tally.turned_round import Shown, ballot_to_show, looks_turned_round
from tally.turned_round_words import cautions, shown_line, to_hold_to_paper
from tally.validity import BallotForm
from tests.tally.builders import contest, pile, rules
from tests.tally.folders import HEAD, write

SAMPLES = Path(__file__).parents[2] / "samples"
VI = Translator("vi")
TURN = str.maketrans("ks", "sk")
CONTEST = """
[[contest]]
id = "bch"
office = "executive_committee"
seats = 6
slate = "slate-bch.csv"
form = "strike_out"
ballots = { file = "ballots-bch.csv", issued = 3, returned = 3 }
"""


def turned(ballots: Sequence[Ballot]) -> list[Ballot]:
    """The same papers with every mark read as its opposite."""
    return [Ballot(each.number, each.marks.translate(TURN), each.ruling) for each in ballots]


@pytest.mark.parametrize("sample", ["huyen-2020", "tinh-2020", "bau-thieu", "bang-phieu", "chi-bo-11-dang-vien"])
def test_no_sample_looks_turned_round(sample: str) -> None:
    assert not [each.contest.id for each in count_folder(SAMPLES / sample).result.contests if each.turned_round]


@pytest.mark.parametrize("sample", ["huyen-2020", "tinh-2020", "bang-phieu"])
def test_every_committee_read_the_wrong_way_round_does(sample: str) -> None:
    counted = count_folder(SAMPLES / sample)
    for each in counted.result.contests:
        paper = BallotForm(form=each.contest.form, names=len(each.contest.slate), seats=each.contest.seats)
        if paper.form is Form.STRIKE_OUT:
            assert looks_turned_round(count(turned(counted.boxes[each.contest.id].ballots), paper), paper)


def test_of_two_names_and_one_seat_nothing_can_be_told() -> None:
    """As in Linz: every ballot keeps one and strikes one, whichever way it is read. Only the paper tells."""
    paper = BallotForm(form=Form.STRIKE_OUT, names=2, seats=1)
    ballots = pile("ks", "ks", "sk")
    assert not looks_turned_round(count(ballots, paper), paper)
    assert not looks_turned_round(count(turned(ballots), paper), paper)
    assert ballot_to_show(ballots, Form.STRIKE_OUT) == Shown(1, struck=(2,), kept=(1,))
    assert ballot_to_show(turned(ballots), Form.STRIKE_OUT) == Shown(1, struck=(1,), kept=(2,))


def test_half_of_the_seats_is_the_limit() -> None:
    paper = BallotForm(form=Form.STRIKE_OUT, names=6, seats=4)
    half, fewer = count(pile("kkssss"), paper), count(pile("kkssss", "ksssss"), paper)
    assert not looks_turned_round(half, paper)  # half of the seats is not less than half
    wider = BallotForm(form=Form.STRIKE_OUT, names=6, seats=5)
    assert looks_turned_round(fewer, wider)
    five = BallotForm(form=Form.STRIKE_OUT, names=5, seats=4)
    assert looks_turned_round(count(pile("kksss", "kssss"), five), five)  # 3 of 8: between a third and a half


def test_a_hall_that_wants_nobody_is_not_taken_for_it() -> None:
    """Read the other way the ballots would have far more names than seats: it was no such mistake."""
    paper = BallotForm(form=Form.STRIKE_OUT, names=20, seats=3)
    assert not looks_turned_round(count(pile("k" + "s" * 19), paper), paper)


@pytest.mark.parametrize(
    "ballots",
    [
        pile("kkk", "sss"),
        pile("ksu"),
        [Ballot(1, "kss", InvalidReason.NOT_ISSUED)],
        [],
    ],
    ids=["all or none", "not clear", "ruled on", "empty"],
)
def test_a_ballot_that_shows_nothing_is_not_shown(ballots: Sequence[Ballot]) -> None:
    assert ballot_to_show(ballots, Form.STRIKE_OUT) is None


def test_boxes_have_their_headings_printed() -> None:
    assert ballot_to_show(pile("ad"), Form.AGREE_DISAGREE) is None


@given(st.lists(st.text("ks", min_size=5, max_size=5), max_size=8))
def test_what_is_shown_is_on_the_first_such_ballot(marks: list[str]) -> None:
    shown = ballot_to_show(pile(*marks), Form.STRIKE_OUT)
    mixed = [(number, each) for number, each in enumerate(marks, 1) if len(set(each)) == 2]
    if shown is None:
        assert not mixed
    else:
        number, letters = mixed[0]
        assert shown.number == number
        assert "".join("s" if name in shown.struck else "k" for name in range(1, 6)) == letters
        assert sorted((*shown.struck, *shown.kept)) == [1, 2, 3, 4, 5]


def shown_of(marks: str) -> str | None:
    """The sentence on one paper of people called by their numbers."""
    line = shown_line(one_paper(marks))
    return None if line is None else VI.text(line)


def one_paper(marks: str, id_: str = "bch") -> ContestResult:
    """A contest in which this paper alone was counted; one vote is enough."""
    what = replace(contest(len(marks), len(marks) - 1, ballots=1), id=id_)
    people = tuple(replace(each, name=f"N{each.number}") for each in what.slate.candidates)
    return count_contest(replace(what, slate=replace(what.slate, candidates=people)), pile(marks), rules(), Choices())


def test_the_shorter_side_is_named_and_the_other_counted() -> None:
    on_paper = "Đối chiếu với giấy, lá số 1 của tệp phiếu: "
    assert shown_of("kkks") == on_paper + "gạch N4; để lại 3 người."
    assert shown_of("kkss") == on_paper + "gạch N3, N4; để lại 2 người."
    assert shown_of("ksss") == on_paper + "để lại N1; gạch 3 người."
    assert shown_of("ssss") is None


def test_of_eight_or_more_names_six_are_shown_and_the_rest_counted() -> None:
    on_paper = "Đối chiếu với giấy, lá số 1 của tệp phiếu: gạch N1, N2, N3, N4, N5, N6"
    assert shown_of("s" * 6 + "k" * 9) == f"{on_paper}; để lại 9 người."
    assert shown_of("s" * 7 + "k" * 9) == f"{on_paper}, N7; để lại 9 người."
    assert shown_of("s" * 8 + "k" * 9) == f"{on_paper}, và 2 người nữa; để lại 9 người."
    assert shown_of("s" * 9 + "k" * 9) == f"{on_paper}, và 3 người nữa; để lại 9 người."


def test_before_papers_are_signed_one_ballot_of_each_contest_is_named_if_there_is_one_to_show() -> None:
    results = (one_paper("kkks"), one_paper("ssss", "bi-thu"), one_paper("kkss", "btv"))
    assert [VI.text(line) for line in to_hold_to_paper(results)] == [
        "bch: Đối chiếu với giấy, lá số 1 của tệp phiếu: gạch N4; để lại 3 người.",
        "btv: Đối chiếu với giấy, lá số 1 của tệp phiếu: gạch N3, N4; để lại 2 người.",
    ]


def test_beside_any_output_the_contests_that_look_turned_round_are_named() -> None:
    results = (one_paper("kkks"), one_paper("ksss", "btv"))
    assert [VI.text(line) for line in cautions(results)] == [
        (
            "btv: CHÚ Ý: 1 phiếu hợp lệ để lại tất cả 1 lượt tên, chưa đến một nửa của 1 × 3 = 3. Có phải tệp phiếu "
            "ghi người được để lại, không phải người bị gạch? Đối chiếu với giấy trước khi dùng kết quả."
        ),
    ]


def folder(tmp_path: Path, struck: list[str]) -> Path:
    rows = "ballot,struck\n" + "".join(f"{at},{codes}\n" for at, codes in enumerate(struck, 1))
    names = "number,name\n" + "".join(
        f"{at},Lê Văn {name}\n" for at, name in enumerate(["An", "Ba", "Chi", "Du", "Em", "Giang", "Hạ"], 1)
    )
    head = HEAD.replace("present = 10", "present = 3")
    return write(tmp_path / "dai-hoi", head + CONTEST, {"slate-bch.csv": names, "ballots-bch.csv": rows})


@pytest.mark.parametrize(
    ("lang", "shown", "told"),
    [
        ("vi", "lá số 1 của tệp phiếu: gạch Lê Văn Hạ", "CHÚ Ý"),
        ("en", "ballot 1 of the file: struck Lê Văn Hạ", "LOOK AGAIN"),
    ],
)
def test_people_see_it(tmp_path: Path, lang: str, shown: str, told: str) -> None:
    right = CliRunner().invoke(main, ["--lang", lang, "count", str(folder(tmp_path, ["7", "1", "2"]))]).output
    assert shown in " ".join(right.split())
    assert told not in right
    wrong = CliRunner().invoke(main, ["--lang", lang, "count", str(folder(tmp_path, ["1-6", "2-7", "1 3-7"]))]).output
    assert told in wrong


def test_programs_and_papers_are_told_beside_their_output(tmp_path: Path) -> None:
    of = folder(tmp_path, ["1-6", "2-7", "1 3-7"])
    for command in (["count", str(of), "--json"], ["minutes", str(of)]):
        done = CliRunner().invoke(main, command)
        assert "CHÚ Ý" in done.stderr, command


def test_a_ballot_is_named_before_the_minutes_are_signed(tmp_path: Path) -> None:
    """Of two names and one seat it is the only sign there is."""
    done = CliRunner().invoke(main, ["minutes", str(folder(tmp_path, ["7", "1", "2"]))])
    assert "bch: Đối chiếu với giấy, lá số 1 của tệp phiếu: gạch Lê Văn Hạ; để lại 6 người." in done.output
