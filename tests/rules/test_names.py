"""Names: one form for all spellings of a name, and what two names look like in a hurry."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.names import given_name, may_put_given_name_first, order_key, spelling_key, without_marks
from tests.rules.checks.build import NAMES

SPELLED_TWO_WAYS = [
    ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
    ("Lê Thuý", "Lê Thúy"),
    ("Trần Quý", "Trần Qúy"),
    ("Phạm Khoẻ", "PHẠM KHỎE"),
    ("Đỗ  Huỳnh", "đỗ huỳnh"),
]
DIFFERENT = [("An", "Án"), ("An", "Ân"), ("Hùng", "Hưng"), ("Đung", "Dung"), ("Minh Anh", "Anh Minh"), ("Hòa", "Hóa")]


@pytest.mark.parametrize(("one", "other"), SPELLED_TWO_WAYS)
def test_a_tone_on_either_vowel_is_one_name(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_tone_letter_or_order_is_another_name(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_no_two_names_of_the_tests_are_one() -> None:
    assert all(spelling_key(one) != spelling_key(other) for one, other in combinations(NAMES, 2))


@pytest.mark.parametrize("name", ["Đặng Hữu Hưng", "DANG HUU HUNG", "đặng hữu hùng"])
def test_without_marks_nothing_is_left_but_letters(name: str) -> None:
    assert without_marks(name) == "dang huu hung"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=12))
def test_any_text_has_keys_and_its_form_does_not_matter(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert spelling_key(written) == spelling_key(text)
        assert without_marks(written) == without_marks(text)
        assert order_key(written) == order_key(unicodedata.normalize("NFC", text))


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_one_name_looks_alike(one: str, other: str) -> None:
    if spelling_key(one) == spelling_key(other):
        assert without_marks(one) == without_marks(other)


def test_a_tone_that_stands_alone_is_no_letter() -> None:
    assert order_key("Nguyễn b\u0301") > order_key("Nguyễn b")
    assert spelling_key("b\u0301") != spelling_key("b")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Y Bhiŏ Niê", True),
        ("Y Thanh Hà Niê Kđăm", True),
        ("H'Hen Niê", True),
        ("H’ Linh Mlô", True),
        ("h kim hoa byă", True),
        ("Y Vêng", False),
        ("H'Hen", False),
        ("Rah Lan H'Bia", False),
        ("Hà Thị Y", False),
        ("Ý Nhi Nguyễn", False),
        ("", False),
    ],
)
def test_who_may_have_the_given_name_before_the_clans(name: str, *, may: bool) -> None:
    assert may_put_given_name_first(name) is may
    assert may_put_given_name_first(unicodedata.normalize("NFD", name)) is may


def test_a_space_comes_before_every_letter_and_what_is_no_letter_after_all_of_them() -> None:
    """Of two family names that begin alike the shorter one is first, as in a telephone book."""
    in_order = ["Hồ An", "Hồ Ba An", "Hồa An", "Hồy An", "Hồ1 An", "Hồ2 An"]
    keys = [order_key(name)[1] for name in in_order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_letters_behind_a_tone_that_stands_alone_count_too() -> None:
    assert order_key("B\u0301a An") != order_key("B\u0301b An")


def test_a_name_without_a_word_has_no_given_name() -> None:
    assert given_name("  ") == ""
    assert given_name("H'Hen Niê") == "Niê"
