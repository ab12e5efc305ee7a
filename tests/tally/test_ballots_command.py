"""``kiemphieu ballots``: which lists it prints, which it refuses, and what it says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from rules.session import FINE, UNUSABLE
from tests.conftest import CHECKOUT, Golden, RunCli
from tests.tally.folders import COMMITTEE, HEAD, write

SCHEMAS = CHECKOUT / "rules" / "schemas"
BALLOTS = Draft202012Validator(json.loads((SCHEMAS / "kiemphieu-ballots-1.schema.json").read_text("utf-8")))
LAYOUT = Draft202012Validator(json.loads((SCHEMAS / "kiemphieu-ballot-layout-1.schema.json").read_text("utf-8")))
ROUND = "bch-bau-lai"


@pytest.fixture
def huyen(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CHECKOUT / "samples" / "huyen-2020", tmp_path / "huyen"))


@pytest.fixture
def revote(tmp_path: Path) -> Path:
    """A congress that waits for its second vote: no ballots of that round yet."""
    folder = Path(shutil.copytree(CHECKOUT / "samples" / "bang-phieu-bau-lai", tmp_path / "bau-lai"))
    toml = folder / "congress.toml"
    kept = re.sub(r"ballots = \{ file = \"ballots-bch-bau-lai[^\n]*\n", "", toml.read_text("utf-8"))
    toml.write_text(kept, encoding="utf-8")
    return folder


def ballots_in(pdf: Path) -> int:
    return sum(page.extract_text().count("Mã danh sách") for page in PdfReader(pdf).pages)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_people_read(lang: str, huyen: Path, run_cli: RunCli, golden: Golden) -> None:
    found = run_cli("ballots", huyen, "--copies", "250", "--lang", lang)
    assert found.exit_code == FINE
    golden(f"ballots.{lang}.txt", found.output.replace(str(huyen), "huyen"))


def test_ballots_are_the_same_whatever_the_language(huyen: Path, run_cli: RunCli) -> None:
    made = []
    for lang in ("vi", "en"):
        assert run_cli("ballots", huyen, "--lang", lang, "-o", huyen / lang).exit_code == FINE
        made.append({path.name: path.read_bytes() for path in (huyen / lang).iterdir()})
    assert made[0] == made[1]


def test_every_contest_has_its_ballots_and_their_sidecar(huyen: Path, run_cli: RunCli) -> None:
    found = run_cli("ballots", huyen, "--json")
    assert found.exit_code == FINE
    told = json.loads(found.stdout)
    BALLOTS.validate(told)
    assert [each["id"] for each in told["contests"]] == ["bch", "bi-thu"]
    for each in told["contests"]:
        layout = json.loads(Path(each["layout"]).read_text("utf-8"))
        LAYOUT.validate(layout)
        assert layout["slate"]["digest"] == each["digest"]
        assert ballots_in(Path(each["pdf"])) == each["copies"]


@pytest.mark.parametrize(("copies", "sheets"), [(1, 1), (4, 1), (5, 2), (9, 3)])
def test_exactly_as_many_as_asked_for(copies: int, sheets: int, huyen: Path, run_cli: RunCli, tmp_path: Path) -> None:
    pdf = tmp_path / "phieu.pdf"
    found = run_cli("ballots", huyen, "--contest", "bi-thu", "--copies", str(copies), "-o", pdf)
    assert found.exit_code == FINE, found.output
    assert (ballots_in(pdf), len(PdfReader(pdf).pages)) == (copies, sheets)
    assert pdf.with_suffix(".json").is_file()


def test_a_frozen_list_is_printed_and_a_changed_one_is_not(huyen: Path, run_cli: RunCli) -> None:
    assert run_cli("check", huyen, "--freeze").exit_code in {0, 3}
    told = json.loads(run_cli("ballots", huyen, "--json").stdout)
    assert [each["frozen"] for each in told["contests"]] == [1, 1]
    slate = huyen / "slate-bch.csv"
    slate.write_text(slate.read_text("utf-8").replace("Quàng Thị Ánh", "Quàng Thị Anh"), encoding="utf-8")
    shutil.rmtree(huyen / "papers")
    refused = run_cli("ballots", huyen)
    assert refused.exit_code == UNUSABLE
    assert "Quàng Thị Anh" in refused.output
    assert not (huyen / "papers").exists()


def test_a_later_round_is_printed_as_the_count_makes_it(revote: Path, run_cli: RunCli) -> None:
    found = run_cli("ballots", revote, "--contest", ROUND, "--copies", "8")
    assert found.exit_code == FINE, found.output
    text = PdfReader(revote / "papers" / f"ballot-{ROUND}.pdf").pages[0].extract_text()
    assert text.count("lần bầu thứ 2") == 4


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("seats = 1\nslate", "seats = 2\nslate", "1 chỗ"),
        ('vote = "revote"', 'vote = "further"', "không dẫn đến"),
        ('file = "ballots-bch.csv"', 'file = "ballots-none.csv"', "ballots-none.csv"),
    ],
)
def test_a_later_round_that_does_not_follow_from_the_count_is_refused(
    old: str, new: str, problem: str, revote: Path, run_cli: RunCli
) -> None:
    toml = revote / "congress.toml"
    text = toml.read_text("utf-8")
    assert old in text
    toml.write_text(text.replace(old, new), encoding="utf-8")
    if new.startswith("seats"):  # two of two would be no list with surplus
        with (revote / "slate-bch-bau-lai.csv").open("a", encoding="utf-8") as slate:
            slate.write("3;Y Krông Ayŭn;24/10/1974;Nam;1\n")
    found = run_cli("ballots", revote, "--contest", ROUND)
    assert found.exit_code == UNUSABLE
    assert problem in found.output
    assert not (revote / "papers").exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--contest", "khac"), "bch, bi-thu"),
        (("-o", "phieu.pdf"), "--contest"),
        (("--per-sheet", "4"), "không vừa"),
        (("--per-sheet", "3"), "per-sheet"),
        (("--copies", "0"), "copies"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], problem: str, huyen: Path, run_cli: RunCli) -> None:
    found = run_cli("ballots", huyen, *words)
    assert found.exit_code == UNUSABLE
    assert problem in found.output
    assert not (huyen / "papers").exists()


def test_a_folder_that_cannot_be_made_is_told(huyen: Path, run_cli: RunCli) -> None:
    (huyen / "papers").write_text("", encoding="utf-8")
    found = run_cli("ballots", huyen)
    assert found.exit_code == UNUSABLE
    assert "papers" in found.output


def test_a_list_with_faults_has_no_ballots(huyen: Path, run_cli: RunCli) -> None:
    slate = huyen / "slate-bi-thu.csv"
    slate.write_text(slate.read_text("utf-8").replace("\n1,", "\n2,"), encoding="utf-8")
    found = run_cli("ballots", huyen, "--contest", "bch")
    assert found.exit_code == UNUSABLE
    assert "slate-bi-thu.csv" in found.output
    assert not (huyen / "papers").exists()


@pytest.mark.parametrize(("seats", "form"), [("seats = 5", "strike_out"), ("seats = 3", "agree_disagree")])
def test_no_ballot_is_printed_that_the_count_would_refuse(
    tmp_path: Path, run_cli: RunCli, seats: str, form: str
) -> None:
    """Four names for four seats and more have no surplus to strike out; alternates beside three seats make none."""
    delegates = COMMITTEE.replace("executive_committee", "delegates").replace("seats = 3", f"{seats}\nalternates = 1")
    toml = HEAD + delegates.replace("strike_out", form)
    head, row = ("ballot,struck", "1") if form == "strike_out" else ("ballot,agree,disagree", "1,2")
    papers = "".join(f"{number},{row}\n" for number in range(1, 11))
    folder = write(tmp_path, toml, {"ballots-bch.csv": f"{head}\n{papers}"})
    told = [json.loads(run_cli(command, folder, "--json").stdout)["faults"] for command in ("ballots", "count")]
    assert [[fault["name"] for fault in faults] for faults in told] == [["contest.form_and_seats"]] * 2
    assert list(folder.glob("**/*.pdf")) == []
