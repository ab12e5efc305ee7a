"""The whole way: from declaring the congress to the sealed record, and the same ballots fed as files beside it."""

from __future__ import annotations

import json
from pathlib import Path

from tally.congress_count import count_folder
from tally.desk.desk import Desk
from tally.desk.requests import SignMinutes
from tally.desk.roles import Phase
from tally.result_file import result_json
from tests.conftest import RunCli
from tests.tally import folders
from tests.tally.desk.evening import AGREED, CHAIR, FIRST, SECOND, STRIKES, Evening


def count_evening(evening: Evening) -> None:
    for contest, papers in (("bch", STRIKES), ("bi-thu", AGREED)):
        evening.open_box(contest)
        evening.type_bundle(contest, FIRST, papers)
        evening.type_bundle(contest, SECOND, papers)
        evening.advance(contest, Phase.DECIDE)
        evening.desk.compute(contest)
        evening.advance(contest, Phase.SIGN)
        evening.desk.do(SignMinutes(contest=contest, count_head=evening.desk.code()), CHAIR)


def test_the_record_of_the_desk_is_that_of_the_same_ballots_fed_as_files(
    tmp_path: Path, run_cli: RunCli, db: str | None
) -> None:
    evening = Evening.begin(tmp_path / "desk", db=db)
    with evening.desk as desk:
        count_evening(evening)
        sealed = desk.seal(CHAIR)
        assert {each.phase for each in desk.state.contests.values()} == {Phase.SEALED}
    by_files = count_folder(folders.write(tmp_path / "files"))
    by_desk = count_folder(tmp_path / "desk")
    assert result_json(by_desk.result, by_desk.boxes) == result_json(by_files.result, by_files.boxes)
    record = tmp_path / "desk" / sealed.name
    assert run_cli("verify", record, "--code", desk_code(sealed.files["SEAL.json"])).exit_code == 0
    assert run_cli("diff", tmp_path / "files", record).exit_code == 0


def desk_code(seal: bytes) -> str:
    return str(json.loads(seal)["code"])


def test_a_desk_opened_again_knows_everything(tmp_path: Path, db: str | None) -> None:
    evening = Evening.begin(tmp_path / "desk", db=db)
    evening.open_box("bch")
    evening.type_bundle("bch", FIRST, STRIKES, finish=False)
    before = evening.desk.state
    evening.desk.close()
    with Desk.open(tmp_path / "desk", machine="máy 1", db=db) as desk:
        assert desk.state == before
        assert desk.person_of(evening.tokens[FIRST]) == before.people[FIRST]


def test_no_remark_of_the_organizers_is_lost_in_congress_toml(tmp_path: Path, db: str | None) -> None:
    evening = Evening.begin(tmp_path / "desk", db=db)
    text = (tmp_path / "desk" / "congress.toml").read_text(encoding="utf-8")
    with evening.desk:
        count_evening(evening)
    added = 'ballots = {file = "ballots-BB.csv", issued = 10, returned = 10}\n'
    wanted = text.replace('form = "strike_out"\n', 'form = "strike_out"\n' + added.replace("BB", "bch"))
    wanted += added.replace("BB", "bi-thu")
    assert (tmp_path / "desk" / "congress.toml").read_text(encoding="utf-8") == wanted
