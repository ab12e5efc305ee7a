"""What is said to whoever asks for what is not his, or at the wrong time: who may, and when."""

from __future__ import annotations

from copy import copy

import pytest

from rules.phrase import phrase
from tally.desk import requests as ask
from tally.desk.refusal import Refusal, RefusedError, refuse
from tally.desk.requests import Request
from tally.desk.roles import Phase, next_phase, phase_before
from tests.tally.desk.bench import CHAIR, FIRST, OBSERVER, TECHNICIAN, Bench, declared
from tests.tally.desk.refusals import told
from tests.tally.desk.requests_of import OF_BUNDLE


def test_a_page_sent_by_nobody_is_told_to_join_first() -> None:
    assert told(Bench.counting(), ask.Advance(contest="bch", to="reconcile"), "") == [
        (
            "desk.nobody",
            "chưa biết ai yêu cầu việc này",
            "vào bàn kiểm phiếu bằng mã của vai trò và tên của mình",
        )
    ]


def test_whoever_never_joined_or_was_sent_away_is_told_to_join_again() -> None:
    bench = Bench.counting()
    bench.do(ask.RemovePerson(person=FIRST, reason="đổi máy"), CHAIR)
    for person in ("Người Lạ", FIRST):
        assert told(bench, ask.TakeBundle(**OF_BUNDLE), person) == [
            (
                "desk.unknown_person",
                f"«{person}» không (hoặc không còn) làm việc ở bàn kiểm phiếu",
                "vào lại bằng mã của vai trò",
            )
        ]


@pytest.mark.parametrize(
    ("request_", "person", "role", "may"),
    [
        (ask.TakeBundle(**OF_BUNDLE), OBSERVER, "hội trường", "trưởng ban, người nhập"),
        (ask.TakeBundle(**OF_BUNDLE), TECHNICIAN, "kỹ thuật", "trưởng ban, người nhập"),
        (ask.MakeCode(role="clerk"), FIRST, "người nhập", "trưởng ban, kỹ thuật"),
        (ask.HandOver(reason="máy hỏng"), TECHNICIAN, "kỹ thuật", "trưởng ban"),
    ],
)
def test_whoever_may_not_is_told_who_may(request_: Request, person: str, role: str, may: str) -> None:
    assert told(Bench.counting(), request_, person) == [
        ("desk.not_your_role", f"vai trò {role} không được làm việc này", f"nhờ người có vai trò: {may}")
    ]


@pytest.mark.parametrize(
    ("request_", "phases"),
    [
        (ask.PlanEntry(contest="bch", entries=2, bundle_size=50), "chuẩn bị"),
        (ask.RecordDecision(contest="bch", about="", decision="", decided_by="", text=""), "kết luận, ký biên bản"),
        (ask.SignMinutes(contest="bch", count_head=""), "ký biên bản"),
    ],
)
def test_what_is_asked_too_early_or_too_late_is_told_its_phases(request_: Request, phases: str) -> None:
    assert told(Bench.counting(), request_, CHAIR) == [
        (
            "desk.wrong_phase",
            "không làm được việc này ở giai đoạn «nhập phiếu»",
            f"làm việc này ở giai đoạn: {phases}",
        )
    ]


def test_a_contest_that_is_not_there_is_answered_with_those_that_are() -> None:
    stray = ask.MakeDeck(contest="bí-thư")
    missing = "bàn kiểm phiếu không có nội dung bầu «bí-thư»"
    assert told(Bench.open(declared(), declared("ubkt")), stray, CHAIR) == [
        ("desk.unknown_contest", missing, "dùng một trong: bch, ubkt")
    ]
    bare = Bench()
    bare.do(ask.Join(person=CHAIR, role="chair"), "")
    assert told(bare, stray, CHAIR) == [("desk.unknown_contest", missing, "dùng một trong: -")]


def test_the_role_is_judged_before_the_contest() -> None:
    """Somebody who may not learns nothing of which contests there are."""
    assert [name for name, _, _ in told(Bench.open(), ask.MakeDeck(contest="x"), FIRST)] == ["desk.not_your_role"]


def test_each_phase_has_one_after_and_one_before_but_the_ends() -> None:
    order = ["prepare", "rehearse", "zero", "count", "reconcile", "decide", "sign", "sealed"]
    assert [next_phase(Phase(name)) for name in order] == [*order[1:], None]
    assert [phase_before(Phase(name)) for name in order] == [None, *order[:-1]]


def test_a_refusal_travels_between_threads_with_all_its_reasons() -> None:
    error = refuse("bundles.void", phrase("tập {bundle} đã hủy", bundle=1), phrase("chọn tập khác"))
    reason = Refusal(
        name="bundles.void", message=phrase("tập {bundle} đã hủy", bundle=1), remedy=phrase("chọn tập khác"), now=None
    )
    assert error.refusals == error.args[0] == (reason,)
    back = copy(RefusedError((reason, reason)))  # in the way in which an exception is pickled
    assert back.refusals == (reason, reason)
