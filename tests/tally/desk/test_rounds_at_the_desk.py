"""What follows a vote, at the desk: a tie voted on again, a decision of the congress, a box with too many papers."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from rules.messages import Translator
from rules.model import Form
from tally.congress_count import count_folder
from tally.desk.desk import Desk
from tally.desk.keys import KeyPad
from tally.desk.refusal import RefusedError
from tally.desk.requests import EnterAccount, MakeBundles, RecordDecision, SignMinutes
from tally.desk.roles import Phase
from tally.model import Ballot
from tally.result_file import result_json
from tests.samples_generator.folders import SAMPLES
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, Evening

AWAY = {"exempt": 1, "absent_with_reason": 2}
OF_THE_TIE = EnterAccount(contest="bch", summoned=96, present=92, excluded=AWAY, issued=92, returned=92)
"""The account of the sample's first vote."""


def desk_on(sample: str, path: Path) -> Evening:
    """A desk on a sample without its ballots."""
    path.mkdir()
    for file in (SAMPLES / sample).glob("slate-*.csv"):
        shutil.copy(file, path)
    lines = (SAMPLES / sample / "congress.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    (path / "congress.toml").write_text(
        "".join(line for line in lines if not line.startswith("ballots")), encoding="utf-8"
    )
    evening = Evening(Desk.open(path))
    evening.everybody_joins()
    return evening


def ballots_of(sample: str, contest: str) -> list[Ballot]:
    """The ballots of a sample's contest."""
    return list(count_folder(SAMPLES / sample).boxes[contest].ballots)


def count(evening: Evening, contest: str, ballots: list[Ballot], account: EnterAccount) -> None:
    """Enter the whole box twice, and compute."""
    desk = evening.desk
    evening.advance(contest, Phase.COUNT, reason="đã tập dượt")
    desk.do(account, CHAIR)
    desk.do(MakeBundles(contest=contest, rehearsal=False, papers=len(ballots)), CHAIR)
    pad = KeyPad(form=Form.STRIKE_OUT, names=len(ballots[0].marks))
    papers = {ballot.number: pad.shortest(ballot.marks) for ballot in ballots}
    for bundle in tuple(desk.state.contests[contest].real.counting()):
        mine = {number: papers[number] for number in range(bundle.first, bundle.last + 1)}
        for person in (FIRST, SECOND):
            evening.type_bundle(contest, person, mine, bundle.number)
    evening.advance(contest, Phase.DECIDE)
    desk.compute(contest)


def test_a_tie_is_voted_on_again_at_the_same_desk(tmp_path: Path) -> None:
    """The first vote ties; its re-vote is made ready, declared, entered and signed; the record holds both rounds."""
    evening = desk_on("bang-phieu", tmp_path / "desk")
    with evening.desk as desk:
        count(evening, "bch", ballots_of("bang-phieu", "bch"), OF_THE_TIE)
        evening.advance("bch", Phase.SIGN)
        (ready,) = desk.write_next(Translator(), CHAIR)
        again = desk.state.contests[ready.contest]
        assert (again.declared.after, again.declared.vote, again.phase) == ("bch", "revote", Phase.PREPARE)
        assert desk.write_next(Translator(), CHAIR) == ()  # nothing is made twice
        second = EnterAccount(contest=again.id, summoned=96, present=90, excluded=AWAY, issued=90, returned=90)
        count(evening, again.id, ballots_of("bang-phieu-bau-lai", "bch-bau-lai"), second)
        evening.advance(again.id, Phase.SIGN)
        for contest in ("bch", again.id):
            desk.do(SignMinutes(contest=contest, count_head=desk.code()), CHAIR)
        desk.seal(CHAIR)
    made = count_folder(tmp_path / "desk").result
    assert [each.outcome.state for each in made.contests] == ["tied", "filled"]
    expected = count_folder(SAMPLES / "bang-phieu-bau-lai").result
    assert [each.outcome.elected for each in made.contests] == [each.outcome.elected for each in expected.contests]


def test_a_record_is_sealed_only_with_minutes_of_this_count(tmp_path: Path) -> None:
    evening = desk_on("bang-phieu", tmp_path / "desk")
    with evening.desk as desk:
        count(evening, "bch", ballots_of("bang-phieu", "bch"), OF_THE_TIE)
        evening.advance("bch", Phase.SIGN)
        desk.do(SignMinutes(contest="bch", count_head="0" * 32), CHAIR)
        with pytest.raises(RefusedError) as refused:
            desk.seal(CHAIR)
        assert [each.name for each in refused.value.refusals] == ["seal.other_code"]
        assert list((tmp_path / "desk").glob("record*")) == []


def test_a_box_with_too_many_papers_ends_void_and_is_annulled_by_decision(tmp_path: Path) -> None:
    """134 issued, 134 out of the box by the public count, 148 entered: the desk says so; the account is set right."""
    evening = desk_on("qua-so-phieu", tmp_path / "desk")
    attendance = tomllib.loads((SAMPLES / "qua-so-phieu" / "congress.toml").read_text(encoding="utf-8"))["attendance"]
    with evening.desk as desk:
        account = EnterAccount(
            contest="bch",
            summoned=attendance["summoned"],
            present=attendance["present"],
            excluded=attendance.get("excluded", {}),
            issued=134,
            returned=148,
        )
        count(evening, "bch", ballots_of("qua-so-phieu", "bch"), account)
        (contest,) = count_folder(tmp_path / "desk").result.contests
        assert contest.outcome.state == "void"
        decision = RecordDecision(
            contest="bch",
            about="over_issued",
            decision="annulled",
            decided_by="Đoàn chủ tịch",
            text="Hủy kết quả, bỏ phiếu lại",
        )
        desk.do(decision, CHAIR)
        counted = desk.compute("bch")
        assert counted.result.contests[0].outcome.state == "void"
        (again,) = desk.next_votes()
        assert again.pending.vote.vote == "again"
    text = (tmp_path / "desk" / "congress.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["decision"] == [
        {
            "contest": "bch",
            "about": "over_issued",
            "decision": "annulled",
            "by": "Đoàn chủ tịch",
            "text": "Hủy kết quả, bỏ phiếu lại",
        }
    ]
    assert result_json(counted.result, counted.boxes)["contests"]


def test_files_that_are_not_the_desks_are_never_written_over(tmp_path: Path) -> None:
    from rules.errors import InputError

    evening = desk_on("bang-phieu", tmp_path / "desk")
    with evening.desk as desk:
        count(evening, "bch", ballots_of("bang-phieu", "bch"), OF_THE_TIE)
        file = tmp_path / "desk" / "ballots-bch.csv"
        mine = file.read_bytes()
        desk.compute("bch")  # the same again
        assert file.read_bytes() == mine
        file.write_bytes(mine.replace(b"0001,", b"0001,01 "))
        with pytest.raises(InputError) as error:
            desk.compute("bch")
        assert [fault.name for fault in error.value.faults] == ["desk.file_exists"]
        file.write_bytes(mine)
        slate = tmp_path / "desk" / "slate-bch.csv"
        people = slate.read_bytes()
        slate.write_bytes(people.replace("Lê".encode(), "Lý".encode()))
        with pytest.raises(InputError) as error:
            desk.compute("bch")
        assert [fault.name for fault in error.value.faults] == ["desk.slate_changed"]
