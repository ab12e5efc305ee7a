"""Words in cells: what people write, and that a doubtful word is not understood rather than guessed."""

from __future__ import annotations

from enum import StrEnum

import pytest

from rules.model import Nomination, Qualification, Sex, Theory
from rules.vocabulary import WORDS, accepted_words, level_words, read_incumbent, read_word, read_yes_no


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("sex", "Nam", Sex.MALE),
        ("sex", "NỮ", Sex.FEMALE),
        ("sex", "female", Sex.FEMALE),
        ("qualification", "Tiến sĩ", Qualification.POSTGRADUATE),
        ("qualification", "Trên Đại học", Qualification.POSTGRADUATE),
        ("qualification", "Đại học", Qualification.UNIVERSITY),
        ("qualification", "Cao đẳng", Qualification.COLLEGE),
        ("qualification", "Trung cấp", Qualification.VOCATIONAL),
        ("qualification", "LĐ phổ thông", Qualification.NONE),
        ("qualification", "ThS.", Qualification.POSTGRADUATE),
        ("qualification", "Đại học Luật", Qualification.UNIVERSITY),
        ("qualification", "Thạc sĩ, quản lý kinh tế", Qualification.POSTGRADUATE),
        ("qualification", "Kỹ sư xây dựng", Qualification.UNIVERSITY),
        ("qualification", "Đại học, Thạc sĩ", Qualification.POSTGRADUATE),
        ("qualification", "Đại học Luật; Thạc sĩ Quản lý công", Qualification.POSTGRADUATE),
        ("qualification", "ThS. và CĐ", Qualification.POSTGRADUATE),
        ("qualification", "Trung cấp điện, Cao đẳng", Qualification.COLLEGE),
        ("qualification", "Kỹ sư xây dựng và quản lý dự án", Qualification.UNIVERSITY),
        ("theory", "Trung cấp; Cao cấp", Theory.ADVANCED),
        ("theory", "Cử nhân", Theory.BACHELOR),
        ("theory", "Cao cấp LLCT", Theory.ADVANCED),
        ("theory", "Trung cấp lí luận chính trị", Theory.INTERMEDIATE),
        ("theory", "sơ cấp", Theory.ELEMENTARY),
        ("theory", "Chưa qua đào tạo", Theory.NONE),
        ("nomination", "Cấp uỷ giới thiệu", Nomination.COMMITTEE),
        ("nomination", "Đề cử tại đại hội", Nomination.FLOOR),
        ("nomination", "Ứng cử", Nomination.SELF),
    ],
)
def test_words_of_real_lists(field: str, text: str, value: StrEnum) -> None:
    assert read_word(field, text) is value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("sex", "Nam/Nữ"),
        ("sex", "Name"),
        ("qualification", "Chưa tốt nghiệp đại học"),
        ("qualification", "Đại học (đang học)"),
        ("qualification", "Cao đẳng liên thông đại học"),
        ("qualification", "Thạc sĩ, giảng viên trường đại học"),
        ("qualification", "Luật, Đại học"),
        ("qualification", "Đại học, đang học Thạc sĩ"),
        ("qualification", "Đại họcc"),
        ("qualification", "12/12"),
        ("theory", "Đang học cao cấp"),
        ("nomination", "Đề cử"),
    ],
)
def test_what_is_doubtful_is_not_understood(field: str, text: str) -> None:
    assert read_word(field, text) is None


@pytest.mark.parametrize("text", ["yes", "Có", "X", "x", "1", "✓"])
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "Không", "0"])
def test_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "?", "2", "co", "tái cử", "-"])
def test_neither_yes_nor_no(text: str) -> None:
    assert read_yes_no(text) is None


def test_re_elected_or_first_time() -> None:
    assert read_incumbent("TÁI CỬ") is True
    assert [read_incumbent(text) for text in ("Mới", "Tham gia lần đầu", "lần đầu")] == [False, False, False]
    assert read_incumbent("x") is None


def test_what_a_message_offers_is_accepted() -> None:
    for field, words in WORDS.items():
        assert {read_word(field, word) for word in accepted_words(field)} == set(words)
    assert None not in {read_yes_no(word) for word in accepted_words("planned")}
    assert None not in {read_incumbent(word) or read_yes_no(word) for word in accepted_words("incumbent")} - {None}
    for word in accepted_words("incumbent"):
        assert read_incumbent(word) is not None or read_yes_no(word) is not None


def test_words_that_can_head_a_column_are_no_abbreviations() -> None:
    assert set(level_words("sex")) == {"male", "nam", "female", "nữ"}
    assert {"cao cấp", "cử nhân"} <= set(level_words("theory"))
    assert not {"không", "none", "ts", "cc", "đh"} & (set(level_words("theory")) | set(level_words("qualification")))
