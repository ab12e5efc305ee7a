"""The desk's log in words: each act as one sentence, with all that somebody could ask about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from rules.messages import Translator
from tally.desk.acts import (
    ACTS,
    AccountEntered,
    Act,
    BallotCorrected,
    BallotEntered,
    BallotUndone,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundlesMade,
    BundleTaken,
    BundleVoided,
    ClockSetBack,
    CodeMade,
    CodeRevoked,
    CongressDecided,
    CongressDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    DifferenceRuled,
    DoubtfulRuled,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PersonJoined,
    PersonRemoved,
    PhaseEntered,
    RehearsalDeckMade,
    RulingsWithdrawn,
    VotesReleased,
    ZeroReported,
)
from tally.desk.log_words import act_words
from tests.tally.desk.bench import declared
from tests.tally.desk.requests_of import OF_BUNDLE, OF_ENTRY

VI = Translator("vi")
HEAD = "0123456789abcdef" * 4
CODE = "0123 4567 89ab cdef 0123 4567 89ab cdef"

# Values that the words put through labels; every other field takes one of its own type.
NAMED: Mapping[str, object] = {
    "role": "clerk",
    "phase": "count",
    "ruling": "struck",
    "about": "tied",
    "decision": "no_further_vote",
    "ground": "signed",
    "seal_head": "ab" * 32,
    "count_head": "cd" * 32,
    "present": 7,
}
PLAIN: Mapping[str, object] = {
    "str": "chữ",
    "int": 7,
    "bool": True,
    "tuple[int, ...]": (7,),
    "tuple[str, ...]": ("chữ",),
    "tuple[bool, ...]": (True,),
    "Mapping[str, int]": {},
    "Mapping[str, str]": {},
}


def some(act: type[Act]) -> Act:
    """An act with a value in every field."""
    return act(**{each.name: NAMED.get(each.name, PLAIN[str(each.type)]) for each in fields(act)})  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.type)
def test_every_act_of_the_desk_has_words_in_both_languages(act: type[Act]) -> None:
    said = {lang: Translator(lang).text(act_words(some(act))) for lang in ("vi", "en")}
    assert said["vi"] != said["en"]
    assert not re.search(r"[{}]", "".join(said.values()))
    names = {each.name for each in fields(act)}
    for field in {"reason", "bundle", "ballot", "typed", "machine", "person"} & names:
        if (act.type, field) not in {("bundle_released", "person"), ("desk_opened", "machine")}:
            assert str(PLAIN["int"] if field in {"bundle", "ballot"} else PLAIN["str"]) in said["vi"], field
    if "rehearsal" in names:
        assert "(tập dượt)" in said["vi"]


ACCOUNT: dict[str, Any] = {"contest": "bch", "summoned": 10, "present": 8, "issued": 8, "returned": 7}
PAPER: dict[str, Any] = {**OF_ENTRY, "ballot": 7, "typed": "34", "marks": "kkss", "ground": "", "doubtful": False}
SEEN: dict[str, Any] = {**OF_BUNDLE, "ballot": 7, "present": True, "marks": "kkss", "ground": "", "doubtful": False}
RULED: dict[str, Any] = {**OF_BUNDLE, "ballot": 7, "reason": "rõ", "in_favour": 5, "of": 7}
NAMED_CONGRESS: dict[str, Any] = {"congress": "Đại hội", "body": "Chi bộ 1", "sha256": HEAD}

OF_DESK: list[tuple[Act, str]] = [
    (DeskOpened(**NAMED_CONGRESS, machine="máy 1"), "mở bàn kiểm phiếu"),
    (CongressDeclared(**NAMED_CONGRESS), "khai báo đại hội: Đại hội"),
    (DeskTakenOver(machine="máy 2", head=HEAD, reason="hỏng pin"), "máy «máy 2» tiếp quản: hỏng pin"),
    (DeskHandedOver(machine="máy 1", reason="hỏng pin"), "máy «máy 1» bàn giao cho máy khác (hỏng pin)"),
    (DeskHandedOver(machine="máy 1", reason=""), "máy «máy 1» bàn giao cho máy khác"),
    (ClockSetBack(before="14:00", now="07:00"), "đồng hồ của máy lùi lại: từ 14:00 về 07:00"),
    (PersonJoined(person="An", role="clerk"), "An tham gia: người nhập"),
    (PersonRemoved(person="An", reason="đổi ca"), "An rời bàn: đổi ca"),
    (PersonRemoved(person="An", reason=""), "An rời bàn: không nêu lý do"),
    (CodeMade(role="observer"), "cấp mã tham gia mới: hội trường"),
    (CodeRevoked(role="technician", sessions=True), "thu mã tham gia: kỹ thuật"),
    (
        DeskSealed(file="record.zip", sha256="0" * 64, count_head="1" * 64, seal_head=HEAD),
        f"niêm phong hồ sơ record.zip, mã niêm phong {CODE}",
    ),
]

OF_CONTEST: list[tuple[Act, str]] = [
    (declared(names=5, seats=3), "khai báo: 5 người trong danh sách, cần bầu 3"),
    (EntryPlanned(contest="bch", entries=3, bundle_size=20), "nhập 3 lần độc lập, mỗi tập 20 lá"),
    (PhaseEntered(contest="bch", phase="count", reason=""), "sang giai đoạn nhập phiếu"),
    (PhaseEntered(contest="bch", phase="count", reason="nhầm"), "sang giai đoạn nhập phiếu (nhầm)"),
    (
        RehearsalDeckMade(contest="bch", marks=("kkkk", "ssss"), grounds=("", "")),
        "tạo bộ phiếu tập dượt 2 lá",
    ),
    (
        ZeroReported(contest="bch", bundles=0, ballots=0, head=HEAD),
        "biên bản số không: 0 tập, 0 lá phiếu",
    ),
    (
        AccountEntered(**ACCOUNT, excluded={}, spoilt=-1, not_returned=-1),
        "ghi: triệu tập 10, có mặt 8, phát ra 8, thu về 7",
    ),
    (
        AccountEntered(**ACCOUNT, excluded={"exempt": 2}, spoilt=0, not_returned=1),
        (
            "ghi: triệu tập 10, có mặt 8, phát ra 8, thu về 7; "
            "được miễn công tác và sinh hoạt đảng, không có mặt: 2; "
            "số phiếu hỏng đổi lại: 0; số phiếu không thu về: 1"
        ),
    ),
    (
        CongressDecided(
            contest="bch", about="tied", decision="no_further_revote", decided_by="Đại hội", text="Không bầu lại."
        ),
        ("đại hội quyết định về bằng phiếu ở ranh giới trúng cử: không bầu lại nữa (Đại hội). Không bầu lại."),
    ),
    (FilesWritten(contest="bch", ballots=9, files={}), "ghi 9 lá phiếu vào tệp để kiểm"),
    (VotesReleased(contest="bch"), "cho hội trường xem kết quả"),
    (MinutesSigned(contest="bch", count_head=CODE), f"biên bản đã ký, mã kiểm phiếu {CODE}"),
]

OF_BUNDLES: list[tuple[Act, str]] = [
    (
        BundlesMade(contest="bch", rehearsal=False, numbers=(1, 2), firsts=(51, 1), lasts=(60, 50), papers=(9, 50)),
        "lập 2 tập, 59 lá, từ số 1 đến số 60",
    ),
    (
        BundlesMade(contest="bch", rehearsal=False, numbers=(), firsts=(), lasts=(), papers=()),
        "lập 0 tập, 0 lá, từ số 0 đến số 0",
    ),
    (
        BundleVoided(**OF_BUNDLE, reason="lẫn phiếu", again=2, first=1, last=50, papers=50),
        "hủy tập 1: lẫn phiếu",
    ),
    (BundleTaken(**{**OF_ENTRY, "entry": 2}), "nhận tập 1, lần nhập 2"),
    (BundleReleased(**{**OF_ENTRY, "entry": 2}, person="An"), "trả tập 1, lần nhập 2"),
    (BundleFinished(**{**OF_ENTRY, "entry": 2}, papers=50), "xong tập 1, lần nhập 2: 50 lá"),
    (
        BundleMerged(
            **{**OF_ENTRY, "entry": 2},
            people=("An", "Bình"),
            machine="máy 2",
            sha256=HEAD,
            head=HEAD,
            ballots=(1, 2, 3),
            by=(),
            typed=(),
            marks=(),
            grounds=(),
            doubtful=(),
            notes=(),
        ),
        "ghép tập 1, lần nhập 2, do An, Bình nhập ở máy «máy 2»: 3 lá",
    ),
]

OF_PAPERS: list[tuple[Act, str]] = [
    (BallotEntered(**PAPER, note=""), "tập 1, lần nhập 1, phiếu 7: nhập 34"),
    (BallotEntered(**PAPER, note="mờ"), "tập 1, lần nhập 1, phiếu 7: nhập 34 (mờ)"),
    (
        BallotEntered(**{**PAPER, "ground": "signed", "doubtful": True}, note="mờ"),
        ("tập 1, lần nhập 1, phiếu 7: nhập 34; đề nghị không hợp lệ: có ký tên; nghi vấn (mờ)"),
    ),
    (BallotCorrected(**PAPER, before=HEAD, note="nhìn lại"), "tập 1, lần nhập 1, phiếu 7: sửa 34 (nhìn lại)"),
    (BallotCorrected(**PAPER, before=HEAD, note=""), "tập 1, lần nhập 1, phiếu 7: sửa 34"),
    (BallotUndone(**OF_ENTRY, ballot=7, before=HEAD), "tập 1, lần nhập 1, phiếu 7: bỏ lần nhập này"),
    (
        DifferenceRuled(**SEEN, typed="34", note="mờ"),
        "tập 1, phiếu 7: các lần nhập khác nhau, trên giấy: gõ 34 (mờ)",
    ),
    (
        DifferenceRuled(**{**SEEN, "present": False}, typed="", note=""),
        "tập 1, phiếu 7: các lần nhập khác nhau, trên giấy: không có lá phiếu này",
    ),
    (DoubtfulRuled(**RULED, name=3, ruling="struck"), "phiếu 7, người số 3: kết luận bị gạch (rõ, 5/7)"),
    (DoubtfulRuled(**RULED, name=0, ruling="signed"), "phiếu 7: kết luận có ký tên (rõ, 5/7)"),
    (RulingsWithdrawn(**OF_BUNDLE, ballot=7, reason="nhầm"), "phiếu 7: rút kết luận để xét lại: nhầm"),
]


def shown(value: object) -> str | None:
    """The kind of an act, as the name of its case."""
    return getattr(value, "type", "")


@pytest.mark.parametrize(("act", "sentence"), OF_DESK, ids=shown)
def test_what_happens_to_the_desk_in_words(act: Act, sentence: str) -> None:
    assert VI.text(act_words(act)) == sentence


@pytest.mark.parametrize(("act", "sentence"), [*OF_CONTEST, *OF_BUNDLES, *OF_PAPERS], ids=shown)
def test_what_happens_to_a_contest_begins_with_its_id(act: Act, sentence: str) -> None:
    assert VI.text(act_words(act)) == f"«bch»: {sentence}"


def test_what_is_rehearsed_says_so() -> None:
    taken = BundleTaken(**{**OF_ENTRY, "rehearsal": True})
    assert VI.text(act_words(taken)) == "«bch»: (tập dượt) nhận tập 1, lần nhập 1"


def test_every_kind_of_act_has_its_sentence_here() -> None:
    assert {type(act) for act, _ in (*OF_DESK, *OF_CONTEST, *OF_BUNDLES, *OF_PAPERS)} == set(ACTS)
