"""The minutes line by line, in the order of the published form: what stands in each section, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from rules.model import Form, Office
from rules.phrase import phrase
from tally.papers.content import Minutes
from tally.papers.minutes import foot, minutes_sheet, people_table
from tally.papers.sheet import Sheet
from tests.tally.builders import congress, contest, times
from tests.tally.papers.made_minutes import (
    ENOUGH,
    ISSUE,
    TIED_ALTERNATES,
    VI,
    lines_of,
    minutes_for,
    opinion,
    result_of,
    section,
    text_of,
    voters_minutes,
)
from tests.tally.under_state_2015 import constituency


def lines(minutes: Minutes) -> list[str]:
    """The minutes from the regulations to the last section."""
    return lines_of(minutes_sheet(minutes).blocks)


# --- whole minutes ---


def test_the_minutes_of_a_branch_whole() -> None:
    assert lines(minutes_for(result_of(contest(), ENOUGH))) == [
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Căn cứ Quy chế bầu cử trong Đảng (244-QĐ/TW ngày 09/06/2014);",
        "# I. Số lượng, danh sách và những người kiểm phiếu",
        "- Số lượng cần bầu: 3 đồng chí.",
        "- Danh sách gồm 4 đồng chí, theo thứ tự trên phiếu.",
        "- Phiếu có số dư (gạch tên): tên để lại là bầu, tên bị gạch là không bầu.",
        "- Trưởng ban kiểm phiếu: ….",
        "# II. Số người và số phiếu",
        "- Đảng viên chính thức được triệu tập: 10.",
        "- Có mặt khi bỏ phiếu: 10.",
        "- Vắng mặt: 0.",
        "- Số phiếu phát ra: 10.",
        "- Số phiếu thu về: 10.",
        "- Số phiếu kiểm được: 10.",
        "- Số phiếu hợp lệ: 10.",
        "- Số phiếu không hợp lệ: 0.",
        "# III. Kết quả kiểm phiếu",
        (
            "Tỷ lệ % tính trên 10, là số được triệu tập trừ số được trừ theo quy định; "
            "làm tròn đến hai chữ số, nửa thì lên."
        ),
        "Trúng cử cần quá một nửa của 10: từ 6 phiếu.",
        "Số 14> | Họ và tên 100 | Số phiếu 24> | % so với 10 27>",
        "1 | Trần Thị Bình 1 | 10 | 100,00",
        "2 | Lê Hữu Chi 2 | 9 | 90,00",
        "3 | Phạm Thị Dũng 3 | 6 | 60,00",
        "4 | Nguyễn Văn Đào 4 | 3 | 30,00",
        "# IV. Kết luận",
        "! Trúng cử, từ cao xuống thấp: 3 đồng chí.",
        "STT 14> | Họ và tên 100 | Số phiếu 24> | % so với 10 27>",
        "1 | Trần Thị Bình 1 | 10 | 100,00",
        "2 | Lê Hữu Chi 2 | 9 | 90,00",
        "3 | Phạm Thị Dũng 3 | 6 | 60,00",
        "Kết quả: đủ 3 người.",
        "# V. Quy định và lựa chọn đã áp dụng",
        "  244-QĐ/TW ngày 09/06/2014, Điều 32, khoản 2: tổng số để tính quá nửa",
        "  244-QĐ/TW ngày 09/06/2014, Điều 32: số phiếu cần đạt, thứ tự trúng cử, bằng phiếu ở ranh giới, bầu thiếu",
        "  244-QĐ/TW ngày 09/06/2014, Điều 17, khoản 2: phiếu hợp lệ",
        "  Tỷ lệ %: làm tròn đến hai chữ số, nửa thì lên.",
    ]


def of_boxes() -> Minutes:
    """The minutes of a ballot with boxes: one paper says nothing of the second name."""
    return minutes_for(result_of(contest(2, 2, Form.AGREE_DISAGREE), (*times(6, "aa"), *times(3, "ad"), "an")))


def test_of_boxes_those_against_and_those_not_counted_have_columns() -> None:
    assert section(of_boxes(), "Kết quả kiểm phiếu")[2:] == [
        "Số 14> | Họ và tên 51 | Đồng ý 24> | Không đồng ý 27> | Không tính 22> | % so với 10 27>",
        "1 | Trần Thị Bình 1 | 10 | 0 | 0 | 100,00",
        "2 | Lê Hữu Chi 2 | 6 | 3 | 1 | 60,00",
    ]
    assert section(of_boxes(), "Kết luận")[1:3] == [
        "STT 14> | Họ và tên 100 | Số phiếu 24> | % so với 10 27>",
        "1 | Trần Thị Bình 1 | 10 | 100,00",
    ]


def test_the_elected_are_numbered_as_they_stand_and_not_as_on_the_ballot() -> None:
    made = minutes_for(result_of(contest(4, 2), (*times(6, "skks"), *times(4, "sskk"))))
    assert section(made, "Kết luận")[2:4] == ["1 | Phạm Thị Dũng 3 | 10 | 100,00", "2 | Lê Hữu Chi 2 | 6 | 60,00"]


def test_some_of_the_people_keep_their_numbers_unless_they_are_placed() -> None:
    made = minutes_for(result_of(contest(), ENOUGH))
    numbered, placed = (people_table(made, made.people[2:], places=places).rows for places in (False, True))
    assert ([row[0] for row in numbered], [row[0] for row in placed]) == (["3", "4"], ["1", "2"])


# --- the head, the foot, who signs ---


def test_the_foot_tells_which_paper_it_is_its_version_and_its_code() -> None:
    made = minutes_for(result_of(contest(), ENOUGH), issue=replace(ISSUE, version=3))
    words = "«bch» · bản thứ 3 · mã kiểm phiếu 0123 4567 89ab cdef 0123 4567 89ab cdef"
    assert VI.text(foot(made)) == words
    assert minutes_sheet(made).foot == foot(made)


def test_a_later_version_says_first_what_changed() -> None:
    issue = replace(ISSUE, version=2, changes=(phrase("danh sách bầu cử"), phrase("ngày lập văn bản")))
    assert lines(minutes_for(result_of(contest(), ENOUGH), issue=issue))[:4] == [
        "! Bản thứ 2, thay bản trước. Thay đổi:",
        "- danh sách bầu cử",
        "- ngày lập văn bản",
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
    ]


COMMITTEE = ("Trần Đăng Khương", "Lê Thị Tám", "Lò Văn Pản")


def signed(sheet: Sheet) -> tuple[list[str], list[str], list[str], list[str]]:
    """Who signs at the left, at the right and below, and the last lines above them."""
    end = sheet.signatures
    return (
        [*map(text_of, end.left.titles), end.left.name],
        [*map(text_of, end.right.titles), end.right.name],
        [text_of(end.members_title), *end.members],
        lines_of(end.closing),
    )


CLOSING = [
    "! Mã kiểm phiếu: 0123 4567 89ab cdef 0123 4567 89ab cdef",
    (
        "Biên bản lập xong lúc … giờ … phút, ngày … tháng … năm …, thành … bản. Ai có hồ sơ niêm phong đều kiểm lại "
        "được bằng mã trên."
    ),
]


def test_the_presidium_signs_at_the_left_the_chair_at_the_right_the_members_below() -> None:
    result = result_of(contest(), ENOUGH)
    people = {"presidium": ("Vũ Thị Mận", "Cầm Văn Hặc"), "counting_committee": COMMITTEE}
    sheet = minutes_sheet(minutes_for(result, held=replace(congress((result.contest,)), people=people)))
    assert signed(sheet) == (
        ["T/M ĐOÀN CHỦ TỊCH", "Vũ Thị Mận"],
        ["T/M BAN KIỂM PHIẾU", "TRƯỞNG BAN", "Trần Đăng Khương"],
        ["Các ủy viên ban kiểm phiếu", "Lê Thị Tám", "Lò Văn Pản"],
        CLOSING,
    )


def test_whoever_is_not_named_signs_on_an_empty_line() -> None:
    sheet = minutes_sheet(minutes_for(result_of(contest(), ENOUGH)))
    assert signed(sheet) == (
        ["T/M ĐOÀN CHỦ TỊCH", ""],
        ["T/M BAN KIỂM PHIẾU", "TRƯỞNG BAN", ""],
        ["Các ủy viên ban kiểm phiếu"],
        CLOSING,
    )


def test_an_election_of_the_state_is_signed_by_whoever_is_in_charge() -> None:
    sheet = minutes_sheet(voters_minutes(constituency(3, 2), times(18, "kks")))
    assert signed(sheet)[:3] == (
        ["THƯ KÝ", ""],
        ["T/M TỔ CHỨC PHỤ TRÁCH BẦU CỬ", ""],
        ["Những người kiểm phiếu"],
    )
    assert (text_of(sheet.title), [text_of(line) for line in sheet.subject]) == (
        "BIÊN BẢN KẾT QUẢ KIỂM PHIẾU",
        ["bầu đại biểu Hội đồng nhân dân", "Bầu cử đại biểu Hội đồng nhân dân xã, nhiệm kỳ 2021 - 2026"],
    )


# --- I. what was decided before the vote ---


def test_the_chair_and_the_members_of_the_counting_committee_are_named() -> None:
    result = result_of(contest(), ENOUGH)

    def named(*committee: str) -> list[str]:
        held = replace(congress((result.contest,)), people={"counting_committee": committee})
        return section(minutes_for(result, held=held), "Số lượng, danh sách và những người kiểm phiếu")[3:]

    assert named(*COMMITTEE) == [
        "- Trưởng ban kiểm phiếu: Trần Đăng Khương.",
        "- Ủy viên ban kiểm phiếu: Lê Thị Tám, Lò Văn Pản.",
    ]
    assert named(COMMITTEE[0]) == ["- Trưởng ban kiểm phiếu: Trần Đăng Khương."]


def test_alternates_wanted_are_told_where_there_are_to_be_any() -> None:
    delegates = replace(contest(5, 3, ballots=20), office=Office.DELEGATES, alternates=2)
    assert section(minutes_for(result_of(delegates, TIED_ALTERNATES)), "Số lượng, danh sách và những người kiểm phiếu")[
        :3
    ] == [
        "- Số lượng cần bầu: 3 đồng chí.",
        "- Số dự khuyết cần lấy: 2 đồng chí.",
        "- Danh sách gồm 5 đồng chí, theo thứ tự trên phiếu.",
    ]


def test_an_opinion_has_no_seats_to_fill() -> None:
    assert section(opinion(), "Số lượng, danh sách và những người kiểm phiếu") == [
        "- Danh sách gồm 4 đồng chí, theo thứ tự trên phiếu.",
        "- Phiếu gạch tên: tên để lại là ủng hộ, tên bị gạch là không ủng hộ.",
        "- Trưởng ban kiểm phiếu: ….",
    ]
