"""Rulings in a file of their own: a layer over unchanged marks, one place for each, recorded with reason and vote.

What is wrong with broken ones stands in ``tests/bad_files/ballots`` and is tested by ``test_ballot_file``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import Choices
from rules.errors import FaultList, UndecidedError
from rules.messages import Translator
from rules.model import BallotSource, Contest, Form
from tally.ballot_file import Box, read_box
from tally.canonical import ballots_canonical
from tally.model import NOT_RULED, Ballot, InvalidReason, MarkRuling, RawMark, Ruled
from tally.result import count_contest
from tally.ruling_file import Ruling, RulingLayer, read_rulings
from tests.tally.builders import contest, rules

HEADER = "ballot,code,ruling,reason,in_favour,of\n"
GROUNDS = ("not_issued", "outside_name", "marked", "signed", "written_on")
VI = Translator("vi")


def layer(folder: Path, rows: str, what: Contest) -> RulingLayer:
    """Write a rulings file and read it."""
    path = folder / "rulings-bch.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_rulings(path, path.name, what, GROUNDS)


def box(folder: Path, ballots: str, rulings: str, what: Contest) -> Box:
    """Write ballots and the rulings on them, and read both."""
    source = BallotSource(file="ballots-bch.csv", issued=4, returned=4, rulings="rulings-bch.csv")
    (folder / source.file).write_text(ballots, encoding="utf-8")
    (folder / "rulings-bch.csv").write_text(HEADER + rulings, encoding="utf-8")
    return read_box(folder, what, source, rules().invalid_reasons_in_order(what))


def test_how_many_ballots_were_ruled_on_is_told_with_to_what(tmp_path: Path) -> None:
    """Ballot 2 stands under two rulings and is one ballot; ballot 4 was ruled invalid in the ballots' own file."""
    ballots = "ballot,struck,invalid\n1,4,\n2,4?,\n3,3 4?,\n4,4,signed\n5,4,\n"
    rulings = (
        "2,4,struck,Nét gạch mờ,5,5\n2,,valid,Vết mực,5,5\n3,4,struck,Nét gạch mờ,5,5\n3,3,kept,Nhầm,5,5\n"
        "5,,marked,Có dấu riêng,5,5\n"
    )
    found = box(tmp_path, ballots, rulings, contest(4, 3)).ruled
    assert found == Ruled(ballots=4, invalid=2, valid=1, marks=2)
    assert box(tmp_path, "ballot,struck\n1,4\n", "", contest(4, 3)).ruled == NOT_RULED == Ruled()


def test_a_ruling_is_read_with_its_reason_and_vote(tmp_path: Path) -> None:
    rows = "0012,3,struck,Nét gạch phủ cả họ và tên,4,5\n0013,,signed,Có chữ ký ở góc,5,5\n0014,,valid,Vết bẩn,5,5\n"
    assert layer(tmp_path, rows, contest(4, 3)).rulings == (
        Ruling(
            row=2,
            ballot=12,
            name=3,
            mark=RawMark.STRUCK,
            ground=None,
            reason="Nét gạch phủ cả họ và tên",
            in_favour=4,
            of=5,
        ),
        Ruling(
            row=3,
            ballot=13,
            name=None,
            mark=None,
            ground=InvalidReason.SIGNED,
            reason="Có chữ ký ở góc",
            in_favour=5,
            of=5,
        ),
        Ruling(row=4, ballot=14, name=None, mark=None, ground=None, reason="Vết bẩn", in_favour=5, of=5),
    )


def test_each_form_has_its_own_marks(tmp_path: Path) -> None:
    struck = layer(tmp_path, "1,1,kept,rõ,1,1\n1,2,struck,rõ,1,1\n", contest(4, 3))
    assert [ruling.mark for ruling in struck.rulings] == [RawMark.KEPT, RawMark.STRUCK]
    rows = "".join(f"1,{code},{mark},rõ,1,1\n" for code, mark in enumerate(["agree", "disagree", "both", "neither"], 1))
    boxed = layer(tmp_path, rows, contest(4, 4, Form.AGREE_DISAGREE))
    assert [ruling.mark for ruling in boxed.rulings] == [
        RawMark.AGREE,
        RawMark.DISAGREE,
        RawMark.BOTH,
        RawMark.NEITHER,
    ]


def test_headings_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "rulings.csv"
    path.write_text("of;in_favour;Reason;Ruling;Code;Ballot\n5;4;rõ;kept;10;7\n", encoding="utf-8")
    (ruling,) = read_rulings(path, path.name, contest(10, 9), GROUNDS).rulings
    assert (ruling.ballot, ruling.name, ruling.mark, ruling.in_favour, ruling.of) == (7, 10, RawMark.KEPT, 4, 5)


BALLOTS = "ballot,struck\n1,4\n2,3? 4\n3,?\n4,-\n"
RULINGS = "2,3,struck,Nét gạch rõ,5,5\n3,,written_on,Viết thêm tên,5,5\n4,,signed,Có chữ ký,4,5\n"


def test_rulings_change_the_reading_and_leave_the_marks(tmp_path: Path) -> None:
    found = box(tmp_path, BALLOTS, RULINGS, contest(4, 3)).ballots
    assert [ballot.marks for ballot in found] == ["kkks", "kkus", "uuuu", "kkkk"]
    assert [ballot.reading for ballot in found] == ["kkks", "kkss", "uuuu", "kkkk"]
    assert [ballot.ruling for ballot in found] == [None, None, InvalidReason.WRITTEN_ON, InvalidReason.SIGNED]
    assert ballots_canonical(found, 4) == b"1,kkks,\n2,kkus,3=struck\n3,uuuu,written_on\n4,kkkk,signed\n"


def test_a_ballot_ruled_valid_is_counted_by_its_marks(tmp_path: Path) -> None:
    found = box(tmp_path, "ballot,struck\n1,4\n2,-\n", "1,,valid,Vết bẩn không phải dấu riêng,5,5\n", contest(4, 3))
    assert found.ballots == (Ballot(1, "kkks"), Ballot(2, "kkkk"))


def test_ruling_a_ballot_valid_does_not_read_its_unclear_marks(tmp_path: Path) -> None:
    what = replace(contest(4, 3, ballots=4), id="bch")
    found = box(tmp_path, BALLOTS, "2,,valid,Hợp lệ,5,5\n3,,signed,Có chữ ký,5,5\n", what)
    with pytest.raises(UndecidedError) as raised:
        count_contest(what, found.ballots, rules(), Choices())
    assert [fault.seen for fault in raised.value.faults] == ["2"]


def test_several_marks_of_one_ballot_are_ruled_on_each(tmp_path: Path) -> None:
    rows = "1,2,kept,rõ,5,5\n1,1,struck,rõ,5,5\n1,4,kept,rõ,5,5\n1,3,struck,rõ,5,5\n"
    (ballot,) = box(tmp_path, "ballot,struck\n1,?\n", rows, contest(4, 3)).ballots
    assert (ballot.marks, ballot.reading) == ("uuuu", "sksk")


def test_a_ground_and_rulings_on_marks_of_the_same_ballot_both_stand(tmp_path: Path) -> None:
    rows = "1,2,kept,rõ,5,5\n1,,marked,Có dấu riêng,5,5\n"
    (ballot,) = box(tmp_path, "ballot,struck\n1,2?\n", rows, contest(4, 3)).ballots
    assert ballot == Ballot(1, "kukk", InvalidReason.MARKED, (MarkRuling(2, RawMark.KEPT),))


def test_everything_wrong_with_laying_over_is_told_with_its_row() -> None:
    faults = FaultList("ballots-bch.csv")
    ballots = {1: Ballot(1, "kk", InvalidReason.SIGNED), 2: Ballot(2, "ku")}
    one = Ruling(row=2, ballot=1, name=None, mark=None, ground=None, reason="rõ", in_favour=5, of=5)
    rulings = (one, replace(one, row=3, ballot=9), replace(one, row=4, ballot=2, name=2, mark=RawMark.KEPT))
    laid = RulingLayer("rulings-bch.csv", rulings).lay_over(ballots, faults)
    assert [(fault.name, fault.file, fault.place.row) for fault in faults.faults] == [
        ("rulings.twice", "rulings-bch.csv", 2),
        ("rulings.unknown_ballot", "rulings-bch.csv", 3),
    ]
    assert "cột invalid hoặc tệp kết luận" in VI.text(faults.faults[0].remedy)
    assert laid == {1: ballots[1], 2: Ballot(2, "ku", mark_rulings=(MarkRuling(2, RawMark.KEPT),))}
    assert ballots[2] == Ballot(2, "ku")


@given(marks=st.text("ksu", min_size=3, max_size=3), ruled=st.dictionaries(st.integers(1, 3), st.sampled_from("ks")))
def test_whatever_is_ruled_the_marks_stay_and_the_rest_reads_as_it_was(marks: str, ruled: dict[int, str]) -> None:
    rulings = tuple(
        Ruling(row=2, ballot=1, name=name, mark=RawMark(mark), ground=None, reason="rõ", in_favour=1, of=1)
        for name, mark in ruled.items()
    )
    faults = FaultList("rulings.csv")
    laid = RulingLayer("rulings.csv", rulings).lay_over({1: Ballot(1, marks)}, faults)[1]
    assert faults.faults == []
    assert laid.marks == marks
    assert laid.reading == "".join(ruled.get(name, mark) for name, mark in enumerate(marks, start=1))
