"""The log as a paper, line by line: what each act did in words, who did it when, and the digests below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rules.model import Congress, Kind
from tally.papers.entry_log import LogRow, act_words, log_sheet, record_log
from tally.papers.form import letter_for
from tally.papers.sheet import Sheet
from tally.record import (
    Act,
    BallotRuled,
    BallotsRead,
    CongressRead,
    ContestCounted,
    DecisionRecorded,
    Happened,
    InputRead,
    PaperMade,
    RecordSealed,
    ResultMade,
    RulesTaken,
    SlateTaken,
    chain,
    short_code,
)
from tests.tally.builders import congress, contest
from tests.tally.papers.made_minutes import VI, lines_of, text_of

SHA = "a" * 64
RULED = BallotRuled(contest="bch", ballot=7, name=3, ruling="struck", reason="nét gạch mờ", in_favour=4, of=5)
COUNTED = ContestCounted(contest="bch", counted=10, state="filled", elected=(2, 1))

ACTS_IN_WORDS: list[tuple[Act, str]] = [
    (InputRead(file="slate-bch.csv", sha256=SHA, bytes=120), "đọc tệp slate-bch.csv (120 byte)"),
    (
        CongressRead(file="congress.toml", sha256=SHA, opens="2020-03-15"),
        "đọc thông tin đại hội, khai mạc 15/03/2020",
    ),
    (RulesTaken(file="rules.json", sha256=SHA, pack="party-2020"), "áp dụng bộ quy định party-2020"),
    (SlateTaken(contest="bch", file="slate.json", sha256=SHA, names=4), "danh sách của «bch»: 4 người"),
    (
        BallotsRead(contest="bch", file="ballots.csv", sha256=SHA, ballots=10, numbers="stamped"),
        "phiếu đã nhập của «bch»: 10 lá",
    ),
    (RULED, "phiếu 7, người số 3: kết luận bị gạch (nét gạch mờ, 4/5)"),
    (replace(RULED, reason="", in_favour=0, of=0), "phiếu 7, người số 3: kết luận bị gạch"),
    (replace(RULED, ruling="kept", name=1), "phiếu 7, người số 1: kết luận để lại (nét gạch mờ, 4/5)"),
    (
        replace(RULED, name=0, ruling="signed", reason="có chữ ký"),
        "phiếu 7: kết luận có ký tên (có chữ ký, 4/5)",
    ),
    (replace(RULED, name=0, ruling="valid", reason="đọc được"), "phiếu 7: kết luận hợp lệ (đọc được, 4/5)"),
    (
        DecisionRecorded(contest="bch", about="over_issued", decision="annulled", text="Hủy cả hòm."),
        ("quyết định về số phiếu nhiều hơn số phát ra hoặc thu về của «bch»: hủy toàn bộ số phiếu. Hủy cả hòm."),
    ),
    (COUNTED, "kiểm «bch»: 10 phiếu, bầu đủ số lượng; trúng cử: 2, 1"),
    (
        replace(COUNTED, state="short", elected=()),
        "kiểm «bch»: 10 phiếu, bầu thiếu số lượng; trúng cử: không có ai",
    ),
    (ResultMade(file="result.json", sha256=SHA, contests={}), "lập kết quả; mã băm của mục này là mã kiểm phiếu"),
    (PaperMade(file="papers/bch.pdf", sha256=SHA), "làm giấy tờ papers/bch.pdf"),
    (
        RecordSealed(file="verifier.py", sha256=SHA, program="0.1.0", dependencies={}),
        "niêm phong, chương trình bản 0.1.0; mã băm của mục này là mã niêm phong",
    ),
]


@pytest.mark.parametrize(("act", "words"), ACTS_IN_WORDS, ids=[words[:24] for _, words in ACTS_IN_WORDS])
def test_every_act_is_told_in_words(act: Act, words: str) -> None:
    assert VI.text(act_words(act)) == words


READ, TAKEN = ACTS_IN_WORDS[0][0], ACTS_IN_WORDS[2][0]


def held(*committee: str) -> Congress:
    """The congress of a branch with its counting committee."""
    people = {"counting_committee": committee} if committee else {}
    return replace(congress((contest(),)), people=people)


def printed(*happened: Happened) -> list[str]:
    """The lines of a log that holds these."""
    return lines_of(record_log(held(), chain(happened)).blocks)


def groups(digest: str) -> str:
    """What the table shows of a digest."""
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]}"


NOTE = "  Mọi việc đã làm, theo thứ tự; không mục nào bị xóa hay sửa lại."


def test_a_log_without_times_and_people_has_no_columns_of_them() -> None:
    first, second = (entry.digest for entry in chain((Happened(act=READ), Happened(act=TAKEN))))
    assert printed(Happened(act=READ), Happened(act=TAKEN)) == [
        NOTE,
        "Mục 13> | Việc đã làm 120 | Mã băm 32",
        f"1 | đọc tệp slate-bch.csv (120 byte) | {groups(first)}",
        f"2 | áp dụng bộ quy định party-2020 | {groups(second)}",
    ]


def test_where_a_line_has_a_time_there_is_a_column_of_times_and_others_are_left_blank() -> None:
    lines = printed(Happened(act=READ), Happened(act=TAKEN, at="2020-07-15T17:30:05+07:00"))
    assert lines[1] == "Mục 13> | Lúc 24 | Việc đã làm 96 | Mã băm 32"
    assert [line.split(" | ")[:3] for line in lines[2:]] == [
        ["1", "", "đọc tệp slate-bch.csv (120 byte)"],
        ["2", "17:30:05 15/07/2020", "áp dụng bộ quy định party-2020"],
    ]


def test_where_a_line_has_a_person_there_is_a_column_of_people() -> None:
    lines = printed(Happened(act=READ, by="Lò Văn Pản"), Happened(act=TAKEN))
    assert lines[1] == "Mục 13> | Ai 28 | Việc đã làm 92 | Mã băm 32"
    assert [line.split(" | ")[:3] for line in lines[2:]] == [
        ["1", "Lò Văn Pản", "đọc tệp slate-bch.csv (120 byte)"],
        ["2", "", "áp dụng bộ quy định party-2020"],
    ]


def test_times_stand_before_people_and_the_widths_fill_the_page() -> None:
    lines = printed(Happened(act=READ, at="2020-07-15T07:05:09+07:00", by="Lò Văn Pản"))
    assert lines[1] == "Mục 13> | Lúc 24 | Ai 28 | Việc đã làm 68 | Mã băm 32"
    assert lines[2].startswith("1 | 07:05:09 15/07/2020 | Lò Văn Pản | đọc tệp")
    assert 13 + 24 + 28 + 68 + 32 == 165


# --- the head and the end ---


def end_of(sheet: Sheet) -> list[str]:
    """The last lines, and who signs at the left and at the right."""
    end = sheet.signatures
    return [
        *lines_of(end.closing),
        *map(text_of, (*end.left.titles, end.left.name)),
        *map(text_of, (*end.right.titles, end.right.name)),
        text_of(end.members_title),
        *end.members,
    ]


def rows(*digests: str) -> Sequence[LogRow]:
    """Lines with these digests."""
    return [
        LogRow(sequence=at, at="", by="", said=act_words(READ), digest=digest)
        for at, digest in enumerate(digests, start=1)
    ]


def test_the_log_ends_with_the_digest_of_its_last_line_and_is_signed_by_the_chair() -> None:
    sheet = log_sheet(held("Trần Đăng Khương", "Lê Thị Tám"), rows("0" * 64, "0123456789abcdef" * 4), "cuối trang")
    assert end_of(sheet) == [
        ("! Mỗi mục giữ mã băm của mục ngay trước nó; mã của mục cuối: 0123 4567 89ab cdef 0123 4567 89ab cdef"),
        "Nhật ký này in 2 mục.",
        "NGƯỜI IN NHẬT KÝ",
        "",
        "T/M BAN KIỂM PHIẾU",
        "TRƯỞNG BAN",
        "Trần Đăng Khương",
        "",
    ]
    assert sheet.foot == "cuối trang"


def test_a_log_of_nothing_ends_with_noughts_and_nobody_is_named() -> None:
    sheet = log_sheet(held(), (), "cuối trang")
    assert end_of(sheet)[:2] == [
        f"! Mỗi mục giữ mã băm của mục ngay trước nó; mã của mục cuối: {' '.join(['0000'] * 8)}",
        "Nhật ký này in 0 mục.",
    ]
    assert end_of(sheet)[6] == ""
    assert lines_of(sheet.blocks) == [NOTE, "Mục 13> | Việc đã làm 120 | Mã băm 32"]


def test_the_log_bears_the_head_of_its_congress() -> None:
    event = held()
    sheet = log_sheet(event, (), "")
    assert sheet.letter == letter_for(event, event.contests[0])
    assert (text_of(sheet.title), sheet.subject) == ("NHẬT KÝ KIỂM PHIẾU", ("Đại hội chi bộ",))


def test_of_an_election_of_the_state_whoever_is_in_charge_signs() -> None:
    voters = replace(contest(), kind=Kind.VOTERS)
    sheet = log_sheet(replace(held("Cầm Văn Hặc"), contests=(voters, contest())), (), "")
    assert end_of(sheet)[4:6] == ["T/M TỔ CHỨC PHỤ TRÁCH BẦU CỬ", "Cầm Văn Hặc"]


def test_the_foot_of_a_records_log_bears_the_code_of_its_last_line() -> None:
    log = chain((Happened(act=READ), Happened(act=TAKEN)))
    assert text_of(record_log(held(), log).foot) == f"nhật ký kiểm phiếu · {short_code(log[-1].digest)}"
