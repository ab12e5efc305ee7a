"""Ballot files: every layout is read back as it was meant, every broken file is refused by name, all faults at once.

The broken files stand in ``tests/bad_files/ballots``, what is wrong with each in its ``expected.toml``.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.model import BallotSource, Cells, Contest, Form
from tally import ballot_file, ballot_rows, codes, ruling_file
from tally.ballot_file import Box, read_box
from tally.ballot_rows import Layout
from tally.canonical import ballots_canonical
from tally.model import Ballot, InvalidReason
from tally.ruling_file import ruled_on
from tests.tally import ballot_writer
from tests.tally.ballot_writer import Manner
from tests.tally.builders import contest, rules
from tests.tally.strategies import marks_on, papers

BAD_FILES = Path(__file__).parents[1] / "bad_files" / "ballots"
EXPECTED: list[dict[str, Any]] = tomllib.loads((BAD_FILES / "expected.toml").read_text(encoding="utf-8"))["file"]
GROUNDS = rules().invalid_reasons_in_order(contest())
PARTY_GROUNDS = tuple(InvalidReason(ground) for ground in ("not_issued", "outside_name", "marked", "signed"))


def read(folder: Path, content: bytes | str, what: Contest, cells: Cells | None = None) -> Box:
    """Write a ballot file and read it."""
    source = BallotSource(file="ballots-bch.csv", issued=10, returned=10, cells=cells)
    path = folder / source.file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_box(folder, replace(what, ballots=source), source, GROUNDS)


def refused(folder: Path, content: bytes | str, what: Contest, cells: Cells | None = None) -> tuple[Fault, ...]:
    """Everything wrong with a file."""
    with pytest.raises(InputError) as raised:
        read(folder, content, what, cells)
    return raised.value.faults


manners = st.builds(
    Manner,
    separator=st.sampled_from([",", ";", "\t"]),
    mark=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
    blank_lines=st.integers(0, 2),
    quoted=st.booleans(),
    digits=st.integers(1, 6),
    seed=st.none() | st.integers(0, 1000),
)


@st.composite
def boxes(draw: st.DrawFn, form: Form) -> tuple[Contest, tuple[Ballot, ...]]:
    """A contest and its ballots by number, some ruled invalid, some marks unclear."""
    paper = draw(papers(form=form, max_names=14))
    numbers = sorted(draw(st.sets(st.integers(1, 400), max_size=8)))
    clear, unclear = marks_on(paper), st.text("u", min_size=paper.names, max_size=paper.names)
    ballots = []
    for number in numbers:
        marks = draw(clear | unclear)
        place = draw(st.integers(0, paper.names))
        if draw(st.integers(0, 5)) == 0:
            marks = f"{marks[:place]}u{marks[place + 1 :]}"[: paper.names]
        ballots.append(Ballot(number, marks, draw(st.none() | st.none() | st.sampled_from(PARTY_GROUNDS))))
    return contest(paper.names, paper.seats, form), tuple(ballots)


@given(box=boxes(Form.STRIKE_OUT), manner=manners)
def test_strikes_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, box: tuple[Contest, tuple[Ballot, ...]], manner: Manner
) -> None:
    what, ballots = box
    content = ballot_writer.strikes(ballots, len(what.slate), manner)
    found = read(tmp_path_factory.mktemp("box"), content, what)
    assert found == Box(layout=Layout.STRIKES, stamped=True, ballots=ballots, ruled=ruled_on(ballots, None))


@given(box=boxes(Form.AGREE_DISAGREE), manner=manners)
def test_agree_and_disagree_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, box: tuple[Contest, tuple[Ballot, ...]], manner: Manner
) -> None:
    what, ballots = box
    content = ballot_writer.agree_disagree(ballots, len(what.slate), manner)
    found = read(tmp_path_factory.mktemp("box"), content, what)
    assert found == Box(layout=Layout.AGREE_DISAGREE, stamped=True, ballots=ballots, ruled=ruled_on(ballots, None))


@given(box=boxes(Form.STRIKE_OUT), manner=manners, means=st.sampled_from(Cells))
def test_wide_files_are_read_back_with_either_meaning_of_a_one(
    tmp_path_factory: pytest.TempPathFactory, box: tuple[Contest, tuple[Ballot, ...]], manner: Manner, means: Cells
) -> None:
    what, ballots = box
    content = ballot_writer.wide(ballots, len(what.slate), means, manner)
    found = read(tmp_path_factory.mktemp("box"), content, what, means)
    assert found == Box(layout=Layout.WIDE, stamped=True, ballots=ballots, ruled=ruled_on(ballots, None))


@given(box=boxes(Form.STRIKE_OUT), means=st.sampled_from(Cells))
def test_in_a_wide_file_without_numbers_a_rows_place_is_its_number_and_the_box_says_so(
    tmp_path_factory: pytest.TempPathFactory, box: tuple[Contest, tuple[Ballot, ...]], means: Cells
) -> None:
    what, ballots = box
    in_place = tuple(Ballot(place, ballot.marks) for place, ballot in enumerate(ballots, start=1))
    content = ballot_writer.wide_without_numbers(in_place, len(what.slate), means)
    found = read(tmp_path_factory.mktemp("box"), content, what, means)
    assert found == Box(layout=Layout.WIDE, stamped=False, ballots=in_place)


@given(box=boxes(Form.STRIKE_OUT), manner=manners, other=manners)
def test_the_same_ballots_have_the_same_canonical_form_from_every_layout(
    tmp_path_factory: pytest.TempPathFactory,
    box: tuple[Contest, tuple[Ballot, ...]],
    manner: Manner,
    other: Manner,
) -> None:
    what, ballots = box
    folder, names = tmp_path_factory.mktemp("box"), len(what.slate)
    boxes_read = [
        read(folder, ballot_writer.strikes(ballots, names, manner), what),
        *(read(folder, ballot_writer.wide(ballots, names, means, other), what, means) for means in Cells),
    ]
    assert len({ballots_canonical(found.ballots, names) for found in boxes_read}) == 1


def test_a_file_as_a_vietnamese_excel_writes_it(tmp_path: Path) -> None:
    content = "\ufeffballot;struck;invalid\r\n0003;-;\r\n0001;04;\r\n0002;*;\r\n0010;02-04 10;signed\r\n".encode()
    found = read(tmp_path, content, contest(10, 9))
    assert found.ballots == (
        Ballot(1, "kkkskkkkkk"),
        Ballot(2, "ssssssssss"),
        Ballot(3, "kkkkkkkkkk"),
        Ballot(10, "kssskkkkks", InvalidReason.SIGNED),
    )


def test_a_code_in_both_columns_is_a_double_mark_and_in_neither_an_unmarked_row(tmp_path: Path) -> None:
    found = read(tmp_path, "ballot,agree,disagree\n1,1 2,2 3\n", contest(4, 4, Form.AGREE_DISAGREE))
    assert found.ballots == (Ballot(1, "abdn"),)


def test_a_question_mark_in_either_column_makes_the_row_unclear(tmp_path: Path) -> None:
    content = "ballot,agree,disagree\n1,1 2?,3\n2,1,3?\n3,1?,1\n4,?,-\n"
    found = read(tmp_path, content, contest(3, 3, Form.AGREE_DISAGREE))
    assert [ballot.marks for ballot in found.ballots] == ["aud", "anu", "unn", "uuu"]


def test_headings_are_known_in_any_case_and_any_order(tmp_path: Path) -> None:
    assert read(tmp_path, "Struck,BALLOT\n2,7\n", contest(4, 3)).ballots == (Ballot(7, "kskk"),)


def test_columns_without_heading_that_hold_nothing_do_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "ballot,struck,,\n7,2,,\n", contest(4, 3)).ballots == (Ballot(7, "kskk"),)


def test_a_header_alone_is_an_empty_box(tmp_path: Path) -> None:
    assert read(tmp_path, "ballot,struck\n", contest(4, 3)).ballots == ()


def test_all_faults_of_a_file_are_told_at_once_from_the_top_down(tmp_path: Path) -> None:
    content = "ballot,struck,invalid\n1,5,\n1x,2,\n3,,torn\n4,2,\n4,3,\nTổng số,7,\n"
    faults = refused(tmp_path, content, contest(4, 3))
    assert [(fault.name, fault.place.row) for fault in faults] == [
        ("ballots.unknown_code", 2),
        ("ballots.bad_number", 3),
        ("ballots.empty_cell", 4),
        ("ballots.unknown_reason", 4),
        ("ballots.duplicate", 6),
        ("ballots.totals_row", 7),
    ]


def test_which_grounds_may_be_entered_is_the_regulations_to_say(tmp_path: Path) -> None:
    source = BallotSource(file="ballots-bch.csv", issued=10, returned=10)
    what = contest(4, 3)
    (tmp_path / source.file).write_text("ballot,struck,invalid\n1,2,no_stamp\n", encoding="utf-8")
    found = read_box(tmp_path, what, source, ("not_prescribed", "no_stamp"))
    assert found.ballots == (Ballot(1, "kskk", InvalidReason.NO_STAMP),)


# --- The broken files ---


def name_of(case: dict[str, Any]) -> str:
    """How a broken file is called in the list of tests."""
    return "+".join(str(case[key]) for key in ("file", "rulings") if key in case)


def faults_of(case: dict[str, Any]) -> tuple[Fault, ...]:
    """Read a broken file as its entry says."""
    what = contest(case.get("names", 44), case.get("seats", 39), Form(case.get("form", "strike_out")))
    source = BallotSource(
        file=case["file"],
        issued=10,
        returned=10,
        cells=Cells(case["cells"]) if "cells" in case else None,
        rulings=case.get("rulings"),
    )
    with pytest.raises(InputError) as raised:
        read_box(BAD_FILES, replace(what, ballots=source), source, GROUNDS)
    return raised.value.faults


@pytest.mark.parametrize("case", EXPECTED, ids=name_of)
def test_a_broken_file_is_refused_with_every_fault_in_its_place(case: dict[str, Any]) -> None:
    told = [
        {
            "name": fault.name,
            "file": fault.file,
            "row": fault.place.row,
            "column": fault.place.column,
            "seen": fault.seen,
        }
        for fault in faults_of(case)
    ]
    expected = [
        {
            "name": fault["name"],
            "file": fault.get("file", case["file"]),
            "row": fault.get("row"),
            "column": fault.get("column"),
            "seen": fault.get("seen"),
        }
        for fault in case["fault"]
    ]
    assert told == expected


@pytest.mark.parametrize("case", EXPECTED, ids=name_of)
def test_a_broken_file_is_refused_with_the_remedy_in_words(case: dict[str, Any]) -> None:
    for fault, expected in zip(faults_of(case), case["fault"], strict=True):
        assert expected["remedy"] in Translator("vi").text(fault.remedy)
        assert expected.get("message", "") in Translator("vi").text(fault.message)
        # every value of a sentence finds its place in the other language too
        assert Translator("en").text(fault.message)
        assert Translator("en").text(fault.remedy)


def test_every_broken_file_is_expected_and_every_expected_file_is_there() -> None:
    named = {case[key] for case in EXPECTED for key in ("file", "rulings") if key in case}
    assert named == {path.name for path in BAD_FILES.glob("*.csv")}


def test_every_fault_the_readers_know_has_a_broken_file() -> None:
    sources = (inspect.getsource(module) for module in (ballot_rows, ballot_file, codes, ruling_file))
    known = {name for source in sources for name in re.findall(r'"((?:ballots|rulings)\.[a-z_]+)"', source)}
    shown = {fault["name"] for case in EXPECTED for fault in case["fault"]}
    assert known <= shown
    assert len(shown) >= 25


@given(
    content=st.binary(max_size=200)
    | st.text("ballot,struck\n0123-?* ;", max_size=100).map(str.encode)
    | st.text("0123-?* ,\n", max_size=60).map(lambda rows: f"ballot,struck\n1,{rows}".encode())
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("box")
    try:
        box = read(folder, content, contest(4, 3))
    except InputError:
        assert refused(folder, content, contest(4, 3))
    else:
        assert all(len(ballot.marks) == 4 for ballot in box.ballots)
