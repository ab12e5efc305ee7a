"""Whether the desk may be opened, joined, declared on, handed over or sealed, and the acts that it is."""

from __future__ import annotations

import unicodedata

from rules.names import fold
from rules.phrase import phrase
from tally.desk.acts import (
    Act,
    BundleReleased,
    CodeMade,
    CodeRevoked,
    CongressDeclared,
    ContestDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    PersonJoined,
    PersonRemoved,
)
from tally.desk.missing import missing
from tally.desk.refusal import Refusal, RefusedError, refuse
from tally.desk.requests import (
    Declare,
    HandOver,
    Join,
    Leave,
    MakeCode,
    NoteSeal,
    OpenDesk,
    RemovePerson,
    RevokeCode,
    TakeOver,
)
from tally.desk.roles import Phase, Role
from tally.desk.state import State

MOST_NAME = 60
_NEVER_IN_NAMES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def open_desk(state: State, request: OpenDesk, _person: str) -> tuple[Act, ...]:
    """Open the desk; a second time it is open already."""
    if state.sequence and state.congress:
        return ()
    return (DeskOpened(congress=request.congress, body=request.body, sha256=request.sha256, machine=request.machine),)


def take_over(state: State, request: TakeOver, _person: str) -> tuple[Act, ...]:
    """Go on from a copy, which must be the copy that was looked at; everybody joins anew, under the name he had."""
    if request.head != state.head:
        raise refuse(
            "desk.other_copy",
            phrase("bản sao này kết thúc ở mã khác với mã đã xem"),
            phrase("xem lại mã cuối nhật ký của bản sao rồi tiếp quản"),
        )
    if not request.reason.strip():
        raise refuse("desk.no_reason", phrase("tiếp quản mà không ghi lý do"), phrase("ghi lý do"))
    made: list[Act] = [DeskTakenOver(machine=request.machine, head=request.head, reason=request.reason.strip())]
    for who in state.people.values():
        if not who.removed:
            made += [*_given_back(state, who.name), PersonRemoved(person=who.name, reason="")]
    return tuple(made)


def hand_over(state: State, request: HandOver, _person: str) -> tuple[Act, ...]:
    """Give the desk away: nothing is written on this laptop after that."""
    if not request.reason.strip():
        raise refuse("desk.no_reason", phrase("bàn giao mà không ghi lý do"), phrase("ghi lý do"))
    return (DeskHandedOver(machine=state.machine, reason=request.reason.strip()),)


def join(state: State, request: Join, _person: str) -> tuple[Act, ...]:
    """Take a name at the desk: one that nobody else has, and that shows as it is."""
    name = fold(request.person)
    if not name or len(name) > MOST_NAME or any(unicodedata.category(char) in _NEVER_IN_NAMES for char in name):
        raise refuse(
            "people.bad_name",
            phrase("không dùng được tên này"),
            phrase("ghi họ và tên bằng chữ thường đọc được, không quá {most} ký tự", most=MOST_NAME),
        )
    there = state.named(name)
    if there is not None and not there.removed:
        raise refuse(
            "people.name_taken",
            phrase("đã có người tên «{person}» ở bàn kiểm phiếu", person=there.name),
            phrase("ghi thêm chữ phân biệt; nếu là cùng một người đổi máy thì nhờ trưởng ban cho tên đó ra trước"),
        )
    return (PersonJoined(person=there.name if there else name, role=Role(request.role).value),)


def remove(state: State, request: RemovePerson, person: str) -> tuple[Act, ...]:
    """Send somebody away; what he holds goes back, what he typed stays."""
    who = state.people.get(request.person)
    if who is None or who.removed:
        raise refuse(
            "people.unknown",
            phrase("không có «{person}» ở bàn kiểm phiếu", person=request.person),
            phrase("chọn một người trong danh sách"),
        )
    if who.name == person:
        raise refuse(
            "people.oneself",
            phrase("không tự cho mình ra được"),
            phrase("nhờ một trưởng ban khác"),
        )
    return (*_given_back(state, who.name), PersonRemoved(person=who.name, reason=request.reason.strip()))


def leave(state: State, _request: Leave, person: str) -> tuple[Act, ...]:
    """Leave oneself, in the same way as whoever is sent away."""
    return (*_given_back(state, person), PersonRemoved(person=person, reason=""))


def _given_back(state: State, person: str) -> tuple[Act, ...]:
    """What somebody holds goes back."""
    return tuple(
        BundleReleased(contest=contest.id, rehearsal=rehearsal, bundle=bundle.number, entry=entry.number, person=person)
        for contest in state.contests.values()
        for rehearsal in (False, True)
        for bundle in contest.pile(rehearsal=rehearsal).counting()
        for entry in bundle.entries
        if entry.holder == person
    )


def make_code(state: State, request: MakeCode, person: str) -> tuple[Act, ...]:
    """A new code; a technician makes none for the chair."""
    _check_code(state, request.role, person)
    return (CodeMade(role=Role(request.role).value),)


def revoke_code(state: State, request: RevokeCode, person: str) -> tuple[Act, ...]:
    """End a code, and with it those who joined by it, if asked."""
    _check_code(state, request.role, person)
    role = Role(request.role)
    removed: list[Act] = []
    if request.sessions:
        for who in state.people.values():
            if who.role is role and not who.removed and who.name != person:
                removed += remove(state, RemovePerson(person=who.name, reason=""), person)
    return (CodeRevoked(role=role.value, sessions=request.sessions), *removed)


def declare(state: State, request: Declare, _person: str) -> tuple[Act, ...]:
    """Declare the congress and the contests of the folder; one whose slate changed only before its first paper."""
    made: list[Act] = []
    if request.congress and (request.congress, request.body) != (state.congress, state.body):
        made.append(CongressDeclared(congress=request.congress, body=request.body, sha256=request.sha256))
    faults: list[Refusal] = []
    for contest in request.contests:
        before = state.contests.get(contest.contest)
        if before is None:
            made.append(contest)
        elif before.declared != contest:
            faults += _changed(contest, before.phase)
            made.append(contest)
    if faults:
        raise RefusedError(tuple(faults))
    return tuple(made)


def seal(state: State, request: NoteSeal, _person: str) -> tuple[Act, ...]:
    """Close the desk: every contest is signed, and signed with the code of this count."""
    faults = [
        each for contest in state.contests.values() if contest.phase is not Phase.SIGN for each in _unsigned(contest.id)
    ]
    faults += [each for contest in state.contests.values() if contest.phase is Phase.SIGN for each in missing(contest)]
    if not state.contests:
        faults += _unsigned("")
    if faults:
        raise RefusedError(tuple(faults))
    return (
        DeskSealed(
            file=request.file, sha256=request.sha256, count_head=request.count_head, seal_head=request.seal_head
        ),
    )


def _unsigned(contest: str) -> tuple[Refusal, ...]:
    return (
        Refusal(
            name="seal.not_signed",
            message=phrase("nội dung bầu «{contest}» chưa đến giai đoạn ký biên bản", contest=contest),
            remedy=phrase("làm xong nội dung bầu đó rồi niêm phong"),
        ),
    )


def _changed(contest: ContestDeclared, phase: Phase) -> tuple[Refusal, ...]:
    if phase is Phase.PREPARE:
        return ()
    return (
        Refusal(
            name="contest.changed",
            message=phrase(
                "danh sách hoặc mẫu phiếu của «{contest}» trong thư mục khác với lúc khai báo", contest=contest.contest
            ),
            remedy=phrase("trả lại tệp như lúc khai báo; danh sách không đổi sau khi đã tập dượt hoặc kiểm phiếu"),
        ),
    )


def _check_code(state: State, role: str, person: str) -> None:
    asks = state.people.get(person)
    if role not in set(Role):
        raise refuse(
            "codes.unknown_role",
            phrase("không có vai trò «{role}»", role=role),
            phrase("dùng một trong: {roles}", roles=tuple(Role)),
        )
    if asks is not None and asks.role is Role.TECHNICIAN and role != Role.TECHNICIAN:
        raise refuse(
            "codes.not_for_technician",
            phrase("kỹ thuật không cấp và không thu mã của vai trò khác"),
            phrase("nhờ trưởng ban"),
        )
