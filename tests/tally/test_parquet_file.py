"""Parquet ballots: the same box as CSV, in every form of column; and every way in which a file can be unusable."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.choice import AllDisagree, Choices
from rules.errors import InputError
from rules.model import Cells, Contest, Form
from tally.canonical import ballots_canonical, ballots_digest, digest, slate_canonical
from tally.count import count
from tally.model import Ballot, InvalidReason
from tally.parquet_writer import UnclearBallotError, write_packed
from tally.result import count_twice
from tests.tally.big_piles import Sizes, contest_of, faults_of, paper_of, read, streamed, streaming
from tests.tally.builders import pile
from tests.tally.strategies import Pile, piles

FILE = "ballots-bch.parquet"
PLAIN = pile(*(["kks", "ksk", "skk", "sss", "kkk"] * 9))
OF = contest_of(paper_of(Form.STRIKE_OUT, 3), len(PLAIN), file=FILE)


def metadata(of: Contest, cells: str = "kept") -> dict[str, str]:
    """What a file says of itself."""
    return {"kiemphieu.cells": cells, "kiemphieu.slate": digest(slate_canonical(of.slate))}


def columns(ballots: tuple[Ballot, ...], kind: pa.DataType, cells: str = "kept") -> dict[str, pa.Array]:
    """Wide columns."""
    one = "k" if cells == "kept" else "s"
    names = len(ballots[0].marks)
    marks = {str(name + 1): [ballot.marks[name] == one for ballot in ballots] for name in range(names)}
    return {name: pa.array(values).cast(kind) for name, values in marks.items()}


def write(folder: Path, arrays: dict[str, pa.Array], said: dict[str, str], **options: Any) -> None:  # noqa: ANN401 - pyarrow's options
    pq.write_table(pa.table(arrays).replace_schema_metadata(said), folder / FILE, **options)


def assert_is(folder: Path, of: Contest, ballots: tuple[Ballot, ...], choice: AllDisagree, *, stamped: bool) -> None:
    """The file holds these ballots."""
    for sizes in (Sizes(chunk=7), Sizes(chunk=64), Sizes(chunk=1 << 16)):
        with streaming(sizes):
            box = read(folder, of, choice)
            assert (box.stamped, tuple(box.ballots)) == (stamped, ballots)
            assert ballots_digest(box.ballots, len(of.slate)) == digest(ballots_canonical(ballots, len(of.slate)))
            paper = streamed(box).streamed.paper
            tally = count(ballots, paper, choice)
            assert streamed(box).streamed.file_order == streamed(box).streamed.blocks == tally
            assert count_twice(box.ballots, paper, Choices(all_disagree=choice)) == tally
            assert set(streamed(box).streamed.sample) <= set(ballots)


@pytest.mark.parametrize("names", [2, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130])
@pytest.mark.parametrize("kind", [pa.bool_(), pa.uint8(), pa.int8()])
@pytest.mark.parametrize("cells", Cells)
def test_wide_columns_are_read(tmp_path: Path, names: int, kind: pa.DataType, cells: Cells) -> None:
    chance = Random(names)  # noqa: S311  # invented ballots, no secret
    ballots = pile(*("".join(chance.choice("ks") for _ in range(names)) for _ in range(130)))
    of = contest_of(paper_of(Form.STRIKE_OUT, names), len(ballots), file=FILE)
    write(tmp_path, columns(ballots, kind, cells), metadata(of, cells), row_group_size=50)
    assert_is(tmp_path, of, ballots, AllDisagree.VALID, stamped=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), pile_of=piles(max_names=12, max_ballots=30))
def test_what_is_written_packed_is_read_again(tmp_path: Path, data: st.DataObject, pile_of: Pile) -> None:
    ballots = tuple(
        replace(b, marks=b.marks.replace("u", "k" if pile_of.paper.form is Form.STRIKE_OUT else "n"))
        for b in pile_of.ballots
    )
    of = contest_of(pile_of.paper, len(ballots), file=FILE)
    with streaming():
        write_packed(tmp_path / FILE, of, data.draw(st.permutations(ballots)))
    assert_is(tmp_path, of, ballots, pile_of.all_disagree, stamped=True)


@pytest.mark.parametrize("names", [1, 8, 9, 63, 64, 65, 128, 129])
@pytest.mark.parametrize("form", Form)
def test_packed_lists_on_every_border_of_a_word(tmp_path: Path, names: int, form: Form) -> None:
    chance = Random(names)  # noqa: S311  # invented ballots, no secret
    letters = "ks" if form is Form.STRIKE_OUT else "adbn"
    names = max(names, 2) if form is Form.STRIKE_OUT else names
    ballots = pile(*("".join(chance.choice(letters) for _ in range(names)) for _ in range(70)))
    of = contest_of(paper_of(form, names), len(ballots), file=FILE)
    for stamped in (True, False):
        write_packed(tmp_path / FILE, of, ballots, stamped=stamped)
        assert_is(tmp_path, of, ballots, AllDisagree.INVALID, stamped=stamped)


def test_numbers_and_rulings_stand_beside_the_marks(tmp_path: Path) -> None:
    ballots = tuple(
        replace(b, number=1000 - b.number, ruling=InvalidReason.SIGNED if b.number % 7 == 0 else None) for b in PLAIN
    )
    for kind in (pa.int16(), pa.uint32(), pa.int64()):
        for text in (pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())):
            arrays = columns(ballots, pa.bool_()) | {
                "ballot": pa.array([b.number for b in ballots], kind),
                "invalid": pa.array([b.ruling and b.ruling.value for b in ballots], pa.string()).cast(text),
            }
            write(tmp_path, arrays, metadata(OF))
            assert_is(tmp_path, OF, tuple(reversed(ballots)), AllDisagree.VALID, stamped=True)


def test_an_empty_box_is_one(tmp_path: Path) -> None:
    write_packed(tmp_path / FILE, OF, ())
    assert_is(tmp_path, OF, (), AllDisagree.VALID, stamped=True)


def test_packed_bits_cannot_hold_an_unreadable_mark_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(UnclearBallotError, match="99"):
        write_packed(tmp_path / FILE, OF, [*PLAIN, Ballot(99, "kus")])
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        write_packed(tmp_path / "nowhere" / FILE, OF, PLAIN)
    assert error.value.faults[0].name == "output.cannot_write"


def with_cell(name: str, row: int, value: object, kind: pa.DataType) -> dict[str, pa.Array]:
    arrays = columns(PLAIN, kind)
    values = arrays[name].to_pylist()
    values[row] = value
    return arrays | {name: pa.array(values, kind)}


def kept(*words: int | None) -> dict[str, pa.Array]:
    return {"kept_0": pa.array(words, pa.uint64())}


BOOLEANS = columns(PLAIN, pa.bool_())
SAID = metadata(OF)
FAULTS: dict[str, tuple[dict[str, pa.Array], dict[str, str], list[tuple[str, int | None, str | None]]]] = {
    "no metadata": (BOOLEANS, {}, [("ballots.missing_polarity", None, None), ("ballots.missing_slate", None, None)]),
    "other polarity": (BOOLEANS, SAID | {"kiemphieu.cells": "marked"}, [("ballots.missing_polarity", None, None)]),
    "other slate": (BOOLEANS, SAID | {"kiemphieu.slate": "sha256:0"}, [("ballots.other_slate", None, None)]),
    "struck words": (kept(1), SAID | {"kiemphieu.cells": "struck"}, [("ballots.missing_polarity", None, None)]),
    "a column less": ({"1": BOOLEANS["1"], "2": BOOLEANS["2"]}, SAID, [("ballots.wrong_columns", None, None)]),
    "a column more": (BOOLEANS | {"4": BOOLEANS["1"]}, SAID, [("ballots.wrong_columns", None, None)]),
    "unknown columns": ({"a": BOOLEANS["1"]}, SAID, [("ballots.wrong_columns", None, None)]),
    "words of another list": (kept(1) | {"kept_1": kept(1)["kept_0"]}, SAID, [("ballots.wrong_columns", None, None)]),
    "the other form": (
        {"agree_0": kept(1)["kept_0"], "disagree_0": kept(1)["kept_0"]},
        SAID | {"kiemphieu.cells": "agree_disagree"},
        [("ballots.wrong_form", None, None)],
    ),
    "floats": (columns(PLAIN, pa.float32()), SAID, [("ballots.wrong_type", None, str(name)) for name in (1, 2, 3)]),
    "text": (BOOLEANS | {"2": pa.array(["1"] * 45)}, SAID, [("ballots.wrong_type", None, "2")]),
    "words of 32 bits": ({"kept_0": pa.array([1], pa.uint32())}, SAID, [("ballots.wrong_type", None, "kept_0")]),
    "numbers as text": (BOOLEANS | {"ballot": pa.array(["1"] * 45)}, SAID, [("ballots.wrong_type", None, "ballot")]),
    "rulings as numbers": (BOOLEANS | {"invalid": pa.array([1] * 45)}, SAID, [("ballots.wrong_type", None, "invalid")]),
    "an empty mark": (with_cell("2", 20, None, pa.bool_()), SAID, [("ballots.empty_cell", 21, "2")]),
    "a two": (with_cell("3", 44, 2, pa.uint8()), SAID, [("ballots.bad_cell", 45, "3")]),
    "minus one": (with_cell("1", 0, -1, pa.int8()), SAID, [("ballots.bad_cell", 1, "1")]),
    "an empty word": (kept(1, None), SAID, [("ballots.empty_cell", 2, "kept_0")]),
    "a bit beyond the list": (kept(1, 2, 8), SAID, [("ballots.unknown_code", 3, "kept_0")]),
    "number nought": (kept(1, 2) | {"ballot": pa.array([1, 0])}, SAID, [("ballots.bad_number", 2, "ballot")]),
    "a negative number": (kept(1, 2) | {"ballot": pa.array([-1, 1])}, SAID, [("ballots.bad_number", 1, "ballot")]),
    "no number": (kept(1, 2) | {"ballot": pa.array([1, None])}, SAID, [("ballots.empty_cell", 2, "ballot")]),
    "a number twice": (
        kept(1, 2, 3) | {"ballot": pa.array([5, 4, 5])},
        SAID,
        [("ballots.duplicate", 3, "ballot")],
    ),
    "an unknown ground": (
        kept(1, 2, 3) | {"invalid": pa.array(["rain", None, "rain"])},
        SAID,
        [("ballots.unknown_reason", 1, "invalid"), ("ballots.unknown_reason", 3, "invalid")],
    ),
    "a computed ground": (
        kept(1, 2) | {"invalid": pa.array(["", "overvote"])},
        SAID,
        [("ballots.computed_reason", 2, "invalid")],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_used_is_refused_by_name(
    tmp_path: Path,
    case: tuple[dict[str, pa.Array], dict[str, str], list[tuple[str, int | None, str | None]]],
) -> None:
    arrays, said, expected = case
    write(tmp_path, arrays, said)
    for sizes in (Sizes(chunk=2), Sizes(chunk=1 << 16)):
        with streaming(sizes):
            found = faults_of(tmp_path, OF)
        assert [(fault.name, fault.place.row, fault.place.column) for fault in found] == expected
        assert all(fault.file == FILE for fault in found)


def test_a_polarity_other_than_that_of_the_congress_is_refused(tmp_path: Path) -> None:
    write(tmp_path, BOOLEANS, SAID)
    assert OF.ballots is not None
    of = replace(OF, ballots=replace(OF.ballots, cells=Cells.STRUCK))
    assert [fault.name for fault in faults_of(tmp_path, of)] == ["ballots.missing_polarity"]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def damaged(content: bytes) -> bytes:
    middle = len(content) // 4
    return content[:middle] + bytes(255 - byte for byte in content[middle : middle + 40]) + content[middle + 40 :]


@pytest.mark.parametrize("spoil", [cut, damaged, lambda _: b"", lambda _: b"PAR1", lambda content: content[:-1]])
def test_a_file_that_is_cut_short_or_damaged_is_a_fault(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    write(tmp_path, columns(PLAIN * 40, pa.uint8()), SAID, compression="zstd", use_dictionary=False)
    path = tmp_path / FILE
    path.write_bytes(spoil(path.read_bytes()))
    assert {fault.name for fault in faults_of(tmp_path, OF)} == {"ballots.parquet_unreadable"}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4))
def test_any_damage_is_read_or_told(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    """No traceback, whatever is changed; pyarrow itself stands in between."""
    write_packed(tmp_path / FILE, OF, PLAIN)
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    for place, change in changes:
        content[place % len(content)] ^= change
    path.write_bytes(bytes(content))
    found = faults_of(tmp_path, OF)
    assert all(fault.message.msgid for fault in found)


def test_a_missing_file_is_told_as_always(tmp_path: Path) -> None:
    assert [fault.name for fault in faults_of(tmp_path, OF)] == ["file.missing"]


def test_without_pyarrow_the_remedy_is_named(tmp_path: Path) -> None:
    write_packed(tmp_path / FILE, OF, PLAIN)
    with patch.dict(sys.modules, {"pyarrow": None, "tally.parquet_file": None}):
        (fault,) = faults_of(tmp_path, OF)
    assert fault.name == "ballots.no_pyarrow"
    assert "kiemphieu[parquet]" in fault.remedy.msgid


def test_reading_parquet_imports_no_pandas(tmp_path: Path) -> None:
    """Left to itself, pyarrow imports it to hand over a column: longer than it takes to count a million ballots."""
    write_packed(tmp_path / FILE, OF, PLAIN)
    program = (
        "import sys; from pathlib import Path; from tests.tally.test_parquet_file import OF, read; "
        "sys.modules.pop('pandas', None); "
        "[sys.modules.pop(name) for name in list(sys.modules) if name.startswith('pandas.')]; "
        f"box = read(Path({str(tmp_path)!r}), OF); assert len(box.ballots) == 45; assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_cells_longer_than_any_ground_are_refused_before_they_are_read(tmp_path: Path) -> None:
    arrays = columns(PLAIN, pa.bool_()) | {"invalid": pa.array(["x" * 1_000_000] + [None] * (len(PLAIN) - 1))}
    write(tmp_path, arrays, metadata(OF))
    assert [fault.name for fault in faults_of(tmp_path, OF)] == ["ballots.parquet_too_long"]
