"""A bundle entered without network and merged by stick: it counts once, and what is wrong with a file is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.comparing import shown
from tally.desk.desk import Desk
from tally.desk.refusal import RefusedError
from tally.desk.stick import _digest, name_of, read_bundle, write_bundle
from tally.record import canonical_json
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, THIRD, Bench, declared
from tests.tally.desk.evening import FIRST as FIRST_CLERK
from tests.tally.desk.evening import SECOND as SECOND_CLERK
from tests.tally.desk.evening import STRIKES, Evening


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
    said = {**json.loads(content), name: value}
    del said["sha256"]
    return canonical_json(said | {"sha256": _digest(said)})


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
