"""Offices elected after their body (bầu chức danh), committee meetings with their own base, branches too small for one.

The provisions: 244-QĐ/TW Điều 19, khoản 9 (law/RULES.md 1.14); 294-QĐ/TW (ADDITIONS 5.2); 296-QĐ/TW Điều 7
(ADDITIONS 5.8, recalled); 244-QĐ/TW Điều 32, khoản 4 (RULES 1.23).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.errors import Fault, InputError, UndecidedError
from rules.messages import Translator
from rules.model import About, Candidate
from rules.partial_date import PartialDate, parse
from tally.congress_count import count_folder
from tally.membership import _may_be
from tally.outcome import Standing
from tally.result import ContestResult
from tally.result_words import outcome_lines
from tests.tally.congress_results import contests_of
from tests.tally.folders import COMMITTEE, HEAD, SECRETARY, second_vote, write

VI = Translator("vi")

SUMMER_2025 = HEAD.replace("2020-03-15", "2025-07-20")
OUTSIDER = "number,name,born\n1,Phạm Thị Dung,15/08/1988\n"
"""Number 4 on the committee's list, who gets no vote."""


FURTHER = second_vote("further")
"""A further vote for the seat that nobody had enough votes for."""


def results_of(folder: Path) -> dict[str, ContestResult]:
    """The results of a folder by their id."""
    return {each.contest.id: each for each in count_folder(folder).result.contests}


def faults_of(folder: Path, error: type[InputError] = InputError) -> tuple[Fault, ...]:
    """What keeps a folder from being counted."""
    with pytest.raises(InputError) as raised:
        count_folder(folder)
    assert type(raised.value) is error
    return raised.value.faults


DECISION = """
[[decision]]
contest = "{contest}"
about = "{about}"
decision = "{decision}"
by = "Đại hội"
text = "Đại hội biểu quyết 10/10"
"""


def decision(contest: str, about: str) -> str:
    """People confirm what the program cannot know."""
    return DECISION.format(contest=contest, about=about, decision="confirmed")


# --- Members first ---


def test_a_secretary_elected_from_among_the_committee_is_elected(tmp_path: Path) -> None:
    found = results_of(write(tmp_path))
    assert found["bi-thu"].not_among == ()
    assert found["bi-thu"].outcome.elected == (1,)


@pytest.mark.parametrize(
    ("head", "number", "place"), [(HEAD, "244-QĐ/TW", "Điều 19, khoản 9"), (SUMMER_2025, "294-QĐ/TW", "chưa rõ")]
)
@pytest.mark.parametrize("office", ["secretary", "deputy_secretary"])
def test_who_was_not_elected_to_a_branchs_committee_cannot_be_its_secretary_or_deputy(
    tmp_path: Path, head: str, number: str, place: str, office: str
) -> None:
    secretary = SECRETARY.replace('"secretary"', f'"{office}"')
    folder = write(tmp_path, head + COMMITTEE + secretary, {"slate-bi-thu.csv": OUTSIDER})
    (fault,) = faults_of(folder)
    assert (fault.name, fault.file, fault.seen) == ("contest.not_among", "slate-bi-thu.csv", "Phạm Thị Dung")
    assert (fault.place.row, fault.place.key) == (2, "contest.bi-thu.slate")
    assert VI.text(fault.remedy) == "xem lại danh sách bầu và kết quả bầu tập thể trước đó"
    text = VI.text(fault.message)
    assert "Phạm Thị Dung (số 1) chưa trúng cử" in text
    assert number in text
    assert place in text


def test_everybody_on_the_list_who_is_no_member_is_named_in_his_row(tmp_path: Path) -> None:
    """The first is a member, the second and the third are not."""
    secretary = SECRETARY.replace("agree_disagree", "strike_out")
    people = "number,name,born\n1,Nguyễn Văn An,1975\n2,Phạm Thị Dung,15/08/1988\n3,Người Khác,1970\n"
    marks = "ballot,struck\n" + "".join(f"{number},2 3\n" for number in range(1, 11))
    files: dict[str, str | bytes] = {"slate-bi-thu.csv": people, "ballots-bi-thu.csv": marks}
    faults = faults_of(write(tmp_path, HEAD + COMMITTEE + secretary, files))
    assert [(fault.place.row, fault.seen) for fault in faults] == [(3, "Phạm Thị Dung"), (4, "Người Khác")]
    assert {fault.place.key for fault in faults} == {"contest.bi-thu.slate"}


def test_no_decision_makes_a_member_of_somebody_the_provision_excludes(tmp_path: Path) -> None:
    toml = HEAD + COMMITTEE + SECRETARY + decision("bi-thu", "not_among")
    (fault,) = faults_of(write(tmp_path, toml, {"slate-bi-thu.csv": OUTSIDER}))
    assert fault.name == "contest.not_among"
    assert VI.text(fault.remedy) == "xem lại danh sách bầu và kết quả bầu tập thể trước đó"


def test_without_the_committee_in_the_folder_nobody_is_said_to_be_an_outsider(tmp_path: Path) -> None:
    found = results_of(write(tmp_path, HEAD + SECRETARY, {"slate-bi-thu.csv": OUTSIDER}))
    assert found["bi-thu"].not_among == ()


def test_between_2024_and_2025_no_provision_was_seen_and_the_result_only_says_who_is_no_member(tmp_path: Path) -> None:
    head = HEAD.replace("2020-03-15", "2025-01-20")
    found = results_of(write(tmp_path, head + COMMITTEE + SECRETARY, {"slate-bi-thu.csv": OUTSIDER}))["bi-thu"]
    assert found.not_among == (1,)
    assert found.outcome.elected == (1,)
    told = " ".join(VI.text(line) for line in outcome_lines(found, is_open=False))
    assert "không có trong số những người đã trúng cử vào tập thể phải bầu trước: Phạm Thị Dung" in told


def test_a_grass_roots_congress_that_elects_its_secretary_directly_only_says_so(tmp_path: Path) -> None:
    """The pilot of 2020 (RULES 3.13): of other levels than the branch no sentence was seen."""
    head = HEAD.replace('"branch"', '"grassroots"')
    found = results_of(write(tmp_path, head + COMMITTEE + SECRETARY, {"slate-bi-thu.csv": OUTSIDER}))
    assert found["bi-thu"].not_among == (1,)


def test_while_the_committee_is_short_somebody_may_still_be_elected_to_it(tmp_path: Path) -> None:
    short = "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 11))
    files: dict[str, str | bytes] = {"ballots-bch.csv": short, "slate-bi-thu.csv": OUTSIDER}
    assert results_of(write(tmp_path, files=files))["bi-thu"].not_among == ()
    decided = DECISION.format(contest="bch", about="short", decision="no_further_vote")
    (fault,) = faults_of(write(tmp_path / "decided", HEAD + COMMITTEE + SECRETARY + decided, files))
    assert fault.name == "contest.not_among"


def test_whoever_a_further_vote_elected_is_a_member(tmp_path: Path) -> None:
    short = "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 11))
    files: dict[str, str | bytes] = {
        "ballots-bch.csv": short,
        "slate-bch-2.csv": "number,name,born,number_before\n1,Lê Hữu Cường,1969,3\n2,Phạm Thị Dung,15/08/1988,4\n",
        "ballots-bch-2.csv": "ballot,struck\n" + "".join(f"{number},1\n" for number in range(1, 11)),
        "slate-bi-thu.csv": OUTSIDER,
    }
    assert results_of(write(tmp_path, HEAD + COMMITTEE + FURTHER + SECRETARY, files))["bi-thu"].not_among == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("20/03/1975", "20/03/1975", True),
        ("20/03/1975", "03/1975", True),
        ("1975", None, True),
        ("20/03/1975", "21/03/1975", False),
        ("1975", "1976", False),
    ],
)
def test_people_are_the_same_where_names_agree_and_births_can_be_one_day(
    one: str | None, other: str | None, *, same: bool
) -> None:
    def person(born: str | None, name: str = "Nguyễn Văn An") -> Candidate:
        return Candidate(row=2, number=1, name=name, born=parse(born) if born else None)

    assert _may_be(person(one), person(other)) is same
    assert not _may_be(person(one), person(one, "Nguyễn Văn Ân"))


def test_births_of_one_day_touch() -> None:
    assert PartialDate(1975, 3).latest == PartialDate(1975, 3, 31).latest


# --- The inspection committee, then its chair ---


MEETING = """format = "kiemphieu-congress/1"

[congress]
name = "Hội nghị lần thứ nhất Ban Chấp hành Đảng bộ xã Đông Mây"
body = "Đảng bộ xã Đông Mây"
level = "commune"
kind = "committee"
opens = 2025-08-20

[attendance]
summoned = 12
present = 10
"""
INSPECTION = COMMITTEE.replace('"executive_committee"', '"inspection_committee"').replace('id = "bch"', 'id = "ubkt"')
CHAIR = SECRETARY.replace('"secretary"', '"inspection_chair"').replace('id = "bi-thu"', 'id = "chu-nhiem"')
"""Of twelve incumbents seven votes are needed: two of the four are elected to the three seats."""
SHORT_ACCEPTED = DECISION.format(contest="ubkt", about="short", decision="no_further_vote")


def test_the_chair_of_inspection_is_one_of_its_members(tmp_path: Path) -> None:
    found = results_of(write(tmp_path, MEETING + INSPECTION + CHAIR + SHORT_ACCEPTED))
    assert found["ubkt"].outcome.elected == (1, 2)
    assert found["chu-nhiem"].not_among == ()


def test_a_chair_who_is_no_member_is_asked_about_because_the_wording_was_not_seen(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"slate-bi-thu.csv": OUTSIDER}
    toml = MEETING + INSPECTION + CHAIR + SHORT_ACCEPTED
    (fault,) = faults_of(write(tmp_path, toml, files), UndecidedError)
    assert fault.name == "contest.not_among"
    assert "296-QĐ/TW ngày 30/05/2025, Điều 7 (cần người dùng xác nhận)" in VI.text(fault.message)
    assert VI.text(fault.remedy) == (
        "đối chiếu quy định; nếu vẫn được bầu, thêm vào cuối congress.toml một bảng [[decision]], mỗi khóa một dòng: "
        'contest = "chu-nhiem", about = "not_among", decision = "confirmed", by = ai quyết định, text = nguyên văn '
        "quyết định (một lần cho cả danh sách)"
    )
    every = results_of(write(tmp_path / "confirmed", toml + decision("chu-nhiem", "not_among"), files))
    found = every["chu-nhiem"]
    assert (found.not_among, found.outcome.elected) == ((1,), (1,))
    assert [(each.about, each.by) for each in found.confirmed] == [(About.NOT_AMONG, "Đại hội")]
    assert every["ubkt"].confirmed == ()
    assert contests_of(tmp_path / "confirmed")["chu-nhiem"]["not_among"] == [1]


def test_a_confirmation_nobody_needs_is_refused(tmp_path: Path) -> None:
    toml = MEETING + INSPECTION + CHAIR + SHORT_ACCEPTED + decision("chu-nhiem", "not_among")
    (fault,) = faults_of(write(tmp_path, toml))
    assert (fault.name, fault.place.key) == ("decision.not_needed", "decision.chu-nhiem.about")
    assert fault.seen == "not_among"


# --- A committee's meeting has its own base ---


OWN = """
[attendance.excluded]
"đi công tác nước ngoài" = 2

[[local]]
parameter = "count.excluded"
reasons = ["đi công tác nước ngoài"]
kinds = ["committee"]
source = "Quy chế làm việc của Ban Chấp hành, Điều 9"
"""
STANDING = COMMITTEE.replace('"executive_committee"', '"standing_committee"').replace('id = "bch"', 'id = "btv"')


def test_a_meetings_base_is_all_incumbents(tmp_path: Path) -> None:
    found = results_of(write(tmp_path, MEETING + STANDING))["btv"]
    assert (found.account.base, found.needed) == (12, 7)
    assert found.outcome.elected == (1, 2)


def test_only_a_provision_of_its_own_takes_somebody_out_of_the_base_of_a_meeting(tmp_path: Path) -> None:
    found = results_of(write(tmp_path, MEETING + OWN + STANDING))["btv"]
    assert (found.account.base, found.needed) == (10, 6)
    assert found.outcome.elected == (1, 2, 3)
    assert [step.citation.number for step in found.steps if step.step == "base"] == [
        "190-QĐ/TW",
        "Quy chế làm việc của Ban Chấp hành, Điều 9",
    ]
    without = OWN.split("[[local]]", maxsplit=1)[0]
    faults = faults_of(write(tmp_path / "without", MEETING + without + STANDING))
    assert "attendance.reason_not_allowed" in {fault.name for fault in faults}


def test_a_new_committee_elects_its_secretary_with_a_base_of_its_own(tmp_path: Path) -> None:
    """In one folder with the congress that elected it: three members, all present, two votes needed."""
    by_committee = SECRETARY.replace('office = "secretary"', 'office = "secretary"\nkind = "committee"').replace(
        "issued = 10, returned = 10", "issued = 3, returned = 3"
    )
    by_committee += "\n[contest.attendance]\nsummoned = 3\npresent = 3\n"
    ballots = "ballot,agree,disagree\n1,1,-\n2,1,-\n3,-,1\n"
    found = results_of(write(tmp_path, HEAD + COMMITTEE + by_committee, {"ballots-bi-thu.csv": ballots}))
    assert (found["bch"].account.base, found["bi-thu"].account.base) == (10, 3)
    assert (found["bi-thu"].needed, found["bi-thu"].outcome.standings) == (2, (Standing.ELECTED,))


# --- A branch of few members ---


SMALL = (
    SUMMER_2025.replace("summoned = 11", "summoned = 8")
    .replace("present = 10", "present = 8")
    .replace("\n[attendance.excluded]\nabsent_with_reason = 1\n", "")
)
EIGHT = COMMITTEE.replace("= 10", "= 8")
EIGHT_BALLOTS = "ballot,struck\n" + "".join(f"{number},4\n" for number in range(1, 9))


def test_a_branch_of_fewer_than_nine_official_members_elects_no_committee(tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, SMALL + EIGHT, {"ballots-bch.csv": EIGHT_BALLOTS}), UndecidedError)
    assert (fault.name, fault.place.key, fault.seen) == ("contest.small_branch", "contest.bch.office", "8")
    assert VI.text(fault.remedy) == (
        "bầu bí thư thay cho chi ủy; nếu số đảng viên chính thức thật ra đã đủ, thêm vào cuối congress.toml một bảng "
        '[[decision]], mỗi khóa một dòng: contest = "bch", about = "small_branch", decision = "confirmed", by = ai '
        "quyết định, text = nguyên văn quyết định"
    )
    assert "từ 9 đảng viên chính thức trở lên" in VI.text(fault.message)
    assert "294-QĐ/TW" in VI.text(fault.message)
    toml = SMALL + EIGHT + decision("bch", "small_branch")
    found = results_of(write(tmp_path / "confirmed", toml, {"ballots-bch.csv": EIGHT_BALLOTS}))
    assert found["bch"].outcome.elected == (1, 2, 3)
    assert [each.about for each in found["bch"].confirmed] == [About.SMALL_BRANCH]


def test_once_confirmed_no_further_vote_for_the_committee_is_asked_about_again(tmp_path: Path) -> None:
    short = "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 9))
    files: dict[str, str | bytes] = {
        "ballots-bch.csv": short,
        "slate-bch-2.csv": "number,name,born,number_before\n1,Lê Hữu Cường,1969,3\n2,Phạm Thị Dung,15/08/1988,4\n",
        "ballots-bch-2.csv": "ballot,struck\n" + "".join(f"{number},1\n" for number in range(1, 9)),
    }
    toml = SMALL + EIGHT + FURTHER.replace("= 10", "= 8") + decision("bch", "small_branch")
    assert results_of(write(tmp_path, toml, files))["bch-2"].outcome.elected == (2,)


def test_a_branch_of_nine_elects_one_and_needs_no_confirmation(tmp_path: Path) -> None:
    nine = SMALL.replace("= 8", "= 9")
    ballots = EIGHT_BALLOTS + "9,4\n"
    assert results_of(write(tmp_path, nine + EIGHT.replace("= 8", "= 9"), {"ballots-bch.csv": ballots}))
    toml = nine + EIGHT.replace("= 8", "= 9") + decision("bch", "small_branch")
    (fault,) = faults_of(write(tmp_path / "confirmed", toml, {"ballots-bch.csv": ballots}))
    assert fault.name == "decision.not_needed"


@pytest.mark.parametrize("opens", ["2020-03-15", "2025-06-30"])
def test_before_the_provision_a_small_branch_was_not_asked(tmp_path: Path, opens: str) -> None:
    toml = SMALL.replace("2025-07-20", opens) + EIGHT
    assert results_of(write(tmp_path, toml, {"ballots-bch.csv": EIGHT_BALLOTS}))


def test_a_small_branch_elects_a_secretary(tmp_path: Path) -> None:
    secretary = SECRETARY.replace("= 10", "= 8")
    ballots = "ballot,agree,disagree\n" + "".join(f"{number},1,-\n" for number in range(1, 9))
    found = results_of(write(tmp_path, SMALL + secretary, {"ballots-bi-thu.csv": ballots}))
    assert found["bi-thu"].outcome.elected == (1,)
