"""The writer on every kind of store: saved once, told when it is on disk, one desk at a time, whatever the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tally.desk.desk import Desk
from tally.desk.refusal import RefusedError
from tally.desk.requests import EnterBallot, Join, TakeBundle
from tally.desk.store import Store
from tally.desk.store_error import WORDS, StoreError
from tally.desk.written import read
from tests.tally.desk.evening import FIRST, SECOND, Evening, folder

TAKE = TakeBundle(contest="bch", rehearsal=False, bundle=1)


def typing(ballot: int, typed: str = "4") -> EnterBallot:
    return EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=ballot, typed=typed)


@pytest.fixture
def evening(tmp_path: Path, db: str | None) -> Iterator[Evening]:
    """A desk at the count, a clerk with a bundle of ten papers in his hands, two of them typed."""
    begun = Evening.begin(tmp_path / "desk", db=db)
    begun.open_box("bch")
    begun.desk.do(TAKE, FIRST)
    for ballot in (1, 2):
        begun.desk.do(typing(ballot), FIRST, f"key-{ballot}")
    yield begun
    begun.desk.close()


def entered(desk: Desk) -> list[int]:
    return sorted(desk.state.contests["bch"].real.bundles[1].entries[0].ballots)


def test_one_desk_a_store(evening: Evening, db: str | None) -> None:
    with pytest.raises(StoreError) as failed:
        Desk.open(evening.desk.folder, machine="máy 1", db=db)
    assert failed.value.name == "store.in_use"
    evening.desk.do(typing(3), FIRST)


def test_a_clock_set_back_is_noted_and_changes_no_order(tmp_path: Path, db: str | None) -> None:
    times = [datetime(2020, 3, 15, 14, 0, tzinfo=UTC)]
    with Desk.open(folder(tmp_path / "desk"), clock=lambda: times[0], db=db) as desk:
        desk.do(Join(person="An", role="clerk"), "")
        times[0] -= timedelta(hours=7)
        desk.do(Join(person="Bình", role="clerk"), "")
        desk.do(Join(person="Chi", role="clerk"), "")
        times[0] += timedelta(hours=8)
        desk.do(Join(person="Dũng", role="clerk"), "")
        lines = list(read(desk.log().splitlines(keepends=True)))
    assert [line.act.type for line in lines[-6:]] == [
        "person_joined",
        "clock_set_back",
        "person_joined",
        "clock_set_back",
        "person_joined",
        "person_joined",
    ]
    assert [line.sequence for line in lines] == list(range(1, len(lines) + 1))


def test_the_same_ballot_sent_twice_is_saved_once(evening: Evening) -> None:
    first = evening.desk.do(typing(3), FIRST, "key-3")
    again = evening.desk.do(typing(3), FIRST, "key-3")
    assert (again.first, again.last, again.again) == (first.first, first.last, True)
    assert entered(evening.desk) == [1, 2, 3]
    assert evening.desk.state.sequence == first.last


def test_the_same_ballot_sent_many_times_at_once_is_saved_once(evening: Evening) -> None:
    sent = [evening.desk.submit(typing(3), FIRST, "key-3") for _ in range(50)]
    outcomes = [each.result() for each in sent]
    assert len({(each.first, each.last) for each in outcomes}) == 1
    assert entered(evening.desk) == [1, 2, 3]


def test_it_is_saved_once_across_a_restart(evening: Evening, db: str | None) -> None:
    first = evening.desk.do(typing(3), FIRST, "key-3")
    evening.desk.close()
    evening.desk = Desk.open(evening.desk.folder, machine="máy 1", db=db)
    again = evening.desk.do(typing(3), FIRST, "key-3")
    assert (again.first, again.again) == (first.first, True)


@pytest.mark.parametrize("person", [FIRST, SECOND])
def test_a_key_of_something_else_is_refused(evening: Evening, person: str) -> None:
    with pytest.raises(RefusedError) as refused:
        evening.desk.do(typing(3), person, "key-1")
    assert refused.value.refusals[0].name == "desk.key_used"
    with pytest.raises(RefusedError) as refused:
        evening.desk.do(typing(3), person, "x" * 65)
    assert refused.value.refusals[0].name == "desk.bad_key"


def test_a_closed_desk_says_so(evening: Evening) -> None:
    evening.desk.close()
    with pytest.raises(StoreError) as failed:
        evening.desk.do(typing(3), FIRST)
    assert failed.value.name == "store.closed"


def test_nothing_of_a_group_is_kept_if_its_transaction_fails(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of those who waited together is told; all of them may send again."""
    evening.desk.log()

    def breaks(*_: object) -> None:
        raise StoreError("store.disk_failed", WORDS["SQLITE_IOERR"][1], WORDS["SQLITE_IOERR"][2])

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_check_last", breaks)
        sent = [evening.desk.submit(typing(ballot), FIRST, f"key-{ballot}") for ballot in range(3, 8)]
        for each in sent:
            with pytest.raises(StoreError):
                each.result()
    assert entered(evening.desk) == [1, 2]
    for ballot in range(3, 8):
        assert not evening.desk.do(typing(ballot), FIRST, f"key-{ballot}").again


def test_listeners_are_told_after_it_is_on_disk(evening: Evening) -> None:
    told: list[int] = []
    stop = evening.desk.listen(lambda state: told.append(state.sequence))
    evening.desk.do(typing(3), FIRST)
    evening.desk.log()
    stop()
    evening.desk.do(typing(4), FIRST)
    assert told == [evening.desk.state.sequence - 1]


def test_a_server_or_file_that_went_away_and_came_back_loses_nothing(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is gone in the middle of a transaction: told, and the same sending succeeds once."""
    append = Store.append

    def severed(store: Store, *args: object, **more: object) -> None:
        store._now().connection.driver_connection.close()  # type: ignore[union-attr]
        append(store, *args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", severed)
        with pytest.raises(StoreError):
            evening.desk.do(typing(3), FIRST, "key-3")
    assert not evening.desk.do(typing(3), FIRST, "key-3").again
    assert entered(evening.desk) == [1, 2, 3]


def test_an_answer_that_was_lost_on_the_way_is_found_again(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction was committed and the word of it did not come back: the store is asked, nobody types again."""
    append = Store.append

    def mute(store: Store, *args: object, **more: object) -> None:
        append(store, *args, **more)  # type: ignore[arg-type]
        raise StoreError(*WORDS["SERVER"])

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", mute)
        assert evening.desk.do(typing(3), FIRST, "key-3").again
    assert entered(evening.desk) == [1, 2, 3]
    assert evening.desk.do(typing(3), FIRST, "key-3").again
