"""What reports say besides the findings: whom a finding concerns is named once, every choice in force is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.choice import Choices
from rules.engine import check_congress
from rules.messages import Translator
from rules.model import Candidate
from rules.report_content import report_of
from tests.rules.checks.build import congress, contest, law, person

VI = Translator("vi")


def concerned(code: str, *people: Candidate) -> str | None:
    """The line that names the people of a finding; None where the message does it."""
    result = check_congress(congress(contest(people, 1)), law())
    (told,) = [each for each in report_of(result).contests[0].findings if each.finding.code == code]
    assert told.people
    return None if told.concerned is None else VI.text(told.concerned)


def test_whom_the_message_names_is_not_named_again() -> None:
    alike = person(1, name="Nguyễn  Văn Hùng"), person(2, name="Nguyễn Văn Hưng")
    assert concerned("LS03", *alike) is None


def test_whom_the_message_only_numbers_is_named() -> None:
    assert concerned("LS01", person(1, born=None)) == "Người liên quan: 1. Hoàng Đức An"


def test_where_the_message_names_only_some_all_are_named() -> None:
    assert concerned("LS05", *(person(at, name=f"Nguyễn Văn {given}") for at, given in enumerate("ZYXWV", 1)))


@pytest.mark.parametrize("women_at_60", [False, True])
def test_the_choice_of_60_is_told_where_it_is_made(*, women_at_60: bool) -> None:
    asked = replace(congress(contest((person(),), 1)), choices=Choices(women_retire_at_60=women_at_60))
    choices = VI.text(report_of(check_congress(asked, law())).choices)
    assert choices.endswith("Nữ nghỉ hưu ở tuổi 60.") is women_at_60
