"""Whether a paper may be saved, corrected or taken back (nhập, sửa, bỏ một lá phiếu), and the act that it is."""

from __future__ import annotations

from rules.model import Form
from rules.phrase import phrase
from tally.desk.acts import Act, BallotCorrected, BallotEntered, BallotUndone
from tally.desk.bundle_rules import bundle_of, check_rehearsal, held_entry
from tally.desk.keys import KeyPad, Keys, KeysError
from tally.desk.refusal import Refusal, RefusedError, refuse
from tally.desk.requests import CorrectBallot, EnterBallot, UndoBallot
from tally.desk.state import BundleEntry, DeskContest, State, Typed

MOST_NOTE = 500


def pad_of(contest: DeskContest) -> KeyPad:
    """The keys of a contest's ballot."""
    declared = contest.declared
    return KeyPad(form=Form(declared.form), names=len(declared.names), grounds=declared.grounds)


def read_keys(contest: DeskContest, typed: str, before: Typed | None) -> Keys:
    """What was typed; refused in words if it means nothing."""
    last = None if before is None else Keys(marks=before.marks, ground=before.ground, doubtful=before.doubtful)
    try:
        return pad_of(contest).read(typed, last)
    except KeysError as error:
        problem = error.problem
        raise RefusedError((Refusal(name=problem.name, message=problem.message, remedy=problem.remedy),)) from None


def check_note(note: str) -> None:
    """Refuse a note that is longer than a note."""
    if len(note) > MOST_NOTE:
        raise refuse(
            "ballots.long_note",
            phrase("ghi chú dài {length} ký tự", length=len(note)),
            phrase("ghi ngắn, không quá {most} ký tự", most=MOST_NOTE),
        )


def enter(state: State, request: EnterBallot, person: str) -> tuple[Act, ...]:
    """Save one paper."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = held_entry(bundle, request.entry, person)
    if not bundle.first <= request.ballot <= bundle.last:
        raise refuse(
            "ballots.other_bundle",
            phrase(
                "phiếu số {ballot} không thuộc tập {bundle} (số {first} đến {last})",
                ballot=request.ballot,
                bundle=bundle.number,
                first=bundle.first,
                last=bundle.last,
            ),
            phrase("xem lại số đóng trên lá phiếu; nếu lá phiếu nằm nhầm tập thì trả về đúng tập"),
        )
    if request.ballot in entry.ballots:
        raise refuse(
            "ballots.already_typed",
            phrase("phiếu số {ballot} đã nhập rồi trong lần nhập này", ballot=request.ballot),
            phrase("xem lại số đóng trên lá phiếu; nếu muốn sửa thì mở lá đó ra sửa"),
            now=entry.ballots[request.ballot],
        )
    if len(entry.ballots) >= bundle.papers:
        raise refuse(
            "ballots.more_than_slip",
            phrase("phiếu bìa ghi {papers} phiếu và đã nhập đủ", papers=bundle.papers),
            phrase("đếm lại tập; nếu phiếu bìa sai thì trưởng ban hủy tập và lập lại với số đúng"),
        )
    check_note(request.note)
    keys = read_keys(contest, request.typed, _last(entry))
    return (
        BallotEntered(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=request.entry,
            ballot=request.ballot,
            typed=request.typed,
            marks=keys.marks,
            ground=keys.ground,
            doubtful=keys.doubtful,
            note=request.note,
        ),
    )


def correct(state: State, request: CorrectBallot, person: str) -> tuple[Act, ...]:
    """Type one paper anew."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = held_entry(bundle, request.entry, person)
    _check_read(entry, request.ballot, request.before)
    check_note(request.note)
    keys = read_keys(contest, request.typed, _before(entry, request.ballot))
    return (
        BallotCorrected(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=request.entry,
            ballot=request.ballot,
            before=request.before,
            typed=request.typed,
            marks=keys.marks,
            ground=keys.ground,
            doubtful=keys.doubtful,
            note=request.note,
        ),
    )


def undo(state: State, request: UndoBallot, person: str) -> tuple[Act, ...]:
    """Take one paper back."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = held_entry(bundle, request.entry, person)
    _check_read(entry, request.ballot, request.before)
    return (
        BallotUndone(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=request.entry,
            ballot=request.ballot,
            before=request.before,
        ),
    )


def _last(entry: BundleEntry) -> Typed | None:
    """The paper typed last in this entry."""
    return next(reversed(list(entry.ballots.values())), None)


def _before(entry: BundleEntry, ballot: int) -> Typed | None:
    """The paper typed before this one."""
    last: Typed | None = None
    for number, typed in entry.ballots.items():
        if number == ballot:
            return last
        last = typed
    return last


def _check_read(entry: BundleEntry, ballot: int, before: str) -> None:
    """Refuse an edit of what is no longer there, and show what is."""
    now = entry.ballots.get(ballot)
    if now is None:
        raise refuse(
            "ballots.not_typed",
            phrase("phiếu số {ballot} chưa nhập (hoặc đã bỏ) trong lần nhập này", ballot=ballot),
            phrase("tải lại trang rồi làm tiếp"),
        )
    if now.digest != before:
        raise refuse(
            "ballots.changed_meanwhile",
            phrase(
                "phiếu số {ballot} đã được sửa sau khi trang này mở: nay là «{typed}»", ballot=ballot, typed=now.typed
            ),
            phrase("xem giá trị hiện nay rồi sửa lại nếu cần"),
            now=now,
        )
