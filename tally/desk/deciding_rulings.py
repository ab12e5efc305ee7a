"""Whether somebody may rule on a paper (kết luận): its entries differ, or it is doubtful; and the acts that it is."""

from __future__ import annotations

from rules.model import Form
from rules.phrase import phrase
from tally.desk.acts import Act, DifferenceRuled, DoubtfulRuled, RulingsWithdrawn
from tally.desk.bundle_rules import bundle_of, check_complete, check_not_typed_by, check_rehearsal
from tally.desk.comparing import VALID, is_ruled, shown
from tally.desk.deciding_ballots import check_note, read_keys
from tally.desk.refusal import Refusal, RefusedError, refuse
from tally.desk.requests import OneRuling, RuleDifference, RuleDoubtful, WithdrawRulings
from tally.desk.state import Bundle, DeskContest, Ruling, State, Typed
from tally.model import RawMark

RULED_MARKS = {
    Form.STRIKE_OUT: (RawMark.KEPT, RawMark.STRUCK),
    Form.AGREE_DISAGREE: (RawMark.AGREE, RawMark.DISAGREE, RawMark.BOTH, RawMark.NEITHER),
}
"""What the committee can conclude beside a name, by ballot form."""


def difference(state: State, request: RuleDifference, person: str) -> tuple[Act, ...]:
    """Say what a paper shows. One whose entries agree may be ruled on too, with a note why."""
    contest, bundle = _complete(state, request, person)
    if not any(request.ballot in entry.ballots for entry in bundle.entries):
        raise refuse(
            "rulings.unknown_paper",
            phrase("tập {bundle} không có lá phiếu số {ballot}", bundle=bundle.number, ballot=request.ballot),
            phrase("xem lại số phiếu"),
        )
    now = bundle.resolved.get(request.ballot)
    if (now.digest if now else "") != request.before:
        raise refuse(
            "rulings.changed_meanwhile",
            phrase("phiếu số {ballot} vừa được kết luận bởi «{person}»", ballot=request.ballot, person=now.by)
            if now
            else phrase("kết luận về phiếu số {ballot} không còn như trang này thấy", ballot=request.ballot),
            phrase("tải lại trang, xem kết luận hiện nay"),
            now=now.paper if now else None,
        )
    check_note(request.note)
    if request.ballot not in bundle.differing and not request.note.strip():
        raise refuse(
            "rulings.no_reason",
            phrase("các lần nhập phiếu số {ballot} không còn khác nhau", ballot=request.ballot),
            phrase("muốn sửa thì ghi lý do ở ghi chú"),
        )
    marks, ground, doubtful = "", "", False
    if request.present:
        keys = read_keys(contest, request.typed, None)
        marks, ground, doubtful = keys.marks, keys.ground, keys.doubtful
    elif all(request.ballot in entry.ballots for entry in bundle.entries):
        raise refuse(
            "rulings.paper_is_there",
            phrase("mọi lần nhập đều có lá phiếu số {ballot}", ballot=request.ballot),
            phrase("nếu tập có phiếu không thuộc tập thì hủy tập và lập lại"),
        )
    return (
        DifferenceRuled(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            ballot=request.ballot,
            present=request.present,
            typed=request.typed if request.present else "",
            marks=marks,
            ground=ground,
            doubtful=doubtful,
            note=request.note,
        ),
    )


def doubtful(state: State, request: RuleDoubtful, person: str) -> tuple[Act, ...]:
    """Record the committee's conclusion, which must leave nothing unclear; every fault of it at once."""
    contest, bundle = _complete(state, request, person)
    paper = shown(bundle).get(request.ballot)
    if paper is None:
        raise refuse(
            "rulings.unknown_paper",
            phrase(
                "tập {bundle} không có lá phiếu số {ballot}, hoặc các lần nhập lá đó còn khác nhau",
                bundle=bundle.number,
                ballot=request.ballot,
            ),
            phrase("đối chiếu các lần nhập trước, rồi mới kết luận phiếu nghi vấn"),
        )
    if bundle.rulings.get(request.ballot):
        raise refuse(
            "rulings.twice",
            phrase("phiếu số {ballot} đã có kết luận", ballot=request.ballot),
            phrase("rút kết luận cũ, ghi lý do, rồi kết luận lại"),
        )
    if faults := [*_faults(contest, request), *_of_vote(request)] or _left_unclear(paper, request, person):
        raise RefusedError(tuple(faults))
    return tuple(
        DoubtfulRuled(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            ballot=request.ballot,
            name=each.name,
            ruling=each.ruling,
            reason=request.reason.strip(),
            in_favour=request.in_favour,
            of=request.of,
        )
        for each in request.rulings
    )


def withdraw(state: State, request: WithdrawRulings, person: str) -> tuple[Act, ...]:
    """Take a conclusion back."""
    _, bundle = _complete(state, request, person)
    if not bundle.rulings.get(request.ballot):
        raise refuse(
            "rulings.none",
            phrase("phiếu số {ballot} chưa có kết luận", ballot=request.ballot),
            phrase("xem lại số phiếu"),
        )
    if not request.reason.strip():
        raise refuse("rulings.no_reason", phrase("rút kết luận mà không ghi lý do"), phrase("ghi lý do"))
    return (
        RulingsWithdrawn(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            ballot=request.ballot,
            reason=request.reason.strip(),
        ),
    )


def _complete(
    state: State, request: RuleDifference | RuleDoubtful | WithdrawRulings, person: str
) -> tuple[DeskContest, Bundle]:
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    check_complete(bundle)
    check_not_typed_by(bundle, person)
    return contest, bundle


def _faults(contest: DeskContest, request: RuleDoubtful) -> list[Refusal]:
    faults: list[Refusal] = []
    grounds = (*contest.declared.grounds, VALID)
    marks = tuple(mark.name.lower() for mark in RULED_MARKS[Form(contest.declared.form)])
    whole = [each for each in request.rulings if each.name == 0]
    names = [each.name for each in request.rulings if each.name]
    if not request.rulings or len(whole) > 1 or len(set(names)) < len(names) or (whole and names):
        faults.append(
            Refusal(
                name="rulings.one_or_marks",
                message=phrase("kết luận phải là một kết luận cho cả lá phiếu, hoặc mỗi tên một kết luận"),
                remedy=phrase("chọn một lý do không hợp lệ, hoặc hợp lệ; hoặc kết luận từng tên không rõ"),
            )
        )
    for each in request.rulings:
        allowed = marks if each.name else grounds
        if each.ruling not in allowed:
            faults.append(_unknown_ruling(each, allowed))
        if not 0 <= each.name <= contest.names:
            faults.append(
                Refusal(
                    name="rulings.unknown_name",
                    message=phrase("không có số {name} trong danh sách", name=each.name),
                    remedy=phrase("chỉ có số 1 đến {names}", names=contest.names),
                )
            )
    return faults


def _unknown_ruling(ruling: OneRuling, allowed: tuple[str, ...]) -> Refusal:
    return Refusal(
        name="rulings.unknown",
        message=phrase("không có kết luận «{ruling}»", ruling=ruling.ruling),
        remedy=phrase("dùng một trong: {values}", values=allowed),
    )


def _of_vote(request: RuleDoubtful) -> list[Refusal]:
    faults: list[Refusal] = []
    if not request.reason.strip():
        faults.append(
            Refusal(
                name="rulings.no_reason",
                message=phrase("kết luận mà không ghi lý do"),
                remedy=phrase("ghi lý do kết luận của ban kiểm phiếu"),
            )
        )
    if not 0 <= request.in_favour <= request.of or request.of < 1:
        faults.append(
            Refusal(
                name="rulings.bad_vote",
                message=phrase("{in_favour} trên {of} người tán thành", in_favour=request.in_favour, of=request.of),
                remedy=phrase("số tán thành không quá số người biểu quyết"),
            )
        )
    return faults


def _left_unclear(paper: Typed, request: RuleDoubtful, person: str) -> list[Refusal]:
    rulings = [
        Ruling(
            name=each.name,
            ruling=each.ruling,
            reason=request.reason,
            in_favour=request.in_favour,
            of=request.of,
            by=person,
        )
        for each in request.rulings
    ]
    if is_ruled(paper, rulings):
        return []
    ruled = {each.name for each in request.rulings}
    names = tuple(
        name for name, mark in enumerate(paper.marks, start=1) if mark == RawMark.UNCLEAR and name not in ruled
    )
    return [
        Refusal(
            name="rulings.left_unclear",
            message=phrase("còn dấu không rõ ở số {names}", names=names),
            remedy=phrase("kết luận từng tên đó, hoặc chọn một lý do không hợp lệ cho cả lá phiếu"),
        )
    ]
