"""Every identifier a user can meet has words, in both languages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum

import pytest

import rules
import tally
from rules.check import Check
from rules.checks import ALL
from rules.choice import Choices
from rules.headings import Reading
from rules.labels import label_of, level_of, office_of
from rules.language import LANGUAGES
from rules.messages import Translator
from rules.model import Level, Office
from rules.parameter import PARAMETERS, Shape
from rules.regulation_file import load_packs
from rules.report_file import ReportForm
from rules.workbook_sheet import Flaw
from tally.ballot_rows import Layout
from tally.desk.permissions import Sight
from tally.export_command import ExportForm
from tally.papers.sheet import LineKind

VI, EN = Translator("vi"), Translator("en")
NEVER_SHOWN = {Shape, Reading, ReportForm, Layout, Flaw, LineKind, ExportForm, Sight}
"""How the program reads and writes its files; no user meets their members."""


def enums() -> Iterator[type[StrEnum]]:
    """Every enum of the two packages that the program could meet."""
    for package in (rules, tally):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.name:
                    yield value


def name_of(enum: type[StrEnum]) -> str:
    """The name its labels stand under."""
    return enum.__name__


@pytest.mark.parametrize("enum", [enum for enum in sorted(enums(), key=name_of) if enum not in NEVER_SHOWN])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_member_of_every_enum_has_a_name_of_its_own(enum: type[StrEnum], lang: str) -> None:
    names = [Translator(lang).label(member) for member in enum]
    assert all(names)
    assert len(set(names)) == len(enum)


def test_no_two_enums_share_a_name() -> None:
    names = [name_of(enum) for enum in enums() if enum not in NEVER_SHOWN]  # labels are looked up by it
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_parameter_has_a_name(parameter: str) -> None:
    assert VI.label(parameter) != parameter
    assert EN.label(parameter) not in {parameter, VI.label(parameter)}


def test_a_word_of_the_users_own_stands_for_itself() -> None:
    assert VI.label("on_mission_abroad") == "on_mission_abroad"


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_every_check_has_a_name(check: Check) -> None:
    assert VI.label(check.name) != check.name
    assert EN.label(check.name) not in {check.name, VI.label(check.name)}


@pytest.mark.parametrize("choice", [field.name for field in fields(Choices)])
def test_every_choice_has_a_name(choice: str) -> None:
    assert VI.label(choice) != choice
    assert EN.label(choice) not in {choice, VI.label(choice)}


def test_every_reason_and_rule_of_the_shipped_law_has_a_name() -> None:
    provisions = [provision for pack in load_packs() for provision in pack.provisions]
    words = {word for provision in provisions for word in (*provision.reasons, provision.rule) if word}
    assert words
    # In English a word of ours may be the word of people too: "present", "valid".
    assert [word for word in words if word == VI.label(word)] == []


@pytest.mark.parametrize(
    ("office", "level", "words"),
    [
        (Office.EXECUTIVE_COMMITTEE, Level.BRANCH, "chi ủy"),
        (Office.EXECUTIVE_COMMITTEE, Level.DISTRICT, "ban chấp hành"),
        (Office.SECRETARY, Level.BRANCH, "bí thư"),
        (Office.STATE_DEPUTIES, Level.CENTRAL, "đại biểu Quốc hội"),
        (Office.STATE_DEPUTIES, Level.COMMUNE, "đại biểu Hội đồng nhân dân"),
    ],
)
def test_an_office_is_called_by_the_name_it_has_at_its_level(office: Office, level: Level, words: str) -> None:
    assert VI.text(office_of(office, level)) == words


@pytest.mark.parametrize("level", list(Level))
def test_a_level_of_the_state_has_its_own_name_where_it_has_one(level: Level) -> None:
    own = {
        Level.COMMUNE: "xã, phường",
        Level.DISTRICT: "huyện",
        Level.PROVINCE: "tỉnh",
        Level.CENTRAL: "cả nước",
    }
    of_party = VI.text(label_of(level))
    assert VI.text(level_of(level, of_state=False)) == of_party
    assert VI.text(level_of(level, of_state=True)) == own.get(level, of_party)
