"""Phrases as text in both languages, and click speaking Vietnamese."""

from __future__ import annotations

import gettext
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from rules import language
from rules.labels import label_of
from rules.language import LANGUAGES, speak_click
from rules.messages import Translator
from rules.model import Office, Qualification, Theory
from rules.partial_date import PartialDate
from rules.percent import Percent, PercentRounding, percent
from rules.phrase import Phrase
from tests import catalogs

VI, EN = Translator("vi"), Translator("en")


def sentence(msgid: str, **values: object) -> Phrase:
    """A phrase of a test, which no catalog holds."""
    return Phrase(msgid, values)  # type: ignore[arg-type]  # some tests give values no phrase may hold


def test_vietnamese_is_the_default() -> None:
    assert Translator().lang == "vi"


def test_a_language_of_nobody_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="fr"):
        Translator("fr")


def test_a_share_has_a_comma_in_vietnamese_and_a_point_in_english() -> None:
    share = percent(Fraction(5, 34), PercentRounding.HALF_UP)
    assert VI.text(sentence("{share} %", share=share)) == "14,71 %"
    assert EN.text(sentence("{share} %", share=share)) == "14.71 %"


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2020, 7, 5), "05/07/2020", "2020-07-05"),
        (PartialDate(1975, 3, 20), "20/03/1975", "1975-03-20"),
        (PartialDate(1975, 3), "03/1975", "1975-03"),
        (PartialDate(1975), "1975", "1975"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(day: date | PartialDate, vietnamese: str, english: str) -> None:
    assert VI.text(sentence("{day}", day=day)) == vietnamese
    assert EN.text(sentence("{day}", day=day)) == english


def test_phrases_inside_phrases_and_lists_of_them_are_translated() -> None:
    inner = (label_of("elected"), label_of("not_elected"))
    assert VI.text(sentence("{who}: {what}", who="An", what=inner)) == "An: trúng cử, không trúng cử"
    assert EN.text(sentence("{who}: {what}", who="An", what=inner)) == "An: elected, not elected"


def test_members_of_enums_are_named_and_yes_and_no_said() -> None:
    assert VI.text(sentence("{office}: {ok}", office=Office.SECRETARY, ok=True)) == "bí thư: có"
    assert EN.text(sentence("{office}: {ok}", office=Office.SECRETARY, ok=False)) == "secretary: no"


def test_the_same_value_of_two_enums_has_two_names() -> None:
    assert VI.label(Qualification.NONE) != VI.label(Theory.NONE)
    assert EN.label(Qualification.NONE) != EN.label(Theory.NONE)


def test_a_missing_translation_stays_vietnamese() -> None:
    assert EN.text(sentence("câu chưa ai dịch: {n}", n=3)) == "câu chưa ai dịch: 3"


def test_a_missing_catalog_stays_vietnamese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    assert Translator("en").label("elected") == "trúng cử"


@pytest.mark.parametrize(("n", "english"), [(0, "0 seats"), (1, "1 seat"), (2, "2 seats"), (39, "39 seats")])
def test_english_chooses_a_word_by_a_number(n: int, english: str) -> None:
    assert EN.text(sentence("{n} {n:seat|seats}", n=n)) == english


@given(st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"])), st.text(), st.integers())
def test_values_are_never_read_as_places(words: str, name: str, n: int) -> None:
    assert VI.text(sentence(f"{words}{{name}}:{{n}}", name=name, n=n)) == f"{words}{name}:{n}"


@given(st.integers(min_value=0, max_value=10**9))
def test_a_share_reads_the_same_in_both_languages_but_for_the_comma(hundredths: int) -> None:
    assert VI.percent(Percent(hundredths)).replace(",", ".") == EN.percent(Percent(hundredths))


def click_says(lang: str, *args: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What click prints for a small command in a language."""
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setattr(gettext, "_current_domain", "messages")
    speak_click(lang)

    @click.command
    @click.argument("folder")
    @click.option("--lang", type=click.Choice(LANGUAGES))
    def count(folder: str, lang: str | None) -> None:
        """Count."""

    return CliRunner().invoke(count, args).output


@pytest.mark.parametrize(
    ("args", "vietnamese", "english"),
    [
        (["--help"], "Cách dùng: count", "Usage: count"),
        (["--help"], "Hiện hướng dẫn này rồi thoát.", "Show this message and exit."),
        ([], "Lỗi: Thiếu đối số 'FOLDER'.", "Error: Missing argument 'FOLDER'."),
        (["a", "b"], "Thừa đối số (b)", "Got unexpected extra argument (b)"),
        (["a", "--on"], "Không có tùy chọn '--on'.", "No such option '--on'."),
        (["a", "--lang"], "Tùy chọn '--lang' cần 1 giá trị.", "Option '--lang' requires an argument."),
        (["a", "--lang", "fr"], "'fr' không thuộc các giá trị 'vi', 'en'.", "'fr' is not one of 'vi', 'en'."),
        (["a", "--land", "vi"], "Có phải ý bạn là: '--lang'?", "Did you mean '--lang'?"),
    ],
)
def test_click_speaks_the_language(
    args: list[str], vietnamese: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vietnamese in click_says("vi", *args, monkeypatch=monkeypatch)
    assert english in click_says("en", *args, monkeypatch=monkeypatch)


def test_vietnamese_reads_no_catalog_and_loads_nothing_heavy() -> None:
    """Start-up: the default language costs no file."""
    code = (
        "import sys; from rules.messages import Translator; Translator().label('elected');"
        "print(*({'click', 'rich', 'numpy', 'pandas', 'babel', 'email'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=catalogs.ROOT)
    assert ran.stdout.split() == []
