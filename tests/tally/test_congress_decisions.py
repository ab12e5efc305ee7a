"""Where people decide: ties, decisions and void boxes of a whole folder, unclear marks and open choices."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rules.errors import UndecidedError
from rules.messages import Translator
from tally.congress_count import count_folder
from tests.conftest import RunCli
from tests.tally.congress_results import contests_of, faults_of, result_of, told
from tests.tally.folders import COMMITTEE, HEAD, SECRETARY, STRIKES, second_vote, write

TIED = "ballot,struck\n" + "".join(
    f"{number},{struck}\n" for number, struck in enumerate(["4"] * 4 + ["3"] * 4 + ["2"] * 2, start=1)
)
"""Votes 10, 8, 6, 6: persons 3 and 4 are tied for the third seat."""


REVOTE = second_vote("revote")


REVOTE_FILES: dict[str, str | bytes] = {
    "ballots-bch.csv": TIED,
    "slate-bch-2.csv": "number,name,born,number_before\n1,Lê Hữu Cường,1969,3\n2,Phạm Thị Dung,15/08/1988,4\n",
    "ballots-bch-2.csv": "ballot,struck\n"
    + "".join(f"{number},{struck}\n" for number, struck in enumerate(["1"] * 3 + ["2"] * 2 + ["*"] * 5, start=1)),
}


def decision(about: str, words: str, contest: str = "bch") -> str:
    """A recorded decision."""
    return f"""
[[decision]]
contest = "{contest}"
about = "{about}"
decision = "{words}"
by = "Đoàn chủ tịch"
text = "Đại hội biểu quyết 10/10"
"""


def open_ids(folder: Path) -> list[str]:
    """The contests where people must decide first."""
    return [each.contest.id for each in count_folder(folder).result.open_contests]


def test_a_tie_stops_and_its_re_vote_answers_it(tmp_path: Path) -> None:
    tied = write(tmp_path / "tied", HEAD + COMMITTEE, REVOTE_FILES)
    assert open_ids(tied) == ["bch"]
    assert contests_of(tied)["bch"]["outcome"] == {
        "state": "tied",
        "elected": [1, 2],
        "tied": [3, 4],
        "seats_open": 1,
        "next": {"vote": "revote", "seats": 1, "list": [3, 4], "needed": None},
    }
    answered = write(tmp_path / "answered", HEAD + COMMITTEE + REVOTE, REVOTE_FILES)
    assert open_ids(answered) == []
    second = contests_of(answered)["bch-2"]
    assert second["outcome"]["elected"] == [2]  # three of ten votes: no majority is needed
    assert [person["number_before"] for person in second["candidates"]] == [3, 4]


def test_a_decision_of_the_congress_is_replayed(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + decision("tied", "no_further_revote"), REVOTE_FILES)
    assert open_ids(folder) == []
    each = contests_of(folder)["bch"]
    assert each["decision"] == {"about": "tied", "decision": "no_further_revote"}
    assert each["outcome"]["next"] is None
    assert each["outcome"]["tied"] == [3, 4]


STOPS: dict[str, dict[str, str | bytes]] = {
    "no_further_revote": {"ballots-bch.csv": TIED},
    "no_further_vote": {"ballots-bch.csv": "ballot,struck\n" + "".join(f"{number},3 4\n" for number in range(1, 11))},
    "annulled": {"ballots-bch.csv": "ballot,struck\n" + "".join(f"{number},4\n" for number in range(1, 13))},
}
"""Ballots that leave something to people, by what they decide."""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("words", STOPS)
def test_the_lines_that_the_screen_shows_are_a_decision_once_they_are_filled_in(
    words: str, lang: str, tmp_path: Path, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied as they stand, from a screen too narrow for them."""
    monkeypatch.setenv("COLUMNS", "20")
    folder = write(tmp_path, HEAD + COMMITTEE, STOPS[words])
    stopped = run_cli("count", folder, "--lang", lang)
    assert stopped.exit_code == 3
    lines = stopped.stdout.splitlines()
    start = lines.index("    [[decision]]")
    shown = "\n".join(lines[start : lines.index("", start)])
    (entry,) = tomllib.loads(shown)["decision"]
    assert (entry["contest"], entry["decision"], entry["by"], entry["text"]) == ("bch", words, "…", "…")
    congress = folder / "congress.toml"
    before = congress.read_text(encoding="utf-8")
    congress.write_text(f"{before}\n{shown}\n", encoding="utf-8")
    assert told(folder) == [("congress.toml", "decision.not_filled_in")] * 2
    congress.write_text(f"{before}\n{shown.replace('…', 'Đại hội, 10/10')}\n", encoding="utf-8")
    found = run_cli("count", folder, "--lang", lang)
    assert found.exit_code == 0
    assert "[[decision]]" not in found.stdout


def test_a_decision_about_something_that_did_not_happen_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + decision("short", "no_further_vote"), REVOTE_FILES)
    assert told(folder) == [("congress.toml", "decision.not_needed")]


def test_a_decision_about_a_contest_without_ballots_is_refused(tmp_path: Path) -> None:
    later = SECRETARY.replace('ballots = { file = "ballots-bi-thu.csv", issued = 10, returned = 10 }', "")
    toml = HEAD + COMMITTEE + later + decision("short", "no_further_vote", "bi-thu")
    (fault,) = faults_of(write(tmp_path, toml))
    assert (fault.file, fault.name, fault.seen) == ("congress.toml", "decision.not_counted", "short")
    assert fault.place.key == "decision.bi-thu.about"
    assert "[[decision]]" in Translator("vi").text(fault.remedy)


def test_a_round_that_answers_nothing_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, HEAD + COMMITTEE + REVOTE, {**REVOTE_FILES, "ballots-bch.csv": STRIKES})
    assert told(folder) == [("congress.toml", "contest.answers_nothing")]


def test_a_round_whose_vote_before_has_no_ballots_is_refused(tmp_path: Path) -> None:
    first = COMMITTEE.replace('ballots = { file = "ballots-bch.csv", issued = 10, returned = 10 }', "")
    folder = write(tmp_path, HEAD + first + REVOTE, REVOTE_FILES)
    assert told(folder) == [("congress.toml", "contest.parent_not_counted")]


CHU_PHAN = "https://nhandan.vn/yeu-cau-ky-luat-truong-ban-kiem-phieu-gian-lan-o-huyen-me-linh-post608190.html"


def test_one_hundred_and_forty_eight_of_one_hundred_and_thirty_four_ballots_stop_until_it_is_annulled(
    tmp_path: Path,
) -> None:
    """ADDITIONS 7.2: issued 134, returned 134 in public, 148 in the counting room."""
    toml = (HEAD + COMMITTEE).replace("= 11", "= 135").replace("present = 10", "present = 134")
    toml = toml.replace("issued = 10, returned = 10", "issued = 134, returned = 134")
    ballots = "ballot,struck\n" + "".join(f"{number},4\n" for number in range(1, 149))
    stopped = write(tmp_path / "stopped", toml, {"ballots-bch.csv": ballots})
    assert open_ids(stopped) == ["bch"], CHU_PHAN
    each = contests_of(stopped)["bch"]
    assert each["outcome"]["state"] == "void"
    assert each["account"]["counted"] == 148
    assert each["needed"] == 68
    assert [person["votes"] for person in each["candidates"]] == [None] * 4
    annulled = write(tmp_path / "annulled", toml + decision("over_issued", "annulled"), {"ballots-bch.csv": ballots})
    assert open_ids(annulled) == []
    assert contests_of(annulled)["bch"]["outcome"]["next"]["vote"] == "again"


UNCLEAR: dict[str, str | bytes] = {
    "ballots-bch.csv": STRIKES.replace("0002,4", "0002,4?").replace("0007,3 4", "0007,?")
}


def test_unclear_marks_stop_the_count_with_every_ballot(tmp_path: Path) -> None:
    faults = faults_of(write(tmp_path, files=UNCLEAR), UndecidedError)
    assert [(fault.name, fault.file, fault.seen) for fault in faults] == [
        ("ballots.unclear", "ballots-bch.csv", "2"),
        ("ballots.unclear", "ballots-bch.csv", "7"),
    ]


@pytest.mark.parametrize(
    ("lang", "heading"), [("vi", "2 điều con người phải quyết định trước"), ("en", "2 points for people to decide")]
)
def test_what_people_must_decide_is_no_fault_of_the_data(
    lang: str, heading: str, tmp_path: Path, run_cli: RunCli
) -> None:
    found = run_cli("count", write(tmp_path, files=UNCLEAR), "--lang", lang)
    assert (found.exit_code, found.stdout) == (3, "")
    assert found.stderr.startswith(heading)


def test_rulings_in_a_file_of_their_own_let_the_count_go_on(tmp_path: Path) -> None:
    toml = HEAD + COMMITTEE.replace("returned = 10 }", 'returned = 10, rulings = "rulings-bch.csv" }')
    rulings = (
        "ballot,code,ruling,reason,in_favour,of\n"
        "0002,4,struck,Nét gạch phủ cả họ và tên,5,5\n"
        "0007,,signed,Có chữ ký ở góc phiếu,5,5\n"
    )
    each = contests_of(write(tmp_path, toml, {**UNCLEAR, "rulings-bch.csv": rulings}))["bch"]
    assert each["account"]["invalid_reasons"] == {"overvote": 1, "signed": 1}
    assert [person["votes"] for person in each["candidates"]] == [8, 7, 6, 0]


def test_the_same_ruling_in_the_ballot_file_gives_the_same_numbers(tmp_path: Path) -> None:
    rows = STRIKES.replace("ballot,struck", "ballot,struck,invalid").replace("\n", ",\n").replace("invalid,", "invalid")
    ruled = rows.replace("0007,3 4,", "0007,?,signed")
    each = contests_of(write(tmp_path, files={"ballots-bch.csv": ruled}))["bch"]
    assert each["account"]["invalid_reasons"] == {"overvote": 1, "signed": 1}


def test_the_open_choice_stops_every_contest_that_needs_it_and_the_choice_is_printed(tmp_path: Path) -> None:
    several = COMMITTEE.replace("seats = 3", "seats = 4").replace("strike_out", "agree_disagree")
    rows = "".join(f"{number},1-4,-\n" for number in range(1, 9))
    files: dict[str, str | bytes] = {"ballots-bch.csv": f"ballot,agree,disagree\n{rows}9,-,*\n10,*,1\n"}
    toml = HEAD + several + SECRETARY
    faults = faults_of(write(tmp_path / "open", toml, files), UndecidedError)
    assert [(fault.name, fault.seen) for fault in faults] == [("ballots.all_disagree", "9")]
    assert "all_disagree" in Translator("vi").text(faults[0].remedy)
    for choice, valid in (("valid", 10), ("invalid", 9)):
        chosen = toml.replace("[[contest]]", f'[choices]\nall_disagree = "{choice}"\n\n[[contest]]', 1)
        form = result_of(write(tmp_path / choice, chosen, files))
        assert form["choices"]["all_disagree"] == choice
        assert form["contests"][0]["account"]["valid"] == valid


def test_faults_come_before_what_people_must_decide(tmp_path: Path) -> None:
    files = {**UNCLEAR, "ballots-bi-thu.csv": "ballot,agree,disagree\n1,1,-\n"}
    assert told(write(tmp_path, files=files)) == [("ballots-bi-thu.csv", "account.not_all_entered")]
