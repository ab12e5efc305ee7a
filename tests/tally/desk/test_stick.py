"""A bundle entered without network and merged by stick: it counts once, and what is wrong with a file is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.comparing import shown
from tally.desk.desk import Desk
from tally.desk.refusal import RefusedError
from tally.desk.roles import Phase
from tally.desk.stick import _digest, name_of, read_bundle, write_bundle
from tally.record import canonical_json
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, THIRD, Bench, declared
from tests.tally.desk.evening import FIRST as FIRST_CLERK
from tests.tally.desk.evening import SECOND as SECOND_CLERK
from tests.tally.desk.evening import STRIKES, Evening
from tests.tally.desk.refusals import Said, said


def exported(person: str = SECOND) -> bytes:
    """An entry of bundle 1 from another laptop."""
    away = Bench.counting()
    away.enter(person, {1: "4!0", 2: "-"})
    return write_bundle(away.state, contest="bch", rehearsal=False, bundle=1, entry=1)


def merged(bench: Bench, content: bytes) -> list[str]:
    """Merge it; the names of why not."""
    try:
        bench.do(read_bundle(content), CHAIR)
    except RefusedError as error:
        return [refusal.name for refusal in error.refusals]
    return []


def test_what_was_entered_there_is_an_entry_here() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4", 2: "3"})
    assert merged(bench, exported()) == []
    bundle = bench.bundle()
    assert bundle.complete
    assert bundle.entries[1].people == (SECOND,)
    assert (bundle.differing, bundle.asking) == ((2,), (1,))
    assert shown(bundle)[1].doubtful
    assert bench.refused(ask.TakeBundle(contest="bch", rehearsal=False, bundle=1), SECOND) == ["bundles.entered_before"]


def test_a_file_merged_twice_counts_once() -> None:
    bench = Bench.counting()
    content = exported()
    assert merged(bench, content) == []
    assert merged(bench, content) == ["stick.person_again"]


def test_nobody_enters_a_bundle_here_and_there() -> None:
    bench = Bench.counting()
    bench.enter(SECOND, {1: "4", 2: "-"})
    assert merged(bench, exported(SECOND)) == ["stick.person_again"]


def test_a_third_entry_has_no_place() -> None:
    bench = Bench.counting()
    for person in (FIRST, THIRD):
        bench.enter(person, {1: "4", 2: "-"})
    assert merged(bench, exported()) == ["stick.no_entry_free"]


def test_another_slate_another_bundle_another_contest_are_told() -> None:
    assert merged(Bench.counting(what=declared(form=Form.AGREE_DISAGREE)), exported()) != []
    assert merged(Bench.counting(size=4), exported()) == ["stick.unknown_bundle"]
    other = Bench.open(declared("khác"))
    assert merged(other, exported()) == ["desk.unknown_contest"]
    content = changed(exported(), "slate", "sha256:" + "2" * 64)
    assert merged(Bench.counting(), content) == ["stick.other_slate"]


def changed(content: bytes, name: str, value: object) -> bytes:
    """The file with another value, and a digest that fits: made by somebody who knows how."""
    written = {**json.loads(content), name: value}
    del written["sha256"]
    return canonical_json(written | {"sha256": _digest(written)})


def paper(**other: object) -> dict[str, object]:
    return {
        "ballot": 1,
        "typed": "4",
        "marks": "kkks",
        "ground": "",
        "doubtful": False,
        "note": "",
        "by": SECOND,
    } | other


@pytest.mark.parametrize(
    "papers",
    [
        [],
        [paper()],
        [paper(), paper()],
        [paper(), paper(ballot=3)],
        [paper(), paper(ballot=2), paper(ballot=3)],
        [paper(), paper(ballot=2, marks="kkk")],
        [paper(), paper(ballot=2, marks="kkka")],
        [paper(), paper(ballot=2, ground="overvote")],
        [paper(), paper(ballot=2, by=FIRST)],
    ],
)
def test_papers_that_do_not_fit_the_bundle_are_refused(papers: list[dict[str, object]]) -> None:
    assert merged(Bench.counting(), changed(exported(), "ballots", papers)) == ["stick.not_whole"]


def test_somebody_must_have_entered_it() -> None:
    assert merged(Bench.counting(), changed(exported(), "people", [])) == ["stick.not_whole"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "stick.unreadable"),
        (b"[]", "stick.unreadable"),
        (b"\xff\xfe{}", "stick.unreadable"),
        (b"[" * 100_000, "stick.unreadable"),
        (b" " * 4_000_001, "stick.unreadable"),
        (b"{}", "stick.other_format"),
        (b'{"format": "kiemphieu-bundle/2"}', "stick.other_format"),
        (b'{"format": "kiemphieu-bundle/1"}', "stick.damaged"),
    ],
)
def test_what_is_no_such_file_is_told(content: bytes, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_bundle(content)
    assert [each.name for each in refused.value.refusals] == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first", "1"),
        ("first", True),
        ("people", "An"),
        ("people", [1]),
        ("ballots", {}),
        ("ballots", [1]),
        ("ballots", [paper(ballot=True)]),
        ("ballots", [paper(doubtful=0)]),
        ("rehearsal", 0),
        ("contest", None),
    ],
)
def test_a_field_of_another_kind_is_told(name: str, value: object) -> None:
    assert merged(Bench.counting(), changed(exported(), name, value)) == ["stick.incomplete"]


@given(st.data())
def test_no_byte_of_a_file_changes_unseen(data: st.DataObject) -> None:
    content = exported()
    place = data.draw(st.integers(0, len(content) - 2))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    bent = content[:place] + bytes([other]) + content[place + 1 :]
    assert merged(Bench.counting(), bent) != []


def test_an_entry_that_is_not_finished_is_not_exported() -> None:
    away = Bench.counting()
    away.enter(SECOND, {1: "4"}, finish=False)
    with pytest.raises(RefusedError) as refused:
        write_bundle(away.state, contest="bch", rehearsal=False, bundle=1, entry=1)
    assert refused.value.refusals[0].name == "stick.not_finished"


def test_a_file_says_by_its_name_what_it_is() -> None:
    assert name_of("bch", 1, 50, 2) == "bundle-bch-0001-0050-2.json"


def test_two_laptops_without_network_count_as_one_with(tmp_path: Path) -> None:
    """Each enters once on a desk of its own; merged, the contest goes on as if both had sat at one."""
    away = Evening.begin(tmp_path / "away")
    away.open_box("bch")
    entry = away.type_bundle("bch", SECOND_CLERK, STRIKES)
    content = write_bundle(away.desk.state, contest="bch", rehearsal=False, bundle=1, entry=entry)
    away.desk.close()
    here = Evening.begin(tmp_path / "here")
    with here.desk as desk:
        here.open_box("bch")
        here.type_bundle("bch", FIRST_CLERK, STRIKES)
        desk.do(read_bundle(content), next(iter(desk.state.people)))
        assert desk.state.contests["bch"].real.bundles[1].settled
        before = desk.state
    with Desk.open(tmp_path / "here", machine="máy 1") as again:
        assert again.state == before


def away() -> Bench:
    """A bundle entered elsewhere by two people, the second paper first; its second entry goes on."""
    bench = Bench.counting()
    bench.enter(FIRST, {2: "-!2"}, finish=False)
    bench.do(ask.ReleaseBundle(contest="bch", rehearsal=False, bundle=1, entry=1), FIRST)
    bench.take(SECOND)
    noted = ask.EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=1, typed="3?!0", note="mực nhòe")
    bench.do(noted, SECOND)
    bench.do(ask.FinishBundle(contest="bch", rehearsal=False, bundle=1, entry=1, papers=2), SECOND)
    return bench


def test_a_file_holds_the_papers_by_number_with_who_typed_what() -> None:
    bench = away()
    written = json.loads(write_bundle(bench.state, contest="bch", rehearsal=False, bundle=1, entry=1))
    assert written.pop("sha256") == _digest(written)
    assert written == {
        "format": "kiemphieu-bundle/1",
        "contest": "bch",
        "rehearsal": False,
        "slate": "sha256:" + "1" * 64,
        "machine": "máy 1",
        "head": bench.state.head,
        "first": 1,
        "last": 2,
        "papers": 2,
        "people": [FIRST, SECOND],
        "ballots": [
            paper(typed="3?!0", marks="kkuk", doubtful=True, note="mực nhòe", by=SECOND),
            paper(ballot=2, typed="-!2", marks="kkkk", ground="outside_name", by=FIRST),
        ],
    }


def test_a_file_is_read_as_the_request_to_take_it_in() -> None:
    bench = away()
    content = write_bundle(bench.state, contest="bch", rehearsal=False, bundle=1, entry=1)
    assert read_bundle(content) == ask.MergeBundle(
        contest="bch",
        rehearsal=False,
        slate="sha256:" + "1" * 64,
        first=1,
        last=2,
        papers=2,
        people=(FIRST, SECOND),
        machine="máy 1",
        sha256=hashlib.sha256(content).hexdigest(),
        head=bench.state.head,
        ballots=(1, 2),
        by=(SECOND, FIRST),
        typed=("3?!0", "-!2"),
        notes=("mực nhòe", ""),
        marks=("kkuk", "kkkk"),
        grounds=("", "outside_name"),
        doubtful=(True, False),
    )


def test_the_rehearsal_is_carried_by_stick_as_the_rehearsal() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bench.do(ask.AddBundle(contest="bch", rehearsal=True, first=1, last=1), CHAIR)
    bench.enter(FIRST, {1: "4"}, rehearsal=True)
    assert read_bundle(write_bundle(bench.state, contest="bch", rehearsal=True, bundle=1, entry=1)).rehearsal


def test_a_file_may_have_four_million_bytes() -> None:
    content = exported()
    padded = content + b" " * (4_000_000 - len(content))
    assert replace(read_bundle(padded), sha256="") == replace(read_bundle(content), sha256="")
    assert words_of(lambda: read_bundle(padded + b" "))[0] == "stick.unreadable"


def words_of(what: Callable[[], object]) -> Said:
    """What is told of a file or an entry."""
    with pytest.raises(RefusedError) as refused:
        what()
    (answer,) = said(refused.value.refusals)
    return answer


def test_an_entry_unfinished_is_told_with_its_number() -> None:
    bench = away()
    assert words_of(lambda: write_bundle(bench.state, contest="bch", rehearsal=False, bundle=1, entry=2)) == (
        "stick.not_finished",
        "lần nhập 2 của tập 1 chưa xong",
        "nhập xong tập rồi mới xuất ra tệp",
    )


@pytest.mark.parametrize("content", [b"{", b"7", b" " * 4_000_001])
def test_a_file_that_cannot_be_read_is_told_in_words(content: bytes) -> None:
    assert words_of(lambda: read_bundle(content)) == (
        "stick.unreadable",
        "không đọc được tệp này",
        "chọn tệp bundle-….json đã xuất từ máy nhập",
    )


def test_a_file_of_something_else_is_told_in_words() -> None:
    assert words_of(lambda: read_bundle(changed(exported(), "format", "kiemphieu-bundle/2"))) == (
        "stick.other_format",
        "tệp này không phải một tập phiếu xuất từ bàn kiểm phiếu (kiemphieu-bundle/1)",
        "chọn tệp bundle-….json đã xuất từ máy nhập; hoặc dùng bản kiemphieu mới hơn",
    )


def test_a_file_that_was_touched_is_told_in_words() -> None:
    assert words_of(lambda: read_bundle(exported().replace(b'"papers":2', b'"papers":3'))) == (
        "stick.damaged",
        "tệp bị hỏng hoặc bị sửa sau khi xuất: mã băm không khớp",
        "chép lại tệp từ máy đã nhập",
    )


WITHOUT = ("contest", "rehearsal", "slate", "machine", "head", "first", "last", "papers", "people", "ballots")


@pytest.mark.parametrize("name", WITHOUT)
def test_a_file_without_one_of_its_fields_is_told_in_words(name: str) -> None:
    written = json.loads(exported())
    for field in (name, "sha256"):
        del written[field]
    content = canonical_json(written | {"sha256": _digest(written)})
    assert words_of(lambda: read_bundle(content)) == (
        "stick.incomplete",
        "tệp thiếu trường, hoặc có trường không đúng kiểu",
        "xuất lại tệp bằng bản kiemphieu như ở bàn này",
    )


@pytest.mark.parametrize("name", ["ballot", "typed", "marks", "ground", "doubtful", "note", "by"])
def test_a_paper_without_one_of_its_fields_is_told(name: str) -> None:
    lacking = paper()
    del lacking[name]
    assert merged(Bench.counting(), changed(exported(), "ballots", [paper(), lacking])) == ["stick.incomplete"]
