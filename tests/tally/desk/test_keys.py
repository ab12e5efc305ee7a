"""Keys and the marks they mean: the table of cases, one meaning a line of keys, and how few keys a paper takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.model import Form
from tally.codes import parse_codes
from tally.desk.keys import AGAINST, FOR, KeyPad, Keys, KeysError, keys_of
from tally.model import RawMark

TABLE = json.loads((Path(__file__).parents[3] / "tally" / "desk" / "key_cases.json").read_text(encoding="utf-8"))
GOOD = [case for case in TABLE["cases"] if "error" not in case]
BAD = [case for case in TABLE["cases"] if "error" in case]


def pad_of(case: dict[str, Any]) -> KeyPad:
    return KeyPad(form=Form(case["form"]), names=case["names"], grounds=tuple(TABLE["grounds"]))


def before_of(case: dict[str, Any]) -> Keys | None:
    return pad_of(case).read(case["before"]) if "before" in case else None


def marks_of(case: dict[str, Any]) -> str:
    form = Form(case["form"])
    laid = {
        "against": AGAINST[form],
        "unclear": RawMark.UNCLEAR,
        "both": RawMark.BOTH,
        "neither": RawMark.NEITHER,
    }
    letters = [FOR[form].value] * case["names"]
    for key, mark in laid.items():
        for name in case.get(key, ()):
            letters[name - 1] = mark.value
    return "".join(letters)


def shown(case: dict[str, Any]) -> str:
    return f"{case['form']}-{case['names']}-{case['typed']!r}"


@pytest.mark.parametrize("case", GOOD, ids=shown)
def test_what_keys_mean(case: dict[str, Any]) -> None:
    read = pad_of(case).read(case["typed"], before_of(case))
    assert read == Keys(marks=marks_of(case), ground=case.get("ground", ""), doubtful=case.get("doubtful", False))


@pytest.mark.parametrize("case", BAD, ids=shown)
def test_what_keys_do_not_mean(case: dict[str, Any]) -> None:
    with pytest.raises(KeysError) as refused:
        pad_of(case).read(case["typed"], before_of(case))
    assert refused.value.problem.name == case["error"]


PADS = st.builds(KeyPad, form=st.sampled_from(Form), names=st.integers(1, 99))


@st.composite
def papers(draw: st.DrawFn) -> tuple[KeyPad, str]:
    """A paper of any form, with any marks that can be on it."""
    pad = draw(PADS)
    letters = [FOR[pad.form], AGAINST[pad.form], RawMark.UNCLEAR]
    if pad.form is Form.AGREE_DISAGREE:
        letters += [RawMark.BOTH, RawMark.NEITHER]
    marks = draw(st.lists(st.sampled_from(letters), min_size=pad.names, max_size=pad.names))
    return pad, "".join(marks)


@given(papers())
def test_every_paper_can_be_typed_and_reads_as_it_is(paper: tuple[KeyPad, str]) -> None:
    pad, marks = paper
    assert pad.read(pad.shortest(marks)) == Keys(marks=marks, ground="", doubtful=False)


@given(PADS, st.data())
def test_keys_are_never_more_than_twice_the_struck_and_two(pad: KeyPad, data: st.DataObject) -> None:
    """For lists of up to 99 names, whatever is struck; the key that saves is counted."""
    against = data.draw(st.sets(st.integers(1, pad.names)))
    marks = "".join(AGAINST[pad.form] if name in against else FOR[pad.form] for name in range(1, pad.names + 1))
    assert keys_of(pad.shortest(marks)) <= 2 * len(against) + 2


@given(PADS, st.text(st.sampled_from("0123456789-*=?/x! "), max_size=12))
def test_whatever_is_typed_means_one_paper_or_nothing(pad: KeyPad, typed: str) -> None:
    """One letter a name, and what a blank does anywhere is nothing."""
    read = meaning(pad, typed)
    assert meaning(pad, " ".join(typed)) == read
    if isinstance(read, Keys):
        assert len(read.marks) == pad.names
        assert typed.strip()


def meaning(pad: KeyPad, typed: str) -> Keys | str:
    """What is typed, or the name of why it means nothing."""
    try:
        return pad.read(typed)
    except KeysError as error:
        return error.problem.name


@given(st.integers(1, 99), st.data())
def test_codes_typed_and_codes_in_a_file_mean_the_same(names: int, data: st.DataObject) -> None:
    """The file separates codes by blanks, the keys need none; neither reads the other's codes in another way."""
    pad = KeyPad(form=Form.STRIKE_OUT, names=names)
    struck = data.draw(st.sets(st.integers(1, names), min_size=1))
    assume(len(struck) < names)
    cell = " ".join(f"{name:0{pad.width}d}" for name in sorted(struck))
    assert parse_codes(cell, names).names == struck
    assert {at for at, mark in enumerate(pad.read(cell).marks, 1) if mark == RawMark.STRUCK} == struck
