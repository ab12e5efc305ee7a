"""The table of keys beside the list at hand, row by row: what is typed, and what it means in words."""

from __future__ import annotations

import pytest

from rules.messages import Translator
from rules.model import Form
from tally.desk.key_table import key_table, polarity
from tally.desk.keys import KeyPad

GROUNDS = ("not_issued", "signed")
SAME = ("=", "giống hệt lá phiếu vừa nhập trước đó")
SAVE = ("Enter", "lưu lá phiếu, sang lá sau")


def rows(form: Form, names: int, grounds: tuple[str, ...] = GROUNDS) -> list[tuple[str, str]]:
    """Each row as it is printed."""
    words = Translator("vi")
    return [(row.keys, words.text(row.said)) for row in key_table(KeyPad(form=form, names=names, grounds=grounds))]


def doubts(code: str) -> list[tuple[str, str]]:
    """The rows of what only people can see, the same on both forms."""
    return [
        (f"{code}?", "dấu ở người số 1 không rõ, ban kiểm phiếu xem"),
        ("?", "cả lá phiếu không rõ, ban kiểm phiếu xem"),
        ("-!0", "thêm !0 ở cuối: phiếu nghi vấn, ban kiểm phiếu xem"),
        ("-!1", "thêm !1 ở cuối: phiếu không do ban kiểm phiếu phát ra"),
        ("-!2", "thêm !2 ở cuối: có ký tên"),
    ]


def test_a_ballot_to_strike_names_on() -> None:
    assert rows(Form.STRIKE_OUT, 12) == [
        ("0103", "gạch người số 1, 3"),
        ("01-05", "từ số 1 đến số 5"),
        ("-", "không gạch ai"),
        ("*", "gạch tất cả"),
        SAME,
        *doubts("01"),
        SAVE,
    ]


def test_a_ballot_of_two_boxes() -> None:
    assert rows(Form.AGREE_DISAGREE, 4) == [
        ("13", "không đồng ý với người số 1, 3"),
        ("1-4", "từ số 1 đến số 4"),
        ("-", "không đồng ý: không có ai"),
        ("*", "không đồng ý với tất cả"),
        SAME,
        ("-/1", "người số 1 không đánh dấu ô nào (/* là tất cả)"),
        ("-x1", "người số 1 đánh dấu cả hai ô (x* là tất cả)"),
        *doubts("1"),
        SAVE,
    ]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (1, ["-"]),
        (2, ["12", "-"]),
        (3, ["13", "1-3", "-"]),
        (4, ["13", "1-4", "-"]),
        (100, ["001003", "001-005", "-"]),
    ],
)
def test_a_short_list_has_no_example_of_more_names_than_it_has(names: int, keys: list[str]) -> None:
    assert [each for each, _ in rows(Form.STRIKE_OUT, names)][: len(keys)] == keys


def test_nine_grounds_have_a_key_and_no_more() -> None:
    keys = [each for each, _ in rows(Form.STRIKE_OUT, 4, ("signed",) * 11)]
    assert [each for each in keys if "!" in each] == [f"-!{digit}" for digit in range(10)]


def test_what_is_typed_stands_in_large_letters() -> None:
    words = Translator("vi")
    assert words.text(polarity(Form.STRIKE_OUT)) == "GÕ SỐ NGƯỜI BỊ GẠCH TÊN"
    assert words.text(polarity(Form.AGREE_DISAGREE)) == "GÕ SỐ NGƯỜI BỊ ĐÁNH DẤU «KHÔNG ĐỒNG Ý»"
