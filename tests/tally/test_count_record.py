"""Up to the count head everything follows from the folder: every file that was read, and every act that led there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rules.errors import InputError, UndecidedError
from tally.congress_count import count_folder
from tally.count_record import CONGRESS, RESULT, RULES, count_head, input_names
from tally.record import BallotRuled, BallotsRead, DecisionRecorded, InputRead, ResultMade, named_files
from tally.seal_file import seal
from tests.tally.folders import HEAD, write
from tests.tally.records import SAMPLES, sealable, sealed

WITH_RULINGS = """
[[contest]]
id = "bch"
office = "executive_committee"
seats = 3
slate = "slate-bch.csv"
form = "strike_out"
ballots = { file = "ballots-bch.csv", rulings = "rulings-bch.csv", issued = 10, returned = 10 }
"""
STRIKES = "ballot,struck\n" + "".join(f"{number},4\n" for number in range(1, 8)) + "8,3? 4\n9,4\n10,?\n"
RULINGS = """ballot,code,ruling,reason,in_favour,of
8,3,struck,nét gạch chạm vào tên,5,5
9,,valid,vết mực ở mép phiếu,3,5
10,,written_on,viết thêm lời nhận xét,4,5
"""


@pytest.fixture
def ruled(tmp_path: Path) -> Path:
    """A folder with a file of rulings."""
    files: dict[str, str | bytes] = {"ballots-bch.csv": STRIKES, "rulings-bch.csv": RULINGS}
    return write(tmp_path / "folder", HEAD + WITH_RULINGS, files)


@pytest.mark.parametrize("sample", sealable())
def test_the_count_head_is_known_before_anything_is_sealed(sample: str) -> None:
    record = count_head(SAMPLES / sample)
    assert record.head == sealed(sample).count_head
    assert record.code == " ".join(record.head[at : at + 4] for at in range(0, 32, 4))
    assert isinstance(record.log[-1].happened.act, ResultMade)


def test_where_the_folder_lies_does_not_matter(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "bang-phieu", tmp_path / "khác")
    assert count_head(tmp_path / "khác").head == count_head(SAMPLES / "bang-phieu").head


def test_what_is_said_of_it_elsewhere_does_not_matter(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "bang-phieu", tmp_path / "copy")
    (tmp_path / "copy" / "notes.txt").write_text("ghi chú", encoding="utf-8")
    assert count_head(tmp_path / "copy").head == count_head(SAMPLES / "bang-phieu").head


@pytest.mark.parametrize("name", ["congress.toml", "slate-bch.csv", "ballots-bch.csv"])
def test_another_byte_of_any_file_that_was_read_is_another_head(name: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "bau-thieu", tmp_path / "copy")
    before = count_head(tmp_path / "copy").head
    with (tmp_path / "copy" / name).open("ab") as file:
        file.write(b"\n")
    assert count_head(tmp_path / "copy").head != before


def test_the_result_in_it_is_what_count_writes() -> None:
    for sample in sealable():
        expected = (SAMPLES / sample / "expected" / "result.json").read_bytes()
        assert count_head(SAMPLES / sample).files[RESULT] == expected


def test_every_file_of_it_stands_in_the_log_once() -> None:
    for sample in sealable():
        record = count_head(SAMPLES / sample)
        named = [name for name, _ in named_files(record.log)]
        assert sorted(named) == sorted(record.files)


def test_nothing_in_it_tells_the_time() -> None:
    assert all(entry.happened.at is None for entry in count_head(SAMPLES / "huyen-2020").log)


def test_rulings_are_acts_with_their_reason_and_vote(ruled: Path) -> None:
    acts = [entry.happened.act for entry in count_head(ruled).log]
    assert [act for act in acts if isinstance(act, BallotRuled)] == [
        BallotRuled(
            contest="bch", ballot=8, name=3, ruling="struck", reason="nét gạch chạm vào tên", in_favour=5, of=5
        ),
        BallotRuled(contest="bch", ballot=9, name=0, ruling="valid", reason="vết mực ở mép phiếu", in_favour=3, of=5),
        BallotRuled(
            contest="bch", ballot=10, name=0, ruling="written_on", reason="viết thêm lời nhận xét", in_favour=4, of=5
        ),
    ]


def test_rulings_are_a_layer_over_the_marks(ruled: Path) -> None:
    rows = count_head(ruled).files["contests/bch/ballots.csv"].decode().splitlines()
    assert rows[7:] == ["8,kkus,3=struck", "9,kkks,", "10,uuuu,written_on"]


def test_a_ruling_in_the_ballot_file_is_an_act_without_reason() -> None:
    (act,) = [
        entry.happened.act
        for entry in count_head(SAMPLES / "huyen-2020").log
        if isinstance(entry.happened.act, BallotRuled)
    ]
    assert act == BallotRuled(contest="bch", ballot=237, name=0, ruling="marked", reason="", in_favour=0, of=0)


def test_a_decision_is_an_act_of_whoever_decided() -> None:
    decisions = [
        (act.about, entry.happened.by)
        for entry in count_head(SAMPLES / "bau-thieu-khong-bau-tiep").log
        if isinstance(act := entry.happened.act, DecisionRecorded)
    ]
    assert [about for about, _ in decisions] == ["short"]
    assert all(by for _, by in decisions)


def test_every_file_that_congress_toml_names_is_an_input_whatever_for(ruled: Path) -> None:
    toml = (ruled / "congress.toml").read_text(encoding="utf-8")
    (ruled / "congress.toml").write_text(toml.replace("[congress]", '[congress]\n# "notes.txt"'), encoding="utf-8")
    assert input_names(ruled) == ("congress.toml", "slate-bch.csv", "ballots-bch.csv", "rulings-bch.csv")
    names = [
        act.file.removeprefix("inputs/")
        for entry in count_head(ruled).log
        if isinstance(act := entry.happened.act, InputRead)
    ]
    assert names == list(input_names(ruled))


def test_a_frozen_list_is_an_input_with_all_its_versions(tmp_path: Path) -> None:
    from rules.freeze import freeze

    folder = write(tmp_path / "folder")
    contests = count_folder(folder).result.congress.contests
    freeze(folder, contests)
    assert {"frozen.json", "slate-bch.frozen-1.csv", "slate-bi-thu.frozen-1.csv"} <= set(input_names(folder))
    assert "inputs/frozen.json" in count_head(folder).files


def test_names_that_lead_outside_are_no_inputs(tmp_path: Path) -> None:
    folder = write(tmp_path / "folder")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    toml = (folder / "congress.toml").read_text(encoding="utf-8")
    other = toml.replace('body = "Chi bộ thôn Đoài"', f'body = "../secret.txt"\n# {tmp_path}')
    (folder / "congress.toml").write_text(other, encoding="utf-8")
    assert all("secret" not in name for name in input_names(folder))


def test_a_folder_people_must_rule_on_first_has_no_head(ruled: Path) -> None:
    (ruled / "rulings-bch.csv").write_text(RULINGS.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(UndecidedError):
        count_head(ruled)


def test_a_folder_with_faults_has_no_head(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        count_head(tmp_path)


def test_ballots_without_numbers_say_so(tmp_path: Path) -> None:
    wide = "1,2,3,4\n" + "1,1,1,0\n" * 10
    toml = HEAD + WITH_RULINGS.replace('rulings = "rulings-bch.csv"', 'cells = "kept"')
    record = count_head(write(tmp_path / "folder", toml, {"ballots-bch.csv": wide}))
    (act,) = [entry.happened.act for entry in record.log if isinstance(entry.happened.act, BallotsRead)]
    assert act.numbers == "row_place"
    assert json.loads(record.files[CONGRESS])["contests"][0]["ballots"]["numbers"] == "row_place"


def test_congress_json_holds_everything_congress_toml_says() -> None:
    form = json.loads(count_head(SAMPLES / "huyen-2020").files[CONGRESS])
    assert form["format"] == "kiemphieu-sealed-congress/1"
    assert form["people"]["counting_committee"][0] == "Lương Ngọc Bính"
    assert form["heading"]["ordinal"] == "XXI"
    assert form["previous_term"] == {"members": 41, "women": 6, "youth": 4, "minorities": 19}
    assert form["choices"]["surplus_rounding"] == "up"
    committee, secretary = form["contests"]
    assert committee["attendance"] == {"excluded": {"absent_no_alternate": 1}, "summoned": 250, "present": 248}
    assert committee["slate"]["names"] == 44
    assert (secretary["after"], secretary["alternates"], secretary["vote"]) == (None, 0, "first")


def test_congress_json_says_where_people_stood_in_the_vote_before() -> None:
    form = json.loads(count_head(SAMPLES / "bang-phieu-bau-lai").files[CONGRESS])
    assert form["contests"][1]["after"] == "bch"
    tied = json.loads(count_head(SAMPLES / "bang-phieu").files[RESULT])["contests"][0]["outcome"]["tied"]
    assert sorted(form["contests"][1]["numbers_before"]) == tied


def test_rules_json_needs_no_toml() -> None:
    form = json.loads(count_head(SAMPLES / "huyen-2020").files[RULES])
    assert form["pack"] == "party-2020"
    (needed,) = [step for step in form["contests"][0]["steps"] if step["step"] == "needed"]
    assert needed["provision"]["more_than"] == "1/2"
    assert needed["citation"]["number"] == "244-QĐ/TW"
    assert form["contests"][0]["terms"]["needed"] == {"more_than": "1/2"}


def test_papers_and_time_come_after_the_count_head() -> None:
    record = count_head(SAMPLES / "bang-phieu")
    plain = seal(record)
    later = seal(record, papers={"minutes-bch.pdf": b"%PDF"}, at="2020-05-22T17:30:00+07:00")
    assert later.count_head == plain.count_head
    assert later.seal_head != plain.seal_head
    assert later.name == plain.name
