"""What reports say besides the findings: whom a finding concerns is named once, every choice in force is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.choice import Choices
from rules.engine import check_congress
from rules.messages import Translator
from rules.model import Candidate, Level
from rules.partial_date import parse
from rules.regulation import Limit
from rules.report_content import report_of
from tests.rules.checks.build import OPENS, congress, contest, law, person, provision
from tests.rules.law_builders import party_rules

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


def test_of_one_person_only_his_clause_is_told() -> None:
    people = tuple(person(at, born=parse(f"0{at}/1950"), incumbent=True) for at in (1, 2, 3))
    result = check_congress(congress(contest(people, 2, "incumbent")), party_rules(OPENS, level=Level.GRASSROOTS))
    (told,) = [each for each in report_of(result).contests[0].findings if each.finding.code == "EL02" and each.people]
    assert all(VI.text(told.finding.message).count(each.name) == 1 for each in people)
    his = VI.text(told.message_of(people[1].name))
    assert [his.count(each.name) for each in people] == [0, 1, 0]
    assert his.startswith("phải còn từ 48 tháng")
    assert told.message_of("Không Có Tên") == told.finding.message


@pytest.mark.parametrize(
    ("others", "heading"), [((), "bầu ban chấp hành: 2 người, danh sách 3 người"), (("btv",), " (bch)")]
)
def test_a_contest_has_its_id_in_the_heading_only_beside_others(others: tuple[str, ...], heading: str) -> None:
    one = contest(tuple(person(at) for at in (1, 2, 3)), 2)
    asked = replace(congress(one), contests=(one, *(replace(one, id=other) for other in others)))
    said = VI.text(report_of(check_congress(asked, law())).contests[0].heading)
    assert said.endswith(heading)


def test_the_conclusion_names_the_codes() -> None:
    more = provision("surplus.more_than_seats", Limit(more_than=0))
    result = check_congress(congress(contest((person(1),), 1)), law(more))
    lines = [VI.text(line.text) for line in report_of(result).closing]
    assert "✗ Vi phạm 1 quy định bắt buộc: SZ05." in lines


def test_who_is_appointed_is_not_said_to_be_elected() -> None:
    asked = replace(congress(contest(tuple(person(at) for at in (1, 2, 3)), 2)), elects=False)
    size = provision("size.members", Limit(at_most=33))
    (report,) = report_of(check_congress(asked, law(size))).contests
    assert VI.text(report.heading) == "ban chấp hành được chỉ định: 2 người, danh sách 3 người"
    (told,) = [each for each in report.findings if each.finding.code == "SZ01"]
    assert VI.text(told.finding.message).startswith("chỉ định 2 người")
