"""A contest from its plan to its minutes: what the log holds of each step, and what is said where it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.acts import (
    AccountEntered,
    BundlesMade,
    CongressDecided,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PhaseEntered,
    RehearsalDeckMade,
    VotesReleased,
    ZeroReported,
)
from tally.desk.deciding_contest import advance, go_back
from tally.desk.refusal import RefusedError
from tally.desk.rehearsal import deck
from tally.desk.roles import Phase
from tally.desk.state import BundleEntry, DeskContest, Pile, State, Typed
from tests.tally.desk.bench import CHAIR, FIRST, GROUNDS, SECOND, TECHNICIAN, Bench, declared
from tests.tally.desk.refusals import Said, said, told

ACCOUNT: dict[str, Any] = {"contest": "bch", "summoned": 10, "present": 9, "issued": 9, "returned": 9}
COUNT_AGAIN = "đếm lại rồi ghi đúng các con số"
RELOAD = "tải lại trang rồi làm tiếp"


def counted() -> Bench:
    """A desk at the conclusions: two papers, entered twice, no doubt about either."""
    bench = Bench.counting(papers=2)
    for person in (FIRST, SECOND):
        bench.enter(person, {1: "4", 2: "34"})
    bench.advance(Phase.DECIDE)
    return bench


def signing() -> Bench:
    """The same desk with the result computed, at the signing of the minutes."""
    bench = counted()
    bench.do(ask.NoteFiles(contest="bch", ballots=2, files={"ballots-bch.csv": "1" * 64}, upto=99), "")
    bench.advance(Phase.SIGN)
    return bench


# the plan


@pytest.mark.parametrize(("entries", "size"), [(2, 1), (3, 1), (2, 2), (2, 200), (3, 200)])
def test_a_contest_is_entered_two_or_three_times_in_bundles_of_up_to_two_hundred(entries: int, size: int) -> None:
    plan = ask.PlanEntry(contest="bch", entries=entries, bundle_size=size)
    assert Bench.open().do(plan, CHAIR) == (EntryPlanned(contest="bch", entries=entries, bundle_size=size),)


@pytest.mark.parametrize(("entries", "size"), [(1, 50), (4, 50), (2, 0), (2, 201), (3, 201)])
def test_any_other_plan_is_refused_with_the_numbers_that_may_be(entries: int, size: int) -> None:
    assert told(Bench.open(), ask.PlanEntry(contest="bch", entries=entries, bundle_size=size), CHAIR) == [
        (
            "contest.bad_plan",
            f"không nhập {entries} lần với tập {size} phiếu được",
            "nhập độc lập 2 hoặc 3 lần, mỗi tập từ 1 đến 200 phiếu",
        )
    ]


# from phase to phase


def test_a_page_that_names_another_phase_than_the_next_is_told_where_the_contest_stands() -> None:
    bench = Bench.open()
    answer = [("contest.other_phase", "nội dung bầu đang ở giai đoạn «chuẩn bị»", RELOAD)]
    for to in ("prepare", "zero", "sealed", "?"):
        assert told(bench, ask.Advance(contest="bch", to=to), CHAIR) == answer
        assert told(bench, ask.GoBack(contest="bch", to=to, reason="nhầm"), CHAIR) == answer


def test_nothing_comes_after_the_seal() -> None:
    state = State(contests={"bch": DeskContest(declared=declared(), phase=Phase.SEALED)})
    for to in ("sign", "sealed", ""):
        with pytest.raises(RefusedError) as refused:
            advance(state, ask.Advance(contest="bch", to=to), CHAIR)
        assert said(refused.value.refusals) == [
            ("contest.other_phase", "nội dung bầu đang ở giai đoạn «đã niêm phong»", RELOAD)
        ]


def test_the_seal_is_no_step_that_one_goes_to() -> None:
    assert told(signing(), ask.Advance(contest="bch", to="sealed"), CHAIR) == [
        (
            "contest.seal_instead",
            "giai đoạn niêm phong đến bằng việc niêm phong hồ sơ",
            "niêm phong hồ sơ khi biên bản của mọi nội dung bầu đã ký",
        )
    ]


def test_a_rehearsal_is_left_unfinished_only_with_a_reason_which_the_log_keeps() -> None:
    bench = Bench.open()
    (act,) = bench.do(ask.Advance(contest="bch", to="rehearse", reason="  sẵn sàng "), CHAIR)
    assert act == PhaseEntered(contest="bch", phase="rehearse", reason="sẵn sàng")
    assert bench.refused(ask.Advance(contest="bch", to="zero", reason="  "), CHAIR) == ["missing.deck"]
    head = bench.state.head
    assert bench.do(ask.Advance(contest="bch", to="zero", reason=" hết giờ "), CHAIR) == (
        PhaseEntered(contest="bch", phase="zero", reason="hết giờ"),
        ZeroReported(contest="bch", bundles=0, ballots=0, head=head),
    )


def test_a_count_is_left_unfinished_with_no_reason_at_all() -> None:
    bench = Bench.counting()
    assert bench.refused(ask.Advance(contest="bch", to="reconcile", reason="hết giờ"), CHAIR) == [
        "missing.entry",
        "missing.entry",
    ]


@pytest.mark.parametrize("typed", [0, 2])
def test_a_zero_report_is_refused_where_real_papers_lie_already(typed: int) -> None:
    """However many of them are typed: a bundle that was made is enough."""
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bundle = Bench.counting().bundle()
    paper = Typed(typed="4", marks="kkks", ground="", doubtful=False, note="", by=FIRST, digest="")
    entry = BundleEntry(number=1, ballots=dict.fromkeys(range(1, typed + 1), paper))
    pile = Pile(bundles={1: replace(bundle, entries=(entry, BundleEntry(number=2)))})
    state = replace(bench.state, contests={"bch": replace(bench.contest, real=pile)})
    with pytest.raises(RefusedError) as refused:
        advance(state, ask.Advance(contest="bch", to="zero", reason="hết giờ"), CHAIR)
    assert said(refused.value.refusals) == [
        (
            "contest.papers_there",
            "đã có tập phiếu thật trước biên bản số không",
            "hồ sơ này không dùng được cho việc kiểm phiếu; lập bàn mới",
        )
    ]


def test_one_step_back_is_made_for_a_reason_which_the_log_keeps() -> None:
    bench = Bench.open()
    bench.advance(Phase.COUNT)
    assert told(bench, ask.GoBack(contest="bch", to="zero", reason="\t "), CHAIR) == [
        ("contest.no_reason", "quay lại mà không ghi lý do", "ghi lý do")
    ]
    (act,) = bench.do(ask.GoBack(contest="bch", to="zero", reason=" quên kiểm hòm "), CHAIR)
    assert act == PhaseEntered(contest="bch", phase="zero", reason="quên kiểm hòm")


def test_no_step_leads_back_behind_the_first_real_bundle() -> None:
    bench = Bench.counting()
    assert told(bench, ask.GoBack(contest="bch", to="zero", reason="nhầm"), CHAIR) == [
        (
            "contest.papers_there",
            "đã có tập phiếu thật, không quay lại trước khi kiểm phiếu được",
            "tập sai thì hủy và lập lại",
        )
    ]


def test_nothing_lies_before_the_preparing() -> None:
    state = Bench.open().state
    with pytest.raises(RefusedError) as refused:
        go_back(state, ask.GoBack(contest="bch", to="", reason="nhầm"), CHAIR)
    assert [each.name for each in refused.value.refusals] == ["contest.other_phase"]


# the test deck


@pytest.mark.parametrize("form", Form)
def test_a_test_deck_comes_in_one_bundle_of_the_rehearsal(form: Form) -> None:
    what = declared(form=form)
    bench = Bench.open(what)
    bench.advance(Phase.REHEARSE)
    papers = deck(form, what.names, 3, GROUNDS)
    count = len(papers)
    assert bench.do(ask.MakeDeck(contest="bch"), TECHNICIAN) == (
        RehearsalDeckMade(
            contest="bch", marks=tuple(each.marks for each in papers), grounds=(*[""] * (count - 1), "not_issued")
        ),
        BundlesMade(contest="bch", rehearsal=True, numbers=(1,), firsts=(1,), lasts=(count,), papers=(count,)),
    )


# the account


def test_people_and_papers_stand_in_the_log_as_they_were_entered() -> None:
    given: dict[str, Any] = {**ACCOUNT, "excluded": {"absent_with_reason": 1}}
    bench = Bench.open()
    assert bench.do(ask.EnterAccount(**given, spoilt=2, not_returned=0), CHAIR) == (
        AccountEntered(**given, spoilt=2, not_returned=0),
    )
    assert bench.do(ask.EnterAccount(**given, spoilt=0), CHAIR) == (AccountEntered(**given, spoilt=0, not_returned=-1),)
    assert bench.do(ask.EnterAccount(**given, not_returned=0), CHAIR) == (
        AccountEntered(**given, spoilt=-1, not_returned=0),
    )


@pytest.mark.parametrize(
    ("changed", "answers"),
    [
        ({"summoned": -1}, ["số được triệu tập là -1", "có mặt 9, nhưng chỉ triệu tập -1"]),
        ({"present": -1, "issued": -1}, ["số có mặt là -1", "số phiếu phát ra là -1"]),
        ({"returned": -1}, ["số phiếu thu về là -1"]),
        ({"spoilt": -1}, ["số phiếu hỏng đổi lại là -1"]),
        (
            {"not_returned": -1},
            ["số phiếu không thu về là -1", "phát ra 9, nhưng thu về 9 và không thu về -1 cộng lại là 8"],
        ),
        ({"excluded": {"exempt": -1}}, ["được miễn công tác và sinh hoạt đảng, không có mặt là -1"]),
        ({"summoned": 10**9}, ["số được triệu tập là 1000000000"]),
        ({"spoilt": 10**9}, ["số phiếu hỏng đổi lại là 1000000000"]),
        ({"present": 11}, ["có mặt 11, nhưng chỉ triệu tập 10"]),
        ({"excluded": {"exempt": 1, "suspended": 1}}, ["trừ 2 người, nhưng chỉ vắng 1 người"]),
        ({"issued": 10}, ["phát ra 10 phiếu, nhưng chỉ có 9 người có mặt"]),
        ({"not_returned": 1}, ["phát ra 9, nhưng thu về 9 và không thu về 1 cộng lại là 10"]),
        ({"returned": 8, "not_returned": 2}, ["phát ra 9, nhưng thu về 8 và không thu về 2 cộng lại là 10"]),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_what_was_given(changed: dict[str, Any], answers: list[str]) -> None:
    refusals = told(Bench.open(), ask.EnterAccount(**{**ACCOUNT, **changed}), CHAIR)
    assert [message for _, message, _ in refusals] == answers
    assert {remedy for _, _, remedy in refusals} == {COUNT_AGAIN}


@pytest.mark.parametrize(
    "changed",
    [
        {"summoned": 9},
        {"present": 10, "issued": 10, "returned": 0},
        {"issued": 8, "returned": 7, "not_returned": 1},
        {"issued": 8, "returned": 8, "not_returned": 0},
        {"summoned": 10**9 - 1, "spoilt": 10**9 - 1},
        {"summoned": 0, "present": 0, "issued": 0, "returned": 0, "spoilt": 0, "not_returned": 0},
        {"excluded": {"exempt": 1, "suspended": 0}},
    ],
)
def test_numbers_at_their_limits_are_taken(changed: dict[str, Any]) -> None:
    (act,) = Bench.open().do(ask.EnterAccount(**{**ACCOUNT, **changed}), CHAIR)
    assert isinstance(act, AccountEntered)


def test_whoever_is_present_beyond_the_summoned_hides_no_other_fault() -> None:
    request = ask.EnterAccount(contest="bch", summoned=10, present=11, issued=12, returned=9, not_returned=1)
    assert [name for name, _, _ in told(Bench.open(), request, CHAIR)] == [
        "account.present_over_summoned",
        "account.issued_over_present",
        "account.papers_do_not_add_up",
    ]


# what the congress decided

KNOWN = (
    "tied: no_further_revote, short: no_further_vote, over_issued: annulled, "
    "turnout: vote_again, no_further_vote, not_among: confirmed, small_branch: confirmed"
)
NO_WORDS: Said = (
    "decision.no_words",
    "chưa ghi ai quyết định, quyết định thế nào",
    "ghi người hoặc tập thể quyết định và nguyên văn quyết định",
)


def decision(about: str, what: str, by: str = "Đại hội", text: str = "Biểu quyết giơ tay") -> ask.RecordDecision:
    return ask.RecordDecision(contest="bch", about=about, decision=what, decided_by=by, text=text)


@pytest.mark.parametrize(("by", "text"), [("", ""), (" ", "Không bầu tiếp"), ("Đại hội", "\n")])
def test_a_decision_without_its_words_or_without_who_decided_is_refused(by: str, text: str) -> None:
    assert told(counted(), decision("short", "no_further_vote", by, text), CHAIR) == [NO_WORDS]


@pytest.mark.parametrize(("about", "what"), [("tied", "annulled"), ("weather", "annulled")])
def test_a_decision_that_the_format_does_not_know_is_answered_with_those_it_does(about: str, what: str) -> None:
    assert told(counted(), decision(about, what, by=""), CHAIR) == [
        (
            "decision.unknown",
            f"không có quyết định «{what}» về «{about}»",
            f"dùng một trong: {KNOWN}",
        ),
        NO_WORDS,
    ]


@pytest.mark.parametrize("what", ["vote_again", "no_further_vote"])
def test_a_decision_is_kept_with_who_decided_and_the_words(what: str) -> None:
    assert counted().do(decision("turnout", what, " Đại hội ", " Bỏ phiếu lại.\n"), CHAIR) == (
        CongressDecided(contest="bch", about="turnout", decision=what, decided_by="Đại hội", text="Bỏ phiếu lại."),
    )


# files, votes, minutes


def test_files_made_before_the_last_change_are_not_taken_for_the_result() -> None:
    bench = counted()
    changed = bench.contest.changed_at
    early = ask.NoteFiles(contest="bch", ballots=2, files={}, upto=changed - 1)
    assert told(bench, early, "") == [
        ("files.changed_meanwhile", "trong lúc tính kết quả đã có thay đổi", "tính kết quả lại")
    ]
    files = {"ballots-bch.csv": "1" * 64, "rulings-bch.csv": "2" * 64}
    assert bench.do(ask.NoteFiles(contest="bch", ballots=2, files=files, upto=changed), "") == (
        FilesWritten(contest="bch", ballots=2, files=files),
    )


def test_votes_are_released_once() -> None:
    bench = signing()
    assert bench.do(ask.ReleaseVotes(contest="bch"), CHAIR) == (VotesReleased(contest="bch"),)
    assert bench.do(ask.ReleaseVotes(contest="bch"), CHAIR) == ()


@pytest.mark.parametrize("code", ["", "mã", "1" * 31, "1" * 65, "g" * 32])
def test_a_code_that_is_none_is_refused_as_it_was_typed(code: str) -> None:
    assert told(signing(), ask.SignMinutes(contest="bch", count_head=code), CHAIR) == [
        (
            "sign.bad_code",
            f"«{code}» không phải mã kiểm phiếu",
            "gõ mã in trong biên bản, 32 chữ số thập lục phân",
        )
    ]


@pytest.mark.parametrize("code", ["0A1B" * 8, "0a1b 0a1b-" * 4, "0a1b" * 16])
def test_the_code_of_the_minutes_is_kept_as_it_is_printed(code: str) -> None:
    (act,) = signing().do(ask.SignMinutes(contest="bch", count_head=code), CHAIR)
    assert act == MinutesSigned(contest="bch", count_head=" ".join(["0a1b"] * 8))


def test_minutes_are_not_signed_once_something_changed_after_the_result() -> None:
    """Whoever signs is told what is to be done first, not that the minutes he signs are unsigned."""
    bench = signing()
    bench.do(decision("short", "no_further_vote"), CHAIR)
    assert told(bench, ask.SignMinutes(contest="bch", count_head="1" * 32), CHAIR) == [
        ("missing.files", "kết quả chưa được tính từ các lá phiếu như hiện nay", "tính kết quả")
    ]
