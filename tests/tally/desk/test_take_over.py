"""Another laptop goes on from a copy: nothing is lost, the old one is fenced, two never go on together unseen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tally.desk.desk import DATABASE, Desk
from tally.desk.refusal import RefusedError
from tally.desk.requests import EnterBallot, FinishBundle, HandOver, TakeBundle
from tally.desk.roles import Role
from tally.desk.store_error import StoreError
from tests.conftest import RunCli
from tests.tally.desk.evening import CHAIR, FIRST, STRIKES, Evening


def refused(error: pytest.ExceptionInfo[RefusedError]) -> list[str]:
    return [each.name for each in error.value.refusals]


def half_way(path: Path) -> Evening:
    """Five of ten papers are typed."""
    evening = Evening.begin(path)
    evening.open_box("bch")
    evening.type_bundle("bch", FIRST, {number: STRIKES[number] for number in range(1, 6)}, finish=False)
    return evening


def carried(evening: Evening, to: Path) -> Path:
    """The folder and a copy of the store, on another laptop."""
    to.mkdir()
    for file in evening.desk.folder.glob("*.*"):
        if file.suffix in {".toml", ".csv"}:
            shutil.copy(file, to)
    evening.desk.copy_to(to / DATABASE)
    return to


def test_a_desk_that_was_handed_over_goes_on_elsewhere_and_never_here(tmp_path: Path) -> None:
    evening = half_way(tmp_path / "old")
    evening.desk.do(HandOver(reason="máy sắp hết pin"), CHAIR)
    there = carried(evening, tmp_path / "new")
    typing = EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=6, typed="4")
    with pytest.raises(RefusedError) as error:
        evening.desk.do(typing, FIRST)
    assert refused(error) == ["desk.handed_over"]
    evening.desk.close()
    with Desk.open(tmp_path / "old", machine="máy 1") as old, pytest.raises(RefusedError) as error:
        old.do(typing, FIRST)
    assert refused(error) == ["desk.handed_over"]
    with Desk.open(there, machine="máy 2", take_over="máy 1 hết pin") as desk:
        assert desk.person_of(evening.tokens[FIRST]) is None  # sessions and codes of the old one end
        assert desk.state.codes == frozenset()
        assert all(person.removed for person in desk.state.people.values())
        new = Evening(desk)
        code = desk.make_code(Role.CHAIR)
        assert desk.join(code, "Người mới").person.role is Role.CHAIR
        clerk = desk.make_code(Role.CLERK)
        assert desk.join(clerk, FIRST).person.typed == 5, "under the name he had"
        desk.do(TakeBundle(contest="bch", rehearsal=False, bundle=1), FIRST)
        for number in range(6, 11):
            ballot = EnterBallot(
                contest="bch", rehearsal=False, bundle=1, entry=1, ballot=number, typed=STRIKES[number]
            )
            desk.do(ballot, FIRST)
        desk.do(FinishBundle(contest="bch", rehearsal=False, bundle=1, entry=1, papers=10), FIRST)
        assert new.desk.state.contests["bch"].real.bundles[1].entries[0].finished


def test_a_copy_of_a_desk_that_still_runs_is_opened_only_with_a_reason(tmp_path: Path) -> None:
    evening = half_way(tmp_path / "old")
    there = carried(evening, tmp_path / "new")
    evening.desk.close()
    with pytest.raises(RefusedError) as error:
        Desk.open(there, machine="máy 2")
    assert refused(error) == ["desk.other_machine"]
    with pytest.raises(RefusedError) as error:
        Desk.open(there, machine="máy 2", take_over=" ")
    assert refused(error) == ["desk.no_reason"]
    with Desk.open(there, machine="máy 2", take_over="máy 1 hỏng") as desk:
        assert desk.state.machine == "máy 2"
    with Desk.open(there, machine="máy 2") as desk:  # from now on it is this one's
        desk.join(desk.make_code(Role.CLERK), FIRST)
        desk.do(TakeBundle(contest="bch", rehearsal=False, bundle=1), FIRST)


def test_the_command_says_in_words_why_a_desk_is_not_opened(tmp_path: Path, run_cli: RunCli) -> None:
    evening = half_way(tmp_path / "old")
    there = carried(evening, tmp_path / "new")
    evening.desk.close()
    ended = run_cli("desk", there, "--host", "127.0.0.1", "--port", "0")
    assert ended.exit_code == 2
    assert "«máy 1»" in ended.output
    (there / DATABASE).write_bytes(b"x" * 5000)
    ended = run_cli("desk", there, "--host", "127.0.0.1", "--port", "0")
    assert ended.exit_code == 2
    assert "hỏng" in ended.output


def test_a_copy_is_whole_while_clerks_type_and_is_never_written_over(tmp_path: Path) -> None:
    evening = half_way(tmp_path / "old")
    sent = [
        evening.desk.submit(
            EnterBallot(contest="bch", rehearsal=False, bundle=1, entry=1, ballot=number, typed="4"), FIRST
        )
        for number in range(6, 11)
    ]
    evening.desk.copy_to(tmp_path / "copy.sqlite")
    for each in sent:
        each.result()
    with pytest.raises(StoreError) as failed:
        evening.desk.copy_to(tmp_path / "copy.sqlite")
    assert failed.value.name == "store.cannot_copy"
    head = evening.desk.state.head
    evening.desk.close()
    there = tmp_path / "again"
    shutil.copytree(tmp_path / "old", there)
    shutil.move(tmp_path / "copy.sqlite", there / DATABASE)
    with Desk.open(there, machine="máy 1") as desk:
        assert len(desk.state.contests["bch"].real.bundles[1].entries[0].ballots) == 10
        assert desk.state.head == head
