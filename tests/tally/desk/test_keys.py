"""Keys and the marks they mean: the table of cases, one meaning a line of keys, and how few keys a paper takes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.messages import Translator
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


def marks(names: int, form: Form = Form.STRIKE_OUT, **laid: Iterable[int]) -> str:
    """The marks of a paper: who is struck or disagreed with, unclear, has both boxes or neither."""
    return marks_of({"form": form.value, "names": names, **laid})


@pytest.mark.parametrize(
    ("against", "unclear", "keys"),
    [
        ([], [], "-"),
        ([3, 17, 21], [], "031721"),
        ([5, 6], [], "0506"),
        ([5, 6, 7], [], "05-07"),
        ([1, 2, 3, 7, 8, 43, 44], [], "01-0307084344"),
        ([1, *range(3, 10), 11], [], "0103-0911"),
        ([42, 43, 44], [], "42-44"),
        (range(1, 44), [], "01-43"),
        (range(1, 45), [], "*"),
        ([], [3], "03?"),
        ([5], [3, 4], "0503?04?"),
        ([], range(1, 45), "?"),
    ],
)
def test_a_practised_clerk_types_a_paper_with_the_fewest_keys(
    against: Iterable[int], unclear: Iterable[int], keys: str
) -> None:
    """Two names that follow each other are no shorter as a range, three are."""
    pad = KeyPad(form=Form.STRIKE_OUT, names=44)
    assert pad.shortest(marks(44, against=against, unclear=unclear)) == keys


@pytest.mark.parametrize(
    ("laid", "keys"),
    [
        ({}, "-"),
        ({"against": [1]}, "1"),
        ({"against": [1], "both": [2], "neither": [3]}, "1/3x2"),
        ({"both": [2]}, "-x2"),
        ({"neither": [1, 2, 3]}, "-/1-3"),
        ({"neither": range(1, 6)}, "-/*"),
        ({"both": range(1, 6)}, "-x*"),
        ({"against": [5], "unclear": [4], "neither": [1]}, "54?/1"),
    ],
)
def test_rows_of_two_boxes_have_the_crosses_under_neither_and_both_behind(
    laid: dict[str, Iterable[int]], keys: str
) -> None:
    pad = KeyPad(form=Form.AGREE_DISAGREE, names=5)
    assert pad.shortest(marks(5, Form.AGREE_DISAGREE, **laid)) == keys


def test_marks_of_another_form_have_no_keys() -> None:
    with pytest.raises(ValueError, match=r"^marks of another form: kaka$"):
        KeyPad(form=Form.STRIKE_OUT, names=4).shortest("kaka")


@pytest.mark.parametrize(("typed", "keys"), [("-", 2), ("031721", 7), (" 03 17\t21 ", 7), ("", 1)])
def test_keys_are_counted_with_the_one_that_saves(typed: str, keys: int) -> None:
    assert keys_of(typed) == keys


NOTHING = (
    "keys.nothing",
    "chưa gõ gì: để trống không có nghĩa là không gạch ai",
    "gõ «-» nếu không có ai, «*» nếu tất cả, hoặc mã của từng người",
)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", NOTHING),
        ("!1", NOTHING),
        (
            "=",
            (
                "keys.nothing_before",
                "«=» là giống lá phiếu trước, nhưng trước đó chưa có lá nào của lần nhập này",
                "gõ mã của lá phiếu này",
            ),
        ),
        (
            "03!3",
            (
                "keys.no_ground",
                "«!3» không có trong danh sách lý do",
                "dùng !1 đến !2 theo danh sách trên màn hình, hoặc !0 là phiếu nghi vấn",
            ),
        ),
        (
            "03/04",
            (
                "keys.other_form",
                "«/» chỉ có ở phiếu đồng ý / không đồng ý",
                "phiếu này chỉ gõ mã của những người bị gạch",
            ),
        ),
        ("0304-0603", ("keys.repeated", "số 3 gõ hai lần", "mỗi người chỉ gõ một lần")),
        (
            "09-05",
            (
                "keys.reversed",
                "khoảng 9-5 phải đi từ số nhỏ đến số lớn hơn",
                "đổi thứ tự hai đầu của khoảng, hoặc gõ từng mã",
            ),
        ),
        (
            "05-05",
            (
                "keys.reversed",
                "khoảng 5-5 phải đi từ số nhỏ đến số lớn hơn",
                "đổi thứ tự hai đầu của khoảng, hoặc gõ từng mã",
            ),
        ),
        (
            "034",
            (
                "keys.half_a_code",
                "«4» thiếu chữ số: mỗi mã có 2 chữ số",
                "gõ đủ chữ số, kể cả số 0 ở trước",
            ),
        ),
        (
            "0345",
            (
                "keys.unknown",
                "«45» không có trong danh sách: chỉ có số 1 đến 44",
                "xem lại lá phiếu và gõ lại mã",
            ),
        ),
        (
            "00",
            (
                "keys.unknown",
                "«00» không có trong danh sách: chỉ có số 1 đến 44",
                "xem lại lá phiếu và gõ lại mã",
            ),
        ),
        (
            "03ab",
            (
                "keys.unreadable",
                "không đọc được từ «ab»",
                "gõ mã 2 chữ số liền nhau, ví dụ 0103",
            ),
        ),
    ],
)
def test_what_means_nothing_is_told_with_what_to_type(typed: str, answer: tuple[str, str, str]) -> None:
    pad = KeyPad(form=Form.STRIKE_OUT, names=44, grounds=("not_issued", "signed"))
    assert told(pad, typed) == answer


def test_without_a_list_of_grounds_only_the_doubt_is_offered() -> None:
    assert told(KeyPad(form=Form.STRIKE_OUT, names=2), "1!1") == (
        "keys.no_ground",
        "«!1» không có trong danh sách lý do",
        "dùng !0 cho phiếu nghi vấn",
    )


def test_the_example_of_a_short_list_names_who_is_on_it() -> None:
    assert told(KeyPad(form=Form.AGREE_DISAGREE, names=2), "a") == (
        "keys.unreadable",
        "không đọc được từ «a»",
        "gõ mã 1 chữ số liền nhau, ví dụ 12",
    )


def told(pad: KeyPad, typed: str) -> tuple[str, str, str]:
    """What a clerk is told who typed this."""
    with pytest.raises(KeysError) as refused:
        pad.read(typed)
    problem, words = refused.value.problem, Translator("vi")
    assert refused.value.args == (problem,)
    return problem.name, words.text(problem.message), words.text(problem.remedy)
