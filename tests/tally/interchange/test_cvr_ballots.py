"""A congress's ballots as cast vote records: written and read back they are the same ballots, rulings and all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choice import Choices
from rules.errors import InputError, UndecidedError
from rules.model import BallotSource, Cells, Congress, Contest, Form, Kind, Level
from tally import ballot_file
from tally.ballot_file import Box, read_box
from tally.ballot_rows import Layout
from tally.interchange.cvr_deck import read_cvr_deck
from tally.interchange.cvr_writer import CvrBox, write_cvr
from tally.interchange.deck import count_deck
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.ruling_file import ruled_on
from tests.tally.builders import contest, rules
from tests.tally.interchange import build
from tests.tally.interchange.build import mark, record, report, said, snapshot
from tests.tally.interchange.nist import cvr_schema
from tests.tally.strategies import marks_on, papers

GROUNDS = rules().invalid_reasons_in_order(contest())
RULED = tuple(InvalidReason(ground) for ground in ("not_issued", "outside_name", "marked", "signed", "written_on"))
READINGS: Mapping[Form, tuple[RawMark, ...]] = {
    Form.STRIKE_OUT: (RawMark.KEPT, RawMark.STRUCK),
    Form.AGREE_DISAGREE: (RawMark.AGREE, RawMark.DISAGREE, RawMark.BOTH, RawMark.NEITHER),
}
MADE = "2020-03-15T00:00:00+07:00"


@st.composite
def piles(draw: st.DrawFn) -> tuple[Contest, tuple[Ballot, ...]]:
    """A contest and its ballots by number: unclear marks, rulings on marks and on whole ballots among them."""
    form = draw(st.sampled_from(Form))
    paper = draw(papers(form=form, max_names=6))
    ballots = []
    for number in sorted(draw(st.sets(st.integers(1, 10**17), max_size=6))):
        marks = draw(marks_on(paper))
        unclear = draw(st.sets(st.integers(0, paper.names - 1), max_size=2))
        marks = "".join("u" if at in unclear else letter for at, letter in enumerate(marks))
        names = sorted(draw(st.sets(st.integers(1, paper.names), max_size=2)))
        rulings = tuple(MarkRuling(name, draw(st.sampled_from(READINGS[form]))) for name in names)
        ballots.append(Ballot(number, marks, draw(st.none() | st.sampled_from(RULED)), rulings))
    return contest(paper.names, paper.seats, form), tuple(ballots)


def congress(what: Contest) -> Congress:
    return Congress(
        name="Đại hội Chi bộ thôn Đoài",
        body="Chi bộ thôn Đoài",
        level=Level.BRANCH,
        kind=Kind.MEMBERS,
        opens=date(2020, 3, 15),
        contests=(what,),
        choices=Choices(),
    )


def read(path: Path, what: Contest, **more: Any) -> Box:  # noqa: ANN401 - of a source
    source = BallotSource(file=path.name, issued=10, returned=10, **more)
    return read_box(path.parent, replace(what, ballots=source), source, GROUNDS)


def written(path: Path, what: Contest, box: Box) -> bytes:
    write_cvr(path, congress(what), [CvrBox(contest=what, ballots=box.ballots, stamped=box.stamped)], MADE)
    return path.read_bytes()


@given(pile=piles())
def test_ballots_written_as_records_and_read_back_are_the_same_and_so_are_their_bytes(
    tmp_path_factory: pytest.TempPathFactory, pile: tuple[Contest, tuple[Ballot, ...]]
) -> None:
    what, ballots = pile
    path = tmp_path_factory.mktemp("cvr") / "ballots.json"
    box = Box(layout=Layout.CAST_VOTE_RECORDS, stamped=True, ballots=ballots, ruled=ruled_on(ballots, None))
    content = written(path, what, box)
    cvr_schema().validate(json.loads(content))
    found = read(path, what)
    assert found == box
    assert written(path.with_name("again.json"), what, found) == content


@settings(max_examples=20)
@given(pile=piles())
def test_a_box_too_large_to_be_held_is_read_in_a_stream_and_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, pile: tuple[Contest, tuple[Ballot, ...]]
) -> None:
    what, ballots = pile
    path = tmp_path_factory.mktemp("cvr") / "ballots.json"
    written(path, what, Box(layout=Layout.CAST_VOTE_RECORDS, stamped=True, ballots=ballots))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballot_file, "SMALL", 0)
        found = read(path, what)
    assert list(found.ballots) == list(ballots)
    assert found.ruled == ruled_on(ballots, None)


@given(pile=piles())
def test_without_numbers_on_the_papers_the_place_of_a_record_is_its_number(
    tmp_path_factory: pytest.TempPathFactory, pile: tuple[Contest, tuple[Ballot, ...]]
) -> None:
    what, numbered = pile
    ballots = tuple(replace(ballot, number=place) for place, ballot in enumerate(numbered, start=1))
    path = tmp_path_factory.mktemp("cvr") / "ballots.json"
    box = Box(layout=Layout.CAST_VOTE_RECORDS, stamped=False, ballots=ballots, ruled=ruled_on(ballots, None))
    content = written(path, what, box)
    assert b"BallotAuditId" not in content
    assert read(path, what) == replace(box, stamped=not ballots)


@pytest.mark.parametrize("form", Form)
def test_counted_as_a_deck_a_ballot_ruled_invalid_asks_nobody_about_its_marks(form: Form, tmp_path: Path) -> None:
    what = contest(3, 2, form)
    marks = ("kss", "uks", "ksu") if form is Form.STRIKE_OUT else ("add", "uad", "adu")
    ballots = [Ballot(1, marks[0]), Ballot(2, marks[1], InvalidReason.MARKED)]
    path = tmp_path / "ballots.json"
    written(path, what, Box(layout=Layout.CAST_VOTE_RECORDS, stamped=True, ballots=ballots))
    cvr_schema().validate(json.loads(path.read_bytes()))
    found = count_deck(read_cvr_deck(path, "ballots.json")).contests[0]
    assert (found.tally.counted, found.tally.votes[0], found.blank) == (2, 1, 1)
    written(path, what, Box(layout=Layout.CAST_VOTE_RECORDS, stamped=True, ballots=[*ballots, Ballot(3, marks[2])]))
    with pytest.raises(UndecidedError):
        count_deck(read_cvr_deck(path, "ballots.json"))


def people(what: Contest) -> list[str]:
    return [person.name for person in what.slate.candidates]


WHAT = contest(3, 2)


def foreign(tmp_path: Path, *records: build.Json, **more: Any) -> Path:  # noqa: ANN401 - what JSON holds
    """A file of another program with the contest's people."""
    content = report(records, Election=[build.election(build.contest(**more), names=people(WHAT))])
    cvr_schema().validate(content)
    return build.write(tmp_path / "ballots.json", content)


def refused(path: Path, what: Contest = WHAT, **more: Any) -> list[str]:  # noqa: ANN401 - of a source
    with pytest.raises(InputError) as raised:
        read(path, what, **more)
    assert all(fault.remedy for fault in raised.value.faults)
    return [fault.name for fault in raised.value.faults]


def test_a_file_of_another_program_must_be_told_what_an_indication_means(tmp_path: Path) -> None:
    path = foreign(tmp_path, record(snapshot(said(mark(1))), BallotAuditId="7"))
    assert refused(path) == ["ballots.missing_polarity"]
    assert read(path, WHAT, cells=Cells.KEPT).ballots == (Ballot(7, "kss"),)
    assert read(path, WHAT, cells=Cells.STRUCK).ballots == (Ballot(7, "skk"),)


def test_what_the_file_says_of_an_indication_and_what_the_folder_says_must_agree(tmp_path: Path) -> None:
    code = {"@type": "CVR.Code", "Type": "other", "OtherType": "kiemphieu.cells", "Value": "struck"}
    path = foreign(tmp_path, record(snapshot(said(mark(1)))), Code=[code])
    assert read(path, WHAT).ballots == (Ballot(1, "skk"),)
    assert refused(path, cells=Cells.KEPT) == ["ballots.missing_polarity"]


def test_the_raw_mark_is_what_is_on_the_paper_and_a_later_reading_is_a_ruling(tmp_path: Path) -> None:
    paper = snapshot(said(mark(1), mark(2, IsAllocable="no")))
    device = snapshot(said(mark(3)), kind="interpreted")
    people_say = snapshot(said(mark(1)), kind="modified")
    path = foreign(tmp_path, record(paper, device, people_say))
    (ballot,) = read(path, WHAT, cells=Cells.KEPT).ballots
    assert ballot == Ballot(1, "kks", None, (MarkRuling(2, RawMark.STRUCK),))
    assert ballot.reading == "kss"


def test_a_ground_that_people_ruled_is_a_ruling_and_one_that_follows_from_marks_is_computed(tmp_path: Path) -> None:
    paper = snapshot(said(mark(1)))
    void: build.Json = {"Status": ["invalidated-rules", "other"]}
    signed = snapshot(said(mark(1, IsAllocable="no"), OtherStatus="signed", **void), kind="modified")
    over = snapshot(said(mark(1), mark(2), mark(3), Status=["overvoted", "invalidated-rules"]), kind="modified")
    path = foreign(tmp_path, record(paper, signed), record(paper, over))
    first, second = read(path, WHAT, cells=Cells.KEPT).ballots
    assert first == Ballot(1, "kss", InvalidReason.SIGNED)
    assert (second.ruling, second.reading) == (None, "kkk")
    without = snapshot(said(mark(1), Status=["invalidated-rules"]), kind="modified")
    strange = snapshot(said(mark(1), OtherStatus="spoilt", **void), kind="modified")
    assert refused(foreign(tmp_path, record(paper, without)), cells=Cells.KEPT) == ["ballots.unknown_reason"]
    assert refused(foreign(tmp_path, record(paper, strange)), cells=Cells.KEPT) == ["ballots.unknown_reason"]


def test_other_names_another_order_and_another_slate_are_refused(tmp_path: Path) -> None:
    path = foreign(tmp_path, record(snapshot(said(mark(1)))))
    assert refused(path, contest(4, 2), cells=Cells.KEPT) == ["cvr.other_name"]
    turned = [build.candidate(at) for at in (2, 1, 3)]
    path = foreign(tmp_path, record(snapshot(said(mark(1)))), selections=turned)
    assert refused(path, cells=Cells.KEPT) == ["cvr.other_name"] * 2
    code = {"@type": "CVR.Code", "Type": "other", "OtherType": "kiemphieu.slate", "Value": "sha256:0"}
    path = foreign(tmp_path, record(snapshot(said(mark(1)))), Code=[code])
    assert refused(path, cells=Cells.KEPT) == ["ballots.other_slate"]
    write_ins = [build.candidate(1), build.candidate(2), build.candidate(3, IsWriteIn=True)]
    path = foreign(tmp_path, record(snapshot(said(mark(1)))), selections=write_ins)
    assert refused(path, cells=Cells.KEPT) == ["cvr.other_name"]


def test_numbers_must_be_on_all_papers_or_none_each_once_and_whole(tmp_path: Path) -> None:
    paper = snapshot(said(mark(1)))
    one, same = record(paper, BallotAuditId="0001"), record(paper, BallotAuditId="1")
    assert refused(foreign(tmp_path, one, same), cells=Cells.KEPT) == ["ballots.duplicate"]
    assert refused(foreign(tmp_path, one, record(paper)), cells=Cells.KEPT) == ["cvr.mixed_numbers"]
    odd = [record(paper, BallotAuditId=number) for number in ("A-1", "0", "")]
    assert refused(foreign(tmp_path, *odd), cells=Cells.KEPT) == ["ballots.bad_number"] * 3


def test_the_contest_is_found_by_its_id_and_a_file_of_one_contest_needs_none(tmp_path: Path) -> None:
    path = foreign(tmp_path, record(snapshot(said(mark(1), named="khac"))), named="khac")
    assert read(path, WHAT, cells=Cells.KEPT).ballots == (Ballot(1, "kss"),)
    two = [build.contest("a"), build.contest("b")]
    content = report([], Election=[build.election(*two, names=people(WHAT))])
    assert refused(build.write(tmp_path / "two.json", content), cells=Cells.KEPT) == ["cvr.no_contest"]
    assert refused(path, contest(1, 1, Form.AGREE_DISAGREE)) == ["cvr.no_contest"]


def test_a_missing_row_of_an_agree_disagree_ballot_is_no_mark(tmp_path: Path) -> None:
    what = contest(2, 2, Form.AGREE_DISAGREE)
    path = tmp_path / "ballots.json"
    box = Box(layout=Layout.CAST_VOTE_RECORDS, stamped=True, ballots=(Ballot(1, "an"),))
    content = json.loads(written(path, what, box))
    del content["CVR"][0]["CVRSnapshot"][0]["CVRContest"][1]
    assert refused(build.write(path, content), what) == ["cvr.row_missing"]


def test_rulings_in_the_records_and_in_a_file_of_their_own_are_a_fault(tmp_path: Path) -> None:
    later = snapshot(said(mark(2)), kind="modified")
    path = foreign(tmp_path, record(snapshot(said(mark(1))), later))
    (tmp_path / "rulings.csv").write_text("ballot,code,ruling,reason,in_favour,of\n1,,signed,ký tên,3,3\n", "utf-8")
    assert refused(path, cells=Cells.KEPT, rulings="rulings.csv") == ["rulings.twice"]
