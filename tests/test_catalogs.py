"""The committed catalogs are fresh and whole, and the command that says so finds each thing that can be wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import catalogs

PO = catalogs.ENGLISH
SOURCE = """from rules.phrase import phrase
phrase("thiếu {n} phiếu", n=1)
"""


def test_nothing_is_wrong_with_the_catalogs() -> None:
    assert catalogs.check() == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout with one sentence, translated."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "tally").mkdir()
    (tmp_path / "rules" / "one.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / catalogs.CLICK).parent.mkdir(parents=True)
    shutil.copy(catalogs.ROOT / catalogs.CLICK, tmp_path / catalogs.CLICK)
    catalogs.update(tmp_path)
    translate(tmp_path, "{n} {n:ballot|ballots} missing")
    return tmp_path


def translate(root: Path, english: str) -> None:
    """Give the one sentence a translation."""
    text = (root / PO).read_text(encoding="utf-8")
    before, _, after = text.partition('msgid "thiếu {n} phiếu"\nmsgstr "')
    (root / PO).write_text(f'{before}msgid "thiếu {{n}} phiếu"\nmsgstr "{english}{after[after.index(chr(34)) :]}')
    catalogs.update(root)


def rewrite(root: Path, source: str) -> None:
    """Change the sentence in the source."""
    (root / "rules" / "one.py").write_text(f"from rules.phrase import phrase\n{source}\n", encoding="utf-8")


def test_the_small_checkout_is_well(root: Path) -> None:
    assert catalogs.check(root) == []


def test_english_has_another_word_for_one_than_for_many(root: Path) -> None:
    translate(root, "{n} ballots missing")
    (problem,) = catalogs.check(root)
    assert "of one it says '{n} ballots'" in problem


def test_updating_twice_changes_nothing(root: Path) -> None:
    first = catalogs.build(root)
    catalogs.update(root)
    assert catalogs.build(root) == first


def test_a_new_sentence_makes_the_catalogs_stale(root: Path) -> None:
    rewrite(root, 'phrase("thiếu {n} phiếu", n=1)\nphrase("mới")')
    assert [problem for problem in catalogs.check(root) if "kiemphieu.po is stale" in problem]


def test_a_sentence_without_english_is_named(root: Path) -> None:
    rewrite(root, 'phrase("mới")')
    catalogs.update(root)
    assert catalogs.check(root) == [f"{PO.as_posix()}: no translation of 'mới'"]


def test_english_with_another_place_is_named(root: Path) -> None:
    translate(root, "{m} missing")
    (problem,) = catalogs.check(root)
    assert "['n']" in problem
    assert "['m']" in problem


def test_a_compiled_catalog_that_is_not_this_one_is_stale(root: Path) -> None:
    (root / PO).with_suffix(".mo").write_bytes(b"other")
    assert catalogs.check(root) == [
        f"{PO.with_suffix('.mo').as_posix()} is stale: python -m tests.catalogs update",
    ]


def test_a_click_msgid_that_click_does_not_have_is_named(root: Path) -> None:
    text = (root / catalogs.CLICK).read_text(encoding="utf-8")
    (root / catalogs.CLICK).write_text(text.replace("Missing command.", "Missing word."), encoding="utf-8")
    catalogs.update(root)
    assert catalogs.check(root) == [f"{catalogs.CLICK.as_posix()}: click has no 'Missing word.'"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('text = "mới"\nphrase(text)', "rules/one.py:3: the first argument of phrase must be one literal text"),
        ('n = 1\nphrase(f"thiếu {n}")', "rules/one.py:3: the first argument of phrase must be one literal text"),
        ('phrase("thiếu {n}")', "rules/one.py:2: places ['n'] but values []"),
        ('phrase("thiếu", n=1)', "rules/one.py:2: places [] but values ['n']"),
        ('phrase("thie\u0302\u0301u")', "rules/one.py:2: not in Unicode NFC"),
    ],
)
def test_a_call_that_no_catalog_can_hold_is_named(root: Path, source: str, problem: str) -> None:
    rewrite(root, source)
    assert [said for said in catalogs.check(root) if said.startswith(problem)]


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ('{{ t("thiếu {n} phiếu") }}', "rules/page.html:1: places ['n'] but values []"),
        ("{{ t(words) }}", "rules/page.html:1: the first argument of t must be one literal text"),
        ('{{ t("mới") }}', f"{PO.as_posix()}: no translation of 'mới'"),
    ],
)
def test_a_template_is_held_to_the_same(root: Path, template: str, problem: str) -> None:
    (root / "rules" / "page.html").write_text(template, encoding="utf-8")
    catalogs.update(root)
    assert problem in catalogs.check(root)
