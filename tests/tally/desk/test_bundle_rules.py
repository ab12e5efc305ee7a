"""What must hold of a bundle before anything is done with it, and the words in which people are told otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.phrase import phrase
from tally.desk import requests as ask
from tally.desk.bundle_rules import (
    bundle_of,
    check_complete,
    check_not_typed_by,
    check_rehearsal,
    entry_of,
    held_entry,
    typed_by,
)
from tally.desk.refusal import Refusal
from tally.desk.roles import PHASES, Phase
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, Bench, refusal_of
from tests.tally.desk.requests_of import OF_BUNDLE


def test_a_page_of_the_rehearsal_that_is_sent_late_never_reaches_the_count() -> None:
    bench = Bench.open()
    bench.advance(Phase.COUNT)
    assert refusal_of(check_rehearsal, bench.contest, rehearsal=True) == Refusal(
        name="desk.rehearsal_mixed",
        message=phrase("trang này là của buổi tập dượt, nay đã kiểm phiếu thật"),
        remedy=phrase("tải lại trang"),
    )


def test_a_page_of_the_count_puts_nothing_into_the_rehearsal() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    assert refusal_of(check_rehearsal, bench.contest, rehearsal=False) == Refusal(
        name="desk.rehearsal_mixed",
        message=phrase("trang này là của việc kiểm phiếu thật, nay đang tập dượt"),
        remedy=phrase("tải lại trang"),
    )


@pytest.mark.parametrize("phase", PHASES)
def test_only_the_phase_of_the_rehearsal_is_one(phase: Phase) -> None:
    contest = replace(Bench.open().contest, phase=phase)
    check_rehearsal(contest, rehearsal=phase is Phase.REHEARSE)
    assert refusal_of(check_rehearsal, contest, rehearsal=phase is not Phase.REHEARSE).name == "desk.rehearsal_mixed"


def test_a_bundle_that_there_is_not_is_looked_up_on_its_slip() -> None:
    assert refusal_of(bundle_of, Bench.counting().contest, 3, rehearsal=False) == Refusal(
        name="bundles.unknown",
        message=phrase("không có tập {bundle}", bundle=3),
        remedy=phrase("xem lại số tập trên phiếu bìa"),
    )


def test_bundles_of_the_count_are_none_of_the_rehearsal() -> None:
    contest = Bench.counting().contest
    assert bundle_of(contest, 1, rehearsal=False) is contest.real.bundles[1]
    assert refusal_of(bundle_of, contest, 1, rehearsal=True).name == "bundles.unknown"


def test_of_a_voided_bundle_the_reason_and_the_one_in_its_place_are_told() -> None:
    bench = Bench.counting()
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="lẫn phiếu"), CHAIR)
    assert refusal_of(bundle_of, bench.contest, 1, rehearsal=False) == Refusal(
        name="bundles.void",
        message=phrase("tập {bundle} đã hủy: {reason}", bundle=1, reason="lẫn phiếu"),
        remedy=phrase("nhập tập {again} thay thế", again=3),
    )


def test_of_a_bundle_voided_for_good_another_is_to_be_chosen() -> None:
    bench = Bench.counting()
    bench.do(ask.VoidBundle(**OF_BUNDLE, reason="vào nhầm hòm", again=False), CHAIR)
    assert refusal_of(bundle_of, bench.contest, 1, rehearsal=False) == Refusal(
        name="bundles.void",
        message=phrase("tập {bundle} đã hủy: {reason}", bundle=1, reason="vào nhầm hòm"),
        remedy=phrase("chọn tập khác"),
    )


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_entries_are_numbered_from_one_to_as_many_as_were_planned(number: int) -> None:
    bundle = Bench.counting().bundle(2)
    assert [entry_of(bundle, each).number for each in (1, 2)] == [1, 2]
    assert refusal_of(entry_of, bundle, number) == Refusal(
        name="bundles.unknown_entry",
        message=phrase("tập {bundle} không có lần nhập {entry}", bundle=2, entry=number),
        remedy=phrase("các lần nhập là 1 đến {entries}", entries=2),
    )


def test_a_finished_entry_is_in_nobodys_hands_any_more() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {3: "4", 4: "-"}, 2)
    bench.enter(SECOND, {3: "4", 4: "-"}, 2)
    assert refusal_of(held_entry, bench.bundle(2), 2, SECOND) == Refusal(
        name="bundles.finished",
        message=phrase("lần nhập {entry} của tập {bundle} đã xong", entry=2, bundle=2),
        remedy=phrase("sai sót thấy sau đó do trưởng ban xem lá phiếu và kết luận, hoặc hủy tập và nhập lại"),
    )


def test_only_whoever_holds_the_papers_types_them() -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    assert held_entry(bench.bundle(2), 1, FIRST) == bench.bundle(2).entries[0]
    assert refusal_of(held_entry, bench.bundle(2), 1, SECOND) == Refusal(
        name="bundles.not_yours",
        message=phrase("tập {bundle} không ở trong tay «{person}»", bundle=2, person=SECOND),
        remedy=phrase("nhận tập trước khi nhập"),
    )


def test_nobody_rules_on_a_bundle_that_was_in_his_hands_however_his_name_is_spelled() -> None:
    bench = Bench.counting()
    bench.take(FIRST, 2)
    shouted = f"  {FIRST.upper()} "
    assert refusal_of(check_not_typed_by, bench.bundle(2), shouted) == Refusal(
        name="bundles.own_entry",
        message=phrase("«{person}» đã nhập tập {bundle} nên không kết luận về tập này", person=shouted, bundle=2),
        remedy=phrase("người chưa nhập tập này xem lá phiếu và kết luận"),
    )
    assert typed_by(bench.bundle(2), shouted)
    assert not typed_by(bench.bundle(2), SECOND)
    assert not typed_by(bench.bundle(1), FIRST)
    check_not_typed_by(bench.bundle(2), SECOND)


def test_a_bundle_is_compared_only_when_its_last_entry_is_finished() -> None:
    bench = Bench.counting()
    bench.enter(FIRST, {3: "4", 4: "-"}, 2)
    assert refusal_of(check_complete, bench.bundle(2)) == Refusal(
        name="bundles.not_complete",
        message=phrase("tập {bundle} chưa xong mọi lần nhập", bundle=2),
        remedy=phrase("nhập xong các lần rồi mới đối chiếu và kết luận"),
    )
    bench.enter(SECOND, {3: "4", 4: "-"}, 2)
    check_complete(bench.bundle(2))
