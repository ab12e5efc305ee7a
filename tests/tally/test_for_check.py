"""Opinion and introduction ballots that were counted give the check of the slate its numbers: nobody copies them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rules.congress_file import read_congress
from rules.messages import Translator
from rules.model import Step, Support
from tally.cli import main
from tally.congress_count import count_folder
from tally.for_check import numbers_for_check
from tests.tally.folders import write

VI = Translator("vi")
PEOPLE = "number,name,born\n1,Đỗ Thị Ước,1985-03-02\n2,Lê Văn An,1979\n3,Phạm Văn Chi,\n"
BALLOTS = "ballot,agree,disagree\n" + "".join(
    f"{at},{'1 2' if at < 4 else '1'},{'3' if at < 4 else '2-3'}\n" for at in range(1, 8)
)
CONGRESS = """format = "kiemphieu-congress/1"
[congress]
name = "Đại hội"
body = "Đảng bộ xã"
level = "grassroots"
kind = "delegates"
opens = OPENS
[attendance]
summoned = 12
present = 7
"""
ASKED = """[[contest]]
id = "xin-y-kien"
vote = "{vote}"
office = "executive_committee"
slate = "people.csv"
form = "agree_disagree"
ballots = {{ file = "ballots.csv", issued = 7, returned = 7 }}
"""
ELECTION = """[[contest]]
id = "{id}"
office = "{office}"
seats = 2
slate = "people.csv"
form = "strike_out"
"""
BCH = ELECTION.format(id="bch", office="executive_committee")


def folder(tmp_path: Path, vote: str, *others: str) -> Path:
    """A congress at which people were asked, and perhaps elected afterwards."""
    opens = "2025-06-05" if vote == "opinion" else "2020-06-05"  # in 2020 the process of introduction was seen
    text = CONGRESS.replace("OPENS", opens) + ASKED.format(vote=vote) + "".join(others)
    return write(tmp_path / "dai-hoi", text, {"people.csv": PEOPLE, "ballots.csv": BALLOTS})


def for_check(of: Path) -> list[dict[str, str]]:
    """What ``--next --json`` says of it."""
    done = CliRunner().invoke(main, ["count", str(of), "--next", "--json"])
    found: list[dict[str, str]] = json.loads(done.output)["for_check"]
    return found


def test_the_opinion_is_read_back_by_the_check(tmp_path: Path) -> None:
    of = folder(tmp_path, "opinion", BCH)
    (made,) = numbers_for_check(count_folder(of).result)
    assert made.contest == "xin-y-kien"
    assert VI.text(made.about).startswith("Số phiếu đồng ý của «xin-y-kien»")
    assert made.entry.startswith('[[support]]\ncontest = "bch"\nname = "Đỗ Thị Ước"\nvotes = 7\npresent = 7\n')
    assert made.entry.count('contest = "bch"') == 3
    path = of / "congress.toml"
    path.write_text(path.read_text("utf-8") + made.entry, "utf-8")
    (bch,) = [each for each in read_congress(of).contests if each.id == "bch"]
    assert bch.support == (
        Support(place=1, votes=7, present=7),
        Support(place=2, votes=3, present=7),
        Support(place=3, votes=0, present=7),
    )


def test_whoever_was_asked_about_and_not_put_on_the_list_stands_in_a_comment(tmp_path: Path) -> None:
    of = folder(tmp_path, "opinion", BCH.replace('slate = "people.csv"', 'slate = "listed.csv"').replace("= 2", "= 1"))
    (of / "listed.csv").write_text("number,name\n1,Lê Văn An\n2,đỗ  thị ước\n", encoding="utf-8")
    (made,) = numbers_for_check(count_folder(of).result)
    *listed, last = made.entry.split("\n\n")
    assert [each.splitlines()[0] for each in listed] == ["[[support]]"] * 2
    assert all(line.startswith("# ") for line in last.splitlines())
    assert '# name = "Phạm Văn Chi"' in last
    path = of / "congress.toml"
    path.write_text(path.read_text("utf-8") + made.entry, "utf-8")
    reading = read_congress(of)
    assert reading.faults == ()
    (bch,) = [each for each in reading.contests if each.id == "bch"]
    assert [(each.place, each.votes) for each in bch.support] == [(2, 7), (1, 3)]


def test_an_introduction_is_read_back_once_its_step_is_told(tmp_path: Path) -> None:
    of = folder(tmp_path, "introduction", BCH)
    (made,) = for_check(of)
    assert (made["contest"], made["sheet"]) == ("xin-y-kien", "votes-xin-y-kien.csv")
    assert (of / made["sheet"]).read_text("utf-8-sig").splitlines() == [
        "name,born,votes",
        "Đỗ Thị Ước,1985-03-02,7",
        "Lê Văn An,1979,3",
        "Phạm Văn Chi,,0",
    ]
    path = of / "congress.toml"
    path.write_text(path.read_text("utf-8") + made["entry"].replace("step = 0", "step = 4"), "utf-8")
    (bch,) = [each for each in read_congress(of).contests if each.id == "bch"]
    assert bch.steps == (Step(number=4, summoned=12, present=7, votes={1: 7, 2: 3, 3: 0}),)


@pytest.mark.parametrize(
    "others",
    [
        (),
        (BCH, ELECTION.format(id="bch-khac", office="executive_committee")),
        (ELECTION.format(id="uy-ban", office="inspection_committee"),),
    ],
    ids=["no election here", "two elections of the office", "another office"],
)
def test_which_election_it_was_for_is_not_guessed(tmp_path: Path, others: tuple[str, ...]) -> None:
    (made,) = numbers_for_check(count_folder(folder(tmp_path, "opinion", *others)).result)
    assert made.entry.startswith('[[support]]\nname = "Đỗ Thị Ước"\n')


def test_an_election_gives_the_check_nothing(tmp_path: Path) -> None:
    assert not numbers_for_check(count_folder(write(tmp_path / "dai-hoi")).result)


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Thay số 0 bằng số của bước"), ("en", "Put the number of the step")]
)
def test_people_are_told_where_the_lines_go(tmp_path: Path, lang: str, words: str) -> None:
    of = folder(tmp_path, "introduction", BCH)
    done = CliRunner().invoke(main, ["--lang", lang, "count", str(of), "--next"])
    assert done.exit_code == 0
    assert words in done.output
    assert '[[step]]\ncontest = "bch"\nstep = 0\n' in done.output
    sheet = (of / "votes-xin-y-kien.csv").read_text("utf-8-sig").splitlines()
    assert sheet[:2] == ["name,born,votes", "Đỗ Thị Ước,1985-03-02,7"]


def test_a_sheet_of_that_name_is_not_written_over(tmp_path: Path) -> None:
    of = folder(tmp_path, "introduction", BCH)
    (of / "votes-xin-y-kien.csv").write_text("của người khác", "utf-8")
    done = CliRunner().invoke(main, ["count", str(of), "--next"])
    assert done.exit_code == 2
    assert (of / "votes-xin-y-kien.csv").read_text("utf-8") == "của người khác"
