"""The next vote made ready: its list reads back, its contest fits what it answers, and nothing is ever written over."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import rules as rules_package
from rules.choice import Choices
from rules.congress_file import read_congress
from rules.messages import Translator
from rules.model import (
    About,
    Candidate,
    Contest,
    Decision,
    Form,
    Kind,
    Nomination,
    Office,
    Qualification,
    Sex,
    Slate,
    Theory,
    Vote,
)
from rules.partial_date import PartialDate
from rules.slate_file import read_slate
from tally.congress_count import count_folder
from tally.ledger import ledgers
from tally.model import Ballot
from tally.next_file import entry_text, table_bytes
from tally.next_round import NextContest, cell, next_contests, written_already
from tally.result import count_contest
from tally.rounds import CongressResult
from tests.conftest import CHECKOUT, RunCli
from tests.tally.builders import congress, contest, pile, rules, slate, times
from tests.tally.folders import COMMITTEE, HEAD, write

VI, EN = Translator("vi"), Translator("en")
SAMPLES = CHECKOUT / "samples"
NEXT = Draft202012Validator(
    json.loads((Path(rules_package.__file__).parent / "schemas" / "kiemphieu-next-1.schema.json").read_text("utf-8"))
)
SHORT = pile(*times(6, "kkss"), *times(4, "ksss"))
TIED = pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk"))


def result_of(
    what: Contest, marks: tuple[Ballot, ...], *more: Contest, decision: Decision | None = None
) -> CongressResult:
    """One counted contest of a folder that may hold others without ballots."""
    counted = count_contest(what, marks, rules(), Choices(), [decision] if decision else [])
    held = congress((counted.contest, *more))
    return CongressResult(congress=held, rules=rules(), contests=(counted,))


def only(result: CongressResult) -> NextContest:
    """The one vote to be made ready."""
    (ready,) = next_contests(result)
    return ready


# --- What is made ready ---


def test_a_re_vote_is_among_the_tied_renumbered() -> None:
    ready = only(result_of(contest(4, 3), TIED))
    assert (ready.contest, ready.slate, ready.ballots, ready.round) == (
        "bch-2",
        "slate-bch-2.csv",
        "ballots-bch-2.csv",
        2,
    )
    assert [(row[0], row[-1]) for row in ready.rows] == [("number", "number_before"), ("1", "3"), ("2", "4")]
    entry = tomllib.loads(ready.entry)["contest"][0]
    assert entry == {
        "id": "bch-2",
        "after": "bch",
        "vote": "revote",
        "round": 2,
        "office": "executive_committee",
        "seats": 1,
        "slate": "slate-bch-2.csv",
        "form": "strike_out",
    }


def test_a_further_vote_is_among_those_not_elected() -> None:
    ready = only(result_of(contest(4, 3), SHORT))
    assert [row[-1] for row in ready.rows[1:]] == ["3", "4"]
    assert tomllib.loads(ready.entry)["contest"][0]["vote"] == "further"


@pytest.mark.parametrize(
    ("what", "ballots", "form"),
    [
        (contest(4, 3), pile(*times(10, "ksss")), Form.STRIKE_OUT),
        (contest(4, 3), TIED, Form.STRIKE_OUT),
        (contest(1, 1, Form.AGREE_DISAGREE), pile(*times(5, "a"), *times(5, "d")), Form.AGREE_DISAGREE),
        (contest(2, 3, Form.AGREE_DISAGREE), pile(*times(5, "aa"), *times(5, "ad")), Form.AGREE_DISAGREE),
    ],
)
def test_the_next_ballot_is_of_the_form_its_names_and_seats_ask_for(
    what: Contest, ballots: tuple[Ballot, ...], form: Form
) -> None:
    ready = only(result_of(what, ballots))
    assert tomllib.loads(ready.entry)["contest"][0]["form"] == form
    assert (len(ready.rows) - 1 > ready.pending.vote.seats) == (form is Form.STRIKE_OUT)


def test_a_vote_again_is_on_the_whole_list_once_the_box_is_annulled() -> None:
    what, ballots = contest(4, 3, ballots=8), pile(*times(10, "kkks"))
    assert next_contests(result_of(what, ballots)) == ()
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="Đại hội", text="…")
    ready = only(result_of(what, ballots, decision=annulled))
    assert [row[-1] for row in ready.rows[1:]] == ["1", "2", "3", "4"]
    assert tomllib.loads(ready.entry)["contest"][0]["vote"] == "again"


def test_nothing_follows_a_vote_that_filled_every_seat_or_was_decided() -> None:
    assert next_contests(result_of(contest(4, 3), pile(*times(10, "kkks")))) == ()
    decided = Decision(contest="bch", about=About.SHORT, decision="no_further_vote", by="Đại hội", text="…")
    assert next_contests(result_of(contest(4, 3), SHORT, decision=decided)) == ()


def test_a_further_vote_for_delegates_keeps_their_alternates() -> None:
    what = replace(contest(4, 3), office=Office.DELEGATES, alternates=2)
    assert tomllib.loads(only(result_of(what, SHORT)).entry)["contest"][0]["alternates"] == 2
    assert "alternates" not in tomllib.loads(only(result_of(what, TIED)).entry)["contest"][0]


def test_other_voters_than_the_congresss_own_are_named() -> None:
    what = replace(contest(4, 3), kind=Kind.COMMITTEE)
    assert tomllib.loads(only(result_of(what, SHORT)).entry)["contest"][0]["kind"] == "committee"


def test_an_id_that_is_taken_is_not_taken_twice() -> None:
    other = replace(contest(4, 3), id="bch-2", ballots=None, attendance=None)
    assert only(result_of(contest(4, 3), SHORT, other)).contest == "bch-2-2"


def test_another_contest_that_is_still_to_come_is_no_round_that_was_written() -> None:
    other = replace(contest(4, 3), id="bi-thu", ballots=None, attendance=None)
    assert written_already(result_of(contest(4, 3), SHORT, other)) == ()


def test_a_round_that_stands_in_the_file_already_is_not_made_again() -> None:
    prepared = replace(
        contest(2, 1),
        id="vong-hai",
        after="bch",
        vote=Vote.FURTHER,
        round=2,
        ballots=None,
        slate=slate(2, before=(3, 4)),
    )
    result = result_of(contest(4, 3), SHORT, prepared)
    assert next_contests(result) == ()
    assert [each.id for each in written_already(result)] == ["vong-hai"]


# --- The list reads back ---


def people() -> st.SearchStrategy[Candidate]:
    """Anybody a slate can hold, as far as it says."""
    days = st.one_of(
        st.none(),
        st.builds(PartialDate, st.integers(1950, 2000)),
        st.builds(PartialDate, st.integers(1950, 2000), st.integers(1, 12)),
        st.builds(PartialDate, st.integers(1950, 2000), st.integers(1, 12), st.integers(1, 28)),
    )
    words = st.sampled_from(
        ("Giám đốc Sở, Tỉnh ủy viên", "Bí thư «chi đoàn»", 'Phó "trưởng" phòng', "Hội viên; 2 khóa")
    )
    return st.builds(
        Candidate,
        row=st.just(2),
        number=st.just(1),
        name=st.sampled_from(("Nguyễn Văn An", "H'Hen Mlô", "Lò Thị Xuân", "Y Krông Ayŭn", "Trần Đ. Ước")),
        born=days,
        sex=st.none() | st.sampled_from(Sex),
        ethnicity=st.none() | st.sampled_from(("Kinh", "Ê Đê", "Mông")),
        religion=st.none() | st.sampled_from(("Không", "Công giáo")),
        joined=days,
        official=days,
        qualification=st.none() | st.sampled_from(Qualification),
        theory=st.none() | st.sampled_from(Theory),
        post=st.none() | words,
        incumbent=st.none() | st.booleans(),
        planned=st.none() | st.booleans(),
        for_standing=st.booleans(),
        science=st.none() | st.booleans(),
        nomination=st.none() | st.sampled_from(Nomination),
    )


COLUMNS = frozenset(each.name for each in fields(Candidate)) - {"row", "notes", "number_before", "retires"}


@given(listed=st.lists(people(), min_size=4, max_size=4))
def test_the_list_written_reads_back_with_everything_it_said(
    listed: list[Candidate], tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbered = tuple(
        replace(person, row=number + 1, number=number, name=f"{person.name} {number}")
        for number, person in enumerate(listed, start=1)
    )
    what = replace(contest(4, 3), slate=Slate(file="s.csv", sha256="0" * 64, candidates=numbered, columns=COLUMNS))
    ready = only(result_of(what, TIED))
    path = tmp_path_factory.mktemp("next") / "slate.csv"
    path.write_bytes(table_bytes(ready.rows))
    read = read_slate(path, shown="slate.csv")
    assert read.columns == COLUMNS | {"number_before"}
    for place, person in enumerate(read.candidates, start=1):
        before = numbered[(person.number_before or 0) - 1]
        assert replace(person, row=before.row, number=before.number, number_before=None) == before
        assert person.number == place


def test_a_spreadsheet_opens_the_list_as_utf_8() -> None:
    content = table_bytes((("number", "name"), ("1", "Đỗ Thị Ước")))
    assert content == "\ufeffnumber,name\r\n1,Đỗ Thị Ước\r\n".encode()
    (header, row) = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert (header, row) == (["number", "name"], ["1", "Đỗ Thị Ước"])


# --- In a folder ---


def folder_of(sample: str, tmp_path: Path) -> Path:
    """A copy of a sample."""
    return shutil.copytree(SAMPLES / sample, tmp_path / sample)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_entry_is_printed_and_its_list_written(run_cli: RunCli, tmp_path: Path, lang: str) -> None:
    folder = folder_of("bang-phieu", tmp_path)
    before = (folder / "congress.toml").read_bytes()
    result = run_cli("count", folder, "--next", "--lang", lang)
    assert result.exit_code == 3
    assert 'id = "bch-2"' in result.stdout
    assert (folder / "congress.toml").read_bytes() == before
    assert [person.name for person in read_slate(folder / "slate-bch-2.csv", shown="s").candidates] == [
        "Ma Văn Ngoạn",
        "Võ Thị Tường Vi",
    ]


def test_with_write_the_contest_is_added_and_every_byte_before_it_stays(run_cli: RunCli, tmp_path: Path) -> None:
    folder = folder_of("bau-thieu", tmp_path)
    before = (folder / "congress.toml").read_bytes()
    run_cli("count", folder, "--next", "--write")
    after = (folder / "congress.toml").read_bytes()
    assert after.startswith(before)
    reading = read_congress(folder)
    assert reading.faults == ()
    assert [each.id for each in reading.contests] == ["bch", "bch-2"]
    assert reading.contests[1].vote is Vote.FURTHER


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_the_line_ends_of_the_file_are_kept(run_cli: RunCli, tmp_path: Path, line_end: str, ending: str) -> None:
    toml = (HEAD + COMMITTEE).rstrip("\n") + ending
    short = "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 11))
    folder = write(tmp_path, toml.replace("\n", line_end), {"ballots-bch.csv": short})
    run_cli("count", folder, "--next", "--write")
    after = (folder / "congress.toml").read_bytes().decode()
    assert (after.count("\r\n") == after.count("\n")) is (line_end == "\r\n" or after.count("\r") > 0)
    assert len(tomllib.loads(after)["contest"]) == 2


def test_run_again_it_writes_nothing_twice(run_cli: RunCli, tmp_path: Path) -> None:
    folder = folder_of("bau-thieu", tmp_path)
    run_cli("count", folder, "--next")
    run_cli("count", folder, "--next", "--write")  # the list of the first run is the same, and stays
    once = (folder / "congress.toml").read_bytes()
    result = run_cli("count", folder, "--next", "--write")
    assert (folder / "congress.toml").read_bytes() == once
    assert "«bch-2» đã có trong congress.toml, chỉ còn thiếu phiếu." in result.stdout
    assert "Không có lần bầu nào cần lập thêm." in result.stdout


def test_a_file_of_that_name_is_never_written_over(run_cli: RunCli, tmp_path: Path) -> None:
    folder = folder_of("bau-thieu", tmp_path)
    (folder / "slate-bch-2.csv").write_text("của tôi\n", encoding="utf-8")
    before = (folder / "congress.toml").read_bytes()
    result = run_cli("count", folder, "--next", "--write", "--json")
    (fault,) = json.loads(result.stdout)["faults"]
    assert (result.exit_code, fault["name"]) == (2, "next.file_exists")
    assert (folder / "slate-bch-2.csv").read_text(encoding="utf-8") == "của tôi\n"
    assert (folder / "congress.toml").read_bytes() == before


def test_contests_written_in_brackets_are_left_to_people(run_cli: RunCli, tmp_path: Path) -> None:
    toml = HEAD.replace("[congress]", CONTEST_IN_BRACKETS + "\n[congress]", 1)
    short = "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 11))
    folder = write(tmp_path, toml, {"ballots-bch.csv": short})
    result = run_cli("count", folder, "--next", "--write", "--json")
    (fault,) = json.loads(result.stdout)["faults"]
    assert (result.exit_code, fault["name"]) == (2, "next.cannot_append")
    assert (folder / "congress.toml").read_text(encoding="utf-8") == toml


CONTEST_IN_BRACKETS = (
    'contest = [{ id = "bch", office = "executive_committee", seats = 3, slate = "slate-bch.csv", form = "strike_out", '
    'ballots = { file = "ballots-bch.csv", issued = 10, returned = 10 } }]\n'
)


def test_the_answer_for_programs(run_cli: RunCli, tmp_path: Path) -> None:
    folder = folder_of("bang-phieu", tmp_path)
    form = json.loads(run_cli("count", folder, "--next", "--json").stdout)
    NEXT.validate(form)
    (one,) = form["contests"]
    assert (one["id"], one["vote"], one["list"], one["needed"], form["written"]) == (
        "bch-2",
        "revote",
        [11, 17],
        None,
        False,
    )
    nothing = json.loads(run_cli("count", SAMPLES / "huyen-2020", "--next", "--json").stdout)
    NEXT.validate(nothing)
    assert nothing["contests"] == []


def test_voted_on_the_round_made_ready_settles_the_tie(run_cli: RunCli, tmp_path: Path) -> None:
    folder = folder_of("bang-phieu", tmp_path)
    run_cli("count", folder, "--next", "--write")
    toml = (folder / "congress.toml").read_text(encoding="utf-8")
    filled = toml.replace(
        '# ballots = { file = "ballots-bch-2.csv", issued = 0, returned = 0 }',
        'ballots = { file = "ballots-bch-2.csv", issued = 92, returned = 92 }',
    )
    assert filled != toml
    (folder / "congress.toml").write_text(filled, encoding="utf-8")
    ballots = "".join(f"{number},{1 if number > 50 else 2}\n" for number in range(1, 93))
    (folder / "ballots-bch-2.csv").write_text("ballot,struck\n" + ballots, encoding="utf-8")
    assert run_cli("count", folder).exit_code == 0
    (found,) = ledgers(count_folder(folder).result)
    assert (len(found.elected), found.elected[-1].name) == (15, "Ma Văn Ngoạn")


def test_the_table_of_attendance_is_there_to_be_filled_in_with_whoever_is_excluded() -> None:
    result = result_of(contest(4, 3), SHORT)
    (counted,) = result.contests
    excluded = replace(counted, account=replace(counted.account, excluded={"exempt": 1, "đi công tác": 2}))
    ready = only(replace(result, contests=(excluded,)))
    for translator in (VI, EN):
        text = entry_text(ready, translator)
        uncommented = "\n".join(line.removeprefix("# ") for line in text.splitlines() if "=" in line or "[" in line)
        table = tomllib.loads(uncommented)["contest"][0]
        assert table["attendance"] == {"summoned": 10, "present": 10, "excluded": {"exempt": 1, "đi công tác": 2}}
        assert table["ballots"] == {"file": "ballots-bch-2.csv", "issued": 0, "returned": 0}
        assert "attendance" not in tomllib.loads(text)["contest"][0]


@pytest.mark.parametrize(("before", "written"), [((3, 4), True), ((1, 4), False), ((3,), False)])
def test_a_re_vote_that_stands_in_the_file_is_known_by_its_list(before: tuple[int, ...], *, written: bool) -> None:
    prepared = replace(
        contest(len(before), 1),
        id="vong-hai",
        after="bch",
        vote=Vote.REVOTE,
        round=2,
        ballots=None,
        slate=slate(len(before), before=before),
    )
    assert (next_contests(result_of(contest(4, 3), TIED, prepared)) == ()) is written


def test_a_round_after_another_vote_is_not_the_one_that_is_asked_for() -> None:
    prepared = replace(contest(2, 1), id="vong-hai", after="khac", vote=Vote.FURTHER, round=2, ballots=None)
    assert only(result_of(contest(4, 3), SHORT, prepared)).contest == "bch-2"


def test_every_further_id_that_is_taken_is_counted_past() -> None:
    taken = [replace(contest(4, 3), id=name, ballots=None, attendance=None) for name in ("bch-2", "bch-2-2")]
    assert only(result_of(contest(4, 3), SHORT, *taken)).contest == "bch-2-3"


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "yes"), (False, "no"), (Sex.FEMALE, "female"), (PartialDate(1975, 3), "1975-03"), (7, "7")],
)
def test_a_cell_is_written_as_the_format_has_it(value: object, written: str) -> None:
    assert cell(value) == written
