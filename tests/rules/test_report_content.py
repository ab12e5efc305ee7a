"""What reports say besides the findings: whom a finding concerns is named once, every choice in force is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.choice import Choices
from rules.engine import CheckResult, check_congress
from rules.messages import Translator
from rules.model import Candidate, Contest, Level, Sex, Vote
from rules.partial_date import parse
from rules.percent import Percent
from rules.regulation import Limit
from rules.report_content import report_of
from tests.rules.checks.build import OPENS, WOMEN, congress, contest, law, person, provision
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


def test_where_people_must_answer_too_both_are_said_and_nothing_is_called_kept() -> None:
    more = provision("surplus.more_than_seats", Limit(more_than=0))
    closing = report_of(check_congress(congress(contest((person(1, sex=None),), 1)), law(more))).closing
    assert [VI.text(line.text) for line in closing] == [
        "✗ Vi phạm 1 quy định bắt buộc: SZ05.",
        "? 1 điểm bắt buộc cần người quyết định hoặc xác nhận: LS01.",
    ]


def test_what_must_be_answered_alone_is_not_called_kept() -> None:
    closing = report_of(check_congress(congress(contest((person(1, sex=None),), 1)), law())).closing
    assert [VI.text(line.text) for line in closing] == ["? 1 điểm bắt buộc cần người quyết định hoặc xác nhận: LS01."]


def test_a_list_of_one_has_percentages_too() -> None:
    result = check_congress(congress(contest((person(1, sex=Sex.FEMALE),), 1)), law(WOMEN))
    (told,) = [each for each in report_of(result).contests[0].findings if each.finding.code == "CP01"]
    assert told.percent == Percent(100_00)


def test_of_a_provision_that_is_kept_nobody_is_named() -> None:
    result = check_congress(congress(contest((person(1, sex=None),), 1)), law())
    of_somebody = tuple(replace(each, people=(1,)) for each in result.findings)
    told = report_of(replace(result, findings=of_somebody)).contests[0].findings
    assert {len(each.people) for each in told if each.finding.passed} == {0}
    assert {len(each.people) for each in told if not each.finding.passed} == {1}


def test_a_report_knows_all_that_the_checks_were_asked_about() -> None:
    asked = replace(
        congress(contest((person(1),), 1)), previous_term={"members": 20}, people={"presidium": ("Trần Văn An",)}
    )
    subject = report_of(check_congress(asked, law())).contests[0].subject
    assert (subject.previous_term, subject.people) == (asked.previous_term, asked.people)


def test_who_is_appointed_is_not_said_to_be_elected() -> None:
    asked = replace(congress(contest(tuple(person(at) for at in (1, 2, 3)), 2)), elects=False)
    size = provision("size.members", Limit(at_most=33))
    (report,) = report_of(check_congress(asked, law(size))).contests
    assert VI.text(report.heading) == "ban chấp hành được chỉ định: 2 người, danh sách 3 người"
    (told,) = [each for each in report.findings if each.finding.code == "SZ01"]
    assert VI.text(told.finding.message).startswith("chỉ định 2 người")


def test_the_opening_says_under_which_law_and_what_is_left_out() -> None:
    one = contest(tuple(person(at) for at in (1, 2, 3)), 2)
    result = check_congress(congress(one), law())

    def opening(what: CheckResult) -> list[str]:
        return [VI.text(line) for line in report_of(what).opening]

    (first,) = opening(result)
    assert first.startswith("Khai mạc ")
    outside = replace(result, rules=replace(result.rules, outside_time=True))
    assert opening(outside) == [first, "Lưu ý: ngày khai mạc nằm ngoài thời gian hiệu lực của bộ quy định này."]
    later = replace(one, id="bch-2", after="bch", vote=Vote.FURTHER)
    assert opening(replace(result, congress=replace(result.congress, contests=(one, later)))) == [
        first,
        "Số dư và cơ cấu được xét ở danh sách của lần bầu đầu, không xét lại ở các lần bầu sau.",
    ]
    assert opening(replace(result, congress=replace(result.congress, elects=False))) == [
        first,
        (
            "Đại hội này không bầu cấp ủy (elects = false): đảng bộ mới thành lập, hợp nhất, sáp nhập hoặc chưa chuẩn "
            "bị được nhân sự thì cấp ủy do cấp trên chỉ định. Vì vậy không hỏi về số dư; cơ cấu vẫn được kiểm tra."
        ),
    ]
    assert opening(replace(result, rules=replace(result.rules, pack=""))) == [
        (
            "Danh sách chưa thuộc đại hội nào: chỉ kiểm tra bản thân danh sách. "
            "Thêm --opens, --level (và --seats) để kiểm tra theo quy định."
        )
    ]


def test_the_heading_of_a_list_alone_and_of_an_opinion() -> None:
    one = contest(tuple(person(at) for at in (1, 2, 3)), 2)
    result = check_congress(congress(one), law())

    def heading(what: Contest) -> str:
        (report,) = report_of(replace(result, congress=replace(result.congress, contests=(what,)))).contests
        return VI.text(report.heading)

    assert heading(replace(one, seats=0)) == f"danh sách 3 người ({one.slate.file})"
    assert heading(replace(one, vote=Vote.OPINION)) == "lấy phiếu xin ý kiến: ban chấp hành, danh sách 3 người"
