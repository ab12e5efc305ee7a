"""Conclusions on papers: what the log holds of them, and the words in which one that cannot stand is refused."""

from __future__ import annotations

from typing import Any

import pytest

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.acts import DifferenceRuled, DoubtfulRuled, RulingsWithdrawn
from tally.desk.requests import Request
from tally.desk.roles import Phase
from tests.tally.desk.bench import CHAIR, FIRST, OTHER_CHAIR, SECOND, Bench, declared
from tests.tally.desk.refusals import Said, refusals_of, said, told
from tests.tally.desk.requests_of import OF_BUNDLE, doubtful

LOOK_AT_NUMBER = "xem lại số phiếu"
ONE_OR_MARKS: Said = (
    "rulings.one_or_marks",
    "kết luận phải là một kết luận cho cả lá phiếu, hoặc mỗi tên một kết luận",
    "chọn một lý do không hợp lệ, hoặc hợp lệ; hoặc kết luận từng tên không rõ",
)
NO_REASON: Said = ("rulings.no_reason", "kết luận mà không ghi lý do", "ghi lý do kết luận của ban kiểm phiếu")


def entered(first: str, second: str, form: Form = Form.STRIKE_OUT) -> Bench:
    """A bundle of two papers entered twice, its first paper as two clerks typed it."""
    bench = Bench.counting(what=declared(form=form))
    bench.enter(FIRST, {1: first, 2: "-"})
    bench.enter(SECOND, {1: second, 2: "-"})
    return bench


def one_each() -> Bench:
    """A bundle of one paper that one clerk numbered 1 and the other 2."""
    bench = Bench.counting()
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="phiếu bìa sai", last=2, papers=1), CHAIR)
    bench.enter(FIRST, {1: "4"}, 3)
    bench.enter(SECOND, {2: "4"}, 3)
    return bench


def seen(typed: str, ballot: int = 1, **more: object) -> ask.RuleDifference:
    """What somebody saw on a paper whose entries differ."""
    fields: dict[str, Any] = {**OF_BUNDLE, "ballot": ballot, "typed": typed, **more}
    return ask.RuleDifference(**fields)


# papers whose entries differ


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("34", {"marks": "kkss", "ground": "", "doubtful": False}),
        ("3?!0", {"marks": "kkuk", "ground": "", "doubtful": True}),
        ("-!2", {"marks": "kkkk", "ground": "outside_name", "doubtful": False}),
    ],
)
def test_what_the_paper_shows_stands_in_the_log_with_the_note(typed: str, reads: dict[str, Any]) -> None:
    assert entered("4", "34").do(seen(typed, note="bút chì mờ"), CHAIR) == (
        DifferenceRuled(**OF_BUNDLE, **reads, ballot=1, present=True, typed=typed, note="bút chì mờ"),
    )


def test_a_paper_that_is_not_there_has_no_marks_whatever_was_typed() -> None:
    assert one_each().do(seen("3!0", 2, bundle=3, present=False, note="đọc nhầm số"), CHAIR) == (
        DifferenceRuled(
            **{**OF_BUNDLE, "bundle": 3},
            ballot=2,
            present=False,
            typed="",
            marks="",
            ground="",
            doubtful=False,
            note="đọc nhầm số",
        ),
    )


def test_a_number_that_no_entry_has_is_no_paper_to_rule_on() -> None:
    assert told(entered("4", "34"), seen("4", 9), CHAIR) == [
        ("rulings.unknown_paper", "tập 1 không có lá phiếu số 9", LOOK_AT_NUMBER)
    ]


def test_a_ruling_made_meanwhile_is_shown_with_who_made_it() -> None:
    bench = entered("4", "34")
    bench.do(seen("34"), CHAIR)
    refusals = refusals_of(bench.state, seen("4"), OTHER_CHAIR)
    assert said(refusals) == [
        (
            "rulings.changed_meanwhile",
            f"phiếu số 1 vừa được kết luận bởi «{CHAIR}»",
            "tải lại trang, xem kết luận hiện nay",
        )
    ]
    (paper,) = (each.now for each in refusals)
    assert paper is not None
    assert paper == bench.bundle().resolved[1].paper


def test_a_ruling_that_the_page_read_and_nobody_knows_is_refused() -> None:
    (refusal,) = refusals_of(entered("4", "34").state, seen("4", before="0" * 64), CHAIR)
    assert said([refusal]) == [
        (
            "rulings.changed_meanwhile",
            "kết luận về phiếu số 1 không còn như trang này thấy",
            "tải lại trang, xem kết luận hiện nay",
        )
    ]
    assert refusal.now is None


def test_a_paper_ruled_to_be_none_is_shown_as_none() -> None:
    bench = one_each()
    bench.do(seen("", 2, bundle=3, present=False), CHAIR)
    (refusal,) = refusals_of(bench.state, seen("4", 2, bundle=3), OTHER_CHAIR)
    assert (refusal.name, refusal.now) == ("rulings.changed_meanwhile", None)


def test_what_differs_no_more_is_changed_only_with_a_note() -> None:
    agreed = entered("4", "4")
    ruled = entered("4", "34")
    ruled.do(seen("4"), CHAIR)
    before = ruled.bundle().resolved[1].digest
    for bench, request in ((agreed, seen("3", note=" ")), (ruled, seen("3", note="\t", before=before))):
        assert told(bench, request, CHAIR) == [
            (
                "rulings.no_reason",
                "các lần nhập phiếu số 1 không còn khác nhau",
                "muốn sửa thì ghi lý do ở ghi chú",
            )
        ]


def test_a_note_is_no_letter() -> None:
    bench = entered("4", "34")
    assert bench.refused(seen("4", note="a" * 501), CHAIR) == ["ballots.long_note"]
    bench.do(seen("4", note="a" * 500), CHAIR)


def test_keys_that_mean_nothing_are_refused_also_as_a_ruling() -> None:
    bench = entered("4", "34")
    assert bench.refused(seen("5"), CHAIR) == ["keys.unknown"]
    assert bench.refused(seen("="), CHAIR) == ["keys.nothing_before"]


# doubtful papers


@pytest.mark.parametrize("rulings", [((0, "signed"),), ((0, "valid"),), ((3, "kept"), (4, "struck"))])
def test_each_conclusion_is_a_line_of_its_own_with_the_reason_and_the_vote(
    rulings: tuple[tuple[int, str], ...],
) -> None:
    typed = "4!0" if rulings[0] == (0, "valid") else "3?4?"
    assert entered(typed, typed).do(doubtful(*rulings, reason="  ký tên ở góc "), CHAIR) == tuple(
        DoubtfulRuled(**OF_BUNDLE, ballot=1, name=name, ruling=ruling, reason="ký tên ở góc", in_favour=5, of=7)
        for name, ruling in rulings
    )


@pytest.mark.parametrize("mark", ["agree", "disagree", "both", "neither"])
def test_beside_a_name_of_two_boxes_the_committee_concludes_one_of_four_marks(mark: str) -> None:
    bench = entered("3?", "3?", Form.AGREE_DISAGREE)
    (act,) = bench.do(doubtful((3, mark)), CHAIR)
    assert isinstance(act, DoubtfulRuled)
    assert told(entered("3?", "3?", Form.AGREE_DISAGREE), doubtful((3, "kept")), CHAIR) == [
        ("rulings.unknown", "không có kết luận «kept»", "dùng một trong: agree, disagree, both, neither")
    ]


def test_a_paper_is_concluded_on_once_its_entries_agree() -> None:
    unknown = (
        "rulings.unknown_paper",
        "tập 1 không có lá phiếu số 1, hoặc các lần nhập lá đó còn khác nhau",
        "đối chiếu các lần nhập trước, rồi mới kết luận phiếu nghi vấn",
    )
    assert told(entered("3?", "4"), doubtful((3, "kept")), CHAIR) == [unknown]


def test_a_second_conclusion_waits_until_the_first_is_taken_back() -> None:
    bench = entered("3?", "3?")
    bench.do(doubtful((3, "kept")), CHAIR)
    assert told(bench, doubtful((3, "struck")), OTHER_CHAIR) == [
        (
            "rulings.twice",
            "phiếu số 1 đã có kết luận",
            "rút kết luận cũ, ghi lý do, rồi kết luận lại",
        )
    ]


@pytest.mark.parametrize(
    "rulings",
    [
        (),
        ((0, "signed"), (0, "valid")),
        ((3, "kept"), (3, "kept")),
        ((0, "signed"), (3, "kept")),
        ((3, "kept"), (4, "kept"), (0, "valid")),
    ],
)
def test_a_conclusion_is_one_on_the_paper_or_one_a_name(rulings: tuple[tuple[int, str], ...]) -> None:
    assert told(entered("3?4?", "3?4?"), doubtful(*rulings), CHAIR) == [ONE_OR_MARKS]


def test_conclusions_that_there_are_not_are_answered_with_those_there_are() -> None:
    rulings = doubtful((0, "overvote"), (3, "agree"), reason="\n", vote=(8, 7))
    assert told(entered("3?", "3?"), rulings, CHAIR) == [
        ONE_OR_MARKS,
        (
            "rulings.unknown",
            "không có kết luận «overvote»",
            "dùng một trong: not_issued, outside_name, marked, signed, written_on, valid",
        ),
        ("rulings.unknown", "không có kết luận «agree»", "dùng một trong: kept, struck"),
        NO_REASON,
        ("rulings.bad_vote", "8 trên 7 người tán thành", "số tán thành không quá số người biểu quyết"),
    ]


@pytest.mark.parametrize("name", [-1, 5])
def test_a_number_that_is_not_on_the_list_is_refused_with_the_last_that_is(name: int) -> None:
    assert told(entered("4?", "4?"), doubtful((name, "kept"), (4, "kept")), CHAIR) == [
        ("rulings.unknown_name", f"không có số {name} trong danh sách", "chỉ có số 1 đến 4")
    ]


@pytest.mark.parametrize("vote", [(0, 1), (1, 1), (0, 7), (7, 7)])
def test_any_vote_of_those_who_voted_is_taken(vote: tuple[int, int]) -> None:
    (act,) = entered("3?", "3?").do(doubtful((3, "kept"), vote=vote), CHAIR)
    assert isinstance(act, DoubtfulRuled)
    assert (act.in_favour, act.of) == vote


@pytest.mark.parametrize("vote", [(-1, 7), (8, 7), (0, 0), (1, 0), (-2, -1)])
def test_no_vote_has_more_in_favour_than_voted(vote: tuple[int, int]) -> None:
    in_favour, of = vote
    assert told(entered("3?", "3?"), doubtful((3, "kept"), vote=vote), CHAIR) == [
        (
            "rulings.bad_vote",
            f"{in_favour} trên {of} người tán thành",
            "số tán thành không quá số người biểu quyết",
        )
    ]


@pytest.mark.parametrize(
    ("typed", "rulings", "left"),
    [
        ("1?4?", ((1, "kept"),), "4"),
        ("1?4?", ((4, "struck"),), "1"),
        ("1?4?", ((2, "kept"),), "1, 4"),
        ("1?4?", ((0, "valid"),), "1, 4"),
        ("?", ((2, "kept"), (3, "struck")), "1, 4"),
    ],
)
def test_a_conclusion_that_leaves_a_mark_unclear_names_every_such_mark(
    typed: str, rulings: tuple[tuple[int, str], ...], left: str
) -> None:
    assert told(entered(typed, typed), doubtful(*rulings), CHAIR) == [
        (
            "rulings.left_unclear",
            f"còn dấu không rõ ở số {left}",
            "kết luận từng tên đó, hoặc chọn một lý do không hợp lệ cho cả lá phiếu",
        )
    ]


# taking a conclusion back


def test_a_conclusion_is_taken_back_for_a_reason_which_the_log_keeps() -> None:
    bench = entered("3?", "3?")
    back = ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason=" ")
    assert told(bench, back, CHAIR) == [("rulings.none", "phiếu số 1 chưa có kết luận", LOOK_AT_NUMBER)]
    bench.do(doubtful((3, "kept")), CHAIR)
    assert told(bench, back, CHAIR) == [("rulings.no_reason", "rút kết luận mà không ghi lý do", "ghi lý do")]
    assert bench.do(ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason=" xem lại lá phiếu "), OTHER_CHAIR) == (
        RulingsWithdrawn(**OF_BUNDLE, ballot=1, reason="xem lại lá phiếu"),
    )


# who rules, on which bundle

RULINGS: list[Any] = [seen("4"), doubtful((3, "kept")), ask.WithdrawRulings(**OF_BUNDLE, ballot=1, reason="xem lại")]


@pytest.mark.parametrize("request_", RULINGS, ids=lambda request: type(request).__name__)
def test_nothing_is_concluded_on_a_bundle_unfinished_voided_or_of_ones_own(request_: Request) -> None:
    bench = Bench.counting()
    bench.enter(CHAIR, {1: "3?", 2: "-"})
    assert bench.refused(request_, OTHER_CHAIR) == ["bundles.not_complete"]
    bench.enter(SECOND, {1: "3?", 2: "-"})
    assert bench.refused(request_, CHAIR) == ["bundles.own_entry"]
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="lẫn phiếu"), CHAIR)
    assert bench.refused(request_, OTHER_CHAIR) == ["bundles.void"]


@pytest.mark.parametrize("request_", RULINGS, ids=lambda request: type(request).__name__)
def test_a_page_of_the_count_concludes_nothing_in_the_rehearsal(request_: Request) -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    assert bench.refused(request_, CHAIR) == ["desk.rehearsal_mixed"]
