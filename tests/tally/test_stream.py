"""A box that streams past is the box that is read at once: the same ballots, numbers, digests and faults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.choice import AllDisagree, Choices
from rules.errors import InputError, UndecidedError
from rules.model import Cells, Contest, Form
from tally.ballot_file import Box, read_box
from tally.canonical import ballots_canonical, ballots_digest, digest
from tally.count import count
from tally.fixed_width import FixedWidthReader
from tally.model import Ballot
from tally.result import CountsDifferError, choices_for, count_contest, count_twice
from tally.streamed import Passing, StreamedBallots
from tally.validity import BallotForm
from tests.tally.big_piles import (
    Sizes,
    contest_of,
    faults_of,
    paper_of,
    read,
    streamed,
    streaming,
    wide_lines,
)
from tests.tally.builders import pile, rules
from tests.tally.strategies import RULED_REASONS, Pile, piles
from tests.tally.streamed_files import OF, PAPER, PLAIN, UTF8, deviating, plainly, write


def codes_text(ballots: tuple[Ballot, ...], names: int, form: Form) -> str:
    """The layouts of codes."""
    width = len(str(names))

    def cell(ballot: Ballot, *letters: str) -> str:
        marked = [f"{name:0{width}d}" for name, mark in enumerate(ballot.marks, start=1) if mark in letters]
        unclear = [f"{name:0{width}d}?" for name, mark in enumerate(ballot.marks, start=1) if mark == "u"]
        return " ".join([*marked, *unclear]) or "-"

    if form is Form.STRIKE_OUT:
        rows = [(str(b.number), cell(b, "s"), b.ruling or "") for b in ballots]
        return "\n".join(",".join(row) for row in [("ballot", "struck", "invalid"), *rows]) + "\n"
    rows4 = [
        (str(b.number), cell(b, "a", "b"), cell(replace(b, marks=b.marks.replace("u", "n")), "d", "b"), b.ruling or "")
        for b in ballots
    ]
    return "\n".join(",".join(row) for row in [("ballot", "agree", "disagree", "invalid"), *rows4]) + "\n"


def assert_the_same(folder: Path, of: Contest, choice: AllDisagree, *, fixed: bool | None = None) -> None:
    """Both ways give the same box, the same tally, the same digest; ``fixed`` says which reader must have read it."""
    once = read(folder, of, choice)
    original = FixedWidthReader.chunks
    with patch.object(FixedWidthReader, "chunks", autospec=True, side_effect=original) as used, streaming():
        past = read(folder, of, choice)
        if fixed is not None:
            assert used.called == fixed
        assert (past.layout, past.stamped, tuple(past.ballots)) == (once.layout, once.stamped, tuple(once.ballots))
        assert past.ruled == once.ruled
        names = len(of.slate)
        assert ballots_digest(past.ballots, names) == digest(ballots_canonical(once.ballots, names))
        paper = BallotForm(form=of.form, names=names, seats=of.seats)
        choices = Choices(all_disagree=choice)
        ballots = streamed(past)
        assert ballots.streamed.file_order == ballots.streamed.blocks == count(once.ballots, paper, choice)
        assert count_twice(past.ballots, paper, choices) == count_twice(once.ballots, paper, choices)
        assert set(ballots.streamed.sample) <= set(once.ballots)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), pile_of=piles(form=Form.STRIKE_OUT, max_names=12, max_ballots=40), kept=st.sampled_from("01"))
def test_wide_files_stream_as_they_are_read(tmp_path: Path, data: st.DataObject, pile_of: Pile, kept: str) -> None:
    numbered, ruled = data.draw(st.booleans()), data.draw(st.booleans())
    ballots = pile_of.ballots if ruled else tuple(replace(b, ruling=None) for b in pile_of.ballots)
    if not ruled:
        ballots = tuple(replace(b, marks=b.marks.replace("u", "k")) for b in ballots)
    if numbered:
        numbers = data.draw(
            st.lists(st.integers(1, 10**17 - 1), min_size=len(ballots), max_size=len(ballots), unique=True)
        )
        numbers = sorted(numbers) if data.draw(st.booleans()) else numbers
        ballots = tuple(replace(b, number=number) for b, number in zip(ballots, numbers, strict=True))
    of = contest_of(pile_of.paper, len(ballots), cells=Cells.KEPT if kept == "1" else Cells.STRUCK)
    lines = wide_lines(ballots or pile("k" * pile_of.paper.names), kept=kept, numbered=numbered, ruled=ruled)
    if not ballots:
        lines = lines[:1]
    if data.draw(st.booleans()) and numbered:
        lines = [lines[0], *("0" + line for line in lines[1:])]
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    text = data.draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + data.draw(st.sampled_from([end, "", end * 3]))
    write(tmp_path, of, text.replace(",", data.draw(st.sampled_from([",", ";", "\t"]))))
    assert_the_same(tmp_path, of, pile_of.all_disagree)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), pile_of=piles(max_names=12, max_ballots=40))
def test_files_of_codes_stream_as_they_are_read(tmp_path: Path, data: st.DataObject, pile_of: Pile) -> None:
    order = data.draw(st.permutations(pile_of.ballots))
    of = contest_of(pile_of.paper, len(order))
    write(tmp_path, of, codes_text(tuple(order), pile_of.paper.names, pile_of.paper.form))
    assert_the_same(tmp_path, of, pile_of.all_disagree, fixed=False)


@pytest.mark.parametrize("names", [2, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130])
@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("cells", Cells)
def test_lists_on_every_border_of_a_word_stream(tmp_path: Path, names: int, numbered: bool, cells: Cells) -> None:  # noqa: FBT001 - a parameter of the test
    chance = Random(names)  # noqa: S311  # invented ballots, no secret
    paper = paper_of(Form.STRIKE_OUT, names)
    ballots = pile(*("".join(chance.choice("ks") for _ in range(names)) for _ in range(121)))
    of = contest_of(paper, len(ballots), cells=cells)
    kept = "1" if cells is Cells.KEPT else "0"
    write(tmp_path, of, "\n".join(wide_lines(ballots, kept=kept, numbered=numbered, ruled=False)) + "\n")
    assert_the_same(tmp_path, of, AllDisagree.VALID, fixed=True)


RULINGS = "ballot,code,ruling,reason,in_favour,of\n"


@pytest.mark.parametrize(
    "rulings",
    [
        "7,,signed,ký tên,3,3\n",
        "21,2,kept,nhìn rõ,3,3\n",
        "21,2,struck,nhìn rõ,3,3\n21,1,struck,nhìn rõ,3,3\n3,,written_on,viết,2,3\n44,,valid,hợp lệ,3,3\n",
        "21,2,struck,nhìn rõ,3,3\n21,,valid,hợp lệ,3,3\n22,2,kept,nhìn rõ,3,3\n22,,signed,ký tên,3,3\n",
        "900,,signed,không có,3,3\n3,,signed,có,3,3\n800,1,kept,không có,3,3\n",
        "3,,rain,không rõ,3,3\n",
        "3,,signed,ký tên,3,3\n3,,signed,ký tên,3,3\n",
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_rulings_of_a_file_of_their_own_are_laid_over(tmp_path: Path, rulings: str, backwards: bool) -> None:  # noqa: FBT001 - a parameter of the test
    lines = wide_lines([replace(b, marks="kus") if b.number == 21 else b for b in PLAIN], numbered=True, ruled=False)
    write(tmp_path, OF, "\n".join([lines[0], *(reversed(lines[1:]) if backwards else lines[1:])]) + "\n")
    (tmp_path / "rulings.csv").write_text(RULINGS + rulings, encoding=UTF8)
    assert OF.ballots is not None
    of = replace(OF, ballots=replace(OF.ballots, rulings="rulings.csv"))
    expected = plainly(faults_of(tmp_path, of))
    with streaming():
        assert plainly(faults_of(tmp_path, of)) == expected
    if not expected:
        once = read(tmp_path, of)
        with streaming():
            past = read(tmp_path, of)
            assert tuple(past.ballots) == tuple(once.ballots)
            assert past.ruled == once.ruled
            assert ballots_digest(past.ballots, 3) == ballots_digest(once.ballots, 3)
            unclear = streamed(past).streamed.unclear
            assert unclear == tuple(b.number for b in once.ballots if b.ruling is None and "u" in b.reading)


def test_rulings_on_ballots_that_cannot_be_read_are_not_told(tmp_path: Path) -> None:
    write(tmp_path, OF, deviating(lambda lines: [*lines, "x,1,0,0"], numbered=True))
    (tmp_path / "rulings.csv").write_text(RULINGS + "900,,signed,không có,3,3\n", encoding=UTF8)
    assert OF.ballots is not None
    of = replace(OF, ballots=replace(OF.ballots, rulings="rulings.csv"))
    expected = plainly(faults_of(tmp_path, of))
    assert [fault[0] for fault in expected] == ["ballots.bad_number"]
    with streaming():
        assert plainly(faults_of(tmp_path, of)) == expected


@pytest.mark.parametrize("marks", ["ku", "dd"])
def test_people_decide_first_of_a_box_that_streams_too(tmp_path: Path, marks: str) -> None:
    form = Form.STRIKE_OUT if marks == "ku" else Form.AGREE_DISAGREE
    ballots = pile(*(["ks" if form is Form.STRIKE_OUT else "ad"] * 30), marks, marks)
    of = contest_of(paper_of(form, 2), len(ballots))
    write(tmp_path, of, codes_text(ballots, 2, form))
    told = []
    for box in (read(tmp_path, of), streamed_box(tmp_path, of)):
        with pytest.raises(UndecidedError) as error:
            count_contest(of, box.ballots, rules(), Choices())
        told.append(plainly(error.value.faults))
    assert told[0] == told[1]
    assert len(told[0]) == 2


def streamed_box(folder: Path, of: Contest) -> Box:
    with streaming():
        return read(folder, of, choices_for(of, Choices()).all_disagree)


def test_a_box_counted_for_other_seats_or_another_choice_is_counted_anew(tmp_path: Path) -> None:
    write(tmp_path, OF, deviating(lambda lines: lines))
    box = streamed_box(tmp_path, OF)
    other = paper_of(Form.STRIKE_OUT, 3, seats=2)
    assert PAPER.seats == 1
    assert count_twice(box.ballots, other, Choices()) == count(PLAIN, other, None)
    assert count_twice(box.ballots, PAPER, Choices(all_disagree=AllDisagree.VALID)) == count(PLAIN, PAPER, None)


@pytest.mark.parametrize("field", ["blocks", "sample_tally", "file_order"])
def test_counts_that_differ_stop_the_program(tmp_path: Path, field: str) -> None:
    write(tmp_path, OF, deviating(lambda lines: lines))
    ballots = streamed(streamed_box(tmp_path, OF))
    tally = getattr(ballots.streamed, field)
    wrong = replace(ballots.streamed, **{field: replace(tally, votes=(tally.votes[0] + 1, *tally.votes[1:]))})
    if field == "file_order":
        wrong = replace(wrong, blocks=wrong.file_order)  # both routes wrong alike: the reference finds it
    with pytest.raises(CountsDifferError):
        count_twice(StreamedBallots(wrong, lambda: iter(PLAIN)), PAPER, Choices())


def test_of_a_box_beyond_the_reference_two_routes_and_the_sample_are_held_together(tmp_path: Path) -> None:
    write(tmp_path, OF, deviating(lambda lines: lines, numbered=True))
    with streaming(), patch("tally.streamed.REFERENCE_UP_TO", 10), patch("tally.result.REFERENCE_UP_TO", 10):
        ballots = streamed(read(tmp_path, OF))
        assert count_twice(ballots, PAPER, Choices()) == count(PLAIN, PAPER, None)
        assert tuple(ballots) == PLAIN
        assert ballots[3] == PLAIN[3]
        assert ballots[-1] == PLAIN[-1]
        assert ballots[2:9:3] == PLAIN[2:9:3]
        assert len(ballots.streamed.sample) < len(PLAIN)
        with pytest.raises(IndexError):
            ballots[len(PLAIN)]


def test_no_more_faults_than_anybody_reads_are_told(tmp_path: Path) -> None:
    write(tmp_path, OF, "1,2,3\n" + "1,x,0\n" * 3000)
    with streaming(Sizes(part=2000)):
        faults = faults_of(tmp_path, OF)
    assert len(faults) == 1001
    assert faults[-1].name == "ballots.more_faults"
    assert [fault.place.row for fault in faults[:1000]] == list(range(2, 1002))


@pytest.mark.parametrize(
    ("text", "name", "row"),
    [
        ("1,2,3\n" + "1,0,0\n" * 30 + "1" * 3_000_000, "file.line_too_long", 32),
        ("1" * 3_000_000, "file.line_too_long", 1),
        ("1,2,3\r" + "1,0,0\r" * 500_000, "file.old_line_ends", 1),
        ("1,2,3\n" + "1,0,0\n" * 30 + "1,0,0\r" * 500_000, "file.old_line_ends", 32),
    ],
)
def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, text: str, name: str, row: int
) -> None:
    write(tmp_path, OF, text)
    with streaming(Sizes(part=1 << 19)):
        assert [(fault.name, fault.place.row) for fault in faults_of(tmp_path, OF)] == [(name, row)]
    assert [(fault.name, fault.place.row) for fault in faults_of(tmp_path, OF)] == [(name, row)]


def test_a_small_file_of_an_old_mac_is_read_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, OF, "\r".join(deviating(lambda lines: lines).split("\n")))
    assert OF.ballots is not None
    assert tuple(read_box(tmp_path, OF, OF.ballots, RULED_REASONS).ballots) == PLAIN


def test_who_listens_is_told_how_many_have_gone_past(tmp_path: Path) -> None:
    write(tmp_path, OF, deviating(lambda lines: lines))
    told: list[int] = []
    assert OF.ballots is not None
    with streaming():
        read_box(tmp_path, OF, OF.ballots, RULED_REASONS, Passing(report=told.append))
    assert told[-1] == len(PLAIN)
    assert told == sorted(told)
    assert len(told) > 1


def test_ballots_that_are_there_twice_are_told_with_both_rows(tmp_path: Path) -> None:
    write(tmp_path, OF, deviating(lambda lines: [*lines, "9,1,0,0", "9,0,1,0", "0044,0,1,0"], numbered=True))
    with streaming(), pytest.raises(InputError) as error:
        read(tmp_path, OF)
    assert [(fault.name, fault.place.row, fault.seen) for fault in error.value.faults] == [
        ("ballots.duplicate", 47, "9"),
        ("ballots.duplicate", 48, "9"),
        ("ballots.duplicate", 49, "44"),
    ]
