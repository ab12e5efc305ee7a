"""The desk itself: opened, joined, declared on, handed over, taken over, sealed; what is said where it is not done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tally.desk import requests as ask
from tally.desk.acts import (
    BundleReleased,
    CodeMade,
    CodeRevoked,
    CongressDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    PersonJoined,
    PersonRemoved,
)
from tally.desk.deciding_desk import make_code
from tally.desk.roles import Phase
from tests.tally.desk.bench import (
    CHAIR,
    FIRST,
    FOURTH,
    OBSERVER,
    OTHER_CHAIR,
    ROLES,
    SECOND,
    TECHNICIAN,
    THIRD,
    Bench,
    declared,
)
from tests.tally.desk.refusals import told

OPENED: dict[str, Any] = {"congress": "Đại hội", "body": "Chi bộ 1", "sha256": "1" * 64, "machine": "máy 1"}
BAD_NAME = (
    "people.bad_name",
    "không dùng được tên này",
    "ghi họ và tên bằng chữ thường đọc được, không quá 60 ký tự",
)


def removed(person: str, reason: str = "") -> PersonRemoved:
    return PersonRemoved(person=person, reason=reason)


def given_back(person: str, contest: str = "bch", *, rehearsal: bool = False, bundle: int = 1) -> BundleReleased:
    return BundleReleased(contest=contest, rehearsal=rehearsal, bundle=bundle, entry=1, person=person)


# opening, handing over, taking over


def test_a_desk_is_opened_once_on_a_folder_that_says_its_congress() -> None:
    bench = Bench()
    nameless = {**OPENED, "congress": "", "body": ""}
    assert bench.do(ask.OpenDesk(**nameless), "") == (DeskOpened(**nameless),)
    assert bench.do(ask.OpenDesk(**OPENED), "") == (DeskOpened(**OPENED),)  # the folder says it now
    assert bench.do(ask.OpenDesk(**{**OPENED, "machine": "máy 2"}), "") == ()


def test_a_desk_is_opened_whose_log_is_empty_whatever_its_congress() -> None:
    bench = Bench()
    bench.state = replace(bench.state, congress="Đại hội")
    assert bench.do(ask.OpenDesk(**OPENED), "") == (DeskOpened(**OPENED),)


def test_a_desk_is_given_away_for_a_reason_under_the_name_of_its_laptop() -> None:
    bench = Bench.open()
    bench.do(ask.OpenDesk(**OPENED), "")
    assert told(bench, ask.HandOver(reason=" \t"), CHAIR) == [
        ("desk.no_reason", "bàn giao mà không ghi lý do", "ghi lý do")
    ]
    assert bench.do(ask.HandOver(reason=" hỏng pin "), CHAIR) == (DeskHandedOver(machine="máy 1", reason="hỏng pin"),)


def test_a_copy_is_taken_over_by_its_last_line_and_everybody_joins_anew() -> None:
    """What somebody holds goes back first; whoever was sent away before is not sent away again."""
    bench = Bench.counting()
    bench.do(ask.RemovePerson(person=SECOND, reason="đổi máy"), CHAIR)
    bench.take(FIRST, 2)
    bench.do(ask.HandOver(reason="hỏng pin"), CHAIR)
    head = bench.state.head
    assert told(bench, ask.TakeOver(machine="máy 2", head="0" * 64, reason="hỏng pin"), "") == [
        (
            "desk.other_copy",
            "bản sao này kết thúc ở mã khác với mã đã xem",
            "xem lại mã cuối nhật ký của bản sao rồi tiếp quản",
        )
    ]
    assert told(bench, ask.TakeOver(machine="máy 2", head=head, reason=" "), "") == [
        ("desk.no_reason", "tiếp quản mà không ghi lý do", "ghi lý do")
    ]
    assert bench.do(ask.TakeOver(machine="máy 2", head=head, reason=" hỏng pin "), "") == (
        DeskTakenOver(machine="máy 2", head=head, reason="hỏng pin"),
        removed(CHAIR),
        removed(OTHER_CHAIR),
        given_back(FIRST, bundle=2),
        *(removed(person) for person in (FIRST, THIRD, FOURTH, TECHNICIAN, OBSERVER)),
    )


# people


@pytest.mark.parametrize("name", ["A", "a" * 60, "Nguyễn Thị Minh Khai", "H'Hen Niê", "O\u2019Brien", "An 2"])
def test_a_name_of_up_to_sixty_signs_is_taken_as_it_is(name: str) -> None:
    assert Bench.open().do(ask.Join(person=f"  {name} ", role="observer"), "") == (
        PersonJoined(person=name, role="observer"),
    )


@pytest.mark.parametrize(
    "name", ["", "  ", "a" * 61, "An\x1b[2J", "An\u202ehnA", "An\ue000", "\udc80An", "An\u0378", "An\u200b"]
)
def test_a_name_that_would_not_show_as_it_is_is_refused(name: str) -> None:
    assert told(Bench.open(), ask.Join(person=name, role="clerk"), "") == [BAD_NAME]


def test_a_name_that_somebody_has_is_refused_as_that_person_spells_it() -> None:
    assert told(Bench.open(), ask.Join(person=FIRST.upper(), role="clerk"), "") == [
        (
            "people.name_taken",
            f"đã có người tên «{FIRST}» ở bàn kiểm phiếu",
            "ghi thêm chữ phân biệt; nếu là cùng một người đổi máy thì nhờ trưởng ban cho tên đó ra trước",
        )
    ]


def test_whoever_comes_back_has_the_name_he_had_and_the_role_of_the_new_code() -> None:
    bench = Bench.open()
    bench.do(ask.RemovePerson(person=FIRST, reason="đổi máy"), CHAIR)
    assert bench.do(ask.Join(person=FIRST.lower(), role="observer"), "") == (
        PersonJoined(person=FIRST, role="observer"),
    )


def test_nobody_is_sent_away_who_is_not_there_and_nobody_by_himself() -> None:
    bench = Bench.open()
    bench.do(ask.RemovePerson(person=SECOND, reason=""), CHAIR)
    for person in ("Người Lạ", SECOND):
        assert told(bench, ask.RemovePerson(person=person, reason=""), CHAIR) == [
            ("people.unknown", f"không có «{person}» ở bàn kiểm phiếu", "chọn một người trong danh sách")
        ]
    assert told(bench, ask.RemovePerson(person=CHAIR, reason=""), CHAIR) == [
        ("people.oneself", "không tự cho mình ra được", "nhờ một trưởng ban khác")
    ]


def rehearsing_and_counting() -> Bench:
    """Two contests: papers of one are counted while the other is rehearsed; two clerks hold a bundle of each."""
    bench = Bench.counting()
    bench.do(ask.Declare(contests=(declared("bi-thu"),)), CHAIR)
    bench.do(ask.Advance(contest="bi-thu", to="rehearse"), CHAIR)
    bench.do(ask.MakeDeck(contest="bi-thu"), CHAIR)
    for person, real in ((FIRST, 2), (SECOND, 1)):
        bench.do(ask.TakeBundle(contest="bch", rehearsal=False, bundle=real), person)
    bench.do(ask.TakeBundle(contest="bi-thu", rehearsal=True, bundle=1), FIRST)
    return bench


def test_whoever_is_sent_away_gives_back_all_he_holds_and_nobody_elses() -> None:
    assert rehearsing_and_counting().do(ask.RemovePerson(person=FIRST, reason=" đổi ca "), CHAIR) == (
        given_back(FIRST, bundle=2),
        given_back(FIRST, "bi-thu", rehearsal=True),
        removed(FIRST, "đổi ca"),
    )


def test_whoever_leaves_gives_back_all_he_holds() -> None:
    bench = rehearsing_and_counting()
    assert bench.do(ask.Leave(), SECOND) == (given_back(SECOND), removed(SECOND))
    assert bench.do(ask.Leave(), OBSERVER) == (removed(OBSERVER),)


def test_a_bundle_of_the_rehearsal_held_into_the_count_goes_back_too() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), CHAIR)
    bench.take(FIRST, rehearsal=True)
    bench.advance(Phase.COUNT)
    bench.do(ask.MakeBundles(contest="bch", rehearsal=False, papers=4), CHAIR)
    bench.take(FIRST)
    assert bench.do(ask.Leave(), FIRST) == (given_back(FIRST), given_back(FIRST, rehearsal=True), removed(FIRST))


# codes


def test_a_code_is_made_and_revoked_for_a_role_there_is() -> None:
    bench = Bench.open()
    assert bench.do(ask.MakeCode(role="clerk"), CHAIR) == (CodeMade(role="clerk"),)
    assert bench.do(ask.MakeCode(role="technician"), TECHNICIAN) == (CodeMade(role="technician"),)
    assert bench.do(ask.RevokeCode(role="clerk"), CHAIR) == (CodeRevoked(role="clerk", sessions=False),)
    for request in (ask.MakeCode(role="guest"), ask.RevokeCode(role="guest")):
        assert told(bench, request, CHAIR) == [
            (
                "codes.unknown_role",
                "không có vai trò «guest»",
                "dùng một trong: trưởng ban, người nhập, hội trường, kỹ thuật",
            )
        ]


def test_the_desk_itself_makes_the_first_code() -> None:
    assert Bench().do(ask.MakeCode(role="chair"), "") == (CodeMade(role="chair"),)
    assert make_code(Bench().state, ask.MakeCode(role="chair"), "Người Lạ") == (CodeMade(role="chair"),)


def test_a_technician_makes_and_ends_no_code_of_anybody_else() -> None:
    for request in (ask.MakeCode(role="chair"), ask.RevokeCode(role="clerk", sessions=True)):
        assert told(Bench.open(), request, TECHNICIAN) == [
            (
                "codes.not_for_technician",
                "kỹ thuật không cấp và không thu mã của vai trò khác",
                "nhờ trưởng ban",
            )
        ]


def test_ending_a_code_with_its_sessions_sends_away_all_who_have_the_role() -> None:
    bench = Bench.counting()
    bench.take(FIRST)
    bench.do(ask.RemovePerson(person=SECOND, reason="đổi máy"), CHAIR)
    assert bench.do(ask.RevokeCode(role="clerk", sessions=True), CHAIR) == (
        CodeRevoked(role="clerk", sessions=True),
        given_back(FIRST),
        removed(FIRST),
        removed(THIRD),
        removed(FOURTH),
    )


def test_whoever_ends_the_code_of_his_own_role_stays() -> None:
    bench = Bench.open()
    assert bench.do(ask.RevokeCode(role="chair", sessions=True), CHAIR) == (
        CodeRevoked(role="chair", sessions=True),
        removed(OTHER_CHAIR),
    )
    assert [name for name, person in bench.state.people.items() if person.removed] == [OTHER_CHAIR]
    assert set(bench.state.people) == set(ROLES)


# what is declared


def test_the_congress_is_declared_when_its_name_or_body_is_new() -> None:
    bench = Bench.open()
    named: dict[str, Any] = {"congress": "Đại hội", "body": "Chi bộ 1", "sha256": "1" * 64}
    assert bench.do(ask.Declare(contests=(), **named), CHAIR) == (CongressDeclared(**named),)
    assert bench.do(ask.Declare(contests=(), **{**named, "sha256": "2" * 64}), CHAIR) == ()
    other = {**named, "body": "Chi bộ 2"}
    assert bench.do(ask.Declare(contests=(), **other), CHAIR) == (CongressDeclared(**other),)
    assert bench.do(ask.Declare(contests=(), body="Chi bộ 3"), CHAIR) == ()  # of no congress


def test_contests_are_declared_when_they_are_new_or_changed_and_the_others_are_left() -> None:
    bench = Bench.open(declared(), declared("bi-thu"))
    changed, new = declared("bi-thu", names=5), declared("ubkt")
    named: dict[str, Any] = {"congress": "Đại hội", "body": "Chi bộ 1", "sha256": "1" * 64}
    assert bench.do(ask.Declare(contests=(declared(), changed, new), **named), CHAIR) == (
        CongressDeclared(**named),
        changed,
        new,
    )


def test_every_slate_that_changed_too_late_is_named() -> None:
    bench = Bench.open(declared(), declared("bi-thu"), declared("ubkt"))
    for contest in ("bch", "ubkt"):
        bench.do(ask.Advance(contest=contest, to="rehearse"), CHAIR)
    changed = ask.Declare(contests=tuple(declared(contest, names=5) for contest in ("bch", "bi-thu", "ubkt")))
    assert told(bench, changed, CHAIR) == [
        (
            "contest.changed",
            f"danh sách hoặc mẫu phiếu của «{contest}» trong thư mục khác với lúc khai báo",
            "trả lại tệp như lúc khai báo; danh sách không đổi sau khi đã tập dượt hoặc kiểm phiếu",
        )
        for contest in ("bch", "ubkt")
    ]


# the seal

SEAL = {"file": "record.zip", "sha256": "0" * 64, "count_head": "1" * 64, "seal_head": "2" * 64}


def at_signing(bench: Bench, contest: str, *, signed: bool) -> None:
    """Put a contest at the signing of its minutes, its result computed."""
    known = bench.state.contests[contest]
    there = replace(known, phase=Phase.SIGN, written_at=known.changed_at + 1, signed="0a1b" if signed else "")
    bench.state = replace(bench.state, contests={**bench.state.contests, contest: there})


def unsigned(contest: str) -> tuple[str, str, str]:
    return (
        "seal.not_signed",
        f"nội dung bầu «{contest}» chưa đến giai đoạn ký biên bản",
        "làm xong nội dung bầu đó rồi niêm phong",
    )


def test_the_record_is_sealed_when_every_contest_is_signed() -> None:
    bench = Bench.open(declared(), declared("bi-thu"))
    at_signing(bench, "bch", signed=True)
    at_signing(bench, "bi-thu", signed=True)
    assert bench.do(ask.NoteSeal(**SEAL), CHAIR) == (DeskSealed(**SEAL),)


def test_the_record_is_not_sealed_while_a_contest_goes_on_or_minutes_are_unsigned() -> None:
    """Contests that have not come so far are named first, then what is missing in those that have."""
    bench = Bench.open(declared(), declared("bi-thu"), declared("ubkt"))
    at_signing(bench, "bch", signed=False)
    minutes = (
        "missing.minutes",
        "biên bản kiểm phiếu chưa được ghi là đã ký",
        "in biên bản, ký, rồi ghi mã kiểm phiếu in trong biên bản",
    )
    assert told(bench, ask.NoteSeal(**SEAL), CHAIR) == [unsigned("bi-thu"), unsigned("ubkt"), minutes]


def test_a_desk_without_contests_is_not_sealed() -> None:
    bench = Bench()
    bench.do(ask.Join(person=CHAIR, role="chair"), "")
    assert told(bench, ask.NoteSeal(**SEAL), CHAIR) == [unsigned("")]
