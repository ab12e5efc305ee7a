"""``kiemphieu slips``: bundle slips and key sheets of a folder, the seal slip of a record; and the draw as a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rules.session import FINE, NO, UNUSABLE
from tests.conftest import CHECKOUT, RunCli
from tests.tally.papers.reading import pdf_pages
from tests.tally.records import sealed

SLIPS = Draft202012Validator(
    json.loads((CHECKOUT / "rules" / "schemas" / "kiemphieu-slips-1.schema.json").read_text("utf-8"))
)
SEED = "41625364152231465431"


@pytest.fixture
def huyen(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CHECKOUT / "samples" / "huyen-2020", tmp_path / "huyen"))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.zip"
    path.write_bytes(sealed("huyen-2020").content)
    return path


def test_slips_of_a_folder_are_for_the_papers_that_came_out(huyen: Path, run_cli: RunCli) -> None:
    found = run_cli("slips", huyen, "--json")
    assert found.exit_code == FINE, found.output
    told = json.loads(found.stdout)
    SLIPS.validate(told)
    assert [Path(file).name for file in told["files"]] == [
        "bundles-bch.pdf",
        "keys-bch.pdf",
        "bundles-bi-thu.pdf",
        "keys-bi-thu.pdf",
    ]
    pages = pdf_pages((huyen / "papers" / "bundles-bch.pdf").read_bytes())
    assert "Phiếu số 201 đến 248: 48 lá" in pages[-1]


@pytest.mark.parametrize(
    ("words", "last"),
    [(("--papers", "120"), "101 đến 120: 20"), (("--bundle", "25"), "226 đến 248: 23")],
)
def test_papers_and_bundles_may_be_given(words: tuple[str, ...], last: str, huyen: Path, run_cli: RunCli) -> None:
    found = run_cli("slips", huyen, "--contest", "bch", "-o", huyen / "khac", *words)
    assert found.exit_code == FINE
    assert last in pdf_pages((huyen / "khac" / "bundles-bch.pdf").read_bytes())[-1]
    assert not (huyen / "papers").exists()


def test_nothing_is_guessed_where_nobody_said_how_many_papers_there_are(huyen: Path, run_cli: RunCli) -> None:
    toml = huyen / "congress.toml"
    lines = toml.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("ballots", "summoned", "present", "absent", "[attendance"))]
    toml.write_text("\n".join(kept) + "\n", encoding="utf-8")
    found = run_cli("slips", huyen)
    assert found.exit_code == UNUSABLE
    assert found.output.count("--papers") == 2
    assert not (huyen / "papers").exists()


def test_an_unknown_contest_is_refused(huyen: Path, run_cli: RunCli) -> None:
    found = run_cli("slips", huyen, "--contest", "khac")
    assert found.exit_code == UNUSABLE
    assert "bch, bi-thu" in found.output


def test_a_record_has_its_seal_slip(record: Path, run_cli: RunCli) -> None:
    found = run_cli("slips", record)
    assert found.exit_code == FINE, found.output
    (slip,) = record.parent.glob("seal-slip-*.pdf")
    assert slip.name == f"seal-slip-{sealed('huyen-2020').seal_head[:8]}.pdf"


def test_a_record_that_does_not_hold_gets_no_seal_slip(record: Path, run_cli: RunCli) -> None:
    content = record.read_bytes()
    at = content.index(b'"elected"')
    record.write_bytes(content[:at] + b'"Elected"' + content[at + 9 :])
    found = run_cli("slips", record)
    assert found.exit_code in {NO, UNUSABLE}
    assert not list(record.parent.glob("seal-slip-*.pdf"))


def test_a_draw_can_be_printed_and_holds_nothing_of_the_record(record: Path, run_cli: RunCli, tmp_path: Path) -> None:
    words = ("draw", record, "--contest", "bch", "--seed", SEED, "-n", "30")
    drawn = sorted(each["ballot"] for each in json.loads(run_cli(*words, "--json").stdout)["drawn"])
    assert run_cli(*words, "-o", tmp_path / "to.pdf").exit_code == FINE
    text = " ".join(pdf_pages((tmp_path / "to.pdf").read_bytes()))
    table = text.split("Ghi chú", 1)[1].split("Chép lại", 1)[0]
    assert [int(number) for number in table.split() if number.isdecimal()][: len(drawn)] == drawn
    assert SEED in text
