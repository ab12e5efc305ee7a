"""What the sections of minutes say of people and papers, of the votes, of rulings and decisions, and leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.choice import AllDisagree, Choices
from rules.citation import Confidence
from rules.model import About, Attendance, Contest, Decision, Form, Kind, Office, Vote
from rules.percent import PercentRounding
from tally.model import InvalidReason
from tally.papers.content import Minutes
from tally.papers.minutes import minutes_sheet
from tally.record import BallotRuled
from tally.result import count_contest
from tally.steps import Step
from tests.tally.builders import congress, contest, pile, provision, rules, times
from tests.tally.papers.made_minutes import (
    ENOUGH,
    FEW,
    TIED_ALTERNATES,
    for_alternates,
    later,
    lines_of,
    minutes_for,
    opinion,
    result_of,
    section,
    voters_minutes,
)
from tests.tally.under_state_2015 import constituency

ACCOUNT = "Số người và số phiếu"
VOTES = "Kết quả kiểm phiếu"
CONCLUSION = "Kết luận"
RULED = "Phiếu đã được ban kiểm phiếu kết luận"
COMPLAINTS = "Khiếu nại, tố cáo"
DECISIONS = "Quyết định đã ghi"
GROUNDS = "Quy định và lựa chọn đã áp dụng"


def headings(minutes: Minutes) -> list[str]:
    """The headings of the sections, with their numerals."""
    return [line.removeprefix("# ") for line in lines_of(minutes_sheet(minutes).blocks) if line.startswith("# ")]


def annulled(*decisions: Decision) -> Minutes:
    """Ten papers in a box for which eight were issued."""
    result = result_of(contest(ballots=8), times(10, "kkks"), *decisions)
    held = replace(congress((result.contest,)), decisions=decisions)
    return minutes_for(result, held=held)


def with_papers(**given: int) -> Contest:
    """Ten people who took ten papers, with further numbers of the public count."""
    what = contest()
    assert what.ballots is not None
    return replace(what, ballots=replace(what.ballots, **given))  # type: ignore[arg-type]  # only numbers are given


# --- II. people and papers ---


def test_every_number_of_people_and_papers_has_a_line_of_its_own() -> None:
    attendance = Attendance(summoned=14, present=10, excluded={"exempt": 2, "absent_with_reason": 1})
    what = replace(with_papers(spoilt=1, returned=9, not_returned=1), attendance=attendance)
    ballots = pile(*times(6, "kkks"), "kkkk", "ssss")
    ballots = (*ballots, replace(ballots[0], number=9, ruling=InvalidReason.SIGNED))
    made = minutes_for(count_contest(what, ballots, rules(), Choices()))
    assert section(made, ACCOUNT) == [
        "- Đảng viên chính thức được triệu tập: 14.",
        "- Có mặt khi bỏ phiếu: 10.",
        "- Vắng mặt: 4.",
        "- Được trừ khi tính quá nửa, được miễn công tác và sinh hoạt đảng, không có mặt: 2.",
        "- Được trừ khi tính quá nửa, vắng mặt suốt đại hội, có lý do chính đáng được đồng ý: 1.",
        "- Số phiếu phát ra: 10.",
        "- Số phiếu hỏng đã đổi lại, không tính vào số phát ra: 1.",
        "- Số phiếu thu về: 9.",
        "- Số phiếu không thu về: 1.",
        "- Số phiếu kiểm được: 9.",
        "- Số phiếu hợp lệ: 6.",
        "- Số phiếu không hợp lệ: 3.",
        "- Không hợp lệ, bầu nhiều hơn số lượng cần bầu: 1.",
        "- Không hợp lệ, không bầu cho ai trong danh sách: 1.",
        "- Không hợp lệ, có ký tên: 1.",
    ]


def test_no_paper_spoilt_is_a_number_too_where_it_was_written_down() -> None:
    told = section(minutes_for(result_of(with_papers(spoilt=0, not_returned=0), ENOUGH)), ACCOUNT)
    assert "- Số phiếu hỏng đã đổi lại, không tính vào số phát ra: 0." in told
    assert "- Số phiếu không thu về: 0." in told


@pytest.mark.parametrize(
    ("kind", "summoned"),
    [
        (Kind.MEMBERS, "Đảng viên chính thức được triệu tập"),
        (Kind.DELEGATES, "Đại biểu chính thức được triệu tập"),
        (Kind.COMMITTEE, "Ủy viên được triệu tập"),
    ],
)
def test_who_was_summoned_is_called_by_who_votes(kind: Kind, summoned: str) -> None:
    made = minutes_for(result_of(replace(contest(), kind=kind), ENOUGH))
    assert section(made, ACCOUNT)[0] == f"- {summoned}: 10."


def test_of_voters_it_is_said_how_many_went_and_what_share_of_the_list() -> None:
    assert section(voters_minutes(constituency(3, 2, voters=21, voted=18), times(18, "kks")), ACCOUNT)[:5] == [
        "- Cử tri trong danh sách: 21.",
        "- Cử tri đã đi bầu: 18.",
        "- Không đi bầu: 3.",
        "- Tỷ lệ cử tri đi bầu: 85,71 %.",
        "- Số phiếu phát ra: 18.",
    ]


def test_the_share_of_voters_is_rounded_as_the_election_chose() -> None:
    """18 of 28 are 64.2857 %."""
    what = constituency(3, 2, voters=28, voted=18)
    made = voters_minutes(what, times(18, "kks"))
    assert "- Tỷ lệ cử tri đi bầu: 64,29 %." in section(made, ACCOUNT)
    chosen = Choices(percent_rounding=PercentRounding.TRUNCATE)
    made = replace(made, congress=replace(made.congress, choices=chosen))
    assert "- Tỷ lệ cử tri đi bầu: 64,28 %." in section(made, ACCOUNT)


def test_a_list_without_voters_has_no_share() -> None:
    made = voters_minutes(constituency(3, 2), times(18, "kks"))
    nobody = replace(made.result, account=replace(made.result.account, summoned=0, present=0))
    assert section(replace(made, result=nobody), ACCOUNT)[:4] == [
        "- Cử tri trong danh sách: 0.",
        "- Cử tri đã đi bầu: 0.",
        "- Không đi bầu: 0.",
        "- Số phiếu phát ra: 18.",
    ]


# --- III. and IV. the votes, and what they mean ---


def test_a_box_without_a_result_has_no_section_of_votes_and_elects_nobody_in_words() -> None:
    assert headings(annulled()) == [
        "I. Số lượng, danh sách và những người kiểm phiếu",
        "II. Số người và số phiếu",
        "III. Kết luận",
        "IV. Quy định và lựa chọn đã áp dụng",
    ]
    assert section(annulled(), ACCOUNT)[-1] == "- Số phiếu kiểm được: 10."
    assert section(annulled(), CONCLUSION) == [
        "KHÔNG CÓ KẾT QUẢ: phát ra 8, thu về 8, kiểm được 10 phiếu.",
        "Nhiều phiếu hơn số phát ra: đại hội phải hủy toàn bộ số phiếu trong hòm và bỏ phiếu lại.",
    ]


def test_shares_are_told_to_be_rounded_as_the_congress_chose() -> None:
    result = result_of(contest(), ENOUGH)
    held = congress((result.contest,), Choices(percent_rounding=PercentRounding.TRUNCATE))
    made = minutes_for(result, held=held)
    assert section(made, VOTES)[0] == (
        "Tỷ lệ % tính trên 10, là số được triệu tập trừ số được trừ theo quy định; bỏ các chữ số sau hai chữ số."
    )
    assert section(made, GROUNDS)[-1] == "  Tỷ lệ %: bỏ các chữ số sau hai chữ số."


def test_that_nobody_was_elected_is_said() -> None:
    made = minutes_for(result_of(contest(), (*times(5, "kkss"), *times(5, "sskk"))))
    assert section(made, CONCLUSION) == [
        "! Không có ai trúng cử.",
        "Kết quả: thiếu 3 trong 3 người; đại hội quyết định có bầu tiếp hay không.",
    ]


def test_alternates_stand_below_the_elected_with_places_of_their_own() -> None:
    delegates = replace(contest(5, 3, ballots=20), office=Office.DELEGATES, alternates=2)
    assert section(minutes_for(result_of(delegates, TIED_ALTERNATES)), CONCLUSION) == [
        "! Trúng cử, từ cao xuống thấp: 3 đồng chí.",
        "STT 14> | Họ và tên 100 | Số phiếu 24> | % so với 20 27>",
        "1 | Trần Thị Bình 1 | 13 | 65,00",
        "2 | Lê Hữu Chi 2 | 13 | 65,00",
        "3 | Phạm Thị Dũng 3 | 12 | 60,00",
        "! Dự khuyết, từ cao xuống thấp: 2 đồng chí.",
        "STT 14> | Họ và tên 100 | Số phiếu 24> | % so với 20 27>",
        "1 | Nguyễn Văn Đào 4 | 11 | 55,00",
        "2 | Trần Thị Giang 5 | 11 | 55,00",
        "Kết quả: đủ 3 người; dự khuyết 2 trong 2 người.",
    ]


def test_a_re_vote_for_alternates_does_not_say_that_nobody_was_elected() -> None:
    assert section(minutes_for(for_alternates(*times(5, "ks"), *times(5, "sk"))), CONCLUSION) == [
        "Kết quả: 2 người cùng 5 phiếu ở ranh giới dự khuyết, chỉ còn 1 chỗ: Trần Thị Bình 1, Lê Hữu Chi 2.",
        "Vẫn bằng phiếu sau khi bầu lại: đại hội quyết định có bầu lại nữa hay không.",
    ]


def test_an_opinion_names_the_supported_and_elects_nobody() -> None:
    assert section(opinion(), CONCLUSION) == [
        "! Đủ số phiếu đồng ý, từ cao xuống thấp: 3 đồng chí.",
        "STT 14> | Họ và tên 100 | Số phiếu 24> | % so với 10 27>",
        "1 | Trần Thị Bình 1 | 10 | 100,00",
        "2 | Lê Hữu Chi 2 | 9 | 90,00",
        "3 | Phạm Thị Dũng 3 | 6 | 60,00",
        "Đủ số phiếu đồng ý: 3 trong 4 người. Đây không phải là bầu cử: không ai trúng cử.",
    ]
    nobody = replace(opinion(), supported=())
    assert section(nobody, CONCLUSION)[0].startswith("Đủ số phiếu đồng ý: ")


def test_a_later_round_adds_up_who_was_elected_in_all_of_them() -> None:
    first = result_of(contest(), FEW)
    second = result_of(later(Vote.FURTHER, 2, 1), (*times(7, "ks"), *times(3, "sk")))
    assert section(minutes_for(first, second), CONCLUSION)[-2:] == [
        "Kết quả: đủ 1 người.",
        "Cùng với các lần bầu trước (Trần Thị Bình 1, Lê Hữu Chi 2): trúng cử 3 trong 3 đồng chí.",
    ]


# --- V. rulings ---


def ruling(ballot: int, name: int = 3, said: str = "struck", reason: str = "nét mờ", of: int = 5) -> BallotRuled:
    """A ruling of four of five, unless nobody voted."""
    return BallotRuled(
        contest="bch", ballot=ballot, name=name, ruling=said, reason=reason, in_favour=4 if of else 0, of=of
    )


def rulings_in(*rulings: BallotRuled) -> list[str]:
    """What the minutes say of rulings."""
    return section(minutes_for(result_of(contest(), ENOUGH), rulings=rulings), RULED)


def test_each_ruling_is_told_with_its_reason_and_its_vote() -> None:
    assert rulings_in(ruling(2), ruling(7, 0, "signed", "có chữ ký")) == [
        "Phiếu số 22> | Về 45 | Kết luận 48 | Lý do, biểu quyết 50",
        "2 | Phạm Thị Dũng 3 | bị gạch | nét mờ (4/5)",
        "7 | cả lá phiếu | có ký tên | có chữ ký (4/5)",
    ]


def test_a_reason_without_a_vote_stands_alone_and_beside_it_a_ruling_without_either() -> None:
    assert rulings_in(ruling(2, of=0), ruling(3, reason="", of=0)) == [
        "Phiếu số 22> | Về 45 | Kết luận 48 | Lý do, biểu quyết 50",
        "2 | Phạm Thị Dũng 3 | bị gạch | nét mờ",
        "3 | Phạm Thị Dũng 3 | bị gạch | ",
    ]


def test_where_nothing_was_written_down_of_reasons_there_is_no_column_of_them() -> None:
    assert rulings_in(ruling(2, reason="", of=0)) == [
        "Phiếu số 22> | Về 45 | Kết luận 98",
        "2 | Phạm Thị Dũng 3 | bị gạch",
    ]


def test_sixty_rulings_are_told_one_by_one_and_one_more_by_what_was_ruled() -> None:
    sixty = [ruling(at) for at in range(1, 61)]
    assert len(rulings_in(*sixty)) == 61
    told = rulings_in(*sixty[:58], ruling(59, 0, "signed"), ruling(60, 1), ruling(61, said="kept"))
    assert told == [
        f"- bị gạch, Phạm Thị Dũng 3: 58 phiếu, số {', '.join(map(str, range(1, 59)))}.",
        "- có ký tên: 1 phiếu, số 59.",
        "- bị gạch, Trần Thị Bình 1: 1 phiếu, số 60.",
        "- để lại, Phạm Thị Dũng 3: 1 phiếu, số 61.",
        "Lý do và biểu quyết của từng phiếu ở nhật ký trong hồ sơ niêm phong.",
    ]


def test_without_rulings_there_is_no_section_of_them() -> None:
    assert rulings_in() == []
    assert all(RULED not in heading for heading in headings(minutes_for(result_of(contest(), ENOUGH))))


# --- VI. to VIII. complaints, decisions, grounds ---


def test_an_election_of_the_state_leaves_room_for_complaints() -> None:
    made = voters_minutes(constituency(3, 2), times(18, "kks"))
    assert section(made, COMPLAINTS) == [
        "- Khiếu nại, tố cáo đã nhận: …",
        "- Đã giải quyết, kết quả: …",
        "- Chuyển cơ quan có thẩm quyền: …",
    ]
    assert section(minutes_for(result_of(contest(), ENOUGH)), COMPLAINTS) == []


ANNUL = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="đại hội", text="Hủy cả hòm.")


def test_a_decision_is_told_with_who_decided_and_his_words() -> None:
    assert section(annulled(ANNUL), DECISIONS) == [
        "- Về số phiếu nhiều hơn số phát ra hoặc thu về: hủy toàn bộ số phiếu (đại hội). Hủy cả hòm."
    ]


def test_what_is_still_to_be_held_against_the_wording_stands_under_a_line_of_its_own() -> None:
    result = result_of(contest(), ENOUGH)
    recalled = provision("count.needed", place="Điều 40", confidence=Confidence.RECALLED)
    steps = (Step(step="base", provision=provision("count.base")), Step(step="needed", provision=recalled))
    assert section(minutes_for(replace(result, steps=steps)), GROUNDS) == [
        "  244-QĐ/TW ngày 09/06/2014, Điều 32: tổng số để tính quá nửa",
        "  Chưa đối chiếu được nguyên văn, cần đối chiếu trước khi ký:",
        "  244-QĐ/TW ngày 09/06/2014, Điều 40: số phiếu cần đạt",
        "  Tỷ lệ %: làm tròn đến hai chữ số, nửa thì lên.",
    ]


@pytest.mark.parametrize(
    ("form", "marks", "chosen", "last"),
    [
        (Form.AGREE_DISAGREE, "aa", AllDisagree.VALID, "  Phiếu không đồng ý với ai: hợp lệ (theo lựa chọn)."),
        (Form.AGREE_DISAGREE, "aa", None, "  Tỷ lệ %: làm tròn đến hai chữ số, nửa thì lên."),
        (Form.STRIKE_OUT, "ks", AllDisagree.VALID, "  Tỷ lệ %: làm tròn đến hai chữ số, nửa thì lên."),
    ],
)
def test_the_choice_of_papers_that_agree_to_nobody_is_told_of_boxes_alone(
    form: Form, marks: str, chosen: AllDisagree | None, last: str
) -> None:
    what = contest(2, 2 if form is Form.AGREE_DISAGREE else 1, form)
    held = congress((what,), Choices(all_disagree=chosen))
    assert section(minutes_for(result_of(what, times(10, marks)), held=held), GROUNDS)[-1] == last


def test_all_eight_sections_have_their_numerals() -> None:
    again = Decision(contest="hdnd", about=About.TURNOUT, decision="vote_again", by="Ủy ban bầu cử", text="Bầu lại.")
    made = voters_minutes(constituency(3, 2, voters=20, voted=8), times(8, "kks"), again)
    one = minutes_for(made.result, held=replace(made.congress, decisions=(again,)), rulings=[ruling(2)])
    assert headings(one) == [
        "I. Số lượng, danh sách và những người kiểm phiếu",
        "II. Số người và số phiếu",
        "III. Kết quả kiểm phiếu",
        "IV. Kết luận",
        "V. Phiếu đã được ban kiểm phiếu kết luận",
        "VI. Khiếu nại, tố cáo",
        "VII. Quyết định đã ghi",
        "VIII. Quy định và lựa chọn đã áp dụng",
    ]
